"""Nominations as the rooms above need them: enough to list, to vote on, to print and to decide."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from thidua.access.scope import in_scope
from thidua.access.types import Actor
from thidua.nominations.law import award_name
from thidua.nominations.models import Nomination
from thidua.nominations.types import ReviewState


@dataclass(frozen=True, slots=True)
class Brief:
    """One nomination with its recipient, in plain values. `position` is the person's, with the unit it is of."""

    id: int
    version: int
    round_id: int
    unit_id: int
    unit: str
    holder_id: int
    state: str
    review_state: str
    verdict: str
    check_id: int | None
    recipient_id: int
    recipient: str
    kind: str
    gender: str
    position: str
    recipient_unit_id: int
    recipient_unit: str
    sort_key: str
    award: str
    route: str
    year: int
    period_from: int | None
    period_to: int | None
    achievement: str

    @property
    def award_name(self) -> str:
        """The award's Vietnamese name."""
        return award_name(self.award)

    @property
    def place(self) -> str:
        """Position and unit of a person, village or commune of a household; the unit above for a collective."""
        unit = "" if self.kind == "collective" else self.recipient_unit
        return ", ".join(part for part in (self.position, unit) if part)


_FIELDS = (
    "pk", "version", "round_id", "unit_id", "unit__name", "holder_id", "state", "review_state", "verdict",
    "check_id", "recipient_id", "recipient__name", "recipient__kind", "recipient__person__gender",
    "recipient__person__position", "recipient__unit_id", "recipient__unit__name", "recipient__sort_key",
    "award", "route", "year", "period_from", "period_to", "achievement",
)  # fmt: skip


def briefs_system(nomination_ids: Collection[int]) -> dict[int, Brief]:
    """Briefs by nomination id, for commands that check the right themselves. One query for every 500."""
    ids = sorted(set(nomination_ids))
    found: dict[int, Brief] = {}
    for start in range(0, len(ids), 500):
        rows = Nomination.objects.filter(pk__in=ids[start : start + 500])
        found |= {brief.id: brief for brief in _briefs(rows)}
    return found


def awaiting_council(actor: Actor, *, unit_id: int, round_id: int | None = None) -> list[Brief]:
    """Nominations that the unit appraised and its council has not voted on, in the order of names. One query."""
    return _held(actor, unit_id, round_id, ReviewState.APPRAISED)


def endorsed(actor: Actor, *, unit_id: int, round_id: int | None = None) -> list[Brief]:
    """Nominations the unit's head endorsed: ready to be decided or sent up. One query."""
    return _held(actor, unit_id, round_id, ReviewState.ENDORSED)


def _held(actor: Actor, unit_id: int, round_id: int | None, state: ReviewState) -> list[Brief]:
    rows = Nomination.objects.filter(in_scope(actor, "holder__"), holder=unit_id, review_state=state)
    if round_id is not None:
        rows = rows.filter(round=round_id)
    return list(_briefs(rows.order_by("recipient__sort_key", "pk")))


def _briefs(rows: QuerySet[Nomination]) -> Iterator[Brief]:
    for row in rows.values_list(*_FIELDS):
        yield Brief(*_text(row))


def _text(row: Iterable[object]) -> Iterator[object]:
    """A collective has no person: its gender and position are empty."""
    for name, value in zip(_FIELDS, row, strict=True):
        yield "" if value is None and name.startswith("recipient__person") else value
