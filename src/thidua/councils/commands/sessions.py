"""Sessions: opened with an agenda, counted, closed once. Closing moves the nominations on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from thidua.access.types import Actor
from thidua.councils import links, logic
from thidua.councils.access import may_run
from thidua.councils.models import Council, Session, SessionItem
from thidua.councils.seats import seats_on
from thidua.councils.types import (
    Absent,
    Attendance,
    Course,
    Method,
    Need,
    Seat,
    SessionState,
    Vote,
    VoteOutcome,
)
from thidua.foundation.clock import now
from thidua.foundation.errors import NotThere, Refused, demand
from thidua.foundation.ledger import Act, record
from thidua.foundation.locks import lock_one
from thidua.foundation.numbering import next_number
from thidua.kernel.decision import Decision, refuse, require
from thidua.kernel.text import nfc
from thidua.nominations.access import post_words, sees
from thidua.nominations.commands import advance_many
from thidua.nominations.law import vote_rule
from thidua.nominations.queries import Brief, briefs_system
from thidua.nominations.types import Event, Item, ReviewState, Row

SERIES = "BB-HĐTĐKT"
"""The number series of a council's minutes at its unit."""


@transaction.atomic
def open_session(
    *,
    actor: Actor,
    council_id: int,
    round_id: int,
    held_on: date,
    nomination_ids: Sequence[int],
    course: Course | None = None,
) -> int:
    """Open a session with these appraised nominations on its agenda; answers its id.

    The number of members of that day is frozen: every threshold counts all of them. A member of the very
    name of a recipient is put down as in conflict. Raises NotThere, Refused.
    """
    council = _council(actor, council_id)
    seats = seats_on(council_id, held_on)
    demand(
        may_run(actor, council.unit_id, seats)
        & require(council.until is None or held_on <= council.until, "Hội đồng đã kết thúc trước ngày họp.")
        & require(bool(seats), "Hội đồng chưa có thành viên vào ngày họp.")
    )
    made = Session(
        council=council,
        round_id=round_id,
        held_on=held_on,
        members_total=len(seats),
        present=len(seats),
        created_at=now(),
        created_by=actor.ref,
    )
    _set_course(made, course or Course(), ())
    made.save()
    _add_items(made, seats, nomination_ids)
    _record(actor, made, council.unit_id, "councils.open_session", f"Mở phiên họp {council.name}")
    return made.pk


@transaction.atomic
def change_agenda(
    *, actor: Actor, session_id: int, add: Sequence[int] = (), remove: Collection[int] = ()
) -> None:
    """Put nominations on the agenda of an open session or take some off. Raises NotThere, Refused."""
    session, seats = _open(actor, session_id)
    SessionItem.objects.filter(session=session, nomination__in=set(remove)).delete()
    _add_items(session, seats, add)
    _record(
        actor, session, session.council.unit_id, "councils.change_agenda", "Sửa chương trình phiên họp",
        {"added": (None, sorted(add)), "removed": (None, sorted(remove))},
    )  # fmt: skip


@transaction.atomic
def record_course(*, actor: Actor, session_id: int, course: Course) -> None:
    """Write down how the session went: who was absent and why, times, place, who led, how it voted.

    Votes already counted must still be possible with that attendance. Raises NotThere, Refused.
    """
    session, seats = _open(actor, session_id)
    demand(_same_members(session, seats))
    present_at = logic.attendance([seat.name for seat in seats], course.absent)
    if isinstance(present_at, Decision):
        raise Refused(*present_at.reasons)
    _set_course(session, course, present_at.absent)
    session.present = present_at.present
    for item in session.items.exclude(yes=None).select_related("nomination__recipient"):
        vote = Vote(item.nomination_id, item.yes, item.written_yes)
        _demand_vote(logic.vote_adds_up(vote, item.conflicts, present_at), item.nomination.recipient.name)
    session.save()
    _record(actor, session, session.council.unit_id, "councils.record_course", "Ghi diễn biến phiên họp")


@transaction.atomic
def record_votes(*, actor: Actor, session_id: int, votes: Iterable[Vote]) -> None:
    """Write down the counts, any number at once, again as often as needed until the session is closed.

    Raises NotThere, and Refused naming each count that is not possible.
    """
    session, seats = _open(actor, session_id)
    items = {item.nomination_id: item for item in session.items.all()}
    names = {pk: brief.recipient for pk, brief in briefs_system(items).items()}
    present_at = _attendance(session)
    problems: list[str] = []
    changed: list[SessionItem] = []
    for vote in votes:
        item = items.get(vote.nomination_id)
        if item is None:
            raise NotThere
        conflicts = item.conflicts if vote.conflicts is None else [nfc(name) for name in vote.conflicts]
        strangers = set(conflicts) - {seat.name for seat in seats}
        decision = logic.vote_adds_up(vote, conflicts, present_at) & require(
            not strangers, f"Không phải thành viên Hội đồng: {', '.join(sorted(strangers))}."
        )
        if not decision:
            problems.append(f"{names[vote.nomination_id]}: {decision.reason}")
            continue
        item.yes, item.written_yes, item.conflicts = vote.yes, vote.written_yes, list(conflicts)
        changed.append(item)
    demand(refuse(*problems) if problems else require(True, ""))
    SessionItem.objects.bulk_update(changed, ["yes", "written_yes", "conflicts"], batch_size=500)
    summary = f"Ghi kết quả biểu quyết {len(changed)} hồ sơ"
    _record(actor, session, session.council.unit_id, "councils.record_votes", summary)


