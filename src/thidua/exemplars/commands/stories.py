"""A story from its draft to the page and, when consent or merit falls, away from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from thidua.access.types import Actor
from thidua.exemplars import logic, pictures
from thidua.exemplars.access import may_follow, may_review
from thidua.exemplars.commands.locking import locked_exemplar, locked_story
from thidua.exemplars.commands.withdrawing import call_off, take_back
from thidua.exemplars.models import Airing, Exemplar, Picture, Story
from thidua.exemplars.types import AiringState, Consent, Ending, Medium, Step, StoryEvent, StoryState
from thidua.foundation.clock import now
from thidua.foundation.errors import NotThere, Refused, demand
from thidua.foundation.files import store
from thidua.foundation.inspection import MEGABYTE, SCAN, BadFile, inspect
from thidua.foundation.ledger import Act, record
from thidua.kernel.decision import Decision, require
from thidua.kernel.text import fold

CONSENT, PICTURE = "story_consent", "story_picture"
PICTURE_KINDS = ("jpg", "png")
PICTURE_LIMIT = 10 * MEGABYTE
MOST_PICTURES = 12


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent."""

    data: BinaryIO
    name: str


def consent_of(story: Story) -> Consent:
    """The consent as the rules judge it."""
    return Consent(
        story.consent_name, story.consent_on, story.consent_file_id is not None, story.consent_ended_on
    )


@transaction.atomic
def write_story(*, actor: Actor, exemplar_id: int, title: str, lead: str, text: str) -> int:
    """Begin a story of an exemplar; answers its id. Raises NotThere, Refused."""
    exemplar, unit = locked_exemplar(actor, exemplar_id)
    demand(may_follow(actor, unit.id, unit.path))
    demand(logic.merit(exemplar.ending == Ending.MERIT_LOST) & _written(title, lead, text))
    demand(require(exemplar.step != Step.DETECT, "Chỉ viết bài về điển hình đã được xác minh."))
    made = Story.objects.create(
        exemplar=exemplar, title=title, words=fold(f"{title} {lead} {text}"), lead=lead, text=text,
        written_by=actor.ref, writer=actor.name, created_at=now(),
    )  # fmt: skip
    words = f"Soạn bài “{title}”."
    record(actor, Act("exemplars.write_story", "story", made.pk, words, unit.id))
    return made.pk


@transaction.atomic
def revise(*, actor: Actor, story_id: int, version: int, title: str, lead: str, text: str) -> None:
    """Change the words of a story that is not public; it has to be reviewed again. Raises NotThere, Stale, Refused."""
    story, exemplar, unit = locked_story(actor, story_id, version)
    demand(may_follow(actor, unit.id, unit.path))
    demand(_may(story, exemplar, StoryEvent.REVISE) & _written(title, lead, text))
    changes = {
        name: (getattr(story, name), value)
        for name, value in (("title", title), ("lead", lead), ("text", text))
        if getattr(story, name) != value
    }
    story.title, story.lead, story.text = title, lead, text
    story.words = fold(f"{title} {lead} {text}")
    story.written_by, story.writer = actor.ref, actor.name
    _back_to_draft(actor, story)
    _move(actor, story, unit.id, "revise", f"Sửa bài “{title}”.", changes)


