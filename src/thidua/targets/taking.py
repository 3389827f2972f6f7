"""What a unit can take over from those in whose place it stands: their plans of periods that are not over yet."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from thidua.kernel.formats import date_vi
from thidua.organisation.models import Succession
from thidua.organisation.queries import unit_refs
from thidua.organisation.types import SuccessionKind, UnitRef
from thidua.targets import logic
from thidua.targets.amounts import amount_text
from thidua.targets.models import Target, Value
from thidua.targets.settling import amount_of
from thidua.targets.types import Amount, Came, Kind, OverUnits, Part, Period, Taking, TargetState

ALIKE = (SuccessionKind.RENAMING, SuccessionKind.TRANSFER)
"""Changes after which the unit is the same body, so that nothing has to be guessed."""


@dataclass(frozen=True, slots=True)
class Past:
    """Where units come from: how each took whose place, on which papers, and whether all its changes are plain."""

    before: dict[int, tuple[Came, ...]]
    papers: dict[int, str]
    plain: dict[int, bool]

    def is_plain(self, unit_id: int) -> bool:
        """Whether the unit and all it was before is one body under other names."""
        edge, seen = [unit_id], {unit_id}
        while edge:
            at = edge.pop()
            older = [came.before_id for came in self.before.get(at, ())]
            if not self.plain.get(at, True) or len(older) > 1:
                return False
            edge += [pk for pk in older if pk not in seen]
            seen.update(older)
        return True

    def units(self) -> set[int]:
        """Every former unit."""
        return {came.before_id for rows in self.before.values() for came in rows}


def past_of(unit_ids: Collection[int], today: date) -> Past:
    """The changes that led to these units. One query for each change in a row, and one more where there was any."""
    rows: list[Succession] = []
    edge, seen = set(unit_ids), set(unit_ids)
    while edge:
        found = list(
            Succession.objects.filter(after__in=edge, on__lte=today, before__valid_to__lt=today)
            .select_related("after")
            .order_by("on", "pk")
        )
        rows += found
        edge = {row.before_id for row in found} - seen
        seen |= edge
    if not rows:
        return Past({}, {}, {})
    heirs = Counter(
        Succession.objects.filter(before__in={row.before_id for row in rows}, on__lte=today).values_list(
            "before_id", flat=True
        )
    )
    before: dict[int, list[Came]] = defaultdict(list)
    papers: dict[int, list[str]] = defaultdict(list)
    plain: dict[int, bool] = {}
    for row in rows:
        alike = row.kind in ALIKE
        stood = row.after.valid_from is None or row.after.valid_from < row.on
        divided = row.kind == SuccessionKind.SPLIT or heirs[row.before_id] > 1
        before[row.after_id].append(Came(row.before_id, divided, stood and not alike))
        papers[row.after_id].append(
            " ".join(filter(None, (SuccessionKind(row.kind).label, f"từ {date_vi(row.on)}", row.instrument)))
        )
        plain[row.after_id] = plain.get(row.after_id, True) and alike and not divided
    return Past(
        {pk: tuple(each) for pk, each in before.items()},
        {pk: "; ".join(dict.fromkeys(words)) for pk, words in papers.items()},
        plain,
    )


def takings(units: Sequence[UnitRef], today: date, past: Past | None = None) -> dict[int, list[Taking]]:
    """What each unit may take over: plans of former units for periods not over, where it has none of its own.

    A unit without any is absent. Three queries more than `past_of`, none where nothing changed.
    """
    past = past_of([unit.id for unit in units], today) if past is None else past
    former = past.units()
    if not former:
        return {}
    plans = Value.objects.filter(
        Q(unit__in=former) | Q(unit__in=past.before), kind=Kind.PLAN, current=True, year_to__gte=today.year,
        target__state=TargetState.ACTIVE,
    )  # fmt: skip
    stated: dict[tuple[int, Period], dict[int, Amount | None]] = defaultdict(dict)
    for target_id, unit_id, first, last, low, high, sign in plans.values_list(
        "target_id", "unit_id", "year_from", "year_to", "amount", "amount_to", "sign"
    ):
        amount = None if low is None else amount_of(low, high, sign)
        stated[target_id, Period(first, last)][unit_id] = amount
    if not stated:
        return {}
    targets = Target.objects.select_related("unit").in_bulk({target_id for target_id, _ in stated})
    names = {pk: unit.name for pk, unit in unit_refs(former).items()}
    found: dict[int, list[Taking]] = defaultdict(list)
    for (target_id, period), by_unit in sorted(stated.items()):
        target = targets[target_id]
        having = {pk for pk, amount in by_unit.items() if amount is not None}
        for unit in units:
            # A plan that was withdrawn is a decision too, so nothing is offered in its place.
            if unit.id in by_unit or not unit.path.startswith(target.unit.path):
                continue
            came = logic.origins(unit.id, past.before, having)
            if not any(each.before_id in having for each in came):
                continue
            parts = tuple(Part(e.before_id, names[e.before_id], by_unit.get(e.before_id)) for e in came)
            rule = OverUnits(target.over_units)
            amount, why = logic.inherited(rule, came, [part.amount for part in parts])
            found[unit.id].append(
                Taking(
                    target.pk, target.code, target.title, target.measure, target.places, period, parts, amount, why
                )
            )  # fmt: skip
    return dict(found)


def digest(rows: Iterable[Taking]) -> str:
    """A word that changes when what is offered changes."""
    said = [
        (row.key, amount_text(row.amount), *((part.unit_id, amount_text(part.amount)) for part in row.parts))
        for row in rows
    ]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def told(row: Taking) -> str:
    """What each former unit had, in words."""
    return "; ".join(
        f"{part.unit}: {amount_text(part.amount, row.places) or 'không có'}" for part in row.parts
    )
