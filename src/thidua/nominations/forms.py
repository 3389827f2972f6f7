"""Forms of nominations: the words of an act, what is asked for, submissions, rounds, imports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from thidua.access.types import HeldPost
from thidua.achievements.types import Route
from thidua.foundation.ui.forms import ChoiceField, Form, LinesField, TextField, YearField
from thidua.nominations.imports.choices import award_choices
from thidua.nominations.logic import SHORTEST_REASON
from thidua.nominations.queries import RoundRow
from thidua.nominations.types import Event, Offer, ReturnReason

CHOOSE = [("", "Chọn…")]
ROUTES = [(route.value, route.label) for route in Route]


def awards_in_force(today: date) -> list[tuple[str, Any]]:
    """Awards in force on the day, titles and forms apart, for a field of choices."""
    known = [choice for choice in award_choices(today) if not choice.refusal]
    groups = (("Danh hiệu thi đua", True), ("Hình thức khen thưởng", False))
    return [(name, [(c.code, c.name) for c in known if c.is_title is title]) for name, title in groups]


class ActForm(Form):
    """The words that one act needs: a coded reason and a text, a written reason, a confirmation, or just a remark."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, event: Event, offer: Offer | None, version: int, **more: Any) -> None:
        super().__init__(data, initial={"version": version}, **more)
        needs_reason = bool(offer and offer.needs_reason)
        if needs_reason:
            reasons = [(reason.value, reason.label) for reason in ReturnReason]
            self.fields["reason"] = ChoiceField(
                label="Lý do", choices=[*CHOOSE, *reasons], error_messages={"required": "Chưa chọn lý do."}
            )
        if offer and offer.needs_confirmation:
            self.fields["checked"] = forms.BooleanField(
                label="Đã kiểm tra các điều kiện chưa có dữ liệu và xác nhận đạt",
                error_messages={"required": "Phải xác nhận đã kiểm tra các điều kiện chưa có dữ liệu."},
            )
        if event is Event.STATE_REFUSAL:
            self.fields["paper"] = TextField(label="Số, ngày văn bản trả lời", required=False, max_length=300)
        self.fields["text"] = self._text(event, offer, needs_reason)

    @staticmethod
    def _text(event: Event, offer: Offer | None, needs_reason: bool) -> LinesField:
        if needs_reason:
            return LinesField(
                label="Nội dung cụ thể",
                max_length=2000,
                help_text="Đơn vị liên quan sẽ đọc đúng những lời này.",
                error_messages={"required": "Chưa nhập nội dung cụ thể."},
            )
        if offer and offer.needs_text:
            return LinesField(
                label="Lý do vẫn duyệt khi chưa đủ điều kiện",
                max_length=2000,
                help_text=f"Ít nhất {SHORTEST_REASON} ký tự; được giữ trong lịch sử hồ sơ.",
                error_messages={"required": "Chưa nhập lý do vẫn duyệt."},
            )
        label = {Event.SUPPLEMENT: "Đã bổ sung những gì", Event.WITHDRAW: "Lý do rút"}.get(event, "Ý kiến")
        return LinesField(label=label, required=False, max_length=2000)

    @property
    def words(self) -> dict[str, Any]:
        """What the command takes, but the version."""
        cleaned = dict(self.cleaned_data)
        cleaned.pop("version")
        if "checked" in cleaned:
            cleaned["confirmed"] = cleaned.pop("checked")
        return cleaned


class ManyForm(Form):
    """The words for one act on many."""

    def __init__(self, data: Any, *, event: Event, unknown: int, **more: Any) -> None:
        super().__init__(data, **more)
        if event in (Event.RETURN, Event.REJECT):
            reasons = [(reason.value, reason.label) for reason in ReturnReason]
            self.fields["reason"] = ChoiceField(
                label="Lý do", choices=[*CHOOSE, *reasons], error_messages={"required": "Chưa chọn lý do."}
            )
            self.fields["text"] = LinesField(
                label="Nội dung cụ thể",
                max_length=2000,
                help_text="Ghi vào mọi hồ sơ được chọn.",
                error_messages={"required": "Chưa nhập nội dung cụ thể."},
            )
        elif event is not Event.PROPOSE:
            self.fields["text"] = LinesField(label="Ý kiến", required=False, max_length=2000)
        if unknown:
            self.fields["checked"] = forms.BooleanField(
                label=f"Đã kiểm tra các điều kiện chưa có dữ liệu của {unknown} hồ sơ và xác nhận đạt",
                help_text="Không đánh dấu thì các hồ sơ này được để lại, chưa duyệt.",
                required=False,
            )


