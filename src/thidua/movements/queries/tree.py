"""The cascade below a movement: who joined, who launched it again, who has not answered."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Q

from thidua.access.standing import inherited
from thidua.access.types import Actor
from thidua.movements.access import visible
from thidua.movements.models import Joining, Movement
from thidua.movements.types import Branch, Mark, State
from thidua.organisation.models import Unit
from thidua.organisation.queries import successors, valid_on

LAUNCHER = Mark("Phát động", "good")
JOINED = Mark("Đã tham gia", "good")
_OWN = {
    State.DRAFT: Mark("Đang soạn phong trào riêng", "wait"),
    State.LAUNCHED: Mark("Đã phát động riêng", "good"),
    State.CLOSED: Mark("Đã kết thúc", "done"),
}


def tree(actor: Actor, top: Movement) -> Branch:
    """The movement's unit, the units that joined it or what was re-launched below, and those that are missing.

    Missing are units right below a launching unit that exist today and neither joined nor stand in the place of one
    that did. Seven queries, more only where units were merged.
    """
    root, today = top.root_id or top.pk, actor.today
    seen = set(
        Movement.objects.filter(visible(actor, inherited(actor)), Q(root=root) | Q(pk=root)).values_list(
            "pk", flat=True
        )
    )
    known = {
        each.pk: each for each in Movement.objects.filter(Q(root=root) | Q(pk=root)).only("unit", "state")
    }
    joinings: dict[int, list[Joining]] = defaultdict(list)
    rows = Joining.objects.filter(movement__in=known).select_related("unit").order_by("unit__sort_key", "pk")
    for joining in rows:
        joinings[joining.movement_id].append(joining)
    launching = {each.unit_id for each in known.values() if each.state != State.DRAFT}
    below: dict[int, list[tuple[int, str]]] = defaultdict(list)
    units = Unit.objects.filter(valid_on(today), parent__in=launching).order_by("sort_key", "pk")
    for pk, name, parent in units.values_list("pk", "name", "parent"):
        below[parent].append((pk, name))
    ended = {
        j.unit_id
        for rows in joinings.values()
        for j in rows
        if j.unit.valid_to and j.unit.valid_to < today
    }  # fmt: skip
    heirs = successors(ended, today) if ended else {}

    def branch(movement: Movement, unit_name: str, mark: Mark, joining: Joining | None) -> Branch:
        here = joinings[movement.pk]
        answered = {j.unit_id for j in here} | {u.id for j in here for u in heirs.get(j.unit_id, [])}
        missing = below[movement.unit_id] if movement.state == State.LAUNCHED else []
        return Branch(
            unit_id=movement.unit_id,
            unit=unit_name,
            mark=mark,
            since=joining.since if joining else None,
            additions=joining.additions if joining else "",
            movement_id=movement.pk,
            seen=movement.pk in seen,
            below=tuple(leaf(each) for each in here),
            missing=tuple(name for pk, name in missing if pk not in answered),
        )

    def leaf(joining: Joining) -> Branch:
        now = ", ".join(unit.name for unit in heirs.get(joining.unit_id, []))
        name = f"{joining.unit.name} (nay là {now})" if now else joining.unit.name
        own = known.get(joining.own_id or 0)
        if own is not None:
            return branch(own, name, _OWN[State(own.state)], joining)
        return Branch(joining.unit_id, name, JOINED, joining.since, joining.additions)

    return branch(top, top.unit.name, LAUNCHER, None)
