"""Pure rules of decisions: what goes together, in which order, at what bonus, on which date, signed how."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from thidua.decisions.types import AuthorityMark, Candidate, DecisionState, Paid, Payment, Rate
from thidua.kernel.decision import ALLOW, Decision, refuse, require
from thidua.kernel.numbering import symbol
from thidua.papers.people import KIND_WORDS

SERIES = "QĐ"
NAMED = 3
MAX_ITEMS = 5000

_KIND_ORDER: dict[str, int] = {kind: place for place, kind in enumerate(KIND_WORDS)}


# What may stand in one decision ---------------------------------------------------------------------------


def may_stand_together(candidates: Sequence[Candidate], unit_id: int, authority: str) -> Decision:
    """Whether one decision of this unit may award them all.

    Each must lie endorsed at this unit, be within the power of its head, and stand in no other decision;
    all must come by one route, because a decision names one. Every reason names the cases it means.
    """
    if not candidates:
        return refuse("Dự thảo quyết định phải có ít nhất một hồ sơ.")
    return (
        require(len(candidates) <= MAX_ITEMS, f"Một quyết định có nhiều nhất {MAX_ITEMS} hồ sơ.")
        & _none(
            [c for c in candidates if c.holder_id != unit_id or c.review_state != "endorsed"],
            "Chưa được thủ trưởng đơn vị này duyệt",
        )
        & _none(
            [c for c in candidates if authority not in c.deciders],
            "Người đứng đầu đơn vị không có thẩm quyền quyết định",
            with_award=True,
        )
        & _none(
            [c for c in candidates if c.held_by_decision is not None],
            "Đang nằm trong dự thảo quyết định khác",
        )
        & require(
            len({c.route for c in candidates}) == 1,
            "Các hồ sơ thuộc nhiều loại hình khen thưởng; mỗi quyết định chỉ một loại hình.",
        )
    )


def may_be_recorded(candidates: Sequence[Candidate], unit_id: int) -> Decision:
    """Whether a State decision may be recorded for them: forwarded by this unit and still waiting."""
    if not candidates:
        return refuse("Quyết định phải có ít nhất một hồ sơ.")
    return _none(
        [c for c in candidates if c.holder_id != unit_id or c.review_state != "submitted"],
        "Không ở bước chờ cấp Nhà nước tại đơn vị này",
    ) & require(
        len({c.route for c in candidates}) == 1,
        "Các hồ sơ thuộc nhiều loại hình khen thưởng; mỗi quyết định chỉ một loại hình.",
    )


def _none(cases: Sequence[Candidate], says: str, *, with_award: bool = False) -> Decision:
    return require(not cases, f"{says}: {names_of(cases, with_award=with_award)}.") if cases else ALLOW


def names_of(cases: Sequence[Candidate], *, with_award: bool = False) -> str:
    """Up to three names and how many more."""
    shown = ", ".join(f"{c.name} ({c.award_name})" if with_award else c.name for c in cases[:NAMED])
    more = len(cases) - NAMED
    return f"{shown} và {more} hồ sơ khác" if more > 0 else shown


def annex_order(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The order in which they are printed and numbered.

    Highest award first and newest period first, because each has a list of its own; within it by kind as
    papers list them, then by Vietnamese name order; the unit and the id settle what is left.
    """
    return sorted(candidates, key=_place)


def _place(case: Candidate) -> tuple[Any, ...]:
    first, last = case.counted_period
    return (
        -case.rank,
        case.award,
        -last,
        first,
        _KIND_ORDER[case.kind],
        case.sort_key,
        case.unit_name,
        case.nomination_id,
    )


# Money ----------------------------------------------------------------------------------------------------

_SAME_PERIOD = (
    (date(2017, 10, 1), date(2023, 12, 31), "91/2017/NĐ-CP Đ66.2"),
    (date(2024, 1, 1), date(2025, 6, 30), "98/2023/NĐ-CP Đ53"),
    (date(2025, 7, 1), date.max, "152/2025/NĐ-CP Đ49.5"),
)


