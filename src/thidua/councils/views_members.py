"""Founding a council, seating and unseating its members, ending it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from thidua.councils import commands, queries, screens
from thidua.councils.forms import FoundForm, SeatForm, UntilForm
from thidua.councils.types import CouncilRow
from thidua.foundation.errors import NotThere, Refused
from thidua.foundation.ui.acts import act, ask_first, signed_in
from thidua.foundation.ui.forms import Form
from thidua.kernel.formats import date_vi


@signed_in
def found(request: HttpRequest) -> HttpResponse:
    """Write down the council of one of the actor's units."""
    units = screens.founding_units(request.actor, queries.councils(request.actor))
    if not units:
        raise Refused(
            "Không có đơn vị nào để lập Hội đồng: đơn vị đã có Hội đồng đang hoạt động, hoặc vị trí đang giữ"
            " không phải cán bộ thi đua, chuyên viên, quản trị."
        )
    initial = {"name": f"Hội đồng Thi đua - Khen thưởng {units[0][1]}" if len(units) == 1 else ""}
    form = FoundForm(_data(request), units=units, initial=initial)

    def again() -> HttpResponse:
        context = {
            "form": form,
            "title": "Lập Hội đồng",
            "button": "Lập Hội đồng",
            "back": reverse("councils:councils"),
            "draft": "council",
        }
        return render(request, "councils/form.html", context)

    if request.method != "POST" or not form.is_valid():
        return again()
    values = {**form.cleaned_data, "unit_id": int(form.cleaned_data["unit_id"])}
    return act(
        request,
        lambda: commands.found_council(actor=request.actor, **values),
        done="Đã lập Hội đồng. Hãy thêm các thành viên.",
        to=lambda pk: reverse("councils:council", args=[pk]),
        form=form,
        again=again,
    )


@signed_in
def seat(request: HttpRequest, pk: int) -> HttpResponse:
    """Seat a member; the form comes back for the next one."""
    row, _ = queries.council(request.actor, pk)
    screens.may_change_seats(request.actor, row)
    form = SeatForm(
        _data(request),
        accounts=screens.accounts(request.actor, row.unit_id),
        initial={"since": min(max(row.since, request.actor.today), request.actor.today), "role": "member"},
    )
    page = _page(request, row, form, "Thêm thành viên", "Thêm thành viên", draft=f"seat-{pk}")
    if request.method != "POST" or not form.is_valid():
        return page()
    return act(
        request,
        lambda: commands.seat_member(actor=request.actor, council_id=pk, **form.cleaned_data),
        done=f"Đã thêm {form.cleaned_data['name']} vào Hội đồng.",
        to=reverse("councils:council", args=[pk]),
        form=form,
        again=page,
    )


@signed_in
def unseat(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """End a member's seat on a day."""
    row, seats = queries.council(request.actor, pk)
    screens.may_change_seats(request.actor, row)
    who = next((seat for seat in seats if seat.id == member), None)
    if who is None:
        raise NotThere
    form = UntilForm(_data(request), initial={"until": request.actor.today})
    lead = f"{who.name}, {who.role_label}, tham gia từ {date_vi(who.since)}."
    page = _page(request, row, form, f"Thôi tham gia Hội đồng: {who.name}", "Ghi thôi tham gia", lead=lead)
    if request.method != "POST" or not form.is_valid():
        return page()
    day = form.cleaned_data["until"]
    sentence = f"Ghi {who.name} thôi tham gia {row.name} sau ngày {date_vi(day)}?"
    if asked := ask_first(request, sentence, button="Ghi thôi tham gia", back=_url(row)):
        return asked
    return act(
        request,
        lambda: commands.unseat_member(actor=request.actor, member_id=member, until=day),
        done=f"Đã ghi {who.name} thôi tham gia Hội đồng.",
        to=_url(row),
        form=form,
        again=page,
    )


@signed_in
def dissolve(request: HttpRequest, pk: int) -> HttpResponse:
    """End a council with all its seats."""
    row, seats = queries.council(request.actor, pk)
    screens.may_change_seats(request.actor, row)
    form = UntilForm(_data(request), initial={"until": request.actor.today})
    lead = "Các phiên họp và biên bản được giữ nguyên; sau ngày này đơn vị có thể lập Hội đồng mới."
    page = _page(request, row, form, "Kết thúc Hội đồng", "Kết thúc Hội đồng", lead=lead)
    if request.method != "POST" or not form.is_valid():
        return page()
    day = form.cleaned_data["until"]
    sentence = (
        f"Kết thúc {row.name} sau ngày {date_vi(day)}? {len(seats)} thành viên thôi tham gia cùng ngày."
    )
    if asked := ask_first(request, sentence, button="Kết thúc Hội đồng", back=_url(row)):
        return asked
    return act(
        request,
        lambda: commands.dissolve_council(actor=request.actor, council_id=pk, until=day),
        done="Đã ghi Hội đồng kết thúc.",
        to=_url(row),
        form=form,
        again=page,
    )


def _url(row: CouncilRow) -> str:
    return reverse("councils:council", args=[row.id])


def _data(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _page(
    request: HttpRequest,
    row: CouncilRow,
    form: Form,
    title: str,
    button: str,
    *,
    lead: str = "",
    draft: str = "",
) -> Any:
    """Draws the one form page of an act on a council."""

    def draw() -> HttpResponse:
        context = {
            "form": form,
            "c": row,
            "title": title,
            "button": button,
            "lead": lead,
            "draft": draft,
            "back": _url(row),
        }
        return render(request, "councils/form.html", context)

    return draw
