"""What an editor is handed: the story as a document, its pictures as files, and that its person agreed."""

from __future__ import annotations

import io
import zipfile

from thidua.access.types import Actor
from thidua.exemplars import logic
from thidua.exemplars.commands.stories import consent_of
from thidua.exemplars.models import Story
from thidua.exemplars.screens_told import paragraphs
from thidua.exemplars.types import Ending, StoryState
from thidua.foundation.errors import demand
from thidua.foundation.files import open_file, stored_file
from thidua.kernel.formats import date_vi
from thidua.papers.article import Article, article_docx

_ENDINGS = {"image/jpeg": "jpg", "image/png": "png"}


def package(story: Story, actor: Actor) -> bytes:
    """The ZIP file for the editor, of a story with its pictures. Raises Refused for one that may not leave the house.

    As many queries as there are pictures, and those are few.
    """
    lost = story.exemplar.ending == Ending.MERIT_LOST
    demand(logic.may_hand_over(StoryState(story.state), consent_of(story), lost))
    out = io.BytesIO()
    names = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for number, picture in enumerate(story.pictures.all(), 1):
            name = f"anh-{number}.{_ENDINGS[stored_file(picture.file_id).media_type]}"
            with open_file(picture.file_id) as file:
                target.writestr(name, file.read(), zipfile.ZIP_STORED)
            names.append((name, picture.words))
        target.writestr("bai-viet.docx", article_docx(_article(story, actor, tuple(names))))
    return out.getvalue()


def _article(story: Story, actor: Actor, pictures: tuple[tuple[str, str], ...]) -> Article:
    consent, unit = consent_of(story), story.exemplar.unit.name
    assert consent.given_on is not None and story.reviewed_on is not None  # nothing else leaves the house
    notes = [
        f"{consent.name} đã đồng ý bằng văn bản ngày {date_vi(consent.given_on)}; văn bản lưu tại {unit}.",
        f"Bài đã được {unit} duyệt ngày {date_vi(story.reviewed_on)}. Nếu sửa nội dung, xin báo lại trước.",
        "Nếu người được viết rút lại sự đồng ý, đơn vị sẽ báo ngay để gỡ bài.",
        f"Bộ bài lập ngày {date_vi(actor.today)}.",
    ]
    if story.exemplar.sample:
        notes.append("Bài trong dữ liệu mẫu, không có thật.")
    return Article(
        story.title, story.lead, tuple(paragraphs(story.text)), pictures, tuple(notes),
        f"{story.writer}, {unit}", actor.today,
    )  # fmt: skip
