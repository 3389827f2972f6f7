"""Reads of nominations, always within the actor's scope."""
