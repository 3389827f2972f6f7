"""The moderators' pages of citizens' tips."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from thidua.exemplars import commands, queries, screens
from thidua.exemplars.asking import ask
from thidua.exemplars.forms import TakeUpForm, VersionForm
from thidua.exemplars.forms_told import CloseTipForm, TipFilter
from thidua.exemplars.lists import TIP_COLUMNS
from thidua.exemplars.models import Tip
from thidua.exemplars.types import FoundBy, TipEnding
from thidua.exemplars.views import form_parts, read_exemplar
from thidua.foundation.errors import NotThere
from thidua.foundation.ui.acts import signed_in
from thidua.foundation.ui.lists import ListPage

Act = Callable[[HttpRequest, Tip], HttpResponse]


@signed_in
@require_safe
def tips(request: HttpRequest) -> HttpResponse:
    """The confirmed tips told to the actor's own units."""
    filters = TipFilter(request.GET)
    page = ListPage(
        request,
        queries.tips(request.actor, **filters.values()),
        TIP_COLUMNS,
        filters=filters,
        sort="-received_on",
        noun="tin",
        empty=("Chưa có tin nào", "Tin của người dân hiện ở đây sau khi người gửi xác nhận liên hệ."),
    )
    return page.response("exemplars/list.html", screens.front(request.actor, "tips"))


@signed_in
@require_safe
def tip(request: HttpRequest, pk: int) -> HttpResponse:
    """One tip, with who told it."""
    return render(request, "exemplars/tip.html", screens.tip_page(request.actor, pk))


@signed_in
def tip_act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """One act on a tip, by its word in the address."""
    if what not in ACTS:
        raise NotThere
    return ACTS[what](request, queries.tip(request.actor, pk))


def _back(found: Tip) -> str:
    return reverse("exemplars:tip", args=[found.pk])


def _moderate(request: HttpRequest, found: Tip) -> HttpResponse:
    return ask(
        request,
        VersionForm(request.POST or None, initial={"version": found.version}),
        lambda values: commands.moderate(actor=request.actor, tip_id=found.pk, **values),
        title="Tiếp nhận tin này?",
        button="Tiếp nhận và cảm ơn",
        back=_back(found),
        done="Đã tiếp nhận. Thư cảm ơn được gửi đến người kể.",
        lead="Người kể nhận thư cảm ơn và biết tin đang được tìm hiểu.",
    )


def _take_up(request: HttpRequest, found: Tip) -> HttpResponse:
    initial = {
        "version": found.version,
        "unit": found.unit_id,
        "title": found.who,
        "summary": "\n".join(part for part in (found.text, found.place) if part),
    }
    return ask(
        request,
        TakeUpForm(request.POST or None, initial=initial, **form_parts(request)),
        lambda values: commands.take_up(
            actor=request.actor,
            tip_id=found.pk,
            version=values["version"],
            new=read_exemplar(
                values,
                found_by=FoundBy.CITIZEN,
                origin_kind="tip",
                origin_id=found.pk,
                sample=found.sample,
            ),
        ),
        title="Đưa việc tốt vào theo dõi",
        button="Đưa vào theo dõi",
        back=_back(found),
        done="Đã đưa vào theo dõi. Người kể được báo tin.",
        to=lambda pk: reverse("exemplars:exemplar", args=[pk]),
        lead="Tên và liên hệ của người kể không chuyển sang điển hình.",
    )


def _close(request: HttpRequest, found: Tip) -> HttpResponse:
    return ask(
        request,
        CloseTipForm(request.POST or None, initial={"version": found.version}),
        lambda values: commands.close_tip(
            actor=request.actor, tip_id=found.pk, **{**values, "ending": TipEnding(values["ending"])}
        ),
        title="Kết thúc tin này",
        button="Kết thúc và trả lời",
        back=_back(found),
        done="Đã kết thúc tin.",
    )


ACTS: dict[str, Act] = {"tiep-nhan": _moderate, "theo-doi": _take_up, "ket-thuc": _close}
