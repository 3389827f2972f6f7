"""What every condition is, and the windows of years that conditions look at."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from thidua.kernel import years
from thidua.kernel.kleene import Truth, between
from thidua.lawbook import terms
from thidua.lawbook.case import Case
from thidua.lawbook.telling import Telling


class Words(BaseModel):
    """Parameters of a condition as the rule states them; refuses unknown ones."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Predicate(Words, ABC):
    """A condition with its parameters.

    `holds` answers in one world and must be monotone: more merit, or the best world, never turns yes into no.
    `tell` explains a truth already found. `open`: nearly everybody lacks it for want of a judgement, a deed or a text,
    so that lacking nothing else brings nobody near the award. `asked_of_all`: whether a question put to a whole
    register asks about it; one about the question's own period or numbers of a unit is not.
    """

    open: ClassVar[bool] = False
    asked_of_all: ClassVar[bool] = True

    @abstractmethod
    def holds(self, case: Case, best: bool) -> bool:
        """Whether the condition holds in the worst or in the best world."""

    @abstractmethod
    def tell(self, case: Case, truth: Truth) -> Telling:
        """What was required, what the record shows, what would change the answer."""

    def asked(self, case: Case) -> bool:
        """Whether the question asks about it at all."""
        return True

    def truth(self, case: Case) -> Truth:
        """Yes, no or unknown."""
        worst = self.holds(case, best=False)
        return between(worst, worst or self.holds(case, best=True))


class Window(Words):
    """The years a condition looks at, counted back from the last year asked about.

    `last`: that many years. `asked`: the period asked about, where one is named. `after`: the years since a prior
    award of these codes. `run`: the unbroken years rated so (or with one of `run_titles`), inside the period asked
    about where one is named. Limits add up; none of them means the whole past.
    """

    last: int | None = Field(default=None, ge=1, le=40)
    asked: bool = False
    after: tuple[str, ...] = ()
    run: terms.Rating | None = None
    run_titles: tuple[str, ...] = ()

    def bits(self, case: Case, best: bool) -> int:
        """The years in one world; a window of the single last year never restarts after a penalty."""
        found = self.outer(case, best)
        if self.run is not None:
            kept = case.rated(self.run, best) | case.titled(self.run_titles, best)
            found = years.run_ending(kept & found, case.last_year)
        return found

    def outer(self, case: Case, best: bool) -> int:
        """The years before the run of ratings is taken out of them."""
        if self.last == 1 and not self.after and self.run is None:
            return years.bit(case.last_year)
        found = years.until(case.last_year) & case.countable(best)
        if self.asked and case.record.question.period:
            found &= years.since(case.record.question.period[0])
        if self.last is not None:
            found &= years.last_years(self.last, case.last_year)
        if self.after:
            found &= years.since(case.first_year_after(self.after, best))
        if self.run is not None and case.record.question.period:
            found &= years.since(case.record.question.period[0])
        return found

    def text(self, case: Case) -> str:
        """The window for a reader."""
        if self.last == 1:
            return f"năm {case.last_year}"
        if self.after:
            return f"thời gian sau lần khen trước đến năm {case.last_year}"
        period = case.record.question.period
        if self.asked and period:
            return f"thời gian {period[0]}–{period[1]}"
        if self.last is not None:
            return f"{self.last} năm {case.last_year - self.last + 1}–{case.last_year}"
        return f"thời gian đến năm {case.last_year}"


YEAR = Window(last=1)


class Threshold(Words):
    """A share as an exact fraction, to be reached (`at_least`) or passed (`more_than`)."""

    at_least: tuple[int, int] | None = None
    more_than: tuple[int, int] | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.at_least is None) == (self.more_than is None):
            raise ValueError("một trong hai: at_least hoặc more_than")
        if (self.at_least or self.more_than or (0, 0))[1] <= 0:
            raise ValueError("mẫu số phải lớn hơn 0")
        return self

    def met(self, part: int, whole: int) -> bool:
        """Exact comparison, no rounding."""
        if self.at_least is not None:
            return part * self.at_least[1] >= whole * self.at_least[0]
        assert self.more_than is not None
        return part * self.more_than[1] > whole * self.more_than[0]

    def needed(self, whole: int) -> int:
        """The smallest part of `whole` that meets it."""
        if self.at_least is not None:
            top, bottom = self.at_least
            return -(-whole * top // bottom)
        assert self.more_than is not None
        top, bottom = self.more_than
        return whole * top // bottom + 1


Comparison = Literal["at_least", "more_than"]
