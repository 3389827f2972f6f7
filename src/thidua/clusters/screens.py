"""What the pages of clusters and rounds show, gathered in a constant number of queries."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from thidua.access.types import Actor
from thidua.clusters import figures as confirmed
from thidua.clusters import logic, queries
from thidua.clusters.access import Standpoint, standpoint
from thidua.clusters.commands.results import latest_standings
from thidua.clusters.commands.scores import agencies_of
from thidua.clusters.feeding import differing
from thidua.clusters.models import Case, Cluster, Entry, Member, Participant, Proposal, Round, Standing, Vote
from thidua.clusters.reckoning import entry_of, reckon
from thidua.clusters.types import ActivityKind, Honour, PaperKind, Place, Ruling, Side, Stage
from thidua.clusters.words import said
from thidua.foundation.files import files_of
from thidua.organisation.queries import subtree
from thidua.scoring import engine
from thidua.scoring.engine import By, Leaf, Sheet
from thidua.scoring.logic import Line, tree
from thidua.scoring.storing import sheet_from
from thidua.scoring.words import BYS, how


def cluster_page(actor: Actor, cluster_id: int) -> dict[str, Any]:
    """A cluster with its members, what is unusual in it, its activities, papers and rounds. Ten queries."""
    cluster = queries.cluster(actor, cluster_id)
    members = queries.members_of(cluster_id)
    others = Member.objects.filter(
        cluster__year=cluster.year, until=None, unit__in=[each.unit_id for each in members]
    ).exclude(cluster=cluster)
    also: dict[int, list[str]] = {}
    for unit_id, title in others.values_list("unit_id", "cluster__title"):
        also.setdefault(unit_id, []).append(title)
    formed = [
        logic.Formed(
            m.unit.name, Place(m.place), tuple(also.get(m.unit_id, ())),
            ended=m.unit.valid_to is not None and m.unit.valid_to < actor.today, staff=m.staff,
        )
        for m in members
    ]  # fmt: skip
    return {
        "title": str(cluster),
        "cluster": cluster,
        "members": [(member, Place(member.place).label) for member in members],
        "findings": logic.findings(formed),
        "left": list(
            cluster.members.exclude(until=None).select_related("unit").order_by("-until", "pk")[:50]
        ),
        "activities": [(row, ActivityKind(row.kind)) for row in queries.activities(cluster_id)],
        "papers": [(row, PaperKind(row.kind), kept) for row, kept in queries.papers(cluster_id)],
        "today": actor.today,
        "rounds": [(row, Stage(row.stage)) for row in cluster.rounds.order_by("-pk")],
        "view": standpoint(actor, cluster),
        "later": cluster.later.order_by("pk").first(),
    }


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A participant on the page of its round."""

    participant: Participant
    placed: engine.Placed | None
    before: int | None
    votes: dict[Honour, int] = field(default_factory=dict)
    proposed: tuple[Honour, ...] = ()
    offered: tuple[Honour, ...] = ()
    present: int = 0

    @property
    def moved_words(self) -> str:
        """Places won or lost since last year."""
        if self.before is None or self.placed is None:
            return "–"
        gained = self.before - self.placed.rank
        return "giữ nguyên" if not gained else f"{'lên' if gained > 0 else 'xuống'} {abs(gained)}"

    @property
    def honours(self) -> list[tuple[Honour, int | None, bool, bool]]:
        """Each honour that can be given with the yes votes, whether it can be asked for, whether it was."""
        blocked = self.placed is not None and bool(self.placed.score.blocked)
        return [
            (
                each,
                self.votes.get(each),
                not blocked and logic.carried(self.votes.get(each, 0), self.present),
                each in self.proposed,
            )
            for each in self.offered
        ]


