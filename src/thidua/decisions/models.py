"""Decisions: drafted from endorsed nominations, numbered and signed once, published into the register."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

UNIT = "organisation.Unit"


class Decision(models.Model):
    """A commendation decision of a unit on the platform, or of a State authority recorded here (`external`).

    Once signed nothing in it changes; `content` freezes all that the printed paper says.
    """

    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="decisions")
    round = models.ForeignKey(
        "nominations.Round", null=True, on_delete=models.PROTECT, related_name="decisions"
    )
    external = models.BooleanField(default=False)
    issuer = models.CharField(max_length=200)
    state = models.CharField(max_length=10, default="draft")
    year = models.SmallIntegerField(null=True)
    number_seq = models.IntegerField(null=True)
    number = models.CharField(max_length=60, blank=True)
    symbol = models.CharField(max_length=40)
    decided_on = models.DateField(null=True)
    place = models.CharField(max_length=80, blank=True)
    subject = models.CharField(max_length=300)
    route = models.CharField(max_length=12, default="merit")
    signer = models.CharField(max_length=120, blank=True)
    authority_lines = models.JSONField(default=list)
    recipients = models.JSONField(default=list, help_text="lines of nơi nhận")
    content = models.JSONField(default=dict)
    law_digest = models.CharField(max_length=64, blank=True)
    total_bonus = models.BigIntegerField(default=0)
    signed_file_id = models.BigIntegerField(null=True)
    published_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=40)
    sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "signed", "published", "cancelled"]), name="decision_state"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "cancelled"]) | (Q(decided_on__isnull=False) & ~Q(number="")),
                name="decision_signed_is_numbered",
            ),
            models.UniqueConstraint(
                fields=["unit", "year", "symbol", "number_seq"],
                condition=Q(number_seq__isnull=False, external=False),
                name="decision_number_once",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state"], name="decision_unit_state"),
            models.Index(fields=["state", "-decided_on"], name="decision_published"),
        ]


class DecisionItem(models.Model):
    """One awarded nomination in a decision, in the order of its annex."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="items")
    nomination = models.ForeignKey(
        "nominations.Nomination", on_delete=models.PROTECT, related_name="decision_items"
    )
    position = models.IntegerField()
    active = models.BooleanField(default=True, help_text="false once taken out of a draft or cancelled")
    record = models.ForeignKey(
        "achievements.AwardRecord", null=True, on_delete=models.PROTECT, related_name="decision_items"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "nomination"], name="decision_item_once"),
            models.UniqueConstraint(
                fields=["nomination"], condition=Q(active=True), name="decision_item_one_active_a_nomination"
            ),
        ]
