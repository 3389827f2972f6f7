"""One act on many nominations: the count, the exceptions and the words on one page, then a report row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from thidua.access.types import Actor
from thidua.foundation.ui.acts import back_url, signed_in
from thidua.foundation.ui.bulk import Outcome, picked_ids
from thidua.kernel.decision import refuse
from thidua.kernel.formats import number
from thidua.nominations import commands, screens
from thidua.nominations.forms import ManyForm
from thidua.nominations.screens import Picked
from thidua.nominations.types import Event, Row
from thidua.nominations.views.sentences import MANY

_ALONE = "chưa đủ điều kiện; hãy mở hồ sơ để duyệt riêng và ghi rõ lý do."
_NOT_CHECKED = "còn điều kiện chưa có dữ liệu mà chưa được xác nhận."


@signed_in
@require_POST
def many(request: HttpRequest, event: Event) -> HttpResponse:
    """Ask once for all picked rows, then act on those that allow it."""
    back = request.POST.get("back") or back_url(request)
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = reverse("nominations:list")
    rows = [_alone(row) for row in screens.picked(request.actor, picked_ids(request), event)]
    if not rows:
        messages.warning(request, "Chưa chọn hồ sơ nào; hãy đánh dấu các dòng cần xử lý.")
        return redirect(back)
    allowed = [row for row in rows if row.decision]
    refused = [Outcome(row.name, row.decision.reason) for row in rows if not row.decision]
    unknown = [row for row in allowed if row.offer and row.offer.needs_confirmation]
    asked = request.POST.get("confirmed") == "1"
    form = ManyForm(request.POST if asked else None, event=event, unknown=len(unknown))
    if not allowed:
        return _report(request, [], refused, back)
    if not asked or not form.is_valid():
        return _ask(request, event, allowed, refused, form, back)
    done, left = _carry_out(request.actor, event, allowed, form)
    return _report(request, done, left + refused, back)


def _alone(row: Picked) -> Picked:
    """What the head must give a reason for is not endorsed together with others."""
    if row.decision and row.offer and row.offer.needs_text:
        return row._replace(decision=refuse(_ALONE))
    return row


def _ask(
    request: HttpRequest,
    event: Event,
    allowed: list[Picked],
    refused: list[Outcome],
    form: ManyForm,
    back: str,
) -> HttpResponse:
    sentence, button = (words.replace("{count}", number(len(allowed))) for words in MANY[event])
    context = {
        "title": sentence,
        "button": button,
        "allowed": allowed,
        "refused": refused,
        "form": form,
        "back": back,
        "danger": event in (Event.REJECT, Event.WITHDRAW),
    }
    return render(request, "nominations/bulk.html", context, status=422 if form.errors else 200)


def _carry_out(
    actor: Actor, event: Event, allowed: list[Picked], form: ManyForm
) -> tuple[list[Outcome], list[Outcome]]:
    """Run the act in one batch for each unit; a row that is refused does not stop the others."""
    words = dict(form.cleaned_data)
    checked = bool(words.pop("checked", False))
    names = {row.id: row.name for row in allowed}
    unchecked = [row for row in allowed if row.offer and row.offer.needs_confirmation and not checked]
    left = [Outcome(row.name, _NOT_CHECKED) for row in unchecked]
    go = [row for row in allowed if row not in unchecked]
    report: list[Row] = []
    if event is Event.PROPOSE:
        report = commands.propose(actor=actor, nomination_ids=[row.id for row in go])
    else:
        for unit_id, ids in _by_unit(go).items():
            report += commands.advance_many(
                actor=actor, unit_id=unit_id, items=ids, event=event, confirmed=checked, **words
            )
    done = [Outcome(names[row.id]) for row in report if row.ok]
    return done, left + [Outcome(names[row.id], row.reason) for row in report if not row.ok]


def _by_unit(rows: Iterable[Picked]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        found[row.unit_id].append(row.id)
    return found


def _report(request: HttpRequest, done: list[Outcome], left: list[Outcome], back: str) -> HttpResponse:
    return render(request, "foundation/bulk_report.html", {"done": done, "left": left, "back": back})
