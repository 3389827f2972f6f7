"""Small reads that only the screens need: lines of the list, facts beside a page, what picked rows allow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.contrib.auth import get_user_model
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from thidua.access.models import Post
from thidua.access.scope import in_scope
from thidua.access.types import Actor, HeldPost, Role
from thidua.achievements.models import AwardRecord
from thidua.foundation.errors import NotThere
from thidua.foundation.jobs import JobStatus, status
from thidua.foundation.models import Job
from thidua.foundation.ui.cells import Row
from thidua.kernel.decision import Decision, require
from thidua.lawbook import load_book
from thidua.lawbook.verdict import OUTCOME_VI
from thidua.nominations import logic
from thidua.nominations.access import roles_at, sees
from thidua.nominations.facts import facts_of
from thidua.nominations.law import STATE, award_name, may_decide
from thidua.nominations.models import Nomination, Review
from thidua.nominations.queries import Brief, RoundRow, rounds
from thidua.nominations.queries.lists import ListFilters, _narrowed
from thidua.nominations.queries.waiting import FORWARD_ON
from thidua.nominations.types import (
    Event,
    NominationState,
    Offer,
    ReviewState,
    SubmissionState,
)
from thidua.nominations.ways import stands
from thidua.organisation.naming import COMMITTEES
from thidua.organisation.queries import children, unit_refs

_VERDICT_TONES = {"eligible": "good", "not_eligible": "bad", "unknown": "wait", "suspended": "wait"}


class Status(NamedTuple):
    """A phrase with its tone, for a badge."""

    label: str
    tone: str = "neutral"


def verdict_status(verdict: str) -> Status:
    """The conclusion on the conditions as a badge, in few words: it stands in narrow columns."""
    if not verdict:
        return Status("Chưa kiểm tra")
    words = "Chưa đủ dữ liệu" if verdict == "unknown" else OUTCOME_VI[verdict]  # type: ignore[index]
    return Status(words, _VERDICT_TONES[verdict])


def state_status(state: str, review_state: str, *, works: bool) -> Status:
    """Where a nomination stands, in the words of those who work on it or of those who wait for it."""
    whole = NominationState(state)
    if works and whole is NominationState.IN_REVIEW and review_state:
        return Status(ReviewState(review_state).label, ReviewState(review_state).tone)
    return Status(whole.label if works else whole.waiting_label, whole.tone)


# The list


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list as it is drawn."""

    id: int
    name: str
    place: str
    kind: str
    award: str
    years: str
    unit: str
    status: Status
    where: str
    verdict: Status
    due_on: date | None
    round: str
    position: str
    recipient_unit: str


class Listed(NamedTuple):
    """Rows for a list with how many there are, counts by state over all states, and whether a slip was mended."""

    rows: QuerySet[Any, dict[str, Any]]
    total: int
    states: dict[str, int]
    mended: bool


def nominations(
    actor: Actor,
    *,
    state: str = "",
    review_state: str = "",
    verdict: str = "",
    mine: bool = False,
    **filters: Any,
) -> Listed:
    """Ids of nominations in scope, narrowed by `ListFilters`; `mine`: those that wait for this very actor.

    One query for all the counts, two more for a name and one for a unit.
    """
    base, mended = _narrowed(actor, ListFilters(**filters))
    if mine:
        base = base.filter(my_turn(actor))
    wanted = {"state": state, "review_state": review_state, "verdict": verdict}
    wanted = {name: value for name, value in wanted.items() if value}
    states: Counter[str] = Counter()
    total = 0
    groups = base.order_by().values("state", "review_state", "verdict").annotate(n=Count("pk"))
    for group in groups:
        states[group["state"]] += group["n"]
        if all(group[name] == value for name, value in wanted.items()):
            total += group["n"]
    return Listed(base.filter(**wanted).values("id"), total, dict(states), mended)


def my_turn(actor: Actor) -> Q:
    """Nominations at the actor's units in a state from which one of the actor's roles takes them on."""
    condition = Q(pk__in=[])
    for unit_id in {post.unit_id for post in actor.posts}:
        roles = set(roles_at(actor, unit_id))
        states = [
            state
            for state, event in FORWARD_ON.items()
            if any(roles & rule.roles for rule in logic.rules_for(state, event))
        ]
        waiting = Q(review_state__in=[state for state in states if state])
        if None in states:
            waiting |= Q(state=NominationState.DRAFT)
        condition |= Q(holder=unit_id) & waiting
    return condition


_LINE = (
    "pk", "recipient__name", "recipient__kind", "recipient__person__position", "recipient__unit__name", "award",
    "year", "period_from", "period_to", "unit__name", "holder_id", "holder__name", "state", "review_state", "verdict",
    "round__name", "due",
)  # fmt: skip