@transaction.atomic
def add_picture(*, actor: Actor, story_id: int, upload: Upload, words: str) -> int:
    """Add a picture, cleaned of what it carries along; answers its id. A reviewed story has to be reviewed again.

    Raises NotThere, Refused: too large, no picture, disguised, too many.
    """
    story, exemplar, unit = locked_story(actor, story_id)
    demand(may_follow(actor, unit.id, unit.path))
    demand(
        _may(story, exemplar, StoryEvent.REVISE)
        & require(bool(words.strip()), "Cần ghi ảnh chụp gì để người không nhìn thấy ảnh cũng hiểu.")
        & require(
            story.pictures.filter(gone=False).count() < MOST_PICTURES,
            f"Mỗi bài có nhiều nhất {MOST_PICTURES} ảnh.",
        )
    )
    try:
        inspect(upload.data, upload.name, accept=PICTURE_KINDS, limit=PICTURE_LIMIT)
        upload.data.seek(0)
        clean = pictures.clean(upload.data.read(), upload.name)
    except (BadFile, pictures.BadPicture) as bad:
        raise Refused(str(bad)) from bad
    stored = store(
        clean.data, name=upload.name, kind="picture", object_type=PICTURE, object_id=story.pk, actor=actor,
        unit_id=unit.id, accept=PICTURE_KINDS, limit=PICTURE_LIMIT,
    )  # fmt: skip
    made = Picture.objects.create(
        story=story, file_id=stored.id, words=words, width=clean.width, height=clean.height
    )
    _back_to_draft(actor, story)
    _move(actor, story, unit.id, "add_picture", f"Thêm ảnh vào bài “{story.title}”.")
    return made.pk


@transaction.atomic
def hide_picture(*, actor: Actor, picture_id: int) -> int:
    """Take a picture out of a story, also of a public one; answers the story's id. Raises NotThere, Refused."""
    picture = Picture.objects.filter(pk=picture_id, gone=False).first()
    if picture is None:
        raise NotThere
    story, _, unit = locked_story(actor, picture.story_id)
    demand(may_follow(actor, unit.id, unit.path))
    picture.gone = True
    picture.save(update_fields=["gone"])
    _move(actor, story, unit.id, "hide_picture", f"Bỏ một ảnh khỏi bài “{story.title}”.")
    return story.pk


@transaction.atomic
def record_consent(*, actor: Actor, story_id: int, name: str, on: date, paper: Upload) -> None:
    """Keep the consent of whoever the story is about: who, when, and the paper. Raises NotThere, Refused."""
    story, _, unit = locked_story(actor, story_id)
    demand(may_follow(actor, unit.id, unit.path))
    demand(
        require(story.state != StoryState.PUBLISHED, "Bài đã đăng với sự đồng ý đang có hiệu lực.")
        & require(bool(name.strip()), "Cần ghi tên người đồng ý.")
        & require(on <= actor.today, "Ngày đồng ý không được sau hôm nay.")
        & require(
            story.consent_ended_on is None or on >= story.consent_ended_on,
            "Ngày đồng ý lại phải từ ngày rút lại sự đồng ý trở đi.",
        )
    )
    stored = store(
        paper.data, name=paper.name, kind="consent", object_type=CONSENT, object_id=story.pk, actor=actor,
        unit_id=unit.id, accept=SCAN,
    )  # fmt: skip
    story.consent_name, story.consent_on, story.consent_file_id = name, on, stored.id
    story.consent_ended_on = None
    _move(actor, story, unit.id, "record_consent", f"Ghi sự đồng ý đăng bài “{story.title}”.")


@transaction.atomic
def take_consent_back(*, actor: Actor, story_id: int, on: date, text: str) -> None:
    """Note that consent was taken back: the story leaves the page at once. Raises NotThere, Refused."""
    story, _, unit = locked_story(actor, story_id)
    demand(may_follow(actor, unit.id, unit.path))
    demand(
        require(consent_of(story).stands, "Bài này không có sự đồng ý nào đang có hiệu lực.")
        & require(
            story.consent_on is not None and story.consent_on <= on <= actor.today,
            "Ngày rút lại phải từ ngày đồng ý đến hôm nay.",
        )
    )
    story.consent_ended_on = on
    if story.state != StoryState.WITHDRAWN:
        take_back(actor, [story], f"Người được viết rút lại sự đồng ý. {text}".strip())
    else:
        _move(actor, story, unit.id, "take_consent_back", f"Ghi rút lại sự đồng ý với bài “{story.title}”.")


@transaction.atomic
def review(*, actor: Actor, story_id: int, version: int) -> None:
    """Pass a story as reviewed, by somebody who did not write it. Raises NotThere, Stale, Refused."""
    story, exemplar, unit = locked_story(actor, story_id, version)
    demand(may_review(actor, unit.id, unit.path))
    demand(_may(story, exemplar, StoryEvent.REVIEW) & logic.check_review(story.written_by, actor.ref))
    story.reviewed_by, story.reviewed_on = actor.ref, actor.today
    story.state = StoryState.REVIEWED
    _move(actor, story, unit.id, "review", f"Duyệt bài “{story.title}”.")


