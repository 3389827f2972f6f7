"""What is paid when one recipient gets several awards at one time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from thidua.lawbook import terms
from thidua.lawbook.answers import Bonus

if TYPE_CHECKING:
    from thidua.lawbook.book import LawBook

Conferred = tuple[str, terms.Kind, tuple[int, int]]
"""An award given: its code, the kind of recipient, the first and last year of the achievements it rewards."""


@dataclass(frozen=True, slots=True)
class Payable:
    """One of the awards: its bonus (None where no coefficient is known), whether it is paid, and why (Vietnamese)."""

    code: str
    kind: terms.Kind
    period: tuple[int, int]
    bonus: Bonus | None
    paid: bool
    because: str
    cites: tuple[str, ...]
    checked: bool

    @property
    def amount(self) -> int:
        """What is paid for it, in đồng."""
        return self.bonus.payable if self.paid and self.bonus is not None else 0


def payable(book: LawBook, awards: Sequence[Conferred], on: date) -> tuple[Payable, ...]:
    """What is paid of awards given to one recipient by decisions of one day, in the order given.

    Of titles for the same years only the highest is paid; titles for other years, and a title beside a form, are each
    paid. Of forms the law says so where years and achievements differ; for the same years the answer is unchecked.
    Raises ParameterError on days without a rule or a base salary, KeyError for an unknown award.
    """
    found = book.several_awards(on)
    rule = found.rule
    bonuses = [book.bonus(code, kind, on) for code, kind, _ in awards]
    amounts = [bonus.payable if bonus is not None else 0 for bonus in bonuses]
    result = []
    for place, (code, kind, period) in enumerate(awards):
        same_kind = [
            other
            for other, (each, _, years) in enumerate(awards)
            if book.award(each).kind == book.award(code).kind and years == period and other != place
        ]
        best = _best(book, awards, amounts, [place, *same_kind])
        paid, sure, because = True, True, "Trả theo mức của danh hiệu, hình thức này."
        if same_kind and book.award(code).kind == "title":
            if rule.titles_same_period == "highest" and best != place:
                paid = False
                higher = book.award(awards[best][0]).name
                because = f"Cùng thời gian tính thành tích {_years(period)} đã trả mức cao nhất: {higher}."
            else:
                because = f"Mức cao nhất trong các danh hiệu của {_years(period)}."
        elif same_kind:
            sure = False
            because = (
                f"Nhiều hình thức cho cùng thời gian {_years(period)}: quy định chỉ nói trả đủ khi khác thời gian và "
                "thành tích; cần xác định mỗi hình thức khen một thành tích khác nhau."
            )
        bonus = bonuses[place]
        if bonus is None:
            because = "Chưa có hệ số tiền thưởng cho đối tượng này."
        cites = tuple(dict.fromkeys((*found.cites, *(bonus.cites if bonus is not None else ()))))
        checked = sure and found.checked and (bonus is None or bonus.checked)
        result.append(Payable(code, kind, period, bonus, paid, because, cites, checked))
    return tuple(result)


def _best(book: LawBook, awards: Sequence[Conferred], amounts: Sequence[int], places: Iterable[int]) -> int:
    """Which of them pays most; of equal ones the higher in rank, then the first given."""
    return max(places, key=lambda place: (amounts[place], book.award(awards[place][0]).rank, -place))


def _years(period: tuple[int, int]) -> str:
    first, last = period
    return f"năm {first}" if first == last else f"năm {first}–{last}"
