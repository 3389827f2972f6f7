"""Recipients with everything the law asks of them as columns (`lawbook.columns`), for a sweep over a province."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from django.db import models
from django.db.models import Q
from pydantic import ValidationError

from thidua.achievements.models import (
    AwardRecord,
    ClusterPlace,
    Composition,
    Hold,
    Initiative,
    OtherFact,
    Penalty,
    Rating,
    ServiceEvent,
)
from thidua.achievements.people import columns_of_recipients
from thidua.achievements.types import FactSection, RecordState
from thidua.foundation.columns import code_of, day_of, or_else, or_field, read_columns
from thidua.kernel import years
from thidua.kernel.years import FIRST_YEAR, LAST_YEAR
from thidua.lawbook import LawBook, load_book, record, terms
from thidua.lawbook.columns import building, table
from thidua.lawbook.columns.arrays import (
    NO_DAY,
    NO_YEAR,
    NOT_GIVEN,
    Flags,
    Numbers,
    Years,
    bits_of,
    since,
    years_of,
)
from thidua.lawbook.columns.table import Section, Table

Columns = dict[str, Numbers]


def columns_of(*, until_year: int, unit_path: str = "") -> Table:
    """Every recipient (below a unit, given its path) with all facts, as `facts_for` and the record format have them.

    `until_year` closes the completeness of recipients whose facts are recorded up to now. A recipient whose facts
    the format refuses is marked so. Thirteen queries, however many recipients.
    """
    return _Loading(load_book(), unit_path).table(until_year)


class _Loading:
    def __init__(self, book: LawBook, unit_path: str) -> None:
        self.book = book
        self.below = Q(recipient__unit__path__startswith=unit_path) if unit_path else Q()
        self.who = columns_of_recipients(unit_path)
        order = np.lexsort((self.who["id"], self.who["group"], self.who["kind"]))
        self.who = {name: column[order] for name, column in self.who.items()}
        ids = self.who["id"]
        self.count = len(ids)
        # Keys are given in sequence, so the place of each is kept in a list as long as their span.
        self._lowest = int(ids.min()) if self.count else 0
        self._row_at = np.zeros(int(ids.max()) - self._lowest + 1 if self.count else 0, np.int32)
        self._row_at[ids - self._lowest] = np.arange(self.count)
        self.refused = np.zeros(self.count, np.bool_)
        self.maker = building.Building(book.titles)

    def table(self, until_year: int) -> Table:
        who, count = self.who, self.count
        titles, awards = self._records()
        rated = self._rated()
        other = self._other()
        self._outside_service(titles)
        attested, registered = self._attested(other), self._registered(other)
        listed = np.zeros(count, np.int8)
        for each in registered.values():
            listed[each != 0] = 2
        return Table(
            ids=who["id"],
            **{name: who[name].astype(kind) for name, kind in _OF_RECIPIENTS.items()},
            complete=_complete(who["facts_from"], who["facts_to"], until_year),
            attested=attested,
            registered_as=listed,
            registered=registered,
            titles=titles,
            rated=rated,
            sections={
                "awards": awards,
                "initiatives": self._initiatives(),
                "penalties": self._numbers(Penalty, "penalties", **_PENALTY),
                "holds": self._numbers(Hold, "holds", **_HOLD),
                "service": self._made("service", self._service()),
                "composition": self._made("composition", self._composition()),
                "cluster": self._numbers(ClusterPlace, "cluster", **_CLUSTER),
                **{name: self._made(name, self._of_section(other, name)) for name in _PARSED},
            },
            award_codes=tuple(self.book.awards),
            post_codes=tuple(self.maker.post_codes),
            silent={FactSection.EXPERIENCE.value: self._without(other, FactSection.EXPERIENCE)},
            refused=self.refused,
        )

    # Rows and their owners

    def rows_of(self, ids: Numbers) -> Numbers:
        """The rows of the table that the recipients have."""
        return self._row_at[ids - self._lowest]

    def _section(self, name: str, owner: Numbers, columns: Columns) -> Section:
        order = np.argsort(owner, kind="stable")
        kinds = table.SECTIONS[name]
        return Section(
            owner[order].astype(np.int32),
            {key: columns[key][order].astype(kind) for key, kind in kinds.items()},
        )

    def _numbers(self, model: type[models.Model], name: str, **columns: Any) -> Section:
        rows = read_columns(model._default_manager.filter(self.below), owner="recipient_id", **columns)
        owner = self.rows_of(rows.pop("owner"))
        if "until" in rows:
            begun = rows["date"] if "date" in rows else rows["since"]
            self.refused[owner[(rows["until"] != NO_DAY) & (rows["until"] < begun)]] = True
        return self._section(name, owner, rows)

    # Titles, ratings and award records

    def _records(self) -> tuple[dict[str, Years], Section]:
        """The register in one pass: the years of each title, and the forms of commendation in rows."""
        names = tuple(self.book.awards)
        rows = read_columns(
            AwardRecord.objects.filter(self.below, state=RecordState.ACTIVE),
            owner="recipient_id",
            code=code_of("award", self._award_numbers()),
            year="year",
            decided=day_of("decided_on", NO_DAY),
            first=or_field("period_from", "year"),
            last=or_field("period_to", "year"),
            route=code_of("route", table.ROUTES),
        )
        owner, code = self.rows_of(rows.pop("owner")), rows["code"]
        titles = {}
        is_title = np.zeros(len(owner), np.bool_)
        for number in np.unique(code[code >= 0]).tolist():
            if names[number] in self.book.titles:
                chosen = code == number
                is_title |= chosen
                titles[names[number]] = self._years_of(owner[chosen], rows["year"][chosen])
        forms = {name: column[~is_title] for name, column in rows.items()}
        return titles, self._forms(owner[~is_title], forms)

    def _forms(self, owner: Numbers, rows: Columns) -> Section:
        # Periods that begin before the sets of years do are not told to the law, as in `facts_for`.
        early = rows["first"] < FIRST_YEAR
        rows["first"][early] = rows["last"][early] = NO_YEAR
        # The format refuses an unknown code and a decision of a year before its period ends.
        strange = (rows["code"] < 0) | (years_of(rows["decided"]) < rows["last"])
        self.refused[owner[strange]] = True
        return self._section(
            "awards", owner[~strange], {name: column[~strange] for name, column in rows.items()}
        )

    def _rated(self) -> dict[str, Years]:
        rows = read_columns(
            Rating.objects.filter(self.below),
            owner="recipient_id",
            level=code_of("level", terms.RATINGS),
            year="year",
        )
        owner = self.rows_of(rows["owner"])
        found: dict[str, Years] = {}
        above = np.zeros(self.count, np.uint64)
        for place in reversed(range(len(terms.RATINGS))):
            chosen = rows["level"] == place
            above = above | self._years_of(owner[chosen], rows["year"][chosen])
            found[terms.RATINGS[place]] = above
        return found

    def _years_of(self, owner: Numbers, year: Numbers) -> Years:
        """By recipient the years of the rows."""
        found = np.zeros(self.count, np.uint64)
        np.bitwise_or.at(found, owner, bits_of(year))
        return found

    def _award_numbers(self) -> dict[str, int]:
        numbers = {code: number for number, code in enumerate(self.book.awards)}
        for code, award in self.book.awards.items():
            numbers |= dict.fromkeys(award.entry.aliases, numbers[code])
        return numbers

    def _outside_service(self, titles: dict[str, Years]) -> None:
        """A title of a year before the recruitment or foundation, or after the end, contradicts itself; the record
        format refuses it."""
        recruited, founded, ended = self.who["recruited"], self.who["founded"], self.who["dissolved"]
        given = recruited > NOT_GIVEN
        begun = np.where(founded > NO_YEAR, founded, FIRST_YEAR)
        first = np.where(given, years_of(np.where(given, recruited, 0)), begun)
        closed = ended > NOT_GIVEN
        last = np.where(closed, years_of(np.where(closed, ended, 0)), LAST_YEAR)
        within = since(first) & ~since(last + 1)
        for held in titles.values():
            self.refused |= (held & ~within) != 0

    # Initiatives

    def _initiatives(self) -> Section:
        """Those never used come as numbers; the few that served for an award are read one by one."""
        rows = Initiative.objects.filter(self.below)
        columns = read_columns(rows.filter(used_for=[]), owner="recipient_id", **_INITIATIVE)
        owner = self.rows_of(columns.pop("owner"))
        columns["used"] = np.full(len(owner), table.UNUSED, np.int64)
        spent = rows.exclude(used_for=[])
        extra = read_columns(spent.order_by("pk"), owner="recipient_id", **_INITIATIVE)
        extra_owner = self.rows_of(extra.pop("owner"))
        codes = spent.order_by("pk").values_list("used_for", flat=True)
        extra["used"] = np.array([self._used(each) for each in codes], np.int64)
        both = {name: np.concatenate((columns[name], extra[name])) for name in columns}
        return self._section("initiatives", np.concatenate((owner, extra_owner)), both)

    def _used(self, codes: Sequence[str]) -> int:
        return building.used([self.book.resolve(code) or code for code in codes], self.book.titles)

    # Facts kept as plain data

    def _service(self) -> Iterable[tuple[int, Any]]:
        for owner, kind, year, first, last, data in ServiceEvent.objects.filter(self.below).values_list(
            "recipient_id", "kind", "year", "since", "until", "data"
        ):
            dated = {"kind": kind, "year": year, "from": first, "until": last}
            yield owner, {name: value for name, value in dated.items() if value is not None} | data

    def _composition(self) -> Iterable[tuple[int, Any]]:
        rows = Composition.objects.filter(self.below).values_list("recipient_id", "year", "data")
        return ((owner, (year, data)) for owner, year, data in rows)

    def _other(self) -> list[tuple[int, str, Any]]:
        return list(OtherFact.objects.filter(self.below).values_list("recipient_id", "section", "data"))

    @staticmethod
    def _of_section(other: list[tuple[int, str, Any]], name: str) -> Iterable[tuple[int, Any]]:
        return ((owner, data) for owner, section, data in other if section == name)

    def _without(self, other: list[tuple[int, str, Any]], name: str) -> Flags:
        """Those of whom the section says nothing."""
        found = np.ones(self.count, np.bool_)
        found[self.rows_of(np.array([owner for owner, _ in self._of_section(other, name)], np.int64))] = False
        return found

    def _made(self, name: str, entries: Iterable[tuple[int, Any]]) -> Section:
        """Entries read by the record format's own models; whoever has one that it refuses is marked."""
        read, make = _READ[name], getattr(self.maker, name)
        owners: list[int] = []
        rows: list[tuple[Any, ...]] = []
        refused: list[int] = []
        for owner, data in entries:
            try:
                rows.append(make(read(data)))
                owners.append(owner)
            except ValidationError:
                refused.append(owner)
        self.refused[self.rows_of(np.array(refused, np.int64))] = True
        if not rows:
            return Section.empty(name)
        columns = dict(zip(table.SECTIONS[name], map(np.array, zip(*rows, strict=True)), strict=True))
        return self._section(name, self.rows_of(np.array(owners, np.int64)), columns)

    def _attested(self, other: list[tuple[int, str, Any]]) -> Years:
        entries = [
            (owner, 1 << table.ATTESTED.index(data["code"]))
            for owner, data in self._of_section(other, FactSection.ATTESTED)
            if data["code"] in table.ATTESTED
        ]
        return self._gathered(entries)

    def _registered(self, other: list[tuple[int, str, Any]]) -> dict[str, Years]:
        entries: dict[str, list[tuple[int, int]]] = {}
        for owner, data in self._of_section(other, FactSection.REGISTERED):
            code = self.book.resolve(data["award"]) or data["award"]
            entries.setdefault(code, []).append((owner, years.kept([data["year"]])))
        return {code: self._gathered(each) for code, each in entries.items()}

    def _gathered(self, entries: Sequence[tuple[int, int]]) -> Years:
        """Bits by recipient, those of one recipient together."""
        found = np.zeros(self.count, np.uint64)
        owners, bits = zip(*entries, strict=True) if entries else ((), ())
        np.bitwise_or.at(found, self.rows_of(np.array(owners, np.int64)), np.array(bits, np.uint64))
        return found


