"""Which awards are within reach by which year: one line for each award that the recipient can be asked about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from thidua.lawbook import terms
from thidua.lawbook.deciding import eligible
from thidua.lawbook.evaluation import check
from thidua.lawbook.predicates.gates import NotLoaded
from thidua.lawbook.roadmap.ground import Goal, Ground
from thidua.lawbook.roadmap.needs import JudgementNeed
from thidua.lawbook.roadmap.planning import plan
from thidua.lawbook.roadmap.worlds import World, world_of
from thidua.lawbook.rules import Condition
from thidua.lawbook.telling import Missing
from thidua.lawbook.verdict import Finding, Outcome

State = Literal["now", "by", "judged", "unknown", "far"]
_STATES: tuple[State, ...] = ("now", "by", "judged", "unknown", "far")
MERIT: terms.Route = "merit"
ON_TIME: tuple[terms.Route, ...] = ("dedication", "seniority")
"""Routes on which time served decides, so that a year can be told without any merit assumed."""
ROUTES: tuple[terms.Route, ...] = ("thematic", "sudden", "foreign", *ON_TIME)


@dataclass(frozen=True, slots=True)
class OtherWay:
    """A ground of another route, for which no year can be told: a feat, a movement."""

    title: str
    route: terms.Route
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """One award: open now, by a year, only with a judgement (or earlier with it), unknown, or not within the years.

    `year` is the year of the achievements. `present` is what `check` says today, for `present_year`. `judged_year` is
    the year with judgements where they bring it earlier, `judgements` what must be certified for the award itself, each
    set enough alone. `received` are the years of the award on record. `missing` are facts to be supplied, `lacking` the
    titles of conditions that stay unmet.
    """

    code: str
    name: str
    state: State
    year: int | None
    route: terms.Route
    present: Outcome
    present_year: int
    received: tuple[int, ...] = ()
    judged_year: int | None = None
    judgements: tuple[tuple[str, ...], ...] = ()
    missing: tuple[Missing, ...] = ()
    lacking: tuple[str, ...] = ()
    others: tuple[OtherWay, ...] = ()


@dataclass(slots=True)
class Roadmap:
    """The years ahead of one recipient: the awards lowest first, and both worlds for plans of single awards."""

    ground: Ground
    plain: World
    judged: World
    reaches: tuple[Reach, ...] = ()
    unread: tuple[str, ...] = field(default=())

    def reach(self, code: str) -> Reach | None:
        """The line of one award; None when it cannot be asked about."""
        return next((each for each in self.reaches if each.code == code), None)

    @property
    def nearest(self) -> tuple[Reach, ...]:
        """The lines as one who looks ahead reads them: what is open, then by year, then what others must certify, what
        is unknown, what is far; of equals the higher award first."""
        highest_first = reversed(self.reaches)
        return tuple(sorted(highest_first, key=lambda each: (_STATES.index(each.state), each.year or 0)))


@dataclass(frozen=True, slots=True)
class Moved:
    """An award that a supposition brings nearer or farther."""

    before: Reach
    after: Reach


def roadmap(ground: Ground, only: str | None = None) -> Roadmap:
    """The overview of all awards, or with the line of only one. Takes some ten milliseconds."""
    found = Roadmap(ground, world_of(ground, judged=False), world_of(ground, judged=True))
    found.reaches = tuple(_reach(found, code) for code in ground.asked() if only in (None, code))
    found.unread = tuple(ground.award(code).name for code in ground.unread())
    return found


def moved(before: Roadmap, after: Roadmap) -> list[Moved]:
    """The awards whose line differs in state or year."""
    return [
        Moved(one, two)
        for one, two in zip(before.reaches, after.reaches, strict=True)
        if (one.state, one.year, one.judged_year) != (two.state, two.year, two.judged_year)
    ]


def _reach(road: Roadmap, code: str) -> Reach:
    ground = road.ground
    present, present_year = ground.present(code)
    year, route = _first_year(road.plain, code), MERIT
    timed = _on_time(ground, code)
    if timed is not None and (year is None or timed[0] < year):
        year, route = timed
    judged = _first_year(road.judged, code)
    if judged is not None and year is not None and judged >= year:
        judged = None
    state: State = "now" if present == "eligible" else "by" if year is not None else "judged"
    if state == "judged" and judged is None:
        state = "far"
    missing: tuple[Missing, ...] = ()
    lacking: tuple[str, ...] = ()
    if state == "far":
        missing, lacking = _in_the_way(road.judged, code)
        state = "unknown" if missing and not lacking else "far"
    return Reach(
        code=code,
        name=ground.award(code).name,
        state=state,
        year=present_year if state == "now" else year,
        route=route,
        present=present,
        present_year=present_year,
        received=_received(ground, code),
        judged_year=judged if state != "now" else None,
        judgements=_judgements(road.judged, code, judged) if state != "now" else (),
        missing=missing,
        lacking=lacking,
        others=tuple(_others(ground, code)),
    )


def _first_year(world: World, code: str) -> int | None:
    """The first year in which every step can be taken: where two State awards are steps, they may need two years."""
    first = world.first.get(code)
    if first is None or len(_closure(world.ground, code) & world.ground.book.state_level - {code}) < 2:
        return first
    found = plan(world, code, first)
    return None if found is None else found.goal.year


def _closure(ground: Ground, code: str) -> frozenset[str]:
    """The awards that the award leans on, at any depth."""
    found: set[str] = set()
    waiting = [code]
    while waiting:
        for step in ground.steps(waiting.pop()).codes - found:
            found.add(step)
            waiting.append(step)
    return frozenset(found)


def _on_time(ground: Ground, code: str) -> tuple[int, terms.Route] | None:
    """The first year in which time served alone opens the award, with the route."""
    routes = {route for _, route in _grounds(ground, code)} & set(ON_TIME)
    found: list[tuple[int, terms.Route]] = []
    for route in ON_TIME:
        if route not in routes:
            continue
        for year in ground.planned:
            goal = ground.goal(code, year, route)
            if goal is not None and eligible(ground.book, ground.with_needs(goal, ()), ground.law_day):
                found.append((year, route))
                break
    return min(found, default=None)


def _judgements(world: World, code: str, year: int | None) -> tuple[tuple[str, ...], ...]:
    """The judgements that open the award itself in that year, its steps taken: each set suffices alone.

    Where no single condition's judgements suffice, the fewest of all together.
    """
    goal = None if year is None else world.ground.goal(code, year)
    if goal is None:
        return ()
    needs = world.towards(goal)
    rest = [each for each in needs if not isinstance(each, JudgementNeed)]
    alone = tuple(
        codes
        for codes in world.ground.steps(code).judged_sets
        if world.ground.reached(goal, [*rest, *(JudgementNeed(goal.year, each) for each in codes)])
    )
    if alone:
        return alone
    for need in [each for each in needs if isinstance(each, JudgementNeed)]:
        fewer = [each for each in needs if each is not need]
        if world.ground.reached(goal, fewer):
            needs = fewer
    found = tuple(each.code for each in needs if isinstance(each, JudgementNeed))
    return (found,) if found else ()


def _in_the_way(world: World, code: str) -> tuple[tuple[Missing, ...], tuple[str, ...]]:
    """What even the fullest years leave unknown or unmet at their end."""
    ground = world.ground
    goal = Goal(code, ground.last_year)
    verdict = check(ground.book, ground.with_needs(goal, world.towards(goal)), law_of=ground.law_day)
    return verdict.missing, tuple(dict.fromkeys(_unmet(verdict.findings)))


def _unmet(findings: tuple[Finding, ...]) -> Iterator[str]:
    """The titles of the innermost conditions that failed; of alternatives, those of the nearest one."""
    for each in findings:
        if each.result in ("no", "held"):
            ways = [tuple(_unmet((part,))) for part in each.parts]
            inner = min(ways, key=len, default=()) if each.either else tuple(t for way in ways for t in way)
            yield from inner or (each.title,)


def _received(ground: Ground, code: str) -> tuple[int, ...]:
    facts = ground.record.facts
    listed = {
        each if isinstance(each, int) else each.year for each in (facts.titles or {}).get(code) or ()
    } | {
        each.period[1] if each.period else each.decided.year
        for each in facts.awards or ()
        if each.code == code
    }
    return tuple(sorted(listed))


def _others(ground: Ground, code: str) -> Iterator[OtherWay]:
    """The grounds of routes on which no year can be told, as far as they were loaded."""
    seen: set[tuple[str, str]] = set()
    for condition, route in _grounds(ground, code):
        if route not in ON_TIME and (condition.title, route) not in seen:
            seen.add((condition.title, route))
            yield OtherWay(condition.title, route, condition.cites)


def _grounds(ground: Ground, code: str) -> Iterator[tuple[Condition, terms.Route]]:
    """The conditions of the award written for routes other than merit, with each such route."""
    recipient = ground.record.recipient
    group = recipient.group or ("official" if recipient.kind == "person" else None)
    standard = ground.book.standard(code, ground.law_day)
    waiting = list(standard.conditions) if standard else []
    while waiting:
        each = waiting.pop(0)
        if (each.kinds and recipient.kind not in each.kinds) or (each.groups and group not in each.groups):
            continue
        if isinstance(each.predicate, NotLoaded):
            continue
        if each.routes and "merit" not in each.routes:
            for route in ROUTES:
                if route in each.routes:
                    yield each, route
        else:
            waiting[:0] = each.parts
