"""The words of the rules, written for columns; every word of `predicates.VOCABULARY` must stand here."""

from __future__ import annotations

from thidua.lawbook.columns.words import (
    awards,
    collectives,
    deeds,
    gates,
    initiatives,
    service,
    standing,
    tenure,
)
from thidua.lawbook.columns.words.base import WORDS, Asked, holds

__all__ = [
    "WORDS",
    "Asked",
    "awards",
    "collectives",
    "deeds",
    "gates",
    "holds",
    "initiatives",
    "service",
    "standing",
    "tenure",
]