def payments(
    candidates: Sequence[Candidate], rates: Mapping[int, Rate], day: date, already: Sequence[Paid] = ()
) -> list[Payment]:
    """What each nomination is paid when all are decided on `day`.

    One recipient's titles of one period bring together only the highest bonus; titles of different periods,
    different forms, and a title beside a form are each paid in full (D91 66(2); D152 49(5) to (7)).
    `already` are bonuses of the same day from other decisions: the titles together never exceed the
    highest. `rates` is by nomination id.
    """
    cites = next((cite for first, last, cite in _SAME_PERIOD if first <= day <= last), "")
    full = {
        c.nomination_id: Payment(c.nomination_id, rates[c.nomination_id], rates[c.nomination_id].amount)
        for c in candidates
    }
    titles = sorted((c for c in candidates if c.is_title), key=_title_group)
    for (recipient_id, period), group in groupby(titles, key=_title_group):
        cases = sorted(group, key=lambda c: (-rates[c.nomination_id].amount, -c.rank, c.nomination_id))
        spent = sum(
            p.bonus for p in already if p.is_title and (p.recipient_id, p.period) == (recipient_id, period)
        )
        if len(cases) == 1 and not spent:
            continue
        best = max(rates[cases[0].nomination_id].amount, spent)
        for case in cases:
            rate = rates[case.nomination_id]
            paid = min(rate.amount, max(0, best - spent))
            spent += paid
            if paid != rate.amount:
                full[case.nomination_id] = Payment(
                    case.nomination_id, rate, paid, _only_highest(period), cites
                )
    return [full[c.nomination_id] for c in candidates]


def _title_group(case: Candidate) -> tuple[int, tuple[int, int]]:
    return case.recipient_id, case.counted_period


def _only_highest(period: tuple[int, int]) -> str:
    when = f"năm {period[0]}" if period[0] == period[1] else f"giai đoạn {period[0]} - {period[1]}"
    return (
        f"Cùng thời điểm đạt nhiều danh hiệu thi đua của {when}:"
        " chỉ nhận mức tiền thưởng cao nhất trong các danh hiệu đó."
    )


def total(paid: Iterable[Payment]) -> int:
    """The sum of the bonuses in đồng."""
    return sum(payment.paid for payment in paid)


# Date -----------------------------------------------------------------------------------------------------


def date_is_possible(decided_on: date, today: date, candidates: Sequence[Candidate] = ()) -> Decision:
    """A decision's date: not in the future, not before an endorsement it rests on."""
    later = [c for c in candidates if c.endorsed_on is not None and c.endorsed_on > decided_on]
    shown = f"{decided_on:%d/%m/%Y}"
    past = require(decided_on <= today, f"Ngày ký {shown} không được sau ngày {today:%d/%m/%Y}.")
    return past & _none(later, f"Ngày ký {shown} trước ngày thủ trưởng duyệt")


# Signature ------------------------------------------------------------------------------------------------


def authority_lines(
    mark: AuthorityMark | str, head_title: str, own_title: str = "", collective: str = ""
) -> tuple[str, ...]:
    """The lines above a signature, in capitals.

    `head_title` the title of the head of the unit ("Chủ tịch"), `own_title` the signer's ("Phó Chủ tịch"),
    `collective` the body signed for with TM. ("Ủy ban nhân dân"); a deputy signing for it adds KT.
    """
    mark = AuthorityMark(mark)
    head, own, body = head_title.upper(), (own_title or head_title).upper(), collective.upper()
    if mark is AuthorityMark.NONE:
        return (own,)
    if mark is AuthorityMark.Q:
        return (f"Q. {head}",)
    if mark is AuthorityMark.TM:
        if own == head:
            return (f"TM. {body}", head)
        return (f"TM. {body}", f"KT. {head}", own)
    return (f"{mark.value}. {head}", own)


def mark_for(own_title: str, head_title: str) -> AuthorityMark:
    """The usual mark of someone with that title: a deputy signs KT., the head without a mark."""
    own, head = own_title.strip().casefold(), head_title.strip().casefold()
    if own.startswith("phó "):
        return AuthorityMark.KT
    if own.startswith("quyền "):
        return AuthorityMark.Q
    return AuthorityMark.NONE if not own or own == head else AuthorityMark.TL


