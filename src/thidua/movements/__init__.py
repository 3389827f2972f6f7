"""Movements: launched, joined below, reviewed, closed; and what they put forward for commendation."""
