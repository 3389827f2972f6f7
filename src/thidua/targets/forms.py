"""Forms of the room: the catalogue, amounts, and what lists are narrowed by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from thidua.foundation.ui.forms import (
    ChoiceField,
    DateField,
    FilterForm,
    Form,
    LinesField,
    NumberField,
    SearchField,
    TextField,
    YearField,
)
from thidua.targets.amounts import amount_text, parse_amount, parse_period
from thidua.targets.offers import Offer
from thidua.targets.outlines import MAX_BYTES as MAX_OUTLINES
from thidua.targets.taking import told
from thidua.targets.types import (
    MOST_PLACES,
    MOST_REPORT_DAYS,
    REPORT_DAYS,
    WORDS_ENOUGH,
    Amount,
    Direction,
    Frequency,
    Kind,
    LinkKind,
    NewTarget,
    OverUnits,
    OverYears,
    Paper,
    Period,
    Ref,
    Taking,
    TargetState,
)


class AmountField(forms.Field):
    """An amount in any way officers write it; gives an `Amount` or None."""

    widget = forms.TextInput(attrs={"class": "number", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        return amount_text(value) if isinstance(value, Amount) else value

    def to_python(self, value: Any) -> Amount | None:
        if value is None or isinstance(value, Amount):
            return value
        try:
            return parse_amount(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from None


class PeriodField(forms.Field):
    """A year or five years; gives a `Period` or None."""

    widget = forms.TextInput(attrs={"class": "short", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, Period) else value

    def to_python(self, value: Any) -> Period | None:
        if value in self.empty_values or isinstance(value, Period):
            return value or None
        try:
            return parse_period(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from None


class YearForm(FilterForm):
    """The year a page is about."""

    year = YearField(label="Năm")

    @classmethod
    def of(cls, data: Mapping[str, Any], today: date) -> YearForm:
        """The form as asked; without a year it shows and gives this year."""
        return cls(data if data.get("year") else {"year": str(today.year)})

    def year_or(self, today: date) -> int:
        """The year asked for, else this year."""
        return self.values()["year"] or today.year


class TargetFilter(YearForm):
    """What the catalogue is narrowed by."""

    q = SearchField(label="Mã, tên chỉ tiêu")
    state = ChoiceField(
        label="Tình trạng", choices=[("", "Tất cả"), *((each.value, each.label) for each in TargetState)]
    )


class BehindFilter(YearForm):
    """What the list of those behind is narrowed by."""

    target = ChoiceField(label="Chỉ tiêu")

    def __init__(self, *args: Any, targets: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = [("", "Tất cả"), *((str(pk), title) for pk, title in targets)]


class DueFilter(FilterForm):
    """What the list of reports due is narrowed by."""

    whose = ChoiceField(label="Của", choices=[("", "Đơn vị của tôi"), ("all", "Cả các đơn vị bên dưới")])
    due = DateField(label="Đến hạn ngày")


def _of(enum: Any) -> list[tuple[str, str]]:
    return [(member.value, member.label) for member in enum]


class TargetForm(Form):
    """The particulars of a target."""

    unit = ChoiceField(label="Danh mục của đơn vị")
    code = TextField(label="Mã chỉ tiêu", max_length=40)
    title = TextField(label="Tên chỉ tiêu", max_length=300)
    measure = TextField(label="Đơn vị tính", max_length=60, help_text="Ví dụ: %, tỷ đồng, hộ, tiêu chí/xã")
    direction = ChoiceField(label="Chiều tốt", choices=_of(Direction), radio=True)
    places = NumberField(label="Số chữ số thập phân", most=MOST_PLACES, initial=0)
    agency = ChoiceField(
        label="Cơ quan chủ trì số liệu", required=False, help_text="Cơ quan này xác nhận kết quả."
    )
    frequency = ChoiceField(label="Kỳ báo cáo", choices=_of(Frequency), initial=Frequency.YEAR.value)
    report_days = NumberField(
        label="Hạn báo cáo: số ngày sau ngày cuối kỳ", initial=REPORT_DAYS, most=MOST_REPORT_DAYS, required=False,
        help_text=f"Quy tắc làm việc của phần mềm, đơn vị tự đặt; để trống là {REPORT_DAYS} ngày.",
    )  # fmt: skip
    source = TextField(label="Nguồn số liệu", max_length=300, required=False)
    over_units = ChoiceField(
        label="Tổng hợp từ đơn vị dưới", choices=_of(OverUnits), initial=OverUnits.NONE.value
    )
    over_years = ChoiceField(
        label="So với kế hoạch 5 năm", choices=_of(OverYears), initial=OverYears.LAST.value
    )
    place = NumberField(label="Thứ tự", required=False, initial=0, most=9999)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, units: Sequence[tuple[int, str]], agencies: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(str(pk), name) for pk, name in units]
        self.fields["agency"].choices = [("", "Chưa giao"), *((str(pk), name) for pk, name in agencies)]

    @property
    def new(self) -> NewTarget:
        """The particulars as the commands take them."""
        said = self.cleaned_data
        return NewTarget(
            code=said["code"], title=said["title"], measure=said["measure"], direction=Direction(said["direction"]),
            places=said["places"], agency_id=int(said["agency"]) if said["agency"] else None,
            frequency=Frequency(said["frequency"]),
            report_days=REPORT_DAYS if said["report_days"] is None else said["report_days"], source=said["source"],
            over_units=OverUnits(said["over_units"]), over_years=OverYears(said["over_years"]),
            place=said["place"] or 0,
        )  # fmt: skip


class RetireForm(Form):
    """Why a target is used no more."""

    reason = LinesField(label="Lý do", max_length=500)
    version = forms.IntegerField(widget=forms.HiddenInput)


class UnlinkForm(Form):
    """Why a tie is ended."""

    reason = LinesField(label="Lý do gỡ", max_length=500)


class LinkSearch(FilterForm):
    """Which kind of thing a target is to be tied to, and words of its name."""

    kind = ChoiceField(label="Gắn với", choices=_of(LinkKind))
    q = SearchField(label="Số, ký hiệu hoặc từ trong tên")

    @property
    def asked(self) -> LinkKind:
        """The kind asked for, else a resolution."""
        return LinkKind(self.values()["kind"] or LinkKind.RESOLUTION)


class LinkForm(Form):
    """What a target is tied to: something found in the system, or a paper in words."""

    kind = forms.CharField(widget=forms.HiddenInput)
    q = forms.CharField(widget=forms.HiddenInput, required=False)
    ref = ChoiceField(label="Chọn một mục", radio=True, required=False)
    title = TextField(
        label="Tên, số ký hiệu văn bản", max_length=300, required=False,
        help_text="Chỉ ghi khi văn bản không có trong hệ thống. Ví dụ: Nghị quyết 110/NQ-HĐND ngày 11/12/2020",
    )  # fmt: skip

    def __init__(self, *args: Any, kind: LinkKind, offers: Sequence[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = kind in WORDS_ENOUGH
        nothing = [("", "Văn bản không có trong hệ thống, ghi bằng lời")] if words else []
        self.fields["ref"].choices = [
            *((offer.ref.key, f"{offer.title} · {offer.about}") for offer in offers), *nothing
        ]  # fmt: skip
        self._known = {offer.ref.key: offer.ref for offer in offers}
        if not words:
            self.fields["ref"].required = True
            del self.fields["title"]
        if not offers:
            del self.fields["ref"]

    @property
    def said(self) -> tuple[str, Ref | None]:
        """The words, and what was chosen."""
        chosen = self.cleaned_data.get("ref", "")
        return self.cleaned_data.get("title", ""), self._known.get(chosen)


class PaperForm(Form):
    """Where an amount stands written."""

    document = TextField(label="Văn bản", max_length=300, required=False)
    on = DateField(label="Ngày văn bản", required=False)
    note = TextField(label="Ghi chú", max_length=500, required=False)
    doubt = TextField(
        label="Điểm chưa chắc",
        max_length=300,
        required=False,
        help_text="Hiện cạnh số liệu để người xem biết.",
    )

    @property
    def paper(self) -> Paper:
        """The paper as the commands take it."""
        return Paper(**{name: self.cleaned_data[name] for name in ("document", "on", "note", "doubt")})


class EnterForm(PaperForm):
    """One amount of a unit."""

    kind = ChoiceField(label="Loại số liệu", radio=True)
    period = PeriodField(label="Kỳ", help_text="Một năm hoặc 5 năm. Ví dụ: 2021 hoặc 2021-2025")
    amount = AmountField(
        label="Số liệu", help_text="Ví dụ: 1.234,5; 7,5-8; trên 70; khoảng 23.889. Số 0 khác với bỏ trống."
    )
    field_order = ("kind", "period", "amount")

    def __init__(self, *args: Any, kinds: Sequence[Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]


class CorrectForm(PaperForm):
    """What replaces an amount, and why."""

    amount = AmountField(
        label="Số liệu đúng", required=False, help_text="Bỏ trống để rút số liệu; số cũ vẫn được lưu."
    )
    reason = LinesField(label="Lý do sửa", max_length=500)
    field_order = ("amount", "reason")


class TakeForm(Form):
    """Amounts of plans that are not worked out from those of former units; blank ones are not taken."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, rows: Sequence[Taking], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._keys = [row.key for row in rows]
        for row in rows:
            self.fields[row.key] = AmountField(
                label=f"{row.title}, kỳ {row.period} ({row.measure})", required=False, label_suffix="",
                help_text=f"{told(row)}. {row.why} Bỏ trống là chưa nhận.",
            )  # fmt: skip

    @property
    def typed(self) -> dict[str, Amount]:
        """The amounts that were typed, by the key of what they are for."""
        return {key: amount for key in self._keys if (amount := self.cleaned_data.get(key)) is not None}


