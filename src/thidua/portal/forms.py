"""What the public looks things up by."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from thidua.foundation.ui.forms import ChoiceField, DateField, FilterForm, SearchField, TextField, YearField
from thidua.kernel import years
from thidua.lawbook import terms
from thidua.organisation.types import RecipientKind
from thidua.portal.queries import award_choices

ANY = [("", "Tất cả")]


class PublicRegisterForm(FilterForm):
    """The public register's filters. `unit` is a name as typed."""

    q = SearchField(label="Họ tên, tên tập thể")
    unit = SearchField(label="Đơn vị")
    award = ChoiceField(label="Danh hiệu, hình thức", choices=lambda: [*ANY, *award_choices()])
    year = YearField(label="Năm")
    number = TextField(label="Số quyết định", max_length=60)
    kind = ChoiceField(label="Đối tượng", choices=[*ANY, *((k.value, k.label) for k in RecipientKind)])


class PublicDecisionForm(FilterForm):
    """The published decisions' filters."""

    number = TextField(label="Số quyết định", max_length=60)
    year = YearField(label="Năm")


class LawDayField(DateField):
    """A day the law may be asked about."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"help_text": "", **kwargs})

    def to_python(self, value: Any) -> date | None:
        """The day; refused after the last year that year sets hold."""
        day = super().to_python(value)
        if day is not None and day.year > years.LAST_YEAR:
            raise ValidationError(f"Năm {day.year} sau năm {years.LAST_YEAR}.")
        return day


class AwardSearchForm(FilterForm):
    """The index of awards: by name, as of a day."""

    q = SearchField(label="Tên danh hiệu, hình thức")
    on = LawDayField(label="Vào ngày")


class SheetForm(FilterForm):
    """What a sheet shows: the day, a day to compare with, for whom, by which route."""

    on = LawDayField(label="Vào ngày")
    against = LawDayField(label="So với ngày")
    kind = ChoiceField(label="Đối tượng", choices=[*ANY, *terms.KIND_VI.items()])
    route = ChoiceField(label="Loại hình", choices=[*ANY, *terms.ROUTE_VI.items()])
