"""Clusters and blocs by year, their scoring rounds from the self-score to the published ranking."""
