"""Reading runs: which one to show, its rows within the actor's scope, its counts, and what happened since."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from thidua.access.scope import in_scope
from thidua.access.types import Actor
from thidua.achievements.models import AwardRecord
from thidua.achievements.types import RecordState
from thidua.foundation.errors import NotThere, demand
from thidua.foundation.search import Found as Hits
from thidua.foundation.search import name_filter
from thidua.insight.access import READERS, may_read, reading_paths
from thidua.insight.counting import COUNTERS
from thidua.insight.models import Found, Run, Tally
from thidua.insight.types import AskedAward, RunState, RunView, What
from thidua.nominations.models import Nomination
from thidua.nominations.quotas import GONE
from thidua.organisation.models import Recipient, Unit

MOST_RUNS = 100
_RUN = (
    "pk", "unit_id", "unit__name", "unit__path", "year", "decided_on", "routes", "state", "small_below", "law_digest",
    "facts_at", "message", "job_id", "recipients", "rows", "not_confirmed", "asked", "created_at", "created_by",
)  # fmt: skip


def runs(actor: Actor) -> list[RunView]:
    """Runs over the actor's units, over units above them (of which they see their own part) and over units
    below, newest first. One query. Raises Refused for those who may not read any."""
    demand(may_read(actor))
    rows = Run.objects.filter(_visible(actor)).order_by("-pk")[:MOST_RUNS]
    return [_view(row) for row in rows.values_list(*_RUN)]


def run(actor: Actor, run_id: int) -> RunView:
    """One run. Raises NotThere, and Refused for those who see its unit but may not read it. Two queries."""
    rows = Run.objects.filter(pk=run_id)
    if not rows.filter(_visible(actor, actor.scope_paths)).exists():
        raise NotThere
    demand(may_read(actor))
    row = rows.filter(_visible(actor)).values_list(*_RUN).first()
    if row is None:
        raise NotThere
    return _view(row)


def _visible(actor: Actor, paths: Sequence[str] | None = None) -> Q:
    """Runs over units under these paths (those the actor may read under by default) and over the units above them."""
    if actor.is_system:
        return Q()
    condition = Q(pk__in=[])
    for path in reading_paths(actor) if paths is None else paths:
        condition |= Q(unit__path__startswith=path) | Q(unit__in=path.strip("/").split("/"))
    return condition


def _view(row: Sequence[Any]) -> RunView:
    values = dict(zip(_RUN, row, strict=True))
    return RunView(
        id=values["pk"], unit_id=values["unit_id"], unit=values["unit__name"], unit_path=values["unit__path"],
        year=values["year"], decided_on=values["decided_on"], routes=tuple(values["routes"]),
        state=RunState(values["state"]), small_below=values["small_below"], law_digest=values["law_digest"],
        facts_at=values["facts_at"], message=values["message"], job_id=values["job_id"],
        recipients=values["recipients"], rows=values["rows"], not_confirmed=values["not_confirmed"],
        asked=tuple(AskedAward(*each) for each in values["asked"]), created_at=values["created_at"],
        created_by=values["created_by"],
    )  # fmt: skip


def best(actor: Actor, known: Sequence[RunView], wanted: int | None = None) -> RunView | None:
    """The run to show: the one asked for, else the newest that covers the actor's units, else the newest below.

    `known` is what `runs` answers. None when nothing is done yet, or what was asked for is not there.
    """
    done = [each for each in known if each.state is RunState.DONE]
    if wanted is not None:
        return next((each for each in done if each.id == wanted), None)
    paths = reading_paths(actor)
    covering = [each for each in done if any(path.startswith(each.unit_path) for path in paths)]
    return next(iter(covering or done), None)


def roots(actor: Actor, shown: RunView) -> list[int]:
    """The units whose counts together are those of the run's rows that the actor may read."""
    if actor.is_system:
        return [shown.unit_id]
    found = set()
    for path in reading_paths(actor):
        if shown.unit_path.startswith(path):
            return [shown.unit_id]
        if path.startswith(shown.unit_path):
            found.add(int(path.strip("/").split("/")[-1]))
    return sorted(found)


