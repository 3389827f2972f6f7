"""What nominations put on the desk."""

from __future__ import annotations

from datetime import date

from thidua.access.types import Actor
from thidua.foundation.ui.desk import Below, CalendarEntry, DeskItem
from thidua.nominations import links
from thidua.nominations.fast_lane import running
from thidua.nominations.queries import Waiting, waiting_for
from thidua.nominations.queries import below as below_rows
from thidua.nominations.types import Event

_WORDS: dict[Event, tuple[str, str]] = {
    Event.PROPOSE: ("Đề nghị đang soạn", "Gửi xét"),
    Event.APPRAISE_AGREE: ("Hồ sơ chờ thẩm định", "Thẩm định"),
    Event.ENDORSE: ("Hồ sơ chờ thủ trưởng duyệt", "Duyệt"),
    Event.SUPPLEMENT: ("Hồ sơ cần bổ sung", "Bổ sung"),
    Event.SUBMIT: ("Hồ sơ chờ trình cấp trên", "Lập tờ trình"),
}
"""Title and button by the event that takes nominations on; council sessions and decisions put up their own."""


def items(actor: Actor) -> list[DeskItem]:
    """One item for each step at each unit that waits for the actor, and each sudden feat. Three queries."""
    steps = [_item(row) for row in waiting_for(actor) if row.may_act and row.event in _WORDS]
    feats = [
        DeskItem("Thành tích đột xuất đang soạn", row.recipient, row.url, "Hoàn thiện, gửi xét", due=row.due)
        for row in running(actor)
    ]
    return [*feats, *steps]


def dates(actor: Actor, since: date, until: date) -> list[CalendarEntry]:
    """Last days of sudden feats that are still drafts. One query."""
    return [
        CalendarEntry(
            f"nominations.feat.{row.id}", row.due, f"Hạn khen thưởng đột xuất: {row.recipient}", row.url
        )
        for row in running(actor)
        if row.due is not None and since <= row.due <= until
    ]


def below(actor: Actor) -> list[Below]:
    """How far each unit directly below has come. Two queries."""
    return [
        Below(row.unit, links.nominations(unit=row.unit_id), row.drafts, row.waiting, row.returned, row.done)
        for row in below_rows(actor)
    ]


def _item(row: Waiting) -> DeskItem:
    title, button = _WORDS[row.event]
    if row.event is Event.SUBMIT:
        url = links.SUBMISSIONS
    elif row.state is None:
        url = links.nominations(state="draft", mine=1)
    else:
        url = links.nominations(review_state=row.state.value, mine=1)
    tone = "bad" if row.event is Event.SUPPLEMENT else "act"
    return DeskItem(title, row.unit, url, button, due=row.due, count=row.count, tone=tone)
