"""Runs over the register, what each found, and its counts by unit. A run that is done is never changed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from thidua.achievements.models import ROUTES
from thidua.insight.types import RunState, What
from thidua.organisation.types import RecipientKind

UNIT = "organisation.Unit"
FILTERED = (
    "recipient", "award", "route", "unit", "condition", "unknown", "kind", "group", "gender", "minority", "leader",
    "border", "remote", "small",
)  # fmt: skip
"""By what the rows of a run are narrowed; all of it stands in their one index."""


def _values(enum: type) -> list[str]:
    return [member.value for member in enum]


class Run(models.Model):
    """One sweep of the law of a day over every recipient at a unit and below. A newer run supersedes it.

    `decided_on` chooses the law; `law_digest` and `facts_at` say on which book and from when the facts are.
    `asked` holds the outcomes by award; `not_confirmed` counts award records left unexamined for their number.
    """

    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="insight_runs")
    year = models.SmallIntegerField()
    decided_on = models.DateField()
    routes = models.JSONField(default=list)
    small_below = models.IntegerField()
    state = models.CharField(max_length=10, default=RunState.WAITING)
    message = models.CharField(max_length=500, blank=True)
    law_digest = models.CharField(max_length=64, blank=True)
    facts_at = models.DateTimeField(null=True)
    asked = models.JSONField(default=list)
    recipients = models.IntegerField(default=0)
    rows = models.IntegerField(default=0)
    not_confirmed = models.IntegerField(default=0)
    job_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=200)
    created_ref = models.CharField(max_length=40)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=_values(RunState)), name="insight_run_state"),
            models.CheckConstraint(condition=Q(small_below__gte=1), name="insight_run_small"),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(facts_at__isnull=False, finished_at__isnull=False),
                name="insight_run_done_dated",
            ),
        ]
        indexes = [models.Index(fields=["unit", "year", "-id"], name="insight_run_unit")]


class Condition(models.Model):
    """A condition of the law that somebody in a run lacks."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="conditions")
    award = models.CharField(max_length=60)
    route = models.CharField(max_length=12)
    rule = models.CharField(max_length=120)
    title = models.CharField(max_length=500)
    cites = models.JSONField(default=list)
    checked = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "award", "route", "rule"], name="insight_condition_once"),
        ]


class Found(models.Model):
    """One row of a run: a recipient, an award and what they are to each other, as everything stood at the run.

    Who the recipient was is kept in the row, so that filters need no other table and an old run stays what it
    was. `place` is the recipient's place in Vietnamese order. `ref_id` is the nomination or the award record.
    """

    # One wide index serves every filter; an index for each key would cost as much as the rows.
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="found", db_index=False)
    recipient = models.ForeignKey(
        "organisation.Recipient", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+", db_index=False)
    award = models.CharField(max_length=60, blank=True)
    route = models.CharField(max_length=12, blank=True)
    what = models.CharField(max_length=12)
    condition = models.ForeignKey(
        Condition, null=True, on_delete=models.PROTECT, related_name="found", db_index=False
    )
    unknown = models.BooleanField(default=False)
    ref_id = models.BigIntegerField(null=True)
    place = models.IntegerField()
    kind = models.CharField(max_length=12)
    group = models.CharField(max_length=20, blank=True)
    gender = models.CharField(max_length=8, blank=True)
    minority = models.BooleanField(null=True)
    leader = models.BooleanField()
    border = models.BooleanField()
    remote = models.BooleanField()
    small = models.BooleanField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(what__in=_values(What)), name="insight_found_what"),
            models.CheckConstraint(condition=Q(kind__in=_values(RecipientKind)), name="insight_found_kind"),
            models.CheckConstraint(
                condition=Q(what="registered", award="", route="")
                | (~Q(what="registered") & ~Q(award="") & Q(route__in=ROUTES)),
                name="insight_found_award",
            ),
            models.CheckConstraint(
                condition=Q(what__in=["one_short", "unsupported"], condition__isnull=False)
                | (~Q(what__in=["one_short", "unsupported"]) & Q(condition__isnull=True)),
                name="insight_found_condition",
            ),
            models.CheckConstraint(
                condition=Q(what__in=["unsupported", "nominated", "awarded"], ref_id__isnull=False)
                | (~Q(what__in=["unsupported", "nominated", "awarded"]) & Q(ref_id__isnull=True)),
                name="insight_found_ref",
            ),
        ]
        indexes = [
            models.Index(fields=["run", "what", "place", "id", *FILTERED], name="insight_found_filters"),
        ]


class Tally(models.Model):
    """Counts of a run's rows at a unit and below: pages read these instead of counting rows."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="tallies", db_index=False)
    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+", db_index=False)
    award = models.CharField(max_length=60, blank=True)
    route = models.CharField(max_length=12, blank=True)
    what = models.CharField(max_length=12)
    condition = models.ForeignKey(
        Condition, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    total = models.IntegerField()
    people = models.IntegerField()
    workers = models.IntegerField()
    farmers = models.IntegerField()
    labourers = models.IntegerField()
    women = models.IntegerField()
    gender_unknown = models.IntegerField()
    minority = models.IntegerField()
    ethnic_unknown = models.IntegerField()
    border = models.IntegerField()
    remote = models.IntegerField()
    outlying = models.IntegerField()
    small = models.IntegerField()
    leaders = models.IntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(what__in=_values(What)), name="insight_tally_what"),
            models.CheckConstraint(
                condition=Q(total__gt=0, people__lte=F("total"), women__lte=F("people")),
                name="insight_tally_counts",
            ),
            models.UniqueConstraint(
                fields=["run", "unit", "award", "route", "what"],
                condition=Q(condition=None),
                name="insight_tally_once",
            ),
            models.UniqueConstraint(
                fields=["run", "unit", "award", "route", "what", "condition"],
                condition=Q(condition__isnull=False),
                name="insight_tally_once_a_condition",
            ),
        ]
        indexes = [models.Index(fields=["run", "unit", "what"], name="insight_tally_unit")]
