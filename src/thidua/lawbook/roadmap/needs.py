"""What a plan may assume of the years to come: each need is one fact that would help, and can be added to a record.

A need carries its year. Two needs of one slot (the rating of a year, the figures of a year) are merged by taking the
greater, so that needs of several goals can be put together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from thidua.lawbook import terms
from thidua.lawbook.record import (
    AwardFact,
    ClusterPlace,
    Composition,
    Contribution,
    Facts,
    Initiative,
)

HEADS = ("completed", "good", "advanced_worker", "grassroots_emulation_fighter")


@dataclass(frozen=True, slots=True)
class RatingNeed:
    """The rating of a year, so or better."""

    year: int
    level: terms.Rating = "excellent"


@dataclass(frozen=True, slots=True)
class InitiativeNeed:
    """One initiative of a year, `number` telling it from others; `serves` are the awards it is used for."""

    year: int
    number: int
    scope: terms.Scope = "nation"
    recognised_by: terms.Scope = "nation"
    applied: bool = True
    replicable: bool = True
    serves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConferralNeed:
    """An award conferred for a year (`first` to `year` for a form), decided on `decided`."""

    year: int
    code: str
    decided: date
    title: bool
    state: bool
    first: int


@dataclass(frozen=True, slots=True)
class CompositionNeed:
    """The members of a collective in a year: how many of `members` must be so (`heads`, in the order of HEADS), None
    where it does not matter.

    `clean_from`: nobody penalised so heavily or heavier. `known`: `members` is the number last recorded.
    """

    year: int
    members: int
    known: bool
    heads: tuple[int | None, ...]
    clean_from: terms.Penalty | None = "reprimand"


@dataclass(frozen=True, slots=True)
class PlaceNeed:
    """First in the cluster in a year, and named by it."""

    year: int
    run_by: terms.RunBy


@dataclass(frozen=True, slots=True)
class JudgementNeed:
    """A judgement certified by a competent person for the goal of a year."""

    year: int
    code: str


@dataclass(frozen=True, slots=True)
class ContributionNeed:
    """A contribution in a year, worth at least so much."""

    year: int
    amount_vnd: int


@dataclass(frozen=True, slots=True)
class ModelNeed:
    """A farmer's model that has been stable for so many years."""

    year: int
    stable_years: int


@dataclass(frozen=True, slots=True)
class RegistrationNeed:
    """Registered for a title at the beginning of the year."""

    year: int
    code: str


@dataclass(frozen=True, slots=True)
class ClearedNeed:
    """The open holds end without a violation found."""

    year: int


Need = (
    RatingNeed
    | InitiativeNeed
    | ConferralNeed
    | CompositionNeed
    | PlaceNeed
    | JudgementNeed
    | ContributionNeed
    | ModelNeed
    | RegistrationNeed
    | ClearedNeed
)


def merged(needs: Iterable[Need]) -> tuple[Need, ...]:
    """The needs with those of one slot put together, in order of years."""
    ratings: dict[int, RatingNeed] = {}
    compositions: dict[int, CompositionNeed] = {}
    rest: dict[Need, None] = {}
    for need in needs:
        if isinstance(need, RatingNeed):
            found = ratings.get(need.year)
            if found is None or _better(found.level, need.level) != found.level:
                ratings[need.year] = need
        elif isinstance(need, CompositionNeed):
            other = compositions.get(need.year)
            compositions[need.year] = need if other is None else _together(need, other)
        else:
            rest[need] = None
    return tuple(sorted((*ratings.values(), *rest, *compositions.values()), key=lambda each: each.year))


def _better(one: terms.Rating | None, two: terms.Rating) -> terms.Rating:
    return two if one is None or terms.RATINGS.index(two) > terms.RATINGS.index(one) else one


def _together(one: CompositionNeed, two: CompositionNeed) -> CompositionNeed:
    heads = tuple(
        max((n for n in pair if n is not None), default=None)
        for pair in zip(one.heads, two.heads, strict=True)
    )
    clean = [each for each in (one.clean_from, two.clean_from) if each is not None]
    return replace(one, heads=heads, clean_from=min(clean, key=terms.PENALTIES.index, default=None))


