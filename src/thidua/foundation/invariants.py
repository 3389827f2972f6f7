"""What must hold of the stored data at every moment: "no row such that …".

Each room lists its own in `invariants.py` as `INVARIANTS`; they run in tests and, on a live site, by
`thidua invariants`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from typing import Any

from django.db.models import F, Q

from thidua.foundation import rooms
from thidua.foundation.ledger import verify
from thidua.foundation.models import Attachment, Job, JobState, Notice


@dataclass(frozen=True, slots=True)
class Invariant:
    """A rule that no row may break.

    `name` is `room.rule`; `says` a Vietnamese sentence of what holds; `rows` yields the offenders (a queryset
    or any iterable), as few queries as possible.
    """

    name: str
    says: str
    rows: Callable[[], Iterable[Any]]


@dataclass(frozen=True, slots=True)
class Broken:
    """A broken rule with its first offenders."""

    invariant: Invariant
    sample: tuple[str, ...]


def all_invariants() -> list[Invariant]:
    """Every room's rules, in the order of the rooms."""
    return [rule for _, path in rooms.having("invariants") for rule in import_module(path).INVARIANTS]


def broken(invariants: Iterable[Invariant] | None = None) -> Iterator[Broken]:
    """Check the rules (all when none are given) and yield the broken ones."""
    for invariant in all_invariants() if invariants is None else invariants:
        sample = tuple(str(row) for row in islice(invariant.rows(), 5))
        if sample:
            yield Broken(invariant, sample)


INVARIANTS = [
    Invariant("foundation.ledger", "Chuỗi sổ cái nguyên vẹn.", lambda: (fault.says for fault in verify())),
    Invariant(
        "foundation.jobs_end",
        "Việc nền đã xong hoặc không thành công thì có thời điểm kết thúc, việc chưa xong thì không.",
        lambda: Job.objects.filter(
            Q(state__in=[JobState.DONE, JobState.FAILED], finished_at=None)
            | Q(state__in=[JobState.QUEUED, JobState.RUNNING], finished_at__isnull=False)
        ).values_list("key", flat=True),
    ),
    Invariant(
        "foundation.jobs_progress",
        "Việc nền không làm quá tổng số phần việc.",
        lambda: Job.objects.filter(total__gt=0, done__gt=F("total")).values_list("key", flat=True),
    ),
    Invariant(
        "foundation.notices_roles",
        "Mỗi thông báo có vai trò nhận, ghi giữa hai dấu phẩy.",
        lambda: Notice.objects.exclude(roles__startswith=",", roles__endswith=",").values_list(
            "pk", flat=True
        ),
    ),
    Invariant(
        "foundation.files_exist",
        "Mỗi tệp đính kèm có nội dung trên đĩa, đúng dung lượng đã ghi.",
        lambda: _files_amiss(),
    ),
]


def _files_amiss() -> Iterator[str]:
    for row in Attachment.objects.order_by("pk").iterator(chunk_size=500):
        try:
            size = row.file.storage.size(row.file.name)
        except OSError:
            yield f"{row.pk}: {row.name} không còn trên đĩa"
            continue
        if size != row.size:
            yield f"{row.pk}: {row.name} có {size} byte thay vì {row.size}"
