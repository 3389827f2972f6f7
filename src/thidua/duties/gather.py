"""From stored duties to the rows of a report back, and how a document is named in papers."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, Q

from thidua.access.types import Actor
from thidua.directives.models import Document
from thidua.directives.queries import clauses
from thidua.directives.types import ClauseState
from thidua.duties.models import Duty
from thidua.duties.queries import DONE, PROOF, reports
from thidua.duties.reporting import Row
from thidua.duties.types import DutyState
from thidua.foundation.files import files_of_many
from thidua.kernel.formats import date_vi
from thidua.papers.wording import finish

LETTER_SUBJECT = "đôn đốc thực hiện nhiệm vụ được giao"


def document_words(paper: Document) -> str:
    """How papers name the document: “Chỉ thị số 14/CT-UBND ngày 19/08/2021 của … về …”."""
    kind = paper.kind or "Văn bản"
    number = f" số {paper.number}" if paper.number else ""
    dated = f" ngày {date_vi(paper.dated)}" if paper.dated else ""
    issuer = f" của {paper.issuer}" if paper.issuer else ""
    subject = paper.subject.strip()
    about = f" {subject[:1].lower()}{subject[1:]}" if subject else ""
    return f"{kind}{number}{dated}{issuer}{about}"


def points_of(actor: Actor, document_id: int) -> list[tuple[str, str]]:
    """The points of a document that order something, each with the words of its clauses. One query."""
    found: dict[str, list[str]] = {}
    for clause in clauses(actor, document_id):
        if clause.state != ClauseState.SET_ASIDE:
            found.setdefault(clause.point, []).append(finish(clause.text, ""))
    return [(point, "; ".join(words)) for point, words in found.items()]


def received_points(duties: Sequence[Duty]) -> list[tuple[str, str]]:
    """The points by which a unit was given duties, each with the words of its clauses, for want of a paper."""
    found: dict[str, dict[str, None]] = {}
    for duty in duties:
        found.setdefault(duty.point, {})[finish(duty.clause.text if duty.clause else duty.text, "")] = None
    return [(point, "; ".join(words)) for point, words in found.items()]


def rows_of(duties: Sequence[Duty], reporter: int = 0) -> list[Row]:
    """The duties as they stand, each with its last word, its proofs and what it passed down. Three queries.

    `reporter` is the unit that reports: what another gave it is marked as received.

    Duties that went on to a successor are left out: that one has its own row, and speaks with the old one's words
    until it has its own.
    """
    duties = [duty for duty in duties if duty.state != DutyState.MOVED]
    keys = {duty.pk: duty.pk for duty in duties}
    keys |= {duty.predecessor_id: duty.pk for duty in duties if duty.predecessor_id}
    said = reports(keys)
    files = files_of_many(PROOF, [row.pk for row in said])
    last = {}
    proofs = dict.fromkeys(keys.values(), 0)
    for row in said:
        key = keys[row.duty_id]
        last[key] = row
        proofs[key] += len(files.get(row.pk, ()))
    live = Q(passed__state__in=[state for state in DutyState if state.live])
    below = {
        pk: (every, finished)
        for pk, every, finished in Duty.objects.filter(pk__in=keys.values())
        .annotate(
            every=Count("passed", filter=live), finished=Count("passed", filter=Q(passed__state__in=DONE))
        )
        .values_list("pk", "every", "finished")
    }
    return [
        Row(
            id=duty.pk,
            point=duty.point,
            unit_id=duty.unit_id,
            unit=duty.unit.name,
            text=duty.text,
            state=DutyState(duty.state),
            percent=duty.percent,
            due_on=duty.due_on,
            done_on=duty.done_on,
            words=last[duty.pk].words if duty.pk in last else "",
            said_on=last[duty.pk].on if duty.pk in last else None,
            proofs=proofs[duty.pk],
            below=below[duty.pk][0],
            below_done=below[duty.pk][1],
            received=duty.unit_id == reporter != duty.given_by_id,
        )
        for duty in duties
    ]
