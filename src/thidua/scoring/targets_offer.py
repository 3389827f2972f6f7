"""Criteria of adopted score sheets as what targets can be tied to."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.urls import reverse

from thidua.access.types import Actor
from thidua.kernel.text import fold
from thidua.scoring.access import sees_sheets
from thidua.scoring.models import Sheet
from thidua.scoring.storing import sheet_from
from thidua.scoring.types import SheetState
from thidua.targets.offers import TITLE, Offer
from thidua.targets.types import LinkKind, Ref

KINDS = (LinkKind.CRITERION,)
SHEETS = 20
"""How many adopted sheets a search looks through, the newest years first."""


def find(actor: Actor, kind: LinkKind, words: str, most: int) -> list[Offer]:
    """Criteria of sheets in force by words of criterion, code or sheet. One query."""
    rows = Sheet.objects.filter(sees_sheets(actor), state=SheetState.ADOPTED).order_by("-year", "title", "pk")
    wanted = fold(words).split()
    hits = (offer for row in rows[:SHEETS] for offer in _offers(row))
    found = [
        offer for offer in hits if all(word in fold(f"{offer.ref.code} {offer.title} {offer.about}") for word in wanted)
    ]  # fmt: skip
    return found[:most]


def named(actor: Actor, refs: Collection[Ref]) -> list[Offer]:
    """The criteria of sheets the actor may see. One query."""
    rows = Sheet.objects.filter(sees_sheets(actor), pk__in={ref.id for ref in refs}).exclude(
        state=SheetState.DRAFT
    )
    return [offer for row in rows for offer in _offers(row) if offer.ref in refs]


def _offers(row: Sheet) -> Iterator[Offer]:
    url = reverse("scoring:sheet", args=[row.pk])
    for leaf in sheet_from(row.body).leaves:
        about = f"{row.title}, năm {row.year}"
        yield Offer(Ref(LinkKind.CRITERION, row.pk, leaf.code), leaf.title[:TITLE], about, url)
