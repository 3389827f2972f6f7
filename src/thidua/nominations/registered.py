"""Whether the title a nomination asks for was registered in its year: told on the page, decides nothing by itself."""

from __future__ import annotations

from thidua.achievements.catalogue import award_name, title_codes
from thidua.registrations.models import Season
from thidua.registrations.queries import registered
from thidua.registrations.types import State


def registered_words(recipient_id: int, award: str, year: int) -> str:
    """A sentence for emulation titles of a year that had a season; "" for everything else. At most two queries."""
    if award not in title_codes():
        return ""
    found = registered(recipient_id, year)
    if state := found.get(award):
        return f"Đã đăng ký danh hiệu này năm {year}: {State(state).label.lower()}."
    if found:
        others = ", ".join(award_name(code) for code in sorted(found))
        return f"Năm {year} đăng ký {others}, chưa đăng ký danh hiệu này. {_weight(year)}"
    if not Season.objects.filter(year=year).exists():
        return ""
    return f"Chưa đăng ký danh hiệu này năm {year}. {_weight(year)}"


def _weight(year: int) -> str:
    """What a missing registration means: nothing in Law 06/2022/QH15, Article 7; before it guidance made it a gate."""
    if year >= 2024:
        return "Điều 7 Luật năm 2022 không còn coi đăng ký là điều kiện."
    return "Nhiều hướng dẫn theo luật năm 2003 coi đăng ký là điều kiện (chưa đối chiếu văn bản)."
