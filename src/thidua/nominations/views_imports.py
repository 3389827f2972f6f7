"""Imports on screen: send a workbook, see every cell's problem, say who is meant, confirm, undo."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from thidua.access.types import Actor
from thidua.foundation.errors import Refused
from thidua.foundation.inspection import MEDIA_TYPES
from thidua.foundation.ui.acts import act, ask_first, signed_in
from thidua.foundation.ui.cells import Column
from thidua.foundation.ui.lists import ListPage
from thidua.foundation.ui.parts import Tab
from thidua.kernel.formats import number
from thidua.kernel.text import fold
from thidua.nominations import links, preview, queries, screens
from thidua.nominations.access import ACTS, may
from thidua.nominations.forms_imports import Place, UploadForm
from thidua.nominations.imports import commands
from thidua.nominations.imports import queries as reads
from thidua.nominations.imports.queries import BatchView
from thidua.nominations.types import ImportState

COLUMNS = (
    Column(
        "file_name",
        "Tệp",
        url="nominations:import id",
        sub=lambda row: row.round.name,
        header=True,
        sort="file_name",
    ),
    Column("unit", "Đơn vị đề nghị", value=lambda row: row.unit.name, sort=("unit__sort_key",)),
    Column("rows", "Số dòng", kind="number", value=lambda row: row.rows or None),
    Column(
        "state",
        "Tình trạng",
        kind="badge",
        value=lambda row: ImportState(row.state),
        tone=lambda row: preview.TONES[ImportState(row.state)],
        sort="state",
    ),
    Column("created_at", "Gửi lúc", kind="moment", sort="created_at"),
)


@signed_in
def imports(request: HttpRequest) -> HttpResponse:
    """The imports of the actor's units, and the form that sends another workbook."""
    places = _places(request.actor)
    form = UploadForm(request.POST or None, request.FILES or None, places=places)
    if request.method != "POST":
        return _list(request, form, places)
    if not places:
        raise Refused(_why_not(request.actor))
    if not form.is_valid():
        response = _list(request, form, places)
        response.status_code = 422
        return response
    upload = form.cleaned_data["file"]
    return act(
        request,
        lambda: commands.upload(
            actor=request.actor,
            round_id=form.cleaned_data["round"],
            unit_id=form.cleaned_data["unit"],
            name=upload.name,
            data=upload.file,
        ),
        done="",
        to=lambda pk: reverse("nominations:import", args=[pk]),
        form=form,
        again=lambda: _list(request, form, places),
    )


def _list(request: HttpRequest, form: UploadForm, places: list[Place]) -> HttpResponse:
    page = ListPage(
        request, reads.batches(request.actor), COLUMNS, sort="-created_at", noun="lần nhập",
        empty=("Chưa nhập danh sách nào", "Tải tệp mẫu, điền danh sách rồi gửi lên."),
        label="Các danh sách đã gửi",
    )  # fmt: skip
    return page.response(
        "nominations/imports_list.html",
        {
            "title": "Nhập danh sách đề nghị",
            "form": form if places else None,
            "places": places,
            "why_not": "" if places else _why_not(request.actor),
        },
    )


def _places(actor: Actor) -> list[Place]:
    """The open rounds and the actor's units that take part in each."""
    units = screens.desk_units(actor)
    rounds = queries.rounds(actor, open_only=True) if units else []
    return [
        Place(each.id, each.name, post.unit_id, post.unit_name)
        for each in rounds
        for post in units
        if post.unit_path.startswith(each.unit_path)
    ]


def _why_not(actor: Actor) -> str:
    if screens.desk_units(actor):
        return "Hiện không có đợt đề nghị nào đang mở cho đơn vị."
    return ACTS["create"][1]


@signed_in
@require_safe
def template(request: HttpRequest, round_id: int, unit_id: int) -> HttpResponse:
    """The workbook to fill in, with the drop-downs of that unit and round."""
    return _workbook(reads.template_file(request.actor, round_id, unit_id), "mau-danh-sach-de-nghi")


@signed_in
@require_safe
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """One import from the sent file to the written list."""
    return _page(request, reads.batch(request.actor, pk))


