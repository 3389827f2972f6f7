"""Duties of a step: given out with a last day, done once evidence is noted, or dropped for a reason."""

from __future__ import annotations

from django.db import transaction

from thidua.access.types import Actor
from thidua.exemplars import logic
from thidua.exemplars.access import may_follow
from thidua.exemplars.commands.locking import locked_exemplar
from thidua.exemplars.models import Exemplar, Task
from thidua.exemplars.types import NewTask, NoteKind, Step
from thidua.foundation.clock import now
from thidua.foundation.errors import NotThere, Refused, demand
from thidua.foundation.ledger import Act, record
from thidua.kernel.decision import require


@transaction.atomic
def give_task(*, actor: Actor, exemplar_id: int, new: NewTask) -> int:
    """Give out what has to be done in the present step; answers its id. Raises NotThere, Refused."""
    exemplar, unit = locked_exemplar(actor, exemplar_id)
    demand(may_follow(actor, unit.id, unit.path))
    step = Step(exemplar.step)
    demand(logic.check_task(new, step, actor.today))
    made = Task.objects.create(
        exemplar=exemplar, step=step, kind=new.kind, text=new.text, who=new.who, due=new.due, created_at=now(),
        created_by=actor.ref,
    )  # fmt: skip
    words = f"Giao việc {new.kind.label.lower()} của điển hình {exemplar.title}: {new.who}, hạn {new.due:%d/%m/%Y}."
    record(actor, Act("exemplars.give_task", "exemplar", exemplar.pk, words, unit.id))
    return made.pk


@transaction.atomic
def drop_task(*, actor: Actor, task_id: int, why: str) -> int:
    """Drop what was given out, with the reason; answers the exemplar's id. Raises NotThere, Refused."""
    owner = Task.objects.filter(pk=task_id).values_list("exemplar_id", flat=True).first()
    if owner is None:
        raise NotThere
    exemplar, unit = locked_exemplar(actor, owner)
    demand(may_follow(actor, unit.id, unit.path))
    task = open_task(exemplar, task_id)
    demand(require(bool(why.strip()), "Cần ghi lý do bỏ việc."))
    task.dropped_on, task.dropped_why = actor.today, why
    task.save(update_fields=["dropped_on", "dropped_why"])
    words = f"Bỏ một việc đã giao của điển hình {exemplar.title}. {why}"
    record(actor, Act("exemplars.drop_task", "exemplar", exemplar.pk, words, unit.id))
    return exemplar.pk


def open_task(exemplar: Exemplar, task_id: int, kind: NoteKind | None = None) -> Task:
    """A task of the locked exemplar that still waits, of that kind. Raises NotThere, Refused."""
    task = Task.objects.filter(exemplar=exemplar, pk=task_id).first()
    if task is None:
        raise NotThere
    if task.note_id is not None or task.dropped_on is not None:
        raise Refused("Việc này đã làm xong hoặc đã bỏ.")
    if kind is not None and task.kind != kind:
        raise Refused(f"Việc này cần ghi “{NoteKind(task.kind).label}”.")
    return task
