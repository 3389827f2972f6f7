"""Covenants of clusters: written, laid before the members, signed, as papers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thidua.clusters.access import standpoint
from thidua.clusters.queries import cluster as seen_cluster
from thidua.clusters.queries import members_of
from thidua.foundation.errors import demand
from thidua.foundation.printing import paper_answer, printed
from thidua.foundation.ui.acts import act, act_or_show, ask_first, signed_in
from thidua.foundation.ui.keys import sent_key, sent_version
from thidua.registrations import access, commands, papers, queries
from thidua.registrations.forms import CovenantEditForm, CovenantForm, lines_of
from thidua.registrations.measured import measured, targets_for
from thidua.registrations.models import Covenant
from thidua.registrations.types import CovenantState
from thidua.targets.models import Target

BOTH = require_http_methods(["GET", "POST"])


def page_of(pk: int) -> str:
    """The address of a covenant."""
    return reverse("registrations:covenant", args=[pk])


@signed_in
@require_safe
def covenants(request: HttpRequest) -> HttpResponse:
    """The covenants of clusters the actor sees."""
    rows = [(each, CovenantState(each.state)) for each in queries.covenants(request.actor)]
    return render(request, "registrations/covenants.html", {"title": "Giao ước thi đua", "covenants": rows})


@signed_in
@BOTH
def new(request: HttpRequest, cluster: int) -> HttpResponse:
    """Draft the covenant of a cluster."""
    found = seen_cluster(request.actor, cluster)
    demand(standpoint(request.actor, found).may_lead())
    targets = targets_for(request.actor, found.unit.path)
    form = CovenantForm(
        request.POST or None,
        initial={"title": f"Giao ước thi đua năm {found.year}, {found.title}"},
        targets=targets,
    )

    def page() -> HttpResponse:
        return _form(request, form, targets, "Soạn giao ước", reverse("registrations:covenants"))

    return act_or_show(
        request,
        lambda: commands.draft_covenant(actor=request.actor, cluster_id=cluster, **form.cleaned_data),
        done="Đã lưu giao ước.", to=page_of, form=form, again=page,
    )  # fmt: skip


@signed_in
@require_safe
def covenant(request: HttpRequest, pk: int) -> HttpResponse:
    """A covenant with its terms and who has signed."""
    row = queries.covenant(request.actor, pk)
    signings = list(row.signings.select_related("unit").order_by("unit__sort_key", "pk"))
    own = access.signing_units(request.actor)
    terms = list(row.terms.select_related("target").order_by("place"))
    units = [each.unit for each in signings] or [each.unit for each in members_of(row.cluster_id)]
    context = {
        "title": row.title,
        "row": row,
        "state": CovenantState(row.state),
        "terms": terms,
        "measured": measured(request.actor, terms, units, row.cluster.year),
        "signings": [(each, each.unit_id in own and each.signed_at is None) for each in signings],
        "leads": bool(standpoint(request.actor, row.cluster).may_lead()),
    }
    return render(request, "registrations/covenant.html", context)


def _form(
    request: HttpRequest, form: CovenantForm, targets: list[Target], title: str, back: str
) -> HttpResponse:
    context = {"form": form, "title": title, "button": "Lưu giao ước", "back": back, "targets": targets}
    return render(request, "registrations/covenant_form.html", context, status=422 if form.errors else 200)


def _led(request: HttpRequest, pk: int) -> Covenant:
    row = queries.covenant(request.actor, pk)
    demand(standpoint(request.actor, row.cluster).may_lead())
    return row


@signed_in
@BOTH
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    row = _led(request, pk)
    terms = lines_of(list(row.terms.select_related("target").order_by("place")))
    targets = targets_for(request.actor, row.cluster.unit.path)
    initial = {"title": row.title, "preamble": row.preamble, "terms": terms, "version": row.version}
    form = CovenantEditForm(request.POST or None, initial=initial, targets=targets)

    def command() -> None:
        given = {name: form.cleaned_data[name] for name in ("version", "preamble", "terms")}
        commands.write_covenant(actor=request.actor, covenant_id=pk, **given)

    return act_or_show(
        request,
        command,
        done="Đã lưu giao ước.",
        to=page_of(pk),
        form=form,
        again=lambda: _form(request, form, targets, f"Sửa {row.title}", page_of(pk)),
    )


@signed_in
@require_POST
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Lay it before the members."""
    row = _led(request, pk)
    sentence = f"Đưa “{row.title}” ra cho các thành viên ký? Sau đó nội dung không sửa được nữa."
    if asked := ask_first(request, sentence, button="Đưa ra ký"):
        return asked
    return act(
        request,
        lambda: commands.offer_covenant(actor=request.actor, covenant_id=pk, version=sent_version(request)),
        done=lambda count: f"Đã mời {count} đơn vị ký.",
        to=page_of(pk),
    )


@signed_in
@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign for one's unit."""
    row = queries.covenant(request.actor, pk)
    unit = sent_key(request, "unit")
    if asked := ask_first(request, f"Ký “{row.title}” thay mặt đơn vị?", button="Ký"):
        return asked
    return act(
        request,
        lambda: commands.sign_covenant(actor=request.actor, covenant_id=pk, unit_id=unit),
        done=lambda done: "Đã ký; giao ước có đủ chữ ký." if done else "Đã ký.",
        to=page_of(pk),
    )


@signed_in
@require_safe
def paper(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The covenant as PDF or DOCX."""
    row = queries.covenant(request.actor, pk)
    document = papers.covenant(row)
    return paper_answer(lambda wanted: printed(document, wanted), f"giao-uoc-{pk}", form, saved=True)
