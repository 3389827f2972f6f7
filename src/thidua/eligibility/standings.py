"""The values that a cascade is asked of: what a recipient was awarded or is put forward for, with the questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Max

from thidua.achievements.models import AwardRecord
from thidua.achievements.queries import facts_for
from thidua.achievements.types import RecordState
from thidua.eligibility import cascade, logic
from thidua.eligibility.cascade import Standing
from thidua.eligibility.models import Check, CheckLean
from thidua.eligibility.types import Asked, Nominated
from thidua.lawbook import load_book

UnderWay = Callable[[Collection[int]], Sequence[Nominated]]
"""(recipient ids) → their nominations under way; one query for every 200 recipients."""
_under_way: list[UnderWay] = []
BATCH = 200
UNTIL_ASKED = 9999
"""Stands for "recorded up to now" until the year of the decision is known that a question is about."""

_RECORD = (
    "pk", "recipient_id", "award", "route", "year", "period_from", "period_to", "achievement", "decided_on", "state",
    "nomination_id",
)  # fmt: skip
Row = dict[str, Any]


def give_under_way(source: UnderWay) -> None:
    """The room of nominations says which are under way; the last to speak is asked."""
    _under_way[:] = [source]


def under_way(recipient_ids: Collection[int]) -> list[Nominated]:
    """The nominations under way of these recipients; none while no room above has spoken."""
    return [each for source in _under_way for each in source(recipient_ids)]


@dataclass(slots=True)
class Ground:
    """One recipient: what was awarded or is under way, which records confer which title of a year, what is revoked."""

    recipient_id: int
    revoked: frozenset[int] = frozenset()
    title_years: dict[tuple[str, int], list[int]] = field(default_factory=dict)
    standings: list[Standing] = field(default_factory=list)
    kept: dict[int, tuple[str, date]] = field(default_factory=dict)
    """The law digest and the day of each check that a standing names."""

    def standing(self, *, record_id: int | None, nomination_id: int | None) -> Standing | None:
        """The one of that award or nomination."""
        key = (record_id, nomination_id)
        return next((each for each in self.standings if (each.record_id, each.nomination_id) == key), None)


def grounds(recipient_ids: Collection[int], lost: Collection[int]) -> dict[int, Ground]:
    """The grounds of these recipients; `lost` are awards that are being revoked, or given back, right now.

    About twenty queries for every 200 recipients.
    """
    ids = sorted(set(recipient_ids))
    found: dict[int, Ground] = {}
    for start in range(0, len(ids), BATCH):
        found |= _batch(ids[start : start + BATCH], frozenset(lost))
    return found


def _batch(ids: list[int], lost: frozenset[int]) -> dict[int, Ground]:
    rows = list(AwardRecord.objects.filter(recipient_id__in=ids).order_by("pk").values(*_RECORD))
    found = {pk: Ground(pk) for pk in ids}
    titles = load_book().titles
    for pk in ids:
        found[pk].revoked = frozenset(
            row["pk"] for row in rows if row["recipient_id"] == pk and row["state"] == RecordState.REVOKED
        )
    for row in rows:
        if row["award"] in titles and row["state"] == RecordState.ACTIVE and row["pk"] not in lost:
            years = found[row["recipient_id"]].title_years
            years.setdefault((row["award"], row["year"]), []).append(row["pk"])
    _add_awards(found, [row for row in rows if row["state"] == RecordState.ACTIVE or row["pk"] in lost], lost)
    _add_nominations(found, under_way(ids), lost)
    return found


def _add_awards(found: dict[int, Ground], rows: list[Row], lost: frozenset[int]) -> None:
    checks, leaned = _checks(_newest(row["nomination_id"] for row in rows if row["nomination_id"]))
    by_nomination = {check.nomination_id: check for check in checks.values()}
    unasked = [row for row in rows if row["nomination_id"] not in by_nomination]
    afresh = _asked_afresh(unasked, lost, found)
    for row in rows:
        ground = found[row["recipient_id"]]
        check = by_nomination.get(row["nomination_id"])
        if check is None:
            question = afresh.get(row["pk"])
            if question is not None:
                ground.standings.append(Standing(row["pk"], None, row["decided_on"], question))
            continue
        ground.kept[check.pk] = (check.law_digest, check.decided_on)
        ground.standings.append(
            Standing(
                row["pk"], None, row["decided_on"], _on(logic.with_years(check.question), row["decided_on"]),
                leaned.get(check.pk, frozenset()), check.pk,
            )
        )  # fmt: skip


def _on(record: dict[str, Any], day: Any) -> dict[str, Any]:
    """The question put under the law of the day on which the award was decided."""
    return {**record, "question": {**record["question"], "decided_on": day.isoformat()}}


def _add_nominations(found: dict[int, Ground], nominated: Sequence[Nominated], lost: frozenset[int]) -> None:
    """Each with the newest check whose facts name a lost award, of the two newest: the last may be of this very act."""
    newest: dict[int, list[int]] = defaultdict(list)
    pairs = Check.objects.filter(nomination_id__in=[each.id for each in nominated]).order_by("-pk")
    for nomination_id, pk in pairs.values_list("nomination_id", "pk"):
        if len(newest[nomination_id]) < 2:
            newest[nomination_id].append(pk)
    checks, leaned = _checks([pk for pks in newest.values() for pk in pks])
    for each in nominated:
        kept = [checks[pk] for pk in newest[each.id]]
        if not kept:
            continue
        named = (check for check in kept if cascade.named(check.question) & lost)
        check = next(named, kept[0])
        ground = found[each.recipient_id]
        ground.kept[check.pk] = (check.law_digest, check.decided_on)
        ground.standings.append(
            Standing(
                None, each.id, check.decided_on, logic.with_years(check.question),
                leaned.get(check.pk, frozenset()), check.pk,
            )
        )  # fmt: skip


def _newest(nomination_ids: Iterable[int]) -> list[int]:
    """The newest check of each nomination: for one that is over, the one that its award rested on. One query."""
    rows = Check.objects.filter(nomination_id__in=sorted(set(nomination_ids))).order_by()
    return list(
        rows.values("nomination_id").annotate(newest=Max("pk")).values_list("newest", flat=True).distinct()
    )


def _checks(ids: Sequence[int]) -> tuple[dict[int, Check], dict[int, frozenset[int]]]:
    """Checks by key, and the award records each leaned on. Two queries."""
    if not ids:
        return {}, {}
    leaned: dict[int, set[int]] = defaultdict(set)
    for check_id, record_id in CheckLean.objects.filter(check_made_id__in=ids).values_list(
        "check_made_id", "record_id"
    ):
        leaned[check_id].add(record_id)
    rows = Check.objects.filter(pk__in=ids).only(
        "nomination_id", "decided_on", "law_digest", "question", "recipient_id"
    )
    return {row.pk: row for row in rows}, {pk: frozenset(found) for pk, found in leaned.items()}


def _asked_afresh(
    rows: Sequence[Row], lost: frozenset[int], found: Mapping[int, Ground]
) -> dict[int, dict[str, Any]]:
    """For awards without a kept check: the question of their day on the facts of the register, by record.

    Awards decided later, and the award itself, are not among the facts; those lost right now are.
    """
    book = load_book()
    known = [row for row in rows if row["award"] in book.awards]
    facts = facts_for({row["recipient_id"] for row in known}, until_year=UNTIL_ASKED, also=lost)
    owners = AwardRecord.objects.filter(recipient_id__in=list(facts))
    days = dict(owners.values_list("pk", "decided_on"))
    return {
        row["pk"]: _question(
            row, facts[row["recipient_id"]], days, found[row["recipient_id"]].title_years, book.titles
        )
        for row in known
    }


def _question(
    row: Row,
    known: Mapping[str, Any],
    days: Mapping[int, date],
    title_years: cascade.TitleYears,
    titles: Collection[str],
) -> dict[str, Any]:
    asked = Asked(
        None, row["recipient_id"], row["award"], row["route"], row["year"], row["period_from"], row["period_to"],
        row["achievement"], row["decided_on"],
    )  # fmt: skip
    record = logic.record_of(asked, known, is_title=row["award"] in titles)
    first, last = record["facts"]["complete"]
    closed = max(first, row["decided_on"].year) if last == UNTIL_ASKED else last
    record["facts"] = {**record["facts"], "complete": [first, closed]}
    later = {pk for pk, day in days.items() if day > row["decided_on"]} | {row["pk"]}
    return cascade.without(record, later, title_years)
