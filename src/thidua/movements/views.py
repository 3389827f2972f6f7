"""The list of movements and the pages of one: plan, tasks, cascade, reviews."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from thidua.achievements.catalogue import award_name
from thidua.foundation.ui.acts import signed_in
from thidua.foundation.ui.beside import sections
from thidua.foundation.ui.lists import ListPage
from thidua.foundation.ui.parts import Tab
from thidua.movements import queries
from thidua.movements.access import DESK
from thidua.movements.forms import MovementFilter
from thidua.movements.lists import COLUMNS
from thidua.movements.types import Branch, MovementPage, ReviewKind, State


@signed_in
@require_safe
def movements(request: HttpRequest) -> HttpResponse:
    """Movements in scope and launched ones of the units above."""
    filters = MovementFilter(request.GET)
    page = ListPage(
        request,
        queries.movements(request.actor, **filters.values()),
        COLUMNS,
        filters=filters,
        noun="phong trào",
        export="phong-trao",
        empty=("Chưa có phong trào nào", "Soạn phong trào, rồi người đứng đầu phát động."),
    )
    drafts = any(post.role in DESK for post in request.actor.posts)
    return page.response("movements/list.html", {"title": "Phong trào thi đua", "drafts": drafts})


def tabs_of(page: MovementPage) -> list[Tab]:
    """The four views of a movement."""

    def url(name: str) -> str:
        return reverse(f"movements:{name}", args=[page.id])

    tabs = [
        Tab("movement", "Kế hoạch", url("movement")),
        Tab("tasks", "Nhiệm vụ", url("tasks"), len(page.tasks)),
    ]
    if page.branch is not None:
        tabs.append(Tab("branch", "Đơn vị tham gia", url("branch"), _count(page.branch)))
        tabs.append(Tab("reviews", "Sơ kết, tổng kết", url("reviews"), len(page.reviews)))
    return tabs


def frame(request: HttpRequest, page: MovementPage, tab: str, **more: Any) -> dict[str, Any]:
    """What each of the four pages needs."""
    return {"title": page.plan.title, "m": page, "tabs": tabs_of(page), "tab": tab, **more}


@signed_in
@require_safe
def movement(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan: what for, for whom, with which criteria and forms of commendation."""
    page = queries.movement_page(request.actor, pk)
    context = frame(
        request,
        page,
        "movement",
        awards=[award_name(code) for code in page.plan.awards],
        closable=page.works and _closable(page),
        draft=page.state is State.DRAFT,
        sections=sections(request.actor, "movement", page.id),
    )
    return render(request, "movements/movement.html", context)


def _closable(page: MovementPage) -> bool:
    final = any(r.kind is ReviewKind.FINAL and r.held_on for r in page.reviews)
    return page.state is State.DRAFT or (page.state is State.LAUNCHED and final)


@signed_in
@require_safe
def tasks(request: HttpRequest, pk: int) -> HttpResponse:
    """The tasks of the plan, with who does them and what came of them."""
    page = queries.movement_page(request.actor, pk)
    return render(request, "movements/tasks.html", frame(request, page, "tasks", done=_done(page)))


def _done(page: MovementPage) -> int:
    return sum(task.done_on is not None for task in page.tasks)


@signed_in
@require_safe
def branch(request: HttpRequest, pk: int) -> HttpResponse:
    """The cascade: who joined, who launched it again, who has not."""
    page = queries.movement_page(request.actor, pk)
    top = page.branch
    counts = {"all": _count(top) if top else 0, "own": _count(top, own=True) if top else 0}
    return render(request, "movements/branch.html", frame(request, page, "branch", top=top, counts=counts))


def _count(top: Branch, *, own: bool = False) -> int:
    """How many units below joined, or only those with a movement of their own."""
    return sum((not own or each.movement_id is not None) + _count(each, own=own) for each in top.below)


@signed_in
@require_safe
def reviews(request: HttpRequest, pk: int) -> HttpResponse:
    """Reviews owed and held, with findings, figures and proposals."""
    page = queries.movement_page(request.actor, pk)
    running = page.state is State.LAUNCHED
    return render(request, "movements/reviews.html", frame(request, page, "reviews", running=running))
