"""Signing a decision, attaching the signed file, publishing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from thidua.decisions import commands, queries, screens
from thidua.decisions.forms import SignedFileForm, SignForm, VersionForm
from thidua.decisions.types import DecisionPage
from thidua.decisions.views import page_of, publish_sentence, totals
from thidua.decisions.views_draft import offered
from thidua.foundation.errors import NotThere, Refused
from thidua.foundation.files import stored_file
from thidua.foundation.ui.acts import act, ask_first, signed_in
from thidua.foundation.ui.downloads import file_answer
from thidua.kernel.formats import date_vi, money


@signed_in
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign a draft: asks once with the number that will be taken, how many and how much."""
    found = offered(request, pk, "sign")
    ways, usual = screens.signing_ways(request.actor, found.unit_id)
    form = SignForm(
        request.POST if request.method == "POST" else None,
        ways=[way.choice for way in ways],
        initial={
            "version": found.version,
            "decided_on": request.actor.today,
            "signer": request.actor.name,
            "mark": usual or screens.OWN,
        },
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if asked := ask_first(request, sign_sentence(found, values), button="Ký quyết định"):
            return asked
        return act(
            request,
            lambda: commands.sign(
                request.actor,
                decision_id=pk,
                version=values["version"],
                decided_on=values["decided_on"],
                signer=values["signer"],
                authority_lines=lines_of(ways, values["mark"]),
            ),
            done=lambda row: f"Đã ký Quyết định số {row.number}.",
            to=reverse("decisions:page", args=[pk]),
            form=form,
            again=lambda: _sign_page(request, found, form),
        )
    return _sign_page(request, found, form)


def lines_of(ways: list[screens.SigningWay], choice: str) -> tuple[str, ...]:
    """The lines of the way that was chosen."""
    return next(way.lines for way in ways if way.choice[0] == choice)


def sign_sentence(found: DecisionPage, values: dict[str, Any]) -> str:
    """The one question before signing: number, date, how many, how much."""
    day = values["decided_on"]
    number = screens.next_number_words(found.unit_id, day.year)
    return (
        f"Ký Quyết định số {number} ngày {date_vi(day)}: khen thưởng {len(found.items)} trường hợp,"
        f" tổng tiền thưởng {money(found.total_bonus)}? Ký xong thì số và nội dung không đổi được nữa."
    )


def _sign_page(request: HttpRequest, found: DecisionPage, form: SignForm) -> HttpResponse:
    day = request.actor.today
    context = {
        "form": form,
        "d": found,
        "title": "Ký quyết định",
        "number": screens.next_number_words(found.unit_id, day.year),
        "awards": totals(found.items),
        "back": reverse("decisions:page", args=[found.id]),
    }
    return render(request, "decisions/sign.html", context)


@signed_in
@require_POST
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach the signed scan or file after its type, size and inside were checked."""
    found = offered(request, pk, "attach")
    form = SignedFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _again(request, found, form)
    upload = form.cleaned_data["file"]
    return act(
        request,
        lambda: commands.attach_signed_file(
            request.actor,
            decision_id=pk,
            version=form.cleaned_data["version"],
            upload=upload.file,
            name=upload.name,
        ),
        done="Đã đính kèm bản ký.",
        to=reverse("decisions:page", args=[pk]),
        form=form,
        again=lambda: page_of(request, queries.decision_page(request.actor, pk), form),
    )


def _again(request: HttpRequest, found: DecisionPage, form: SignedFileForm) -> HttpResponse:
    response = page_of(request, found, form)
    response.status_code = 422
    return response


@signed_in
@require_safe
def signed_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The signed file, for those who may see the decision."""
    found = queries.decision_page(request.actor, pk)
    if found.signed_file_id is None:
        raise NotThere
    return file_answer(stored_file(found.signed_file_id))


@signed_in
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a signed decision into the register."""
    found = queries.decision_page(request.actor, pk)
    if not found.may["publish"][0]:
        raise Refused(found.may["publish"][1])
    form = VersionForm(request.POST)
    if not form.is_valid():
        return redirect("decisions:page", pk)
    if asked := ask_first(
        request, publish_sentence(found), button="Công bố", back=reverse("decisions:page", args=[pk])
    ):
        return asked
    return act(
        request,
        lambda: commands.publish(request.actor, decision_id=pk, version=form.cleaned_data["version"]),
        done=f"Đã công bố: {len(found.items)} khen thưởng vào sổ.",
        to=reverse("decisions:page", args=[pk]),
    )
