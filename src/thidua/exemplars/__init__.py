"""Exemplars: found, fostered, summed up, spread; their stories, and good deeds told by citizens."""
