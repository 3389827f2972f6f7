"""Forms of a cluster's activities, of who came to them, and of its papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from thidua.clusters.types import ActivityKind, PaperKind, Presence
from thidua.foundation.ui.forms import ChoiceField, DateField, Form, TextField


class ActivityForm(Form):
    """An activity called or recorded."""

    kind = ChoiceField(label="Loại", choices=[(kind.value, kind.label) for kind in ActivityKind])
    title = TextField(label="Nội dung", max_length=200)
    held_on = DateField(label="Ngày")
    place = TextField(label="Nơi tổ chức", max_length=200, required=False)


class ActivityChangeForm(ActivityForm):
    """The same, changed as it was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class AttendanceForm(Form):
    """How each member took part; a member left blank is not entered yet."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    why = TextField(
        label="Lý do sửa điểm danh", required=False, max_length=300, help_text="Bắt buộc khi sửa điều đã ghi."
    )

    def __init__(
        self, *args: Any, units: Sequence[tuple[int, str]], stands: Mapping[int, Presence], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._keys = {f"unit-{pk}": pk for pk, _ in units}
        for pk, name in units:
            blank = [] if pk in stands else [("", "Chưa ghi")]
            self.fields[f"unit-{pk}"] = ChoiceField(
                label=name,
                required=False,
                choices=[*blank, *((each.value, each.label) for each in Presence)],
                initial=stands[pk].value if pk in stands else "",
            )

    @property
    def rows(self) -> list[Any]:
        """The fields of the members."""
        return [self[key] for key in self._keys]

    def given(self) -> dict[int, Presence]:
        """What was entered, by unit."""
        found = self.cleaned_data
        return {pk: Presence(found[key]) for key, pk in self._keys.items() if found.get(key)}


class PaperForm(Form):
    """A paper of a cluster with its file."""

    kind = ChoiceField(label="Loại văn bản", choices=[(kind.value, kind.label) for kind in PaperKind])
    title = TextField(label="Trích yếu", max_length=300)
    number = TextField(label="Số, ký hiệu", max_length=60, required=False)
    dated = DateField(label="Ngày văn bản")
    file = forms.FileField(
        label="Tệp",
        help_text="PDF, DOCX hoặc XLSX, nhiều nhất 20 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.docx,.xlsx"}),
    )
