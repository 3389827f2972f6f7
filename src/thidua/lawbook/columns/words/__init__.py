"""The words of the rules, written for columns; every word of `predicates.VOCABULARY` must stand here."""

from __future__ import annotations

from thidua.lawbook.columns.words import (
    awards,
    collectives,
    deeds,
    experience,
    gates,
    initiatives,
    occasions,
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
    "experience",
    "gates",
    "holds",
    "initiatives",
    "occasions",
    "service",
    "standing",
    "tenure",
]
