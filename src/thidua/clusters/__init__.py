"""Clusters and blocs: members by year, rounds of scoring, the ranking and what follows from it."""
