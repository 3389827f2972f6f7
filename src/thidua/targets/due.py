"""Which reports units owe for the targets they have a plan for, and which of them have come."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q
from django.utils import timezone

from thidua.access.types import Actor
from thidua.organisation.queries import unit_refs, valid_on
from thidua.targets.access import keeping_units, sees_values
from thidua.targets.logic import awaited, due_days, has_reported
from thidua.targets.models import Target, Value
from thidua.targets.types import RESULTS, DueDay, Frequency, Kind, TargetState


@dataclass(frozen=True, slots=True)
class Owing:
    """The reports of a target at a unit in a year: their days, and the day of the newest figure."""

    target_id: int
    unit_id: int
    year: int
    days: tuple[DueDay, ...]
    newest: date | None

    def done(self, day: DueDay) -> bool:
        """Whether that report has come."""
        return has_reported(day, self.newest)

    def awaited(self, today: date) -> DueDay | None:
        """The report that is waited for today."""
        return awaited(self.days, self.newest, today)


@dataclass(frozen=True, slots=True)
class Lacking:
    """A report that is waited for, as lists show it."""

    id: str
    target_id: int
    unit_id: int
    unit: str
    title: str
    code: str
    measure: str
    day: DueDay
    late: bool


def owing(units: Q | Collection[int], years: Collection[int], today: date) -> list[Owing]:
    """What units that exist today owe for targets in use with a plan for the year or its five years. Two queries.

    `units` are ids or a condition on amounts.
    """
    place = units if isinstance(units, Q) else Q(unit__in=units)
    rows = Value.objects.filter(place, valid_on(today, "unit__"), current=True, amount__isnull=False)
    plans = rows.filter(
        kind=Kind.PLAN, target__state=TargetState.ACTIVE, year_from__lte=max(years), year_to__gte=min(years)
    ).order_by("target_id", "unit_id", "year_from")  # fmt: skip
    newest: dict[tuple[int, int, int], date] = {}
    figures = rows.filter(kind__in=RESULTS, year_from__in=years, year_from=F("year_to"))
    for target_id, unit_id, year, on, at in figures.values_list(
        "target_id", "unit_id", "year_from", "document_on", "at"
    ):
        key = (target_id, unit_id, year)
        day = on or timezone.localtime(at).date()
        newest[key] = max(newest.get(key, day), day)
    found: dict[tuple[int, int, int], Owing] = {}
    for target_id, unit_id, first, last, frequency, days in plans.values_list(
        "target_id", "unit_id", "year_from", "year_to", "target__frequency", "target__report_days"
    ):
        for year in years:
            key = (target_id, unit_id, year)
            if first <= year <= last and key not in found:
                found[key] = Owing(*key, due_days(Frequency(frequency), year, days), newest.get(key))
    return list(found.values())


def years_open(today: date) -> tuple[int, int]:
    """The years whose reports may be waited for: the last one and this one."""
    return today.year - 1, today.year


def waiting(units: Q | Collection[int], today: date) -> list[tuple[Owing, DueDay]]:
    """The reports waited for today, the first due first. Two queries."""
    found = [(each, day) for each in owing(units, years_open(today), today) if (day := each.awaited(today))]
    return sorted(found, key=lambda pair: (pair[1], pair[0].unit_id, pair[0].target_id))


def lacking(actor: Actor, *, everywhere: bool = False, due: date | None = None) -> list[Lacking]:
    """The reports waited for from the units the actor is an officer of, or from all whose figures the actor sees.

    Four queries at most.
    """
    units = sees_values(actor) if everywhere else Q(unit__in=dict(keeping_units(actor)))
    found = [(each, day) for each, day in waiting(units, actor.today) if due is None or day.due == due]
    refs = unit_refs({each.unit_id for each, _ in found})
    known = Target.objects.in_bulk({each.target_id for each, _ in found})
    return [
        Lacking(
            f"{each.target_id}-{each.unit_id}-{each.year}", each.target_id, each.unit_id, refs[each.unit_id].name,
            known[each.target_id].title, known[each.target_id].code, known[each.target_id].measure, day,
            day.due < actor.today,
        )
        for each, day in found
    ]  # fmt: skip


def by_day(found: Iterable[tuple[Owing, DueDay]]) -> dict[tuple[int, date], list[DueDay]]:
    """Reports by unit and last day."""
    grouped: dict[tuple[int, date], list[DueDay]] = {}
    for each, day in found:
        grouped.setdefault((each.unit_id, day.due), []).append(day)
    return grouped


def names(days: Iterable[DueDay]) -> str:
    """The periods in words, each once."""
    return ", ".join(dict.fromkeys(day.name for day in sorted(days)))
