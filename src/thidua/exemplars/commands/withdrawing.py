"""Taking stories back when consent or merit falls: at once, whatever their state."""

from __future__ import annotations

from collections.abc import Iterable

from thidua.access.types import Actor, Role
from thidua.exemplars.models import Airing, Story
from thidua.exemplars.types import StoryState
from thidua.foundation.ledger import Act, record_many
from thidua.foundation.locks import locked
from thidua.foundation.notices import notify_many

TOLD = (Role.EMULATION_OFFICER.value, Role.SPECIALIST.value, Role.HEAD.value)


def withdraw_all(actor: Actor, exemplar_ids: Iterable[int], why: str) -> int:
    """Withdraw every story of these exemplars, in the caller's transaction; answers how many."""
    rows = Story.objects.filter(exemplar__in=list(exemplar_ids)).exclude(state=StoryState.WITHDRAWN)
    return take_back(actor, list(locked(rows)), why)


def take_back(actor: Actor, stories: list[Story], why: str) -> int:
    """Withdraw these locked stories and call off what was scheduled; answers how many."""
    acts, told = [], []
    for story in stories:
        before, story.state = story.state, StoryState.WITHDRAWN
        story.withdrawn_on, story.withdrawn_why = actor.today, why
        story.version += 1
        story.save()
        unit_id = story.exemplar.unit_id
        acts.append(
            Act(
                "exemplars.withdraw",
                "story",
                story.pk,
                f"Gỡ bài “{story.title}”.",
                unit_id,
                changes={"state": (before, story.state.value), "why": ("", why)},
            )
        )
        url = f"/dien-hinh/quan-ly/bai/{story.pk}/"
        told.append((unit_id, TOLD, f"Bài “{story.title}” đã được gỡ: {why}", url))
    Airing.objects.filter(story__in=stories, on__gte=actor.today).update(called_off=True)
    record_many(actor, acts)
    notify_many(told)
    return len(stories)
