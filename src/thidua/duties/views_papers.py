"""Letters of urging and reports back: drafting, reading, printing, and the rows behind a figure."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from thidua.directives.access import may_keep
from thidua.directives.models import Document
from thidua.directives.queries import document as document_of
from thidua.directives.queries import own_copy
from thidua.duties import commands, papers, queries, reporting, screens
from thidua.duties.access import may_give
from thidua.duties.forms import NumberForm, ReportForm, UrgeForm
from thidua.duties.lists import FIGURE_COLUMNS, UNLINKED
from thidua.duties.reporting import FIGURES
from thidua.duties.views_acts import form_act
from thidua.foundation.errors import NotThere, Refused, demand
from thidua.foundation.printing import paper_answer
from thidua.foundation.ui.acts import signed_in
from thidua.foundation.ui.lists import ListPage
from thidua.kernel.decision import require
from thidua.kernel.formats import date_vi
from thidua.organisation import naming
from thidua.organisation.models import Unit
from thidua.organisation.queries import children, unit_in_scope


@signed_in
@require_safe
def late(request: HttpRequest) -> HttpResponse:
    """Units with overdue duties that the actor's units gave, and who of them to urge on."""
    rows = queries.late_units(request.actor)
    return render(request, "duties/late.html", {"title": "Nhiệm vụ đã giao bị quá hạn", "rows": rows})


@signed_in
@require_http_methods(["GET", "POST"])
def urge(request: HttpRequest, unit: int, to: int) -> HttpResponse:
    """Draft a letter to a unit about its overdue duties."""
    giver = unit_in_scope(request.actor, unit)
    demand(may_give(request.actor, giver.id, giver.path))
    rows = queries.urgeable(request.actor, unit, to)
    if not rows:
        raise Refused("Đơn vị không có nhiệm vụ nào quá hạn.")
    lines = [
        (row.pk, f"{row.text[:160]} (hạn {date_vi(row.due_on)}, tiến độ {row.percent} %)") for row in rows
    ]
    form = UrgeForm(request.POST or None, duties=lines)
    return form_act(
        request,
        form,
        lambda: commands.urge(
            actor=request.actor,
            unit_id=unit,
            to_unit_id=to,
            duty_ids=[int(pk) for pk in form.cleaned_data["duties"]],
            until=form.cleaned_data["until"],
            words=form.cleaned_data["words"],
        ),
        title="Soạn công văn đôn đốc",
        button="Soạn công văn",
        done="Đã soạn công văn đôn đốc và báo cho đơn vị.",
        to=lambda pk: reverse("duties:letter", args=[pk]),
        back=reverse("duties:late"),
    )


