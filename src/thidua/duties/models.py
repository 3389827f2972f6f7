"""Duties, what is reported on them, requests for more time, letters of urging, and the report back in versions."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from thidua.duties.types import OPEN, DutyState, Rhythm, Ruling


class Duty(models.Model):
    """Work that one unit owes: ordered by a document, or passed down from the duty of the unit above.

    `deadline` is the (first) due day as ordered, `due_on` the one that stands now: moved by an extension, and in a
    rhythm by every period reported. `path` holds the ids from the first duty to this one. A unit holds a duty of a
    clause once; one that succeeds several units takes over what each of them held.
    """

    document = models.ForeignKey("directives.Document", on_delete=models.PROTECT, related_name="duties")
    clause = models.ForeignKey(
        "directives.Clause", null=True, on_delete=models.PROTECT, related_name="duties"
    )
    point = models.CharField(max_length=20, blank=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="passed")
    path = models.CharField(max_length=200, default="")
    predecessor = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="successor")
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="duties")
    given_by = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="duties_given")
    text = models.TextField()
    kind = models.CharField(max_length=30)
    deadline = models.DateField(null=True)
    due_on = models.DateField(null=True)
    rhythm = models.CharField(max_length=12, blank=True, default=Rhythm.ONCE)
    periods = models.SmallIntegerField(default=0, help_text="periods reported so far")
    state = models.CharField(max_length=16, default=DutyState.ISSUED)
    percent = models.SmallIntegerField(default=0)
    reminded = models.SmallIntegerField(default=0, help_text="level of reminding reached for this due day")
    issued_on = models.DateField()
    done_on = models.DateField(null=True, help_text="when it was reported done")
    closed_on = models.DateField(null=True)
    words = models.TextField(
        blank=True, help_text="the last word of whoever gave it: why returned, withdrawn…"
    )
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(percent__gte=0, percent__lte=100), name="duty_percent"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in DutyState]), name="duty_state"
            ),
            models.CheckConstraint(
                condition=Q(rhythm__in=[rhythm.value for rhythm in Rhythm]), name="duty_rhythm"
            ),
            models.CheckConstraint(
                condition=Q(state="reported_done", done_on__isnull=False)
                | Q(state="accepted", done_on__isnull=False, closed_on__isnull=False)
                | ~Q(state__in=["reported_done", "accepted"]),
                name="duty_done_has_a_day",
            ),
            models.UniqueConstraint(
                fields=["parent", "unit"],
                condition=Q(predecessor=None) & ~Q(state__in=["withdrawn", "moved"]),
                name="duty_passed_once_to_a_unit",
            ),
            models.UniqueConstraint(
                fields=["clause", "unit"],
                condition=Q(parent=None, predecessor=None, clause__isnull=False)
                & ~Q(state__in=["withdrawn", "moved"]),
                name="duty_of_a_clause_once_a_unit",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state", "due_on"], name="duty_unit_state_due"),
            models.Index(fields=["given_by", "state", "due_on"], name="duty_giver_state_due"),
            models.Index(
                fields=["due_on"],
                condition=Q(state__in=[state.value for state in OPEN]),
                name="duty_open_due",
            ),
            models.Index(fields=["path"], name="duty_path"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Progress(models.Model):
    """What a unit reported on a day; `for_due` is the due day it answers, in a rhythm. Proofs are attachments."""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="reports")
    on = models.DateField()
    words = models.TextField()
    percent = models.SmallIntegerField()
    done = models.BooleanField(default=False)
    for_due = models.DateField(null=True)
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(percent__gte=0, percent__lte=100), name="progress_percent"),
            models.CheckConstraint(condition=Q(done=False) | Q(percent=100), name="progress_done_is_all"),
        ]


class Extension(models.Model):
    """A request for more time and what became of it."""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="extensions")
    due_on = models.DateField(help_text="the day that stood when it was asked")
    asked_until = models.DateField()
    reason = models.TextField()
    asked_on = models.DateField()
    asked_by = models.CharField(max_length=200)
    ruling = models.CharField(max_length=10, default=Ruling.WAITING)
    granted_until = models.DateField(null=True)
    words = models.TextField(blank=True)
    ruled_on = models.DateField(null=True)
    ruled_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["duty"], condition=Q(ruling="waiting"), name="extension_one_waiting_a_duty"
            ),
            models.CheckConstraint(
                condition=Q(ruling="waiting", ruled_on=None)
                | Q(ruling="granted", ruled_on__isnull=False, granted_until__isnull=False)
                | Q(ruling="refused", ruled_on__isnull=False, granted_until=None),
                name="extension_ruled_whole",
            ),
            models.CheckConstraint(condition=Q(asked_until__gt=F("due_on")), name="extension_asks_for_more"),
        ]


class UrgingLetter(models.Model):
    """A letter that urges a unit on, as it was drafted: `lines` are frozen, so it prints the same ever after.

    With its number in the register of outgoing documents it has a day and a signer.
    """

    from_unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="urgings_sent")
    to_unit = models.ForeignKey(
        "organisation.Unit", on_delete=models.PROTECT, related_name="urgings_received"
    )
    on = models.DateField()
    until = models.DateField()
    words = models.TextField(blank=True)
    lines = models.JSONField()
    duties = models.ManyToManyField(Duty, related_name="urgings")
    number = models.CharField(max_length=60, blank=True)
    signed_on = models.DateField(null=True)
    signer = models.CharField(max_length=200, blank=True)
    authority_lines = models.JSONField(default=list)
    outgoing = models.ForeignKey(
        "directives.Document", null=True, on_delete=models.PROTECT, related_name="urging_letters"
    )
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(number="", signed_on=None, outgoing=None)
                | Q(~Q(number=""), signed_on__isnull=False, outgoing__isnull=False),
                name="letter_numbered_whole",
            ),
        ]


class Report(models.Model):
    """One version of the report back on a document: `content` is frozen on its day (see `reporting`).

    `unit` gave the duties; `organ` is in whose name the report is written, the unit itself or one right below.
    """

    document = models.ForeignKey("directives.Document", on_delete=models.PROTECT, related_name="reports_back")
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="reports_back")
    organ = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="reports_drafted")
    version = models.IntegerField()
    on = models.DateField()
    addressee = models.CharField(max_length=300)
    remarks = models.TextField(blank=True)
    content = models.JSONField()
    number = models.CharField(max_length=60, blank=True)
    signed_on = models.DateField(null=True)
    signer = models.CharField(max_length=200, blank=True)
    authority_lines = models.JSONField(default=list)
    outgoing = models.ForeignKey(
        "directives.Document", null=True, on_delete=models.PROTECT, related_name="printed_reports"
    )
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "unit", "version"], name="report_version_once"),
            models.CheckConstraint(
                condition=Q(number="", signed_on=None, outgoing=None)
                | Q(~Q(number=""), signed_on__isnull=False, outgoing__isnull=False),
                name="report_numbered_whole",
            ),
        ]
