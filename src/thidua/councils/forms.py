"""Forms of councils: who sits, a new session, how it went, its votes, cancelling."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from thidua.councils import logic, screens
from thidua.councils.types import Absent, Course, ItemRow, MemberRole, Method, Seat, SessionPage, Vote
from thidua.foundation.ui.forms import ChoiceField, DateField, Form, LinesField, NumberField, TextField
from thidua.kernel.text import nfc

_CLOCK = re.compile(r"(\d{1,2})\s*(?::|h|giờ|g)\s*(\d{1,2})?\s*(?:phút|p)?", re.ASCII | re.IGNORECASE)
WAYS = {
    "secret": (Method.BALLOT, True, "Bỏ phiếu kín"),
    "open": (Method.BALLOT, False, "Bỏ phiếu công khai"),
    "hands": (Method.SHOW_OF_HANDS, False, "Biểu quyết giơ tay"),
}
"""Ways to vote: the key of the form, what is stored, what it is called."""


class ClockField(forms.Field):
    """A time of day, "8:30", "08h30", "8 giờ 30"; gives a `time` or None."""

    widget = forms.TextInput(attrs={"class": "short", "autocomplete": "off"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"help_text": "Ví dụ 08:30 hoặc 8h30", **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value

    def to_python(self, value: Any) -> time | None:
        if isinstance(value, time):
            return value
        text = nfc(str(value or ""))
        if not text:
            return None
        found = _CLOCK.fullmatch(text)
        try:
            if found is None:
                raise ValueError
            return time(int(found[1]), int(found[2] or 0))
        except ValueError:
            raise ValidationError(f"Không đọc được giờ “{text}”; hãy ghi như 08:30.") from None


class FoundForm(Form):
    """The council of a unit and the paper that set it up."""

    unit_id = ChoiceField(label="Đơn vị")
    name = TextField(label="Tên Hội đồng", max_length=200)
    founded_by = TextField(
        label="Quyết định thành lập",
        required=False,
        max_length=200,
        help_text="Số, ngày và cơ quan ban hành, ví dụ Quyết định số 12/QĐ-UBND ngày 05/01/2021.",
    )
    since = DateField(label="Hoạt động từ ngày")

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit_id"].choices = [(str(pk), name) for pk, name in units]  # type: ignore[attr-defined]
        if len(units) == 1:
            self.fields["unit_id"].initial = str(units[0][0])


class SeatForm(Form):
    """A member joins."""

    name = TextField(label="Họ và tên", max_length=120)
    title = TextField(label="Chức vụ, đơn vị", required=False, max_length=200)
    role = ChoiceField(
        label="Vai trò trong Hội đồng",
        choices=[(role.value, role.label) for role in MemberRole],
        initial="member",
    )
    since = DateField(label="Tham gia từ ngày")
    user_id = ChoiceField(
        label="Tài khoản",
        required=False,
        help_text="Để Chủ tịch, Phó Chủ tịch, Ủy viên thường trực, Thư ký tự điều hành phiên họp trên hệ thống.",
    )

    def __init__(self, *args: Any, accounts: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user_id"].choices = [("", "Không gắn tài khoản"), *accounts]  # type: ignore[attr-defined]

    def clean_user_id(self) -> int | None:
        """The account's key."""
        return int(self.cleaned_data["user_id"]) if self.cleaned_data["user_id"] else None


class UntilForm(Form):
    """The last day of a seat or a council."""

    until = DateField(label="Ngày cuối cùng")


class SessionForm(Form):
    """When and where the council meets."""

    held_on = DateField(label="Ngày họp")
    begins = ClockField(label="Giờ bắt đầu", required=False)
    place = TextField(label="Địa điểm", required=False, max_length=200)


class AgendaForm(Form):
    """Carries what is refused; the boxes themselves are drawn by the page."""


class ReasonForm(Form):
    """Why a session is cancelled."""

    reason = LinesField(label="Lý do hủy phiên họp", max_length=200)


