"""The list of duties, the page of one with its proofs, and what was given by a document."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from thidua.duties import queries, screens
from thidua.duties.access import working_units
from thidua.duties.forms import DutyFilter
from thidua.duties.lists import COLUMNS
from thidua.foundation.files import file_of
from thidua.foundation.ui.acts import signed_in
from thidua.foundation.ui.downloads import file_answer
from thidua.foundation.ui.lists import BulkAct, ListPage


@signed_in
@require_safe
def duties(request: HttpRequest) -> HttpResponse:
    """The duties in sight, those due first on top."""
    filters = DutyFilter(request.GET, documents=queries.documents_with_duties(request.actor))
    values = filters.values()
    found = queries.duties(request.actor, **values)
    page = ListPage(
        request,
        queries.as_lines(found.rows),
        COLUMNS,
        mended=found.corrected,
        bulk=(BulkAct("duties:bulk-accept", "Chấp nhận các kết quả đã chọn"),)
        if values["whose"] == "given"
        else (),
        filters=filters,
        sort="due_on",
        noun="nhiệm vụ",
        export="nhiem-vu",
        empty=("Chưa có nhiệm vụ nào", "Nhiệm vụ được giao từ nội dung giao việc của một văn bản đã vào sổ."),
    )
    context = {"title": "Nhiệm vụ", "works": bool(working_units(request.actor))}
    return page.response("duties/list.html", context)


@signed_in
@require_safe
def duty(request: HttpRequest, pk: int) -> HttpResponse:
    """One duty: its terms, what was passed down, what happened, and what can be done now."""
    return render(request, "duties/duty.html", screens.duty_page(request.actor, pk))


@signed_in
@require_safe
def proof(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """One proof of a duty in scope; of any other duty there is none."""
    found = queries.duty(request.actor, pk)
    own = (row.pk for row in queries.reports(queries.history(found)))
    return file_answer(file_of(file, queries.PROOF, *own))


@signed_in
@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """What was given by a document, clause by clause, and its reports back."""
    return render(request, "duties/document.html", screens.document_page(request.actor, pk))
