"""What exactly is needed for an award in a year: the least that keeps it open, and the same for every step on the way.

From the fullest plausible years facts are taken away and weakened one by one while the award stays open. Conditions are
monotone in merit, so what is left is a least set: without any one of it some award of the plan is no longer open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from thidua.lawbook import terms
from thidua.lawbook.roadmap.ground import Goal, Ground
from thidua.lawbook.roadmap.needs import (
    ClearedNeed,
    CompositionNeed,
    ConferralNeed,
    ContributionNeed,
    InitiativeNeed,
    JudgementNeed,
    ModelNeed,
    Need,
    PlaceNeed,
    RatingNeed,
    RegistrationNeed,
    merged,
)
from thidua.lawbook.roadmap.worlds import INITIATIVES_A_YEAR, World

Open = Callable[[Sequence[Need], int], bool]
"""Whether everything stays open with these needs, of which one of that year was changed."""
N = TypeVar("N", RatingNeed, InitiativeNeed, CompositionNeed, ModelNeed, ContributionNeed)

SCOPES: tuple[terms.Scope, ...] = ("unit", "district", "province")
LEAST_WANTED: tuple[type[Need], ...] = (
    JudgementNeed,
    ContributionNeed,
    ConferralNeed,
    ModelNeed,
    InitiativeNeed,
    PlaceNeed,
    CompositionNeed,
    ClearedNeed,
    RegistrationNeed,
    RatingNeed,
)
"""What a plan does without where it can, before anything else: first what no one can bring about alone."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The way to an award: the goals in order of years, the last of them the award itself, and all that they need.

    `elsewhen`: for needs that may as well fall in other years, those years.
    """

    goal: Goal
    goals: tuple[Goal, ...]
    needs: tuple[Need, ...]
    elsewhen: dict[Need, tuple[int, ...]]


def plan(world: World, code: str, first: int | None = None) -> Plan | None:
    """The plan for the earliest year from `first` on in which every step can be taken; None within no planned year."""
    start = first if first is not None else world.first.get(code)
    if start is None:
        return None
    for year in range(start, world.ground.last_year + 1):
        goal = world.ground.goal(code, year)
        found = None if goal is None else plan_of(world, goal)
        if found is not None:
            return found
    return None


def plan_of(world: World, goal: Goal) -> Plan | None:
    """The plan for that very goal; None when it cannot be reached, or two steps stand in each other's way."""
    ground = world.ground
    needs: tuple[Need, ...] = ()
    goals: list[Goal] = []
    waiting: list[Goal] = [goal]
    while waiting:
        waiting.sort(key=lambda each: (each.year, ground.award(each.code).rank))
        step = waiting.pop()
        extra = _least(world, step, needs, len(goals))
        if extra is None:
            return None
        needs = merged((*needs, *extra))
        goals.append(step)
        for need in extra:
            if isinstance(need, ConferralNeed):
                waiting.append(_goal_of(ground, need, needs))
    needs, goals = _leaner(world, goals, needs)
    if not all(_open(ground, step, needs) for step in goals):
        return None
    goals.sort(key=lambda each: (each.year, ground.award(each.code).rank))
    return Plan(goal, tuple(goals), needs, _elsewhen(ground, goals, needs))


def without_own(goal: Goal, needs: Iterable[Need]) -> list[Need]:
    """The needs that a goal is judged with: all but its own conferral."""
    return [
        need
        for need in needs
        if not (isinstance(need, ConferralNeed) and (need.code, need.year) == (goal.code, goal.year))
    ]


def _open(ground: Ground, goal: Goal, needs: Iterable[Need]) -> bool:
    return ground.reached(goal, without_own(goal, needs))


def _goal_of(ground: Ground, need: ConferralNeed, needs: Iterable[Need]) -> Goal:
    """The goal whose reaching is the conferral: a form given before asks for the years since."""
    ends = [
        each.year
        for each in needs
        if isinstance(each, ConferralNeed) and each.code == need.code and each.year < need.year
    ]
    before = ground.rewarded_until(need.code, ground.closed)
    last = max([*ends, *([before] if before is not None else [])], default=None)
    return Goal(need.code, need.year, "merit", None if need.title or last is None else last + 1)


def _least(world: World, goal: Goal, given: Sequence[Need], step: int) -> list[Need] | None:
    """What the goal needs beside what other goals of the plan need already; None when nothing suffices."""
    given = without_own(goal, given)

    def open_with(extra: Sequence[Need], _: int = 0) -> bool:
        return world.ground.reached(goal, (*given, *extra))

    if open_with(()):
        return []
    extra = world.towards(goal, spare=10 * step)
    if not open_with(extra):
        return None
    return _weakened(_fewest(world, extra, open_with), open_with)


def _fewest(world: World, needs: list[Need], is_open: Open) -> list[Need]:
    """Needs taken away while the goal stays open: whole kinds first, then one by one."""
    for kind in LEAST_WANTED:
        others = [need for need in needs if not isinstance(need, kind)]
        if len(others) == len(needs):
            continue
        if is_open(others, 0):
            needs = others
            continue
        for each in sorted((need for need in needs if isinstance(need, kind)), key=_order(world)):
            fewer = [need for need in needs if need is not each]
            if is_open(fewer, each.year):
                needs = fewer
    return needs


