"""What a run reads of the register: whom it is about, who was put forward, who has what. Constant queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from thidua.achievements.models import AwardRecord
from thidua.achievements.types import RecordState
from thidua.insight.types import Subject
from thidua.nominations.models import Nomination
from thidua.nominations.quotas import GONE
from thidua.organisation.models import Recipient, Unit
from thidua.organisation.types import UnitKind

MAJORITY = "Kinh"


class Taken(NamedTuple):
    """A nomination that stands: whose, for what."""

    id: int
    recipient_id: int
    award: str
    route: str


class Given(NamedTuple):
    """An award record of the year that is in force."""

    id: int
    recipient_id: int
    award: str
    route: str
    year: int
    period_from: int | None
    period_to: int | None
    achievement: str
    decided_on: date


@dataclass(frozen=True, slots=True)
class Stage:
    """All that a run needs beside the facts the law asks about.

    `above` gives for each unit those it is counted in: itself and the units up to the run's own; `conferring` for
    each recipient's unit the powers to award of its head and of the heads of all units above, `conferring_above`
    without its own head, who does not award the unit itself.
    """

    subjects: Mapping[int, Subject]
    above: Mapping[int, Sequence[int]]
    conferring: Mapping[int, frozenset[str]]
    conferring_above: Mapping[int, frozenset[str]]
    nominated: Sequence[Taken]
    awarded: Sequence[Given]


class _Place(NamedTuple):
    path: str
    kind: str
    authority: str
    border: bool
    remote: bool
    valid_from: date | None
    valid_to: date | None


def stage(root_path: str, year: int, decided_on: date) -> Stage:
    """Everyone at the unit with that path and below who was there in the year, with what they have. Four queries.

    Left out: recipients that ended before the year, units that did not exist between the year's first day and
    the day of decision.
    """
    units = Unit.objects.filter(Q(path__startswith=root_path) | Q(pk__in=_ids(root_path)))
    places = {pk: _Place(*rest) for pk, *rest in units.values_list("pk", *_Place._fields)}
    subjects = _subjects(root_path, places, year, decided_on)
    return Stage(
        subjects=subjects,
        above={
            pk: _ids(place.path)[len(_ids(root_path)) - 1 :]
            for pk, place in places.items()
            if place.path.startswith(root_path)
        },
        conferring={pk: _powers(_ids(place.path), places) for pk, place in places.items()},
        conferring_above={pk: _powers(_ids(place.path)[:-1], places) for pk, place in places.items()},
        nominated=[row for row in _nominated(root_path, year) if row.recipient_id in subjects],
        awarded=[row for row in _awarded(root_path, year) if row.recipient_id in subjects],
    )


def _powers(unit_ids: Sequence[int], places: Mapping[int, _Place]) -> frozenset[str]:
    return frozenset(places[pk].authority for pk in unit_ids) - {""}


def _ids(path: str) -> list[int]:
    """The keys of the units on a path, from the root down."""
    return [int(part) for part in path.strip("/").split("/")]


_FIELDS = (
    "pk", "kind", "unit_id", "collective_id", "person__group", "person__gender", "person__ethnic", "person__leader",
)  # fmt: skip


def _subjects(root_path: str, places: Mapping[int, _Place], year: int, day: date) -> dict[int, Subject]:
    rows = list(
        Recipient.objects.filter(unit__path__startswith=root_path)
        .filter(Q(ended_on=None) | Q(ended_on__gte=date(year, 1, 1)))
        .order_by("sort_key", "pk")
        .values_list(*_FIELDS)
    )
    sizes = Counter(row[2] for row in rows if row[1] == "person")
    edges = {pk: _edges(place, places) for pk, place in places.items()}
    found: dict[int, Subject] = {}
    for place, (pk, kind, unit_id, collective_id, group, gender, ethnic, leader) in enumerate(rows):
        if collective_id is not None and not _stood(places[unit_id], year, day):
            continue
        border, remote = edges[unit_id]
        found[pk] = Subject(
            pk, kind, unit_id, place, group or "", gender or "", ethnic != MAJORITY if ethnic else None,
            bool(leader), border, remote, sizes[unit_id],
        )  # fmt: skip
    return found


def _stood(place: _Place, year: int, day: date) -> bool:
    began = place.valid_from is None or place.valid_from <= day
    return began and (place.valid_to is None or place.valid_to >= date(year, 1, 1))


def _edges(place: _Place, places: Mapping[int, _Place]) -> tuple[bool, bool]:
    """Whether the unit lies at the border, whether far away: by its own mark or that of the commune it lies in."""
    border, remote = place.border, place.remote
    for unit_id in _ids(place.path):
        upper = places[unit_id]
        if upper.kind == UnitKind.COMMUNE:
            border, remote = border or upper.border, remote or upper.remote
    return border, remote


def _nominated(root_path: str, year: int) -> list[Taken]:
    rows = Nomination.objects.filter(recipient__unit__path__startswith=root_path, year=year)
    rows = rows.exclude(state__in=GONE).order_by("pk")
    return [Taken(*row) for row in rows.values_list("pk", "recipient_id", "award", "route")]


def _awarded(root_path: str, year: int) -> list[Given]:
    rows = AwardRecord.objects.filter(
        recipient__unit__path__startswith=root_path, year=year, state=RecordState.ACTIVE
    )
    return [Given(*row) for row in rows.order_by("pk").values_list(*Given._fields)]
