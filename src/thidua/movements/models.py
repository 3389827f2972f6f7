"""Movements, their tasks, the units that joined, their reviews and what these proposed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from thidua.movements.types import Kind, ReviewKind, State

UNIT = "organisation.Unit"


def _values(enum: type) -> list[str]:
    return [member.value for member in enum]


class Movement(models.Model):
    """A movement as one unit plans, launches and closes it.

    `parent` is the movement of a unit above that this one re-launches; `root` is the first of that chain, itself at
    the top. `unit` never changes: where it was merged, the units in its place carry the movement on.
    """

    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="movements")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    root = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="branch")
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=10)
    theme = models.CharField(max_length=300, blank=True)
    goal = models.TextField(blank=True)
    content = models.TextField(blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    criteria = models.JSONField(default=list, help_text="rows of types.Criterion")
    awards = models.JSONField(default=list, help_text="codes of the forms of commendation that are foreseen")
    commendation = models.TextField(blank=True)
    budget = models.BigIntegerField(null=True, help_text="in đồng")
    budget_paper = models.CharField(max_length=200, blank=True)
    document = models.ForeignKey("directives.Document", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default=State.DRAFT)
    launched_on = models.DateField(null=True)
    launch_paper = models.CharField(max_length=200, blank=True)
    closed_on = models.DateField(null=True)
    close_note = models.TextField(blank=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=40)
    sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=_values(Kind)), name="movement_kind"),
            models.CheckConstraint(condition=Q(state__in=_values(State)), name="movement_state"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="movement_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(kind="regular") | Q(until__isnull=False), name="movement_thematic_ends"
            ),
            models.CheckConstraint(
                condition=~Q(state="launched") | Q(launched_on__isnull=False),
                name="movement_launched_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_on__isnull=False), name="movement_closed_on_a_day"
            ),
            models.UniqueConstraint(
                fields=["unit", "parent"],
                condition=Q(parent__isnull=False) & ~Q(state="closed"),
                name="movement_once_below",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state"], name="movement_unit_state"),
            models.Index(fields=["root"], name="movement_root"),
        ]

    def __str__(self) -> str:
        return self.title


class Task(models.Model):
    """Something the plan asks of one unit by a day."""

    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="tasks")
    what = models.CharField(max_length=500)
    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="movement_tasks")
    due = models.DateField()
    done_on = models.DateField(null=True)
    done_by = models.CharField(max_length=200, blank=True)
    result = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "done_on", "due"], name="task_open_at_unit")]


class Joining(models.Model):
    """A unit takes part in a movement of a unit above, with what it adds; `own` is what it launched itself."""

    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="joinings")
    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="joined_movements")
    since = models.DateField()
    additions = models.TextField(blank=True)
    own = models.OneToOneField(Movement, null=True, on_delete=models.PROTECT, related_name="joining")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["movement", "unit"], name="joining_once")]


class Review(models.Model):
    """An interim or final review: owed with a last day, later held with what it found. Written down once.

    What was written down is corrected with a reason; `version` counts the corrections, `ReviewChange` keeps what stood.
    """

    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="reviews")
    kind = models.CharField(max_length=10)
    due = models.DateField()
    basis = models.CharField(max_length=400, blank=True)
    checked = models.BooleanField(default=False)
    held_on = models.DateField(null=True)
    checklist = models.JSONField(default=list, help_text="rows of types.Check")
    findings = models.TextField(blank=True)
    figures = models.JSONField(default=list, help_text="rows of types.Figure; values are text")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=_values(ReviewKind)), name="review_of_movement_kind"),
            models.CheckConstraint(
                condition=Q(held_on=None) | ~Q(findings=""), name="review_of_movement_held_with_findings"
            ),
            models.UniqueConstraint(
                fields=["movement"], condition=Q(kind="final"), name="movement_final_review_once"
            ),
        ]
        indexes = [models.Index(fields=["held_on", "due"], name="review_of_movement_owed")]


class ReviewChange(models.Model):
    """A correction of a held review: what stood until then, who corrected it, when and why."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="corrections")
    version = models.IntegerField(help_text="of what stood")
    held_on = models.DateField()
    checklist = models.JSONField(default=list)
    findings = models.TextField()
    figures = models.JSONField(default=list)
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "version"], name="review_of_movement_corrected_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="review_of_movement_corrected_why"),
        ]


class Proposal(models.Model):
    """A recipient proposed at a review, and the nomination that was made of it.

    `version` is that of what the review had found when it was proposed.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="proposals")
    recipient = models.ForeignKey(
        "organisation.Recipient", on_delete=models.PROTECT, related_name="movement_proposals"
    )
    award = models.CharField(max_length=60)
    nomination_id = models.BigIntegerField()
    made_on = models.DateField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "recipient", "award"], name="proposal_once_a_review")
        ]


class Reminder(models.Model):
    """A unit was told on that day what is due: kept so that the day's work can be repeated."""

    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "on"], name="movement_reminder_once_a_day")]
