"""Reads of duties, within the actor's scope: those of units seen, and those that seen units gave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet

from thidua.access.scope import in_scope
from thidua.access.types import Actor
from thidua.directives.models import Document
from thidua.duties.access import working_units
from thidua.duties.logic import LEVELS
from thidua.duties.models import Duty, Extension, Progress, Report, UrgingLetter
from thidua.duties.types import OPEN, DutyState
from thidua.foundation.errors import NotThere
from thidua.foundation.search import Found, name_filter
from thidua.foundation.ui.keys import key_of

SOON = 7
"""Days ahead that the list calls “sắp đến hạn”."""
PROOF = "duty_progress"
"""The object type under which proofs are kept: they belong to one report of progress."""
DONE = (DutyState.REPORTED_DONE, DutyState.ACCEPTED)


def visible(actor: Actor, prefix: str = "") -> Q:
    """Duties whose unit, or whose giver, lies in the actor's scope; `prefix` leads to the duty."""
    return in_scope(actor, f"{prefix}unit__") | in_scope(actor, f"{prefix}given_by__")


def late(today: date, prefix: str = "") -> Q:
    """Duties that are open past their day."""
    return Q(**{f"{prefix}state__in": OPEN, f"{prefix}due_on__lt": today})


def passed_on(unit_ids: Collection[int]) -> Q:
    """Duties that others passed down, through up to three hands, from those that these units gave."""
    from_ = Q()
    for way in ("parent__", "parent__parent__", "parent__parent__parent__"):
        from_ |= Q(**{f"{way}given_by__in": unit_ids})
    return from_ & ~Q(given_by__in=unit_ids) & ~Q(unit__in=unit_ids)


def duties(
    actor: Actor,
    *,
    q: str = "",
    whose: str = "",
    state: str = "",
    when: str = "",
    document: str = "",
    clause: str = "",
) -> Found[Duty]:
    """The duties the actor may see, narrowed. `whose`: own, given, passed, below; `when`: overdue, soon. One query."""
    rows = Duty.objects.filter(visible(actor))
    posts = list(working_units(actor))
    if whose == "own":
        rows = rows.filter(unit__in=posts)
    elif whose == "given":
        rows = rows.filter(given_by__in=posts)
    elif whose == "passed":
        rows = rows.filter(passed_on(posts))
    elif whose == "below":
        rows = rows.exclude(unit__in=posts)
    if state == "open":
        rows = rows.filter(state__in=OPEN)
    elif state:
        rows = rows.filter(state=state)
    if when == "overdue":
        rows = rows.filter(late(actor.today))
    elif when == "soon":
        rows = rows.filter(state__in=OPEN, due_on__range=(actor.today, actor.today + timedelta(days=SOON)))
    if (paper := key_of(document)) is not None:
        rows = rows.filter(document=paper)
    if (part := key_of(clause)) is not None:
        rows = rows.filter(clause=part, parent=None)
    return name_filter(rows, q, "unit__name_fold")


def as_lines(rows: QuerySet[Duty]) -> QuerySet[Duty, dict[str, Any]]:
    """Duties as the list shows them."""
    return rows.values(
        "id", "text", "point", "state", "percent", "due_on", "rhythm", "document_id", "parent_id",
        unit_name=F("unit__name"), giver_name=F("given_by__name"), subject=F("document__subject"),
    )  # fmt: skip


def days_late_system(unit_ids: Collection[int], year: int, today: date) -> dict[int, list[int]]:
    """{unit: days by which each duty due in that year was reported done late, or is late by today}. One query.

    Units without one are absent. Of a duty in a rhythm the period that stands counts; what was withdrawn or went on to
    a successor does not.
    """
    rows = Duty.objects.filter(unit__in=unit_ids, due_on__year=year, due_on__lt=today)
    rows = rows.exclude(state__in=[DutyState.WITHDRAWN, DutyState.MOVED]).order_by("pk")
    found: dict[int, list[int]] = defaultdict(list)
    for unit_id, due, done in rows.values_list("unit_id", "due_on", "done_on"):
        days = ((done or today) - due).days
        if days > 0:
            found[unit_id].append(days)
    return dict(found)


def documents_with_duties(actor: Actor) -> list[tuple[int, str]]:
    """The documents the duties in sight come from, the newest first, at most 100. One query."""
    rows = Duty.objects.filter(visible(actor)).values("document_id", "document__subject", "document__number")
    return [
        (row["document_id"], " – ".join(filter(None, (row["document__number"], row["document__subject"]))))
        for row in rows.distinct().order_by("-document_id")[:100]
    ]


def some(actor: Actor, duty_ids: Iterable[int]) -> list[Duty]:
    """Those of the duties that are in sight, with their units, in order. One query."""
    rows = Duty.objects.filter(visible(actor), pk__in=list(duty_ids))
    return list(rows.select_related("unit", "given_by").order_by("due_on", "pk"))


def duty(actor: Actor, duty_id: int) -> Duty:
    """One duty with its units, document and clause. Raises NotThere outside the scope. One query."""
    found = (
        Duty.objects.select_related(
            "unit",
            "given_by",
            "document__unit",
            "clause",
            "parent__unit",
            "predecessor__unit",
            "successor__unit",
        )
        .filter(visible(actor), pk=duty_id)
        .first()
    )
    if found is None:
        raise NotThere
    return found


