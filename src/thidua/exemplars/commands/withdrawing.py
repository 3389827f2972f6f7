"""Taking stories back when consent or merit falls: at once, whatever their state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from thidua.access.types import Actor, Role
from thidua.exemplars import logic
from thidua.exemplars.models import Airing, Story
from thidua.exemplars.types import AiringState, Medium, StoryState
from thidua.foundation.ledger import Act, record_many
from thidua.foundation.locks import locked
from thidua.foundation.notices import notify_many

Notice = tuple[int, tuple[str, ...], str, str]
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
    outlets = call_off(stories, actor.today, aired=True)
    record_many(actor, acts)
    notify_many([*told, *_outlets_to_tell(stories, outlets)])
    return len(stories)


def call_off(stories: Iterable[Story], day: date, *, aired: bool = False) -> list[Airing]:
    """Call off what is planned for these locked stories; answers the newspapers and stations that must be told.

    `aired`: also those that brought the story already, so that they take it off as well.
    """
    told = []
    states = (AiringState.PLANNED, AiringState.AIRED) if aired else (AiringState.PLANNED,)
    for airing in locked(Airing.objects.filter(story__in=list(stories), state__in=states)):
        if logic.must_be_told(Medium(airing.medium), AiringState(airing.state)) and airing.to_tell_on is None:
            airing.to_tell_on = day
            told.append(airing)
        if airing.state == AiringState.PLANNED:
            airing.state = AiringState.CALLED_OFF
        airing.version += 1
        airing.save()
    return told


def _outlets_to_tell(stories: list[Story], airings: list[Airing]) -> Iterator[Notice]:
    """One notice for each story, with all outlets by name."""
    for story in stories:
        names = [airing.outlet for airing in airings if airing.story_id == story.pk]
        if names:
            words = f"Cần báo cho {', '.join(names)}: bài “{story.title}” đã được gỡ."
            yield story.exemplar.unit_id, TOLD, words, f"/dien-hinh/quan-ly/bai/{story.pk}/"
