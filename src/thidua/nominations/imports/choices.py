"""What rows are judged against, gathered once per workbook: units in the subtree, awards, who is on record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q

from thidua.lawbook import load_book
from thidua.nominations.imports.matching import Known
from thidua.nominations.imports.rows import AwardChoice, Context, ParsedRow, UnitChoice, fold
from thidua.nominations.models import Nomination, Round
from thidua.nominations.quotas import GONE
from thidua.organisation.models import Person, Recipient, Unit

_CHUNK = 500
_PERSON = ("person__birth_date", "person__id_number", "person__position")


def context(unit: Unit, season: Round, today: date) -> Context:
    """The stage for one unit and season on a day. One query."""
    below = [_unit_choice(*row) for row in _subtree(unit, today)]
    own = next(choice for choice in below if choice.id == unit.pk)
    return Context(own, tuple(below), tuple(award_choices(today)), season.year, season.route, today)


def _subtree(unit: Unit, today: date) -> Iterable[tuple[int, str, str, str, str]]:
    rows = Unit.objects.filter(path__startswith=unit.path).order_by("sort_key", "pk")
    return [
        (row.pk, row.name, row.short_name, row.name_alt, row.code)
        for row in rows
        if row.pk == unit.pk or row.valid_to is None or row.valid_to >= today
    ]


def _unit_choice(pk: int, name: str, short: str, alt: str, code: str) -> UnitChoice:
    return UnitChoice(pk, name, tuple(part for part in (name, short, alt, code) if part))


def award_choices(today: date) -> list[AwardChoice]:
    """All awards the law book knows, by their names; those not in force on the day say so."""
    book = load_book()
    choices = []
    for code, award in book.awards.items():
        refusal = (
            ""
            if book.in_force(code, today)
            else f"“{award.name}” không được quy định vào ngày {today:%d/%m/%Y}."
        )
        names = tuple({award.name, award.short_name, code} - {""})
        choices.append(
            AwardChoice(code, award.name, names, frozenset(award.recipients), award.kind == "title", refusal)
        )
    return choices


def known_recipients(rows: Sequence[ParsedRow], unit: Unit) -> list[Known]:
    """Recipients the rows may mean. Beyond the unit's subtree only those whom number or birth point out.

    Two queries for every 500 names or numbers.
    """
    wanted_births = {(fold(row.name), row.birth_date) for row in rows if row.birth_date}
    numbers = {row.id_number for row in rows if row.id_number}
    found: dict[int, Known] = {}
    for pk, known, in_scope in _by_name(rows, unit):
        if in_scope or (fold(known.name), known.birth_date) in wanted_births:
            found[pk] = known
    for chunk in _chunks(sorted(numbers)):
        # Keys first: asked in one go, SQLite walks all people instead of the index on numbers.
        holders = list(Person.objects.filter(id_number__in=chunk).values_list("pk", flat=True))
        for values in _values(Recipient.objects.filter(pk__in=holders)) if holders else ():
            found[values[0]] = _known(values)
    return list(found.values())


def _by_name(rows: Sequence[ParsedRow], unit: Unit) -> Iterable[tuple[int, Known, bool]]:
    """Namesakes within the subtree, and elsewhere those born on a day that a row of the name says."""
    births: dict[str, set[date]] = defaultdict(set)
    for row in rows:
        if row.name:
            births[fold(row.name)] |= {row.birth_date} if row.birth_date else set()
    for chunk in _chunks(sorted(births)):
        days = set().union(*(births[name] for name in chunk))
        near = Q(unit__path__startswith=unit.path) | Q(person__birth_date__in=days)
        for values in _values(Recipient.objects.filter(near, name_fold__in=chunk, ended_on=None)):
            yield values[0], _known(values), values[5].startswith(unit.path)


def _values(rows: object) -> Iterable[tuple[object, ...]]:
    return rows.values_list(  # type: ignore[attr-defined,no-any-return]
        "pk", "kind", "name", "unit_id", "unit__name", "unit__path", *_PERSON
    )


def _known(values: tuple) -> Known:  # type: ignore[type-arg]
    pk, kind, name, unit_id, unit_name, _path, birth, number, position = values
    return Known(pk, kind, name, unit_id, unit_name, birth, number or "", position or "")


def asked_already(rows: Sequence[ParsedRow], ids: Sequence[int | None]) -> set[tuple[int, str, str, int]]:
    """(recipient, award, route, year) of live nominations of the matched recipients. One query for every 500."""
    taken: set[tuple[int, str, str, int]] = set()
    for chunk in _chunks(sorted({pk for pk in ids if pk is not None})):
        live = Nomination.objects.filter(recipient__in=chunk).exclude(state__in=GONE)
        taken.update(live.values_list("recipient_id", "award", "route", "year"))
    return taken


def _chunks(items: list) -> Iterable[list]:  # type: ignore[type-arg]
    return (items[at : at + _CHUNK] for at in range(0, len(items), _CHUNK))
