"""Making checks: facts gathered for many recipients at once, each question put to the law, answers kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from thidua.access.types import Actor
from thidua.achievements.queries import facts_for, unit_paths
from thidua.eligibility import logic
from thidua.eligibility.access import may_ask
from thidua.eligibility.models import Check, CheckLean
from thidua.eligibility.types import Asked, Outcome
from thidua.foundation.clock import now
from thidua.foundation.errors import NotThere, demand
from thidua.lawbook import LawBook, load_book

BATCH = 500


@dataclass(frozen=True, slots=True)
class _Case:
    """A question ready to be asked, with its digest."""

    asked: Asked
    record: dict[str, Any]
    facts_digest: str


@transaction.atomic
def check_many(actor: Actor, asked: Iterable[Asked]) -> dict[int, Outcome]:
    """Put the questions to the law of their day and keep the answers.

    Outcomes are keyed by nomination id, by recipient id where there is no nomination. Where the law, the
    question and the facts are what they were at the newest check, that check stands and no new one is made.
    A constant number of queries for every 500 questions. Raises NotThere for a recipient that does not
    exist or, without a nomination, lies outside the actor's scope.
    """
    questions = list(asked)
    _may(actor, questions)
    book = load_book()
    outcomes: dict[int, Outcome] = {}
    for batch in _batches(questions):
        cases = _cases(book, batch)
        known = _newest([case.asked for case in cases])
        fresh = []
        for case in cases:
            last = known.get((case.asked.nomination_id is None, case.asked.key))
            if last is not None and _unchanged(last, case, book):
                outcomes[case.asked.key] = Outcome(last["id"], last["verdict"])
            else:
                fresh.append(case)
        outcomes |= _keep(book, fresh)
    return outcomes


def preview(actor: Actor, asked: Iterable[Asked]) -> dict[int, dict[str, Any]]:
    """The verdicts in the public form, keyed as in `check_many`; nothing is kept."""
    questions = list(asked)
    _may(actor, questions)
    book = load_book()
    return {
        case.asked.key: logic.answer(book, case.record)
        for batch in _batches(questions)
        for case in _cases(book, batch)
    }


def _may(actor: Actor, questions: Sequence[Asked]) -> None:
    free = {each.recipient_id for each in questions if each.nomination_id is None}
    if free and not actor.is_system:
        paths = unit_paths(free)
        if len(paths) != len(free):
            raise NotThere
        demand(may_ask(actor, paths.values()))


def _batches(questions: Sequence[Asked]) -> Iterator[list[Asked]]:
    """By year of the decision, which closes the completeness of facts recorded up to now; 500 at a time."""
    by_year: dict[int, list[Asked]] = defaultdict(list)
    for each in questions:
        by_year[each.decided_on.year].append(each)
    for _, group in sorted(by_year.items()):
        for start in range(0, len(group), BATCH):
            yield group[start : start + BATCH]


def _cases(book: LawBook, batch: Sequence[Asked]) -> list[_Case]:
    facts = facts_for({each.recipient_id for each in batch}, until_year=batch[0].decided_on.year)
    digests: dict[int, str] = {}
    cases = []
    for each in batch:
        known = facts.get(each.recipient_id)
        if known is None:
            raise NotThere
        record = logic.record_of(each, known, is_title=each.award in book.titles)
        if each.recipient_id not in digests:
            digests[each.recipient_id] = logic.facts_digest(record)
        cases.append(_Case(each, record, digests[each.recipient_id]))
    return cases


def _newest(batch: Sequence[Asked]) -> dict[tuple[bool, int], dict[str, Any]]:
    """The newest check of each nomination (of each recipient asked about without one)."""
    fields = (
        "id",
        "nomination_id",
        "recipient_id",
        "verdict",
        "law_digest",
        "facts_digest",
        "question__question",
    )
    nominations = [each.nomination_id for each in batch if each.nomination_id is not None]
    newest = Check.objects.filter(nomination_id__in=nominations).order_by().values("nomination_id")
    ids = newest.annotate(newest=Max("pk")).values("newest")
    found = {(False, row["nomination_id"]): row for row in Check.objects.filter(pk__in=ids).values(*fields)}
    free = [each for each in batch if each.nomination_id is None]
    if free:
        alone = Check.objects.filter(
            nomination_id=None, record=None, recipient_id__in=[each.recipient_id for each in free]
        )
        ids = alone.order_by().values("recipient_id").annotate(newest=Max("pk")).values("newest")
        found |= {
            (True, row["recipient_id"]): row for row in Check.objects.filter(pk__in=ids).values(*fields)
        }
    return found


def _unchanged(last: Mapping[str, Any], case: _Case, book: LawBook) -> bool:
    return bool(
        last["law_digest"] == book.digest
        and last["facts_digest"] == case.facts_digest
        and last["question__question"] == case.record["question"]
    )


def _keep(book: LawBook, cases: Sequence[_Case]) -> dict[int, Outcome]:
    at = now()
    rows = [
        check_row(
            book,
            case.record,
            logic.answer(book, case.record),
            recipient_id=case.asked.recipient_id,
            nomination_id=case.asked.nomination_id,
            decided_on=case.asked.decided_on,
            facts_digest=case.facts_digest,
            at=at,
        )
        for case in cases
    ]
    made = store_checks(rows)
    return {case.asked.key: Outcome(row.pk, row.verdict) for case, row in zip(cases, made, strict=True)}


def check_row(
    book: LawBook,
    record: Mapping[str, Any],
    verdict: Mapping[str, Any],
    *,
    recipient_id: int,
    nomination_id: int | None,
    decided_on: date,
    facts_digest: str,
    at: datetime,
    record_id: int | None = None,
) -> Check:
    """A check not yet stored: the question as a whole record, and the book's verdict on it."""
    return Check(
        recipient_id=recipient_id,
        nomination_id=nomination_id,
        record_id=record_id,
        award=record["question"]["award"],
        verdict=verdict["verdict"],
        decided_on=decided_on,
        law=verdict["law"],
        law_digest=book.digest,
        facts_digest=facts_digest,
        question=record,
        findings=verdict["findings"],
        missing=verdict["missing"],
        to_certify=verdict["to_certify"],
        unchecked=verdict["unchecked"],
        advice=verdict.get("advice", []),
        made_at=at,
    )


def store_checks(rows: Sequence[Check]) -> list[Check]:
    """Store checks with the award records that they leaned on. Two queries for every 500."""
    made = Check.objects.bulk_create(rows, batch_size=BATCH)
    CheckLean.objects.bulk_create(
        [
            CheckLean(check_made_id=row.pk, record_id=record_id)
            for row in made
            for record_id in sorted(logic.award_ids(row.findings))
        ],
        batch_size=BATCH,
    )
    return made
