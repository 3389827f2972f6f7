"""Clusters: the list, forming one, its members, the hand-over, a new round."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from thidua.clusters import commands, queries, screens
from thidua.clusters.access import KEEPERS, keeping_units, may_keep, standpoint
from thidua.clusters.forms import (
    ClusterFilter,
    ClusterForm,
    EndForm,
    HandOverForm,
    MemberForm,
    PlaceForm,
    RoundForm,
    StaffForm,
)
from thidua.clusters.lists import COLUMNS
from thidua.clusters.models import Cluster, Member
from thidua.clusters.types import ClusterKind, Place
from thidua.foundation.errors import NotThere, demand
from thidua.foundation.ui.acts import act, act_or_show, form_page, signed_in
from thidua.foundation.ui.lists import ListPage
from thidua.scoring.queries import adopted

BOTH = require_http_methods(["GET", "POST"])


def page_of(pk: int) -> str:
    """The address of a cluster."""
    return reverse("clusters:cluster", args=[pk])


@signed_in
@require_safe
def clusters(request: HttpRequest) -> HttpResponse:
    """The clusters the actor sees."""
    filters = ClusterFilter(request.GET)
    page = ListPage(
        request,
        queries.clusters(request.actor, filters.values()["year"]),
        COLUMNS,
        filters=filters,
        sort="-year",
        noun="cụm, khối",
        empty=("Chưa có cụm, khối nào", "Cơ quan thường trực lập cụm, khối của từng năm."),
    )
    return page.response(
        "clusters/list.html", {"title": "Cụm, khối thi đua", "may_keep": bool(keeping_units(request.actor))}
    )


@signed_in
@BOTH
def new(request: HttpRequest) -> HttpResponse:
    """Form a cluster."""
    units = keeping_units(request.actor)
    demand(KEEPERS.anywhere(request.actor))
    form = ClusterForm(request.POST or None, units=units, initial={"year": request.actor.today.year})

    def page() -> HttpResponse:
        return form_page(request, form, "Lập cụm, khối", "Lập cụm, khối", reverse("clusters:list"))

    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        return act(
            request,
            lambda: commands.form_cluster(
                actor=request.actor, unit_id=int(given["unit"]), title=given["title"],
                kind=ClusterKind(given["kind"]), year=given["year"],
            ),
            done="Đã lập cụm, khối. Hãy đưa các đơn vị vào.",
            to=page_of,
            form=form,
            again=page,
        )  # fmt: skip
    return page()


@signed_in
@require_safe
def cluster(request: HttpRequest, pk: int) -> HttpResponse:
    """A cluster with its members and rounds."""
    return render(request, "clusters/cluster.html", screens.cluster_page(request.actor, pk))


def _kept(request: HttpRequest, pk: int) -> Cluster:
    found = queries.cluster(request.actor, pk)
    demand(may_keep(request.actor, found.unit_id, found.unit.path))
    return found


@signed_in
@BOTH
def add_member(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a unit into a cluster."""
    found = _kept(request, pk)
    form = MemberForm(
        request.POST or None,
        units=screens.free_units(found, request.actor),
        initial={"place": Place.MEMBER.value, "since": date(found.year, 1, 1)},
    )

    def page() -> HttpResponse:
        return form_page(request, form, f"Đưa đơn vị vào {found.title}", "Đưa vào", page_of(pk))

    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        return act(
            request,
            lambda: commands.add_member(
                actor=request.actor, cluster_id=pk, unit_id=int(given["unit"]), place=Place(given["place"]),
                since=given["since"],
            ),
            done="Đã đưa đơn vị vào cụm, khối.",
            to=page_of(pk),
            form=form,
            again=page,
        )  # fmt: skip
    return page()


def _member(request: HttpRequest, pk: int) -> Member:
    member = Member.objects.select_related("unit").filter(pk=pk).first()
    if member is None:
        raise NotThere
    _kept(request, member.cluster_id)
    return member


