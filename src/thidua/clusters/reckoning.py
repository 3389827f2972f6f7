"""From stored entries to the engine's members and back to standings: the one way a result comes about."""

from __future__ import annotations

import gc
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast

from thidua.clusters.models import Case, Entry, Participant, Round
from thidua.scoring import engine


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A round worked out: the members by participant, what is missing, and the ranks when nothing is."""

    sheet: engine.Sheet
    members: dict[int, engine.Member]
    missing: tuple[str, ...]
    placed: tuple[engine.Placed, ...]

    def by_participant(self) -> dict[int, engine.Placed]:
        """The ranks by participant; empty while something is missing."""
        ids = {member.name: pk for pk, member in self.members.items()}
        return {ids[placed.score.name]: placed for placed in self.placed}


def entry_of(stored: dict[str, Any]) -> engine.Entry:
    """The engine's entry of a stored one."""
    return engine.Entry.model_validate(stored)


def stored_of(entry: engine.Entry) -> dict[str, Any]:
    """The stored form of an entry: decimals as their digits, defaults left out."""
    return entry.model_dump(mode="json", exclude_defaults=True)


def work_out(sheet: engine.Sheet, inputs: dict[str, Any]) -> Reckoned:
    """Work out inputs as `inputs_of` gives them; the same for ever from the same sheet and inputs."""
    with collector_at_rest():
        members = {int(pk): engine.Member.model_validate(member) for pk, member in inputs.items()}
        everyone = tuple(members.values())
        missing = tuple(engine.faults(sheet, everyone))
        placed = () if missing else engine.rank(sheet, engine.evaluate_all(sheet, everyone, checked=True))
    return Reckoned(sheet, members, missing, placed)


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Hundreds of thousands of values all stay and hold no cycle: looking for garbage costs a quarter of the time."""
    ran = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if ran:
            gc.enable()


def inputs_of(round_id: int) -> dict[str, Any]:
    """All that counts in a round, by participant: values of entries and cases that stand. Three queries."""
    ranked = Participant.objects.filter(round_id=round_id, out_on=None)
    names = dict(ranked.order_by("pk").values_list("pk", "unit__name"))
    entries: dict[int, dict[str, Any]] = {pk: {} for pk in names}
    rows = Entry.objects.filter(participant__round=round_id, participant__out_on=None).exclude(value=None)
    found = list(rows.order_by("pk").values_list("participant_id", "leaf", Cast("value", TextField())))
    for (pk, leaf, _), value in zip(found, _parsed([text for *_, text in found]), strict=True):
        entries[pk][leaf] = value
    cases: dict[int, dict[str, int]] = defaultdict(dict)
    stand = Case.objects.filter(participant__round=round_id, participant__out_on=None, withdrawn_at=None)
    for pk, code, count in stand.values_list("participant_id", "code", "count"):
        cases[pk][code] = cases[pk].get(code, 0) + count
    return {
        str(pk): {"name": name, "entries": entries[pk], "deductions": cases[pk]}
        for pk, name in _parted(names).items()
    }


def _parsed(texts: list[str]) -> list[Any]:
    """JSON values parsed in one go: two hundred thousand calls of the parser cost several times its work."""
    values: list[Any] = json.loads(f"[{','.join(texts)}]")
    return values


def reckon(round_: Round) -> Reckoned:
    """Where a round stands now. Three queries beside the sheet's."""
    from thidua.scoring.queries import sheet_of

    return work_out(sheet_of(round_.sheet_id), inputs_of(round_.pk))


def _parted(names: dict[int, str]) -> dict[int, str]:
    """Units of one name are told apart, for the engine knows members by name."""
    seen: dict[str, int] = defaultdict(int)
    for name in names.values():
        seen[name] += 1
    return {pk: name if seen[name] == 1 else f"{name} (mã {pk})" for pk, name in names.items()}


def differing(before: Iterable[Any], after: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Pairs of standings of one participant whose rank or total moved."""
    old = {row.participant_id: row for row in before}
    return [
        (old[row.participant_id], row)
        for row in after
        if row.participant_id in old
        and (old[row.participant_id].rank, old[row.participant_id].score["total"])
        != (row.rank, row.score["total"])
    ]
