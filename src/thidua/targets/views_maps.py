"""The province's own boundaries on screen: which sets were taken in, and the form for another."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from thidua.foundation.errors import Refused
from thidua.foundation.ui.acts import act, signed_in
from thidua.foundation.ui.lists import ListPage
from thidua.kernel.formats import list_vi
from thidua.targets import commands, queries
from thidua.targets.access import keeping_units
from thidua.targets.forms import BoundariesForm
from thidua.targets.lists import BOUNDARY_COLUMNS
from thidua.targets.outlines import Matched


@signed_in
def boundaries(request: HttpRequest) -> HttpResponse:
    """The sets of boundaries, and the form that takes in another."""
    units = keeping_units(request.actor)
    if not units:
        raise Refused("Chỉ cán bộ thi đua, khen thưởng và chuyên viên thường trực nhập được đường biên.")
    form = BoundariesForm(request.POST or None, request.FILES or None, units=units)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form)
    said = form.cleaned_data

    def take_in() -> Matched:
        found = commands.import_boundaries(
            actor=request.actor, unit_id=int(said["unit"]), name=said["file"].name, data=said["file"].read(),
            source=said["source"], skip_unknown=said["skip_unknown"],
        )  # fmt: skip
        if found.lacking:
            named = list_vi([*found.lacking[:10], *(["các đơn vị khác"] if len(found.lacking) > 10 else [])])
            messages.warning(request, f"Chưa có đường biên: {named}.")
        return found

    return act(
        request,
        take_in,
        done=lambda found: f"Đã nhập đường biên của {len(found.outlines)} đơn vị.",
        to=reverse("targets:boundaries"),
        form=form,
        again=lambda: _page(request, form),
    )


def _page(request: HttpRequest, form: BoundariesForm) -> HttpResponse:
    page = ListPage(
        request, queries.boundary_sets(request.actor), BOUNDARY_COLUMNS, sort="-at", noun="bộ đường biên",
        empty=("Chưa nhập đường biên nào", "Bản đồ đang dùng các ô vuông."), label="Các bộ đường biên",
    )  # fmt: skip
    response = page.response("targets/boundaries.html", {"title": "Đường biên bản đồ", "sending": form})
    if form.errors:
        response.status_code = 422
    return response
