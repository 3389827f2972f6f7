"""What must hold of registrations and covenants."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from thidua.foundation.invariants import Invariant
from thidua.registrations.models import Covenant, Pledge, Title


def _signed() -> Iterator[str]:
    for row in Covenant.objects.prefetch_related("signings"):
        done = [bool(each.signed_at) for each in row.signings.all()]
        if (row.state == "signed") != (bool(done) and all(done)):
            yield f"giao ước {row.pk}: tình trạng không khớp chữ ký"


INVARIANTS = [
    Invariant(
        "registrations.replaced", "Đăng ký được đổi thì bản cũ đã rút.",
        lambda: Title.objects.filter(Q(replaces__isnull=False) & Q(replaces__withdrawn_at=None)),
    ),
    Invariant(
        "registrations.passed", "Chỉ đăng ký của đơn vị đã chuyển mới có dòng chuyển đi.",
        lambda: Title.objects.filter(passed_to__isnull=False, registration__passed_at=None),
    ),
    Invariant(
        "registrations.passed_pledges", "Chỉ đăng ký của đơn vị đã chuyển mới có cam kết chuyển đi.",
        lambda: Pledge.objects.filter(passed_to__isnull=False, registration__passed_at=None),
    ),
    Invariant("registrations.signed", "Giao ước có đủ chữ ký khi và chỉ khi mọi thành viên đã ký.", _signed),
]  # fmt: skip
