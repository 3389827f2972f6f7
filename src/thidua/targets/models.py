"""Targets, what they are tied to, their amounts, and where each stands."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from thidua.targets.fields import ExactField
from thidua.targets.types import (
    MOST_REPORT_DAYS,
    PLAN_YEARS,
    REPORT_DAYS,
    Direction,
    Frequency,
    ImportState,
    Kind,
    LinkKind,
    NewTarget,
    OverUnits,
    OverYears,
    Ref,
    Sign,
    Standing,
    TargetState,
)

UNIT = "organisation.Unit"
PERIOD = ("target", "unit", "year_from", "year_to")


def _values(enum: type) -> list[str]:
    return [member.value for member in enum]


def _period(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(year_to=F("year_from")) | Q(year_to=F("year_from") + (PLAN_YEARS - 1)), name=name
    )


class Target(models.Model):
    """Something measured, owned by a unit and used by it and all below. `agency` confirms its figures."""

    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="targets")
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    measure = models.CharField(max_length=60)
    direction = models.CharField(max_length=8)
    places = models.SmallIntegerField(default=0)
    agency = models.ForeignKey(UNIT, null=True, on_delete=models.PROTECT, related_name="+")
    frequency = models.CharField(max_length=8, default=Frequency.YEAR)
    report_days = models.SmallIntegerField(
        default=REPORT_DAYS, help_text="days after a period until its report is due"
    )
    source = models.CharField(max_length=300, blank=True)
    over_units = models.CharField(max_length=8, default=OverUnits.NONE)
    over_years = models.CharField(max_length=8, default=OverYears.LAST)
    place = models.IntegerField(default=0)
    search = models.CharField(max_length=400, blank=True, default="", help_text="code and title, folded")
    state = models.CharField(max_length=8, default=TargetState.ACTIVE)
    retired_on = models.DateField(null=True)
    retired_reason = models.CharField(max_length=500, blank=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=40)
    sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "code"], name="target_code_once_a_unit"),
            models.CheckConstraint(condition=Q(direction__in=_values(Direction)), name="target_direction"),
            models.CheckConstraint(condition=Q(frequency__in=_values(Frequency)), name="target_frequency"),
            models.CheckConstraint(condition=Q(over_units__in=_values(OverUnits)), name="target_over_units"),
            models.CheckConstraint(condition=Q(over_years__in=_values(OverYears)), name="target_over_years"),
            models.CheckConstraint(condition=Q(places__range=(0, 4)), name="target_places"),
            models.CheckConstraint(
                condition=Q(report_days__range=(0, MOST_REPORT_DAYS)), name="target_report_days"
            ),
            models.CheckConstraint(
                condition=Q(state="active", retired_on=None)
                | (Q(state="retired", retired_on__isnull=False) & ~Q(retired_reason="")),
                name="target_retired_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def particulars(self) -> NewTarget:
        """What describes it, as it stands."""
        return NewTarget(**{name: getattr(self, name) for name in NewTarget.__dataclass_fields__})


class Link(models.Model):
    """What a target comes from or serves: a resolution, a directive, a movement, a criterion."""

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="links")
    kind = models.CharField(max_length=12)
    title = models.CharField(max_length=300)
    ref_id = models.BigIntegerField(
        null=True, help_text="id of the document, movement or criterion, when here"
    )
    ref_code = models.CharField(
        max_length=100, blank=True, default="", help_text="of the criterion in its sheet"
    )
    url = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    ended_on = models.DateField(null=True)
    ended_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["resolution", "directive", "movement", "criterion"]),
                name="target_link_kind",
            ),
            models.UniqueConstraint(
                fields=["target", "kind", "title"],
                condition=Q(ref_id=None, ended_on=None),
                name="target_link_once",
            ),
            models.UniqueConstraint(
                fields=["target", "kind", "ref_id", "ref_code"],
                condition=Q(ref_id__isnull=False, ended_on=None),
                name="target_link_ref_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_reason="") | Q(ended_on__isnull=False) & ~Q(ended_reason=""),
                name="target_link_ended_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["kind", "ref_id"], name="target_link_ref")]

    @property
    def ref(self) -> Ref | None:
        """What it is tied to when that stands here."""
        return None if self.ref_id is None else Ref(LinkKind(self.kind), self.ref_id, self.ref_code)

    @property
    def label(self) -> str:
        """What it is tied to, in words."""
        return LinkKind(self.kind).label


class Value(models.Model):
    """One amount as it was entered. A correction is a new row that replaces the former, with its reason.

    `amount` is blank only in a row that withdraws what stood. `current` marks the row that counts.
    """

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="values")
    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    year_from = models.SmallIntegerField()
    year_to = models.SmallIntegerField()
    kind = models.CharField(max_length=10)
    amount = ExactField(null=True)
    amount_to = ExactField(null=True)
    sign = models.CharField(max_length=8, blank=True, default="")
    document = models.CharField(max_length=300, blank=True)
    document_on = models.DateField(null=True)
    note = models.CharField(max_length=500, blank=True)
    doubt = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=200)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    reason = models.CharField(max_length=500, blank=True)
    current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=_values(Kind)), name="target_value_kind"),
            models.CheckConstraint(condition=Q(sign__in=_values(Sign)), name="target_value_sign"),
            _period("target_value_period"),
            models.CheckConstraint(
                condition=Q(amount_to=None) | Q(amount_to__gt=F("amount"), sign=""), name="target_value_span"
            ),
            models.CheckConstraint(
                condition=Q(replaces=None, reason="", amount__isnull=False)
                | (Q(replaces__isnull=False) & ~Q(reason="")),
                name="target_value_reason",
            ),
            models.UniqueConstraint(
                fields=[*PERIOD, "kind"], condition=Q(current=True), name="target_value_once"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "year_from"], condition=Q(current=True), name="target_value_unit")
        ]


class Cell(models.Model):
    """Where a target stands at a unit in a period: worked out from the amounts in the transaction that enters them.

    `percent` is in hundredths, rounded down; blank where none can be given. Pages count and order by this.
    """

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="cells")
    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    year_from = models.SmallIntegerField()
    year_to = models.SmallIntegerField()
    standing = models.CharField(max_length=10)
    result = models.CharField(max_length=10, blank=True, help_text="the kind of amount that counts as result")
    percent = models.BigIntegerField(null=True)
    behind = ExactField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(standing__in=_values(Standing)), name="target_cell_standing"),
            _period("target_cell_period"),
            models.UniqueConstraint(fields=[*PERIOD], name="target_cell_once"),
        ]
        indexes = [
            models.Index(
                fields=["year_from", "year_to", "standing", "unit", "target"], name="target_cell_year"
            )
        ]


class GridImport(models.Model):
    """A workbook of the whole grid as it was sent; written whole or not at all."""

    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    file_id = models.BigIntegerField()
    file_name = models.CharField(max_length=200)
    state = models.CharField(max_length=8, default=ImportState.READ)
    job_id = models.BigIntegerField(null=True, help_text="the reading or writing of a large one, the newest")
    report = models.JSONField(null=True, help_text="what the reading of a large one found")
    message = models.CharField(max_length=1000, blank=True, default="", help_text="why it failed")
    targets = models.IntegerField(default=0)
    amounts = models.IntegerField(default=0)
    corrections = models.IntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=40)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["sent", "read", "writing", "failed"], done_at=None)
                | Q(state="done", done_at__isnull=False),
                name="target_import_state",
            )
        ]


class BoundarySet(models.Model):
    """A file of boundaries the province gave; a newer one of the same unit takes its place."""

    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=300)
    file_name = models.CharField(max_length=200)
    current = models.BooleanField(default=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit"], condition=Q(current=True), name="target_boundaries_once")
        ]


class Boundary(models.Model):
    """The outline of a unit as an SVG path in the set's own plane (y grows downward), and its box there."""

    belongs = models.ForeignKey(BoundarySet, on_delete=models.PROTECT, related_name="shapes")
    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    path = models.TextField()
    left = models.IntegerField()
    top = models.IntegerField()
    right = models.IntegerField()
    bottom = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["belongs", "unit"], name="target_boundary_once"),
            models.CheckConstraint(
                condition=Q(left__lt=F("right"), top__lt=F("bottom")), name="target_boundary_box"
            ),
        ]


class Reminder(models.Model):
    """A unit was told on that day which reports are due: kept so that the day's work can be repeated."""

    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "on"], name="target_reminder_once_a_day")]
