"""Whole tables read as columns of numbers, for what looks at a province at once.

Everything is turned into whole numbers by the database, so that a row costs a fraction of what a model instance does.
The two databases differ in how days are computed; the difference stands here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db import connection, models
from django.db.models import Case, F, Value, When
from django.db.models.functions import Coalesce

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
    # The statement is Django's, the rows are the driver's own: converting each value again would take most of the time.
    sql, values = rows.annotate(**named).values_list(*named).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        chunks = iter(lambda: cursor.fetchmany(CHUNK), [])
        flat = np.fromiter(chain.from_iterable(chain.from_iterable(chunks)), np.int64)
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


def or_field(field: str, otherwise: str) -> models.expressions.Combinable:
    """A field of numbers, with another field's number for null."""
    return Coalesce(field, otherwise, output_field=models.IntegerField())


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
