"""Exemplars of the demo: models, a story and tips, all invented and marked as samples, played by the officers."""

from __future__ import annotations

import io
import struct
import zlib
from datetime import timedelta
from decimal import Decimal

from django.conf import settings

from thidua.access.queries import actor_of
from thidua.access.types import Actor, system_actor
from thidua.achievements.types import Route
from thidua.exemplars import commands, logic, queries
from thidua.exemplars.commands.stories import Upload
from thidua.exemplars.models import Airing, Exemplar, Story, Tip
from thidua.exemplars.types import (
    FoundBy,
    Medium,
    NewExemplar,
    NewNomination,
    NewNote,
    NewTask,
    NoteKind,
    Step,
    Told,
)
from thidua.organisation.types import NewPerson, PersonGroup
from thidua.site.demo import TODAY
from thidua.site.demo.accounts import SIGN_INS
from thidua.site.demo.stage import Stage
from thidua.site.demo.units import CU_JUT, JOURNEY_SCHOOL, PROVINCE

AWARD = "commendation_certificate_district"
_WORDS = {
    NoteKind.CHECK: "Đã đến tận nơi, hỏi thôn và người được giúp.",
    NoteKind.PLAN: "Tập huấn, giúp ghi chép và mở rộng trong quý sau.",
    NoteKind.MENTOR: "Một chuyên viên của huyện theo sát hằng tháng.",
    NoteKind.VISIT: "Mô hình hoạt động đều, ghi chép đầy đủ.",
    NoteKind.RESULT: "Số liệu do đơn vị tự thống kê (mẫu).",
    NoteKind.LESSON: "Bắt đầu từ nhóm nhỏ, người đi trước kèm người đi sau, công khai thu chi.",
}


def play(stage: Stage, users: dict[str, int]) -> None:
    """A plan; a model that spread, one being nurtured, one just found; a story; tips that wait."""
    names = {account.username: account.full_name for account in SIGN_INS}
    who = {name: actor_of(pk, names[name], TODAY) for name, pk in users.items()}
    officer, province = who["cujut.chuyenvien"], who["tinh.chuyenvien"]
    plan = commands.make_plan(
        actor=province, unit_id=stage.by_code[PROVINCE].id, title="Mô hình dân vận, giúp nhau vươn lên (mẫu)",
        year_from=2021, year_to=2025, wanted=10, sample=True,
    )  # fmt: skip
    share = commands.make_plan(
        actor=officer, unit_id=stage.by_code[CU_JUT].id, title="Phần của huyện: mô hình giúp nhau vươn lên (mẫu)",
        year_from=2021, year_to=2023, wanted=2, parent_id=plan, sample=True,
    )  # fmt: skip
    savings = _raise(
        officer, stage, "Tổ phụ nữ tiết kiệm giúp nhau làm ăn", Step.REPLICATE,
        "Hai mươi chị góp mỗi tháng một khoản nhỏ, xoay vòng cho từng nhà mua giống, trả dần không lãi.", share,
    )  # fmt: skip
    fostered = _raise(
        officer, stage, "Lớp xóa mù chữ buổi tối của buôn", Step.NURTURE,
        "Các thầy cô thay nhau dạy chữ cho người lớn ba tối mỗi tuần, không nhận thù lao.", share,
    )  # fmt: skip
    for kind, text, who_does, days in (
        (NoteKind.PLAN, "Lập kế hoạch mở thêm lớp ở hai buôn bên", "Chuyên viên huyện (mẫu)", 7),
        (NoteKind.VISIT, "Dự một buổi học, xem sổ điểm danh", "Người giúp đỡ (mẫu)", 12),
    ):
        commands.give_task(
            actor=officer,
            exemplar_id=fostered,
            new=NewTask(kind, text, who_does, TODAY + timedelta(days=days)),
        )
    school = stage.by_code[JOURNEY_SCHOOL]
    copied: int | None = None
    for name, unit, text in (
        ("tamthang.canbo", "24655", "Lập hai tổ ở hai thôn, mượn sổ ghi chép của tổ đầu tiên."),
        (
            "truong.canbo",
            JOURNEY_SCHOOL,
            "Học từ xã: công đoàn trường góp quỹ xoay vòng cho nhân viên khó khăn.",
        ),
    ):
        copied = commands.copy_model(
            actor=who[name],
            exemplar_id=savings,
            unit_id=stage.by_code[unit].id,
            parent=copied,
            on=TODAY,
            text=text,
        )
    commands.tell_result(
        actor=who["truong.canbo"], spread_id=copied, on=TODAY, result="Bốn người đã được vay."
    )
    _tell_story(officer, who["cujut.chutich"], savings)
    citizen = system_actor(TODAY, "Người dân")
    for unit_id, text in (
        (stage.by_code[CU_JUT].id, "Một bác xe ôm nhiều năm chở miễn phí người đi chạy thận ra bến xe."),
        (school.id, "Em học sinh nhặt được ví tiền, nhờ nhà trường tìm người đánh rơi."),
    ):
        _tip(citizen, unit_id, text)
    _rescue(citizen, officer, stage.by_code[CU_JUT].id)


