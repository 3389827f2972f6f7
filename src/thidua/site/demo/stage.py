"""The demo's units once they stand: who is where, and whose head confers what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from thidua.access.types import Actor
from thidua.lawbook import load_book
from thidua.organisation.commands import create_units
from thidua.organisation.models import Recipient, Unit
from thidua.organisation.seed import seed_units
from thidua.organisation.types import Authority, NewUnit, UnitKind
from thidua.site.demo.units import PROVINCE, PlannedUnit, planned_units

_STAFF = {"commune": 12, "district": 10}


@dataclass(frozen=True, slots=True)
class Place:
    """A unit of 2021 as the demo uses it. `body` is the name a decision is issued in."""

    id: int
    code: str
    name: str
    kind: str
    authority: str
    parent_id: int | None
    symbol: str
    head_title: str
    staff: int

    @property
    def body(self) -> str:
        if self.kind in ("province", "district", "commune"):
            return f"Chủ tịch Ủy ban nhân dân {self.name[:1].lower()}{self.name[1:]}"
        return f"{self.head_title} {self.name}"


class Stage:
    """All places by code, the chain upward, and the collectives' recipient ids."""

    def __init__(self, places: Iterable[Place], collectives: dict[int, int]) -> None:
        self.places = list(places)
        self.collectives = collectives
        self.by_code = {place.code: place for place in self.places}
        self._by_id = {place.id: place for place in self.places}
        self.province = self.by_code[PROVINCE]

    def issuer(self, place: Place, award: str, on: date) -> Place:
        """The nearest unit, from the place upward, whose head confers the award by the law of the day."""
        deciders = load_book().deciders(award, on)
        at: Place | None = place
        while at is not None:
            if at.authority and at.authority in deciders:
                return at
            at = self._by_id.get(at.parent_id or 0)
        raise LookupError(f"nobody above {place.name} confers {award} on {on}")


def raise_units(actor: Actor) -> Stage:
    """Create the official units and those of the plan; answers the stage of 2021."""
    seed_units(actor)
    ids = dict(Unit.objects.filter(period="2021").values_list("code", "pk"))
    waiting: dict[str, list[PlannedUnit]] = defaultdict(list)
    for planned in planned_units():
        waiting[planned.parent].append(planned)
    for parent in list(waiting):
        made = create_units(actor=actor, parent_id=ids[parent], new=[_new(p) for p in waiting[parent]])
        ids |= {planned.code: pk for planned, pk in zip(waiting[parent], made, strict=True)}
    return standing()


def standing() -> Stage:
    """The stage as it stands in the database."""
    return _stage({planned.code: planned.people for planned in planned_units()})


def _new(planned: PlannedUnit) -> NewUnit:
    return NewUnit(
        planned.name,
        UnitKind(planned.kind),
        planned.code,
        authority=Authority(planned.authority),
        symbol=planned.symbol,
        place=planned.place or "Đắk Nông",
        head_title=planned.head_title,
        valid_from=date(planned.founded, 1, 1),
        in_flag_list=planned.flags,
        founded=planned.founded,
        sample=planned.sample,
    )


def _stage(staff: dict[str, int]) -> Stage:
    rows = Unit.objects.filter(period__in=("", "2021")).order_by("depth", "pk")
    places = [
        Place(
            unit.pk, unit.code, unit.name, unit.kind, unit.authority, unit.parent_id, unit.symbol, unit.head_title,
            staff.get(unit.code, _STAFF.get(unit.kind, 0)),
        )
        for unit in rows
    ]  # fmt: skip
    collectives = dict(Recipient.objects.filter(kind="collective").values_list("collective_id", "pk"))
    return Stage(places, collectives)
