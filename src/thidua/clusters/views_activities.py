"""A cluster's activities: called, changed, called off, and who came."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from thidua.clusters import commands, queries
from thidua.clusters.access import standpoint
from thidua.clusters.forms import ReasonForm
from thidua.clusters.forms_activities import ActivityChangeForm, ActivityForm, AttendanceForm
from thidua.clusters.models import Activity
from thidua.clusters.screens_activities import activity_page, expected
from thidua.clusters.types import ActivityKind, Presence
from thidua.foundation.errors import demand
from thidua.foundation.ui.acts import act_or_show, form_page, signed_in

BOTH = require_http_methods(["GET", "POST"])


def page_of(pk: int) -> str:
    """The address of an activity."""
    return reverse("clusters:activity", args=[pk])


def _led(request: HttpRequest, pk: int) -> Activity:
    row = queries.activity(request.actor, pk)
    demand(standpoint(request.actor, row.cluster).may_lead())
    return row


@signed_in
@require_safe
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """An activity and who came."""
    return render(request, "clusters/activity.html", activity_page(request.actor, pk))


@signed_in
@BOTH
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Call the members of a cluster to an activity."""
    cluster = queries.cluster(request.actor, pk)
    demand(standpoint(request.actor, cluster).may_lead())
    form = ActivityForm(request.POST or None, initial={"kind": ActivityKind.MEETING.value})
    back = reverse("clusters:cluster", args=[pk])

    def page() -> HttpResponse:
        return form_page(
            request, form, f"Hoạt động của {cluster.title}", "Ghi hoạt động", back,
            lead="Ngày chưa đến thì mỗi đơn vị thành viên được báo một lần.",
        )  # fmt: skip

    return act_or_show(
        request,
        lambda: commands.call_activity(actor=request.actor, cluster_id=pk, **_given(form)),
        done="Đã ghi hoạt động.",
        to=page_of,
        form=form,
        again=page,
    )


@signed_in
@BOTH
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Put another day, place or title."""
    row = _led(request, pk)
    form = ActivityChangeForm(
        request.POST or None,
        initial={
            "version": row.version, "kind": row.kind, "title": row.title, "held_on": row.held_on, "place": row.place,
        },
    )  # fmt: skip

    def page() -> HttpResponse:
        return form_page(request, form, f"Sửa “{row.title}”", "Lưu", page_of(pk))

    return act_or_show(
        request,
        lambda: commands.change_activity(
            actor=request.actor, activity_id=pk, version=form.cleaned_data["version"], **_given(form)
        ),
        done="Đã sửa hoạt động.",
        to=page_of(pk),
        form=form,
        again=page,
    )


@signed_in
@BOTH
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Call an activity off, with a reason."""
    row = _led(request, pk)
    form = ReasonForm(request.POST or None, initial={"version": row.version})

    def page() -> HttpResponse:
        return form_page(request, form, f"Hủy “{row.title}”", "Hủy hoạt động", page_of(pk))

    return act_or_show(
        request,
        lambda: commands.call_off(actor=request.actor, activity_id=pk, **form.cleaned_data),
        done="Đã hủy hoạt động; thông tin vẫn được giữ.",
        to=page_of(pk),
        form=form,
        again=page,
    )


@signed_in
@BOTH
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter who came, or correct it with a reason."""
    row = _led(request, pk)
    units, entered = expected(row)
    form = AttendanceForm(
        request.POST or None,
        units=[(unit.pk, unit.name) for unit, _ in units],
        stands={pk: Presence(each.presence) for pk, each in entered.items()},
        initial={"version": row.version},
    )

    def page() -> HttpResponse:
        context = {
            "title": "Điểm danh",
            "row": row,
            "cluster": row.cluster,
            "form": form,
            "correcting": entered,
        }
        return render(request, "clusters/attendance.html", context)

    return act_or_show(
        request,
        lambda: commands.take_attendance(
            actor=request.actor, activity_id=pk, version=form.cleaned_data["version"], given=form.given(),
            why=form.cleaned_data["why"],
        ),
        done=lambda count: f"Đã ghi điểm danh của {count} đơn vị.",
        to=page_of(pk),
        form=form,
        again=page,
    )  # fmt: skip


def _given(form: ActivityForm) -> dict[str, object]:
    found = {name: form.cleaned_data[name] for name in ("title", "held_on", "place")}
    return found | {"kind": ActivityKind(form.cleaned_data["kind"])}
