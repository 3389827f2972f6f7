"""What checks know of award records, given to the register's pages: what one rested on, who leaned on it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.urls import NoReverseMatch, reverse

from thidua.access.types import Actor
from thidua.achievements.beside import Beside, Later
from thidua.eligibility.queries import checks_of_nomination, leaning_on, notes_of_record
from thidua.eligibility.queries.cases import TONES
from thidua.lawbook.verdict import OUTCOME_VI


def source(actor: Actor, record_ids: Collection[int], nomination_id: int | None, day: date | None) -> Beside:
    """The check that stood on the day of the decision, the newest checks that counted the records, and the cases.

    At most three queries.
    """
    later = tuple(
        Later(
            line.recipient,
            line.award_name,
            OUTCOME_VI[line.verdict],  # type: ignore[index]
            TONES[line.verdict],
            line.decided_on,
            _address(line.check_id),
        )
        for line in leaning_on(actor, record_ids)
    )
    cases = tuple(notes_of_record(actor, record_ids))
    return Beside(_rested_on(actor, nomination_id, day), later, cases)


def _rested_on(actor: Actor, nomination_id: int | None, day: date | None) -> str:
    if nomination_id is None:
        return ""
    stood = [
        check
        for check in checks_of_nomination(actor, nomination_id)
        if day is None or check.decided_on <= day
    ]
    return _address(stood[0].id) if stood else ""


def _address(check_id: int) -> str:
    try:
        return reverse("eligibility:check", args=[check_id])
    except NoReverseMatch:
        return ""
