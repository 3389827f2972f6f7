"""Submissions: those a unit writes and those it receives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import Count, Q

from thidua.access.scope import in_scope
from thidua.access.types import Actor
from thidua.foundation.errors import NotThere
from thidua.nominations.access import may
from thidua.nominations.law import may_decide
from thidua.nominations.models import Submission, SubmissionItem
from thidua.nominations.queries.briefs import Brief, briefs_system, endorsed
from thidua.nominations.types import SubmissionState
from thidua.nominations.ways import stands


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """One submission as lists show it; `to_unit_id` None when it leaves the platform."""

    id: int
    unit_id: int
    unit: str
    to_unit_id: int | None
    to_name: str
    round_id: int
    round: str
    subject: str
    state: str
    number: str
    sent_on: date | None
    items: int

    @property
    def state_label(self) -> str:
        return SubmissionState(self.state).label


@dataclass(frozen=True, slots=True)
class SubmissionPage:
    """One submission with its nominations, in the order they were put in."""

    row: SubmissionRow
    signer: str
    authority_lines: tuple[str, ...]
    items: tuple[Brief, ...]
    may_change: bool
    may_send: bool
    why_not: str


_FIELDS = (
    "pk", "unit_id", "unit__name", "to_unit_id", "to_name", "round_id", "round__name", "subject", "state", "number",
    "sent_on", "n",
)  # fmt: skip


def submissions(
    actor: Actor, *, direction: Literal["", "sent", "received"] = "", round_id: int | None = None
) -> list[SubmissionRow]:
    """The newest 200: written by units in scope or sent to them; received ones only once sent. One query."""
    written = in_scope(actor)
    received = in_scope(actor, "to_unit__") & Q(state=SubmissionState.SENT, to_unit__isnull=False)
    rows = Submission.objects.filter(
        {"": written | received, "sent": written, "received": received}[direction]
    )
    if round_id is not None:
        rows = rows.filter(round=round_id)
    rows = rows.annotate(n=Count("items")).order_by("-pk")
    return [SubmissionRow(*row) for row in rows.values_list(*_FIELDS)[:200]]


def submission_page(actor: Actor, submission_id: int) -> SubmissionPage:
    """One submission. Four queries. Raises NotThere outside the scope of sender and receiver."""
    seen = in_scope(actor) | (in_scope(actor, "to_unit__") & Q(state=SubmissionState.SENT))
    found = Submission.objects.filter(seen, pk=submission_id).annotate(n=Count("items"))
    row = found.values_list(*_FIELDS).first()
    if row is None:
        raise NotThere
    signer, lines = found.values_list("signer", "authority_lines")[0]
    items = SubmissionItem.objects.filter(submission=submission_id).order_by("pk")
    ids = list(items.values_list("nomination", flat=True))
    briefs = briefs_system(ids)
    made = SubmissionRow(*row)
    draft = made.state == SubmissionState.DRAFT
    send = may(actor, "send_submission", made.unit_id)
    return SubmissionPage(
        row=made,
        signer=signer,
        authority_lines=tuple(lines),
        items=tuple(briefs[pk] for pk in ids),
        may_change=draft and bool(may(actor, "draft_submission", made.unit_id)),
        may_send=draft and bool(send),
        why_not=send.reason,
    )


def submission_candidates(actor: Actor, *, unit_id: int, round_id: int | None = None) -> list[Brief]:
    """Endorsed nominations of the unit that it may not decide and that lie in no draft. Four queries."""
    waiting = endorsed(actor, unit_id=unit_id, round_id=round_id)
    taken = set(
        SubmissionItem.objects.filter(
            nomination__in=[brief.id for brief in waiting], submission__state=SubmissionState.DRAFT
        ).values_list("nomination", flat=True)
    )
    authority = stands([unit_id], actor.today)[unit_id].authority if waiting else ""
    return [
        brief
        for brief in waiting
        if brief.id not in taken and not may_decide(brief.award, actor.today, authority)
    ]


def decision_candidates(actor: Actor, *, unit_id: int, round_id: int | None = None) -> list[Brief]:
    """Endorsed nominations of the unit whose award its head may decide today. Three queries."""
    waiting = endorsed(actor, unit_id=unit_id, round_id=round_id)
    authority = stands([unit_id], actor.today)[unit_id].authority if waiting else ""
    return [brief for brief in waiting if may_decide(brief.award, actor.today, authority)]