def round_page(actor: Actor, round_id: int) -> dict[str, Any]:
    """A round: its stage, the sheets the actor may see with points, votes and last year's rank."""
    row = queries.round_seen(actor, round_id)
    view = standpoint(actor, row.cluster)
    stage = Stage(row.stage)
    seen = queries.participants(actor, round_id)
    public = stage is Stage.PUBLISHED
    sheet = sheet_from(row.sheet.body)
    placed = _published(round_id) if public else {}
    found = reckon(row) if (view.office or view.head) and not public else None
    if found is not None:
        placed = found.by_participant()
    votes, proposals = _honours(row)
    before = queries.ranks_before(row.cluster)
    quotas = ((Honour.FLAG, sheet.quota), (Honour.CERTIFICATE, sheet.certificates))
    offered = tuple(honour for honour, quota in quotas if quota)
    lines = [
        RoundLine(
            each,
            placed.get(each.pk),
            before.get(each.unit_id),
            votes.get(each.pk, {}),
            tuple(proposals.get(each.pk, ())),
            offered,
            row.present or 0,
        )
        for each in seen
    ]
    lines.sort(key=lambda line: (line.placed is None, line.placed.rank if line.placed else 0))
    return {
        "title": row.title,
        "round": row,
        "cluster": row.cluster,
        "stage": stage,
        "stages": [
            (each, each is stage, logic.ORDER.index(each) < logic.ORDER.index(stage)) for each in logic.ORDER
        ],
        "after": logic.after(stage),
        "before": logic.before(stage),
        "lines": lines,
        "missing": found.missing[:30] if found is not None else (),
        "view": view,
        "sheet": sheet,
        "public": public,
        "held": row.meetings.filter(off_at=None, held_on=row.met_on).first() if row.met_on else None,
        "results": queries.results(round_id) if public else [],
        "honours": list(offered),
        "proposed": bool(proposals),
        "moved": _moved_count(row, sheet, seen) if view.office or view.head else 0,
        "recount": _recount(row, stage) if view.office or view.head else 0,
    }


def _recount(row: Round, stage: Stage) -> int:
    """For how many units the deductions that the system counts differ from those that stand; before publication."""
    if stage in (Stage.SELF, Stage.PUBLISHED):
        return 0
    return len({each.participant.pk for each in differing(row, row.cluster)})


def _moved_count(row: Round, sheet: Sheet, seen: list[Participant]) -> int:
    """How many entries taken from targets differ from what is confirmed now."""
    known = confirmed.figures(row.cluster, sheet, [each.unit_id for each in seen])
    if not known:
        return 0
    leaves, units = {leaf.code: leaf for leaf in sheet.leaves}, {each.pk: each.unit_id for each in seen}
    rows = Entry.objects.filter(participant__in=list(units)).exclude(source="")
    return sum(
        bool(confirmed.moved(leaves[leaf], value, known.get((leaf, units[pk]))))
        for pk, leaf, value in rows.values_list("participant_id", "leaf", "value")
    )


def _published(round_id: int) -> dict[int, engine.Placed]:
    return {each.participant_id: placed_of(each) for each in latest_standings(round_id)}


def placed_of(standing: Standing) -> engine.Placed:
    """A stored standing as the engine gave it."""
    return engine.Placed(
        rank=standing.rank, tied=standing.tied, flag=standing.flag, certificate=standing.certificate,
        score=engine.Score.model_validate(standing.score),
    )  # fmt: skip


def _honours(row: Round) -> tuple[dict[int, dict[Honour, int]], dict[int, list[Honour]]]:
    votes: dict[int, dict[Honour, int]] = {}
    for pk, honour, yes in Vote.objects.filter(participant__round=row, void_at=None).values_list(
        "participant_id", "honour", "yes"
    ):
        votes.setdefault(pk, {})[Honour(honour)] = yes
    proposals: dict[int, list[Honour]] = {}
    for pk, honour in Proposal.objects.filter(participant__round=row).values_list("participant_id", "honour"):
        proposals.setdefault(pk, []).append(Honour(honour))
    return votes, proposals


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A node of the sheet with what stands on it for one participant."""

    line: Line
    how: str = ""
    by: str = ""
    claimed: str = ""
    value: str = ""
    words: str = ""
    source: str = ""
    moved: str = ""
    points: Decimal | None = None
    bonus: Decimal | None = None
    why: str = ""


def sheet_page(actor: Actor, participant_id: int) -> dict[str, Any]:
    """A participant's sheet: every node with claim, value and points; objections, cases, proofs, history."""
    row = queries.participant(actor, participant_id)
    sheet = sheet_from(row.round.sheet.body)
    view = standpoint(actor, row.round.cluster)
    entries = queries.entries(participant_id)
    stage = Stage(row.round.stage)
    cases = list(row.cases.order_by("-pk"))
    score = _score(row, sheet, entries, cases, stage)
    figures = confirmed.figures(row.round.cluster, sheet, [row.unit_id])
    points = {each.code: each for each in score.leaves} if score else {}
    titles = {leaf.code: leaf.title for leaf in sheet.leaves}
    charged = {each.code: each.title for each in sheet.deductions}
    return {
        "title": row.unit.name,
        "row": row,
        "round": row.round,
        "cluster": row.round.cluster,
        "stage": stage,
        "sheet": sheet,
        "score": score,
        "lines": [
            _line(node, entries, points, score, figures.get((node.node.code, row.unit_id))) for node in tree(sheet)
        ],
        "sides": scoring_sides(actor, view, row, sheet),
        "view": view,
        "is_member": Side.MEMBER in view.sides(row.unit_id),
        "objections": [
            (each, titles.get(each.entry.leaf, ""), Ruling(each.ruling))
            for each in queries.objections(participant_id)
        ],
        "cases": [(case, charged.get(case.code, case.code)) for case in cases],
        "proofs": [(file, titles.get(file.kind, "")) for file in files_of("cluster_participant", row.pk)],
        "history": [
            (each, titles.get(each.entry.leaf, ""), said(_leaf(sheet, each.entry.leaf), each.old) or "chưa có",
             said(_leaf(sheet, each.entry.leaf), each.new), Side(each.side).label)
            for each in queries.changes(participant_id)
        ],
    }  # fmt: skip


