"""What if: facts that somebody supposes, added to a record before the years ahead are planned."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from thidua.kernel import years
from thidua.kernel.formats import date_vi
from thidua.lawbook import terms
from thidua.lawbook.record import Facts, Initiative, PenaltyFact

HOW = (
    "viết “rating=NĂM:MỨC” (excellent, good, completed, not_completed), “initiative=NĂM:PHẠM_VI” (unit, commune, "
    "district, province, ministry, nation) hoặc “penalty=NGÀY:MỨC[:NGÀY_HẾT_HẠN]” (reprimand, warning, pay_cut, "
    "demotion, dismissal, criminal), ngày dạng NĂM-THÁNG-NGÀY"
)
_SHAPE = re.compile(r"(rating|initiative|penalty)=([0-9-]+):([a-z_]+)(?::([0-9-]+))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class SupposedRating:
    """The rating of a year, this one or a coming one; it replaces what is recorded."""

    year: int
    level: terms.Rating


@dataclass(frozen=True, slots=True)
class SupposedInitiative:
    """An initiative of a year, in order: applied, fit for wider use, recognised at the level of its scope."""

    year: int
    scope: terms.Scope


@dataclass(frozen=True, slots=True)
class SupposedPenalty:
    """A penalty of a day; `until` is its last day, None while nobody says."""

    day: date
    level: terms.Penalty
    until: date | None = None


Supposition = SupposedRating | SupposedInitiative | SupposedPenalty


def parse_supposition(text: str, today: date) -> Supposition:
    """A supposition as the command line writes it. Raises ValueError with a Vietnamese reason."""
    shape = _SHAPE.fullmatch(text)
    if shape is None:
        raise ValueError(f"“{text}” không đúng dạng; {HOW}")
    kind, when, what, end = shape.groups()
    if kind == "penalty":
        return penalty(_day(when), what, None if end is None else _day(end), today)
    if end is not None or not when.isdecimal():
        raise ValueError(f"“{text}” không đúng dạng; {HOW}")
    return rating(int(when), what, today) if kind == "rating" else initiative(int(when), what, today)


def rating(year: int, level: str, today: date) -> SupposedRating:
    """A supposed rating. Raises ValueError for an unknown level and a year that is past or too far."""
    _coming(year, today)
    found = next((each for each in terms.RATINGS if each == level), None)
    if found is None:
        raise ValueError(f"không có mức xếp loại “{level}”")
    return SupposedRating(year, found)


def initiative(year: int, scope: str, today: date) -> SupposedInitiative:
    """A supposed initiative. Raises ValueError for an unknown scope and a year that is past or too far."""
    _coming(year, today)
    if scope not in terms.SCOPE_RANK:
        raise ValueError(f"không có phạm vi “{scope}”")
    return SupposedInitiative(year, scope)  # type: ignore[arg-type]


def penalty(day: date, level: str, until: date | None, today: date) -> SupposedPenalty:
    """A supposed penalty. Raises ValueError for an unknown level, a past or too distant day, an end before the day."""
    _coming(day.year, today)
    found = next((each for each in terms.PENALTIES if each == level), None)
    if found is None:
        raise ValueError(f"không có mức kỷ luật “{level}”")
    if until is not None and until < day:
        raise ValueError(f"ngày hết hạn {date_vi(until)} trước ngày kỷ luật {date_vi(day)}")
    return SupposedPenalty(day, found, until)


def supposing(facts: Facts, suppositions: Iterable[Supposition]) -> Facts:
    """The facts with what is supposed. Lists that are unknown stay unknown where a penalty would close them."""
    ratings = dict(facts.ratings or {})
    initiatives = list(facts.initiatives or ())
    penalties = list(facts.penalties or ())
    given = list(suppositions)
    for each in given:
        match each:
            case SupposedRating():
                ratings[each.year] = each.level
            case SupposedInitiative():
                initiatives.append(
                    Initiative(
                        year=each.year,
                        scope=each.scope,
                        recognised_by=each.scope,
                        applied=True,
                        replicable=True,
                    )
                )
            case SupposedPenalty():
                penalties.append(PenaltyFact(date=each.day, level=each.level, until=each.until))
    update: dict[str, object] = {}
    if any(isinstance(each, SupposedRating) for each in given):
        update["ratings"] = ratings
    if any(isinstance(each, SupposedInitiative) for each in given):
        update["initiatives"] = tuple(initiatives)
    if any(isinstance(each, SupposedPenalty) for each in given) and facts.penalties is not None:
        update["penalties"] = tuple(penalties)
    return facts.model_copy(update=update)


def supposition_vi(each: Supposition) -> str:
    """A supposition for a reader, without a final stop."""
    match each:
        case SupposedRating():
            return f"năm {each.year} được xếp loại “{terms.RATING_VI[each.level]}”"
        case SupposedInitiative():
            scope = terms.SCOPE_VI[each.scope]
            return (
                f"năm {each.year} có một sáng kiến có phạm vi ảnh hưởng {scope}, được {scope} công nhận, đã áp dụng và "
                "nhân rộng được"
            )
        case SupposedPenalty():
            text = f"bị kỷ luật {terms.PENALTY_VI[each.level]} ngày {date_vi(each.day)}"
            if each.until is None:
                return f"{text}, chưa rõ ngày hết thời hạn"
            return f"{text}, hết thời hạn ngày {date_vi(each.until)}"


def _coming(year: int, today: date) -> None:
    if year < today.year:
        raise ValueError(f"năm {year} đã qua; chỉ giả định được từ năm {today.year}")
    if year > years.LAST_YEAR:
        raise ValueError(f"năm {year} sau năm {years.LAST_YEAR}")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else _refuse(text)
    except ValueError:
        return _refuse(text)


def _refuse(text: str) -> date:
    raise ValueError(f"“{text}” không phải ngày dạng NĂM-THÁNG-NGÀY")
