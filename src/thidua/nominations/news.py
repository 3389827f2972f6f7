"""Short messages to those who wait: what came in, what came back, what is over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from thidua.access.types import Actor, Role
from thidua.foundation.notices import notify
from thidua.nominations import links
from thidua.nominations.models import Nomination
from thidua.nominations.types import Event, Goes, ReturnReason, Transition

DESK = (Role.EMULATION_OFFICER, Role.SPECIALIST)


def tell(
    actor: Actor, event: Event, done: Iterable[tuple[Nomination, Transition | None]], reason: str = ""
) -> None:
    """One message for each unit concerned, however many nominations the act moved.

    A decision tells by itself, when it is published: before that it is not public.
    """
    counts: Counter[tuple[int, str]] = Counter()
    for nomination, transition in done:
        if transition is None:
            continue
        if transition.goes is Goes.ABOVE:
            counts[nomination.holder_id, "hồ sơ cấp dưới trình, chờ thẩm định"] += 1
        elif event is Event.RETURN:
            counts[nomination.holder_id, f"hồ sơ bị trả lại: {ReturnReason(reason).label.lower()}"] += 1
        elif transition.nomination.is_final and event not in (Event.WITHDRAW, Event.DECIDE):
            counts[
                nomination.unit_id, f"hồ sơ có kết quả: {transition.nomination.waiting_label.lower()}"
            ] += 1
        elif event is Event.WITHDRAW:
            counts[nomination.holder_id, "hồ sơ được đơn vị đề nghị rút"] += 1
    for (unit_id, words), count in counts.items():
        notify(unit_id=unit_id, roles=DESK, text=f"{count} {words}.", url=links.LIST)
