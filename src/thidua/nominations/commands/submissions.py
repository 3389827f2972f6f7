"""Tờ trình: the paper with which a unit sends what it endorsed, but may not decide, to the next unit."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction

from thidua.access.types import Actor
from thidua.foundation.clock import now
from thidua.foundation.errors import NotThere, Refused, demand
from thidua.foundation.ledger import Act, record
from thidua.foundation.locks import lock_one
from thidua.foundation.numbering import next_number
from thidua.kernel.decision import refuse, require
from thidua.kernel.text import nfc
from thidua.nominations import law, links
from thidua.nominations.access import may, post_words, sees
from thidua.nominations.commands.advance import advance_many
from thidua.nominations.commands.doing import CHUNK
from thidua.nominations.logic import SERIES, submission_problems, usual_subject
from thidua.nominations.models import Nomination, Round, Submission, SubmissionItem
from thidua.nominations.types import Event, SubmissionState, Travelling
from thidua.nominations.ways import Stand, stands
from thidua.organisation.queries import unit_in_scope


@transaction.atomic
def draft_submission(
    *, actor: Actor, unit_id: int, round_id: int, nomination_ids: Collection[int], subject: str = ""
) -> int:
    """Begin a submission with these endorsed nominations; answers its id.

    It goes to the next unit up, or beyond the platform where there is none. Raises NotThere, Refused naming
    each nomination that cannot go along.
    """
    unit = unit_in_scope(actor, unit_id)
    found = Round.objects.filter(pk=round_id).select_related("unit").first()
    if (
        unit is None
        or found is None
        or not sees(actor, unit.path)
        or not unit.path.startswith(found.unit.path)
    ):
        raise NotThere
    demand(may(actor, "draft_submission", unit_id))
    stand = stands([unit_id], actor.today)
    to_id = stand[unit_id].next_id
    made = Submission.objects.create(
        unit_id=unit.id,
        to_unit_id=to_id,
        to_name=stand[to_id].name if to_id else law.STATE,
        round=found,
        subject=_subject(subject, found),
        created_at=now(),
        created_by=actor.ref,
    )
    _add(actor, made, stand[unit_id], nomination_ids)
    _record(actor, made, "nominations.draft_submission", f"Soạn tờ trình: {made.subject}")
    return made.pk


@transaction.atomic
def change_submission(
    *,
    actor: Actor,
    submission_id: int,
    add: Collection[int] = (),
    remove: Collection[int] = (),
    subject: str | None = None,
) -> None:
    """Add nominations to a draft, take some out, or word its subject anew. Raises NotThere, Refused."""
    found = _draft(actor, submission_id, "draft_submission")
    SubmissionItem.objects.filter(submission=found, nomination__in=set(remove)).delete()
    if add:
        _add(actor, found, stands([found.unit_id], actor.today)[found.unit_id], add)
    if subject is not None:
        found.subject = _subject(subject, found.round)
        found.save(update_fields=["subject"])
    changes = {"added": (None, sorted(add)), "removed": (None, sorted(remove))}
    _record(actor, found, "nominations.change_submission", f"Sửa tờ trình: {found.subject}", changes)


@transaction.atomic
def cancel_submission(*, actor: Actor, submission_id: int) -> None:
    """Give up a draft; its nominations stay endorsed. What was sent comes back only by return or withdrawal."""
    found = _draft(actor, submission_id, "draft_submission")
    found.state = SubmissionState.CANCELLED
    found.save(update_fields=["state"])
    _record(actor, found, "nominations.cancel_submission", f"Hủy dự thảo tờ trình: {found.subject}")


@transaction.atomic
def send_submission(*, actor: Actor, submission_id: int, signer: str, authority_lines: Sequence[str]) -> str:
    """Number, date and send a submission with all its nominations, or nothing; answers its number.

    Raises NotThere, and Refused when it is not a draft any more, is empty, or some nomination cannot go along
    (held, withdrawn or returned meanwhile): the paper's list must be what is sent.
    """
    found = _draft(actor, submission_id, "send_submission")
    demand(
        require(bool(nfc(signer)), "Phải ghi người ký tờ trình.")
        & require(any(nfc(line) for line in authority_lines), "Phải ghi thẩm quyền, chức vụ của người ký.")
    )
    ids = list(found.items.order_by("pk").values_list("nomination", flat=True))
    demand(require(bool(ids), "Tờ trình chưa có hồ sơ nào."))
    unit = found.unit
    found.number_seq = next_number(unit_id=unit.pk, series=SERIES, year=actor.today.year)
    found.number = f"{found.number_seq:02d}/{SERIES}-{unit.symbol or 'ĐV'}"
    found.state = SubmissionState.SENT
    found.sent_on = actor.today
    found.signer = nfc(signer)
    found.authority_lines = [line for line in map(nfc, authority_lines) if line]
    found.save()
    event = Event.SUBMIT if found.to_unit_id else Event.FORWARD
    _check_target(actor, found)
    rows = advance_many(
        actor=actor, unit_id=unit.pk, items=ids, event=event,
        paper=f"Tờ trình số {found.number}", url=links.submission(found.pk),
    )  # fmt: skip
    if not all(row.ok for row in rows):
        names = _names([row.id for row in rows if not row.ok])
        raise Refused(*(f"{names[row.id]}: {row.reason}" for row in rows if not row.ok))
    _record(
        actor, found, "nominations.send_submission",
        f"Gửi tờ trình số {found.number} đến {found.to_name}: {len(ids)} hồ sơ",
        {"state": (SubmissionState.DRAFT, SubmissionState.SENT), "number": ("", found.number)},
    )  # fmt: skip
    return found.number


def _check_target(actor: Actor, found: Submission) -> None:
    """The organisation may have changed since the draft was begun."""
    if stands([found.unit_id], actor.today)[found.unit_id].next_id != found.to_unit_id:
        raise Refused("Đơn vị nhận tờ trình đã thay đổi; hãy hủy dự thảo này và soạn lại.")


def _draft(actor: Actor, submission_id: int, act: str) -> Submission:
    """The submission, locked; only a draft, and only for those who may."""
    known = Submission.objects.filter(pk=submission_id).select_related("unit").first()
    if known is None or not sees(actor, known.unit.path):
        raise NotThere
    lock_one(Submission, submission_id)
    found = Submission.objects.select_related("unit", "round").get(pk=submission_id)
    state = SubmissionState(found.state)
    demand(
        may(actor, act, found.unit_id)
        & require(
            state is SubmissionState.DRAFT, f"Tờ trình {state.label.lower()}, không thể sửa hoặc gửi nữa."
        )
    )
    return found


def _add(actor: Actor, found: Submission, stand: Stand, ids: Collection[int]) -> None:
    facts = _travelling(found, stand, ids, actor)
    problems = submission_problems(found.unit_id, found.round_id, facts)
    missing = len(set(ids)) - len(facts)
    decision = require(not missing, f"Có {missing} hồ sơ không tìm thấy.")
    if problems:
        decision &= refuse(*(f"{names}: {why}" for names, why in problems))
    demand(decision)
    present = set(found.items.values_list("nomination", flat=True))
    SubmissionItem.objects.bulk_create(
        [SubmissionItem(submission=found, nomination_id=pk) for pk in ids if pk not in present],
        batch_size=CHUNK,
    )


def _travelling(found: Submission, stand: Stand, ids: Collection[int], actor: Actor) -> list[Travelling]:
    rows = Nomination.objects.filter(pk__in=set(ids)).values_list(
        "pk",
        "recipient__name",
        "holder",
        "round",
        "review_state",
        "verdict",
        "award",
        "unit__path",
        "holder__path",
    )
    drafts = SubmissionItem.objects.filter(nomination__in=set(ids), submission__state=SubmissionState.DRAFT)
    elsewhere = set(drafts.exclude(submission=found).values_list("nomination", flat=True))
    return [
        Travelling(
            pk, name, holder, round_id, review_state, verdict,
            law.may_decide(award, actor.today, stand.authority), pk in elsewhere,
        )
        for pk, name, holder, round_id, review_state, verdict, award, *paths in rows
        if sees(actor, *paths)
    ]  # fmt: skip


def _subject(subject: str, found: Round) -> str:
    words = nfc(subject) or usual_subject(found.route, found.year)
    demand(require(len(words) <= 300, "Trích yếu dài quá 300 ký tự."))
    return words


def _names(ids: Collection[int]) -> dict[int, str]:
    return dict(Nomination.objects.filter(pk__in=ids).values_list("pk", "recipient__name"))


def _record(
    actor: Actor, found: Submission, act: str, summary: str, changes: dict[str, tuple[Any, Any]] | None = None
) -> None:
    record(
        actor,
        Act(
            act=act,
            object_type="submission",
            object_id=found.pk,
            summary=summary,
            unit_id=found.unit_id,
            post=post_words(actor, found.unit_id),
            changes=changes,
        ),
    )
