"""The second half of an import, as a job: new people, their facts and the nominations, all or nothing."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from thidua.access.types import Actor
from thidua.achievements.commands import enter_history
from thidua.achievements.queries.years import levels_of
from thidua.achievements.types import History
from thidua.foundation.clock import now
from thidua.foundation.errors import Refused
from thidua.foundation.jobs import enqueue
from thidua.foundation.locks import lock_one
from thidua.kernel.memory import collector_at_rest
from thidua.nominations.commands.checks import recheck
from thidua.nominations.commands.drafting import create_many
from thidua.nominations.imports.reading import Tell, unpacked
from thidua.nominations.imports.rows import ParsedRow
from thidua.nominations.models import ImportBatch, ImportRow, Nomination
from thidua.nominations.types import Asking, ImportState
from thidua.organisation.commands import register_many
from thidua.organisation.types import (
    Gender,
    NewCollective,
    NewHousehold,
    NewPerson,
    NewRecipient,
    PersonGroup,
    RecipientKind,
)

_CHUNK = 500
CHECK_JOB = "nominations.import.check"


@collector_at_rest()
def write_batch(actor: Actor, batch_id: int, tell: Tell) -> str:
    """Write a confirmed batch in one transaction and queue the law's check of it; answers a sentence.

    Run again after a crash it finds the batch either untouched or done, never half. Raises Refused when
    something changed since the preview; then nothing is written.
    """
    with transaction.atomic():
        batch = lock_one(ImportBatch, batch_id)
        if batch.state == ImportState.WRITING:
            _write(actor, batch, tell)
            enqueue(CHECK_JOB, f"import-check:{batch.pk}", {"batch": batch.pk}, actor, batch.unit_id)
        elif batch.state != ImportState.DONE:
            raise Refused("Danh sách không còn ở bước ghi.")
    return f"Đã nhập {batch.rows} đề nghị."


def check_batch(actor: Actor, batch_id: int, tell: Tell) -> str:
    """Put a written batch's nominations to the law; answers a sentence. Doing it twice changes nothing."""
    ids = list(Nomination.objects.filter(batch_id=batch_id).order_by("pk").values_list("pk", flat=True))
    for at in range(0, len(ids), _CHUNK):
        tell(at, len(ids), "Đang xét điều kiện theo luật")
        recheck(actor=actor, nomination_ids=ids[at : at + _CHUNK])
    return f"Đã xét điều kiện {len(ids)} đề nghị."


def _write(actor: Actor, batch: ImportBatch, tell: Tell) -> None:
    rows = ImportRow.objects.filter(batch=batch).order_by("number")
    stored = list(rows.values_list("number", "cells", "recipient_id"))
    parsed = [unpacked(number, cells["parsed"]) for number, cells, _ in stored]
    tell(0, len(stored), "Đang lập hồ sơ đối tượng mới")
    ids = _recipients(actor, batch, [known for *_, known in stored], parsed)
    tell(0, len(stored), "Đang ghi xếp loại và sáng kiến")
    _facts(actor, batch, ids, parsed)
    tell(0, len(stored), "Đang ghi đề nghị")
    create_many(
        actor=actor,
        round_id=batch.round_id,
        unit_id=batch.unit_id,
        asked=[_asking(pk, row) for pk, row in zip(ids, parsed, strict=True)],
        batch_id=batch.pk,
        whole=True,
        check=False,
    )
    ImportBatch.objects.filter(pk=batch.pk).update(state=ImportState.DONE, done_at=now())


def _recipients(
    actor: Actor, batch: ImportBatch, known: Sequence[int | None], parsed: Sequence[ParsedRow]
) -> list[int]:
    """The recipient of each row; rows that mean one new person share it."""
    fresh: dict[tuple[object, ...], NewRecipient] = {}
    keys: list[tuple[object, ...] | None] = []
    for matched, said in zip(known, parsed, strict=True):
        key = None if matched else (said.kind, said.id_number or said.name, said.birth_date, said.unit_id)
        keys.append(key)
        if key is not None:
            fresh.setdefault(key, _new(said, batch))
    made = register_many(actor=actor, new=list(fresh.values()), occasion=f"Nhập danh sách {batch.file_name}")
    by_key = dict(zip(fresh, made, strict=True))
    ids = []
    for matched, key in zip(known, keys, strict=True):
        pk = matched if key is None else by_key[key]
        assert pk is not None
        ids.append(pk)
    return ids


def _new(said: ParsedRow, batch: ImportBatch) -> NewRecipient:
    unit_id = said.unit_id or batch.unit_id
    if said.kind == RecipientKind.COLLECTIVE:
        return NewCollective(unit_id)
    if said.kind == RecipientKind.HOUSEHOLD:
        return NewHousehold(unit_id, said.name)
    # A rating on the sheet says that the year is recorded; without it the years stay unknown.
    year = said.year if said.rating else None
    return NewPerson(
        unit_id,
        said.name,
        PersonGroup(said.group) if said.group else PersonGroup.OFFICIAL,
        birth_date=said.birth_date,
        gender=Gender(said.gender) if said.gender else None,
        ethnic=said.ethnic,
        id_number=said.id_number or None,
        position=said.position,
        leader=said.leader,
        recruited=said.recruited,
        since=said.recruited,
        facts_from=year,
        facts_to=year,
    )


def _facts(actor: Actor, batch: ImportBatch, ids: Sequence[int], parsed: Sequence[ParsedRow]) -> None:
    known = levels_of(ids, {row.year for row in parsed})
    paper = f"Danh sách nhập số {batch.pk}: {batch.file_name}"[:200]
    ratings: dict[tuple[int, int], str] = {}
    initiatives: dict[tuple[int, int, str], ParsedRow] = {}
    for pk, row in zip(ids, parsed, strict=True):
        if row.rating and (pk, row.year) not in known:
            ratings[pk, row.year] = row.rating
        if row.initiative:
            initiatives[pk, row.year, row.initiative] = row
    if not ratings and not initiatives:
        return
    enter_history(
        actor,
        unit_id=batch.unit_id,
        history=History(
            ratings=tuple(
                (pk, {"year": year, "level": level, "document": paper})
                for (pk, year), level in ratings.items()
            ),
            initiatives=tuple(
                (
                    pk,
                    {
                        "year": year,
                        "title": title,
                        "scope": "unit",
                        "recognised_by": "unit",
                        "document": paper,
                    },
                )
                for pk, year, title in initiatives
            ),
        ),
        source=batch.file_name,
    )


def _asking(recipient_id: int, row: ParsedRow) -> Asking:
    return Asking(
        recipient_id=recipient_id,
        award=row.award,
        year=row.year,
        route=row.route,
        period_from=row.period_from,
        period_to=row.period_to,
        summary=row.summary,
        row_number=row.number,
    )
