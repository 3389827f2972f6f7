"""Measures with a direction, plans and results by unit and year, and the progress between them."""
