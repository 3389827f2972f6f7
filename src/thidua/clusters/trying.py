"""Published rounds as figures on which another sheet is tried."""

from __future__ import annotations

from thidua.access.types import Actor
from thidua.clusters.access import sees_clusters
from thidua.clusters.models import Cluster, Result
from thidua.foundation.errors import NotThere
from thidua.scoring.engine import Member
from thidua.scoring.past import Past


def _offers(actor: Actor, sheet_id: int) -> list[tuple[str, str]]:
    seen = Cluster.objects.filter(sees_clusters(actor)).values("pk")
    rows = Result.objects.filter(round__sheet=sheet_id, round__cluster__in=seen).order_by(
        "-round_id", "-number"
    )
    newest: dict[int, tuple[str, str]] = {}
    for pk, round_id, title, cluster in rows.values_list(
        "pk", "round_id", "round__title", "round__cluster__title"
    ):
        newest.setdefault(round_id, (str(pk), f"{title}, {cluster}"))
    return list(newest.values())


def _members(actor: Actor, sheet_id: int, key: str) -> tuple[Member, ...]:
    if key not in {offered for offered, _ in _offers(actor, sheet_id)}:
        raise NotThere
    inputs = Result.objects.values_list("inputs", flat=True).get(pk=int(key))
    return tuple(Member.model_validate(member) for member in inputs.values())


PAST = Past(_offers, _members)