_OF_RECIPIENTS: dict[str, type] = {
    "kind": np.int8, "group": np.int16, "gender": np.int8, "higher_retirement_age": np.int8, "recruited": np.int32,
    "founded": np.int16, "dissolved": np.int32, "in_flag_list": np.int8,
}  # fmt: skip
_PENALTY = {
    "date": day_of("date", NO_DAY), "level": code_of("level", terms.PENALTIES), "until": day_of("until", NO_DAY),
}  # fmt: skip
_HOLD = {
    "reason": code_of("reason", table.REASONS), "since": day_of("since", NO_DAY), "until": day_of("until", NO_DAY),
}  # fmt: skip
_CLUSTER = {
    "year": "year",
    "rank": "rank",
    "nominated": "nominated",
    "run_by": code_of("run_by", table.RUN_BY),
}
_INITIATIVE = {
    "year": "year", "form": code_of("form", table.FORMS), "scope": code_of("scope", table.SCOPES),
    "recognised_by": code_of("recognised_by", table.SCOPES), "applied": "applied", "replicable": "replicable",
    "stable_years": or_else("stable_years", -1),
}  # fmt: skip
_PARSED = ("movements", "posts", "contributions", "experience")
_READ: dict[str, Callable[[Any], Any]] = {
    "service": record.ServiceEvent.model_validate,
    "composition": lambda item: (item[0], record.Composition.model_validate(item[1])),
    "movements": record.MovementPart.model_validate,
    "posts": record.Post.model_validate,
    "contributions": record.Contribution.model_validate,
    "experience": record.Experience.model_validate,
}


def _complete(first: Numbers, last: Numbers, until_year: int) -> Years:
    """The years declared complete; nobody asks about the one year given to those without any (`facts_for`)."""
    known = first != NO_YEAR
    start = np.where(known, first, FIRST_YEAR)
    end = np.where(known, np.maximum(first, np.where(last == NO_YEAR, until_year, last)), FIRST_YEAR)
    found: Years = since(start) & ~since(end + 1)
    return found
