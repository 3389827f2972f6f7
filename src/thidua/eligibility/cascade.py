"""What the loss of an award means for those that counted it: pure, asked of the law of each one's own day.

An award or a nomination under way is put to the law twice, on the facts as they were known: with the lost award and
without it. Whoever no longer stands may take others along; those are told as what would follow, level by level.
Every step adds to what has fallen, so the walk ends.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from thidua.eligibility import logic
from thidua.eligibility.types import Follow

Judge = Callable[[Mapping[str, Any]], Mapping[str, Any]]
"""A record of the public format → its verdict in the public form."""
TitleYears = Mapping[tuple[str, int], Sequence[int]]
"""(title, year) → the award records that confer it: another one may stand where one is lost."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An award that was conferred, or a nomination under way, with the question it answered.

    `question` is the whole record with the facts as then known, the lost awards among them; `leaned` are the award
    records that its kept check counted, empty for one without check, which the law is asked about afresh.
    """

    record_id: int | None
    nomination_id: int | None
    decided_on: date
    question: Mapping[str, Any]
    leaned: frozenset[int] = frozenset()
    check_id: int | None = None

    @property
    def key(self) -> tuple[bool, int]:
        """What tells it from the others of its recipient."""
        return (True, self.record_id) if self.record_id is not None else (False, self.nomination_id or 0)


@dataclass(frozen=True, slots=True)
class Link:
    """A standing that counted a lost award: its verdict with and without, and what would follow its own loss."""

    standing: Standing
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    stands: bool
    follows: tuple[Follow, ...]


def cascade(
    lost: Collection[int],
    gone: Collection[int],
    standings: Iterable[Standing],
    title_years: TitleYears,
    judge: Judge,
) -> list[Link]:
    """Those of one recipient that counted one of the `lost` awards, in the order of their days.

    `gone` are awards lost before, without which both verdicts are asked.
    """
    return _Walk(frozenset(lost), frozenset(gone) - frozenset(lost), standings, title_years, judge).links()


class _Walk:
    """One recipient's standings with the verdicts asked so far."""

    def __init__(
        self,
        lost: frozenset[int],
        gone: frozenset[int],
        standings: Iterable[Standing],
        title_years: TitleYears,
        judge: Judge,
    ) -> None:
        self.lost, self.gone = lost, gone
        self.title_years, self.judge = title_years, judge
        out = lost | gone
        self.standings = sorted(
            (each for each in standings if each.record_id not in out),
            key=lambda each: (each.decided_on, not each.key[0], each.key[1]),
        )
        self.named = {each.key: named(each.question) for each in self.standings}
        self.bearing = {
            each.key: self.named[each.key] | _spares(each.question, title_years) for each in self.standings
        }
        self.known: dict[tuple[tuple[bool, int], frozenset[int]], Mapping[str, Any]] = {}

    def ask(self, each: Standing, without_ids: frozenset[int]) -> Mapping[str, Any]:
        """The verdict on the facts without these awards; those its facts never named change nothing."""
        key = (each.key, without_ids & self.bearing[each.key])
        if key not in self.known:
            own = frozenset(filter(None, [each.record_id]))
            self.known[key] = self.judge(without(each.question, without_ids | own, self.title_years))
        return self.known[key]

    def may_lean(self, each: Standing, lost: Collection[int]) -> bool:
        """Whether its check or its facts know one of these at all; if not, there is nothing to ask."""
        return not (each.leaned | self.named[each.key]).isdisjoint(lost)

    def leans(self, each: Standing, verdict: Mapping[str, Any]) -> frozenset[int]:
        return each.leaned | logic.award_ids(verdict["findings"])

    def links(self) -> list[Link]:
        found = []
        for each in self.standings:
            if not self.may_lean(each, self.lost):
                continue
            before = self.ask(each, self.gone)
            if not self.leans(each, before) & self.lost:
                continue
            after = self.ask(each, self.gone | self.lost)
            ok = stands(before, after)
            found.append(Link(each, before, after, ok, () if ok else tuple(self.follows(each))))
        return found

    def follows(self, first: Standing) -> Iterator[Follow]:
        """What would be next if this one were lost as well: one line each, with the level at which it was reached."""
        if first.record_id is None:
            return
        base = self.gone | self.lost
        fallen = base | {first.record_id}
        found: dict[tuple[bool, int], Follow] = {}
        frontier, level = {first.record_id}, 1
        while frontier:
            level += 1
            reached: set[int] = set()
            for each in self.standings:
                if each.record_id in fallen or not self.may_lean(each, frontier):
                    continue
                before = self.ask(each, base)
                through = self.leans(each, before) & frontier
                if not through:
                    continue
                after = self.ask(each, fallen)
                ok = stands(before, after)
                at = found[each.key].level if each.key in found else level
                found[each.key] = Follow(
                    record_id=each.record_id,
                    nomination_id=each.nomination_id,
                    award=str(each.question["question"]["award"]),
                    level=at,
                    through=tuple(sorted(through)),
                    before=str(before["verdict"]),
                    after=str(after["verdict"]),
                    stands=ok,
                )
                if not ok and each.record_id is not None:
                    reached.add(each.record_id)
            fallen |= reached
            frontier = reached
        yield from found.values()


