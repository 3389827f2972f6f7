"""What an act leaves in the reviews: that of the holder, and that of the unit it goes to."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery

from thidua.kernel.calendar import deadline
from thidua.nominations.commands.doing import CHUNK, Case, Doing
from thidua.nominations.fast_lane import first_days
from thidua.nominations.law import review_days
from thidua.nominations.models import Nomination, Review
from thidua.nominations.types import Event, Goes, ReviewState
from thidua.nominations.ways import stands


def write_reviews(doing: Doing, cases: list[Case]) -> None:
    """The holder's own review, then the review of the unit it goes to."""
    _open_first_reviews(doing, [case for case in cases if doing.event is Event.PROPOSE])
    groups: dict[str, tuple[dict[str, Any], list[int]]] = {}
    for case in cases:
        if case.review is None:
            continue
        fields = _review_fields(doing, case)
        key = json.dumps(fields, sort_keys=True, default=str)
        groups.setdefault(key, (fields, []))[1].append(case.review.pk)
    for fields, ids in groups.values():
        Review.objects.filter(pk__in=ids).update(**fields, **_snapshot(doing.event))
    _arrive_above(doing, [case for case in cases if case.transition and case.transition.goes is Goes.ABOVE])
    _arrive_below(doing, [case for case in cases if case.transition and case.transition.goes is Goes.BELOW])


def _review_fields(doing: Doing, case: Case) -> dict[str, Any]:
    to, text = case.transition, case.item.text or doing.text
    assert to is not None
    fields: dict[str, Any] = {"state": str(to.state)}
    match doing.event:
        case Event.APPRAISE_AGREE:
            fields["opinion"] = text
        case Event.COUNCIL_APPROVE | Event.COUNCIL_REFUSE:
            ballot = case.item.ballot
            fields |= {"session_id": doing.session_id, "ballot": dict(ballot) if ballot else None}
            fields |= {"votes_yes": (ballot or {}).get("yes"), "votes_members": (ballot or {}).get("members")}
        case Event.RETURN | Event.REJECT | Event.STATE_REFUSAL:
            fields |= {"reason": doing.reason, "reason_text": text}
            fields["resume"] = str(to.resume) if to.goes is Goes.STAYS and to.resume else ""
        case Event.SUPPLEMENT:
            fields |= {"resume": "", "reason": "", "reason_text": ""}
            if to.state is not ReviewState.ENDORSED:
                fields |= _FRESH
        case _:
            pass
    return fields


_FRESH: dict[str, Any] = {
    "session_id": None, "votes_yes": None, "votes_members": None, "ballot": None, "check_id": None, "verdict": "",
}  # fmt: skip
"""A review that must pass the council again keeps nothing of the vote and endorsement before."""


def _snapshot(event: Event) -> dict[str, Any]:
    """Endorsing keeps the check that stood at that moment."""
    if event is not Event.ENDORSE:
        return {}
    check = Nomination.objects.filter(pk=OuterRef("nomination_id"))
    return {
        "check_id": Subquery(check.values("check_id")[:1]),
        "verdict": Subquery(check.values("verdict")[:1]),
    }


def _open_first_reviews(doing: Doing, cases: list[Case]) -> None:
    """The proposing unit begins; a sudden feat keeps the last day that its report set."""
    due = first_days([case.nomination for case in cases])
    Review.objects.bulk_create(
        [
            Review(
                nomination=case.nomination, unit_id=case.nomination.unit_id, level=0,
                state=ReviewState.RECEIVED, received_on=doing.actor.today, due_on=due.get(case.nomination.pk),
            )
            for case in cases
        ],
        batch_size=CHUNK,
    )  # fmt: skip


def _arrive_above(doing: Doing, cases: list[Case]) -> None:
    """Open the review at the next unit, or begin it again where the unit had returned the nomination before."""
    if not cases:
        return
    due = _due_days(doing, cases)
    fresh: dict[str, Any] = {
        **_FRESH, "state": ReviewState.RECEIVED, "received_on": doing.actor.today, "opinion": "",
        "reason": "", "reason_text": "", "resume": "",
    }  # fmt: skip
    ids = [case.nomination.pk for case in cases]
    targets = {case.nomination.holder_id for case in cases}
    known = set(
        Review.objects.filter(nomination__in=ids, unit__in=targets).values_list("nomination_id", "unit_id")
    )
    new: list[Review] = []
    again: dict[tuple[int, int, date], list[int]] = defaultdict(list)
    for case in cases:
        target = case.nomination.holder_id
        if (case.nomination.pk, target) in known:
            again[target, doing.unit_id, due[case.nomination.pk]].append(case.nomination.pk)
            continue
        level = case.review.level + 1 if case.review else 1
        new.append(
            Review(
                nomination=case.nomination, unit_id=target, level=level, came_from_id=doing.unit_id,
                due_on=due[case.nomination.pk], **fresh,
            )
        )  # fmt: skip
    Review.objects.bulk_create(new, batch_size=CHUNK)
    for (target, origin, last), nomination_ids in again.items():
        Review.objects.filter(nomination__in=nomination_ids, unit=target).update(
            **fresh, came_from_id=origin, due_on=last
        )


def _due_days(doing: Doing, cases: list[Case]) -> dict[int, date]:
    """By nomination the last day of the review that begins today at the unit it goes to."""
    today = doing.actor.today
    way = stands({case.nomination.holder_id for case in cases}, today)
    ends: dict[int, date] = {}
    due = {}
    for case in cases:
        asked = case.nomination
        days = review_days(asked.award, asked.route, way[asked.holder_id].kind, today)
        if days not in ends:
            ends[days] = deadline(today, days)
        due[asked.pk] = ends[days]
    return due


def _arrive_below(doing: Doing, cases: list[Case]) -> None:
    groups: dict[tuple[int, str, str], list[int]] = defaultdict(list)
    for case in cases:
        to = case.transition
        assert to is not None
        key = (case.nomination.holder_id, str(to.resume), case.item.text or doing.text)
        groups[key].append(case.nomination.pk)
    for (unit_id, resume, text), ids in groups.items():
        Review.objects.filter(nomination__in=ids, unit=unit_id).update(
            state=ReviewState.TO_SUPPLEMENT, resume=resume, reason=doing.reason, reason_text=text, due_on=None
        )
