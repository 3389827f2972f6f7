"""Earlier facts of many recipients from one source: import of history, take-over of an old register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import models, transaction

from thidua.access.types import Actor
from thidua.achievements import logic
from thidua.achievements.access import capacity, may_enter_past, see_or_404
from thidua.achievements.commands.register import BATCH, build_records, changed
from thidua.achievements.models import (
    AwardRecord,
    ClusterPlace,
    Composition,
    Hold,
    Initiative,
    OtherFact,
    Penalty,
    Rating,
    ServiceEvent,
)
from thidua.achievements.news import announce, announce_awards
from thidua.achievements.people import lock_recipients
from thidua.achievements.types import AwardChange, History
from thidua.foundation.bulk import insert_rows
from thidua.foundation.errors import demand
from thidua.foundation.ledger import Act, record

_TABLES: tuple[tuple[str, type[models.Model]], ...] = (
    ("ratings", Rating),
    ("initiatives", Initiative),
    ("penalties", Penalty),
    ("holds", Hold),
    ("service", ServiceEvent),
    ("compositions", Composition),
    ("cluster_places", ClusterPlace),
    ("other", OtherFact),
)


@transaction.atomic
def enter_history(
    actor: Actor, *, unit_id: int, history: History, source: str, sample: bool = False
) -> dict[str, int]:
    """Enter many earlier facts and awards together, all or nothing; returns how many of each.

    `source` names the paper or file they come from. One ledger entry says what came from where.
    Queries are constant per 500 rows of a table. Raises Refused, NotThere; IntegrityError for a second
    rating (heads, cluster place) of one year.
    """
    rows: dict[str, Sequence[tuple[int, Mapping[str, Any]]]] = {
        name: getattr(history, name) for name, _ in _TABLES
    }
    people = lock_recipients(_ids(history, rows.values()))
    for path in {who.unit_path for who in people.values()}:
        see_or_404(actor, path)
        demand(may_enter_past(actor, path))
    for past in history.awards:
        demand(logic.award_fits(past.award, past.basis.decided_on, actor.today))
    counts = {"awards": len(history.awards)}
    made = build_records([(p.award, p.basis) for p in history.awards], people, sample=sample)
    AwardRecord.objects.bulk_create(made, batch_size=BATCH)
    for name, model in _TABLES:
        counts[name] = _insert(model, rows[name])
    announce(set(people), "history", actor.today)
    announce_awards(actor, changed(AwardChange.CONFERRED, made, actor.today))
    record(
        actor,
        Act(
            act="achievements.enter_history",
            object_type="unit",
            object_id=unit_id,
            summary=f"Nhập dữ liệu thành tích đã có từ {source}: {sum(counts.values())} mục.",
            unit_id=unit_id,
            post=capacity(actor, "", unit_id),
            changes={name: (None, count) for name, count in counts.items() if count},
        ),
    )
    return counts


def _insert(model: type[models.Model], rows: Sequence[tuple[int, Mapping[str, Any]]]) -> int:
    """Insert facts, those with the same fields given together; returns how many."""
    groups: dict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
    for pk, fields in rows:
        groups[tuple(fields)].append((pk, *fields.values()))
    return sum(insert_rows(model, ("recipient_id", *names), group) for names, group in groups.items())


def _ids(history: History, tables: Iterable[Sequence[tuple[int, Mapping[str, Any]]]]) -> set[int]:
    return {p.award.recipient_id for p in history.awards} | {pk for rows in tables for pk, _ in rows}
