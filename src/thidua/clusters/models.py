"""Clusters with their members by year, rounds with what was entered and changed, results that never change."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from thidua.clusters.types import ActivityKind, ClusterKind, Honour, PaperKind, Place, Presence, Ruling, Stage

UNIT = "organisation.Unit"


def _in(name: str, enum: type) -> Q:
    return Q(**{f"{name}__in": [member.value for member in enum]})


class Cluster(models.Model):
    """A cluster or bloc of one year, formed by `unit`, whose office stands over it. `former` is last year's."""

    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="clusters")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=8)
    year = models.SmallIntegerField()
    former = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="later")
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=40)
    sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "title", "year"], name="cluster_title_once_a_year"),
            models.CheckConstraint(condition=_in("kind", ClusterKind), name="cluster_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.title} năm {self.year}"


class Member(models.Model):
    """A unit in a cluster. Ended when it leaves, never deleted; a change of place is a new row.

    `staff`: how many work there, on which day, by which paper or whose word; None while nobody said.
    """

    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, related_name="members")
    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="cluster_places")
    place = models.CharField(max_length=8, default=Place.MEMBER)
    since = models.DateField()
    until = models.DateField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    staff = models.IntegerField(null=True)
    staff_on = models.DateField(null=True)
    staff_source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(staff=None, staff_on=None, staff_source="")
                | (Q(staff__gte=0, staff_on__isnull=False) & ~Q(staff_source="")),
                name="cluster_member_staff_of_a_day",
            ),
            models.UniqueConstraint(
                fields=["cluster", "unit"], condition=Q(until=None), name="cluster_member_open_once"
            ),
            models.UniqueConstraint(
                fields=["cluster"], condition=Q(until=None, place="head"), name="cluster_one_head"
            ),
            models.CheckConstraint(condition=_in("place", Place), name="cluster_member_place"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="cluster_member_days"
            ),
        ]


class Paper(models.Model):
    """A paper of a cluster that its members read; its file is an attachment. Withdrawn with a reason, never deleted."""

    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=300)
    number = models.CharField(max_length=60, blank=True)
    dated = models.DateField()
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=40)
    added_by_name = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=40, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_in("kind", PaperKind), name="cluster_paper_kind"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_reason=""), name="cluster_paper_withdrawn_why"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Round(models.Model):
    """One scoring of a cluster by one edition of a sheet. `present` of `entitled` units met and voted."""

    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, related_name="rounds")
    title = models.CharField(max_length=200)
    sheet = models.ForeignKey("scoring.Sheet", on_delete=models.PROTECT, related_name="rounds")
    stage = models.CharField(max_length=10, default=Stage.SELF)
    self_by = models.DateField(null=True)
    check_by = models.DateField(null=True)
    meet_by = models.DateField(null=True)
    met_on = models.DateField(null=True)
    met_at = models.CharField(max_length=200, blank=True)
    present = models.SmallIntegerField(null=True)
    entitled = models.SmallIntegerField(null=True)
    said = models.TextField(blank=True, help_text="what the meeting concluded")
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cluster", "title"], name="cluster_round_title_once"),
            models.CheckConstraint(condition=_in("stage", Stage), name="cluster_round_stage"),
        ]

    def __str__(self) -> str:
        return self.title


class Activity(models.Model):
    """What a cluster's members do together on a day, called by its head or office. A round's meeting is one, too.

    Called off with a reason, never deleted; a meeting that is held once more on another day is another activity.
    """

    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, related_name="activities")
    round = models.ForeignKey(Round, null=True, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    held_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    off_at = models.DateTimeField(null=True)
    off_reason = models.CharField(max_length=300, blank=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "held_on"], condition=Q(off_at=None), name="cluster_meeting_once_a_day"
            ),
            models.CheckConstraint(condition=_in("kind", ActivityKind), name="cluster_activity_kind"),
            models.CheckConstraint(
                condition=Q(off_at=None) | ~Q(off_reason=""), name="cluster_activity_off_why"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """How a member took part in an activity, as it stands; every change of it is kept beside."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="attendances")
    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="cluster_attendances")
    presence = models.CharField(max_length=8)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "unit"], name="cluster_attendance_once"),
            models.CheckConstraint(condition=_in("presence", Presence), name="cluster_attendance_presence"),
        ]


class AttendanceChange(models.Model):
    """Every entry and correction of an attendance: old ("" at first), new, by whom, why."""

    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="changes")
    old = models.CharField(max_length=8, blank=True)
    new = models.CharField(max_length=8)
    why = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(old="") | ~Q(why=""), name="cluster_attendance_corrected_why")
        ]


class Participant(models.Model):
    """A unit in a round, a member when it opened. One that leaves in mid-round keeps its entries and is not ranked."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="participants")
    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="scorings")
    sent_at = models.DateTimeField(null=True)
    out_on = models.DateField(null=True)
    out_reason = models.CharField(max_length=300, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "unit"], name="cluster_participant_once")]


