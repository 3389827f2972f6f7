"""Reads of imports: the list, one batch, its rows, and the two workbooks to download."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from thidua.access.scope import in_scope
from thidua.access.types import Actor
from thidua.foundation.clock import today
from thidua.foundation.errors import NotThere
from thidua.foundation.jobs import JobStatus, status
from thidua.nominations.access import sees
from thidua.nominations.imports import choices, workbook
from thidua.nominations.imports.columns import BY_KEY, letter
from thidua.nominations.imports.matching import AMBIGUOUS
from thidua.nominations.models import ImportBatch, ImportRow, Nomination, Round
from thidua.nominations.types import ImportState
from thidua.organisation.models import Unit


@dataclass(frozen=True, slots=True)
class BatchView:
    """An import as its page shows it; `job` is the reading or the writing, whichever came last.

    `columns` are the recognised ones as (letter on the sheet, our title), in the sheet's order.
    """

    id: int
    round_id: int
    round_name: str
    unit_id: int
    unit_name: str
    file_name: str
    state: ImportState
    message: str
    rows: int
    problems: int
    questions: int
    created_at: datetime
    done_at: datetime | None
    columns: tuple[tuple[str, str], ...]
    job: JobStatus | None

    @property
    def ready(self) -> bool:
        """Whether it can be confirmed now."""
        return self.state is ImportState.READ and not self.problems and not self.questions


@dataclass(frozen=True, slots=True)
class ProblemView:
    """One problem with its cell's address on the sheet: `C12`."""

    cell: str
    title: str
    says: str
    level: str


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of the workbook as the preview shows it."""

    number: int
    texts: dict[str, str]
    problems: tuple[ProblemView, ...]
    match: str
    candidates: tuple[tuple[int, str], ...]
    recipient_id: int | None
    nomination_id: int | None


def batches(actor: Actor) -> Any:
    """The imports of the actor's units, newest first, as a queryset with unit and round."""
    return ImportBatch.objects.filter(in_scope(actor)).select_related("unit", "round").order_by("-pk")


def batch(actor: Actor, batch_id: int) -> BatchView:
    """One import. Two queries. Raises NotThere outside the scope."""
    row = ImportBatch.objects.select_related("unit", "round").filter(pk=batch_id).first()
    if row is None or not sees(actor, row.unit.path):
        raise NotThere
    return BatchView(
        row.pk, row.round_id, row.round.name, row.unit_id, row.unit.name, row.file_name, ImportState(row.state),
        row.message, row.rows, row.problems, row.questions, row.created_at, row.done_at,
        tuple((letter(at), BY_KEY[key].title) for key, at in sorted(row.columns.items(), key=lambda c: c[1])),
        status(row.job_id) if row.job_id else None,
    )  # fmt: skip


def rows(
    actor: Actor, batch_id: int, only: str = "all", *, start: int = 0, limit: int = 100
) -> list[RowView]:
    """Rows of the preview: `problems`, `questions` or `all`. At most five queries."""
    found = batch(actor, batch_id)
    columns = ImportBatch.objects.values_list("columns", flat=True).get(pk=found.id)
    wanted = list(
        ImportRow.objects.filter(_only(only), batch=found.id).order_by("number")[start : start + limit]
    )
    made = dict(
        Nomination.objects.filter(batch=found.id, row_number__in=[row.number for row in wanted]).values_list(
            "row_number", "pk"
        )
    )
    return [_row_view(row, columns, made.get(row.number)) for row in wanted]


def row_count(actor: Actor, batch_id: int, only: str = "all") -> int:
    """How many rows the preview has of that sort."""
    return ImportRow.objects.filter(_only(only), batch=batch(actor, batch_id).id).count()


def _only(which: str) -> Q:
    if which == "questions":
        return Q(match=AMBIGUOUS) | ~Q(candidates=[])
    return ~Q(problems=[]) if which == "problems" else Q()


def _row_view(row: ImportRow, columns: dict[str, int], nomination_id: int | None) -> RowView:
    problems = tuple(
        ProblemView(
            f"{letter(columns[key])}{row.number}" if key in columns else f"dòng {row.number}",
            BY_KEY[key].title,
            says,
            level,
        )
        for key, says, level in row.problems
    )
    return RowView(
        row.number, row.cells["text"], problems, row.match, tuple((pk, words) for pk, words in row.candidates),
        row.recipient_id, nomination_id,
    )  # fmt: skip


def template_file(actor: Actor, round_id: int, unit_id: int) -> bytes:
    """The template for a unit and round, with its own units and the awards in force. Raises NotThere."""
    unit = Unit.objects.filter(pk=unit_id).first()
    season = Round.objects.select_related("unit").filter(pk=round_id).first()
    if (
        unit is None
        or season is None
        or not sees(actor, unit.path)
        or not unit.path.startswith(season.unit.path)
    ):
        raise NotThere
    found = choices.context(unit, season, actor.today)
    return workbook.template(
        title=f"Danh sách đề nghị khen thưởng: {season.name} ({unit.name})",
        unit_names=[choice.name for choice in found.units][:2000],
        award_names=[choice.name for choice in found.awards if not choice.refusal],
    )


def remarks_file(actor: Actor, batch_id: int) -> bytes:
    """The sent list with a column saying, row by row, what to mend."""
    found = batch(actor, batch_id)
    wanted = ImportRow.objects.filter(batch=found.id).order_by("number")
    return workbook.remarks(
        f"{found.file_name}: điểm cần sửa (ngày {today():%d/%m/%Y})",
        ((row.cells["text"], _remark(row)) for row in wanted.iterator(chunk_size=2000)),
    )


def _remark(row: ImportRow) -> str:
    says = [f"{BY_KEY[key].title}: {words}" for key, words, _ in row.problems]
    if row.match == AMBIGUOUS:
        says.append("Chưa rõ là ai: " + " hoặc ".join(words for _, words in row.candidates))
    return "\n".join(says)
