"""For which units somebody acts: those of the posts, and ended ones in whose place these stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from thidua.access.types import Actor, Role
from thidua.organisation.queries import predecessors

Former = Mapping[int, frozenset[int]]

_known: ContextVar[dict[Actor, dict[int, frozenset[int]]] | None] = ContextVar("known", default=None)


@contextmanager
def asked_once() -> Iterator[None]:
    """Within it `inherited` asks once for each actor: for what many rooms gather on one page."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def inherited(actor: Actor) -> dict[int, frozenset[int]]:
    """Ended units in whose place the actor's own units stand, each with these. Two queries, none without a post."""
    known = _known.get()
    if known is not None and actor in known:
        return known[actor]
    own = {post.unit_id for post in actor.posts}
    found = predecessors(own, actor.today) if own else {}
    if known is not None:
        known[actor] = found
    return found


def acting_for(actor: Actor, roles: Collection[Role], former: Former | None = None) -> set[int]:
    """The units of the actor's posts in those roles, and ended ones in whose place these stand.

    Asks `inherited` unless its answer is handed in; nothing without such a post.
    """
    own = {post.unit_id for post in actor.posts if post.role in roles}
    if not own:
        return own
    found = inherited(actor) if former is None else former
    return own | {old for old, after in found.items() if after & own}
