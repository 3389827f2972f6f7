"""The officers' list of nominations: filtered, counted, fifty at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from thidua.access.scope import in_scope
from thidua.access.types import Actor
from thidua.foundation.search import name_filter
from thidua.nominations.law import award_name
from thidua.nominations.models import Nomination, Review, Round
from thidua.nominations.types import NominationState, ReviewState
from thidua.organisation.logic import chain_ids
from thidua.organisation.queries import unit_refs

SIZE = 50


@dataclass(frozen=True, slots=True)
class ListFilters:
    """What to show; empty fields do not restrict. `unit_id` includes the units below, `mine` is held by the
    actor's own units, `text` a recipient's name typed without marks or in part, `batch_id` what one import
    brought in."""

    round_id: int | None = None
    award: str = ""
    state: str = ""
    review_state: str = ""
    verdict: str = ""
    unit_id: int | None = None
    text: str = ""
    kind: str = ""
    route: str = ""
    year: int | None = None
    mine: bool = False
    batch_id: int | None = None


@dataclass(frozen=True, slots=True)
class ListRow:
    """One line of the list."""

    id: int
    version: int
    recipient_id: int
    recipient: str
    kind: str
    position: str
    recipient_unit: str
    unit: str
    holder_id: int
    holder: str
    award: str
    route: str
    year: int
    period_from: int | None
    period_to: int | None
    state: str
    review_state: str
    verdict: str
    round: str
    changed_at: datetime
    due_on: date | None

    @property
    def award_name(self) -> str:
        return award_name(self.award)

    @property
    def label(self) -> str:
        """The step it is at for those who work on it: the review's while one is under way."""
        if self.state == NominationState.IN_REVIEW and self.review_state:
            return ReviewState(self.review_state).label
        return NominationState(self.state).label

    @property
    def waiting_label(self) -> str:
        """The same for those who wait."""
        return NominationState(self.state).waiting_label


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of the list; `corrected` when a slip in the typed name was mended."""

    rows: tuple[ListRow, ...]
    total: int
    page: int
    corrected: bool = False

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // SIZE))


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round of nominations; units whose path begins with `unit_path` take part."""

    id: int
    name: str
    route: str
    year: int
    opens_on: date
    closes_on: date
    unit_id: int
    unit: str
    unit_path: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many nominations stand where, under the same filters except those on state and verdict."""

    total: int
    states: dict[str, int]
    review_states: dict[str, int]
    verdicts: dict[str, int]


_FIELDS = (
    "pk", "version", "recipient_id", "recipient__name", "recipient__kind", "recipient__person__position",
    "recipient__unit__name", "unit__name", "holder_id", "holder__name", "award", "route", "year", "period_from",
    "period_to", "state", "review_state", "verdict", "round__name", "changed_at", "due",
)  # fmt: skip
_POSITION = _FIELDS.index("recipient__person__position")


def list_page(actor: Actor, filters: ListFilters, page: int = 1) -> ListPage:
    """One page in the order of names, within the actor's scope. At most five queries."""
    rows, corrected = _narrowed(actor, filters)
    total = rows.count()
    page = min(max(1, page), max(1, -(-total // SIZE)))
    due = Review.objects.filter(nomination=OuterRef("pk"), unit=OuterRef("holder")).values("due_on")[:1]
    start = (page - 1) * SIZE
    ids = list(rows.order_by("recipient__sort_key", "pk").values_list("pk", flat=True)[start : start + SIZE])
    shown = {
        row[0]: _row(row)
        for row in Nomination.objects.filter(pk__in=ids).annotate(due=Subquery(due)).values_list(*_FIELDS)
    }
    return ListPage(tuple(shown[pk] for pk in ids), total, page, corrected)


def counts(actor: Actor, filters: ListFilters) -> Counts:
    """Counts by state, review state and verdict for the filter's tabs. At most three queries."""
    open_filters = ListFilters(
        round_id=filters.round_id, award=filters.award, unit_id=filters.unit_id, text=filters.text,
        kind=filters.kind, route=filters.route, year=filters.year, mine=filters.mine, batch_id=filters.batch_id,
    )  # fmt: skip
    rows, _ = _narrowed(actor, open_filters)
    states: Counter[str] = Counter()
    review_states: Counter[str] = Counter()
    verdicts: Counter[str] = Counter()
    groups = rows.order_by().values_list("state", "review_state", "verdict").annotate(n=Count("pk"))
    for state, review_state, verdict, n in groups:
        states[state] += n
        review_states[review_state] += n
        verdicts[verdict] += n
    return Counts(sum(states.values()), dict(states), dict(review_states), dict(verdicts))


def _narrowed(actor: Actor, filters: ListFilters) -> tuple[QuerySet[Nomination], bool]:
    rows = Nomination.objects.filter(in_scope(actor))
    plain = {
        "round": filters.round_id,
        "award": filters.award,
        "state": filters.state,
        "review_state": filters.review_state,
        "verdict": filters.verdict,
        "route": filters.route,
        "year": filters.year,
        "recipient__kind": filters.kind,
        "batch": filters.batch_id,
    }
    rows = rows.filter(**{name: value for name, value in plain.items() if value not in ("", None)})
    if filters.unit_id is not None:
        unit = unit_refs([filters.unit_id]).get(filters.unit_id)
        rows = rows.filter(unit__path__startswith=unit.path) if unit else rows.none()
    if filters.mine:
        rows = rows.filter(holder__in={post.unit_id for post in actor.posts})
    if not filters.text:
        return rows, False
    found = name_filter(rows, filters.text, "recipient__name_fold")
    return found.rows, found.corrected


def of_recipient(actor: Actor, recipient_id: int) -> list[ListRow]:
    """All nominations of one recipient within the actor's scope, newest first. One query."""
    due = Review.objects.filter(nomination=OuterRef("pk"), unit=OuterRef("holder")).values("due_on")[:1]
    rows = Nomination.objects.filter(in_scope(actor), recipient=recipient_id).annotate(due=Subquery(due))
    return [_row(row) for row in rows.order_by("-year", "-pk").values_list(*_FIELDS)]


def _row(values: Sequence[Any]) -> ListRow:
    """A collective has no person, so its position is empty."""
    return ListRow(*("" if value is None and at == _POSITION else value for at, value in enumerate(values)))


def waiting_counts(actor: Actor, review_state: ReviewState) -> dict[int, int]:
    """How many nominations each unit in scope holds at that step of its review. One query."""
    rows = Nomination.objects.filter(in_scope(actor, "holder__"), review_state=review_state)
    rows = rows.filter(state__in=(NominationState.IN_REVIEW, NominationState.TO_SUPPLEMENT))
    return dict(rows.order_by().values_list("holder").annotate(n=Count("pk")))


def rounds(actor: Actor, *, open_only: bool = False) -> list[RoundRow]:
    """Rounds run by units in scope or above the actor's own, newest first. One query."""
    above = {int(part) for post in actor.posts for part in post.unit_path.split("/") if part}
    rows = Round.objects.filter(in_scope(actor) | Q(unit__in=above))
    if open_only:
        rows = rows.filter(opens_on__lte=actor.today, closes_on__gte=actor.today)
    fields = ("pk", "name", "route", "year", "opens_on", "closes_on", "unit_id", "unit__name", "unit__path")
    return [RoundRow(*row) for row in rows.order_by("-opens_on", "-pk").values_list(*fields)]


def round_taking_system(unit_id: int, route: str, year: int, on: date) -> int | None:
    """The open round of that kind and year that takes drafts of the unit: its own, else of the nearest unit above.

    Two queries.
    """
    unit = unit_refs([unit_id]).get(unit_id)
    if unit is None:
        return None
    rows = Round.objects.filter(
        unit__in=chain_ids(unit.path), route=route, year=year, opens_on__lte=on, closes_on__gte=on
    )
    return rows.order_by("-unit__depth", "-pk").values_list("pk", flat=True).first()
