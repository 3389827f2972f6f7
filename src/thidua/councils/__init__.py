"""Councils, their sessions, votes and minutes."""
