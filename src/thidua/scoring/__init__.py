"""Score sheets as trees, and the exact arithmetic that makes points of results. Pure; used by `thidua score`."""
