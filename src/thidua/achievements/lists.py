"""What the register's lists show and are narrowed by."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from django import forms

from thidua.achievements.types import RecordState, RegisterRow
from thidua.foundation.ui.cells import Column
from thidua.foundation.ui.forms import ChoiceField, FilterForm, SearchField, TextField, YearField
from thidua.lawbook import load_book
from thidua.organisation.types import RecipientKind

ANY = [("", "Tất cả")]
ROWS = 40
"""Lines of one page: with the filter form they stay within the register's 30 kB."""
KINDS = [*ANY, *((kind.value, kind.label) for kind in RecipientKind)]


@lru_cache(maxsize=1)
def award_choices() -> list[tuple[str, str]]:
    """Codes and names of the catalogue, highest first."""
    awards = sorted(load_book().awards.values(), key=lambda award: -award.rank)
    return [(award.code, award.name) for award in awards]


class RegisterForm(FilterForm):
    """What the register is narrowed by. `unit` is a name as typed, `unit_id` a unit that a link chose."""

    q = SearchField(label="Họ tên, tên tập thể")
    unit = SearchField(label="Đơn vị")
    award = ChoiceField(label="Danh hiệu, hình thức", choices=lambda: [*ANY, *award_choices()])
    year = YearField(label="Năm")
    number = TextField(label="Số quyết định", max_length=60)
    kind = ChoiceField(label="Đối tượng", choices=KINDS)
    state = ChoiceField(
        label="Tình trạng", choices=[*ANY, *((state.value, state.label) for state in RecordState)]
    )
    unit_id = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


def _state(row: RegisterRow) -> object:
    return RecordState(row.state) if row.revoked else ""


def kind_label(kind: str) -> str:
    """Person, collective or household in words."""
    return RecipientKind(kind).label


REGISTER_COLUMNS = (
    Column("recipient", "Được khen thưởng", url="achievements:record id", sub="unit", header=True),
    Column("award_name", "Danh hiệu, hình thức", sub=lambda row: f"năm {row.period}"),
    Column("number", "Quyết định", sub=lambda row: f"{row.decided_on:%d/%m/%Y}", nowrap=True),
)
STATE_COLUMN = Column("state", "Tình trạng", kind="badge", value=_state, tone=lambda row: "bad")


def register_columns(rows: Sequence[RegisterRow]) -> tuple[Column, ...]:
    """The register's columns; the state's only where some award of the page was revoked."""
    return (*REGISTER_COLUMNS, STATE_COLUMN) if any(row.revoked for row in rows) else REGISTER_COLUMNS


EXPORT_COLUMNS = (
    Column("recipient", "Được khen thưởng"),
    Column("kind", "Đối tượng", value=lambda row: kind_label(row.kind)),
    Column("unit", "Đơn vị"),
    Column("award_name", "Danh hiệu, hình thức"),
    Column("period", "Năm"),
    Column("number", "Số quyết định"),
    Column("decided_on", "Ngày quyết định", kind="date"),
    Column("decided_by", "Người quyết định"),
    Column("bonus", "Tiền thưởng", kind="money"),
    Column("code", "Mã xác minh"),
    Column("state", "Tình trạng", value=lambda row: RecordState(row.state)),
)
