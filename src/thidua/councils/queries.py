"""Reads of councils and their sessions, within the actor's scope."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, F, Q, QuerySet

from thidua.access.scope import in_scope
from thidua.access.types import Actor
from thidua.councils import logic
from thidua.councils.access import may_run
from thidua.councils.models import Council, Session, SessionItem
from thidua.councils.seats import seats_on
from thidua.councils.types import (
    Absent,
    Attendance,
    CouncilRow,
    Course,
    ItemRow,
    Method,
    Seat,
    SessionPage,
    SessionRow,
    SessionState,
    VoteOutcome,
)
from thidua.foundation.errors import NotThere
from thidua.nominations.law import vote_rule
from thidua.nominations.queries import Brief, awaiting_council, briefs_system, waiting_counts
from thidua.nominations.types import ReviewState


def councils(actor: Actor) -> list[CouncilRow]:
    """The councils in scope with their members of today and what waits for them. Two queries."""
    day = actor.today
    sitting = Q(members__since__lte=day) & (Q(members__until=None) | Q(members__until__gte=day))
    rows = (
        Council.objects.filter(in_scope(actor))
        .annotate(
            seated=Count("members", filter=sitting, distinct=True),
            opened=Count("sessions", filter=Q(sessions__state=SessionState.OPEN), distinct=True),
        )
        .order_by(F("until").desc(nulls_first=True), "unit__depth", "unit__sort_key", "pk")
    )
    waiting = waiting_counts(actor, ReviewState.APPRAISED)
    fields = ("pk", "unit_id", "unit__name", "name", "founded_by", "since", "until", "seated", "opened")
    return [CouncilRow(*row, waiting.get(row[1], 0)) for row in rows.values_list(*fields)]


def council(actor: Actor, council_id: int) -> tuple[CouncilRow, list[Seat]]:
    """One council with its members of today (of its last day once it ended). Raises NotThere."""
    found = next((row for row in councils(actor) if row.id == council_id), None)
    if found is None:
        raise NotThere
    return found, seats_on(council_id, min(actor.today, found.until or actor.today))


def sessions(actor: Actor, *, council_id: int | None = None, state: str = "") -> list[SessionRow]:
    """The newest 200 sessions in scope, open ones first. One query."""
    rows = Session.objects.filter(in_scope(actor, "council__unit__"))
    if council_id is not None:
        rows = rows.filter(council=council_id)
    if state:
        rows = rows.filter(state=state)
    return list(_session_rows(rows))


def _session_rows(rows: QuerySet[Session]) -> Iterator[SessionRow]:
    counted = rows.annotate(
        agenda=Count("items"),
        counted=Count("items", filter=Q(items__yes__isnull=False)),
        approved=Count("items", filter=Q(items__outcome=VoteOutcome.APPROVED)),
    ).order_by("-held_on", "-pk")
    fields = (
        "pk", "council__name", "council__unit_id", "council__unit__name", "round__name", "held_on", "state",
        "agenda", "counted", "approved", "minutes_number",
    )  # fmt: skip
    found = [SessionRow(*row) for row in counted.values_list(*fields)[:200]]
    yield from sorted(found, key=lambda row: row.state != SessionState.OPEN)


def session_page(actor: Actor, session_id: int) -> SessionPage:
    """One session with its agenda, votes and members. Four queries. Raises NotThere."""
    session = (
        Session.objects.filter(in_scope(actor, "council__unit__"), pk=session_id)
        .select_related("council__unit", "round")
        .first()
    )
    if session is None:
        raise NotThere
    seats = seats_on(session.council_id, session.held_on)
    items = list(session.items.order_by("position", "pk"))
    briefs = briefs_system([item.nomination_id for item in items])
    runs = may_run(actor, session.council.unit_id, seats)
    absent = tuple(Absent(**each) for each in session.absent)
    return SessionPage(
        id=session.pk,
        council_id=session.council_id,
        council=session.council.name,
        unit_id=session.council.unit_id,
        unit=session.council.unit.name,
        round_id=session.round_id,
        round=session.round.name,
        year=session.round.year,
        held_on=session.held_on,
        course=Course(
            absent, session.begins, session.ends, session.place, Method(session.method), session.secret,
            session.chair, session.secretary,
        ),
        attendance=Attendance(session.members_total, session.present, absent),
        state=session.state,
        minutes_number=session.minutes_number,
        quorum=logic.quorum(session.members_total),
        may_run=bool(runs),
        why_not=runs.reason,
        members=tuple(seats),
        items=tuple(_item_row(session, item, briefs[item.nomination_id]) for item in items),
    )  # fmt: skip


def _item_row(session: Session, item: SessionItem, brief: Brief) -> ItemRow:
    """Until the session is closed, the votes needed are those the law of its day asks."""
    rule = vote_rule(brief.award, session.held_on, session.council.unit.authority)
    need = logic.need(rule, session.members_total)
    kept = item.needed is not None
    return ItemRow(
        nomination_id=brief.id,
        version=brief.version,
        position=item.position,
        recipient=brief.recipient,
        kind=brief.kind,
        place=brief.place,
        unit=brief.unit,
        award=brief.award,
        award_name=brief.award_name,
        verdict=brief.verdict,
        yes=item.yes,
        written_yes=item.written_yes,
        needed=item.needed if item.needed is not None else need.votes,
        by_law=need.by_law,
        basis=item.basis if kept else need.basis,
        outcome=item.outcome,
        conflicts=tuple(item.conflicts),
    )


def agenda_candidates(actor: Actor, *, unit_id: int, round_id: int) -> list[Brief]:
    """Appraised nominations of a unit and round that lie on no open session's agenda. Two queries."""
    waiting = awaiting_council(actor, unit_id=unit_id, round_id=round_id)
    busy = set(
        SessionItem.objects.filter(
            nomination__in=[brief.id for brief in waiting], session__state=SessionState.OPEN
        ).values_list("nomination", flat=True)
    )
    return [brief for brief in waiting if brief.id not in busy]
