"""Putting forward those who were found: one question for all of them, then a report row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from thidua.foundation.errors import NotThere, Refused
from thidua.foundation.ui.acts import back_url, refused, signed_in
from thidua.foundation.ui.bulk import Outcome, picked_ids
from thidua.insight import queries
from thidua.insight.forms import NominateForm
from thidua.insight.lists import award_words
from thidua.insight.types import What
from thidua.nominations.commands import create_many
from thidua.nominations.queries import RoundRow
from thidua.nominations.screens import open_places
from thidua.nominations.types import Asking

Row = Mapping[str, Any]


@signed_in
@require_POST
def nominate(request: HttpRequest) -> HttpResponse:
    """Ask for round and unit once, then open a draft for each picked row that can have one."""
    back = _back(request)
    picked = queries.lines(request.actor, picked_ids(request))
    if not picked:
        if request.POST.getlist("ids"):
            raise NotThere
        messages.warning(request, "Chưa chọn dòng nào; hãy đánh dấu các dòng cần lập đề nghị.")
        return redirect(back)
    rounds, posts = open_places(request.actor)
    if not posts:
        raise Refused("Chỉ cán bộ thi đua, chuyên viên của đơn vị được lập đề nghị.")
    if not rounds:
        raise Refused("Chưa có đợt đề nghị nào đang nhận; hãy mở đợt trước.")
    rows, left = _sorted_out(picked)
    if not rows:
        return _report(request, [], left, back)
    asked = request.POST.get("confirmed") == "1"
    initial = {"round": _usual_round(rounds, rows[0])}
    form = NominateForm(request.POST if asked else None, initial=initial, rounds=rounds, units=posts)
    if not asked or not form.is_valid():
        return _ask(request, form, rows, left, back)
    return _carry_out(request, form, rows, left, back)


def _back(request: HttpRequest) -> str:
    wanted = request.POST.get("back") or back_url(request)
    return (
        wanted
        if url_has_allowed_host_and_scheme(wanted, {request.get_host()})
        else reverse("insight:discover")
    )


def _sorted_out(picked: Sequence[Row]) -> tuple[list[Row], list[Outcome]]:
    """Rows that can be put forward, and the others with the reason."""
    rows, left = [], []
    since = {}
    for year in {row["run__year"] for row in picked}:
        since |= queries.since(year, [row for row in picked if row["run__year"] == year])
    for row in picked:
        now = since[row["id"]]
        reason = ""
        if row["what"] not in (What.ELIGIBLE, What.ONE_SHORT):
            reason = "dòng này không phải trường hợp chưa được đề nghị."
        elif now.record_id is not None:
            reason = "đã được khen thưởng sau lần rà soát."
        elif now.nomination_id is not None:
            reason = "đã có đề nghị sau lần rà soát."
        if reason:
            left.append(Outcome(_named(row), reason))
        else:
            rows.append(row)
    return rows, left


def _named(row: Row) -> str:
    return f"{row['recipient__name']}, {award_words(row['award'], row['route'])}"


def _usual_round(rounds: Sequence[RoundRow], row: Row) -> str:
    fits = [each for each in rounds if each.year == row["run__year"] and each.route == row["route"]]
    return str((fits or list(rounds))[0].id)


def _ask(
    request: HttpRequest, form: NominateForm, rows: Sequence[Row], left: Sequence[Outcome], back: str
) -> HttpResponse:
    context = {
        "title": f"Lập {len(rows)} đề nghị ở trạng thái đang soạn?",
        "button": f"Lập {len(rows)} đề nghị",
        "rows": [
            {
                "id": row["id"],
                "name": row["recipient__name"],
                "unit": row["unit__name"],
                "award": award_words(row["award"], row["route"]),
                "year": row["run__year"],
                "lacking": row["condition__title"],
            }
            for row in rows
        ],
        "left": left,
        "form": form,
        "back": back,
    }
    return render(request, "insight/nominate.html", context, status=422 if form.errors else 200)


def _carry_out(
    request: HttpRequest, form: NominateForm, rows: Sequence[Row], left: list[Outcome], back: str
) -> HttpResponse:
    cleaned = form.cleaned_data
    asked = [
        Asking(row["recipient_id"], row["award"], row["run__year"], row["route"], summary=cleaned["summary"])
        for row in rows
    ]
    try:
        reports = create_many(
            actor=request.actor, round_id=cleaned["round"], unit_id=cleaned["unit"], asked=asked
        )
    except Refused as refusal:
        return refused(request, refusal)
    if len(reports) == 1 and reports[0].id is not None and not left:
        messages.success(request, "Đã lập đề nghị và kiểm tra điều kiện.")
        return redirect(reverse("nominations:detail", args=[reports[0].id]))
    names = [_named(row) for row in rows]
    pairs = list(zip(names, reports, strict=True))
    done = [Outcome(name) for name, report in pairs if report.id is not None]
    refusals = [Outcome(name, report.reason) for name, report in pairs if report.id is None]
    return _report(request, done, [*refusals, *left], back)


def _report(
    request: HttpRequest, done: Sequence[Outcome], left: Sequence[Outcome], back: str
) -> HttpResponse:
    return render(request, "foundation/bulk_report.html", {"done": done, "left": left, "back": back})
