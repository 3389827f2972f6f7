"""What must hold of amounts and of where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, Q

from thidua.foundation.invariants import Invariant
from thidua.targets.logic import floor_percent
from thidua.targets.models import Cell, Target, Value
from thidua.targets.settling import Key, current_amounts, judged
from thidua.targets.types import Direction, Standing


def _cells_amiss() -> Iterator[str]:
    """Cells that do not say what their amounts say, and amounts without a cell."""
    directions = {pk: Direction(word) for pk, word in Target.objects.values_list("pk", "direction")}
    for target_id, direction in sorted(directions.items()):
        keys = set(
            Value.objects.filter(target_id=target_id).values_list(
                "target_id", "unit_id", "year_from", "year_to"
            )
        )
        cells: dict[Key, tuple[object, ...]] = {
            (row[0], row[1], row[2], row[3]): row[4:]
            for row in Cell.objects.filter(target_id=target_id).values_list(
                "target_id", "unit_id", "year_from", "year_to", "standing", "result", "percent", "behind"
            )
        }
        for key, known in sorted(current_amounts(keys | set(cells)).items()):
            kind, stands = judged(direction, known)
            late = stands.behind if stands.standing is Standing.BEHIND else None
            if cells.get(key) != (stands.standing, kind, floor_percent(stands.percent), late):
                yield f"chỉ tiêu {key[0]}, đơn vị {key[1]}, kỳ {key[2]}-{key[3]}"


INVARIANTS = [
    Invariant("targets.cells", "Tình trạng của mỗi chỉ tiêu khớp với số liệu của nó.", _cells_amiss),
    Invariant(
        "targets.replaced",
        "Số liệu bị thay không còn hiệu lực và cùng chỉ tiêu, đơn vị, kỳ với số liệu thay nó.",
        lambda: (
            Value.objects.filter(replaces__isnull=False)
            .exclude(
                target=F("replaces__target"), unit=F("replaces__unit"), kind=F("replaces__kind"),
                year_from=F("replaces__year_from"), year_to=F("replaces__year_to"), replaces__current=False,
            )
            .values_list("pk", flat=True)
        ),
    ),
    Invariant(
        "targets.one_counts",
        "Số liệu chưa bị thay là số liệu đang tính.",
        lambda: Value.objects.filter(Q(current=False, replaced_by=None)).values_list("pk", flat=True),
    ),
    Invariant(
        "targets.within",
        "Số liệu thuộc đơn vị lập chỉ tiêu hoặc đơn vị trực thuộc.",
        lambda: Value.objects.exclude(unit__path__startswith=F("target__unit__path")).values_list("pk", flat=True),
    ),
]  # fmt: skip
