"""Acts of whoever gives duties."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from thidua.directives.queries import clause as clause_of
from thidua.directives.queries import document as document_of
from thidua.duties import commands, logic, queries, screens
from thidua.duties.access import may_give
from thidua.duties.forms import AcceptForm, HandOverForm, ReturnForm, RulingForm, WithdrawForm
from thidua.duties.models import Duty
from thidua.duties.planning import plan
from thidua.duties.types import DutyState, Move, Ruling
from thidua.duties.views_acts import form_act, home
from thidua.foundation.errors import Refused, demand
from thidua.foundation.ui.acts import act, ask_first, signed_in
from thidua.foundation.ui.bulk import BulkRow, picked_ids, run_bulk
from thidua.foundation.ui.keys import key_of
from thidua.kernel.formats import date_vi
from thidua.organisation.queries import successors


@signed_in
@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a duty from a clause (`?noi-dung=`) or one added by hand, to units below or to the unit itself."""
    paper = document_of(request.actor, pk)
    demand(may_give(request.actor, paper.unit_id, paper.unit.path))
    key = key_of(request.GET.get("noi-dung", ""))
    clause = None if key is None else clause_of(request.actor, pk, key)
    form = screens.issue_form(request.actor, paper, clause, request.POST or None)
    back = reverse("duties:document", args=[pk])
    return form_act(
        request,
        form,
        lambda: commands.issue(
            actor=request.actor,
            document_id=pk,
            clause_id=clause.pk if clause else None,
            unit_ids=form.chosen(form.cleaned_data),
            terms=form.terms(),
        ),
        title="Giao nhiệm vụ" if clause else "Thêm nhiệm vụ",
        button="Giao nhiệm vụ",
        done=lambda made: f"Đã giao {len(made)} nhiệm vụ.",
        to=back,
        back=back,
        clause=clause,
        document=paper,
    )


@signed_in
@require_POST
def issue_accepted(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the picked accepted clauses to the units that their words mean, after one question that says how many."""
    paper = document_of(request.actor, pk)
    picked = [key_of(text) for text in request.POST.getlist("ids")]
    back = reverse("duties:document", args=[pk])
    count = sum(len(each.units) for each in plan(request.actor, paper) if each.clause.pk in picked)
    if count and (
        asked := ask_first(
            request,
            f"Giao {count} nhiệm vụ từ {len(picked)} nội dung? Các đơn vị được báo ngay.",
            button=f"Giao {count} nhiệm vụ",
            back=back,
        )
    ):
        return asked
    return act(
        request,
        lambda: commands.issue_accepted(actor=request.actor, document_id=pk, clause_ids=picked),
        done=lambda made: f"Đã giao {len(made)} nhiệm vụ.",
        to=back,
    )


@signed_in
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept a reported result."""
    duty = _given(request, pk, Move.ACCEPT)
    form = AcceptForm(request.POST or None, initial={"version": duty.version})
    return form_act(
        request,
        form,
        lambda: commands.accept(actor=request.actor, duty_id=pk, **form.cleaned_data),
        title="Chấp nhận kết quả",
        button="Chấp nhận",
        done="Đã chấp nhận kết quả.",
        to=home(pk),
        back=home(pk),
        duty=duty,
    )


@signed_in
@require_POST
def bulk_accept(request: HttpRequest) -> HttpResponse:
    """Accept the reported results that were picked in the list, after one question; a report row by row."""
    duties = {duty.pk: duty for duty in queries.some(request.actor, picked_ids(request))}
    rows = [
        BulkRow(
            pk,
            f"{duty.unit.name}: {duty.text[:120]}",
            may_give(request.actor, duty.given_by_id, duty.given_by.path)
            & logic.possible(DutyState(duty.state), Move.ACCEPT),
        )
        for pk, duty in duties.items()
    ]
    return run_bulk(
        request,
        rows,
        lambda pk: commands.accept(actor=request.actor, duty_id=pk, version=duties[pk].version),
        sentence="Chấp nhận kết quả của {count} nhiệm vụ?",
        button="Chấp nhận {count} kết quả",
        back=f"{reverse('duties:list')}?whose=given&state={DutyState.REPORTED_DONE}",
    )


@signed_in
@require_http_methods(["GET", "POST"])
def return_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a reported result back."""
    duty = _given(request, pk, Move.RETURN_BACK)
    form = ReturnForm(request.POST or None, initial={"version": duty.version})
    return form_act(
        request,
        form,
        lambda: commands.return_back(actor=request.actor, duty_id=pk, **form.cleaned_data),
        title="Trả lại để làm tiếp",
        button="Trả lại",
        done="Đã trả lại để đơn vị làm tiếp.",
        to=home(pk),
        back=home(pk),
        duty=duty,
    )


@signed_in
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a duty back, with all that was passed down from it."""
    duty = _given(request, pk, Move.WITHDRAW)
    form = WithdrawForm(request.POST or None, initial={"version": duty.version})
    return form_act(
        request,
        form,
        lambda: commands.withdraw(actor=request.actor, duty_id=pk, **form.cleaned_data),
        title="Rút nhiệm vụ",
        button="Rút nhiệm vụ",
        done=lambda count: f"Đã rút {count} nhiệm vụ.",
        to=home(pk),
        back=home(pk),
        duty=duty,
        lead="Nhiệm vụ đã giao tiếp xuống dưới mà chưa được chấp nhận cũng được rút theo.",
    )


@signed_in
@require_http_methods(["GET", "POST"])
def rule_extension(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a request for more time."""
    asked = queries.extension(request.actor, pk)
    duty = asked.duty
    demand(may_give(request.actor, duty.given_by_id, duty.given_by.path))
    if asked.ruling != Ruling.WAITING:
        raise Refused("Đề nghị này đã được trả lời.")
    form = RulingForm(request.POST or None, initial={"until": asked.asked_until})
    return form_act(
        request,
        form,
        lambda: commands.rule_extension(
            actor=request.actor,
            extension_id=pk,
            granted_until=form.cleaned_data["until"] if form.cleaned_data["answer"] == "granted" else None,
            words=form.cleaned_data["words"],
        ),
        title="Trả lời đề nghị gia hạn",
        button="Trả lời",
        done="Đã trả lời đề nghị gia hạn.",
        to=home(duty.pk),
        back=home(duty.pk),
        duty=duty,
        lead=f"Xin gia hạn từ {date_vi(asked.due_on)} đến {date_vi(asked.asked_until)}. Lý do: {asked.reason}",
    )


@signed_in
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose which of several successors takes a duty over."""
    duty = _given(request, pk, Move.HAND_OVER)
    heirs = successors([duty.unit_id], request.actor.today).get(duty.unit_id, [])
    if not heirs:
        raise Refused(f"{duty.unit.name} chưa có đơn vị kế thừa.")
    form = HandOverForm(request.POST or None, units=heirs)
    return form_act(
        request,
        form,
        lambda: commands.hand_over(actor=request.actor, duty_id=pk, unit_id=int(form.cleaned_data["unit"])),
        title="Chuyển cho đơn vị kế thừa",
        button="Chuyển nhiệm vụ",
        done="Đã chuyển nhiệm vụ.",
        to=home,
        back=home(pk),
        duty=duty,
    )


def _given(request: HttpRequest, pk: int, move: Move) -> Duty:
    """The duty, for its giver, who may make the move now. Raises NotThere, Refused."""
    duty = queries.duty(request.actor, pk)
    demand(may_give(request.actor, duty.given_by_id, duty.given_by.path))
    demand(logic.possible(DutyState(duty.state), move))
    return duty
