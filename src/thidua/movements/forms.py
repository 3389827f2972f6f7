"""Forms of movements: the plan, launching, joining, tasks, reviews, proposals, closing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from thidua.foundation.ui.forms import (
    ChoiceField,
    DateField,
    FilterForm,
    Form,
    LinesField,
    MoneyField,
    SearchField,
    TextField,
)
from thidua.movements.logic import plan_fits
from thidua.movements.types import (
    Check,
    Criterion,
    Figure,
    Group,
    Kind,
    Level,
    MovementPage,
    Plan,
    Point,
    Proposed,
    ReviewKind,
    ReviewRow,
    State,
)

Choices = Sequence[tuple[str, str]]


def _all(enum: type[Kind] | type[Level] | type[State]) -> list[tuple[str, str]]:
    return [("", "Tất cả"), *((member.value, member.label) for member in enum)]


class MovementFilter(FilterForm):
    """What the list is narrowed by."""

    q = SearchField(label="Tên phong trào, đơn vị")
    state = ChoiceField(label="Tình trạng", choices=_all(State))
    kind = ChoiceField(label="Hình thức", choices=_all(Kind))
    level = ChoiceField(label="Phạm vi", choices=_all(Level))


class PlanForm(Form):
    """Everything that is written about a movement; criteria stand one a line, by group of participants."""

    unit = ChoiceField(label="Đơn vị tổ chức")
    title = TextField(label="Tên phong trào", max_length=300)
    kind = ChoiceField(label="Hình thức", radio=True, choices=[(k.value, k.label) for k in Kind])
    theme = TextField(label="Chủ đề", required=False, max_length=300)
    since = DateField(label="Từ ngày")
    until = DateField(
        label="Đến ngày",
        required=False,
        help_text="Bắt buộc với phong trào theo chuyên đề. Ví dụ 31/12/2025.",
    )
    goal = LinesField(label="Mục tiêu", required=False, max_length=10_000)
    content = LinesField(label="Nội dung thi đua", required=False, max_length=10_000)
    awards = forms.MultipleChoiceField(
        label="Hình thức khen thưởng dự kiến", required=False, widget=forms.CheckboxSelectMultiple
    )
    commendation = LinesField(
        label="Điều kiện, số lượng khen thưởng",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    budget = MoneyField(label="Kinh phí đã thống nhất", required=False, most=10**15)
    budget_paper = TextField(label="Văn bản thống nhất kinh phí", required=False, max_length=200)
    document = ChoiceField(label="Văn bản chỉ đạo", required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        units: Choices,
        awards: Choices,
        documents: Choices,
        known: tuple[Criterion, ...] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._known = known
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
        if len(units) == 1:
            self.fields["unit"].initial = units[0][0]
        self.fields["awards"].choices = awards  # type: ignore[attr-defined]
        self.fields["document"].choices = [("", "Không có"), *documents]  # type: ignore[attr-defined]
        for group in Group:
            self.fields[f"criteria_{group}"] = LinesField(
                label=group.label, required=False, widget=forms.Textarea(attrs={"rows": 3})
            )

    @property
    def criteria(self) -> list[Any]:
        """The boxes of criteria, one a group."""
        return [self[f"criteria_{group}"] for group in Group]

    def clean(self) -> dict[str, Any]:
        """The period and lengths are judged as the command does, beside the field they concern."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            decision = plan_fits(self.plan)
            if not decision:
                self.add_error("until" if "kết thúc" in decision.reason else None, list(decision.reasons))
        return cleaned

    @property
    def plan(self) -> Plan:
        """What the command takes; a criterion that stands unchanged keeps its mark as a sample."""
        c = self.cleaned_data
        samples = {(known.group, known.text) for known in self._known if known.sample}
        criteria = tuple(
            Criterion(group, text, (group, text) in samples)
            for group in (g.value for g in Group)
            for line in c[f"criteria_{group}"].splitlines()
            if (text := line.strip())
        )
        return Plan(
            title=c["title"], kind=c["kind"], since=c["since"], until=c["until"], theme=c["theme"], goal=c["goal"],
            content=c["content"], criteria=criteria, awards=tuple(c["awards"]), commendation=c["commendation"],
            budget=c["budget"], budget_paper=c["budget_paper"],
            document_id=int(c["document"]) if c["document"] else None,
        )  # fmt: skip


def initial_of(page: MovementPage) -> dict[str, Any]:
    """The form's values for a movement that is there."""
    plan = page.plan
    names = (
        "title", "kind", "theme", "since", "until", "goal", "content", "commendation", "budget", "budget_paper",
    )  # fmt: skip
    return {
        **{name: getattr(plan, name) for name in names},
        **{f"criteria_{g}": "\n".join(c.text for c in plan.criteria if c.group == g) for g in Group},
        "awards": list(plan.awards),
        "document": str(plan.document_id or ""),
        "unit": str(page.unit_id),
        "version": page.version,
    }


