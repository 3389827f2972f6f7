"""The permissions of documents."""

from __future__ import annotations

from typing import Any

from tests.factories import SYSTEM, TODAY
from tests.site.matrix_roles import ALL, DESK, Line
from tests.site.matrix_urls import BOTH, POST, Page, acts, anyone, by_role
from tests.site.matrix_world import World
from thidua.directives import commands
from thidua.directives.types import Particulars

COMMANDS = ("thidua.directives.commands",)
RIGHT = Particulars("UBND tỉnh", "", "", TODAY, "Chỉ thị", "Phát động thi đua", "", "", TODAY)
FORM = {"issuer": "UBND tỉnh", "subject": "Phát động thi đua", "dated": "15/12/2021", "arrived": "15/12/2021"}


def build(world: World) -> None:
    """A document at the school, read and not yet in the register."""
    world.ids["incoming"] = commands.take_in(
        actor=SYSTEM, unit_id=world.school, text="1. Các đơn vị báo cáo kết quả về Sở Nội vụ."
    )


def _taken(w: World) -> dict[str, Any]:
    return {"unit": w.school, "pasted": "1. Giao nhà trường phát động thi đua."}


LINES = (
    Line(
        "directives.take_in",
        lambda w, who: commands.take_in(actor=who, unit_id=w.school, text="1. Tổ chức phát động thi đua."),
        own=DESK,
    ),
    Line(
        "directives.register",
        lambda w, who: commands.register(actor=who, document_id=w["incoming"], version=1, particulars=RIGHT),
        own=DESK,
    ),
)
PAGES: tuple[Page, ...] = (
    anyone("directives:list"),
    by_role("directives:new", roles=DESK, methods=BOTH, data=_taken),
    acts("directives:document", "incoming", own=ALL, above=ALL, methods=("GET",), variant="read"),
    acts(
        "directives:document",
        "incoming",
        own=DESK,
        methods=POST,
        variant="entered",
        data=lambda w: {**FORM, "version": "1", "confirmed": "1"},
    ),
)
