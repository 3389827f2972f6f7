"""The history of one recipient and of a unit with those that became part of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from thidua.access.types import Actor
from thidua.achievements.access import see_or_404
from thidua.achievements.catalogue import award_name
from thidua.achievements.models import (
    AwardRecord,
    ClusterPlace,
    Composition,
    Hold,
    Initiative,
    OtherFact,
    Penalty,
    Rating,
    ServiceEvent,
)
from thidua.achievements.other_words import words_of, year_of
from thidua.achievements.people import particulars, predecessors, unit_of
from thidua.achievements.queries.register import PAGE, page_of
from thidua.achievements.types import (
    FactSection,
    HistoryLine,
    HoldReason,
    InitiativeForm,
    InitiativeScope,
    PenaltyLevel,
    RatingLevel,
    RecipientHistory,
    RecordState,
    RegisterFilters,
    RegisterPage,
    ServiceKind,
)
from thidua.foundation.errors import NotThere


def recipient_history(actor: Actor, recipient_id: int) -> RecipientHistory:
    """All recorded years of a recipient, newest first. Raises NotThere outside the actor's scope. Eleven queries."""
    found = unit_of(recipient_id)
    if found is None:
        raise NotThere
    unit_name, unit_path = found
    see_or_404(actor, unit_path)
    (who,) = particulars([recipient_id])
    lines = sorted(
        (line for source in _SOURCES for line in source(recipient_id)),
        key=lambda line: (line.year, line.day or date(max(line.year, 1), 1, 1), line.ref),
        reverse=True,
    )
    return RecipientHistory(
        recipient_id=recipient_id,
        name=who["name"],
        kind=who["kind"],
        unit=unit_name,
        facts_from=who["facts_from"],
        facts_to=who["facts_to"],
        lines=tuple(lines),
    )


def attested_facts(recipient_id: int) -> dict[str, int]:
    """Code → key of the newest entry of each certified judgement of a recipient whom the caller may see. One query."""
    rows = OtherFact.objects.filter(recipient_id=recipient_id, section=FactSection.ATTESTED).order_by("pk")
    return {str(data["code"]): pk for data, pk in rows.values_list("data", "pk")}


def unit_history(actor: Actor, unit_id: int, *, after: str = "", limit: int = PAGE) -> RegisterPage:
    """The awards of a unit itself and of the units that became part of it, newest first.

    The unit must lie in the actor's scope; its predecessors then belong to its history wherever they stood.
    """
    found = predecessors(unit_id)
    if not found:
        raise NotThere
    path = found[unit_id][1]
    see_or_404(actor, path)
    rows = AwardRecord.objects.filter(recipient__collective_id__in=found)
    return page_of(rows, RegisterFilters(), after, limit)


def _awards(pk: int) -> Iterator[HistoryLine]:
    for row in AwardRecord.objects.filter(recipient_id=pk):
        yield HistoryLine(
            ref=f"award:{row.pk}",
            year=row.period_to or row.year,
            day=row.decided_on,
            what=award_name(row.award),
            detail=row.decided_by
            + (f"; hủy bỏ: {row.revoked_reason}" if row.state == RecordState.REVOKED else ""),
            document=f"Quyết định số {row.decision_number} ngày {row.decided_on:%d/%m/%Y}",
            state=row.state,
        )


def _ratings(pk: int) -> Iterator[HistoryLine]:
    for row in Rating.objects.filter(recipient_id=pk):
        yield HistoryLine(
            f"rating:{row.pk}", row.year, None, "Xếp loại", RatingLevel(row.level).label, row.document
        )


def _initiatives(pk: int) -> Iterator[HistoryLine]:
    for row in Initiative.objects.filter(recipient_id=pk):
        scope = InitiativeScope(row.scope).label.lower()
        yield HistoryLine(
            f"initiative:{row.pk}", row.year, None, InitiativeForm(row.form).label,
            f"{row.title} (phạm vi ảnh hưởng: {scope})", row.document,
        )  # fmt: skip


def _penalties(pk: int) -> Iterator[HistoryLine]:
    for row in Penalty.objects.filter(recipient_id=pk):
        until = f", đến {row.until:%d/%m/%Y}" if row.until else ""
        yield HistoryLine(
            f"penalty:{row.pk}",
            row.date.year,
            row.date,
            "Kỷ luật",
            PenaltyLevel(row.level).label + until,
            row.document,
        )


def _holds(pk: int) -> Iterator[HistoryLine]:
    for row in Hold.objects.filter(recipient_id=pk):
        until = f"đến {row.until:%d/%m/%Y}" if row.until else "chưa kết thúc"
        yield HistoryLine(
            f"hold:{row.pk}", row.since.year, row.since, "Tạm dừng xét",
            f"{HoldReason(row.reason).label}, {until}", row.note,
        )  # fmt: skip


def _service(pk: int) -> Iterator[HistoryLine]:
    for row in ServiceEvent.objects.filter(recipient_id=pk):
        year = row.year or (row.since.year if row.since else _year_in(row.data.get("date")))
        yield HistoryLine(f"service:{row.pk}", year, row.since, "Công tác", ServiceKind(row.kind).label)


def _compositions(pk: int) -> Iterator[HistoryLine]:
    for row in Composition.objects.filter(recipient_id=pk):
        yield HistoryLine(
            f"composition:{row.pk}",
            row.year,
            None,
            "Số liệu tập thể",
            f"{row.data['members']} người",
            row.document,
        )


def _places(pk: int) -> Iterator[HistoryLine]:
    for row in ClusterPlace.objects.filter(recipient_id=pk):
        yield HistoryLine(
            f"cluster:{row.pk}",
            row.year,
            None,
            "Cụm, khối thi đua",
            f"Hạng {row.rank}/{row.size}",
            row.document,
        )


def _others(pk: int) -> Iterator[HistoryLine]:
    for row in OtherFact.objects.filter(recipient_id=pk):
        yield HistoryLine(
            ref=f"fact:{row.pk}",
            year=year_of(row.data),
            day=None,
            what=FactSection(row.section).label,
            detail=words_of(row.section, row.data),
            document=row.document,
            section=row.section,
        )


def _year_in(text: str | None) -> int:
    return int(text[:4]) if text else 0


_SOURCES = (_awards, _ratings, _initiatives, _penalties, _holds, _service, _compositions, _places, _others)
