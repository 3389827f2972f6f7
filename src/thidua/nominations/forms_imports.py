"""The form that takes in a workbook of nominations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from thidua.foundation.ui.forms import ChoiceField, Form


@dataclass(frozen=True, slots=True)
class Place:
    """A round that is open and a unit of the officer that takes part in it."""

    round_id: int
    round_name: str
    unit_id: int
    unit_name: str


class UploadForm(Form):
    """A workbook for one of the places."""

    round = ChoiceField(label="Đợt đề nghị")
    unit = ChoiceField(label="Đơn vị đề nghị")
    file = forms.FileField(
        label="Tệp danh sách",
        help_text="Tệp Excel (.xlsx) theo mẫu, không quá 25 MB. Cá nhân, tập thể và hộ gia đình ghi chung một"
        " danh sách.",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": "Chưa chọn tệp danh sách.",
            "missing": "Chưa chọn tệp danh sách.",
            "invalid": "Chưa chọn tệp danh sách.",
            "empty": "Tệp rỗng, không có nội dung.",
        },
    )

    def __init__(self, *args: Any, places: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {(place.round_id, place.unit_id) for place in places}
        self.fields["round"].choices = _once((place.round_id, place.round_name) for place in places)  # type: ignore[attr-defined]
        self.fields["unit"].choices = _once((place.unit_id, place.unit_name) for place in places)  # type: ignore[attr-defined]

    def clean_round(self) -> int:
        """The round's id."""
        return int(self.cleaned_data["round"])

    def clean_unit(self) -> int:
        """The unit's id."""
        return int(self.cleaned_data["unit"])

    def clean(self) -> dict[str, Any]:
        """The unit takes part in the round."""
        values = super().clean() or {}
        pair = values.get("round"), values.get("unit")
        if None not in pair and pair not in self.places:
            self.add_error("unit", "Đơn vị này không thuộc phạm vi của đợt đã chọn.")
        return values


def _once(pairs: Any) -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in dict.fromkeys(pairs)]
