"""Forms of cases after a revocation."""

from __future__ import annotations

from django import forms

from thidua.foundation.ui.forms import Form, LinesField, TextField


class SettleForm(Form):
    """A decision on a case: which version was seen, and why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = LinesField(label="Lý do", max_length=1000)


class ProposeForm(SettleForm):
    """The revocation of an award is proposed, on a legal ground."""

    ground = TextField(
        label="Căn cứ pháp lý",
        required=False,
        max_length=200,
        help_text="Điều, khoản, điểm của quy định về hủy bỏ. Để trống nếu chưa xác định được.",
    )
    field_order = ("version", "ground", "reason")
