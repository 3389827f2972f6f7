"""Reads the grid's workbook: every cell judged, every fault named by its cell. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from thidua.foundation.sheets import WorkbookRefused, formulas_of, grid_of, open_workbook
from thidua.kernel.decision import refuse
from thidua.kernel.formats import parse_date_vi
from thidua.kernel.text import fold
from thidua.targets import logic
from thidua.targets.amounts import amount_text, parse_amount, parse_period
from thidua.targets.exchange.types import (
    AMOUNTS,
    CATALOGUE,
    CATALOGUE_COLUMNS,
    COLUMNS,
    MAX_ROWS,
    PAPER,
    REASON,
    REPORT_DAYS_TITLE,
    TELL_EVERY,
    Entry,
    Fault,
    Ground,
    Plan,
    Tell,
    UnitKey,
    letter,
    unheard,
)
from thidua.targets.types import (
    REPORT_DAYS,
    Direction,
    Frequency,
    Kind,
    NewTarget,
    OverUnits,
    OverYears,
    Paper,
    Period,
)


def read(data: bytes, ground: Ground, tell: Tell = unheard) -> Plan:
    """Everything the workbook says, judged cell by cell. Raises WorkbookRefused when it cannot be read at all.

    `tell` hears now and then how many of how many rows are judged.
    """
    workbook, names = open_workbook(data)
    if AMOUNTS not in names and CATALOGUE not in names:
        raise WorkbookRefused(
            f"Tệp không có trang “{AMOUNTS}” hay “{CATALOGUE}”. Hãy dùng tệp xuất từ trang này."
        )
    plan = Plan()
    known = dict(ground.targets)
    if CATALOGUE in names:
        rows = _rows(workbook, data, CATALOGUE, CATALOGUE_COLUMNS, ("Mã chỉ tiêu",), plan)
        for new in _catalogue(rows, ground, plan):
            known[new.code] = new
    if AMOUNTS in names:
        rows = _rows(workbook, data, AMOUNTS, COLUMNS, ("Mã chỉ tiêu", "Mã đơn vị", "Kỳ"), plan)
        _amounts(rows, known, ground, plan, tell)
    return plan


@dataclass(frozen=True, slots=True)
class _Row:
    sheet: str
    number: int
    cells: Mapping[str, str]
    letters: Mapping[str, str]

    def fault(self, title: str, says: str) -> Fault:
        return Fault(self.sheet, f"{self.letters.get(title, '')}{self.number}", title, says)


def _rows(
    workbook: Any, data: bytes, name: str, titles: Sequence[str], needed: Sequence[str], plan: Plan
) -> list[_Row]:
    sheet = workbook.get_sheet_by_name(name)
    if sheet.height > MAX_ROWS:
        raise WorkbookRefused(f"Trang “{name}” có quá {MAX_ROWS} dòng; hãy tách tệp.")
    grid = grid_of(sheet)
    known = {fold(title): title for title in titles}
    head = next(
        (at for at, row in enumerate(grid[:20]) if any(fold(c.text) == fold(needed[0]) for c in row)), None
    )
    if head is None:
        raise WorkbookRefused(f"Trang “{name}” không có hàng tiêu đề với cột “{needed[0]}”.")
    places: dict[str, int] = {}
    for at, cell in enumerate(grid[head]):
        title = known.get(fold(cell.text))
        if title and title in places:
            raise WorkbookRefused(f"Trang “{name}” có hai cột “{title}”.")
        if title:
            places[title] = at
    if lacking := [title for title in needed if title not in places]:
        raise WorkbookRefused(f"Trang “{name}” thiếu cột: {', '.join(lacking)}.")
    letters = {title: letter(at) for title, at in places.items()}
    formulas = formulas_of(data, name)
    found = []
    for number, line in enumerate(grid[head + 1 :], start=head + 2):
        cells = {title: line[at].text for title, at in places.items() if at < len(line) and line[at].text}
        row = _Row(name, number, cells, letters)
        for title, column in letters.items():
            if f"{column}{number}" in formulas:
                plan.faults.append(row.fault(title, "Ô có công thức; hãy dán giá trị (Paste Values)."))
        if cells:
            found.append(row)
    return found


def _labelled(enum: Any) -> dict[str, Any]:
    return {fold(member.label): member for member in enum}


def _catalogue(rows: Iterable[_Row], ground: Ground, plan: Plan) -> Iterable[NewTarget]:
    seen: dict[str, int] = {}
    for row in rows:
        code = row.cells.get("Mã chỉ tiêu", "")
        if code in seen:
            plan.faults.append(row.fault("Mã chỉ tiêu", f"Trùng mã với dòng {seen[code]}."))
            continue
        seen[code] = row.number
        before = len(plan.faults)
        new = _target(row, ground, plan)
        if new is None or len(plan.faults) > before:
            continue
        if code not in ground.targets:
            plan.targets.append(new)
            yield new
        elif new != ground.targets[code]:
            plan.faults.append(
                row.fault("Mã chỉ tiêu", "Chỉ tiêu đã có và khác dòng này; hãy sửa ở trang của chỉ tiêu.")
            )


def _target(row: _Row, ground: Ground, plan: Plan) -> NewTarget | None:
    def one_of(title: str, enum: Any, default: Any) -> Any:
        said = row.cells.get(title, "")
        found = _labelled(enum).get(fold(said)) if said else default
        if found is None:
            words = ", ".join(member.label for member in enum)
            plan.faults.append(row.fault(title, f"Chưa đúng; hãy ghi một trong: {words}."))
        return found

    def whole(title: str, default: int = 0) -> int:
        said = row.cells.get(title, str(default))
        if not said.isascii() or not said.isdigit() or len(said) > 4:
            plan.faults.append(row.fault(title, f"“{said}” không phải số nguyên."))
            return 0
        return int(said)

    agency = row.cells.get("Mã cơ quan chủ trì", "")
    if agency and agency not in ground.agencies:
        plan.faults.append(row.fault("Mã cơ quan chủ trì", f"Không có cơ quan nào mang mã “{agency}”."))
    direction = one_of("Chiều tốt", Direction, None)
    frequency = one_of("Kỳ báo cáo", Frequency, Frequency.YEAR)
    over_units = one_of("Tổng hợp từ đơn vị dưới", OverUnits, OverUnits.NONE)
    over_years = one_of("So với kế hoạch 5 năm", OverYears, OverYears.LAST)
    if None in (direction, frequency, over_units, over_years):
        return None
    known = ground.targets.get(
        row.cells.get("Mã chỉ tiêu", "")
    )  # workbooks of before this column leave it as it is
    days = whole(REPORT_DAYS_TITLE, known.report_days if known else REPORT_DAYS)
    new = NewTarget(
        code=row.cells.get("Mã chỉ tiêu", ""), title=row.cells.get("Chỉ tiêu", ""),
        measure=row.cells.get("Đơn vị tính", ""), direction=direction, places=whole("Số chữ số thập phân"),
        agency_id=ground.agencies.get(agency), frequency=frequency, report_days=days,
        source=row.cells.get("Nguồn số liệu", ""), over_units=over_units, over_years=over_years,
        place=whole("Thứ tự"),
    )  # fmt: skip
    for reason in logic.check_target(new).reasons:
        plan.faults.append(row.fault("Mã chỉ tiêu", reason))
    return new


def _amounts(
    rows: Sequence[_Row], known: Mapping[str, NewTarget], ground: Ground, plan: Plan, tell: Tell
) -> None:
    seen: dict[tuple[str, int, Period], int] = {}
    for at, row in enumerate(rows):
        if at % TELL_EVERY == 0:
            tell(at, len(rows), "Đang kiểm tra từng ô")
        code = row.cells.get("Mã chỉ tiêu", "")
        target, unit = known.get(code), ground.units.get(row.cells.get("Mã đơn vị", ""))
        if target is None:
            plan.faults.append(row.fault("Mã chỉ tiêu", f"Không có chỉ tiêu nào mang mã “{code}”."))
        if unit is None:
            said = row.cells.get("Mã đơn vị", "")
            plan.faults.append(row.fault("Mã đơn vị", f"Không có đơn vị nào mang mã “{said}” trong phạm vi."))
        try:
            period = parse_period(row.cells.get("Kỳ", ""))
        except ValueError as error:
            plan.faults.append(row.fault("Kỳ", str(error)))
            continue
        if target is None or unit is None:
            continue
        key = (code, unit.id, period)
        if key in seen:
            plan.faults.append(
                row.fault(
                    "Mã chỉ tiêu",
                    f"Chỉ tiêu, đơn vị, kỳ này đã ghi ở dòng {seen[key]}; mỗi kỳ chỉ ghi một lần.",
                )
            )
            continue
        seen[key] = row.number
        for kind in Kind:
            _amount(row, kind, target, unit, period, ground, plan)


def _amount(
    row: _Row, kind: Kind, target: NewTarget, unit: UnitKey, period: Period, ground: Ground, plan: Plan
) -> None:
    title = kind.label
    said = row.cells.get(title, "")
    paper = _paper(row, kind, plan)
    if paper is None:
        return
    if not said:
        stood = ground.standing.get((target.code, unit.id, period, kind))
        if paper != Paper() and stood is None:
            plan.faults.append(row.fault(title, "Có văn bản, ghi chú mà không có số liệu."))
        return
    try:
        amount = parse_amount(said)
    except ValueError as error:
        plan.faults.append(row.fault(title, str(error)))
        return
    assert amount is not None
    stood = ground.standing.get((target.code, unit.id, period, kind))
    reason = row.cells.get(REASON, "")
    if stood and stood.amount == amount and _says_nothing_new(paper, stood.paper):
        plan.same += 1
        return
    decision = logic.check_amount(amount, target.places) & ground.may(kind, target.code, unit)
    if target.code in ground.retired:
        decision &= refuse("Chỉ tiêu đã thôi dùng nên không ghi thêm số liệu.")
    if stood is None:
        decision &= logic.check_period(period, kind, ground.today)
        decision &= logic.check_unit_lasts(unit.name, unit.first, unit.last, period)
    elif not reason:
        decision &= refuse(
            f"Đang ghi {amount_text(stood.amount) or 'đã rút'}; muốn thay thì nêu lý do ở cột “{REASON}”."
        )
    if not decision:
        plan.faults.extend(row.fault(title, words) for words in decision.reasons)
        return
    replaces, why = (stood.id, reason) if stood else (None, "")
    plan.entries.append(Entry(target.code, unit.id, period, kind, amount, paper, replaces, why))


def _paper(row: _Row, kind: Kind, plan: Plan) -> Paper | None:
    said = {name: row.cells.get(f"{kind.label}: {words.lower()}", "") for name, words in PAPER}
    on = None
    if said["on"]:
        try:
            on = parse_date_vi(said["on"])
        except ValueError as error:
            plan.faults.append(row.fault(f"{kind.label}: ngày văn bản", str(error)))
            return None
    for name, most in (("document", 300), ("note", 500), ("doubt", 300)):
        if len(said[name]) > most:
            words = dict(PAPER)[name].lower()
            plan.faults.append(row.fault(f"{kind.label}: {words}", f"Dài quá {most} ký tự."))
            return None
    return Paper(said["document"], on, said["note"], said["doubt"])


def _says_nothing_new(said: Paper, stood: Paper) -> bool:
    """Cells left blank say nothing; only what is written and differs would be a correction."""
    return all(
        getattr(said, name) in ("", None) or getattr(said, name) == getattr(stood, name) for name, _ in PAPER
    )
