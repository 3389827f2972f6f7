"""Acts of the unit that has a duty."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from thidua.duties import commands, logic, queries
from thidua.duties.access import may_work
from thidua.duties.forms import ExtensionForm, ProgressForm, TermsForm
from thidua.duties.models import Duty
from thidua.duties.types import DutyState, Move, Rhythm
from thidua.foundation.errors import demand
from thidua.foundation.ui.acts import act, act_or_show, form_page, signed_in
from thidua.organisation.queries import children


def home(pk: int) -> str:
    """The page of a duty."""
    return reverse("duties:duty", args=[pk])


def form_act(
    request: HttpRequest,
    form: Any,
    command: Callable[[], Any],
    *,
    title: str,
    button: str,
    done: str | Callable[[Any], str],
    to: str | Callable[[Any], str],
    back: str,
    **context: Any,
) -> HttpResponse:
    """A page with one form whose right answer runs the command."""

    return act_or_show(
        request,
        command,
        done=done,
        to=to,
        form=form,
        again=lambda: form_page(request, form, title, button, back, template="duties/form.html", **context),
    )


@signed_in
@require_POST
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the duty is in hand."""
    return act(
        request,
        lambda: commands.acknowledge(actor=request.actor, duty_id=pk),
        done="Đã xác nhận nhận việc.",
        to=home(pk),
    )


@signed_in
@require_http_methods(["GET", "POST"])
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Report progress with its proofs."""
    duty = _held(request, pk, Move.REPORT)
    form = ProgressForm(
        request.POST or None,
        request.FILES or None,
        rhythm=Rhythm(duty.rhythm),
        initial={"percent": duty.percent},
    )
    return form_act(
        request,
        form,
        lambda: commands.report(actor=request.actor, duty_id=pk, said=form.said(), proofs=form.uploads()),
        title="Báo cáo tiến độ",
        button="Gửi báo cáo",
        done="Đã gửi báo cáo.",
        to=home(pk),
        back=home(pk),
        duty=duty,
        multipart=True,
        draft=f"tien-do-{pk}",
    )


@signed_in
@require_http_methods(["GET", "POST"])
def pass_down(request: HttpRequest, pk: int) -> HttpResponse:
    """Pass the duty down to units right below."""
    duty = _held(request, pk, Move.PASS_DOWN)
    units = children(duty.unit_id, request.actor.today)
    initial = {
        "text": duty.text, "kind": duty.kind, "rhythm": duty.rhythm, "deadline": duty.due_on,
    }  # fmt: skip
    form = TermsForm(request.POST or None, units=units, initial=initial)
    return form_act(
        request,
        form,
        lambda: commands.pass_down(
            actor=request.actor, duty_id=pk, unit_ids=form.chosen(form.cleaned_data), terms=form.terms()
        ),
        title="Giao tiếp cho đơn vị trực thuộc",
        button="Giao tiếp",
        done=lambda made: f"Đã giao tiếp cho {len(made)} đơn vị.",
        to=home(pk),
        back=home(pk),
        duty=duty,
        nobody="" if units else "Đơn vị không có đơn vị trực thuộc nào trong hệ thống.",
    )


@signed_in
@require_http_methods(["GET", "POST"])
def ask_extension(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for more time."""
    duty = _held(request, pk, Move.ASK_EXTENSION)
    form = ExtensionForm(request.POST or None)
    return form_act(
        request,
        form,
        lambda: commands.ask_extension(actor=request.actor, duty_id=pk, **form.cleaned_data),
        title="Xin gia hạn",
        button="Gửi đề nghị",
        done="Đã gửi đề nghị gia hạn.",
        to=home(pk),
        back=home(pk),
        duty=duty,
    )


def _held(request: HttpRequest, pk: int, move: Move) -> Duty:
    """The duty, for one who works on it and may make the move now. Raises NotThere, Refused."""
    duty = queries.duty(request.actor, pk)
    demand(may_work(request.actor, duty.unit_id, duty.unit.path))
    demand(logic.possible(DutyState(duty.state), move))
    return duty
