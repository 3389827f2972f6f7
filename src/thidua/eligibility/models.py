"""Checks of recipients against the law of a day. A check is never edited; a newer one follows it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Check(models.Model):
    """One question put to the law: what was asked, with which law, on which facts, with what answer.

    `question` is the whole record in the public format, so the check can be replayed on a newer book;
    `findings`, `missing`, `to_certify`, `unchecked` are the verdict's parts as the format writes them.
    """

    recipient = models.ForeignKey("organisation.Recipient", on_delete=models.PROTECT, related_name="checks")
    nomination_id = models.BigIntegerField(null=True)
    award = models.CharField(max_length=60)
    verdict = models.CharField(max_length=16)
    decided_on = models.DateField(help_text="the date that chose the law")
    law = models.JSONField(default=list)
    law_digest = models.CharField(max_length=64)
    facts_digest = models.CharField(max_length=64)
    question = models.JSONField()
    findings = models.JSONField()
    missing = models.JSONField(default=list)
    to_certify = models.JSONField(default=list)
    unchecked = models.JSONField(default=list)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict__in=["eligible", "not_eligible", "unknown", "suspended"]),
                name="check_verdict",
            )
        ]
        indexes = [
            models.Index(fields=["nomination_id", "-id"], name="check_nomination"),
            models.Index(fields=["recipient", "-id"], name="check_recipient"),
        ]


class CheckLean(models.Model):
    """That a check counted an award record; revoking the record flags every check that leaned on it."""

    check_made = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="leans")
    record = models.ForeignKey("achievements.AwardRecord", on_delete=models.PROTECT, related_name="leaned_on")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["check_made", "record"], name="check_lean_once")]
