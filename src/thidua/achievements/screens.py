"""What the register's pages read beyond the room's queries: one record, who recorded what, what is still open."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from thidua.access.scope import in_scope
from thidua.access.types import Actor, HeldPost, Role
from thidua.achievements.access import may_revoke
from thidua.achievements.catalogue import award_name
from thidua.achievements.logic import shown_code
from thidua.achievements.models import AwardRecord, Hold, OtherFact, Penalty
from thidua.achievements.people import predecessors
from thidua.achievements.types import FactSection, RecordState, Route
from thidua.foundation.errors import NotThere
from thidua.foundation.models import LedgerEntry
from thidua.organisation import screens as organisation
from thidua.organisation.models import Unit
from thidua.organisation.types import RecipientKind


@dataclass(frozen=True, slots=True)
class Place:
    """A unit that a list is narrowed to; `others` are further units of the name typed, as (id, name)."""

    id: int | None = None
    name: str = ""
    others: tuple[tuple[int, str], ...] = ()


def place(actor: Actor, text: str, unit_id: int | None) -> Place | None:
    """The unit that was typed or linked; None when none was. An unknown name gives a place without id.

    One query for each.
    """
    if text:
        rows = organisation.units(actor, q=text, old=True).rows[:6]
        found = [(row["id"], row["name"]) for row in rows]
        return Place(*found[0], others=tuple(found[1:])) if found else Place(name=text)
    if unit_id is None:
        return None
    name = Unit.objects.filter(in_scope(actor, ""), pk=unit_id).values_list("name", flat=True).first()
    return Place(unit_id, name) if name else Place()


@dataclass(frozen=True, slots=True)
class RecordPage:
    """One award of the register with everything its page says.

    `decided_at` is the unit whose decision on this platform conferred it, None for one on paper.
    """

    id: int
    recipient_id: int
    recipient: str
    recipient_seen: bool
    kind: str
    unit_id: int
    unit: str
    unit_path: str
    award: str
    award_name: str
    route: str
    year: int
    period: str
    achievement: str
    number: str
    decided_on: date
    decided_by: str
    signer: str
    decision_id: int | None
    nomination_id: int | None
    serial: str
    code: str
    coefficient_milli: int | None
    bonus: int | None
    state: str
    revoked_on: date | None
    revoked_reason: str
    decided_at: int | None = None
    acts: tuple[ActLine, ...] = ()

    @property
    def active(self) -> bool:
        return self.state == RecordState.ACTIVE

    @property
    def state_label(self) -> RecordState:
        return RecordState(self.state)

    @property
    def kind_label(self) -> str:
        return RecipientKind(self.kind).label

    @property
    def route_label(self) -> str:
        return Route(self.route).label

    @property
    def shown_code(self) -> str:
        return shown_code(self.code)

    @property
    def coefficient(self) -> str:
        """The coefficient in words: 1,5."""
        if self.coefficient_milli is None:
            return ""
        whole, rest = divmod(self.coefficient_milli, 1000)
        return f"{whole},{rest:03d}".rstrip("0").rstrip(",")

    @property
    def register_number(self) -> str:
        """The number in the register: that within the decision, and the decision's."""
        return f"{self.serial or self.id}-{self.number}"

    @property
    def check_url(self) -> str:
        """The public page that verifies this award, "" on a site without portal."""
        try:
            return settings.BASE_URL.rstrip("/") + reverse("portal:verify", args=[self.code])
        except NoReverseMatch:
            return ""


@dataclass(frozen=True, slots=True)
class ActLine:
    """An official act as the ledger keeps it."""

    what: str
    who: str
    post: str
    at: datetime


def record_page(actor: Actor, record_id: int) -> RecordPage:
    """One award with what the ledger says of it. Raises NotThere outside the actor's scope. Two queries."""
    row = (
        AwardRecord.objects.filter(in_scope(actor), pk=record_id)
        .select_related("unit", "recipient", "recipient__unit")
        .first()
    )
    if row is None:
        raise NotThere
    first, last = row.period_from or row.year, row.period_to or row.year
    acts = _acts_on(row.pk)
    return RecordPage(
        id=row.pk,
        recipient_id=row.recipient_id,
        recipient=row.recipient_name,
        recipient_seen=actor.is_system or bool(actor.posts_over(row.recipient.unit.path)),
        kind=row.recipient.kind,
        unit_id=row.unit_id,
        unit=row.unit.name,
        unit_path=row.unit.path,
        award=row.award,
        award_name=award_name(row.award),
        route=row.route,
        year=row.year,
        period=str(last) if first == last else f"{first} - {last}",
        achievement=row.achievement,
        number=row.decision_number,
        decided_on=row.decided_on,
        decided_by=row.decided_by,
        signer=row.signer,
        decision_id=row.decision_id,
        nomination_id=row.nomination_id,
        serial=row.serial,
        code=row.code,
        coefficient_milli=row.coefficient_milli,
        bonus=row.bonus,
        state=row.state,
        revoked_on=row.revoked_on,
        revoked_reason=row.revoked_reason,
        decided_at=next((unit_id for act, unit_id, *_ in acts if act == "achievements.confer"), None),
        acts=tuple(ActLine(*line) for _, _, *line in acts),
    )


