"""Five invented years of work in one unit: ratings, initiatives, penalties and the awards they earned.

Pure and reproducible. The awards follow the law of their year (a test asks the law engine about each):
nobody is given what the recorded facts do not support, and no share is exceeded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

FIRST_YEAR, LAST_YEAR, SEASON = 2016, 2020, 2021


@dataclass(frozen=True, slots=True)
class Worker:
    """An invented official: `quality` 0..1 is how well he or she tends to work; `key` is unique in the demo."""

    key: int
    leader: bool
    recruited: date
    quality: float


@dataclass(frozen=True, slots=True)
class Rated:
    """The yearly rating."""

    key: int
    year: int
    level: str


@dataclass(slots=True)
class Found:
    """A recognised initiative; `used_for` grows as titles are given on its strength."""

    key: int
    year: int
    scope: str
    used_for: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Punished:
    """A penalty with its two days."""

    key: int
    on: date
    level: str
    until: date


@dataclass(frozen=True, slots=True)
class Earned:
    """An award earned for a year (titles) or a period (forms)."""

    key: int
    award: str
    year: int
    period: tuple[int, int] | None
    decided: date


@dataclass(slots=True)
class History:
    """All that was recorded of a unit's people, and the unit's own heads by year."""

    ratings: list[Rated] = field(default_factory=list)
    initiatives: list[Found] = field(default_factory=list)
    penalties: list[Punished] = field(default_factory=list)
    awards: list[Earned] = field(default_factory=list)
    composition: dict[int, dict[str, object]] = field(default_factory=dict)

    def level(self, key: int, year: int) -> str | None:
        """A worker's rating of a year."""
        return next((r.level for r in self.ratings if r.key == key and r.year == year), None)

    def holds(self, key: int, award: str, years: Iterable[int]) -> bool:
        """Whether the worker earned the award for each of the years."""
        got = {e.year for e in self.awards if e.key == key and e.award == award}
        return all(year in got for year in years)


def rate(rng: Random, worker: Worker) -> str:
    """A year's rating drawn around the worker's quality; about a fifth are excellent."""
    mark = worker.quality + rng.gauss(0, 0.12)
    if mark > 0.78:
        return "excellent"
    if mark > 0.28:
        return "good"
    return "completed" if mark > 0.02 else "not_completed"


def live(rng: Random, workers: Sequence[Worker], *, fighter_share_percent: int = 15) -> History:
    """Let the unit live through the five years and the season's own year (facts only, no awards yet)."""
    history = History()
    for year in range(FIRST_YEAR, SEASON + 1):
        present = [w for w in workers if w.recruited.year <= year]
        _work(rng, history, present, year)
        advanced = _advanced(history, present, year)
        if year <= LAST_YEAR:
            _confer(rng, history, present, advanced, year, fighter_share_percent)
        history.composition[year] = _heads(history, present, advanced, year)
    return history


def _work(rng: Random, history: History, present: Sequence[Worker], year: int) -> None:
    for worker in present:
        level = rate(rng, worker)
        if rng.random() < 0.004:
            on = date(year, rng.randint(2, 10), rng.randint(1, 28))
            history.penalties.append(
                Punished(worker.key, on, rng.choice(("reprimand", "warning")), on.replace(year=year + 1))
            )
            level = "completed"
        history.ratings.append(Rated(worker.key, year, level))
        if (level == "excellent" and rng.random() < 0.75) or (level == "good" and rng.random() < 0.08):
            scope = "province" if worker.quality > 0.85 and rng.random() < 0.3 else "unit"
            history.initiatives.append(Found(worker.key, year, scope))


def _advanced(history: History, present: Sequence[Worker], year: int) -> list[Worker]:
    punished = {p.key for p in history.penalties if p.on.year == year}
    return [
        w
        for w in present
        if history.level(w.key, year) in ("good", "excellent")
        and w.key not in punished
        and _served_ten_months(w.recruited, year)
    ]


def _served_ten_months(recruited: date, year: int) -> bool:
    return recruited.year < year or recruited <= date(year, 2, 1)


def _confer(
    rng: Random,
    history: History,
    present: Sequence[Worker],
    advanced: Sequence[Worker],
    year: int,
    share: int,
) -> None:
    decided = date(year + 1, 1, rng.randint(11, 25))
    for worker in advanced:
        history.awards.append(Earned(worker.key, "advanced_worker", year, None, decided))
    found = {i.key: i for i in history.initiatives if i.year == year}
    ready = [w for w in advanced if w.key in found and history.level(w.key, year) == "excellent"]
    ready.sort(key=lambda w: (-(w.quality + (0.1 if w.leader else 0)), w.key))
    for worker in ready[: len(advanced) * share // 100]:
        found[worker.key].used_for.append("grassroots_emulation_fighter")
        history.awards.append(Earned(worker.key, "grassroots_emulation_fighter", year, None, decided))
    for worker in present:
        _higher(rng, history, worker, year)


def _higher(rng: Random, history: History, worker: Worker, year: int) -> None:
    three = range(year - 2, year + 1)
    mine = [i for i in history.initiatives if i.key == worker.key]
    wide = [i for i in mine if i.scope == "province" and i.year in three]
    if (
        wide
        and year >= FIRST_YEAR + 2
        and history.holds(worker.key, "grassroots_emulation_fighter", three)
        and not any(e.key == worker.key and e.award == "provincial_emulation_fighter" for e in history.awards)
    ):
        wide[-1].used_for.append("provincial_emulation_fighter")
        history.awards.append(
            Earned(worker.key, "provincial_emulation_fighter", year, None, date(year + 1, 4, 12))
        )
    two = (year - 1, year)
    fresh = [i for i in mine if i.year in two]
    certified = any(
        e.key == worker.key and e.award == "provincial_certificate_of_merit" for e in history.awards
    )
    if (
        year > FIRST_YEAR
        and not certified
        and all(history.level(worker.key, y) == "excellent" for y in two)
        and {i.year for i in fresh} == set(two)
        and rng.random() < 0.35
    ):
        history.awards.append(
            Earned(worker.key, "provincial_certificate_of_merit", year, two, date(year + 1, 5, 18))
        )


def _heads(
    history: History, present: Sequence[Worker], advanced: Sequence[Worker], year: int
) -> dict[str, object]:
    levels = [history.level(w.key, year) for w in present]
    fighters = sum(1 for e in history.awards if e.award == "grassroots_emulation_fighter" and e.year == year)
    punished: dict[str, int] = {}
    for penalty in history.penalties:
        if penalty.on.year == year:
            punished[penalty.level] = punished.get(penalty.level, 0) + 1
    return {
        "members": len(present),
        "completed": sum(level != "not_completed" for level in levels),
        "good": sum(level in ("good", "excellent") for level in levels),
        "advanced_worker": len(advanced),
        "grassroots_emulation_fighter": fighters,
        "penalised": punished,
    }
