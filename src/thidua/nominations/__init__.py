"""Rounds, nominations, their reviews level by level, and submissions upward."""
