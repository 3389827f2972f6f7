"""What must hold of users and posts at every moment."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, Q

from thidua.access.models import Post, User
from thidua.foundation.invariants import Invariant


def _overlaps() -> Iterator[str]:
    last: tuple[object, ...] | None = None
    rows = Post.objects.order_by("user_id", "unit_id", "role", "since", "pk")
    for pk, user, unit, role, since, until in rows.values_list(
        "pk", "user_id", "unit_id", "role", "since", "until"
    ):
        if last is not None and last[:3] == (user, unit, role) and (last[3] is None or since <= last[3]):
            yield f"{pk}: {user} {role} {unit}"
        last = (user, unit, role, until)


INVARIANTS = [
    Invariant(
        "access.posts_units",
        "Không ai giữ vai trò tại đơn vị trước khi đơn vị hoạt động.",
        lambda: Post.objects.filter(
            unit__valid_from__isnull=False, since__lt=F("unit__valid_from")
        ).values_list("pk", flat=True),
    ),
    Invariant(
        "access.posts_once", "Một vai trò tại một đơn vị không giao hai lần trong cùng thời gian.", _overlaps
    ),
    Invariant(
        "access.no_django_rights",
        "Quyền chỉ đến từ vai trò: không ai có cờ nhân viên hay siêu người dùng.",
        lambda: User.objects.filter(Q(is_staff=True) | Q(is_superuser=True)).values_list(
            "username", flat=True
        ),
    ),
    Invariant(
        "access.marks_for_signers",
        "Chỉ thủ trưởng và người ký có cách ký.",
        lambda: (
            Post.objects.exclude(authority_mark="")
            .exclude(role__in=["signer", "head"])
            .values_list("pk", flat=True)
        ),
    ),
]
