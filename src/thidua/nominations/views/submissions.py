"""Submissions (tờ trình): written from endorsed nominations, printed, sent."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thidua.foundation.errors import NotThere, Refused
from thidua.foundation.inspection import MEDIA_TYPES
from thidua.foundation.ui.acts import act, ask_first, signed_in
from thidua.foundation.ui.bulk import picked_ids
from thidua.foundation.ui.lists import ListPage
from thidua.foundation.ui.parts import Tab
from thidua.kernel.formats import number
from thidua.nominations import commands, papers, queries, screens
from thidua.nominations.forms import SendForm, SubmissionForm
from thidua.nominations.lists import SUBMISSION_COLUMNS, SubmissionFilters
from thidua.nominations.queries import SubmissionPage
from thidua.nominations.types import SubmissionState

_DIRECTIONS = {"": "Tất cả", "sent": "Đơn vị gửi đi", "received": "Gửi đến đơn vị"}


def _url(pk: int) -> str:
    return reverse("nominations:submission", args=[pk])


@signed_in
@require_safe
def submissions(request: HttpRequest) -> HttpResponse:
    """The submissions written by units in scope and those sent to them."""
    filters = SubmissionFilters(request.GET, rounds=queries.rounds(request.actor))
    asked = filters.arguments()
    page = ListPage(
        request, queries.submissions(request.actor, **asked), SUBMISSION_COLUMNS, filters=filters, noun="tờ trình",
        export="to-trinh",
        empty=("Chưa có tờ trình nào", "Tờ trình được lập từ các đề nghị thủ trưởng đã duyệt."),
    )  # fmt: skip
    waiting = screens.waiting_to_be_sent(request.actor)
    context = {
        "title": "Tờ trình",
        "waiting": waiting,
        "tabs": [
            Tab(key, label, page.url(direction=key or None, page=None)) for key, label in _DIRECTIONS.items()
        ],
        "direction": asked["direction"],
    }
    return page.response("nominations/submissions.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, unit_id: int, round_id: int) -> HttpResponse:
    """Begin a submission: which of the unit's endorsed nominations go along."""
    place = next(
        (
            each
            for each in screens.waiting_to_be_sent(request.actor)
            if (each.unit_id, each.round_id) == (unit_id, round_id)
        ),
        None,
    )
    if place is None:
        raise Refused("Đơn vị không có đề nghị nào đã duyệt mà phải trình cấp trên trong đợt này.")
    candidates = queries.submission_candidates(request.actor, unit_id=unit_id, round_id=round_id)
    form = SubmissionForm(request.POST or None)
    picked = picked_ids(request) if request.method == "POST" else [brief.id for brief in candidates]

    def draw(status: int = 200) -> HttpResponse:
        context = {
            "title": "Lập tờ trình",
            "place": place,
            "form": form,
            "rows": _rows(candidates),
            "picked": set(picked),
        }
        return render(request, "nominations/submission_new.html", context, status=status)

    if request.method == "GET" or not form.is_valid():
        return draw(422 if form.errors else 200)
    return act(
        request,
        lambda: _begin(request, unit_id, round_id, picked, form),
        done="Đã lập dự thảo tờ trình; xem lại rồi gửi.",
        to=_url,
        form=form,
        again=draw,
    )


def _begin(request: HttpRequest, unit_id: int, round_id: int, ids: list[int], form: SubmissionForm) -> int:
    if not ids:
        raise Refused("Chưa chọn đề nghị nào để trình.")
    return commands.draft_submission(
        actor=request.actor, unit_id=unit_id, round_id=round_id, nomination_ids=ids, **form.cleaned_data
    )


def _rows(briefs: Any) -> list[tuple[Any, Any, str]]:
    return [
        (b, screens.verdict_status(b.verdict), screens.years_words(b.year, b.period_from, b.period_to))
        for b in briefs
    ]


@signed_in
@require_safe
def submission(request: HttpRequest, pk: int) -> HttpResponse:
    """One submission with its nominations."""
    return _page(request, queries.submission_page(request.actor, pk))


def _page(
    request: HttpRequest, page: SubmissionPage, form: SendForm | None = None, status: int = 200
) -> HttpResponse:
    row = page.row
    more = (
        queries.submission_candidates(request.actor, unit_id=row.unit_id, round_id=row.round_id)
        if page.may_change
        else []
    )
    if form is None and page.may_send:
        form = SendForm(initial=_usual_signer(request, row.unit_id))
    context = {
        "title": f"Tờ trình số {row.number}" if row.number else "Dự thảo tờ trình",
        "s": page,
        "state": SubmissionState(row.state),
        "rows": _rows(page.items),
        "more": _rows(more),
        "form": form,
        "question": _question(page),
    }
    return render(request, "nominations/submission.html", context, status=status)


def _usual_signer(request: HttpRequest, unit_id: int) -> dict[str, str]:
    found = screens.usual_signer(unit_id, request.actor.today)
    return {"signer": found.name, "authority_lines": "\n".join(found.lines)} if found else {}


def _question(page: SubmissionPage) -> str:
    return f"Gửi tờ trình với {number(len(page.items))} đề nghị đến {page.row.to_name}? Sau khi gửi không sửa được nữa."


@signed_in
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Number and send a submission with all its nominations, or nothing."""
    page = queries.submission_page(request.actor, pk)
    form = SendForm(request.POST)
    if not form.is_valid():
        return _page(request, page, form, 422)
    if asked := ask_first(request, _question(page), button="Gửi tờ trình", back=_url(pk)):
        return asked
    return act(
        request,
        lambda: commands.send_submission(
            actor=request.actor,
            submission_id=pk,
            signer=form.cleaned_data["signer"],
            authority_lines=form.cleaned_data["authority_lines"].splitlines(),
        ),
        done=lambda sent: f"Đã gửi tờ trình số {sent} đến {page.row.to_name}.",
        to=_url(pk),
        form=form,
        again=lambda: _page(request, page, form),
    )


@signed_in
@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Take nominations out of a draft, or put more in: the button says which."""
    ids = picked_ids(request)
    removing = "remove" in request.POST
    return act(
        request,
        lambda: commands.change_submission(
            actor=request.actor, submission_id=pk, **{"remove" if removing else "add": ids}
        ),
        done=f"Đã {'đưa ra khỏi' if removing else 'thêm vào'} dự thảo {len(ids)} đề nghị.",
        to=_url(pk),
    )


@signed_in
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up a draft."""
    page = queries.submission_page(request.actor, pk)
    question = (
        f"Hủy dự thảo tờ trình này? {number(len(page.items))} đề nghị trong đó vẫn giữ nguyên là đã duyệt."
    )
    if asked := ask_first(request, question, button="Hủy dự thảo", back=_url(pk)):
        return asked
    return act(
        request,
        lambda: commands.cancel_submission(actor=request.actor, submission_id=pk),
        done="Đã hủy dự thảo tờ trình.",
        to=reverse("nominations:submissions"),
    )


@signed_in
@require_safe
def paper(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The submission as PDF or DOCX."""
    page = queries.submission_page(request.actor, pk)
    if form not in ("pdf", "docx"):
        raise NotThere
    make = papers.submission_pdf if form == "pdf" else papers.submission_docx
    name = (page.row.number or f"du-thao-{pk}").replace("/", "-")
    response = HttpResponse(make(request.actor, pk), content_type=MEDIA_TYPES[form])
    response.headers["Content-Disposition"] = content_disposition_header(True, f"to-trinh-{name}.{form}")
    return response
