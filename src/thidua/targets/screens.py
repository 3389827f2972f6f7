"""What the room's pages show: counts by year, one target over its units, one unit over its targets, one cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from thidua.access.types import Actor
from thidua.foundation.errors import NotThere
from thidua.foundation.ui.parts import Tab
from thidua.kernel.decision import Decision
from thidua.organisation.models import Unit
from thidua.organisation.queries import unit_refs, valid_on
from thidua.organisation.types import UnitKind, UnitRef
from thidua.targets import queries
from thidua.targets.access import may_enter, may_keep, may_take_over
from thidua.targets.amounts import amount_text, number_text
from thidua.targets.drawing import share_cell
from thidua.targets.grids import CellView, Known, cell_view, known_cells, plan_view
from thidua.targets.logic import five_years_of, gather_units
from thidua.targets.maps import Picture, picture
from thidua.targets.models import Target
from thidua.targets.settling import Shape, amount_of
from thidua.targets.taking import takings
from thidua.targets.types import (
    Direction,
    Frequency,
    Kind,
    OverUnits,
    OverYears,
    Period,
    Standing,
    TargetState,
)

LEVELS = (UnitKind.PROVINCE, UnitKind.DISTRICT, UnitKind.COMMUNE)
"""Kinds of unit a target is looked at by, beside those that have amounts anyway."""
MOST_ROWS = 200


def shape_of(target: Target) -> Shape:
    """What of a target its cells need."""
    return Shape(
        target.pk, Direction(target.direction), target.places, target.measure, OverYears(target.over_years)
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table of years: what it is about, its years' cells, and the five-year plan's."""

    name: str
    sub: str
    url: str
    cells: tuple[tuple[str, CellView], ...]
    plan: CellView

    @property
    def drawn(self) -> SafeString:
        """All its cells."""
        cells = [view.cell(head) for head, view in (*self.cells, ("5 năm", self.plan))]
        return mark_safe("".join(cells))


def with_counts(actor: Actor, year: int) -> Any:
    """For the catalogue's page: each target with how its units stand in the year. One query."""

    def prepare(rows: Sequence[Target]) -> list[Target]:
        counted = queries.counts(actor, Period(year, year), "target")
        for row in rows:
            row.counted = counted.get(row.pk, {})  # type: ignore[attr-defined]
        return list(rows)

    return prepare


@dataclass(frozen=True, slots=True)
class Share:
    """How many of those with a plan met it in a year."""

    met: int = 0
    behind: int = 0
    open: int = 0

    @property
    def of(self) -> int:
        return self.met + self.behind + self.open

    @property
    def tone(self) -> str:
        if not self.of:
            return "done"
        return "bad" if self.behind else ("wait" if self.open else "good")


NOTHING = Share()


def _share(counted: dict[Standing, int]) -> Share:
    return Share(
        counted.get(Standing.MET, 0),
        counted.get(Standing.BEHIND, 0),
        counted.get(Standing.NO_RESULT, 0) + counted.get(Standing.UNSURE, 0),
    )


def progress(actor: Actor, year: int) -> dict[str, Any]:
    """Five years at once: by target and by unit, how many plans were met. Four queries, however many cells."""
    years = five_years_of(year)
    by_target, by_unit = queries.counts_by_period(actor, years)
    targets = list(
        queries.targets(actor)
        .filter(Q(state=TargetState.ACTIVE) | Q(pk__in=by_target))
        .order_by("place", "code", "pk")
    )
    units = Unit.objects.filter(pk__in=by_unit).order_by("depth", "sort_key", "pk")
    asked = f"?year={year}"
    now = _sum(by_target, year)
    return {
        "title": "Tiến độ chỉ tiêu",
        "year": year,
        "years": years.years,
        "five": years,
        "now": now,
        "behind_url": f"{reverse('targets:behind')}{asked}",
        "earlier": f"?year={years.first - 1}",
        "later": f"?year={years.last + 1}",
        "targets": [
            (each, reverse("targets:target", args=[each.pk]) + asked, _row(by_target.get(each.pk, {}), years))
            for each in targets
        ],
        "units": [
            (each, reverse("targets:unit", args=[each.pk]) + asked, _row(by_unit[each.pk], years))
            for each in units
        ],
    }


def _row(counted: dict[Period, dict[Standing, int]], years: Period) -> SafeString:
    cells = []
    for period, head in (*((Period(year, year), str(year)) for year in years.years), (years, "5 năm")):
        share = _share(counted[period]) if period in counted else NOTHING
        cells.append(share_cell(head, share.met, share.of, share.tone))
    return mark_safe("".join(cells))


def _sum(by_target: dict[int, dict[Period, dict[Standing, int]]], year: int) -> Share:
    period = Period(year, year)
    shares = [_share(each[period]) for each in by_target.values() if period in each]
    return Share(sum(s.met for s in shares), sum(s.behind for s in shares), sum(s.open for s in shares))


