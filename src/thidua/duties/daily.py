"""The work of the day: duties of ended units go to their successors, and what is due or late is reminded of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from thidua.access.types import Role, system_actor
from thidua.duties import logic
from thidua.duties.access import OFFICERS
from thidua.duties.commands import hand_over
from thidua.duties.models import Duty
from thidua.duties.types import OPEN, DutyState
from thidua.foundation.ledger import Act, record_many
from thidua.foundation.locks import locked
from thidua.foundation.notices import notify_many
from thidua.organisation.queries import successors

_DONE_OR_OPEN = (*OPEN, DutyState.REPORTED_DONE)


def run(today: date) -> None:
    """Do it once or more often on a day: what is done already is left alone."""
    _pass_on(today)
    _remind(today)


@transaction.atomic
def _pass_on(today: date) -> None:
    """Move open duties of units that ended to their one successor; with several, the giver chooses."""
    system = system_actor(today)
    _new_givers(today)
    rows = Duty.objects.filter(state__in=_DONE_OR_OPEN, unit__valid_to__lt=today).order_by("path")
    ended = list(rows.values_list("pk", "unit_id"))
    heirs = successors({unit_id for _, unit_id in ended}, today)
    for pk, unit_id in ended:
        if len(heirs.get(unit_id, ())) == 1:
            hand_over(actor=system, duty_id=pk, unit_id=heirs[unit_id][0].id)


def _new_givers(today: date) -> None:
    """Let the one successor of a unit that gave duties stand in its place towards those who still have them."""
    system = system_actor(today)
    rows = Duty.objects.filter(state__in=_DONE_OR_OPEN, given_by__valid_to__lt=today)
    heirs = successors(set(rows.values_list("given_by_id", flat=True)), today)
    acts = []
    for duty in locked(rows.filter(given_by__in=[pk for pk, units in heirs.items() if len(units) == 1])):
        before, heir = duty.given_by_id, heirs[duty.given_by_id][0]
        duty.given_by_id = heir.id
        duty.version += 1
        duty.save(update_fields=["given_by", "version"])
        acts.append(
            Act(
                "duties.new_giver",
                "duty",
                duty.pk,
                f"{heir.name} theo dõi nhiệm vụ thay đơn vị giao đã kết thúc.",
                duty.unit_id,
                changes={"given_by": (before, heir.id)},
            )
        )
    record_many(system, acts)


@transaction.atomic
def _remind(today: date) -> None:
    """Raise each open duty to the level its day asks for; whoever is concerned hears once, and how many.

    Level 1 and 2 concern the unit's officers, 3 its head and the giver's officers too, 4 the giver's head as well.
    """
    near = Q(state__in=OPEN, due_on__lte=today + timedelta(days=logic.SOON))
    risen = []
    for duty in locked(Duty.objects.filter(near, reminded__lt=1 + len(logic.LEVELS))):
        level = logic.level(duty.due_on, today)
        if level > duty.reminded:
            duty.reminded = level
            risen.append(duty)
    Duty.objects.bulk_update(risen, ["reminded"], batch_size=200)
    notify_many(_messages(risen))


def _messages(risen: Iterable[Duty]) -> Iterable[tuple[int, tuple[str, ...], str, str]]:
    """One message a unit for its officers and one for its head: unit, roles, words, page."""
    soon: Counter[int] = Counter()
    late: Counter[int] = Counter()
    heads: Counter[int] = Counter()
    givers: Counter[int] = Counter()
    giving_heads: Counter[int] = Counter()
    for duty in risen:
        (soon if duty.reminded == 1 else late)[duty.unit_id] += 1
        if duty.reminded >= 3:
            heads[duty.unit_id] += 1
            if duty.given_by_id != duty.unit_id:
                givers[duty.given_by_id] += 1
        if duty.reminded >= 4 and duty.given_by_id != duty.unit_id:
            giving_heads[duty.given_by_id] += 1
    for unit_id in dict.fromkeys([*soon, *late, *givers]):
        parts = [f"{late[unit_id]} nhiệm vụ quá hạn"] if late[unit_id] else []
        parts += [f"{soon[unit_id]} nhiệm vụ sắp đến hạn"] if soon[unit_id] else []
        count = soon[unit_id] + late[unit_id]
        words = [f"{count} nhiệm vụ cần chú ý ({', '.join(parts)})"] if count else []
        if givers[unit_id]:
            words.append(
                f"{givers[unit_id]} nhiệm vụ đã giao quá hạn hơn một tuần; có thể gửi công văn đôn đốc"
            )
        when = "overdue" if late[unit_id] or givers[unit_id] else "soon"
        page = _page("own" if count else "", "given" if givers[unit_id] else "", when)
        yield unit_id, tuple(OFFICERS), f"Nhắc việc: {'; '.join(words)}.", page
    for unit_id in dict.fromkeys([*heads, *giving_heads]):
        words = [f"đơn vị có {heads[unit_id]} nhiệm vụ quá hạn hơn một tuần"] if heads[unit_id] else []
        if giving_heads[unit_id]:
            words.append(f"{giving_heads[unit_id]} nhiệm vụ đã giao quá hạn hơn nửa tháng")
        page = _page("own" if heads[unit_id] else "", "given" if giving_heads[unit_id] else "", "overdue")
        yield unit_id, (Role.HEAD,), f"Nhắc việc: {'; '.join(words)}.", page


def _page(own: str, given: str, when: str) -> str:
    """The list of duties narrowed to what a message speaks of; to neither side where it speaks of both."""
    whose = "" if own and given else own or given
    return f"{reverse('duties:list')}?whose={whose}&when={when}"