def _page(request: HttpRequest, found: BatchView) -> HttpResponse:
    actor = request.actor
    path = reverse("nominations:import", args=[found.id])
    only = preview.view_of(found, request.GET.get("only", ""))
    totals = _totals(actor, found)
    pages = preview.Pages(path, only, request.GET.get("page", ""), totals[only])
    rows = reads.rows(actor, found.id, only, start=pages.start, limit=preview.SIZE) if totals["all"] else []
    lines = [preview.line_of(row) for row in rows]
    allowed = may(actor, "create", found.unit_id)
    context: dict[str, Any] = {
        "title": found.file_name,
        "b": found,
        "state": found.state,
        "tone": preview.TONES[found.state],
        "path": path,
        "lines": lines,
        "told": any(line.problems for line in lines),
        "pages": pages,
        "only": only,
        "missing": preview.missing(found) if found.columns else [],
        "remarks": found.state in (ImportState.READ, ImportState.FAILED) and totals["problems"],
        "tabs": _tabs(path, totals),
        "may": bool(allowed),
        "why_not": allowed.reason,
        "asks": bool(allowed) and _asks(found, lines),
        "list_url": links.nominations(batch=found.id),
        "confirm": preview.confirm_sentence(found),
        "undo": preview.undo_sentence(found),
        "checking": screens.checking_job(found.id) if found.state is ImportState.DONE else None,
    }
    return render(request, "nominations/imports_batch.html", context)


def _asks(found: BatchView, lines: list[preview.Line]) -> bool:
    """Whether answers are taken here: not while the file has to be mended and sent again anyway."""
    return found.state is ImportState.READ and not found.problems and any(line.options for line in lines)


def _totals(actor: Actor, found: BatchView) -> dict[str, int]:
    """How many rows each view has; what was not read yet has none."""
    if not found.rows:
        return {"all": 0, "problems": 0, "questions": 0}
    counted = {only: reads.row_count(actor, found.id, only) for only in ("problems", "questions")}
    return {"all": found.rows, **counted}


def _tabs(path: str, totals: dict[str, int]) -> list[Tab]:
    words = {"all": "Tất cả", "problems": "Có lỗi, lưu ý", "questions": "Hỏi là ai"}
    return [
        Tab(key, label, f"{path}?only={key}", totals[key])
        for key, label in words.items()
        if key == "all" or totals[key]
    ]


@signed_in
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep who was said to be meant in the rows of one page."""
    found = reads.batch(request.actor, pk)
    said = preview.answers(request.POST.dict())
    back = preview.Pages(
        reverse("nominations:import", args=[pk]),
        preview.view_of(found, request.GET.get("only", "")),
        request.GET.get("page", ""),
        10**9,
    )

    def run() -> int:
        for row, recipient_id in said.items():
            commands.answer(actor=request.actor, batch_id=pk, row_number=row, recipient_id=recipient_id)
        return len(said)

    return act(
        request,
        run,
        done=lambda count: f"Đã ghi lựa chọn cho {number(count)} dòng." if count else "",
        to=back.here,
    )


@signed_in
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the list, once it was asked about."""
    found = reads.batch(request.actor, pk)
    path = reverse("nominations:import", args=[pk])
    words = f"Nhập {number(found.rows)} đề nghị"
    if asked := ask_first(request, preview.confirm_sentence(found), button=words, back=path):
        return asked
    return act(
        request,
        lambda: commands.confirm(actor=request.actor, batch_id=pk),
        done="Đang ghi danh sách.",
        to=path,
    )


@signed_in
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw everything the list brought in, once it was asked about."""
    found = reads.batch(request.actor, pk)
    path = reverse("nominations:import", args=[pk])
    if asked := ask_first(request, preview.undo_sentence(found), button="Hoàn tác cả danh sách", back=path):
        return asked
    return act(
        request,
        lambda: commands.undo(actor=request.actor, batch_id=pk),
        done=lambda count: f"Đã hoàn tác: rút {number(count)} đề nghị.",
        to=path,
    )


@signed_in
@require_safe
def remarks(request: HttpRequest, pk: int) -> HttpResponse:
    """The sent list with a column that says what to mend."""
    found = reads.batch(request.actor, pk)
    name = slugify(fold(found.file_name.rpartition(".")[0])) or "danh-sach"
    return _workbook(reads.remarks_file(request.actor, pk), f"{name[:80]}-can-sua")


def _workbook(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=MEDIA_TYPES["xlsx"])
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response
