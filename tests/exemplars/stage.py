"""Exemplars, stories and tips at the states that tests begin from, made by the commands themselves."""

from __future__ import annotations

import io
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings

from tests.exemplars.test_pictures import jpeg
from tests.factories import SYSTEM, TODAY
from thidua.access.types import Actor
from thidua.exemplars import commands, logic
from thidua.exemplars.commands.stories import Upload
from thidua.exemplars.models import Airing, Exemplar, Story, Tip
from thidua.exemplars.types import Medium, NewExemplar, NewNote, NoteKind, Step, Told

DUE = TODAY + timedelta(days=30)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
JPEG = jpeg()
WORDS = {
    "title": "Người giữ lửa cồng chiêng",
    "lead": "Một nghệ nhân dạy cồng chiêng cho trẻ em.",
    "text": "Đoạn một.\n\nĐoạn hai.",
}


def new(unit_id: int, title: str = "Tổ tiết kiệm của chị em buôn", **more: Any) -> NewExemplar:
    """An exemplar as found."""
    return NewExemplar(unit_id, title, "Góp vốn giúp nhau làm ăn.", "collective", DUE, **more)


def note(kind: NoteKind, on: date = TODAY) -> NewNote:
    """A note that will do."""
    if kind is NoteKind.RESULT:
        return NewNote(kind, on, "Cuối năm", "Số hộ thoát nghèo", "hộ", Decimal(3), Decimal("11.5"))
    return NewNote(kind, on, f"Đã ghi {kind.label.lower()}")


def fill(pk: int, actor: Actor = SYSTEM) -> None:
    """All the evidence of the present step."""
    for kind in logic.EVIDENCE[Step(Exemplar.objects.get(pk=pk).step)]:
        commands.add_note(actor=actor, exemplar_id=pk, note=note(kind))


def at_step(unit_id: int, step: Step, title: str = "Tổ tiết kiệm của chị em buôn", **more: Any) -> int:
    """An exemplar that was brought to a step."""
    pk = commands.find_exemplar(actor=SYSTEM, new=new(unit_id, title, **more))
    while (found := Exemplar.objects.get(pk=pk)).step != step:
        fill(pk)
        commands.advance(actor=SYSTEM, exemplar_id=pk, version=found.version, due=DUE)
    return pk


def story(exemplar_id: int, writer: Actor, reviewer: Actor | None = None, *, public: bool = False) -> int:
    """A story: drafted, reviewed and consented to when there is a reviewer, published when asked."""
    pk = commands.write_story(actor=writer, exemplar_id=exemplar_id, **WORDS)
    if reviewer is None:
        return pk
    commands.add_picture(
        actor=writer, story_id=pk, upload=Upload(io.BytesIO(JPEG), "anh.jpg"), words="Lớp học cồng chiêng"
    )
    commands.record_consent(
        actor=writer, story_id=pk, name="Bà Mẫu", on=TODAY, paper=Upload(io.BytesIO(PDF), "dong-y.pdf")
    )
    commands.review(actor=reviewer, story_id=pk, version=version(pk))
    if public:
        commands.schedule(
            actor=reviewer, story_id=pk, version=version(pk), medium=Medium.PORTAL, outlet="", on=TODAY
        )
        commands.publish(actor=reviewer, story_id=pk, version=version(pk))
    return pk


def airing(
    story_id: int, reviewer: Actor, *, outlet: str = "Báo Đắk Nông (mẫu)", on: date = TODAY, **more: Any
) -> int:
    """A reviewed story on the schedule of a newspaper."""
    wanted = {"medium": Medium.NEWSPAPER, "outlet": outlet, "on": on, **more}
    commands.schedule(actor=reviewer, story_id=story_id, version=version(story_id), **wanted)
    return int(Airing.objects.filter(story=story_id).order_by("-pk").values_list("pk", flat=True)[0])


def version(story_id: int) -> int:
    """The story's version as it stands."""
    return int(Story.objects.values_list("version", flat=True).get(pk=story_id))


def told(unit_id: int, contact: str = "nguoi.ke@vidu.vn", address: str = "10.0.0.1", **more: Any) -> Told:
    """A good deed as somebody told it."""
    return Told(
        unit_id,
        "Ông Mẫu",
        "Thôn 1",
        "Cứu hai em nhỏ khỏi dòng nước lũ.",
        "Người kể",
        contact,
        address,
        **more,
    )


def tip(unit_id: int, *, confirmed: bool = True, moderated: bool = False, **more: Any) -> Tip:
    """A tip as far as asked."""
    token = commands.tell(actor=SYSTEM, told=told(unit_id, **more))
    if confirmed or moderated:
        assert commands.confirm_contact(actor=SYSTEM, token=token, typed=code(token))
    found = Tip.objects.get(token=token)
    if moderated:
        commands.moderate(actor=SYSTEM, tip_id=found.pk, version=found.version)
        found.refresh_from_db()
    return found


def code(token: str) -> str:
    """The code that the last letter holds."""
    found = Tip.objects.get(token=token)
    return logic.code_for(settings.SECRET_KEY, token, found.turn)
