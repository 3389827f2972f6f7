"""The catalogue, the progress pages, one target, one unit, one cell."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from thidua.foundation.ui.acts import signed_in
from thidua.foundation.ui.lists import ListPage
from thidua.targets import due, queries, screens
from thidua.targets.access import keeping_units
from thidua.targets.forms import BehindFilter, DueFilter, TargetFilter, YearForm
from thidua.targets.lists import BEHIND_COLUMNS, DUE_COLUMNS, TARGET_COLUMNS
from thidua.targets.types import Period


@signed_in
@require_safe
def targets(request: HttpRequest) -> HttpResponse:
    """The catalogue: the targets the actor sees, each with how its units stand in the year."""
    filters = TargetFilter(request.GET)
    said, year = filters.values(), filters.year_or(request.actor.today)
    page = ListPage(
        request,
        queries.searched(request.actor, said["q"], said["state"]),
        TARGET_COLUMNS,
        filters=filters,
        sort="code",
        noun="chỉ tiêu",
        prepare=screens.with_counts(request.actor, year),
        export="danh-muc-chi-tieu",
        empty=("Chưa có chỉ tiêu nào", "Lập chỉ tiêu hoặc nhập cả bảng từ Excel."),
    )
    context = {"title": "Chỉ tiêu", "year": year, "may_keep": bool(keeping_units(request.actor))}
    return page.response("targets/list.html", context)


@signed_in
@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """Five years by target and by unit."""
    form = YearForm.of(request.GET, request.actor.today)
    context = screens.progress(request.actor, form.year_or(request.actor.today))
    return render(request, "targets/progress.html", {**context, "form": form})


@signed_in
@require_safe
def behind(request: HttpRequest) -> HttpResponse:
    """What is behind in the year, and by how much."""
    filters = BehindFilter(request.GET, targets=queries.choices(request.actor))
    year, chosen = filters.year_or(request.actor.today), filters.values()["target"]
    rows = queries.behind(request.actor, Period(year, year))
    page = ListPage(
        request,
        rows.filter(target_id=int(chosen)) if chosen else rows,
        BEHIND_COLUMNS,
        filters=filters,
        sort="percent",
        noun="chỉ tiêu chưa đạt",
        export="chi-tieu-chua-dat",
        empty=("Không có chỉ tiêu nào chưa đạt", "Chỉ tính chỉ tiêu đã có cả kế hoạch và kết quả của năm."),
    )
    return page.response("targets/behind.html", {"title": f"Chỉ tiêu chưa đạt năm {year}", "year": year})


@signed_in
@require_safe
def due_reports(request: HttpRequest) -> HttpResponse:
    """The reports that are waited for, of the actor's units or of all below."""
    filters = DueFilter(request.GET)
    said = filters.values()
    page = ListPage(
        request,
        due.lacking(request.actor, everywhere=said["whose"] == "all", due=said["due"]),
        DUE_COLUMNS,
        filters=filters,
        noun="báo cáo",
        export="bao-cao-chi-tieu-den-han",
        empty=("Không có báo cáo nào phải gửi", "Chỉ tính chỉ tiêu đang dùng mà đơn vị có kế hoạch."),
    )
    return page.response("targets/due.html", {"title": "Báo cáo chỉ tiêu đến hạn"})


@signed_in
@require_safe
def target(request: HttpRequest, pk: int) -> HttpResponse:
    """One target over its units."""
    form = YearForm.of(request.GET, request.actor.today)
    year = form.year_or(request.actor.today)
    context = screens.by_target(request.actor, pk, year, request.GET.get("level", ""))
    return render(request, "targets/target.html", {**context, "form": form})


@signed_in
@require_safe
def unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """One unit over its targets."""
    form = YearForm.of(request.GET, request.actor.today)
    context = screens.by_unit(request.actor, unit_id, form.year_or(request.actor.today))
    return render(request, "targets/unit.html", {**context, "form": form})


@signed_in
@require_safe
def cell(request: HttpRequest, pk: int, unit_id: int) -> HttpResponse:
    """One target at one unit, with every correction."""
    return render(request, "targets/cell.html", screens.cell(request.actor, pk, unit_id))
