"""Acts of the unit that has a duty: taking note, passing it down, reporting, asking for more time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from thidua.access.types import Actor
from thidua.duties import logic
from thidua.duties.access import may_work
from thidua.duties.commands.common import act, existing, made, save, taken, tell, tell_given
from thidua.duties.models import Duty, Extension, Progress
from thidua.duties.queries import PROOF
from thidua.duties.types import DutyState, Move, Rhythm, Ruling, Said, Terms, Upload
from thidua.foundation.clock import now
from thidua.foundation.errors import demand
from thidua.foundation.files import store
from thidua.foundation.ledger import record, record_many
from thidua.kernel.formats import date_vi


@transaction.atomic
def acknowledge(*, actor: Actor, duty_id: int) -> None:
    """Say that the duty has arrived and is in hand. Raises NotThere, Refused."""
    duty = _of_unit(actor, duty_id, Move.ACKNOWLEDGE)
    duty.state = DutyState.IN_PROGRESS
    save(duty)
    record(actor, act("acknowledge", duty, "Xác nhận đã nhận nhiệm vụ."))


@transaction.atomic
def report(*, actor: Actor, duty_id: int, said: Said, proofs: Sequence[Upload] = ()) -> int:
    """Report progress with its proofs; answers the report's id.

    A report of the period moves the due day to the next one. A report that it is done hands the duty to its giver.
    Raises NotThere, Refused: also for a proof that is no proper file, then nothing is kept.
    """
    move = Move.REPORT_DONE if said.done else Move.REPORT
    duty = _of_unit(actor, duty_id, move)
    rhythm = Rhythm(duty.rhythm)
    demand(logic.sayable(said, rhythm))
    row = Progress.objects.create(
        duty=duty,
        on=actor.today,
        words=said.words.strip(),
        percent=said.percent,
        done=said.done,
        for_due=duty.due_on if said.period else None,
        by=actor.ref,
        by_name=actor.name,
        at=now(),
    )
    for proof in proofs:
        store(
            proof.data, name=proof.name, kind="proof", object_type=PROOF, object_id=row.pk, actor=actor,
            unit_id=duty.unit_id,
        )  # fmt: skip
    before = duty.percent
    duty.state, duty.percent = logic.after(DutyState(duty.state), move), said.percent
    if said.done:
        duty.done_on = actor.today
    if said.period and duty.deadline is not None:
        duty.periods += 1
        duty.due_on, duty.reminded = logic.due_after(rhythm, duty.deadline, duty.periods), 0
    save(duty)
    says = "Báo cáo đã xong nhiệm vụ" if said.done else f"Báo cáo tiến độ {said.percent} %"
    record(
        actor,
        act("report", duty, f"{says}, {len(proofs)} minh chứng.", percent=(before, said.percent)),
    )
    if said.done and duty.given_by_id != duty.unit_id:
        tell(duty.given_by_id, f"{duty.unit.name} báo cáo đã xong một nhiệm vụ, chờ chấp nhận.", duty.pk)
    return row.pk


@transaction.atomic
def pass_down(*, actor: Actor, duty_id: int, unit_ids: Sequence[int], terms: Terms) -> list[int]:
    """Pass a duty down to units below, each as a duty of its own; answers the new ids.

    The unit stays answerable with its own reports; what those below report is shown beside them. Raises NotThere,
    Refused: a circle, a unit elsewhere, one that has it already, a day after the unit's own.
    """
    duty = _of_unit(actor, duty_id, Move.PASS_DOWN)
    units = existing(unit_ids, actor.today)
    chain = Duty.objects.filter(pk__in=[int(key) for key in duty.path.strip("/").split("/")])
    upward = {unit for pair in chain.values_list("unit_id", "given_by_id") for unit in pair}
    # Work that a unit keeps for itself has one unit as giver and holder; that is no circle yet.
    below = duty.passed.exclude(state__in=[DutyState.WITHDRAWN, DutyState.MOVED])
    demand(
        logic.passable(
            logic.Place(duty.unit_id, duty.unit.name, duty.unit.path),
            upward,
            set(below.values_list("unit_id", flat=True)),
            [logic.Place(unit.id, unit.name, unit.path) for unit in units],
            duty.path.count("/") - 1,
        )
        & logic.issuable(terms, actor.today)
    )
    if terms.rhythm is not Rhythm.CONTINUOUS or duty.due_on is not None:
        first = logic.first_due(terms.rhythm, terms.deadline, actor.today)
        demand(logic.within(duty.due_on, first))
    duties = made(
        actor,
        units,
        terms,
        document_id=duty.document_id,
        clause_id=duty.clause_id,
        point=duty.point,
        parent=duty,
        given_by_id=duty.unit_id,
    )
    duty.state = logic.after(DutyState(duty.state), Move.PASS_DOWN)
    save(duty)
    record_many(
        actor,
        [
            act("pass_down", duty, f"Giao tiếp nhiệm vụ cho {len(duties)} đơn vị trực thuộc."),
            *(act("issue", each, f"{duty.unit.name} giao tiếp nhiệm vụ.") for each in duties),
        ],
    )
    tell_given(duties, duty.unit.name)
    return [each.pk for each in duties]


@transaction.atomic
def ask_extension(*, actor: Actor, duty_id: int, until: date, reason: str) -> int:
    """Ask the giver for more time; answers the request's id. Raises NotThere, Refused."""
    duty = _of_unit(actor, duty_id, Move.ASK_EXTENSION)
    waiting = duty.extensions.filter(ruling=Ruling.WAITING).exists()
    demand(logic.extendable(duty.due_on, until, actor.today, reason, waiting))
    asked = Extension.objects.create(
        duty=duty,
        due_on=duty.due_on,
        asked_until=until,
        reason=reason.strip(),
        asked_on=actor.today,
        asked_by=actor.name,
    )
    save(duty)
    record(actor, act("ask_extension", duty, f"Xin gia hạn đến {date_vi(until)}."))
    tell(duty.given_by_id, f"{duty.unit.name} xin gia hạn một nhiệm vụ đến {date_vi(until)}.", duty.pk)
    return asked.pk


def _of_unit(actor: Actor, duty_id: int, move: Move) -> Duty:
    """The duty under lock for an act of its own unit. Raises NotThere, Refused."""
    duty = taken(actor, duty_id)
    demand(may_work(actor, duty.unit_id, duty.unit.path))
    demand(logic.possible(DutyState(duty.state), move))
    return duty
