"""Triggers that make a table append-only: a row once written is neither changed nor removed, by anyone.

Use in a migration of the room that owns the table: `operations = [append_only("foundation_ledgerentry")]`.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.backends.base.base import BaseDatabaseWrapper

_SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION thidua_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
_POSTGRES = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION thidua_append_only()
"""


def append_only(table: str) -> migrations.RunPython:
    """The migration operation that guards `table`; reversible, same effect on both databases."""

    def forward(apps: Any, schema_editor: Any) -> None:
        guard(schema_editor.connection, table)

    def back(apps: Any, schema_editor: Any) -> None:
        free(schema_editor.connection, table)

    return migrations.RunPython(forward, back)


def unguarded(table: str) -> migrations.RunPython:
    """The migration operation that takes the guard off `table`, whose columns then change; end with `append_only`.

    SQLite copies a table to change it and loses its triggers; PostgreSQL keeps them. Between the two operations both
    are without.
    """

    def forward(apps: Any, schema_editor: Any) -> None:
        free(schema_editor.connection, table)

    def back(apps: Any, schema_editor: Any) -> None:
        guard(schema_editor.connection, table)

    return migrations.RunPython(forward, back)


def guard(connection: BaseDatabaseWrapper, table: str) -> None:
    """Put the triggers on `table`."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for verb in ("UPDATE", "DELETE"):
                cursor.execute(_SQLITE.format(table=table, verb=verb))
        else:
            cursor.execute(_POSTGRES_FUNCTION)
            cursor.execute(_POSTGRES.format(table=table))


def free(connection: BaseDatabaseWrapper, table: str) -> None:
    """Take the triggers off `table`: for reversing the migration, and for tests of `verify()`."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for verb in ("UPDATE", "DELETE"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")
        else:
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}")
