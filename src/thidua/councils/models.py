"""Councils with dated members, their sessions, and the vote on each nomination."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

UNIT = "organisation.Unit"


class Council(models.Model):
    """The emulation and commendation council of a unit, set up by a paper."""

    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="councils")
    name = models.CharField(max_length=200)
    founded_by = models.CharField(max_length=200, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit"], condition=Q(until=None), name="council_one_open_a_unit")
        ]


class Member(models.Model):
    """A member of a council between two days."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=10, default="member")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=["chair", "vice", "standing", "member", "secretary"]), name="member_role"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="member_days_in_order"
            ),
        ]


class Session(models.Model):
    """A meeting: who was there, how it voted, with what result. Closed once, then never changed.

    `members_total` is frozen when the session is opened: every threshold counts all members.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="sessions")
    round = models.ForeignKey("nominations.Round", on_delete=models.PROTECT, related_name="sessions")
    held_on = models.DateField()
    begins = models.TimeField(null=True)
    ends = models.TimeField(null=True)
    place = models.CharField(max_length=200, blank=True)
    method = models.CharField(max_length=14, default="ballot")
    secret = models.BooleanField(default=True)
    members_total = models.SmallIntegerField()
    present = models.SmallIntegerField(default=0)
    absent = models.JSONField(default=list, help_text="[{name, reason, wrote: bool}]")
    chair = models.CharField(max_length=120, blank=True)
    secretary = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, default="open")
    minutes_number = models.CharField(max_length=60, blank=True)
    closed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "closed", "cancelled"]), name="session_state"
            ),
            models.CheckConstraint(
                condition=Q(method__in=["ballot", "show_of_hands"]), name="session_method"
            ),
            models.CheckConstraint(
                condition=Q(present__gte=0, present__lte=F("members_total"), members_total__gte=1),
                name="session_present_within_members",
            ),
        ]


class SessionItem(models.Model):
    """The vote on one nomination: counts only, never who voted what. `yes` includes `written_yes`."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="items")
    nomination = models.ForeignKey("nominations.Nomination", on_delete=models.PROTECT, related_name="votes")
    position = models.SmallIntegerField(default=0)
    yes = models.SmallIntegerField(null=True)
    written_yes = models.SmallIntegerField(default=0)
    needed = models.SmallIntegerField(null=True, help_text="yes votes the law or the council's rules ask for")
    basis = models.CharField(max_length=300, blank=True, help_text="what `needed` rests on, as minutes say")
    conflicts = models.JSONField(default=list, help_text="names of members who take no part in this vote")
    outcome = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "nomination"], name="session_item_once"),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "approved", "refused"]), name="session_item_outcome"
            ),
            models.CheckConstraint(
                condition=Q(yes=None) | Q(yes__gte=F("written_yes")), name="session_item_yes_holds_written"
            ),
        ]
