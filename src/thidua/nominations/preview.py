"""What an import's page shows: its lines in words, page by page. Reads nothing itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from thidua.kernel.formats import number
from thidua.nominations.imports.columns import COLUMNS
from thidua.nominations.imports.queries import BatchView, ProblemView, RowView
from thidua.nominations.types import ImportState

SIZE = 100
NEW_ONE = "new"

TONES = {
    ImportState.UPLOADED: "wait",
    ImportState.READ: "act",
    ImportState.REFUSED: "bad",
    ImportState.WRITING: "wait",
    ImportState.DONE: "good",
    ImportState.UNDONE: "done",
    ImportState.FAILED: "bad",
}
"""How screens mark an import; words stand beside it."""

_MATCH = {
    "matched": ("Đã có hồ sơ", "good"),
    "new": ("Hồ sơ mới", "neutral"),
    "ambiguous": ("Chưa rõ là ai", "wait"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to who a row means."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the workbook in words. `options` only where someone must say who is meant."""

    number: int
    name: str
    about: str
    award: str
    below: tuple[str, ...]
    match: str
    match_tone: str
    said: str
    problems: tuple[ProblemView, ...]
    options: tuple[Option, ...]
    nomination_id: int | None


def line_of(row: RowView) -> Line:
    """A row as the preview shows it."""
    words, tone = _MATCH.get(row.match if row.texts.get("name") else "", ("", "neutral"))
    options = _options(row)
    return Line(
        number=row.number,
        name=row.texts.get("name", "") or "(chưa có tên)",
        about=f"Dòng {row.number} · " + _joined(row.texts, "kind", "birth_date", "position", "unit"),
        award=row.texts.get("award", ""),
        below=tuple(filter(None, (_years(row.texts), row.texts.get("rating"), row.texts.get("initiative")))),
        match=words,
        match_tone=tone,
        said=next((option.words for option in options if option.chosen), ""),
        problems=row.problems,
        options=options,
        nomination_id=row.nomination_id,
    )


def _options(row: RowView) -> tuple[Option, ...]:
    if not row.candidates:
        return ()
    known = [Option(str(pk), words, row.recipient_id == pk) for pk, words in row.candidates]
    new = Option(NEW_ONE, "Người mới, chưa có hồ sơ", row.match == "new")
    return (*known, new)


def _joined(texts: Mapping[str, str], *keys: str) -> str:
    return " · ".join(texts[key] for key in keys if texts.get(key))


def _years(texts: Mapping[str, str]) -> str:
    first, last = texts.get("period_from", ""), texts.get("period_to", "")
    if first or last:
        return f"giai đoạn {first} - {last}" if first != last else f"năm {first}"
    return f"năm {texts['year']}" if texts.get("year") else ""


class Pages:
    """Pages of a hundred rows, as the `pager` tag asks for them."""

    def __init__(self, path: str, only: str, asked: str, total: int) -> None:
        self.path, self.only, self.total = path, only, total
        self.pages = max(1, -(-total // SIZE))
        wanted = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 7 else 1
        self.number = min(max(wanted, 1), self.pages)

    count = 0
    """The tag's word about lists that are cut off does not concern these."""

    @property
    def start(self) -> int:
        """How many rows lie before this page."""
        return (self.number - 1) * SIZE

    def url(self, page: int) -> str:
        """The address of a page of this view."""
        return f"{self.path}?{urlencode({'only': self.only, 'page': page})}"

    @property
    def here(self) -> str:
        """The address of this page."""
        return self.url(self.number)

    @property
    def previous_url(self) -> str:
        return self.url(self.number - 1) if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        return self.url(self.number + 1) if self.number < self.pages else ""

    @property
    def page_links(self) -> list[tuple[int, str]]:
        """First, last and those around this one; (0, "") stands for a gap."""
        near = {1, self.pages, *range(self.number - 2, self.number + 3)} & set(range(1, self.pages + 1))
        links: list[tuple[int, str]] = []
        before = 0
        for page in sorted(near):
            if page - before > 1:
                links.append((0, ""))
            links.append((page, self.url(page)))
            before = page
        return links


def answers(posted: Mapping[str, str]) -> dict[int, int | None]:
    """Who was said to be meant, by row: a recipient's id, or None for someone new. The rest is ignored."""
    found: dict[int, int | None] = {}
    for name, value in posted.items():
        row = name.removeprefix("row-")
        if row == name or not _is_key(row):
            continue
        if value == NEW_ONE:
            found[int(row)] = None
        elif _is_key(value):
            found[int(row)] = int(value)
    return found


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19


def missing(batch: BatchView) -> list[str]:
    """Titles of our columns that the sheet does not have."""
    there = {title for _, title in batch.columns}
    return [column.title for column in COLUMNS if column.title not in there]


def view_of(batch: BatchView, asked: str) -> str:
    """Which rows to show: what was asked for, else what keeps the list from being confirmed."""
    if asked in ("all", "problems", "questions"):
        return asked
    if batch.state is not ImportState.READ:
        return "all"
    return "problems" if batch.problems else "questions" if batch.questions else "all"


def confirm_sentence(batch: BatchView) -> str:
    """The one question before the list is written."""
    return (
        f"Ghi {number(batch.rows)} đề nghị từ tệp “{batch.file_name}” vào đợt “{batch.round_name}”"
        f" cho {batch.unit_name}, ở trạng thái đang soạn?"
    )


def undo_sentence(batch: BatchView) -> str:
    """The one question before it is withdrawn."""
    return (
        f"Rút cả {number(batch.rows)} đề nghị đã nhập từ tệp “{batch.file_name}”?"
        " Hồ sơ người mới, xếp loại và sáng kiến nhập kèm vẫn được giữ."
    )
