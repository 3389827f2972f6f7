"""From a row of a run to an exemplar: somebody the law would let through is worth a closer look."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from thidua.exemplars import commands
from thidua.exemplars.access import may_follow
from thidua.exemplars.asking import ask
from thidua.exemplars.forms import ExemplarForm
from thidua.exemplars.types import FoundBy
from thidua.exemplars.views import form_parts, read_exemplar
from thidua.foundation.errors import Refused, demand
from thidua.foundation.ui.acts import signed_in
from thidua.insight import queries
from thidua.insight.lists import award_words
from thidua.insight.screens import TELLING
from thidua.insight.types import What
from thidua.organisation.types import RecipientKind


@signed_in
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Take up whoever a row is about as an exemplar found by the scan."""
    row = queries.line(request.actor, pk)
    demand(may_follow(request.actor, row["unit_id"], row["unit__path"]))
    if What(row["what"]) not in TELLING:
        raise Refused("Chỉ đề xuất điển hình từ dòng đủ điều kiện hoặc còn thiếu một điều kiện.")
    here = reverse("insight:line", args=[pk])
    words = award_words(row["award"], row["route"])
    initial = {
        "unit": row["unit_id"],
        "title": row["recipient__name"],
        "group": row["group"] if row["kind"] == RecipientKind.PERSON else row["kind"],
        "recipient": f"{row['recipient__name']}, {row['unit__name']}",
        "summary": f"Rà soát thấy: {What(row['what']).label.lower()} – {words}.",
    }
    return ask(
        request,
        ExemplarForm(request.POST or None, initial=initial, **form_parts(request)),
        lambda values: commands.find_exemplar(
            actor=request.actor,
            new=read_exemplar(
                values, found_by=FoundBy.SCAN, origin_kind="insight.found", origin_id=pk, origin_url=here
            ),
        ),
        title=f"Đề xuất điển hình: {row['recipient__name']}",
        button="Đưa vào theo dõi",
        back=here,
        done="Đã đưa điển hình vào theo dõi.",
        to=lambda made: reverse("exemplars:exemplar", args=[made]),
        lead="Ghi rõ việc làm, thành tích; kết quả rà soát chỉ là lý do để tìm hiểu.",
    )
