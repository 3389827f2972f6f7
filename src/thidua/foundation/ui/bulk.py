"""Acting on many rows: the same command for each, one question, one report with a line per row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from thidua.foundation.errors import NotThere, Refused
from thidua.foundation.ui.acts import ask_first
from thidua.kernel.decision import ALLOW, Decision
from thidua.kernel.formats import number

MOST = 500


@dataclass(frozen=True, slots=True)
class BulkRow:
    """A picked row: its key, what it is called, and whether the act may be done on it."""

    id: int
    name: str
    may: Decision = ALLOW


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one row; `reason` is empty when it was done."""

    name: str
    reason: str = ""


def picked_ids(request: HttpRequest) -> list[int]:
    """The keys of the rows that were picked, each once, at most MOST; what is not a number is ignored."""
    found = dict.fromkeys(request.POST.getlist("ids"))
    return [int(text) for text in found if text.isascii() and text.isdecimal() and len(text) < 19][:MOST]


def run_bulk(
    request: HttpRequest,
    rows: Sequence[BulkRow],
    run: Callable[[int], Any],
    *,
    sentence: str,
    button: str,
    back: str,
) -> HttpResponse:
    """Ask once, run the command on each row that allows it, and report row by row.

    `{count}` in `sentence` and `button` becomes the number of rows that will be acted on. Each row is an act
    of its own: one refusal does not undo the others.
    """
    allowed = [row for row in rows if row.may]
    exceptions = [(row.name, row.may.reason) for row in rows if not row.may]
    if not rows:
        messages.warning(request, "Chưa chọn dòng nào; hãy đánh dấu các dòng cần xử lý.")
        return redirect(back)
    if not allowed:
        return _report(request, [Outcome(name, reason) for name, reason in exceptions], back)
    count = number(len(allowed))
    asked = ask_first(
        request,
        sentence.replace("{count}", count),
        button=button.replace("{count}", count),
        exceptions=exceptions,
        back=back,
    )
    if asked:
        return asked
    outcomes = [_one(row, run) for row in allowed]
    return _report(request, outcomes + [Outcome(name, reason) for name, reason in exceptions], back)


def _one(row: BulkRow, run: Callable[[int], Any]) -> Outcome:
    try:
        run(row.id)
    except Refused as refusal:
        return Outcome(row.name, str(refusal))
    except NotThere:
        return Outcome(row.name, "Không còn trong danh sách của đơn vị.")
    return Outcome(row.name)


def _report(request: HttpRequest, outcomes: Sequence[Outcome], back: str) -> HttpResponse:
    done = [outcome for outcome in outcomes if not outcome.reason]
    left = [outcome for outcome in outcomes if outcome.reason]
    return render(request, "foundation/bulk_report.html", {"done": done, "left": left, "back": back})