@transaction.atomic
def schedule(*, actor: Actor, story_id: int, version: int, medium: Medium, outlet: str, on: date) -> None:
    """Put a reviewed story on the schedule of a medium. Raises NotThere, Stale, Refused: no consent, merit lost."""
    story, exemplar, unit = locked_story(actor, story_id, version)
    demand(may_review(actor, unit.id, unit.path))
    demand(
        _may(story, exemplar, StoryEvent.SCHEDULE)
        & require(on >= actor.today, "Ngày đăng, phát phải từ hôm nay trở đi.")
        & require(medium is Medium.PORTAL or bool(outlet.strip()), "Cần ghi tên báo hoặc đài.")
    )
    try:
        with transaction.atomic():
            Airing.objects.create(
                story=story, medium=medium, outlet="" if medium is Medium.PORTAL else outlet, on=on
            )
    except IntegrityError as twin:
        raise Refused("Lịch này đã có.") from twin
    story.state = logic.story_after(StoryState(story.state), StoryEvent.SCHEDULE)
    words = f"Xếp lịch bài “{story.title}”: {medium.label.lower()}, ngày {on:%d/%m/%Y}."
    _move(actor, story, unit.id, "schedule", words)


@transaction.atomic
def publish(*, actor: Actor, story_id: int, version: int | None = None) -> None:
    """Put a scheduled story on the public page. Raises NotThere, Stale, Refused: no consent, merit lost, too early."""
    story, exemplar, unit = locked_story(actor, story_id, version)
    demand(may_review(actor, unit.id, unit.path))
    demand(
        _may(story, exemplar, StoryEvent.PUBLISH)
        & require(
            _due_here(story, actor).exists(),
            "Chưa đến ngày đăng lên trang điện tử theo lịch.",
        )
    )
    _due_here(story, actor).update(state=AiringState.AIRED, done_on=actor.today)
    story.state, story.published_on = StoryState.PUBLISHED, actor.today
    _move(actor, story, unit.id, "publish", f"Đăng bài “{story.title}”.")


@transaction.atomic
def withdraw(*, actor: Actor, story_id: int, version: int, why: str) -> None:
    """Take a story back. Raises NotThere, Stale, Refused."""
    story, exemplar, unit = locked_story(actor, story_id, version)
    demand(may_review(actor, unit.id, unit.path))
    demand(_may(story, exemplar, StoryEvent.WITHDRAW) & require(bool(why.strip()), "Cần ghi lý do gỡ bài."))
    take_back(actor, [story], why)


def _may(story: Story, exemplar: Exemplar, event: StoryEvent) -> Decision:
    return logic.may_tell(
        StoryState(story.state), event, consent_of(story), exemplar.ending == Ending.MERIT_LOST
    )


def _written(title: str, lead: str, text: str) -> Decision:
    return require(
        bool(title.strip() and lead.strip() and text.strip()), "Bài cần có tên bài, lời dẫn và nội dung."
    )


def _due_here(story: Story, actor: Actor) -> QuerySet[Airing]:
    """The days planned for this site that have come."""
    return story.airings.filter(medium=Medium.PORTAL, on__lte=actor.today, state=AiringState.PLANNED)


def _back_to_draft(actor: Actor, story: Story) -> None:
    """What was changed has to be reviewed and scheduled again; whoever holds the old words has to hear of it."""
    call_off([story], actor.today)
    story.state, story.reviewed_by, story.reviewed_on = StoryState.DRAFT, "", None


def _move(
    actor: Actor,
    story: Story,
    unit_id: int,
    act: str,
    words: str,
    changes: dict[str, tuple[str, str]] | None = None,
) -> None:
    story.version += 1
    story.save()
    record(actor, Act(f"exemplars.{act}", "story", story.pk, words, unit_id, changes=changes))