def _acts_on(record_id: int) -> list[tuple[Any, ...]]:
    """What the ledger says of a record: act, unit, then the fields of `ActLine`. One query."""
    rows = LedgerEntry.objects.filter(object_type="award_record", object_id=str(record_id)).order_by("seq")
    return list(rows.values_list("act", "unit_id", "summary", "actor", "post", "at"))


def may_follow_up(actor: Actor, record: RecordPage) -> bool:
    """Whether the actor signs at the unit whose decision conferred it, and so may correct or revoke it there."""
    return record.decided_at is not None and bool(actor.posts_at(record.decided_at, Role.HEAD, Role.SIGNER))


def revoking_posts(actor: Actor, record: RecordPage) -> tuple[HeldPost, ...]:
    """The actor's posts, one for each unit, from which the award may be taken back or given again."""
    found: dict[int, HeldPost] = {}
    for post in actor.posts:
        if may_revoke(actor, post.unit_path, record.unit_path):
            found.setdefault(post.unit_id, post)
    return tuple(found.values())


def recorded_by(recipient_id: int) -> dict[str, ActLine]:
    """Who last recorded each fact of a recipient: `rating:7` → the act. Facts taken over from an old register
    have none of their own. One query."""
    rows = LedgerEntry.objects.filter(
        object_type="recipient", object_id=str(recipient_id), act__startswith="achievements."
    )
    found: dict[str, ActLine] = {}
    for changes, summary, who, post, at in rows.order_by("seq").values_list(
        "changes", "summary", "actor", "post", "at"
    ):
        ref = json.loads(changes).get("ref")
        if ref:
            found[ref[1]] = ActLine(summary, who, post, at)
    return found


def still_open(recipient_id: int) -> dict[str, date]:
    """Holds that have not ended, penalties and stretches of work without a last day: reference → first day.

    Three queries.
    """
    holds = Hold.objects.filter(recipient_id=recipient_id, until=None).values_list("pk", "since")
    penalties = Penalty.objects.filter(recipient_id=recipient_id, until=None).values_list("pk", "date")
    work = OtherFact.objects.filter(recipient_id=recipient_id, section=FactSection.EXPERIENCE)
    return {
        **{f"hold:{pk}": day for pk, day in holds},
        **{f"penalty:{pk}": day for pk, day in penalties},
        **{
            f"fact:{pk}": date.fromisoformat(data["from"])
            for pk, data in work.values_list("pk", "data")
            if data.get("until") is None
        },
    }


def owner_of(fact: str, pk: int) -> int:
    """The recipient of a hold, penalty or stretch of work. Raises NotThere. One query."""
    source: Any = {
        "hold": Hold.objects,
        "penalty": Penalty.objects,
        "fact": OtherFact.objects.filter(section=FactSection.EXPERIENCE),
    }[fact]
    found = source.filter(pk=pk).values_list("recipient_id", flat=True).first()
    if found is None:
        raise NotThere
    return int(found)


def earlier_units(unit_id: int) -> list[str]:
    """Names of the units that became part of this one. One query for each step back in time."""
    return sorted(name for pk, (name, _) in predecessors(unit_id).items() if pk != unit_id)


@dataclass(frozen=True, slots=True)
class Office:
    """The unit that gives an extract, as its paper heads it."""

    name: str
    kind: str
    symbol: str
    place: str
    head_title: str
    superior: str
    superior_kind: str


def office(unit_id: int) -> Office:
    """The particulars of a unit for the head of a paper. Raises NotThere. One query."""
    row = Unit.objects.filter(pk=unit_id).select_related("parent").first()
    if row is None:
        raise NotThere
    above = (row.parent.name, row.parent.kind) if row.parent else ("", "")
    return Office(row.name, row.kind, row.symbol, row.place, row.head_title, *above)
