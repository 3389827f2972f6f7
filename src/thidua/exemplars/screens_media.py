"""What the page of media is drawn from: what was to appear where, month by month, and what did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from thidua.access.types import Actor
from thidua.exemplars import queries, screens
from thidua.exemplars.models import Airing
from thidua.exemplars.types import AiringState, Medium


@dataclass(frozen=True, slots=True)
class Cell:
    """How many appeared of how many that were not called off; each opens its rows."""

    aired: int
    whole: int
    aired_url: str
    whole_url: str


def media_front(actor: Actor, year: int) -> dict[str, Any]:
    """The head of the page: the months of the year by medium. One query."""
    counts = queries.airing_counts(actor, year)
    months = sorted({month for month, _, _ in counts})
    table = [
        (f"Tháng {month}", [_cell(counts, year, [month], medium) for medium in Medium]) for month in months
    ]
    return {
        **screens.front(actor, "media"),
        "year": year,
        "media": [medium.label for medium in Medium],
        "table": table,
        "sums": [_cell(counts, year, months, medium) for medium in Medium],
    }


def _cell(counts: dict[tuple[int, str, str], int], year: int, months: list[int], medium: Medium) -> Cell:
    def of(*states: AiringState) -> int:
        return sum(counts.get((month, medium, state), 0) for month in months for state in states)

    asked: dict[str, Any] = {"year": year, "medium": medium.value}
    if len(months) == 1:
        asked["month"] = months[0]
    base = reverse("exemplars:media")
    return Cell(
        of(AiringState.AIRED),
        of(*AiringState),
        f"{base}?{urlencode({**asked, 'state': AiringState.AIRED.value})}",
        f"{base}?{urlencode(asked)}",
    )


def airing_lines(rows: list[Airing], may_note: bool) -> list[dict[str, Any]]:
    """The schedule of one story as its page shows it, with what can be noted."""
    return [
        {
            "row": row,
            "medium": Medium(row.medium).label,
            "state": AiringState(row.state),
            "proof": reverse("exemplars:airing-proof", args=[row.pk]) if row.proof_id else "",
            "acts": _acts(row) if may_note else [],
        }
        for row in rows
    ]


def _acts(row: Airing) -> list[tuple[str, str]]:
    acts = []
    if row.state == AiringState.PLANNED:
        if row.medium != Medium.PORTAL:
            acts.append(("Ghi đã đăng, phát", "da-dang"))
        acts.append(("Ghi không đăng", "khong-dang"))
    if row.to_tell_on and row.told_on is None:
        acts.append(("Ghi đã báo", "da-bao"))
    return [(label, reverse("exemplars:airing", args=[row.pk, what])) for label, what in acts]
