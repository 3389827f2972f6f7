"""What rooms above know about award records, for this room's pages: they give a source when the site starts."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from thidua.access.types import Actor


@dataclass(frozen=True, slots=True)
class Later:
    """A check that counted an award: whose, for which award, with what verdict, and where it is shown."""

    who: str
    award: str
    verdict: str
    tone: str
    day: date
    url: str


@dataclass(frozen=True, slots=True)
class CaseNote:
    """A case of review after a revocation that concerns an award: what it says, where it stands, where it is shown."""

    words: str
    state: str
    tone: str
    url: str


@dataclass(frozen=True, slots=True)
class Beside:
    """`rested_on` is the address of the check that an award itself rested on, "" when there is none; `later`
    are the checks of others and of later years that counted it; `cases` are reviews after a revocation, of this
    award or of those that counted it."""

    rested_on: str = ""
    later: tuple[Later, ...] = ()
    cases: tuple[CaseNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Consequence:
    """What revoking would mean for one award or nomination that counted the revoked ones.

    `level` 1 counted them itself; from 2 on it counted an award that would then no longer stand, named in
    `through`. `before` and `after` are verdicts in words with their tones.
    """

    who: str
    award: str
    under_way: bool
    level: int
    through: str
    before: tuple[str, str]
    after: tuple[str, str]
    stands: bool
    url: str


@dataclass(frozen=True, slots=True)
class Consequences:
    """All that would follow; `hidden` counts nominations under way beyond the actor's scope."""

    lines: tuple[Consequence, ...] = ()
    hidden: int = 0

    @property
    def direct(self) -> tuple[Consequence, ...]:
        """Those that counted the revoked awards themselves: each becomes a case for review."""
        return tuple(line for line in self.lines if line.level == 1)

    @property
    def indirect(self) -> tuple[Consequence, ...]:
        """Those that would be next if some of the first were lost as well."""
        return tuple(line for line in self.lines if line.level > 1)

    @property
    def sentence(self) -> str:
        """How many there are and who the first are, for the one question before the act; "" when there are none."""
        direct = self.direct
        count = len(direct) + self.hidden
        if not count:
            return ""
        named = "; ".join(f"{line.award} của {line.who}" for line in direct[:NAMED])
        more = count - min(len(direct), NAMED)
        rest = f" và {more} trường hợp khác" if more and named else ""
        lost = sum(not line.stands for line in direct)
        no_more = f", trong đó {lost} không còn đủ căn cứ" if lost else ""
        return f" {count} trường hợp đã tính đến sẽ phải xem xét lại{no_more}{f': {named}{rest}' if named else ''}."


Source = Callable[[Actor, Collection[int], int | None, date | None], Beside]
"""(actor, record ids, nomination id, day of the decision) → what is known; a constant number of queries."""
Foresight = Callable[[Actor, Collection[int]], Consequences]
"""(actor, record ids) → what revoking them would mean; a constant number of queries."""
Beginning = Callable[[Actor, int, Collection[int]], tuple[str, str]]
"""(actor, case, record ids) → the legal ground and the reason with which a proposed revocation begins."""
NAMED = 3
_sources: list[Source] = []
_foresights: list[Foresight] = []
_beginnings: list[Beginning] = []


def give(source: Source, foresight: Foresight, beginning: Beginning) -> None:
    """A room above says what it knows; the last to speak is asked."""
    _sources[:] = [source]
    _foresights[:] = [foresight]
    _beginnings[:] = [beginning]


def begins_with(actor: Actor, case: str, record_ids: Collection[int]) -> tuple[str, str]:
    """The ground and the reason proposed in that case for one of these records; empty where there is no such case."""
    if not (case.isascii() and case.isdecimal() and len(case) < 19):
        return "", ""
    return next((ask(actor, int(case), record_ids) for ask in _beginnings), ("", ""))


def consequences(actor: Actor, record_ids: Collection[int]) -> Consequences:
    """What revoking these records would mean; nothing while no room above has spoken."""
    for foresight in _foresights:
        return foresight(actor, record_ids)
    return Consequences()


def beside(
    actor: Actor, record_ids: Collection[int], nomination_id: int | None = None, day: date | None = None
) -> Beside:
    """What stands beside these records; nothing while no room above has spoken."""
    for source in _sources:
        return source(actor, record_ids, nomination_id, day)
    return Beside()
