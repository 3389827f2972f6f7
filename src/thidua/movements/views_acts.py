"""Acts on movements: drafting, editing, launching, joining, tasks, closing."""

from __future__ import annotations

from typing import Any

from django.forms.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from thidua.foundation.errors import NotThere, Refused
from thidua.foundation.ui.acts import act_or_show, form_page, signed_in
from thidua.movements import choices, commands, queries
from thidua.movements.access import DESK
from thidua.movements.forms import CloseForm, FinishForm, JoinForm, LaunchForm, PlanForm, TaskForm, initial_of
from thidua.movements.types import MovementPage, State

ONLY_OFFICERS = "Chỉ cán bộ thi đua, chuyên viên của đơn vị tổ chức phong trào được thực hiện."


def works(request: HttpRequest, pk: int) -> MovementPage:
    """The movement, for its officers; raises NotThere for what is not seen, Refused for the others."""
    page = queries.movement_page(request.actor, pk)
    if not page.works:
        raise Refused(ONLY_OFFICERS)
    return page


def show(
    request: HttpRequest, form: BaseForm, title: str, button: str, page: MovementPage | None = None, *,
    template: str = "movements/form.html", back: str = "", **more: Any,
) -> HttpResponse:  # fmt: skip
    """A page with one form, about a movement when one is given."""
    back = back or reverse("movements:list")
    return form_page(request, form, title, button, back, template=template, m=page, **more)


def _to(name: str, pk: int) -> str:
    return reverse(f"movements:{name}", args=[pk])


@signed_in
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write a movement down."""
    actor = request.actor
    units = {str(p.unit_id): p.unit_name for p in actor.posts if p.role in DESK}
    if not units:
        raise Refused("Chỉ cán bộ thi đua, chuyên viên của đơn vị được soạn phong trào.")
    form = PlanForm(
        request.POST or None,
        units=list(units.items()),
        awards=choices.awards_foreseen(actor.today),
        documents=choices.document_choices(actor),
        initial={"document": request.GET.get("van-ban", ""), "kind": "thematic"},
    )
    again = lambda: _plan(request, form, "Soạn phong trào", "Lưu dự thảo")  # noqa: E731
    return act_or_show(
        request,
        lambda: commands.draft(actor=actor, unit_id=int(form.cleaned_data["unit"]), plan=form.plan),
        done="Đã lưu dự thảo phong trào.",
        to=lambda pk: _to("movement", pk),
        form=form,
        again=again,
    )


def _plan(
    request: HttpRequest, form: PlanForm, title: str, button: str, page: MovementPage | None = None
) -> HttpResponse:
    back = _to("movement", page.id) if page else ""
    return show(request, form, title, button, page, template="movements/plan.html", back=back)


@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is written."""
    page = works(request, pk)
    if page.state is State.CLOSED:
        raise Refused("Phong trào đã kết thúc, không sửa được.")
    documents = choices.document_choices(request.actor)
    own = str(page.plan.document_id or "")
    if own and own not in dict(documents):
        documents = [(own, page.document), *documents]
    form = PlanForm(
        request.POST or None,
        units=[(str(page.unit_id), page.unit)],
        awards=choices.awards_foreseen(request.actor.today, page.plan.awards),
        documents=documents,
        known=page.plan.criteria,
        initial=initial_of(page),
    )
    again = lambda: _plan(request, form, "Sửa phong trào", "Lưu thay đổi", page)  # noqa: E731
    return act_or_show(
        request,
        lambda: commands.edit(
            actor=request.actor,
            movement_id=pk,
            version=form.cleaned_data["version"] or 0,
            plan=form.plan,
        ),
        done="Đã lưu thay đổi.",
        to=_to("movement", pk),
        form=form,
        again=again,
    )