class LaunchForm(Form):
    """The act of the head: the day and the signed paper; overlaps must be seen and accepted."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    on = DateField(label="Ngày phát động")
    paper = TextField(
        label="Văn bản phát động",
        required=False,
        max_length=200,
        help_text="Số, ngày kế hoạch hoặc văn bản người đứng đầu đã ký; bắt buộc khi cán bộ thi đua ghi thay.",
    )
    aware = forms.BooleanField(label="Đã xem các phong trào trùng lặp và vẫn phát động", required=False)

    def __init__(self, *args: Any, meets: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not meets:
            del self.fields["aware"]


class JoinForm(Form):
    """A unit joins, adds to it, and perhaps launches it again as its own."""

    unit = ChoiceField(label="Đơn vị tham gia")
    additions = LinesField(label="Nội dung bổ sung của đơn vị", required=False, max_length=5000)
    relaunch = forms.BooleanField(
        label="Soạn phong trào riêng của đơn vị gắn với phong trào này", required=False
    )

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
        if len(units) == 1:
            self.fields["unit"].initial = units[0][0]


class TaskForm(Form):
    """A task of the plan."""

    what = TextField(label="Nhiệm vụ", max_length=500)
    unit = ChoiceField(label="Đơn vị thực hiện")
    due = DateField(label="Hạn hoàn thành")

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]


class FinishForm(Form):
    """A task is done."""

    on = DateField(label="Ngày hoàn thành")
    result = LinesField(label="Kết quả", max_length=5000)


class PlanReviewForm(Form):
    """A review set by hand."""

    kind = ChoiceField(label="Loại", radio=True, choices=[(k.value, k.label) for k in ReviewKind])
    due = DateField(label="Ngày dự kiến")


class HoldForm(Form):
    """A review as it was held: a box and a remark for each point, findings, figures one a line."""

    held_on = DateField(label="Ngày tổ chức")
    findings = LinesField(label="Kết luận", max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}))
    figures = LinesField(
        label="Số liệu",
        required=False,
        help_text="Mỗi dòng một số liệu: tên; trị số; đơn vị tính. Ví dụ: Xã đạt chuẩn; 36; xã",
    )

    def __init__(self, *args: Any, points: Sequence[Point], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.points = tuple(points)
        for point in self.points:
            self.fields[f"done_{point.key}"] = forms.BooleanField(
                required=False,
                label=point.title,
                widget=forms.CheckboxInput(attrs={"aria-label": f"Đã làm: {point.title}"}),
            )
            self.fields[f"note_{point.key}"] = TextField(
                required=False,
                max_length=1000,
                label=point.title,
                widget=forms.TextInput(attrs={"aria-label": f"Ghi chú: {point.title}"}),
            )

    @property
    def rows(self) -> list[tuple[Point, Any, Any]]:
        """Each point with its two boxes."""
        return [(p, self[f"done_{p.key}"], self[f"note_{p.key}"]) for p in self.points]

    def clean_figures(self) -> tuple[Figure, ...]:
        """Each line as a figure with its exact digits."""
        found = []
        for line in self.cleaned_data["figures"].splitlines():
            parts = [part.strip() for part in line.split(";")]
            if not any(parts):
                continue
            if len(parts) not in (2, 3) or not parts[0] or not any(letter.isdigit() for letter in parts[1]):
                raise ValidationError(f"Không đọc được dòng “{line}”; hãy ghi: tên; trị số; đơn vị tính.")
            found.append(Figure(parts[0], parts[1], parts[2] if len(parts) == 3 else ""))
        return tuple(found)

    def checklist(self) -> list[Check]:
        """What the command takes."""
        c = self.cleaned_data
        return [Check(p.key, c[f"done_{p.key}"], c[f"note_{p.key}"]) for p in self.points]


class CorrectForm(HoldForm):
    """What was written down of a held review, corrected, and why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = TextField(
        label="Lý do sửa", max_length=500, help_text="Kết quả cũ, người sửa và lý do được giữ lại."
    )


def initial_of_review(found: ReviewRow) -> dict[str, Any]:
    """A held review as its form shows it."""
    checks = {f"done_{point.key}": check.done for point, check in found.points}
    notes = {f"note_{point.key}": check.note for point, check in found.points}
    return {
        **checks,
        **notes,
        "version": found.version,
        "held_on": found.held_on,
        "findings": found.findings,
        "figures": "\n".join("; ".join(part for part in figure if part) for figure in found.figures),
    }


class ProposeForm(Form):
    """Recipients that were found and ticked, with one form of commendation and what they did."""

    q = SearchField(label="Tìm người, tập thể hoặc hộ gia đình", help_text="Gõ tên, có dấu hoặc không dấu.")
    award = ChoiceField(label="Hình thức khen thưởng")
    summary = LinesField(
        label="Tóm tắt thành tích",
        required=False,
        max_length=20_000,
        help_text="Chung cho những người được chọn.",
    )

    def __init__(self, *args: Any, awards: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["award"].choices = [("", "Chọn…"), *awards]  # type: ignore[attr-defined]

    def proposed(self, ids: Sequence[int]) -> list[Proposed]:
        """What the command takes."""
        return [Proposed(pk, self.cleaned_data["award"], self.cleaned_data["summary"]) for pk in ids]


class CloseForm(Form):
    """The end of a movement, or of a draft."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    on = DateField(label="Ngày kết thúc")
    note = LinesField(
        label="Ghi chú",
        required=False,
        max_length=5000,
        help_text="Bắt buộc khi bỏ dự thảo hoặc còn nhiệm vụ chưa xong.",
    )
