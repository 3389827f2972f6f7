"""What targets put on the desk and into the calendar: reports due, reports to be confirmed. Never one line a target."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Count
from django.urls import reverse

from thidua.access.types import Actor
from thidua.foundation.ui.desk import CalendarEntry, DeskItem
from thidua.kernel.formats import date_vi
from thidua.organisation.queries import unit_refs
from thidua.targets import due
from thidua.targets.access import keeping_units
from thidua.targets.models import Cell
from thidua.targets.taking import past_of, takings
from thidua.targets.types import DueDay, Kind, TargetState


def items(actor: Actor) -> list[DeskItem]:
    """Reports whose days have begun, a line a unit and last day, reports to confirm, plans of former units.

    Four queries, a few more for units that took the place of others.
    """
    units = dict(keeping_units(actor))
    if not units:
        return []
    return [*_reports(actor, units), *_to_confirm(actor, units), *_to_take(actor, units)]


def _to_take(actor: Actor, units: dict[int, str]) -> list[DeskItem]:
    """Plans of former units, a line a unit. One query where no unit took another's place."""
    past = past_of(units, actor.today)
    if not past.before:
        return []
    waiting = takings(list(unit_refs(units).values()), actor.today, past)
    return [
        DeskItem(
            "Chỉ tiêu của đơn vị trước đây chờ nhận", units[pk], reverse("targets:take", args=[pk]), "Xem, nhận",
            count=len(rows),
        )
        for pk, rows in waiting.items()
    ]  # fmt: skip


def _reports(actor: Actor, units: dict[int, str]) -> list[DeskItem]:
    lines = []
    for (unit_id, day), rows in due.by_day(due.waiting(units, actor.today)).items():
        late = day < actor.today
        title = f"Báo cáo chỉ tiêu {'quá hạn từ' if late else 'đến hạn'} {date_vi(day)}"
        detail = f"{units[unit_id]}: {due.names(rows)}"
        tone = "bad" if late else "act"
        lines.append(DeskItem(title, detail, _list(day), "Ghi kết quả", due=day, count=len(rows), tone=tone))
    return lines


def _to_confirm(actor: Actor, units: dict[int, str]) -> list[DeskItem]:
    year = actor.today.year
    cells = Cell.objects.filter(year_from=year, year_to=year, target__state=TargetState.ACTIVE)
    reported = cells.filter(target__agency__in=units, result=Kind.REPORTED).order_by()
    counted = reported.values_list("target__agency_id").annotate(n=Count("pk")).order_by("target__agency_id")
    return [
        DeskItem(
            f"Số liệu năm {year} đã báo cáo, chờ xác nhận", units[pk],
            f"{reverse('targets:progress')}?year={year}", "Xem, xác nhận", count=n,
        )
        for pk, n in counted
    ]  # fmt: skip


def _list(day: date) -> str:
    return f"{reverse('targets:due')}?due={date_vi(day)}"


def dates(actor: Actor, since: date, until: date) -> list[CalendarEntry]:
    """The last days of reports of the actor's own units between two days, one a unit and day. Two queries."""
    units = dict(keeping_units(actor))
    if not units:
        return []
    grouped: dict[tuple[int, date], list[tuple[due.Owing, DueDay]]] = {}
    for each in due.owing(units, range(since.year - 1, until.year + 1), actor.today):
        for day in each.days:
            if since <= day.due <= until:
                grouped.setdefault((each.unit_id, day.due), []).append((each, day))
    return [_entry(unit_id, units[unit_id], on, rows) for (unit_id, on), rows in sorted(grouped.items())]


def _entry(unit_id: int, unit: str, on: date, pairs: Sequence[tuple[due.Owing, DueDay]]) -> CalendarEntry:
    lacking = sum(not each.done(day) for each, day in pairs)
    state = f"còn {lacking} trên {len(pairs)} chỉ tiêu" if lacking else f"đủ {len(pairs)} chỉ tiêu"
    return CalendarEntry(
        f"targets.due.{unit_id}.{on.isoformat()}", on, f"Báo cáo chỉ tiêu {due.names(day for _, day in pairs)}",
        _list(on), f"{unit}: {state}", not lacking,
    )  # fmt: skip