def added(facts: Facts, needs: Iterable[Need], *, goal: str, year: int, once: bool) -> Facts:
    """The facts with the needs of the years up to `year`, as the goal sees them.

    `once`: where an initiative serves once, those that serve other awards are marked as used for them. Judgements
    count for the goal of their own year only.
    """
    update: dict[str, object] = {}
    planned: dict[int, terms.Rating] = {}
    initiatives: list[Initiative] = []
    awards: list[AwardFact] = []
    titles: dict[str, list[int]] = {}
    cluster: dict[int, ClusterPlace] = {}
    attested: list[str] = []
    contributions: list[Contribution] = []
    registered: dict[str, list[int]] = {}
    supposed: dict[int, CompositionNeed] = {}
    for need in needs:
        if need.year > year:
            continue
        match need:
            case RatingNeed():
                planned[need.year] = _better(planned.get(need.year), need.level)
            case InitiativeNeed():
                used_for = tuple(code for code in need.serves if code != goal) if once else ()
                initiatives.append(_initiative(need, used_for))
            case ModelNeed():
                initiatives.append(
                    Initiative.model_construct(
                        year=need.year, form="model", stable_years=need.stable_years, used_for=()
                    )
                )
            case ConferralNeed():
                if need.title and not need.state:
                    titles.setdefault(need.code, []).append(need.year)
                else:
                    awards.append(_award(need))
            case CompositionNeed():
                other = supposed.get(need.year)
                supposed[need.year] = need if other is None else _together(need, other)
            case PlaceNeed():
                cluster[need.year] = _place(need.run_by)
            case JudgementNeed():
                if need.year == year:
                    attested.append(need.code)
            case ContributionNeed():
                contributions.append(
                    Contribution.model_construct(year=need.year, kind="donation", amount_vnd=need.amount_vnd)
                )
            case RegistrationNeed():
                registered.setdefault(need.code, []).append(need.year)
            case ClearedNeed():
                update["holds"] = tuple(each for each in facts.holds or () if each.until is not None)
    if planned:
        update["ratings"] = {**(facts.ratings or {}), **planned}
    if initiatives:
        update["initiatives"] = (*(facts.initiatives or ()), *initiatives)
    if awards and facts.awards is not None:
        update["awards"] = (*facts.awards, *awards)
    if titles:
        update["titles"] = _titles(facts, titles)
    if supposed:
        made = {each: _composition(need) for each, need in supposed.items()}
        update["composition"] = {**(facts.composition or {}), **made}
    if cluster:
        update["cluster"] = {**(facts.cluster or {}), **cluster}
    if attested:
        update["attested"] = (*(facts.attested or ()), *attested)
    if contributions:
        update["contributions"] = (*(facts.contributions or ()), *contributions)
    if registered and facts.registered is not None:
        update["registered"] = {
            code: listed
            if (listed := facts.registered.get(code, ())) is None
            else (*listed, *registered.get(code, ()))
            for code in (*facts.registered, *(c for c in registered if c not in facts.registered))
        }
    return facts.model_copy(update=update)


def _titles(facts: Facts, titles: dict[str, list[int]]) -> dict[str, object]:
    known = dict(facts.titles or {})
    return {
        code: (*(known.get(code) or ()), *titles.get(code, ())) if code in titles else known[code]
        for code in (*known, *(code for code in titles if code not in known))
    }


@lru_cache(maxsize=4096)
def _initiative(need: InitiativeNeed, used_for: tuple[str, ...]) -> Initiative:
    return Initiative.model_construct(
        year=need.year,
        form="initiative",
        scope=need.scope,
        recognised_by=need.recognised_by,
        applied=True if need.applied else None,
        replicable=True if need.replicable else None,
        used_for=used_for,
        stable_years=None,
        name=None,
    )


@lru_cache(maxsize=16)
def _place(run_by: terms.RunBy) -> ClusterPlace:
    return ClusterPlace.model_construct(rank=1, size=None, nominated=True, run_by=run_by)


@lru_cache(maxsize=4096)
def _award(need: ConferralNeed) -> AwardFact:
    return AwardFact.model_construct(
        code=need.code, decided=need.decided, period=(need.first, need.year), route="merit", achievement=None
    )


@lru_cache(maxsize=4096)
def _composition(need: CompositionNeed) -> Composition:
    lightest = terms.PENALTIES.index(need.clean_from) if need.clean_from else None
    penalised = None if lightest is None else dict.fromkeys(terms.PENALTIES[:lightest], 1)
    heads = dict(zip(HEADS, need.heads, strict=True))
    return Composition.model_construct(None, members=need.members, penalised=penalised, **heads)
