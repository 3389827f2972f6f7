"""Score sheets as a body issued them: one row an edition; what was adopted never changes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from thidua.scoring.types import SheetState


class Sheet(models.Model):
    """An edition of a sheet of one year. `body` is the engine's sheet; `digest` names its content for good."""

    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="score_sheets")
    code = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    year = models.SmallIntegerField()
    edition = models.SmallIntegerField(default=1)
    state = models.CharField(max_length=8, default=SheetState.DRAFT)
    body = models.JSONField()
    digest = models.CharField(max_length=64)
    copied_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="copies")
    adopted_on = models.DateField(null=True)
    instrument = models.CharField(max_length=200, blank=True, help_text="number of the paper that issued it")
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "code", "year", "edition"], name="score_sheet_edition_once"
            ),
            models.UniqueConstraint(
                fields=["unit", "code", "year"], condition=Q(state="adopted"), name="score_sheet_adopted_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in SheetState]), name="score_sheet_state"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", adopted_on=None)
                | (~Q(state="draft") & Q(adopted_on__isnull=False)),
                name="score_sheet_adopted_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title
