"""What units and people register for a season, and the covenants of clusters."""
