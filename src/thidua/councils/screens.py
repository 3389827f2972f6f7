"""What the pages of councils read and reckon beyond the room's queries: what may be chosen, what still lacks."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q

from thidua.access.models import Post
from thidua.access.types import Actor, Role
from thidua.councils import logic, queries
from thidua.councils.access import DESK, may_found
from thidua.councils.types import Attendance, CouncilRow, ItemRow, SessionPage, SessionState, VoteOutcome
from thidua.foundation.errors import Refused, Stale
from thidua.foundation.ui.cites import cite_words
from thidua.kernel.formats import date_vi
from thidua.lawbook import load_book
from thidua.nominations.queries import Brief, awaiting_council, rounds
from thidua.organisation.queries import unit_refs

ALL = "all"
"""The key of everything that is offered, beside the keys of groups."""
SHOWN = 200
"""How many nominations of one award are listed one by one; the others are taken with the whole group."""
PAGE = 100
"""How many nominations one page of votes holds."""


_CITES = re.compile(r"\(([^()]+)\)$")
"""The articles at the end of what a threshold rests on."""


@dataclass(frozen=True, slots=True)
class Group:
    """Nominations for one award, in the order of names."""

    key: str
    title: str
    lines: tuple[Brief, ...]
    count: int

    @property
    def more(self) -> int:
        """How many are not listed."""
        return self.count - len(self.lines)


@dataclass(frozen=True, slots=True)
class RoundChoice:
    """A round with nominations that wait at the unit."""

    id: int
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A unit of the actor at which appraised nominations lie on no open session's agenda."""

    council_id: int
    council: str
    unit: str
    count: int


def groups(briefs: Iterable[Brief]) -> list[Group]:
    """Nominations by award, the highest award first, names in Vietnamese order."""
    return [
        _group(award, list(members)) for award, members in groupby(_ordered(briefs), key=lambda b: b.award)
    ]


def _ordered(briefs: Iterable[Brief]) -> list[Brief]:
    awards = load_book().awards
    return sorted(briefs, key=lambda b: (-awards[b.award].rank, b.award, b.sort_key, b.id))


def _group(award: str, members: list[Brief]) -> Group:
    return Group(award, members[0].award_name, tuple(members[:SHOWN]), len(members))


def picked(briefs: Iterable[Brief], ids: Iterable[int], keys: Iterable[str]) -> list[int]:
    """The nominations ticked one by one, with their group or with all; what is not offered is left out.

    They come in the order in which the page showed them, which becomes the order of the agenda.
    """
    chosen, whole = set(ids), set(keys)
    return [b.id for b in _ordered(briefs) if ALL in whole or b.award in whole or b.id in chosen]


def round_choices(actor: Actor, unit_id: int) -> list[RoundChoice]:
    """The rounds in which appraised nominations wait at the unit, the newest first. Two queries."""
    waiting = Counter(brief.round_id for brief in awaiting_council(actor, unit_id=unit_id))
    return [RoundChoice(row.id, row.name, waiting[row.id]) for row in rounds(actor) if waiting[row.id]]


def waiting(actor: Actor, councils: Sequence[CouncilRow]) -> list[Waiting]:
    """Where the actor should open a session: own units, what no open session holds. One query."""
    own = [
        row for row in councils if row.until is None and row.waiting and actor.posts_at(row.unit_id, *DESK)
    ]
    if not own:
        return []
    taken: Counter[int] = Counter()
    for session in queries.sessions(actor, state=SessionState.OPEN):
        taken[session.unit_id] += session.items
    left = [(row, row.waiting - taken[row.unit_id]) for row in own]
    return [Waiting(row.id, row.name, row.unit, count) for row, count in left if count > 0]


def founding_units(actor: Actor, councils: Iterable[CouncilRow]) -> list[tuple[int, str]]:
    """Units of the actor that have no council and whose council the actor may write down, as (id, name)."""
    having = {row.unit_id for row in councils if row.until is None}
    found = {post.unit_id: post.unit_name for post in actor.posts if may_found(actor, post.unit_id)}
    return [(pk, name) for pk, name in found.items() if pk not in having]


