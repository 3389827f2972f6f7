"""Units in a dated tree, people, households, and the recipient that each of them is."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from thidua.organisation.types import Authority, Gender, PersonGroup, RecipientKind, UnitKind


def _values(enum: type) -> list[str]:
    return [member.value for member in enum]


class Unit(models.Model):
    """A body in the organisation tree, with the days between which it existed.

    The key of an administrative unit is (period, code): codes were used again after 2025. A unit that
    moves under another parent becomes a new unit with a `Succession`, so `path` never changes.
    """

    code = models.CharField(max_length=40)
    period = models.CharField(max_length=10, blank=True)
    name = models.CharField(max_length=200)
    name_fold = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=400)
    short_name = models.CharField(max_length=80, blank=True)
    name_alt = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20)
    authority = models.CharField(max_length=20, blank=True, default="")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=120, help_text="/1/5/23/: ids from the root to this unit")
    depth = models.SmallIntegerField(default=0)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    symbol = models.CharField(max_length=40, blank=True, help_text="in document numbers: UBND, SNV, THCSNDU")
    place = models.CharField(max_length=80, blank=True, help_text="the place named beside a document's date")
    head_title = models.CharField(max_length=80, blank=True, help_text="Chủ tịch, Giám đốc, Hiệu trưởng…")
    border = models.BooleanField(default=False)
    remote = models.BooleanField(default=False)
    in_flag_list = models.BooleanField(default=False)
    founded = models.SmallIntegerField(null=True)
    sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["period", "code"], name="unit_code_once_a_period"),
            models.UniqueConstraint(fields=["path"], name="unit_path_once"),
            models.CheckConstraint(condition=Q(kind__in=_values(UnitKind)), name="unit_kind"),
            models.CheckConstraint(condition=Q(authority__in=_values(Authority)), name="unit_authority"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                name="unit_days_in_order",
            ),
        ]
        indexes = [models.Index(fields=["name_fold"], name="unit_name_fold")]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """A unit change: what became of a unit (merger, split, renaming, transfer), on what paper."""

    before = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successors")
    after = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="predecessors")
    kind = models.CharField(max_length=20)
    on = models.DateField()
    instrument = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["before", "after"], name="succession_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["merger", "split", "renaming", "transfer"]), name="succession_kind"
            ),
            models.CheckConstraint(condition=~Q(before=F("after")), name="succession_not_to_itself"),
        ]


class Recipient(models.Model):
    """Whoever can be awarded: a person, a collective (which is a unit) or a household.

    `unit` is where it belongs today: a person's unit, a household's commune, a collective itself.
    `name_fold` and `sort_key` are kept by the commands; search and order use only these.
    """

    kind = models.CharField(max_length=12)
    name = models.CharField(max_length=200)
    name_fold = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=400)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="recipients")
    collective = models.OneToOneField(Unit, null=True, on_delete=models.PROTECT, related_name="as_recipient")
    facts_from = models.SmallIntegerField(
        null=True, help_text="first year whose facts are completely recorded"
    )
    facts_to = models.SmallIntegerField(null=True)
    ended_on = models.DateField(null=True)
    sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=_values(RecipientKind)), name="recipient_kind"),
            models.CheckConstraint(
                condition=Q(kind="collective", collective__isnull=False)
                | (~Q(kind="collective") & Q(collective__isnull=True)),
                name="recipient_collective_is_unit",
            ),
        ]
        indexes = [
            models.Index(fields=["name_fold"], name="recipient_name_fold"),
            models.Index(fields=["unit", "sort_key"], name="recipient_unit_sort"),
        ]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """The particulars of a person; `id_number` is shown only to those who work on the dossier."""

    recipient = models.OneToOneField(
        Recipient, primary_key=True, on_delete=models.PROTECT, related_name="person"
    )
    birth_date = models.DateField(null=True)
    gender = models.CharField(max_length=8, blank=True)
    ethnic = models.CharField(max_length=40, blank=True)
    id_number = models.CharField(max_length=12, null=True)
    group = models.CharField(max_length=20)
    position = models.CharField(max_length=200, blank=True)
    leader = models.BooleanField(default=False)
    higher_retirement_age = models.BooleanField(default=False)
    recruited = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id_number"], name="person_id_number_once"),
            models.CheckConstraint(condition=Q(gender__in=["", *_values(Gender)]), name="person_gender"),
            models.CheckConstraint(condition=Q(group__in=_values(PersonGroup)), name="person_group"),
        ]
        indexes = [models.Index(fields=["birth_date"], name="person_birth")]


class Employment(models.Model):
    """Where a person served, from when until when; the open one is today's unit."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="employments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="employments")
    position = models.CharField(max_length=200, blank=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(until=None), name="employment_one_open_a_person"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(since=None) | Q(until__gte=F("since")),
                name="employment_days_in_order",
            ),
        ]


class Household(models.Model):
    """A household, known by its head and its village."""

    recipient = models.OneToOneField(
        Recipient, primary_key=True, on_delete=models.PROTECT, related_name="household"
    )
    village = models.CharField(max_length=120, blank=True)
