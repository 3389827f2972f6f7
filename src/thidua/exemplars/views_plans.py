"""The officers' pages of plans of models."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from thidua.exemplars import commands, queries_plans, screens, screens_plans
from thidua.exemplars.access import may_follow
from thidua.exemplars.asking import ask
from thidua.exemplars.forms import ChangePlanForm, PlanFilter, PlanForm
from thidua.exemplars.lists import PLAN_COLUMNS
from thidua.exemplars.views import form_parts
from thidua.foundation.errors import demand
from thidua.foundation.ui.acts import signed_in
from thidua.foundation.ui.lists import ListPage


@signed_in
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """The plans of models of the scope and of the units above, and how far they have come."""
    filters = PlanFilter(request.GET)
    page = ListPage(
        request,
        queries_plans.plans(request.actor, **filters.values()),
        PLAN_COLUMNS,
        filters=filters,
        sort="-year_from",
        noun="kế hoạch",
        prepare=lambda rows: screens_plans.with_reach(request.actor, rows),
        export="ke-hoach-dien-hinh",
        empty=("Chưa có kế hoạch nào", "Lập kế hoạch xây dựng mô hình theo năm hoặc giai đoạn."),
    )
    return page.response("exemplars/list.html", screens.front(request.actor, "plans"))


@signed_in
@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan: what it wants, how far it came, year by year and share by share."""
    return render(request, "exemplars/plan.html", screens_plans.plan_page(request.actor, pk))


@signed_in
def new_plan(request: HttpRequest) -> HttpResponse:
    """Make a plan."""
    parts = form_parts(request)
    form = PlanForm(
        request.POST or None,
        units=parts["units"],
        plans=parts["plans"],
        initial={"parent": request.GET.get("parent", "")},
    )

    def run(values: dict[str, Any]) -> int:
        unit, parent = int(values.pop("unit")), values.pop("parent")
        return commands.make_plan(
            actor=request.actor, unit_id=unit, parent_id=int(parent) if parent else None, **values
        )

    return ask(
        request,
        form,
        run,
        title="Lập kế hoạch xây dựng mô hình",
        button="Lập kế hoạch",
        back=reverse("exemplars:plans"),
        done="Đã lập kế hoạch.",
        to=lambda pk: reverse("exemplars:plan", args=[pk]),
        lead="Mô hình được tính là đã xây dựng khi đến bước nhân rộng; đây là quy ước của phần mềm.",
    )


@signed_in
def change_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a plan wants."""
    found = queries_plans.plan(request.actor, pk)
    demand(may_follow(request.actor, found.unit_id, found.unit.path))
    initial = {name: getattr(found, name) for name in ("version", "wanted", "year_to", "text")}
    return ask(
        request,
        ChangePlanForm(request.POST or None, initial=initial),
        lambda values: commands.change_plan(actor=request.actor, plan_id=pk, **values),
        title=f"Điều chỉnh kế hoạch: {found.title}",
        button="Điều chỉnh",
        back=reverse("exemplars:plan", args=[pk]),
        done="Đã điều chỉnh kế hoạch.",
        lead="Số cũ, số mới và lý do được giữ trong nhật ký.",
    )