@transaction.atomic
def close_session(*, actor: Actor, session_id: int) -> list[Row]:
    """Close a session: number its minutes, settle every vote, and move each nomination on, with a report per row.

    A nomination that was withdrawn or returned meanwhile keeps no outcome and is reported; the rest go on.
    Raises NotThere, and Refused when something the minutes must say is missing, a vote is not counted, the
    quorum was not reached, or the law asks for a ballot that was not held.
    """
    session, seats = _open(actor, session_id)
    demand(_same_members(session, seats))
    items = list(session.items.order_by("position", "pk"))
    briefs = briefs_system([item.nomination_id for item in items])
    needs = {item.pk: _need(session, briefs[item.nomination_id]) for item in items}
    _demand_closable(actor, session, items, briefs, needs)
    unit = session.council.unit
    sequence = next_number(unit_id=unit.pk, series=SERIES, year=session.held_on.year)
    session.minutes_number = f"{sequence:02d}/{SERIES}"
    rows = _settle(actor, session, items, needs)
    session.state, session.closed_at = SessionState.CLOSED, now()
    session.save(update_fields=["minutes_number", "state", "closed_at"])
    _record(
        actor, session, unit.pk, "councils.close_session",
        f"Kết thúc phiên họp, biên bản số {session.minutes_number}: {len(items)} hồ sơ",
        {"state": (SessionState.OPEN, SessionState.CLOSED)},
    )  # fmt: skip
    return rows


@transaction.atomic
def cancel_session(*, actor: Actor, session_id: int, reason: str) -> None:
    """Cancel a session that was opened; its nominations wait for another. Raises NotThere, Refused."""
    session, _ = _open(actor, session_id)
    demand(require(bool(nfc(reason)), "Phải ghi lý do hủy phiên họp."))
    session.state = SessionState.CANCELLED
    session.save(update_fields=["state"])
    _record(
        actor, session, session.council.unit_id, "councils.cancel_session", f"Hủy phiên họp: {nfc(reason)}"
    )


def _settle(actor: Actor, session: Session, items: list[SessionItem], needs: dict[int, Need]) -> list[Row]:
    """Write each outcome and carry it to the nomination; rows that cannot go on lose theirs."""
    for item in items:
        asked = needs[item.pk]
        item.needed, item.basis = asked.votes, asked.basis
        item.outcome = logic.outcome(item.yes or 0, asked.votes)
    report: dict[int, Row] = {}
    for outcome, event in (
        (VoteOutcome.APPROVED, Event.COUNCIL_APPROVE),
        (VoteOutcome.REFUSED, Event.COUNCIL_REFUSE),
    ):
        voted = [_voted(session, item) for item in items if item.outcome == outcome]
        rows = advance_many(
            actor=actor, unit_id=session.council.unit_id, items=voted, event=event, session_id=session.pk,
            paper=f"Biên bản số {session.minutes_number}", url=links.session(session.pk),
        )  # fmt: skip
        report |= {row.id: row for row in rows}
    for item in items:
        if not report[item.nomination_id].ok:
            item.outcome = VoteOutcome.NONE
    SessionItem.objects.bulk_update(items, ["needed", "basis", "outcome"], batch_size=500)
    return [report[item.nomination_id] for item in items]


def _voted(session: Session, item: SessionItem) -> Item:
    yes = item.yes or 0
    ballot = {
        "members": session.members_total,
        "present": session.present,
        "yes": yes - item.written_yes,
        "written_yes": item.written_yes,
        "secret": session.secret if session.method == Method.BALLOT else False,
        "method": session.method,
    }
    return Item(item.nomination_id, text=f"{yes}/{session.members_total} thành viên đồng ý.", ballot=ballot)


def _demand_closable(
    actor: Actor, session: Session, items: list[SessionItem], briefs: dict[int, Brief], needs: dict[int, Need]
) -> None:
    uncounted = [briefs[item.nomination_id].recipient for item in items if item.yes is None]
    problems = [
        f"{briefs[item.nomination_id].award_name}: {fits.reason}"
        for item in items
        if not (fits := logic.method_fits(needs[item.pk], Method(session.method), session.secret))
    ]
    demand(
        require(session.held_on <= actor.today, "Phiên họp chưa đến ngày họp.")
        & logic.course_complete(course_of(session))
        & require(bool(items), "Phiên họp chưa có hồ sơ nào.")
        & logic.has_quorum(_attendance(session))
        & require(not uncounted, f"Chưa ghi kết quả của: {', '.join(uncounted[:10])}.")
        & (refuse(*dict.fromkeys(problems)) if problems else require(True, ""))
    )


