"""The targets that terms of covenants name: which may be named, and where they stand at the members."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from thidua.access.types import Actor
from thidua.organisation.logic import chain_ids
from thidua.organisation.models import Unit
from thidua.registrations import logic
from thidua.registrations.models import Term
from thidua.registrations.types import Kept
from thidua.targets import queries as targets
from thidua.targets.amounts import amount_text
from thidua.targets.models import Cell, Target
from thidua.targets.settling import amount_of
from thidua.targets.types import Amount, Direction, Kind, Period, Standing, TargetState


def targets_for(actor: Actor, path: str) -> list[Target]:
    """The targets in use that a covenant of a cluster may name: of the unit with that path and of those above it.

    Where a code stands in several catalogues, the nearest unit's is meant. One query.
    """
    rows = targets.targets(actor).filter(unit__in=chain_ids(path), state=TargetState.ACTIVE)
    nearest = {each.code.casefold(): each for each in sorted(rows, key=lambda each: each.unit.depth)}
    return sorted(nearest.values(), key=lambda each: (each.place, each.code, each.pk))


@dataclass(frozen=True, slots=True)
class AtMember:
    """Where a target stands at a member: its result and of which kind, against the covenant and against the plan."""

    unit: Unit
    seen: bool
    result: str
    kind: Kind | None
    kept: Kept | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class Measured:
    """A term with its target and where that stands at each member."""

    term: Term
    members: tuple[AtMember, ...]


def measured(actor: Actor, terms: Sequence[Term], units: Sequence[Unit], year: int) -> list[Measured]:
    """The terms that name a target, each with every member's standing of the year; figures as far as the actor sees.

    Two queries, whatever the number of terms and members; none without such a term. Terms come with their target.
    """
    tied = [each for each in terms if each.target_id is not None]
    if not tied or not units:
        return []
    ids, at = {each.target_id for each in tied}, {each.pk for each in units}
    cells = targets.cells(actor, Period(year, year)).filter(target__in=ids, unit__in=at)
    stands = {(cell.target_id, cell.unit_id): cell for cell in cells}
    rows = targets.values(actor, target__in=ids, unit__in=at, year_from=year, year_to=year)
    amounts = {
        (target, unit, kind): amount_of(low, high, sign)
        for target, unit, kind, low, high, sign in rows.values_list(
            "target_id", "unit_id", "kind", "amount", "amount_to", "sign"
        )
    }
    return [Measured(term, tuple(_at(actor, term, unit, stands, amounts) for unit in units)) for term in tied]


def _at(
    actor: Actor,
    term: Term,
    unit: Unit,
    stands: dict[tuple[int, int], Cell],
    amounts: dict[tuple[int, int, str], Amount],
) -> AtMember:
    target = term.target
    assert target is not None
    cell = stands.get((target.pk, unit.pk))
    kind = Kind(cell.result) if cell is not None and cell.result else None
    amount = amounts.get((target.pk, unit.pk, kind)) if kind else None
    direction = Direction(target.direction)
    return AtMember(
        unit=unit,
        seen=actor.is_system or any(unit.path.startswith(path) for path in actor.scope_paths) or cell is not None,
        result=amount_text(amount, target.places),
        kind=kind,
        kept=logic.kept(direction, term.amount, amount.at(direction) if amount else None),
        standing=Standing(cell.standing) if cell is not None else Standing.EMPTY,
    )  # fmt: skip
