"""What the pages of decisions read beyond the room's queries: what may be drafted, the next number, what followed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from thidua.access.scope import in_scope
from thidua.access.types import Actor
from thidua.achievements.types import Route
from thidua.decisions import access, gather, logic
from thidua.decisions.models import Decision
from thidua.decisions.types import AuthorityMark, Candidate, DecisionPage, ItemRow, Payment
from thidua.foundation.errors import Refused
from thidua.foundation.models import NumberSeries
from thidua.foundation.ui.cites import cite_words
from thidua.kernel.numbering import document_number
from thidua.lawbook import LawBook, ParameterError, load_book
from thidua.nominations.models import Nomination
from thidua.nominations.queries import decision_candidates
from thidua.nominations.types import ReviewState
from thidua.organisation.naming import COMMITTEES, body_name

OWN = "own"
"""The choice of signing in one's own name, without a mark."""
SHOWN = 200
"""How many cases of one group are listed one by one; the others are taken with the whole group."""


@dataclass(frozen=True, slots=True)
class Line:
    """A case that a decision may take, with what it would be paid today."""

    id: int
    name: str
    unit: str
    bonus: int
    note: str


@dataclass(frozen=True, slots=True)
class Group:
    """Cases of one route and one award, in the order of the annex."""

    key: str
    title: str
    lines: tuple[Line, ...]
    count: int
    total: int

    @property
    def more(self) -> int:
        """How many are not listed."""
        return self.count - len(self.lines)


def drafting_units(actor: Actor, act: str = "draft") -> list[tuple[int, str]]:
    """Units at which the actor may begin a decision, as (id, name), each once."""
    found = {p.unit_id: p.unit_name for p in actor.posts if access.may(actor, act, p.unit_id)}
    return list(found.items())


def groups(actor: Actor, unit_id: int) -> list[Group]:
    """Endorsed cases that the unit decides itself and no decision holds, by route and award.

    A constant number of queries for each 500 cases.
    """
    return grouped(free_candidates(actor, unit_id), actor.today)


def free_candidates(actor: Actor, unit_id: int) -> list[Candidate]:
    """The candidates behind `groups`, in the order of the annex."""
    ids = [brief.id for brief in decision_candidates(actor, unit_id=unit_id)]
    found = gather.candidates(ids, actor.today) if ids else []
    return logic.annex_order(case for case in found if case.held_by_decision is None)


def forwarded(actor: Actor, unit_id: int) -> list[Group]:
    """Cases that the unit sent to the State and that still wait, by route and award."""
    return grouped(forwarded_candidates(actor, unit_id), actor.today)


def forwarded_candidates(actor: Actor, unit_id: int) -> list[Candidate]:
    """The candidates behind `forwarded`, in the order of the annex."""
    rows = Nomination.objects.filter(
        in_scope(actor, "holder__"), holder=unit_id, review_state=ReviewState.SUBMITTED
    )
    ids = list(rows.values_list("pk", flat=True))
    found = gather.candidates(ids, actor.today) if ids else []
    return logic.annex_order(case for case in found if case.held_by_decision is None)


def grouped(cases: Sequence[Candidate], day: date) -> list[Group]:
    """Cases by route and award, each with its expected bonus; nothing is paid where the law of today is not loaded."""
    paid = {payment.nomination_id: payment for payment in expected(cases, day)}
    ordered = sorted(cases, key=lambda case: (case.route, -case.rank, case.award))
    return [
        _group(route, list(members), paid)
        for (route, _), members in groupby(ordered, key=lambda case: (case.route, case.award))
    ]


def expected(cases: Sequence[Candidate], day: date) -> list[Payment]:
    """What the cases would be paid if one decision of that day took them all."""
    try:
        rates = gather.rates(cases, day)
    except Refused:
        rates = gather.no_rates(cases)
    return logic.payments(cases, rates, day, gather.paid_on(cases, day))


def _group(route: str, members: list[Candidate], paid: dict[int, Payment]) -> Group:
    lines = [
        Line(
            case.nomination_id,
            case.name,
            case.unit_name,
            paid[case.nomination_id].paid,
            paid[case.nomination_id].reason,
        )
        for case in members[:SHOWN]
    ]
    title = members[0].award_name
    if route != Route.MERIT:
        title = f"{title} ({Route(route).label.lower()})"
    return Group(
        key=group_key(members[0]),
        title=title,
        lines=tuple(lines),
        count=len(members),
        total=sum(paid[case.nomination_id].paid for case in members),
    )


def group_key(case: Candidate) -> str:
    """What names a group in a form."""
    return f"{case.route}:{case.award}"


