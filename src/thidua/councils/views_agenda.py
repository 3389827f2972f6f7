"""Opening a session with chosen nominations, and changing what lies on its agenda."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from thidua.access.types import Actor
from thidua.councils import commands, links, queries, screens
from thidua.councils.access import may_run
from thidua.councils.forms import AgendaForm, SessionForm
from thidua.councils.seats import seats_on
from thidua.councils.types import CouncilRow, Course, MemberRole, Seat, SessionPage
from thidua.foundation.errors import NotThere, Refused
from thidua.foundation.ui.acts import act, ask_first, signed_in
from thidua.foundation.ui.bulk import picked_ids
from thidua.kernel.formats import date_vi, list_vi
from thidua.nominations.queries import Brief

NONE_PICKED = "Chưa chọn hồ sơ nào; hãy chọn tất cả, cả nhóm hoặc từng hồ sơ."


@signed_in
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a session: its day, the round, the nominations that wait at the unit."""
    row, seats = queries.council(request.actor, pk)
    _demand_running(request.actor, row, seats)
    choices = screens.round_choices(request.actor, row.unit_id)
    round_id = _chosen_round(request, choices)
    offered = _offered(request.actor, row.unit_id, round_id)
    form = SessionForm(
        request.POST if request.method == "POST" else None, initial={"held_on": request.actor.today}
    )

    def again() -> HttpResponse:
        return _choose(
            request, form, offered, title="Lập phiên họp", button="Lập phiên họp", c=row, rounds=choices,
            round_id=round_id, back=reverse("councils:council", args=[pk]),
        )  # fmt: skip

    if request.method != "POST":
        return again()
    valid = form.is_valid()
    ids = screens.picked(offered, picked_ids(request), request.POST.getlist("groups"))
    if not ids:
        form.add_error(None, NONE_PICKED)
    if not ids or not valid or round_id is None:
        return again()
    values = form.cleaned_data
    return act(
        request,
        lambda: commands.open_session(
            actor=request.actor, council_id=pk, round_id=round_id, held_on=values["held_on"], nomination_ids=ids,
            course=_usual_course(pk, values),
        ),
        done=f"Đã lập phiên họp với {len(ids)} hồ sơ.",
        to=links.session,
        form=form,
        again=again,
    )  # fmt: skip


def _demand_running(actor: Actor, row: CouncilRow, seats: list[Seat]) -> None:
    decision = may_run(actor, row.unit_id, seats)
    if not decision:
        raise Refused(*decision.reasons)
    if row.until is not None and row.until < actor.today:
        raise Refused(f"Hội đồng đã kết thúc ngày {date_vi(row.until)}.")


def _chosen_round(request: HttpRequest, choices: list[screens.RoundChoice]) -> int | None:
    """The round that the address names, else the newest one with something waiting. Raises NotThere."""
    asked = request.GET.get("dot", "")
    if not asked:
        return choices[0].id if choices else None
    if asked not in {str(choice.id) for choice in choices}:
        raise NotThere
    return int(asked)


def _offered(actor: Actor, unit_id: int, round_id: int | None) -> list[Brief]:
    if round_id is None:
        return []
    return queries.agenda_candidates(actor, unit_id=unit_id, round_id=round_id)


def _usual_course(council_id: int, values: dict[str, Any]) -> Course:
    """Who chairs and who writes are first taken to be the council's chair and secretary of that day."""
    roles = {seat.role: seat.name for seat in reversed(seats_on(council_id, values["held_on"]))}
    return Course(
        begins=values["begins"],
        place=values["place"],
        chair=roles.get(MemberRole.CHAIR, ""),
        secretary=roles.get(MemberRole.SECRETARY, ""),
    )


@signed_in
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Put further nominations on the agenda, take some off."""
    page = screens.running(request.actor, pk)
    offered = queries.agenda_candidates(request.actor, unit_id=page.unit_id, round_id=page.round_id)
    listed = {item.nomination_id for item in page.items}
    offered = [brief for brief in offered if brief.id not in listed]
    form = AgendaForm(request.POST if request.method == "POST" else None)

    def again() -> HttpResponse:
        return _choose(
            request, form, offered, title="Sửa chương trình phiên họp", button="Lưu chương trình", s=page,
            leaving=_leaving(request, page), back=links.session(pk),
        )  # fmt: skip

    if request.method != "POST":
        return again()
    add = screens.picked(offered, picked_ids(request), request.POST.getlist("groups"))
    remove = _leaving(request, page)
    if not add and not remove:
        form.add_error(None, "Chưa chọn hồ sơ nào để thêm hoặc đưa ra.")
        return again()
    counted = [i.recipient for i in page.items if i.nomination_id in remove and i.yes is not None]
    if counted and (asked := _ask_to_drop(request, counted, links.session(pk))):
        return asked
    return act(
        request,
        lambda: commands.change_agenda(actor=request.actor, session_id=pk, add=add, remove=remove),
        done=f"Đã sửa chương trình: {_sum_words(len(add), len(remove))}.",
        to=links.session(pk),
        form=form,
        again=again,
    )


def _ask_to_drop(request: HttpRequest, names: list[str], back: str) -> HttpResponse | None:
    shown = list_vi(names) if len(names) <= 3 else f"{len(names)} hồ sơ"
    sentence = f"Đưa ra khỏi chương trình {shown} đã ghi phiếu? Số phiếu đã ghi bị bỏ."
    return ask_first(request, sentence, button="Đưa ra", back=back)


def _sum_words(added: int, removed: int) -> str:
    parts = [f"thêm {added} hồ sơ"] * bool(added) + [f"đưa ra {removed} hồ sơ"] * bool(removed)
    return ", ".join(parts)


def _leaving(request: HttpRequest, page: SessionPage) -> set[int]:
    """The nominations on the agenda that were ticked to go."""
    ticked = set(request.POST.getlist("remove"))
    return {item.nomination_id for item in page.items if str(item.nomination_id) in ticked}


def _choose(request: HttpRequest, form: Any, offered: list[Brief], **context: Any) -> HttpResponse:
    shown = {
        "form": form,
        "groups": screens.groups(offered),
        "offered": len(offered),
        "ticked": set(picked_ids(request)),
        "ticked_groups": set(request.POST.getlist("groups")),
        **context,
    }
    return render(request, "councils/choose.html", shown)
