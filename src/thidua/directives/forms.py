"""Forms of documents: taking one in, and the particulars the register asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from thidua.directives.addressees import Places
from thidua.directives.logic import ELSEWHERE, LETTER, kind_name
from thidua.directives.reading import DutyKind
from thidua.directives.types import ClauseTerms, DocumentState, Plan
from thidua.foundation.errors import Refused
from thidua.foundation.ui.forms import ChoiceField, DateField, FilterForm, Form, LinesField, TextField
from thidua.kernel.numbering import TYPE_NAMES
from thidua.organisation.types import UnitRef

OUTGOING_KINDS = [(short, kind_name(short)) for short in (LETTER, *TYPE_NAMES) if short not in ELSEWHERE]


class DocumentFilter(FilterForm):
    """What the register is narrowed by."""

    state = ChoiceField(
        label="Tình trạng",
        choices=[
            ("", "Tất cả"),
            *((state.value, state.label) for state in (DocumentState.READ, DocumentState.REGISTERED)),
        ],
        required=False,
    )


class TakeInForm(Form):
    """A file or the pasted text of a document, and whose register it belongs to."""

    unit = ChoiceField(label="Vào sổ của đơn vị", choices=[])
    file = forms.FileField(
        label="Tệp văn bản",
        required=False,
        help_text="DOCX, PDF, TXT (UTF-8) hoặc ảnh quét JPG, PNG; không quá 20 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.pdf,.txt,.jpg,.jpeg,.png"}),
    )
    pasted = LinesField(label="Hoặc dán toàn văn", required=False, help_text="Bỏ trống nếu đã chọn tệp.")

    def __init__(self, *args: Any, units: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units

    def clean(self) -> dict[str, Any]:
        """Find the text, or how many pages a scan has; says of a file that cannot be read what is wrong with it."""
        from thidua.directives.files import contents_of
        from thidua.directives.scan import demand_readable

        values = super().clean() or {}
        upload, pasted = values.get("file"), values.get("pasted", "")
        if self.errors:
            return values
        if bool(upload) == bool(pasted):
            raise ValidationError("Chọn một tệp hoặc dán toàn văn, chỉ một trong hai.")
        try:
            contents = contents_of(upload, upload.name) if upload else pasted
            if isinstance(contents, str):
                values["text"] = contents
            else:
                values["pages"] = len(contents)
                demand_readable(len(contents), upload.name)
        except Refused as refusal:
            self.add_error("file", str(refusal))
        return values


class RegisterForm(Form):
    """The particulars of a document as the register holds them."""

    issuer = TextField(label="Cơ quan ban hành", max_length=300)
    number = TextField(label="Số, ký hiệu", max_length=100, required=False)
    kind = TextField(label="Loại văn bản", max_length=100, required=False)
    subject = LinesField(label="Trích yếu nội dung", max_length=1000)
    place = TextField(label="Nơi ban hành", max_length=100, required=False)
    dated = DateField(label="Ngày văn bản")
    signer_title = TextField(label="Chức vụ người ký", max_length=200, required=False)
    signer = TextField(label="Người ký", max_length=200, required=False)
    arrived = DateField(label="Ngày đến")
    recipients = LinesField(label="Nơi nhận", required=False, help_text="Mỗi nơi nhận một dòng.")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, doubts: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, why in (doubts or {}).items():
            if name in self.fields:
                self.fields[name].help_text = f"Cần kiểm tra: {why}"


class OutgoingForm(Form):
    """A document that the unit issues, for its register."""

    unit = ChoiceField(label="Đơn vị ban hành", choices=[])
    kind = ChoiceField(label="Loại văn bản", choices=OUTGOING_KINDS)
    subject = LinesField(label="Trích yếu nội dung", max_length=1000)
    signer_title = TextField(label="Chức vụ người ký", max_length=200, required=False)
    signer = TextField(label="Người ký", max_length=200)
    on = DateField(label="Ngày văn bản")
    recipients = LinesField(label="Nơi nhận", required=False, help_text="Mỗi nơi nhận một dòng.")
    file = forms.FileField(
        label="Tệp văn bản đã ký",
        required=False,
        help_text="PDF hoặc DOCX, không quá 20 MB. Phần chữ đọc được thì được tách thành nội dung giao việc.",
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.docx"}),
    )

    def __init__(self, *args: Any, units: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units

    def words(self) -> tuple[str, str]:
        """The text of the file of a valid form, and why there is none, as a sentence; both empty without a file."""
        from thidua.directives.files import text_of

        file = self.cleaned_data["file"]
        if not file:
            return "", ""
        try:
            return text_of(file, file.name), ""
        except Refused as refusal:
            return "", str(refusal)


class OutgoingFilter(FilterForm):
    """What the register of outgoing documents is narrowed by."""

    kind = ChoiceField(label="Loại văn bản", choices=[("", "Tất cả"), *OUTGOING_KINDS], required=False)


class ClauseForm(Form):
    """What a clause orders, as an officer words it."""

    text = LinesField(label="Nội dung giao việc", max_length=5000)
    kind = ChoiceField(label="Loại việc", choices=[(kind.value, kind.label) for kind in DutyKind])
    addressees = LinesField(
        label="Giao cho",
        required=False,
        help_text="Mỗi nơi một dòng, ví dụ “Sở Nội vụ” hoặc “UBND các huyện, thành phố”.",
    )
    deadline = DateField(label="Thời hạn", required=False)
    rhythm = TextField(
        label="Định kỳ",
        max_length=60,
        required=False,
        help_text="Ví dụ “hằng quý”; để trống nếu làm một lần.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def terms(self) -> ClauseTerms:
        """The values of a valid form."""
        values = self.cleaned_data
        return ClauseTerms(
            values["text"],
            DutyKind(values["kind"]),
            tuple(line for line in values["addressees"].splitlines() if line.strip()),
            values["deadline"],
            values["rhythm"],
        )


class NewClauseForm(ClauseForm):
    """A clause that the reading did not find, and the point it belongs to."""

    point = TextField(
        label="Thuộc điểm số", max_length=20, required=False, help_text="Ví dụ 3; để trống nếu không rõ."
    )


class SplitForm(Form):
    """The clause's own words, with a line break wherever a new part begins."""

    typed = forms.CharField(
        label="Lời của nội dung",
        help_text="Xuống dòng ở mỗi chỗ muốn tách; không sửa lời.",
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class AsideForm(Form):
    """Why a clause gives no work."""

    reason = LinesField(label="Lý do không giao", max_length=500)
    version = forms.IntegerField(widget=forms.HiddenInput)


class DistributeForm(Form):
    """To whom a document goes: units, places outside the platform, and more of them in words."""

    units = forms.MultipleChoiceField(
        label="Đơn vị trong hệ thống", required=False, widget=forms.CheckboxSelectMultiple
    )
    outside = forms.MultipleChoiceField(
        label="Nơi nhận ngoài hệ thống",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Được ghi vào sổ gửi; không có xác nhận trên hệ thống.",
    )
    more = LinesField(
        label="Gửi thêm",
        required=False,
        help_text="Mỗi nơi một dòng, ví dụ “Sở Y tế” hoặc “các xã, phường, thị trấn”.",
    )
    on = DateField(label="Ngày gửi")

    def __init__(self, *args: Any, plan: Plan, tree: Places, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._tree = tree
        self.fields["units"].choices = [(str(unit.id), unit.name) for unit in plan.units]
        self.fields["outside"].choices = [(words, words) for words in plan.outside]
        for name in ("units", "outside"):
            if not self.fields[name].choices:
                del self.fields[name]

    def clean_more(self) -> list[UnitRef]:
        """The units that the further lines mean; says of each line for which there is none."""
        placed = [self._tree.place(line) for line in self.cleaned_data["more"].splitlines() if line.strip()]
        if unknown := [words for each in placed for words in each.unplaced]:
            raise ValidationError(
                "Không tìm thấy đơn vị cho: “" + "”, “".join(unknown) + "”. Hãy ghi đúng tên đơn vị."
            )
        return [unit for each in placed for unit in each.units]

    def unit_ids(self) -> list[int]:
        """All units of a valid form."""
        ticked = [int(pk) for pk in self.cleaned_data.get("units", [])]
        return list(dict.fromkeys([*ticked, *(unit.id for unit in self.cleaned_data["more"])]))


class ReceivedFilter(FilterForm):
    """What the list of documents sent to a unit is narrowed by."""

    waiting = ChoiceField(
        label="Tình trạng", choices=[("", "Tất cả"), ("1", "Chưa xác nhận")], required=False
    )
