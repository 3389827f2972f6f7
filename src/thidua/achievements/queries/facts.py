"""The `recipient` and `facts` sections of the law engine's record format, for many recipients at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from thidua.achievements.catalogue import title_codes
from thidua.achievements.models import (
    AwardRecord,
    ClusterPlace,
    Composition,
    Hold,
    Initiative,
    OtherFact,
    Penalty,
    Rating,
    ServiceEvent,
)
from thidua.achievements.people import particulars
from thidua.achievements.types import FactSection, RecordState
from thidua.kernel.years import FIRST_YEAR
from thidua.organisation.types import UnitKind

BATCH = 500
NOT_KNOWN = [FIRST_YEAR, FIRST_YEAR]
"""`complete` of someone of whom no year is completely recorded: the first year the engine knows, which none asks."""
MAJORITY = ("", "Kinh")

Row = dict[str, Any]


def facts_for(
    recipient_ids: Collection[int], *, until_year: int, also: Collection[int] = ()
) -> dict[int, dict[str, Any]]:
    """{recipient id: {"recipient": …, "facts": …}} as plain data that JSON can hold, dates as ISO text.

    Every fact carries `ref` ("award:12", "rating:7"). Revoked awards are left out, but for those in `also`, which
    are told as if they stood. Years of work that nobody recorded are left out: unknown. `until_year` closes the
    completeness of recipients whose facts are recorded up to now. Ids that do not exist are absent. Ten queries for
    each 500 recipients.
    """
    ids = sorted(set(recipient_ids))
    built: dict[int, dict[str, Any]] = {}
    for start in range(0, len(ids), BATCH):
        built |= _batch(ids[start : start + BATCH], until_year, sorted(set(also)))
    return built


def _batch(ids: list[int], until_year: int, also: list[int]) -> dict[int, dict[str, Any]]:
    built = {row["pk"]: _recipient(row, until_year) for row in particulars(ids)}
    titles = title_codes()
    standing = Q(state=RecordState.ACTIVE) | Q(pk__in=also) if also else Q(state=RecordState.ACTIVE)
    for row in _rows(AwardRecord.objects.filter(standing), ids):
        _add_award(built[row["recipient_id"]]["facts"], row, titles)
    for row in _rows(Rating.objects, ids):
        built[row["recipient_id"]]["facts"]["ratings"][row["year"]] = {
            "level": row["level"],
            "ref": f"rating:{row['id']}",
        }
    for model, section, make in _LISTS:
        for row in _rows(model._default_manager, ids):
            built[row["recipient_id"]]["facts"][section].append(make(row))
    for row in _rows(Composition.objects, ids):
        built[row["recipient_id"]]["facts"]["composition"][row["year"]] = {
            **row["data"],
            "ref": f"composition:{row['id']}",
        }
    for row in _rows(ClusterPlace.objects, ids):
        built[row["recipient_id"]]["facts"]["cluster"][row["year"]] = {
            **{key: row[key] for key in ("rank", "size", "nominated", "run_by")},
            "ref": f"cluster:{row['id']}",
        }
    for row in _rows(OtherFact.objects, ids):
        _add_other(built[row["recipient_id"]]["facts"], row)
    return built


def _rows(source: models.Manager[Any] | models.QuerySet[Any], ids: list[int]) -> Iterable[Row]:
    return source.filter(recipient_id__in=ids).order_by("recipient_id", "pk").values()


def _recipient(row: Row, until_year: int) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "complete": _complete(row["facts_from"], row["facts_to"], until_year),
        "titles": {},
        "ratings": {},
        **{name: [] for name in ("initiatives", "awards", "penalties", "holds", "service")},
        "composition": {},
        "cluster": {},
    }
    return {"recipient": _who(row), "facts": facts}


def _complete(first: int | None, last: int | None, until_year: int) -> list[int]:
    if first is None:
        return list(NOT_KNOWN)
    return [first, max(first, until_year if last is None else last)]


def _who(row: Row) -> dict[str, Any]:
    who: dict[str, Any] = {"kind": row["kind"], "name": row["name"], "ref": f"recipient:{row['pk']}"}
    if row["kind"] == "person":
        who |= {
            "group": row["person__group"],
            "gender": row["person__gender"] or None,
            "leader": bool(row["person__leader"]),
            "ethnic_minority": row["person__ethnic"] not in MAJORITY,
            "higher_retirement_age": bool(row["person__higher_retirement_age"]),
            "recruited": _iso(row["person__recruited"]),
        }
    elif row["kind"] == "collective":
        who |= {
            "group": UnitKind(row["collective__kind"]).law_group,
            "founded": row["collective__founded"],
            "dissolved": _iso(row["collective__valid_to"]),
            "in_flag_list": row["collective__in_flag_list"],
        }
    return who


def _add_award(facts: dict[str, Any], row: Row, titles: Collection[str]) -> None:
    ref = f"award:{row['id']}"
    if row["award"] in titles:
        if row["year"] < FIRST_YEAR:
            return
        years = facts["titles"].setdefault(row["award"], [])
        if row["year"] not in {entry["year"] for entry in years}:
            years.append({"year": row["year"], "ref": ref})
        return
    first = row["period_from"] if row["period_from"] is not None else row["year"]
    last = row["period_to"] if row["period_to"] is not None else row["year"]
    facts["awards"].append(
        {
            "code": row["award"],
            "decided": _iso(row["decided_on"]),
            "period": [first, last] if first >= FIRST_YEAR else None,
            "route": row["route"],
            "achievement": row["achievement"] or None,
            "ref": ref,
        }
    )


def _initiative(row: Row) -> Row:
    return {
        **{
            key: row[key]
            for key in (
                "year",
                "form",
                "scope",
                "applied",
                "replicable",
                "recognised_by",
                "used_for",
                "stable_years",
            )
        },
        "name": row["title"],
        "ref": f"initiative:{row['id']}",
    }


def _penalty(row: Row) -> Row:
    return {
        "date": _iso(row["date"]),
        "level": row["level"],
        "until": _iso(row["until"]),
        "ref": f"penalty:{row['id']}",
    }


def _hold(row: Row) -> Row:
    return {
        "reason": row["reason"],
        "from": _iso(row["since"]),
        "until": _iso(row["until"]),
        "ref": f"hold:{row['id']}",
    }


def _service(row: Row) -> Row:
    fields = {
        "kind": row["kind"],
        "year": row["year"],
        "from": _iso(row["since"]),
        "until": _iso(row["until"]),
    }
    return {
        **{key: value for key, value in fields.items() if value is not None},
        **row["data"],
        "ref": f"service:{row['id']}",
    }


_LISTS: tuple[tuple[type[models.Model], str, Callable[[Row], Row]], ...] = (
    (Initiative, "initiatives", _initiative),
    (Penalty, "penalties", _penalty),
    (Hold, "holds", _hold),
    (ServiceEvent, "service", _service),
)


def _add_other(facts: dict[str, Any], row: Row) -> None:
    section, data, ref = row["section"], row["data"], f"fact:{row['id']}"
    if section == FactSection.ATTESTED:
        facts.setdefault("attested", []).append(data["code"])
    elif section == FactSection.REGISTERED:
        registered = facts.setdefault("registered", defaultdict(list))
        registered[data["award"]].append(data["year"])
    else:
        facts.setdefault(section, []).append({**data, "ref": ref})


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def under_penalty_system(recipient_ids: Iterable[int], day: date) -> set[int]:
    """Those of the recipients on whom a recorded penalty rests on that day. One query."""
    rows = Penalty.objects.filter(
        Q(until=None) | Q(until__gte=day), recipient__in=list(recipient_ids), date__lte=day
    )
    return set(rows.values_list("recipient_id", flat=True))
