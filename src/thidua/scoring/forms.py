"""Forms of score sheets: made from a file, copied, their head, groups and criteria."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, TypeVar

from django import forms
from pydantic import BaseModel, ValidationError

from thidua.foundation.ui.forms import (
    ChoiceField,
    DecimalField,
    FilterForm,
    Form,
    LinesField,
    NumberField,
    TextField,
    YearField,
)
from thidua.kernel.formats import decimal_vi, parse_decimal_vi
from thidua.kernel.text import fold
from thidua.scoring import figures
from thidua.scoring.engine import By, Deduction, Group, Kind, Leaf, Member, Sheet, Step
from thidua.scoring.reading import LARGEST, BadSheet, read_figures, read_text, told
from thidua.scoring.types import SheetState
from thidua.scoring.words import BYS, FEEDS, KINDS, graded

NOTHING = Decimal(0)


class SheetFilter(FilterForm):
    """Which editions are listed."""

    state = ChoiceField(
        label="Tình trạng", choices=[("", "Tất cả"), *((s.value, s.label) for s in SheetState)]
    )


class NewSheetForm(Form):
    """An empty sheet, or one from a file in the format of `thidua score`."""

    unit = ChoiceField(label="Đơn vị ban hành")
    code = TextField(
        label="Mã bảng điểm",
        max_length=60,
        required=False,
        help_text="Ví dụ: khoi-huyen. Giữ nguyên qua các năm.",
    )
    title = TextField(label="Tên bảng điểm", max_length=300, required=False)
    year = YearField(label="Năm", required=False)
    file = forms.FileField(
        label="Tệp bảng điểm",
        required=False,
        help_text="Tệp YAML như của lệnh “thidua score”; để trống thì lập bảng trắng.",
    )

    def __init__(self, *args: Any, units: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(str(pk), name) for pk, name in units]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """`sheet` is what the file holds, or an empty one with the name and year typed."""
        given = super().clean() or {}
        upload = given.get("file")
        if upload is not None:
            given["sheet"] = self._read(upload)
        elif given.get("title") and given.get("year") and given.get("code"):
            given["sheet"] = Sheet(
                code=given["code"], title=given["title"], year=given["year"], source="", checked=False,
                total=Decimal(100), bonus_cap=NOTHING, leaves=(),
            )  # fmt: skip
        elif not self.errors:
            raise forms.ValidationError("Chọn một tệp, hoặc nhập đủ mã, tên và năm của bảng điểm.")
        return given

    def _read(self, upload: Any) -> Sheet | None:
        if upload.size > LARGEST:
            self.add_error("file", "Tệp vượt quá 5 MB cho phép.")
            return None
        try:
            return read_text(upload.read(), upload.name)[0]
        except BadSheet as bad:
            self.add_error("file", str(bad).splitlines())
            return None


class CopyForm(Form):
    """The year of the new edition, and whose it is to be: the first unit offered unless another is chosen."""

    unit = ChoiceField(label="Chép về đơn vị", required=False)
    year = YearField(label="Năm của bảng mới")

    def __init__(self, *args: Any, units: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._first = units[0][0]
        self.fields["unit"].choices = [(str(pk), name) for pk, name in units]  # type: ignore[attr-defined]

    def clean_unit(self) -> int:
        """The unit's key."""
        return int(self.cleaned_data["unit"] or self._first)


