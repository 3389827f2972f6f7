"""Checks of recipients against the law of a day. A check is never edited; a newer one follows it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from thidua.eligibility.types import CaseState


class Check(models.Model):
    """One question put to the law: what was asked, with which law, on which facts, with what answer.

    `question` is the whole record in the public format, so the check can be replayed on a newer book;
    `findings`, `missing`, `to_certify`, `unchecked`, `advice` are the verdict's parts as the format writes them.
    Checks made before `advice` was kept have none.
    """

    recipient = models.ForeignKey("organisation.Recipient", on_delete=models.PROTECT, related_name="checks")
    record = models.ForeignKey(
        "achievements.AwardRecord",
        null=True,
        on_delete=models.PROTECT,
        related_name="looked_at_again",
        help_text="the award that was looked at again, after one that it counted was revoked",
    )
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
    advice = models.JSONField(default=list)
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


class Revocation(models.Model):
    """One revocation of one award record, the `turn`-th of that record; `restored_on` once it was given back."""

    record = models.ForeignKey(
        "achievements.AwardRecord", on_delete=models.PROTECT, related_name="revocations"
    )
    turn = models.SmallIntegerField()
    revoked_on = models.DateField()
    reason = models.CharField(max_length=500)
    document = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    restored_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "turn"], name="revocation_turn_once"),
            models.UniqueConstraint(
                fields=["record"], condition=Q(restored_on=None), name="revocation_one_in_force"
            ),
            models.CheckConstraint(condition=Q(turn__gte=1), name="revocation_turn"),
            models.CheckConstraint(
                condition=Q(restored_on=None) | Q(restored_on__gte=F("revoked_on")),
                name="revocation_days_in_order",
            ),
        ]


class ReviewCase(models.Model):
    """An award, or a nomination under way, that counted a revoked award: for a person to look at again.

    `unit` is the one that decided the award (that holds the nomination). Both checks are kept as they were made;
    `changes` are the conditions that answer otherwise, `follows` what would be next if this one were lost as well.
    """

    revocation = models.ForeignKey(Revocation, on_delete=models.PROTECT, related_name="cases")
    record = models.ForeignKey(
        "achievements.AwardRecord", null=True, on_delete=models.PROTECT, related_name="review_cases"
    )
    nomination_id = models.BigIntegerField(null=True)
    recipient = models.ForeignKey(
        "organisation.Recipient", on_delete=models.PROTECT, related_name="review_cases"
    )
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="review_cases")
    award = models.CharField(max_length=60)
    before = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="+")
    stands = models.BooleanField(help_text="whether the law still carries it without the revoked award")
    rebuilt = models.BooleanField(
        default=False, help_text="no check was kept when it was decided; asked afresh from the register"
    )
    changes = models.JSONField(default=list)
    follows = models.JSONField(default=list)
    state = models.CharField(max_length=10, default=CaseState.OPEN)
    reason = models.CharField(max_length=1000, blank=True)
    ground = models.CharField(max_length=200, blank=True, help_text="the legal ground proposed")
    settled_by = models.CharField(max_length=200, blank=True)
    settled_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in CaseState]), name="review_case_state"
            ),
            models.CheckConstraint(
                condition=Q(record=None, nomination_id__isnull=False)
                | Q(record__isnull=False, nomination_id=None),
                name="review_case_about_one",
            ),
            models.CheckConstraint(
                condition=Q(state="open") | (~Q(reason="") & Q(settled_at__isnull=False)),
                name="review_case_settled_with_reason",
            ),
            models.UniqueConstraint(
                fields=["revocation", "record"],
                condition=Q(record__isnull=False),
                name="review_case_award_once",
            ),
            models.UniqueConstraint(
                fields=["revocation", "nomination_id"],
                condition=Q(nomination_id__isnull=False),
                name="review_case_nomination_once",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state"], name="review_case_unit_state"),
            models.Index(fields=["nomination_id"], name="review_case_nomination"),
        ]
