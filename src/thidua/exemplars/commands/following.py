"""An exemplar on its way through the four steps."""

from __future__ import annotations

from datetime import date
from typing import BinaryIO

from django.db import IntegrityError, transaction

from thidua.access.types import Actor
from thidua.achievements.putting_forward import PutForward, ask
from thidua.exemplars import logic
from thidua.exemplars.access import FOLLOWERS, may_follow
from thidua.exemplars.commands.locking import locked_exemplar
from thidua.exemplars.commands.tasks import open_task
from thidua.exemplars.commands.withdrawing import withdraw_all
from thidua.exemplars.models import Exemplar, Note, Plan, Spread
from thidua.exemplars.queries import movement_choices
from thidua.exemplars.types import GROUPS, Ending, NewExemplar, NewNote, NoteKind, Step
from thidua.foundation.clock import now
from thidua.foundation.errors import NotThere, Refused, demand
from thidua.foundation.files import store
from thidua.foundation.inspection import PAPERS
from thidua.foundation.ledger import Act, record
from thidua.foundation.notices import notify
from thidua.kernel.decision import require
from thidua.kernel.text import fold
from thidua.organisation.queries import recipient_in_scope, unit_in_scope

EVIDENCE = "exemplar_note"


@transaction.atomic
def find_exemplar(*, actor: Actor, new: NewExemplar) -> int:
    """Take up an exemplar at its first step; answers its id. Raises NotThere, Refused."""
    unit = unit_in_scope(actor, new.unit_id)
    demand(may_follow(actor, unit.id, unit.path))
    demand(
        require(bool(new.title.strip()), "Cần ghi tên điển hình.")
        & require(bool(new.summary.strip()), "Cần ghi việc làm, thành tích đã thấy.")
        & require(new.group in GROUPS, "Chưa chọn đối tượng.")
        & logic.check_due(new.due, actor.today)
    )
    if new.recipient_id is not None:
        recipient_in_scope(actor, new.recipient_id)
    if new.plan_id is not None:
        _check_plan(new.plan_id, unit.path)
    if new.movement_id is not None and new.movement_id not in dict(movement_choices(actor)):
        raise NotThere
    try:
        with transaction.atomic():
            made = Exemplar.objects.create(
                unit_id=unit.id, recipient_id=new.recipient_id, plan_id=new.plan_id,
                movement_id=new.movement_id, title=new.title,
                words=fold(f"{new.title} {new.summary}"), summary=new.summary, group=new.group, due=new.due,
                found_by=new.found_by, found_on=actor.today, origin_kind=new.origin_kind, origin_id=new.origin_id,
                origin_url=new.origin_url, sample=new.sample, created_at=now(), created_by=actor.ref,
            )  # fmt: skip
    except IntegrityError as twin:
        raise Refused("Trường hợp này đã được đưa vào theo dõi.") from twin
    words = f"Đưa vào theo dõi điển hình: {new.title} ({new.found_by.label.lower()})."
    record(actor, Act("exemplars.find_exemplar", "exemplar", made.pk, words, unit.id))
    _tell_unit(actor, made, f"Điển hình mới được đưa vào theo dõi: {made.title}.")
    return made.pk


@transaction.atomic
def add_note(
    *,
    actor: Actor,
    exemplar_id: int,
    note: NewNote,
    data: BinaryIO | bytes | None = None,
    name: str = "",
    task_id: int | None = None,
) -> int:
    """Note evidence of the present step, with a file if there is one; answers its id.

    `task_id`: what was given out and is done by this. Raises NotThere, Refused.
    """
    exemplar, unit = locked_exemplar(actor, exemplar_id)
    demand(may_follow(actor, unit.id, unit.path))
    step = Step(exemplar.step)
    demand(logic.check_note(note, step, exemplar.found_on, actor.today))
    task = open_task(exemplar, task_id, note.kind) if task_id is not None else None
    figures = note.kind is NoteKind.RESULT
    made = Note(
        exemplar=exemplar, step=step, kind=note.kind, on=note.on, text=note.text,
        measure=note.measure if figures else "", unit_of=note.unit_of if figures else "",
        before=note.before if figures else None, after=note.after if figures else None,
        created_at=now(), created_by=actor.ref, author=actor.name,
    )  # fmt: skip
    if data is not None:
        made.file_id = store(
            data, name=name, kind="evidence", object_type=EVIDENCE, object_id=exemplar.pk, actor=actor,
            unit_id=unit.id, accept=PAPERS,
        ).id  # fmt: skip
    made.save()
    if task is not None:
        task.note = made
        task.save(update_fields=["note"])
    words = f"Ghi {note.kind.label.lower()} của điển hình {exemplar.title}."
    record(actor, Act("exemplars.add_note", "exemplar", exemplar.pk, words, unit.id))
    return made.pk