class CourseForm(Form):
    """How the session went; one line for each member says who was absent."""

    begins = ClockField(label="Giờ bắt đầu", required=False)
    ends = ClockField(label="Giờ kết thúc", required=False)
    place = TextField(label="Địa điểm", required=False, max_length=200)
    way = ChoiceField(
        label="Hình thức biểu quyết",
        choices=[(key, words) for key, (_, _, words) in WAYS.items()],
        radio=True,
    )
    chair = ChoiceField(label="Người chủ trì", required=False)
    secretary = TextField(
        label="Thư ký phiên họp",
        required=False,
        max_length=120,
        help_text="Họ và tên người ghi biên bản.",
        widget=forms.TextInput(attrs={"list": "thanh-vien"}),
    )

    def __init__(self, data: Any = None, *, page: SessionPage) -> None:
        super().__init__(data, initial=_course_initial(page.course))
        self.members: tuple[Seat, ...] = page.members
        names = [seat.name for seat in page.members]
        kept = [page.course.chair] if page.course.chair and page.course.chair not in names else []
        choices = [("", "Chưa chọn"), *((name, name) for name in [*names, *kept])]
        self.fields["chair"].choices = choices  # type: ignore[attr-defined]
        absent = {each.name: each for each in page.course.absent}
        for seat in page.members:
            self._add_member(seat, absent.get(seat.name))

    def _add_member(self, seat: Seat, absent: Absent | None) -> None:
        gone = absent or Absent(seat.name)
        box = {"aria-label": f"{seat.name} vắng mặt"}
        self.fields[f"absent_{seat.id}"] = forms.BooleanField(
            required=False, initial=absent is not None, widget=forms.CheckboxInput(attrs=box)
        )
        self.fields[f"reason_{seat.id}"] = TextField(
            required=False, initial=gone.reason, max_length=200, label=f"Lý do vắng của {seat.name}",
            widget=forms.TextInput(attrs={"aria-label": f"Lý do vắng của {seat.name}"}),
        )  # fmt: skip
        box = {"aria-label": f"{seat.name} gửi ý kiến bằng văn bản"}
        self.fields[f"wrote_{seat.id}"] = forms.BooleanField(
            required=False, initial=gone.wrote, widget=forms.CheckboxInput(attrs=box)
        )

    @property
    def rows(self) -> list[tuple[Seat, Any, Any, Any]]:
        """Each member with the boxes of that line."""
        return [
            (seat, self[f"absent_{seat.id}"], self[f"reason_{seat.id}"], self[f"wrote_{seat.id}"])
            for seat in self.members
        ]

    @property
    def plain(self) -> list[Any]:
        """The fields above the table of members."""
        return [self[name] for name in ("begins", "ends", "place", "way", "chair", "secretary")]

    def clean(self) -> dict[str, Any]:
        """What is written beside a member who came is not thrown away in silence."""
        values = super().clean() or self.cleaned_data
        for seat in self.members:
            said = values.get(f"reason_{seat.id}") or values.get(f"wrote_{seat.id}")
            if said and not values.get(f"absent_{seat.id}"):
                self.add_error(
                    f"absent_{seat.id}",
                    f"{seat.name}: đã ghi lý do hoặc ý kiến bằng văn bản nhưng chưa đánh dấu vắng mặt.",
                )
            if values.get(f"absent_{seat.id}") and values.get("chair") == seat.name:
                self.add_error("chair", "Người chủ trì đang được ghi là vắng mặt.")
        return values

    def course(self) -> Course:
        """What the command takes."""
        values = self.cleaned_data
        method, secret, _ = WAYS[values["way"]]
        absent = tuple(
            Absent(seat.name, values[f"reason_{seat.id}"], values[f"wrote_{seat.id}"])
            for seat in self.members
            if values[f"absent_{seat.id}"]
        )
        return Course(
            absent, values["begins"], values["ends"], values["place"], method, secret, values["chair"],
            values["secretary"],
        )  # fmt: skip


def way_of(course: Course) -> str:
    """The key of how a session votes."""
    if course.method is Method.BALLOT:
        return "secret" if course.secret else "open"
    return "hands"


def way_words(course: Course) -> str:
    """How a session votes, in words."""
    return WAYS[way_of(course)][2]


def _course_initial(course: Course) -> dict[str, Any]:
    return {
        "begins": course.begins,
        "ends": course.ends,
        "place": course.place,
        "way": way_of(course),
        "chair": course.chair,
        "secretary": course.secretary,
    }


