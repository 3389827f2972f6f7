"""What the room's pages show: tabs, counts, links from a figure to its rows, a row explained."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from thidua.access.types import Actor, HeldPost
from thidua.achievements import screens as achievements
from thidua.achievements.screens import Place
from thidua.eligibility import logic as checks
from thidua.eligibility.commands import preview
from thidua.eligibility.queries import links_of
from thidua.eligibility.types import Asked
from thidua.exemplars.access import may_follow
from thidua.foundation.ui.cells import Column
from thidua.foundation.ui.cites import cite_words
from thidua.foundation.ui.lists import BulkAct
from thidua.foundation.ui.parts import Tab
from thidua.foundation.ui.verdict import verdict_view
from thidua.insight import queries
from thidua.insight.access import RUNNERS, reading_paths
from thidua.insight.lists import FoundForm, award_words, lacking_why, traits
from thidua.insight.principles import principles
from thidua.insight.queries import Count, RunView
from thidua.insight.types import FINDINGS, RunState, What
from thidua.kernel.decision import Decision, require
from thidua.lawbook import load_book
from thidua.nominations.screens import desk_units
from thidua.organisation.queries import unit_refs

TELLING = (What.ELIGIBLE, What.ONE_SHORT)
"""Rows that say something good of whoever they are about, and nobody has acted upon."""


def place(actor: Actor, text: str, unit_id: int | None) -> Place | None:
    """The unit a page is narrowed to, within what the actor may read here; None when none was named.

    Two queries at most for each.
    """
    found = achievements.place(actor, text, unit_id)
    if found is None or found.id is None or actor.is_system:
        return found
    units = unit_refs([found.id, *(pk for pk, _ in found.others)])
    readable = {
        pk for pk, unit in units.items() if any(unit.path.startswith(path) for path in reading_paths(actor))
    }
    if found.id not in readable:
        return Place(name=found.name)
    return replace(found, others=tuple(each for each in found.others if each[0] in readable))


def url_of(run_id: int, place: Place | None = None, **chosen: object) -> str:
    """The list's address, narrowed: every figure opens its rows with it."""
    asked: dict[str, object] = {"run": run_id}
    if place is not None and place.id is not None:
        asked["unit_id"] = place.id
    asked |= {name: value for name, value in chosen.items() if value not in ("", None)}
    return f"{reverse('insight:discover')}?{urlencode(asked)}"


def nothing_yet(actor: Actor, known: Sequence[RunView]) -> dict[str, Any]:
    """The page before the first run is done."""
    return {
        "title": "Phát hiện",
        "waiting": next((each for each in known if each.state is not RunState.DONE), None),
        "may_run": bool(desk_units(actor, *RUNNERS)),
    }


def tabs(run: RunView, counts: Iterable[Count], form: FoundForm, place: Place | None) -> list[Tab]:
    """The three sorts of findings with their counts, under the award and unit that are chosen."""
    award = form.values()["award"]
    counted = dict.fromkeys(FINDINGS, 0)
    for each in counts:
        if not award or each.award == award:
            counted[each.what] += each.counts["total"]
    return [
        Tab(what.value, what.label, url_of(run.id, place, what=what.value, award=award), n)
        for what, n in counted.items()
    ]


@dataclass(frozen=True, slots=True)
class AwardCount:
    """How many rows of the shown sort an award has."""

    name: str
    url: str
    count: int
    current: bool


def awards(run: RunView, counts: Iterable[Count], form: FoundForm, place: Place | None) -> list[AwardCount]:
    """Awards with rows of the shown sort, highest first."""
    found: dict[tuple[str, str], int] = {}
    for each in counts:
        if each.what is form.what_shown:
            key = (each.award, each.route)
            found[key] = found.get(key, 0) + each.counts["total"]
    book, chosen = load_book(), form.values()
    ranked = sorted(
        found.items(), key=lambda item: -book.awards[item[0][0]].rank if item[0][0] in book.awards else 0
    )
    return [
        AwardCount(
            award_words(award, route),
            url_of(run.id, place, what=form.what_shown.value, award=award, route=route),
            count,
            chosen["award"] == award and chosen["route"] in ("", route),
        )
        for (award, route), count in ranked
    ]  # fmt: skip


def conditions(counts: Iterable[Count], what: What, award: str) -> list[tuple[int, str]]:
    """The conditions to choose from: those somebody lacks of the award shown, most frequent first."""
    rows = [
        each
        for each in counts
        if each.what is what and each.condition_id and (not award or each.award == award)
    ]
    rows.sort(key=lambda each: -each.counts["total"])
    names = load_book().names
    return [
        (
            each.condition_id or 0,
            each.condition if award else f"{each.condition} ({names.get(each.award, each.award)})",
        )
        for each in rows
    ]


