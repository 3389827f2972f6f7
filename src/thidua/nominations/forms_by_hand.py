"""The form for one nomination by hand: whom, perhaps someone new, and what for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.urls import reverse_lazy

from thidua.access.types import HeldPost
from thidua.foundation.ui.forms import ChoiceField, DateField, SearchField, TextField
from thidua.kernel.citizen_id import parse_citizen_id
from thidua.nominations.forms import CHOOSE, AskingForm, PlaceForm
from thidua.nominations.queries import RoundRow
from thidua.organisation.types import (
    Gender,
    NewCollective,
    NewHousehold,
    NewPerson,
    NewRecipient,
    PersonGroup,
    RecipientKind,
)

NEW_FIELDS = (
    "new_kind", "new_name", "new_unit", "new_group", "new_position", "new_leader", "new_birth_date", "new_gender",
    "new_id_number", "new_village",
)  # fmt: skip


class CreateForm(PlaceForm, AskingForm):
    """A recipient found by name, or the particulars of a new one; then the award asked for.

    `find` is the typed name, `recipient` the id of one of those found. A new recipient is meant when none was
    chosen and something stands in its fields.
    """

    find = SearchField(
        label="Tìm người, tập thể hoặc hộ gia đình",
        help_text="Gõ tên, có dấu hoặc không dấu, rồi chọn trong kết quả.",
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "autocomplete": "off",
                "spellcheck": "false",
                "hx-get": reverse_lazy("nominations:find"),
                "hx-trigger": "input changed delay:300ms",
                "hx-target": "#ket-qua-tim",
                "hx-include": "#ket-qua-tim",
            }
        ),
    )
    recipient = forms.IntegerField(
        required=False,
        widget=forms.HiddenInput,
        min_value=1,
        max_value=10**18,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), "Không có đối tượng này."),
    )
    new_kind = ChoiceField(
        label="Đối tượng",
        required=False,
        choices=[("", "Chọn…"), *((k.value, k.label) for k in RecipientKind)],
    )
    new_name = TextField(
        label="Họ và tên (với hộ gia đình: tên chủ hộ)",
        required=False,
        max_length=200,
        help_text="Không cần với tập thể: tên lấy theo đơn vị.",
    )
    new_unit = ChoiceField(label="Đơn vị công tác, nơi cư trú, hoặc chính tập thể", required=False)
    new_group = ChoiceField(
        label="Nhóm đối tượng", required=False, choices=[*CHOOSE, *((g.value, g.label) for g in PersonGroup)]
    )
    new_position = TextField(label="Chức vụ", required=False, max_length=200)
    new_leader = forms.BooleanField(label="Giữ chức vụ lãnh đạo, quản lý", required=False)
    new_birth_date = DateField(label="Ngày sinh", required=False)
    new_gender = ChoiceField(
        label="Giới tính", required=False, choices=[*CHOOSE, *((g.value, g.label) for g in Gender)]
    )
    new_id_number = TextField(label="Số định danh cá nhân", required=False, max_length=20)
    new_village = TextField(label="Thôn, tổ dân phố (với hộ gia đình)", required=False, max_length=120)

    def __init__(
        self,
        *args: Any,
        today: date,
        rounds: Sequence[RoundRow],
        units: Sequence[HeldPost],
        below: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, today=today, rounds=rounds, units=units, **kwargs)
        self.fields["new_unit"].choices = [*CHOOSE, *((str(pk), name) for pk, name in below)]

    @property
    def wants_new(self) -> bool:
        """Whether the fields of a new recipient are in use, as far as was typed."""
        return bool(self.is_bound and any(self.data.get(name) for name in NEW_FIELDS))

    def clean_new_id_number(self) -> str | None:
        """The twelve digits, or None."""
        text = self.cleaned_data["new_id_number"]
        if not text:
            return None
        try:
            return str(parse_citizen_id(text).number)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None

    def clean(self) -> dict[str, Any]:
        """Either someone found or someone new, and then with what a new one needs."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("recipient"):
            return cleaned
        kind, name = cleaned.get("new_kind"), cleaned.get("new_name")
        if not self.wants_new:
            self.add_error("find", "Chưa chọn ai: hãy tìm và chọn trong kết quả, hoặc lập đối tượng mới.")
            return cleaned
        if not kind and "new_kind" not in self.errors:
            self.add_error("new_kind", "Chưa chọn đối tượng.")
        if kind and kind != RecipientKind.COLLECTIVE and not name and "new_name" not in self.errors:
            self.add_error("new_name", "Chưa nhập họ và tên.")
        if not cleaned.get("new_unit") and "new_unit" not in self.errors:
            self.add_error("new_unit", "Chưa chọn đơn vị.")
        if kind == RecipientKind.PERSON and not cleaned.get("new_group"):
            self.add_error("new_group", "Chưa chọn nhóm đối tượng.")
        return cleaned

    @property
    def new(self) -> NewRecipient:
        """The new recipient of a valid form."""
        c = self.cleaned_data
        unit_id = int(c["new_unit"])
        match RecipientKind(c["new_kind"]):
            case RecipientKind.COLLECTIVE:
                return NewCollective(unit_id)
            case RecipientKind.HOUSEHOLD:
                return NewHousehold(unit_id, c["new_name"], c["new_village"])
            case _:
                return NewPerson(
                    unit_id,
                    c["new_name"],
                    PersonGroup(c["new_group"]),
                    birth_date=c["new_birth_date"],
                    gender=Gender(c["new_gender"]) if c["new_gender"] else None,
                    id_number=c["new_id_number"],
                    position=c["new_position"],
                    leader=c["new_leader"],
                )

    @property
    def asked(self) -> dict[str, Any]:
        """What is asked for, as commands take it."""
        return {name: self.cleaned_data[name] for name in AskingForm.base_fields}
