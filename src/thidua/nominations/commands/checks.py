"""Putting nominations to the law again, and keeping the newest conclusion on them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F

from thidua.access.types import Actor
from thidua.eligibility.commands import check_many
from thidua.eligibility.types import Asked
from thidua.nominations import law, quotas
from thidua.nominations.models import Nomination, Review
from thidua.nominations.types import NominationState

OPEN = (
    NominationState.DRAFT,
    NominationState.IN_REVIEW,
    NominationState.TO_SUPPLEMENT,
    NominationState.FORWARDED,
)
"""States in which a conclusion can still change; what is over keeps the check it rested on."""


def recheck(
    *, actor: Actor, nomination_ids: Collection[int], decided_on: date | None = None
) -> dict[int, str]:
    """Check these nominations against the law of `decided_on` (default: today); verdicts by nomination id.

    Those that are over are left alone. The nomination keeps the id and verdict of its newest check; its
    version does not rise, since nobody acted on it. A constant number of queries for every 500.
    """
    with transaction.atomic():
        rows = list(Nomination.objects.filter(pk__in=set(nomination_ids), state__in=OPEN).order_by("pk"))
        contexts = quotas.contexts(rows)
        ballots = _ballots(rows)
        outcomes = check_many(
            actor,
            [
                Asked(
                    nomination_id=row.pk,
                    recipient_id=row.recipient_id,
                    award=row.award,
                    route=row.route,
                    year=row.year,
                    period_from=row.period_from,
                    period_to=row.period_to,
                    achievement=row.achievement,
                    decided_on=decided_on or actor.today,
                    unit=contexts.get(row.pk),
                    ballot=ballots.get(row.pk),
                )
                for row in rows
            ],
        )
        changed = [row for row in rows if row.pk in outcomes]
        for row in changed:
            row.check_id, row.verdict = outcomes[row.pk].check_id, str(outcomes[row.pk].verdict)
        Nomination.objects.bulk_update(changed, ["check_id", "verdict"], batch_size=500)
        return {row.pk: row.verdict for row in changed}


def _ballots(rows: Collection[Nomination]) -> dict[int, Any]:
    """The vote of the holder's council, where it is the one the law speaks of."""
    voted = Review.objects.filter(
        nomination__in=[row.pk for row in rows], unit=F("nomination__holder"), ballot__isnull=False
    ).values_list("nomination_id", "nomination__award", "unit__authority", "ballot")
    return {pk: ballot for pk, award, authority, ballot in voted if law.counts_vote(award, authority)}


def recheck_recipients(*, actor: Actor, recipient_ids: Collection[int]) -> dict[int, str]:
    """Check again every open nomination of these recipients, because their facts changed."""
    ids = Nomination.objects.filter(recipient__in=set(recipient_ids), state__in=OPEN)
    return recheck(actor=actor, nomination_ids=list(ids.values_list("pk", flat=True)))
