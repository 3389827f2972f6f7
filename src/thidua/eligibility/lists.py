"""What the list of cases after a revocation shows and is narrowed by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from thidua.access.types import Actor
from thidua.eligibility import queries
from thidua.eligibility.queries.cases import WAITING, awards_with_cases, units_with_cases, verdict_words
from thidua.eligibility.types import CaseRow, CaseState
from thidua.foundation.ui.cells import Column
from thidua.foundation.ui.forms import ChoiceField, FilterForm
from thidua.lawbook import load_book

ALL = "all"


class CaseFilter(FilterForm):
    """What cases are narrowed by; nothing chosen means those that wait."""

    state = ChoiceField(
        label="Tình trạng",
        choices=[
            ("", "Chưa kết luận"),
            (ALL, "Tất cả"),
            *((state.value, state.label) for state in CaseState),
        ],
    )
    unit = ChoiceField(label="Đơn vị xem xét")
    award = ChoiceField(label="Danh hiệu, hình thức")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = [(str(pk), name) for pk, name in units_with_cases(actor)]
        self.fields["unit"].choices = [("", "Tất cả"), *units]  # type: ignore[attr-defined]
        self.fields["award"].choices = [("", "Tất cả"), *awards_with_cases(actor)]  # type: ignore[attr-defined]

    def rows(self, actor: Actor) -> Any:
        """The rows that the filter lets through."""
        values = self.values()
        state = values["state"] or WAITING
        return queries.cases(
            actor,
            state="" if state == ALL else state,
            unit_id=int(values["unit"]) if values["unit"] else None,
            award=values["award"],
        )


COLUMNS = (
    Column("recipient", "Đối tượng", sort="recipient__sort_key", url="eligibility:case id", header=True),
    Column("award_name", "Khen thưởng phải xem xét", sort="award", sub=lambda row: row.period),
    Column(
        "revoked",
        "Đã tính đến",
        sort="revocation__revoked_on",
        sub=lambda row: f"hủy bỏ ngày {row.revoked_on:%d/%m/%Y}",
    ),
    Column(
        "after",
        "Xét lại",
        kind="badge",
        sort="after__verdict",
        value=lambda row: verdict_words(row.after)[0],
        tone=lambda row: verdict_words(row.after)[1],
        sub=lambda row: "" if row.before == row.after else f"trước: {verdict_words(row.before)[0].lower()}",
    ),
    Column("unit", "Đơn vị xem xét", sort="unit__sort_key"),
    Column("opened_at", "Mở lúc", kind="moment", sort="opened_at"),
    Column("state", "Tình trạng", kind="badge", sort="state", value=lambda row: CaseState(row.state)),
)


def lines(rows: Iterable[Mapping[str, Any]]) -> list[CaseRow]:
    """The rows of the list as they are drawn."""
    names = load_book().names
    return [_line(row, names) for row in rows]


def _line(row: Mapping[str, Any], names: Mapping[str, str]) -> CaseRow:
    first = row["revocation__record__award"]
    begins, ends = (
        row["record__period_from"] or row["record__year"],
        row["record__period_to"] or row["record__year"],
    )
    period = "Hồ sơ đang xét"
    if row["record_id"] is not None:
        period = f"năm {ends}" if begins == ends else f"năm {begins} - {ends}"
    return CaseRow(
        id=row["pk"],
        recipient=row["recipient__name"],
        award_name=names.get(row["award"], row["award"]),
        period=period,
        under_way=row["record_id"] is None,
        unit=row["unit__name"],
        revoked=f"{names.get(first, first)} năm {row['revocation__record__year']}",
        revoked_on=row["revocation__revoked_on"],
        before=row["before__verdict"],
        after=row["after__verdict"],
        stands=row["stands"],
        state=row["state"],
        opened_at=row["opened_at"],
    )
