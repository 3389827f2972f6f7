"""Writes the grid's workbook. Pure."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import xlsxwriter

from thidua.kernel.formats import date_vi
from thidua.targets.amounts import amount_text
from thidua.targets.exchange.types import AMOUNTS, CATALOGUE, CATALOGUE_COLUMNS, COLUMNS, KEYS, PAPER, UnitKey
from thidua.targets.types import (
    Amount,
    Direction,
    Frequency,
    Kind,
    NewTarget,
    OverUnits,
    OverYears,
    Paper,
    Period,
)

Line = tuple[str, UnitKey, Period, Mapping[Kind, tuple[Amount, Paper]]]


def write(
    targets: Sequence[NewTarget], agency_codes: Mapping[int, str], lines: Iterable[Line], title: str
) -> bytes:
    """The workbook: sheet of amounts, one row a target, unit and period; sheet of the catalogue.

    Exact numbers of up to fifteen digits are cells of numbers, all others (spans, "trên 70") text.
    """
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": title})
        head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#F3E9D2", "border": 1}
        )
        text = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet(AMOUNTS)
        for at, words in enumerate(COLUMNS):
            wide = 34 if words in ("Chỉ tiêu", "Đơn vị") else 14
            sheet.set_column(at, at, wide)
            sheet.write_string(0, at, words, head)
        sheet.freeze_panes(1, 6)
        by_code = {target.code: target for target in targets}
        for number, (code, unit, period, amounts) in enumerate(lines, start=1):
            target = by_code[code]
            named = (code, target.title, target.measure, unit.code, unit.name, str(period))
            for at, words in enumerate(named):
                sheet.write_string(number, at, words, text)
            for place, kind in enumerate(Kind):
                if kind in amounts:
                    _write_amount(sheet, number, len(KEYS) + place * (1 + len(PAPER)), *amounts[kind], text)
        listed = book.add_worksheet(CATALOGUE)
        listed.set_column(0, len(CATALOGUE_COLUMNS), 18)
        for at, words in enumerate(CATALOGUE_COLUMNS):
            listed.write_string(0, at, words, head)
        for number, each in enumerate(targets, start=1):
            agency = agency_codes.get(each.agency_id, "") if each.agency_id else ""
            row = (
                each.code, each.title, each.measure, Direction(each.direction).label, str(each.places), agency,
                Frequency(each.frequency).label, str(each.report_days), each.source, OverUnits(each.over_units).label,
                OverYears(each.over_years).label, str(each.place),
            )  # fmt: skip
            for at, words in enumerate(row):
                listed.write_string(number, at, words, text)
    return buffer.getvalue()


def _write_amount(sheet: Any, row: int, at: int, amount: Amount, paper: Paper, text: Any) -> None:
    digits = len(amount.low.normalize().as_tuple().digits) + max(
        0, int(amount.low.normalize().as_tuple().exponent)
    )
    if amount.high is None and not amount.sign and digits <= 15:
        sheet.write_number(row, at, float(amount.low))
    else:
        sheet.write_string(row, at, amount_text(amount), text)
    said = (paper.document, date_vi(paper.on) if paper.on else "", paper.note, paper.doubt)
    for place, words in enumerate(said, start=1):
        if words:
            sheet.write_string(row, at + place, words, text)
