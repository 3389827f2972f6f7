"""What one row of the workbook says, checked cell by cell. Pure: the law and the unit come in as values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TypeVar

from thidua.kernel.citizen_id import parse_citizen_id
from thidua.kernel.formats import parse_date_vi, parse_year_vi
from thidua.kernel.legacy import convert_legacy, looks_legacy
from thidua.kernel.names import tidy_name
from thidua.kernel.text import fold as fold_text
from thidua.nominations.imports.reader import Cell, SheetRow
from thidua.organisation.types import Gender, PersonGroup, RecipientKind

ERROR, NOTE = "error", "note"
FIRST_YEAR = 1945
fold = lru_cache(maxsize=50_000)(fold_text)


@lru_cache(maxsize=50_000)
def _legacy(text: str) -> str | None:
    """The old code a cell is written in. Old codes arrive as Latin-1 signs; a letter beyond settles it at once."""
    return looks_legacy(text) if max(text) <= "\u00ff" else None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a cell: an `error` stops the import, a `note` only informs."""

    column: str
    says: str
    level: str = ERROR


@dataclass(frozen=True, slots=True)
class AwardChoice:
    """An award as the sheet may name it: whom it can go to, and why the unit cannot propose it (if so)."""

    code: str
    name: str
    names: tuple[str, ...]
    recipients: frozenset[str]
    is_title: bool
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit that the sheet may name, by its names and code."""

    id: int
    name: str
    names: tuple[str, ...]


_Choice = TypeVar("_Choice", UnitChoice, AwardChoice)


@dataclass(frozen=True, slots=True)
class Context:
    """What rows are judged against: the proposing unit, its subtree, the season, the awards, the day."""

    unit: UnitChoice
    units: tuple[UnitChoice, ...]
    awards: tuple[AwardChoice, ...]
    year: int
    route: str
    today: date

    def unit_index(self) -> dict[str, UnitChoice | None]:
        """Folded name or code → unit; None where two units share the name."""
        return _index((name, unit) for unit in self.units for name in unit.names)

    def award_index(self) -> dict[str, AwardChoice | None]:
        """Folded name → award; None where two awards share it."""
        return _index((name, award) for award in self.awards for name in award.names)


def _index(pairs: Iterable[tuple[str, _Choice]]) -> dict[str, _Choice | None]:
    index: dict[str, _Choice | None] = {}
    for name, item in pairs:
        key = fold(name)
        if key in index and index[key] is not item:
            index[key] = None
        elif key:
            index[key] = item
    return index


@dataclass(slots=True)
class ParsedRow:
    """A row as understood. Fields hold codes; `problems` what is wrong or worth knowing."""

    number: int
    kind: str = ""
    name: str = ""
    birth_date: date | None = None
    birth_year: int | None = None
    gender: str = ""
    id_number: str = ""
    ethnic: str = ""
    group: str = ""
    position: str = ""
    recruited: date | None = None
    leader: bool = False
    unit_id: int | None = None
    award: str = ""
    route: str = "merit"
    year: int = 0
    period_from: int | None = None
    period_to: int | None = None
    rating: str = ""
    initiative: str = ""
    summary: str = ""
    problems: list[Problem] = field(default_factory=list)

    @property
    def has_error(self) -> bool:
        return any(problem.level == ERROR for problem in self.problems)


_KINDS = {
    "ca nhan": RecipientKind.PERSON,
    "tap the": RecipientKind.COLLECTIVE,
    "ho gia dinh": RecipientKind.HOUSEHOLD,
    "ho": RecipientKind.HOUSEHOLD,
}
_GENDERS = {"nu": Gender.FEMALE, "nam": Gender.MALE}
_YES = {"co", "x", "1", "dung"}
_NO = {"", "khong", "0"}
_GROUPS = {fold(group.label): group for group in PersonGroup} | {
    "can bo": PersonGroup.OFFICIAL,
    "cong chuc": PersonGroup.OFFICIAL,
    "vien chuc": PersonGroup.OFFICIAL,
    "can bo cong chuc vien chuc": PersonGroup.OFFICIAL,
}
_ROUTES = {
    "": "", "cong trang": "merit", "theo cong trang": "merit", "chuyen de": "thematic", "dot xuat": "sudden",
    "cong hien": "dedication", "nien han": "seniority", "doi ngoai": "foreign",
}  # fmt: skip
RATINGS = {
    "hoan thanh xuat sac nhiem vu": "excellent", "htxsnv": "excellent", "hoan thanh xuat sac": "excellent",
    "hoan thanh tot nhiem vu": "good", "httnv": "good", "hoan thanh tot": "good",
    "hoan thanh nhiem vu": "completed", "htnv": "completed", "hoan thanh": "completed",
    "khong hoan thanh nhiem vu": "not_completed", "khtnv": "not_completed", "khong hoan thanh": "not_completed",
}  # fmt: skip
_LIMITS = {"name": 200, "position": 200, "ethnic": 40, "initiative": 300, "summary": 5000}


class RowReader:
    """Reads rows against one context; the indexes are built once for fifty thousand rows."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._units = context.unit_index()
        self._awards = context.award_index()

    def read(self, row: SheetRow) -> ParsedRow:
        """Understand one row; never raises, every trouble is a problem of its cell."""
        parsed = ParsedRow(row.number)
        texts = {key: self._text(parsed, key, cell) for key, cell in row.cells.items()}
        cells: Mapping[str, Cell] = row.cells
        self._who(parsed, texts, cells)
        self._what(parsed, texts)
        return parsed

    def _text(self, parsed: ParsedRow, key: str, cell: Cell) -> str:
        if cell.formula:
            parsed.problems.append(
                Problem(key, "Ô chứa công thức; hãy sao chép rồi dán lại dạng giá trị (Paste values).")
            )
        encoding = _legacy(cell.text) if cell.text and not cell.text.isascii() else None
        if encoding:
            meant = convert_legacy(cell.text, encoding)
            parsed.problems.append(
                Problem(
                    key, f"Chữ gõ bằng bảng mã cũ {encoding}; có phải là “{meant}”? Hãy chuyển sang Unicode."
                )
            )
        if cell.was_nfd:
            parsed.problems.append(
                Problem(key, "Chữ Unicode tổ hợp đã được chuyển về Unicode dựng sẵn.", NOTE)
            )
        limit = _LIMITS.get(key)
        if limit and len(cell.text) > limit:
            parsed.problems.append(Problem(key, f"Dài {len(cell.text)} ký tự; nhiều nhất {limit}."))
        return cell.text

    def _who(self, parsed: ParsedRow, texts: Mapping[str, str], cells: Mapping[str, Cell]) -> None:
        kind = _KINDS.get(fold(texts.get("kind", "")))
        if kind is None:
            self._bad(parsed, "kind", texts, "Ghi “Cá nhân”, “Tập thể” hoặc “Hộ gia đình”.")
        parsed.kind = kind.value if kind else ""
        parsed.name = (
            tidy_name(texts.get("name", "")) if kind != RecipientKind.COLLECTIVE else texts.get("name", "")
        )
        if not parsed.name:
            self._bad(parsed, "name", texts, "Chưa có tên.")
        parsed.unit_id = self._unit(parsed, texts.get("unit", ""))
        if kind == RecipientKind.PERSON:
            self._person(parsed, texts, cells)
        elif kind == RecipientKind.COLLECTIVE and parsed.name:
            self._collective(parsed)

    def _unit(self, parsed: ParsedRow, text: str) -> int | None:
        if not text:
            return self.context.unit.id
        found = self._units.get(fold(text), ...)
        if found is ...:
            self._add(parsed, "unit", f"Không có đơn vị “{text}” trong phạm vi của {self.context.unit.name}.")
        elif found is None:
            self._add(parsed, "unit", f"Có nhiều đơn vị tên “{text}”; hãy ghi mã đơn vị.")
        else:
            return found.id
        return None

    def _collective(self, parsed: ParsedRow) -> None:
        found = self._units.get(fold(parsed.name), ...)
        if found is ...:
            self._add(
                parsed,
                "name",
                f"Không có tập thể “{parsed.name}” trong phạm vi của {self.context.unit.name}; "
                "hãy ghi đúng tên đơn vị như trong danh mục.",
            )
        elif found is None:
            self._add(parsed, "name", f"Có nhiều đơn vị tên “{parsed.name}”; hãy ghi mã đơn vị.")
        else:
            parsed.unit_id, parsed.name = found.id, found.name

    def _person(self, parsed: ParsedRow, texts: Mapping[str, str], cells: Mapping[str, Cell]) -> None:
        self._birth(parsed, texts.get("birth_date", ""))
        gender = texts.get("gender", "")
        parsed.gender = _GENDERS[fold(gender)].value if fold(gender) in _GENDERS else ""
        if gender and not parsed.gender:
            self._add(parsed, "gender", f"“{gender}” không phải Nam hoặc Nữ.")
        group = texts.get("group", "")
        parsed.group = _GROUPS[fold(group)].value if fold(group) in _GROUPS else ""
        if group and not parsed.group:
            self._add(parsed, "group", f"Không có nhóm “{group}”; hãy chọn trong danh sách của tệp mẫu.")
        leader = fold(texts.get("leader", ""))
        parsed.leader = leader in _YES
        if leader not in _YES | _NO:
            self._add(parsed, "leader", "Ghi “Có” hoặc để trống.")
        parsed.position, parsed.ethnic = texts.get("position", ""), texts.get("ethnic", "")
        self._recruited(parsed, texts.get("recruited", ""))
        self._identity(parsed, texts.get("id_number", ""), cells.get("id_number", Cell("")))

    def _birth(self, parsed: ParsedRow, text: str) -> None:
        if not text:
            return
        try:
            if text.isdigit() and len(text) == 4:
                parsed.birth_year = parse_year_vi(text)
            else:
                parsed.birth_date = parse_date_vi(text)
                parsed.birth_year = parsed.birth_date.year
        except ValueError as error:
            self._add(parsed, "birth_date", str(error))
            return
        if parsed.birth_year is not None and not 1900 <= parsed.birth_year <= self.context.today.year - 10:
            self._add(parsed, "birth_date", f"Năm sinh {parsed.birth_year} không hợp lý.")

    def _recruited(self, parsed: ParsedRow, text: str) -> None:
        if not text:
            return
        try:
            parsed.recruited = parse_date_vi(text)
        except ValueError as error:
            self._add(parsed, "recruited", str(error))
            return
        if parsed.recruited > self.context.today:
            self._add(parsed, "recruited", "Ngày tuyển dụng chưa tới.")
        elif parsed.birth_date and parsed.recruited <= parsed.birth_date:
            self._add(parsed, "recruited", "Ngày tuyển dụng phải sau ngày sinh.")

    def _identity(self, parsed: ParsedRow, text: str, cell: Cell) -> None:
        if not text:
            return
        if cell.numeric and len(text) < 12:
            self._add(
                parsed, "id_number", "Ô dạng số nên đã mất số 0 ở đầu; hãy đặt ô dạng chữ (Text) rồi gõ lại."
            )
            return
        try:
            parsed.id_number = parse_citizen_id(text).number
        except ValueError as error:
            self._add(parsed, "id_number", str(error))

    def _what(self, parsed: ParsedRow, texts: Mapping[str, str]) -> None:
        award = self._award(parsed, texts.get("award", ""))
        route = _ROUTES.get(fold(texts.get("route", "")))
        if route is None:
            self._add(parsed, "route", f"Không có loại hình “{texts.get('route', '')}”.")
        parsed.route = route or self.context.route
        parsed.year = self._year(parsed, "year", texts.get("year", "")) or self.context.year
        parsed.period_from = self._year(parsed, "period_from", texts.get("period_from", ""))
        parsed.period_to = self._year(parsed, "period_to", texts.get("period_to", ""))
        if award and not award.is_title:
            parsed.period_to = parsed.period_to or parsed.year
            parsed.period_from = parsed.period_from or parsed.period_to
            parsed.year = parsed.period_to
            if parsed.period_from > parsed.period_to:
                self._add(parsed, "period_from", "“Từ năm” sau “Đến năm”.")
        rating = texts.get("rating", "")
        parsed.rating = RATINGS.get(fold(rating), "")
        if rating and not parsed.rating:
            self._add(parsed, "rating", f"Không có mức xếp loại “{rating}”.")
        parsed.initiative, parsed.summary = texts.get("initiative", ""), texts.get("summary", "")

    def _award(self, parsed: ParsedRow, text: str) -> AwardChoice | None:
        if not text:
            self._add(parsed, "award", "Chưa ghi danh hiệu, hình thức đề nghị.")
            return None
        found = self._awards.get(fold(text), ...)
        if found is ... or found is None:
            self._add(parsed, "award", f"Không có danh hiệu, hình thức “{text}”; hãy chọn trong danh sách.")
            return None
        if found.refusal:
            self._add(parsed, "award", found.refusal)
        elif parsed.kind and parsed.kind not in found.recipients:
            label = RecipientKind(parsed.kind).label.lower()
            self._add(parsed, "award", f"{found.name} không dành cho {label}.")
        parsed.award = found.code
        return found

    def _year(self, parsed: ParsedRow, key: str, text: str) -> int | None:
        if not text:
            return None
        if not (text.isdigit() and len(text) == 4):
            self._add(parsed, key, f"“{text}” không phải năm; ghi bốn chữ số, ví dụ {self.context.year}.")
            return None
        year = int(text)
        if year > self.context.today.year:
            self._add(parsed, key, f"Năm {year} chưa tới.")
        elif year < FIRST_YEAR:
            self._add(parsed, key, f"Năm {year} không hợp lý.")
        else:
            return year
        return None

    @staticmethod
    def _add(parsed: ParsedRow, key: str, says: str) -> None:
        parsed.problems.append(Problem(key, says))

    def _bad(self, parsed: ParsedRow, key: str, texts: Mapping[str, str], says: str) -> None:
        text = texts.get(key, "")
        self._add(parsed, key, f"“{text}”: {says}" if text else f"Ô trống. {says}")


