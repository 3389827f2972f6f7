"""What is written during a session and after it: its course, the votes, closing, cancelling."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from thidua.councils import commands, links, screens
from thidua.councils.forms import AgendaForm, ConflictForm, CourseForm, ReasonForm, VotesForm
from thidua.councils.queries import session_page
from thidua.councils.types import SessionPage
from thidua.councils.views import close_sentence, session_of, sums
from thidua.foundation.errors import NotThere
from thidua.foundation.ui.acts import act, ask_first, signed_in
from thidua.kernel.formats import date_vi
from thidua.nominations.types import Row


def _data(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@signed_in
def course(request: HttpRequest, pk: int) -> HttpResponse:
    """When and where, how it voted, who led, who was absent."""
    page = screens.running(request.actor, pk)
    form = CourseForm(_data(request), page=page)

    def again() -> HttpResponse:
        context = {
            "form": form,
            "s": page,
            "title": "Diễn biến phiên họp",
            "mark": screens.mark(page, page.items),
        }
        return render(request, "councils/course.html", context)

    if request.method != "POST" or not form.is_valid():
        return again()

    def save() -> None:
        screens.demand_same(request.POST.get("mark", ""), page, page.items)
        commands.record_course(actor=request.actor, session_id=pk, course=form.course())

    return act(
        request, save, done="Đã ghi diễn biến phiên họp.", to=links.session(pk), form=form, again=again
    )


@signed_in
def votes(request: HttpRequest, pk: int) -> HttpResponse:
    """The counts of one page of nominations; "?du=1" fills what is still empty with all yes."""
    page = screens.running(request.actor, pk)
    pages = max(1, -(-len(page.items) // screens.PAGE))
    at = min(max(_number(request.GET.get("trang", "")), 1), pages)
    items = page.items[(at - 1) * screens.PAGE : at * screens.PAGE]
    form = VotesForm(_data(request), page=page, items=items, full=request.GET.get("du") == "1")

    def again() -> HttpResponse:
        context = {
            "form": form,
            "s": page,
            "title": "Ghi phiếu",
            "at": at,
            "pages": range(1, pages + 1),
            "mark": screens.mark(page, items),
            "counted": screens.counted(page),
        }
        return render(request, "councils/votes.html", context)

    if request.method != "POST" or not form.is_valid():
        return again()

    def save() -> int:
        screens.demand_same(request.POST.get("mark", ""), page, items)
        commands.record_votes(actor=request.actor, session_id=pk, votes=form.votes())
        return len(form.votes())

    following = f"{reverse('councils:votes', args=[pk])}?trang={at + 1}"
    return act(
        request,
        save,
        done=lambda count: f"Đã ghi phiếu của {count} hồ sơ.",
        to=following if at < pages else links.session(pk),
        form=form,
        again=again,
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 1


@signed_in
def vote(request: HttpRequest, pk: int, nomination: int) -> HttpResponse:
    """The count of one nomination, and the members who take no part in it."""
    page = screens.running(request.actor, pk)
    item = next((each for each in page.items if each.nomination_id == nomination), None)
    if item is None:
        raise NotThere
    form = ConflictForm(_data(request), page=page, item=item)

    def again() -> HttpResponse:
        context = {
            "form": form,
            "s": page,
            "item": item,
            "basis": screens.basis(item),
            "title": item.recipient,
            "mark": screens.mark(page, [item]),
            "back": links.session(pk),
        }
        return render(request, "councils/vote.html", context)

    if request.method != "POST" or not form.is_valid():
        return again()

    def save() -> None:
        screens.demand_same(request.POST.get("mark", ""), page, [item])
        commands.record_votes(actor=request.actor, session_id=pk, votes=[form.vote(nomination)])

    done = f"Đã ghi phiếu của {item.recipient}."
    return act(request, save, done=done, to=links.session(pk), form=form, again=again)


@signed_in
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the session after one question that says what comes out of it."""
    page = screens.running(request.actor, pk)
    form = AgendaForm(request.POST)
    if screens.ready(page) and (
        asked := ask_first(request, close_sentence(page), button="Kết thúc phiên họp", back=links.session(pk))
    ):
        return asked

    def run() -> list[Row]:
        screens.demand_same(request.POST.get("mark", ""), page, page.items)
        return commands.close_session(actor=request.actor, session_id=pk)

    def say(rows: list[Row]) -> str:
        return _report(request, page, rows)

    return act(
        request, run, done=say, to=links.session(pk), form=form,
        again=lambda: session_of(request, session_page(request.actor, pk), form),
    )  # fmt: skip


def _report(request: HttpRequest, page: SessionPage, rows: list[Row]) -> str:
    """What closing came to; a nomination that could not go on is named with its reason."""
    names = {item.nomination_id: item.recipient for item in page.items}
    for row in rows:
        if not row.ok:
            messages.warning(request, f"Không ghi kết quả của {names[row.id]}: {row.reason}")
    closed = session_page(request.actor, page.id)
    count = sums(closed)
    return (
        f"Đã kết thúc phiên họp, biên bản số {closed.minutes_number}: {count['approved']} thông qua,"
        f" {count['refused']} không thông qua."
    )


@signed_in
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel an open session; its nominations wait for another."""
    page = screens.running(request.actor, pk)
    form = ReasonForm(_data(request))

    def again() -> HttpResponse:
        context = {
            "form": form,
            "s": page,
            "title": "Hủy phiên họp",
            "button": "Hủy phiên họp",
            "lead": f"{len(page.items)} hồ sơ trở lại chờ phiên họp khác; số phiếu đã ghi không còn giá trị.",
            "back": links.session(pk),
            "draft": f"cancel-session-{pk}",
        }
        return render(request, "councils/form.html", context)

    if request.method != "POST" or not form.is_valid():
        return again()
    sentence = (
        f"Hủy phiên họp ngày {date_vi(page.held_on)}? {len(page.items)} hồ sơ trở lại chờ phiên họp khác."
    )
    if asked := ask_first(request, sentence, button="Hủy phiên họp", back=links.session(pk)):
        return asked
    return act(
        request,
        lambda: commands.cancel_session(
            actor=request.actor, session_id=pk, reason=form.cleaned_data["reason"]
        ),
        done="Đã hủy phiên họp.",
        to=links.session(pk),
        form=form,
        again=again,
    )
