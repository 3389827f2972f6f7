"""What a registration carries upward, line by line and as a paper: its own and what was taken up from below."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from thidua.achievements.catalogue import award_name
from thidua.foundation.printing import paper_answer, printed
from thidua.foundation.ui.acts import signed_in
from thidua.foundation.ui.keys import key_of
from thidua.foundation.ui.lists import Column, ListPage
from thidua.foundation.ui.parts import Tab
from thidua.registrations import papers, queries
from thidua.registrations.content import Content
from thidua.registrations.gathering import carried

_STATE = Column(
    "gone", "Hiện nay", value=lambda row: "Đã rút hoặc đổi sau khi gửi" if row["gone"] else "Còn hiệu lực"
)
TITLES = (
    Column("name", "Cá nhân, tập thể", header=True),
    Column("award", "Danh hiệu, hình thức"),
    Column("unit", "Đơn vị"),
    _STATE,
)
PLEDGES = (
    Column("unit", "Đơn vị", header=True),
    Column("words", "Nội dung cam kết"),
    Column("figure", "Chỉ tiêu"),
    Column("code", "Mã chỉ tiêu đo"),
    _STATE,
)


@signed_in
@require_safe
def lines(request: HttpRequest, pk: int) -> HttpResponse:
    """Every title or commitment that a registration carries, of one branch or award when the address says so."""
    row = queries.registration(request.actor, pk)
    content = carried(row)
    figures = request.GET.get("xem") == "cam-ket"
    branch, award = key_of(request.GET.get("nhanh", "")), request.GET.get("danh-hieu", "")
    page = ListPage(
        request,
        _pledges(content, branch) if figures else _titles(content, branch, award),
        PLEDGES if figures else TITLES,
        noun="cam kết" if figures else "đăng ký",
        export=f"{'cam-ket' if figures else 'dang-ky'}-{pk}",
        empty=("Không có dòng nào", ""),
    )
    here = reverse("registrations:lines", args=[pk])
    kept = "" if branch is None else f"nhanh={branch}"
    narrowed = next((each.name for each in content.branches if each.registration_id == branch), "")
    context = {
        "title": "Từng dòng tổng hợp",
        "row": row,
        "season": row.season,
        "narrowed": " · ".join(filter(None, (narrowed, award_name(award) if award else ""))),
        "views": [
            Tab("", "Danh hiệu, hình thức", f"{here}?{kept}"),
            Tab("cam-ket", "Cam kết bằng con số", f"{here}?xem=cam-ket&{kept}"),
        ],
        "view": "cam-ket" if figures else "",
    }
    return page.response("registrations/lines.html", context)


def _titles(content: Content, branch: int | None, award: str) -> list[dict[str, Any]]:
    return [
        {
            "id": line.id, "name": line.name, "award": award_name(line.award), "unit": line.place.unit,
            "gone": ("title", line.id) in content.gone,
        }
        for line in content.titles
        if branch in (None, line.place.branch) and award in ("", line.award)
    ]  # fmt: skip


def _pledges(content: Content, branch: int | None) -> list[dict[str, Any]]:
    return [
        {
            "id": line.id, "words": line.words, "figure": line.figure, "code": line.code, "unit": line.place.unit,
            "gone": ("pledge", line.id) in content.gone,
        }
        for line in content.pledges
        if branch in (None, line.place.branch)
    ]  # fmt: skip


@signed_in
@require_safe
def paper(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The registration with what was taken up from below, as PDF or DOCX."""
    row = queries.registration(request.actor, pk)
    return paper_answer(
        lambda wanted: printed(papers.consolidated(row, carried(row)), wanted),
        f"dang-ky-thi-dua-{pk}",
        form,
        saved=True,
    )
