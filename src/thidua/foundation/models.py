"""Tables that every room shares: ledger, files, jobs, number series, notices, the vocabulary of names."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class LedgerEntry(models.Model):
    """One official act, chained by hash to the one before. Append-only: triggers refuse change and removal.

    `actor` and `post` are the words that stood on the day; `actor_ref` is a stable key such as `user:12`.
    `changes` is canonical JSON: field → [before, after].
    """

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    on_date = models.DateField()
    actor_ref = models.CharField(max_length=40)
    actor = models.CharField(max_length=200)
    post = models.CharField(max_length=300, blank=True)
    act = models.CharField(max_length=80)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    unit_id = models.BigIntegerField(null=True)
    summary = models.CharField(max_length=500)
    changes = models.TextField(default="{}")
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(seq__gte=1), name="ledger_seq_from_one"),
            models.UniqueConstraint(fields=["hash"], name="ledger_hash_once"),
        ]
        indexes = [
            models.Index(fields=["object_type", "object_id", "seq"], name="ledger_object"),
            models.Index(fields=["unit_id", "seq"], name="ledger_unit"),
        ]


class LedgerHead(models.Model):
    """The one row that writers lock to append; keeps the newest sequence number and hash."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="ledger_head_is_one_row")]


class Attachment(models.Model):
    """A stored file of some object. The content is checked before it is kept; never replaced in place."""

    file = models.FileField(upload_to="%Y/%m", max_length=300)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    media_type = models.CharField(max_length=120)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    unit_id = models.BigIntegerField(null=True)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=40)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(size__gte=0), name="attachment_size")]
        indexes = [models.Index(fields=["object_type", "object_id"], name="attachment_object")]


class JobState(models.TextChoices):
    """Where a background job stands."""

    QUEUED = "queued", "Đang chờ"
    RUNNING = "running", "Đang chạy"
    DONE = "done", "Đã xong"
    FAILED = "failed", "Không thành công"


class Job(models.Model):
    """Long work that can be left. Claimed by one worker, retried after a crash, idempotent by `key`."""

    kind = models.CharField(max_length=80)
    key = models.CharField(max_length=120, unique=True)
    args = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    message = models.CharField(max_length=500, blank=True)
    attempts = models.SmallIntegerField(default=0)
    max_attempts = models.SmallIntegerField(default=3)
    run_after = models.DateTimeField()
    heartbeat_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=40)
    unit_id = models.BigIntegerField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="job_state"),
            models.CheckConstraint(condition=Q(done__gte=0, total__gte=0), name="job_progress"),
        ]
        indexes = [models.Index(fields=["state", "run_after"], name="job_queue")]


class DailyRun(models.Model):
    """A room has done its work of one business day."""

    room = models.CharField(max_length=40)
    day = models.DateField()
    done_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "day"], name="daily_run_once")]


class NumberSeries(models.Model):
    """The last number given in one series of one body in one year. Numbers have no gap and no twin.

    A number is taken in the transaction that uses it, so a failed act gives it back.
    """

    unit_id = models.BigIntegerField()
    series = models.CharField(max_length=40)
    year = models.SmallIntegerField()
    last = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit_id", "series", "year"], name="number_series_once"),
            models.CheckConstraint(condition=Q(last__gte=0), name="number_series_last"),
        ]


class Notice(models.Model):
    """A short message to those who hold one of `roles` at a unit; read once by anyone there."""

    unit_id = models.BigIntegerField()
    roles = models.CharField(
        max_length=200, help_text="comma-separated role codes, with a comma at both ends"
    )
    text = models.CharField(max_length=500)
    url = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    read_by = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit_id", "-at"], name="notice_unit")]


class Syllable(models.Model):
    """A folded syllable that stands in some stored name: the vocabulary for correcting typing slips."""

    fold = models.CharField(max_length=20, primary_key=True)
