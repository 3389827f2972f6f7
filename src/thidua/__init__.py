"""Thi đua: the platform of a Vietnamese province's emulation and commendation work."""

__version__ = "0.1.0"
