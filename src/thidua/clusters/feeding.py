"""What other rooms count against a round's participants, held against the cases that stand in it."""

from __future__ import annotations

from dataclasses import dataclass

from thidua.clusters import feeds
from thidua.clusters.models import Case, Cluster, Participant, Round
from thidua.scoring.engine import Deduction
from thidua.scoring.queries import sheet_of


@dataclass(frozen=True, slots=True)
class Difference:
    """A deduction of a participant that is counted otherwise now: the case that stands, and the new number."""

    participant: Participant
    deduction: Deduction
    case: Case | None
    count: int


def differing(row: Round, cluster: Cluster) -> list[Difference]:
    """Everything in a round that the feeds count otherwise than the cases that stand.

    Three queries, and those of each feed the sheet names; only one when it names none.
    """
    fed = [each for each in sheet_of(row.sheet_id).deductions if each.feed]
    if not fed:
        return []
    participants = {each.unit_id: each for each in Participant.objects.filter(round=row, out_on=None)}
    standing = {
        (case.participant_id, case.code): case
        for case in Case.objects.filter(participant__round=row, withdrawn_at=None).exclude(feed="")
    }
    found = []
    for deduction in fed:
        counts = feeds.count(deduction.feed, participants.keys(), cluster.year, cluster.pk)
        if counts is None:
            continue
        for unit_id, participant in participants.items():
            case, count = standing.get((participant.pk, deduction.code)), counts.get(unit_id, 0)
            if (case.count if case else 0) != count:
                found.append(Difference(participant, deduction, case, count))
    return found
