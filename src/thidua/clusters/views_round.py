"""A round: taken on and back, the meeting, published, put forward, its papers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thidua.clusters import commands, papers, queries, screens
from thidua.clusters.access import standpoint
from thidua.clusters.forms import MeetingForm, ReasonForm
from thidua.clusters.models import Vote
from thidua.clusters.reckoning import differing
from thidua.clusters.types import Honour
from thidua.foundation.errors import NotThere, demand
from thidua.foundation.printing import paper_answer, printed
from thidua.foundation.ui.acts import act, act_or_show, ask_first, form_page, signed_in
from thidua.foundation.ui.keys import key_of, sent_version
from thidua.scoring.storing import sheet_from

BOTH = require_http_methods(["GET", "POST"])


def page_of(pk: int) -> str:
    """The address of a round."""
    return reverse("clusters:round", args=[pk])


@signed_in
@require_safe
def round_(request: HttpRequest, pk: int) -> HttpResponse:
    """A round with its sheets."""
    return render(request, "clusters/round.html", screens.round_page(request.actor, pk))


@signed_in
@require_POST
def go_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a round to the next stage."""
    demand(standpoint(request.actor, queries.round_seen(request.actor, pk).cluster).may_lead())
    return act(
        request,
        lambda: commands.go_on(actor=request.actor, round_id=pk, version=sent_version(request)),
        done=lambda stage: f"Đợt chấm chuyển sang bước {stage.label.lower()}.",
        to=page_of(pk),
    )


@signed_in
@BOTH
def go_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a round back, with a reason."""
    row = queries.round_seen(request.actor, pk)
    demand(standpoint(request.actor, row.cluster).may_lead())
    form = ReasonForm(request.POST or None, initial={"version": row.version})

    def page() -> HttpResponse:
        return form_page(request, form, f"Lùi {row.title} một bước", "Lùi lại", page_of(pk))

    return act_or_show(
        request,
        lambda: commands.go_back(actor=request.actor, round_id=pk, **form.cleaned_data),
        done=lambda stage: f"Đợt chấm trở lại bước {stage.label.lower()}.",
        to=page_of(pk),
        form=form,
        again=page,
    )


@signed_in
@require_POST
def refresh(request: HttpRequest, pk: int) -> HttpResponse:
    """Count anew what other rooms know."""
    demand(standpoint(request.actor, queries.round_seen(request.actor, pk).cluster).may_lead())
    return act(
        request,
        lambda: commands.refresh_feeds(actor=request.actor, round_id=pk, version=sent_version(request)),
        done=lambda count: f"Đã đếm lại: {count} đơn vị thay đổi.",
        to=page_of(pk),
    )


@signed_in
@BOTH
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """The meeting and its vote."""
    row = queries.round_seen(request.actor, pk)
    demand(standpoint(request.actor, row.cluster).may_lead())
    shown = screens.round_page(request.actor, pk)
    votes = {
        (vote.participant_id, Honour(vote.honour)): vote.yes
        for vote in Vote.objects.filter(participant__round=row, void_at=None)
    }
    ranked = [line.participant for line in shown["lines"] if not line.participant.out_on]
    form = MeetingForm(
        request.POST or None,
        participants=[(each.pk, each.unit.name) for each in ranked],
        honours=shown["honours"],
        votes=votes,
        initial={
            "version": row.version, "met_on": row.met_on or request.actor.today, "met_at": row.met_at,
            "present": row.present, "said": row.said,
        },
    )  # fmt: skip

    def page() -> HttpResponse:
        context = {"title": "Cuộc họp và bỏ phiếu", "round": row, "cluster": row.cluster, "form": form}
        return render(request, "clusters/meeting.html", context)

    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        return act(
            request,
            lambda: commands.record_meeting(
                actor=request.actor, round_id=pk, version=given["version"], met_on=given["met_on"],
                met_at=given["met_at"], present=given["present"], votes=form.votes(), said=given["said"],
            ),
            done="Đã ghi cuộc họp và kết quả bỏ phiếu.",
            to=page_of(pk),
            form=form,
            again=page,
        )  # fmt: skip
    return page()


@signed_in
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish and lock, after one question."""
    row = queries.round_seen(request.actor, pk)
    demand(standpoint(request.actor, row.cluster).may_decide())
    sentence = f"Công bố kết quả {row.title} của {row.cluster}? Sau đó kết quả bị khóa."
    if asked := ask_first(request, sentence, button="Công bố"):
        return asked
    return act(
        request,
        lambda: commands.publish(actor=request.actor, round_id=pk, version=sent_version(request)),
        done="Đã công bố kết quả.",
        to=page_of(pk),
    )


@signed_in
@require_POST
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Put those ticked forward for flags and certificates."""
    row = queries.round_seen(request.actor, pk)
    demand(standpoint(request.actor, row.cluster).may_decide())
    chosen = [pair for text in request.POST.getlist("chosen") if (pair := _pair(text))]
    if asked := ask_first(
        request, f"Lập {len(chosen)} đề nghị khen thưởng từ kết quả này?", button="Lập đề nghị"
    ):
        return asked
    return act(
        request,
        lambda: commands.propose(
            actor=request.actor, round_id=pk, version=sent_version(request), chosen=chosen
        ),
        done=lambda made: f"Đã lập {len(made)} đề nghị khen thưởng, đang soạn.",
        to=page_of(pk),
    )


def _pair(text: str) -> tuple[int, Honour] | None:
    number, _, honour = text.partition("-")
    key = key_of(number)
    return None if key is None or honour not in {each.value for each in Honour} else (key, Honour(honour))


@signed_in
@require_safe
def results(request: HttpRequest, pk: int) -> HttpResponse:
    """Every published result, and what moved from one to the next."""
    row = queries.round_seen(request.actor, pk)
    found = list(
        row.results.defer("inputs").order_by("number").prefetch_related("standings__participant__unit")
    )
    if not found:
        raise NotThere
    standings = [list(each.standings.all()) for each in found]
    blocks = [
        (
            each,
            sorted(standings[at], key=lambda one: one.rank),
            differing(standings[at - 1], standings[at]) if at else [],
        )
        for at, each in enumerate(found)
    ]
    context = {"title": "Các bản kết quả", "round": row, "cluster": row.cluster, "blocks": blocks[::-1]}
    return render(request, "clusters/results.html", context)


@signed_in
@require_safe
def paper(request: HttpRequest, pk: int, which: str, form: str) -> HttpResponse:
    """The minutes or the petition, as PDF or DOCX."""
    row = queries.round_seen(request.actor, pk)
    view = standpoint(request.actor, row.cluster)
    demand(view.may_lead())
    document = (
        papers.minutes(row) if which == "bien-ban" else papers.petition(row, sheet_from(row.sheet.body))
    )
    return paper_answer(lambda wanted: printed(document, wanted), f"{which}-{row.pk}", form, saved=True)
