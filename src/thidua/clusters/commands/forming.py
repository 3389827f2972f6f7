"""Clusters formed, their members and heads, handed over to the next year."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from thidua.access.types import Actor
from thidua.clusters.access import may_keep
from thidua.clusters.commands.common import cluster_of, enter_in_ledger, locked, tell
from thidua.clusters.models import Cluster, Member
from thidua.clusters.types import ClusterKind, Place
from thidua.foundation.clock import now
from thidua.foundation.errors import NotThere, Refused, Stale, demand
from thidua.kernel.decision import require
from thidua.kernel.formats import date_vi
from thidua.organisation.queries import successors, unit_in_scope, unit_refs

_STAFF = ("staff", "staff_on", "staff_source")


@transaction.atomic
def form_cluster(
    *, actor: Actor, unit_id: int, title: str, kind: ClusterKind, year: int, sample: bool = False
) -> int:
    """Form a cluster of a year; answers its id. Raises NotThere, Refused."""
    unit = unit_in_scope(actor, unit_id)
    title = " ".join(title.split())
    demand(
        may_keep(actor, unit.id, unit.path)
        & require(0 < len(title) <= 200, "Tên cụm, khối dài từ 1 đến 200 ký tự.")
        & require(2000 <= year < 2100, "Năm phải từ 2000 đến 2099.")
    )
    made = _made(actor, unit_id=unit.id, title=title, kind=kind, year=year, sample=sample)
    enter_in_ledger(actor, "form_cluster", made, f"Lập {kind.label.lower()} “{title}” năm {year}", unit.id)
    return made.pk


@transaction.atomic
def add_member(*, actor: Actor, cluster_id: int, unit_id: int, place: Place, since: date) -> int:
    """Put a unit into a cluster; answers the member's id. Raises NotThere, Refused: already in, a second head."""
    cluster, _ = cluster_of(actor, cluster_id, lock=True)
    unit = unit_refs([unit_id]).get(unit_id)
    if unit is None or not unit.path.startswith(cluster.unit.path):
        raise NotThere
    demand(may_keep(actor, cluster.unit_id, cluster.unit.path))
    demand(
        require(since.year <= cluster.year, f"Ngày vào cụm, khối phải trong hoặc trước năm {cluster.year}.")
        & require(
            not Member.objects.filter(cluster=cluster, unit=unit_id, until=None).exists(),
            f"{unit.name} đã thuộc cụm, khối này.",
        )
    )
    _one_head(cluster, place)
    member = Member.objects.create(cluster=cluster, unit_id=unit_id, place=place, since=since)
    _touch(cluster)
    says = f"Đưa {unit.name} vào {cluster.title}: {place.label.lower()}"
    enter_in_ledger(actor, "add_member", cluster, says, cluster.unit_id)
    return member.pk


@transaction.atomic
def change_place(*, actor: Actor, member_id: int, place: Place, on: date) -> int:
    """Give a member another place from a day on; answers the new row's id. Raises NotThere, Refused."""
    member, cluster = _member(actor, member_id)
    demand(
        require(member.place != place, "Đơn vị đang giữ đúng vị trí này.")
        & require(on >= member.since, f"Ngày thay đổi phải từ {member.since:%d/%m/%Y} trở đi.")
    )
    member.until, member.reason = on, "Đổi vị trí trong cụm, khối"
    member.save(update_fields=["until", "reason"])
    _one_head(cluster, place)
    made = Member.objects.create(
        cluster=cluster, unit_id=member.unit_id, place=place, since=on,
        **{name: getattr(member, name) for name in _STAFF},
    )  # fmt: skip
    _touch(cluster)
    says = f"{member.unit.name} giữ vị trí {place.label.lower()} của {cluster.title}"
    enter_in_ledger(actor, "change_place", cluster, says, cluster.unit_id)
    return made.pk


@transaction.atomic
def end_member(*, actor: Actor, member_id: int, until: date, reason: str) -> None:
    """Let a unit leave; rounds it takes part in keep it until it is taken out. Raises NotThere, Refused."""
    member, cluster = _member(actor, member_id)
    demand(
        require(until >= member.since, f"Ngày thôi phải từ {member.since:%d/%m/%Y} trở đi.")
        & require(bool(reason.strip()), "Ghi lý do đơn vị thôi tham gia.")
    )
    member.until, member.reason = until, reason.strip()[:300]
    member.save(update_fields=["until", "reason"])
    _touch(cluster)
    says = f"{member.unit.name} thôi tham gia {cluster.title}: {member.reason}"
    enter_in_ledger(actor, "end_member", cluster, says, cluster.unit_id)


