"""Documents that came in, and the clauses in which they order something."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from thidua.directives.types import DocumentState


class Document(models.Model):
    """An incoming document of one unit: its text as read, its particulars, its number in the year's register."""

    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="documents")
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
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=40)
    sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "digest"], name="document_once_a_unit"),
            models.UniqueConstraint(
                fields=["unit", "arrival_year", "arrival_number"], name="document_arrival_number_once"
            ),
            models.CheckConstraint(
                condition=Q(state="read", arrival_number=None, arrival_year=None)
                | Q(state="registered", arrival_number__isnull=False, arrival_year__isnull=False),
                name="document_numbered_when_registered",
            ),
        ]

    def __str__(self) -> str:
        return self.subject or self.number or f"Văn bản {self.pk}"


class Clause(models.Model):
    """A place where the document orders something, in its own words: `text` is the document's text[start:end]."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="clauses")
    order = models.IntegerField()
    point = models.CharField(max_length=20, blank=True)
    text = models.TextField()
    start = models.IntegerField()
    end = models.IntegerField()
    kind = models.CharField(max_length=30)
    addressees = models.JSONField(default=list)
    deadline = models.DateField(null=True)
    rhythm = models.CharField(max_length=60, blank=True)
    doubts = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "order"], name="clause_order_once"),
            models.CheckConstraint(condition=Q(start__lt=models.F("end")), name="clause_span_in_order"),
        ]
