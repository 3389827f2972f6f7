"""What must hold of exemplars, copies, stories and tips."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import F, Q

from thidua.exemplars import logic
from thidua.exemplars.models import Airing, Exemplar, Note, Spread, Story, Task, Tip
from thidua.exemplars.types import AiringState, Copy, NoteKind, Step, StoryState
from thidua.foundation.invariants import Invariant


def _evidence() -> Iterator[str]:
    """Whoever stands past a step brought its evidence. Two queries."""
    noted: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for pk, step, kind in Note.objects.values_list("exemplar_id", "step", "kind"):
        noted[pk].add((step, kind))
    for pk, now in Exemplar.objects.exclude(step=Step.CLOSED).order_by("pk").values_list("pk", "step"):
        for step in logic.STEPS[: logic.STEPS.index(Step(now))]:
            kinds = {NoteKind(kind) for at, kind in noted[pk] if at == step}
            if logic.missing(step, kinds):
                yield f"điển hình {pk}: bước {step.label} thiếu minh chứng"


def _trees() -> Iterator[str]:
    copies: dict[int, list[Copy]] = defaultdict(list)
    for owner, *row in Spread.objects.values_list("exemplar_id", "pk", "parent", "unit"):
        copies[owner].append(Copy(*row))
    for pk, rows in sorted(copies.items()):
        try:
            logic.tree(rows)
        except ValueError:
            yield f"điển hình {pk}: sơ đồ nhân rộng không phải là cây"


INVARIANTS = [
    Invariant("exemplars.evidence", "Điển hình chỉ qua một bước khi đủ minh chứng của bước ấy.", _evidence),
    Invariant("exemplars.trees", "Nhân rộng là một cây gốc ở điển hình.", _trees),
    Invariant(
        "exemplars.copies_elsewhere",
        "Đơn vị có mô hình không tự học tập mô hình của mình.",
        lambda: Spread.objects.filter(unit=F("exemplar__unit")).values_list("pk", flat=True),
    ),
    Invariant(
        "exemplars.merit",
        "Không bài nào về điển hình không còn xứng đáng ở ngoài trạng thái đã gỡ hoặc đang soạn.",
        lambda: (
            Story.objects.filter(exemplar__ending="merit_lost")
            .exclude(state__in=(StoryState.WITHDRAWN, StoryState.DRAFT))
            .values_list("pk", flat=True)
        ),
    ),
    Invariant(
        "exemplars.tasks",
        "Không việc nào của bước đã qua còn chờ làm.",
        lambda: (
            Task.objects.filter(note=None, dropped_on=None)
            .exclude(step=F("exemplar__step"))
            .exclude(exemplar__step=Step.CLOSED)
            .values_list("pk", flat=True)
        ),
    ),
    Invariant(
        "exemplars.media",
        "Lịch đăng, phát chỉ còn chờ khi bài đã xếp lịch hoặc đã đăng.",
        lambda: (
            Airing.objects.filter(state=AiringState.PLANNED)
            .exclude(story__state__in=(StoryState.SCHEDULED, StoryState.PUBLISHED))
            .values_list("pk", flat=True)
        ),
    ),
    Invariant(
        "exemplars.forgotten",
        "Tin không được xác nhận thì không giữ điều gì của riêng ai.",
        lambda: (
            Tip.objects.filter(ending="unconfirmed")
            .exclude(Q(who="", place="", text="", teller="", contact=""))
            .values_list("pk", flat=True)
        ),
    ),
]
