"""Forms: fields that read what Vietnamese officers type, and say in words what is wrong."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise

from thidua.kernel.formats import date_vi, decimal_vi, number, parse_date_vi, parse_decimal_vi, parse_year_vi
from thidua.kernel.text import convert_legacy, looks_legacy, nfc, nfc_lines

_DIGITS = re.compile(r"\d{1,15}", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+", re.ASCII)
_CHOOSING = (forms.ChoiceField, forms.FileField, forms.ModelChoiceField)
_MESSAGES = {
    "max_length": "Dài %(show_value)d ký tự; nhiều nhất %(limit_value)d ký tự.",
    "min_length": "Mới có %(show_value)d ký tự; ít nhất %(limit_value)d ký tự.",
}


def canonical_text(raw: str, *, lines: bool = False) -> str:
    """What was typed or pasted, in the one form that is stored: old fonts converted, then NFC."""
    found = looks_legacy(raw)
    if found:
        raw = convert_legacy(raw, found)
    return nfc_lines(raw) if lines else nfc(raw)


class TextField(forms.CharField):
    """One line of text in canonical form."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs, strip=False)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return canonical_text(text) if text else ""


class LinesField(TextField):
    """Several lines of text in canonical form; line breaks are kept."""

    widget = forms.Textarea(attrs={"rows": 5})

    def to_python(self, value: Any) -> str:
        text = forms.CharField.to_python(self, value)
        return canonical_text(text, lines=True) if text else ""


class SearchField(TextField):
    """Words to look for; typed with or without marks."""

    widget = forms.TextInput(attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": 200, **kwargs})


class DateField(forms.Field):
    """A day as dd/mm/yyyy, in any of the ways people write it; gives a `date` or None."""

    widget = forms.TextInput(attrs={"class": "short", "inputmode": "numeric", "autocomplete": "off"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"help_text": "Ví dụ 05/02/2021", **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return date_vi(value) if isinstance(value, date) else value

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return value or None
        if not nfc(str(value)):
            return None
        try:
            return parse_date_vi(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from None


class YearField(forms.Field):
    """A year in four digits; gives an int or None."""

    widget = forms.TextInput(attrs={"class": "number", "inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values or isinstance(value, int):
            return value or None
        try:
            return parse_year_vi(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from None


class NumberField(forms.Field):
    """A whole number, with or without dots between thousands; gives an int or None."""

    widget = forms.TextInput(attrs={"class": "number", "inputmode": "numeric", "autocomplete": "off"})
    unit = ""

    def __init__(self, *, least: int = 0, most: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.least, self.most = least, most

    def prepare_value(self, value: Any) -> Any:
        return number(value) if isinstance(value, int) and not isinstance(value, bool) else value

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values or isinstance(value, int):
            return None if value in self.empty_values else int(value)
        text = nfc(str(value)).removesuffix("đồng").removesuffix("đ").strip()
        if not text:
            return None
        if not (_DIGITS.fullmatch(text) or _GROUPED.fullmatch(text)):
            raise ValidationError(
                f"Không đọc được số “{nfc(str(value))}”; hãy ghi số nguyên, ví dụ {self._example}."
            )
        return int(text.replace(".", ""))

    _example = "1.490"

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        if value < self.least:
            raise ValidationError(f"Phải từ {number(self.least)}{self.unit} trở lên.")
        if self.most is not None and value > self.most:
            raise ValidationError(f"Không được quá {number(self.most)}{self.unit}.")


class MoneyField(NumberField):
    """An amount of đồng, "1.490.000", "1490000" or "1.490.000 đ"; gives an int or None."""

    widget = forms.TextInput(attrs={"class": "money", "inputmode": "numeric", "autocomplete": "off"})
    unit = " đ"
    _example = "1.490.000"


class DecimalField(forms.Field):
    """A number with a comma before its decimals; gives an exact `Decimal` or None."""

    widget = forms.TextInput(attrs={"class": "number", "inputmode": "decimal", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        return decimal_vi(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values or isinstance(value, Decimal):
            return None if value in self.empty_values else value
        if not nfc(str(value)):
            return None
        try:
            return parse_decimal_vi(nfc(str(value)))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from None


class ChoiceField(forms.ChoiceField):
    """One of a few; radio buttons when `radio` is set."""

    def __init__(self, *, radio: bool = False, **kwargs: Any) -> None:
        if radio:
            kwargs.setdefault("widget", forms.RadioSelect())
        super().__init__(**kwargs)


class PolishedForm:
    """Mixin: no browser bubbles, no colon after labels, and what is missing said with the field's label."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():  # type: ignore[attr-defined]
            message = field.error_messages.get("required")
            if isinstance(message, Promise) and field.label:
                verb = "Chưa chọn" if isinstance(field, _CHOOSING) else "Chưa nhập"
                field.error_messages["required"] = f"{verb} {lower_first(str(field.label))}."
            for code, words in _MESSAGES.items():
                field.error_messages.setdefault(code, words)
            if isinstance(field.error_messages.get("invalid_choice"), Promise):
                field.error_messages["invalid_choice"] = "Lựa chọn này không có trong danh sách."


class Form(PolishedForm, forms.Form):
    """A form whose refusals can be put on it by `act`."""


class FilterForm(PolishedForm, forms.Form):
    """What a list is narrowed by, in the URL: all optional; what makes no sense is shown as wrong and ignored."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False

    def values(self) -> dict[str, Any]:
        """Every field's value; those left empty or wrong have their empty value ("" or None)."""
        self.is_valid()
        cleaned = self.cleaned_data
        return {
            name: cleaned[name] if name in cleaned else field.clean(None)
            for name, field in self.fields.items()
        }

    @property
    def used(self) -> bool:
        """Whether anything narrows the list."""
        return any(value not in ("", None, [], False) for value in self.values().values())


def lower_first(label: str) -> str:
    """A label within a sentence: "Ngày ký" → "ngày ký"; abbreviations ("CCCD") and proper "Hội đồng" stay."""
    if label[:2].isupper() or label.startswith("Hội đồng"):
        return label
    return label[:1].lower() + label[1:]