@transaction.atomic
def set_staff(*, actor: Actor, member_id: int, version: int, staff: int, on: date, source: str) -> None:
    """Say how many work at a member on a day, and where that is known from; for advice on the forming, no more.

    `version` is the cluster's. What was said before stays in the ledger. Raises NotThere, Refused, Stale.
    """
    cluster_id = Member.objects.filter(pk=member_id).values_list("cluster_id", flat=True).first()
    if cluster_id is None:
        raise NotThere
    cluster, view = cluster_of(actor, cluster_id, lock=True)
    member = locked(Member, member_id)
    demand(view.may_lead())
    if cluster.version != version:
        raise Stale("Người khác vừa sửa cụm, khối này. Hãy xem lại rồi làm tiếp.")
    source = " ".join(source.split())
    demand(
        require(member.until is None, "Đơn vị đã thôi vị trí này.")
        & require(0 <= staff <= 100_000, "Số người làm việc phải từ 0 đến 100.000.")
        & require(on <= actor.today, "Ngày của số liệu không thể ở sau hôm nay.")
        & require(0 < len(source) <= 200, "Ghi nguồn của số liệu, dài nhiều nhất 200 ký tự.")
    )
    before = member.staff
    member.staff, member.staff_on, member.staff_source = staff, on, source
    member.save(update_fields=["staff", "staff_on", "staff_source"])
    _touch(cluster)
    says = f"{member.unit.name}, {cluster}: {staff} người làm việc ngày {date_vi(on)}, theo {source}"
    enter_in_ledger(actor, "set_staff", cluster, says, cluster.unit_id, changes={"staff": (before, staff)})


@transaction.atomic
def hand_over(*, actor: Actor, cluster_id: int, head_id: int) -> int:
    """Carry a cluster on to the next year with the same units and a new head; answers its id.

    The former head becomes a member, deputies stay; for a unit that was merged comes what took its place.
    Raises NotThere, Refused.
    """
    cluster, _ = cluster_of(actor, cluster_id, lock=True)
    demand(may_keep(actor, cluster.unit_id, cluster.unit.path))
    members = list(Member.objects.filter(cluster=cluster, until=None).order_by("pk"))
    demand(require(any(each.unit_id == head_id for each in members), "Trưởng mới phải là thành viên."))
    made = _made(
        actor, unit_id=cluster.unit_id, title=cluster.title, kind=ClusterKind(cluster.kind),
        year=cluster.year + 1, former=cluster, sample=cluster.sample,
    )  # fmt: skip
    places = _next_places(members, head_id, actor.today)
    known = {each.unit_id: each for each in members if each.staff is not None}
    Member.objects.bulk_create(
        Member(
            cluster=made, unit_id=unit_id, place=place, since=date(made.year, 1, 1),
            **({name: getattr(known[unit_id], name) for name in _STAFF} if unit_id in known else {}),
        )
        for unit_id, place in places.items()
    )  # fmt: skip
    url = f"/cum-khoi/{made.pk}/"
    text = f"{made.title} năm {made.year}: đã bàn giao, xem thành viên và trưởng cụm, khối mới."
    tell([(unit_id, text, url) for unit_id in places], actor.today)
    enter_in_ledger(actor, "hand_over", made, f"Bàn giao {cluster.title} sang năm {made.year}", made.unit_id)
    return made.pk


def _next_places(members: list[Member], head_id: int, today: date) -> dict[int, Place]:
    """Unit → its place next year. Of several units that became one the weightiest place counts; one head only."""
    heirs = successors([each.unit_id for each in members], today)
    order = list(Place)
    found: dict[int, Place] = {}
    for member in members:
        chosen = member.unit_id == head_id
        kept = Place.MEMBER if member.place == Place.HEAD else Place(member.place)
        for at, unit_id in enumerate([each.id for each in heirs.get(member.unit_id, ())] or [member.unit_id]):
            place = (Place.HEAD if at == 0 else Place.MEMBER) if chosen else kept
            found[unit_id] = min(found.get(unit_id, place), place, key=order.index)
    return found


def _made(actor: Actor, **fields: object) -> Cluster:
    try:
        with transaction.atomic():
            return Cluster.objects.create(created_at=now(), created_by=actor.ref, **fields)
    except IntegrityError as twin:
        raise Refused(f"Năm {fields['year']} đã có “{fields['title']}”.") from twin


def _member(actor: Actor, member_id: int) -> tuple[Member, Cluster]:
    cluster_id = Member.objects.filter(pk=member_id).values_list("cluster_id", flat=True).first()
    if cluster_id is None:
        raise NotThere
    cluster, _ = cluster_of(actor, cluster_id, lock=True)
    demand(may_keep(actor, cluster.unit_id, cluster.unit.path))
    member = locked(Member, member_id)
    demand(require(member.until is None, "Đơn vị đã thôi vị trí này."))
    return member, cluster


def _one_head(cluster: Cluster, place: Place) -> None:
    if place is Place.HEAD:
        head = (
            Member.objects.filter(cluster=cluster, until=None, place=Place.HEAD)
            .select_related("unit")
            .first()
        )
        if head is not None:
            raise Refused(f"{head.unit.name} đang là trưởng; đổi vị trí của đơn vị ấy trước.")


def _touch(cluster: Cluster) -> None:
    cluster.version += 1
    cluster.save(update_fields=["version"])
