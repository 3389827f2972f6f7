"""Exemplars found, nurtured, summarised and spread; stories and good deeds."""
