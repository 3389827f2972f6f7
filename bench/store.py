"""The register of the scan's bench written to whatever database the settings name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
from django.core.management import call_command
from django.db import connection, models, transaction

from bench.register import COLLECTIVE, HOUSEHOLD, PERSON, Register
from thidua.achievements import models as facts
from thidua.foundation.bulk import insert_rows
from thidua.lawbook import LawBook, terms
from thidua.lawbook.columns import table as t
from thidua.lawbook.columns.arrays import NO_DAY
from thidua.organisation.models import Household, Person, Recipient, Unit

EPOCH = date(1970, 1, 1)
USED = {
    t.UNUSED: [],
    t.USED_FOR_TITLES: ["grassroots_emulation_fighter"],
    t.USED_FOR_FORM: ["pm_certificate_of_merit"],
}
UNIT_KIND = {"agency": "department", "subdivision": "division", "school": "school", "commune": "commune"}


def write(register: Register, book: LawBook) -> None:
    """Fill an empty, migrated database with the register; recipients are numbered from 1 in its order."""
    with transaction.atomic():
        _recipients(register)
        _facts(register, tuple(book.awards))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def ready(register: Register, book: LawBook) -> None:
    """Migrate and fill unless that was done before."""
    call_command("migrate", verbosity=0)
    if Recipient.objects.count() != len(register.who["kind"]):
        call_command("flush", verbosity=0, interactive=False)
        write(register, book)


def _insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """As `insert_rows`; PostgreSQL takes millions of rows at once by COPY, several times as fast."""
    if connection.vendor != "postgresql":
        insert_rows(model, columns, rows)
        return
    fields = [model._meta.get_field(name) for name in columns]
    rest = [f for f in model._meta.concrete_fields if f not in fields and not isinstance(f, models.AutoField)]
    defaults = [_plain(field.get_default()) for field in rest]
    names = ", ".join(connection.ops.quote_name(field.column) for field in (*fields, *rest))
    with (
        connection.cursor() as cursor,
        cursor.copy(f'COPY "{model._meta.db_table}" ({names}) FROM STDIN') as copy,
    ):
        for row in rows:
            copy.write_row([*map(_plain, row), *defaults])


def _plain(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, list | dict) else value


def _day(number: int) -> date | None:
    return None if number <= NO_DAY + 1 else EPOCH + timedelta(days=number)


def _recipients(register: Register) -> None:
    who = {name: column.tolist() for name, column in register.who.items()}
    kinds = who["kind"]
    first = kinds.index(COLLECTIVE)
    root = Unit.objects.create(pk=1, code="B1", name="Tỉnh mẫu", name_fold="tinh mau", sort_key="a", kind="province",
                               path="/1/", sample=True)  # fmt: skip
    places = [at for at, kind in enumerate(kinds) if kind == COLLECTIVE]
    _insert(
        Unit,
        ("id", "code", "name", "name_fold", "sort_key", "kind", "parent", "path", "depth", "in_flag_list", "founded",
         "sample"),
        (
            (at + 2, f"B{at + 2}", "Đơn vị mẫu", "don vi mau", "a", UNIT_KIND[t.GROUPS[who["group"][at]]], root.pk,
             f"/1/{at + 2}/", 1, bool(who["in_flag_list"][at]), who["founded"][at], True)
            for at in places
        ),
    )  # fmt: skip
    names = {PERSON: "person", COLLECTIVE: "collective", HOUSEHOLD: "household"}
    _insert(
        Recipient,
        ("id", "kind", "name", "name_fold", "sort_key", "unit", "collective", "facts_from", "facts_to", "sample"),
        (
            (at + 1, names[kind], "Mẫu", "mau", "a", at + 2 if kind == COLLECTIVE else first + 2,
             at + 2 if kind == COLLECTIVE else None, who["facts_from"][at] or None, None, True)
            for at, kind in enumerate(kinds)
        ),
    )  # fmt: skip
    gender = {0: "male", 1: "female", -1: ""}
    _insert(
        Person,
        ("recipient", "gender", "group", "recruited"),
        (
            (at + 1, gender[who["gender"][at]], t.GROUPS[who["group"][at]], _day(who["recruited"][at]))
            for at, kind in enumerate(kinds)
            if kind == PERSON
        ),
    )
    _insert(
        Household,
        ("recipient", "village"),
        ((at + 1, "Thôn 1") for at, kind in enumerate(kinds) if kind == HOUSEHOLD),
    )


def _lines(rows: dict[str, np.ndarray[Any, Any]], *names: str) -> Iterator[tuple[Any, ...]]:
    return zip(rows["owner"].tolist(), *(rows[name].tolist() for name in names), strict=True)


def _facts(register: Register, codes: tuple[str, ...]) -> None:
    sections = register.sections
    _insert(
        facts.Rating, ("recipient", "year", "level"),
        ((o + 1, year, terms.RATINGS[level]) for o, year, level in _lines(register.ratings, "year", "level")),
    )  # fmt: skip
    _insert(
        facts.AwardRecord,
        ("recipient", "recipient_name", "unit", "award", "route", "year", "period_from", "period_to", "decision_number",
         "decided_on", "decided_by", "code", "sample"),
        (
            (o + 1, "Mẫu", 1, codes[code], route, year, first, last, "1/QĐ", day, "Ủy ban mẫu", f"B{at:09d}", True)
            for at, (o, code, route, year, first, last, day) in enumerate(_records(register))
        ),
    )  # fmt: skip
    _insert(
        facts.Initiative,
        ("recipient", "year", "title", "form", "scope", "recognised_by", "applied", "replicable", "used_for",
         "stable_years"),
        (
            (o + 1, year, "Sáng kiến mẫu", t.FORMS[form], t.SCOPES[scope], t.SCOPES[by], bool(applied), bool(wide),
             USED[used], None if stable < 0 else stable)
            for o, year, form, scope, by, applied, wide, used, stable in _lines(
                sections["initiatives"], "year", "form", "scope", "recognised_by", "applied", "replicable", "used",
                "stable_years",
            )
        ),
    )  # fmt: skip
    _insert(
        facts.Penalty, ("recipient", "date", "level", "until"),
        (
            (o + 1, _day(day), terms.PENALTIES[level], _day(until))
            for o, day, level, until in _lines(sections["penalties"], "date", "level", "until")
        ),
    )  # fmt: skip
    _insert(
        facts.Hold, ("recipient", "reason", "since", "until"),
        (
            (o + 1, t.REASONS[reason], _day(since), _day(until))
            for o, reason, since, until in _lines(sections["holds"], "reason", "since", "until")
        ),
    )  # fmt: skip
    _insert(
        facts.ServiceEvent, ("recipient", "kind", "year", "data"),
        (
            (o + 1, t.SERVICE[kind], year, {"working_days": days})
            for o, kind, year, days in _lines(sections["service"], "kind", "year", "working_days")
        ),
    )  # fmt: skip
    names = ("year", "members", *t.HEADS, *terms.PENALTIES)
    _insert(
        facts.Composition, ("recipient", "year", "data"),
        (
            (o + 1, year, dict(zip(("members", *t.HEADS), heads[:5], strict=True))
             | {"penalised": dict(zip(terms.PENALTIES, heads[5:], strict=True))})
            for o, year, *heads in _lines(sections["composition"], *names)
        ),
    )  # fmt: skip
    _insert(
        facts.ClusterPlace, ("recipient", "year", "rank", "size", "nominated", "run_by"),
        (
            (o + 1, year, rank, 10, bool(named), t.RUN_BY[by])
            for o, year, rank, named, by in _lines(sections["cluster"], "year", "rank", "nominated", "run_by")
        ),
    )  # fmt: skip


def _records(register: Register) -> Iterator[tuple[Any, ...]]:
    """Titles and forms as lines of the register: owner, code, route, year, period, day of the decision."""
    days = {year: date(year, 12, 25) for year in range(1990, 2030)}
    for owner, code, year in _lines(register.titles, "code", "year"):
        yield owner, code, "merit", year, None, None, days[year]
    for owner, code, first, last, decided, route in _lines(
        register.sections["awards"], "code", "first", "last", "decided", "route"
    ):
        yield owner, code, t.ROUTES[route], last, first, last, _day(decided)
