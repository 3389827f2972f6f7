"""What the pages of this room are drawn from, each in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse

from thidua.access.types import Actor
from thidua.achievements.putting_forward import Became, what_became
from thidua.exemplars import drawing, logic, queries
from thidua.exemplars.access import (
    COPIERS,
    FOLLOWERS,
    MODERATORS,
    may_copy,
    may_follow,
    units_of,
)
from thidua.exemplars.lists import group_label
from thidua.exemplars.models import Exemplar, Note, Spread, Task
from thidua.exemplars.types import (
    Copy,
    Ending,
    FoundBy,
    NoteKind,
    Step,
    StoryState,
)
from thidua.foundation.ui.parts import Tab, TimelineStep
from thidua.kernel.formats import decimal_vi

_TITLES = {
    "list": "Điển hình tiên tiến",
    "plans": "Kế hoạch xây dựng mô hình",
    "library": "Thư viện mô hình",
    "stories": "Bài viết về điển hình",
    "media": "Báo chí, phát thanh, truyền hình",
    "tips": "Việc tốt do người dân kể",
}


@dataclass(frozen=True, slots=True)
class Button:
    """A link to an act the actor may do now."""

    label: str
    url: str
    main: bool = False


@dataclass(frozen=True, slots=True)
class Leaf:
    """A copy in the tree of spread."""

    depth: int
    unit: str
    source: str
    on: date
    text: str
    result: str
    result_on: date | None
    url: str

    @property
    def marks(self) -> str:
        """One mark for each copy between it and the exemplar."""
        return "↳" * self.depth


def tabs_for(actor: Actor) -> list[Tab]:
    """The room's pages; tips only for those who moderate."""
    shown = [
        Tab("list", "Điển hình", reverse("exemplars:list")),
        Tab("plans", "Kế hoạch", reverse("exemplars:plans")),
        Tab("library", "Thư viện mô hình", reverse("exemplars:library")),
        Tab("stories", "Bài viết", reverse("exemplars:stories")),
        Tab("media", "Báo, đài", reverse("exemplars:media")),
    ]
    if units_of(actor, MODERATORS):
        shown.append(Tab("tips", "Người dân kể", reverse("exemplars:tips")))
    return shown


def front(actor: Actor, current: str) -> dict[str, Any]:
    """The head of a list of this room. One query for the counts of the first list, none for the others."""
    button = None
    if units_of(actor, FOLLOWERS):
        button = {
            "list": Button("Ghi điển hình mới", reverse("exemplars:new"), main=True),
            "plans": Button("Lập kế hoạch", reverse("exemplars:new-plan"), main=True),
        }.get(current)
    counts = queries.step_counts(actor) if current == "list" else {}
    stats = [
        (step.label, counts.get(step.value, 0), f"{reverse('exemplars:list')}?step={step.value}")
        for step in (logic.STEPS if current == "list" else ())
    ]
    return {
        "title": _TITLES[current],
        "tabs": tabs_for(actor),
        "current": current,
        "button": button,
        "stats": stats,
    }


def exemplar_page(actor: Actor, pk: int) -> dict[str, Any]:
    """An exemplar with steps, notes, copies, stories and the nominations made of it. Eight queries."""
    found = queries.exemplar(actor, pk)
    step = Step(found.step)
    noted = queries.notes(pk)
    may = bool(may_follow(actor, found.unit_id, found.unit.path))
    lacking = logic.missing(step, {NoteKind(note.kind) for note in noted if note.step == step})
    return {
        "title": found.title,
        "e": found,
        "step": step,
        "group": group_label(found),
        "found_by": FoundBy(found.found_by).label,
        "ending": Ending(found.ending).label if found.ending else "",
        "steps": _steps(found, noted, step),
        "lacking": [kind.label.lower() for kind in lacking],
        "notes": [note_line(note) for note in noted],
        "tasks": [task_line(task, may and step is not Step.CLOSED) for task in queries.tasks(pk)],
        "tree": spread_tree(found, queries.spreads(pk), actor),
        "became": seen_by(actor, what_became("exemplar", [pk]).get(pk, [])),
        "in_library": step is Step.REPLICATE,
        "stories": [(story, StoryState(story.state)) for story in queries.stories(actor, exemplar=pk)],
        "buttons": _exemplar_buttons(found, step, not lacking) if may else [],
        "tip": queries.tip_of(actor, pk) if found.found_by == FoundBy.CITIZEN else None,
    }


def seen_by(actor: Actor, made: list[Became]) -> list[Became]:
    """Those nominations that the actor may open."""
    return [each for each in made if actor.is_system or any(actor.posts_over(path) for path in each.paths)]


def _steps(found: Exemplar, noted: list[Note], now: Step) -> list[TimelineStep]:
    last = max((logic.STEPS.index(Step(note.step)) for note in noted), default=0)
    at = logic.STEPS.index(now) if now is not Step.CLOSED else last
    steps = []
    for place, step in enumerate(logic.STEPS):
        kinds = [NoteKind(note.kind) for note in noted if note.step == step]
        begun = place <= at
        wanted = "; ".join(
            f"{kind.label.lower()}: {'đã có' if kind in kinds else 'chưa có'}"
            for kind in logic.EVIDENCE[step]
        )
        tone = "good" if begun else "next"
        if now is step:
            tone = "now"
        if now is Step.CLOSED and not begun:
            break
        steps.append(
            TimelineStep(
                step.label,
                text=wanted[:1].upper() + wanted[1:] if begun else "",
                tone=tone,
                due=found.due if now is step else None,
                at=found.found_on if step is Step.DETECT else None,
            )
        )
    if now is Step.CLOSED:
        steps.append(
            TimelineStep(f"Kết thúc: {Ending(found.ending).label}", at=found.ended_on, text=found.ending_text)
        )
    return steps


