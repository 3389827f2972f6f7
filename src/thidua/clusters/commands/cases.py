"""Cases that cost points: told by the office with words, counted from other rooms, withdrawn with a reason."""

from __future__ import annotations

from django.db import transaction

from thidua.access.types import Actor
from thidua.clusters.commands.common import enter_in_ledger, locked, participant_of, round_of
from thidua.clusters.feeding import differing
from thidua.clusters.models import Case, Participant
from thidua.clusters.types import Stage
from thidua.foundation.clock import now
from thidua.foundation.errors import NotThere, demand
from thidua.kernel.decision import Decision, require
from thidua.scoring.queries import sheet_of


@transaction.atomic
def add_case(*, actor: Actor, participant_id: int, code: str, count: int, words: str) -> int:
    """Record cases of a deduction of the sheet; answers the row's id. Raises NotThere, Refused."""
    participant, row, cluster, view = participant_of(actor, participant_id)
    deduction = next((each for each in sheet_of(row.sheet_id).deductions if each.code == code), None)
    if deduction is None:
        raise NotThere
    demand(view.may_lead())
    demand(
        _open(row.stage)
        & require(count >= 1, "Số lần phải từ 1 trở lên.")
        & require(bool(words.strip()), "Ghi căn cứ của điểm trừ.")
    )
    made = Case.objects.create(
        participant=participant, code=code, count=count, words=words.strip()[:500], at=now(), by=actor.ref
    )
    _touch(participant)
    says = f"Ghi {count} lần “{deduction.title}” cho {participant.unit.name}, {row.title}"
    enter_in_ledger(actor, "add_case", participant, says, cluster.unit_id)
    return made.pk


@transaction.atomic
def withdraw_case(*, actor: Actor, case_id: int, reason: str) -> None:
    """Let a case count no more, with a reason; it stays on record. Raises NotThere, Refused."""
    participant_id = Case.objects.filter(pk=case_id).values_list("participant_id", flat=True).first()
    if participant_id is None:
        raise NotThere
    participant, row, cluster, view = participant_of(actor, participant_id)
    case = locked(Case, case_id)
    demand(view.may_lead())
    demand(
        _open(row.stage)
        & require(case.withdrawn_at is None, "Điểm trừ này đã được rút.")
        & require(bool(reason.strip()), "Ghi lý do rút điểm trừ.")
    )
    case.withdrawn_at, case.withdrawn_reason = now(), reason.strip()[:300]
    case.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    _touch(participant)
    says = f"Rút điểm trừ {case.code} của {participant.unit.name}, {row.title}: {case.withdrawn_reason}"
    enter_in_ledger(actor, "withdraw_case", participant, says, cluster.unit_id)


@transaction.atomic
def refresh_feeds(*, actor: Actor, round_id: int, version: int) -> int:
    """Count anew the cases that other rooms know of; answers for how many units something changed.

    What was counted before and is different now is withdrawn, not rewritten. Raises NotThere, Refused, Stale.
    """
    row, cluster, view = round_of(actor, round_id, version)
    demand(view.may_lead())
    demand(_open(row.stage))
    moment, found = now(), differing(row, cluster)
    stale = [each.case for each in found if each.case is not None]
    for case in stale:
        case.withdrawn_at, case.withdrawn_reason = moment, "Hệ thống đếm lại"
    made = [
        Case(
            participant=each.participant, code=each.deduction.code, count=each.count, feed=each.deduction.feed,
            words=f"Hệ thống đếm năm {cluster.year}: {each.deduction.title}", at=moment, by=actor.ref,
        )
        for each in found
        if each.count
    ]  # fmt: skip
    changed = {each.participant.pk for each in found}
    Case.objects.bulk_update(stale, ["withdrawn_at", "withdrawn_reason"])
    Case.objects.bulk_create(made)
    row.version += 1
    row.save(update_fields=["version"])
    says = f"Đếm lại điểm trừ từ hồ sơ trong hệ thống: {len(changed)} đơn vị thay đổi, {row.title}"
    enter_in_ledger(actor, "refresh_feeds", row, says, cluster.unit_id)
    return len(changed)


def _open(stage: str) -> Decision:
    return require(
        stage not in (Stage.MEETING, Stage.PUBLISHED), "Cụm, khối đã họp: điểm trừ không sửa ở bước này nữa."
    )


def _touch(participant: Participant) -> None:
    participant.version += 1
    participant.save(update_fields=["version"])
