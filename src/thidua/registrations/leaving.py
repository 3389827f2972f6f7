"""What an ended unit's registration leaves to those in its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from thidua.organisation.queries import predecessors, successors
from thidua.organisation.types import UnitRef
from thidua.registrations import logic
from thidua.registrations.models import Pledge, Registration, Title
from thidua.registrations.types import State


@dataclass(frozen=True, slots=True)
class Offer:
    """What one of the successors may take over from a registration; `new` is where its own stands."""

    row: Registration
    heir: UnitRef
    split: bool
    new: State | None
    titles: tuple[Title, ...]
    staying: tuple[Title, ...]
    pledges: tuple[Pledge, ...]

    @property
    def is_open(self) -> bool:
        """Whether there is something to take, or the registration has not been passed on at all."""
        return bool(self.titles or self.pledges) or self.row.passed_at is None

    @property
    def is_plain(self) -> bool:
        """Whether nothing has to be decided: one successor, and nothing approved would have to be judged anew."""
        if self.split or not logic.may_receive(self.new):
            return False
        return self.new is not State.APPROVED or State(self.row.state) is State.APPROVED


def running(today: date) -> Q:
    """Registrations whose season takes something today."""
    return Q(season__closed_on=None, season__opens__lte=today, season__closes__gte=today)


def offers_to(heir_id: int, season_id: int, today: date) -> list[Offer]:
    """What a unit may take over in a season. Two queries where it succeeds nobody, six or more otherwise."""
    former = predecessors([heir_id], today)
    if not former:
        return []
    rows = Registration.objects.filter(running(today), season=season_id, unit__in=sorted(former))
    return [each for each in offers(rows, today) if each.heir.id == heir_id and each.is_open]


def offers(rows: Iterable[Registration], today: date) -> list[Offer]:
    """What each successor may take over from these registrations of ended units, oldest first."""
    found = [row for row in _with_units(rows) if row.unit.valid_to is not None and row.unit.valid_to < today]
    if not found:
        return []
    heirs = successors({row.unit_id for row in found}, today)
    return _composed(found, heirs)


def _with_units(rows: Iterable[Registration]) -> list[Registration]:
    pks = [row.pk for row in rows]
    return list(Registration.objects.filter(pk__in=pks).select_related("unit", "season__unit").order_by("pk"))


def _composed(rows: Sequence[Registration], heirs: Mapping[int, list[UnitRef]]) -> list[Offer]:
    pks = [row.pk for row in rows]
    titles: dict[int, list[Title]] = defaultdict(list)
    standing = {"registration__in": pks, "withdrawn_at": None, "passed_to": None}
    for title in (
        Title.objects.filter(**standing)
        .select_related("recipient__unit")
        .order_by("recipient__sort_key", "pk")
    ):
        titles[title.registration_id].append(title)
    pledges: dict[int, list[Pledge]] = defaultdict(list)
    for pledge in Pledge.objects.filter(**standing).order_by("pk"):
        pledges[pledge.registration_id].append(pledge)
    units = {unit.id for each in heirs.values() for unit in each}
    states = {
        (season, unit): State(state)
        for season, unit, state in Registration.objects.filter(
            season__in={row.season_id for row in rows}, unit__in=units
        ).values_list("season_id", "unit_id", "state")
    }
    return [
        Offer(
            row,
            heir,
            len(heirs[row.unit_id]) > 1,
            states.get((row.season_id, heir.id)),
            tuple(each for each in titles[row.pk] if each.recipient.unit.path.startswith(heir.path)),
            tuple(each for each in titles[row.pk] if not each.recipient.unit.path.startswith(heir.path)),
            tuple(pledges[row.pk]),
        )
        for row in rows
        for heir in heirs.get(row.unit_id, [])
        if heir.path.startswith(row.season.unit.path)
    ]
