"""Rounds, nominations, their reviews at each unit, submissions upward, and imports of workbooks."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from thidua.achievements.models import ROUTES
from thidua.nominations.types import ImportState, NominationState, ReviewState

UNIT = "organisation.Unit"


def _values(enum: type) -> list[str]:
    return [member.value for member in enum]


class Round(models.Model):
    """A season of nominations called by a unit for its subtree."""

    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="rounds")
    name = models.CharField(max_length=200)
    route = models.CharField(max_length=12, default="merit")
    year = models.SmallIntegerField()
    opens_on = models.DateField()
    closes_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="round_days_in_order"),
            models.CheckConstraint(condition=Q(route__in=ROUTES), name="round_route"),
            models.UniqueConstraint(fields=["unit", "name", "year"], name="round_name_once"),
        ]


class ImportBatch(models.Model):
    """One workbook on its way in: read, shown with its problems, confirmed, written all or nothing."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="imports")
    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="imports")
    file_id = models.BigIntegerField()
    file_name = models.CharField(max_length=200)
    state = models.CharField(max_length=10, default=ImportState.UPLOADED)
    columns = models.JSONField(default=dict, help_text="our column → the sheet's column index")
    message = models.CharField(max_length=1000, blank=True)
    rows = models.IntegerField(default=0)
    problems = models.IntegerField(default=0)
    questions = models.IntegerField(default=0)
    job_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=40)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=_values(ImportState)), name="import_state")
        ]


class ImportRow(models.Model):
    """One row of the workbook as read: its cells, its problems by column, and whom it was matched with.

    `match`: new | matched | ambiguous; `candidates` lists recipient ids with the words that tell them apart.
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="row_set")
    number = models.IntegerField(help_text="row number in the sheet, as the officer sees it")
    cells = models.JSONField()
    problems = models.JSONField(default=list)
    match = models.CharField(max_length=10, blank=True)
    candidates = models.JSONField(default=list)
    recipient = models.ForeignKey("organisation.Recipient", null=True, on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="import_row_once")]


class Nomination(models.Model):
    """One recipient put forward for one award for one year or period of achievement.

    `holder` is the unit whose turn it is; `version` rises with every act, so two officers cannot both win.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="nominations")
    recipient = models.ForeignKey(
        "organisation.Recipient", on_delete=models.PROTECT, related_name="nominations"
    )
    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="nominations")
    holder = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="held_nominations")
    award = models.CharField(max_length=60)
    route = models.CharField(max_length=12, default="merit")
    year = models.SmallIntegerField()
    period_from = models.SmallIntegerField(null=True)
    period_to = models.SmallIntegerField(null=True)
    achievement = models.CharField(max_length=120, blank=True)
    summary = models.TextField(blank=True)
    state = models.CharField(max_length=14, default=NominationState.DRAFT)
    review_state = models.CharField(max_length=18, blank=True, help_text="the state of the holder's review")
    verdict = models.CharField(max_length=16, blank=True, help_text="of the newest check")
    check_id = models.BigIntegerField(null=True)
    version = models.IntegerField(default=1)
    batch = models.ForeignKey(ImportBatch, null=True, on_delete=models.PROTECT, related_name="nominations")
    row_number = models.IntegerField(null=True, help_text="the row of the workbook it came from")
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=40)
    changed_at = models.DateTimeField()
    sample = models.BooleanField(default=False)
    origin_kind = models.CharField(
        max_length=30, blank=True, default="", help_text="movement, cluster_round…"
    )
    origin_id = models.BigIntegerField(null=True)
    origin_title = models.CharField(max_length=300, blank=True, default="")
    origin_url = models.CharField(max_length=200, blank=True, default="")
    feat_on = models.DateField(null=True, help_text="the day of a sudden feat")
    reported_on = models.DateField(
        null=True, help_text="when the unit learned of it: its clock runs from then"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=_values(NominationState)), name="nomination_state"),
            models.CheckConstraint(condition=Q(route__in=ROUTES), name="nomination_route"),
            models.CheckConstraint(
                condition=Q(period_from=None) | Q(period_to__gte=F("period_from")), name="nomination_period"
            ),
            models.CheckConstraint(
                condition=Q(feat_on=None) | Q(reported_on__gte=F("feat_on")),
                name="nomination_feat_before_report",
            ),
            models.UniqueConstraint(
                fields=["recipient", "award", "route", "year", "achievement"],
                condition=~Q(state__in=["withdrawn", "rejected"]),
                name="nomination_once",
            ),
        ]
        indexes = [
            models.Index(fields=["holder", "review_state"], name="nomination_holder"),
            models.Index(fields=["unit", "year"], name="nomination_unit"),
            models.Index(fields=["round", "state"], name="nomination_round"),
            models.Index(fields=["recipient", "award"], name="nomination_recipient"),
            models.Index(
                fields=["state", "review_state", "verdict", "award", "unit"], name="nomination_counts"
            ),
        ]


