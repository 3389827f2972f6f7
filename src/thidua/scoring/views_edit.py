"""A draft's head, groups and criteria, one form each."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from thidua.foundation.errors import NotThere, demand
from thidua.foundation.ui.acts import act, ask_first, signed_in
from thidua.kernel.decision import require
from thidua.scoring import commands, logic, queries
from thidua.scoring.access import may_keep
from thidua.scoring.engine import Group, Leaf, Sheet
from thidua.scoring.forms import GroupForm, HeadForm, LeafForm, NodeForm
from thidua.scoring.models import Sheet as Row
from thidua.scoring.storing import sheet_from
from thidua.scoring.types import SheetState

BOTH = require_http_methods(["GET", "POST"])


def _draft(request: HttpRequest, pk: int) -> tuple[Row, Sheet]:
    row = queries.sheet(request.actor, pk)
    demand(
        may_keep(request.actor, row.unit_id, row.unit.path)
        & require(
            row.state == SheetState.DRAFT, "Bảng điểm đã áp dụng thì không sửa; hãy chép thành bản mới."
        )
    )
    return row, sheet_from(row.body)


def _edit(request: HttpRequest, row: Row, form: Any, title: str, changed: Any, **more: Any) -> HttpResponse:
    """Show a form over a draft, or keep what `changed(cleaned)` makes of it."""
    back = reverse("scoring:sheet", args=[row.pk])

    def page() -> HttpResponse:
        context = {"form": form, "title": title, "row": row, "back": back, "button": "Lưu", **more}
        return render(request, "scoring/edit.html", context)

    if request.method != "POST" or not form.is_valid():
        return page()
    try:
        sheet = changed(form)
    except forms.ValidationError as error:
        form.add_error(None, error)
        return page()
    version = form.cleaned_data["version"]
    return act(
        request,
        lambda: commands.change(actor=request.actor, sheet_id=row.pk, version=version, sheet=sheet),
        done="Đã lưu bảng điểm.",
        to=back,
        form=form,
        again=page,
    )


@signed_in
@BOTH
def head(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet's own particulars and its deductions."""
    row, sheet = _draft(request, pk)
    form = HeadForm(request.POST or None, initial=HeadForm.initial_of(sheet) | {"version": row.version})

    def changed(form: HeadForm) -> Sheet:
        return sheet.model_copy(update={k: v for k, v in form.cleaned_data.items() if k != "version"})

    return _edit(request, row, form, "Sửa phần chung của bảng điểm", changed)


@signed_in
@BOTH
def node(request: HttpRequest, pk: int, kind: str, code: str = "") -> HttpResponse:
    """A group or criterion, a new one without a code. Raises NotThere for a code that is not in the sheet."""
    row, sheet = _draft(request, pk)
    former = _found(sheet, kind, code) if code else None
    initial: dict[str, Any] = {"version": row.version, "places": 2, "standard": None}
    if isinstance(former, Leaf):
        initial |= LeafForm.initial_of(former)
    elif former is not None:
        initial |= former.model_dump()
    made: type[NodeForm] = LeafForm if kind == "tieu-chi" else GroupForm
    form = made(request.POST or None, initial=initial, sheet=sheet, former=code)
    called = "tiêu chí" if kind == "tieu-chi" else "nhóm"
    title = f"Sửa {called} “{former.title}”" if former else f"Thêm {called}"

    def changed(form: LeafForm | GroupForm) -> Sheet:
        return logic.put(sheet, form.node(), code)

    return _edit(request, row, form, title, changed, former=former)


@signed_in
@require_POST
def drop(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Take a group or criterion out of a draft."""
    row, sheet = _draft(request, pk)
    gone = _any(sheet, code)
    if asked := ask_first(request, f"Bỏ “{gone.title}” khỏi bảng điểm?", button="Bỏ"):
        return asked
    return _at_once(request, row, logic.drop(sheet, code), f"Đã bỏ “{gone.title}”.")


@signed_in
@require_POST
def move(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Put a group or criterion one place up or down among its neighbours; `up` says which."""
    row, sheet = _draft(request, pk)
    moved = _any(sheet, code)
    places = -1 if request.POST.get("up") else 1
    return _at_once(request, row, logic.move(sheet, code, places), f"Đã chuyển “{moved.title}”.")


def _at_once(request: HttpRequest, row: Row, sheet: Sheet, done: str) -> HttpResponse:
    """Keep a changed draft, if it still is the version that the page showed."""
    shown = request.POST.get("version", "")
    version = int(shown) if shown.isascii() and shown.isdigit() and len(shown) < 10 else 0
    return act(
        request,
        lambda: commands.change(actor=request.actor, sheet_id=row.pk, version=version, sheet=sheet),
        done=done,
        to=reverse("scoring:sheet", args=[row.pk]),
    )


def _any(sheet: Sheet, code: str) -> Group | Leaf:
    found = next((each for each in sheet.nodes if each.code == code), None)
    if found is None:
        raise NotThere
    return found


def _found(sheet: Sheet, kind: str, code: str) -> Group | Leaf:
    nodes: tuple[Group | Leaf, ...] = sheet.leaves if kind == "tieu-chi" else sheet.groups
    found = next((each for each in nodes if each.code == code), None)
    if found is None:
        raise NotThere
    return found