def by_target(actor: Actor, target_id: int, year: int, level: str) -> dict[str, Any]:
    """One target: its units over five years, the map of the year, what is missing. Eight queries at most."""
    target = queries.target(actor, target_id)
    years, shape = five_years_of(year), shape_of(target)
    known = known_cells(actor, years, target_id=target.pk)
    units = _units(actor, target, years, {unit_id for _, unit_id, _ in known})
    kinds = [kind for kind in UnitKind if any(unit.kind == kind for unit in units)]
    chosen = UnitKind(level) if level in kinds else _usual(kinds, units, known)
    shown = [unit for unit in units if unit.kind == chosen][:MOST_ROWS]
    asked = f"?year={year}"
    rows = [
        Row(
            unit.name, "", reverse("targets:cell", args=[target.pk, unit.pk]),
            _cells(shape, known, unit.pk, years), plan_view(shape, known, unit.pk, years),
        )
        for unit in shown
    ]  # fmt: skip
    now = {unit.pk: cell_view(shape, known.get((target.pk, unit.pk, Period(year, year)))) for unit in shown}
    return {
        "title": target.title,
        "t": target,
        "direction": shape.direction,
        "state": TargetState(target.state),
        "frequency": Frequency(target.frequency),
        "year": year,
        "years": years.years,
        "five": years,
        "rows": rows,
        "tabs": [
            Tab(
                kind.value,
                kind.label.capitalize(),
                f"{asked}&level={kind.value}",
                sum(u.kind == kind for u in units),
            )
            for kind in kinds
        ],
        "level": chosen.value if chosen else "",
        "gathered": _gathered(target, shape, known, shown, years),
        "map": _map(shown, now, target, year),
        "late": [
            (unit.name, now[unit.pk], reverse("targets:cell", args=[target.pk, unit.pk]))
            for unit in shown
            if now[unit.pk].standing is Standing.BEHIND
        ],
        "links": queries.links(actor, target.pk),
        "keeps": bool(may_keep(actor, target.unit_id, target.unit.path)),
        "earlier": f"?year={years.first - 1}&level={chosen.value if chosen else ''}",
        "later": f"?year={years.last + 1}&level={chosen.value if chosen else ''}",
    }


def _units(actor: Actor, target: Target, years: Period, having: set[int]) -> list[Unit]:
    """The units of the target's owner that the actor sees: the administrative ones of the years, and those with
    amounts. One query."""
    paths = [target.unit.path] if actor.is_system else _within(actor.scope_paths, target.unit.path)
    scope = Q(pk__in=[])
    for path in paths:
        scope |= Q(path__startswith=path)
    standing = valid_on(date(years.first, 12, 31)) | valid_on(date(years.last, 12, 31))
    rows = Unit.objects.filter(Q(pk__in=having) | (scope & standing & Q(kind__in=LEVELS)))
    return list(rows.order_by("sort_key", "pk"))


def _within(paths: Sequence[str], owner: str) -> list[str]:
    """The actor's paths, cut to the owner's subtree."""
    return [
        path if path.startswith(owner) else owner
        for path in paths
        if path.startswith(owner) or owner.startswith(path)
    ]


def _usual(
    kinds: Sequence[UnitKind], units: Sequence[Unit], known: dict[tuple[int, int, Period], Known]
) -> UnitKind | None:
    """The level that is shown unless one is asked for: below the top, the one with most amounts."""
    having = {unit_id for _, unit_id, _ in known}
    told = {kind: sum(unit.kind == kind and unit.pk in having for unit in units) for kind in kinds}
    lower = [kind for kind in kinds if kind is not UnitKind.PROVINCE] or list(kinds)
    return (
        max(lower, key=lambda kind: told[kind])
        if any(told[kind] for kind in lower)
        else next(iter(kinds), None)
    )


def _cells(
    shape: Shape, known: dict[tuple[int, int, Period], Known], unit_id: int, years: Period
) -> tuple[tuple[str, CellView], ...]:
    return tuple(
        (str(year), cell_view(shape, known.get((shape.id, unit_id, Period(year, year)))))
        for year in years.years
    )


def _gathered(
    target: Target,
    shape: Shape,
    known: dict[tuple[int, int, Period], Known],
    shown: Sequence[Unit],
    years: Period,
) -> dict[str, Any] | None:
    """What the rows make together by the target's rule, year by year; None where the rule makes nothing."""
    rule = OverUnits(target.over_units)
    if rule is OverUnits.NONE or len(shown) < 2:
        return None
    cells = []
    for year in years.years:
        # Only units of the year's last day are added: the whole year of one that ended is its successor's.
        lasting = [unit for unit in shown if _stands_on(unit, date(year, 12, 31))]
        views = [cell_view(shape, known.get((shape.id, unit.pk, Period(year, year)))) for unit in lasting]
        made = gather_units(rule, [view.number for view in views], shape.places)
        words = "" if made.amount is None else number_text(made.amount, shape.places)
        cells.append(
            (str(year), words, f"có {made.known}/{made.of} đơn vị" if 0 < made.known < made.of else "")
        )
    return {"label": rule.label, "cells": cells}


