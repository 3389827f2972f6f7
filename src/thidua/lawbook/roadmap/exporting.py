"""The road ahead in its public form, ready for `json.dumps`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from thidua.lawbook.roadmap.needs import (
    ClearedNeed,
    CompositionNeed,
    ConferralNeed,
    ContributionNeed,
    InitiativeNeed,
    JudgementNeed,
    ModelNeed,
    Need,
    PlaceNeed,
    RatingNeed,
    RegistrationNeed,
)
from thidua.lawbook.roadmap.reach import Moved, Reach, Roadmap
from thidua.lawbook.roadmap.supposing import Supposition, supposition_vi
from thidua.lawbook.roadmap.telling import Kept, Line, Told
from thidua.lawbook.roadmap.wording import assumptions_vi, others_vi, pointless_vi, reach_vi

KINDS: dict[type[Need], str] = {
    RatingNeed: "rating",
    InitiativeNeed: "initiative",
    ConferralNeed: "award",
    CompositionNeed: "composition",
    PlaceNeed: "cluster",
    JudgementNeed: "judgement",
    ContributionNeed: "contribution",
    ModelNeed: "model",
    RegistrationNeed: "registration",
    ClearedNeed: "hold_cleared",
}


def road_json(road: Roadmap) -> dict[str, Any]:
    """The overview."""
    ground = road.ground
    return {
        "id": ground.record.id,
        "today": ground.today.isoformat(),
        "law_day": ground.law_day.isoformat(),
        "until": ground.last_year,
        "pointless": pointless_vi(road),
        "awards": [_reach(road, each) for each in road.reaches],
        "unread": list(road.unread),
        "assumptions": assumptions_vi(ground),
        "digest": ground.book.digest,
    }


def told_json(told: Told) -> dict[str, Any]:
    """A plan, year by year."""
    return {
        "award": told.code,
        "name": told.name,
        "year": told.year,
        "judged": told.judged,
        "years": [
            {"year": year.year, "past": year.past, "needs": [_line(line) for line in year.lines]}
            for year in told.years
        ],
        "keeps": [_kept(each) for each in told.keeps],
        "counting": [_kept(each) for each in told.counting],
        "to_certify": [{"rule": c.rule, "says": c.text, "cites": list(c.cites)} for c in told.certify],
    }


def moved_json(supposed: list[Supposition], found: list[Moved]) -> dict[str, Any]:
    """What suppositions move."""
    return {
        "supposed": [supposition_vi(each) for each in supposed],
        "moved": [
            {
                "award": each.after.code,
                "before": {"state": each.before.state, "year": each.before.year},
                "after": {"state": each.after.state, "year": each.after.year},
            }
            for each in found
        ],
    }


def _reach(road: Roadmap, reach: Reach) -> dict[str, Any]:
    return {
        "award": reach.code,
        "name": reach.name,
        "state": reach.state,
        "year": reach.year,
        "route": reach.route,
        "present": reach.present,
        "received": list(reach.received),
        "judged_year": reach.judged_year,
        "judgements": [list(each) for each in reach.judgements],
        "missing": [{"fact": m.fact, "says": m.says, "who": m.who} for m in reach.missing],
        "lacking": list(reach.lacking),
        "says": reach_vi(road.ground, reach),
        "others": others_vi(reach.others),
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "says": line.says,
        "for": list(line.serves),
        "cites": list(line.cites),
        "checked": line.checked,
        "facts": [_need(each) for each in line.needs],
    }


def _need(need: Need) -> dict[str, Any]:
    found = asdict(need)
    for name in ("number", "serves", "title", "state", "known"):
        found.pop(name, None)
    if isinstance(need, ConferralNeed):
        found["decided"] = need.decided.isoformat()
    return {"kind": KINDS[type(need)], **found}


def _kept(each: Kept) -> dict[str, Any]:
    return {"title": each.title, "cites": list(each.cites), "checked": each.checked}
