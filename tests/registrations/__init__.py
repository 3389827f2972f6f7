"""Tests of registrations and covenants."""
