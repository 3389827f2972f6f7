"""The permissions of targets."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories
from tests.factories import SYSTEM, TODAY
from tests.site.matrix_roles import DESK, Line
from tests.site.matrix_urls import BOTH, POST, Page, acts, anyone, by_role, scoped
from tests.site.matrix_world import DISTRICT, World
from thidua.organisation.models import Succession
from thidua.organisation.queries import unit_refs
from thidua.targets import commands, taking
from thidua.targets.exchange import write
from thidua.targets.ground import ground
from thidua.targets.types import Amount, Direction, Kind, LinkKind, NewTarget, Paper, Period

COMMANDS = ("thidua.targets.commands",)
YEAR, FIVE = Period(2021, 2021), Period(2021, 2025)


def _new(code: str) -> NewTarget:
    return NewTarget(code, "Tỷ lệ học sinh giỏi", "%", Direction.HIGHER, places=1)


def build(world: World) -> None:
    """A target of the school with an amount reported for the year."""
    world.ids["target"] = commands.create_target(actor=SYSTEM, unit_id=world.school, new=_new("HSG"))
    world.ids["grid"] = _grid(world)
    world.ids["grid_import"] = commands.send_grid(
        actor=SYSTEM, unit_id=world.school, name="so-lieu.xlsx", data=world["grid"]
    )
    world.ids["target_value"] = commands.report(actor=SYSTEM, **_at(world, YEAR))
    world.ids["target_link"] = commands.link_target(
        actor=SYSTEM, target_id=world["target"], kind=LinkKind.RESOLUTION, title="Nghị quyết"
    )
    _former(world)


def _former(world: World) -> None:
    """What the school was called before, with a plan that the school may take over."""
    school = world.units.school
    old = factories.unit("Trường tên cũ", parent=school, valid_to=TODAY - timedelta(days=1))
    Succession.objects.create(before=old, after=school, kind="renaming", on=TODAY)
    commands.set_plan(actor=SYSTEM, **_at(world) | {"unit_id": old.pk})


def _offered(w: World) -> str:
    return taking.digest(taking.takings([unit_refs([w.school])[w.school]], TODAY)[w.school])


def _grid(w: World) -> bytes:
    """A workbook that reports thirty for another year."""
    place = ground(SYSTEM, unit_refs([w.school])[w.school])
    unit = next(unit for unit in place.units.values() if unit.id == w.school)
    said = {Kind.REPORTED: (Amount(Decimal(30)), Paper())}
    return write([_new("HSG")], {}, [("HSG", unit, Period(2019, 2019), said)], "")


def _outline() -> bytes:
    """A square for the district."""
    ring = [[107, 12], [108, 12], [108, 13], [107, 12]]
    shape = {"geometry": {"type": "Polygon", "coordinates": [ring]}, "properties": {"name": "Cư Jút"}}
    return json.dumps({"type": "FeatureCollection", "features": [shape]}).encode()


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
    Line(
        "targets.unlink_target",
        lambda w, who: commands.unlink_target(actor=who, link_id=w["target_link"], reason="Gắn nhầm"),
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
        "targets.take_over",
        lambda w, who: commands.take_over(actor=who, unit_id=w.school, seen=_offered(w)),
        own=DESK, above=DESK,
    ),
    Line(
        "targets.send_grid",
        lambda w, who: commands.send_grid(actor=who, unit_id=w.school, name="a.xlsx", data=w["grid"]),
        own=DESK, above=DESK,
    ),
    Line(
        "targets.import_values",
        lambda w, who: commands.import_values(actor=who, import_id=w["grid_import"]),
        own=DESK, above=DESK,
    ),
    Line(
        "targets.read_sent",
        lambda w, who: commands.read_sent(actor=who, import_id=w["grid_import"]),
        own=DESK, above=DESK,
    ),
    Line(
        "targets.confirm_import",
        lambda w, who: commands.confirm_import(actor=who, import_id=w["grid_import"]),
        own=DESK, above=DESK,
    ),
    Line(
        "targets.import_boundaries",
        lambda w, who: commands.import_boundaries(
            actor=who, unit_id=w["district"], name="a.geojson", data=_outline(), source="Sở Tài nguyên và Môi trường"
        ),
        own=DESK, place=DISTRICT,
    ),
    Line(
        "targets.correct",
        lambda w, who: commands.correct(
            actor=who, value_id=w["target_value"], amount=Amount(Decimal(31)), reason="Rà soát lại"
        ),
        own=DESK, above=DESK,
    ),
)  # fmt: skip
NEW = {
    "code": "MOI", "title": "Chỉ tiêu mới", "measure": "%", "direction": "higher", "places": "0", "agency": "",
    "frequency": "year", "over_units": "none", "over_years": "last",
}  # fmt: skip
PAGES: tuple[Page, ...] = (
    anyone("targets:list"),
    anyone("targets:progress"),
    anyone("targets:behind"),
    anyone("targets:due"),
    by_role("targets:new", roles=DESK, methods=BOTH, data=lambda w: {**NEW, "unit": w.school}),
    scoped("targets:target", "target"),
    scoped("targets:unit", "school"),
    scoped("targets:cell", "target", "school"),
    acts("targets:edit", "target", own=DESK, data=lambda w: {**NEW, "unit": w.school, "version": "1"}),
    acts("targets:retire", "target", own=DESK, data=lambda w: {"confirmed": "1", "reason": "Thay", "version": "1"}),
    acts("targets:link", "target", own=DESK, data=lambda w: {"kind": "resolution", "title": "Nghị quyết 2"}),
    acts("targets:unlink", "target_link", own=DESK, data=lambda w: {"reason": "Gắn nhầm"}),
    acts(
        "targets:enter", "target", "school", own=DESK, above=DESK,
        data=lambda w: {"kind": "reported", "period": "2020", "amount": "1,5"},
    ),
    acts(
        "targets:correct", "target_value", own=DESK, above=DESK,
        data=lambda w: {"amount": "1,5", "reason": "Rà soát lại"},
    ),
    acts(
        "targets:take", "school", own=DESK, above=DESK,
        data=lambda w: {"seen": _offered(w), "confirmed": "1"},
    ),
    anyone("targets:imports"),
    by_role(
        "targets:imports", roles=DESK, methods=POST, variant="sending",
        data=lambda w: {"unit": w.school, "file": SimpleUploadedFile("so-lieu.xlsx", w["grid"])},
    ),
    by_role("targets:boundaries", roles=DESK, methods=BOTH),
    scoped("targets:import", "grid_import"),
    acts("targets:import-confirm", "grid_import", own=DESK, above=DESK, methods=POST),
    scoped("targets:export", "school"),
)  # fmt: skip
