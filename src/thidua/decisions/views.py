"""Decisions: the list, one decision's page, its paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from thidua.decisions import papers, queries, screens
from thidua.decisions.forms import SignedFileForm
from thidua.decisions.lists import COLUMNS, KIND_WORDS, TONES, DecisionFilter, item_columns
from thidua.decisions.types import (
    ContentKind,
    DecisionFilters,
    DecisionList,
    DecisionPage,
    DecisionState,
    ItemRow,
)
from thidua.foundation.errors import NotThere
from thidua.foundation.files import StoredFile, stored_file
from thidua.foundation.printing import paper_answer
from thidua.foundation.ui.acts import signed_in
from thidua.foundation.ui.keyset import SIZE, KeysetPage
from thidua.foundation.ui.lists import ListPage


@signed_in
@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """Decisions of the units in scope, newest first."""
    form = DecisionFilter(request.GET)
    filters = DecisionFilters(**form.values())

    def read(after: str = "", limit: int = SIZE) -> DecisionList:
        return queries.decisions(request.actor, filters, after=after, limit=limit)

    found = read(request.GET.get("after", ""))
    page = KeysetPage(
        request, found.rows, COLUMNS, after=found.after, filters=form, noun="quyết định", export="quyet-dinh",
        every=lambda most: read(limit=most).rows,
        empty=("Chưa có quyết định nào", "Soạn quyết định từ các đề nghị đã được thủ trưởng duyệt."),
    )  # fmt: skip
    context = {
        "title": "Quyết định khen thưởng",
        "may_draft": bool(screens.drafting_units(request.actor)),
        "may_record": bool(screens.drafting_units(request.actor, "record")),
    }
    return page.response("decisions/list.html", context)


@signed_in
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision from draft to register; a published one of another unit is read where everyone reads it."""
    try:
        found = queries.decision_page(request.actor, pk)
    except NotThere:
        queries.published_public(pk)
        return redirect("portal:decision", pk)
    return page_of(request, found)


def page_of(request: HttpRequest, found: DecisionPage, form: Any = None) -> HttpResponse:
    """The page of a decision; `form` is the signed file's when it was refused."""
    items = ListPage(
        request, found.items, _columns(found), noun="trường hợp", export=f"quyet-dinh-{found.id}",
        label="Danh sách kèm theo quyết định", row_id="nomination_id",
    )  # fmt: skip
    published = found.state == DecisionState.PUBLISHED
    context: dict[str, Any] = {
        "title": heading(found),
        "d": found,
        "state": DecisionState(found.state),
        "tone": TONES[DecisionState(found.state)],
        "kind_words": KIND_WORDS[ContentKind(found.kind)],
        "printable": found.kind != ContentKind.EXTERNAL,
        "awards": totals(found.items),
        "articles": screens.articles(found.items, found.decided_on or request.actor.today),
        "reduced": [item for item in found.items if item.note],
        "file": _file(found),
        "file_form": form or SignedFileForm(initial={"version": found.version}),
        "publish_sentence": publish_sentence(found),
        "followed": screens.followed_by(found) if published else [],
        "first": None
        if found.kind in (ContentKind.AWARD, ContentKind.EXTERNAL)
        else screens.first_of(found.id),
        "revoked": [item for item in found.items if item.revoked],
        "standing": any(not item.revoked for item in found.items),
        "may": {act: allowed for act, (allowed, _) in found.may.items()},
        "why": {act: reason for act, (_, reason) in found.may.items()},
        "form": form,
    }
    return items.response("decisions/page.html", context)


def heading(found: DecisionPage) -> str:
    """What the decision is called on its page."""
    return f"Quyết định số {found.number}" if found.number else "Dự thảo quyết định"


def publish_sentence(found: DecisionPage) -> str:
    """The one question before publishing."""
    return (
        f"Công bố Quyết định số {found.number}: {len(found.items)} khen thưởng vào sổ, hiện trên trang công khai"
        " và báo cho đơn vị đề nghị?"
    )


@dataclass(frozen=True, slots=True)
class Total:
    """One award of a decision: how many, how much."""

    award: str
    count: int
    bonus: int


def totals(items: tuple[ItemRow, ...]) -> list[Total]:
    """Awards in the order of the annex with their counts and sums."""
    found: dict[str, list[ItemRow]] = {}
    for item in items:
        found.setdefault(item.award_name, []).append(item)
    return [Total(name, len(rows), sum(row.bonus or 0 for row in rows)) for name, rows in found.items()]


def _columns(found: DecisionPage) -> Any:
    if found.state == DecisionState.DRAFT and found.may["change"][0]:
        return item_columns(
            found.items,
            url_of_out=lambda row: reverse("decisions:take-out", args=[found.id, row.nomination_id]),
        )
    return item_columns(found.items, published=found.state == DecisionState.PUBLISHED)


def _file(found: DecisionPage) -> StoredFile | None:
    return stored_file(found.signed_file_id) if found.signed_file_id else None


@signed_in
@require_safe
def paper(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The decision as PDF or DOCX; a draft has blanks for number and date."""
    write = {"pdf": papers.decision_pdf, "docx": papers.decision_docx}
    return paper_answer(lambda wanted: write[wanted](request.actor, pk), f"quyet-dinh-{pk}", form)
