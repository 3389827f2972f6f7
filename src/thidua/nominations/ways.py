"""The units on a nomination's way: who comes next, with what authority. Data; no level is named."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from thidua.access.models import Post
from thidua.access.types import Role
from thidua.organisation.models import Unit

WORKING_ROLES = (Role.EMULATION_OFFICER, Role.SPECIALIST, Role.HEAD)


@dataclass(frozen=True, slots=True)
class Stand:
    """A unit as the way of nominations sees it; `next_id` is the unit they go up to, None at the top."""

    id: int
    name: str
    path: str
    kind: str
    authority: str
    symbol: str
    next_id: int | None


def stands(unit_ids: Collection[int], today: date) -> dict[int, Stand]:
    """These units and every unit above them, by id. Two queries, however many units.

    The next unit up is the nearest one above that exists on the day and has people who review; a unit
    without anyone is passed over, so that no nomination can get stuck there.
    """
    paths = Unit.objects.filter(pk__in=set(unit_ids)).values_list("path", flat=True)
    wanted = {int(part) for path in paths for part in path.split("/") if part}
    at_work = Post.objects.filter(
        Q(until=None) | Q(until__gte=today), unit=OuterRef("pk"), since__lte=today, role__in=WORKING_ROLES
    )
    rows = list(
        Unit.objects.filter(pk__in=wanted)
        .annotate(staffed=Exists(at_work))
        .values_list("pk", "name", "path", "kind", "authority", "symbol", "staffed", "valid_from", "valid_to")
    )
    receives = {row[0] for row in rows if row[6] and _in_force(row[7], row[8], today)}
    return {row[0]: Stand(*row[:6], next_id=_next_up(row[2], receives)) for row in rows}


def _in_force(since: date | None, until: date | None, day: date) -> bool:
    return (since is None or since <= day) and (until is None or day <= until)


def _next_up(path: str, receives: Collection[int]) -> int | None:
    above = [int(part) for part in path.split("/") if part][:-1]
    return next((unit_id for unit_id in reversed(above) if unit_id in receives), None)
