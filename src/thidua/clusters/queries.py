"""Reads of clusters and rounds, within what an actor may see."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from thidua.access.types import Actor
from thidua.clusters.access import sees_clusters, sees_participants
from thidua.clusters.models import (
    Activity,
    Attendance,
    Cluster,
    Entry,
    EntryChange,
    Member,
    Objection,
    Paper,
    Participant,
    Result,
    Round,
    Standing,
)
from thidua.clusters.types import Presence
from thidua.foundation.errors import NotThere
from thidua.foundation.files import StoredFile, files_of_many


def clusters(actor: Actor, year: int | None = None) -> QuerySet[Cluster, dict[str, Any]]:
    """The clusters the actor sees, with the number of members and the head. One query."""
    rows = Cluster.objects.filter(sees_clusters(actor))
    if year:
        rows = rows.filter(year=year)
    return rows.annotate(
        size=Count("members", filter=Q(members__until=None)), unit_name=F("unit__name")
    ).values("id", "title", "kind", "year", "size", "unit_name", "sample")


def cluster(actor: Actor, cluster_id: int) -> Cluster:
    """One cluster with its unit. Raises NotThere. One query."""
    found = (
        Cluster.objects.select_related("unit", "former").filter(sees_clusters(actor), pk=cluster_id).first()
    )
    if found is None:
        raise NotThere
    return found


def members_of(cluster_id: int, year: int | None = None) -> list[Member]:
    """The members of a cluster that have not left, head first; none when the cluster is of another year. One query."""
    rows = Member.objects.filter(cluster_id=cluster_id, until=None).select_related("unit")
    if year:
        rows = rows.filter(cluster__year=year)
    order = {"head": 0, "deputy": 1, "member": 2}
    return sorted(rows, key=lambda each: (order[each.place], each.unit.sort_key, each.pk))


def members_on(cluster_id: int, day: date) -> list[Member]:
    """The members of a cluster on a day, each unit once, head first. One query.

    On the day a unit changes its place it holds the new one; the day it leaves is its last.
    """
    rows = Member.objects.filter(cluster_id=cluster_id, since__lte=day).select_related("unit").order_by("pk")
    held = {each.unit_id: each for each in rows if each.until is None or day <= each.until}
    order = {"head": 0, "deputy": 1, "member": 2}
    return sorted(held.values(), key=lambda each: (order[each.place], each.unit.sort_key, each.pk))


def activity(actor: Actor, activity_id: int) -> Activity:
    """One activity with its cluster and round. Raises NotThere. One query."""
    seen = Cluster.objects.filter(sees_clusters(actor)).values("pk")
    rows = Activity.objects.select_related("cluster__unit", "round")
    found = rows.filter(pk=activity_id, cluster__in=seen).first()
    if found is None:
        raise NotThere
    return found


def activities(cluster_id: int) -> list[Activity]:
    """The activities of a cluster, the latest first, each with how many units `came` and were `away`. One query."""
    there = Q(attendances__presence__in=[each for each in Presence if each.came])
    came, all_ = Count("attendances", filter=there), Count("attendances")
    rows = Activity.objects.filter(cluster_id=cluster_id).annotate(came=came, away=all_ - came)
    return list(rows.order_by("-held_on", "-pk"))


def absences(name: str, unit_ids: Collection[int], year: int, cluster_id: int | None) -> dict[int, int]:
    """How often units were away from activities of a year, in one cluster or in all. One query.

    `absent`: nobody came and no leave was given; `leader_away`: the leader did not come, whoever did in place.
    """
    away = {
        "absent": [Presence.ABSENT],
        "leader_away": [each for each in Presence if each is not Presence.LEADER],
    }
    rows = Attendance.objects.filter(
        activity__cluster__year=year, activity__off_at=None, unit__in=unit_ids, presence__in=away[name]
    )
    if cluster_id is not None:
        rows = rows.filter(activity__cluster=cluster_id)
    return dict(rows.values_list("unit_id").annotate(Count("pk")))


def paper(actor: Actor, paper_id: int) -> Paper:
    """One paper with its cluster. Raises NotThere. One query."""
    seen = Cluster.objects.filter(sees_clusters(actor)).values("pk")
    found = Paper.objects.select_related("cluster").filter(pk=paper_id, cluster__in=seen).first()
    if found is None:
        raise NotThere
    return found


def papers(cluster_id: int) -> list[tuple[Paper, StoredFile | None]]:
    """The papers of a cluster with their files, those that stand first, the latest first. Two queries."""
    rows = list(Paper.objects.filter(cluster_id=cluster_id).order_by("-dated", "-pk"))
    files = files_of_many("cluster_paper", [row.pk for row in rows])
    rows.sort(key=lambda row: row.withdrawn_at is not None)
    return [(row, next(iter(files.get(row.pk, ())), None)) for row in rows]


def clusters_of(actor: Actor, year: int) -> list[tuple[int, str]]:
    """The clusters of a year that the actor sees, as (id, title), for forms of other rooms. One query."""
    rows = Cluster.objects.filter(sees_clusters(actor), year=year).order_by("title", "pk")
    return [(pk, title) for pk, title in rows.values_list("pk", "title")]


def round_seen(actor: Actor, round_id: int) -> Round:
    """One round with its cluster and sheet. Raises NotThere. One query."""
    seen = Cluster.objects.filter(sees_clusters(actor)).values("pk")
    found = (
        Round.objects.select_related("cluster__unit", "sheet").filter(pk=round_id, cluster__in=seen).first()
    )
    if found is None:
        raise NotThere
    return found


def participants(actor: Actor, round_id: int) -> list[Participant]:
    """The sheets of a round that the actor may see, by name. One query."""
    rows = Participant.objects.filter(sees_participants(actor), round_id=round_id)
    return list(rows.select_related("unit").order_by("unit__sort_key", "pk"))


def participant(actor: Actor, participant_id: int) -> Participant:
    """One sheet with its round and cluster. Raises NotThere. One query."""
    rows = Participant.objects.select_related("unit", "round__cluster__unit", "round__sheet")
    found = rows.filter(sees_participants(actor), pk=participant_id).first()
    if found is None:
        raise NotThere
    return found


def entries(participant_id: int) -> dict[str, Entry]:
    """A participant's entries by criterion. One query."""
    return {entry.leaf: entry for entry in Entry.objects.filter(participant_id=participant_id)}


def changes(participant_id: int) -> list[EntryChange]:
    """Every change on a participant's sheet, the newest first. One query."""
    rows = EntryChange.objects.filter(entry__participant_id=participant_id).select_related("entry")
    return list(rows.order_by("-pk")[:500])


def objections(participant_id: int) -> list[Objection]:
    """A participant's objections, the newest first. One query."""
    rows = Objection.objects.filter(entry__participant_id=participant_id).select_related("entry")
    return list(rows.order_by("-pk"))


def results(round_id: int) -> list[Result]:
    """The results of a round without their inputs, the newest first. One query."""
    return list(Result.objects.filter(round_id=round_id).defer("inputs").order_by("-number"))


def ranks_before(cluster: Cluster) -> dict[int, int]:
    """Last year's rank of each unit: in the newest result of the former cluster's last published round. Two queries."""
    if cluster.former_id is None:
        return {}
    newest = (
        Result.objects.filter(round__cluster=cluster.former_id)
        .order_by("-round_id", "-number")
        .values_list("pk")
    )
    rows = Standing.objects.filter(result__in=[pk for (pk,) in newest[:1]])
    return dict(rows.values_list("participant__unit_id", "rank"))
