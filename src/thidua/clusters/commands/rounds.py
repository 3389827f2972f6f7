"""A round opened, taken on from stage to stage, taken back with a reason; a unit taken out of it."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from thidua.access.types import Actor
from thidua.clusters import logic
from thidua.clusters.access import may_keep
from thidua.clusters.commands.common import cluster_of, enter_in_ledger, participant_of, round_of, tell
from thidua.clusters.models import Member, Objection, Participant, Round, Vote
from thidua.clusters.reckoning import reckon
from thidua.clusters.types import Ruling, Stage
from thidua.foundation.clock import now
from thidua.foundation.errors import Refused, demand
from thidua.kernel.decision import require
from thidua.scoring.queries import sheet as visible_sheet
from thidua.scoring.types import SheetState


@transaction.atomic
def open_round(
    *,
    actor: Actor,
    cluster_id: int,
    title: str,
    sheet_id: int,
    self_by: date | None = None,
    check_by: date | None = None,
    meet_by: date | None = None,
) -> int:
    """Open a round for the members of the day by an adopted sheet; answers its id. Raises NotThere, Refused."""
    cluster, _ = cluster_of(actor, cluster_id, lock=True)
    sheet = visible_sheet(actor, sheet_id)
    members = list(Member.objects.filter(cluster=cluster, until=None).order_by("pk"))
    days = [day for day in (self_by, check_by, meet_by) if day]
    title = " ".join(title.split())
    demand(
        may_keep(actor, cluster.unit_id, cluster.unit.path)
        & require(0 < len(title) <= 200, "Tên đợt chấm dài từ 1 đến 200 ký tự.")
        & require(sheet.state == SheetState.ADOPTED, "Chỉ chấm theo bảng điểm đang áp dụng.")
        & require(
            sheet.year == cluster.year, f"Bảng điểm của năm {sheet.year}, cụm, khối của năm {cluster.year}."
        )
        & require(bool(members), "Cụm, khối chưa có thành viên.")
        & require(days == sorted(days), "Hạn tự chấm, kiểm tra, họp phải theo thứ tự.")
    )
    try:
        with transaction.atomic():
            made = Round.objects.create(
                cluster=cluster, title=title, sheet_id=sheet_id, self_by=self_by, check_by=check_by,
                meet_by=meet_by, created_at=now(), created_by=actor.ref,
            )  # fmt: skip
    except IntegrityError as twin:
        raise Refused(f"Cụm, khối đã có đợt chấm “{title}”.") from twin
    Participant.objects.bulk_create(Participant(round=made, unit_id=each.unit_id) for each in members)
    until = f" trước {self_by:%d/%m/%Y}" if self_by else ""
    _tell(made, cluster.title, f"mở {title}: hãy tự chấm{until}", actor.today)
    enter_in_ledger(actor, "open_round", made, f"Mở {title} của {cluster}", cluster.unit_id)
    return made.pk


@transaction.atomic
def go_on(*, actor: Actor, round_id: int, version: int) -> Stage:
    """Take a round to its next stage but publication; answers it. Raises NotThere, Refused, Stale."""
    row, cluster, view = round_of(actor, round_id, version)
    stage = Stage(row.stage)
    target = logic.after(stage)
    demand(view.may_lead())
    demand(
        require(target is not Stage.PUBLISHED, "Công bố kết quả là một việc riêng.")
        & logic.may_go_on(
            stage,
            missing=() if stage is Stage.SELF else reckon(row).missing,
            open_objections=Objection.objects.filter(
                entry__participant__round=row, entry__participant__out_on=None, ruling=Ruling.OPEN
            ).count(),
        )
    )
    assert target is not None
    _move(row, target)
    _tell(row, cluster.title, f"{row.title} chuyển sang bước {target.label.lower()}", actor.today)
    says = f"{row.title} của {cluster}: {stage.label} → {target.label}"
    enter_in_ledger(
        actor, "go_on", row, says, cluster.unit_id, changes={"stage": (stage.value, target.value)}
    )
    return target


@transaction.atomic
def go_back(*, actor: Actor, round_id: int, version: int, reason: str) -> Stage:
    """Take a round back one stage, with a reason; votes recorded are void. Raises NotThere, Refused, Stale."""
    row, cluster, view = round_of(actor, round_id, version)
    stage = Stage(row.stage)
    target = logic.before(stage)
    demand(view.may_lead())
    demand(
        require(target is not None, "Không lùi được từ bước này.")
        & require(bool(reason.strip()), "Ghi lý do lùi lại bước trước.")
    )
    assert target is not None
    if stage is Stage.MEETING:
        Vote.objects.filter(participant__round=row, void_at=None).update(void_at=now())
        row.met_on = row.present = row.entitled = None
    _move(row, target)
    why = reason.strip()[:200]
    _tell(row, cluster.title, f"{row.title} trở lại bước {target.label.lower()}: {why}", actor.today)
    says = f"{row.title} của {cluster} trở lại bước {target.label}: {reason.strip()}"
    enter_in_ledger(
        actor, "go_back", row, says, cluster.unit_id, changes={"stage": (stage.value, target.value)}
    )
    return target


@transaction.atomic
def take_out(*, actor: Actor, participant_id: int, version: int, reason: str) -> None:
    """Take a unit out of a round that it left the cluster in; its entries stay. Raises NotThere, Refused, Stale."""
    participant, row, cluster, view = participant_of(actor, participant_id, version)
    demand(view.may_decide())
    demand(
        require(row.stage != Stage.PUBLISHED, "Kết quả đã công bố.")
        & require(participant.out_on is None, "Đơn vị đã ra khỏi đợt chấm.")
        & require(bool(reason.strip()), "Ghi lý do đưa đơn vị ra khỏi đợt chấm.")
    )
    participant.out_on, participant.out_reason = actor.today, reason.strip()[:300]
    participant.version += 1
    participant.save(update_fields=["out_on", "out_reason", "version"])
    says = f"Đưa {participant.unit.name} ra khỏi {row.title}: {participant.out_reason}"
    enter_in_ledger(actor, "take_out", participant, says, cluster.unit_id)


def _move(row: Round, target: Stage) -> None:
    row.stage = target
    row.version += 1
    row.save()


def _tell(row: Round, cluster: str, says: str, day: date) -> None:
    units = Participant.objects.filter(round=row, out_on=None).values_list("unit_id", flat=True)
    text = f"{cluster}: {says}."
    tell([(unit_id, text, f"/cum-khoi/dot/{row.pk}/") for unit_id in units], day)
