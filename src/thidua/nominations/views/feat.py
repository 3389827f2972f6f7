"""The fast lane: a sudden feat from a telephone to a nomination, within a minute."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from thidua.foundation.errors import Refused
from thidua.foundation.ui.acts import act, signed_in
from thidua.foundation.ui.keys import key_of
from thidua.kernel.text import fold
from thidua.nominations import finding, screens
from thidua.nominations.commands.fast_lane import report_feat
from thidua.nominations.forms_feat import FeatForm
from thidua.organisation.types import NewPerson, NewRecipient, PersonGroup


@signed_in
@require_http_methods(["GET", "POST"])
def feat(request: HttpRequest) -> HttpResponse:
    """Report a sudden feat; the nomination opens with its clock running."""
    actor = request.actor
    units = screens.desk_units(actor)
    if not units:
        raise Refused("Chỉ cán bộ thi đua, chuyên viên của đơn vị được lập đề nghị.")
    form = FeatForm(
        request.POST or None, request.FILES or None, units=units, initial={"feat_on": actor.today}
    )
    if request.method == "POST" and form.is_valid():
        who = _who(request, form)
        if who is None:
            form.add_error(
                "find",
                "Chưa rõ là ai: chọn trong kết quả, hoặc chọn nhóm đối tượng để lập người mới. Ảnh cần chọn lại.",
            )
            return _page(request, form)
        values = form.cleaned_data
        photo = values["photo"]
        return act(
            request,
            lambda: report_feat(
                actor=actor,
                unit_id=int(values["unit"]),
                who=who,
                what=values["what"],
                feat_on=values["feat_on"],
                photo=(photo.name, photo.file) if photo else None,
            ),
            done="Đã lập đề nghị khen thưởng đột xuất; thời hạn bắt đầu tính từ hôm nay.",
            to=lambda pk: reverse("nominations:detail", args=[pk]),
            form=form,
            again=lambda: _page(request, form),
        )
    return _page(request, form)


def _who(request: HttpRequest, form: FeatForm) -> int | NewRecipient | None:
    """The one chosen, someone new, or the only one of exactly that name; None when that is not clear."""
    values = form.cleaned_data
    if values["recipient"]:
        return int(values["recipient"])
    if values["new_group"]:
        return NewPerson(int(values["unit"]), values["find"], PersonGroup(values["new_group"]))
    hits, _ = finding.find_recipients(request.actor, values["find"])
    same = [hit for hit in hits if fold(hit.name) == fold(values["find"])]
    return same[0].id if len(same) == 1 else None


def _page(request: HttpRequest, form: FeatForm) -> HttpResponse:
    typed: Any = request.POST
    chosen = typed.get("recipient", "")
    hits, mended = (
        finding.find_recipients(request.actor, typed["find"][:200], key_of(chosen))
        if typed.get("find")
        else ([], False)
    )
    context = {
        "title": "Thành tích đột xuất",
        "form": form,
        "hits": hits,
        "mended": mended,
        "chosen": chosen,
        "looked": bool(typed.get("find")),
    }
    return render(request, "nominations/feat.html", context, status=422 if form.errors else 200)
