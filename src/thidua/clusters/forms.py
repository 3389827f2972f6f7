"""Forms of clusters and rounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from thidua.clusters.types import ClusterKind, Honour, Place, Ruling
from thidua.foundation.ui.forms import (
    ChoiceField,
    DateField,
    FilterForm,
    Form,
    LinesField,
    NumberField,
    TextField,
    YearField,
)


class ClusterFilter(FilterForm):
    """Which clusters are listed."""

    year = YearField(label="Năm")


class ClusterForm(Form):
    """A new cluster."""

    unit = ChoiceField(label="Đơn vị lập")
    title = TextField(label="Tên cụm, khối", max_length=200)
    kind = ChoiceField(label="Loại", choices=[(kind.value, kind.label) for kind in ClusterKind])
    year = YearField(label="Năm")

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(str(pk), name) for pk, name in units]  # type: ignore[attr-defined]


class MemberForm(Form):
    """A unit to be put into a cluster."""

    unit = ChoiceField(
        label="Đơn vị",
        help_text="Trường có nhiều cấp học thường xếp theo cấp cao nhất (hướng dẫn của tỉnh khác, không bắt buộc).",
    )
    place = ChoiceField(label="Vị trí", choices=[(place.value, place.label) for place in reversed(Place)])
    since = DateField(label="Từ ngày")

    def __init__(self, *args: Any, units: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", "Chọn…"), *((str(pk), name) for pk, name in units)]  # type: ignore[attr-defined]


class PlaceForm(Form):
    """Another place for a member."""

    place = ChoiceField(label="Vị trí mới", choices=[(place.value, place.label) for place in Place])
    on = DateField(label="Từ ngày")


class EndForm(Form):
    """A member that leaves."""

    until = DateField(label="Đến hết ngày")
    reason = TextField(label="Lý do", max_length=300)


class StaffForm(Form):
    """How many work at a member."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    staff = NumberField(label="Số người làm việc", most=100_000)
    on = DateField(label="Ngày của số liệu")
    source = TextField(
        label="Nguồn", max_length=200, help_text="Ví dụ: quyết định giao biên chế, báo cáo của đơn vị."
    )


class HandOverForm(Form):
    """Next year's head."""

    head = ChoiceField(label="Trưởng cụm, khối năm sau")

    def __init__(self, *args: Any, units: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["head"].choices = [(str(pk), name) for pk, name in units]  # type: ignore[attr-defined]


class RoundForm(Form):
    """A new round."""

    title = TextField(label="Tên đợt chấm", max_length=200)
    sheet = ChoiceField(label="Bảng điểm đang áp dụng")
    self_by = DateField(label="Hạn tự chấm", required=False)
    check_by = DateField(label="Hạn kiểm tra", required=False)
    meet_by = DateField(label="Hạn họp cụm, khối", required=False)

    def __init__(self, *args: Any, sheets: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = [(str(pk), title) for pk, title in sheets]  # type: ignore[attr-defined]


class ReasonForm(Form):
    """Why something is done."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = LinesField(label="Lý do", max_length=300)


class CaseForm(Form):
    """Cases of a deduction."""

    code = ChoiceField(label="Trường hợp")
    count = NumberField(label="Số lần", least=1, most=100)
    words = TextField(label="Căn cứ", max_length=500, help_text="Văn bản, biên bản, ngày xảy ra.")

    def __init__(self, *args: Any, deductions: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [("", "Chọn…"), *deductions]  # type: ignore[attr-defined]


class WithdrawForm(Form):
    """Why a case counts no more."""

    reason = TextField(label="Lý do rút", max_length=300)


class ObjectionForm(Form):
    """An objection to what stands on a criterion."""

    leaf = ChoiceField(label="Tiêu chí")
    words = LinesField(label="Ý kiến", max_length=2000)

    def __init__(self, *args: Any, leaves: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leaf"].choices = [("", "Chọn…"), *leaves]  # type: ignore[attr-defined]


class RulingForm(Form):
    """What becomes of an objection. A score that changes with it is entered after upholding it."""

    ruling = ChoiceField(
        label="Trả lời", choices=[(each.value, each.label) for each in (Ruling.UPHELD, Ruling.DISMISSED)]
    )
    reason = LinesField(label="Lý do", max_length=2000)


class ProofForm(Form):
    """A file as proof of a criterion."""

    leaf = ChoiceField(label="Tiêu chí")
    file = forms.FileField(label="Tệp minh chứng")

    def __init__(self, *args: Any, leaves: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leaf"].choices = [("", "Chọn…"), *leaves]  # type: ignore[attr-defined]


class MeetingForm(Form):
    """The meeting and its secret vote: one number of yes votes for each unit and honour."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    met_on = DateField(label="Ngày họp")
    met_at = TextField(label="Nơi họp", max_length=200, required=False)
    present = NumberField(label="Số đơn vị dự họp và bỏ phiếu", most=1000)
    said = LinesField(label="Kết luận", required=False, max_length=5000)

    def __init__(
        self,
        *args: Any,
        participants: Sequence[tuple[int, str]],
        honours: Sequence[Honour],
        votes: Mapping[tuple[int, Honour], int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._keys: dict[str, tuple[int, Honour]] = {}
        self.rows: list[tuple[str, list[Any]]] = []
        for pk, name in participants:
            bound = []
            for honour in honours:
                key = f"yes-{pk}-{honour.value}"
                self._keys[key] = (pk, honour)
                self.fields[key] = NumberField(
                    label=f"{honour.label}: phiếu đồng ý cho {name}",
                    required=False,
                    initial=votes.get((pk, honour)),
                )
                bound.append(self[key])
            self.rows.append((name, bound))

    @property
    def head(self) -> list[Any]:
        """The fields that are not votes."""
        return [self[name] for name in ("version", "met_on", "met_at", "present", "said")]

    def votes(self) -> dict[tuple[int, Honour], int]:
        """The yes votes that were entered."""
        given = self.cleaned_data
        return {key: given[name] for name, key in self._keys.items() if given.get(name) is not None}
