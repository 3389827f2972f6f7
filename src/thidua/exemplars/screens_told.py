"""What the pages of stories and of citizens' tips are drawn from, each in a constant number of queries."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from thidua.access.types import Actor
from thidua.achievements.putting_forward import Became, what_became
from thidua.exemplars import logic, queries
from thidua.exemplars.access import may_follow, may_review
from thidua.exemplars.commands.stories import consent_of
from thidua.exemplars.commands.tip_outcomes import ORIGIN
from thidua.exemplars.models import Exemplar, Story, Tip
from thidua.exemplars.screens import Button, seen_by
from thidua.exemplars.screens_media import airing_lines
from thidua.exemplars.types import Ending, StoryEvent, StoryState, TipEnding, TipEvent, TipState


def story_page(actor: Actor, pk: int) -> dict[str, Any]:
    """A story for its officers. Four queries."""
    found = queries.story(actor, pk)
    consent = consent_of(found)
    state = StoryState(found.state)
    unit, airings = found.exemplar.unit, list(found.airings.order_by("on", "pk"))
    return {
        "title": found.title,
        "s": found,
        "state": state,
        "consent": consent,
        "paragraphs": paragraphs(found.text),
        "pictures": list(found.pictures.all()),
        "airings": airing_lines(airings, bool(may_review(actor, unit.pk, unit.path))),
        "to_tell": [row.outlet for row in airings if row.to_tell_on and row.told_on is None],
        "buttons": _story_buttons(actor, found, state),
        "may_follow": bool(may_follow(actor, found.exemplar.unit_id, found.exemplar.unit.path)),
    }


def _story_buttons(actor: Actor, found: Story, state: StoryState) -> list[Button]:
    unit, consent = found.exemplar.unit, consent_of(found)
    lost = found.exemplar.ending == Ending.MERIT_LOST

    def can(event: StoryEvent) -> bool:
        return bool(logic.may_tell(state, event, consent, lost))

    def link(what: str) -> str:
        return reverse("exemplars:story-act", args=[found.pk, what])

    buttons = []
    if may_review(actor, unit.pk, unit.path):
        if can(StoryEvent.REVIEW) and logic.check_review(found.written_by, actor.ref):
            buttons.append(Button("Duyệt bài", link("duyet"), main=True))
        if can(StoryEvent.PUBLISH):
            buttons.append(Button("Đăng bài", link("dang"), main=True))
        if logic.may_hand_over(state, consent, lost):
            buttons.append(Button("Tải bộ bài cho báo, đài", reverse("exemplars:package", args=[found.pk])))
        if can(StoryEvent.SCHEDULE):
            buttons.append(Button("Xếp lịch", link("xep-lich"), main=state is StoryState.REVIEWED))
    if may_follow(actor, unit.pk, unit.path):
        if can(StoryEvent.REVISE):
            buttons.append(Button("Sửa bài", link("sua")))
            buttons.append(Button("Thêm ảnh", link("anh")))
        if not consent.stands:
            buttons.append(Button("Ghi sự đồng ý", link("dong-y")))
        else:
            buttons.append(Button("Ghi rút lại sự đồng ý", link("rut-dong-y")))
    if may_review(actor, unit.pk, unit.path) and can(StoryEvent.WITHDRAW):
        buttons.append(Button("Gỡ bài", link("go")))
    return buttons


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a story's text."""
    return [each.strip() for each in text.split("\n\n") if each.strip()]


def _seen(actor: Actor, found: Exemplar | None) -> str:
    """The exemplar's page, for those who may open it."""
    if found is None or not (actor.is_system or actor.posts_over(found.unit.path)):
        return ""
    return reverse("exemplars:exemplar", args=[found.pk])


def tip_page(actor: Actor, pk: int) -> dict[str, Any]:
    """A tip for its moderators, with what became of it. Three queries."""
    found = queries.tip(actor, pk)
    state = TipState(found.state)
    words = (
        ("tiep-nhan", TipEvent.MODERATE, "Tiếp nhận và cảm ơn"),
        ("theo-doi", TipEvent.TAKE_UP, "Đưa vào theo dõi"),
        ("de-nghi", TipEvent.NOMINATE, "Đề nghị khen thưởng"),
        ("ket-thuc", TipEvent.CLOSE, "Kết thúc với lý do"),
    )
    possible = [(what, label) for what, event, label in words if logic.may_follow(state, event)]
    return {
        "title": f"Việc tốt: {found.who}",
        "t": found,
        "state": state,
        "ending": TipEnding(found.ending).label if found.ending else "",
        "exemplar_url": _seen(actor, found.exemplar),
        "became": _became(actor, found),
        "paragraphs": paragraphs(found.text),
        "buttons": [
            Button(label, reverse("exemplars:tip-act", args=[pk, what]), main=place == 0)
            for place, (what, label) in enumerate(possible)
        ],
    }


def _became(actor: Actor, found: Tip) -> list[Became]:
    """The nominations made from the tip, and those from the exemplar it was followed as, that the actor may open."""
    made = what_became(ORIGIN, [found.pk]).get(found.pk, [])
    if found.exemplar_id:
        made = [*made, *what_became("exemplar", [found.exemplar_id]).get(found.exemplar_id, [])]
    return seen_by(actor, made)
