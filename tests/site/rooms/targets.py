"""The permissions of targets."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.factories import SYSTEM
from tests.site.matrix_roles import DESK, Line
from tests.site.matrix_urls import Page
from tests.site.matrix_world import World
from thidua.targets import commands
from thidua.targets.types import Amount, Direction, LinkKind, NewTarget, Period

COMMANDS = ("thidua.targets.commands",)
YEAR, FIVE = Period(2021, 2021), Period(2021, 2025)


def _new(code: str) -> NewTarget:
    return NewTarget(code, "Tỷ lệ học sinh giỏi", "%", Direction.HIGHER, places=1)


def build(world: World) -> None:
    """A target of the school with an amount reported for the year."""
    world.ids["target"] = commands.create_target(actor=SYSTEM, unit_id=world.school, new=_new("HSG"))
    world.ids["target_value"] = commands.report(actor=SYSTEM, **_at(world, YEAR))


def _at(w: World, period: Period = FIVE) -> dict[str, Any]:
    return {"target_id": w["target"], "unit_id": w.school, "period": period, "amount": Amount(Decimal(30))}


LINES = (
    Line(
        "targets.create_target",
        lambda w, who: commands.create_target(actor=who, unit_id=w.school, new=_new("HSK")),
        own=DESK,
    ),
    Line(
        "targets.edit_target",
        lambda w, who: commands.edit_target(actor=who, target_id=w["target"], version=1, new=_new("HSG2")),
        own=DESK,
    ),
    Line(
        "targets.retire_target",
        lambda w, who: commands.retire_target(actor=who, target_id=w["target"], version=1, reason="Thay cách tính"),
        own=DESK,
    ),
    Line(
        "targets.link_target",
        lambda w, who: commands.link_target(
            actor=who, target_id=w["target"], kind=LinkKind.RESOLUTION, title="Nghị quyết hội nghị viên chức"
        ),
        own=DESK,
    ),
    *(
        Line(f"targets.{name}", lambda w, who, do=do: do(actor=who, **_at(w)), own=DESK, above=DESK)
        for name, do in (
            ("set_plan", commands.set_plan), ("estimate", commands.estimate), ("report", commands.report),
            ("confirm", commands.confirm),
        )
    ),
    Line(
        "targets.correct",
        lambda w, who: commands.correct(
            actor=who, value_id=w["target_value"], amount=Amount(Decimal(31)), reason="Rà soát lại"
        ),
        own=DESK, above=DESK,
    ),
)  # fmt: skip
PAGES: tuple[Page, ...] = ()
