"""Movements as what targets can be tied to."""

from __future__ import annotations

from collections.abc import Collection

from thidua.access.standing import inherited
from thidua.access.types import Actor
from thidua.movements import links
from thidua.movements.access import visible
from thidua.movements.models import Movement
from thidua.movements.queries import movements
from thidua.targets.offers import TITLE, Offer
from thidua.targets.types import LinkKind, Ref

KINDS = (LinkKind.MOVEMENT,)


def find(actor: Actor, kind: LinkKind, words: str, most: int) -> list[Offer]:
    """Movements the actor sees by words of title or unit, running ones first. Three queries."""
    return [
        Offer(
            Ref(kind, row.id),
            row.title[:TITLE],
            f"{row.unit}, {row.state.label.lower()}",
            links.movement(row.id),
        )
        for row in movements(actor, q=words)[:most]
    ]


def named(actor: Actor, refs: Collection[Ref]) -> list[Offer]:
    """The movements the actor may see. Three queries."""
    rows = Movement.objects.filter(visible(actor, inherited(actor)), pk__in={ref.id for ref in refs})
    return [
        Offer(Ref(LinkKind.MOVEMENT, pk), title[:TITLE], unit, links.movement(pk))
        for pk, title, unit in rows.values_list("pk", "title", "unit__name")
    ]
