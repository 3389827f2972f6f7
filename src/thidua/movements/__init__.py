"""Emulation movements: launched, joined, planned as tasks, reviewed, closed with commendation."""
