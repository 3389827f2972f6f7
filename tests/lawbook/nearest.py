"""How far a record is from an award, condition by condition: the plain form of what columns work out at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from thidua.kernel import years
from thidua.kernel.kleene import NO, UNKNOWN, YES, Truth, all_of, any_of
from thidua.lawbook import LawBook, Record
from thidua.lawbook.case import Case
from thidua.lawbook.columns.judging import FAR
from thidua.lawbook.predicates.standing import Meets
from thidua.lawbook.rules import Condition


@dataclass(frozen=True)
class Near:
    """Truth, number of conditions lacking on the nearest way, the one lacking, whether all are open ones."""

    truth: Truth
    short: int
    lacking: str = ""
    doubtful: bool = False
    open: bool = False

    @property
    def as_way(self) -> int:
        return (0 if self.truth is YES else FAR) if self.open else self.short


def nearest(book: LawBook, record: Record) -> tuple[int, str, bool]:
    """The distance, and where it is one the rule lacking and whether it is unknown rather than not met."""
    question = record.question
    day, award = question.decided_on, book.award(question.award)
    case = Case(record, day, book.settings(day), book.names, book.state_level, book.titles)
    standard = book.standard(award.code, day)
    assert standard is not None
    own = together(parts(book, case, standard.conditions))
    own = Near(own.truth, own.as_way, own.lacking, own.doubtful)
    whole = together([*parts(book, case, book.gate_rules(award.code, day).conditions), own])
    return (1, whole.lacking, whole.doubtful) if whole.short == 1 else (whole.short, "", False)


def parts(book: LawBook, case: Case, conditions: Sequence[Condition]) -> list[Near]:
    recipient, route = case.record.recipient, case.record.question.route
    group = recipient.group or ("official" if recipient.kind == "person" else None)
    return [
        one(book, case, each)
        for each in conditions
        if each.applies(recipient.kind, group, route)
        and (each.predicate is None or each.predicate.asked(case))
    ]


def one(book: LawBook, case: Case, condition: Condition) -> Near:
    predicate = condition.predicate
    if isinstance(predicate, Meets):
        return softened(condition, another(book, case, condition, predicate))
    if predicate is None:
        inner = parts(book, case, condition.parts)
        return softened(condition, either(inner) if condition.either else together(inner))
    truth = predicate.truth(case)
    shown = UNKNOWN if truth is NO and condition.no_means == "unknown" else truth
    return Near(shown, int(truth is not YES), condition.rule, shown is not NO, predicate.open)


def softened(condition: Condition, found: Near) -> Near:
    if condition.no_means != "unknown" or found.truth is not NO:
        return found
    return Near(UNKNOWN, found.short, found.lacking, found.doubtful, found.open)


def another(book: LawBook, case: Case, condition: Condition, predicate: Meets) -> Near:
    standard = book.standard(predicate.award, case.on)
    groups, group = book.award(predicate.award).entry.groups, case.record.recipient.group
    if group is not None and groups and group not in groups:
        standard = None
    inner = parts(book, case, standard.conditions) if standard else []
    conferred = years.contains(
        case.titled((predicate.award, *predicate.or_titled), best=False), case.last_year
    )
    if not inner:
        truth = YES if conferred else UNKNOWN
        return Near(truth, int(not conferred), condition.rule, True)
    found = together(inner)
    if found.truth is UNKNOWN and conferred:
        return Near(YES, 0, open=found.open)
    return found


def together(inner: Sequence[Near]) -> Near:
    short = 0
    for each in inner:
        short = min(short + each.short, FAR)
    lacking = next((each for each in reversed(inner) if each.short == 1), Near(YES, 0))
    is_open = bool(inner) and all(each.open for each in inner)
    return Near(all_of(e.truth for e in inner), short, lacking.lacking, lacking.doubtful, is_open)


def either(inner: Sequence[Near]) -> Near:
    short, chosen = FAR, Near(NO, FAR)
    for each in inner:
        if each.as_way < short:
            short, chosen = each.as_way, each
    is_open = bool(inner) and all(each.open for each in inner)
    return Near(any_of(e.truth for e in inner), short, chosen.lacking, chosen.doubtful, is_open)
