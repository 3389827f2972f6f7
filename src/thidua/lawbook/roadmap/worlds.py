"""The fullest plausible years ahead: what a recipient may gather, and which awards that opens year by year.

Conditions are monotone in merit, so a world in which every year brings all the merit it plausibly can opens each award
at its earliest. Each award is conferred when its own standard is met by the facts of that world, and serves as a step
from then on. `judged` also grants what only a person can certify, or only a gift can bring.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from thidua.lawbook import terms
from thidua.lawbook.deciding import eligible
from thidua.lawbook.record import Facts
from thidua.lawbook.roadmap.ground import Goal, Ground
from thidua.lawbook.roadmap.needs import (
    HEADS,
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
    added,
)

INITIATIVES_A_YEAR = 2
"""The most initiatives of one year that a plan counts on for one award: more in a year is not plausible."""
UNKNOWN_MEMBERS = 100


@dataclass(slots=True)
class World:
    """The needs that may be assumed, by year, and the first year in which each award is open.

    `ready` are the conferrals whose standard the record alone already meets: a plan leans on them first.
    """

    ground: Ground
    judged: bool
    first: dict[str, int] = field(default_factory=dict)
    conferred: list[ConferralNeed] = field(default_factory=list)
    ready: set[ConferralNeed] = field(default_factory=set)
    _years: dict[tuple[str, int, terms.Route, int], tuple[Need, ...]] = field(default_factory=dict)

    def towards(self, goal: Goal, spare: int = 0) -> list[Need]:
        """What may be assumed towards a goal, leaving its own conferral and other State awards of its year aside.

        `spare` numbers the initiatives apart from those that other goals already use.
        """
        steps = self.ground.steps(goal.code, goal.route)
        found: list[Need] = [
            each
            for each in self.conferred
            if each.code in steps.codes
            and each.year <= goal.year
            and not (each.code in steps.spaced and each.year != self.first[each.code])
            and (each.code, each.year) != (goal.code, goal.year)
            and not (each.state and each.year == goal.year)
        ]
        for year in range(self.ground.open_from, goal.year + 1):
            key = (goal.code, year, goal.route, spare)
            if key not in self._years:
                self._years[key] = tuple(self._of_year(*key))
            found += self._years[key]
        if self.judged and goal.year >= self.ground.open_from:
            found += [JudgementNeed(goal.year, code) for code in steps.judgements]
        return found

    def _of_year(self, code: str, year: int, route: terms.Route, spare: int) -> Iterator[Need]:
        """What one year may bring that bears on the award: only what the record does not already hold."""
        ground, steps = self.ground, self.ground.steps(code, route)
        facts, kind = ground.record.facts, ground.record.recipient.kind
        if steps.ratings and (facts.ratings or {}).get(year) is None:
            yield RatingNeed(year)
        if year >= ground.today.year:
            for number in range(1, min(steps.initiatives, INITIATIVES_A_YEAR) + 1):
                yield InitiativeNeed(year, spare + number, serves=(code,))
            if self.judged and steps.amount is not None:
                yield ContributionNeed(year, steps.amount)
        if steps.model_years is not None and self._model_ripe(year, steps.model_years):
            yield ModelNeed(year, steps.model_years)
        if kind == "collective":
            if steps.composition and (facts.composition or {}).get(year) is None:
                yield self._composition(year)
            if steps.run_by is not None and (facts.cluster or {}).get(year) is None:
                yield PlaceNeed(year, self._run_by(steps.run_by))
        if steps.registers and facts.registered is not None and year > ground.today.year:
            yield RegistrationNeed(year, code)
        if year == ground.today.year and any(each.until is None for each in facts.holds or ()):
            yield ClearedNeed(year)

    def _model_ripe(self, year: int, wanted: int) -> bool:
        """Whether a model recorded before, or one begun this year, has lasted so many years by then."""
        models = [each for each in self.ground.record.facts.initiatives or () if each.form == "model"]
        ripe = [each.year + max(0, wanted - (each.stable_years or 0)) for each in models]
        return year >= min([*ripe, self.ground.today.year + wanted])

    def _composition(self, year: int) -> CompositionNeed:
        recorded = self.ground.record.facts.composition or {}
        last = max((y for y, each in recorded.items() if each is not None), default=None)
        found = recorded[last] if last is not None else None
        members = found.members if found else UNKNOWN_MEMBERS
        return CompositionNeed(year, members, found is not None, (members,) * len(HEADS))

    def _run_by(self, asked: terms.RunBy) -> terms.RunBy:
        """The cluster the collective stood in last, else the one the condition asks."""
        recorded = self.ground.record.facts.cluster or {}
        known = [each.run_by for _, each in sorted(recorded.items()) if each is not None and each.run_by]
        return known[-1] if known else asked


def world_of(ground: Ground, judged: bool) -> World:
    """The fullest plausible years ahead of a recipient."""
    world = World(ground, judged)
    codes = ground.asked()
    wanted = {step for code in codes for step in ground.steps(code).codes}
    for year in ground.planned:
        pending: list[ConferralNeed] = []
        for code in codes:
            if code in world.first and code not in wanted:
                continue
            facts = _facts(world, code, year)
            goal = ground.goal(code, year, facts=facts)
            if goal is None or not eligible(ground.book, ground.seen(goal, facts), ground.law_day):
                continue
            world.first.setdefault(code, year)
            if code in wanted:
                made = conferral(ground, goal)
                if year <= ground.today.year and ground.reached(goal, ()):
                    world.ready.add(made)
                (pending if made.state else world.conferred).append(made)
        world.conferred += pending
    return world


def _facts(world: World, code: str, year: int) -> Facts:
    """The facts of the world as the award sees them in that year, its own earlier conferrals included."""
    ground = world.ground
    own = [each for each in world.conferred if each.code == code]
    needs = [*own, *world.towards(Goal(code, year))]
    return added(ground.closed, needs, goal=code, year=year, once=ground.once)


def conferral(ground: Ground, goal: Goal) -> ConferralNeed:
    """The award of a goal as a fact that later goals may lean on."""
    award, look_back = ground.award(goal.code), ground.steps(goal.code, goal.route).look_back
    title = award.kind == "title"
    first = goal.year if title else max(goal.first or 0, goal.year - look_back + 1)
    return ConferralNeed(
        goal.year, goal.code, ground.decided(goal.year), title, award.level == "state", first
    )
