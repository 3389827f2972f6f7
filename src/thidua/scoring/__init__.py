"""Score sheets as trees with versions, and the exact arithmetic that makes points of results."""
