"""Forms of cases after a revocation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from thidua.achievements.grounds import GroundField, check_length
from thidua.foundation.ui.forms import Form, LinesField


class SettleForm(Form):
    """A decision on a case: which version was seen, and why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = LinesField(label="Lý do", max_length=1000)


class ProposeForm(SettleForm):
    """The revocation of an award is proposed, on a legal ground."""

    ground = GroundField()
    field_order = ("version", "ground", "reason")

    def __init__(self, *args: Any, grounds: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].offer(grounds)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The act of revocation keeps the ground and the reason together."""
        values = super().clean() or {}
        check_length(self)
        return values
