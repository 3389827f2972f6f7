"""From the scan's answers to a run's rows: who was overlooked, who lacks one condition, which records lack proof.

The one place that speaks to the scan. What it says of award records is confirmed one by one by the explaining
engine, with the record itself left out of the facts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np

from thidua.access.types import Actor
from thidua.eligibility.commands import preview
from thidua.eligibility.types import Asked
from thidua.insight.gather import Given, Stage
from thidua.insight.logic import Held, within_reach
from thidua.insight.types import AskedAward, Lacking, Line, What
from thidua.lawbook import LawBook
from thidua.lawbook.scan import OUTCOMES, Ask, Sweep, asks_of, sweeps
from thidua.organisation.types import Authority

Tell = Callable[[int, int, str], None]
_LOCAL = frozenset(each.value for each in Authority if each)

MOST_RECORDS = 20_000
"""How many award records a run explains one by one; those beyond are counted and said to be unexamined."""


@dataclass(slots=True)
class Result:
    """What a run found, before it is stored."""

    lines: list[Line] = field(default_factory=list)
    conditions: dict[tuple[str, str, str], Lacking] = field(default_factory=dict)
    asked: list[AskedAward] = field(default_factory=list)
    not_confirmed: int = 0


def questions(book: LawBook, year: int, decided_on: date, routes: Sequence[str]) -> list[Ask]:
    """What a run asks: every award that exists on the day and whose conditions are loaded, by route."""
    asks = asks_of(book, year, decided_on, routes)  # type: ignore[arg-type]
    return [ask for ask in asks if book.in_force(ask.award, decided_on)]


def discover(
    book: LawBook, table: Any, asks: Sequence[Ask], scene: Stage, out: Collection[Held], tell: Tell
) -> Result:
    """Everybody whom the law of the day would let have an award, or all but one condition, and who is not in `out`.

    Nobody is asked about an award that no head above them confers.
    """
    result = Result()
    reach = _Reach(book, scene)
    for swept in sweeps(
        book, table, asks, progress=lambda done, total: tell(done, total, "Đang xét điều kiện")
    ):
        _one(swept, table.ids, reach.of(swept.ask), out, result)
    return result


class _Reach:
    """Whom an award can reach, by the heads who confer it."""

    def __init__(self, book: LawBook, scene: Stage) -> None:
        self.book = book
        self.by_heads: dict[frozenset[str], list[int]] = defaultdict(list)
        for pk, who in scene.subjects.items():
            heads = scene.conferring_above if who.kind == "collective" else scene.conferring
            self.by_heads[heads[who.unit_id]].append(pk)

    def of(self, ask: Ask) -> np.ndarray:
        """Keys of the recipients that can be asked about."""
        deciders = self.book.deciders(ask.award, ask.decided_on)
        ids = [
            pk
            for heads, those in self.by_heads.items()
            if within_reach(deciders, _LOCAL, heads)
            for pk in those
        ]
        return np.array(ids, dtype=np.int64)


def _one(
    swept: Sweep, all_ids: np.ndarray, wanted: np.ndarray, out: Collection[Held], result: Result
) -> None:
    ids = all_ids[swept.rows]
    here = np.isin(ids, wanted)
    outcomes = np.bincount(swept.outcome[here], minlength=len(OUTCOMES))
    counts = dict(zip(OUTCOMES, (int(n) for n in outcomes), strict=True))
    award, route = swept.ask.award, swept.ask.route
    result.asked.append(AskedAward(award, route, int(here.sum()), **counts, unloaded=swept.unloaded or ""))
    eligible = here & (swept.outcome == OUTCOMES.index("eligible"))
    for recipient_id in ids[eligible].tolist():
        if (recipient_id, award) not in out:
            result.lines.append(Line(recipient_id, award, route, What.ELIGIBLE))
    short = swept.one_short
    for row in short[here[short]].tolist():
        recipient_id = int(ids[row])
        if (recipient_id, award) in out:
            continue
        leaf = swept.leaves[int(swept.lacking[row])]
        key = (award, route, leaf.rule)
        if key not in result.conditions:
            result.conditions[key] = Lacking(*key, leaf.title, tuple(leaf.cites), leaf.checked)
        unknown = bool(swept.lacking_unknown[row])
        result.lines.append(Line(recipient_id, award, route, What.ONE_SHORT, key, unknown))


def unsupported(
    actor: Actor, book: LawBook, table: Any, records: Sequence[Given], result: Result, tell: Tell
) -> None:
    """The records for which the law of their own day of decision does not answer “eligible” on the facts kept here.

    Awards without rules on that day are passed over: nothing can be said of them.
    """
    doubtful = list(_doubtful(book, table, records))
    result.not_confirmed = max(0, len(doubtful) - MOST_RECORDS)
    kept = doubtful[:MOST_RECORDS]
    done = 0
    for batch in _batches(kept):
        tell(done, len(kept), "Đối chiếu khen thưởng đã ghi")
        verdicts = preview(actor, [question_of(each) for each in batch])
        for each in batch:
            _record(each, verdicts[each.recipient_id], result)
        done += len(batch)


def question_of(record: Given) -> Asked:
    """What the law of the day of decision is asked about a record, as if it had not been given yet."""
    return Asked(
        None, record.recipient_id, record.award, record.route, record.year, record.period_from, record.period_to,
        record.achievement, record.decided_on, without=frozenset({record.id}),
    )  # fmt: skip


def _doubtful(book: LawBook, table: Any, records: Iterable[Given]) -> Iterator[Given]:
    """Records whom the sweep of their day does not find eligible, the record itself still among the facts."""
    groups: dict[Ask, list[Given]] = defaultdict(list)
    for each in records:
        groups[Ask(each.award, each.route, each.year, each.decided_on)].append(each)  # type: ignore[arg-type]
    at = {pk: row for row, pk in enumerate(table.ids.tolist())}
    for ask, given in groups.items():
        if ask.award not in book.awards or ask.decided_on < book.first_day:
            continue
        version = book.version(ask.award, ask.decided_on)
        if version is None or not version.criteria:
            continue
        rows = np.array(sorted({at[each.recipient_id] for each in given if each.recipient_id in at}))
        part = table.take(rows)
        (swept,) = sweeps(book, part, [ask], near=False)
        fine = set(part.ids[swept.rows][swept.outcome == OUTCOMES.index("eligible")].tolist())
        yield from (each for each in given if each.recipient_id not in fine)


def _batches(records: Sequence[Given]) -> Iterator[list[Given]]:
    """Records in batches in which no recipient stands twice: verdicts are keyed by recipient."""
    waiting: list[list[Given]] = []
    met: dict[int, int] = defaultdict(int)
    for each in records:
        nth = met[each.recipient_id]
        met[each.recipient_id] += 1
        if nth == len(waiting):
            waiting.append([])
        waiting[nth].append(each)
    for batch in waiting:
        for start in range(0, len(batch), 500):
            yield batch[start : start + 500]


def _record(record: Given, verdict: Mapping[str, Any], result: Result) -> None:
    if verdict["verdict"] in ("eligible", "suspended"):
        return
    wanted = "no" if verdict["verdict"] == "not_eligible" else "unknown"
    finding = next((each for each in verdict["findings"] if each["result"] == wanted), verdict["findings"][0])
    key = (record.award, record.route, finding["rule"])
    if key not in result.conditions:
        result.conditions[key] = Lacking(
            *key,
            finding.get("title") or finding["rule"],
            tuple(finding["cites"]),
            finding.get("checked", True),
        )
    result.lines.append(
        Line(
            record.recipient_id,
            record.award,
            record.route,
            What.UNSUPPORTED,
            key,
            wanted == "unknown",
            record.id,
        )
    )
