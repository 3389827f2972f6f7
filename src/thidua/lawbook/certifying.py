"""What a verdict leaves to persons: conduct to certify, and whom the law prefers among equals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from thidua.lawbook.book import LawBook
from thidua.lawbook.predicates.standing import Meets
from thidua.lawbook.record import Record
from thidua.lawbook.rules import Standard
from thidua.lawbook.schema import Conduct
from thidua.lawbook.verdict import Advice, ToCertify


def advice_among_equals(book: LawBook, record: Record, law_day: date) -> tuple[Advice, ...]:
    """Whom the law prefers among equals, as far as it concerns the recipient."""
    who = record.recipient
    return tuple(
        Advice(each.rule, f"{each.text}.", each.cites, each.checked)
        for each in book.prefer
        if each.holds_on(law_day)
        and (not each.kinds or who.kind in each.kinds)
        and (not each.groups or who.group in each.groups)
        and (each.gender is None or who.gender == each.gender)
    )


def to_certify(book: LawBook, record: Record, standard: Standard, law_day: date) -> tuple[ToCertify, ...]:
    """What a person certifies of the recipient under the standard."""
    recipient, route = record.recipient, record.question.route
    group = recipient.group or ("official" if recipient.kind == "person" else None)
    return tuple(
        ToCertify(each.rule, each.text, each.cites)
        for each in _conduct(book, standard, law_day, (recipient.kind, group, route))
        if (not each.kinds or recipient.kind in each.kinds)
        and (not each.groups or group in each.groups)
        and (not each.routes or route is None or route in each.routes)
        and (not each.leaders_only or recipient.leader)
    )


def _conduct(
    book: LawBook, standard: Standard, law_day: date, whom: tuple[str, str | None, str | None]
) -> Iterator[Conduct]:
    """What a person certifies: of the award itself, of the titles whose standard it asks of them, and in general."""
    yield from standard.certify
    for condition in standard.conditions:
        if isinstance(condition.predicate, Meets) and condition.applies(*whom):
            inner = book.standard(condition.predicate.award, law_day)
            if inner is not None:
                yield from inner.certify
    yield from (each for each in book.conduct if each.holds_on(law_day))
