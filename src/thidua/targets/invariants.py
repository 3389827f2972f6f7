"""What must hold of amounts and of where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, Q

from thidua.foundation.invariants import Invariant
from thidua.targets.models import Cell, Value
from thidua.targets.settling import as_stored, current_amounts, judged, shapes_of, with_years


def _cells_amiss() -> Iterator[str]:
    """Cells that do not say what their amounts say, and amounts without a cell."""
    columns = ("target_id", "unit_id", "year_from", "year_to")
    for target_id, shape in sorted(shapes_of().items()):
        keys = set(Value.objects.filter(target_id=target_id).values_list(*columns))
        cells = {
            row[:4]: row[4:]
            for row in Cell.objects.filter(target_id=target_id).values_list(
                *columns, "standing", "result", "percent", "behind"
            )
        }
        amounts = current_amounts(with_years(keys | set(cells)))
        for key in sorted(keys | set(cells)):
            if cells.get(key) != tuple(as_stored(judged(shape, key, amounts)).values()):
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
