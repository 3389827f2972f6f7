"""The form of the fast lane: whom, what, when, and a photo."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse_lazy

from thidua.access.types import HeldPost
from thidua.foundation.ui.forms import ChoiceField, DateField, Form, LinesField, TextField
from thidua.organisation.types import PersonGroup


class FeatForm(Form):
    """Three fields and a photo. `recipient` is one of those found by the name; `new_group` says it is someone new."""

    unit = ChoiceField(label="Đơn vị")
    find = TextField(
        label="Ai lập thành tích",
        max_length=200,
        help_text="Gõ tên người, tập thể hoặc hộ gia đình rồi chọn trong kết quả.",
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "spellcheck": "false",
                "hx-get": reverse_lazy("nominations:find"),
                "hx-trigger": "input changed delay:300ms",
                "hx-target": "#ket-qua-tim",
                "hx-include": "#ket-qua-tim",
            }
        ),
    )
    what = LinesField(label="Việc đã làm", max_length=20_000, widget=forms.Textarea(attrs={"rows": 3}))
    feat_on = DateField(label="Ngày xảy ra")
    photo = forms.FileField(
        label="Ảnh",
        required=False,
        help_text="Ảnh JPG hoặc PNG; điện thoại mở máy ảnh.",
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png", "capture": "environment"}),
    )
    recipient = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=10**18)
    new_group = ChoiceField(
        label="Nhóm đối tượng của người mới",
        required=False,
        choices=[("", "Không phải người mới"), *((g.value, g.label) for g in PersonGroup)],
    )

    def __init__(self, *args: Any, units: Sequence[HeldPost], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(str(post.unit_id), post.unit_name) for post in units]  # type: ignore[attr-defined]
        if len(units) == 1:
            self.fields["unit"].widget = forms.HiddenInput()
            self.fields["unit"].initial = str(units[0].unit_id)
