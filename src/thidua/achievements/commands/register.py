"""The register: awards enter it by a decision, and are revoked or restored with a reason, never removed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction

from thidua.access.types import Actor
from thidua.achievements import logic
from thidua.achievements.access import (
    capacity,
    may_confer,
    may_enter_past,
    may_revoke,
    see_or_404,
)
from thidua.achievements.models import AwardRecord
from thidua.achievements.news import announce, announce_awards
from thidua.achievements.people import RecipientRef, lock_recipients, path_of
from thidua.achievements.types import AwardChange, AwardsChanged, Basis, NewAward, RecordState
from thidua.foundation.errors import NotThere, Refused, demand
from thidua.foundation.ledger import Act, record_many
from thidua.foundation.locks import locked
from thidua.kernel.text import nfc

BATCH = 500


@transaction.atomic
def confer_many(
    actor: Actor, *, by_unit_id: int, basis: Basis, awards: Sequence[NewAward]
) -> list[AwardRecord]:
    """Enter the awards of one decision, in order, each with a new verification code.

    Queries are constant per 500 awards. Raises Refused for years that do not fit the decision, or for
    an actor without a recording post at the deciding unit.
    """
    demand(may_confer(actor, by_unit_id))
    people = lock_recipients(a.recipient_id for a in awards)
    for new in awards:
        demand(logic.award_fits(new, basis.decided_on, actor.today))
    rows = build_records([(new, basis) for new in awards], people)
    made = AwardRecord.objects.bulk_create(rows, batch_size=BATCH)
    announce({row.recipient_id for row in made}, "award", actor.today)
    announce_awards(actor, changed(AwardChange.CONFERRED, made, actor.today))
    post = capacity(actor, "", by_unit_id)
    record_many(actor, (_conferred(row, by_unit_id, post) for row in made))
    return made


@transaction.atomic
def enter_past_award(actor: Actor, *, award: NewAward, basis: Basis) -> AwardRecord:
    """Enter an award of earlier years from its paper decision. Refused when it is already there."""
    people = lock_recipients([award.recipient_id])
    who = people[award.recipient_id]
    see_or_404(actor, who.unit_path)
    demand(may_enter_past(actor, who.unit_path) & logic.award_fits(award, basis.decided_on, actor.today))
    demand(
        logic.text_is_given(basis.number, "số quyết định")
        & logic.text_is_given(basis.decided_by, "cơ quan ban hành")
    )
    same = AwardRecord.objects.filter(
        recipient_id=who.id,
        award=award.award,
        year=award.year,
        decision_number=nfc(basis.number),
        state=RecordState.ACTIVE,
    )
    if same.exists():
        raise Refused(
            f"{who.name} đã có hình thức này của năm {award.year} theo Quyết định số {basis.number}."
        )
    row = build_records([(award, basis)], people)[0]
    row.save()
    announce({who.id}, "award", actor.today)
    announce_awards(actor, changed(AwardChange.CONFERRED, [row], actor.today))
    record_many(actor, [_conferred(row, who.unit_id, capacity(actor, who.unit_path), past=True)])
    return row


@transaction.atomic
def revoke(
    actor: Actor,
    *,
    record_ids: Iterable[int],
    by_unit_id: int,
    reason: str,
    on: date,
    document: str = "",
    decision_id: int | None = None,
) -> list[AwardRecord]:
    """Revoke awards with a reason. Records stay and say so; checks that leaned on them can be found.

    Awards of a decision made on this platform are revoked only through that decision: `decision_id`
    must name it. Raises NotThere, Refused.
    """
    rows = _locked_records(actor, record_ids, by_unit_id)
    demand(logic.text_is_given(reason, "lý do hủy bỏ") & logic.day_is_past(on, actor.today, "Ngày hủy bỏ"))
    for row in rows:
        demand(logic.may_become_revoked(row.state, row.decided_on, on, row.recipient_name))
        if row.decision_id is not None and row.decision_id != decision_id:
            raise Refused(
                f"Khen thưởng của {row.recipient_name} do Quyết định số {row.decision_number} trên hệ thống:"
                " chỉ hủy bỏ bằng quyết định của nơi đã ban hành."
            )
        row.state, row.revoked_on, row.revoked_reason = RecordState.REVOKED, on, nfc(reason)[:500]
    AwardRecord.objects.bulk_update(rows, ["state", "revoked_on", "revoked_reason"], batch_size=BATCH)
    why = {"reason": nfc(reason), "document": nfc(document)}
    _tell_all(actor, rows, by_unit_id, changed(AwardChange.REVOKED, rows, on, **why), why)
    return rows


@transaction.atomic
def restore(
    actor: Actor,
    *,
    record_ids: Iterable[int],
    by_unit_id: int,
    reason: str,
    document: str = "",
    decision_id: int | None = None,
) -> list[AwardRecord]:
    """Give revoked awards back, with a reason. Raises NotThere, Refused."""
    rows = _locked_records(actor, record_ids, by_unit_id)
    demand(logic.text_is_given(reason, "lý do phục hồi"))
    for row in rows:
        demand(logic.may_be_restored(row.state, row.recipient_name))
        if row.decision_id is not None and row.decision_id != decision_id:
            raise Refused(
                f"Khen thưởng của {row.recipient_name} chỉ phục hồi bằng quyết định của nơi ban hành."
            )
        row.state, row.revoked_on, row.revoked_reason = RecordState.ACTIVE, None, ""
    AwardRecord.objects.bulk_update(rows, ["state", "revoked_on", "revoked_reason"], batch_size=BATCH)
    why = {"reason": nfc(reason), "document": nfc(document)}
    _tell_all(actor, rows, by_unit_id, changed(AwardChange.RESTORED, rows, actor.today, **why), why)
    return rows


@transaction.atomic
def amend_name(
    actor: Actor, *, record_id: int, by_unit_id: int, name: str, document: str, decision_id: int | None = None
) -> AwardRecord:
    """Correct the recipient's name as it stands on one award, on the strength of a correcting paper."""
    (row,) = _locked_records(actor, [record_id], by_unit_id)
    demand(logic.text_is_given(name, "họ tên đúng") & logic.text_is_given(document, "văn bản đính chính"))
    if row.decision_id is not None and row.decision_id != decision_id:
        raise Refused("Tên trên khen thưởng này chỉ được đính chính bằng quyết định của nơi ban hành.")
    before, row.recipient_name = row.recipient_name, nfc(name)[:200]
    row.save(update_fields=["recipient_name"])
    record_many(
        actor,
        [
            Act(
                act="achievements.amend_name",
                object_type="award_record",
                object_id=row.pk,
                summary=f"Đính chính tên “{before}” thành “{row.recipient_name}” theo {nfc(document)}.",
                unit_id=by_unit_id,
                post=capacity(actor, "", by_unit_id),
                changes={"recipient_name": (before, row.recipient_name)},
            )
        ],
    )
    return row


