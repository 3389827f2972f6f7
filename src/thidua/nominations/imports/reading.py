"""The first half of an import, as a job: read the workbook, judge every row, keep what was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from thidua.achievements.queries.years import levels_of
from thidua.achievements.types import RatingLevel
from thidua.foundation.bulk import insert_rows
from thidua.foundation.files import open_file
from thidua.foundation.locks import lock_one
from thidua.kernel.memory import collector_at_rest
from thidua.nominations.imports import choices
from thidua.nominations.imports.matching import AMBIGUOUS, MATCHED, Match, Matcher
from thidua.nominations.imports.reader import WorkbookRefused, read_workbook
from thidua.nominations.imports.rows import ParsedRow, Problem, RowReader, within_file
from thidua.nominations.models import ImportBatch, ImportRow
from thidua.nominations.types import ImportState

Tell = Callable[[int, int, str], None]
_SHOWN_CANDIDATES = 8
_COLUMNS = ("batch_id", "number", "cells", "problems", "match", "candidates", "recipient_id")


@collector_at_rest()
def read_batch(batch_id: int, today: date, tell: Tell) -> str:
    """Read a batch's workbook and keep its rows with their problems; answers a sentence for the job.

    Doing it twice leaves the same rows. A batch that went further meanwhile is left alone.
    """
    batch = ImportBatch.objects.select_related("unit", "round").get(pk=batch_id)
    tell(0, 0, "Đang mở tệp")
    try:
        with open_file(batch.file_id) as file:
            sheet = read_workbook(file.read())
    except WorkbookRefused as refused:
        _refuse(batch_id, str(refused))
        return "Tệp không đọc được."
    reader = RowReader(choices.context(batch.unit, batch.round, today))
    parsed = []
    for at, row in enumerate(sheet.rows, start=1):
        parsed.append(reader.read(row))
        if at % 2000 == 0:
            tell(at, len(sheet.rows), "Đang kiểm tra từng ô")
    within_file(parsed)
    tell(len(parsed), len(parsed), "Đang đối chiếu với hồ sơ đã có")
    matches = _match(parsed, batch)
    texts = {
        row.number: {key: cell.text for key, cell in row.cells.items() if cell.text} for row in sheet.rows
    }
    return _keep(batch_id, parsed, matches, texts, sheet.columns)


def _refuse(batch_id: int, reason: str) -> None:
    with transaction.atomic():
        batch = lock_one(ImportBatch, batch_id)
        if batch.state == ImportState.UPLOADED:
            ImportBatch.objects.filter(pk=batch_id).update(state=ImportState.REFUSED, message=reason[:1000])


def _match(parsed: Sequence[ParsedRow], batch: ImportBatch) -> list[Match]:
    matcher = Matcher(choices.known_recipients(parsed, batch.unit))
    matches = [matcher.match(row) for row in parsed]
    ids = [match.recipient_id for match in matches]
    taken = choices.asked_already(parsed, ids)
    levels = levels_of((pk for pk in ids if pk), {row.year for row in parsed})
    for row, match in zip(parsed, matches, strict=True):
        if match.recipient_id and (match.recipient_id, row.award, row.route, row.year) in taken:
            row.problems.append(Problem("award", f"Đã có đề nghị này năm {row.year} trong hệ thống."))
        level = levels.get((match.recipient_id or 0, row.year))
        if level and row.rating and level != row.rating:
            words = RatingLevel(level).label
            row.problems.append(Problem("rating", f"Hồ sơ năm {row.year} đã ghi: {words}."))
    return matches


def _keep(
    batch_id: int,
    parsed: Sequence[ParsedRow],
    matches: Sequence[Match],
    texts: dict[int, dict[str, str]],
    columns: dict[str, int],
) -> str:
    rows = (
        (
            batch_id,
            row.number,
            {"text": texts[row.number], "parsed": packed(row)},
            [[p.column, p.says, p.level] for p in row.problems],
            match.state,
            [[k.id, k.words()] for k in match.candidates[:_SHOWN_CANDIDATES]],
            match.recipient_id if match.state == MATCHED else None,
        )
        for row, match in zip(parsed, matches, strict=True)
    )
    problems = sum(row.has_error for row in parsed)
    questions = sum(match.state == AMBIGUOUS for match in matches)
    with transaction.atomic():
        batch = lock_one(ImportBatch, batch_id)
        if batch.state not in (ImportState.UPLOADED, ImportState.READ):
            return "Danh sách đã được xử lý."
        ImportRow.objects.filter(batch_id=batch_id).delete()
        insert_rows(ImportRow, _COLUMNS, rows)
        ImportBatch.objects.filter(pk=batch_id).update(
            state=ImportState.READ,
            columns=columns,
            rows=len(parsed),
            problems=problems,
            questions=questions,
            message="",
        )
    return f"Đã đọc {len(parsed)} dòng; {problems} dòng cần sửa, {questions} dòng cần xác nhận người."


_PACKED = (
    "kind", "name", "birth_date", "birth_year", "gender", "id_number", "ethnic", "group", "position", "recruited",
    "leader", "unit_id", "award", "route", "year", "period_from", "period_to", "rating", "initiative", "summary",
)  # fmt: skip
_DATES = ("birth_date", "recruited")


def packed(row: ParsedRow) -> dict[str, Any]:
    """A parsed row as JSON values, empty ones left out; `unpacked` is its inverse."""
    found = {key: getattr(row, key) for key in _PACKED}
    for key in _DATES:
        if found[key]:
            found[key] = found[key].isoformat()
    return {key: value for key, value in found.items() if value not in ("", None, False)}


def unpacked(number: int, values: dict[str, Any]) -> ParsedRow:
    """The parsed row again."""
    dates = {key: date.fromisoformat(values[key]) for key in _DATES if key in values}
    return ParsedRow(number, **{**values, **dates})
