"""Many rows at once without building a model for each: for imports of tens of thousands of rows.

`bulk_create` spends most of its time on instances and on composing SQL; here a statement takes plain
values for hundreds of rows. Only for tables whose `save()` does nothing of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import Any

from django.db import connection, models

_PLAIN = (models.CharField, models.TextField, models.IntegerField, models.BooleanField)
_VALUES = 30_000
"""Values in one statement: both databases take a little more (SQLite 32,766, PostgreSQL 65,535)."""


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Insert rows of values in the order of `columns` (field names); returns how many.

    Fields that are left out get their defaults, as a model instance would. The database's own constraints
    hold; nothing else is checked. Must run in a transaction. Raises IntegrityError as the database does.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("many rows are written whole or not at all")
    fields = [model._meta.get_field(name) for name in columns]
    left_out = [
        field for field in model._meta.concrete_fields if field not in fields and not field.primary_key
    ]
    prepare = [_preparer(field) for field in fields]
    fixed = tuple(field.get_db_prep_save(field.get_default(), connection) for field in left_out)
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in (*fields, *left_out))
    marks = f"({', '.join(['%s'] * (len(fields) + len(left_out)))})"
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES "
    ready = ((*(v if f is None else f(v) for f, v in zip(prepare, row, strict=True)), *fixed) for row in rows)
    count, most = 0, _VALUES // (len(fields) + len(left_out))
    with connection.cursor() as cursor:
        # One statement for many rows: with a statement a row, SQLite's search index is flushed at each of them.
        while chunk := list(islice(ready, most)):
            cursor.execute(sql + ", ".join([marks] * len(chunk)), list(chain.from_iterable(chunk)))
            count += len(chunk)
    return count


def reserve_ids(model: type[models.Model], count: int) -> range | list[int]:
    """Keys for `count` new rows that nobody else will be given. Must run in the transaction that inserts them."""
    if not connection.in_atomic_block:
        raise RuntimeError("keys are reserved in the transaction that uses them")
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [row[0] for row in cursor.fetchall()]
        # SQLite: this transaction is the only writer, and an inserted key moves the sequence by itself.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
    first = (found[0] if found else 0) + 1
    return range(first, first + count)


def _preparer(field: Any) -> Callable[[Any], Any] | None:
    """How a value of the field becomes the database's; None where it is taken as it is."""
    target = field.target_field if field.is_relation else field
    # A field of our own may keep its value otherwise than it is given, whatever Django's field it extends.
    if isinstance(target, _PLAIN) and type(target).__module__.startswith("django."):
        return None
    if isinstance(target, models.JSONField):
        nothing = target.get_db_prep_save([], connection)  # most lists of an import are empty
        return lambda value: nothing if value == [] else target.get_db_prep_save(value, connection)
    if isinstance(target, models.DateField):  # days and moments repeat
        return lru_cache(maxsize=20_000)(lambda value: target.get_db_prep_save(value, connection))
    return lambda value: target.get_db_prep_save(value, connection)
