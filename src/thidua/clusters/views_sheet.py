"""One unit's sheet in a round: seen, scored, sent, objected to, ruled on, with cases and proofs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thidua.clusters import commands, queries, screens
from thidua.clusters import figures as confirmed
from thidua.clusters.access import standpoint
from thidua.clusters.forms import CaseForm, ObjectionForm, ProofForm, ReasonForm, RulingForm, WithdrawForm
from thidua.clusters.forms_scores import ScoreForm
from thidua.clusters.models import Case, Objection, Participant
from thidua.clusters.types import Ruling, Side, Stage
from thidua.foundation.errors import NotThere, Refused, demand
from thidua.foundation.files import file_of
from thidua.foundation.ui.acts import act, act_or_show, form_page, signed_in
from thidua.foundation.ui.downloads import file_answer
from thidua.foundation.ui.keys import sent_version
from thidua.scoring.storing import sheet_from

BOTH = require_http_methods(["GET", "POST"])


def page_of(pk: int) -> str:
    """The address of a sheet."""
    return reverse("clusters:sheet", args=[pk])


@signed_in
@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit's sheet."""
    return render(request, "clusters/sheet.html", screens.sheet_page(request.actor, pk))


def _side(request: HttpRequest, row: Participant, made: Any) -> Side:
    """The side asked for in the address; Refused when it is not the actor's now."""
    sides = screens.scoring_sides(request.actor, standpoint(request.actor, row.round.cluster), row, made)
    asked = request.GET.get("vai", "")
    side = next((each for each in sides if each.value == asked), sides[0] if sides and not asked else None)
    if side is None or row.out_on:
        raise Refused("Ở bước này bạn không chấm bảng của đơn vị này.")
    return side


