"""Sending a document to its recipients, and acknowledging what was sent."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from thidua.directives import commands, queries, screens
from thidua.directives.access import may_keep
from thidua.directives.addressees import recipients
from thidua.directives.forms import DistributeForm, ReceivedFilter
from thidua.directives.lists import RECEIVED
from thidua.directives.views import tabs
from thidua.foundation.errors import demand
from thidua.foundation.ui.acts import act, ask_first, form_page, signed_in
from thidua.foundation.ui.lists import ListPage
from thidua.organisation.queries import unit_refs


@signed_in
@require_safe
def received(request: HttpRequest) -> HttpResponse:
    """What was sent to the units in scope."""
    filters = ReceivedFilter(request.GET)
    page = ListPage(
        request,
        queries.received(request.actor, bool(filters.values()["waiting"])),
        RECEIVED,
        filters=filters,
        sort="-sent_on",
        noun="văn bản",
        export="van-ban-duoc-gui",
        empty=("Chưa có văn bản nào được gửi đến", "Văn bản do đơn vị khác gửi trên hệ thống hiện ở đây."),
    )
    return page.response(
        "directives/list.html", {"title": "Văn bản được gửi đến", "tabs": tabs(), "tab": "received"}
    )


@signed_in
def distribute(request: HttpRequest, pk: int) -> HttpResponse:
    """The recipients list as units and places outside, to be ticked and sent."""
    document = queries.document(request.actor, pk)
    demand(may_keep(request.actor, document.unit_id, document.unit.path))
    tree = recipients(unit_refs([document.unit_id])[document.unit_id], request.actor.today)
    plan = screens.plan(document, tree)
    first = {
        "units": [str(unit.id) for unit in plan.units],
        "outside": plan.outside,
        "on": request.actor.today,
    }
    form = DistributeForm(request.POST or None, plan=plan, tree=tree, initial=first)

    def again() -> HttpResponse:
        back = reverse("directives:document", args=[pk])
        page = "directives/distribute.html"
        return form_page(request, form, "Gửi văn bản", "Gửi", back, template=page, d=document, plan=plan)

    if request.method == "POST" and form.is_valid():
        units, outside = form.unit_ids(), form.cleaned_data.get("outside", [])
        if (units or outside) and (
            asked := ask_first(
                request,
                f"Gửi văn bản đến {len(units)} đơn vị và ghi {len(outside)} nơi nhận ngoài hệ thống? "
                "Cán bộ của các đơn vị sẽ nhận được thông báo.",
                button="Gửi",
            )
        ):
            return asked
        return act(
            request,
            lambda: commands.distribute(
                actor=request.actor,
                document_id=pk,
                unit_ids=units,
                outside=outside,
                on=form.cleaned_data["on"],
            ),
            done=lambda count: f"Đã gửi văn bản đến {count} nơi nhận.",
            to=reverse("directives:document", args=[pk]) + "#noi-nhan",
            form=form,
            again=again,
        )
    return again()


@signed_in
@require_POST
def acknowledge(request: HttpRequest, pk: int, dispatch_pk: int) -> HttpResponse:
    """The unit received the document."""
    return act(
        request,
        lambda: commands.acknowledge(actor=request.actor, dispatch_id=dispatch_pk),
        done="Đã xác nhận nhận văn bản.",
        to=reverse("directives:document", args=[pk]),
    )


@signed_in
@require_POST
def take_over(request: HttpRequest, pk: int, dispatch_pk: int) -> HttpResponse:
    """The unit received the document and enters it in its own register, after one question."""
    if asked := ask_first(
        request,
        "Vào sổ đến của đơn vị với các mục, tệp và nội dung giao việc như nơi gửi đã ghi? "
        "Số đến lấy tiếp theo trong năm; sau đó các mục không sửa được nữa.",
        button="Vào sổ đến",
    ):
        return asked
    return act(
        request,
        lambda: commands.take_over(actor=request.actor, dispatch_id=dispatch_pk),
        done="Đã nhận văn bản; đây là bản của đơn vị.",
        to=lambda own: reverse("directives:document", args=[own]),
    )


@signed_in
@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Remind the units that have not acknowledged."""
    return act(
        request,
        lambda: commands.remind(actor=request.actor, document_id=pk),
        done=lambda count: f"Đã nhắc {count} đơn vị chưa xác nhận.",
        to=reverse("directives:document", args=[pk]) + "#noi-nhan",
    )
