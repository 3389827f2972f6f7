"""What a cluster does in its year: activities called, moved and called off, and who came to them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from thidua.access.types import Actor
from thidua.clusters import logic
from thidua.clusters.access import Standpoint
from thidua.clusters.commands.common import cluster_of, enter_in_ledger, locked, tell
from thidua.clusters.models import Activity, Attendance, AttendanceChange, Cluster, Round
from thidua.clusters.queries import members_on
from thidua.clusters.types import ActivityKind, Presence
from thidua.foundation.clock import now
from thidua.foundation.errors import NotThere, Refused, Stale, demand
from thidua.kernel.decision import Decision, require
from thidua.kernel.formats import date_vi


@transaction.atomic
def call_activity(
    *, actor: Actor, cluster_id: int, kind: ActivityKind, title: str, held_on: date, place: str = ""
) -> int:
    """Call the members to an activity, or record one that was held; answers its id. Raises NotThere, Refused.

    Each member is told once; of one in the past nobody is.
    """
    cluster, view = cluster_of(actor, cluster_id, lock=True)
    title = " ".join(title.split())
    demand(view.may_lead())
    demand(_sound(cluster, title, held_on))
    made = Activity.objects.create(
        cluster=cluster, kind=kind, title=title, held_on=held_on, place=place.strip()[:200], created_at=now(),
        created_by=actor.ref,
    )  # fmt: skip
    if held_on >= actor.today:
        _tell(
            made, f"{cluster.title} mời dự “{title}” ngày {date_vi(held_on)}{_at(made.place)}.", actor.today
        )
    says = f"{kind.label} “{title}” của {cluster}, ngày {date_vi(held_on)}"
    enter_in_ledger(actor, "call_activity", made, says, cluster.unit_id)
    return made.pk


@transaction.atomic
def change_activity(
    *, actor: Actor, activity_id: int, version: int, kind: ActivityKind, title: str, held_on: date, place: str
) -> None:
    """Put another day, place or title; members are told of a new day or place ahead.

    The meeting of a round is mended where it is recorded. Raises NotThere, Refused, Stale.
    """
    row, cluster, view = activity_of(actor, activity_id, version)
    title, place = " ".join(title.split()), place.strip()[:200]
    demand(view.may_lead())
    demand(
        _sound(cluster, title, held_on)
        & _stands(row)
        & require(row.round_id is None, "Cuộc họp của đợt chấm thì sửa ở trang của đợt chấm.")
        & require(
            held_on <= actor.today or not row.attendances.exists(),
            "Đã điểm danh thì không dời hoạt động sang ngày chưa đến.",
        )
    )
    moved = (row.held_on, row.place) != (held_on, place)
    row.kind, row.title, row.held_on, row.place = kind, title, held_on, place
    _save(row)
    if moved and held_on >= actor.today:
        text = f"{cluster.title}: “{title}” đổi sang ngày {date_vi(held_on)}{_at(place)}."
        _tell(row, text, actor.today)
    says = f"Sửa hoạt động “{title}” của {cluster}: ngày {date_vi(held_on)}{_at(place)}"
    enter_in_ledger(actor, "change_activity", row, says, cluster.unit_id)


@transaction.atomic
def call_off(*, actor: Actor, activity_id: int, version: int, reason: str) -> None:
    """Call an activity off, with a reason; it stays on record. Raises NotThere, Refused, Stale."""
    row, cluster, view = activity_of(actor, activity_id, version)
    demand(view.may_lead())
    demand(
        _stands(row)
        & require(row.round_id is None, "Cuộc họp của đợt chấm đã ghi biên bản, không hủy được.")
        & require(not row.attendances.exists(), "Hoạt động đã điểm danh thì không hủy được.")
        & require(bool(reason.strip()), "Ghi lý do hủy hoạt động.")
    )
    row.off_at, row.off_reason = now(), reason.strip()[:300]
    _save(row)
    if row.held_on >= actor.today:
        text = f"{cluster.title}: hủy “{row.title}” ngày {date_vi(row.held_on)}: {row.off_reason}."
        _tell(row, text, actor.today)
    says = f"Hủy “{row.title}” của {cluster}: {row.off_reason}"
    enter_in_ledger(actor, "call_off", row, says, cluster.unit_id)


@transaction.atomic
def take_attendance(
    *, actor: Actor, activity_id: int, version: int, given: Mapping[int, Presence], why: str = ""
) -> int:
    """Enter how members took part, by unit; answers how many entries changed.

    What stood before is corrected only with `why`, and its trace stays. Raises NotThere, Refused, Stale.
    """
    row, cluster, view = activity_of(actor, activity_id, version)
    demand(view.may_lead())
    demand(
        _stands(row)
        & require(row.held_on <= actor.today, f"Hoạt động đến ngày {date_vi(row.held_on)} mới diễn ra.")
    )
    before = {each.unit_id: each for each in row.attendances.all()}
    if not given.keys() <= {each.unit_id for each in members_on(cluster.pk, row.held_on)} | before.keys():
        raise NotThere
    changed = {pk: new for pk, new in given.items() if pk not in before or before[pk].presence != new}
    if not why.strip() and any(pk in before for pk in changed):
        raise Refused("Sửa điểm danh đã ghi thì ghi lý do.")
    _write(actor, row, before, changed, why.strip()[:300])
    if changed:
        _save(row)
        says = f"Điểm danh {len(changed)} đơn vị dự “{row.title}” của {cluster}"
        if why.strip():
            says += f", sửa vì: {why.strip()[:300]}"
        enter_in_ledger(actor, "take_attendance", row, says, cluster.unit_id)
    return len(changed)


def meeting_held(actor: Actor, row: Round, former: date | None) -> None:
    """Let a round's meeting that was recorded stand among the activities; `former` is the day recorded before.

    The same meeting recorded again is mended; one held anew after the round was taken back is another.
    """
    title = f"Họp bình xét: {row.title}"[:200]
    assert row.met_on is not None
    days = [row.met_on] if former is None else [former, row.met_on]
    found = row.meetings.filter(off_at=None, held_on__in=days).order_by("pk").first()
    if found is None:
        Activity.objects.create(
            cluster_id=row.cluster_id, round=row, kind=ActivityKind.MEETING, title=title, held_on=row.met_on,
            place=row.met_at, created_at=now(), created_by=actor.ref,
        )  # fmt: skip
    elif (found.held_on, found.place) != (row.met_on, row.met_at):
        found.held_on, found.place = row.met_on, row.met_at
        _save(found)


def activity_of(actor: Actor, activity_id: int, version: int) -> tuple[Activity, Cluster, Standpoint]:
    """An activity of a cluster the actor sees, locked. Raises NotThere, Stale."""
    row = locked(Activity, activity_id)
    cluster, view = cluster_of(actor, row.cluster_id)
    if row.version != version:
        raise Stale("Người khác vừa sửa hoạt động này; xem lại thông tin và điểm danh rồi làm tiếp.")
    return row, cluster, view


def _write(
    actor: Actor, row: Activity, before: Mapping[int, Attendance], changed: Mapping[int, Presence], why: str
) -> None:
    moment, mended = now(), [before[pk] for pk in changed if pk in before]
    old = {each.unit_id: each.presence for each in mended}
    for each in mended:
        each.presence = changed[each.unit_id]
    Attendance.objects.bulk_update(mended, ["presence"])
    fresh = Attendance.objects.bulk_create(
        Attendance(activity=row, unit_id=pk, presence=new) for pk, new in changed.items() if pk not in before
    )
    AttendanceChange.objects.bulk_create(
        AttendanceChange(
            attendance=each, old=old.get(each.unit_id, ""), new=each.presence,
            why=why if each.unit_id in old else "", at=moment, by=actor.ref, by_name=actor.name,
        )
        for each in (*mended, *fresh)
    )  # fmt: skip


def _sound(cluster: Cluster, title: str, held_on: date) -> Decision:
    return require(0 < len(title) <= 200, "Tên hoạt động dài từ 1 đến 200 ký tự.") & require(
        logic.in_working_year(held_on, cluster.year),
        f"Hoạt động của năm {cluster.year} diễn ra trong năm ấy hoặc ba tháng đầu năm sau (quy ước của chương trình).",
    )


def _stands(row: Activity) -> Decision:
    return require(row.off_at is None, "Hoạt động đã hủy.")


def _save(row: Activity) -> None:
    row.version += 1
    row.save()


def _at(place: str) -> str:
    return f", tại {place}" if place else ""


def _tell(row: Activity, text: str, day: date) -> None:
    members = members_on(row.cluster_id, row.held_on)
    tell([(each.unit_id, text, f"/cum-khoi/hoat-dong/{row.pk}/") for each in members], day)