@signed_in
@require_http_methods(["GET", "POST"])
def launch(request: HttpRequest, pk: int) -> HttpResponse:
    """Launch a draft; movements it meets are shown with what they have in common."""
    page = queries.movement_page(request.actor, pk)
    if not page.launches:
        raise Refused(
            "Chỉ thủ trưởng, người ký hoặc cán bộ thi đua của đơn vị được phát động."
            if page.state is State.DRAFT
            else "Phong trào đã được phát động hoặc đã kết thúc."
        )
    form = LaunchForm(
        request.POST or None,
        meets=bool(page.overlaps),
        initial={"version": page.version, "on": request.actor.today},
    )
    again = lambda: show(  # noqa: E731
        request, form, "Phát động phong trào", "Phát động", page, template="movements/launch.html",
        back=_to("movement", pk),
    )  # fmt: skip
    return act_or_show(
        request,
        lambda: commands.launch(actor=request.actor, movement_id=pk, **form.cleaned_data),
        done="Đã phát động phong trào; các đơn vị trực thuộc nhận được thông báo.",
        to=_to("movement", pk),
        form=form,
        again=again,
    )


@signed_in
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit of the actor joins, with its additions, or drafts its own movement."""
    page = queries.movement_page(request.actor, pk)
    if not page.joins:
        raise Refused("Không có đơn vị nào của bạn có thể đăng ký tham gia phong trào này.")
    form = JoinForm(request.POST or None, units=[(str(unit), name) for unit, name in page.joins])
    again = lambda: show(  # noqa: E731
        request, form, "Tham gia phong trào", "Tham gia", page, back=_to("branch", pk)
    )
    return act_or_show(
        request,
        lambda: commands.join(
            actor=request.actor,
            movement_id=pk,
            unit_id=int(form.cleaned_data["unit"]),
            additions=form.cleaned_data["additions"],
            relaunch=form.cleaned_data["relaunch"],
        ),
        done=lambda own: (
            "Đã tham gia; dự thảo phong trào của đơn vị ở dưới đây." if own else "Đã tham gia phong trào."
        ),
        to=lambda own: _to("movement", own) if own else _to("branch", pk),
        form=form,
        again=again,
    )


@signed_in
@require_http_methods(["GET", "POST"])
def add_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a task into the plan."""
    page = works(request, pk)
    today = request.actor.today
    units = choices.units_for_task(choices.paths_of(page.carriers, today), today)
    form = TaskForm(request.POST or None, units=units)
    again = lambda: show(request, form, "Thêm nhiệm vụ", "Giao nhiệm vụ", page, back=_to("tasks", pk))  # noqa: E731
    return act_or_show(
        request,
        lambda: commands.add_task(
            actor=request.actor,
            movement_id=pk,
            what=form.cleaned_data["what"],
            unit_id=int(form.cleaned_data["unit"]),
            due=form.cleaned_data["due"],
        ),
        done="Đã giao nhiệm vụ.",
        to=_to("tasks", pk),
        form=form,
        again=again,
    )


@signed_in
@require_http_methods(["GET", "POST"])
def finish_task(request: HttpRequest, pk: int, task: int) -> HttpResponse:
    """Write down what came of a task."""
    page = queries.movement_page(request.actor, pk)
    found = next((row for row in page.tasks if row.id == task), None)
    if found is None:
        raise NotThere
    if not found.may_finish:
        raise Refused("Chỉ đơn vị được giao hoặc đơn vị tổ chức phong trào được ghi kết quả nhiệm vụ.")
    form = FinishForm(request.POST or None, initial={"on": request.actor.today})
    again = lambda: show(  # noqa: E731
        request, form, "Kết quả nhiệm vụ", "Ghi kết quả", page, back=_to("tasks", pk),
        lead=f"{found.what} ({found.now or found.unit})",
    )  # fmt: skip
    return act_or_show(
        request,
        lambda: commands.finish_task(actor=request.actor, task_id=task, **form.cleaned_data),
        done="Đã ghi kết quả nhiệm vụ.",
        to=_to("tasks", pk),
        form=form,
        again=again,
    )


@signed_in
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """End a movement after its final review, or drop a draft."""
    page = works(request, pk)
    draft = page.state is State.DRAFT
    title = "Bỏ dự thảo" if draft else "Kết thúc phong trào"
    form = CloseForm(request.POST or None, initial={"version": page.version, "on": request.actor.today})
    again = lambda: show(request, form, title, title, page, back=_to("movement", pk))  # noqa: E731
    return act_or_show(
        request,
        lambda: commands.close(actor=request.actor, movement_id=pk, **form.cleaned_data),
        done="Đã bỏ dự thảo." if draft else "Đã kết thúc phong trào.",
        to=_to("movement", pk),
        form=form,
        again=again,
    )