@dataclass(frozen=True, slots=True)
class Count:
    """Counts of one award, route, sort and lacking condition, added up over the units asked about."""

    award: str
    route: str
    what: What
    condition_id: int | None
    condition: str
    counts: Mapping[str, int]


def counts(run_id: int, unit_ids: Collection[int], *whats: What) -> list[Count]:
    """Counts of a run at these units, which must not lie within each other. One query."""
    rows = Tally.objects.filter(run=run_id, unit__in=set(unit_ids))
    if whats:
        rows = rows.filter(what__in=whats)
    added: dict[tuple[Any, ...], dict[str, int]] = {}
    for award, route, what, condition_id, title, *numbers in rows.order_by("pk").values_list(
        "award", "route", "what", "condition_id", "condition__title", *COUNTERS
    ):
        cell = added.setdefault((award, route, what, condition_id, title or ""), dict.fromkeys(COUNTERS, 0))
        for name, n in zip(COUNTERS, numbers, strict=True):
            cell[name] += n
    return [Count(a, r, What(w), pk, title, cell) for (a, r, w, pk, title), cell in added.items()]


@dataclass(frozen=True, slots=True)
class Filters:
    """What rows to show; empty fields do not restrict. `unit_path` holds the units below as well."""

    what: str = What.ELIGIBLE
    text: str = ""
    award: str = ""
    route: str = ""
    condition_id: int | None = None
    lacks: str = ""
    kind: str = ""
    group: str = ""
    gender: str = ""
    ethnic: str = ""
    where: str = ""
    size: str = ""
    leader: str = ""
    unit_id: int | None = None


_DIRECT = ("worker", "farmer", "labourer")
_CHOSEN: dict[str, dict[str, Q]] = {
    "lacks": {"unknown": Q(unknown=True), "not_met": Q(unknown=False)},
    "group": {
        "direct": Q(group__in=_DIRECT),
        "indirect": ~Q(group__in=_DIRECT),
        "worker": Q(group="worker"),
        "farmer": Q(group="farmer"),
        "labourer": Q(group="labourer"),
        "not_farmer": ~Q(group="farmer"),
    },
    "gender": {
        "female": Q(gender="female"),
        "male": Q(gender="male"),
        "unknown": Q(kind="person", gender=""),
    },
    "ethnic": {
        "minority": Q(minority=True),
        "majority": Q(minority=False),
        "unknown": Q(kind="person", minority=None),
    },
    "where": {
        "border": Q(border=True),
        "remote": Q(remote=True),
        "outlying": Q(border=True) | Q(remote=True),
        "inland": Q(border=False, remote=False),
    },
    "size": {"small": Q(small=True), "large": Q(small=False)},
    "leader": {"yes": Q(leader=True), "no": Q(leader=False)},
}
_ROW = (
    "id", "recipient_id", "recipient__name", "recipient__person__position", "unit_id", "unit__name", "award",
    "route", "what", "condition_id", "condition__title", "condition__cites", "condition__checked", "unknown", "ref_id",
    "kind", "group", "gender", "minority", "leader", "border", "remote", "small",
)  # fmt: skip


def found(actor: Actor, shown: RunView, filters: Filters) -> Hits[Any]:
    """Keys of a run's rows within the actor's scope, unordered, and whether a slip in the name was mended.

    `details` reads the rows of one page: what is passed over on the way there is never joined.
    """
    rows = Found.objects.filter(_readable(actor, shown), run=shown.id, what=filters.what)
    plain = {
        "award": filters.award,
        "route": filters.route,
        "condition_id": filters.condition_id,
        "kind": filters.kind,
    }
    rows = rows.filter(**{name: value for name, value in plain.items() if value not in ("", None)})
    for name, choices in _CHOSEN.items():
        if condition := choices.get(getattr(filters, name)):
            rows = rows.filter(condition)
    if filters.unit_id is not None:
        rows = rows.filter(unit__in=_units(path__contains=f"/{filters.unit_id}/"))
    if not filters.text:
        return Hits(rows.values("id"), False)
    hits = name_filter(Recipient.objects.order_by(), filters.text)
    return Hits(rows.filter(recipient__in=hits.rows.values("pk")).values("id"), hits.corrected)


