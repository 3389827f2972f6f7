"""Pure ground floor: year sets, intervals, working days, Vietnamese text and numbers, Decision."""