class Entry(models.Model):
    """What stands for a participant on a criterion. `claimed` is the unit's own, `value` what counts, as the engine's
    entries; `source` names the target the figures were taken from."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="entries")
    leaf = models.CharField(max_length=60)
    claimed = models.JSONField(null=True)
    value = models.JSONField(null=True)
    words = models.CharField(max_length=1000, blank=True)
    source = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["participant", "leaf"], name="cluster_entry_once")]


class EntryChange(models.Model):
    """Every change of what counts: old, new, by whom, as whom, why; `version` is the sheet's after it."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="changes")
    side = models.CharField(max_length=8)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    why = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=200)
    version = models.IntegerField(default=0)


class Objection(models.Model):
    """A unit's objection to what stands for it on one criterion, with the ruling and its reason."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="objections")
    words = models.TextField()
    raised_at = models.DateTimeField()
    raised_by = models.CharField(max_length=40)
    ruling = models.CharField(max_length=10, default=Ruling.OPEN)
    reason = models.TextField(blank=True)
    ruled_at = models.DateTimeField(null=True)
    ruled_by = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=Q(ruling="open"), name="cluster_objection_open_once"
            ),
            models.CheckConstraint(
                condition=Q(ruling="open", ruled_at=None) | (~Q(reason="") & Q(ruled_at__isnull=False)),
                name="cluster_objection_ruled_with_reason",
            ),
        ]


class Case(models.Model):
    """Cases of a deduction against a participant, by hand or from another room's `feed`; withdrawn with a reason."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="cases")
    code = models.CharField(max_length=60)
    count = models.SmallIntegerField(default=1)
    words = models.CharField(max_length=500)
    feed = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(count__gte=1), name="cluster_case_count"),
            models.UniqueConstraint(
                fields=["participant", "code"],
                condition=~Q(feed="") & Q(withdrawn_at=None),
                name="cluster_case_fed_once",
            ),
        ]


class Vote(models.Model):
    """How many of those present agreed to an honour for a participant. Secret: nobody's own vote is kept.

    A meeting that is held again makes its votes void; they stay."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="votes")
    honour = models.CharField(max_length=12)
    yes = models.SmallIntegerField()
    void_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "honour"], condition=Q(void_at=None), name="cluster_vote_once"
            ),
            models.CheckConstraint(condition=_in("honour", Honour) & Q(yes__gte=0), name="cluster_vote"),
        ]


class Result(models.Model):
    """A published result; a correction is the next number, with its reason. `inputs` are the entries it was made of."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="results")
    number = models.SmallIntegerField()
    published_on = models.DateField()
    published_by = models.CharField(max_length=40)
    reason = models.TextField(blank=True)
    sheet_digest = models.CharField(max_length=64)
    inputs = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="cluster_result_number"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="cluster_result_corrected_why"
            ),
        ]


class Standing(models.Model):
    """A participant's place in a result. `score` is the engine's score whole, its decimals as digits."""

    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="standings")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="standings")
    rank = models.SmallIntegerField()
    tied = models.BooleanField()
    flag = models.BooleanField(null=True)
    certificate = models.BooleanField(null=True)
    score = models.JSONField()

    @property
    def total(self) -> Decimal:
        """The total, exact."""
        return Decimal(self.score["total"])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["result", "participant"], name="cluster_standing_once")
        ]


class Proposal(models.Model):
    """A nomination that came of a result."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="proposals")
    honour = models.CharField(max_length=12)
    nomination_id = models.BigIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "honour"], name="cluster_proposal_once")
        ]
