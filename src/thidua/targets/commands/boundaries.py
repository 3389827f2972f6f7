"""The act of taking in the province's own boundaries for the pictures of its targets."""

from __future__ import annotations

from django.db import transaction

from thidua.access.types import Actor
from thidua.foundation.clock import now
from thidua.foundation.errors import Refused, demand
from thidua.foundation.ledger import Act, record
from thidua.foundation.locks import hold
from thidua.kernel.decision import require
from thidua.kernel.text import nfc
from thidua.organisation.models import Unit
from thidua.organisation.queries import unit_in_scope, valid_on
from thidua.organisation.types import UnitKind
from thidua.targets.access import may_keep
from thidua.targets.models import Boundary, BoundarySet
from thidua.targets.outlines import BadOutlines, Matched, match, read

KINDS = (UnitKind.DISTRICT, UnitKind.COMMUNE)
_NAMED = 10


@transaction.atomic
def import_boundaries(
    *, actor: Actor, unit_id: int, name: str, data: bytes, source: str, skip_unknown: bool = False
) -> Matched:
    """Take in a GeoJSON file for the districts and communes of a unit; answers which shape is which unit.

    A former set stays on record and is shown no more. Raises NotThere, Refused: who may not, no source named, a
    file that cannot be used, a unit drawn twice, shapes of no known unit unless they are to be skipped.
    """
    unit = unit_in_scope(actor, unit_id)
    demand(
        may_keep(actor, unit.id, unit.path) & require(bool(source.strip()), "Chưa ghi nguồn của đường biên.")
    )
    below = Unit.objects.filter(valid_on(actor.today), path__startswith=unit.path, kind__in=KINDS)
    try:
        found = match(read(data), list(below.order_by("sort_key").values_list("pk", "code", "name")))
    except BadOutlines as bad:
        raise Refused(str(bad)) from bad
    demand(
        require(not found.twice, f"Có đơn vị được vẽ hai lần: {_some(found.twice)}.")
        & require(bool(found.outlines), "Không hình nào khớp với huyện, xã của đơn vị theo mã hoặc tên.")
        & require(
            skip_unknown or not found.unknown,
            f"Có hình không khớp với đơn vị nào: {_some(found.unknown)}. Sửa tên, mã trong tệp hoặc chọn bỏ qua.",
        )
    )
    hold(BoundarySet.objects.filter(unit_id=unit.id, current=True))
    BoundarySet.objects.filter(unit_id=unit.id, current=True).update(current=False)
    made = BoundarySet.objects.create(
        unit_id=unit.id, source=nfc(source), file_name=nfc(name)[-200:], at=now(), by=actor.ref
    )
    Boundary.objects.bulk_create(
        Boundary(
            belongs=made, unit_id=each.unit_id, path=each.path, left=each.box[0], top=each.box[1], right=each.box[2],
            bottom=each.box[3],
        )
        for each in found.outlines
    )  # fmt: skip
    summary = f"Nhập đường biên của {len(found.outlines)} đơn vị từ {made.file_name}, nguồn: {made.source}."
    record(actor, Act("targets.import_boundaries", "target_boundaries", made.pk, summary, unit.id))
    return found


def _some(names: tuple[str, ...]) -> str:
    more = f" và {len(names) - _NAMED} hình khác" if len(names) > _NAMED else ""
    return ", ".join(f"“{name}”" for name in names[:_NAMED]) + more