def with_since(year: int, keys: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The page's rows, each with what has become of it. Three queries."""
    rows = queries.details(keys)
    found = queries.since(year, rows)
    return [{**row, "since": found[row["id"]]} for row in rows]


def bulk(actor: Actor, what: What) -> tuple[BulkAct, ...]:
    """What may be done with picked rows: putting forward, for those who may anywhere."""
    if what not in (What.ELIGIBLE, What.ONE_SHORT) or not desk_units(actor):
        return ()
    return (BulkAct("insight:nominate", "Lập đề nghị cho các dòng đã chọn"),)


def principle_lines(on: date) -> list[tuple[str, str, str]]:
    """(group, what the law of the day says of it, where it stands or why nothing is cited)."""
    return [
        (each.group.label, each.says, "; ".join(map(cite_words, each.cites)) or each.because)
        for each in principles(on)
    ]


def balance_url(run: RunView, form: FoundForm, place: Place | None) -> str:
    """The balance of the same run, award and unit."""
    asked: dict[str, object] = {"run": run.id, "award": form.values()["award"]}
    if place is not None and place.id is not None:
        asked["unit_id"] = place.id
    return f"{reverse('insight:balance')}?{urlencode({k: v for k, v in asked.items() if v})}"


# A row


def explained(actor: Actor, row: Mapping[str, Any], run: RunView) -> dict[str, Any]:
    """A row with the law's answer as of now, its evidence linked. About thirteen queries."""
    what = What(row["what"])
    context: dict[str, Any] = {
        "title": row["recipient__name"],
        "row": row,
        "run": run,
        "what": what,
        "award": award_words(row["award"], row["route"]) if row["award"] else "",
        "traits": traits(row),
        "why": lacking_why(row),
        "record": None,
        "now": queries.since(run.year, [row])[row["id"]],
        "may_nominate": what in TELLING and bool(desk_units(actor)),
        "may_follow": what in TELLING and bool(may_follow(actor, row["unit_id"], row["unit__path"])),
        "back": url_of(run.id, what=what.value, award=row["award"]),
    }
    if what in (What.REGISTERED, What.NOMINATED):  # a nomination has a verdict of its own, on its own page
        return context
    asked = Asked(
        None, row["recipient_id"], row["award"], row["route"], run.year, None, None, "", run.decided_on
    )
    if what in (What.UNSUPPORTED, What.AWARDED):
        record = queries.record_asked(actor, row["ref_id"])
        context["record"] = record
        asked = Asked(
            None, record.recipient_id, record.award, record.route, record.year, record.period_from, record.period_to,
            record.achievement, record.decided_on, without=frozenset({record.id}),
        )  # fmt: skip
    verdict = preview(actor, [asked])[row["recipient_id"]]
    links = links_of(row["recipient_id"], set(checks.refs(verdict["findings"])))
    context["verdict"] = verdict_view({**verdict, "decided_on": asked.decided_on}, links)
    return context


# Runs

RUN_COLUMNS = (
    Column("year", "Năm", url="insight:run id", value=lambda run: f"Năm {run.year}", header=True),
    Column("decided_on", "Theo luật ngày", kind="date"),
    Column("unit", "Đơn vị"),
    Column("state", "Tình trạng", kind="badge"),
    Column("recipients", "Đối tượng", kind="number"),
    Column("created_at", "Bắt đầu lúc", kind="moment", sub="created_by"),
)


def usual_year(today: date) -> int:
    """The year an officer most likely asks about: last year's until the middle of this one."""
    return today.year if today.month > 6 else today.year - 1


def may_start(units: Sequence[HeldPost]) -> Decision:
    """Whether the actor may have any unit swept."""
    return require(
        bool(units), "Chỉ cán bộ thi đua, chuyên viên thường trực của đơn vị hoặc cấp trên được rà soát."
    )


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """How those whom an award may fit came out; `url` opens those who were not put forward."""

    name: str
    asked: int
    eligible: int
    unknown: int
    not_eligible: int
    suspended: int
    url: str


def outcomes(run: RunView) -> list[OutcomeLine]:
    """A line for each award that was asked about, of anybody."""
    return [
        OutcomeLine(
            award_words(each.award, each.route), each.asked, each.eligible, each.unknown, each.not_eligible,
            each.suspended, url_of(run.id, what=What.ELIGIBLE.value, award=each.award, route=each.route),
        )
        for each in run.asked
        if each.asked
    ]  # fmt: skip
