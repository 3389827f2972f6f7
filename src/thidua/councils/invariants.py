"""What must hold of councils at every moment."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q

from thidua.councils.models import Session, SessionItem
from thidua.councils.types import SessionState, VoteOutcome
from thidua.foundation.invariants import Invariant

INVARIANTS = [
    Invariant(
        "councils.closed_complete",
        "Phiên họp đã kết thúc có số biên bản, thời điểm kết thúc và kết quả của mọi hồ sơ.",
        lambda: (
            Session.objects.filter(state=SessionState.CLOSED)
            .filter(
                Q(minutes_number="")
                | Q(closed_at=None)
                | Exists(
                    SessionItem.objects.filter(session=OuterRef("pk")).filter(
                        Q(yes=None) | Q(needed=None) | Q(basis="")
                    )
                )
            )
            .values_list("pk", flat=True)
        ),
    ),
    Invariant(
        "councils.outcomes",
        "Kết quả biểu quyết đúng với số phiếu cần có.",
        lambda: SessionItem.objects.filter(
            Q(outcome=VoteOutcome.APPROVED, yes__lt=F("needed"))
            | Q(outcome=VoteOutcome.REFUSED, yes__gte=F("needed"))
        ).values_list("session", flat=True),
    ),
    Invariant(
        "councils.open_undecided",
        "Phiên họp chưa kết thúc thì chưa có kết quả.",
        lambda: (
            SessionItem.objects.exclude(session__state=SessionState.CLOSED)
            .exclude(outcome="")
            .values_list("session", flat=True)
        ),
    ),
    Invariant(
        "councils.votes_within",
        "Số phiếu đồng ý không nhiều hơn tổng số thành viên.",
        lambda: SessionItem.objects.filter(yes__gt=F("session__members_total")).values_list(
            "session", flat=True
        ),
    ),
    Invariant(
        "councils.one_open_agenda",
        "Mỗi hồ sơ chỉ nằm trong một phiên họp đang mở.",
        lambda: (
            SessionItem.objects.filter(session__state=SessionState.OPEN)
            .filter(
                Exists(
                    SessionItem.objects.filter(
                        nomination=OuterRef("nomination"),
                        session__state=SessionState.OPEN,
                        session__gt=OuterRef("session"),
                    )
                )
            )
            .values_list("nomination", flat=True)
        ),
    ),
]
