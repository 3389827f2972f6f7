"""Plans of models, exemplars with the notes of their steps, copies by other units, stories, and citizens' tips."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from thidua.exemplars.types import (
    AiringState,
    Ending,
    FoundBy,
    Medium,
    NoteKind,
    Step,
    StoryState,
    TipEnding,
    TipState,
)
from thidua.targets.fields import ExactField

UNIT = "organisation.Unit"
FILE = "foundation.Attachment"


def _values(enum: type) -> list[str]:
    return [member.value for member in enum]


class Plan(models.Model):
    """How many models a unit wants to raise in which field, over a year or a period of years.

    `parent` is the plan of a unit above to which this one contributes; it is never changed, so there is no circle.
    """

    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="model_plans")
    title = models.CharField(max_length=300)
    year_from = models.SmallIntegerField()
    year_to = models.SmallIntegerField()
    wanted = models.IntegerField()
    text = models.TextField(blank=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="shares")
    version = models.IntegerField(default=1)
    sample = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "title", "year_from"], name="model_plan_once"),
            models.CheckConstraint(
                condition=Q(year_to__gte=F("year_from"), wanted__gte=1), name="model_plan_sensible"
            ),
        ]


class Exemplar(models.Model):
    """Somebody or something others can learn from, followed through the four steps. `due` ends the present step."""

    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="exemplars")
    recipient = models.ForeignKey(
        "organisation.Recipient", null=True, on_delete=models.PROTECT, related_name="exemplars"
    )
    plan = models.ForeignKey(Plan, null=True, on_delete=models.PROTECT, related_name="exemplars")
    movement = models.ForeignKey(
        "movements.Movement", null=True, on_delete=models.PROTECT, related_name="exemplars"
    )
    title = models.CharField(max_length=300)
    words = models.TextField(help_text="title and summary, folded: what is searched")
    summary = models.TextField()
    group = models.CharField(max_length=20)
    step = models.CharField(max_length=12, default=Step.DETECT)
    due = models.DateField(null=True)
    found_by = models.CharField(max_length=10)
    found_on = models.DateField()
    replicated_on = models.DateField(null=True, help_text="since when others may copy it")
    origin_kind = models.CharField(max_length=40, blank=True)
    origin_id = models.BigIntegerField(null=True)
    origin_url = models.CharField(max_length=300, blank=True)
    put_forward_on = models.DateField(null=True, help_text="last day a nomination was drafted from here")
    ending = models.CharField(max_length=12, blank=True)
    ending_text = models.TextField(blank=True)
    ended_on = models.DateField(null=True)
    version = models.IntegerField(default=1)
    sample = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["origin_kind", "origin_id"],
                condition=Q(origin_id__isnull=False),
                name="exemplar_origin_once",
            ),
            models.CheckConstraint(condition=Q(step__in=_values(Step)), name="exemplar_step"),
            models.CheckConstraint(condition=Q(found_by__in=_values(FoundBy)), name="exemplar_found_by"),
            models.CheckConstraint(
                condition=Q(step="closed", ended_on__isnull=False, ending__in=_values(Ending), due=None)
                | (~Q(step="closed") & Q(ended_on=None, ending="", due__isnull=False)),
                name="exemplar_closed_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["unit", "step"], name="exemplar_unit_step")]

    def __str__(self) -> str:
        return self.title


class Note(models.Model):
    """Evidence of a step. Never changed; a mistake is answered by a further note."""

    exemplar = models.ForeignKey(Exemplar, on_delete=models.PROTECT, related_name="notes")
    step = models.CharField(max_length=12)
    kind = models.CharField(max_length=10)
    on = models.DateField()
    text = models.TextField()
    measure = models.CharField(max_length=200, blank=True)
    unit_of = models.CharField(max_length=60, blank=True)
    before = ExactField(null=True)
    after = ExactField(null=True)
    file = models.ForeignKey(FILE, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=40)
    author = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=_values(NoteKind)), name="exemplar_note_kind"),
            models.CheckConstraint(
                condition=~Q(kind="result") | (Q(after__isnull=False) & ~Q(measure="")),
                name="exemplar_note_figures",
            ),
        ]


class Task(models.Model):
    """What somebody has to do in a step, by when: done once a note proves it, or dropped for a reason."""

    exemplar = models.ForeignKey(Exemplar, on_delete=models.PROTECT, related_name="tasks")
    step = models.CharField(max_length=12)
    kind = models.CharField(max_length=10)
    text = models.TextField()
    who = models.CharField(max_length=200)
    due = models.DateField()
    note = models.OneToOneField(Note, null=True, on_delete=models.PROTECT, related_name="task")
    dropped_on = models.DateField(null=True)
    dropped_why = models.TextField(blank=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=_values(NoteKind)), name="exemplar_task_kind"),
            models.CheckConstraint(
                condition=Q(dropped_on=None, dropped_why="")
                | (Q(dropped_on__isnull=False, note=None) & ~Q(dropped_why="")),
                name="exemplar_task_dropped_with_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["due"], condition=Q(note=None, dropped_on=None), name="exemplar_task_open")
        ]


class Spread(models.Model):
    """A unit that copied the model, from whom and with what result."""

    exemplar = models.ForeignKey(Exemplar, on_delete=models.PROTECT, related_name="spreads")
    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="copied_models")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    on = models.DateField()
    text = models.TextField()
    result = models.TextField(blank=True)
    result_on = models.DateField(null=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exemplar", "unit"], name="spread_once_a_unit"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="spread_not_from_itself"),
            models.CheckConstraint(
                condition=Q(result="", result_on=None) | (~Q(result="") & Q(result_on__isnull=False)),
                name="spread_result_dated",
            ),
        ]


class Story(models.Model):
    """What is told of an exemplar, with the consent of whoever it is about."""

    exemplar = models.ForeignKey(Exemplar, on_delete=models.PROTECT, related_name="stories")
    title = models.CharField(max_length=300)
    words = models.TextField(help_text="title, lead and text, folded: what is searched")
    lead = models.CharField(max_length=500)
    text = models.TextField()
    state = models.CharField(max_length=12, default=StoryState.DRAFT)
    written_by = models.CharField(max_length=40)
    writer = models.CharField(max_length=200)
    reviewed_by = models.CharField(max_length=40, blank=True)
    reviewed_on = models.DateField(null=True)
    consent_name = models.CharField(max_length=200, blank=True)
    consent_on = models.DateField(null=True)
    consent_file = models.ForeignKey(FILE, null=True, on_delete=models.PROTECT, related_name="+")
    consent_ended_on = models.DateField(null=True)
    published_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    withdrawn_why = models.TextField(blank=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=_values(StoryState)), name="story_state"),
            models.CheckConstraint(
                condition=~Q(state="published")
                | Q(
                    published_on__isnull=False,
                    consent_on__isnull=False,
                    consent_file__isnull=False,
                    consent_ended_on=None,
                    reviewed_on__isnull=False,
                ),
                name="story_public_with_consent",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | (Q(withdrawn_on__isnull=False) & ~Q(withdrawn_why="")),
                name="story_withdrawn_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["state", "-published_on"], name="story_public")]

    def __str__(self) -> str:
        return self.title


class Picture(models.Model):
    """A picture of a story. `words` say what it shows to those who cannot see it. `gone` ones are no longer shown."""

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="pictures")
    file = models.ForeignKey(FILE, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=300)
    width = models.IntegerField()
    height = models.IntegerField()
    gone = models.BooleanField(default=False)


class Airing(models.Model):
    """When a story is to appear in which medium, and what became of it.

    `to_tell_on`: the day since which the outlet has to be told that the story was taken back or changed.
    """

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="airings")
    medium = models.CharField(max_length=12)
    outlet = models.CharField(max_length=200, blank=True)
    on = models.DateField()
    state = models.CharField(max_length=10, default=AiringState.PLANNED)
    done_on = models.DateField(null=True)
    address = models.CharField(max_length=500, blank=True)
    proof = models.ForeignKey(FILE, null=True, on_delete=models.PROTECT, related_name="+")
    why = models.TextField(blank=True)
    to_tell_on = models.DateField(null=True)
    told_on = models.DateField(null=True)
    told_how = models.TextField(blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["story", "medium", "outlet", "on"],
                condition=Q(state__in=("planned", "aired")),
                name="airing_once",
            ),
            models.CheckConstraint(condition=Q(state__in=_values(AiringState)), name="airing_state"),
            models.CheckConstraint(
                condition=~Q(state="aired")
                | (Q(done_on__isnull=False) & (Q(medium="portal") | ~Q(address="") | Q(proof__isnull=False))),
                name="airing_aired_with_proof",
            ),
            models.CheckConstraint(
                condition=~Q(state="not_aired") | ~Q(why=""), name="airing_missed_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(told_on=None) | Q(to_tell_on__isnull=False), name="airing_told_when_asked"
            ),
            models.CheckConstraint(condition=Q(medium__in=_values(Medium)), name="airing_medium"),
        ]
        indexes = [models.Index(fields=["state", "on"], name="airing_by_day")]


class Tip(models.Model):
    """A good deed told by a citizen. `teller` and `contact` are for those who moderate it, and for nobody else.

    Contact and network address are kept as keyed prints for counting; the code sent is derived from `token`.
    """

    unit = models.ForeignKey(UNIT, on_delete=models.PROTECT, related_name="tips")
    token = models.CharField(max_length=43, unique=True)
    who = models.CharField(max_length=200)
    place = models.CharField(max_length=200)
    text = models.TextField()
    teller = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=254, blank=True)
    contact_print = models.CharField(max_length=64)
    address_print = models.CharField(max_length=64)
    state = models.CharField(max_length=10, default=TipState.RECEIVED)
    received_at = models.DateTimeField()
    received_on = models.DateField()
    turn = models.SmallIntegerField(default=1)
    tries = models.SmallIntegerField(default=0)
    code_sent_at = models.DateTimeField()
    confirmed_on = models.DateField(null=True)
    thanked_on = models.DateField(null=True)
    answer = models.TextField(blank=True)
    exemplar = models.ForeignKey(Exemplar, null=True, on_delete=models.PROTECT, related_name="tips")
    put_forward_on = models.DateField(
        null=True, help_text="when a nomination was drafted straight from the tip"
    )
    nomination_id = models.BigIntegerField(null=True, help_text="the last nomination drafted from the tip")
    awarded_on = models.DateField(null=True, help_text="when an award for the deed entered the register")
    ending = models.CharField(max_length=12, blank=True)
    ended_on = models.DateField(null=True)
    version = models.IntegerField(default=1)
    sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=_values(TipState)), name="tip_state"),
            models.CheckConstraint(
                condition=~Q(state__in=("nominated", "awarded")) | Q(nomination_id__isnull=False),
                name="tip_nominated_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", ended_on__isnull=False, ending__in=_values(TipEnding))
                | (~Q(state="closed") & Q(ended_on=None, ending="")),
                name="tip_closed_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="taken_up") | Q(exemplar__isnull=False), name="tip_taken_up_somewhere"
            ),
            models.CheckConstraint(
                condition=Q(state="received") | Q(ending="unconfirmed") | Q(confirmed_on__isnull=False),
                name="tip_confirmed_first",
            ),
        ]
        indexes = [
            models.Index(fields=["address_print", "received_at"], name="tip_by_address"),
            models.Index(fields=["contact_print", "received_at"], name="tip_by_contact"),
            models.Index(fields=["unit", "state"], name="tip_unit_state"),
            models.Index(fields=["nomination_id"], name="tip_nomination"),
        ]
