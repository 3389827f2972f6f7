"""Documents that came in or went out, and the clauses in which they order something."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from thidua.directives.types import ClauseState, Direction, DocumentState


class Document(models.Model):
    """A document of one unit: its text as read, its particulars, its number in the year's register.

    An incoming one bears the number its issuer gave it and the arrival number of the unit; an outgoing one the
    number of its kind at the unit in `outgoing_year`, spelled out in `number`. `source` is the document of another
    unit that an incoming one was taken over from.
    """

    direction = models.CharField(max_length=8, default=Direction.INCOMING)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="documents")
    source = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="copies")
    text = models.TextField()
    digest = models.CharField(max_length=64)
    issuer = models.CharField(max_length=300, blank=True)
    number = models.CharField(max_length=100, blank=True)
    place = models.CharField(max_length=100, blank=True)
    dated = models.DateField(null=True)
    kind = models.CharField(max_length=100, blank=True)
    subject = models.CharField(max_length=1000, blank=True)
    signer = models.CharField(max_length=200, blank=True)
    signer_title = models.CharField(max_length=200, blank=True)
    recipients = models.TextField(blank=True)
    arrived = models.DateField(null=True)
    doubts = models.JSONField(default=dict, help_text="field → why the reading of it is doubtful")
    state = models.CharField(max_length=12, default=DocumentState.READ)
    arrival_year = models.SmallIntegerField(null=True)
    arrival_number = models.IntegerField(null=True)
    outgoing_kind = models.CharField(
        max_length=4, blank=True, help_text="abbreviation of the kind; CV a letter"
    )
    outgoing_year = models.SmallIntegerField(null=True)
    outgoing_number = models.IntegerField(null=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=40)
    sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "digest"], condition=Q(direction="incoming"), name="document_once_a_unit"
            ),
            models.UniqueConstraint(
                fields=["unit", "outgoing_kind", "outgoing_year", "outgoing_number"],
                name="document_outgoing_number_once",
            ),
            models.UniqueConstraint(fields=["unit", "source"], name="document_taken_over_once_a_unit"),
            models.UniqueConstraint(
                fields=["unit", "arrival_year", "arrival_number"], name="document_arrival_number_once"
            ),
            models.CheckConstraint(
                condition=Q(direction="incoming", outgoing_number=None)
                & (
                    Q(state="read", arrival_number=None, arrival_year=None)
                    | Q(state="registered", arrival_number__isnull=False, arrival_year__isnull=False)
                )
                | Q(
                    direction="outgoing",
                    state="issued",
                    arrival_number=None,
                    outgoing_number__isnull=False,
                    outgoing_year__isnull=False,
                ),
                name="document_numbered_when_registered",
            ),
        ]

    def __str__(self) -> str:
        return self.subject or self.number or f"Văn bản {self.pk}"


class Clause(models.Model):
    """A place where the document orders something.

    `text` is the document's own text[start:end] unless an officer reworded it (`reworded`); one that an officer
    added has no place in the text. Split and merged clauses keep their places. `source` is the clause of the
    sender's document that one was taken over from.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="clauses")
    source = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="copies")
    order = models.IntegerField()
    point = models.CharField(max_length=20, blank=True)
    text = models.TextField()
    reworded = models.BooleanField(default=False)
    start = models.IntegerField(null=True)
    end = models.IntegerField(null=True)
    kind = models.CharField(max_length=30)
    addressees = models.JSONField(default=list)
    deadline = models.DateField(null=True)
    rhythm = models.CharField(max_length=60, blank=True)
    doubts = models.JSONField(default=list)
    state = models.CharField(max_length=10, default=ClauseState.PROPOSED)
    reason = models.CharField(max_length=500, blank=True, help_text="why it was set aside")
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "order"], name="clause_order_once"),
            models.CheckConstraint(
                condition=Q(start=None, end=None, reworded=True)
                | Q(start__isnull=False, end__isnull=False, start__lt=models.F("end")),
                name="clause_span_in_order",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "accepted"], reason="", merged_into=None)
                | Q(Q(state="set_aside") & ~Q(reason=""), merged_into=None)
                | Q(state="merged", reason="", merged_into__isnull=False),
                name="clause_state_with_its_why",
            ),
        ]


class Dispatch(models.Model):
    """A document sent to one recipient: a unit, which acknowledges it, or words for whoever is not on the platform.

    `unit` stays the one it was sent to. Where that unit has ended, its successor acknowledges (`received_at`).
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="dispatches")
    unit = models.ForeignKey(
        "organisation.Unit", null=True, on_delete=models.PROTECT, related_name="dispatches"
    )
    outside = models.CharField(max_length=300, blank=True)
    sent_on = models.DateField()
    sent_by = models.CharField(max_length=200)
    acknowledged_on = models.DateField(null=True)
    acknowledged_by = models.CharField(max_length=200, blank=True)
    received_at = models.ForeignKey(
        "organisation.Unit", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "unit"], name="dispatch_once_a_unit"),
            models.UniqueConstraint(
                fields=["document", "outside"], condition=Q(unit=None), name="dispatch_once_outside"
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=False, outside="") | (Q(unit=None) & ~Q(outside="")),
                name="dispatch_unit_or_words",
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_on=None, acknowledged_by="", received_at=None)
                | (
                    Q(unit__isnull=False, received_at__isnull=False, acknowledged_on__gte=models.F("sent_on"))
                ),
                name="dispatch_acknowledged_by_a_unit",
            ),
        ]


class Scan(models.Model):
    """A scanned paper that is read behind: it becomes a document or has `failed` for the reason given."""

    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="scans")
    file_name = models.CharField(max_length=200)
    pages = models.SmallIntegerField()
    document = models.OneToOneField(Document, null=True, on_delete=models.PROTECT, related_name="scan")
    failed = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(document=None) | Q(failed=""), name="scan_read_or_failed")
        ]