class VotesForm(Form):
    """The yes votes of some nominations, one number each; a second one where absent members wrote."""

    def __init__(
        self, data: Any = None, *, page: SessionPage, items: Sequence[ItemRow], full: bool = False
    ) -> None:
        super().__init__(data)
        self.page, self.items = page, items
        self.writing = page.attendance.wrote > 0
        for item in items:
            self._add_item(item, full)

    def _add_item(self, item: ItemRow, full: bool) -> None:
        all_yes, all_written = screens.most(item, self.page.attendance)
        yes, written = item.yes, item.written_yes if item.yes is not None else None
        if full and yes is None:
            yes, written = all_yes, all_written
        key = item.nomination_id
        self.fields[f"yes_{key}"] = self._number(
            f"Số đồng ý: {item.recipient}", yes, all_yes,
            f"phieu_{key} can_{key}", {"members": self.page.attendance.members, "needed": item.needed},
        )  # fmt: skip
        if self.writing:
            words = f"Trong đó ý kiến bằng văn bản đồng ý: {item.recipient}"
            self.fields[f"written_{key}"] = self._number(words, written, all_written, "", {})

    def _number(
        self, label: str, start: int | None, full: int, described: str, data: dict[str, int]
    ) -> NumberField:
        attrs = {
            "class": "number", "inputmode": "numeric", "autocomplete": "off", "aria-label": label, "data-full": full,
            **{f"data-{name}": value for name, value in data.items()},
        }  # fmt: skip
        if described:
            attrs["aria-describedby"] = described
        return NumberField(label=label, required=False, initial=start, widget=forms.TextInput(attrs=attrs))

    @property
    def rows(self) -> list[tuple[ItemRow, str, Any, Any]]:
        """Each nomination with why its votes are needed and its boxes."""
        return [
            (
                item,
                screens.basis(item),
                self[f"yes_{item.nomination_id}"],
                self[f"written_{item.nomination_id}"] if self.writing else None,
            )
            for item in self.items
        ]

    def clean(self) -> dict[str, Any]:
        """Each count must be possible; a count once written is corrected, not emptied."""
        values = super().clean() or self.cleaned_data
        for item in self.items:
            name = f"yes_{item.nomination_id}"
            if name not in values:
                continue
            if values[name] is None:
                if item.yes is not None or values.get(f"written_{item.nomination_id}"):
                    self.add_error(name, f"{item.recipient}: chưa nhập số đồng ý.")
                continue
            possible = logic.vote_adds_up(self._vote(item), item.conflicts, self.page.attendance)
            if not possible:
                self.add_error(name, [f"{item.recipient}: {reason}" for reason in possible.reasons])
        return values

    def votes(self) -> list[Vote]:
        """What the command takes: the nominations whose count was typed."""
        return [self._vote(i) for i in self.items if self.cleaned_data[f"yes_{i.nomination_id}"] is not None]

    def _vote(self, item: ItemRow) -> Vote:
        written = self.cleaned_data.get(f"written_{item.nomination_id}") if self.writing else item.written_yes
        return Vote(item.nomination_id, self.cleaned_data[f"yes_{item.nomination_id}"], written or 0)


class ConflictForm(Form):
    """One nomination: its count, and the members who take no part in that vote."""

    conflicts = forms.MultipleChoiceField(
        label="Thành viên không tham gia biểu quyết",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Người được đề nghị hoặc người có liên quan; vẫn tính trong tổng số thành viên.",
    )
    yes = NumberField(label="Số đồng ý")
    written_yes = NumberField(label="Trong đó ý kiến bằng văn bản", required=False)

    def __init__(self, data: Any = None, *, page: SessionPage, item: ItemRow) -> None:
        super().__init__(
            data,
            initial={"conflicts": list(item.conflicts), "yes": item.yes, "written_yes": item.written_yes},
        )
        names = [seat.name for seat in page.members]
        self.fields["conflicts"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]
        if not page.attendance.wrote:
            del self.fields["written_yes"]

    def vote(self, nomination_id: int) -> Vote:
        """What the command takes."""
        values = self.cleaned_data
        return Vote(nomination_id, values["yes"], values.get("written_yes") or 0, tuple(values["conflicts"]))
