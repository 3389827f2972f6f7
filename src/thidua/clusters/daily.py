"""Reminders of self-scoring: three days before its last day, and the day after it."""

from __future__ import annotations

from datetime import date, timedelta

from thidua.clusters.commands.common import tell
from thidua.clusters.models import Participant
from thidua.clusters.types import Stage

AHEAD = timedelta(days=3)


def run(today: date) -> None:
    """One notice for each unit that has not sent its sheet."""
    rows = Participant.objects.filter(
        sent_at=None,
        out_on=None,
        round__stage=Stage.SELF,
        round__self_by__in=[today + AHEAD, today - timedelta(days=1)],
    ).select_related("round")
    tell(
        [
            (
                row.unit_id,
                f"{row.round.title}: {'đã quá hạn' if row.round.self_by < today else 'sắp hết hạn'} tự chấm "
                f"({row.round.self_by:%d/%m/%Y}).",
                f"/cum-khoi/bang/{row.pk}/",
            )
            for row in rows
        ],
        today,
    )
