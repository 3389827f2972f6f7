"""Reviews after a revocation: the list, one case with both verdicts, and what a person decides about it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from thidua.achievements.grounds import grounds
from thidua.eligibility import commands, queries
from thidua.eligibility.forms import ProposeForm, SettleForm
from thidua.eligibility.lists import COLUMNS, CaseFilter, lines
from thidua.eligibility.queries import CasePage
from thidua.eligibility.types import CaseAct, CaseState
from thidua.foundation.errors import Refused
from thidua.foundation.ui.acts import act, ask_first, signed_in
from thidua.foundation.ui.lists import ListPage

TITLE = "Xem xét sau thu hồi"
PATHS = {CaseAct.KEEP: "case-keep", CaseAct.PROPOSE: "case-propose", CaseAct.HOLD: "case-hold"}
LEADS = {
    CaseAct.KEEP: "Khen thưởng này giữ nguyên hiệu lực. Lý do được ghi vào nhật ký, chẳng hạn còn căn cứ khác.",
    CaseAct.PROPOSE: "Chưa hủy bỏ gì: người ký của đơn vị đã quyết định sẽ thấy đề nghị này và ký quyết định hủy bỏ.",
    CaseAct.HOLD: "Chưa kết luận: ghi rõ đang chờ kết quả thanh tra, kiểm tra, xác minh nào.",
}
GOES_ON = "Tiếp tục xét hồ sơ"


@signed_in
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """The cases of the units in scope, those that wait first."""
    filters = CaseFilter(request.GET, actor=request.actor)
    page = ListPage(
        request,
        filters.rows(request.actor),
        COLUMNS,
        filters=filters,
        sort="-opened_at",
        noun="trường hợp",
        prepare=lines,
        export="xem-xet-sau-thu-hoi",
        empty=(
            "Không có trường hợp nào phải xem xét",
            "Khi một khen thưởng bị hủy bỏ, các khen thưởng và hồ sơ đã tính đến nó sẽ hiện ở đây.",
        ),
        label="Các trường hợp xem xét sau thu hồi",
    )
    return page.response("eligibility/cases.html", {"title": TITLE})


def label_of(doing: CaseAct, found: CasePage) -> str:
    """What the act is called: a nomination under way is not yet an award."""
    return GOES_ON if doing is CaseAct.KEEP and found.nomination_id is not None else doing.label


@signed_in
@require_safe
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """One case: what was revoked, the verdict with and without it, what would follow, what may be done."""
    found = queries.case_page(request.actor, pk)
    offered = [doing for doing in CaseAct if found.may[doing]]
    refused = "" if offered or not found.state.is_active else found.may[CaseAct.KEEP].reason
    context = {
        "title": f"{found.award_name} của {found.recipient}",
        "case": found,
        "buttons": [
            (label_of(doing, found), reverse(f"eligibility:{PATHS[doing]}", args=[pk])) for doing in offered
        ],
        "why_not": refused,
        "revoke_url": revoke_url(found),
    }
    return render(request, "eligibility/case.html", context)


def revoke_url(found: CasePage) -> str:
    """Where a proposed revocation is signed (recorded, for an award on paper); "" while none is proposed."""
    if found.state is not CaseState.PROPOSED or found.record_id is None:
        return ""
    try:
        if found.decision_id is not None:
            path = reverse("decisions:revoke", args=[found.decision_id])
            return f"{path}?records={found.record_id}&case={found.id}"
        return f"{reverse('achievements:revoke', args=[found.record_id])}?case={found.id}"
    except NoReverseMatch:
        return ""


@signed_in
def settle(request: HttpRequest, pk: int, doing: CaseAct) -> HttpResponse:
    """A person's decision on the case, with its reason."""
    found = queries.case_page(request.actor, pk)
    if not found.may[doing]:
        raise Refused(*found.may[doing].reasons)
    form = form_of(doing, found, request)
    label = label_of(doing, found)

    def again() -> HttpResponse:
        context = {
            "form": form,
            "case": found,
            "title": label,
            "button": label,
            "lead": LEADS[doing] if found.nomination_id is None else "",
            "back": reverse("eligibility:case", args=[pk]),
            "draft": f"case-{doing}-{pk}",
        }
        return render(request, "eligibility/settle.html", context)

    if request.method != "POST" or not form.is_valid():
        return again()
    if asked := ask_first(request, f"{label}: {found.award_name} của {found.recipient}?", button=label):
        return asked
    return act(
        request,
        lambda: run(doing)(request.actor, case_id=pk, **form.cleaned_data),
        done=f"Đã ghi: {label.lower()}.",
        to=reverse("eligibility:case", args=[pk]),
        form=form,
        again=again,
    )


def form_of(doing: CaseAct, found: CasePage, request: HttpRequest) -> SettleForm:
    """The form of the act; a proposal chooses among the grounds of today's law."""
    data = request.POST if request.method == "POST" else None
    if doing is not CaseAct.PROPOSE:
        return SettleForm(data, initial={"version": found.version})
    offered = grounds([found.award], request.actor.today)
    return ProposeForm(data, grounds=offered, initial={"version": found.version})


def run(doing: CaseAct) -> Any:
    """The command of the act."""
    return {
        CaseAct.KEEP: commands.keep_case,
        CaseAct.PROPOSE: commands.propose_revocation,
        CaseAct.HOLD: commands.hold_case,
    }[doing]
