"""What is done with an exemplar: noted, taken on, closed, put forward, told of. One address each, one form each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from thidua.exemplars import commands, queries
from thidua.exemplars.access import FOLLOWERS, may_follow, units_of
from thidua.exemplars.asking import ask
from thidua.exemplars.forms import AdvanceForm, CloseForm, DropTaskForm, NoteForm, PutForwardForm, TaskForm
from thidua.exemplars.forms_told import StoryForm
from thidua.exemplars.logic import STILL_NOTED, next_step
from thidua.exemplars.models import Exemplar
from thidua.exemplars.types import Ending, NewNote, NewTask, NoteKind, Step
from thidua.foundation.errors import NotThere, Refused, demand
from thidua.foundation.ui.acts import signed_in
from thidua.foundation.ui.keys import key_of

Act = Callable[[HttpRequest, Exemplar], HttpResponse]


@signed_in
def step_act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """One act on an exemplar, by its word in the address."""
    if what not in ACTS:
        raise NotThere
    exemplar = queries.exemplar(request.actor, pk)
    demand(may_follow(request.actor, exemplar.unit_id, exemplar.unit.path))
    return ACTS[what](request, exemplar)


def _back(exemplar: Exemplar) -> str:
    return reverse("exemplars:exemplar", args=[exemplar.pk])


def _note(request: HttpRequest, exemplar: Exemplar) -> HttpResponse:
    kinds = STILL_NOTED[Step(exemplar.step)]
    if not kinds:
        raise Refused("Điển hình đã kết thúc theo dõi, không ghi thêm.")
    initial = {"on": request.actor.today}
    given = key_of(request.GET.get("task", ""))
    if given is not None:
        asked = queries.task(request.actor, given)
        initial |= {"task": asked.pk, "kind": asked.kind, "text": asked.text}
    form = NoteForm(request.POST or None, request.FILES or None, kinds=kinds, initial=initial)

    def run(values: dict[str, Any]) -> int:
        upload, task = values.pop("file"), values.pop("task")
        kind = NoteKind(values.pop("kind"))
        return commands.add_note(
            actor=request.actor,
            exemplar_id=exemplar.pk,
            note=NewNote(kind, **values),  # type: ignore[arg-type]
            data=upload.file if upload else None,  # type: ignore[attr-defined]
            name=upload.name if upload else "",  # type: ignore[attr-defined]
            task_id=task,
        )

    return ask(
        request,
        form,
        run,
        title=f"Ghi việc đã làm: {exemplar.title}",
        button="Ghi",
        back=_back(exemplar),
        done="Đã ghi.",
        lead=f"Bước {Step(exemplar.step).label.lower()}. Nội dung đã ghi không sửa được; ghi thêm nếu có sai sót.",
        multipart=True,
    )


def _give(request: HttpRequest, exemplar: Exemplar) -> HttpResponse:
    kinds = STILL_NOTED[Step(exemplar.step)]
    if not kinds:
        raise Refused("Điển hình đã kết thúc theo dõi, không giao việc.")

    def run(values: dict[str, Any]) -> int:
        new = NewTask(**{**values, "kind": NoteKind(values["kind"])})
        return commands.give_task(actor=request.actor, exemplar_id=exemplar.pk, new=new)

    return ask(
        request,
        TaskForm(request.POST or None, kinds=kinds),
        run,
        title=f"Giao việc: {exemplar.title}",
        button="Giao việc",
        back=_back(exemplar),
        done="Đã giao việc. Việc hiện trên bàn làm việc và trên lịch.",
        lead=f"Bước {Step(exemplar.step).label.lower()}. Chưa làm xong hoặc chưa bỏ thì chưa sang bước sau được.",
    )


@signed_in
def drop_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop what was given out."""
    found = queries.task(request.actor, pk)
    demand(may_follow(request.actor, found.exemplar.unit_id, found.exemplar.unit.path))
    return ask(
        request,
        DropTaskForm(request.POST or None),
        lambda values: commands.drop_task(actor=request.actor, task_id=pk, **values),
        title="Bỏ việc đã giao?",
        button="Bỏ việc",
        back=_back(found.exemplar),
        done="Đã bỏ việc.",
        lead=f"{found.text} ({found.who}), hạn {found.due:%d/%m/%Y}.",
    )


def _advance(request: HttpRequest, exemplar: Exemplar) -> HttpResponse:
    following = next_step(Step(exemplar.step))
    if following is None:
        raise Refused("Điển hình không còn bước tiếp theo.")
    return ask(
        request,
        AdvanceForm(request.POST or None, initial={"version": exemplar.version}),
        lambda values: commands.advance(actor=request.actor, exemplar_id=exemplar.pk, **values),
        title=f"Chuyển sang bước {following.label.lower()}",
        button=f"Chuyển sang bước {following.label.lower()}",
        back=_back(exemplar),
        done=lambda step: f"Đã chuyển sang bước {step.label.lower()}.",
        lead=f"{exemplar.title}: xong bước {Step(exemplar.step).label.lower()}, sang bước {following.label.lower()}.",
    )


def _close(request: HttpRequest, exemplar: Exemplar) -> HttpResponse:
    if exemplar.step == Step.CLOSED:
        raise Refused("Điển hình này đã kết thúc theo dõi.")
    return ask(
        request,
        CloseForm(request.POST or None, initial={"version": exemplar.version}),
        lambda values: commands.close_exemplar(
            actor=request.actor,
            exemplar_id=exemplar.pk,
            **{**values, "ending": Ending(values["ending"])},
        ),
        title=f"Kết thúc theo dõi: {exemplar.title}",
        button="Kết thúc theo dõi",
        back=_back(exemplar),
        done=lambda n: f"Đã kết thúc theo dõi, gỡ {n} bài." if n else "Đã kết thúc theo dõi.",
        lead="Nếu điển hình không còn xứng đáng, mọi bài viết về điển hình này được gỡ ngay.",
    )


def _put_forward(request: HttpRequest, exemplar: Exemplar) -> HttpResponse:
    units = units_of(request.actor, FOLLOWERS)
    initial = {"year": request.actor.today.year, "achievement": exemplar.title[:120]}
    return ask(
        request,
        PutForwardForm(request.POST or None, units=units, initial=initial),
        lambda values: commands.put_exemplar_forward(
            actor=request.actor, exemplar_id=exemplar.pk, **{**values, "unit_id": int(values.pop("unit"))}
        ),
        title=f"Đề nghị khen thưởng: {exemplar.title}",
        button="Lập đề nghị",
        back=_back(exemplar),
        done="Đã lập đề nghị ở trạng thái đang soạn.",
        lead="Đề nghị được lập ở trạng thái đang soạn và được kiểm tra điều kiện như mọi đề nghị khác.",
    )


def _write(request: HttpRequest, exemplar: Exemplar) -> HttpResponse:
    return ask(
        request,
        StoryForm(request.POST or None),
        lambda values: commands.write_story(actor=request.actor, exemplar_id=exemplar.pk, **values),
        title=f"Viết bài về {exemplar.title}",
        button="Lưu bài",
        back=_back(exemplar),
        done="Đã lưu bài.",
        to=lambda pk: reverse("exemplars:story-page", args=[pk]),
    )


ACTS: dict[str, Act] = {
    "ghi": _note,
    "giao-viec": _give,
    "chuyen-buoc": _advance,
    "ket-thuc": _close,
    "de-nghi": _put_forward,
    "viet-bai": _write,
}
