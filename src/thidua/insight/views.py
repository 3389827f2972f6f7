"""The list of those who were overlooked, the explanation of a row, and the runs behind them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from thidua.foundation.errors import NotThere, demand
from thidua.foundation.jobs import status
from thidua.foundation.ui.acts import act, signed_in
from thidua.foundation.ui.keys import key_of
from thidua.foundation.ui.lists import ListPage
from thidua.insight import commands, lists, queries, screens
from thidua.insight.access import RUNNERS, may_read
from thidua.insight.forms import RunForm
from thidua.insight.surveying import not_loaded
from thidua.insight.types import FINDINGS, RunState, What
from thidua.lawbook import load_book
from thidua.nominations.screens import desk_units


@signed_in
@require_safe
def discover(request: HttpRequest) -> HttpResponse:
    """Who meets all recorded conditions and was not put forward, who lacks one, which records lack their proof."""
    known = queries.runs(request.actor)
    shown = queries.best(request.actor, known, key_of(request.GET.get("run", "")))
    if shown is None:
        if request.GET.get("run") and any(each.state is RunState.DONE for each in known):
            raise NotThere
        return render(request, "insight/nothing.html", screens.nothing_yet(request.actor, known))
    form = lists.FoundForm(request.GET, runs=[r for r in known if r.state is RunState.DONE], shown=shown)
    place = screens.place(request.actor, form.values()["unit"], form.values()["unit_id"])
    if place is not None and place.id is not None:
        form.name_unit(place.name)
    unit_ids = queries.roots(request.actor, shown) if place is None else [place.id] if place.id else []
    counts = queries.counts(shown.id, unit_ids, *FINDINGS)
    form.offer_conditions(screens.conditions(counts, form.what_shown, form.values()["award"]))
    filters = form.filters(place.id if place else None)
    hits = queries.found(request.actor, shown, filters)
    page = ListPage(
        request,
        hits.rows if place is None or place.id else hits.rows.none(),
        lists.EXPORT_COLUMNS if "export" in request.GET else lists.columns(form.what_shown),
        filters=form,
        sort="name",
        noun="dòng",
        prepare=lambda rows: screens.with_since(shown.year, rows),
        bulk=screens.bulk(request.actor, form.what_shown),
        export=f"phat-hien-{shown.year}",
        empty=("Không có ai ở nhóm này", "Chọn nhóm khác ở trên, hoặc xem lần rà soát khác."),
        mended=hits.corrected,
        label=f"{form.what_shown.label}, năm {shown.year}",
    )
    context = {
        "title": "Phát hiện",
        "run": shown,
        "place": place,
        "tabs": screens.tabs(shown, counts, form, place),
        "tab": form.what_shown.value,
        "awards": screens.awards(shown, counts, form, place),
        "reverse": form.what_shown is What.UNSUPPORTED,
        "principles": screens.principle_lines(shown.decided_on),
        "same_law": shown.law_digest == load_book().digest,
        "may_run": bool(desk_units(request.actor, *RUNNERS)),
        "balance": screens.balance_url(shown, form, place),
    }
    return page.response("insight/discover.html", context)


@signed_in
@require_safe
def line(request: HttpRequest, pk: int) -> HttpResponse:
    """One row: what the run said, and what the law says of it now, condition by condition."""
    row = queries.line(request.actor, pk)
    shown = queries.run(request.actor, row["run_id"])
    context = screens.explained(request.actor, row, shown)
    return render(request, "insight/line.html", context)


@signed_in
@require_safe
def runs(request: HttpRequest) -> HttpResponse:
    """Every run the actor may read, newest first."""
    page = ListPage(
        request, queries.runs(request.actor), screens.RUN_COLUMNS, noun="lần rà soát",
        empty=("Chưa có lần rà soát nào", "Cán bộ thi đua hoặc chuyên viên thường trực bắt đầu một lần rà soát."),
    )  # fmt: skip
    context = {"title": "Các lần rà soát", "may_run": bool(desk_units(request.actor, *RUNNERS))}
    return page.response("insight/runs.html", context)


@signed_in
@require_safe
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a run has come, or what it asked and how the answers came out."""
    shown = queries.run(request.actor, pk)
    context = {
        "title": f"Rà soát năm {shown.year}",
        "run": shown,
        "job": status(shown.job_id) if shown.job_id and shown.state is RunState.WAITING else None,
        "outcomes": screens.outcomes(shown),
        "left_out": not_loaded(shown.decided_on) if shown.state is RunState.DONE else [],
        "found_url": f"{reverse('insight:discover')}?{urlencode({'run': shown.id})}",
    }
    return render(request, "insight/run.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Ask for a new run; it is worked on in the background."""
    demand(may_read(request.actor))
    units = desk_units(request.actor, *RUNNERS)
    demand(screens.may_start(units))
    initial = {"year": screens.usual_year(request.actor.today)}
    form = RunForm(request.POST or None, units=units, initial=initial)
    if request.method == "POST" and form.is_valid():
        return act(
            request,
            lambda: commands.start_run(actor=request.actor, **form.asked),
            done="",
            to=lambda pk: reverse("insight:run", args=[pk]),
            form=form,
            again=lambda: _start(request, form),
        )
    return _start(request, form, 422 if form.errors else 200)


def _start(request: HttpRequest, form: RunForm, code: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "title": "Rà soát mới",
        "form": form,
        "button": "Bắt đầu rà soát",
        "lead": "Đối chiếu mọi đối tượng của đơn vị với điều kiện của từng danh hiệu, hình thức. "
        "Việc này chạy phía sau, không thay đổi hồ sơ nào.",
        "back": reverse("insight:discover"),
    }
    return render(request, "insight/start.html", context, status=code)