def unit_name(unit_id: int) -> str:
    """What the unit is called. One query."""
    return unit_refs([unit_id])[unit_id].name


def accounts(actor: Actor, unit_id: int) -> list[tuple[str, str]]:
    """Sign-ins of the unit's council members today, as choices. One query."""
    day = actor.today
    rows = (
        Post.objects.filter(
            Q(until=None) | Q(until__gte=day), unit=unit_id, role=Role.COUNCIL_MEMBER, since__lte=day,
            user__is_active=True,
        )
        .order_by("user__full_name", "user_id")
        .values_list("user_id", "user__full_name", "user__username")
    )  # fmt: skip
    return [(str(pk), f"{name} ({username})") for pk, name, username in dict.fromkeys(rows)]


def may_change_seats(actor: Actor, found: CouncilRow) -> None:
    """Raises Refused unless the actor may change who sits in this council and it has not ended."""
    decision = may_found(actor, found.unit_id)
    if not decision:
        raise Refused(*decision.reasons)
    if found.until is not None:
        raise Refused(f"Hội đồng đã kết thúc ngày {date_vi(found.until)}.")


def running(actor: Actor, session_id: int) -> SessionPage:
    """An open session that the actor may run. Raises NotThere, Refused with why not."""
    page = queries.session_page(actor, session_id)
    if not page.may_run:
        raise Refused(page.why_not)
    if page.state != SessionState.OPEN:
        raise Refused(f"Phiên họp {page.state_label.lower()}, không thể sửa nữa.")
    return page


def most(item: ItemRow, attendance: Attendance) -> tuple[int, int]:
    """All the yes votes one nomination could get, and how many of them in writing; conflicts cast none."""
    absent = {each.name: each for each in attendance.absent}
    present = attendance.present - sum(name not in absent for name in item.conflicts)
    wrote = attendance.wrote - sum(name in absent and absent[name].wrote for name in item.conflicts)
    return present + wrote, wrote


def expected(item: ItemRow) -> VoteOutcome:
    """What the count would come to if the session were closed now."""
    return VoteOutcome.NONE if item.yes is None else logic.outcome(item.yes, item.needed)


def basis(item: ItemRow) -> str:
    """Why that many votes are needed, short enough for every row, articles named as readers know them."""
    if not item.by_law:
        return "quá nửa, theo quy chế làm việc của Hội đồng"
    return _CITES.sub(lambda found: f"({'; '.join(map(cite_words, found[1].split(';')))})", item.basis)


def lacking(page: SessionPage) -> list[str]:
    """What can be seen to be missing before the session is closed; closing itself asks again, and more."""
    course, quorum = logic.course_complete(page.course), logic.has_quorum(page.attendance)
    return [*(course.reasons if not course else ()), *(quorum.reasons if not quorum else ())]


def counted(page: SessionPage) -> int:
    """How many nominations have their count."""
    return sum(item.yes is not None for item in page.items)


def ready(page: SessionPage) -> bool:
    """Whether nothing is seen to be missing, so that closing is worth asking about."""
    return bool(page.items) and counted(page) == len(page.items) and not lacking(page)


def mark(page: SessionPage, items: Iterable[ItemRow]) -> str:
    """What the page stood on: attendance and the counts of `items`. Changes when somebody else wrote."""
    seen = (
        page.course,
        page.attendance,
        [(i.nomination_id, i.yes, i.written_yes, i.conflicts) for i in items],
    )
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]


def demand_same(given: str, page: SessionPage, items: Iterable[ItemRow]) -> None:
    """Raises Stale when what the form showed is no longer so."""
    if given != mark(page, items):
        raise Stale("Người khác vừa ghi kết quả của phiên họp này; hãy so lại với số đã ghi rồi lưu lần nữa.")
