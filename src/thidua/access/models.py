"""Users and the posts they hold at units, by date."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q

from thidua.access.types import Role


class User(AbstractUser):
    """Someone who signs in. Rights come only from posts; staff and superuser flags grant nothing here."""

    first_name = None
    last_name = None
    full_name = models.CharField(max_length=200)
    daily_mail = models.BooleanField(default=False, help_text="wants the day's summary by e-mail")
    mailed_on = models.DateField(null=True, blank=True, help_text="business day of the last summary")
    sample = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.full_name


class Post(models.Model):
    """A role held at a unit between two days (open ends allowed). Ended, never deleted."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20)
    title = models.CharField(max_length=120, blank=True)
    authority_mark = models.CharField(max_length=4, blank=True, help_text="TM, KT, TL, TUQ, Q or empty")
    since = models.DateField()
    until = models.DateField(null=True)
    feed_turn = models.SmallIntegerField(
        default=0, help_text="0: no calendar feed; else the address's number"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=[r.value for r in Role]), name="post_role"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="post_days_in_order"
            ),
            models.UniqueConstraint(
                fields=["user", "unit", "role"], condition=Q(until=None), name="post_open_once"
            ),
        ]
        indexes = [models.Index(fields=["unit", "role"], name="post_unit_role")]