@signed_in
@BOTH
def scores(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter scores as one side; after publication a correction by the office."""
    row = queries.participant(request.actor, pk)
    made = sheet_from(row.round.sheet.body)
    side = _side(request, row, made)
    stage = Stage(row.round.stage)
    known = confirmed.figures(row.round.cluster, made, [row.unit_id])
    form = ScoreForm(
        request.POST or None,
        leaves=screens.writable(request.actor, side, made, stage),
        rows=queries.entries(pk),
        figures={code: figure for (code, _), figure in known.items()},
        reasons=side is not Side.MEMBER,
        initial={"version": row.version},
    )

    def page() -> HttpResponse:
        context = {"title": f"Chấm điểm {row.unit.name}", "row": row, "round": row.round, "form": form}
        context |= {"cluster": row.round.cluster, "side": side, "correcting": stage is Stage.PUBLISHED}
        return render(request, "clusters/scores.html", context)

    if request.method != "POST" or not form.is_valid():
        return page()
    given = form.cleaned_data

    def save() -> int:
        call = {
            "actor": request.actor,
            "participant_id": pk,
            "version": given["version"],
            "typed": given["typed"],
        }
        if stage is Stage.PUBLISHED:
            return commands.correct(reason=given.get("why", ""), **call)
        return commands.enter(side=side, why=given.get("why", ""), **call)

    return act(request, save, done="Đã lưu điểm.", to=page_of(pk), form=form, again=page)


def _asked(
    request: HttpRequest, pk: int, form: Any, title: str, button: str, command: Callable[[], object], done: str,
    **more: Any,
) -> HttpResponse:  # fmt: skip
    """A page of one form about a sheet, and what it does."""

    def page() -> HttpResponse:
        return form_page(request, form, title, button, page_of(pk), **more)

    return act_or_show(request, command, done=done, to=page_of(pk), form=form, again=page)


@signed_in
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the unit's part is complete."""
    row = queries.participant(request.actor, pk)
    demand_member(request, row)
    return act(
        request,
        lambda: commands.send(actor=request.actor, participant_id=pk, version=sent_version(request)),
        done="Đã gửi bảng tự chấm cho trưởng cụm, khối.",
        to=page_of(pk),
    )


def demand_member(request: HttpRequest, row: Participant) -> None:
    """Refuse whoever does not act for the unit itself."""
    view = standpoint(request.actor, row.round.cluster)
    if Side.MEMBER not in view.sides(row.unit_id):
        raise Refused("Việc này của chính đơn vị.")


def _leaves(row: Participant) -> list[tuple[str, str]]:
    return [(leaf.code, leaf.title) for leaf in sheet_from(row.round.sheet.body).leaves]


@signed_in
@BOTH
def object_to(request: HttpRequest, pk: int) -> HttpResponse:
    """Object to what stands on a criterion."""
    row = queries.participant(request.actor, pk)
    demand_member(request, row)
    form = ObjectionForm(request.POST or None, leaves=_leaves(row))
    return _asked(
        request, pk, form, "Ý kiến về điểm", "Gửi ý kiến",
        lambda: commands.object_to(actor=request.actor, participant_id=pk, **form.cleaned_data),
        "Đã gửi ý kiến.",
    )  # fmt: skip


@signed_in
@BOTH
def rule(request: HttpRequest, pk: int) -> HttpResponse:
    """Rule on an objection."""
    objection = Objection.objects.select_related("entry").filter(pk=pk).first()
    if objection is None:
        raise NotThere
    row = queries.participant(request.actor, objection.entry.participant_id)
    demand(standpoint(request.actor, row.round.cluster).may_lead())
    form = RulingForm(request.POST or None)
    return _asked(
        request, row.pk, form, f"Trả lời ý kiến của {row.unit.name}", "Trả lời",
        lambda: commands.rule(
            actor=request.actor, objection_id=pk, ruling=Ruling(form.cleaned_data["ruling"]),
            reason=form.cleaned_data["reason"],
        ),
        "Đã trả lời. Chấp nhận mà điểm thay đổi thì sửa điểm của tiêu chí ấy.",
        lead=f"“{objection.words}”",
    )  # fmt: skip


@signed_in
@BOTH
def add_case(request: HttpRequest, pk: int) -> HttpResponse:
    """Record cases of a deduction."""
    row = queries.participant(request.actor, pk)
    demand(standpoint(request.actor, row.round.cluster).may_lead())
    deductions = [(each.code, each.title) for each in sheet_from(row.round.sheet.body).deductions]
    form = CaseForm(request.POST or None, deductions=deductions, initial={"count": 1})
    return _asked(
        request, pk, form, f"Ghi điểm trừ cho {row.unit.name}", "Ghi điểm trừ",
        lambda: commands.add_case(actor=request.actor, participant_id=pk, **form.cleaned_data),
        "Đã ghi điểm trừ.",
    )  # fmt: skip


@signed_in
@BOTH
def withdraw_case(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a case count no more."""
    case = Case.objects.filter(pk=pk).first()
    if case is None:
        raise NotThere
    row = queries.participant(request.actor, case.participant_id)
    demand(standpoint(request.actor, row.round.cluster).may_lead())
    form = WithdrawForm(request.POST or None)
    return _asked(
        request, row.pk, form, f"Rút điểm trừ của {row.unit.name}", "Rút",
        lambda: commands.withdraw_case(actor=request.actor, case_id=pk, **form.cleaned_data),
        "Đã rút điểm trừ.",
    )  # fmt: skip


@signed_in
@BOTH
def take_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a unit that left out of the round."""
    row = queries.participant(request.actor, pk)
    demand(standpoint(request.actor, row.round.cluster).may_decide())
    form = ReasonForm(request.POST or None, initial={"version": row.version})
    return _asked(
        request, pk, form, f"Đưa {row.unit.name} ra khỏi đợt chấm", "Đưa ra",
        lambda: commands.take_out(actor=request.actor, participant_id=pk, **form.cleaned_data),
        "Đơn vị đã ra khỏi đợt chấm; số liệu vẫn được giữ.",
    )  # fmt: skip


@signed_in
@BOTH
def add_proof(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a file as proof of a criterion."""
    row = queries.participant(request.actor, pk)
    if not standpoint(request.actor, row.round.cluster).sides(row.unit_id):
        raise Refused("Việc này của đơn vị, trưởng cụm, khối hoặc cơ quan thường trực.")
    form = ProofForm(request.POST or None, request.FILES or None, leaves=_leaves(row))

    def command() -> object:
        upload = form.cleaned_data["file"]
        return commands.add_proof(
            actor=request.actor, participant_id=pk, leaf=form.cleaned_data["leaf"], upload=upload.file,
            name=upload.name,
        )  # fmt: skip

    return _asked(
        request, pk, form, f"Nộp minh chứng của {row.unit.name}", "Nộp minh chứng", command, "Đã nộp minh chứng.",
        multipart=True,
    )  # fmt: skip


@signed_in
@require_safe
def proof(request: HttpRequest, pk: int, file: int) -> HttpResponse | FileResponse:
    """Download a proof."""
    row = queries.participant(request.actor, pk)
    return file_answer(file_of(file, "cluster_participant", row.pk))
