"""The form of a score sheet: for each criterion the figures its rule asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from pydantic import ValidationError

from thidua.clusters.commands.scores import Typed
from thidua.clusters.figures import Figure
from thidua.clusters.models import Entry as Row
from thidua.clusters.reckoning import entry_of
from thidua.foundation.ui.forms import ChoiceField, DecimalField, Form, NumberField, TextField
from thidua.kernel.formats import decimal_vi, parse_decimal_vi
from thidua.scoring.engine import Entry, Kind, Leaf
from thidua.scoring.reading import told
from thidua.scoring.words import graded, how

_PLANNED = (Kind.RATIO, Kind.INVERSE, Kind.PLAN_LEADER)
_MEASURED = (Kind.STEPS, Kind.RANK, Kind.LEADER)


class ScoresField(TextField):
    """Scores of several scorers, parted by semicolons; gives a tuple of Decimals."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        try:
            return tuple(parse_decimal_vi(part) for part in text.split(";") if part.strip())
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None


class ScoreForm(Form):
    """What one side enters on the criteria it may score; those left blank are not entered yet."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        leaves: Sequence[Leaf],
        rows: Mapping[str, Row],
        figures: Mapping[str, Figure],
        reasons: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._leaves, self._rows, self._figures = leaves, rows, figures
        self.groups: list[tuple[Leaf, str, list[Any]]] = []
        for at, leaf in enumerate(leaves):
            row = rows.get(leaf.code)
            known = entry_of(row.value) if row and row.value is not None else None
            names = []
            for name, field in _fields(leaf):
                key = f"{at}-{name}"
                field.initial = _initial(known, name, figures.get(leaf.code))
                self.fields[key] = field
                names.append(key)
            self.fields[f"{at}-words"] = TextField(
                label="Diễn giải", required=False, max_length=1000, initial=row.words if row else ""
            )
            self.groups.append((leaf, how(leaf), [self[name] for name in (*names, f"{at}-words")]))
        if reasons:
            self.fields["why"] = TextField(
                label="Lý do sửa điểm",
                required=False,
                max_length=500,
                help_text="Bắt buộc khi sửa điểm đã có.",
            )

    @property
    def last(self) -> list[Any]:
        """The reason, where one is asked for."""
        return [self["why"]] if "why" in self.fields else []

    def clean(self) -> dict[str, Any]:
        """`typed`: what was entered, by criterion."""
        given = super().clean() or {}
        typed: dict[str, Typed] = {}
        for at, leaf in enumerate(self._leaves):
            names = [name for name, _ in _fields(leaf)]
            if any(f"{at}-{name}" in self.errors for name in names):
                continue
            values = {name: given.get(f"{at}-{name}") for name in names}
            if all(value in (None, "", (), False) for value in values.values()):
                if (row := self._rows.get(leaf.code)) and row.value is not None:
                    self.add_error(f"{at}-{names[0]}", "Điểm đã có thì không để trống; ghi 0 nếu không đạt.")
                continue
            try:
                entry = _entry(values)
            except ValidationError as error:
                self.add_error(f"{at}-{names[0]}", told(error))
                continue
            typed[leaf.code] = Typed(entry, given.get(f"{at}-words", ""), self._source(leaf, entry))
        given["typed"] = typed
        return given

    def _source(self, leaf: Leaf, entry: Entry) -> str:
        """The target's code, when the figures entered are the confirmed ones."""
        plan, result = self._figures.get(leaf.code, (None, None))
        same = result is not None and entry.result == result
        return leaf.target if same and (leaf.kind not in _PLANNED or entry.plan == plan) else ""


def _fields(leaf: Leaf) -> list[tuple[str, forms.Field]]:
    fields: list[tuple[str, forms.Field]] = []
    if leaf.kind in _PLANNED:
        fields = [
            ("plan", DecimalField(label="Kế hoạch", required=False)),
            ("result", DecimalField(label="Kết quả", required=False)),
        ]
    elif leaf.kind in _MEASURED:
        fields = [("result", DecimalField(label="Kết quả", required=False))]
    elif leaf.kind is Kind.GRADE:
        choices = [
            ("", "Chọn…"),
            *((name, f"{name} ({decimal_vi(p)} điểm)") for name, p in graded(leaf)),
        ]
        fields = [("grade", ChoiceField(label="Mức", choices=choices, required=False))]
    elif leaf.kind is Kind.YES_NO:
        fields = [
            (
                "yes",
                ChoiceField(
                    label="Đạt", choices=[("", "Chọn…"), ("1", "Có"), ("0", "Không")], required=False
                ),
            )
        ]
    elif leaf.kind is Kind.AVERAGE:
        fields = [
            (
                "scores",
                ScoresField(
                    label="Điểm của từng người chấm",
                    required=False,
                    help_text="Cách nhau bằng dấu chấm phẩy.",
                ),
            )
        ]
    else:
        fields = [("count", NumberField(label="Số việc", required=False, most=30_000))]
        if leaf.kind is Kind.PLUS_MINUS:
            fields.append(("against", NumberField(label="Số lỗi", required=False, most=30_000)))
    if leaf.optional:
        fields.append(("na", forms.BooleanField(label="Không áp dụng", required=False)))
    return fields


def _initial(known: Entry | None, name: str, figure: Figure | None) -> Any:
    if known is None:
        return dict(zip(("plan", "result"), figure, strict=True)).get(name) if figure else None
    value = getattr(known, name)
    if name == "yes":
        return None if value is None else str(int(value))
    if name == "scores":
        return "; ".join(decimal_vi(score) for score in value)
    return value


def _entry(values: Mapping[str, Any]) -> Entry:
    if values.get("na"):
        return Entry(na=True)
    given: dict[str, Any] = {
        name: value for name, value in values.items() if value not in (None, "", ()) and name != "na"
    }
    if "yes" in given:
        given["yes"] = given["yes"] == "1"
    return Entry(**given)
