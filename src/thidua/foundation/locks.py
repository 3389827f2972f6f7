"""The one place that knows how the two databases lock.

PostgreSQL locks rows; SQLite's IMMEDIATE transaction already keeps every other writer out, and Django
ignores `select_for_update` there. Rows are always locked in the order of their keys, so no two commands
can wait for each other. Keys never change and rows are never deleted, so PostgreSQL's `FOR NO KEY UPDATE` is
enough; the stronger lock would make writers of referring rows wait, in an order nobody chose.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TypeVar

from django.db import connection, models

M = TypeVar("M", bound=models.Model)


def locked(queryset: models.QuerySet[M]) -> models.QuerySet[M]:
    """The rows of `queryset`, locked until the transaction ends. Call once per table, before the check."""
    if not connection.in_atomic_block:
        raise RuntimeError("a lock needs a transaction")
    return queryset.order_by("pk").select_for_update(of=("self",), no_key=True)


def hold(queryset: models.QuerySet[M]) -> None:
    """Lock the rows without handing them out; where the whole database is held already there is nothing to do."""
    if not connection.in_atomic_block:
        raise RuntimeError("a lock needs a transaction")
    if connection.features.has_select_for_update:
        list(locked(queryset.only("pk")))


def lock_one(model: type[M], pk: int) -> M:
    """One row by key, locked. Raises `model.DoesNotExist`."""
    return locked(model._default_manager.filter(pk=pk)).get()


def lock_many(model: type[M], pks: Iterable[int]) -> list[M]:
    """Rows by key, locked, in key order; keys that do not exist are simply absent."""
    return list(locked(model._default_manager.filter(pk__in=sorted(set(pks)))))


def one_at_a_time(what: str) -> None:
    """Wait until nobody else is at `what`, and keep others out until the transaction ends.

    For what is counted before a row is added, where no row stands that could be locked. Call it first: what is read
    after it is what the one before left.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a lock needs a transaction")
    if connection.vendor == "postgresql":
        key = int.from_bytes(hashlib.sha256(what.encode()).digest()[:8], signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
