"""Reads of users and posts."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from thidua.access.models import Post
from thidua.access.types import Actor, HeldPost, Role


def actor_of(user_id: int, name: str, today: date) -> Actor:
    """The actor with the posts held on `today` at units that exist on that day. One query."""
    rows = (
        Post.objects.filter(Q(until=None) | Q(until__gte=today), user_id=user_id, since__lte=today)
        .order_by("unit__depth", "role", "pk")
        .values_list("pk", "role", "unit_id", "unit__path", "unit__name", "title")
    )
    return Actor(user_id, name, today, tuple(HeldPost(pk, Role(role), *rest) for pk, role, *rest in rows))
