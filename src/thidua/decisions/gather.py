"""The facts that a decision's rules ask for: the one place that reads other rooms' tables for this one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import ceil

from django.db.models import Max

from thidua.achievements.queries import awards_on_day
from thidua.decisions.models import Decision, DecisionItem
from thidua.decisions.types import Candidate, Paid, Rate
from thidua.foundation.errors import NotThere, Refused
from thidua.lawbook import LawBook, ParameterError, load_book
from thidua.nominations.models import Nomination, Step
from thidua.nominations.types import Event
from thidua.organisation.models import Unit
from thidua.organisation.naming import body_name

BATCH = 500


@dataclass(frozen=True, slots=True)
class Issuer:
    """The unit that decides, as papers and rules need it."""

    id: int
    name: str
    path: str
    kind: str
    authority: str
    symbol: str
    place: str
    head_title: str
    superior: str


def issuer(unit_id: int) -> Issuer:
    """The unit with the body above it. Raises NotThere. One query."""
    row = Unit.objects.filter(pk=unit_id).select_related("parent").first()
    if row is None:
        raise NotThere
    return Issuer(
        row.pk, row.name, row.path, row.kind, row.authority, row.symbol, row.place, row.head_title,
        body_name(row.parent.name, row.parent.kind) if row.parent else "",
    )  # fmt: skip


def candidates(nomination_ids: Collection[int], on: date) -> list[Candidate]:
    """The nominations as candidates by the law of the day, in the order of their ids.

    Raises NotThere when one does not exist. Three queries for each 500.
    """
    ids = sorted(set(nomination_ids))
    book = load_book()
    found: list[Candidate] = []
    for start in range(0, len(ids), BATCH):
        found += _batch(book, ids[start : start + BATCH], on)
    if len(found) != len(ids):
        raise NotThere
    return found


def _batch(book: LawBook, ids: list[int], on: date) -> list[Candidate]:
    rows = Nomination.objects.filter(pk__in=ids).order_by("pk").values(
        "pk", "recipient_id", "recipient__name", "recipient__kind", "recipient__sort_key",
        "recipient__person__gender", "recipient__person__position", "unit_id", "unit__name", "award", "route",
        "year", "period_from", "period_to", "achievement", "holder_id", "review_state",
    )  # fmt: skip
    held = dict(
        DecisionItem.objects.filter(nomination_id__in=ids, active=True).values_list(
            "nomination_id", "decision_id"
        )
    )
    endorsed = {
        (nomination_id, unit_id): day
        for nomination_id, unit_id, day in Step.objects.filter(nomination_id__in=ids, event=Event.ENDORSE)
        .values_list("nomination_id", "unit_id")
        .annotate(day=Max("on_date"))
    }
    found = []
    for row in rows:
        award = book.awards.get(row["award"])
        found.append(
            Candidate(
                nomination_id=row["pk"],
                recipient_id=row["recipient_id"],
                name=row["recipient__name"],
                kind=row["recipient__kind"],
                sort_key=row["recipient__sort_key"],
                unit_id=row["unit_id"],
                unit_name=row["unit__name"],
                award=row["award"],
                award_name=award.name if award else row["award"],
                rank=award.rank if award else 0,
                is_title=row["award"] in book.titles,
                route=row["route"],
                year=row["year"],
                period_from=row["period_from"],
                period_to=row["period_to"],
                achievement=row["achievement"],
                holder_id=row["holder_id"],
                review_state=row["review_state"],
                endorsed_on=endorsed.get((row["pk"], row["holder_id"])),
                deciders=book.deciders(row["award"], on) if award else (),
                held_by_decision=held.get(row["pk"]),
                gender=row["recipient__person__gender"] or "",
                position=row["recipient__person__position"] or "",
            )
        )
    return found


def without_own(found: Iterable[Candidate], decision_id: int) -> list[Candidate]:
    """The candidates, not counting this decision itself as the one that holds them."""
    return [replace(c, held_by_decision=None) if c.held_by_decision == decision_id else c for c in found]


def rates(found: Sequence[Candidate], on: date) -> dict[int, Rate]:
    """What the law of the day gives for each; a rate of nothing where it names no coefficient.

    Raises Refused for a day on which the book has no base salary.
    """
    book = load_book()
    known: dict[tuple[str, str], Rate] = {}
    for case in found:
        key = (case.award, case.kind)
        if key not in known:
            known[key] = _rate(book, case, on)
    return {case.nomination_id: known[case.award, case.kind] for case in found}


def no_rates(found: Sequence[Candidate]) -> dict[int, Rate]:
    """A rate of nothing for each, where the law of the day is not loaded."""
    return {case.nomination_id: Rate(None, None, 0) for case in found}


def _rate(book: LawBook, case: Candidate, on: date) -> Rate:
    try:
        bonus = book.bonus(case.award, case.kind, on)
    except (ParameterError, KeyError) as error:
        raise Refused(
            f"Chưa có quy định về mức tiền thưởng vào ngày {on:%d/%m/%Y} ({case.award_name})."
        ) from error
    if bonus is None:
        return Rate(None, None, 0)
    return Rate(bonus.coefficient_milli, ceil(Fraction(bonus.raw)), bonus.payable)


def paid_on(found: Sequence[Candidate], on: date) -> list[Paid]:
    """Bonuses of titles that the register already holds for these recipients from decisions of that day."""
    titles = load_book().titles
    return [
        Paid(
            row["recipient_id"],
            row["award"] in titles,
            (row["period_from"] or row["year"], row["period_to"] or row["year"]),
            row["bonus"] or 0,
        )
        for row in awards_on_day({case.recipient_id for case in found if case.is_title}, on)
    ]


def last_signed(unit_id: int, year: int, except_id: int) -> date | None:
    """The date of the decision that took the unit's last number of the year. One query."""
    rows = Decision.objects.filter(unit_id=unit_id, year=year, external=False, number_seq__isnull=False)
    found: date | None = rows.exclude(pk=except_id).aggregate(day=Max("decided_on"))["day"]
    return found


def active_ids(decision_id: int) -> list[int]:
    """The nominations in a decision, in the order of its annex. One query."""
    rows = DecisionItem.objects.filter(decision_id=decision_id, active=True)
    return list(rows.order_by("position", "pk").values_list("nomination_id", flat=True))


def check_ids(found: Sequence[Candidate]) -> dict[int, int]:
    """The newest check of each nomination, on which the decision then rests. One query for each 500."""
    ids = [case.nomination_id for case in found]
    checks: dict[int, int] = {}
    for start in range(0, len(ids), BATCH):
        rows = Nomination.objects.filter(pk__in=ids[start : start + BATCH], check_id__isnull=False)
        checks |= dict(rows.values_list("pk", "check_id"))
    return checks
