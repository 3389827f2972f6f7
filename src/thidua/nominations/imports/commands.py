"""The officer's acts on an import: send the workbook, say who is meant, confirm, undo."""

from __future__ import annotations

from typing import BinaryIO

from django.db import transaction

from thidua.access.types import Actor
from thidua.foundation.clock import now
from thidua.foundation.errors import NotThere, Refused, demand
from thidua.foundation.files import store
from thidua.foundation.jobs import enqueue
from thidua.foundation.ledger import Act, record
from thidua.foundation.locks import lock_one
from thidua.nominations.access import may, post_words, sees
from thidua.nominations.commands.advance import advance_many
from thidua.nominations.imports.matching import AMBIGUOUS, MATCHED, NEW
from thidua.nominations.imports.reader import MAX_BYTES
from thidua.nominations.models import ImportBatch, ImportRow, Nomination, Round
from thidua.nominations.types import Event, ImportState, NominationState
from thidua.organisation.models import Unit


@transaction.atomic
def upload(*, actor: Actor, round_id: int, unit_id: int, name: str, data: BinaryIO | bytes) -> int:
    """Take in a workbook for a round and unit and queue its reading; answers the batch's id.

    Raises NotThere outside the scope, Refused for who may not, a closed round, or a file that is not taken.
    """
    unit = Unit.objects.filter(pk=unit_id).first()
    season = Round.objects.select_related("unit").filter(pk=round_id).first()
    if (
        unit is None
        or season is None
        or not sees(actor, unit.path)
        or not unit.path.startswith(season.unit.path)
    ):
        raise NotThere
    demand(may(actor, "create", unit_id))
    if not actor.is_system and not season.opens_on <= actor.today <= season.closes_on:
        raise Refused(
            f"Đợt “{season.name}” chỉ nhận đề nghị từ {season.opens_on:%d/%m/%Y} đến {season.closes_on:%d/%m/%Y}."
        )
    batch = ImportBatch.objects.create(
        round=season, unit=unit, file_id=0, file_name=name[-200:], created_at=now(), created_by=actor.ref
    )
    stored = store(
        data, name=name, kind="import", object_type="import", object_id=batch.pk, actor=actor, unit_id=unit_id,
        accept=("xlsx",), limit=MAX_BYTES,
    )  # fmt: skip
    job_id = enqueue(
        "nominations.import.read", f"import-read:{batch.pk}", {"batch": batch.pk}, actor, unit_id
    )
    ImportBatch.objects.filter(pk=batch.pk).update(file_id=stored.id, file_name=stored.name, job_id=job_id)
    _tell(actor, batch, "upload", f"Gửi danh sách {stored.name} vào đợt {season.name}")
    return batch.pk


@transaction.atomic
def answer(*, actor: Actor, batch_id: int, row_number: int, recipient_id: int | None) -> None:
    """Say whom an ambiguous row means: one of its candidates, or None for someone new. Can be said again."""
    batch = _mine(actor, batch_id, ImportState.READ)
    row = ImportRow.objects.filter(batch=batch, number=row_number).first()
    if row is None:
        raise NotThere
    if not row.candidates:
        raise Refused(f"Dòng {row_number} không có gì phải chọn.")
    if recipient_id is not None and recipient_id not in [pk for pk, _ in row.candidates]:
        raise Refused(f"Người được chọn không nằm trong các lựa chọn của dòng {row_number}.")
    row.match, row.recipient_id = (NEW, None) if recipient_id is None else (MATCHED, recipient_id)
    row.save(update_fields=["match", "recipient"])
    questions = ImportRow.objects.filter(batch=batch, match=AMBIGUOUS).count()
    ImportBatch.objects.filter(pk=batch_id).update(questions=questions)


@transaction.atomic
def confirm(*, actor: Actor, batch_id: int) -> int:
    """Queue the writing of a list that has no problem and no open question; answers the job's id."""
    batch = _mine(actor, batch_id, ImportState.READ)
    if batch.problems:
        raise Refused(f"Còn {batch.problems} dòng phải sửa. Hãy tải tệp có ghi chú, sửa rồi gửi lại.")
    if batch.questions:
        raise Refused(f"Còn {batch.questions} dòng chưa xác nhận là ai.")
    job_id = enqueue(
        "nominations.import.write", f"import-write:{batch.pk}", {"batch": batch.pk}, actor, batch.unit_id
    )
    ImportBatch.objects.filter(pk=batch_id).update(state=ImportState.WRITING, job_id=job_id)
    _tell(actor, batch, "confirm", f"Xác nhận nhập {batch.rows} dòng từ {batch.file_name}")
    return job_id


@transaction.atomic
def undo(*, actor: Actor, batch_id: int) -> int:
    """Withdraw all nominations of a written list while none was sent on; answers how many.

    New people and the facts entered with them stay on record: they are true whoever nominates.
    """
    batch = _mine(actor, batch_id, ImportState.DONE)
    moved = Nomination.objects.filter(batch=batch).exclude(state=NominationState.DRAFT)
    if moved.exclude(state=NominationState.WITHDRAWN).exists():
        raise Refused("Đã có đề nghị trong danh sách được gửi xét nên không hoàn tác cả danh sách được nữa.")
    drafts = list(
        Nomination.objects.filter(batch=batch, state=NominationState.DRAFT)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    rows = advance_many(
        actor=actor,
        unit_id=batch.unit_id,
        items=drafts,
        event=Event.WITHDRAW,
        text="Hoàn tác nhập danh sách.",
    )
    if stuck := [row for row in rows if not row.ok]:
        raise Refused(*dict.fromkeys(row.reason for row in stuck))
    ImportBatch.objects.filter(pk=batch_id).update(state=ImportState.UNDONE)
    _tell(actor, batch, "undo", f"Hoàn tác danh sách {batch.file_name}: rút {len(drafts)} đề nghị đang soạn")
    return len(drafts)


def _mine(actor: Actor, batch_id: int, state: ImportState) -> ImportBatch:
    found = ImportBatch.objects.select_related("unit").filter(pk=batch_id).first()
    if found is None or not sees(actor, found.unit.path):
        raise NotThere
    demand(may(actor, "create", found.unit_id))
    batch = lock_one(ImportBatch, batch_id)
    if batch.state != state:
        raise Refused(
            f"Danh sách đang ở bước “{ImportState(batch.state).label}” nên không làm được việc này."
        )
    return batch


def _tell(actor: Actor, batch: ImportBatch, act: str, summary: str) -> None:
    record(
        actor,
        Act(
            act=f"nominations.import_{act}",
            object_type="import",
            object_id=batch.pk,
            summary=summary,
            unit_id=batch.unit_id,
            post=post_words(actor, batch.unit_id),
        ),
    )
