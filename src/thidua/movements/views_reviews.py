"""Reviews: planned, written down, and the recipients they propose."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from thidua.achievements.catalogue import award_name
from thidua.foundation.errors import Refused
from thidua.foundation.ui.acts import act, act_or_show, signed_in
from thidua.foundation.ui.bulk import picked_ids
from thidua.movements import choices, commands, queries
from thidua.movements.forms import CorrectForm, HoldForm, PlanReviewForm, ProposeForm, initial_of_review
from thidua.movements.types import MovementPage, ReviewRow, State
from thidua.movements.views_acts import ONLY_OFFICERS, show, works


def _reviews(pk: int) -> str:
    return reverse("movements:reviews", args=[pk])


@signed_in
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Set a review by hand."""
    page = works(request, pk)
    if page.state is not State.LAUNCHED:
        raise Refused("Chỉ đặt lịch cho phong trào đang thực hiện.")
    form = PlanReviewForm(request.POST or None, initial={"kind": "interim"})
    again = lambda: show(request, form, "Đặt lịch sơ kết, tổng kết", "Đặt lịch", page, back=_reviews(pk))  # noqa: E731
    return act_or_show(
        request,
        lambda: commands.plan_review(actor=request.actor, movement_id=pk, **form.cleaned_data),
        done="Đã đặt lịch.",
        to=_reviews(pk),
        form=form,
        again=again,
    )


def _found(request: HttpRequest, review: int) -> tuple[MovementPage, ReviewRow]:
    page, found = queries.review_page(request.actor, review)
    if not page.works:
        raise Refused(ONLY_OFFICERS)
    return page, found


@signed_in
@require_http_methods(["GET", "POST"])
def hold(request: HttpRequest, review: int) -> HttpResponse:
    """Write down a review: checklist, findings, figures."""
    page, found = _found(request, review)
    if found.held_on is not None or page.state is not State.LAUNCHED:
        raise Refused("Kỳ sơ kết, tổng kết này đã được ghi kết quả hoặc phong trào đã kết thúc.")
    label = found.kind.label
    form = HoldForm(
        request.POST or None,
        points=[point for point, _ in found.points],
        initial={"held_on": request.actor.today},
    )
    again = lambda: show(  # noqa: E731
        request, form, f"{label} phong trào", f"Ghi kết quả {label.lower()}", page, template="movements/hold.html",
        back=_reviews(page.id), review=found,
    )  # fmt: skip
    return act_or_show(
        request,
        lambda: commands.hold_review(
            actor=request.actor,
            review_id=review,
            checklist=form.checklist(),
            **{name: form.cleaned_data[name] for name in ("held_on", "findings", "figures")},
        ),
        done=f"Đã ghi kết quả {label.lower()}. Có thể đề nghị khen thưởng.",
        to=_reviews(page.id),
        form=form,
        again=again,
    )


@signed_in
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, review: int) -> HttpResponse:
    """Correct what was written down of a held review, with a reason."""
    page, found = _found(request, review)
    if found.held_on is None:
        raise Refused("Kỳ sơ kết, tổng kết này chưa được ghi kết quả.")
    label = found.kind.label
    form = CorrectForm(
        request.POST or None, points=[point for point, _ in found.points], initial=initial_of_review(found)
    )
    again = lambda: show(  # noqa: E731
        request, form, f"Sửa kết quả {label.lower()}", "Lưu kết quả đã sửa", page,
        template="movements/hold.html", back=_reviews(page.id), review=found,
    )  # fmt: skip
    return act_or_show(
        request,
        lambda: commands.correct_review(
            actor=request.actor, review_id=review, checklist=form.checklist(),
            **{name: form.cleaned_data[name] for name in ("version", "held_on", "findings", "figures", "reason")},
        ),
        done="Đã sửa; kết quả cũ và lý do được giữ lại.",
        to=_reviews(page.id),
        form=form,
        again=again,
    )  # fmt: skip


@signed_in
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, review: int) -> HttpResponse:
    """Find recipients, tick them, and have drafts of nominations made."""
    page, found = _found(request, review)
    if found.held_on is None:
        raise Refused("Chưa ghi kết quả sơ kết, tổng kết; đề nghị khen thưởng sau khi đã tổ chức.")
    awards = [(code, award_name(code)) for code in page.plan.awards]
    looking = request.method == "GET" or "search" in request.POST
    sent = None if looking else request.POST
    typed = request.POST or request.GET
    form = ProposeForm(
        sent,
        awards=awards or choices.awards_foreseen(request.actor.today),
        initial={name: typed.get(name, "") for name in ("q", "award", "summary")},
    )
    chosen = picked_ids(request) if request.method == "POST" else []

    def again() -> HttpResponse:
        paths = choices.paths_of(page.carriers, request.actor.today)
        hits, mended = choices.find(request.actor, typed.get("q", "")[:200], paths, chosen)
        return show(
            request, form, "Đề nghị khen thưởng", "Lập đề nghị", page, template="movements/propose.html",
            back=_reviews(page.id), review=found, hits=hits, mended=mended, chosen=set(chosen),
            looked=bool(typed.get("q")),
        )  # fmt: skip

    if not looking and form.is_valid():
        return act(
            request,
            lambda: commands.propose(actor=request.actor, review_id=review, proposed=form.proposed(chosen)),
            done=lambda ids: f"Đã lập {len(ids)} đề nghị khen thưởng theo phong trào, đang soạn.",
            to=_reviews(page.id),
            form=form,
            again=again,
        )
    return again()
