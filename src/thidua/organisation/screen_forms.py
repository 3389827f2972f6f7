"""What the organisation's lists are narrowed by, and their columns."""

from __future__ import annotations

from typing import Any

from django import forms

from thidua.foundation.ui.cells import Column
from thidua.foundation.ui.forms import ChoiceField, FilterForm, SearchField
from thidua.organisation.types import RecipientKind, UnitKind

_ALL = [("", "Tất cả")]


class UnitFilters(FilterForm):
    """Which units."""

    q = SearchField(label="Tên đơn vị")
    kind = ChoiceField(label="Loại đơn vị", choices=[*_ALL, *((k.value, k.label) for k in UnitKind)])
    old = forms.BooleanField(label="Kể cả đơn vị không còn hoạt động")


class RecipientFilters(FilterForm):
    """Which people, collectives and households."""

    q = SearchField(label="Tên cá nhân, tập thể, hộ gia đình")
    kind = ChoiceField(label="Đối tượng", choices=[*_ALL, *((k.value, k.label) for k in RecipientKind)])


def _kind(row: dict[str, Any]) -> str:
    label = UnitKind(row["kind"]).label
    return label[:1].upper() + label[1:]


def _position(row: dict[str, Any]) -> str:
    return row["person__position"] or row["household__village"] or ""


UNIT_COLUMNS = (
    Column("name", "Tên đơn vị", sort="sort_key", url="organisation:unit id", header=True),
    Column("kind", "Loại", sort="kind", value=_kind),
    Column("parent", "Thuộc", sort=("parent__sort_key", "sort_key"), value=lambda row: row["parent__name"]),
    Column("code", "Mã", sort="code"),
    Column("valid_from", "Từ ngày", kind="date", sort="valid_from"),
    Column("valid_to", "Đến ngày", kind="date", sort="valid_to"),
)
RECIPIENT_COLUMNS = (
    Column("name", "Tên", sort="sort_key", url="organisation:recipient id", header=True),
    Column("kind", "Đối tượng", sort="kind", value=lambda row: RecipientKind(row["kind"]).label),
    Column("position", "Chức vụ, địa bàn", value=_position),
    Column("unit", "Đơn vị", sort=("unit__sort_key", "sort_key"), value=lambda row: row["unit__name"]),
    Column("ended_on", "Đã thôi từ", kind="date", sort="ended_on"),
)
