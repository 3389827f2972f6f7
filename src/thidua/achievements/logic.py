"""Pure rules of the register: verification codes, keys of pages, what a fact must look like."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from thidua.achievements.types import FactSection, NewAward, ServiceKind
from thidua.kernel.decision import ALLOW, Decision, refuse, require
from thidua.kernel.years import FIRST_YEAR
from thidua.lawbook.terms import WORK_VI

ALPHABET = "34679ACDEFGHJKMNPQRTVWXY"
"""No two signs that are taken for each other: no 0 O, 1 I L, 2 Z, 5 S, 8 B, U V."""
CODE_LENGTH = 10
FIRST_AWARD_YEAR = 1945
"""Awards of the register begin here; facts by year begin with the years the law engine counts."""

_CODE = re.compile(rf"[{ALPHABET}]{{{CODE_LENGTH}}}")
_CURSOR = re.compile(r"(\d{4}-\d{2}-\d{2})\.(\d{1,18})", re.ASCII)


def new_code(choice: Callable[[str], str] = secrets.choice) -> str:
    """An unguessable verification code: ten signs of 24, about 46 bits."""
    return "".join(choice(ALPHABET) for _ in range(CODE_LENGTH))


def new_codes(count: int, taken: Iterable[str] = ()) -> list[str]:
    """`count` different codes, none of them in `taken`."""
    used = set(taken)
    codes: list[str] = []
    while len(codes) < count:
        code = new_code()
        if code not in used:
            used.add(code)
            codes.append(code)
    return codes


def tidy_code(text: str) -> str | None:
    """The code in what someone typed (small letters, blanks and hyphens forgiven), or None."""
    code = re.sub(r"[\s\-]", "", text).upper()
    return code if _CODE.fullmatch(code) else None


def shown_code(code: str) -> str:
    """The code in two groups, easier to copy by hand: `ACDEF-GHJKM`."""
    return f"{code[:5]}-{code[5:]}"


def cursor(decided_on: date, record_id: int) -> str:
    """The key of the last line of a page."""
    return f"{decided_on.isoformat()}.{record_id}"


def read_cursor(text: str) -> tuple[date, int] | None:
    """The day and id in a page key; None for anything else."""
    found = _CURSOR.fullmatch(text)
    if found is None:
        return None
    try:
        return date.fromisoformat(found[1]), int(found[2])
    except ValueError:
        return None


def year_is_possible(year: int, today: date) -> Decision:
    """A fact's year lies between the first the law engine counts (1980) and today's."""
    return require(
        FIRST_YEAR <= year <= today.year, f"Năm {year} không hợp lệ: phải từ {FIRST_YEAR} đến {today.year}."
    )


def day_is_past(day: date, today: date, what: str) -> Decision:
    """Nothing is recorded before it happened."""
    return require(day <= today, f"{what} ({day:%d/%m/%Y}) không được sau ngày {today:%d/%m/%Y}.")


def days_in_order(first: date | None, last: date | None) -> Decision:
    """An end does not come before its beginning."""
    ok = first is None or last is None or first <= last
    return require(ok, "Ngày kết thúc không được trước ngày bắt đầu.")


def award_fits(new: NewAward, decided_on: date, today: date) -> Decision:
    """The years of an award against the day of its decision."""
    last = new.period_to if new.period_to is not None else new.year
    first = new.period_from if new.period_from is not None else new.year
    return (
        day_is_past(decided_on, today, "Ngày quyết định")
        & require(first <= last, "Thời gian thành tích kết thúc trước khi bắt đầu.")
        & require(first >= FIRST_AWARD_YEAR, f"Năm {first} không hợp lệ: phải từ {FIRST_AWARD_YEAR} trở đi.")
        & require(
            last <= decided_on.year,
            f"Năm thành tích {last} sau năm của quyết định ({decided_on.year}).",
        )
    )


_COMPOSITION = ("members", "completed", "good", "advanced_worker", "grassroots_emulation_fighter")
_COMPOSITION_VI = {
    "completed": "số hoàn thành nhiệm vụ trở lên",
    "good": "số hoàn thành tốt nhiệm vụ trở lên",
    "advanced_worker": "số Lao động tiên tiến",
    "grassroots_emulation_fighter": "số Chiến sĩ thi đua cơ sở",
}


def composition_fits(data: Mapping[str, Any]) -> Decision:
    """Heads of a collective: known keys, whole numbers, no part larger than the whole."""
    unknown = set(data) - {*_COMPOSITION, "penalised"}
    if unknown:
        return refuse(f"Không có mục {', '.join(sorted(unknown))} trong số liệu của tập thể.")
    members = data.get("members")
    if not isinstance(members, int) or members < 1:
        return refuse("Số thành viên của tập thể phải từ 1 trở lên.")
    for key, says in _COMPOSITION_VI.items():
        heads = data.get(key)
        if heads is not None and not (isinstance(heads, int) and 0 <= heads <= members):
            return refuse(f"{says.capitalize()} phải từ 0 đến số thành viên ({members}).")
    return ALLOW


_SERVICE_KEYS = {
    "working_days",
    "months",
    "date",
    "grade",
    "months_at_previous_unit",
    "previous_unit_comment",
}


def service_fits(kind: str, data: Mapping[str, Any]) -> Decision:
    """A service event of a known kind with keys of the record format only."""
    return require(kind in set(ServiceKind), f"Không có loại “{kind}” trong biến động công tác.") & require(
        set(data) <= _SERVICE_KEYS,
        f"Biến động công tác có mục lạ: {', '.join(sorted(set(data) - _SERVICE_KEYS))}.",
    )


_OTHER_NEEDS: Mapping[str, frozenset[str]] = {
    FactSection.MOVEMENTS: frozenset({"launched_by"}),
    FactSection.POSTS: frozenset({"post", "from"}),
    FactSection.CONTRIBUTIONS: frozenset({"year", "kind"}),
    FactSection.ATTESTED: frozenset({"code"}),
    FactSection.REGISTERED: frozenset({"award", "year"}),
    FactSection.EXPERIENCE: frozenset({"kind", "from"}),
}
_OTHER_MAY: Mapping[str, frozenset[str]] = {
    FactSection.MOVEMENTS: frozenset({"from", "until", "years", "year", "review", "led"}),
    FactSection.POSTS: frozenset({"until", "era"}),
    FactSection.CONTRIBUTIONS: frozenset({"amount_vnd", "area_m2", "purpose"}),
    FactSection.ATTESTED: frozenset(),
    FactSection.REGISTERED: frozenset(),
    FactSection.EXPERIENCE: frozenset({"until", "counts_double"}),
}


def other_fits(section: str, data: Mapping[str, Any], today: date) -> Decision:
    """An entry of a rarer section: the keys that it needs and no others; years of work also of a known kind, begun."""
    if section not in _OTHER_NEEDS:
        return refuse(f"Không có loại dữ liệu “{section}”.")
    missing = _OTHER_NEEDS[section] - set(data)
    strange = set(data) - _OTHER_NEEDS[section] - _OTHER_MAY[section]
    keys = require(not missing, f"Thiếu mục {', '.join(sorted(missing))}.") & require(
        not strange, f"Có mục lạ: {', '.join(sorted(strange))}."
    )
    return _work_fits(data, today) if keys and section == FactSection.EXPERIENCE else keys


def _work_fits(data: Mapping[str, Any], today: date) -> Decision:
    first, last = data["from"], data.get("until")
    try:
        begun, ended = date.fromisoformat(first), date.fromisoformat(last) if last else None
    except (TypeError, ValueError):
        return refuse(
            f"Thời gian {first} - {last or 'nay'} không phải ngày hợp lệ (ghi theo dạng 2021-12-31)."
        )
    return (
        require(data["kind"] in WORK_VI, f"Không có loại công tác “{data['kind']}”.")
        & day_is_past(begun, today, "Ngày bắt đầu")
        & days_in_order(begun, ended)
    )


RUN_BY = ("unit", "district", "province", "central_council")


def place_fits(rank: int, size: int, run_by: str) -> Decision:
    """A rank within a cluster that some level runs."""
    return require(
        1 <= rank <= size, f"Thứ hạng {rank} phải từ 1 đến số thành viên của cụm, khối ({size})."
    ) & require(run_by in RUN_BY, "Chưa chọn đúng cấp tổ chức cụm, khối thi đua.")


def text_is_given(text: str, what: str) -> Decision:
    """A text that must not be left out."""
    return require(bool(text.strip()), f"Chưa ghi {what}.")


def hold_is_open(until: date | None) -> Decision:
    """A hold ends once."""
    return require(until is None, "Việc tạm dừng này đã kết thúc trước đó.")


def work_is_open(until: str | None) -> Decision:
    """A stretch of work ends once."""
    return require(until is None, "Thời gian này đã có ngày kết thúc.")


def may_become_revoked(state: str, decided_on: date, on: date, name: str) -> Decision:
    """An award is revoked once, and not before it was given."""
    return require(state == "active", f"Khen thưởng của {name} đã bị hủy bỏ trước đó.") & require(
        decided_on <= on, f"Ngày hủy bỏ không được trước ngày quyết định khen thưởng của {name}."
    )


def may_be_restored(state: str, name: str) -> Decision:
    """Only what was revoked can be restored."""
    return require(state == "revoked", f"Khen thưởng của {name} đang có hiệu lực.")
