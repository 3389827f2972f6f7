"""Councils and sessions: the lists, one council, one session, its minutes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from thidua.councils import minutes as papers
from thidua.councils import queries, screens
from thidua.councils.access import may_found, may_run
from thidua.councils.forms import way_words
from thidua.councils.lists import COUNCILS, SESSIONS, CouncilFilter, SessionFilter, item_columns
from thidua.councils.types import SessionPage, SessionState, VoteOutcome
from thidua.foundation.printing import paper_answer
from thidua.foundation.ui.acts import signed_in
from thidua.foundation.ui.lists import ListPage
from thidua.foundation.ui.parts import Tab
from thidua.kernel.formats import date_vi


def _tabs() -> list[Tab]:
    return [
        Tab("sessions", "Phiên họp", reverse("councils:list")),
        Tab("councils", "Hội đồng và thành viên", reverse("councils:councils")),
    ]


@signed_in
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """Sessions in scope, open ones first; above them where one should be opened."""
    councils = queries.councils(request.actor)
    filters = SessionFilter(request.GET)
    page = ListPage(
        request, queries.sessions(request.actor, **filters.values()), SESSIONS, filters=filters, noun="phiên họp",
        export="phien-hop", empty=("Chưa có phiên họp nào", "Phiên họp được lập từ các hồ sơ đã thẩm định."),
    )  # fmt: skip
    context = {
        "title": "Phiên họp Hội đồng",
        "tabs": _tabs(),
        "tab": "sessions",
        "waiting": screens.waiting(request.actor, councils),
        "founding": screens.founding_units(request.actor, councils),
    }
    return page.response("councils/list.html", context)


@signed_in
@require_safe
def councils(request: HttpRequest) -> HttpResponse:
    """Councils in scope."""
    rows = queries.councils(request.actor)
    filters = CouncilFilter(request.GET)
    page = ListPage(
        request, [row for row in rows if filters.keeps(row)], COUNCILS, filters=filters, noun="Hội đồng",
        export="hoi-dong", empty=("Chưa có Hội đồng nào", "Hội đồng được lập theo quyết định của đơn vị."),
    )  # fmt: skip
    context = {
        "title": "Hội đồng Thi đua - Khen thưởng",
        "tabs": _tabs(),
        "tab": "councils",
        "founding": screens.founding_units(request.actor, rows),
    }
    return page.response("councils/list.html", context)


@signed_in
@require_safe
def council(request: HttpRequest, pk: int) -> HttpResponse:
    """One council: who sits in it, its sessions."""
    found, seats = queries.council(request.actor, pk)
    page = ListPage(
        request, queries.sessions(request.actor, council_id=pk), SESSIONS, noun="phiên họp",
        export=f"phien-hop-{pk}", empty=("Hội đồng này chưa có phiên họp nào", ""),
    )  # fmt: skip
    standing = found.until is None
    runs, founds = may_run(request.actor, found.unit_id, seats), may_found(request.actor, found.unit_id)
    context = {
        "title": found.name,
        "c": found,
        "seats": seats,
        "may_run": standing and bool(runs),
        "may_change": standing and bool(founds),
        "why_not": "" if runs or founds or not standing else runs.reason,
    }
    return page.response("councils/council.html", context)


@signed_in
@require_safe
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """One session: what was written down, what still lacks, the votes and what they came to."""
    return session_of(request, queries.session_page(request.actor, pk))


def session_of(request: HttpRequest, found: SessionPage, form: Any = None) -> HttpResponse:
    """The page of a session; `form` carries why closing was refused."""
    is_open = found.state == SessionState.OPEN
    runs = is_open and found.may_run

    items = ListPage(
        request, found.items, item_columns(found.attendance.members),
        noun="hồ sơ", export=f"phien-hop-{pk_words(found)}", label="Hồ sơ và kết quả biểu quyết",
        row_id="nomination_id", empty=("Phiên họp chưa có hồ sơ nào", ""),
    )  # fmt: skip
    context = {
        "title": f"Phiên họp ngày {date_vi(found.held_on)}",
        "s": found,
        "state": SessionState(found.state),
        "way": way_words(found.course),
        "runs": runs,
        "counted": screens.counted(found),
        "lacking": screens.lacking(found),
        "ready": screens.ready(found),
        "sums": sums(found),
        "printable": found.course.begins is not None and found.course.ends is not None,
        "mark": screens.mark(found, found.items),
        "sentence": close_sentence(found),
        "form": form,
    }
    return items.response("councils/session.html", context)


def pk_words(found: SessionPage) -> str:
    """What a download of this session is called."""
    return f"{found.held_on:%Y%m%d}-{found.id}"


def sums(found: SessionPage) -> dict[str, int]:
    """How many nominations were approved, refused, or have no outcome; expected ones while the session is open."""
    settled = [
        VoteOutcome(i.outcome) if found.state == SessionState.CLOSED else screens.expected(i)
        for i in found.items
    ]
    return {
        "approved": settled.count(VoteOutcome.APPROVED),
        "refused": settled.count(VoteOutcome.REFUSED),
        "none": settled.count(VoteOutcome.NONE),
    }


def close_sentence(found: SessionPage) -> str:
    """The one question before closing: how many, what came out, what follows."""
    count = sums(found)
    return (
        f"Kết thúc phiên họp ngày {date_vi(found.held_on)} với {len(found.items)} hồ sơ: {count['approved']} thông qua,"
        f" {count['refused']} không thông qua? Biên bản được cấp số và kết quả không sửa được nữa."
    )


@signed_in
@require_safe
def minutes(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The minutes as PDF or DOCX; those of an open session have a blank number."""
    write = {"pdf": papers.minutes_pdf, "docx": papers.minutes_docx}
    return paper_answer(lambda wanted: write[wanted](request.actor, pk), f"bien-ban-{pk}", form)
