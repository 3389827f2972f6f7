"""Submissions (tờ trình): written from endorsed nominations, printed, sent."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thidua.foundation.errors import NotThere, Refused, demand
from thidua.foundation.inspection import MEDIA_TYPES
from thidua.foundation.ui.acts import act, ask_first, signed_in
from thidua.foundation.ui.bulk import picked_ids
from thidua.foundation.ui.cells import Column
from thidua.foundation.ui.lists import ListPage
from thidua.foundation.ui.parts import Tab
from thidua.kernel.formats import number
from thidua.nominations import commands, papers, picking, queries, screens
from thidua.nominations.access import may
from thidua.nominations.forms import SendForm, SubmissionForm
from thidua.nominations.lists import SUBMISSION_COLUMNS, SubmissionFilters
from thidua.nominations.queries import SubmissionPage
from thidua.nominations.types import SubmissionState
from thidua.organisation.queries import unit_in_scope

_DIRECTIONS = {"": "Tất cả", "sent": "Đơn vị gửi đi", "received": "Gửi đến đơn vị"}


ITEM_COLUMNS = (
    Column("recipient", "Đối tượng", url="nominations:detail id", sub="place", header=True, sort="sort_key"),
    Column(
        "award_name",
        "Danh hiệu, hình thức",
        sub=lambda row: screens.years_words(row.year, row.period_from, row.period_to),
        sort="award_name",
    ),
    Column("verdict", "Điều kiện", kind="badge", value=lambda row: screens.verdict_status(row.verdict)),
    Column("unit", "Đơn vị đề nghị", sort="unit"),
)


@dataclass(frozen=True, slots=True)
class ActAt:
    """A button under the list of one submission."""

    label: str
    url: str
    danger: bool = False


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
    unit_in_scope(request.actor, unit_id)
    place = next(
        (
            each
            for each in screens.waiting_to_be_sent(request.actor)
            if (each.unit_id, each.round_id) == (unit_id, round_id)
        ),
        None,
    )
    if place is None:
        unit_in_scope(request.actor, unit_id)
        demand(may(request.actor, "draft_submission", unit_id))
        raise Refused("Đơn vị không có đề nghị nào đã duyệt mà phải trình cấp trên trong đợt này.")
    candidates = queries.submission_candidates(request.actor, unit_id=unit_id, round_id=round_id)
    form = SubmissionForm(request.POST or None)
    groups = picking.groups(candidates)
    ids = picking.picked(candidates, picked_ids(request), request.POST.getlist("groups"))

    def draw(status: int = 200) -> HttpResponse:
        context = {
            "title": "Lập tờ trình",
            "place": place,
            "form": form,
            "groups": [(group, _rows(group.cases)) for group in groups],
            **_ticked(request, groups),
        }
        return render(request, "nominations/submission_new.html", context, status=status)

    if request.method == "GET" or not form.is_valid():
        return draw(422 if form.errors else 200)
    return act(
        request,
        lambda: _begin(request, unit_id, round_id, ids, form),
        done=f"Đã lập dự thảo tờ trình với {number(len(ids))} đề nghị; xem lại rồi gửi.",
        to=_url,
        form=form,
        again=draw,
    )


def _ticked(request: HttpRequest, groups: list[picking.Group]) -> dict[str, Any]:
    """What is ticked: everything at first, afterwards what was sent."""
    if request.method == "POST":
        return {"picked": set(picked_ids(request)), "picked_groups": set(request.POST.getlist("groups"))}
    return {
        "picked": {case.id for group in groups for case in group.cases},
        "picked_groups": {group.key for group in groups},
    }


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
    request: HttpRequest,
    page: SubmissionPage,
    form: SendForm | None = None,
    status: int = 200,
    words: SubmissionForm | None = None,
) -> HttpResponse:
    row = page.row
    out = ActAt("Đưa ra khỏi tờ trình", f"{reverse('nominations:submission-change', args=[row.id])}?remove=1")
    items = ListPage(
        request, page.items, ITEM_COLUMNS, noun="đề nghị", label="Đề nghị trong tờ trình",
        bulk=(out,) if page.may_change else (), export=f"to-trinh-{row.id}",  # type: ignore[arg-type]
        empty=("Tờ trình chưa có đề nghị nào", ""),
    )  # fmt: skip
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
        "awards": Counter(item.award_name for item in page.items).items(),
        "more": [(group, _rows(group.cases)) for group in picking.groups(more)],
        "form": form,
        "words": words or SubmissionForm(initial={"subject": row.subject}),
        "question": _question(page),
    }
    response = items.response("nominations/submission.html", context)
    response.status_code = status if status != 200 else response.status_code
    return response


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
    demand(may(request.actor, "send_submission", page.row.unit_id))
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
    """Take nominations out of a draft, put more in, or word its subject anew: the button says which."""
    page = queries.submission_page(request.actor, pk)
    ids = picked_ids(request)
    if "subject" in request.POST:
        return _reword(request, page)
    if "remove" in request.POST or "remove" in request.GET:
        changes, done = {"remove": ids}, f"Đã đưa ra khỏi dự thảo {number(len(ids))} đề nghị."
    else:
        row = page.row
        more = queries.submission_candidates(request.actor, unit_id=row.unit_id, round_id=row.round_id)
        ids = picking.picked(more, ids, request.POST.getlist("groups"))
        changes, done = {"add": ids}, f"Đã thêm vào dự thảo {number(len(ids))} đề nghị."
    if not ids:
        messages.warning(request, "Chưa chọn đề nghị nào; hãy đánh dấu các dòng cần xử lý.")
        return redirect(_url(pk))
    return act(
        request,
        lambda: commands.change_submission(actor=request.actor, submission_id=pk, **changes),
        done=done,
        to=_url(pk),
    )


def _reword(request: HttpRequest, page: SubmissionPage) -> HttpResponse:
    form = SubmissionForm(request.POST)
    if not form.is_valid():
        return _page(request, page, status=422, words=form)
    return act(
        request,
        lambda: commands.change_submission(
            actor=request.actor, submission_id=page.row.id, subject=form.cleaned_data["subject"]
        ),
        done="Đã sửa trích yếu.",
        to=_url(page.row.id),
        form=form,
        again=lambda: _page(request, page, words=form),
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