def stands(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether the law still carries it: eligible, or no worse than it was in the verdict and in every condition."""
    if after["verdict"] == "eligible":
        return True
    if after["verdict"] != before["verdict"]:
        return False
    old, new = (_results(verdict["findings"]) for verdict in (before, after))
    return all(new.get(rule) == "yes" for rule, result in old.items() if result == "yes")


def _results(findings: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The answers to the conditions that the verdict is made of, by rule; a rule told twice counts as its worst."""
    found: dict[str, str] = {}
    for finding in findings:
        if found.get(finding["rule"], "yes") == "yes":
            found[finding["rule"]] = finding["result"]
    return found


def named(record: Mapping[str, Any]) -> frozenset[int]:
    """The award records among the facts of a record."""
    facts = record["facts"]
    entries = [entry for years in (facts.get("titles") or {}).values() for entry in years]
    return frozenset(filter(None, map(_number, [*entries, *(facts.get("awards") or ())])))


def _spares(record: Mapping[str, Any], title_years: TitleYears) -> frozenset[int]:
    """Other award records that may confer the titles among the facts."""
    titles = (record["facts"].get("titles") or {}).items()
    keys = [(code, entry["year"]) for code, entries in titles for entry in entries]
    return frozenset(pk for key in keys for pk in title_years.get(key, ()))


def without(record: Mapping[str, Any], gone: Collection[int], title_years: TitleYears) -> dict[str, Any]:
    """The record without these awards; the title of a year stays where another record that stands confers it."""
    facts = dict(record["facts"])
    if not gone:
        return {**record, "facts": facts}
    kept: dict[str, list[Mapping[str, Any]]] = {}
    for code, entries in (facts.get("titles") or {}).items():
        years = [entry for each in entries if (entry := _still(code, each, gone, title_years)) is not None]
        if years:
            kept[code] = years
    facts["titles"] = kept
    facts["awards"] = [each for each in facts.get("awards") or () if _number(each) not in gone]
    return {**record, "facts": facts}


def _still(
    code: str, entry: Mapping[str, Any], gone: Collection[int], title_years: TitleYears
) -> Mapping[str, Any] | None:
    """The entry, told of another record where its own is gone; None where no other confers the title of that year."""
    if _number(entry) not in gone:
        return entry
    others = (pk for pk in title_years.get((code, entry["year"]), ()) if pk not in gone)
    other = next(others, None)
    return None if other is None else {**entry, "ref": f"{logic.REF_AWARD}{other}"}


def _number(entry: Mapping[str, Any]) -> int | None:
    """The award record that an entry of the facts refers to."""
    text = str(entry.get("ref") or "")
    number = text.removeprefix(logic.REF_AWARD)
    return int(number) if text.startswith(logic.REF_AWARD) and number.isdecimal() else None