def details(keys: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The rows that `found` named, in its order. One query."""
    ids = [each["id"] for each in keys]
    rows = {row["id"]: row for row in Found.objects.filter(pk__in=ids).values(*_ROW)}
    return [rows[pk] for pk in ids]


def _readable(actor: Actor, shown: RunView) -> Q:
    """The run's rows that the actor may read: all of them where its own unit lies in their scope.

    Units are chosen by a subquery rather than a join, so that the rows' one index answers everything else.
    """
    paths = reading_paths(actor)
    if actor.is_system or any(shown.unit_path.startswith(path) for path in paths):
        return ~Q(pk__in=[])
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(unit__in=_units(path__startswith=path))
    return condition


def _units(**condition: str) -> QuerySet[Any]:
    return Unit.objects.filter(**condition).values("pk")


def line(actor: Actor, found_id: int) -> dict[str, Any]:
    """One row with its run's key. Raises NotThere, and Refused for those who see its unit but may not read it."""
    row = _lines(actor).filter(pk=found_id).values(*_ROW, "run_id", "unit__path").first()
    if row is None:
        raise NotThere
    demand(may_read(actor, row["unit__path"]))
    return row


def lines(actor: Actor, ids: Collection[int]) -> list[dict[str, Any]]:
    """Rows by key, in the order of names; those outside the actor's scope are absent. One query.

    Raises Refused when the actor sees one of their units but may not read there.
    """
    rows = list(
        _lines(actor)
        .filter(pk__in=set(ids))
        .order_by("place", "pk")
        .values(*_ROW, "run_id", "run__year", "unit__path")
    )
    for row in rows:
        demand(may_read(actor, row["unit__path"]))
    return rows


def _lines(actor: Actor) -> QuerySet[Found]:
    return Found.objects.filter(in_scope(actor), run__state=RunState.DONE)


@dataclass(frozen=True, slots=True)
class Since:
    """What has become of a row's recipient and award: the nomination that stands, or the award on record."""

    nomination_id: int | None = None
    record_id: int | None = None


def since(year: int, rows: Iterable[Mapping[str, Any]]) -> dict[int, Since]:
    """By row: nominations and awards there are by now. Two queries."""
    rows = list(rows)
    who = {row["recipient_id"] for row in rows}
    nominated = {
        (recipient_id, award): pk
        for pk, recipient_id, award in Nomination.objects.filter(recipient__in=who, year=year)
        .exclude(state__in=GONE)
        .values_list("pk", "recipient_id", "award")
    }
    awarded = {
        (recipient_id, award): pk
        for pk, recipient_id, award in AwardRecord.objects.filter(
            recipient__in=who, year=year, state=RecordState.ACTIVE
        ).values_list("pk", "recipient_id", "award")
    }
    return {
        row["id"]: Since(
            nominated.get((row["recipient_id"], row["award"])),
            awarded.get((row["recipient_id"], row["award"])),
        )
        for row in rows
    }


@dataclass(frozen=True, slots=True)
class RecordAsked:
    """The award record behind a row, with what its day's law is asked."""

    id: int
    recipient_id: int
    award: str
    route: str
    year: int
    period_from: int | None
    period_to: int | None
    achievement: str
    decided_on: date
    decision_number: str


def record_asked(actor: Actor, record_id: int) -> RecordAsked:
    """The record within the actor's scope. Raises NotThere. One query."""
    names = ("pk", *tuple(RecordAsked.__dataclass_fields__)[1:])
    row = (
        AwardRecord.objects.filter(in_scope(actor, "recipient__unit__", *READERS), pk=record_id)
        .values_list(*names)
        .first()
    )
    if row is None:
        raise NotThere
    return RecordAsked(*row)
