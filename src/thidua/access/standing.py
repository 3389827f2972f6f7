"""For which units somebody acts: those of the posts, and ended ones in whose place these stand."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from thidua.access.types import Actor, Role
from thidua.organisation.queries import predecessors

Former = Mapping[int, frozenset[int]]


def inherited(actor: Actor) -> dict[int, frozenset[int]]:
    """Ended units in whose place the actor's own units stand, each with these. Two queries, none without a post."""
    own = {post.unit_id for post in actor.posts}
    return predecessors(own, actor.today) if own else {}


def acting_for(actor: Actor, roles: Collection[Role], former: Former | None = None) -> set[int]:
    """The units of the actor's posts in those roles, and ended ones in whose place these stand.

    Asks `inherited` unless its answer is handed in; nothing without such a post.
    """
    own = {post.unit_id for post in actor.posts if post.role in roles}
    if not own:
        return own
    found = inherited(actor) if former is None else former
    return own | {old for old, after in found.items() if after & own}