def lines(actor: Actor, rows: Sequence[Row]) -> list[Line]:
    """The lines for a page of ids, in their order. One query."""
    ids = [row["id"] for row in rows]
    due = Review.objects.filter(nomination=OuterRef("pk"), unit=OuterRef("holder")).values("due_on")[:1]
    found = Nomination.objects.filter(pk__in=ids).annotate(due=Subquery(due)).values_list(*_LINE)
    own = {post.unit_id for post in actor.posts}
    by_id = {row[0]: _line(row, own) for row in found}
    return [by_id[pk] for pk in ids if pk in by_id]


def _line(row: tuple[Any, ...], own: set[int]) -> Line:
    (
        pk, name, kind, position, recipient_unit, award, year, first, last, unit, holder_id, holder, state,
        review_state, verdict, round_name, due,
    ) = row  # fmt: skip
    elsewhere = "" if recipient_unit == unit else recipient_unit  # the proposing unit has a column of its own
    place = "" if kind == "collective" else ", ".join(part for part in (position, elsewhere) if part)
    over = NominationState(state).is_final
    return Line(
        pk, name, place, kind, award_name(award), years_words(year, first, last), unit,
        state_status(state, review_state, works=holder_id in own), "" if over else holder,
        verdict_status(verdict), None if over else due, round_name, position or "", recipient_unit,
    )  # fmt: skip


def years_words(year: int, first: int | None, last: int | None) -> str:
    """The year of a title, or the years of the achievements."""
    if first is None or last is None or first == last:
        return f"năm {last or year}"
    return f"năm {first} - {last}"


def unit_choices(actor: Actor) -> list[tuple[str, str]]:
    """The actor's own units, each with those right below, for a filter. One query for each unit of a post."""
    found: dict[str, str] = {}
    for post in actor.posts:
        if str(post.unit_id) not in found:
            found[str(post.unit_id)] = post.unit_name
            found |= {str(unit.id): unit.name for unit in children(post.unit_id, actor.today)}
    return list(found.items())


def desk_units(actor: Actor, *roles: Role) -> list[HeldPost]:
    """One post for each unit where the actor holds one of the roles (of the desk when none is given)."""
    wanted = roles or tuple(logic.DESK)
    found: dict[int, HeldPost] = {}
    for post in actor.posts:
        if post.role in wanted:
            found.setdefault(post.unit_id, post)
    return list(found.values())


def open_places(actor: Actor) -> tuple[list[RoundRow], list[HeldPost]]:
    """Open rounds that one of the actor's desk units takes part in, and those units. One query."""
    posts = desk_units(actor)
    found = [
        each
        for each in rounds(actor, open_only=True)
        if any(post.unit_path.startswith(each.unit_path) for post in posts)
    ]
    return found, posts


def unit_kind(unit_id: int) -> str:
    """The kind of a unit, for the rule of its working days. One query."""
    return unit_refs([unit_id])[unit_id].kind


# The page


@dataclass(frozen=True, slots=True)
class PastAward:
    """An award the recipient already has on record."""

    id: int
    award: str
    award_name: str
    year: int
    decision: str
    decided_on: date
    revoked: bool


def past_awards(recipient_id: int) -> list[PastAward]:
    """The awards on record of a recipient whose nomination the actor sees, newest first. One query."""
    rows = AwardRecord.objects.filter(recipient=recipient_id).order_by("-year", "-decided_on", "-pk")
    return [
        PastAward(pk, award, award_name(award), year, number, on, state != "active")
        for pk, award, year, number, on, state in rows.values_list(
            "pk", "award", "year", "decision_number", "decided_on", "state"
        )
    ]


def author_name(ref: str) -> str:
    """Who a stored key such as `user:12` names; "" for the system. One query at most."""
    if not ref.startswith("user:"):
        return ""
    found = get_user_model().objects.filter(pk=int(ref.removeprefix("user:")))
    return found.values_list("full_name", flat=True).first() or ""


def seen(actor: Actor, nomination_id: int) -> Nomination:
    """A nomination with its units, for its files. One query. Raises NotThere outside the scope."""
    found = Nomination.objects.filter(pk=nomination_id).select_related("unit", "holder").first()
    if found is None or not sees(actor, found.unit.path, found.holder.path):
        raise NotThere
    return found


def papers_asked(award: str, route: str, on: date) -> tuple[Any, ...]:
    """The papers that the law asks of such a dossier on the day; none for an award the book does not know."""
    book = load_book()
    return book.dossier(award, route, on) if award in book.awards else ()


def next_turn(actor: Actor, brief: Brief) -> int | None:
    """The nomination that waits for the actor next in the order of names, to go on without the list. One query."""
    after = Q(recipient__sort_key__gt=brief.sort_key) | Q(recipient__sort_key=brief.sort_key, pk__gt=brief.id)
    rows = Nomination.objects.filter(my_turn(actor), after).order_by("recipient__sort_key", "pk")
    return rows.values_list("pk", flat=True).first()


