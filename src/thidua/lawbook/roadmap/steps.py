"""What the standard of an award leans on, read from its conditions: other awards, judgements, figures, years.

Codes of awards are found wherever a condition names them, so that a new condition leans rightly without a word here. A
condition whose fact nobody can plan for (a post, the year of founding, a text never loaded) simply stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel

from thidua.lawbook.book import LawBook
from thidua.lawbook.predicates import Predicate, awards, collectives, deeds, gates, initiatives, standing
from thidua.lawbook.predicates.base import Window
from thidua.lawbook.rules import Condition
from thidua.lawbook.terms import Kind, Route, RunBy

PLANNED = frozenset(
    {
        "rated", "rated_some", "titled", "successive_titles", "meets", "initiatives", "stable_model", "share", "heads",
        "no_member_penalised", "first_in_cluster", "prior_award", "award_sets", "years_since", "attested",
        "contributed", "no_open_hold", "registered",
    }
)  # fmt: skip
"""The words of the vocabulary that facts of the coming years can meet; a plan names those facts."""
AS_THEY_STAND = frozenset(
    {
        "served_months", "tenure", "experience", "existed", "round_anniversary", "in_cycle",  # time alone meets them
        "no_penalty", "leave_below", "study_accepted", "previous_unit_comment", "not_dissolved", "outside_flag_list",
        "period_not_rewarded", "deed_not_rewarded", "one_state_award_a_year",  # nothing must happen
        "in_movement", "local_standard", "not_loaded", "quota",  # nobody can plan for them
    }
)  # fmt: skip
"""The words that a plan leaves as the record has them. A new word goes to one of the two sets."""

_kept: dict[tuple[object, ...], Steps] = {}
_MOST_KEPT = 5000


@dataclass(frozen=True, slots=True)
class Steps:
    """What may help towards an award.

    `codes`: the awards its conditions name; `spaced`: those of them after the latest of which years must pass, so that
    receiving one again only delays; `look_back`: the most years one of them looks back; `initiatives`: the most
    initiatives one asks; `judged_sets`: the judgements that single conditions ask together; `run_by`: the cluster one
    asks first place in; `amount`: the greatest contribution, None when none is asked; `registers`: whether a title must
    be registered.
    """

    codes: frozenset[str]
    spaced: frozenset[str]
    look_back: int
    initiatives: int
    ratings: bool
    composition: bool
    run_by: RunBy | None
    judgements: tuple[str, ...]
    judged_sets: tuple[tuple[str, ...], ...]
    amount: int | None
    model_years: int | None
    registers: bool


def steps_of(book: LawBook, law_day: date, code: str, kind: Kind, group: str | None, route: Route) -> Steps:
    """What the award leans on for such a recipient on that route under the law of the day; kept by digest."""
    key = (book.digest, code, book.epoch(law_day), kind, group, route)
    if key not in _kept:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[key] = _steps(list(conditions_of(book, law_day, code, kind, group, route)), book)
    return _kept[key]


def conditions_of(
    book: LawBook, law_day: date, code: str, kind: Kind, group: str | None, route: Route
) -> Iterator[Condition]:
    """Every single condition that bears on the award, those of titles whose standard is asked included."""
    standard = book.standard(code, law_day)
    for each in (*book.gate_rules(code, law_day).conditions, *(standard.conditions if standard else ())):
        yield from _leaves(book, law_day, each, kind, group, route)


def _leaves(
    book: LawBook, law_day: date, condition: Condition, kind: Kind, group: str | None, route: Route
) -> Iterator[Condition]:
    if not condition.applies(kind, group, route):
        return
    if isinstance(condition.predicate, standing.Meets):
        groups = book.award(condition.predicate.award).entry.groups
        inner = book.standard(condition.predicate.award, law_day)
        yield condition
        if inner is not None and not (groups and group is not None and group not in groups):
            for each in inner.conditions:
                yield from _leaves(book, law_day, each, kind, group, route)
    elif condition.predicate is not None:
        yield condition
    for part in condition.parts:
        yield from _leaves(book, law_day, part, kind, group, route)


def _steps(conditions: list[Condition], book: LawBook) -> Steps:
    predicates = [each.predicate for each in conditions if each.predicate is not None]
    codes = {
        code for each in predicates if not isinstance(each, standing.Meets) for code in _codes(each, book)
    }
    counts = [each.count for each in predicates if isinstance(each, initiatives.Initiatives)]
    amounts = [each.min_vnd for each in predicates if isinstance(each, deeds.Contributed)]
    models = [each.min_years for each in predicates if isinstance(each, initiatives.StableModel)]
    places = [each for each in predicates if isinstance(each, collectives.FirstInCluster)]
    judged = [each.codes for each in predicates if isinstance(each, deeds.Attested)]
    return Steps(
        codes=frozenset(codes),
        spaced=frozenset(
            code
            for each in predicates
            if isinstance(each, awards.YearsSince) and each.latest
            for code in each.codes
        ),
        look_back=max((_look_back(each) for each in predicates), default=1),
        initiatives=max(counts, default=0),
        ratings=any(_rates(each) for each in predicates),
        composition=any(
            isinstance(each, collectives.Share | collectives.Heads | collectives.NoMemberPenalised)
            for each in predicates
        ),
        run_by=next((each.run_by[0] for each in places if not each.rare), None),
        judgements=tuple(dict.fromkeys(code for codes in judged for code in codes)),
        judged_sets=tuple(dict.fromkeys(judged)),
        amount=max(amounts, default=None),
        model_years=max(models, default=None),
        registers=any(isinstance(each, gates.Registered) for each in predicates),
    )


def _codes(value: Any, book: LawBook) -> Iterator[str]:
    """The codes of awards anywhere in the parameters of a condition."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _codes(getattr(value, name), book)
    elif isinstance(value, str):
        if value in book.awards:
            yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _codes(key, book)
            yield from _codes(each, book)
    elif isinstance(value, tuple | list | set | frozenset):
        for each in value:
            yield from _codes(each, book)


def _rates(predicate: Predicate) -> bool:
    return isinstance(predicate, standing.Rated | standing.RatedSome) or any(
        isinstance(value, Window) and value.run is not None for _, value in predicate
    )


def _look_back(predicate: Predicate) -> int:
    """How many years back from the last one asked about the condition looks; 1 for what names no number of years."""
    if isinstance(predicate, standing.Rated):
        return predicate.years
    if isinstance(predicate, standing.Titled) and predicate.consecutive is not None:
        return predicate.consecutive
    return max((value.last or 1 for _, value in predicate if isinstance(value, Window)), default=1)
