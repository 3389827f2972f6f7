"""Forms of rounds: open one, move its last day."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from thidua.achievements.types import Route
from thidua.foundation.ui.forms import ChoiceField, DateField, Form, TextField, YearField


class RoundForm(Form):
    """A new round of nominations."""

    unit_id = ChoiceField(
        label="Đơn vị mở đợt", help_text="Đơn vị này và mọi đơn vị trực thuộc gửi đề nghị vào đợt."
    )
    name = TextField(
        label="Tên đợt", max_length=200, help_text="Ví dụ: Tổng kết công tác thi đua, khen thưởng năm 2021."
    )
    route = ChoiceField(
        label="Loại hình khen thưởng",
        choices=[(route.value, route.label) for route in Route],
        initial=Route.MERIT,
    )
    year = YearField(label="Năm", help_text="Năm của danh hiệu, thành tích.")
    opens_on = DateField(label="Nhận đề nghị từ ngày")
    closes_on = DateField(label="Đến hết ngày")

    def __init__(self, *args: Any, units: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit_id"].choices = [(str(pk), name) for pk, name in units]  # type: ignore[attr-defined]

    def clean_unit_id(self) -> int:
        """The unit's id."""
        return int(self.cleaned_data["unit_id"])

    def clean(self) -> dict[str, Any]:
        """The days stand in order."""
        values = super().clean() or {}
        first, last = values.get("opens_on"), values.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", "Ngày hết hạn không được trước ngày bắt đầu.")
        return values


class CloseForm(Form):
    """Another last day of a round."""

    closes_on = DateField(label="Nhận đề nghị đến hết ngày")
