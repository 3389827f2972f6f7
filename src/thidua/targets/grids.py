"""Amounts of several cells at once, as pages show them. A constant number of queries each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from django.utils.safestring import SafeString

from thidua.access.types import Actor
from thidua.foundation.ui.tones import SIGNS
from thidua.kernel.formats import share
from thidua.targets import queries
from thidua.targets.amounts import amount_text, number_text
from thidua.targets.drawing import year_cell
from thidua.targets.logic import judge_period, judge_year
from thidua.targets.settling import Shape, amount_of
from thidua.targets.types import Amount, Judged, Kind, Period, Standing


@dataclass(slots=True)
class Known:
    """What is known of a cell: its amounts, and why some are in doubt."""

    amounts: dict[Kind, Amount] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell as drawn: words only. `by` says what sort of amount the result is; `part` how many years it gathers."""

    plan: str
    result: str
    by: str
    percent: str
    behind: str
    standing: Standing
    says: str
    doubts: tuple[str, ...]
    part: str = ""
    number: Decimal | None = None

    @property
    def tone(self) -> str:
        return self.standing.tone

    @property
    def sign(self) -> str:
        return SIGNS[self.standing.tone]

    def cell(self, head: str) -> SafeString:
        """The cell of a table under a heading."""
        doubts = [f"Chưa chắc: {doubt}" for doubt in self.doubts]
        return year_cell(
            head, result=self.result, plan=self.plan, percent=self.percent, behind=self.behind,
            standing=self.standing, by=self.by, notes=[self.part, self.says, *doubts],
        )  # fmt: skip


EMPTY = CellView("", "", "", "", "", Standing.EMPTY, "", ())


def known_cells(actor: Actor, years: Period, **narrowed: object) -> dict[tuple[int, int, Period], Known]:
    """(target, unit, period) → what is known, for periods within `years`. One query."""
    rows = queries.values(actor, year_from__gte=years.first, year_to__lte=years.last, **narrowed)
    found: dict[tuple[int, int, Period], Known] = {}
    for target_id, unit_id, first, last, kind, low, high, sign, doubt in rows.values_list(
        "target_id", "unit_id", "year_from", "year_to", "kind", "amount", "amount_to", "sign", "doubt"
    ):
        known = found.setdefault((target_id, unit_id, Period(first, last)), Known())
        known.amounts[Kind(kind)] = amount_of(low, high, sign)
        if doubt:
            known.doubts.append(f"{Kind(kind).label}: {doubt}")
    return found


def cell_view(shape: Shape, known: Known | None) -> CellView:
    """A year's cell."""
    if known is None or not known.amounts:
        return EMPTY
    return drawn(
        shape, known.amounts.get(Kind.PLAN), judge_year(shape.direction, known.amounts), known.doubts
    )


def drawn(shape: Shape, plan: Amount | None, found: Judged, doubts: Iterable[str] = ()) -> CellView:
    """A cell in words."""
    stands, gathered = found.stands, found.gathered
    short = stands.behind if stands.standing in (Standing.BEHIND, Standing.UNSURE) else None
    part = ""
    if gathered and gathered.known:
        part = f"{shape.over_years.label.lower()}, có {gathered.known}/{gathered.of} năm"
    return CellView(
        plan=amount_text(plan, shape.places),
        result=amount_text(found.result, shape.places),
        by=found.kind.label if found.kind else "",
        percent=percent_text(stands.percent),
        behind=number_text(short, shape.places) if short else "",
        standing=stands.standing,
        says=stands.says,
        doubts=tuple(doubts),
        part=part,
        number=found.result.at(shape.direction) if found.result else None,
    )


def percent_text(percent: Fraction | None) -> str:
    """The share with one decimal; never shown as 100 % before it is."""
    if percent is None:
        return ""
    return share(percent.numerator, percent.denominator * 100)


def plan_view(
    shape: Shape, cells: Mapping[tuple[int, int, Period], Known], unit_id: int, period: Period
) -> CellView:
    """The five-year plan against its own result, or against what the years so far make of it."""
    own = cells.get((shape.id, unit_id, period)) or Known()
    by_year, doubts = {}, list(own.doubts)
    for year in period.years:
        known = cells.get((shape.id, unit_id, Period(year, year)))
        by_year[year] = known.amounts if known else {}
        doubts += [f"năm {year}, {doubt}" for doubt in known.doubts] if known else []
    found = judge_period(shape.direction, shape.over_years, shape.places, period, own.amounts, by_year)
    return drawn(
        shape,
        own.amounts.get(Kind.PLAN),
        found,
        doubts if found.kind is None and Kind.PLAN in own.amounts else own.doubts,
    )
