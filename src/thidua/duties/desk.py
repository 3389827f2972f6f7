"""What duties put on the desk and on the calendar."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Count, F, Min, Q
from django.urls import reverse

from thidua.access.types import Actor
from thidua.duties.access import working_units
from thidua.duties.models import Duty, Extension
from thidua.duties.queries import late, passed_on
from thidua.duties.types import OPEN, DutyState, Ruling
from thidua.foundation.ui.desk import CalendarEntry, DeskItem

AHEAD = 30
"""Days ahead that the desk looks; what was just given or sent back is shown whatever its day."""
MOST = 30


def items(actor: Actor) -> list[DeskItem]:
    """The unit's own duties by due day; of those it gave what waits for it and what is late. Four queries."""
    units = list(working_units(actor))
    if not units:
        return []
    return [*_own(actor, units), *_given(actor, units)]


def _own(actor: Actor, units: list[int]) -> list[DeskItem]:
    rows = Duty.objects.filter(unit__in=units, state__in=OPEN)
    near = rows.filter(due_on__lte=actor.today + timedelta(days=AHEAD)) | rows.exclude(
        state=DutyState.IN_PROGRESS
    )
    found = near.order_by(F("due_on").asc(nulls_last=True), "pk").values_list(
        "pk", "text", "state", "due_on", "given_by__name"
    )
    return [
        DeskItem(
            _TITLES[state],
            f"{text[:160]} ({giver} giao)",
            reverse("duties:duty", args=[pk]),
            _BUTTONS[state],
            due=due_on,
            tone="bad" if state == DutyState.RETURNED or (due_on and due_on < actor.today) else "act",
        )
        for pk, text, state, due_on, giver in found[:MOST]
    ]


_TITLES = {
    DutyState.ISSUED: "Nhiệm vụ mới giao",
    DutyState.IN_PROGRESS: "Nhiệm vụ đến hạn",
    DutyState.RETURNED: "Nhiệm vụ bị trả lại",
}
_BUTTONS = {
    DutyState.ISSUED: "Nhận việc",
    DutyState.IN_PROGRESS: "Báo cáo tiến độ",
    DutyState.RETURNED: "Xem lý do, làm tiếp",
}


def _given(actor: Actor, units: list[int]) -> list[DeskItem]:
    base = reverse("duties:list") + "?whose=given"
    given = Duty.objects.filter(given_by__in=units)
    found = []
    done = given.filter(state=DutyState.REPORTED_DONE).aggregate(count=Count("pk"), first=Min("done_on"))
    if done["count"]:
        found.append(
            DeskItem(
                "Kết quả nhiệm vụ chờ chấp nhận",
                f"{done['count']} nhiệm vụ đã được báo cáo xong",
                f"{base}&state={DutyState.REPORTED_DONE}",
                "Xem kết quả",
                count=done["count"],
            )
        )
    asked = Extension.objects.filter(duty__given_by__in=units, ruling=Ruling.WAITING)
    found += [
        DeskItem(
            "Đề nghị gia hạn nhiệm vụ",
            f"{unit}: {text[:160]}",
            reverse("duties:rule-extension", args=[pk]),
            "Trả lời",
            due=due_on,
        )
        for pk, unit, text, due_on in asked.order_by("due_on", "pk").values_list(
            "pk", "duty__unit__name", "duty__text", "due_on"
        )[:MOST]
    ]
    own, deeper = Q(given_by__in=units), passed_on(units)
    behind = (
        Duty.objects.filter(late(actor.today), own | deeper)
        .exclude(unit__in=units)
        .aggregate(
            count=Count("pk", filter=own),
            units=Count("unit", filter=own, distinct=True),
            deeper=Count("pk", filter=deeper),
            deeper_units=Count("unit", filter=deeper, distinct=True),
        )
    )
    if behind["count"]:
        found.append(
            DeskItem(
                "Nhiệm vụ đã giao bị quá hạn",
                f"{behind['count']} nhiệm vụ của {behind['units']} đơn vị",
                reverse("duties:late"),
                "Đôn đốc",
                count=behind["count"],
                tone="bad",
            )
        )
    if behind["deeper"]:
        found.append(
            DeskItem(
                "Việc cấp dưới giao tiếp bị quá hạn",
                f"{behind['deeper']} nhiệm vụ của {behind['deeper_units']} đơn vị, từ việc đơn vị đã giao",
                f"{reverse('duties:list')}?whose=passed&when=overdue",
                "Xem",
                count=behind["deeper"],
                tone="bad",
            )
        )
    return found


def dates(actor: Actor, since: date, until: date) -> list[CalendarEntry]:
    """Due days of the unit's own duties, and of those it gave, these by document and day. Two queries."""
    units = list(working_units(actor))
    if not units:
        return []
    live = [state for state in DutyState if state.live]
    rows = Duty.objects.filter(state__in=live, due_on__range=(since, until))
    own = rows.filter(unit__in=units).order_by("due_on", "pk").values_list("pk", "due_on", "text", "state")
    given = (
        rows.filter(given_by__in=units)
        .exclude(unit__in=units)
        .values("document_id", "due_on", subject=F("document__subject"))
        .annotate(every=Count("pk"), waiting=Count("pk", filter=Q(state__in=OPEN)))
        .order_by("due_on", "document_id")
    )
    return [
        *(
            CalendarEntry(
                f"duties.duty.{pk}",
                due_on,
                f"Hạn nhiệm vụ: {text[:80]}",
                reverse("duties:duty", args=[pk]),
                done=not DutyState(state).open,
            )
            for pk, due_on, text, state in own
        ),
        *(
            CalendarEntry(
                f"duties.given.{row['document_id']}.{row['due_on'].isoformat()}",
                row["due_on"],
                f"Hạn {row['every']} nhiệm vụ đã giao",
                f"{reverse('duties:list')}?whose=given&document={row['document_id']}",
                detail=row["subject"][:160],
                done=not row["waiting"],
            )
            for row in given
        ),
    ]
