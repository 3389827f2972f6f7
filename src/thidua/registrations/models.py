"""Seasons, what units register in them, and the covenants of clusters."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from thidua.registrations.types import CovenantState, State
from thidua.targets.fields import ExactField

UNIT = "organisation.Unit"


class Season(models.Model):
    """A season in which `unit` and all below it register for a year; open between two days, both counted."""

    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="seasons")
    year = models.SmallIntegerField()
    title = models.CharField(max_length=200)
    opens = models.DateField()
    closes = models.DateField()
    closed_on = models.DateField(null=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=40)
    sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "title"], name="season_title_once"),
            models.CheckConstraint(condition=Q(closes__gte=F("opens")), name="season_days"),
        ]

    def __str__(self) -> str:
        return self.title


class SeasonReminder(models.Model):
    """The units of a season were told so many days before that last day: kept so that nobody is told twice."""

    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="reminders")
    closes = models.DateField(help_text="the last day told of; another one after an extension begins anew")
    days = models.SmallIntegerField()
    on = models.DateField()
    units = models.IntegerField(help_text="how many were told")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["season", "closes", "days"], name="season_reminder_once")
        ]


class Registration(models.Model):
    """A unit's registration in a season. Approved ones count; `consolidated_at` when the level above took it up.

    `passed_at` when the unit had ended and a successor took over what stands; only read from then on.
    """

    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="registrations")
    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="registrations")
    state = models.CharField(max_length=8, default=State.DRAFT)
    reason = models.CharField(max_length=500, blank=True, help_text="why it was returned")
    sent_at = models.DateTimeField(null=True)
    judged_at = models.DateTimeField(null=True)
    judged_by = models.CharField(max_length=40, blank=True)
    consolidated_at = models.DateTimeField(null=True)
    passed_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["season", "unit"], name="registration_once"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="registration_state"
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(reason=""), name="registration_returned_why"
            ),
            models.CheckConstraint(
                condition=Q(consolidated_at=None) | Q(state="approved"),
                name="registration_consolidated_approved",
            ),
        ]


class Passing(models.Model):
    """What an ended unit's registration left to a successor's: `before` stays on record, `after` goes on."""

    before = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="passings")
    after = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="received")
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["before", "after"], name="registration_passing_once"),
            models.CheckConstraint(condition=~Q(before=F("after")), name="registration_not_to_itself"),
        ]


class Sending(models.Model):
    """What a registration carried when it was sent: its own and what came from below. Never changed."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="sendings")
    number = models.SmallIntegerField()
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=40)
    content = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["registration", "number"], name="registration_sending_once")
        ]


class Title(models.Model):
    """A recipient registered for an award. Withdrawn with a reason, never deleted once sent; a change is a new row."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="titles")
    recipient = models.ForeignKey(
        "organisation.Recipient", on_delete=models.PROTECT, related_name="registered"
    )
    award = models.CharField(max_length=60)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    passed_to = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.PROTECT,
        related_name="passed_from",
        help_text="the successor's row",
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "recipient", "award"],
                condition=Q(withdrawn_at=None),
                name="title_once",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_reason=""), name="title_withdrawn_why"
            ),
        ]
        indexes = [models.Index(fields=["recipient", "award"], name="title_recipient")]


class Pledge(models.Model):
    """A commitment in figures of a registration, tied to a target where one measures it; withdrawn with a reason."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="pledges")
    words = models.CharField(max_length=500)
    amount = ExactField(null=True)
    measure = models.CharField(max_length=60, blank=True)
    target = models.ForeignKey("targets.Target", null=True, on_delete=models.PROTECT, related_name="pledges")
    passed_to = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.PROTECT,
        related_name="passed_from",
        help_text="the successor's row",
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)


class Covenant(models.Model):
    """The covenant of a cluster for its year; binds when all members of the day it was laid before them have signed."""

    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.PROTECT, related_name="covenants")
    title = models.CharField(max_length=200)
    preamble = models.TextField(blank=True)
    state = models.CharField(max_length=8, default=CovenantState.DRAFT)
    version = models.IntegerField(default=1)
    offered_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cluster", "title"], name="covenant_title_once"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in CovenantState]), name="covenant_state"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Term(models.Model):
    """What the members of a covenant bind themselves to; `measure` is that of its target when it was written."""

    covenant = models.ForeignKey(Covenant, on_delete=models.PROTECT, related_name="terms")
    place = models.SmallIntegerField()
    words = models.CharField(max_length=500)
    amount = ExactField(null=True)
    measure = models.CharField(max_length=60, blank=True)
    target = models.ForeignKey("targets.Target", null=True, on_delete=models.PROTECT, related_name="terms")


class Signing(models.Model):
    """A member's place under a covenant, signed or not yet."""

    covenant = models.ForeignKey(Covenant, on_delete=models.PROTECT, related_name="signings")
    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="covenant_signings")
    signed_at = models.DateTimeField(null=True)
    signed_by = models.CharField(max_length=40, blank=True)
    signer = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["covenant", "unit"], name="covenant_signing_once")]
