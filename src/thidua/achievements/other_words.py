"""Entries of the rarer sections in words: movements, posts, contributions, attested judgements, registrations,
years of work."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from thidua.achievements.catalogue import award_name
from thidua.achievements.types import FactSection
from thidua.kernel.formats import number
from thidua.lawbook import terms
from thidua.lawbook.predicates.deeds import ATTESTED_VI

Data = Mapping[str, Any]
KIND_VI = {"donation": "Ủng hộ, đóng góp", "land": "Hiến đất"}
_DOUBLE = {True: ", được tính gấp đôi", False: "", None: ", chưa rõ có được tính gấp đôi"}
REVIEW_VI = {"interim": "được đánh giá khi sơ kết", "final": "được đánh giá khi tổng kết"}


def year_of(data: Data) -> int:
    """The year under which an entry is listed: its own, the last or the first it names; 0 where it names none."""
    for key in ("year", "until", "from"):
        if data.get(key) is not None:
            return int(str(data[key])[:4])
    return 0


def words_of(section: str, data: Data) -> str:
    """What the entry says, without the name of its section."""
    return _WORDS[FactSection(section)](data)


def _movement(data: Data) -> str:
    launcher = terms.LAUNCHER_VI.get(data["launched_by"], data["launched_by"])
    parts = [f"Phong trào do {launcher} phát động"]
    if data.get("from") or data.get("until"):
        parts.append(f"{data.get('from') or '…'} - {data.get('until') or 'nay'}")
    if data.get("years"):
        parts.append(f"{data['years']} năm")
    if data.get("review"):
        when = f" năm {data['year']}" if data.get("year") else ""
        parts.append(f"{REVIEW_VI.get(data['review'], data['review'])}{when}")
    if data.get("led"):
        parts.append("dẫn đầu")
    return ", ".join(parts)


def _post(data: Data) -> str:
    held = terms.POST_VI.get(data["post"], data["post"])
    until = f"đến {_day(data['until'])}" if data.get("until") else "đến nay"
    era = ", thời kỳ kháng chiến" if data.get("era") == "resistance" else ""
    return f"{held}, từ {_day(data['from'])} {until}{era}"


def _contribution(data: Data) -> str:
    parts = [KIND_VI.get(data["kind"], str(data["kind"]))]
    if data.get("purpose"):
        parts.append(str(data["purpose"]))
    if data.get("amount_vnd"):
        parts.append(f"{number(data['amount_vnd'])} đồng")
    if data.get("area_m2"):
        parts.append(f"{number(data['area_m2'])} m²")
    return ", ".join(parts)


def _attested(data: Data) -> str:
    words = ATTESTED_VI.get(data["code"], str(data["code"]))
    return f"{words[:1].upper()}{words[1:]}"


def _registered(data: Data) -> str:
    return award_name(data["award"])


def _experience(data: Data) -> str:
    work = terms.WORK_VI.get(data["kind"], str(data["kind"]))
    until = f"đến {_day(data['until'])}" if data.get("until") else "đến nay"
    return f"{work[:1].upper()}{work[1:]}, từ {_day(data['from'])} {until}{_DOUBLE[data.get('counts_double', False)]}"


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}"


_WORDS: dict[FactSection, Callable[[Data], str]] = {
    FactSection.MOVEMENTS: _movement,
    FactSection.POSTS: _post,
    FactSection.CONTRIBUTIONS: _contribution,
    FactSection.ATTESTED: _attested,
    FactSection.REGISTERED: _registered,
    FactSection.EXPERIENCE: _experience,
}
