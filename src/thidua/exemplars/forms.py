"""Forms of plans, exemplars, their notes and copies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from thidua.access.types import Actor
from thidua.achievements.lists import award_choices
from thidua.achievements.types import Route
from thidua.exemplars.fields import ExactAmountField
from thidua.exemplars.logic import STEPS
from thidua.exemplars.types import GROUPS, Ending, NoteKind, Step
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
from thidua.organisation.fields import RecipientField, recipient_named
from thidua.organisation.types import NewHousehold, NewPerson, PersonGroup

ANY = [("", "Tất cả")]
PICK = [("", "Chọn…")]
GROUP_CHOICES = list(GROUPS.items())
HOUSEHOLD = "household"


def choices(enum: Iterable[Any]) -> list[tuple[str, str]]:
    """An enum's members as choices."""
    return [(each.value, each.label) for each in enum]


class VersionForm(Form):
    """Nothing but the version that was read: the page itself is the question."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ExemplarFilter(FilterForm):
    """What the list of exemplars is narrowed by."""

    q = SearchField(label="Tên, việc làm")
    step = ChoiceField(label="Bước", choices=[*ANY, *choices(Step)])
    late = ChoiceField(label="Hạn", choices=[*ANY, ("on", "Quá hạn")])
    reached = ChoiceField(label="Đã đến bước", choices=[*ANY, *choices(STEPS)])
    plan = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    movement = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class LibraryFilter(FilterForm):
    """What the library is narrowed by."""

    q = SearchField(label="Tên mô hình, việc làm")
    group = ChoiceField(label="Đối tượng", choices=[*ANY, *GROUP_CHOICES])
    cluster = ChoiceField(label="Cụm, khối", choices=[])

    def __init__(self, *args: Any, clusters: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cluster"].choices = [*ANY, *clusters]


class PlanFilter(FilterForm):
    """What the list of plans is narrowed by."""

    q = SearchField(label="Tên, lĩnh vực")
    year = YearField(label="Năm")


class ChangePlanForm(VersionForm):
    """What a plan wants from now on, and why."""

    wanted = NumberField(label="Số mô hình cần xây dựng", least=1, most=1000)
    year_to = YearField(label="Đến năm")
    text = LinesField(label="Yêu cầu, cách làm", required=False, max_length=5000)
    why = LinesField(label="Lý do điều chỉnh", max_length=1000)


class PlanForm(Form):
    """A plan of models."""

    unit = ChoiceField(label="Đơn vị", choices=[])
    title = TextField(label="Tên hoặc lĩnh vực", max_length=300)
    year_from = YearField(label="Từ năm")
    year_to = YearField(label="Đến năm")
    wanted = NumberField(label="Số mô hình cần xây dựng", least=1, most=1000)
    parent = ChoiceField(label="Góp vào kế hoạch cấp trên", choices=[], required=False)
    text = LinesField(label="Yêu cầu, cách làm", required=False, max_length=5000)

    def __init__(
        self,
        *args: Any,
        units: Sequence[tuple[int, str]],
        plans: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = list(units)
        self.fields["parent"].choices = [("", "Không góp vào kế hoạch nào"), *plans]


class ExemplarForm(Form):
    """An exemplar as found; without `units` it belongs to a unit that the page knows."""

    unit = ChoiceField(label="Đơn vị có điển hình", choices=[])
    title = TextField(label="Tên điển hình, mô hình", max_length=300)
    group = ChoiceField(label="Đối tượng", choices=[*PICK, *GROUP_CHOICES])
    summary = LinesField(label="Việc làm, thành tích đã thấy", max_length=10_000)
    plan = ChoiceField(label="Theo kế hoạch", choices=[], required=False)
    movement = ChoiceField(label="Trong phong trào", choices=[], required=False)
    due = DateField(label="Hạn xác minh")

    def __init__(
        self,
        *args: Any,
        actor: Actor,
        units: Sequence[tuple[int, str]],
        plans: Sequence[tuple[int, str]],
        movements: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = list(units)
        self.fields["plan"].choices = [("", "Không theo kế hoạch nào"), *plans]
        self.fields["movement"].choices = [("", "Không thuộc phong trào nào"), *movements]
        self.fields["recipient"] = RecipientField(
            actor=actor,
            label="Người, tập thể, hộ có thể được khen",
            help_text="Tên như trong hệ thống. Bỏ trống nếu là mô hình chưa gắn với ai.",
        )
        self.order_fields(["unit", "title", "group", "recipient", "summary", "plan", "movement", "due"])


class TakeUpForm(ExemplarForm, VersionForm):
    """An exemplar that a citizen told of, from a tip that was read at a version."""


class TaskForm(Form):
    """What somebody has to do in a step."""

    kind = ChoiceField(label="Việc thuộc", choices=[])
    text = LinesField(label="Việc phải làm", max_length=2000)
    who = TextField(label="Ai làm", max_length=200, help_text="Người hoặc đơn vị, ví dụ người giúp đỡ.")
    due = DateField(label="Hạn")

    def __init__(self, *args: Any, kinds: Sequence[NoteKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices(kinds)


class DropTaskForm(Form):
    """Why something is not done any more."""

    why = LinesField(label="Lý do bỏ việc", max_length=1000)


class NoteForm(Form):
    """Evidence of a step."""

    task = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=10**18)

    kind = ChoiceField(label="Nội dung ghi", choices=[])
    on = DateField(label="Ngày")
    text = LinesField(label="Ghi rõ", max_length=10_000)
    measure = TextField(
        label="Tên số liệu", required=False, max_length=200, help_text="Cho kết quả bằng số liệu."
    )
    unit_of = TextField(label="Đơn vị tính", required=False, max_length=60)
    before = ExactAmountField(label="Trước khi làm", required=False)
    after = ExactAmountField(label="Đạt được", required=False)
    file = forms.FileField(
        label="Tệp minh chứng", required=False, help_text="PDF, DOCX, XLSX, PNG hoặc JPG, không quá 20 MB."
    )

    def __init__(self, *args: Any, kinds: Sequence[NoteKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices(kinds)
        if NoteKind.RESULT not in kinds:
            for name in ("measure", "unit_of", "before", "after"):
                del self.fields[name]


class AdvanceForm(VersionForm):
    """The last day of the next step."""

    due = DateField(label="Hạn hoàn thành bước tiếp theo")


class CloseForm(VersionForm):
    """Why an exemplar is no longer followed."""

    ending = ChoiceField(label="Kết thúc vì", choices=[*PICK, *choices(Ending)])
    text = LinesField(label="Nói rõ", max_length=2000)


class PutForwardForm(Form):
    """For what the exemplar is put forward."""

    unit = ChoiceField(label="Đơn vị lập đề nghị", choices=[])
    award = ChoiceField(label="Danh hiệu, hình thức", choices=lambda: [*PICK, *award_choices()])
    route = ChoiceField(label="Loại hình", choices=[(route.value, route.label) for route in Route])
    year = YearField(label="Năm")
    achievement = TextField(label="Tên thành tích", max_length=120)

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = list(units)


class NominateTipForm(PutForwardForm, VersionForm):
    """For what a citizen's tip is put forward, and whom: somebody on record, or somebody new of a group."""

    who = TextField(
        label="Ai được đề nghị",
        max_length=400,
        help_text="Tên như trong hệ thống; ghi thêm đơn vị sau dấu phẩy nếu có nhiều người cùng tên.",
    )
    new_group = ChoiceField(
        label="Nếu là người mới: thuộc nhóm",
        required=False,
        choices=[
            ("", "Không phải người mới"),
            *((each.value, each.label) for each in PersonGroup),
            (HOUSEHOLD, GROUPS[HOUSEHOLD]),
        ],
        help_text="Chọn khi người, hộ này chưa có trong hệ thống; được ghi vào đơn vị lập đề nghị.",
    )
    feat_on = DateField(
        label="Ngày xảy ra việc tốt", required=False, help_text="Bắt buộc với khen thưởng đột xuất."
    )
    summary = LinesField(label="Kể rõ thành tích", max_length=20_000)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        routes = (Route.SUDDEN, Route.MERIT, Route.THEMATIC)
        self.fields["route"].choices = choices(routes)  # type: ignore[attr-defined]
        self.order_fields(
            ["unit", "who", "new_group", "award", "route", "year", "feat_on", "achievement", "summary"]
        )

    def clean(self) -> dict[str, Any]:
        """Find out who is meant, as `who`: an id, or the particulars of somebody new."""
        values = super().clean() or self.cleaned_data
        if not {"who", "unit", "new_group"} <= set(values):
            return values
        group, unit = values.pop("new_group"), int(values["unit"])
        if group == HOUSEHOLD:
            values["who"] = NewHousehold(unit, values["who"])
        elif group:
            values["who"] = NewPerson(unit, values["who"], PersonGroup(group))
        else:
            try:
                values["who"] = recipient_named(self.actor, values["who"], "Nếu là người mới, hãy chọn nhóm.")
            except forms.ValidationError as error:
                self.add_error("who", error)
        return values


class CopyForm(Form):
    """A unit says that it copied a model."""

    unit = ChoiceField(label="Đơn vị đã học tập", choices=[])
    parent = ChoiceField(label="Học tập từ", choices=[], required=False)
    on = DateField(label="Ngày bắt đầu học tập")
    text = LinesField(label="Đã học tập, áp dụng điều gì", max_length=5000)

    def __init__(
        self, *args: Any, units: Sequence[tuple[int, str]], sources: Sequence[tuple[Any, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = list(units)
        self.fields["parent"].choices = list(sources)


class ResultForm(Form):
    """What came of copying a model."""

    on = DateField(label="Ngày có kết quả")
    result = LinesField(label="Kết quả", max_length=5000)
