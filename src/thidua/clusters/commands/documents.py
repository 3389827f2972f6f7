"""The papers of a cluster: programmes, rules, guidance, notices; kept for its members, withdrawn with a reason."""

from __future__ import annotations

from datetime import date
from typing import BinaryIO

from django.db import transaction

from thidua.access.types import Actor
from thidua.clusters.commands.common import cluster_of, enter_in_ledger, locked, tell
from thidua.clusters.models import Paper
from thidua.clusters.queries import members_of
from thidua.clusters.types import PaperKind
from thidua.foundation.clock import now
from thidua.foundation.errors import demand
from thidua.foundation.files import store
from thidua.kernel.decision import require

ACCEPTED = ("pdf", "docx", "xlsx")
STORED_AS = "cluster_paper"


@transaction.atomic
def add_paper(
    *,
    actor: Actor,
    cluster_id: int,
    kind: PaperKind,
    title: str,
    dated: date,
    upload: BinaryIO | bytes,
    name: str,
    number: str = "",
) -> int:
    """Keep a paper for the members, who are told once each; answers its id.

    Raises NotThere, Refused for who may, for a future day and for a file that is not taken.
    """
    cluster, view = cluster_of(actor, cluster_id, lock=True)
    title, number = " ".join(title.split()), " ".join(number.split())
    demand(view.may_lead())
    demand(
        require(0 < len(title) <= 300, "Trích yếu dài từ 1 đến 300 ký tự.")
        & require(len(number) <= 60, "Số, ký hiệu dài nhiều nhất 60 ký tự.")
        & require(dated <= actor.today, "Ngày văn bản không thể ở sau hôm nay.")
    )
    made = Paper.objects.create(
        cluster=cluster, kind=kind, title=title, number=number, dated=dated, added_at=now(), added_by=actor.ref,
        added_by_name=actor.name,
    )  # fmt: skip
    store(
        upload, name=name, kind=kind, object_type=STORED_AS, object_id=made.pk, actor=actor,
        unit_id=cluster.unit_id, accept=ACCEPTED,
    )  # fmt: skip
    text = f"{cluster.title} có {kind.label.lower()} mới: {title}."
    tell([(each.unit_id, text, f"/cum-khoi/{cluster.pk}/") for each in members_of(cluster.pk)], actor.today)
    says = f"Thêm {kind.label.lower()} “{title}”{f' số {number}' if number else ''} của {cluster}"
    enter_in_ledger(actor, "add_paper", made, says, cluster.unit_id)
    return made.pk


@transaction.atomic
def withdraw_paper(*, actor: Actor, paper_id: int, reason: str) -> None:
    """Let a paper be read by the members no more, with a reason; it stays on record. Raises NotThere, Refused."""
    row = locked(Paper, paper_id)
    cluster, view = cluster_of(actor, row.cluster_id)
    demand(view.may_lead())
    demand(
        require(row.withdrawn_at is None, "Văn bản này đã được rút.")
        & require(bool(reason.strip()), "Ghi lý do rút văn bản.")
    )
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = now(), actor.ref, reason.strip()[:300]
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    says = f"Rút văn bản “{row.title}” của {cluster}: {row.withdrawn_reason}"
    enter_in_ledger(actor, "withdraw_paper", row, says, cluster.unit_id)
