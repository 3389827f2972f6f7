"""The outcome alone: the same law as `check`, without a word of explanation.

For whoever asks many questions and needs one word of each. It must agree with `check` on every record; the tests hold
the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from thidua.kernel import years
from thidua.kernel.kleene import NO, UNKNOWN, YES, Truth, all_of, any_of
from thidua.lawbook.ballots import vote_findings
from thidua.lawbook.book import Award, LawBook
from thidua.lawbook.case import Case
from thidua.lawbook.evaluation import law_day_of, transitions_of
from thidua.lawbook.predicates.standing import Meets
from thidua.lawbook.record import Record
from thidua.lawbook.rules import Condition
from thidua.lawbook.schema import Transition
from thidua.lawbook.verdict import Outcome

_TRUTH: dict[str, Truth] = {"yes": YES, "no": NO, "unknown": UNKNOWN, "held": NO}


def outcome(book: LawBook, record: Record, law_of: date | None = None) -> Outcome:
    """What `check` would conclude; `law_of` holds the law of one day still, as there."""
    award = book.award(record.question.award)
    transitions = () if law_of else transitions_of(book, record)
    law_day = law_of or law_day_of(record, transitions)
    version = book.version(award.code, law_day)
    if version is not None and version.criteria:
        return _with_rules(book, record, award, law_day, transitions)
    if version is not None and version.ended is not None:
        return "not_eligible"
    results = set(
        _results(book, case_of(book, record, law_day), book.gate_rules(award.code, law_day).conditions)
    )
    if not award.has_rules and book.recipient_rule(law_day) is not None and not fits(award, record):
        results.add("no")
    return _outcome(results | {"unknown"})


def eligible(book: LawBook, record: Record, law_of: date) -> bool:
    """Whether the record meets every condition for certain under the law of that day: the quickest question."""
    award = book.award(record.question.award)
    standard = book.standard(award.code, law_of)
    if standard is None or not fits(award, record):
        return False
    if not standard.conditions and not book.has_standard(award.code, law_of):
        return False
    case = case_of(book, record, law_of)
    return (
        all(met(book, case, each) for each in applicable(case, standard.conditions))
        and all(
            met(book, case, each) for each in applicable(case, book.gate_rules(award.code, law_of).conditions)
        )
        and all(each.result == "yes" for each in vote_findings(book, record, award, law_of))
    )


def case_of(book: LawBook, record: Record, law_day: date) -> Case:
    """The record seen under the law of a day."""
    return Case(record, law_day, book.settings(law_day), book.names, book.state_level, book.titles)


def fits(award: Award, record: Record) -> bool:
    """Whether the award is for such a recipient."""
    recipient, groups = record.recipient, award.entry.groups
    if recipient.kind not in award.recipients:
        return False
    return not (recipient.group and groups and recipient.group not in groups)


def applicable(case: Case, conditions: Iterable[Condition]) -> Iterator[Condition]:
    """The conditions meant for such a recipient and route that the question asks about."""
    recipient, route = case.record.recipient, case.record.question.route
    group = recipient.group or ("official" if recipient.kind == "person" else None)
    for each in conditions:
        if each.applies(recipient.kind, group, route) and (
            each.predicate is None or each.predicate.asked(case)
        ):
            yield each


def met(book: LawBook, case: Case, condition: Condition) -> bool:
    """Whether the condition is met for certain."""
    predicate = condition.predicate
    if predicate is None:
        parts = applicable(case, condition.parts)
        return (any if condition.either else all)(met(book, case, part) for part in parts)
    if isinstance(predicate, Meets):
        return _meets(book, case, predicate) is YES
    return predicate.holds(case, best=False)


def inner_standard(book: LawBook, case: Case, predicate: Meets) -> tuple[Condition, ...]:
    """The conditions of the title whose standard is asked; none where it is not that of the recipient's group."""
    standard = book.standard(predicate.award, case.on)
    groups, group = book.award(predicate.award).entry.groups, case.record.recipient.group
    if standard is None or (group is not None and groups and group not in groups):
        return ()
    return tuple(applicable(case, standard.conditions))


def _with_rules(
    book: LawBook, record: Record, award: Award, law_day: date, transitions: tuple[Transition, ...]
) -> Outcome:
    standard = book.standard(award.code, law_day)
    assert standard is not None
    case = case_of(book, record, law_day)
    results = set(_results(book, case, book.gate_rules(award.code, law_day).conditions))
    results.update(_results(book, case, standard.conditions))
    results.update(each.result for each in vote_findings(book, record, award, law_day))
    if not fits(award, record):
        results.add("no")
    found = _outcome(results)
    for each in transitions:
        if each.no_means == "unknown" and found == "not_eligible":
            found = "unknown"
        if each.also_law_of and _under(book, record, award, each.also_law_of) != found:
            found = "suspended" if "held" in results else "unknown"
    return found


def _under(book: LawBook, record: Record, award: Award, law_day: date) -> Outcome:
    if not book.has_standard(award.code, law_day):
        return "unknown"
    return _with_rules(book, record, award, law_day, ())


def _outcome(results: Iterable[str]) -> Outcome:
    if "held" in results:
        return "suspended"
    if "no" in results:
        return "not_eligible"
    return "unknown" if "unknown" in results else "eligible"


def _results(book: LawBook, case: Case, conditions: Iterable[Condition]) -> list[str]:
    return [_result(book, case, each) for each in applicable(case, conditions)]


def _result(book: LawBook, case: Case, condition: Condition) -> str:
    predicate = condition.predicate
    if isinstance(predicate, Meets):
        return str(_meets(book, case, predicate).value)
    if predicate is None:
        parts = _results(book, case, condition.parts)
        if len(parts) == 1 and condition.no_means == "no":
            return parts[0]
        truths = [_TRUTH[part] for part in parts]
        truth = any_of(truths) if condition.either else all_of(truths)
    else:
        truth = predicate.truth(case)
        if truth is NO and condition.no_means == "held":
            return "held"
    if truth is NO and condition.no_means == "unknown":
        truth = UNKNOWN
    return str(truth.value)


def _meets(book: LawBook, case: Case, predicate: Meets) -> Truth:
    """The year's facts against another title's standard; a title already conferred answers where they are silent."""
    conditions = inner_standard(book, case, predicate)
    if conditions and all(met(book, case, each) for each in conditions):
        return YES
    results = [_TRUTH[_result(book, case, each)] for each in conditions]
    truth = all_of(results) if results else UNKNOWN
    if truth is UNKNOWN:
        conferred = case.titled((predicate.award, *predicate.or_titled), best=False)
        if years.contains(conferred, case.last_year):
            return YES
    return truth