def may_recheck(actor: Actor, holder_id: int, unit_id: int) -> Decision:
    """Whether the actor may put a nomination to the law again: those who work on it at either unit."""
    at_work = (*logic.DESK, Role.HEAD)
    return require(
        bool(actor.posts_at(holder_id, *at_work) or actor.posts_at(unit_id, *at_work)),
        "Việc kiểm tra lại do cán bộ, chuyên viên hoặc thủ trưởng của đơn vị giữ hồ sơ hay đơn vị đề nghị thực hiện.",
    )


# Many at once


class Picked(NamedTuple):
    """A picked nomination: what it is called, at which unit the act takes place, and the offer or the refusal."""

    id: int
    name: str
    award: str
    unit_id: int
    verdict: str
    offer: Offer | None
    decision: Decision


def picked(actor: Actor, ids: Iterable[int], event: Event) -> list[Picked]:
    """What one event would mean for each picked nomination in scope, in the order of names. Four queries."""
    rows = list(
        Nomination.objects.filter(in_scope(actor) | in_scope(actor, "holder__"), pk__in=list(ids))
        .select_related("recipient", "unit", "holder")
        .order_by("recipient__sort_key", "pk")
    )
    reviews = {
        (review.nomination_id, review.unit_id): review
        for review in Review.objects.filter(nomination__in=[row.pk for row in rows])
    }
    way = stands({row.holder_id for row in rows}, actor.today)
    found = []
    for row in rows:
        facts = facts_of(row, reviews.get((row.pk, row.holder_id)), way[row.holder_id], actor.today)
        offers = logic.allowed_events(
            facts, roles_at(actor, row.holder_id), roles_at(actor, row.unit_id), row.verdict
        )
        offer = next((each for each in offers if each.event is event), None)
        rule = logic.rule_for(facts, event)
        by_proposer = not isinstance(rule, Decision) and rule.by_proposer
        decision = offer.decision if offer else rule
        assert isinstance(decision, Decision)
        found.append(
            Picked(
                row.pk, row.recipient.name, award_name(row.award), row.unit_id if by_proposer else row.holder_id,
                row.verdict, offer, decision,
            )
        )  # fmt: skip
    return found


# Submissions


class ToSend(NamedTuple):
    """Endorsed nominations of one unit and round that must go up and lie in no draft."""

    unit_id: int
    unit: str
    round_id: int
    round: str
    to_name: str
    count: int


def waiting_to_be_sent(actor: Actor) -> list[ToSend]:
    """By unit of the actor's desk and round, what has to be sent up. Three queries."""
    posts = {post.unit_id: post.unit_name for post in desk_units(actor)}
    way = stands(posts, actor.today)
    rows = Nomination.objects.filter(holder__in=posts, review_state=ReviewState.ENDORSED).exclude(
        submission_items__submission__state=SubmissionState.DRAFT
    )
    groups = rows.order_by("-round__opens_on", "round", "holder").values_list(
        "holder", "round", "round__name", "award"
    )
    found: dict[tuple[int, int], ToSend] = {}
    for unit_id, round_id, name, award, count in groups.annotate(n=Count("pk")):
        stand = way[unit_id]
        if may_decide(award, actor.today, stand.authority):
            continue
        known = found.get((unit_id, round_id))
        above = way[stand.next_id].name if stand.next_id else STATE
        found[unit_id, round_id] = ToSend(
            unit_id, posts[unit_id], round_id, name, above, count + (known.count if known else 0)
        )
    return list(found.values())


# Those who sign


class Signer(NamedTuple):
    """Someone who may sign a unit's papers, and the lines above the name."""

    name: str
    lines: tuple[str, ...]


def usual_signer(unit_id: int, today: date) -> Signer | None:
    """The head of a unit (a signer where no head has an account), as a suggestion for its papers. One query."""
    posts = Post.objects.filter(
        Q(until=None) | Q(until__gte=today), unit=unit_id, since__lte=today, role__in=(Role.HEAD, Role.SIGNER)
    )
    found = (
        posts.select_related("user", "unit").order_by("role", "pk").first()
    )  # "head" stands before "signer"
    if found is None:
        return None
    top = (found.unit.head_title or "Thủ trưởng").upper()
    if found.role == Role.HEAD:
        lines = ("TM. ỦY BAN NHÂN DÂN", top) if found.unit.kind in COMMITTEES else (top,)
    else:
        lines = (f"{found.authority_mark or 'KT'}. {top}", found.title.upper())
    return Signer(found.user.full_name, tuple(line for line in lines if line.strip()))


def checking_job(batch_id: int) -> JobStatus | None:
    """The background check of a written list's conditions, when there is one. Two queries."""
    found = Job.objects.filter(key=f"import-check:{batch_id}").values_list("pk", flat=True).first()
    return status(found) if found else None
