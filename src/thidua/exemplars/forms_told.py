"""Forms of stories and of citizens' tips."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from thidua.exemplars.forms import ANY, PICK, VersionForm, choices
from thidua.exemplars.types import AiringState, Medium, StoryState, TipEnding, TipState
from thidua.foundation.ui.forms import (
    ChoiceField,
    DateField,
    FilterForm,
    Form,
    LinesField,
    SearchField,
    TextField,
    YearField,
)


class StoryFilter(FilterForm):
    """What the list of stories is narrowed by."""

    q = SearchField(label="Tên bài, nội dung")
    state = ChoiceField(label="Tình trạng", choices=[*ANY, *choices(StoryState)])


class StoryForm(Form):
    """The words of a story."""

    title = TextField(label="Tên bài", max_length=300)
    lead = LinesField(
        label="Lời dẫn", max_length=500, help_text="Một, hai câu; hiện ở danh sách và khi chia sẻ."
    )
    text = LinesField(label="Nội dung", max_length=60_000, help_text="Cách một dòng trống giữa hai đoạn.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["rows"] = 16


class ReviseForm(StoryForm, VersionForm):
    """The words of a story that was read at a version."""


class PictureForm(Form):
    """A picture and what it shows."""

    file = forms.FileField(
        label="Ảnh",
        help_text="JPG hoặc PNG, không quá 10 MB. Nơi chụp, tên máy và ghi chú trong ảnh được xóa khi lưu.",
        widget=forms.ClearableFileInput(attrs={"accept": ".jpg,.jpeg,.png"}),
    )
    words = TextField(label="Ảnh chụp gì", max_length=300)


class ConsentForm(Form):
    """Who agreed, when, on what paper."""

    name = TextField(label="Người đồng ý", max_length=200, help_text="Người được viết, hoặc người đại diện.")
    on = DateField(label="Ngày đồng ý")
    file = forms.FileField(label="Văn bản đồng ý", help_text="PDF, PNG hoặc JPG, không quá 20 MB.")


class ConsentBackForm(Form):
    """When consent was taken back."""

    on = DateField(label="Ngày rút lại sự đồng ý")
    text = LinesField(label="Ghi chú", required=False, max_length=1000)


class ScheduleForm(VersionForm):
    """Where and when a story appears."""

    medium = ChoiceField(label="Nơi đăng, phát", choices=choices(Medium))
    outlet = TextField(
        label="Tên báo, đài", required=False, max_length=200, help_text="Bỏ trống nếu là trang điện tử này."
    )
    on = DateField(label="Ngày")


class AiringFilter(FilterForm):
    """What the schedules of media are narrowed by."""

    year = YearField(label="Năm")
    month = ChoiceField(label="Tháng", choices=[*ANY, *((str(n), f"Tháng {n}") for n in range(1, 13))])
    medium = ChoiceField(label="Nơi đăng, phát", choices=[*ANY, *choices(Medium)])
    state = ChoiceField(label="Tình trạng", choices=[*ANY, *choices(AiringState)])
    late = ChoiceField(label="Việc còn lại", choices=[*ANY, ("on", "Chờ ghi kết quả hoặc chờ báo")])


class AiredForm(VersionForm):
    """A story appeared: when, where it can be read or heard, what proves it."""

    on = DateField(label="Ngày đăng, phát")
    address = TextField(
        label="Địa chỉ bài đăng trên mạng",
        required=False,
        max_length=500,
        help_text="Bắt đầu bằng https://. Không có thì gửi tệp minh chứng.",
    )
    file = forms.FileField(
        label="Tệp minh chứng",
        required=False,
        help_text="Ảnh chụp trang báo, giấy xác nhận phát sóng: PDF, PNG hoặc JPG, không quá 20 MB.",
    )


class MissedForm(VersionForm):
    """Why a story did not appear."""

    why = LinesField(label="Lý do không đăng, phát", max_length=2000)


class ToldForm(VersionForm):
    """When and how an outlet was told."""

    on = DateField(label="Ngày báo")
    how = LinesField(label="Báo cho ai, bằng cách nào, trả lời ra sao", max_length=2000)


class WhyForm(VersionForm):
    """A reason."""

    why = LinesField(label="Lý do gỡ bài", max_length=2000)


class TipFilter(FilterForm):
    """What the list of tips is narrowed by."""

    state = ChoiceField(
        label="Tình trạng", choices=[*ANY, *choices(s for s in TipState if s is not TipState.RECEIVED)]
    )


class CloseTipForm(VersionForm):
    """Why a tip is not followed."""

    ending = ChoiceField(
        label="Kết thúc vì",
        choices=[*PICK, *choices(each for each in TipEnding if each is not TipEnding.UNCONFIRMED)],
    )
    answer = LinesField(
        label="Trả lời người gửi",
        max_length=2000,
        help_text="Gửi đến hộp thư của người kể, trừ khi là tin rác hoặc xúc phạm.",
    )


class TellForm(Form):
    """A good deed as a citizen tells it. `website` is a trap: people do not see it, machines fill it in."""

    who = TextField(
        label="Ai đã làm việc tốt", max_length=200, help_text="Tên người, nhóm người hoặc gia đình."
    )
    place = TextField(label="Ở đâu", max_length=200, required=False, help_text="Thôn, xã, cơ quan…")
    text = LinesField(label="Việc tốt đó là gì", max_length=5000)
    unit = ChoiceField(label="Gửi đến", choices=[])
    teller = TextField(label="Tên của bạn", max_length=200, required=False)
    contact = forms.EmailField(
        label="Thư điện tử của bạn",
        max_length=254,
        help_text="Để nhận mã xác nhận và lời trả lời. Chỉ cán bộ xem xét tin này thấy địa chỉ.",
        error_messages={"invalid": "Địa chỉ thư điện tử chưa đúng, ví dụ ten@vidu.vn."},
    )
    website = forms.CharField(label="Để trống ô này", required=False, max_length=200)

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = list(units)
        self.fields["website"].widget.attrs |= {"autocomplete": "off", "tabindex": "-1"}
        self.fields["contact"].widget.attrs["autocomplete"] = "email"
        self.fields["teller"].widget.attrs["autocomplete"] = "name"


class CodeForm(Form):
    """The code of the letter."""

    code = TextField(label="Mã xác nhận", max_length=20, help_text="6 chữ số trong thư vừa gửi.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}
