"""Acts of whoever gives a duty: issuing it, judging its result, ruling on time, taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from thidua.access.types import Actor
from thidua.directives.models import Clause, Document
from thidua.directives.queries import clause as clause_of
from thidua.directives.queries import document
from thidua.directives.types import ClauseState, DocumentState
from thidua.duties import logic
from thidua.duties.access import may_give
from thidua.duties.commands.common import STALE, act, existing, made, save, taken, tell, tell_given
from thidua.duties.models import Duty, Extension
from thidua.duties.planning import plan
from thidua.duties.queries import visible
from thidua.duties.types import OPEN, DutyState, Move, Ruling, Terms
from thidua.foundation.errors import NotThere, Stale, demand
from thidua.foundation.ledger import record, record_many
from thidua.foundation.locks import hold, locked
from thidua.kernel.decision import require
from thidua.kernel.formats import date_vi
from thidua.organisation.types import UnitRef


@transaction.atomic
def issue(
    *, actor: Actor, document_id: int, unit_ids: Sequence[int], terms: Terms, clause_id: int | None = None
) -> list[int]:
    """Give one duty of a registered document to each of these units; answers the new ids.

    `clause_id` names the accepted clause it comes from; None for one added by hand. The giver is the unit whose
    document it is; it may keep work for itself. Raises NotThere, Refused: also where a unit has the clause's duty.
    """
    paper = _giving(actor, document_id)
    clause = clause_of(actor, document_id, clause_id) if clause_id is not None else None
    duties = _issued(actor, paper, existing(unit_ids, actor.today), terms, clause)
    tell_given((duty for duty in duties if duty.unit_id != paper.unit_id), paper.unit.name)
    return [duty.pk for duty in duties]


@transaction.atomic
def issue_accepted(*, actor: Actor, document_id: int, clause_ids: Sequence[int]) -> list[int]:
    """Give the duties of these accepted clauses to the units that their words mean, as `planning.plan` shows them.

    Units that have a clause's duty already are passed over. Answers the new ids; each unit is told once. Raises
    NotThere, Refused: a clause whose words mean no unit is given one by one, by hand.
    """
    paper = _giving(actor, document_id)
    wanted = set(clause_ids)
    planned = [each for each in plan(actor, paper) if each.clause.pk in wanted]
    demand(
        require(bool(wanted), "Chưa chọn nội dung nào để giao.")
        & require(len(planned) == len(wanted), "Có nội dung chưa được chấp nhận; hãy chọn lại.")
        & require(
            not any(each.given for each in planned),
            "Có nội dung đã được giao cho mọi đơn vị mà lời văn bản nêu; hãy chọn lại.",
        )
        & require(
            all(each.units or each.given for each in planned),
            "Có nội dung chưa rõ giao cho ai; hãy giao từng nội dung.",
        )
    )
    duties = [duty for each in planned for duty in _issued(actor, paper, each.units, each.terms, each.clause)]
    tell_given((duty for duty in duties if duty.unit_id != paper.unit_id), paper.unit.name)
    return [duty.pk for duty in duties]


def _giving(actor: Actor, document_id: int) -> Document:
    """The document, for one who gives duties in the name of its unit, one at a time. Raises NotThere, Refused."""
    paper = document(actor, document_id)
    demand(may_give(actor, paper.unit_id, paper.unit.path))
    hold(Document.objects.filter(pk=document_id))
    demand(require(paper.state != DocumentState.READ, "Văn bản chưa vào sổ: hãy vào sổ trước khi giao việc."))
    return paper


def _issued(
    actor: Actor, paper: Document, units: Sequence[UnitRef], terms: Terms, clause: Clause | None
) -> list[Duty]:
    outside = [unit.name for unit in units if not unit.path.startswith(paper.unit.path)]
    held = Duty.objects.filter(clause=clause, clause__isnull=False, parent=None).exclude(
        state__in=[DutyState.WITHDRAWN, DutyState.MOVED]
    )
    names = dict(held.order_by("unit__sort_key").values_list("unit_id", "unit__name"))
    already = [names[unit.id] for unit in units if unit.id in names]
    demand(
        logic.issuable(terms, actor.today)
        & require(clause is None or clause.state == ClauseState.ACCEPTED, "Nội dung này chưa được chấp nhận.")
        & require(bool(units), "Chưa chọn đơn vị nào để giao.")
        & require(not outside, f"{', '.join(outside)} không trực thuộc {paper.unit.name}.")
        & require(not already, f"Đã được giao nội dung này: {', '.join(already)}.")
    )
    duties = made(
        actor,
        units,
        terms,
        document_id=paper.pk,
        clause=clause,
        point=clause.point if clause else "",
        given_by_id=paper.unit_id,
    )
    record_many(
        actor, (act("issue", duty, f"{paper.unit.name} giao nhiệm vụ theo văn bản.") for duty in duties)
    )
    return duties


@transaction.atomic
def accept(*, actor: Actor, duty_id: int, version: int, words: str = "") -> None:
    """Accept the result that a unit reported. Raises NotThere, Refused, Stale."""
    duty = _of_giver(actor, duty_id, version, Move.ACCEPT)
    duty.state, duty.closed_on, duty.words = DutyState.ACCEPTED, actor.today, words.strip()
    save(duty)
    record(actor, act("accept", duty, "Chấp nhận kết quả thực hiện nhiệm vụ."))
    tell(duty.unit_id, f"{duty.given_by.name} đã chấp nhận kết quả một nhiệm vụ.", duty.pk)


@transaction.atomic
def return_back(*, actor: Actor, duty_id: int, version: int, reason: str, until: date | None = None) -> None:
    """Send a reported result back to be worked on, with a reason and perhaps a new day.

    Raises NotThere, Refused, Stale.
    """
    duty = _of_giver(actor, duty_id, version, Move.RETURN_BACK)
    demand(
        require(bool(reason.strip()), "Chưa ghi lý do trả lại.")
        & require(until is None or until >= actor.today, "Hạn mới phải từ hôm nay trở đi.")
    )
    before = duty.due_on
    duty.state, duty.words, duty.done_on = DutyState.RETURNED, reason.strip(), None
    if until is not None:
        duty.due_on, duty.reminded = until, 0
    save(duty)
    record(
        actor,
        act("return_back", duty, "Trả lại nhiệm vụ để làm tiếp.", due_on=(str(before), str(duty.due_on))),
    )
    tell(duty.unit_id, f"{duty.given_by.name} trả lại kết quả một nhiệm vụ để làm tiếp.", duty.pk)


@transaction.atomic
def withdraw(*, actor: Actor, duty_id: int, version: int, reason: str) -> int:
    """Take a duty back, and with it all that was passed down from it and is not accepted; answers how many.

    Raises NotThere, Refused, Stale.
    """
    duty = _of_giver(actor, duty_id, version, Move.WITHDRAW)
    demand(require(bool(reason.strip()), "Chưa ghi lý do rút nhiệm vụ."))
    below = Duty.objects.filter(path__startswith=duty.path, state__in=[*OPEN, DutyState.REPORTED_DONE])
    rows: list[Duty] = []
    # What was passed down while we waited for a lock comes with the next look.
    while found := list(locked(below.all())):
        for row in found:
            row.state, row.closed_on, row.words = DutyState.WITHDRAWN, actor.today, reason.strip()
            row.done_on = None
            save(row)
        rows += found
    record_many(actor, (act("withdraw", row, "Rút nhiệm vụ.") for row in rows))
    for row in rows:
        tell(row.unit_id, f"{duty.given_by.name} rút một nhiệm vụ đã giao.", row.pk)
    return len(rows)


@transaction.atomic
def rule_extension(*, actor: Actor, extension_id: int, granted_until: date | None, words: str = "") -> None:
    """Answer a request for more time: a new day, or None to refuse (then a reason is asked).

    The day of a duty passed down stays within that of the duty it came from. Raises NotThere, Refused.
    """
    found = Extension.objects.filter(visible(actor, "duty__"), pk=extension_id).first()
    if found is None:
        raise NotThere
    duty = _of_giver(actor, found.duty_id, None, Move.RULE_EXTENSION)
    asked = locked(Extension.objects.filter(pk=extension_id)).get()
    parent = duty.parent
    demand(
        require(asked.ruling == Ruling.WAITING, "Đề nghị này đã được trả lời.")
        & require(granted_until is None or granted_until > asked.due_on, "Hạn mới phải sau hạn đang có.")
        & require(granted_until is not None or bool(words.strip()), "Không đồng ý thì phải ghi lý do.")
    )
    if parent is not None and granted_until is not None:
        demand(logic.within(parent.due_on, granted_until))
    asked.ruling = Ruling.GRANTED if granted_until else Ruling.REFUSED
    asked.granted_until, asked.words = granted_until, words.strip()
    asked.ruled_on, asked.ruled_by = actor.today, actor.name
    asked.save()
    before = duty.due_on
    if granted_until is not None:
        duty.due_on, duty.reminded = granted_until, 0
    save(duty)
    record(
        actor,
        act("rule_extension", duty, f"{asked.ruling.label}.", due_on=(str(before), str(duty.due_on))),
    )
    says = f"gia hạn đến {date_vi(granted_until)}" if granted_until else "không đồng ý gia hạn"
    tell(duty.unit_id, f"{duty.given_by.name} {says} một nhiệm vụ.", duty.pk)


def _of_giver(actor: Actor, duty_id: int, version: int | None, move: Move) -> Duty:
    """The duty under lock for an act of its giver. Raises NotThere, Refused, Stale."""
    duty = taken(actor, duty_id)
    demand(may_give(actor, duty.given_by_id, duty.given_by.path))
    if version is not None and duty.version != version:
        raise Stale(STALE)
    demand(logic.possible(DutyState(duty.state), move))
    return duty
