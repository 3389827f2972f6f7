"""What the public looks things up by."""

from __future__ import annotations

from thidua.foundation.ui.forms import ChoiceField, FilterForm, SearchField, TextField, YearField
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
