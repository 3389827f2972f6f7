"""Titles and commitments registered within a season, consolidated upward; covenants of clusters."""
