"""The moderators' pages of citizens' tips."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from thidua.achievements.types import Route
from thidua.exemplars import commands, queries, screens, screens_told
from thidua.exemplars.access import MODERATORS, units_of
from thidua.exemplars.asking import ask
from thidua.exemplars.forms import NominateTipForm, TakeUpForm, VersionForm
from thidua.exemplars.forms_told import CloseTipForm, TipFilter
from thidua.exemplars.lists import TIP_COLUMNS
from thidua.exemplars.models import Tip
from thidua.exemplars.types import FoundBy, NewNomination, TipEnding
from thidua.exemplars.views import form_parts, read_exemplar
from thidua.foundation.errors import NotThere
from thidua.foundation.ui.acts import signed_in
from thidua.foundation.ui.lists import ListPage
from thidua.kernel.text import first_line

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
    return render(request, "exemplars/tip.html", screens_told.tip_page(request.actor, pk))


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


def _nominate(request: HttpRequest, found: Tip) -> HttpResponse:
    initial = {
        "version": found.version,
        "unit": found.unit_id,
        "who": found.who,
        "route": Route.SUDDEN,
        "year": request.actor.today.year,
        "achievement": first_line(found.text, 120),
        "summary": "\n".join(part for part in (found.text, found.place) if part),
    }
    form = NominateTipForm(
        request.POST or None, initial=initial, actor=request.actor, units=units_of(request.actor, MODERATORS)
    )

    def run(values: dict[str, Any]) -> int:
        version, unit = values.pop("version"), int(values.pop("unit"))
        new = NewNomination(unit_id=unit, **values)
        return commands.nominate_tip(actor=request.actor, tip_id=found.pk, version=version, new=new)

    return ask(
        request,
        form,
        run,
        title="Đề nghị khen thưởng từ việc tốt này",
        button="Lập đề nghị",
        back=_back(found),
        done="Đã lập đề nghị ở trạng thái đang soạn. Người kể được báo tin.",
        lead="Đề nghị được lập ở trạng thái đang soạn và được kiểm tra điều kiện như mọi đề nghị khác. "
        "Người kể được báo đã đề nghị, và được báo khi khen thưởng được công bố. "
        "Tên và liên hệ của người kể không chuyển sang đề nghị.",
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


ACTS: dict[str, Act] = {
    "tiep-nhan": _moderate,
    "theo-doi": _take_up,
    "de-nghi": _nominate,
    "ket-thuc": _close,
}
