"""Targets: what is measured, plans and results by unit and year, corrections with their reasons."""
