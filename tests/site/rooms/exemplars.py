"""The permissions of exemplars, stories and tips."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

from tests.exemplars import stage
from tests.exemplars.stage import DUE, JPEG, PDF, WORDS
from tests.factories import TODAY
from tests.site.matrix_roles import ALL, DESK, HEAD, Line
from tests.site.matrix_urls import BOTH, GONE, POST, REFUSED, Page, acts, anyone, by_role, of, public, scoped
from tests.site.matrix_world import DISTRICT, DISTRICT_AWARD, World
from thidua.access.types import Role
from thidua.exemplars import commands
from thidua.exemplars.commands.stories import Upload
from thidua.exemplars.models import Airing, Exemplar, Picture, Story, Tip
from thidua.exemplars.types import Ending, Medium, NewNomination, NewTask, NoteKind, Step, TipEnding

COMMANDS = ("thidua.exemplars.commands",)
REVIEW = DESK | HEAD


def build(world: World) -> None:
    """At the school an exemplar with its evidence, stories in each state, tips; a model elsewhere, copied."""
    writer, head = (world.actor(role, "school") for role in (Role.EMULATION_OFFICER, Role.HEAD))
    school, ids = world.school, world.ids
    ids["ex_plan"] = commands.make_plan(
        actor=writer, unit_id=school, title="Mô hình của trường", year_from=2021, year_to=2025, wanted=2
    )
    ids["exemplar"] = stage.at_step(school, Step.DETECT, recipient_id=world["recipient"])
    stage.fill(ids["exemplar"])
    ids["ex_task"] = commands.give_task(
        actor=writer, exemplar_id=ids["exemplar"], new=NewTask(NoteKind.CHECK, "Đến tận thôn", "Bà Mẫu", DUE)
    )
    ids["ex_ready"] = stage.at_step(school, Step.DETECT, "Đủ minh chứng")
    stage.fill(ids["ex_ready"])
    told_of = stage.at_step(school, Step.NURTURE, "Lớp học cồng chiêng")
    ids["ex_note"] = commands.add_note(
        actor=writer, exemplar_id=told_of, note=stage.note(NoteKind.PLAN), data=PDF, name="ke-hoach.pdf"
    )
    ids["ex_draft"] = stage.story(told_of, writer)
    ids["ex_reviewed"] = stage.story(told_of, writer, head)
    ids["ex_public"] = stage.story(told_of, writer, head, public=True)
    ids["ex_due"] = stage.story(told_of, writer, head)
    commands.schedule(
        actor=head, story_id=ids["ex_due"], version=stage.version(ids["ex_due"]), medium=Medium.PORTAL,
        outlet="", on=TODAY,
    )  # fmt: skip
    ids["ex_aired"] = stage.story(told_of, writer, head)
    ids["ex_airing"], ids["ex_told"] = (
        stage.airing(ids["ex_aired"], head, outlet=outlet)
        for outlet in ("Báo Đắk Nông (mẫu)", "Đài huyện (mẫu)")
    )
    ids["ex_proved"] = stage.airing(ids["ex_aired"], head, outlet="Tạp chí (mẫu)")
    commands.confirm_airing(
        actor=head,
        airing_id=ids["ex_proved"],
        version=1,
        on=TODAY,
        address="",
        proof=_upload(PDF, "trang-bao.pdf"),
    )
    Airing.objects.filter(pk=ids["ex_told"]).update(state="called_off", to_tell_on=TODAY)
    ids["ex_picture"] = Picture.objects.get(story=ids["ex_public"]).pk
    ids["ex_hidden"] = Picture.objects.get(story=ids["ex_reviewed"]).pk
    ids["ex_model"] = stage.at_step(world.unit("other_school").pk, Step.REPLICATE)
    ids["ex_copy"] = commands.copy_model(
        actor=world.actor(Role.SPECIALIST, "district"), exemplar_id=ids["ex_model"],
        unit_id=world.unit("district").pk, parent=None, on=TODAY, text="Đã lập tổ",
    )  # fmt: skip
    ids["ex_received"] = stage.tip(school, confirmed=False, address="a").token
    ids["ex_tip"] = stage.tip(school, address="b").pk
    ids["ex_moderated"] = stage.tip(school, moderated=True, address="c").pk


def _at(model: type[Any], w: World, name: str) -> int:
    return int(model.objects.values_list("version", flat=True).get(pk=w[name]))


def _story(act: Any, name: str, **words: Any) -> Any:
    return lambda w, who: act(actor=who, story_id=w[name], version=_at(Story, w, name), **words)


def _upload(data: bytes, name: str) -> Upload:
    return Upload(io.BytesIO(data), name)


def _follow(name: str, call: Any) -> Line:
    return Line(f"exemplars.{name}", call, own=DESK, above=DESK)


def _review(name: str, call: Any) -> Line:
    return Line(f"exemplars.{name}", call, own=REVIEW, above=REVIEW)


def _anybody(name: str, call: Any) -> Line:
    return Line(f"exemplars.{name}", call, own=ALL, above=ALL, outside=ALL)


LINES = (
    _follow("make_plan", lambda w, who: commands.make_plan(
        actor=who, unit_id=w.school, title="Mô hình mới", year_from=2021, year_to=2025, wanted=3)),
    _follow("change_plan", lambda w, who: commands.change_plan(
        actor=who, plan_id=w["ex_plan"], version=1, wanted=3, year_to=2025, text="", why="Thêm một mô hình")),
    _follow("find_exemplar", lambda w, who: commands.find_exemplar(actor=who, new=stage.new(w.school))),
    _follow("add_note", lambda w, who: commands.add_note(
        actor=who, exemplar_id=w["exemplar"], note=stage.note(NoteKind.CHECK))),
    _follow("give_task", lambda w, who: commands.give_task(
        actor=who, exemplar_id=w["exemplar"], new=NewTask(NoteKind.CHECK, "Hỏi thêm", "Bà Mẫu", DUE))),
    _follow("drop_task", lambda w, who: commands.drop_task(actor=who, task_id=w["ex_task"], why="Đã hỏi rồi")),
    _follow("advance", lambda w, who: commands.advance(
        actor=who, exemplar_id=w["ex_ready"], version=_at(Exemplar, w, "ex_ready"), due=DUE)),
    _follow("close_exemplar", lambda w, who: commands.close_exemplar(
        actor=who, exemplar_id=w["exemplar"], version=_at(Exemplar, w, "exemplar"), ending=Ending.STOPPED,
        text="Đã giải thể")),
    Line("exemplars.put_exemplar_forward", lambda w, who: commands.put_exemplar_forward(
        actor=who, exemplar_id=w["exemplar"], unit_id=w.school, award=DISTRICT_AWARD, route="thematic", year=2021,
        achievement="Góp sức chống dịch"), own=DESK),
    Line("exemplars.copy_model", lambda w, who: commands.copy_model(
        actor=who, exemplar_id=w["ex_model"], unit_id=w.school, parent=w["ex_copy"], on=TODAY, text="Đã lập tổ"),
        own=DESK),
    Line("exemplars.tell_result", lambda w, who: commands.tell_result(
        actor=who, spread_id=w["ex_copy"], on=TODAY, result="Hai hộ thoát nghèo"), own=DESK, place=DISTRICT),
    _follow("write_story", lambda w, who: commands.write_story(
        actor=who, exemplar_id=Story.objects.get(pk=w["ex_draft"]).exemplar_id, **WORDS)),
    _follow("revise", _story(commands.revise, "ex_draft", **WORDS)),
    _follow("add_picture", lambda w, who: commands.add_picture(
        actor=who, story_id=w["ex_draft"], upload=_upload(JPEG, "anh.jpg"), words="Lớp học")),
    _follow("hide_picture", lambda w, who: commands.hide_picture(actor=who, picture_id=w["ex_hidden"])),
    _follow("record_consent", lambda w, who: commands.record_consent(
        actor=who, story_id=w["ex_draft"], name="Bà Mẫu", on=TODAY, paper=_upload(PDF, "dong-y.pdf"))),
    _follow("take_consent_back", lambda w, who: commands.take_consent_back(
        actor=who, story_id=w["ex_public"], on=TODAY, text="")),
    Line("exemplars.review", _story(commands.review, "ex_draft"), own=HEAD | {Role.SPECIALIST}, above=REVIEW),
    _review("schedule", _story(
        commands.schedule, "ex_reviewed", medium=Medium.RADIO, outlet="Đài huyện", on=TODAY)),
    _review("publish", _story(commands.publish, "ex_due")),
    _review("withdraw", _story(commands.withdraw, "ex_public", why="Viết sai")),
    _review("confirm_airing", lambda w, who: commands.confirm_airing(
        actor=who, airing_id=w["ex_airing"], version=1, on=TODAY, address="https://bao.example.vn/1")),
    _review("miss_airing", lambda w, who: commands.miss_airing(
        actor=who, airing_id=w["ex_airing"], version=1, why="Báo hết chỗ")),
    _review("tell_outlet", lambda w, who: commands.tell_outlet(
        actor=who, airing_id=w["ex_told"], version=1, on=TODAY, how="Gọi điện thoại")),
    _anybody("tell", lambda w, who: commands.tell(actor=who, told=stage.told(w.school, "x@vidu.vn", "z"))),
    _anybody("confirm_contact", lambda w, who: commands.confirm_contact(
        actor=who, token=w["ex_received"], typed=stage.code(w["ex_received"]))),
    _anybody("send_code_again", lambda w, who: commands.send_code_again(actor=who, token=w["ex_received"])),
    Line("exemplars.moderate", lambda w, who: commands.moderate(
        actor=who, tip_id=w["ex_tip"], version=_at(Tip, w, "ex_tip")), own=DESK),
    Line("exemplars.take_up", lambda w, who: commands.take_up(
        actor=who, tip_id=w["ex_moderated"], version=_at(Tip, w, "ex_moderated"), new=stage.new(w.school)), own=DESK),
    Line("exemplars.nominate_tip", lambda w, who: commands.nominate_tip(
        actor=who, tip_id=w["ex_moderated"], version=_at(Tip, w, "ex_moderated"), new=NewNomination(
            w.school, w["recipient"], DISTRICT_AWARD, "sudden", 2021, "Cứu người", "Cứu hai em nhỏ", TODAY)), own=DESK),
    Line("exemplars.close_tip", lambda w, who: commands.close_tip(
        actor=who, tip_id=w["ex_tip"], version=_at(Tip, w, "ex_tip"), ending=TipEnding.KNOWN, answer="Đã biết"),
        own=DESK),
)  # fmt: skip

_MINE = {"own": DESK, "above": DESK}
_JUDGED = {"own": REVIEW, "above": REVIEW}
_TOLD = {"own": DESK, "denied": GONE}
_LEARN = {"own": DESK, "above": DESK, "outside": DESK, "denied": REFUSED, "beyond": REFUSED}
PAGES: tuple[Page, ...] = (
    public("portal:stories"),
    public("portal:story", "ex_public"),
    public("portal:tell", methods=BOTH),
    public("portal:told", "ex_received", methods=BOTH),
    public("portal:code-again", "ex_received", methods=POST),
    acts("insight:exemplar", "found", **_MINE),
    public("exemplars:picture", "ex_picture"),
    replace(scoped("exemplars:picture", "ex_hidden", variant="not public"), anonymous=GONE),
    anyone("exemplars:list"),
    anyone("exemplars:plans"),
    anyone("exemplars:library"),
    anyone("exemplars:stories"),
    anyone("exemplars:media"),
    anyone("exemplars:tips"),
    by_role("exemplars:new", roles=DESK, methods=BOTH),
    by_role("exemplars:new-plan", roles=DESK, methods=BOTH),
    scoped("exemplars:plan", "ex_plan"),
    acts("exemplars:change-plan", "ex_plan", **_MINE),
    scoped("exemplars:exemplar", "exemplar"),
    scoped("exemplars:evidence", "ex_note"),
    *(
        acts("exemplars:act", "exemplar", what, variant=what, **_MINE)
        for what in ("ghi", "giao-viec", "chuyen-buoc", "ket-thuc", "de-nghi", "viet-bai")
    ),
    acts("exemplars:drop-task", "ex_task", **_MINE),
    anyone("exemplars:model", "ex_model"),
    Page("exemplars:copy", of("ex_model"), methods=BOTH, **_LEARN),
    acts("exemplars:result", "ex_copy", own=DESK, place=DISTRICT),
    scoped("exemplars:story-page", "ex_draft"),
    scoped("exemplars:consent", "ex_reviewed"),
    acts("exemplars:hide-picture", "ex_hidden", methods=POST, **_MINE),
    *(
        acts("exemplars:story-act", "ex_draft", what, variant=what, **_MINE)
        for what in ("sua", "anh", "dong-y", "rut-dong-y")
    ),
    *(
        acts("exemplars:story-act", "ex_reviewed", what, variant=what, **_JUDGED)
        for what in ("duyet", "xep-lich", "dang", "go")
    ),
    *(
        acts("exemplars:airing", "ex_airing", what, variant=what, **_JUDGED)
        for what in ("da-dang", "khong-dang")
    ),
    acts("exemplars:airing", "ex_told", "da-bao", variant="da-bao", **_JUDGED),
    scoped("exemplars:airing-proof", "ex_proved"),
    acts("exemplars:package", "ex_reviewed", methods=("GET",), **_JUDGED),
    acts("exemplars:tip", "ex_tip", methods=("GET",), **_TOLD),
    acts("exemplars:tip-act", "ex_tip", "tiep-nhan", variant="tiep-nhan", **_TOLD),
    acts("exemplars:tip-act", "ex_moderated", "theo-doi", variant="theo-doi", **_TOLD),
    acts("exemplars:tip-act", "ex_moderated", "de-nghi", variant="de-nghi", **_TOLD),
    acts("exemplars:tip-act", "ex_tip", "ket-thuc", variant="ket-thuc", **_TOLD),
)
