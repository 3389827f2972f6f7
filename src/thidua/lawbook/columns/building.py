"""A table from records in the public format."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from thidua.kernel import years
from thidua.lawbook import terms
from thidua.lawbook.columns import table as t
from thidua.lawbook.columns.arrays import NO_YEAR, NOT_GIVEN, UNKNOWN, Flags, Years, day_number
from thidua.lawbook.record import (
    AwardFact,
    ClusterPlace,
    Composition,
    Contribution,
    Experience,
    Facts,
    Hold,
    Initiative,
    MovementPart,
    PenaltyFact,
    Post,
    RatingFact,
    Recipient,
    Record,
    ServiceEvent,
    YearRef,
)

Row = tuple[Any, ...]


def table_of(records: Sequence[Record], titles: Iterable[str]) -> t.Table:
    """The recipients and facts of the records as columns; `ids` are the places in `records`.

    `titles` are the codes of emulation titles (`LawBook.titles`). The questions are left aside.
    """
    return Building(frozenset(titles)).table(records)


def used(codes: Sequence[str] | None, titles: frozenset[str]) -> int:
    """How far an initiative that served for these awards has been used."""
    if codes is None:
        return UNKNOWN
    if not codes:
        return t.UNUSED
    return t.USED_FOR_TITLES if titles.issuperset(codes) else t.USED_FOR_FORM


class Building:
    """Makes rows of the sections, numbering the codes of awards and posts as it meets them.

    The method named after a section makes one row of it, in the order of `table.SECTIONS`.
    """

    def __init__(self, titles: frozenset[str]) -> None:
        self.titles = titles
        self.award_codes: dict[str, int] = {}
        self.post_codes: dict[str, int] = {}

    def table(self, records: Sequence[Record]) -> t.Table:
        """The whole table of these records."""
        order = sorted(range(len(records)), key=lambda place: _order(records[place].recipient))
        ordered = [records[place] for place in order]
        who = [each.recipient for each in ordered]
        facts = [each.facts for each in ordered]
        return t.Table(
            ids=np.array(order, np.int64),
            kind=np.array([t.KINDS.index(each.kind) for each in who], np.int8),
            group=np.array([_place(t.GROUPS, each.group) for each in who], np.int16),
            gender=np.array([_place(t.GENDERS, each.gender) for each in who], np.int8),
            higher_retirement_age=np.array([_flag(each.higher_retirement_age) for each in who], np.int8),
            recruited=np.array([_recruited(each) for each in who], np.int32),
            founded=np.array([each.founded or NO_YEAR for each in who], np.int16),
            dissolved=np.array([day_number(each.dissolved) for each in who], np.int32),
            in_flag_list=np.array([_flag(each.in_flag_list) for each in who], np.int8),
            complete=np.array([_complete(each.complete) for each in facts], np.uint64),
            attested=np.array([_attested(each.attested) for each in facts], np.uint64),
            registered_as=np.array([_registered_as(each) for each in facts], np.int8),
            titles=_sets([each.titles for each in facts], _title_years),
            unlisted=_nones([each.titles for each in facts]),
            early=_early(facts),
            rated=_rated(facts),
            registered=_sets([each.registered for each in facts], years.kept),
            unregistered=_nones([each.registered for each in facts]),
            silent=_silent(facts),
            sections={name: self._section(name, facts) for name in t.SECTIONS},
            award_codes=tuple(self.award_codes),
            post_codes=tuple(self.post_codes),
        )

    def _section(self, name: str, facts: Sequence[Facts]) -> t.Section:
        make: Callable[[Any], Row] = getattr(self, name)
        rows: list[Row] = []
        owner: list[int] = []
        for number, each in enumerate(facts):
            made = _entries(getattr(each, name), make)
            rows += made
            owner += [number] * len(made)
        if not rows:
            return t.Section.empty(name)
        columns = zip(*rows, strict=True)
        kinds = t.SECTIONS[name]
        return t.Section(
            np.array(owner, np.int32),
            {key: np.array(column, kind) for (key, kind), column in zip(kinds.items(), columns, strict=True)},
        )

    def awards(self, each: AwardFact) -> Row:
        """An award record."""
        first, last = each.period or (NO_YEAR, NO_YEAR)
        code = self.award_codes.setdefault(each.code, len(self.award_codes))
        return code, day_number(each.decided), first, last, _place(t.ROUTES, each.route)

    def initiatives(self, each: Initiative) -> Row:
        """An initiative."""
        return (
            each.year,
            t.FORMS.index(each.form),
            _place(t.SCOPES, each.scope),
            _place(t.SCOPES, each.recognised_by),
            _flag(each.applied),
            _flag(each.replicable),
            used(each.used_for, self.titles),
            _number(each.stable_years),
        )

    @staticmethod
    def penalties(each: PenaltyFact) -> Row:
        """A penalty."""
        return day_number(each.date), terms.PENALTIES.index(each.level), day_number(each.until)

    @staticmethod
    def holds(each: Hold) -> Row:
        """A hold."""
        return t.REASONS.index(each.reason), day_number(each.since), day_number(each.until)

    @staticmethod
    def service(each: ServiceEvent) -> Row:
        """Leave, study or a transfer."""
        return (
            t.SERVICE.index(each.kind),
            each.year or NO_YEAR,
            day_number(each.since),
            day_number(each.until),
            day_number(each.date),
            _number(each.working_days),
            _number(each.months),
            _place(t.GRADES, each.grade),
            _number(each.months_at_previous_unit),
            _flag(each.previous_unit_comment),
        )

    @staticmethod
    def composition(item: tuple[int, Composition]) -> Row:
        """The members of one year."""
        year, each = item
        penalised = each.penalised or {}
        return (
            year,
            each.members,
            *(_number(getattr(each, name)) for name in t.HEADS),
            each.penalised is not None,
            *(penalised.get(level, 0) for level in terms.PENALTIES),
        )

    @staticmethod
    def cluster(item: tuple[int, ClusterPlace]) -> Row:
        """The place in the cluster of one year."""
        year, each = item
        return year, each.rank or 0, _flag(each.nominated), _place(t.RUN_BY, each.run_by)

    @staticmethod
    def movements(each: MovementPart) -> Row:
        """Part taken in a movement."""
        return (
            t.LAUNCHERS.index(each.launched_by),
            each.since or NO_YEAR,
            each.until or NO_YEAR,
            _number(each.years),
            each.year or NO_YEAR,
            _place(t.REVIEWS, each.review),
            _flag(each.led),
        )

    def posts(self, each: Post) -> Row:
        """An office held."""
        post = self.post_codes.setdefault(each.post, len(self.post_codes))
        return post, day_number(each.since), day_number(each.until), t.ERAS.index(each.era)

    @staticmethod
    def contributions(each: Contribution) -> Row:
        """A contribution."""
        return each.year, _number(each.amount_vnd)

    @staticmethod
    def experience(each: Experience) -> Row:
        """A stretch of time in one kind of work."""
        return (
            t.WORK.index(each.kind),
            day_number(each.since),
            day_number(each.until),
            _flag(each.counts_double),
        )


def _order(who: Recipient) -> tuple[int, int]:
    return t.KINDS.index(who.kind), _place(t.GROUPS, who.group)


def _entries(section: Any, make: Callable[[Any], Row]) -> list[Row]:
    if section is None:
        return []
    if isinstance(section, Mapping):
        return [make(item) for item in section.items() if item[1] is not None]
    return [make(each) for each in section]


def _place(names: Sequence[str], name: str | None) -> int:
    return UNKNOWN if name is None else names.index(name)


def _flag(value: bool | None) -> int:
    return UNKNOWN if value is None else int(value)


def _number(value: int | None) -> int:
    return UNKNOWN if value is None else value


def _recruited(who: Recipient) -> int:
    if who.recruited is None and "recruited" not in who.model_fields_set:
        return NOT_GIVEN
    day: date | None = who.recruited
    return day_number(day)


def _complete(span: tuple[int, int] | None) -> int:
    return years.ALL if span is None else years.span(*span)


def _attested(codes: tuple[str, ...] | None) -> int:
    return sum(1 << place for place, code in enumerate(t.ATTESTED) if code in (codes or ()))


def _registered_as(facts: Facts) -> int:
    if facts.registered is not None:
        return 2
    return 1 if "registered" in facts.model_fields_set else 0


def _year(each: int | YearRef) -> int:
    return each.year if isinstance(each, YearRef) else each


def _title_years(listed: Iterable[int | YearRef]) -> int:
    return years.kept(map(_year, listed))


def _sets(lists: Sequence[Mapping[str, Any] | None], make: Callable[[Any], int]) -> dict[str, Years]:
    found: dict[str, Years] = {}
    for number, each in enumerate(lists):
        for code, listed in (each or {}).items():
            if code not in found:
                found[code] = np.zeros(len(lists), np.uint64)
            found[code][number] = make(listed or ())
    return found


def _nones(lists: Sequence[Mapping[str, Any] | None]) -> dict[str, Flags]:
    found: defaultdict[str, Flags] = defaultdict(lambda: np.zeros(len(lists), np.bool_))
    for number, each in enumerate(lists):
        for code, listed in (each or {}).items():
            if listed is None:
                found[code][number] = True
    return dict(found)


def _early(facts: Sequence[Facts]) -> dict[str, Flags]:
    found: defaultdict[str, Flags] = defaultdict(lambda: np.zeros(len(facts), np.bool_))
    for number, each in enumerate(facts):
        for code, listed in (each.titles or {}).items():
            if any(_year(one) < years.FIRST_YEAR for one in listed or ()):
                found[code][number] = True
    return dict(found)


def _rated(facts: Sequence[Facts]) -> dict[str, Years]:
    found: dict[str, Years] = {level: np.zeros(len(facts), np.uint64) for level in terms.RATINGS}
    for number, each in enumerate(facts):
        by_level: defaultdict[str, list[int]] = defaultdict(list)
        for year, given in (each.ratings or {}).items():
            level = given.level if isinstance(given, RatingFact) else given
            if level is not None:
                for lower in terms.RATINGS[: terms.RATINGS.index(level) + 1]:
                    by_level[lower].append(year)
        for name, listed in by_level.items():
            found[name][number] = years.kept(listed)
    return found


def _silent(facts: Sequence[Facts]) -> dict[str, Flags]:
    names = ("titles", "ratings", "attested", *t.SECTIONS)
    found = {
        name: np.fromiter((getattr(each, name) is None for each in facts), np.bool_, len(facts))
        for name in names
    }
    return {name: flags for name, flags in found.items() if flags.any()}
