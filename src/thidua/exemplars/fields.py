"""A field that reads exact amounts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from thidua.kernel.formats import decimal_vi
from thidua.targets.amounts import parse_amount
from thidua.targets.types import Amount


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