def build_records(
    awards: Sequence[tuple[NewAward, Basis]], people: dict[int, RecipientRef], *, sample: bool = False
) -> list[AwardRecord]:
    """Rows of the register, not yet stored, with fresh codes. One query per 500 to keep codes apart."""
    codes = _fresh_codes(len(awards))
    return [
        _row(new, basis, people[new.recipient_id], code, sample)
        for (new, basis), code in zip(awards, codes, strict=True)
    ]


def _row(new: NewAward, basis: Basis, who: RecipientRef, code: str, sample: bool) -> AwardRecord:
    return AwardRecord(
        recipient_id=new.recipient_id,
        recipient_name=nfc(new.recipient_name) or who.name,
        unit_id=new.unit_id or who.unit_id,
        award=new.award,
        route=new.route,
        year=new.year,
        period_from=new.period_from,
        period_to=new.period_to,
        achievement=new.achievement,
        decision_number=nfc(basis.number),
        decided_on=basis.decided_on,
        decided_by=nfc(basis.decided_by),
        signer=nfc(basis.signer),
        decision_id=basis.decision_id,
        nomination_id=new.nomination_id,
        serial=new.serial,
        code=code,
        coefficient_milli=new.coefficient_milli,
        bonus_raw=new.bonus_raw,
        bonus=new.bonus,
        sample=sample,
    )


