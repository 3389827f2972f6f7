"""The record: the register of awards and the facts by year that the law asks about.

Every fact may carry `ref`-able ids: the law engine's evidence names `award:12`, `rating:7`… and the
screens link them. Facts are corrected by a new row that supersedes, awards by revocation; nothing is deleted.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from thidua.achievements.types import FactSection

RECIPIENT = "organisation.Recipient"
ROUTES = ["merit", "thematic", "sudden", "dedication", "seniority", "foreign"]
LEVELS = ["excellent", "good", "completed", "not_completed"]
SCOPES = ["unit", "commune", "district", "province", "ministry", "nation"]


class AwardRecord(models.Model):
    """One line of the register: an award conferred on a recipient by a decision. Revoked, never removed.

    `year` holds for titles; forms have `period_from`..`period_to` (years). `bonus` is đồng as paid,
    `bonus_raw` before rounding, `coefficient_milli` thousandths of the base salary.
    """

    recipient = models.ForeignKey(RECIPIENT, on_delete=models.PROTECT, related_name="awards")
    recipient_name = models.CharField(max_length=200)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="award_records")
    award = models.CharField(max_length=60)
    route = models.CharField(max_length=12, default="merit")
    year = models.SmallIntegerField()
    period_from = models.SmallIntegerField(null=True)
    period_to = models.SmallIntegerField(null=True)
    achievement = models.CharField(max_length=120, blank=True)
    decision_number = models.CharField(max_length=60)
    decided_on = models.DateField()
    decided_by = models.CharField(max_length=200)
    signer = models.CharField(max_length=120, blank=True)
    decision_id = models.BigIntegerField(null=True, help_text="the decision made on this platform, if it was")
    nomination_id = models.BigIntegerField(null=True)
    serial = models.CharField(max_length=20, blank=True, help_text="số sổ vàng within the decision")
    code = models.CharField(max_length=16, unique=True, help_text="verification code printed as QR")
    coefficient_milli = models.IntegerField(null=True)
    bonus_raw = models.BigIntegerField(null=True)
    bonus = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10, default="active")
    revoked_on = models.DateField(null=True)
    revoked_reason = models.CharField(max_length=500, blank=True)
    sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["active", "revoked"]), name="award_record_state"),
            models.CheckConstraint(condition=Q(route__in=ROUTES), name="award_record_route"),
            models.CheckConstraint(
                condition=Q(period_from=None) | Q(period_to__gte=F("period_from")),
                name="award_record_period",
            ),
            models.CheckConstraint(
                condition=Q(state="active") | Q(revoked_on__isnull=False), name="award_record_revoked_dated"
            ),
            models.UniqueConstraint(
                fields=["nomination_id"],
                condition=Q(nomination_id__isnull=False, state="active"),
                name="award_record_nomination_once",
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "award", "year"], name="award_record_recipient"),
            models.Index(fields=["award", "year"], name="award_record_award"),
            models.Index(fields=["unit", "year"], name="award_record_unit"),
            models.Index(fields=["decided_on", "id"], name="award_record_decided"),
            models.Index(fields=["decision_number"], name="award_record_number"),
            models.Index(fields=["year", "decided_on", "id"], name="award_record_year_newest"),
            models.Index(fields=["award", "decided_on", "id"], name="award_record_award_newest"),
            models.Index(
                fields=["decided_on", "id"], condition=Q(state="revoked"), name="award_record_revoked_newest"
            ),
        ]


class YearFact(models.Model):
    """Common shape of a fact of one year."""

    year = models.SmallIntegerField()
    document = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True


class Rating(YearFact):
    """The yearly rating of a person's or a collective's work."""

    recipient = models.ForeignKey(RECIPIENT, on_delete=models.PROTECT, related_name="ratings")
    level = models.CharField(max_length=16)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recipient", "year"], name="rating_once_a_year"),
            models.CheckConstraint(condition=Q(level__in=LEVELS), name="rating_level"),
        ]


class Initiative(YearFact):
    """A recognised initiative, topic, solution or model. `used_for`: award codes already given on it."""

    recipient = models.ForeignKey(RECIPIENT, on_delete=models.PROTECT, related_name="initiatives")
    title = models.CharField(max_length=300)
    form = models.CharField(max_length=12, default="initiative")
    scope = models.CharField(max_length=12)
    applied = models.BooleanField(default=True)
    replicable = models.BooleanField(default=True)
    recognised_by = models.CharField(max_length=12)
    used_for = models.JSONField(default=list)
    stable_years = models.SmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(scope__in=SCOPES), name="initiative_scope"),
            models.CheckConstraint(
                condition=Q(form__in=["initiative", "topic", "solution", "model"]), name="initiative_form"
            ),
        ]
        indexes = [models.Index(fields=["recipient", "year"], name="initiative_recipient")]


class Penalty(models.Model):
    """A disciplinary or criminal penalty."""

    recipient = models.ForeignKey(RECIPIENT, on_delete=models.PROTECT, related_name="penalties")
    date = models.DateField()
    level = models.CharField(max_length=12)
    until = models.DateField(null=True)
    document = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    level__in=["reprimand", "warning", "pay_cut", "demotion", "dismissal", "criminal"]
                ),
                name="penalty_level",
            )
        ]


class Hold(models.Model):
    """A reason to wait: discipline, investigation, inspection, denunciation, complaint, press."""

    recipient = models.ForeignKey(RECIPIENT, on_delete=models.PROTECT, related_name="holds")
    reason = models.CharField(max_length=16)
    since = models.DateField()
    until = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    reason__in=[
                        "discipline",
                        "investigation",
                        "inspection",
                        "denunciation",
                        "complaint",
                        "press",
                    ]
                ),
                name="hold_reason",
            )
        ]


class ServiceEvent(models.Model):
    """Leave, study or transfer; `data` holds the further keys of the record format for its kind."""

    recipient = models.ForeignKey(RECIPIENT, on_delete=models.PROTECT, related_name="service_events")
    kind = models.CharField(max_length=20)
    year = models.SmallIntegerField(null=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    data = models.JSONField(default=dict)


class Composition(YearFact):
    """A collective's heads of one year; `data` has the keys of the record format's `composition`."""

    recipient = models.ForeignKey(RECIPIENT, on_delete=models.PROTECT, related_name="compositions")
    data = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recipient", "year"], name="composition_once_a_year")]


class ClusterPlace(YearFact):
    """A collective's place in its cluster of one year."""

    recipient = models.ForeignKey(RECIPIENT, on_delete=models.PROTECT, related_name="cluster_places")
    rank = models.SmallIntegerField()
    size = models.SmallIntegerField()
    nominated = models.BooleanField(default=False)
    run_by = models.CharField(max_length=16, default="province")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recipient", "year"], name="cluster_place_once_a_year"),
            models.CheckConstraint(condition=Q(rank__gte=1, size__gte=F("rank")), name="cluster_place_rank"),
        ]


class OtherFact(models.Model):
    """Facts of the rarer sections of the record format, one row an entry, keys as the format says.

    `section`: movements, posts, contributions, attested (data: {"code": …}),
    registered (data: {"award", "year"}), experience.
    """

    recipient = models.ForeignKey(RECIPIENT, on_delete=models.PROTECT, related_name="other_facts")
    section = models.CharField(max_length=16)
    data = models.JSONField(default=dict)
    document = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(section__in=[section.value for section in FactSection]),
                name="other_fact_section",
            )
        ]
        indexes = [models.Index(fields=["recipient", "section"], name="other_fact_recipient")]
