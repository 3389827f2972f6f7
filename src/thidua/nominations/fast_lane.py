"""The fast lane for a sudden feat: which certificate stands nearest, and the clock of its limit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from thidua.access.types import Actor
from thidua.achievements.types import Route
from thidua.kernel.calendar import deadline
from thidua.lawbook import ParameterError, load_book
from thidua.lawbook.schema_procedures import Office
from thidua.nominations import links
from thidua.nominations.law import may_decide, may_propose
from thidua.nominations.logic import DESK
from thidua.nominations.models import Nomination
from thidua.nominations.types import NominationState
from thidua.organisation.queries import chain, unit_refs

CERTIFICATES = (
    "commendation_certificate_unit",
    "commendation_certificate_enterprise",
    "commendation_certificate_commune",
    "commendation_certificate_dept",
    "commendation_certificate_district",
    "provincial_certificate_of_merit",
)
"""What a head may confer at once; the officer changes it on the draft where the feat deserves more."""


@dataclass(frozen=True, slots=True)
class Clock:
    """How long a unit has to appraise a sudden feat: `due` None where no text that was read sets a number of days.

    `rule` names the limit and where it comes from; `checked`: that text was read.
    """

    feat_on: date
    reported_on: date
    due: date | None
    rule: str
    checked: bool
    passed: int


def nearest_certificate(path: str, kind: str, on: date) -> str | None:
    """The certificate that the head of the unit, or of the nearest one above, confers on the day. One query."""
    for unit in chain(path):
        for award in CERTIFICATES:
            if may_decide(award, on, unit.authority) and may_propose(award, kind, on):
                return award
    return None


def clock(award: str, unit_kind: str, feat_on: date, reported_on: date, today: date) -> Clock:
    """The clock at a unit of that kind. The limit runs from a complete dossier; the report is its earliest day."""
    office: Office = unit_kind if unit_kind in ("province", "district", "commune") else "unit"  # type: ignore[assignment]
    passed = (today - reported_on).days
    try:
        limit = load_book().time_limit(award, "appraise", office, reported_on, "sudden")
    except (ParameterError, KeyError):
        limit = None
    if limit is None or limit.rule.counting != "working":
        words = "Chưa có văn bản nào đã đọc ấn định số ngày ở cấp này; nguyên tắc là khen kịp thời"
        return Clock(feat_on, reported_on, None, words, True, passed)
    rule = limit.rule
    words = f"{rule.title}: {rule.days} ngày làm việc kể từ {rule.counted_from} ({', '.join(rule.cites)})"
    return Clock(feat_on, reported_on, deadline(reported_on, rule.days), words, rule.checked, passed)


def clock_of(row: Nomination, today: date) -> Clock | None:
    """The clock of a nomination from the fast lane while its own unit has it; above, the review's last day counts.

    None for others. One query.
    """
    own = row.holder_id == row.unit_id and not NominationState(row.state).is_final
    if row.feat_on is None or row.reported_on is None or not own:
        return None
    kind = unit_refs([row.holder_id])[row.holder_id].kind
    return clock(row.award, kind, row.feat_on, row.reported_on, today)


def first_days(rows: Iterable[Nomination]) -> dict[int, date]:
    """By nomination from the fast lane the last day at its own unit, where a limit is known. One query, or none."""
    fast = [row for row in rows if row.feat_on and row.reported_on]
    if not fast:
        return {}
    units = unit_refs({row.unit_id for row in fast})
    found = {}
    for row in fast:
        assert row.feat_on is not None and row.reported_on is not None
        kind = units[row.unit_id].kind
        due = clock(row.award, kind, row.feat_on, row.reported_on, row.reported_on).due
        if due is not None:
            found[row.pk] = due
    return found


@dataclass(frozen=True, slots=True)
class Running:
    """A draft from the fast lane that waits at one of the actor's units."""

    id: int
    recipient: str
    url: str
    due: date | None


def running(actor: Actor) -> list[Running]:
    """Drafts from the fast lane at the actor's desks, the oldest first, at most twenty. One query."""
    units = {post.unit_id for post in actor.posts if post.role in DESK}
    if not units:
        return []
    rows = (
        Nomination.objects.filter(
            unit__in=units, state=NominationState.DRAFT, route=Route.SUDDEN, feat_on__isnull=False
        )
        .order_by("reported_on", "pk")
        .values_list("pk", "recipient__name", "award", "unit__kind", "feat_on", "reported_on")[:20]
    )
    return [
        Running(pk, name, links.nomination(pk), clock(award, kind, feat_on, reported_on, actor.today).due)
        for pk, name, award, kind, feat_on, reported_on in rows
        if feat_on is not None and reported_on is not None
    ]