def within_file(rows: Iterable[ParsedRow]) -> None:
    """Mark rows that repeat another: the same person for the same award, or one identity number with two names."""
    seen: dict[tuple[object, ...], int] = {}
    numbers: dict[str, tuple[int, str]] = {}
    places: dict[tuple[str, date], tuple[int, int | None]] = {}
    for row in rows:
        who = row.id_number or (fold(row.name), row.birth_date or row.birth_year, row.unit_id)
        key = (row.kind, who, row.award, row.route, row.year)
        if row.name and row.award:
            if key in seen:
                row.problems.append(Problem("name", f"Trùng với dòng {seen[key]}."))
            seen.setdefault(key, row.number)
        if row.id_number:
            first, name = numbers.setdefault(row.id_number, (row.number, fold(row.name)))
            if name != fold(row.name):
                row.problems.append(
                    Problem("id_number", f"Số định danh đã dùng cho người khác ở dòng {first}.")
                )
        if row.kind == RecipientKind.PERSON and row.birth_date:
            first, unit = places.setdefault((fold(row.name), row.birth_date), (row.number, row.unit_id))
            if unit != row.unit_id:
                row.problems.append(
                    Problem(
                        "unit",
                        f"Người này đã ghi ở đơn vị khác tại dòng {first}; mỗi người chỉ ở một đơn vị.",
                    )
                )
