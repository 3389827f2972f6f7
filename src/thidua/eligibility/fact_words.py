"""A record in the law engine's format, in words for the page of a check: what was asked, on which facts. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from thidua.achievements.types import (
    HoldReason,
    InitiativeForm,
    InitiativeScope,
    PenaltyLevel,
    RatingLevel,
    Route,
    ServiceKind,
)
from thidua.lawbook.terms import WORK_VI
from thidua.organisation.types import PersonGroup, RecipientKind

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FactList:
    """One section of the facts: its title and a line for each fact."""

    title: str
    lines: tuple[str, ...]


def asked_words(record: Data, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """The question as label and value."""
    asked, who = record["question"], record["recipient"]
    said = [
        ("Đối tượng", f"{who.get('name', '')} ({RecipientKind(who['kind']).label.lower()})"),
        ("Danh hiệu, hình thức", names.get(asked["award"], asked["award"])),
        ("Loại hình", Route(asked.get("route", "merit")).label),
        ("Năm xét" if "year" in asked else "Thành tích", _years(asked)),
        ("Xét theo luật ngày", _day(asked["decided_on"])),
    ]
    if asked.get("ballot"):
        ballot = asked["ballot"]
        yes = ballot.get("yes", 0)
        said.append(("Phiếu Hội đồng", f"{yes} trên {ballot.get('members', 0)} thành viên đồng ý"))
    return said


def _years(asked: Data) -> str:
    if "year" in asked:
        return str(asked["year"])
    first, last = asked["period"]
    return f"năm {last}" if first == last else f"từ năm {first} đến năm {last}"


def who_words(record: Data) -> list[str]:
    """What was known of the recipient, one line each."""
    who = record["recipient"]
    said = []
    if who.get("group") and who["kind"] == "person":
        said.append(f"Nhóm: {PersonGroup(who['group']).label.lower()}")
    if who.get("gender"):
        said.append("Giới tính: nữ" if who["gender"] == "female" else "Giới tính: nam")
    if who.get("leader"):
        said.append("Lãnh đạo, quản lý")
    if who.get("ethnic_minority"):
        said.append("Người dân tộc thiểu số")
    if who.get("recruited"):
        said.append(f"Bắt đầu công tác: {_day(who['recruited'])}")
    if who.get("founded"):
        said.append(f"Năm thành lập: {who['founded']}")
    return said


def complete_words(record: Data) -> str:
    """For which years the lists are complete."""
    first, last = (record["facts"].get("complete") or (None, None))[:2]
    if first is None:
        return "Mọi năm."
    if last - first < 1:
        return "Chưa năm nào được xác nhận là đã ghi đủ."
    return f"Đã ghi đủ từ năm {first} đến năm {last}; ngoài khoảng này, điều không ghi là chưa rõ."


def fact_lists(record: Data, names: Mapping[str, str]) -> list[FactList]:
    """The sections that hold something, in the order of the format."""
    facts = record["facts"]
    made: list[tuple[str, Iterable[str]]] = [
        ("Danh hiệu thi đua", (_title(names.get(c, c), y) for c, y in (facts.get("titles") or {}).items())),
        ("Xếp loại chất lượng", (_rating(y, r) for y, r in _by_year(facts.get("ratings")))),
        ("Sáng kiến, đề tài", map(_initiative, facts.get("initiatives") or ())),
        ("Hình thức khen thưởng", (_award(row, names) for row in facts.get("awards") or ())),
        ("Kỷ luật", map(_penalty, facts.get("penalties") or ())),
        ("Tạm dừng xét", map(_hold, facts.get("holds") or ())),
        ("Thời gian công tác trong ngành, nghề", map(_experience, facts.get("experience") or ())),
        ("Biến động công tác", map(_service, facts.get("service") or ())),
        ("Số liệu tập thể", (_composition(y, r) for y, r in _by_year(facts.get("composition")))),
        ("Cụm, khối thi đua", (_place(y, r) for y, r in _by_year(facts.get("cluster")))),
    ]
    built = [FactList(title, tuple(lines)) for title, lines in made]
    return [found for found in built if found.lines]


def _by_year(section: Data | None) -> Iterable[tuple[str, Any]]:
    return sorted(((str(year), row) for year, row in (section or {}).items()), reverse=True)


def _title(name: str, rows: Iterable[Any]) -> str:
    years = sorted(int(row["year"] if isinstance(row, Mapping) else row) for row in rows)
    return f"{name}: {', '.join(map(str, years))}"


def _rating(year: str, row: Any) -> str:
    level = row["level"] if isinstance(row, Mapping) else row
    return f"{year}: {RatingLevel(level).label}"


def _initiative(row: Data) -> str:
    form, scope = InitiativeForm(row["form"]).label, InitiativeScope(row["scope"]).label.lower()
    used = ", đã dùng để xét khen thưởng" if row.get("used_for") else ""
    return f"{row['year']}: {form}, phạm vi ảnh hưởng {scope}{used}"


def _award(row: Data, names: Mapping[str, str]) -> str:
    period = row.get("period")
    when = f", thành tích {period[0]} - {period[1]}" if period else ""
    return f"{names.get(row['code'], row['code'])}, quyết định ngày {_day(row['decided'])}{when}"


def _penalty(row: Data) -> str:
    until = f", hết hiệu lực {_day(row['until'])}" if row.get("until") else ""
    return f"{_day(row['date'])}: {PenaltyLevel(row['level']).label}{until}"


def _hold(row: Data) -> str:
    until = f"đến {_day(row['until'])}" if row.get("until") else "chưa kết thúc"
    return f"Từ {_day(row['from'])}, {until}: {HoldReason(row['reason']).label}"


def _experience(row: Data) -> str:
    until = f"đến {_day(row['until'])}" if row.get("until") else "đến nay"
    double = {True: ", được tính gấp đôi", None: ", chưa rõ có được tính gấp đôi"}.get(
        row.get("counts_double", False), ""
    )
    return f"Từ {_day(row['from'])} {until}: {WORK_VI.get(row['kind'], row['kind'])}{double}"


def _service(row: Data) -> str:
    said: list[str] = [ServiceKind(row["kind"]).label]
    parts: tuple[tuple[str, Callable[[Any], str]], ...] = (
        ("year", lambda v: f"năm {v}"),
        ("date", lambda v: f"ngày {_day(v)}"),
        ("from", lambda v: f"từ {_day(v)}"),
        ("until", lambda v: f"đến {_day(v)}"),
        ("working_days", lambda v: f"{v} ngày làm việc"),
        ("months", lambda v: f"{v} tháng"),
    )
    said += [words(row[key]) for key, words in parts if row.get(key) is not None]
    return ", ".join(said)


def _composition(year: str, row: Data) -> str:
    words = (
        ("members", "thành viên"),
        ("completed", "hoàn thành nhiệm vụ trở lên"),
        ("good", "hoàn thành tốt trở lên"),
        ("advanced_worker", "Lao động tiên tiến"),
        ("grassroots_emulation_fighter", "Chiến sĩ thi đua cơ sở"),
    )
    return f"{year}: " + ", ".join(f"{row[key]} {says}" for key, says in words if row.get(key) is not None)


def _place(year: str, row: Data) -> str:
    return f"{year}: hạng {row.get('rank', '?')}/{row.get('size', '?')}" + (
        ", được suy tôn" if row.get("nominated") else ""
    )


def _day(text: Any) -> str:
    if text is None:
        return "chưa rõ"
    day = text if isinstance(text, date) else date.fromisoformat(str(text))
    return f"{day:%d/%m/%Y}"