def _order(world: World) -> Callable[[Need], tuple[bool, int, int]]:
    """Which of a kind goes first: an award that is not yet earned, the higher award, a second initiative of a year, the
    earlier year, so that what stays leaves the most time."""

    def key(need: Need) -> tuple[bool, int, int]:
        if isinstance(need, ConferralNeed):
            return (need in world.ready, -world.ground.award(need.code).rank, need.year)
        if isinstance(need, InitiativeNeed):
            return (False, -(need.number % 10), need.year)
        return (False, 0, need.year)

    return key


def _weakened(needs: list[Need], is_open: Open) -> list[Need]:
    """Each need made as small as keeps the goal open."""
    for index in range(len(needs)):

        def holds(made: Need, at: int = index) -> bool:
            return is_open([*needs[:at], made, *needs[at + 1 :]], made.year)

        need = needs[index]
        match need:
            case RatingNeed():
                needs[index] = _first(
                    need, (replace(need, level=each) for each in ("completed", "good")), holds
                )
            case InitiativeNeed():
                needs[index] = _smaller_initiative(need, holds)
            case CompositionNeed():
                needs[index] = _smaller_composition(need, holds)
            case ModelNeed():
                fewer = (replace(need, stable_years=each) for each in range(1, need.stable_years))
                needs[index] = _first(need, fewer, holds)
            case ContributionNeed():
                needs[index] = _first(need, (replace(need, amount_vnd=each) for each in (0,)), holds)
            case _:
                pass
    return needs


def _first(need: N, smaller: Iterable[N], holds: Callable[[N], bool]) -> N:
    """The first of the smaller ones that suffices, else the need as it is."""
    return next((each for each in smaller if holds(each)), need)


def _smaller_initiative(need: InitiativeNeed, holds: Callable[[InitiativeNeed], bool]) -> InitiativeNeed:
    need = _first(need, (replace(need, scope=each) for each in SCOPES), holds)
    need = _first(need, (replace(need, recognised_by=each) for each in SCOPES), holds)
    need = _first(need, (replace(need, replicable=False),), holds)
    return _first(need, (replace(need, applied=False),), holds)


def _smaller_composition(need: CompositionNeed, holds: Callable[[CompositionNeed], bool]) -> CompositionNeed:
    for index, heads in enumerate(need.heads):
        if heads is None:
            continue
        if holds(_with_heads(need, index, None)):
            need = _with_heads(need, index, None)
            continue
        low, high = 0, heads
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if holds(_with_heads(need, index, middle)) else (middle + 1, high)
        need = _with_heads(need, index, low)
    lighter = (None, *reversed(terms.PENALTIES))
    return _first(need, (replace(need, clean_from=each) for each in lighter), holds)


def _with_heads(need: CompositionNeed, index: int, value: int | None) -> CompositionNeed:
    return replace(need, heads=(*need.heads[:index], value, *need.heads[index + 1 :]))


def _leaner(world: World, goals: list[Goal], needs: tuple[Need, ...]) -> tuple[tuple[Need, ...], list[Goal]]:
    """What became needless when the needs of several goals were put together is left out, steps included."""
    ground = world.ground
    for kind in LEAST_WANTED:
        for need in sorted((each for each in needs if isinstance(each, kind)), key=_order(world)):
            fewer = tuple(each for each in needs if each is not need)
            left = goals
            if isinstance(need, ConferralNeed):
                left = [each for each in goals if (each.code, each.year) != (need.code, need.year)]
            if all(_open(ground, goal, fewer) for goal in left if goal.year >= need.year):
                needs, goals = fewer, left

    def all_open(made: Sequence[Need], year: int) -> bool:
        return all(_open(ground, goal, made) for goal in goals if goal.year >= year)

    return merged(_weakened(list(needs), all_open)) if all_open(needs, 0) else needs, goals


def _elsewhen(ground: Ground, goals: Sequence[Goal], needs: tuple[Need, ...]) -> dict[Need, tuple[int, ...]]:
    """The other years in which an initiative or a gift would serve as well."""
    found: dict[Need, tuple[int, ...]] = {}
    for need in needs:
        if not isinstance(need, InitiativeNeed | ContributionNeed):
            continue
        others = [each for each in needs if each is not need]
        elsewhere = tuple(
            year
            for year in range(ground.today.year, goals[-1].year + 1)
            if year != need.year
            and _room(need, year, others)
            and all(_open(ground, goal, (*others, replace(need, year=year))) for goal in goals)
        )
        if elsewhere:
            found[need] = elsewhere
    return found


def _room(need: Need, year: int, others: Iterable[Need]) -> bool:
    """Whether another initiative is plausible in the year."""
    if not isinstance(need, InitiativeNeed):
        return True
    there = [each for each in others if isinstance(each, InitiativeNeed) and each.year == year]
    return sum(each.serves == need.serves for each in there) < INITIATIVES_A_YEAR
