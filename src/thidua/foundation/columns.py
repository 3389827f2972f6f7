"""Whole tables read as columns of numbers, for what looks at a province at once.

Everything is turned into whole numbers by the database, so that a row costs a fraction of what a model instance does.
The two databases differ in how days and sets of years are computed; the difference stands here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db import models
from django.db.models import Case, F, Value, When
from django.db.models.functions import Coalesce

from thidua.kernel.years import FIRST_YEAR, LAST_YEAR

CHUNK = 20_000


def read_columns(
    rows: models.QuerySet[Any], **columns: str | models.expressions.Combinable
) -> dict[str, npt.NDArray[np.int64]]:
    """The rows as one array of whole numbers for each column, in the order of the query. One query.

    A column is the name of a field or an expression; none of them may be null.
    """
    named = {
        f"column_{name}": F(column) if isinstance(column, str) else column for name, column in columns.items()
    }
    found = rows.annotate(**named).values_list(*named).iterator(chunk_size=CHUNK)
    flat = np.fromiter(chain.from_iterable(found), np.int64)
    table = flat.reshape(-1, len(named))
    return {name: np.ascontiguousarray(table[:, at]) for at, name in enumerate(columns)}


def code_of(
    field: str, codes: Sequence[str] | Mapping[str, int], otherwise: int = -1
) -> models.expressions.Combinable:
    """A text field as the place of its value in `codes` (or the number given there); `otherwise` for every other."""
    numbers = codes if isinstance(codes, Mapping) else {code: at for at, code in enumerate(codes)}
    return Case(
        *(When(**{field: code}, then=Value(number)) for code, number in numbers.items()),
        default=Value(otherwise),
        output_field=models.IntegerField(),
    )


def or_else(field: str, otherwise: int) -> models.expressions.Combinable:
    """A field of numbers, with a number for null."""
    return Coalesce(field, Value(otherwise), output_field=models.IntegerField())


def day_of(field: str, otherwise: int) -> models.expressions.Combinable:
    """A date as the number of days since 1970, with a number for null."""
    return Coalesce(_DayNumber(field), Value(otherwise), output_field=models.IntegerField())


class _DayNumber(models.Func):
    """Days since 1 January 1970."""

    output_field = models.IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "CAST(julianday(%(expressions)s) - 2440587.5 AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="(%(expressions)s - DATE '1970-01-01')", **context)


class YearSet(models.Aggregate):
    """The years of the group as one set (`kernel.years`); null for a group without a year in the range.

    Read it back as unsigned: `array.view(numpy.uint64)`.
    """

    output_field = models.BigIntegerField()

    def __init__(self, field: str, *, only: models.Q | None = None) -> None:
        inside = models.Q(**{f"{field}__gte": FIRST_YEAR, f"{field}__lte": LAST_YEAR})
        super().__init__(F(field) - FIRST_YEAR, filter=inside & only if only is not None else inside)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self._with("SUM(DISTINCT 1 << (%(expressions)s))").as_sql(compiler, connection, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "BIT_OR(1::bigint << (%(expressions)s)::int)"
        return self._with(template).as_sql(compiler, connection, **context)

    def _with(self, template: str) -> YearSet:
        made: YearSet = self.copy()
        made.template = template
        return made
