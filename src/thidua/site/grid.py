"""`thidua import-targets`: the grid of targets from a workbook, as the screen takes it."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction

from thidua.access.types import system_actor
from thidua.foundation.clock import today
from thidua.foundation.errors import Refused
from thidua.organisation.queries import unit_by_code_system
from thidua.site.operations import OPERATOR, demand_migrated
from thidua.site.terminal import Stop, say
from thidua.targets.commands import import_values, send_grid
from thidua.targets.exchange import WorkbookRefused, read
from thidua.targets.ground import ground


def import_grid(file: Path, unit_code: str, *, dry_run: bool) -> int:
    """Check the workbook cell by cell and write it whole; 1 when a cell is wrong. Stops (2) for what cannot be read."""
    demand_migrated()
    unit = unit_by_code_system(unit_code)
    if unit is None:
        raise Stop(f"không có đơn vị mang mã {unit_code}.")
    actor = system_actor(today(), OPERATOR)
    try:
        data = file.read_bytes()
        plan = read(data, ground(actor, unit))
    except OSError as error:
        raise Stop(f"không đọc được tệp {file}: {error.strerror}") from error
    except WorkbookRefused as refusal:
        raise Stop(str(refusal)) from refusal
    for fault in plan.faults:
        say(f"  {fault.sheet} {fault.cell} {fault.title}: {fault.says}")
    say(
        f"{len(plan.entries)} số liệu mới, trong đó sửa {plan.corrections}; {len(plan.targets)} chỉ tiêu mới; "
        f"{plan.same} số giữ nguyên; {len(plan.faults)} ô phải sửa."
    )
    if plan.faults:
        return 1
    if dry_run:
        say("Chỉ kiểm tra: chưa ghi gì.")
        return 0
    if not plan.entries and not plan.targets:
        say("Không có gì mới để ghi.")
        return 0
    try:
        with transaction.atomic():
            import_values(
                actor=actor,
                import_id=send_grid(actor=actor, unit_id=unit.id, name=file.name, data=data),
            )
    except Refused as refusal:
        raise Stop(str(refusal)) from refusal
    say("Đã ghi.")
    return 0
