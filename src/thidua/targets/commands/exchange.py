"""Acts with workbooks: the grid is sent, looked through, and written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from django.db import transaction

from thidua.access.types import Actor
from thidua.foundation.bulk import insert_rows
from thidua.foundation.clock import now
from thidua.foundation.errors import NotThere, Refused, demand
from thidua.foundation.files import open_file, store
from thidua.foundation.jobs import enqueue
from thidua.foundation.ledger import Act, record_many
from thidua.foundation.locks import hold, lock_one
from thidua.kernel.decision import Decision, require
from thidua.organisation.queries import unit_refs
from thidua.organisation.types import UnitRef
from thidua.targets.access import OFFICERS, may_keep
from thidua.targets.commands.amounts import amount_row
from thidua.targets.commands.catalogue import create_target
from thidua.targets.exchange import MAX_BYTES, TELL_EVERY, Entry, Plan, Tell, WorkbookRefused, read, unheard
from thidua.targets.found import kept
from thidua.targets.ground import ground
from thidua.targets.models import GridImport, Target, Value
from thidua.targets.settling import key_of, settle
from thidua.targets.types import ImportState

LARGE = 256 * 1024
"""Bytes from which on a workbook sent on a page is read and written in the background: our own choice."""
READ_JOB, WRITE_JOB = "targets.import.read", "targets.import.write"
_MEND = "Còn {} ô phải sửa. Hãy sửa trong tệp rồi gửi lại."
_COLUMNS = tuple(field.attname for field in Value._meta.concrete_fields if not field.primary_key)


@transaction.atomic
def send_grid(
    *, actor: Actor, unit_id: int, name: str, data: BinaryIO | bytes, background: bool = False
) -> int:
    """Take in a workbook for the catalogue of a unit, to be looked through before it is written; answers its id.

    With `background` the reading of a large one is queued. Raises NotThere, Refused: who may not, a file that is
    not taken or cannot be read.
    """
    unit = grid_unit(actor, unit_id)
    made = GridImport.objects.create(
        unit_id=unit.id, file_id=0, file_name=name[-200:], created_at=now(), created_by=actor.ref
    )
    stored = store(
        data, name=name, kind="import", object_type="target_import", object_id=made.pk, actor=actor, unit_id=unit.id,
        accept=("xlsx",), limit=MAX_BYTES,
    )  # fmt: skip
    made.file_id, made.file_name = stored.id, stored.name
    if background and stored.size > LARGE:
        made.state = ImportState.SENT
        made.job_id = enqueue(READ_JOB, f"{READ_JOB}:{made.pk}", {"import": made.pk}, actor, unit.id)
    else:
        _count(made, plan_of(actor, made))
    made.save()
    return made.pk


@transaction.atomic
def read_sent(*, actor: Actor, import_id: int, tell: Tell = unheard) -> int:
    """Read a large workbook and keep what was found for its page; answers how many cells are wrong.

    Raises NotThere, Refused when it cannot be read. One that was read already is left alone.
    """
    made = _waiting(actor, import_id)
    if made.state != ImportState.SENT:
        return len((made.report or {}).get("faults", ()))
    plan = plan_of(actor, made, tell)
    _count(made, plan)
    made.report = kept(plan, made.unit_id)
    made.state = ImportState.READ
    made.save()
    return len(plan.faults)


@transaction.atomic
def confirm_import(*, actor: Actor, import_id: int) -> None:
    """Write a workbook, a large one in the background. Raises NotThere, Refused."""
    made = _waiting(actor, import_id)
    if made.report is None:
        import_values(actor=actor, import_id=import_id)
        return
    demand(
        _is(made, ImportState.READ) & require(not made.report["total"], _MEND.format(made.report["total"]))
    )
    made.state = ImportState.WRITING
    made.job_id = enqueue(WRITE_JOB, f"{WRITE_JOB}:{made.pk}", {"import": made.pk}, actor, made.unit_id)
    made.save()


@transaction.atomic
def import_values(*, actor: Actor, import_id: int, tell: Tell = unheard) -> int:
    """Write a workbook that has no fault: new targets, first amounts, corrections; answers how many amounts.

    It is judged again by what stands now. Raises NotThere, Refused; then nothing is written.
    """
    made = _waiting(actor, import_id)
    demand(_is(made, ImportState.READ, ImportState.WRITING))
    unit = unit_refs([made.unit_id])[made.unit_id]
    hold(Target.objects.filter(unit_id=unit.id))
    plan = plan_of(actor, made, tell)
    if plan.faults:
        raise Refused(_MEND.format(len(plan.faults)))
    if not plan.targets and not plan.entries:
        raise Refused("Tệp không có gì mới so với số liệu đang có.")
    for new in plan.targets:
        create_target(actor=actor, unit_id=unit.id, new=new)
    _write(actor, unit, plan, tell)
    made.state, made.done_at = ImportState.DONE, now()
    _count(made, plan)
    made.save()
    acts = [
        Act(
            "targets.import_values", "target_import", made.pk,
            f"Nhập {len(plan.entries)} số liệu, {len(plan.targets)} chỉ tiêu từ {made.file_name}"
            f" (sửa {plan.corrections} số).",
            unit.id,
        )
    ]  # fmt: skip
    record_many(actor, acts)
    return len(plan.entries)


def _waiting(actor: Actor, import_id: int) -> GridImport:
    """A sent workbook, locked, for those who may write it. Raises NotThere, Refused."""
    found = GridImport.objects.filter(pk=import_id).first()
    if found is None:
        raise NotThere
    grid_unit(actor, found.unit_id)
    return lock_one(GridImport, import_id)


def _is(made: GridImport, *states: ImportState) -> Decision:
    words = {
        ImportState.DONE: "Tệp này đã được nhập rồi.", ImportState.FAILED: "Tệp này không nhập được; hãy gửi lại.",
        ImportState.SENT: "Tệp còn đang được đọc.", ImportState.WRITING: "Tệp đang được ghi.",
        ImportState.READ: "",
    }  # fmt: skip
    return require(made.state in states, words[ImportState(made.state)])


def _count(made: GridImport, plan: Plan) -> None:
    made.targets, made.amounts, made.corrections = len(plan.targets), len(plan.entries), plan.corrections


def grid_unit(actor: Actor, unit_id: int) -> UnitRef:
    """The unit whose catalogue a workbook is about, for its officers and those of the units below it.

    Raises NotThere for a unit neither above nor below the actor's, Refused for another role.
    """
    unit = unit_refs([unit_id]).get(unit_id)
    if unit is None:
        raise NotThere
    near = [p for p in actor.posts if p.unit_path.startswith(unit.path) or unit.path.startswith(p.unit_path)]
    if not near and not actor.is_system:
        raise NotThere
    demand(
        require(
            actor.is_system or any(post.role in OFFICERS for post in near),
            "Chỉ cán bộ thi đua, khen thưởng và chuyên viên thường trực nhập được bảng số liệu.",
        )
    )
    return unit


def plan_of(actor: Actor, sent: GridImport, tell: Tell = unheard) -> Plan:
    """What the sent workbook would do now. Raises Refused when it cannot be read."""
    unit = unit_refs([sent.unit_id])[sent.unit_id]
    with open_file(sent.file_id) as file:
        data = file.read()
    try:
        plan = read(data, ground(actor, unit), tell)
    except WorkbookRefused as refusal:
        raise Refused(str(refusal)) from refusal
    if plan.targets and not may_keep(actor, unit.id, unit.path):
        raise Refused(f"Chỉ cán bộ của {unit.name} lập được chỉ tiêu mới; hãy bỏ các chỉ tiêu mới khỏi tệp.")
    return plan


def _write(actor: Actor, unit: UnitRef, plan: Plan, tell: Tell) -> None:
    ids = dict(Target.objects.filter(unit_id=unit.id).values_list("code", "pk"))
    replaced = [entry.replaces for entry in plan.entries if entry.replaces is not None]
    for start in range(0, len(replaced), 500):
        Value.objects.filter(pk__in=replaced[start : start + 500]).update(current=False)

    def rows() -> Iterator[tuple[object, ...]]:
        for at, entry in enumerate(plan.entries):
            if at % TELL_EVERY == 0:
                tell(at, len(plan.entries), "Đang ghi số liệu")
            row = _row(actor, ids, entry)
            yield tuple(getattr(row, name) for name in _COLUMNS)

    insert_rows(Value, _COLUMNS, rows())
    settle(key_of(ids[entry.code], entry.unit_id, entry.period) for entry in plan.entries)


def _row(actor: Actor, ids: dict[str, int], entry: Entry) -> Value:
    row = amount_row(
        actor, entry.kind, ids[entry.code], entry.unit_id, entry.period, entry.amount, entry.paper
    )
    row.replaces_id, row.reason = entry.replaces, entry.reason
    return row