@signed_in
@require_safe
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """A letter of urging as drafted."""
    found = queries.letter(request.actor, pk)
    keeps = bool(may_keep(request.actor, found.from_unit_id, found.from_unit.path)) and not found.number
    context = {"title": "Công văn đôn đốc", "letter": found, "keeps": keeps}
    return render(request, "duties/letter.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def number_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a signed letter in the register of outgoing documents."""
    found = queries.letter(request.actor, pk)
    page = reverse("duties:letter", args=[pk])
    form = _number_form(request, found.from_unit, found.number)
    return form_act(
        request,
        form,
        lambda: commands.number_letter(actor=request.actor, letter_id=pk, **form.words()),
        title="Vào sổ công văn đi",
        button="Lấy số, vào sổ",
        done=lambda number: f"Đã vào sổ, số {number}.",
        to=page,
        back=page,
    )


def _number_form(request: HttpRequest, unit: Any, number: str) -> NumberForm:
    """The form, for one who keeps the unit's register, while there is no number yet. Raises Refused."""
    demand(may_keep(request.actor, unit.pk, unit.path))
    demand(require(not number, f"Văn bản đã vào sổ, số {number}."))
    lines = "\n".join(papers.usual_lines(unit))
    return NumberForm(request.POST or None, initial={"authority_lines": lines, "on": request.actor.today})


@signed_in
@require_safe
def letter_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The letter as PDF or DOCX."""
    return paper_answer(
        lambda wanted: papers.letter_file(request.actor, pk, wanted), f"cong-van-don-doc-{pk}", form
    )


@signed_in
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft the report back on a document of the unit's own, as a new version."""
    paper = document_of(request.actor, pk)
    if paper.source is not None:
        organ, to = paper.unit_id, paper.source.unit
    else:
        organ, to = screens.default_organ(request.actor, paper) or paper.unit_id, paper.unit
    return _draft(request, paper, paper.unit, organ, to, reverse("duties:document", args=[pk]))


@signed_in
@require_http_methods(["GET", "POST"])
def report_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft a unit's report on all that it was given by the document of one of its duties.

    A unit that entered the document in its own register reports from there.
    """
    duty = queries.duty(request.actor, pk)
    demand(may_give(request.actor, duty.unit_id, duty.unit.path))
    demand(require(duty.unit_id != duty.given_by_id, "Đơn vị tự giao việc này, không báo cáo cho ai."))
    if own := own_copy(duty.document_id, duty.unit_id):
        return redirect("duties:draft-report", own.pk)
    back = reverse("duties:duty", args=[pk])
    return _draft(request, duty.document, duty.unit, duty.unit_id, duty.given_by, back)


def _draft(
    request: HttpRequest, paper: Document, unit: Unit, organ: int, to: Unit, back: str
) -> HttpResponse:
    """The form of a new version of a unit's report, filled as the last one was."""
    demand(may_give(request.actor, unit.pk, unit.path))
    units = [(unit.pk, unit.name)]
    units += [(each.id, each.name) for each in children(unit.pk, request.actor.today)]
    last = next(iter(queries.reports_of(request.actor, paper.pk, unit.pk)), None)
    initial = {
        "organ": last.organ_id if last else organ,
        "addressee": last.addressee if last else naming.body_name(to.name, to.kind),
        "remarks": last.remarks if last else "",
    }
    form = ReportForm(request.POST or None, units=units, initial=initial)
    own = paper.unit_id == unit.pk
    return form_act(
        request,
        form,
        lambda: commands.draft_report(
            actor=request.actor,
            document_id=paper.pk,
            unit_id=None if own else unit.pk,
            organ_id=int(form.cleaned_data["organ"]),
            addressee=form.cleaned_data["addressee"],
            remarks=form.cleaned_data["remarks"],
        ),
        title="Lập báo cáo kết quả",
        button="Lập dự thảo",
        done="Đã lập dự thảo báo cáo từ số liệu hôm nay.",
        to=lambda made: reverse("duties:report", args=[made]),
        back=back,
        document=paper if own else None,
        lead="Số liệu lấy theo tình hình hôm nay và giữ nguyên trong bản này; lập lại thì thành bản mới.",
    )


@signed_in
@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """One version of a report back."""
    return render(request, "duties/report.html", screens.report_page(request.actor, pk))


@signed_in
@require_http_methods(["GET", "POST"])
def number_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a signed version of the report back in the register of outgoing documents."""
    found = queries.report(request.actor, pk)
    page = reverse("duties:report", args=[pk])
    form = _number_form(request, found.organ, found.number)
    return form_act(
        request,
        form,
        lambda: commands.number_report(actor=request.actor, report_id=pk, **form.words()),
        title="Vào sổ báo cáo đi",
        button="Lấy số, vào sổ",
        done=lambda number: f"Đã vào sổ, số {number}.",
        to=page,
        back=page,
    )


@signed_in
@require_safe
def figure(request: HttpRequest, pk: int, point: str, figure: str) -> HttpResponse:
    """The rows that a figure of a report counts, as they stood on its day."""
    found = queries.report(request.actor, pk)
    content = reporting.thawed(found.content)
    at = next((each for each in content.parts if each.key == point), None)
    if at is None or figure not in at.figures:
        raise NotThere
    ids, linked = set(at.figures[figure]), screens.sees(request.actor, found.unit.path)
    page = ListPage(
        request,
        [row for row in content.rows if row.id in ids],
        FIGURE_COLUMNS if linked else UNLINKED,
        sort="",
        noun="nhiệm vụ",
        export=f"bao-cao-{pk}-{point}-{figure}",
        empty=("Không có nhiệm vụ nào", "Số liệu này bằng 0."),
    )
    title = f"{at.title}: {FIGURES[figure]}"
    return page.response(
        "duties/figure.html", {"title": title, "r": found, "on": content.on, "linked": linked}
    )


@signed_in
@require_safe
def report_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The report back as PDF or DOCX."""
    return paper_answer(
        lambda wanted: papers.report_file(request.actor, pk, wanted), f"bao-cao-ket-qua-{pk}", form
    )
