"""Forms of the room: asking for a run, and putting forward those who were found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from thidua.access.types import HeldPost
from thidua.achievements.types import Route
from thidua.foundation.ui.forms import ChoiceField, DateField, Form, LinesField, NumberField, YearField
from thidua.insight.types import ROUTES, SMALL
from thidua.nominations.forms import PlaceForm


class RunForm(Form):
    """Over which unit, about which year and by the law of which day."""

    unit = ChoiceField(
        label="Đơn vị", help_text="Rà soát mọi đối tượng của đơn vị này và các đơn vị trực thuộc."
    )
    year = YearField(label="Năm thành tích")
    decided_on = DateField(
        label="Xét theo luật ngày",
        required=False,
        help_text="Bỏ trống thì lấy ngày 31/12 của năm, hoặc hôm nay nếu chưa đến ngày đó.",
    )
    routes = forms.MultipleChoiceField(
        label="Loại hình khen thưởng",
        choices=[(route, Route(route).label) for route in ROUTES],
        widget=forms.CheckboxSelectMultiple,
        initial=list(ROUTES),
        error_messages={"required": "Chưa chọn loại hình khen thưởng."},
    )
    small_below = NumberField(
        label="Đơn vị nhỏ là đơn vị dưới bao nhiêu người",
        least=1,
        initial=SMALL,
        help_text="Luật nói đến tập thể nhỏ nhưng không định số người; con số này do người rà soát chọn.",
    )

    def __init__(self, *args: Any, units: Sequence[HeldPost], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(str(post.unit_id), post.unit_name) for post in units]

    @property
    def asked(self) -> dict[str, Any]:
        """The fields as `commands.start_run` takes them."""
        cleaned = dict(self.cleaned_data)
        return {"unit_id": int(cleaned.pop("unit")), **cleaned}


class NominateForm(PlaceForm):
    """The round and the proposing unit, and words that go into each nomination."""

    summary = LinesField(
        label="Tóm tắt thành tích",
        required=False,
        max_length=20_000,
        help_text="Ghi vào mọi đề nghị được lập; sửa từng đề nghị sau cũng được.",
    )
