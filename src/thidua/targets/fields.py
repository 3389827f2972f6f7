"""A column for exact decimals: whole numbers of 10⁻⁴, alike on both databases and fit to sum and compare."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models

from thidua.targets.types import MOST_PLACES


class ExactField(models.BigIntegerField):  # type: ignore[type-arg]
    """A `Decimal` with at most four decimals. SQLite would keep a decimal column as a binary float."""

    def from_db_value(self, value: int | None, expression: Any, connection: Any) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-MOST_PLACES)

    def to_python(self, value: Any) -> Decimal | None:
        return value if value is None or isinstance(value, Decimal) else Decimal(value)

    def get_prep_value(self, value: Any) -> int | None:
        if value is None or not isinstance(value, Decimal | int):
            if value is None:
                return None
            raise TypeError("an exact column takes decimals and whole numbers only")
        scaled = Decimal(value).scaleb(MOST_PLACES)
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{value} has more than {MOST_PLACES} decimals")
        return int(scaled)