@signed_in
@BOTH
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a member another place."""
    member = _member(request, pk)
    form = PlaceForm(request.POST or None, initial={"place": member.place, "on": request.actor.today})

    def page() -> HttpResponse:
        return form_page(
            request, form, f"Đổi vị trí của {member.unit.name}", "Đổi", page_of(member.cluster_id)
        )

    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        return act(
            request,
            lambda: commands.change_place(
                actor=request.actor, member_id=pk, place=Place(given["place"]), on=given["on"]
            ),
            done="Đã đổi vị trí.",
            to=page_of(member.cluster_id),
            form=form,
            again=page,
        )
    return page()


@signed_in
@BOTH
def end_member(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a member leave."""
    member = _member(request, pk)
    form = EndForm(request.POST or None, initial={"until": request.actor.today})

    def page() -> HttpResponse:
        title = f"{member.unit.name} thôi tham gia cụm, khối"
        return form_page(request, form, title, "Ghi nhận", page_of(member.cluster_id))

    return act_or_show(
        request,
        lambda: commands.end_member(actor=request.actor, member_id=pk, **form.cleaned_data),
        done="Đã ghi nhận.",
        to=page_of(member.cluster_id),
        form=form,
        again=page,
    )


@signed_in
@BOTH
def staff(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how many work at a member."""
    member = Member.objects.select_related("unit").filter(pk=pk).first()
    if member is None:
        raise NotThere
    found = queries.cluster(request.actor, member.cluster_id)
    demand(standpoint(request.actor, found).may_lead())
    form = StaffForm(
        request.POST or None,
        initial={
            "version": found.version, "staff": member.staff, "on": member.staff_on or request.actor.today,
            "source": member.staff_source,
        },
    )  # fmt: skip

    def page() -> HttpResponse:
        return form_page(
            request, form, f"Số người làm việc của {member.unit.name}", "Ghi", page_of(member.cluster_id),
            lead="Chỉ để nhắc khi lập cụm, khối: tỉnh khác thường xếp đơn vị có từ 5 người; không phải điều cấm.",
        )  # fmt: skip

    return act_or_show(
        request,
        lambda: commands.set_staff(actor=request.actor, member_id=pk, **form.cleaned_data),
        done="Đã ghi số người làm việc.",
        to=page_of(member.cluster_id),
        form=form,
        again=page,
    )


@signed_in
@BOTH
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Carry a cluster on to the next year."""
    found = _kept(request, pk)
    units = [(each.unit_id, each.unit.name) for each in queries.members_of(pk)]
    form = HandOverForm(request.POST or None, units=units)

    def page() -> HttpResponse:
        return form_page(
            request, form, f"Bàn giao {found.title} sang năm {found.year + 1}", "Bàn giao", page_of(pk),
            lead="Các đơn vị đang tham gia được chuyển sang năm sau; trưởng năm nay thành thành viên.",
        )  # fmt: skip

    return act_or_show(
        request,
        lambda: commands.hand_over(
            actor=request.actor, cluster_id=pk, head_id=int(form.cleaned_data["head"])
        ),
        done="Đã bàn giao.",
        to=page_of,
        form=form,
        again=page,
    )


@signed_in
@BOTH
def new_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a round by a sheet in force for the cluster's year."""
    found = _kept(request, pk)
    form = RoundForm(
        request.POST or None,
        sheets=adopted(request.actor, found.year),
        initial={"title": f"Tổng kết năm {found.year}"},
    )

    def page() -> HttpResponse:
        return form_page(request, form, f"Mở đợt chấm của {found.title}", "Mở đợt chấm", page_of(pk))

    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        sheet = int(given.pop("sheet"))
        return act(
            request,
            lambda: commands.open_round(actor=request.actor, cluster_id=pk, sheet_id=sheet, **given),
            done="Đã mở đợt chấm; các đơn vị được báo.",
            to=lambda made: reverse("clusters:round", args=[made]),
            form=form,
            again=page,
        )
    return page()
