"""The permissions of score sheets."""

from __future__ import annotations

from typing import Any

from tests.factories import SYSTEM
from tests.scoring.conftest import SAMPLE
from tests.site.matrix_roles import DESK, HEAD, Line
from tests.site.matrix_urls import BOTH, POST, Page, acts, anyone, by_role, scoped
from tests.site.matrix_world import World
from thidua.access.types import Role
from thidua.scoring import commands
from thidua.scoring.reading import read_round

COMMANDS = ("thidua.scoring.commands",)
ADOPTERS = HEAD | {Role.SPECIALIST}
SHEET = read_round(SAMPLE)[0]


def build(world: World) -> None:
    """Two drafts at the school, one copied from the other."""
    world.ids["sheet"] = commands.draft(actor=SYSTEM, unit_id=world.school, sheet=SHEET)
    world.ids["sheet_copy"] = commands.copy(actor=SYSTEM, sheet_id=world["sheet"], year=2022)


LINES = (
    Line("scoring.draft", lambda w, who: commands.draft(actor=who, unit_id=w.school, sheet=SHEET), own=DESK),
    Line("scoring.copy", lambda w, who: commands.copy(actor=who, sheet_id=w["sheet"], year=2023), own=DESK),
    Line(
        "scoring.change",
        lambda w, who: commands.change(actor=who, sheet_id=w["sheet"], version=1, sheet=SHEET),
        own=DESK,
    ),
    Line(
        "scoring.adopt",
        lambda w, who: commands.adopt(
            actor=who, sheet_id=w["sheet"], version=1, instrument="", checked=False
        ),
        own=ADOPTERS,
    ),
)


def _new(w: World) -> dict[str, Any]:
    return {"unit": w.school, "code": "moi", "title": "Bảng mới", "year": "2022"}


def _shown(w: World) -> dict[str, Any]:
    return {"version": "1", "confirmed": "1"}


_HEAD = {
    "version": "1",
    "title": "Bảng",
    "total": "100",
    "bonus_cap": "20",
    "quota": "1",
    "certificates": "0",
}
_GROUP = {"version": "1", "code": "moi", "title": "Nhóm mới", "standard": "10"}
_LEAF = {**_GROUP, "kind": "yes_no", "by": "head", "places": "2"}


def _edits(name: str, *parts: str, data: dict[str, str], variant: str = "") -> Page:
    return acts(
        f"scoring:{name}", "sheet", *parts, own=DESK, methods=BOTH, data=lambda w: data, variant=variant
    )


PAGES: tuple[Page, ...] = (
    anyone("scoring:list"),
    by_role("scoring:new", roles=DESK, methods=BOTH, data=_new),
    scoped("scoring:sheet", "sheet"),
    scoped("scoring:changes", "sheet_copy"),
    acts("scoring:copy", "sheet", own=DESK, methods=BOTH, data=lambda w: {"year": "2023"}),
    acts(
        "scoring:adopt",
        "sheet",
        own=ADOPTERS,
        methods=BOTH,
        data=lambda w: {"version": "1", "confirmed": "1"},
    ),
    acts("scoring:trial", "sheet_copy", own=DESK | HEAD, methods=BOTH),
    acts("scoring:trial-template", "sheet_copy", own=DESK | HEAD, methods=("GET",)),
    _edits("head", data=_HEAD),
    _edits("new-node", "nhom", data=_GROUP, variant="group"),
    _edits("new-node", "tieu-chi", data=_LEAF, variant="leaf"),
    _edits("node", "tieu-chi", "thu", data=_LEAF),
    acts("scoring:move", "sheet", "thu", own=DESK, methods=POST, data=_shown),
    acts("scoring:drop", "sheet", "thu", own=DESK, methods=POST, data=_shown),
)