def scoring_sides(actor: Actor, view: Standpoint, row: Participant, sheet: Sheet) -> list[Side]:
    """As whom the actor may enter something on the sheet now."""
    stage = Stage(row.round.stage)
    agency = [leaf for leaf in sheet.leaves if leaf.by is By.AGENCY]
    mine = bool(agency) and any(map(agencies_of(actor), agency))
    return [side for side in view.sides(row.unit_id, agency=mine) if writable(actor, side, sheet, stage)]


def writable(actor: Actor, side: Side, sheet: Sheet, stage: Stage) -> list[Leaf]:
    """The criteria that side may score at that stage; after publication the office corrects any."""
    if stage is Stage.PUBLISHED:
        return list(sheet.leaves) if side is Side.OFFICE else []
    found = [leaf for leaf in sheet.leaves if logic.may_score(side, leaf.by, stage)]
    return list(filter(agencies_of(actor), found)) if side is Side.AGENCY else found


def _leaf(sheet: Sheet, code: str) -> Leaf:
    return next(leaf for leaf in sheet.leaves if leaf.code == code)


def _score(
    row: Participant, sheet: Sheet, entries: dict[str, Entry], cases: list[Case], stage: Stage
) -> engine.Score | None:
    """The published score, else the one as it stands, None while figures are missing.

    Only criteria that compare members ask for the whole round.
    """
    if stage is Stage.PUBLISHED:
        standing = next((s for s in latest_standings(row.round_id) if s.participant_id == row.pk), None)
        return engine.Score.model_validate(standing.score) if standing else None
    if any(leaf.kind.relative for leaf in sheet.leaves):
        placed = reckon(row.round).by_participant().get(row.pk)
        return placed.score if placed else None
    values = {code: entry_of(entry.value) for code, entry in entries.items() if entry.value is not None}
    deductions: Counter[str] = Counter()
    for case in cases if row.out_on is None else ():
        if case.withdrawn_at is None:
            deductions[case.code] += case.count
    alone = engine.Member(name=row.unit.name, entries=values, deductions=deductions)
    return None if engine.faults(sheet, (alone,)) else engine.evaluate(sheet, alone)


def _line(
    node: Line,
    entries: dict[str, Entry],
    points: dict[str, engine.LeafPoints],
    score: engine.Score | None,
    figure: confirmed.Figure | None,
) -> SheetLine:
    leaf = node.leaf
    if leaf is None:
        return SheetLine(node, points=score.parts.get(node.node.code) if score else None)
    entry, got = entries.get(leaf.code), points.get(leaf.code)
    return SheetLine(
        node,
        how(leaf),
        BYS[leaf.by],
        said(leaf, entry.claimed) if entry else "",
        said(leaf, entry.value) if entry else "",
        entry.words if entry else "",
        entry.source if entry else "",
        confirmed.moved(leaf, entry.value, figure) if entry and entry.source else "",
        got.points if got else None,
        got.bonus if got and got.bonus else None,
        got.why if got else "",
    )


def free_units(cluster: Cluster, actor: Actor) -> list[tuple[int, str]]:
    """The units right below and two levels below the cluster's that are not in it yet, by name. Two queries."""
    taken = set(cluster.members.filter(until=None).values_list("unit_id", flat=True))
    return [
        (unit.id, unit.name)
        for unit in subtree(cluster.unit.path, actor.today)
        if unit.id not in taken and unit.id != cluster.unit_id and unit.kind != "division"
    ]
