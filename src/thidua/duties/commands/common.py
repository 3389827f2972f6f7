"""What the acts with duties share: finding one under lock, making rows, telling the other side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from thidua.access.types import Actor
from thidua.duties import logic
from thidua.duties.access import OFFICERS
from thidua.duties.models import Duty
from thidua.duties.queries import visible
from thidua.duties.types import Terms
from thidua.foundation.clock import now
from thidua.foundation.errors import NotThere, Refused
from thidua.foundation.ledger import Act
from thidua.foundation.locks import locked
from thidua.foundation.notices import notify, notify_many
from thidua.kernel.formats import date_vi
from thidua.organisation.queries import unit_refs
from thidua.organisation.types import UnitRef

STALE = "Nhiệm vụ vừa có thay đổi. Hãy xem lại rồi làm tiếp."


def taken(actor: Actor, duty_id: int) -> Duty:
    """The duty under lock, with its units. Raises NotThere outside the scope."""
    if not Duty.objects.filter(visible(actor), pk=duty_id).exists():
        raise NotThere
    return locked(Duty.objects.select_related("unit", "given_by").filter(pk=duty_id)).get()


def existing(unit_ids: Sequence[int], today: date) -> list[UnitRef]:
    """Units in the order asked, each existing today. Raises NotThere, Refused."""
    found = unit_refs(unit_ids)
    if len(found) != len(set(unit_ids)):
        raise NotThere
    units = [found[pk] for pk in dict.fromkeys(unit_ids)]
    if gone := [unit.name for unit in units if not unit.valid_on(today)]:
        raise Refused(f"{', '.join(gone)} không còn hoạt động vào ngày này.")
    return units


def made(actor: Actor, units: Sequence[UnitRef], terms: Terms, **fields: Any) -> list[Duty]:
    """New duties in the same terms, one a unit, each with its place in the tree."""
    parent: Duty | None = fields.get("parent")
    first = logic.first_due(terms.rhythm, terms.deadline, actor.today)
    duties = Duty.objects.bulk_create(
        Duty(
            unit_id=unit.id,
            text=terms.text.strip(),
            kind=terms.kind,
            deadline=first,
            due_on=first,
            rhythm=terms.rhythm,
            issued_on=actor.today,
            created_at=now(),
            created_by=actor.ref,
            **fields,
        )
        for unit in units
    )
    for duty in duties:
        duty.path = f"{parent.path if parent else '/'}{duty.pk}/"
    Duty.objects.bulk_update(duties, ["path"], batch_size=200)
    return duties


def tell(unit_id: int, text: str, duty_id: int) -> None:
    """Leave a message with a unit's officers that opens the duty."""
    notify(unit_id=unit_id, roles=OFFICERS, text=text, url=reverse("duties:duty", args=[duty_id]))


def tell_given(duties: Iterable[Duty], giver: str) -> None:
    """Leave one message with each unit that was given duties by one act."""
    by_unit: dict[int, list[Duty]] = {}
    for duty in duties:
        by_unit.setdefault(duty.unit_id, []).append(duty)
    notify_many(
        (
            unit_id,
            tuple(OFFICERS),
            f"{giver} giao {len(rows)} nhiệm vụ mới{_until(rows)}.",
            reverse("duties:duty", args=[rows[0].pk]) if len(rows) == 1 else reverse("duties:list"),
        )
        for unit_id, rows in by_unit.items()
    )


def _until(duties: Sequence[Duty]) -> str:
    days = [duty.due_on for duty in duties if duty.due_on]
    return f", hạn {date_vi(min(days))}" if days else ""


def act(name: str, duty: Duty, summary: str, **changes: tuple[Any, Any]) -> Act:
    """The ledger's line of an act with a duty."""
    return Act(f"duties.{name}", "duty", duty.pk, summary, duty.unit_id, changes=changes or None)


def save(duty: Duty) -> None:
    """Write a changed duty under a new version."""
    duty.version += 1
    duty.save()
