"""Asking for a run and carrying it out. A run is a reading of the register, no official act: nothing of it enters
the ledger; what is done upon it (a nomination) does, by its own command."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

import numpy as np
from django.db import transaction

from thidua.access.types import Actor
from thidua.foundation.bulk import insert_rows
from thidua.foundation.clock import now
from thidua.foundation.errors import NotThere, Refused, demand
from thidua.foundation.jobs import enqueue
from thidua.foundation.notices import notify
from thidua.insight import sweeping
from thidua.insight.access import READERS, may_run
from thidua.insight.counting import COUNTERS, Cell, tally
from thidua.insight.gather import Stage
from thidua.insight.logic import may_ask, usual_day
from thidua.insight.models import Condition, Found, Run, Tally
from thidua.insight.surveying import survey
from thidua.insight.types import ROUTES, SMALL, Lacking, Line, RunState, Subject, What
from thidua.kernel.formats import number
from thidua.kernel.memory import collector_at_rest
from thidua.lawbook import load_book
from thidua.organisation.queries import unit_in_scope

JOB = "insight.run"
MOST_ROWS = 3_000_000
"""More rows than this are not stored: the run is refused, and a smaller unit has to be asked about."""
_CHUNK = 20_000


@transaction.atomic
def start_run(
    *,
    actor: Actor,
    unit_id: int,
    year: int,
    decided_on: date | None = None,
    routes: Sequence[str] = ROUTES,
    small_below: int = SMALL,
) -> int:
    """Queue a run over everyone at the unit and below; answers its id.

    The same question asked again while it is still being worked on answers the run at work. `decided_on`
    defaults to the last day of the year, or today if that is earlier. Raises NotThere, Refused.
    """
    unit = unit_in_scope(actor, unit_id)
    day = decided_on or usual_day(year, actor.today)
    demand(may_run(actor, unit.path))
    demand(may_ask(year, day, routes, small_below, load_book().first_day, actor.today))
    asked = {
        "unit_id": unit.id,
        "year": year,
        "decided_on": day,
        "routes": [route for route in ROUTES if route in routes],
        "small_below": small_below,
    }
    at_work = Run.objects.filter(state=RunState.WAITING, **asked).values_list("pk", flat=True).first()
    if at_work is not None:
        return at_work
    made = Run.objects.create(**asked, created_at=now(), created_by=actor.name, created_ref=actor.ref)
    made.job_id = enqueue(JOB, f"{JOB}:{made.pk}", {"run": made.pk}, actor, unit.id)
    made.save(update_fields=["job_id"])
    return made.pk


@collector_at_rest()
def carry_out(run_id: int, tell: sweeping.Tell) -> str:
    """Sweep, count and store a run; answers a sentence. Done again after a crash it begins anew; a run that is
    done is left as it is. Raises Refused for more rows than are stored."""
    run = Run.objects.select_related("unit").filter(pk=run_id).first()
    if run is None:
        raise NotThere
    if run.state == RunState.DONE:
        return _says(run)
    at = now()
    found = survey(run.unit.path, run.year, run.decided_on, run.routes, tell)
    scene, result = found.scene, found.result
    lines = [*_beside(scene), *result.lines]
    if len(lines) > MOST_ROWS:
        raise Refused(
            f"Kết quả có {number(len(lines))} dòng, quá {number(MOST_ROWS)}; hãy rà soát từng đơn vị cấp dưới."
        )
    run.law_digest, run.facts_at = found.law_digest, at
    run.asked = [list(each) for each in result.asked]
    run.recipients, run.rows, run.not_confirmed = len(scene.subjects), len(lines), result.not_confirmed
    _store(run, scene, lines, result.conditions, tell)
    return _says(run)


def gave_up(run_id: int, reason: str) -> None:
    """Note that a run could not be carried out; its rows, if any, are never shown."""
    Run.objects.filter(pk=run_id, state=RunState.WAITING).update(
        state=RunState.FAILED, message=reason[:500], finished_at=now()
    )


def _says(run: Run) -> str:
    return f"Đã rà soát {number(run.recipients)} đối tượng."


def _beside(scene: Stage) -> Iterable[Line]:
    """What the balance sets beside the findings: everyone, those put forward, those awarded, by any route."""
    for pk in scene.subjects:
        yield Line(pk, "", "", What.REGISTERED)
    for each in scene.nominated:
        yield Line(each.recipient_id, each.award, each.route, What.NOMINATED, ref_id=each.id)
    for given in scene.awarded:
        yield Line(given.recipient_id, given.award, given.route, What.AWARDED, ref_id=given.id)


def _store(
    run: Run,
    scene: Stage,
    lines: Sequence[Line],
    conditions: Mapping[tuple[str, str, str], Lacking],
    tell: sweeping.Tell,
) -> None:
    """Write in portions, so that nobody else waits long; only the last one makes the run visible."""
    with transaction.atomic():
        for model in (Found, Tally, Condition):
            model._default_manager.filter(run=run).delete()
        made = Condition.objects.bulk_create(
            [
                Condition(run=run, award=c.award, route=c.route, rule=c.rule, title=c.title[:500],
                          cites=list(c.cites), checked=c.checked)
                for c in conditions.values()
            ],
            batch_size=500,
        )  # fmt: skip
    keys = {(each.award, each.route, each.rule): each.pk for each in made}
    rows = (_row(run, scene.subjects[line.recipient_id], line, keys) for line in lines)
    written = 0
    while chunk := list(islice(rows, _CHUNK)):
        tell(written, len(lines), "Đang ghi kết quả")
        with transaction.atomic():
            written += insert_rows(Found, _COLUMNS, chunk)
    cells = tally(lines, scene.subjects, scene.above, run.small_below)
    with transaction.atomic():
        insert_rows(Tally, _TALLY, (_count(run, cell, counts, keys) for cell, counts in cells.items()))
        run.state, run.finished_at = RunState.DONE, now()
        run.save()
        url = f"/phat-hien/?run={run.pk}"
        roles = [role.value for role in READERS]
        notify(unit_id=run.unit_id, roles=roles, text=f"Đã rà soát xong năm {run.year}.", url=url)


_COLUMNS = (
    "run", "recipient", "unit", "award", "route", "what", "condition", "unknown", "ref_id", "place", "kind", "group",
    "gender", "minority", "leader", "border", "remote", "small",
)  # fmt: skip


def _row(run: Run, who: Subject, line: Line, keys: Mapping[tuple[str, str, str], int]) -> tuple[Any, ...]:
    condition = None if line.condition is None else keys[line.condition]
    return (
        run.pk, who.recipient_id, who.unit_id, line.award, line.route, line.what.value, condition, line.unknown,
        line.ref_id, who.place, who.kind, who.group, who.gender, who.minority, who.leader, who.border, who.remote,
        who.unit_size < run.small_below,
    )  # fmt: skip


_TALLY = ("run", "unit", "award", "route", "what", "condition", *COUNTERS)


def _count(
    run: Run, cell: Cell, counts: np.ndarray, keys: Mapping[tuple[str, str, str], int]
) -> tuple[Any, ...]:
    condition = None if cell.condition is None else keys[cell.condition]
    return (run.pk, cell.unit_id, cell.award, cell.route, cell.what.value, condition, *counts.tolist())
