"""Reads of users and posts."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Reminders:
    """How a user wants to be reminded; `turns` holds the number of each held post's feed address."""

    email: str
    daily: bool
    turns: dict[int, int]


def reminders_of(actor: Actor) -> Reminders:
    """The settings of whoever is signed in. Two queries."""
    user = User.objects.get(pk=actor.user_id)
    posts = Post.objects.filter(pk__in=[post.id for post in actor.posts])
    return Reminders(user.email, user.daily_mail, dict(posts.values_list("pk", "feed_turn")))


def actor_of_feed(post_id: int, turn: int, today: date) -> Actor | None:
    """Whoever holds that post today, with this post alone; None when the address is not, or no longer, good."""
    post = (
        Post.objects.filter(pk=post_id, feed_turn=turn, user__is_active=True).select_related("user").first()
        if turn > 0
        else None
    )
    if post is None:
        return None
    whole = actor_of(post.user_id, post.user.full_name, today)
    held = tuple(one for one in whole.posts if one.id == post_id)
    return Actor(whole.user_id, whole.name, today, held) if held else None


def units_with_system(day: date, *roles: Role) -> set[int]:
    """The units at which somebody who may sign in holds one of the roles on that day. One query."""
    rows = Post.objects.filter(
        Q(until=None) | Q(until__gte=day), role__in=roles, since__lte=day, user__is_active=True
    )
    return set(rows.values_list("unit_id", flat=True))
