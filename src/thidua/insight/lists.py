"""What the list of findings shows and is narrowed by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from thidua.achievements.lists import KINDS
from thidua.achievements.types import Route
from thidua.foundation.ui.cells import Column
from thidua.foundation.ui.cites import cite_words
from thidua.foundation.ui.forms import ChoiceField, FilterForm, SearchField
from thidua.insight.queries import Filters, RunView, Since
from thidua.insight.types import What
from thidua.kernel.formats import date_vi, number
from thidua.lawbook import load_book
from thidua.organisation.types import PersonGroup

ANY = [("", "Tất cả")]
_PLAIN = ("lacks", "kind", "group", "gender", "ethnic", "where", "size", "leader")


def run_words(run: RunView) -> str:
    """A run as a choice: the year, the day whose law was asked, whose it is."""
    return f"Năm {run.year}, luật ngày {date_vi(run.decided_on)}, {run.unit} (lần {run.id})"


def award_words(award: str, route: str) -> str:
    """An award with its route, where that is not merit."""
    name = load_book().names.get(award, award)
    return name if route in ("", Route.MERIT) else f"{name} ({Route(route).label.lower()})"


class FoundForm(FilterForm):
    """What rows of which run. `unit` is a name as typed, `unit_id` a unit that a link chose."""

    q = SearchField(label="Họ tên, tên tập thể")
    what = ChoiceField(label="Kết quả", choices=[(each.value, each.label) for each in What])
    award = ChoiceField(label="Danh hiệu, hình thức")
    route = ChoiceField(label="Loại hình", choices=[*ANY, *((route.value, route.label) for route in Route)])
    condition = ChoiceField(label="Điều kiện còn thiếu")
    lacks = ChoiceField(
        label="Vì sao thiếu",
        choices=[*ANY, ("not_met", "Dữ kiện cho thấy chưa đạt"), ("unknown", "Chưa có dữ kiện")],
    )
    kind = ChoiceField(label="Đối tượng", choices=KINDS)
    group = ChoiceField(
        label="Nhóm lao động",
        choices=[
            *ANY,
            ("direct", "Lao động trực tiếp (cả ba nhóm)"),
            ("worker", PersonGroup.WORKER.label),
            ("farmer", PersonGroup.FARMER.label),
            ("labourer", PersonGroup.LABOURER.label),
            ("indirect", "Không phải lao động trực tiếp"),
            ("not_farmer", "Không phải nông dân"),
        ],
    )
    gender = ChoiceField(
        label="Giới tính", choices=[*ANY, ("female", "Nữ"), ("male", "Nam"), ("unknown", "Chưa ghi")]
    )
    ethnic = ChoiceField(
        label="Dân tộc",
        choices=[*ANY, ("minority", "Dân tộc thiểu số"), ("majority", "Kinh"), ("unknown", "Chưa ghi")],
    )
    where = ChoiceField(
        label="Địa bàn",
        choices=[
            *ANY,
            ("outlying", "Biên giới, vùng sâu, vùng xa"),
            ("border", "Biên giới"),
            ("remote", "Vùng sâu, vùng xa"),
            ("inland", "Địa bàn khác"),
        ],
    )
    size = ChoiceField(label="Quy mô đơn vị")
    leader = ChoiceField(
        label="Lãnh đạo, quản lý", choices=[*ANY, ("yes", "Có giữ chức vụ"), ("no", "Không giữ chức vụ")]
    )
    unit = SearchField(label="Đơn vị")
    run = ChoiceField(label="Lần rà soát")
    unit_id = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**53)

    def __init__(self, data: Mapping[str, Any], *, runs: Sequence[RunView], shown: RunView) -> None:
        super().__init__({**{name: data[name] for name in data}, "run": str(shown.id)})
        self.shown = shown
        self.fields["run"].choices = [(str(each.id), run_words(each)) for each in runs]
        small = number(shown.small_below)
        self.fields["size"].choices = [
            *ANY, ("small", f"Dưới {small} người"), ("large", f"Từ {small} người trở lên"),
        ]  # fmt: skip
        self.fields["award"].choices = [*ANY, *_awards()]
        self.fields["condition"].choices = ANY

    def offer_conditions(self, choices: Iterable[tuple[int, str]]) -> None:
        """The conditions somebody lacks of the award and sort that are shown."""
        self.fields["condition"].choices = [*ANY, *((str(pk), title) for pk, title in choices)]

    def name_unit(self, name: str) -> None:
        """Have the field say which unit a link chose, so that narrowing further keeps it."""
        self.data["unit"] = name

    @property
    def what_shown(self) -> What:
        """The sort of rows asked for; those who were overlooked unless the address says otherwise."""
        asked = self.data.get("what", "")
        return What(asked) if asked in {each.value for each in What} else What.ELIGIBLE

    @property
    def used(self) -> bool:
        """Whether anything narrows the list beyond the choice of run and sort."""
        plain = {name: value for name, value in self.values().items() if name not in ("run", "what")}
        return any(value not in ("", None) for value in plain.values())

    def filters(self, unit_id: int | None) -> Filters:
        """The filters as `queries.found` takes them."""
        values = self.values()
        condition = values["condition"]
        return Filters(
            what=self.what_shown, text=values["q"], award=values["award"], route=values["route"],
            condition_id=int(condition) if condition else None, unit_id=unit_id,
            **{name: values[name] for name in _PLAIN},
        )  # fmt: skip


def _awards() -> list[tuple[str, str]]:
    awards = sorted(load_book().awards.values(), key=lambda award: -award.rank)
    return [(award.code, award.name) for award in awards]


def traits(row: Mapping[str, Any]) -> str:
    """What makes the recipient one of the groups pages look at: "nữ · nông dân · biên giới"."""
    words = []
    if row["gender"] == "female":
        words.append("nữ")
    if row["group"] in (PersonGroup.WORKER, PersonGroup.FARMER, PersonGroup.LABOURER):
        words.append(PersonGroup(row["group"]).label.lower())
    named = (
        ("minority", "dân tộc thiểu số"), ("border", "biên giới"), ("remote", "vùng sâu, vùng xa"),
        ("small", "đơn vị nhỏ"), ("leader", "lãnh đạo, quản lý"),
    )  # fmt: skip
    return " · ".join([*words, *(text for name, text in named if row[name])])


def lacking(row: Mapping[str, Any]) -> str:
    """The condition that is lacking; "" where none is."""
    return row["condition__title"] or ""


def lacking_why(row: Mapping[str, Any]) -> str:
    """Where the condition stands, whether it is unknown or not met, and whether its rule was read in the source."""
    if not row["condition__title"]:
        return ""
    why = "chưa có dữ kiện" if row["unknown"] else "dữ kiện cho thấy chưa đạt"
    unread = [] if row["condition__checked"] else ["quy định này chưa đối chiếu với văn bản gốc"]
    return "; ".join([why, *(cite_words(cite) for cite in row["condition__cites"]), *unread])


def _place(row: Mapping[str, Any]) -> str:
    if row["kind"] == "collective":
        return "Tập thể"
    return " · ".join(part for part in (row["recipient__person__position"], row["unit__name"]) if part)


def _since(row: Mapping[str, Any]) -> str:
    now: Since = row["since"]
    if now.record_id is not None:
        return "Đã khen thưởng"
    return "Đã lập đề nghị" if now.nomination_id is not None else ""


_NAME = Column(
    "name", "Đối tượng", sort="place", value=lambda row: row["recipient__name"], url="insight:line id", sub=_place,
    header=True,
)  # fmt: skip
_AWARD = Column(
    "award", "Danh hiệu, hình thức",
    value=lambda row: award_words(row["award"], row["route"]), sub=traits,
)  # fmt: skip
_TRAITS = Column("traits", "Thuộc nhóm", value=traits)
_LACKING = Column("lacking", "Điều kiện còn thiếu", value=lacking, sub=lacking_why)
_STATE = Column(
    "since", "Đến nay", kind="badge", value=_since,
    tone=lambda row: "honour" if row["since"].record_id is not None else "act",
)  # fmt: skip


def columns(what: What) -> tuple[Column, ...]:
    """The screen's columns for a sort of rows."""
    if what is What.REGISTERED:
        return (_NAME, _TRAITS)
    if what in (What.ONE_SHORT, What.UNSUPPORTED):
        return (_NAME, _AWARD, _LACKING, *((_STATE,) if what is What.ONE_SHORT else ()))
    return (_NAME, _AWARD, _STATE) if what is What.ELIGIBLE else (_NAME, _AWARD)


EXPORT_COLUMNS = (
    Column("name", "Đối tượng", sort="place", value=lambda row: row["recipient__name"]),
    Column("kind", "Loại đối tượng", value=lambda row: dict(KINDS)[row["kind"]]),
    Column("position", "Chức vụ", value=lambda row: row["recipient__person__position"] or ""),
    Column("unit", "Đơn vị", value=lambda row: row["unit__name"]),
    Column("award", "Danh hiệu, hình thức", value=lambda row: award_words(row["award"], row["route"])),
    Column("what", "Kết quả", value=lambda row: What(row["what"])),
    Column("lacking", "Điều kiện còn thiếu", value=lacking),
    Column("why", "Vì sao, theo điều nào", value=lacking_why),
    Column("traits", "Thuộc nhóm", value=traits),
    Column("since", "Đến nay", value=_since),
)