class Review(models.Model):
    """One unit's handling of one nomination: appraisal, vote, endorsement. One per (nomination, unit)."""

    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="reviews")
    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="reviews")
    level = models.SmallIntegerField(help_text="0 at the proposing unit, rising with each unit above")
    state = models.CharField(max_length=18, default=ReviewState.RECEIVED)
    came_from = models.ForeignKey(UNIT, null=True, on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    due_on = models.DateField(null=True)
    opinion = models.TextField(blank=True)
    reason = models.CharField(max_length=20, blank=True)
    reason_text = models.TextField(blank=True)
    session_id = models.BigIntegerField(null=True)
    votes_yes = models.SmallIntegerField(null=True)
    votes_members = models.SmallIntegerField(null=True)
    ballot = models.JSONField(null=True, help_text="the council's vote, as the record format writes it")
    check_id = models.BigIntegerField(null=True, help_text="the check that stood when this unit endorsed")
    verdict = models.CharField(max_length=16, blank=True, help_text="of that check")
    resume = models.CharField(max_length=18, blank=True, help_text="the state a supplement leads back to")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["nomination", "unit"], name="review_once_a_unit"),
            models.CheckConstraint(condition=Q(state__in=_values(ReviewState)), name="review_state"),
            models.CheckConstraint(
                condition=~Q(state="to_supplement") | ~Q(resume=""), name="review_supplement_leads_somewhere"
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="review_unit_state")]


class Step(models.Model):
    """One line of the timeline: what happened at which unit, by whom, when. Append-only."""

    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="steps")
    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    event = models.CharField(max_length=20)
    at = models.DateTimeField()
    on_date = models.DateField()
    actor = models.CharField(max_length=200)
    actor_ref = models.CharField(max_length=40)
    post = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=20, blank=True)
    text = models.TextField(blank=True)
    paper = models.CharField(max_length=300, blank=True, help_text="number or name of the paper it rests on")
    url = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["nomination", "id"], name="step_nomination")]


class Submission(models.Model):
    """Tờ trình: one unit sends endorsed nominations to the next, or beyond the platform (`to_unit` empty)."""

    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="submissions")
    to_unit = models.ForeignKey(
        UNIT, null=True, on_delete=models.PROTECT, related_name="received_submissions"
    )
    to_name = models.CharField(max_length=200)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="submissions")
    state = models.CharField(max_length=10, default="draft")
    number = models.CharField(max_length=60, blank=True)
    number_seq = models.IntegerField(null=True)
    sent_on = models.DateField(null=True)
    subject = models.CharField(max_length=300)
    signer = models.CharField(max_length=120, blank=True)
    authority_lines = models.JSONField(default=list)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "sent", "cancelled"]), name="submission_state"
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(number_seq__isnull=False, sent_on__isnull=False),
                name="submission_sent_is_numbered",
            ),
            models.UniqueConstraint(
                fields=["unit", "number"], condition=~Q(number=""), name="submission_number_once"
            ),
        ]


class SubmissionItem(models.Model):
    """A nomination within a submission; it can travel again in a later one after a return."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="items")
    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="submission_items")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "nomination"], name="submission_item_once")
        ]