def _fresh_codes(count: int) -> list[str]:
    codes = logic.new_codes(count)
    for start in range(0, count, BATCH):
        part = codes[start : start + BATCH]
        taken = set(AwardRecord.objects.filter(code__in=part).values_list("code", flat=True))
        if taken:
            spare = iter(logic.new_codes(len(taken), taken | set(codes)))
            codes[start : start + BATCH] = [next(spare) if code in taken else code for code in part]
    return codes


def _locked_records(actor: Actor, record_ids: Iterable[int], by_unit_id: int) -> list[AwardRecord]:
    """The records, locked with their recipients, with the actor's right to change them at `by_unit_id` settled.

    The recipients are locked as conferring locks them: an award that counts one of these is either in the
    register already or enters it when these have changed.
    """
    wanted = sorted(set(record_ids))
    if not wanted:
        raise Refused("Chưa chọn khen thưởng nào.")
    by_path = path_of(by_unit_id)
    rows = list(locked(AwardRecord.objects.filter(pk__in=wanted)))
    paths = dict(AwardRecord.objects.filter(pk__in=wanted).values_list("pk", "unit__path"))
    if by_path is None or len(rows) != len(wanted):
        raise NotThere
    for row in rows:
        see_or_404(actor, paths[row.pk])
        demand(may_revoke(actor, by_path, paths[row.pk]))
    lock_recipients(row.recipient_id for row in rows)
    return rows


def changed(
    change: AwardChange, rows: Iterable[AwardRecord], on: date, *, reason: str = "", document: str = ""
) -> AwardsChanged:
    """The news of these records."""
    rows = list(rows)
    return AwardsChanged(
        change,
        frozenset(row.pk for row in rows),
        frozenset(row.recipient_id for row in rows),
        on,
        reason,
        document,
    )


def _conferred(row: AwardRecord, unit_id: int, post: str, *, past: bool = False) -> Act:
    verb = "Nhập khen thưởng đã có" if past else "Ghi sổ khen thưởng"
    return Act(
        act="achievements.enter_past" if past else "achievements.confer",
        object_type="award_record",
        object_id=row.pk,
        summary=f"{verb}: {row.recipient_name}, năm {row.year}, Quyết định số {row.decision_number}.",
        unit_id=unit_id,
        post=post,
        changes={
            "award": (None, row.award),
            "recipient": (None, row.recipient_id),
            "code": (None, row.code),
            "bonus": (None, row.bonus),
        },
    )


_VERBS = {AwardChange.REVOKED: ("revoke", "Hủy bỏ"), AwardChange.RESTORED: ("restore", "Phục hồi")}


def _tell_all(
    actor: Actor, rows: Sequence[AwardRecord], by_unit_id: int, news: AwardsChanged, why: dict[str, str]
) -> None:
    announce(news.recipient_ids, "award", actor.today)
    announce_awards(actor, news)
    act, verb = _VERBS[news.change]
    before = RecordState.ACTIVE if news.change is AwardChange.REVOKED else RecordState.REVOKED
    post = capacity(actor, "", by_unit_id)
    record_many(
        actor,
        (
            Act(
                act=f"achievements.{act}",
                object_type="award_record",
                object_id=row.pk,
                summary=f"{verb} khen thưởng của {row.recipient_name} theo Quyết định số {row.decision_number}.",
                unit_id=by_unit_id,
                post=post,
                changes={
                    "state": (before, row.state),
                    **{key: (None, value) for key, value in why.items() if value},
                },
            )
            for row in rows
        ),
    )