def note_line(note: Note) -> dict[str, Any]:
    """A note as the table shows it."""
    figures = ""
    if note.after is not None:
        before = f"{_amount(note.before)} → " if note.before is not None else ""
        figures = f"{note.measure}: {before}{_amount(note.after)} {note.unit_of}".strip()
    return {
        "step": Step(note.step).label,
        "kind": NoteKind(note.kind).label,
        "on": note.on,
        "text": note.text,
        "figures": figures,
        "author": note.author,
        "file": note.file.name if note.file_id else "",
        "url": reverse("exemplars:evidence", args=[note.pk]) if note.file_id else "",
    }


def task_line(task: Task, may: bool) -> dict[str, Any]:
    """What was given out as the table shows it: who, by when, what became of it, and what can be done."""
    waits = task.note is None and task.dropped_on is None
    done = f"{reverse('exemplars:act', args=[task.exemplar_id, 'ghi'])}?task={task.pk}"
    return {
        "t": task,
        "step": Step(task.step).label,
        "kind": NoteKind(task.kind).label,
        "waits": waits,
        "done_url": done if waits and may else "",
        "drop_url": reverse("exemplars:drop-task", args=[task.pk]) if waits and may else "",
    }


def _amount(value: Decimal) -> str:
    return decimal_vi(value.normalize() if value else Decimal(0))


def spread_tree(found: Exemplar, rows: list[Spread], actor: Actor) -> list[Leaf]:
    """The copies from the exemplar downward, each with whom it was learnt from."""
    by_pk = {row.pk: row for row in rows}
    leaves = []
    for depth, pk in logic.tree(Copy(row.pk, row.parent_id, row.unit_id) for row in rows):
        row = by_pk[pk]
        source = by_pk[row.parent_id].unit.name if row.parent_id else found.unit.name
        url = ""
        if may_copy(actor, row.unit_id, row.unit.path):
            url = reverse("exemplars:result", args=[pk])
        leaves.append(Leaf(depth, row.unit.name, source, row.on, row.text, row.result, row.result_on, url))
    return leaves


def _exemplar_buttons(found: Exemplar, step: Step, complete: bool) -> list[Button]:
    def link(what: str) -> str:
        return reverse("exemplars:act", args=[found.pk, what])

    following = logic.next_step(step)
    buttons = []
    if following is not None and complete:
        buttons.append(Button(f"Chuyển sang bước {following.label.lower()}", link("chuyen-buoc"), main=True))
    if step is not Step.CLOSED:
        buttons.append(Button("Giao việc", link("giao-viec")))
        buttons.append(Button("Ghi việc đã làm", link("ghi"), main=following is not None and not complete))
    if step is not Step.DETECT and found.ending != Ending.MERIT_LOST:
        buttons.append(Button("Viết bài", link("viet-bai")))
    if found.recipient_id and found.ending != Ending.MERIT_LOST:
        buttons.append(Button("Đề nghị khen thưởng", link("de-nghi")))
    if step is not Step.CLOSED:
        buttons.append(Button("Kết thúc theo dõi", link("ket-thuc")))
    return buttons


MOST_TILES = 30
"""More areas than this are not all drawn, only those where the model is or somebody copied it."""
ELSEWHERE = "Sở, ngành, đơn vị khác"


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the province: its code, whether the model comes from there, and the units that copied it."""

    code: str
    name: str
    home: bool
    units: tuple[str, ...]


def areas(home: str, rows: list[Spread], day: date) -> list[Area]:
    """Who copied the model of the unit at the path `home` in each district (or commune, where there are none) and
    elsewhere. One query."""
    wide = queries.areas_on(day)
    found = [
        Area(
            code,
            name,
            home.startswith(path),
            tuple(row.unit.name for row in rows if row.unit.path.startswith(path)),
        )
        for code, name, path in wide
    ]
    if len(found) > MOST_TILES:
        found = [area for area in found if area.units or area.home]
    rest = tuple(
        row.unit.name for row in rows if not any(row.unit.path.startswith(path) for _, _, path in wide)
    )
    return [*found, Area("", ELSEWHERE, not any(area.home for area in found), rest)]


def model_page(actor: Actor, pk: int) -> dict[str, Any]:
    """A model of the library: what it reached, what can be copied, who copied it, as tree and map. Four queries."""
    found = queries.model(pk)
    rows = queries.spreads(pk)
    shown = [note_line(note) for note in queries.notes(pk) if note.kind in (NoteKind.RESULT, NoteKind.LESSON)]
    taken = {found.unit_id, *(row.unit_id for row in rows)}
    free = [unit for unit, _ in units_of(actor, COPIERS) if unit not in taken]
    follows = actor.is_system or bool(actor.posts_over(found.unit.path))
    tree, where = spread_tree(found, rows, actor), areas(found.unit.path, rows, actor.today)
    return {
        "title": found.title,
        "e": found,
        "group": group_label(found),
        "notes": shown,
        "tree": tree,
        "drawn": drawing.draw_tree(
            found.unit.name, [(leaf.depth, leaf.unit, bool(leaf.result)) for leaf in tree]
        ),
        "areas": where,
        "map": drawing.draw_map([(area.code, area.name, len(area.units), area.home) for area in where[:-1]]),
        "may_copy": bool(free),
        "follows": follows,
        "tabs": tabs_for(actor),
    }