def passed_down(of: Duty) -> list[Duty]:
    """All that was passed down from a duty, and on from there, in the order of the tree. One query."""
    rows = Duty.objects.filter(path__startswith=of.path).exclude(pk=of.pk).select_related("unit")
    known = {row.pk: row for row in rows}

    def place(row: Duty) -> list[tuple[str, int]]:
        keys = [int(key) for key in row.path.removeprefix(of.path).strip("/").split("/")]
        return [(known[key].unit.sort_key, key) for key in keys if key in known]

    return sorted(known.values(), key=place)


def history(of: Duty) -> list[int]:
    """The ids of a duty and of those it took over from, the oldest last. A query for each change of unit."""
    ids, at = [of.pk], of.predecessor_id
    while at is not None:
        ids.append(at)
        at = Duty.objects.values_list("predecessor_id", flat=True).get(pk=at)
    return ids


def reports(duty_ids: Iterable[int]) -> list[Progress]:
    """What was reported on these duties, in order. One query."""
    return list(Progress.objects.filter(duty__in=duty_ids).select_related("duty__unit").order_by("at", "pk"))


def extensions(duty_ids: Iterable[int]) -> list[Extension]:
    """The requests for more time on these duties, in order. One query."""
    return list(Extension.objects.filter(duty__in=duty_ids).select_related("duty__unit").order_by("pk"))


def letters(duty_ids: Iterable[int]) -> list[UrgingLetter]:
    """The letters that urged these duties on, in order. One query."""
    return list(UrgingLetter.objects.filter(duties__in=duty_ids).distinct().order_by("pk"))


def extension(actor: Actor, extension_id: int) -> Extension:
    """One request. Raises NotThere outside the scope. One query."""
    found = (
        Extension.objects.select_related("duty__unit", "duty__given_by", "duty__parent")
        .filter(visible(actor, "duty__"), pk=extension_id)
        .first()
    )
    if found is None:
        raise NotThere
    return found


def of_document(actor: Actor, document_id: int) -> list[Duty]:
    """The duties that the document's unit gave by it, in the order of the document. One query."""
    rows = Duty.objects.filter(visible(actor), document_id=document_id, parent=None)
    return list(rows.select_related("unit", "clause").order_by("clause__order", "pk"))


def ordered(actor: Actor, unit_id: int, document_ids: Collection[int]) -> list[Duty]:
    """What others gave a unit by these documents, each followed by what the unit passed down from it. One query."""
    held = Q(unit=unit_id, document__in=document_ids) & ~Q(given_by=unit_id)
    passed = Q(parent__unit=unit_id, document__in=document_ids) & ~Q(parent__given_by=unit_id)
    rows = Duty.objects.filter(visible(actor)).filter(held | passed)
    return list(rows.select_related("unit", "given_by", "clause").order_by("clause__order", "path"))


def letter(actor: Actor, letter_id: int) -> UrgingLetter:
    """One letter of urging, for those who sent it and those urged. Raises NotThere. One query."""
    seen = in_scope(actor, "from_unit__") | in_scope(actor, "to_unit__")
    found = (
        UrgingLetter.objects.select_related("from_unit__parent", "to_unit").filter(seen, pk=letter_id).first()
    )
    if found is None:
        raise NotThere
    return found


def urgeable(actor: Actor, from_id: int, to_id: int) -> list[Duty]:
    """The overdue duties that the one unit gave the other, the latest first. One query."""
    rows = Duty.objects.filter(visible(actor), late(actor.today), given_by_id=from_id, unit_id=to_id)
    return list(rows.select_related("document").order_by("due_on", "pk"))


def late_units(actor: Actor) -> list[dict[str, Any]]:
    """Units with overdue duties that the actor's units gave them: who, whom, how many, how late, since when.

    One query.
    """
    week, fortnight = (actor.today - timedelta(days=days) for days in LEVELS[1:])
    rows = Duty.objects.filter(late(actor.today), given_by__in=list(working_units(actor)))
    return list(
        rows.exclude(unit=F("given_by"))
        .values("given_by_id", "unit_id", unit_name=F("unit__name"), giver_name=F("given_by__name"))
        .annotate(
            count=Count("pk"),
            week=Count("pk", filter=Q(due_on__lt=week)),
            fortnight=Count("pk", filter=Q(due_on__lt=fortnight)),
            first=Min("due_on"),
        )
        .order_by("-fortnight", "-week", "-count", "unit__sort_key")
    )


def reports_of(actor: Actor, document_id: int, unit_id: int) -> list[Report]:
    """The versions of a unit's report back on a document, the newest first. One query."""
    rows = Report.objects.filter(_sees_report(actor), document_id=document_id, unit=unit_id)
    return list(rows.select_related("organ").defer("content").order_by("-version"))


def reports_from_below(actor: Actor, paper: Document) -> list[Report]:
    """The signed reports back that other units made on a document or their copy of it, the newest first. One query."""
    on = Q(document=paper.pk) | Q(document__source=paper.pk)
    rows = Report.objects.filter(_sees_report(actor), on).exclude(unit=paper.unit_id).exclude(number="")
    return list(rows.select_related("organ").defer("content").order_by("-signed_on", "-pk"))


def report(actor: Actor, report_id: int) -> Report:
    """One version of a report back. Raises NotThere outside the scope. One query."""
    found = (
        Report.objects.select_related("document__unit", "unit", "organ__parent")
        .filter(_sees_report(actor), pk=report_id)
        .first()
    )
    if found is None:
        raise NotThere
    return found


def _sees_report(actor: Actor) -> Q:
    """Versions whose giver, or whose writer, lies in scope."""
    return in_scope(actor, "unit__") | in_scope(actor, "organ__")
