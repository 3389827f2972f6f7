"""Fields that read who is meant by a typed name, and exact amounts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from thidua.access.types import Actor
from thidua.foundation.ui.forms import TextField
from thidua.kernel.formats import decimal_vi
from thidua.kernel.text import fold
from thidua.organisation.queries import recipients_in_scope
from thidua.targets.amounts import parse_amount
from thidua.targets.types import Amount

_SHOWN = 5


class ExactAmountField(forms.Field):
    """One exact number as officers write it ("1.234,5"); gives a Decimal or None."""

    widget = forms.TextInput(attrs={"class": "number", "inputmode": "decimal", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        return decimal_vi(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values or isinstance(value, Decimal):
            return value or None
        try:
            amount = parse_amount(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from None
        if amount is None:
            return None
        if amount != Amount(amount.low):
            raise ValidationError("Hãy ghi một số cụ thể, ví dụ 1.234,5.", code="invalid")
        return amount.low


class RecipientField(TextField):
    """Somebody of the actor's scope by name, with the unit after a comma where several share it; an id or None."""

    def __init__(self, *, actor: Actor, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": 400, **kwargs})
        self.actor = actor

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return recipient_named(self.actor, text, "Có thể bỏ trống.") if text else None


def recipient_named(actor: Actor, text: str, otherwise: str) -> int:
    """The one recipient of the scope with this name. Raises ValidationError for several, and for none, with what to
    do `otherwise`."""
    name, _, unit = text.partition(",")
    found = [
        row
        for row in recipients_in_scope(actor, name).rows[:50]
        if row.name_fold == fold(name) and fold(unit) in fold(row.unit.name)
    ]
    if len(found) == 1:
        return int(found[0].pk)
    if not found:
        raise ValidationError(f"Không có ai đúng tên này trong phạm vi của bạn. {otherwise}")
    names = "; ".join(f"{row.name}, {row.unit.name}" for row in found[:_SHOWN])
    raise ValidationError(f"Có {len(found)} người cùng tên. Hãy ghi thêm đơn vị, ví dụ: {names}.")
