"""As whom somebody acts in a cluster, and whose sheets are seen: enforced in queries and commands alike.

The standing office is at the unit that formed the cluster; head and deputies are units in it; a member acts for itself.
A unit that was merged acts through the units that stand in its place.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from thidua.access.logic import Need
from thidua.access.scope import in_scope
from thidua.access.standing import acting_for, inherited
from thidua.access.types import Actor, Role
from thidua.clusters.models import Cluster, Member
from thidua.clusters.types import Place, Side, Stage
from thidua.kernel.decision import ALLOW, Decision, require

OFFICERS = (Role.EMULATION_OFFICER, Role.SPECIALIST)
KEEPERS = Need(OFFICERS)
SCORERS = (*OFFICERS, Role.HEAD)
"""Who acts for a unit in a round, and is told what happens in it."""


def may_keep(actor: Actor, unit_id: int, path: str) -> Decision:
    """To form clusters, set their members and rounds: the standing office of the unit or of what took its place."""
    decision = KEEPERS.judge(actor, unit_id, path)
    return decision if decision or unit_id not in acting_for(actor, OFFICERS) else ALLOW


def keeping_units(actor: Actor) -> list[tuple[int, str]]:
    """The units whose clusters the actor keeps, by name."""
    return KEEPERS.units(actor)


@dataclass(frozen=True, slots=True)
class Standpoint:
    """What an actor is to one cluster: of its office, of its head or deputy, of which member units."""

    office: bool
    head: bool
    units: frozenset[int]
    system: bool = False

    def sides(self, unit_id: int, agency: bool = False) -> tuple[Side, ...]:
        """As whom the actor may act on the sheet of a member, the weightiest first."""
        if self.system:
            return (Side.OFFICE, Side.HEAD, Side.AGENCY, Side.MEMBER)
        found = []
        if self.office:
            found.append(Side.OFFICE)
        if self.head:
            found.append(Side.HEAD)
        if agency:
            found.append(Side.AGENCY)
        if unit_id in self.units:
            found.append(Side.MEMBER)
        return tuple(found)

    def may_lead(self) -> Decision:
        """To take a round on, rule on objections and record the meeting: the head, or the office in its place."""
        return require(
            self.office or self.head, "Việc này của trưởng, phó cụm, khối hoặc cơ quan thường trực."
        )

    def may_decide(self) -> Decision:
        """To publish, correct and put forward: the standing office."""
        return require(self.office, "Việc này của cơ quan thường trực đã lập cụm, khối.")


def standpoint(actor: Actor, cluster: Cluster) -> Standpoint:
    """What the actor is to a cluster. Three queries, more only where units changed several times in a row."""
    former = inherited(actor)
    own = acting_for(actor, SCORERS, former)
    office = actor.is_system or cluster.unit_id in acting_for(actor, OFFICERS, former)
    rows = Member.objects.filter(cluster=cluster, until=None, unit__in=own).values_list("unit_id", "place")
    places = dict(rows) if own else {}
    head = any(place in (Place.HEAD, Place.DEPUTY) for place in places.values())
    return Standpoint(office, actor.is_system or head, frozenset(places), actor.is_system)


def sees_clusters(actor: Actor) -> Q:
    """Clusters formed in the actor's scope or with a member in it, or by or with a unit it acts for."""
    own = acting_for(actor, SCORERS)
    members = Member.objects.filter(in_scope(actor) | Q(unit__in=own)).values("cluster")
    return in_scope(actor) | Q(unit__in=own) | Q(pk__in=members)


def sees_participants(actor: Actor) -> Q:
    """Sheets of units in scope, of clusters formed in scope or led by the actor's unit; after publication all of a
    cluster one belongs to."""
    former = inherited(actor)
    own = acting_for(actor, SCORERS, former)
    led = Member.objects.filter(unit__in=own, until=None, place__in=[Place.HEAD, Place.DEPUTY])
    belongs = Member.objects.filter(in_scope(actor) | Q(unit__in=own))
    return (
        in_scope(actor)
        | Q(unit__in=own)
        | in_scope(actor, "round__cluster__unit__")
        | Q(round__cluster__unit__in=acting_for(actor, OFFICERS, former))
        | Q(round__cluster__in=led.values("cluster"))
        | Q(round__stage=Stage.PUBLISHED, round__cluster__in=belongs.values("cluster"))
    )
