"""Founding a council and seating its members, by date."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from thidua.access.types import Actor
from thidua.councils.access import may_found
from thidua.councils.models import Council, Member, Session
from thidua.councils.types import MemberRole, SessionState
from thidua.foundation.errors import NotThere, Refused, demand
from thidua.foundation.ledger import Act, record
from thidua.foundation.locks import lock_one
from thidua.kernel.decision import require
from thidua.kernel.names import tidy_name
from thidua.kernel.text import nfc
from thidua.nominations.access import post_words, sees
from thidua.organisation.queries import unit_in_scope


@transaction.atomic
def found_council(
    *, actor: Actor, unit_id: int, name: str, since: date, founded_by: str = "", sample: bool = False
) -> int:
    """Write down a unit's council and the paper that set it up; answers its id. One open council a unit.

    Raises NotThere, Refused.
    """
    unit = unit_in_scope(actor, unit_id)
    name, founded_by = nfc(name), nfc(founded_by)
    demand(
        may_found(actor, unit_id)
        & require(0 < len(name) <= 200, "Tên Hội đồng phải có từ 1 đến 200 ký tự.")
        & require(len(founded_by) <= 200, "Văn bản thành lập dài quá 200 ký tự.")
    )
    if Council.objects.filter(unit=unit.id, until=None).exists():
        raise Refused("Đơn vị đang có một Hội đồng; hãy kết thúc Hội đồng đó trước.")
    made = Council.objects.create(
        unit_id=unit.id, name=name, founded_by=founded_by, since=since, sample=sample
    )
    _record(actor, made, "councils.found", f"Lập {name}")
    return made.pk


@transaction.atomic
def dissolve_council(*, actor: Actor, council_id: int, until: date) -> None:
    """End a council on that day, with all its seats; its sessions stay. Raises NotThere, Refused."""
    council = _council(actor, council_id)
    demand(
        require(council.until is None, "Hội đồng đã kết thúc.")
        & require(until >= council.since, "Ngày kết thúc không được trước ngày thành lập.")
    )
    if Session.objects.filter(council=council, state=SessionState.OPEN).exists():
        raise Refused("Hội đồng còn phiên họp đang mở.")
    council.until = until
    council.save(update_fields=["until"])
    Member.objects.filter(council=council, until=None, since__lte=until).update(until=until)
    _record(actor, council, "councils.dissolve", f"Kết thúc {council.name}")


@transaction.atomic
def seat_member(
    *,
    actor: Actor,
    council_id: int,
    name: str,
    since: date,
    title: str = "",
    role: str = MemberRole.MEMBER,
    user_id: int | None = None,
) -> int:
    """Seat a member from that day; answers the seat's id. One chair at a time, no name twice.

    `user_id`: the account of that person, so that they can lead sessions. Raises NotThere, Refused.
    """
    council = _council(actor, council_id)
    name, title = tidy_name(name), nfc(title)
    demand(
        require(council.until is None, "Hội đồng đã kết thúc.")
        & require(0 < len(name) <= 120, "Tên thành viên phải có từ 1 đến 120 ký tự.")
        & require(len(title) <= 200, "Chức vụ dài quá 200 ký tự.")
        & require(role in set(MemberRole), "Không có vai trò này trong Hội đồng.")
        & require(since >= council.since, "Thành viên không thể tham gia trước ngày lập Hội đồng.")
    )
    sitting = Member.objects.filter(Q(until=None) | Q(until__gte=since), council=council)
    if sitting.filter(name=name).exists():
        raise Refused(f"{name} đang là thành viên; nếu trùng tên, hãy ghi thêm để phân biệt.")
    if role == MemberRole.CHAIR and sitting.filter(role=MemberRole.CHAIR).exists():
        raise Refused("Hội đồng đang có Chủ tịch.")
    made = Member.objects.create(
        council=council, name=name, title=title, role=role, since=since, user_id=user_id
    )
    _record(actor, council, "councils.seat", f"{name} tham gia {council.name}", {"member": (None, made.pk)})
    return made.pk


@transaction.atomic
def unseat_member(*, actor: Actor, member_id: int, until: date) -> None:
    """End a seat on that day, its last. Raises NotThere, Refused."""
    council_id = Member.objects.filter(pk=member_id).values_list("council", flat=True).first()
    if council_id is None:
        raise NotThere
    council = _council(actor, council_id)
    seat = lock_one(Member, member_id)
    demand(
        require(seat.until is None, "Thành viên này đã thôi tham gia.")
        & require(until >= seat.since, "Ngày thôi không được trước ngày tham gia.")
    )
    seat.until = until
    seat.save(update_fields=["until"])
    _record(actor, council, "councils.unseat", f"{seat.name} thôi tham gia {council.name}",
            {"until": (None, until.isoformat())})  # fmt: skip


def _council(actor: Actor, council_id: int) -> Council:
    """The council, locked, for those who may change who sits in it."""
    known = Council.objects.filter(pk=council_id).select_related("unit").first()
    if known is None or not sees(actor, known.unit.path):
        raise NotThere
    demand(may_found(actor, known.unit_id))
    return lock_one(Council, council_id)


def _record(
    actor: Actor, council: Council, act: str, summary: str, changes: dict[str, tuple[Any, Any]] | None = None
) -> None:
    record(
        actor,
        Act(
            act=act,
            object_type="council",
            object_id=council.pk,
            summary=summary,
            unit_id=council.unit_id,
            post=post_words(actor, council.unit_id),
            changes=changes,
        ),
    )
