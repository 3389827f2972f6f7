"""The law as dated data, and its evaluation with an explanation. Pure; usable alone from the command line."""