class GridForm(Form):
    """A workbook of the whole grid."""

    unit = ChoiceField(label="Danh mục của đơn vị")
    file = forms.FileField(
        label="Tệp số liệu",
        help_text="Tệp Excel (.xlsx) xuất từ trang này rồi điền thêm, không quá 25 MB.",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "Chưa chọn tệp số liệu.", "empty": "Tệp rỗng, không có nội dung."},
    )

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(str(pk), name) for pk, name in units]


class ExportForm(YearForm):
    """Which five years, and whether with empty lines to be filled in."""

    blank = forms.BooleanField(label="Kèm dòng trống của năm để điền")


class BoundariesForm(Form):
    """A GeoJSON file of the province's own boundaries."""

    unit = ChoiceField(label="Đơn vị")
    file = forms.FileField(
        label="Tệp GeoJSON",
        help_text="FeatureCollection các vùng, kinh độ và vĩ độ (WGS 84), mỗi vùng có name hoặc code; không quá 20 MB.",
        widget=forms.FileInput(attrs={"accept": ".geojson,.json"}),
        error_messages={"required": "Chưa chọn tệp GeoJSON.", "empty": "Tệp rỗng, không có nội dung."},
    )
    source = TextField(label="Nguồn", max_length=300, help_text="Cơ quan cung cấp, ngày, quyền sử dụng.")
    skip_unknown = forms.BooleanField(label="Bỏ qua hình không khớp với đơn vị nào", required=False)

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(str(pk), name) for pk, name in units]

    def clean_file(self) -> Any:
        """Not larger than is ever read."""
        upload = self.cleaned_data["file"]
        if upload.size > MAX_OUTLINES:
            raise ValidationError("Tệp nặng quá 20 MB; hãy đơn giản hóa đường biên rồi gửi lại.")
        return upload
