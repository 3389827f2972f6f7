"""Forms of decisions: words of a draft, signature, signed file, State decisions, what follows a published one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from thidua.achievements.grounds import GroundField, check_length
from thidua.decisions.content import Texts
from thidua.decisions.types import DecisionPage
from thidua.foundation.ui.forms import ChoiceField, DateField, Form, LinesField, TextField


class VersionForm(Form):
    """A form that knows which version of the decision it was filled in for."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class WordsForm(VersionForm):
    """The words of a draft; empty ones fall back to the usual."""

    subject = TextField(label="Trích yếu", max_length=300)
    reason = TextField(
        label="Thành tích ghi trong quyết định",
        required=False,
        max_length=300,
        help_text="Để trống thì ghi “đã có thành tích xuất sắc năm …”. Không dùng cho danh hiệu thi đua.",
    )
    proposal = TextField(
        label="Theo đề nghị của",
        required=False,
        max_length=300,
        help_text="Để trống thì ghi Thường trực Hội đồng.",
    )
    executors = LinesField(
        label="Người thi hành", required=False, max_length=1000, help_text="Mỗi dòng một cơ quan, người."
    )
    funding = TextField(label="Nguồn tiền thưởng", required=False, max_length=200)
    extra_basis = LinesField(
        label="Căn cứ ghi thêm",
        required=False,
        max_length=2000,
        help_text="Mỗi dòng một căn cứ, ghi cả chữ “Căn cứ”. Căn cứ pháp lý chung đã có sẵn.",
    )
    receivers = LinesField(
        label="Nơi nhận",
        required=False,
        max_length=1000,
        help_text="Mỗi dòng một nơi, dòng cuối là “Lưu: VT”.",
    )

    @classmethod
    def of(cls, page: DecisionPage, data: Any = None) -> WordsForm:
        """The form filled in with what the draft says."""
        texts = Texts.read(page.texts)
        initial = {
            "version": page.version,
            "subject": page.subject,
            "reason": texts.reason,
            "proposal": texts.proposal,
            "executors": "\n".join(texts.executors),
            "funding": texts.funding,
            "extra_basis": "\n".join(texts.extra_basis),
            "receivers": "\n".join(page.receivers),
        }
        return cls(data, initial=initial)

    def words(self) -> dict[str, Any]:
        """The arguments of `change_draft` besides actor and decision."""
        values = self.cleaned_data
        return {
            "version": values["version"],
            "subject": values["subject"],
            "receivers": lines(values["receivers"]),
            "texts": Texts(
                reason=values["reason"],
                proposal=values["proposal"],
                executors=lines(values["executors"]),
                funding=values["funding"],
                extra_basis=lines(values["extra_basis"]),
            ),
        }


def lines(text: str) -> tuple[str, ...]:
    """The lines that hold something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


class ReasonForm(VersionForm):
    """An act that only needs its reason."""

    reason = LinesField(label="Lý do", max_length=500)


class TakeOutForm(VersionForm):
    """A case goes out of a draft."""

    reason = LinesField(label="Lý do", max_length=500, required=False)


class SignForm(VersionForm):
    """Date, signer and the lines above the signature."""

    decided_on = DateField(label="Ngày ký")
    signer = TextField(label="Người ký", max_length=120)
    mark = ChoiceField(label="Quyền hạn, chức vụ ghi trên chữ ký", radio=True)

    def __init__(self, *args: Any, ways: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mark"].choices = list(ways)


class SignedFileForm(VersionForm):
    """The signed scan or file."""

    file = forms.FileField(
        label="Bản ký", help_text="Tệp PDF ký số hoặc bản quét (PDF, PNG, JPG), nhiều nhất 20 MB."
    )


class ExternalForm(Form):
    """A decision of the State, as its paper says."""

    issuer = TextField(
        label="Người, cơ quan quyết định",
        max_length=200,
        help_text="Ví dụ: Thủ tướng Chính phủ, Chủ tịch nước.",
    )
    number = TextField(label="Số quyết định", max_length=60, help_text="Cả số và ký hiệu, ví dụ 15/QĐ-TTg.")
    decided_on = DateField(label="Ngày quyết định")
    subject = TextField(label="Trích yếu", required=False, max_length=300)
    signer = TextField(label="Người ký", required=False, max_length=120)


class FollowForm(SignForm):
    """A decision that follows a published one: why, on what date, signed how."""

    reason = LinesField(label="Lý do", max_length=500)
    field_order = ("version", "name", "records", "reason", "decided_on", "signer", "mark")


class CorrectForm(FollowForm):
    """The right name of one awarded."""

    name = TextField(label="Họ tên, tên đúng", max_length=200)


class RecordsForm(FollowForm):
    """Which awards are revoked or restored; the first on a legal ground."""

    ground = GroundField()
    field_order = ("version", "records", "ground", "reason", "decided_on", "signer", "mark")
    records = forms.MultipleChoiceField(
        label="Khen thưởng", widget=forms.CheckboxSelectMultiple, help_text="Chọn một hoặc nhiều trường hợp."
    )

    def __init__(
        self,
        *args: Any,
        records: Iterable[tuple[str, str]] = (),
        grounds: Iterable[tuple[str, str]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["records"].choices = list(records)
        if grounds is None:
            del self.fields["ground"]
        else:
            self.fields["ground"].offer(grounds)

    def clean(self) -> dict[str, Any]:
        """The ground and the reason are kept together."""
        values = super().clean() or {}
        check_length(self)
        return values
