"""What this room does with news from the rooms below, within the transaction of the act that caused it."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import Any

from thidua.access.types import Actor, system_actor
from thidua.achievements.putting_forward import PutForward
from thidua.achievements.types import FactsChanged
from thidua.nominations.commands import create_many, recheck_recipients
from thidua.nominations.commands.rounds import round_for
from thidua.nominations.models import Nomination
from thidua.nominations.types import Asking, Origin

ROUND_DAYS = 30
"""How long a round stays open that was opened because no other would take what was put forward: our own choice."""


def check_again(sender: object, *, news: FactsChanged, **_: Any) -> None:
    """Facts of these recipients changed: put their open nominations to the law again."""
    recheck_recipients(actor=system_actor(news.on), recipient_ids=news.recipient_ids)


def make_drafts(sender: object, *, actor: Actor, items: tuple[PutForward, ...], **_: Any) -> list[int]:
    """Another room puts recipients forward: a draft for each, all or none; their ids in the order given.

    Drafts go into the nearest open round of that kind and year, else into one opened at the unit itself.
    """
    groups: dict[tuple[int, str, int, Origin], list[int]] = defaultdict(list)
    for at, item in enumerate(items):
        groups[item.unit_id, item.route, item.year, _origin(item)].append(at)
    made: dict[int, int] = {}
    for (unit_id, route, year, origin), places in groups.items():
        asked = [_asking(items[at]) for at in places]
        reports = create_many(
            actor=actor,
            round_id=round_for(
                actor=actor,
                unit_id=unit_id,
                route=route,
                year=year,
                name=f"{origin.title[:170]} ({actor.today:%d/%m/%Y})",
                closes_on=actor.today + timedelta(days=ROUND_DAYS),
            ),
            unit_id=unit_id,
            asked=asked,
            whole=True,
            origin=origin,
        )
        made |= {at: row.id for at, row in zip(places, reports, strict=True) if row.id is not None}
    for at, item in enumerate(items):
        if item.feat_on is not None and at in made:
            Nomination.objects.filter(pk=made[at]).update(feat_on=item.feat_on, reported_on=item.reported_on)
    return [made[at] for at in range(len(items))]


def _origin(item: PutForward) -> Origin:
    return Origin(item.origin_kind, item.origin_id, item.origin_title, item.origin_url)


def _asking(item: PutForward) -> Asking:
    return Asking(
        item.recipient_id, item.award, item.year, item.route, item.period_from, item.period_to,
        item.achievement, item.summary,
    )  # fmt: skip