def _need(session: Session, brief: Brief) -> Need:
    rule = vote_rule(brief.award, session.held_on, session.council.unit.authority)
    return logic.need(rule, session.members_total)


def _add_items(session: Session, seats: Sequence[Seat], nomination_ids: Sequence[int]) -> None:
    """Put appraised nominations of this unit and round on the agenda, in the order given."""
    briefs = briefs_system(nomination_ids)
    if set(nomination_ids) - set(briefs):
        raise NotThere
    busy = set(
        SessionItem.objects.filter(nomination__in=set(nomination_ids), session__state=SessionState.OPEN)
        .exclude(session=session)
        .values_list("nomination", flat=True)
    )
    problems = [
        f"{brief.recipient}: {decision.reason}"
        for brief in briefs.values()
        if not (decision := _agenda_takes(session, brief, brief.id in busy))
    ]
    demand(refuse(*problems) if problems else require(True, ""))
    known = set(session.items.values_list("nomination", flat=True))
    names = [seat.name for seat in seats]
    new = [pk for pk in dict.fromkeys(nomination_ids) if pk not in known]
    SessionItem.objects.bulk_create(
        [
            SessionItem(
                session=session,
                nomination_id=pk,
                position=len(known) + at,
                conflicts=list(logic.namesakes(briefs[pk].recipient, names))
                if briefs[pk].kind == "person"
                else [],
            )
            for at, pk in enumerate(new, start=1)
        ],
        batch_size=500,
    )


def _agenda_takes(session: Session, brief: Brief, busy: bool) -> Decision:
    return (
        require(brief.holder_id == session.council.unit_id, "hồ sơ không ở đơn vị này.")
        & require(brief.round_id == session.round_id, "hồ sơ thuộc đợt khác.")
        & require(brief.review_state == ReviewState.APPRAISED, "hồ sơ chưa qua thẩm định hoặc đã biểu quyết.")
        & require(not busy, "hồ sơ đang ở một phiên họp khác.")
    )


def _same_members(session: Session, seats: Sequence[Seat]) -> Decision:
    return require(
        len(seats) == session.members_total,
        f"Số thành viên vào ngày họp đã đổi từ {session.members_total} thành {len(seats)} sau khi mở phiên; "
        "hãy hủy phiên này và mở phiên khác.",
    )


def course_of(session: Session) -> Course:
    """The stored course of a session."""
    return Course(
        absent=tuple(Absent(**each) for each in session.absent),
        begins=session.begins,
        ends=session.ends,
        place=session.place,
        method=Method(session.method),
        secret=session.secret,
        chair=session.chair,
        secretary=session.secretary,
    )


def _set_course(session: Session, course: Course, absent: Iterable[Absent]) -> None:
    session.absent = [each._asdict() for each in absent]
    session.begins, session.ends = course.begins, course.ends
    session.place, session.method, session.secret = nfc(course.place), str(course.method), course.secret
    session.chair, session.secretary = nfc(course.chair), nfc(course.secretary)


def _attendance(session: Session) -> Attendance:
    absent = tuple(Absent(**each) for each in session.absent)
    return Attendance(session.members_total, session.present, absent)


def _demand_vote(decision: Decision, name: str) -> None:
    if not decision:
        raise Refused(*(f"{name}: {reason}" for reason in decision.reasons))


def _council(actor: Actor, council_id: int) -> Council:
    found = Council.objects.filter(pk=council_id).select_related("unit").first()
    if found is None or not sees(actor, found.unit.path):
        raise NotThere
    return found


def _open(actor: Actor, session_id: int) -> tuple[Session, list[Seat]]:
    """The session, locked, with its members of that day; only an open one, for those who may run it."""
    known = Session.objects.filter(pk=session_id).select_related("council__unit").first()
    if known is None or not sees(actor, known.council.unit.path):
        raise NotThere
    lock_one(Session, session_id)
    session = Session.objects.select_related("council__unit").get(pk=session_id)
    seats = seats_on(session.council_id, session.held_on)
    state = SessionState(session.state)
    demand(
        may_run(actor, session.council.unit_id, seats)
        & require(state is SessionState.OPEN, f"Phiên họp {state.label.lower()}, không thể sửa nữa.")
    )
    return session, seats


def _record(
    actor: Actor,
    session: Session,
    unit_id: int,
    act: str,
    summary: str,
    changes: dict[str, tuple[Any, Any]] | None = None,
) -> None:
    record(
        actor,
        Act(
            act=act,
            object_type="session",
            object_id=session.pk,
            summary=summary,
            unit_id=unit_id,
            post=post_words(actor, unit_id),
            changes=changes,
        ),
    )
