"""Units with dates and successions, people, households, and the recipients they are."""