def _rescue(citizen: Actor, officer: Actor, unit_id: int) -> None:
    """A tip that went straight to a nomination for somebody new."""
    tip = _tip(citizen, unit_id, "Một nông dân lao xuống suối lũ cứu hai em nhỏ bị cuốn trôi.", "cuu-nguoi")
    commands.moderate(actor=officer, tip_id=tip.pk, version=tip.version)
    tip.refresh_from_db()
    commands.nominate_tip(
        actor=officer,
        tip_id=tip.pk,
        version=tip.version,
        new=NewNomination(
            unit_id, NewPerson(unit_id, "Y Mẫu Niê", PersonGroup.FARMER, sample=True), AWARD, Route.SUDDEN, TODAY.year,
            "Cứu hai em nhỏ khỏi suối lũ (mẫu)", tip.text, TODAY,
        ),
    )  # fmt: skip


def _raise(officer: Actor, stage: Stage, title: str, step: Step, summary: str, plan: int) -> int:
    due = TODAY + timedelta(days=45)
    pk = commands.find_exemplar(
        actor=officer,
        new=NewExemplar(
            stage.by_code[CU_JUT].id, title, summary, "collective", due, plan_id=plan, found_by=FoundBy.OFFICER,
            movement_id=next((row[0] for row in queries.movement_choices(officer)), None), sample=True,
        ),
    )  # fmt: skip
    while (at := Step(Exemplar.objects.get(pk=pk).step)) is not step:
        for kind in logic.EVIDENCE[at]:
            commands.add_note(actor=officer, exemplar_id=pk, note=_note(kind))
        version = Exemplar.objects.get(pk=pk).version
        commands.advance(actor=officer, exemplar_id=pk, version=version, due=due)
    return pk


def _note(kind: NoteKind) -> NewNote:
    if kind is NoteKind.RESULT:
        return NewNote(kind, TODAY, _WORDS[kind], "Số nhà thoát nghèo", "nhà", Decimal(0), Decimal(7))
    return NewNote(kind, TODAY, _WORDS[kind])


def _tell_story(officer: Actor, head: Actor, exemplar: int) -> None:
    pk = commands.write_story(
        actor=officer,
        exemplar_id=exemplar,
        title="Hai mươi chị em và một cuốn sổ (bài mẫu)",
        lead="Mỗi tháng một khoản nhỏ, từng nhà lần lượt có vốn mua giống.",
        text="Tổ bắt đầu từ năm nhà ở cuối thôn. Ai cũng thấy rõ từng khoản thu, khoản chi trong một cuốn sổ chung.\n\n"
        "Sau hai năm, bảy nhà đã thoát nghèo. Một xã và một trường bạn đã đến học và làm theo.",
    )
    commands.add_picture(
        actor=officer, story_id=pk, upload=Upload(io.BytesIO(_picture()), "so-chung.png"),
        words="Hình minh họa: nền hai màu, không phải ảnh chụp",
    )  # fmt: skip
    commands.record_consent(
        actor=officer, story_id=pk, name="Tổ trưởng (mẫu)", on=TODAY,
        paper=Upload(io.BytesIO(_picture()), "dong-y-mau.png"),
    )  # fmt: skip

    def version() -> int:
        return int(Story.objects.values_list("version", flat=True).get(pk=pk))

    commands.review(actor=head, story_id=pk, version=version())
    for medium, outlet, days in (
        (Medium.PORTAL, "", 0),
        (Medium.NEWSPAPER, "Báo tỉnh (mẫu)", 0),
        (Medium.TELEVISION, "Đài truyền hình tỉnh (mẫu)", 0),
        (Medium.RADIO, "Đài truyền thanh huyện (mẫu)", 5),
    ):
        on = TODAY + timedelta(days=days)
        commands.schedule(actor=head, story_id=pk, version=version(), medium=medium, outlet=outlet, on=on)
    commands.publish(actor=head, story_id=pk, version=version())
    [paper] = Airing.objects.filter(story=pk, medium=Medium.NEWSPAPER)
    commands.confirm_airing(
        actor=officer, airing_id=paper.pk, version=paper.version, on=TODAY, address="",
        proof=Upload(io.BytesIO(_picture()), "trang-bao-mau.png"),
    )  # fmt: skip


def _tip(citizen: Actor, unit_id: int, text: str, name: str = "") -> Tip:
    """A tip, its contact confirmed; the letters to the invented address are not sent."""
    told = Told(
        unit_id,
        "Nhân vật mẫu",
        "",
        text,
        "Người kể mẫu",
        f"mau{name or unit_id}@vidu.invalid",
        f"{name}{unit_id}",
        sample=True,
    )
    token = commands.tell(actor=citizen, told=told)
    code = logic.code_for(settings.SECRET_KEY, token, Tip.objects.get(token=token).turn)
    commands.confirm_contact(actor=citizen, token=token, typed=code)
    return Tip.objects.get(token=token)


def _picture(width: int = 640, height: int = 336) -> bytes:
    """Two plain colours, the size that shared pictures have."""

    def part(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    colours = bytes((176, 32, 38, 240, 196, 84))
    rows = b"".join(b"\0" + bytes((int(y > height * 2 // 3),)) * width for y in range(height))
    parts = (
        part(b"IHDR", head),
        part(b"PLTE", colours),
        part(b"IDAT", zlib.compress(rows)),
        part(b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)
