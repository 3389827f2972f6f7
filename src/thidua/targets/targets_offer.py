"""Documents as what targets can be tied to: those the actor's units keep or were sent."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import islice

from django.urls import reverse

from thidua.access.types import Actor
from thidua.directives.queries import all_readable
from thidua.kernel.formats import date_vi
from thidua.kernel.text import fold
from thidua.targets.offers import TITLE, Offer
from thidua.targets.types import LinkKind, Ref

KINDS = (LinkKind.RESOLUTION, LinkKind.DIRECTIVE)
NEWEST = 3000
"""How many documents a search looks through."""
_Row = tuple[int, str, str, str, date | None, str, str]
_COLUMNS = ("pk", "kind", "number", "subject", "dated", "issuer", "unit__name")


def find(actor: Actor, kind: LinkKind, words: str, most: int) -> list[Offer]:
    """The newest documents whose kind, number, subject or issuer has all the words. One query."""
    rows = all_readable(actor).order_by("-dated", "-pk").values_list(*_COLUMNS)[:NEWEST]
    wanted = fold(words).split()
    hits = (
        row
        for row in rows
        if all(word in fold(" ".join(map(str, row[1:4])) + " " + row[5]) for word in wanted)
    )
    return list(_offers(kind, islice(hits, most)))


def named(actor: Actor, refs: Collection[Ref]) -> list[Offer]:
    """The documents the actor may read. One query."""
    rows = list(all_readable(actor).filter(pk__in={ref.id for ref in refs}).values_list(*_COLUMNS))
    kinds: dict[int, set[LinkKind]] = {}
    for ref in refs:
        kinds.setdefault(ref.id, set()).add(ref.kind)
    return [offer for row in rows for kind in sorted(kinds[row[0]]) for offer in _offers(kind, [row])]


def _offers(kind: LinkKind, rows: Iterable[_Row]) -> Iterator[Offer]:
    for pk, word, number, subject, dated, issuer, keeper in rows:
        name = " ".join(filter(None, (word, number, f"ngày {date_vi(dated)}" if dated else "")))
        title = ": ".join(filter(None, (name, subject))) or f"Văn bản {pk}"
        yield Offer(
            Ref(kind, pk),
            title[:TITLE],
            issuer or f"Văn bản của {keeper}",
            reverse("directives:document", args=[pk]),
        )