class TrialForm(Form):
    """Last year's figures: of a round in the store, or from a file or pasted."""

    round = ChoiceField(label="Số liệu của đợt chấm", choices=[], required=False)
    file = forms.FileField(
        label="Hoặc tệp số liệu",
        required=False,
        help_text="Tệp Excel theo mẫu tải ở trang này, hoặc tệp YAML như của lệnh “thidua score”.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.yaml,.yml"}),
    )
    pasted = LinesField(label="Hoặc dán số liệu dạng YAML", required=False, max_length=500_000)

    def __init__(
        self, *args: Any, rounds: list[tuple[str, str]], former: Sheet | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._former = former
        self.fields["round"].choices = [("", "Không chọn"), *rounds]  # type: ignore[attr-defined]
        if not rounds:
            del self.fields["round"]

    def clean(self) -> dict[str, Any]:
        """`before` and `members` when they come from a file or were pasted; one source, not two."""
        given = super().clean() or {}
        sources = [name for name in ("round", "file", "pasted") if given.get(name)]
        if self.errors:
            return given
        if len(sources) != 1:
            raise forms.ValidationError("Chọn một nguồn số liệu, chỉ một.")
        if sources != ["round"]:
            try:
                given["before"], given["members"] = self._figures(sources[0], given)
            except BadSheet as bad:
                self.add_error(sources[0], str(bad).splitlines())
        return given

    def _figures(self, source: str, given: dict[str, Any]) -> tuple[Sheet, tuple[Member, ...]]:
        if source == "pasted":
            sheet, members = read_figures(given["pasted"].encode(), "đã dán")
        elif given["file"].size > LARGEST:
            raise BadSheet("Tệp vượt quá 5 MB cho phép.")
        elif given["file"].name.lower().endswith(".xlsx"):
            if self._former is None:
                raise BadSheet("Bảng này không chép từ bảng nào; hãy dùng tệp YAML có cả bảng điểm cũ.")
            return self._former, figures.read(given["file"].read(), self._former)
        else:
            sheet, members = read_figures(given["file"].read(), given["file"].name)
        before = sheet or self._former
        if before is None:
            raise BadSheet("Bảng này không chép từ bảng nào; số liệu phải kèm cả bảng điểm cũ (mục “sheet”).")
        return before, members


class AdoptForm(Form):
    """The paper that issued the sheet, and whether the sheet was compared with it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    instrument = TextField(
        label="Số văn bản ban hành", max_length=200, required=False, help_text="Ví dụ: 12/HD-SNV"
    )
    checked = forms.BooleanField(
        label="Đã đối chiếu từng tiêu chí với văn bản ban hành",
        required=False,
        help_text="Chưa đối chiếu thì mọi kết quả chấm ghi rõ là theo bảng mẫu.",
    )


class HeadForm(Form):
    """The sheet's own particulars."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = TextField(label="Tên bảng điểm", max_length=300)
    source = TextField(label="Nguồn, căn cứ", max_length=500, required=False)
    total = DecimalField(label="Tổng điểm")
    bonus_cap = DecimalField(label="Trần điểm thưởng của cả bảng")
    quota = NumberField(label="Số cờ thi đua được đề nghị", most=100)
    certificates = NumberField(label="Số bằng khen được đề nghị", most=100)
    ties = TextField(
        label="Thứ tự xét khi bằng điểm",
        required=False,
        max_length=500,
        help_text="Mã các mục, cách nhau bằng dấu phẩy.",
    )
    deductions = LinesField(
        label="Các điểm trừ",
        required=False,
        max_length=5000,
        help_text="Mỗi dòng: mã | tên | điểm trừ mỗi lần; thêm “| cấm” nếu không được cờ, bằng khen; thêm "
        f"“| nguồn: …” nếu hệ thống đếm. Nguồn là một trong: {'; '.join(FEEDS.values())}.",
    )

    @staticmethod
    def initial_of(sheet: Sheet) -> dict[str, Any]:
        """What the form shows of a sheet."""
        return {
            "title": sheet.title, "source": sheet.source, "total": sheet.total, "bonus_cap": sheet.bonus_cap,
            "quota": sheet.quota, "certificates": sheet.certificates, "ties": ", ".join(sheet.ties),
            "deductions": "\n".join(_deduction_line(each) for each in sheet.deductions),
        }  # fmt: skip

    def clean_deductions(self) -> tuple[Deduction, ...]:
        """The deductions, a line each."""
        return tuple(
            _deduction(line) for line in self.cleaned_data["deductions"].splitlines() if line.strip()
        )

    def clean_ties(self) -> tuple[str, ...]:
        """The codes in order."""
        return tuple(code.strip() for code in self.cleaned_data["ties"].split(",") if code.strip())


def _deduction_line(each: Deduction) -> str:
    parts = [each.code, each.title, decimal_vi(each.points)]
    return " | ".join(
        [
            *parts,
            *(["cấm"] if each.blocks else []),
            *([f"nguồn: {FEEDS.get(each.feed, each.feed)}"] if each.feed else []),
        ]
    )


def _deduction(line: str) -> Deduction:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) < 3:
        raise forms.ValidationError(f"Dòng “{line.strip()}”: ghi mã | tên | điểm.")
    marks = parts[3:]
    unknown = [mark for mark in marks if mark != "cấm" and not mark.startswith("nguồn:")]
    if unknown:
        raise forms.ValidationError(f"Dòng “{line.strip()}”: không hiểu “{unknown[0]}”.")
    feed = next((mark.removeprefix("nguồn:").strip() for mark in marks if mark.startswith("nguồn:")), "")
    given = {"code": parts[0], "title": parts[1], "points": _number(parts[2], line), "blocks": "cấm" in marks}
    return _made(Deduction, given | {"feed": _feed(feed, line)}, f"Dòng “{line.strip()}”: ")


_Made = TypeVar("_Made", bound=BaseModel)


def _made(sort: type[_Made], given: dict[str, Any], where: str) -> _Made:
    try:
        return sort(**given)
    except ValidationError as error:
        raise forms.ValidationError([where + each for each in told(error)]) from None


def _feed(words: str, line: str) -> str:
    """The name of what the system counts, from its words or from the name itself; "" for none."""
    known = {fold(said): name for name, said in FEEDS.items()} | {name: name for name in FEEDS} | {"": ""}
    found = known.get(fold(words), known.get(words))
    if found is None:
        raise forms.ValidationError(f"Dòng “{line.strip()}”: hệ thống không đếm được “{words}”.")
    return found


def _number(text: str, line: str) -> Decimal:
    try:
        return parse_decimal_vi(text)
    except ValueError as error:
        raise forms.ValidationError(f"Dòng “{line.strip()}”: {error}") from None