@transaction.atomic
def advance(*, actor: Actor, exemplar_id: int, version: int, due: date) -> Step:
    """Take the exemplar on to the next step, to be done by `due`; answers that step.

    Raises NotThere, Stale, Refused: evidence of the present step is missing.
    """
    exemplar, unit = locked_exemplar(actor, exemplar_id, version)
    demand(may_follow(actor, unit.id, unit.path))
    step = Step(exemplar.step)
    noted = exemplar.notes.filter(step=step).values_list("kind", flat=True).distinct()
    waiting = exemplar.tasks.filter(note=None, dropped_on=None).count()
    demand(
        logic.may_advance(step, [NoteKind(kind) for kind in noted])
        & logic.nothing_open(waiting)
        & logic.check_due(due, actor.today)
    )
    following = logic.next_step(step)
    assert following is not None  # may_advance has said so
    exemplar.step, exemplar.due = following, due
    if following is Step.REPLICATE:
        exemplar.replicated_on = actor.today
    exemplar.version += 1
    exemplar.save()
    record(
        actor,
        Act(
            "exemplars.advance",
            "exemplar",
            exemplar.pk,
            f"Chuyển điển hình {exemplar.title} sang bước {following.label.lower()}.",
            unit.id,
            changes={"step": (step.value, following.value)},
        ),
    )
    _tell_unit(actor, exemplar, f"Điển hình {exemplar.title} chuyển sang bước {following.label.lower()}.")
    return following


@transaction.atomic
def close_exemplar(*, actor: Actor, exemplar_id: int, version: int, ending: Ending, text: str) -> int:
    """End the following of an exemplar; answers how many stories were withdrawn at once because merit fell.

    Raises NotThere, Stale, Refused.
    """
    exemplar, unit = locked_exemplar(actor, exemplar_id, version)
    demand(may_follow(actor, unit.id, unit.path))
    step = Step(exemplar.step)
    demand(logic.may_close(step, ending, text, Spread.objects.filter(exemplar=exemplar).count()))
    exemplar.step, exemplar.due, exemplar.ended_on = Step.CLOSED, None, actor.today
    exemplar.ending, exemplar.ending_text = ending, text
    exemplar.version += 1
    exemplar.save()
    record(
        actor,
        Act(
            "exemplars.close_exemplar",
            "exemplar",
            exemplar.pk,
            f"Kết thúc theo dõi điển hình {exemplar.title}: {ending.label.lower()}.",
            unit.id,
            changes={"step": (step.value, Step.CLOSED.value)},
        ),
    )
    if ending is not Ending.MERIT_LOST:
        return 0
    return withdraw_all(actor, [exemplar.pk], f"Điển hình không còn xứng đáng: {text}")


@transaction.atomic
def put_exemplar_forward(
    *, actor: Actor, exemplar_id: int, unit_id: int, award: str, route: str, year: int, achievement: str
) -> int:
    """Have a nomination of the exemplar drafted at a unit of the actor; answers the nomination's id.

    Raises NotThere, Refused: nobody is named who could be commended, or drafting refuses.
    """
    exemplar, unit = locked_exemplar(actor, exemplar_id)
    demand(may_follow(actor, unit.id, unit.path))
    if exemplar.recipient_id is None:
        raise Refused(
            "Điển hình này chưa gắn với cá nhân, tập thể hoặc hộ gia đình nào để đề nghị khen thưởng."
        )
    demand(logic.merit(exemplar.ending == Ending.MERIT_LOST))
    ids = ask(
        actor=actor,
        items=[
            PutForward(
                unit_id, exemplar.recipient_id, award, route, year, "exemplar", exemplar.pk, exemplar.title,
                url_of(exemplar.pk), achievement=achievement, summary=exemplar.summary,
            )
        ],
    )  # fmt: skip
    exemplar.put_forward_on = actor.today
    exemplar.save(update_fields=["put_forward_on"])
    words = f"Đề nghị khen thưởng điển hình {exemplar.title}."
    record(actor, Act("exemplars.put_exemplar_forward", "exemplar", exemplar.pk, words, unit.id))
    return ids[0]


def url_of(exemplar_id: int) -> str:
    """The officers' page of an exemplar."""
    return f"/dien-hinh/quan-ly/{exemplar_id}/"


def _check_plan(plan_id: int, path: str) -> None:
    plan = Plan.objects.select_related("unit").filter(pk=plan_id).first()
    if plan is None or not path.startswith(plan.unit.path):
        raise NotThere


def _tell_unit(actor: Actor, exemplar: Exemplar, text: str) -> None:
    """Tell the unit's own officers of what somebody above did."""
    if not actor.posts_at(exemplar.unit_id, *FOLLOWERS.roles):
        notify(unit_id=exemplar.unit_id, roles=FOLLOWERS.roles, text=text, url=url_of(exemplar.pk))
