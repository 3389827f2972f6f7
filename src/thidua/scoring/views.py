"""Score sheets: the list, one sheet as a tree, made, copied, compared, put in force."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from thidua.foundation.errors import NotThere, demand
from thidua.foundation.ui.acts import act, act_or_show, ask_first, form_page, signed_in
from thidua.foundation.ui.lists import ListPage
from thidua.scoring import commands, engine, logic, queries
from thidua.scoring.access import KEEPERS, copying_units, keeping_units, may_adopt, may_keep, may_try
from thidua.scoring.comparing import changes as changes_between
from thidua.scoring.forms import AdoptForm, CopyForm, NewSheetForm, SheetFilter
from thidua.scoring.lists import COLUMNS
from thidua.scoring.models import Sheet as Row
from thidua.scoring.storing import sheet_from
from thidua.scoring.types import SheetState
from thidua.scoring.words import BYS, FEEDS, how, marks

BOTH = require_http_methods(["GET", "POST"])


@signed_in
@require_safe
def sheets(request: HttpRequest) -> HttpResponse:
    """The editions the actor sees."""
    filters = SheetFilter(request.GET)
    page = ListPage(
        request,
        queries.sheets(request.actor, filters.values()["state"]),
        COLUMNS,
        filters=filters,
        sort="-year",
        noun="bảng điểm",
        empty=("Chưa có bảng điểm nào", "Lập bảng điểm mới, hoặc nạp từ tệp."),
    )
    return page.response(
        "scoring/list.html", {"title": "Bảng điểm", "may_keep": bool(keeping_units(request.actor))}
    )


@signed_in
@BOTH
def new(request: HttpRequest) -> HttpResponse:
    """Begin a sheet, from a file or empty."""
    units = keeping_units(request.actor)
    demand(KEEPERS.anywhere(request.actor))
    form = NewSheetForm(request.POST or None, request.FILES or None, units=units)

    def page() -> HttpResponse:
        context = {"form": form, "title": "Lập bảng điểm", "button": "Lập bảng điểm", "multipart": True}
        return render(request, "foundation/form_page.html", context | {"back": reverse("scoring:list")})

    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        return act(
            request,
            lambda: commands.draft(actor=request.actor, unit_id=int(given["unit"]), sheet=given["sheet"]),
            done="Đã lập bảng điểm, đang soạn.",
            to=_page_of,
            form=form,
            again=page,
        )
    return page()


@signed_in
@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """One edition: its tree, how each criterion makes points, and what is still wrong with a draft."""
    return _sheet(request, pk)


def _sheet(request: HttpRequest, pk: int, adopting: AdoptForm | None = None) -> HttpResponse:
    row = queries.sheet(request.actor, pk)
    made = sheet_from(row.body)
    titles = {node.code: node.title for node in made.nodes}
    draft = row.state == SheetState.DRAFT
    keeps = bool(may_keep(request.actor, row.unit_id, row.unit.path))
    context: dict[str, Any] = {
        "title": row.title,
        "row": row,
        "sheet": made,
        "ties": [titles.get(code, code) for code in made.ties],
        "state": SheetState(row.state),
        "lines": [
            (
                line,
                how(line.leaf) if line.leaf else "",
                marks(line.leaf) if line.leaf else (),
                line.leaf and BYS[line.leaf.by],
            )
            for line in logic.tree(made)
        ],
        "deductions": [(each, FEEDS.get(each.feed, each.feed)) for each in made.deductions],
        "edits": keeps and draft,
        "keeps": keeps,
        "copies": bool(_copies_to(request, row)),
        "tries": draft and bool(may_try(request.actor, row.unit_id, row.unit.path)),
        "faults": [*engine.faults(made), *queries.link_faults(made, row.unit.path)] if draft else [],
        "adopting": adopting,
    }
    if draft and adopting is None and may_adopt(request.actor, row.unit_id, row.unit.path):
        context["adopting"] = AdoptForm(initial={"version": row.version, "instrument": row.instrument})
    return render(request, "scoring/sheet.html", context)


@signed_in
@BOTH
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Another edition from this one."""
    row = queries.sheet(request.actor, pk)
    units = _copies_to(request, row)
    if not units:
        demand(may_keep(request.actor, row.unit_id, row.unit.path))
    own = units[0][0] == row.unit_id
    form = CopyForm(request.POST or None, units=units, initial={"year": row.year + 1 if own else row.year})

    def page() -> HttpResponse:
        return form_page(
            request, form, f"Chép “{row.title}”", "Chép thành bản mới", _page_of(pk),
            lead=f"Bảng của {row.unit.name}, năm {row.year}, lần {row.edition}. Bản mới ghi rõ chép từ đâu; "
            "mọi chỗ sửa khác bản gốc xem được ở “Những gì thay đổi”.",
        )  # fmt: skip

    return act_or_show(
        request,
        lambda: commands.copy(
            actor=request.actor,
            sheet_id=pk,
            year=form.cleaned_data["year"],
            unit_id=form.cleaned_data["unit"],
        ),
        done="Đã chép; sửa rồi áp dụng.",
        to=_page_of,
        form=form,
        again=page,
    )


def _copies_to(request: HttpRequest, row: Row) -> list[tuple[int, str]]:
    unit = (row.unit_id, row.unit.name)
    return copying_units(request.actor, unit, row.unit.path, row.state == SheetState.DRAFT)


@signed_in
@BOTH
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a draft in force."""
    row = queries.sheet(request.actor, pk)
    demand(may_adopt(request.actor, row.unit_id, row.unit.path))
    form = AdoptForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _sheet(request, pk, form if request.method == "POST" else None)
    sentence = f"Áp dụng bảng điểm “{row.title}”, năm {row.year}? Sau đó bảng này không sửa được nữa."
    if asked := ask_first(request, sentence, button="Áp dụng"):
        return asked
    return act(
        request,
        lambda: commands.adopt(actor=request.actor, sheet_id=pk, **form.cleaned_data),
        done="Đã áp dụng bảng điểm.",
        to=_page_of(pk),
        form=form,
        again=lambda: _sheet(request, pk, form),
    )


@signed_in
@require_safe
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What this edition changed of the one it was copied from."""
    row = queries.sheet(request.actor, pk)
    if row.copied_from is None:
        raise NotThere
    found = changes_between(sheet_from(row.copied_from.body), sheet_from(row.body))
    context = {"title": "Những gì thay đổi", "row": row, "former": row.copied_from, "changes": found}
    return render(request, "scoring/changes.html", context)


def _page_of(pk: int) -> str:
    return reverse("scoring:sheet", args=[pk])
