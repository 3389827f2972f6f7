"""Forms of duties: giving and passing down, reporting, asking for time and ruling on it, letters and reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from thidua.directives.reading import DutyKind
from thidua.duties.types import DutyState, Rhythm, Said, Terms, Upload
from thidua.foundation.ui.forms import (
    ChoiceField,
    DateField,
    FilterForm,
    Form,
    LinesField,
    NumberField,
    SearchField,
    TextField,
)
from thidua.organisation.types import UnitKind, UnitRef


class DutyFilter(FilterForm):
    """What the list of duties is narrowed by; `clause` comes with the links of a document's page."""

    q = SearchField(label="Đơn vị thực hiện")
    whose = ChoiceField(
        label="Nhiệm vụ",
        choices=[
            ("", "Tất cả"),
            ("own", "Của đơn vị tôi"),
            ("given", "Đơn vị tôi giao"),
            ("passed", "Được giao tiếp từ việc đơn vị tôi giao"),
            ("below", "Của đơn vị khác"),
        ],
    )
    state = ChoiceField(
        label="Tình trạng",
        choices=[
            ("", "Tất cả"),
            ("open", "Chưa xong"),
            *((state.value, state.label) for state in DutyState),
        ],
    )
    when = ChoiceField(
        label="Thời hạn", choices=[("", "Tất cả"), ("overdue", "Quá hạn"), ("soon", "Đến hạn trong 7 ngày")]
    )
    document = ChoiceField(label="Văn bản", choices=[])
    clause = TextField(widget=forms.HiddenInput, max_length=18)

    def __init__(self, *args: Any, documents: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].choices = [("", "Tất cả"), *((str(pk), name[:90]) for pk, name in documents)]


class UnitsForm(Form):
    """Who is to do it: units one by one, or all of a kind."""

    def __init__(self, *args: Any, units: Sequence[UnitRef], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = {kind: [u for u in units if u.kind == kind] for kind in dict.fromkeys(u.kind for u in units)}
        self.groups = {kind: rows for kind, rows in kinds.items() if len(rows) > 1}
        self.fields["groups"] = forms.MultipleChoiceField(
            label="Giao cho tất cả",
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[(k, f"{UnitKind(k).label} ({len(rows)})") for k, rows in self.groups.items()],
        )
        self.fields["units"] = forms.MultipleChoiceField(
            label="Hoặc chọn từng đơn vị",
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[(str(unit.id), unit.name) for unit in units],
        )
        if not self.groups:
            del self.fields["groups"]
            self.fields["units"].label = "Giao cho đơn vị"

    def clean(self) -> dict[str, Any]:
        """Ask for at least one unit."""
        values = super().clean() or {}
        if not self.errors and not self.chosen(values):
            self.add_error("units", "Chưa chọn đơn vị nào.")
        return values

    def chosen(self, values: dict[str, Any]) -> list[int]:
        """The ids of all units picked, those of whole kinds first."""
        whole = [unit.id for kind in values.get("groups", ()) for unit in self.groups[kind]]
        return list(dict.fromkeys([*whole, *map(int, values.get("units", ()))]))


class TermsForm(UnitsForm):
    """A duty's terms and who is to do it."""

    text = LinesField(label="Nội dung nhiệm vụ", max_length=4000)
    kind = ChoiceField(label="Loại việc", choices=[(kind.value, kind.label) for kind in DutyKind])
    rhythm = ChoiceField(
        label="Nhịp thực hiện",
        required=False,
        choices=[(rhythm.value, rhythm.label) for rhythm in Rhythm],
        help_text="Việc theo kỳ mà không ghi hạn thì hạn là ngày cuối kỳ.",
    )
    deadline = DateField(label="Hạn (kỳ đầu)", required=False)

    def terms(self) -> Terms:
        """The terms as typed."""
        values = self.cleaned_data
        return Terms(values["text"], values["kind"], values["deadline"], Rhythm(values["rhythm"]))


class _Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; gives a list."""

    widget = _Files

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each file by itself; none is an empty list."""
        found = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(each, initial) for each in found]


