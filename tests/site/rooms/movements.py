"""The permissions of movements."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from tests.factories import SYSTEM, TODAY
from tests.site.matrix_roles import DESK, NONE, SIGNERS, Line
from tests.site.matrix_urls import BOTH, GONE, REFUSED, Page, acts, anyone, by_role, of, scoped
from tests.site.matrix_world import World
from thidua.movements import commands, logic
from thidua.movements.models import Movement, Review
from thidua.movements.types import Check, Criterion, Kind, Plan, Proposed, ReviewKind

COMMANDS = ("thidua.movements.commands",)
CERTIFICATE = "provincial_certificate_of_merit"
PLAN = Plan(
    "Thi đua dạy tốt, học tốt", Kind.THEMATIC, date(2021, 9, 5), date(2022, 5, 31), goal="Giờ dạy giỏi",
    content="Đổi mới cách dạy", criteria=(Criterion("people", "Giờ dạy tốt"),), awards=(CERTIFICATE,),
)  # fmt: skip
FORM = {
    "title": "Giữ trường xanh", "kind": "thematic", "since": "01/12/2021", "until": "31/05/2022",
}  # fmt: skip
POINTS = logic.points(ReviewKind.FINAL, TODAY)


def _launch(movement_id: int) -> None:
    commands.launch(actor=SYSTEM, movement_id=movement_id, version=1, on=TODAY, aware=True)


def build(world: World) -> None:
    """At the school: a draft, a movement under way with a task and a held and an owed review; one above to join."""
    make = {"actor": SYSTEM, "unit_id": world.school}
    world.ids["movement_draft"] = commands.draft(
        **make, plan=replace(PLAN, title="Giữ trường xanh, sạch, đẹp")
    )
    running = world.ids["movement"] = commands.draft(**make, plan=PLAN)
    over = world.ids["movement_over"] = commands.draft(**make, plan=replace(PLAN, title="Quyên góp sách"))
    above = world.ids["movement_above"] = commands.draft(
        actor=SYSTEM, unit_id=world.units.district.pk, plan=replace(PLAN, title="Xây dựng huyện học tập")
    )
    for pk in (running, over, above):
        _launch(pk)
    world.ids["movement_task"] = commands.add_task(
        actor=SYSTEM, movement_id=running, what="Dự giờ", unit_id=world.school, due=date(2022, 1, 15)
    )
    world.ids["movement_review"] = _final(running)
    world.ids["movement_review_held"] = _final(over)
    commands.hold_review(
        actor=SYSTEM, review_id=_final(over), held_on=TODAY, findings="Đạt.",
        checklist=[Check(point.key, True) for point in POINTS],
    )  # fmt: skip


def _final(movement_id: int) -> int:
    return Review.objects.get(movement=movement_id, kind=ReviewKind.FINAL).pk


def _version(name: str, **words: Any) -> Any:
    return lambda w: {
        "version": Movement.objects.values_list("version", flat=True).get(pk=w[name]),
        "on": "15/12/2021",
        "unit": w.school,
        **words,
    }


def _checked(w: World) -> dict[str, Any]:
    done = {f"done_{point.key}": "on" for point in POINTS}
    return {**done, "held_on": "15/12/2021", "findings": "Đạt."}


LINES = (
    Line(
        "movements.draft",
        lambda w, who: commands.draft(actor=who, unit_id=w.school, plan=PLAN),
        own=DESK,
    ),
    Line(
        "movements.edit",
        lambda w, who: commands.edit(
            actor=who, movement_id=w["movement_draft"], version=1, plan=replace(PLAN, theme="Xanh")
        ),
        own=DESK,
    ),
    Line(
        "movements.launch",
        lambda w, who: commands.launch(
            actor=who, movement_id=w["movement_draft"], version=1, on=TODAY, paper="KH 01", aware=True
        ),
        own=DESK | SIGNERS,
    ),
    Line(
        "movements.launch",
        lambda w, who: commands.launch(
            actor=who, movement_id=w["movement_draft"], version=1, on=TODAY, aware=True
        ),
        own=SIGNERS,
        variant="without a paper",
    ),
    Line(
        "movements.join",
        lambda w, who: commands.join(actor=who, movement_id=w["movement_above"], unit_id=w.school),
        own=DESK | SIGNERS,
    ),
    Line(
        "movements.add_task",
        lambda w, who: commands.add_task(
            actor=who, movement_id=w["movement"], what="Thao giảng", unit_id=w.school, due=date(2022, 3, 1)
        ),
        own=DESK,
    ),
    Line(
        "movements.finish_task",
        lambda w, who: commands.finish_task(actor=who, task_id=w["movement_task"], on=TODAY, result="Xong"),
        own=DESK | SIGNERS,
    ),
    Line(
        "movements.plan_review",
        lambda w, who: commands.plan_review(
            actor=who, movement_id=w["movement"], kind="interim", due=date(2022, 1, 31)
        ),
        own=DESK,
    ),
    Line(
        "movements.hold_review",
        lambda w, who: commands.hold_review(
            actor=who, review_id=w["movement_review"], held_on=TODAY, findings="Đạt.",
            checklist=[Check(point.key, True) for point in POINTS],
        ),
        own=DESK,
    ),
    Line(
        "movements.correct_review",
        lambda w, who: commands.correct_review(
            actor=who, review_id=w["movement_review_held"], version=1, held_on=TODAY, findings="Khá.",
            checklist=[Check(point.key, True) for point in POINTS], figures=[], reason="Ghi nhầm",
        ),
        own=DESK,
    ),
    Line(
        "movements.propose",
        lambda w, who: commands.propose(
            actor=who, review_id=w["movement_review_held"], proposed=[Proposed(w["twin"], CERTIFICATE)]
        ),
        own=DESK,
    ),
    Line(
        "movements.close",
        lambda w, who: commands.close(actor=who, movement_id=w["movement_over"], version=2, on=TODAY),
        own=DESK,
    ),
)  # fmt: skip
PAGES: tuple[Page, ...] = (
    anyone("movements:list"),
    by_role("movements:new", roles=DESK, methods=BOTH, data=lambda w: {**FORM, "unit": w.school}),
    scoped("movements:movement", "movement"),
    scoped("movements:movement", "movement_draft", variant="draft"),
    scoped("movements:tasks", "movement"),
    scoped("movements:branch", "movement"),
    scoped("movements:reviews", "movement"),
    acts("movements:edit", "movement_draft", own=DESK, data=_version("movement_draft", **FORM)),
    acts("movements:launch", "movement_draft", own=DESK | SIGNERS, data=_version("movement_draft", paper="KH 1")),
    acts("movements:add-task", "movement", own=DESK, data=_version("movement", what="Dự giờ", due="01/03/2022")),
    acts(
        "movements:finish-task", "movement", "movement_task", own=DESK | SIGNERS,
        data=_version("movement", result="Xong"),
    ),
    acts("movements:plan-review", "movement", own=DESK, data=_version("movement", kind="interim", due="31/01/2022")),
    acts("movements:close", "movement_over", own=DESK, data=_version("movement_over")),
    acts("movements:hold", "movement_review", own=DESK, data=_checked),
    acts(
        "movements:correct", "movement_review_held", own=DESK,
        data=lambda w: {**_checked(w), "findings": "Khá.", "version": "1", "reason": "Ghi nhầm"},
    ),
    acts(
        "movements:propose", "movement_review_held", own=DESK,
        data=lambda w: {"award": CERTIFICATE, "ids": [str(w["twin"])]},
    ),
    Page(
        "movements:join", of("movement_above"), DESK | SIGNERS, NONE, DESK | SIGNERS, beyond=REFUSED, nobody=GONE,
    ),
    Page(
        "movements:join", of("movement_above"), DESK | SIGNERS, NONE, DESK | SIGNERS, beyond=REFUSED, nobody=GONE,
        methods=("POST",), data=lambda w: {"unit": w.school}, variant="sent",
    ),
)  # fmt: skip
