"""Forms of registering."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from thidua.access.types import Actor
from thidua.foundation.ui.forms import (
    ChoiceField,
    DateField,
    DecimalField,
    FilterForm,
    Form,
    LinesField,
    TextField,
    YearField,
)
from thidua.kernel.formats import decimal_vi, parse_decimal_vi
from thidua.organisation.fields import RecipientField
from thidua.registrations.logic import may_bind
from thidua.registrations.models import Term
from thidua.registrations.types import Glance, NewPledge, Tied
from thidua.targets.models import Target

Choices = Iterable[tuple[Any, str]]


class GlanceFilter(FilterForm):
    """Which of the four states is listed."""

    glance = ChoiceField(label="Tình trạng", choices=[("", "Tất cả"), *((g.value, g.label) for g in Glance)])


class SeasonForm(Form):
    """A new season."""

    unit = ChoiceField(label="Đơn vị mở đợt")
    title = TextField(label="Tên đợt đăng ký", max_length=200)
    year = YearField(label="Năm thi đua")
    opens = DateField(label="Mở từ ngày")
    closes = DateField(label="Hết ngày")

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(str(pk), name) for pk, name in units]  # type: ignore[attr-defined]


class ExtendForm(Form):
    """A later last day."""

    closes = DateField(label="Gia hạn đến hết ngày")


class TitleForm(Form):
    """A recipient of the unit and what it registers for: chosen from `recipients`, typed where these are too many."""

    recipient = ChoiceField(label="Cá nhân, tập thể")
    award = ChoiceField(label="Danh hiệu, hình thức")

    def __init__(
        self, *args: Any, actor: Actor, recipients: Choices | None, awards: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if recipients is None:
            self.fields["recipient"] = RecipientField(
                actor=actor,
                label="Cá nhân, tập thể",
                required=True,
                otherwise="Gõ đúng họ tên hoặc tên tập thể như trong hệ thống.",
                help_text="Gõ tên như trong hệ thống; nhiều người cùng tên thì ghi thêm đơn vị sau dấu phẩy.",
            )
        else:
            self.fields["recipient"].choices = [("", "Chọn…"), *((str(pk), name) for pk, name in recipients)]  # type: ignore[attr-defined]
        self.fields["award"].choices = [("", "Chọn…"), *awards]  # type: ignore[attr-defined]


class ChangeForm(Form):
    """Another award for the same recipient, with the reason."""

    award = ChoiceField(label="Danh hiệu, hình thức mới")
    reason = LinesField(label="Lý do thay đổi", max_length=300)

    def __init__(self, *args: Any, awards: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["award"].choices = [("", "Chọn…"), *awards]  # type: ignore[attr-defined]


class WithdrawForm(Form):
    """Why something registered is taken back."""

    reason = LinesField(label="Lý do rút", max_length=300)


class PledgeForm(Form):
    """A commitment in figures."""

    words = TextField(label="Nội dung cam kết", max_length=500)
    amount = DecimalField(label="Số", required=False)
    measure = TextField(label="Đơn vị tính", max_length=60, required=False)
    target = ChoiceField(label="Chỉ tiêu đo", required=False, help_text="Nếu có chỉ tiêu trong danh mục.")

    def __init__(self, *args: Any, targets: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = [("", "Không gắn"), *((str(pk), title) for pk, title in targets)]  # type: ignore[attr-defined]

    def pledge(self) -> NewPledge:
        """What was typed."""
        given = dict(self.cleaned_data)
        target = given.pop("target")
        return NewPledge(**given, target_id=int(target) if target else None)


class ReturnForm(Form):
    """Why a registration goes back."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = LinesField(label="Nội dung cần sửa", max_length=500)


class CovenantForm(Form):
    """A covenant with its terms, a line each: what | number | unit of measure | code of the target that measures it."""

    title = TextField(label="Tên giao ước", max_length=200)
    preamble = LinesField(label="Lời mở đầu", max_length=5000, required=False)
    terms = LinesField(
        label="Các nội dung giao ước",
        max_length=20_000,
        help_text="Mỗi dòng một nội dung: nội dung | số | đơn vị tính | mã chỉ tiêu. Không có số thì chỉ ghi nội dung. "
        "Có mã chỉ tiêu thì bỏ trống được đơn vị tính; ví dụ: Giảm hộ nghèo | 1,5 | | HN.",
    )

    def __init__(self, *args: Any, targets: Iterable[Target] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.targets = {each.code.casefold(): each for each in targets}

    def clean_terms(self) -> list[NewPledge]:
        """The terms, a line each; every line at fault is told."""
        found, faults = [], []
        for line in self.cleaned_data["terms"].splitlines():
            if line.strip():
                try:
                    found.append(_term(line, self.targets))
                except forms.ValidationError as error:
                    faults.append(error)
        if faults:
            raise forms.ValidationError(faults)
        return found


class CovenantEditForm(CovenantForm):
    """A draft changed: its title stays, its version says what the form was drawn from."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].disabled = True


def _term(line: str, targets: Mapping[str, Target]) -> NewPledge:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) > 4 or not parts[0]:
        raise forms.ValidationError(f"Dòng “{line.strip()}”: ghi nội dung | số | đơn vị tính | mã chỉ tiêu.")
    words, number, measure, code = (*parts, "", "", "")[:4]
    try:
        amount = parse_decimal_vi(number) if number else None
    except ValueError as error:
        raise forms.ValidationError(f"Dòng “{line.strip()}”: {error}") from None
    target = targets.get(code.casefold()) if code else None
    if code and target is None:
        raise forms.ValidationError(
            f"Dòng “{line.strip()}”: không có chỉ tiêu mã “{code}” đang dùng ở đơn vị lập cụm, khối hoặc cấp trên."
        )
    tied = Tied(target.code, target.measure, target.places) if target else None
    if not (decision := may_bind(words, amount, measure, tied)):
        raise forms.ValidationError(list(decision.reasons))
    return NewPledge(words, amount, target.measure if target else measure, target.pk if target else None)


def lines_of(terms: Sequence[Term]) -> str:
    """Stored terms, with their targets, as the form's lines."""
    return "\n".join(_line(term) for term in terms)


def _line(term: Term) -> str:
    parts = [
        term.words,
        decimal_vi(term.amount.normalize()) if term.amount is not None else "",
        term.measure,
        term.target.code if term.target else "",
    ]
    while not parts[-1]:
        parts.pop()
    return " | ".join(parts)
