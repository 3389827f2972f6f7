"""The register of incoming documents, taking one in, and its page: particulars beside the text."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from thidua.directives import commands, queries, screens
from thidua.directives.access import OFFICERS, keeping_units
from thidua.directives.forms import DocumentFilter, RegisterForm, TakeInForm
from thidua.directives.lists import COLUMNS
from thidua.directives.models import Document
from thidua.directives.types import DocumentState, Particulars
from thidua.foundation.errors import demand
from thidua.foundation.files import file_of
from thidua.foundation.jobs import status_by_key
from thidua.foundation.ui.acts import act, ask_first, form_page, signed_in
from thidua.foundation.ui.downloads import file_answer
from thidua.foundation.ui.lists import ListPage
from thidua.foundation.ui.parts import Tab


def tabs() -> list[Tab]:
    """The two registers, and what other units sent."""
    return [
        Tab("in", "Văn bản đến", reverse("directives:list")),
        Tab("out", "Văn bản đi", reverse("directives:outgoing")),
        Tab("received", "Được gửi đến", reverse("directives:received")),
    ]


def keeping(request: HttpRequest) -> list[tuple[int, str]]:
    """The units whose registers the person keeps. Raises Refused where there is none."""
    demand(OFFICERS.anywhere(request.actor))
    return keeping_units(request.actor)


@signed_in
@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """The documents of the units in scope."""
    filters = DocumentFilter(request.GET)
    page = ListPage(
        request,
        queries.documents(request.actor, state=filters.values()["state"]),
        COLUMNS,
        filters=filters,
        sort="-arrived",
        noun="văn bản",
        export="van-ban-den",
        empty=("Chưa có văn bản nào", "Đọc văn bản đến để vào sổ và theo dõi việc được giao."),
    )
    return page.response(
        "directives/list.html",
        {
            "title": "Văn bản đến",
            "tabs": tabs(),
            "tab": "in",
            "may_keep": bool(keeping_units(request.actor)),
            "scans": queries.scans(request.actor),
        },
    )


@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Take a document in: a file or pasted text."""
    units = keeping(request)
    form = TakeInForm(request.POST or None, request.FILES or None, units=units)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        given = {
            "actor": request.actor,
            "unit_id": int(values["unit"]),
            "file": values["file"],
            "file_name": values["file"].name if values["file"] else "",
        }
        if "pages" in values:
            return act(
                request,
                lambda: commands.leave_scan(**given, pages=values["pages"]),
                done=f"Bản quét có {values['pages']} trang, đang được đọc.",
                to=lambda pk: reverse("directives:scan", args=[pk]),
                form=form,
                again=lambda: _new_page(request, form),
            )
        return act(
            request,
            lambda: commands.take_in(**given, text=values["text"]),
            done="Đã đọc văn bản. Đối chiếu từng mục với toàn văn rồi vào sổ.",
            to=lambda pk: reverse("directives:document", args=[pk]),
            form=form,
            again=lambda: _new_page(request, form),
        )
    return _new_page(request, form)


def _new_page(request: HttpRequest, form: TakeInForm) -> HttpResponse:
    back = reverse("directives:list")
    return form_page(request, form, "Đọc văn bản đến", "Đọc văn bản", back, multipart=True)


@signed_in
@require_safe
def scan(request: HttpRequest, pk: int) -> HttpResponse:
    """A scan on its way to a document: how far it is read, or why it could not be."""
    found = queries.scan(request.actor, pk)
    if found.document_id is not None:
        return redirect("directives:document", found.document_id)
    context = {"title": f"Bản quét “{found.file_name}”", "scan": found, "job": status_by_key(f"scan:{pk}")}
    return render(request, "directives/scan.html", context)


@signed_in
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """One document: what was read beside its text, corrected and entered in the register by its officers."""
    found = queries.readable(request.actor, pk)
    waits = found.state == DocumentState.READ
    form = None
    if waits and OFFICERS.judge(request.actor, found.unit_id, found.unit.path):
        form = RegisterForm(request.POST or None, initial=screens.initial(found), doubts=found.doubts)
    if request.method == "POST":
        demand(OFFICERS.judge(request.actor, found.unit_id, found.unit.path))
        if form is not None and form.is_valid():
            values = dict(form.cleaned_data)
            version = values.pop("version")
            if asked := ask_first(
                request,
                f"Vào sổ văn bản đến của {found.unit.name}? Sau đó các mục không sửa được nữa.",
                button="Vào sổ",
            ):
                return asked
            return act(
                request,
                lambda: commands.register(
                    actor=request.actor, document_id=pk, version=version, particulars=Particulars(**values)
                ),
                done=lambda number: f"Đã vào sổ văn bản đến, số {number:02d}.",
                to=reverse("directives:document", args=[pk]),
                form=form,
                again=lambda: _page(request, found, form),
            )
    return _page(request, found, form)


def _page(request: HttpRequest, found: Document, form: RegisterForm | None) -> HttpResponse:
    status = 422 if form is not None and form.errors else 200
    return render(
        request, "directives/document.html", screens.page(request.actor, found, form), status=status
    )


@signed_in
@require_safe
def download(request: HttpRequest, pk: int, file_id: int) -> HttpResponse:
    """The file of a document that the person may read."""
    queries.readable(request.actor, pk)
    return file_answer(file_of(file_id, "document", pk))
