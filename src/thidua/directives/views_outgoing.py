"""The register of outgoing documents, and entering one by hand."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from thidua.directives import commands, queries
from thidua.directives.access import keeping_units
from thidua.directives.forms import OutgoingFilter, OutgoingForm
from thidua.directives.lists import OUTGOING
from thidua.directives.types import Direction
from thidua.directives.views import keeping, tabs
from thidua.foundation.ui.acts import act, form_page, signed_in
from thidua.foundation.ui.lists import ListPage


@signed_in
@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """What the units in scope have issued."""
    filters = OutgoingFilter(request.GET)
    page = ListPage(
        request,
        queries.documents(request.actor, Direction.OUTGOING, **filters.values()),
        OUTGOING,
        filters=filters,
        sort="-dated",
        noun="văn bản",
        export="van-ban-di",
        empty=("Chưa có văn bản đi nào", "Công văn, báo cáo, kế hoạch được lấy số ở sổ này."),
    )
    context = {
        "title": "Văn bản đi",
        "tabs": tabs(),
        "tab": "out",
        "may_issue": bool(keeping_units(request.actor)),
    }
    return page.response("directives/list.html", context)


@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Enter a document that the unit issues; it gets the next number of its kind."""
    form = OutgoingForm(
        request.POST or None,
        request.FILES or None,
        units=keeping(request),
        initial={"on": request.actor.today},
    )

    def again() -> HttpResponse:
        back = reverse("directives:outgoing")
        return form_page(request, form, "Vào sổ văn bản đi", "Lấy số, vào sổ", back, multipart=True)

    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        file = values.pop("file")
        text, why_not = form.words()
        return act(
            request,
            lambda: commands.register_outgoing(
                actor=request.actor,
                unit_id=int(values.pop("unit")),
                file=file or None,
                file_name=file.name if file else "",
                text=text,
                **values,
            ),
            done=lambda made: f"Đã vào sổ văn bản đi, số {made[1]}. {why_not}".strip(),
            to=lambda made: reverse("directives:document", args=[made[0]]),
            form=form,
            again=again,
        )
    return again()
