"""The targets tied to a document or a movement, shown on its page with how they stand this year."""

from __future__ import annotations

from dataclasses import dataclass

from thidua.access.types import Actor
from thidua.foundation.ui.beside import Section
from thidua.targets import queries
from thidua.targets.types import LinkKind, Period, Standing

KINDS = {
    "document": (LinkKind.RESOLUTION, LinkKind.DIRECTIVE),
    "movement": (LinkKind.MOVEMENT,),
}


@dataclass(frozen=True, slots=True)
class TiedLine:
    """A tied target: how many units with a plan met it in the year, are behind, or have no sure result yet."""

    id: int
    code: str
    title: str
    measure: str
    met: int
    behind: int
    open: int


@dataclass(frozen=True, slots=True)
class Tied:
    """The lines of a year."""

    year: int
    lines: tuple[TiedLine, ...]


def sections(actor: Actor, what: str, pk: int) -> list[Section]:
    """The table of tied targets the actor sees; nothing while there are none. Two queries at most."""
    kinds = KINDS.get(what, ())
    rows = queries.tied(actor, kinds, pk) if kinds else []
    if not rows:
        return []
    year = actor.today.year
    counted = queries.counts(actor, Period(year, year), "target", target__in=[row.pk for row in rows])
    lines = []
    for row in rows:
        own = counted.get(row.pk, {})
        unsure = own.get(Standing.NO_RESULT, 0) + own.get(Standing.UNSURE, 0)
        met, behind = own.get(Standing.MET, 0), own.get(Standing.BEHIND, 0)
        lines.append(TiedLine(row.pk, row.code, row.title, row.measure, met, behind, unsure))
    return [Section("targets/_tied.html", Tied(year, tuple(lines)))]