class AskingForm(Form):
    """What is asked for: the award, the year, the years of achievement."""

    award = ChoiceField(label="Danh hiệu, hình thức đề nghị")
    route = ChoiceField(label="Loại hình khen thưởng", choices=ROUTES, initial="merit")
    year = YearField(
        label="Năm",
        help_text="Năm của danh hiệu; với bằng khen, giấy khen, huân chương là năm cuối của thành tích.",
    )
    period_from = YearField(label="Thành tích từ năm", required=False)
    period_to = YearField(label="Thành tích đến năm", required=False)
    achievement = TextField(
        label="Tên thành tích, chuyên đề",
        required=False,
        max_length=120,
        help_text="Khi khen đột xuất hoặc theo chuyên đề; phân biệt với lần khen khác trong năm.",
    )
    summary = LinesField(label="Tóm tắt thành tích", required=False, max_length=20_000)

    def __init__(self, *args: Any, today: date, current: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        awards = awards_in_force(today)
        known = {code for _, group in awards for code, _ in group}
        other = [(current, current)] if current and current not in known else []
        self.fields["award"].choices = [*CHOOSE, *awards, *other]


class EditForm(AskingForm):
    """A draft or returned nomination, changed."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class FileForm(Form):
    """A paper of the dossier."""

    kind = ChoiceField(
        label="Loại giấy tờ",
        choices=[
            ("report", "Báo cáo thành tích"),
            ("evidence", "Minh chứng (quyết định, giấy chứng nhận…)"),
            ("minutes", "Biên bản"),
            ("other", "Giấy tờ khác"),
        ],
    )
    file = forms.FileField(
        label="Tệp",
        help_text="PDF, DOCX, XLSX, PNG hoặc JPG, không quá 20 MB.",
        error_messages={
            "required": "Chưa chọn tệp.",
            "empty": "Tệp rỗng, không có nội dung.",
            "missing": "Chưa chọn tệp.",
        },
    )


class SubmissionForm(Form):
    """A new submission: the subject; the nominations are picked beside it."""

    subject = TextField(
        label="Trích yếu",
        required=False,
        max_length=300,
        help_text="Để trống thì ghi theo tên đợt: “Về việc đề nghị khen thưởng …”.",
    )


class SendForm(Form):
    """Who signs a submission and with what authority."""

    signer = TextField(label="Người ký", max_length=120)
    authority_lines = LinesField(
        label="Thẩm quyền, chức vụ người ký",
        max_length=300,
        help_text="Mỗi dòng như trên văn bản, ví dụ: KT. CHỦ TỊCH, dòng dưới: PHÓ CHỦ TỊCH.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PlaceForm(Form):
    """For which open round, and from which of the officer's units."""

    round = ChoiceField(label="Đợt")
    unit = ChoiceField(label="Đơn vị đề nghị")

    def __init__(
        self, *args: Any, rounds: Sequence[RoundRow], units: Sequence[HeldPost], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._rounds = {str(each.id): each for each in rounds}
        self._units = {str(post.unit_id): post for post in units}
        self.fields["round"].choices = [
            (pk, f"{each.name} ({each.year})") for pk, each in self._rounds.items()
        ]
        self.fields["unit"].choices = [(pk, post.unit_name) for pk, post in self._units.items()]

    def clean(self) -> dict[str, Any]:
        """The unit must take part in the round; both become numbers."""
        cleaned = super().clean() or self.cleaned_data
        if "round" in cleaned and "unit" in cleaned:
            season, post = self._rounds[cleaned["round"]], self._units[cleaned["unit"]]
            if not post.unit_path.startswith(season.unit_path):
                self.add_error("unit", f"{post.unit_name} không thuộc đợt của {season.unit}.")
            cleaned["round"], cleaned["unit"] = season.id, post.unit_id
        return cleaned
