"""Reads of users and posts."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from thidua.access.models import Post, User
from thidua.access.types import Actor, HeldPost, Role, system_actor


def actor_of(user_id: int, name: str, today: date) -> Actor:
    """The actor with the posts held on `today` at units that exist on that day. One query."""
    rows = (
        Post.objects.filter(Q(until=None) | Q(until__gte=today), user_id=user_id, since__lte=today)
        .order_by("unit__depth", "role", "pk")
        .values_list("pk", "role", "unit_id", "unit__path", "unit__name", "title")
    )
    return Actor(user_id, name, today, tuple(HeldPost(pk, Role(role), *rest) for pk, role, *rest in rows))


def actor_by_ref(ref: str, today: date) -> Actor:
    """Whoever a stored key such as `user:12` names, with today's posts: a job acts as the one who asked for it.

    Someone who may no longer sign in holds no posts. Two queries.
    """
    if ref == "system":
        return system_actor(today)
    user = User.objects.get(pk=int(ref.removeprefix("user:")))
    return (
        actor_of(user.pk, user.full_name, today) if user.is_active else Actor(user.pk, user.full_name, today)
    )