class NodeForm(Form):
    """What groups and criteria share."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    code = TextField(label="Mã", max_length=40)
    title = TextField(label="Tên", max_length=500)
    parent = ChoiceField(label="Thuộc nhóm", required=False)
    standard = DecimalField(label="Điểm chuẩn")

    def __init__(self, *args: Any, sheet: Sheet, former: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sheet, self._former = sheet, former
        groups = [(group.code, group.title) for group in sheet.groups if group.code != former]
        self.fields["parent"].choices = [("", "Đứng riêng"), *groups]  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        """A code no other node has."""
        code: str = self.cleaned_data["code"]
        if any(node.code == code and code != self._former for node in self._sheet.nodes):
            raise forms.ValidationError(f"Mã “{code}” đã có mục khác dùng.")
        return code


class GroupForm(NodeForm):
    """A group of criteria."""

    def node(self) -> Group:
        """What was typed. Raises ValidationError for what the engine's type does not take."""
        given = {name: self.cleaned_data[name] for name in ("code", "title", "parent", "standard")}
        return _made(Group, given, "")


class LeafForm(NodeForm):
    """A criterion; which of the fields count depends on how it is scored."""

    kind = ChoiceField(label="Cách tính điểm", choices=[(kind.value, words) for kind, words in KINDS.items()])
    by = ChoiceField(label="Ai chấm", choices=[(by.value, words) for by, words in BYS.items()])
    agency = TextField(
        label="Mã đơn vị quản lý số liệu",
        max_length=40,
        required=False,
        help_text="Chỉ khi cơ quan quản lý số liệu chấm.",
    )
    bonus = DecimalField(
        label="Thưởng tối đa (phần của điểm chuẩn)", required=False, help_text="Ví dụ 0,1 là 10 %."
    )
    per = DecimalField(
        label="Điểm mỗi việc, mỗi bậc xếp hạng",
        required=False,
        help_text="Cho cách mỗi việc một số điểm, cộng và trừ theo việc, theo thứ hạng.",
    )
    minus = DecimalField(
        label="Điểm trừ mỗi lỗi", required=False, help_text="Chỉ cho cách cộng và trừ theo việc."
    )
    floor = DecimalField(
        label="Thấp nhất",
        required=False,
        help_text="Cho cách cộng và trừ theo việc, theo thứ hạng; có thể âm.",
    )
    share = DecimalField(
        label="Phần điểm khi vừa đạt kế hoạch",
        required=False,
        help_text="Chỉ cho cách so với đơn vị dẫn đầu, ví dụ 0,5.",
    )
    lower = forms.BooleanField(
        label="Kết quả thấp nhất đứng đầu", required=False, help_text="Chỉ cho cách theo thứ hạng."
    )
    steps = LinesField(
        label="Các bậc",
        required=False,
        max_length=2000,
        help_text="Chỉ cho cách theo bậc. Mỗi dòng: từ kết quả | điểm.",
    )
    grades = LinesField(
        label="Các mức xếp loại",
        required=False,
        max_length=2000,
        help_text="Chỉ cho cách theo mức. Mỗi dòng: tên mức | điểm.",
    )
    places = NumberField(label="Số chữ số thập phân khi làm tròn", most=6)
    target = TextField(label="Mã chỉ tiêu cấp số liệu", max_length=40, required=False)
    proof = TextField(label="Minh chứng phải nộp", max_length=300, required=False)
    optional = forms.BooleanField(label="Có thể “không áp dụng”", required=False)

    @staticmethod
    def initial_of(leaf: Leaf) -> dict[str, Any]:
        """What the form shows of a criterion."""
        return leaf.model_dump() | {
            "kind": leaf.kind.value,
            "by": leaf.by.value,
            "steps": "\n".join(f"{decimal_vi(step.at)} | {decimal_vi(step.points)}" for step in leaf.steps),
            "grades": "\n".join(f"{name} | {decimal_vi(points)}" for name, points in graded(leaf)),
        }

    def clean_steps(self) -> tuple[Step, ...]:
        """The steps, a line each."""
        pairs = [_pair(line) for line in self.cleaned_data["steps"].splitlines() if line.strip()]
        return tuple(Step(at=_number(left, left), points=points) for left, points in pairs)

    def clean_grades(self) -> dict[str, Decimal]:
        """The grades, a line each."""
        return dict(_pair(line) for line in self.cleaned_data["grades"].splitlines() if line.strip())

    def node(self) -> Leaf:
        """What was typed. Raises ValidationError for what the engine's type does not take."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        for name in ("bonus", "per", "minus", "floor", "share"):
            given[name] = given[name] or NOTHING
        by = By(given["by"])
        former = next((leaf for leaf in self._sheet.leaves if leaf.code == self._former), None)
        scorer = former.scorer if former and former.by is by and former.scorer.strip() else BYS[by]
        given |= {"kind": Kind(given["kind"]), "by": by, "scorer": scorer}
        return _made(Leaf, given, "")


def _pair(line: str) -> tuple[str, Decimal]:
    left, mark, right = line.partition("|")
    if not mark or not left.strip():
        raise forms.ValidationError(f"Dòng “{line.strip()}”: ghi hai phần, cách nhau bằng dấu |.")
    return left.strip(), _number(right, line)
