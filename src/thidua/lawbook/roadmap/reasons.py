"""Why a need is needed: the conditions of the law that would fail without it."""

from __future__ import annotations

from collections.abc import Iterator

from thidua.lawbook.case import Case
from thidua.lawbook.deciding import applicable, case_of, inner_standard, met
from thidua.lawbook.predicates.standing import Meets
from thidua.lawbook.roadmap.ground import Goal, Ground
from thidua.lawbook.roadmap.needs import Need
from thidua.lawbook.roadmap.planning import Plan, without_own
from thidua.lawbook.rules import Condition

Why = tuple[Goal, Condition]


def reasons(ground: Ground, plan: Plan) -> tuple[dict[Need, list[Why]], list[Condition]]:
    """For each need the conditions that fail without it, with the goal they belong to; and the conditions of the plan's
    own award that hold without any need, which must only be kept."""
    found: dict[Need, list[Why]] = {need: [] for need in plan.needs}
    kept: list[Condition] = []
    for goal in plan.goals:
        needs = without_own(goal, plan.needs)
        case = _case(ground, goal, needs)
        leaves = list(_path(ground, case, _roots(ground, case, goal)))
        free = set(map(id, leaves))
        for need in needs:
            if need.year > goal.year:
                continue
            without = _case(ground, goal, [each for each in needs if each is not need])
            for leaf in leaves:
                if not met(ground.book, without, leaf):
                    found[need].append((goal, leaf))
                    free.discard(id(leaf))
        if goal == plan.goal:
            kept = [leaf for leaf in leaves if id(leaf) in free]
    return found, kept


def _case(ground: Ground, goal: Goal, needs: list[Need]) -> Case:
    return case_of(ground.book, ground.with_needs(goal, needs), ground.law_day)


def _roots(ground: Ground, case: Case, goal: Goal) -> Iterator[Condition]:
    standard = ground.book.standard(goal.code, ground.law_day)
    yield from applicable(case, standard.conditions if standard else ())
    yield from applicable(case, ground.book.gate_rules(goal.code, ground.law_day).conditions)


def _path(ground: Ground, case: Case, conditions: Iterator[Condition]) -> Iterator[Condition]:
    """The single conditions on which the goal rests: of alternatives, those of the ones that are met."""
    for each in conditions:
        if isinstance(each.predicate, Meets):
            inner = inner_standard(ground.book, case, each.predicate)
            if inner and all(met(ground.book, case, part) for part in inner):
                yield from _path(ground, case, iter(inner))
            else:
                yield each
        elif each.predicate is not None:
            yield each
        else:
            parts = list(applicable(case, each.parts))
            if each.either:
                parts = [part for part in parts if met(ground.book, case, part)]
            yield from _path(ground, case, iter(parts))