class ProgressForm(Form):
    """What a unit reports on its duty."""

    words = LinesField(label="Kết quả đã làm", max_length=4000)
    percent = NumberField(label="Tiến độ (%)", most=100, help_text="Từ 0 đến 100, theo đánh giá của đơn vị.")
    period = forms.BooleanField(
        label="Đây là báo cáo của kỳ này",
        required=False,
        help_text="Gửi xong thì hạn chuyển sang kỳ sau.",
    )
    done = forms.BooleanField(
        label="Đã làm xong toàn bộ, đề nghị chấp nhận", required=False, help_text="Tiến độ phải là 100 %."
    )
    proofs = FilesField(
        label="Minh chứng",
        required=False,
        help_text="Có thể chọn nhiều tệp: PDF, Word, Excel hoặc ảnh, mỗi tệp không quá 20 MB.",
    )

    def __init__(self, *args: Any, rhythm: Rhythm, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not rhythm.months:
            del self.fields["period"]

    def said(self) -> Said:
        """The report in words and percent."""
        values = self.cleaned_data
        return Said(values["words"], values["percent"], values["done"], values.get("period", False))

    def uploads(self) -> list[Upload]:
        """The proofs."""
        return [Upload(file.name, file.read()) for file in self.cleaned_data["proofs"]]


class ExtensionForm(Form):
    """A request for more time."""

    until = DateField(label="Xin gia hạn đến ngày")
    reason = LinesField(label="Lý do", max_length=2000)


class RulingForm(Form):
    """The answer to a request for more time."""

    answer = ChoiceField(
        label="Trả lời",
        radio=True,
        choices=[("granted", "Đồng ý gia hạn"), ("refused", "Không đồng ý")],
    )
    until = DateField(label="Hạn mới", required=False, help_text="Có thể ngắn hơn ngày đơn vị xin.")
    words = LinesField(
        label="Ý kiến", required=False, max_length=2000, help_text="Không đồng ý thì phải ghi lý do."
    )

    def clean(self) -> dict[str, Any]:
        """A new day where time is granted."""
        values = super().clean() or {}
        if values.get("answer") == "granted" and not values.get("until") and "until" not in self.errors:
            self.add_error("until", "Đồng ý thì phải ghi hạn mới.")
        return values


class AcceptForm(Form):
    """The acceptance of a result."""

    words = LinesField(label="Nhận xét", required=False, max_length=2000)
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReturnForm(Form):
    """Why a result is sent back, and until when."""

    reason = LinesField(
        label="Lý do trả lại", max_length=2000, help_text="Đơn vị thực hiện sẽ đọc đúng những lời này."
    )
    until = DateField(label="Hạn mới", required=False, help_text="Bỏ trống thì giữ hạn đang có.")
    version = forms.IntegerField(widget=forms.HiddenInput)


class WithdrawForm(Form):
    """Why a duty is taken back."""

    reason = LinesField(label="Lý do rút nhiệm vụ", max_length=2000)
    version = forms.IntegerField(widget=forms.HiddenInput)


class HandOverForm(Form):
    """Which of several successors takes a duty over."""

    unit = ChoiceField(label="Đơn vị kế thừa", choices=[], radio=True)

    def __init__(self, *args: Any, units: Iterable[UnitRef], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(str(unit.id), unit.name) for unit in units]


class UrgeForm(Form):
    """Which overdue duties a letter urges on, and by when the unit is to report."""

    duties = forms.MultipleChoiceField(label="Nhiệm vụ quá hạn", widget=forms.CheckboxSelectMultiple)
    until = DateField(label="Đơn vị báo cáo trước ngày")
    words = LinesField(label="Nội dung thêm", required=False, max_length=2000)

    def __init__(self, *args: Any, duties: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["duties"].choices = [(str(pk), text) for pk, text in duties]
        self.fields["duties"].initial = [str(pk) for pk, _ in duties]


class ReportForm(Form):
    """In whose name the report back is written, to whom, and what is remarked."""

    organ = ChoiceField(label="Đơn vị báo cáo", choices=[])
    addressee = TextField(label="Kính gửi", max_length=300)
    remarks = LinesField(
        label="Đánh giá, kiến nghị",
        required=False,
        max_length=4000,
        help_text="Mỗi đoạn một dòng; in ở cuối báo cáo.",
    )

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].choices = [(str(pk), name) for pk, name in units]


class NumberForm(Form):
    """Who signed a paper and when: with that it gets its number in the register of outgoing documents."""

    signer = TextField(label="Người ký", max_length=200)
    authority_lines = LinesField(
        label="Quyền hạn, chức vụ người ký", max_length=300, help_text="Mỗi dòng như in trên văn bản."
    )
    on = DateField(label="Ngày ký")

    def words(self) -> dict[str, Any]:
        """The arguments of the command."""
        values = self.cleaned_data
        return {**values, "authority_lines": values["authority_lines"].splitlines()}