_MARK = re.compile(r"(?:(?:TM|KT|TL|TUQ|Q)\. )?\S.*")


def lines_are_right(lines: Sequence[str], signer: str) -> Decision:
    """Authority lines as the decree writes them: capitals, one mark at the front of a line at most."""
    text = [line.strip() for line in lines]
    return (
        require(bool(text) and all(text), "Chưa ghi quyền hạn, chức vụ của người ký.")
        & require(len(text) <= 3, "Quyền hạn, chức vụ của người ký có nhiều nhất ba dòng.")
        & require(
            all(line == line.upper() and _MARK.fullmatch(line) and len(line) <= 120 for line in text),
            "Quyền hạn, chức vụ của người ký viết chữ in hoa; chỉ dùng TM., KT., TL., TUQ. hoặc Q. ở đầu dòng.",
        )
        & require(bool(signer.strip()), "Chưa ghi họ tên người ký.")
        & require(not text or not _alone(text), "Sau KT., TL., TUQ. phải có dòng chức vụ của chính người ký.")
    )


def _alone(lines: Sequence[str]) -> bool:
    return lines[-1].startswith(("KT. ", "TL. ", "TUQ. ", "TM. "))


# States ---------------------------------------------------------------------------------------------------


def may_change(state: str) -> Decision:
    """Only a draft can change."""
    return require(
        state == DecisionState.DRAFT,
        f"Quyết định ở trạng thái “{DecisionState(state).label}”, không sửa được nữa.",
    )


def may_publish(state: str) -> Decision:
    """Only a signed decision can be published, once."""
    return require(
        state == DecisionState.SIGNED,
        f"Chỉ công bố quyết định đã ký; quyết định này ở trạng thái “{DecisionState(state).label}”.",
    )


def may_attach(state: str) -> Decision:
    """The signed scan or file belongs to a decision that is signed."""
    return require(
        state in (DecisionState.SIGNED, DecisionState.PUBLISHED), "Chỉ đính kèm bản ký cho quyết định đã ký."
    )


def may_follow_up(state: str) -> Decision:
    """Correcting and revoking begin from a published decision."""
    return require(state == DecisionState.PUBLISHED, "Chỉ đính chính, hủy bỏ theo quyết định đã công bố.")


def symbol_of(unit_symbol: str) -> str:
    """The symbol of a unit's decisions: “QĐ-UBND”. Raises ValueError when the unit has no symbol."""
    return symbol(SERIES, unit_symbol)


def usual_subject(candidates: Sequence[Candidate]) -> str:
    """The subject when nobody wrote one."""
    names = list(dict.fromkeys(c.award_name for c in annex_order(candidates)))
    if len(names) == 1:
        what = f"tặng danh hiệu “{names[0]}”" if candidates[0].is_title else f"tặng {names[0]}"
    else:
        what = "tặng danh hiệu thi đua, hình thức khen thưởng"
    return f"Về việc {what} năm {max(c.counted_period[1] for c in candidates)}"


def none_suspended(candidates: Sequence[Candidate], verdicts: Mapping[int, str]) -> Decision:
    """A case under a hold stops the decision."""
    held = [c for c in candidates if verdicts.get(c.nomination_id) == "suspended"]
    return _none(held, "Đang có căn cứ tạm dừng xét, phải đưa ra khỏi quyết định")


def numbers_rise(decided_on: date, last: date | None) -> Decision:
    """A number given later bears no earlier date."""
    if last is None or decided_on >= last:
        return ALLOW
    return refuse(
        f"Ngày ký {decided_on:%d/%m/%Y} trước ngày của quyết định lấy số gần nhất ({last:%d/%m/%Y})."
    )


def not_before(decided_on: date, first: date | None) -> Decision:
    """A decision that follows another does not come before it."""
    return require(
        first is None or decided_on >= first, "Ngày ký không được trước ngày của quyết định ban đầu."
    )


def text_is_given(text: str, what: str) -> Decision:
    """A text that must not be left out."""
    return require(bool(text.strip()), f"Chưa ghi {what}.")
