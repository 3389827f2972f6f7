"""Confirmed figures of targets for the criteria that name one, and what moved after they were entered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from thidua.clusters.models import Cluster
from thidua.organisation.logic import chain_ids
from thidua.scoring.engine import Kind, Leaf, Sheet
from thidua.targets.models import Target
from thidua.targets.queries import confirmed_for

Figure = tuple[Decimal | None, Decimal | None]
"""Plan and confirmed result; what is not confirmed is a blank."""


def figures(cluster: Cluster, sheet: Sheet, unit_ids: Collection[int]) -> dict[tuple[str, int], Figure]:
    """(criterion, unit) → figure of the cluster's year, for targets kept at the cluster's unit or above it.

    Of two targets with one code the nearer counts. Two queries; none when no criterion names a target.
    """
    wanted: dict[str, list[str]] = defaultdict(list)
    for leaf in sheet.leaves:
        if leaf.target:
            wanted[leaf.target].append(leaf.code)
    if not wanted:
        return {}
    rows = Target.objects.filter(code__in=wanted, unit__in=chain_ids(cluster.unit.path)).order_by(
        "unit__depth"
    )
    ids = {code: pk for pk, code in rows.values_list("pk", "code")}
    found = confirmed_for(ids.values(), unit_ids, cluster.year)
    codes = {pk: code for code, pk in ids.items()}
    return {
        (code, unit): figure for (target, unit), figure in found.items() for code in wanted[codes[target]]
    }


def moved(leaf: Leaf, value: Mapping[str, Any] | None, figure: Figure | None) -> str:
    """What of a confirmed figure differs from the value entered from it; "" when nothing does."""
    if value is None or figure is None:
        return ""
    plan, result = figure
    pairs = [("kết quả", value.get("result"), result)]
    if leaf.kind in (Kind.RATIO, Kind.INVERSE, Kind.PLAN_LEADER):
        pairs.insert(0, ("kế hoạch", value.get("plan"), plan))
    differ = [name for name, had, now in pairs if now is not None and (had is None or Decimal(had) != now)]
    return f"Số liệu chỉ tiêu đã thay đổi sau khi chấm: {', '.join(differ)}." if differ else ""
