"""The part of a question that depends on the others asked for: shares of titles within a unit.

A quota counts per proposing unit and year (for the Government's flag: across the whole tree of units). Its base
is whoever has the lower title by record or is being put forward for it; its order is the council's vote at the
proposing unit, then the order of entry. Withdrawn and rejected nominations do not count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, Subquery

from thidua.achievements.models import AwardRecord
from thidua.nominations.models import Nomination, Review
from thidua.nominations.types import NominationState
from thidua.organisation.queries import unit_refs

GONE = (NominationState.WITHDRAWN, NominationState.REJECTED)


@dataclass(frozen=True, slots=True)
class Quota:
    """A title whose number is a share of another: keys as the record format names them."""

    base: str
    base_key: str
    asked_key: str
    across_all: bool = False


QUOTAS: Mapping[str, Quota] = {
    "grassroots_emulation_fighter": Quota("advanced_worker", "advanced_workers", "fighters_proposed"),
    "government_emulation_flag": Quota(
        "provincial_emulation_flag", "provincial_flags", "flags_proposed", across_all=True
    ),
}

_Group = tuple[str, int, int]
"""Award, year, and the unit (the root of the tree for a quota across all)."""


@dataclass(slots=True)
class _Count:
    base: set[int]
    asked: list[int]


def contexts(nominations: Iterable[Nomination]) -> dict[int, dict[str, int | None]]:
    """The `unit` section of the question for each of these nominations that a quota binds. Three queries.

    A base of nobody is given as unknown (None): the lower title's list may simply not be there yet.
    """
    bound = [row for row in nominations if row.award in QUOTAS]
    if not bound:
        return {}
    roots = _roots({row.unit_id for row in bound if QUOTAS[row.award].across_all})
    group_of = {row.pk: _group(row.award, row.year, row.unit_id, roots) for row in bound}
    counts = _count(set(group_of.values()))
    return {row.pk: _context(row, counts[group_of[row.pk]]) for row in bound}


def _context(row: Nomination, count: _Count) -> dict[str, int | None]:
    quota = QUOTAS[row.award]
    place = count.asked.index(row.pk) + 1 if row.pk in count.asked else None
    return {quota.base_key: len(count.base) or None, quota.asked_key: len(count.asked), "place": place}


def _group(award: str, year: int, unit_id: int, roots: Mapping[int, int]) -> _Group:
    return award, year, roots[unit_id] if QUOTAS[award].across_all else unit_id


def _roots(unit_ids: set[int]) -> dict[int, int]:
    return {pk: int(unit.path.split("/")[1]) for pk, unit in unit_refs(unit_ids).items()}


def _count(groups: set[_Group]) -> dict[_Group, _Count]:
    counts = {group: _Count(set(), []) for group in groups}
    by_base: dict[tuple[str, int, int], list[_Group]] = defaultdict(list)
    for award, year, unit_id in groups:
        by_base[QUOTAS[award].base, year, unit_id].append((award, year, unit_id))
    for award, year, unit_id, root, recipient_id, pk in _live(groups):
        for at in {unit_id, root}:
            if (award, year, at) in counts:
                counts[award, year, at].asked.append(pk)
            for group in by_base.get((award, year, at), ()):
                counts[group].base.add(recipient_id)
    for award, year, unit_id, root, recipient_id in _recorded(groups):
        for at in {unit_id, root}:
            for group in by_base.get((award, year, at), ()):
                counts[group].base.add(recipient_id)
    return counts


def _where(groups: set[_Group]) -> Q:
    units = {unit for award, _, unit in groups if not QUOTAS[award].across_all}
    condition = Q(unit__in=units)
    for award, _, root in groups:
        if QUOTAS[award].across_all:
            condition |= Q(unit__path__startswith=f"/{root}/", award__in=[award, QUOTAS[award].base])
    awards = {award for award, _, _ in groups} | {QUOTAS[award].base for award, _, _ in groups}
    return condition & Q(award__in=awards, year__in={year for _, year, _ in groups})


def _live(groups: set[_Group]) -> Iterable[tuple[str, int, int, int, int, int]]:
    votes = Review.objects.filter(nomination=OuterRef("pk"), level=0).values("votes_yes")[:1]
    rows = (
        Nomination.objects.filter(_where(groups))
        .exclude(state__in=GONE)
        .annotate(yes=Subquery(votes))
        .order_by(F("yes").desc(nulls_last=True), "pk")
        .values_list("award", "year", "unit_id", "unit__path", "recipient_id", "pk")
    )
    return [(a, y, u, int(path.split("/")[1]), recipient, pk) for a, y, u, path, recipient, pk in rows]


def _recorded(groups: set[_Group]) -> Iterable[tuple[str, int, int, int, int]]:
    rows = AwardRecord.objects.filter(_where(groups), state="active").values_list(
        "award", "year", "unit_id", "unit__path", "recipient_id"
    )
    return [(a, y, u, int(path.split("/")[1]), recipient) for a, y, u, path, recipient in rows]
