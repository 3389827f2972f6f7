"""One award of the register: its page, its extract, taking it back and giving it again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from thidua.achievements import commands, screens
from thidua.achievements.beside import Consequences, begins_with, beside, consequences
from thidua.achievements.extract import extract_document
from thidua.achievements.forms import RestoreForm, RevokeForm
from thidua.achievements.grounds import beginning, grounds, with_ground
from thidua.foundation.errors import Refused
from thidua.foundation.printing import paper_answer, printed
from thidua.foundation.ui.acts import act, ask_first, signed_in


@signed_in
@require_safe
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """An award with its decision, the check it rested on and those that counted it, and its public code."""
    found = screens.record_page(request.actor, pk)
    context = {
        "title": found.recipient,
        "record": found,
        "beside": beside(request.actor, [pk], found.nomination_id, found.decided_on),
        "may_change": bool(screens.revoking_posts(request.actor, found)),
        "may_follow_up": screens.may_follow_up(request.actor, found),
    }
    return render(request, "achievements/record.html", context)


@signed_in
@require_safe
def extract(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """An extract of the register for one award, unsigned and unnumbered, as PDF or DOCX."""
    found = screens.record_page(request.actor, pk)
    return paper_answer(
        lambda wanted: printed(extract_document(request.actor, found), wanted), f"trich-luc-{pk}", form
    )


@signed_in
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back an award that rests on a paper decision, after seeing which later checks counted it."""
    return _change(request, pk, giving=False)


@signed_in
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Give back a revoked award that rests on a paper decision."""
    return _change(request, pk, giving=True)


def _change(request: HttpRequest, pk: int, *, giving: bool) -> HttpResponse:
    found = screens.record_page(request.actor, pk)
    units = [(post.unit_id, post.unit_name) for post in screens.revoking_posts(request.actor, found)]
    if not units:
        raise Refused("Vai trò hiện nay không được hủy bỏ, phục hồi khen thưởng này.")
    if found.decision_id is not None:
        raise Refused(
            f"Khen thưởng này do Quyết định số {found.number} trên hệ thống: chỉ hủy bỏ, phục hồi bằng"
            " quyết định của nơi đã ban hành."
        )
    kind = RestoreForm if giving else RevokeForm
    offered = [] if giving else grounds([found.award], request.actor.today)
    begins = begins_with(request.actor, request.GET.get("case", ""), [pk]) if not giving else ("", "")
    form = kind(
        request.POST if request.method == "POST" else None,
        units=units,
        grounds=offered,
        initial={"by_unit_id": units[0][0], **beginning(offered, *begins)},
    )
    follows = Consequences() if giving or not found.active else consequences(request.actor, [pk])
    if request.method == "POST" and form.is_valid():
        asking = sentence(found, giving) + follows.sentence
        if asked := ask_first(request, asking, button=_button(giving)):
            return asked
        command = commands.restore if giving else commands.revoke
        values = {**with_ground(form), "by_unit_id": int(form.cleaned_data["by_unit_id"])}
        return act(
            request,
            lambda: command(request.actor, record_ids=[pk], **values),
            done="Đã phục hồi khen thưởng." if giving else "Đã hủy bỏ khen thưởng.",
            to=reverse("achievements:record", args=[pk]),
            form=form,
            again=lambda: _form(request, found, form, giving, follows),
        )
    return _form(request, found, form, giving, follows)


def sentence(found: screens.RecordPage, giving: bool) -> str:
    """The one question before the act."""
    verb = "Phục hồi" if giving else "Hủy bỏ"
    return (
        f"{verb} {found.award_name} năm {found.period} của {found.recipient}"
        f" theo Quyết định số {found.number} ngày {found.decided_on:%d/%m/%Y}?"
    )


def _button(giving: bool) -> str:
    return "Phục hồi khen thưởng" if giving else "Hủy bỏ khen thưởng"


def _form(
    request: HttpRequest, found: screens.RecordPage, form: RevokeForm, giving: bool, follows: Consequences
) -> HttpResponse:
    context = {
        "form": form,
        "record": found,
        "title": f"{_button(giving)}: {found.recipient}",
        "button": _button(giving),
        "back": reverse("achievements:record", args=[found.id]),
        "confirm": sentence(found, giving) + follows.sentence,
        "draft": f"{'restore' if giving else 'revoke'}-{found.id}",
        "follows": follows,
        "giving": giving,
    }
    return render(request, "achievements/change_record.html", context)
