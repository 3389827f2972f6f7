"""What the acts share: the row locked, whoever acts known, the version fresh, the ledger's line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from django.db import models

from thidua.access.types import Actor
from thidua.clusters.access import SCORERS, Standpoint, sees_clusters, standpoint
from thidua.clusters.models import Cluster, EntryChange, Participant, Round
from thidua.clusters.words import said
from thidua.foundation.errors import NotThere, Stale
from thidua.foundation.ledger import Act, record
from thidua.foundation.locks import lock_one
from thidua.foundation.notices import notify_many
from thidua.organisation.queries import successors
from thidua.scoring.queries import sheet_of

_TOLD = 5
"""How many changes are named to whoever came second."""

M = TypeVar("M", bound=models.Model)


def tell(rows: Iterable[tuple[int, str, str]], day: date) -> None:
    """Notices as (unit, text, url); for a unit that had ended by `day` to those that stand in its place, each once."""
    given = list(rows)
    heirs = successors([unit_id for unit_id, _, _ in given], day)
    sent = {
        (heir, text, url): None
        for unit_id, text, url in given
        for heir in [each.id for each in heirs.get(unit_id, ())] or [unit_id]
    }
    notify_many([(unit_id, SCORERS, text, url) for unit_id, text, url in sent])


def locked(model: type[M], pk: int) -> M:
    """A row by key, locked. Raises NotThere."""
    try:
        return lock_one(model, pk)
    except model.DoesNotExist:  # type: ignore[attr-defined]
        raise NotThere from None


def cluster_of(actor: Actor, cluster_id: int, *, lock: bool = False) -> tuple[Cluster, Standpoint]:
    """A cluster the actor sees, and what the actor is to it. Raises NotThere."""
    if lock:
        locked(Cluster, cluster_id)
    cluster = Cluster.objects.select_related("unit").filter(sees_clusters(actor), pk=cluster_id).first()
    if cluster is None:
        raise NotThere
    return cluster, standpoint(actor, cluster)


def round_of(actor: Actor, round_id: int, version: int | None) -> tuple[Round, Cluster, Standpoint]:
    """A round the actor sees, locked. Raises NotThere, Stale."""
    row = locked(Round, round_id)
    cluster, view = cluster_of(actor, row.cluster_id)
    if version is not None and row.version != version:
        raise Stale("Người khác vừa xử lý đợt chấm này. Hãy xem lại rồi làm tiếp.")
    return row, cluster, view


def participant_of(
    actor: Actor, participant_id: int, version: int | None = None
) -> tuple[Participant, Round, Cluster, Standpoint]:
    """A participant's sheet, its round locked before it. Raises NotThere, Stale."""
    round_id = Participant.objects.filter(pk=participant_id).values_list("round_id", flat=True).first()
    if round_id is None:
        raise NotThere
    row, cluster, view = round_of(actor, round_id, None)
    participant = locked(Participant, participant_id)
    if version is not None and participant.version != version:
        raise Stale(changed_since(participant, row.sheet_id, version))
    return participant, row, cluster, view


def changed_since(participant: Participant, sheet_id: int, version: int) -> str:
    """What became of a sheet since a version of it was seen, in a sentence: the latest changes with who made them."""
    rows = EntryChange.objects.filter(entry__participant=participant, version__gt=version)
    latest = list(rows.select_related("entry").order_by("-pk")[: _TOLD + 1])
    leaves = {leaf.code: leaf for leaf in sheet_of(sheet_id).leaves} if latest and version >= 0 else {}
    told = [
        f"{leaf.title}: {said(leaf, each.old) or 'chưa có'} → {said(leaf, each.new)} ({each.by_name})"
        for each in latest[:_TOLD]
        if (leaf := leaves.get(each.entry.leaf))
    ]
    what = f": {'; '.join(told)}{'; …' if len(latest) > _TOLD else ''}. Xem" if told else "; xem"
    return f"Người khác vừa sửa bảng này{what} những thay đổi ở mục Lịch sử rồi làm tiếp."


def enter_in_ledger(
    actor: Actor, verb: str, row: models.Model, says: str, unit_id: int, **more: object
) -> None:
    """The ledger's line of an act on a row."""
    kind = f"cluster_{row._meta.model_name}" if row._meta.model_name != "cluster" else "cluster"
    record(actor, Act(f"clusters.{verb}", kind, row.pk, says, unit_id, **more))  # type: ignore[arg-type]
