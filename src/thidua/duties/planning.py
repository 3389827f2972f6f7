"""What is to be given by a document: each accepted clause set against the units its words mean."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from thidua.access.types import Actor
from thidua.directives.addressees import places
from thidua.directives.models import Clause, Document
from thidua.directives.queries import accepted_clauses
from thidua.duties import logic
from thidua.duties.models import Duty
from thidua.duties.types import DutyState, Terms
from thidua.organisation.queries import unit_refs
from thidua.organisation.types import UnitRef


@dataclass(frozen=True, slots=True)
class Planned:
    """A clause ready to be given: its terms, who is to get it, the words that mean no unit, the day that has passed.

    `given` says that all whom its words mean have it already.
    """

    clause: Clause
    terms: Terms
    units: tuple[UnitRef, ...]
    unplaced: tuple[str, ...]
    passed: date | None
    given: bool = False


def plan(actor: Actor, paper: Document) -> list[Planned]:
    """The accepted clauses with the units that do not have their duty yet. Five queries.

    Of a document that was taken over, whoever had the sender's duty passed down has it too.
    A day that has passed is no deadline any more and is named, so that an officer sets a new one by hand.
    """
    held: dict[int, set[int]] = {}
    rows = Duty.objects.filter(document=paper.pk, parent=None, clause__isnull=False)
    for clause_id, unit_id in rows.exclude(state__in=[DutyState.WITHDRAWN]).values_list(
        "clause_id", "unit_id"
    ):
        held.setdefault(clause_id, set()).add(unit_id)
    accepted = accepted_clauses(actor, paper.pk)
    ordered = {each.source_id: each.pk for each in accepted if each.source_id}
    passed = Duty.objects.filter(clause__in=ordered, given_by=paper.unit_id, parent__isnull=False)
    for clause_id, unit_id in passed.exclude(state=DutyState.WITHDRAWN).values_list("clause_id", "unit_id"):
        held.setdefault(ordered[clause_id], set()).add(unit_id)
    tree = places(unit_refs([paper.unit_id])[paper.unit_id], actor.today)
    made = []
    for clause in accepted:
        terms = terms_of(clause, actor.today)
        placed = [tree.place(words) for words in clause.addressees]
        units = _fresh((unit for each in placed for unit in each.units), held.get(clause.pk, ()))
        unplaced = tuple(words for each in placed for words in each.unplaced)
        late = clause.deadline is not None and clause.deadline < actor.today
        given = not units and any(each.units for each in placed)
        made.append(Planned(clause, terms, units, unplaced, clause.deadline if late else None, given))
    return made


def terms_of(clause: Clause, today: date) -> Terms:
    """A clause's own words as the terms of a duty; a day that has passed is left out."""
    deadline = clause.deadline
    return Terms(
        clause.text,
        clause.kind,
        deadline if deadline and deadline >= today else None,
        logic.rhythm_of(clause.rhythm),
    )


def _fresh(units: Iterable[UnitRef], held: Collection[int]) -> tuple[UnitRef, ...]:
    return tuple({unit.id: unit for unit in units if unit.id not in held}.values())