def _stands_on(unit: Unit, day: date) -> bool:
    return (unit.valid_from is None or unit.valid_from <= day) and (
        unit.valid_to is None or unit.valid_to >= day
    )


def _map(shown: Sequence[Unit], now: dict[int, CellView], target: Target, year: int) -> Picture | None:
    if not len(shown) > 1:
        return None
    drawn, source = queries.outlines(target.unit.path, [unit.pk for unit in shown])
    return picture(
        [
            (unit.pk, unit.code, unit.name, reverse("targets:cell", args=[target.pk, unit.pk]))
            for unit in shown
        ],
        now,
        f"{target.title}, năm {year}",
        drawn,
        source,
    )


def by_unit(actor: Actor, unit_id: int, year: int) -> dict[str, Any]:
    """One unit: its targets over five years. Raises NotThere for a unit whose amounts the actor sees none of."""
    unit = unit_refs([unit_id]).get(unit_id)
    if unit is None:
        raise NotThere
    years = five_years_of(year)
    known = known_cells(actor, years, unit_id=unit_id)
    if not known and not actor.is_system and not actor.posts_over(unit.path):
        raise NotThere
    owners = [int(part) for part in unit.path.split("/") if part]
    having = {target_id for target_id, _, _ in known}
    targets = queries.targets(actor).filter(Q(unit__in=owners, state=TargetState.ACTIVE) | Q(pk__in=having))
    rows = []
    for target in targets.order_by("place", "code", "pk"):
        shape = shape_of(target)
        rows.append(
            Row(
                target.title, f"{target.code} · {target.measure}",
                reverse("targets:cell", args=[target.pk, unit_id]),
                _cells(shape, known, unit_id, years), plan_view(shape, known, unit_id, years),
            )
        )  # fmt: skip
    now = [dict(row.cells)[str(year)] for row in rows]
    return {
        "title": f"Chỉ tiêu của {unit.name}",
        "unit": unit,
        "takes": takings([unit], actor.today).get(unit.id, []) if may_take_over(actor, unit.path) else [],
        "year": year,
        "years": years.years,
        "five": years,
        "rows": rows,
        "now": Share(
            sum(view.standing is Standing.MET for view in now),
            sum(view.standing is Standing.BEHIND for view in now),
            sum(view.standing in (Standing.NO_RESULT, Standing.UNSURE) for view in now),
        ),
        "earlier": f"?year={years.first - 1}",
        "later": f"?year={years.last + 1}",
    }


def cell(actor: Actor, target_id: int, unit_id: int) -> dict[str, Any]:
    """One target at one unit: every amount ever entered, and what the actor may enter."""
    target, unit = place(actor, target_id, unit_id)
    rows = queries.history(actor, target_id, unit_id)
    kinds = enterable(actor, target, unit)
    may_correct = set(enterable(actor, target, unit, retired_too=True))
    return {
        "title": f"{target.title}: {unit.name}",
        "t": target,
        "unit": unit,
        "kinds": kinds,
        "rows": [
            {
                "value": row,
                "kind": Kind(row.kind),
                "period": str(Period(row.year_from, row.year_to)),
                "words": ""
                if row.amount is None
                else amount_text(amount_of(row.amount, row.amount_to, row.sign), target.places),
                "may": row.current and Kind(row.kind) in may_correct,
            }
            for row in rows
        ],
    }


def place(actor: Actor, target_id: int, unit_id: int) -> tuple[Target, UnitRef]:
    """A target and a unit of its owner whose amounts the actor sees. Raises NotThere. Two queries."""
    target = queries.target(actor, target_id)
    unit = unit_refs([unit_id]).get(unit_id)
    if unit is None or not unit.path.startswith(target.unit.path):
        raise NotThere
    seen = actor.is_system or bool(actor.posts_over(unit.path))
    if not seen and not (target.agency and actor.posts_over(target.agency.path)):
        raise NotThere
    return target, unit


def enterable(actor: Actor, target: Target, unit: UnitRef, *, retired_too: bool = False) -> list[Kind]:
    """The kinds of amount the actor may enter for the unit."""
    if target.state != TargetState.ACTIVE and not retired_too:
        return []
    return [kind for kind in Kind if judge(actor, kind, target, unit)]


def judge(actor: Actor, kind: Kind, target: Target, unit: UnitRef) -> Decision:
    """Whether the actor may enter that kind of amount for the unit."""
    return may_enter(
        actor, kind, path=unit.path, owner_path=target.unit.path, agency_id=target.agency_id,
        agency_path=target.agency.path if target.agency else "",
    )  # fmt: skip
