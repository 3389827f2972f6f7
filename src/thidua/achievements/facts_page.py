"""A recipient's recorded years arranged for the page: by sort of fact, each with who recorded it and its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from thidua.achievements.screens import ActLine
from thidua.achievements.types import HistoryLine, RecipientHistory, RecordState

SECTIONS = (
    ("award", "Danh hiệu và hình thức khen thưởng"),
    ("rating", "Xếp loại chất lượng"),
    ("initiative", "Sáng kiến, đề tài"),
    ("penalty", "Kỷ luật"),
    ("hold", "Tạm dừng xét"),
    ("service", "Biến động công tác"),
    ("composition", "Số liệu tập thể"),
    ("cluster", "Cụm, khối thi đua"),
    ("movements", "Phong trào thi đua đã tham gia"),
    ("posts", "Chức vụ đã giữ"),
    ("experience", "Thời gian công tác trong ngành, nghề"),
    ("contributions", "Đóng góp"),
    ("attested", "Xác nhận của cấp có thẩm quyền"),
    ("registered", "Đăng ký thi đua"),
)
_ENDS = {
    "hold": "achievements:end-hold",
    "penalty": "achievements:end-penalty",
    "fact": "achievements:end-experience",
}
_END_WORDS = {"hold": "Kết thúc tạm dừng", "penalty": "Ghi ngày hết hiệu lực", "fact": "Ghi ngày kết thúc"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One fact as the page draws it. `number` is its key, `end` the page that ends it while it is open."""

    line: HistoryLine
    anchor: str
    number: int
    recorded: ActLine | None
    end: str
    end_words: str

    @property
    def revoked(self) -> bool:
        return self.line.state == RecordState.REVOKED

    @property
    def is_open(self) -> bool:
        return bool(self.end)


@dataclass(frozen=True, slots=True)
class Section:
    """The facts of one sort, newest first."""

    key: str
    title: str
    rows: tuple[Shown, ...]


def sections(
    history: RecipientHistory,
    recorded: Mapping[str, ActLine],
    still_open: Mapping[str, date],
    may_end: Mapping[str, bool],
) -> list[Section]:
    """Those sections that hold something, in the order of the page."""
    found: dict[str, list[Shown]] = {key: [] for key, _ in SECTIONS}
    for line in history.lines:
        sort, _, number = line.ref.partition(":")
        ends = line.ref in still_open and may_end.get(sort, False)
        found[line.section or sort].append(
            Shown(
                line=line,
                anchor=f"{sort}-{number}",
                number=int(number),
                recorded=recorded.get(line.ref),
                end=_ENDS[sort] if ends else "",
                end_words=_END_WORDS.get(sort, ""),
            )
        )
    return [Section(key, title, tuple(found[key])) for key, title in SECTIONS if found[key]]
