"""Lines of a sheet: what the book says, in words, each line with its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from thidua.kernel.formats import date_vi, list_vi
from thidua.lawbook import terms
from thidua.lawbook.book import LawBook
from thidua.lawbook.errors import ParameterError
from thidua.lawbook.predicates.standing import Meets
from thidua.lawbook.rules import Condition
from thidua.lawbook.schema import Conduct, Preference
from thidua.lawbook.wording import words

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Cite:
    """A citation as the data writes it and in the words of the law."""

    text: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """One statement of the law: a condition, a deciding authority, a share, an amount, a paper.

    `key` names it among its siblings and stays the same over time. `says` is what exactly is asked, with every number;
    `whom` to whom and by which route; `failing` what a failure means where it is not a refusal. `either`: one of
    `parts` suffices. `award`: the code of another award whose sheet it stands on.
    """

    key: str
    title: str
    says: str = ""
    whom: str = ""
    failing: str = ""
    remark: str = ""
    cites: tuple[Cite, ...] = ()
    checked: bool = True
    because: str = ""
    parts: tuple[Line, ...] = ()
    either: bool = False
    award: str = ""
    kinds: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    routes: frozenset[str] = frozenset()

    def walk(self) -> Iterator[Line]:
        """The line and every line below it."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of one sort under a heading; `note` is what is said where there are none."""

    key: str
    title: str
    lines: tuple[Line, ...] = ()
    note: str = ""


def cites_of(book: LawBook, cites: Iterable[str]) -> tuple[Cite, ...]:
    """Citations with their words, each once."""
    return tuple(_cite(book, text) for text in dict.fromkeys(cites))


def _cite(book: LawBook, text: str) -> Cite:
    made: Cite = book.kept(("cite", text), lambda: Cite(text, book.cite_vi(text)))
    return made


def whom_vi(kinds: Iterable[str], groups: Iterable[str], routes: Iterable[str]) -> str:
    """To whom something applies: "cá nhân · công nhân; nông dân · loại hình công trạng"; empty for everybody."""
    to = _listed(terms.KIND_VI, kinds)
    of = _listed(terms.GROUP_VI, groups)
    by = _listed(terms.ROUTE_VI, routes)
    said = (list_vi(to), "; ".join(of), f"loại hình {'; '.join(by)}" if by else "")
    return " · ".join(each for each in said if each)


def _listed(vocabulary: Mapping[str, str], codes: Iterable[str]) -> list[str]:
    wanted = set(codes)
    return [each for code, each in vocabulary.items() if code in wanted]


def reason_vi(error: ParameterError) -> str:
    """Why the book has no value on a day, as a sentence with days as readers write them."""
    text = _ISO.sub(lambda found: date_vi(date.fromisoformat(found[0])), error.reason)
    return f"{text[:1].upper()}{text[1:]}."


def condition_line(book: LawBook, condition: Condition, on: date) -> Line:
    """A condition ready to evaluate as a line; one that asks another title's standard carries its conditions."""
    predicate, parts, award = condition.predicate, condition.parts, ""
    if isinstance(predicate, Meets):
        award = predicate.award
        standard = book.standard(award, on)
        parts = standard.conditions if standard else ()
    says = words(predicate, book.names) if predicate is not None else ""
    failing = {
        "no": "",
        "unknown": "Không đạt thì chưa kết luận; người thẩm định xem xét",
        "held": "Không đạt thì tạm dừng xét",
    }[condition.no_means]
    return Line(
        key=condition.rule,
        title=condition.title,
        says="" if says.casefold() == condition.title.casefold() else says,
        whom=whom_vi(condition.kinds, condition.groups, condition.routes),
        failing=failing,
        remark=condition.remark or "",
        cites=cites_of(book, condition.cites),
        checked=condition.checked,
        because=condition.because or "",
        parts=tuple(condition_line(book, part, on) for part in parts),
        either=condition.either,
        award=award,
        kinds=condition.kinds,
        groups=condition.groups,
        routes=condition.routes,
    )


def conduct_line(book: LawBook, conduct: Conduct) -> Line:
    """What a person certifies, as a line."""
    whom = whom_vi(conduct.kinds, conduct.groups, conduct.routes)
    leaders = "người lãnh đạo, quản lý" if conduct.leaders_only else ""
    return Line(
        key=conduct.rule,
        title=conduct.text,
        whom=" · ".join(each for each in (leaders, whom) if each),
        cites=cites_of(book, conduct.cites),
        checked=conduct.checked,
        because=conduct.because or "",
        kinds=frozenset(conduct.kinds),
        groups=frozenset(conduct.groups),
        routes=frozenset(conduct.routes),
    )


def preference_line(book: LawBook, preference: Preference) -> Line:
    """Whom the law prefers among equals, as a line."""
    return Line(
        key=preference.rule,
        title=preference.text,
        whom=whom_vi(preference.kinds, preference.groups, ()),
        cites=cites_of(book, preference.cites),
        checked=preference.checked,
        because=preference.because or "",
        kinds=frozenset(preference.kinds),
        groups=frozenset(preference.groups),
    )
