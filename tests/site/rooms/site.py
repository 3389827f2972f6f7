"""The permissions of reminders and calendars: each person's own."""

from __future__ import annotations

from dataclasses import replace

from tests.factories import TODAY
from tests.site.matrix_roles import NONE
from tests.site.matrix_urls import BOTH, POST, REFUSED, Page, anyone, public, scoped
from tests.site.matrix_world import World
from thidua.access import commands
from thidua.access.queries import actor_of
from thidua.site.calendar import token_of


def build(world: World) -> None:
    """The colleague's post has a calendar address."""
    post = world["colleague_post"]
    turn = commands.open_feed(actor=actor_of(world["colleague"], "Đồng nghiệp", TODAY), post_id=post)
    world.ids["feed"] = token_of(post, turn)


def _of_another(name: str) -> Page:
    """What nobody but the holder of the post may do."""
    return replace(scoped(name, "colleague_post", methods=POST), own=NONE, above=NONE, beyond=REFUSED)


PAGES = (
    anyone("site:calendar"),
    public("site:feed", "feed"),
    anyone("site:reminders", methods=BOTH),
    _of_another("site:open-feed"),
    _of_another("site:close-feed"),
)
