"""What the lists of decisions show and are narrowed by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import NoReverseMatch, reverse

from thidua.decisions.types import ContentKind, DecisionRow, DecisionState, ItemRow
from thidua.foundation.ui.cells import Column
from thidua.foundation.ui.forms import ChoiceField, FilterForm, TextField, YearField

TONES = {
    DecisionState.DRAFT: "neutral",
    DecisionState.SIGNED: "wait",
    DecisionState.PUBLISHED: "good",
    DecisionState.CANCELLED: "done",
}
KIND_WORDS = {
    ContentKind.AWARD: "",
    ContentKind.CORRECTION: "Đính chính",
    ContentKind.REVOCATION: "Hủy bỏ khen thưởng",
    ContentKind.RESTORATION: "Phục hồi khen thưởng",
    ContentKind.EXTERNAL: "Của cấp Nhà nước",
}


class DecisionFilter(FilterForm):
    """What decisions are narrowed by."""

    number = TextField(label="Số quyết định", max_length=60)
    year = YearField(label="Năm")
    state = ChoiceField(
        label="Tình trạng",
        choices=[("", "Tất cả"), *((state.value, state.label) for state in DecisionState)],
    )


def _number(row: DecisionRow) -> str:
    return row.number or "Chưa có số"


COLUMNS = (
    Column("number", "Số", value=_number, url="decisions:page id", header=True, nowrap=True),
    Column("decided_on", "Ngày ký", kind="date"),
    Column("subject", "Trích yếu", sub=lambda row: KIND_WORDS[ContentKind(row.kind)]),
    Column("issuer", "Người quyết định"),
    Column("items", "Trường hợp", kind="number", value=lambda row: row.items or None),
    Column("total_bonus", "Tiền thưởng", kind="money", value=lambda row: row.total_bonus or None),
    Column(
        "state",
        "Tình trạng",
        kind="badge",
        value=lambda row: DecisionState(row.state),
        tone=lambda row: TONES[DecisionState(row.state)],
    ),
)


def item_columns(
    items: Sequence[ItemRow], *, url_of_out: Any = None, published: bool = False
) -> tuple[Column, ...]:
    """The annex on the screen. `url_of_out` gives the page that takes a line out, while it is a draft."""
    link = "achievements:record record_id" if published else "nominations:detail nomination_id"
    columns = [
        Column("position", "TT", kind="number"),
        Column("name", "Họ tên, tập thể", url=_safely(link), sub="unit", header=True),
        Column("award_name", "Danh hiệu, hình thức", sub=lambda row: f"năm {row.period}"),
        Column("bonus", "Tiền thưởng", kind="money", value=_bonus),
    ]
    if any(_note(row) for row in items):
        columns.append(Column("note", "Ghi chú", value=_note))
    if url_of_out:
        columns.append(
            Column("out", "Việc", value=lambda row: "Đưa ra", url=url_of_out, nowrap=True, export=False)
        )
    return tuple(columns)


def _bonus(row: ItemRow) -> int | None:
    return row.bonus if row.coefficient_milli is not None else None


def _note(row: ItemRow) -> str:
    return "Đã hủy bỏ" if row.revoked else row.note


def _safely(link: str) -> Any:
    """A link to a page of another room, nothing while the site has none."""
    name, key = link.split()

    def url(row: ItemRow) -> str:
        value = getattr(row, key)
        try:
            return reverse(name, args=[value]) if value else ""
        except NoReverseMatch:
            return ""

    return url