def picked(cases: Iterable[Candidate], ids: Iterable[int], keys: Iterable[str]) -> list[int]:
    """The nominations that were ticked one by one or with their group; what is not offered is left out."""
    chosen, whole = set(ids), set(keys)
    return [c.nomination_id for c in cases if c.nomination_id in chosen or group_key(c) in whole]


def round_of(nomination_ids: Sequence[int]) -> int | None:
    """The round that all of them belong to, None when they come from several. One query for each 500."""
    found: set[int] = set()
    for start in range(0, len(nomination_ids), gather.BATCH):
        rows = Nomination.objects.filter(pk__in=nomination_ids[start : start + gather.BATCH])
        found |= set(rows.order_by().values_list("round_id", flat=True).distinct())
    return found.pop() if len(found) == 1 else None


def next_number_words(unit_id: int, year: int) -> str:
    """The number that the next decision of the unit would take in that year. Two queries."""
    unit = gather.issuer(unit_id)
    last = (
        NumberSeries.objects.filter(unit_id=unit_id, series=logic.SERIES, year=year)
        .values_list("last", flat=True)
        .first()
    )
    return document_number((last or 0) + 1, logic.symbol_of(unit.symbol))


@dataclass(frozen=True, slots=True)
class SigningWay:
    """One way to sign: its mark and the lines it prints above the signature."""

    mark: str
    lines: tuple[str, ...]

    @property
    def choice(self) -> tuple[str, str]:
        """The way as a choice of a form: the lines as they will be printed."""
        return self.mark or OWN, " / ".join(self.lines)


def signing_ways(actor: Actor, unit_id: int) -> tuple[list[SigningWay], str]:
    """Every way in which the actor's post lets a decision of the unit be signed, and the usual one. One query."""
    unit = gather.issuer(unit_id)
    posts = actor.posts_at(unit_id, *access.SIGNERS)
    own = next((post.title for post in posts if post.title), "") or unit.head_title
    body = body_name(unit.name, unit.kind)
    usual = logic.mark_for(own, unit.head_title)
    head = own.casefold() == unit.head_title.casefold()
    marks = {
        AuthorityMark.NONE: True,
        AuthorityMark.TM: unit.kind in COMMITTEES,
        AuthorityMark.KT: not head,
        AuthorityMark.Q: own.casefold().startswith("quyền "),
        AuthorityMark.TL: not head,
        AuthorityMark.TUQ: not head,
    }
    ways = [
        SigningWay(mark.value, logic.authority_lines(mark, unit.head_title, own, body))
        for mark, offered in marks.items()
        if offered
    ]
    return sorted(ways, key=lambda way: way.mark != usual), usual.value


@dataclass(frozen=True, slots=True)
class Articles:
    """The articles behind one award of a decision: its standard, who decides it, its bonus; each in words."""

    award: str
    standard: tuple[str, ...]
    authority: tuple[str, ...]
    bonus: tuple[str, ...]


def articles(items: Iterable[ItemRow], day: date) -> list[Articles]:
    """The articles of the awards by the law of the day, in the order of the annex; none of an award unknown."""
    book = load_book()
    asked = dict.fromkeys((item.award, item.kind) for item in items)
    return [_articles(book, code, kind, day) for code, kind in asked if code in book.awards]


def _articles(book: LawBook, code: str, kind: str, day: date) -> Articles:
    standard = book.standard(code, day)
    entry = next((each for each in book.award(code).entry.authority if each.holds_on(day)), None)
    try:
        bonus = book.bonus(code, kind, day)
    except ParameterError:
        bonus = None
    rules = [cite for rule in standard.conditions for cite in rule.cites] if standard else []
    return Articles(
        book.names.get(code, code),
        _cited(rules),
        _cited(entry.cites if entry else ()),
        _cited(bonus.cites if bonus else ()),
    )


def _cited(cites: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cite_words(cite) for cite in cites))


@dataclass(frozen=True, slots=True)
class Followed:
    """A later decision about this one."""

    id: int
    number: str
    decided_on: date
    subject: str


def followed_by(page: DecisionPage) -> list[Followed]:
    """The decisions that corrected, revoked or restored something of this one. One query."""
    rows = Decision.objects.filter(
        unit_id=page.unit_id, state="published", content__of=page.id, pk__gt=page.id
    ).order_by("pk")
    return [Followed(*row) for row in rows.values_list("pk", "number", "decided_on", "subject")]


def first_of(decision_id: int) -> tuple[int, str] | None:
    """The decision that a following one is about, as (id, number). One query."""
    content = Decision.objects.filter(pk=decision_id).values_list("content", flat=True).first() or {}
    return (content["of"], content["of_number"]) if content.get("of") else None
