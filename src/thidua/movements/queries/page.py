"""Everything the pages of one movement show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from thidua.access.standing import inherited
from thidua.access.types import Actor
from thidua.achievements.catalogue import award_name
from thidua.directives.queries import readable
from thidua.foundation.errors import NotThere
from thidua.movements import logic
from thidua.movements.access import DESK, HEADS, posts_for, standing_at, visible
from thidua.movements.models import Joining, Movement, Proposal, Review, ReviewChange, Task
from thidua.movements.queries.corrections import corrections
from thidua.movements.queries.meeting import meeting
from thidua.movements.queries.tree import tree
from thidua.movements.stored import plan_of
from thidua.movements.types import (
    Check,
    CorrectionRow,
    Figure,
    MovementPage,
    ProposalRow,
    ReviewKind,
    ReviewRow,
    State,
    TaskRow,
)
from thidua.organisation.queries import successors, unit_refs


def movement_page(actor: Actor, movement_id: int) -> MovementPage:
    """One movement with its tasks, cascade and reviews. At most twenty queries. Raises NotThere."""
    row = (
        Movement.objects.filter(visible(actor, inherited(actor)), pk=movement_id)
        .select_related("unit", "parent__unit", "document")
        .first()
    )
    if row is None:
        raise NotThere
    units = standing_at(actor, row.unit_id)
    works = actor.is_system or bool(posts_for(actor, units, *DESK))
    draft = row.state == State.DRAFT
    return MovementPage(
        id=row.pk,
        version=row.version,
        plan=plan_of(row),
        state=State(row.state),
        level=logic.level_of(row.unit.kind),
        unit_id=row.unit_id,
        unit=row.unit.name,
        now=_now(units),
        carriers=units,
        parent_id=row.parent_id,
        parent=f"{row.parent.title} ({row.parent.unit.name})" if row.parent else "",
        document=str(row.document) if row.document else "",
        document_seen=row.document_id is not None and _reads(actor, row.document_id),
        launched_on=row.launched_on,
        launch_paper=row.launch_paper,
        closed_on=row.closed_on,
        close_note=row.close_note,
        sample=row.sample,
        works=works,
        launches=draft and (works or bool(posts_for(actor, units, *HEADS))),
        joins=_may_join(actor, row, units),
        tasks=_tasks(actor, row, works),
        reviews=reviews_of(row),
        branch=None if draft else tree(actor, row),
        overlaps=meeting(row) if draft and works else (),
    )


def review_page(actor: Actor, review_id: int) -> tuple[MovementPage, ReviewRow]:
    """One review with its movement. Raises NotThere."""
    movement_id = Review.objects.filter(pk=review_id).values_list("movement_id", flat=True).first()
    if movement_id is None:
        raise NotThere
    page = movement_page(actor, movement_id)
    return page, next(review for review in page.reviews if review.id == review_id)


def _reads(actor: Actor, document_id: int) -> bool:
    try:
        readable(actor, document_id)
    except NotThere:
        return False
    return True


def _now(units: tuple[int, ...]) -> str:
    """The units that stand in the place of one that ended, by name."""
    if len(units) == 1:
        return ""
    return ", ".join(unit.name for unit in unit_refs(units[1:]).values())


def _may_join(actor: Actor, row: Movement, units: tuple[int, ...]) -> tuple[tuple[int, str], ...]:
    """The actor's units that may still join, or re-launch what they joined, by name."""
    if row.state != State.LAUNCHED or not logic.joins_in_time(row.since, row.until, actor.today):
        return ()
    own = {
        post.unit_id: post.unit_name
        for post in actor.posts
        if post.role in (*DESK, *HEADS)
        and post.unit_id not in units
        and any(f"/{pk}/" in post.unit_path for pk in units)
    }
    if not own:
        return ()
    having = set(
        Joining.objects.filter(movement=row, unit__in=own).exclude(own=None).values_list("unit", flat=True)
    )
    return tuple((pk, name) for pk, name in own.items() if pk not in having)


def _tasks(actor: Actor, row: Movement, works: bool) -> tuple[TaskRow, ...]:
    found = list(Task.objects.filter(movement=row).select_related("unit").order_by("due", "pk"))
    ended = {task.unit_id for task in found if task.unit.valid_to and task.unit.valid_to < actor.today}
    heirs = successors(ended, actor.today) if ended else {}
    made = []
    for task in found:
        now = heirs.get(task.unit_id, [])
        owners = (task.unit_id, *(unit.id for unit in now))
        may = row.state != State.DRAFT and (works or bool(posts_for(actor, owners, *DESK, *HEADS)))
        made.append(
            TaskRow(
                task.pk, task.what, task.unit_id, task.unit.name, ", ".join(unit.name for unit in now), task.due,
                task.done_on, task.result, may and task.done_on is None,
            )
        )  # fmt: skip
    return tuple(made)


def reviews_of(row: Movement) -> tuple[ReviewRow, ...]:
    """The movement's reviews in the order of their days, each with its proposals and corrections. Three queries."""
    found = list(Review.objects.filter(movement=row).order_by("due", "pk"))
    proposals: Mapping[int, list[ProposalRow]] = defaultdict(list)
    rows = Proposal.objects.filter(review__in=found).order_by("pk")
    for review_id, name, award, nomination, version in rows.values_list(
        "review", "recipient__name", "award", "nomination_id", "version"
    ):
        proposals[review_id].append(ProposalRow(name, award, award_name(award), nomination, version))
    corrected: Mapping[int, list[ReviewChange]] = defaultdict(list)
    for change in ReviewChange.objects.filter(review__in=found).order_by("version"):
        corrected[change.review_id].append(change)
    return tuple(
        _review(review, tuple(proposals[review.pk]), corrections(review, corrected[review.pk]))
        for review in found
    )


def _review(
    review: Review, proposals: tuple[ProposalRow, ...], corrected: tuple[CorrectionRow, ...]
) -> ReviewRow:
    kind = ReviewKind(review.kind)
    answered = {row["key"]: Check(**row) for row in review.checklist}
    asked = logic.points(kind, review.held_on or review.due)
    return ReviewRow(
        id=review.pk,
        kind=kind,
        due=review.due,
        basis=review.basis,
        checked=review.checked,
        held_on=review.held_on,
        findings=review.findings,
        figures=tuple(Figure(**row) for row in review.figures),
        points=tuple((point, answered.get(point.key, Check(point.key, False))) for point in asked),
        proposals=proposals,
        version=review.version,
        corrections=corrected,
    )
