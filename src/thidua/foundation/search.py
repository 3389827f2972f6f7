"""Search by name, typed without marks, in part, or with a slip: the one place that differs by database.

Names are found through their folded column (`name_fold`). A table becomes searchable by `searchable(table)` in
a migration: SQLite gets a full-text table kept in step by triggers, PostgreSQL an index on the words.

A slip is mended syllable by syllable against the vocabulary of syllables that stand in stored names, which is
small; similarity of whole names drowns in Nguyễn, Thị, Văn.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import connection, migrations, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Lookup, Model, QuerySet
from rapidfuzz import process
from rapidfuzz.distance import OSA

from thidua.foundation.models import Syllable
from thidua.kernel.text import fold_words

M = TypeVar("M", bound=Model)

MAX_WORDS = 8
MAX_NEIGHBOURS = 40
RANKED = 3000
"""How many candidates are ranked at most."""
_REFRESH = 60.0
"""Seconds after which a process reads the vocabulary again."""


class Found(NamedTuple, Generic[M]):
    """Rows found by name; `corrected` when nothing matched as typed and a slip was mended."""

    rows: QuerySet[M]
    corrected: bool


class Matches(NamedTuple):
    """Keys found by name, best first."""

    ids: list[int]
    corrected: bool


@dataclass(frozen=True, slots=True)
class Words:
    """A question: for each typed word its alternatives, and whether the last may be the beginning of a word."""

    alternatives: tuple[tuple[str, ...], ...]
    open_end: bool = True


def name_filter(queryset: QuerySet[M], text: str, field: str = "name_fold") -> Found[M]:
    """Rows whose name holds all words of `text` in any order, the last one perhaps only begun.

    `field` leads to the folded column of a searchable table, e.g. `recipient__name_fold`. An empty text finds
    all. At most one extra query, and the vocabulary's every minute.
    """
    words = fold_words(text)[:MAX_WORDS]
    if not words:
        return Found(queryset, False)
    typed = Words(tuple((word,) for word in words))
    table = _model_at(queryset.model, field)
    column = field.rpartition("__")[2]
    if table._default_manager.filter(**{f"{column}__words": typed}).exists():
        return Found(queryset.filter(**{f"{field}__words": typed}), False)
    near = _mended(words)
    if near is None:
        return Found(queryset.none(), False)
    return Found(queryset.filter(**{f"{field}__words": near}), True)


def match_ids(queryset: QuerySet[Any], text: str, *, limit: int = 50, field: str = "name_fold") -> Matches:
    """Keys of the best matches for a typed name: those that begin with it first, then by likeness."""
    found = name_filter(queryset, text, field)
    typed = " ".join(fold_words(text))
    rows = list(found.rows.order_by().values_list("pk", field)[:RANKED])
    if not typed:
        return Matches([pk for pk, _ in rows[:limit]], False)

    def rank(row: tuple[int, str]) -> tuple[bool, int, str, int]:
        pk, name = row
        return not name.startswith(typed), OSA.distance(typed, name), name, pk

    return Matches([pk for pk, _ in sorted(rows, key=rank)[:limit]], found.corrected)


def starting_with(queryset: QuerySet[M], text: str, field: str = "name_fold") -> QuerySet[M]:
    """Rows whose folded name begins with the folded text; a B-tree range, the cheapest search there is."""
    typed = " ".join(fold_words(text))
    return queryset.filter(**{f"{field}__begins": typed}) if typed else queryset


def learn(folded_names: Iterable[str]) -> int:
    """Add the syllables of folded names to the vocabulary, in the caller's transaction; returns how many were new.

    Commands that store names call it once for all of them; known syllables cost no write.
    """
    words = {word for name in folded_names for word in name.split() if len(word) <= 20}
    fresh: list[str] = []
    ordered = sorted(words)  # one order for all, so that two writers cannot wait for each other
    for start in range(0, len(ordered), 500):
        part = ordered[start : start + 500]
        known = set(Syllable.objects.filter(fold__in=part).values_list("fold", flat=True))
        fresh += [word for word in part if word not in known]
    Syllable.objects.bulk_create([Syllable(fold=w) for w in fresh], batch_size=500, ignore_conflicts=True)
    if fresh:
        forget()
    return len(fresh)


def forget() -> None:
    """Read the vocabulary anew at the next search."""
    _vocabulary.read_at = float("-inf")
    _vocabulary.words = frozenset()


@dataclass(slots=True)
class _Vocabulary:
    words: frozenset[str] = frozenset()
    ordered: tuple[str, ...] = ()
    read_at: float = float("-inf")


_vocabulary = _Vocabulary()


def _known() -> _Vocabulary:
    if time.monotonic() - _vocabulary.read_at > _REFRESH:
        rows = tuple(Syllable.objects.order_by("fold").values_list("fold", flat=True))
        _vocabulary.words, _vocabulary.ordered = frozenset(rows), rows
        _vocabulary.read_at = time.monotonic()
    return _vocabulary


def _mended(words: tuple[str, ...]) -> Words | None:
    """Each word with its neighbours in the vocabulary; None when some word has none."""
    vocabulary = _known()
    alternatives = []
    for word in words:
        near = _neighbours(word, vocabulary)
        if not near:
            return None
        alternatives.append(near)
    return Words(tuple(alternatives), open_end=False)


def _neighbours(word: str, vocabulary: _Vocabulary) -> tuple[str, ...]:
    """Syllables one slip away (two for long words): a letter more, less, other, or two swapped. The word first."""
    slips = 2 if len(word) > 5 else 1
    found = process.extract(
        word, vocabulary.ordered, scorer=OSA.distance, score_cutoff=slips, limit=MAX_NEIGHBOURS
    )
    return tuple(syllable for syllable, _, _ in found)


def _model_at(model: type[Model], field: str) -> type[Model]:
    for part in field.split("__")[:-1]:
        model = model._meta.get_field(part).related_model  # type: ignore[assignment]
    return model


@CharField.register_lookup
class AllWords(Lookup):
    """`name_fold__words=Words(…)`: every word, or one of its alternatives, stands in the name."""

    lookup_name = "words"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        quote, meta = connection.ops.quote_name, self.lhs.target.model._meta
        words = quote(f"{meta.db_table}_words")
        key = f"{quote(self.lhs.alias)}.{quote(meta.pk.column)}"
        parts = [" OR ".join(f'"{w}"' for w in group) for group in self.rhs.alternatives]
        if self.rhs.open_end:
            parts[-1] = " OR ".join(f'"{w}"*' for w in self.rhs.alternatives[-1])
        question = " AND ".join(f"({part})" for part in parts)
        return f"{key} IN (SELECT rowid FROM {words} WHERE {words} MATCH %s)", [question]

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        column, params = self.process_lhs(compiler, connection)
        parts = [" | ".join(f"'{w}'" for w in group) for group in self.rhs.alternatives]
        if self.rhs.open_end:
            parts[-1] = " | ".join(f"'{w}':*" for w in self.rhs.alternatives[-1])
        question = " & ".join(f"({part})" for part in parts)
        return f"to_tsvector('simple', {column}) @@ to_tsquery('simple', %s)", [*params, question]


@CharField.register_lookup
class Begins(Lookup):
    """`name_fold__begins="nguyen v"`: by the B-tree on both databases."""

    lookup_name = "begins"

    def as_sqlite(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} >= %s AND {column} < %s", [*params, self.rhs, *params, f"{self.rhs}\U0010ffff"]

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} LIKE %s", [*params, f"{self.rhs}%"]  # folded text holds no sign that LIKE reads


_SQLITE = (
    "CREATE VIRTUAL TABLE {t}_words USING fts5({c}, content='{t}', content_rowid='{k}', detail='none', prefix='1 2')",
    "INSERT INTO {t}_words({t}_words) VALUES ('rebuild')",
    "CREATE TRIGGER {t}_words_new AFTER INSERT ON {t} BEGIN"
    " INSERT INTO {t}_words(rowid, {c}) VALUES (new.{k}, new.{c}); END",
    "CREATE TRIGGER {t}_words_old AFTER DELETE ON {t} BEGIN"
    " INSERT INTO {t}_words({t}_words, rowid, {c}) VALUES ('delete', old.{k}, old.{c}); END",
    "CREATE TRIGGER {t}_words_changed AFTER UPDATE OF {c} ON {t} WHEN old.{c} <> new.{c} BEGIN"
    " INSERT INTO {t}_words({t}_words, rowid, {c}) VALUES ('delete', old.{k}, old.{c});"
    " INSERT INTO {t}_words(rowid, {c}) VALUES (new.{k}, new.{c}); END",
)
_SQLITE_BACK = (
    "DROP TRIGGER IF EXISTS {t}_words_new",
    "DROP TRIGGER IF EXISTS {t}_words_old",
    "DROP TRIGGER IF EXISTS {t}_words_changed",
    "DROP TABLE IF EXISTS {t}_words",
)
_POSTGRES = (
    "CREATE INDEX {t}_words ON {t} USING gin (to_tsvector('simple', {c}))",
    "CREATE INDEX {t}_begins ON {t} ({c} varchar_pattern_ops)",
)
_POSTGRES_BACK = ("DROP INDEX IF EXISTS {t}_words", "DROP INDEX IF EXISTS {t}_begins")


def searchable(table: str, column: str = "name_fold", key: str = "id") -> migrations.RunPython:
    """The migration operation that makes a table searchable by name.

    On SQLite a later migration that rebuilds the table drops its triggers: repeat this operation after it.
    """

    def run(statements: dict[str, tuple[str, ...]]) -> Any:
        def apply(apps: Any, schema_editor: Any) -> None:
            with schema_editor.connection.cursor() as cursor:
                for statement in statements[schema_editor.connection.vendor]:
                    cursor.execute(statement.format(t=table, c=column, k=key))

        return apply

    return migrations.RunPython(
        run({"sqlite": (*_SQLITE_BACK, *_SQLITE), "postgresql": (*_POSTGRES_BACK, *_POSTGRES)}),
        run({"sqlite": _SQLITE_BACK, "postgresql": _POSTGRES_BACK}),
    )


def out_of_step(model: type[models.Model]) -> list[str]:
    """Complaints about the search table of a searchable model; empty when it holds exactly what it should.

    On PostgreSQL the index cannot differ from its table.
    """
    if connection.vendor != "sqlite":
        return []
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"{table}_words%"]
        )
        if cursor.fetchone()[0] != 3:
            return [f"{table}: thiếu trình giữ bảng tìm kiếm"]
        cursor.execute(f"SELECT count(*) FROM {table}_words_docsize")
        indexed, stored = cursor.fetchone()[0], model._default_manager.count()
    return [] if indexed == stored else [f"{table}: bảng tìm kiếm có {indexed} tên thay vì {stored}"]
