"""Papers about duties: letters of urging, and the report back in versions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Max, Q
from django.urls import reverse

from thidua.access.types import Actor
from thidua.directives.commands import register_outgoing
from thidua.directives.queries import document, lineage_system
from thidua.duties import reporting
from thidua.duties.access import OFFICERS, may_give
from thidua.duties.commands.common import tell
from thidua.duties.gather import LETTER_SUBJECT, document_words, points_of, received_points, rows_of
from thidua.duties.models import Duty, Report, UrgingLetter
from thidua.duties.queries import letter as letter_of
from thidua.duties.queries import of_document, ordered, urgeable
from thidua.duties.queries import report as report_of
from thidua.foundation.clock import now
from thidua.foundation.errors import NotThere, demand
from thidua.foundation.ledger import Act, record
from thidua.foundation.locks import hold, lock_one, one_at_a_time
from thidua.foundation.notices import notify_many
from thidua.kernel.decision import Decision, require
from thidua.kernel.formats import date_vi
from thidua.organisation.queries import unit_in_scope


@transaction.atomic
def urge(
    *, actor: Actor, unit_id: int, to_unit_id: int, duty_ids: Sequence[int], until: date, words: str = ""
) -> int:
    """Draft a letter that urges a unit on with overdue duties which `unit_id` gave it; answers the letter's id.

    What the letter says of each duty is frozen. Raises NotThere, Refused.
    """
    giver = unit_in_scope(actor, unit_id)
    demand(may_give(actor, giver.id, giver.path))
    found = {duty.pk: duty for duty in urgeable(actor, unit_id, to_unit_id)}
    picked = [found[pk] for pk in dict.fromkeys(duty_ids) if pk in found]
    demand(
        require(bool(duty_ids), "Chưa chọn nhiệm vụ nào để đôn đốc.")
        & require(len(picked) == len(set(duty_ids)), "Có nhiệm vụ không còn quá hạn; hãy chọn lại danh sách.")
        & require(until >= actor.today, "Hạn báo cáo phải từ hôm nay trở đi.")
    )
    letter = UrgingLetter.objects.create(
        from_unit_id=unit_id,
        to_unit_id=to_unit_id,
        on=actor.today,
        until=until,
        words=words.strip(),
        lines=[
            {
                "duty": duty.pk,
                "text": duty.text,
                "due_on": duty.due_on.isoformat() if duty.due_on else "",
                "percent": duty.percent,
                "paper": document_words(duty.document),
            }
            for duty in picked
        ],
        by_name=actor.name,
        at=now(),
    )
    letter.duties.set(picked)
    record(
        actor,
        Act(
            "duties.urge",
            "urging_letter",
            letter.pk,
            f"Đôn đốc {len(picked)} nhiệm vụ quá hạn, báo cáo trước ngày {date_vi(until)}.",
            to_unit_id,
        ),
    )
    tell(to_unit_id, f"{giver.name} đôn đốc {len(picked)} nhiệm vụ quá hạn.", picked[0].pk)
    return letter.pk


@transaction.atomic
def draft_report(
    *,
    actor: Actor,
    document_id: int,
    organ_id: int,
    addressee: str,
    remarks: str = "",
    unit_id: int | None = None,
) -> int:
    """Draft the report back on a document as things stand today, as a new version; answers its id.

    It is the report of the unit whose document it is: what it gave by it, and what others gave it by the documents
    that this one was taken over from, with what it passed down. `unit_id` names another unit that was given duties by
    the document and has no paper of its own. `organ_id` is in whose name it is written: the reporting unit, or one
    right below it. Versions before stay as they are. Raises NotThere, Refused: also where there is no duty yet.
    """
    paper = None if unit_id is not None else document(actor, document_id)
    unit = unit_in_scope(actor, unit_id if paper is None else paper.unit_id)
    demand(may_give(actor, unit.id, unit.path))
    organ = unit_in_scope(actor, organ_id)
    sources = lineage_system(document_id)
    one_at_a_time(f"duties.report {document_id} {unit.id}")
    hold(Duty.objects.filter(Q(document_id=document_id, parent=None) | Q(document__in=sources, unit=unit.id)))
    received = ordered(actor, unit.id, sources)
    if paper is not None:
        duties, points = [*received, *of_document(actor, document_id)], points_of(actor, document_id)
        if paper.source_id is not None:  # points that order others about are no shortcoming of this unit
            concerned = {duty.point for duty in duties}
            points = [point for point in points if point[0] in concerned]
    else:
        duties, points = received, received_points(received)
    if paper is None and not duties:
        raise NotThere
    demand(
        require(
            any(unit.id in (duty.given_by_id, duty.unit_id) for duty in duties),
            "Chưa giao nhiệm vụ nào theo văn bản này.",
        )
        & require(
            unit.id in (organ.id, organ.parent_id),
            f"{organ.name} không phải là {unit.name} hay đơn vị trực thuộc trực tiếp.",
        )
        & require(bool(addressee.strip()), "Chưa ghi nơi kính gửi.")
    )
    content = reporting.compose(rows_of(duties, unit.id), points, actor.today)
    versions = Report.objects.filter(document_id=document_id, unit_id=unit.id)
    version = (versions.aggregate(most=Max("version"))["most"] or 0) + 1
    report = Report.objects.create(
        document_id=document_id,
        unit_id=unit.id,
        organ_id=organ.id,
        version=version,
        on=actor.today,
        addressee=addressee.strip(),
        remarks=remarks.strip(),
        content=reporting.frozen(content),
        by_name=actor.name,
        at=now(),
    )
    record(
        actor,
        Act(
            "duties.draft_report",
            "duty_report",
            report.pk,
            f"Lập dự thảo báo cáo kết quả thực hiện văn bản, bản {version}: {len(content.rows)} nhiệm vụ.",
            unit.id,
        ),
    )
    return report.pk


@transaction.atomic
def number_letter(
    *, actor: Actor, letter_id: int, signer: str, authority_lines: Sequence[str], on: date
) -> str:
    """Enter a signed letter of urging in its unit's register of outgoing documents; answers its number.

    Raises NotThere, Refused: no signer, a day before it was drafted or to come, numbered already.
    """
    letter_of(actor, letter_id)
    letter = lock_one(UrgingLetter, letter_id)
    demand(_numberable(letter, signer, authority_lines, on))
    subject = LETTER_SUBJECT[:1].upper() + LETTER_SUBJECT[1:]
    _number(actor, letter, letter.from_unit_id, "Công văn", subject, letter.to_unit.name)
    return letter.number


@transaction.atomic
def number_report(
    *, actor: Actor, report_id: int, signer: str, authority_lines: Sequence[str], on: date
) -> str:
    """Enter a signed version of the report back in the register of the unit that writes it; answers its number.

    Those who gave the unit what it reports on are told. Raises NotThere, Refused: no signer, a day before its figures
    or to come, numbered already.
    """
    report_of(actor, report_id)
    report = lock_one(Report, report_id)
    demand(_numberable(report, signer, authority_lines, on))
    subject = f"Kết quả thực hiện {document_words(report.document)}"
    _number(actor, report, report.organ_id, "Báo cáo", subject, report.addressee)
    _tell_givers(report)
    return report.number


def _tell_givers(report: Report) -> None:
    """One message to each unit whose duties the report answers."""
    received = reporting.thawed(report.content).whole.figures.get("received", ())
    givers = Duty.objects.filter(pk__in=received).exclude(given_by=report.unit_id)
    notify_many(
        (
            unit_id,
            tuple(OFFICERS),
            f"{report.organ.name} báo cáo kết quả thực hiện {document_words(report.document)}"[:300] + ".",
            reverse("duties:report", args=[report.pk]),
        )
        for unit_id in sorted(set(givers.values_list("given_by_id", flat=True)))
    )


def _numberable(
    paper: UrgingLetter | Report, signer: str, authority_lines: Sequence[str], on: date
) -> Decision:
    paper.signer, paper.signed_on = signer.strip(), on
    paper.authority_lines = [line.strip() for line in authority_lines if line.strip()]
    return (
        require(not paper.number, f"Văn bản đã vào sổ, số {paper.number}.")
        & require(bool(paper.signer), "Chưa ghi người ký.")
        & require(bool(paper.authority_lines), "Chưa ghi quyền hạn, chức vụ người ký.")
        & require(on >= paper.on, f"Ngày ký không được trước ngày {date_vi(paper.on)} của bản dự thảo.")
    )


def _number(
    actor: Actor, paper: UrgingLetter | Report, unit_id: int, kind: str, subject: str, recipients: str
) -> None:
    paper.outgoing_id, paper.number = register_outgoing(
        actor=actor,
        unit_id=unit_id,
        kind=kind,
        subject=subject,
        signer=paper.signer,
        signer_title=paper.authority_lines[-1],
        on=paper.signed_on,
        recipients=recipients,
    )
    paper.save()
