"""The small world of the permission matrices: one of each official object, made by the commands themselves.

Almost everything stands at one school, so that "its own unit", "a unit above" (the province) and "an unrelated
unit" (another school) mean the same for nearly every object; the few that belong higher name their own places.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, NamedTuple

import pytest
from django.conf import settings
from django.db import transaction

import thidua.nominations.tasks  # noqa: F401 -- registers the jobs
from tests import factories
from tests.factories import SYSTEM, TODAY, Province, collective, mini_province, person
from tests.site import rooms
from thidua.access.queries import actor_of
from thidua.access.types import Actor, Role
from thidua.achievements import commands as achievements
from thidua.achievements.types import Basis, NewAward
from thidua.councils import commands as councils
from thidua.councils.types import Course, MemberRole, Method, Vote
from thidua.decisions import commands as decisions
from thidua.decisions.models import Decision
from thidua.foundation import jobs
from thidua.foundation.notices import notify
from thidua.insight import commands as insight
from thidua.insight.models import Found
from thidua.nominations import commands as nominations
from thidua.nominations.commands.attaching import attach
from thidua.nominations.imports import commands as imports
from thidua.nominations.imports.workbook import template
from thidua.nominations.models import ImportRow, Nomination
from thidua.nominations.types import Asking, Event
from thidua.organisation.models import Recipient, Unit

WORKER = "advanced_worker"
DISTRICT_AWARD = "commendation_certificate_district"
STATE_AWARD = "labour_order_2"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
BIRTH = date(1983, 4, 17)
BALLOT = {"members": 1, "present": 1, "yes": 1, "written_yes": 0, "method": "ballot", "secret": True}
WORDS = {"text": "Đã xem xét kỹ, đề nghị khen thưởng.", "confirmed": True}
CHAIR = "Thành viên Hội đồng trường"
COURSE = Course(
    begins=time(8, 0), ends=time(9, 0), place="Phòng họp", method=Method.BALLOT, secret=True, chair=CHAIR,
    secretary=CHAIR,
)  # fmt: skip
GOOD_ROW = {"kind": "Cá nhân", "award": "Lao động tiên tiến", "rating": "HTTNV"}


class Place(NamedTuple):
    """Where an object stands, and the units from which its three sorts of officers look at it."""

    own: str
    above: str | None
    outside: str


SCHOOL = Place("school", "province", "other_school")
DISTRICT = Place("district", "province", "other_district")
PROVINCE = Place("province", None, "other_school")
STAFFED = ("school", "other_school", "district", "other_district", "province")


@dataclass
class World:
    """The units, an actor for each role at each staffed unit, and the keys of what was made, by name."""

    units: Province
    ids: dict[str, Any] = field(default_factory=dict)
    _actors: dict[tuple[Role, str], Actor] = field(default_factory=dict)
    _everything: dict[str, Actor] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.ids[name]

    def unit(self, name: str) -> Unit:
        """A unit of the mini province by its name there."""
        found: Unit = getattr(self.units, name)
        return found

    @property
    def school(self) -> int:
        """The key of the school where almost everything stands."""
        return self.units.school.pk

    def actor(self, role: Role, at: str) -> Actor:
        """Someone whose only post is that role at that unit."""
        return self._actors[role, at]

    def stranger(self, at: str) -> Actor:
        """Someone with all seven roles at that unit: what is closed to them is closed to each role alone."""
        return self._everything[at]

    def nobody(self) -> Actor:
        """Someone who can sign in but holds no post."""
        return actor_of(self["nobody"], "Người không có vị trí", TODAY)

    def everyone(self) -> list[Actor]:
        """All who can sign in."""
        return [*self._actors.values(), *self._everything.values(), self.nobody()]

    def version(self, name: str) -> int:
        """The version of a nomination or decision as it now stands."""
        model = Decision if name.startswith("decision") else Nomination
        return int(model.objects.values_list("version", flat=True).get(pk=self[name]))


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """One world for all tests of a file, taken back at the end."""
    patch = pytest.MonkeyPatch()
    patch.setattr(settings, "TODAY", TODAY.isoformat())
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)
    patch.undo()


def build() -> World:
    """The whole world, a few hundred rows."""
    made = World(mini_province())
    made.ids |= {"school": made.school, "district": made.units.district.pk}
    _staff(made)
    _people(made)
    _case(made)
    _nominations(made)
    _council(made)
    _decisions(made)
    _submissions(made)
    _decided_above(made)
    _imports(made)
    _swept(made)
    rooms.build_all(made)
    notify(unit_id=made.school, roles=[role.value for role in Role], text="Có việc mới", url="/ban-lam-viec/")
    made.ids["notice"] = _newest("foundation.Notice")
    return made


def _newest(label: str) -> int:
    from django.apps import apps

    return int(apps.get_model(label)._default_manager.order_by("-pk").values_list("pk", flat=True)[0])


def _staff(made: World) -> None:
    for name in STAFFED:
        unit = made.unit(name)
        for role in Role:
            who = CHAIR if (role, name) == (Role.COUNCIL_MEMBER, "school") else ""
            made._actors[role, name] = factories.actor(role, unit, who)
        all_roles = factories.user(f"Người giữ mọi vai trò tại {unit.name}")
        for role in Role:
            factories.post(all_roles, role, unit)
        made._everything[name] = actor_of(all_roles.pk, all_roles.full_name, TODAY)
    made.ids["nobody"] = factories.user("Người không có vị trí").pk
    colleague = factories.user("Đồng nghiệp")
    made.ids["colleague"] = colleague.pk
    made.ids["colleague_post"] = factories.post(colleague, Role.COUNCIL_MEMBER, made.units.school).pk
    made.ids["newcomer"] = factories.user("Người mới").pk
    made.ids["team"] = factories.unit("Tổ Toán", parent=made.units.school, authority="").pk
    made.ids["other_team"] = factories.unit("Tổ Lý", parent=made.units.school, authority="").pk
    for unit in (made.units.school, made.units.district):
        collective(unit)
    made.ids["collective"] = Recipient.objects.get(collective=made.units.school).pk


def _teacher(made: World, name: str) -> Recipient:
    """A teacher with particulars that no public page may show, and with a good year."""
    number = f"0451830{Recipient.objects.count():05d}"
    found = person(name, made.units.school, birth_date=BIRTH, id_number=number, recruited=date(2010, 9, 1))
    achievements.set_rating(SYSTEM, recipient_id=found.pk, year=2021, level="excellent")
    return found


def _people(made: World) -> None:
    teacher = _teacher(made, "Nguyễn Thị Bưởi")
    made.ids["recipient"] = teacher.pk
    made.ids["initiative"] = achievements.add_initiative(
        SYSTEM, recipient_id=teacher.pk, year=2021, title="Dạy học bằng trò chơi", scope="district",
        recognised_by="district",
    ).pk  # fmt: skip
    troubled = _teacher(made, "Trần Văn Cam")
    day = date(2021, 12, 1)
    made.ids["hold"] = achievements.open_hold(
        SYSTEM, recipient_id=troubled.pk, reason="complaint", since=day
    ).pk
    made.ids["penalty"] = achievements.add_penalty(
        SYSTEM, recipient_id=troubled.pk, day=date(2020, 3, 1), level="reprimand"
    ).pk
    made.ids["work"] = achievements.add_other_fact(
        SYSTEM,
        recipient_id=troubled.pk,
        section="experience",
        data={"kind": "teaching", "from": "2012-09-05"},
    ).pk
    for name, year in (("record", 2019), ("record_revoked", 2018)):
        made.ids[name] = achievements.enter_past_award(
            SYSTEM,
            award=NewAward(teacher.pk, WORKER, year),
            basis=Basis(f"{year}/QĐ-THCSND", date(year, 12, 20), "Hiệu trưởng"),
        ).pk
    achievements.revoke(
        SYSTEM,
        record_ids=[made["record_revoked"]],
        by_unit_id=made.school,
        reason="Khai sai",
        on=date(2020, 1, 6),
    )


def _case(made: World) -> None:
    """A provincial title that counted a yearly title since revoked: the province looks at it again."""
    who = _teacher(made, "Phạm Thị Cúc")
    titles = [
        achievements.enter_past_award(
            SYSTEM,
            award=NewAward(who.pk, award, year),
            basis=Basis(f"{year}/QĐ-UBND", date(year, 12, month), "Chủ tịch"),
        ).pk
        for award, year, month in (
            ("grassroots_emulation_fighter", 2018, 1), ("grassroots_emulation_fighter", 2019, 1),
            ("grassroots_emulation_fighter", 2020, 1), ("provincial_emulation_fighter", 2020, 20),
        )
    ]  # fmt: skip
    achievements.revoke(
        SYSTEM, record_ids=titles[:1], by_unit_id=made.school, reason="Khai sai", on=date(2021, 12, 1)
    )
    made.ids["case"] = _newest("eligibility.ReviewCase")
    made.ids["case_record"] = titles[-1]


def _nominations(made: World) -> None:
    made.ids["round"] = nominations.open_round(
        actor=SYSTEM, unit_id=made.units.province.pk, name="Tổng kết năm 2021", year=2021,
        opens_on=date(2021, 11, 1), closes_on=date(2021, 12, 31),
    )  # fmt: skip
    made.ids["school_round"] = nominations.open_round(
        actor=SYSTEM, unit_id=made.school, name="Đợt của trường", year=2021, opens_on=date(2021, 11, 1),
        closes_on=date(2021, 12, 31),
    )  # fmt: skip
    asked = {
        "draft": WORKER, "received": WORKER, "returned": WORKER, "appraised": WORKER, "on_agenda": WORKER,
        "counted": WORKER, "voted": WORKER, "free": WORKER, "in_draft": WORKER, "in_signed": WORKER,
        "in_published": WORKER, "in_revoked": WORKER, "ready": DISTRICT_AWARD, "in_submission": DISTRICT_AWARD,
        "sent": DISTRICT_AWARD, "in_above": DISTRICT_AWARD, "forwarded": STATE_AWARD,
    }  # fmt: skip
    people = [_teacher(made, f"Lê Văn {_word(at)}") for at in range(len(asked))]
    created = nominations.create_many(
        actor=SYSTEM, round_id=made["round"], unit_id=made.school, whole=True,
        asked=[Asking(who.pk, award, 2021) for who, award in zip(people, asked.values(), strict=True)],
    )  # fmt: skip
    made.ids |= {name: row.id for name, row in zip(asked, created, strict=True)}
    proposed = [name for name in asked if name != "draft"]
    _all(made, proposed, Event.PROPOSE)
    _all(made, ["returned"], Event.RETURN, reason="missing_paper", text="Thiếu báo cáo thành tích.")
    appraised = [name for name in proposed if name not in ("received", "returned")]
    _all(made, appraised, Event.APPRAISE_AGREE)
    waiting = ("appraised", "on_agenda", "counted")
    voted = [name for name in appraised if name not in waiting]
    _all(made, voted, Event.COUNCIL_APPROVE)
    _all(made, [name for name in voted if name != "voted"], Event.ENDORSE, **WORDS)
    made.ids["check"] = Nomination.objects.values_list("check_id", flat=True).get(pk=made["received"])
    made.ids["paper"] = attach(
        actor=SYSTEM, nomination_id=made["received"], kind="report", name="bao-cao.pdf", data=PDF
    ).id


def _word(at: int) -> str:
    return ["An", "Bình", "Cảnh", "Dũng", "Em", "Giang", "Hà", "Khoa", "Lâm", "Minh", "Nam", "Oanh", "Phú", "Quý",
            "Sơn", "Tâm", "Út", "Vinh"][at]  # fmt: skip


def _all(made: World, names: list[str], event: Event, at: str = "school", **words: Any) -> None:
    """One event for several nominations, by the system."""
    unit_id = made.unit(at).pk
    if event is Event.COUNCIL_APPROVE:
        from thidua.nominations.types import Item

        items: list[Any] = [Item(made[name], ballot=BALLOT) for name in names]
    else:
        items = [made[name] for name in names]
    rows = nominations.advance_many(actor=SYSTEM, unit_id=unit_id, items=items, event=event, **words)
    assert all(row.ok for row in rows), rows


def _council(made: World) -> None:
    chair = made.actor(Role.COUNCIL_MEMBER, "school")
    for place in ("school", "district"):
        made.ids[f"council_{place}"] = councils.found_council(
            actor=SYSTEM, unit_id=made.unit(place).pk, name=f"Hội đồng {place}", since=date(2021, 1, 1)
        )
    made.ids["seat"] = councils.seat_member(
        actor=SYSTEM, council_id=made["council_school"], name=CHAIR, since=date(2021, 1, 1), role=MemberRole.CHAIR,
        user_id=chair.user_id,
    )  # fmt: skip
    for session, nomination in (("session", "on_agenda"), ("session_counted", "counted")):
        made.ids[session] = councils.open_session(
            actor=SYSTEM, council_id=made["council_school"], round_id=made["round"], held_on=TODAY,
            nomination_ids=[made[nomination]], course=COURSE,
        )  # fmt: skip
    vote = Vote(made["counted"], 1)
    councils.record_votes(actor=SYSTEM, session_id=made["session_counted"], votes=[vote])
    [row] = nominations.create_many(
        actor=SYSTEM, round_id=made["round"], unit_id=made.school, whole=True,
        asked=[Asking(_teacher(made, "Võ Thị Xuân").pk, WORKER, 2021)],
    )  # fmt: skip
    made.ids["closed"] = row.id
    _all(made, ["closed"], Event.PROPOSE)
    made.ids["session_closed"] = _closed_session(made, "school", "closed")


def _closed_session(made: World, at: str, nomination: str) -> int:
    """A session of the unit's council that approved this nomination; its minutes are numbered."""
    _all(made, [nomination], Event.APPRAISE_AGREE, at)
    session_id = councils.open_session(
        actor=SYSTEM, council_id=made[f"council_{at}"], round_id=made["round"], held_on=TODAY,
        nomination_ids=[made[nomination]], course=COURSE,
    )  # fmt: skip
    councils.record_votes(actor=SYSTEM, session_id=session_id, votes=[Vote(made[nomination], 1)])
    councils.close_session(actor=SYSTEM, session_id=session_id)
    return session_id


def _decisions(made: World) -> None:
    officer, head = made.actor(Role.EMULATION_OFFICER, "school"), made.actor(Role.HEAD, "school")
    for name in ("draft", "signed", "published", "revoked"):
        row = decisions.draft_decision(
            officer, unit_id=made.school, nomination_ids=[made[f"in_{name}"]], round_id=made["round"]
        )
        made.ids[f"decision_{name}"] = row.pk
        if name != "draft":
            row = decisions.sign(head, decision_id=row.pk, version=row.version, decided_on=TODAY)
        if name == "signed":
            decisions.attach_signed_file(
                officer, decision_id=row.pk, version=row.version, upload=PDF, name="ky.pdf"
            )
        if name in ("published", "revoked"):
            row = decisions.publish(officer, decision_id=row.pk, version=row.version)
            made.ids[f"award_{name}"] = row.items.get().record_id
        if name == "revoked":
            decisions.revoke(
                head, decision_id=row.pk, version=row.version, record_ids=[made["award_revoked"]],
                reason="Khai không đúng", decided_on=TODAY,
            )  # fmt: skip
    from thidua.achievements.models import AwardRecord

    made.ids["code"] = AwardRecord.objects.values_list("code", flat=True).get(pk=made["award_published"])


def _submissions(made: World) -> None:
    made.ids["submission"] = _submission(made, "school", "in_submission")
    made.ids["submission_sent"] = _submission(made, "school", "sent")
    _send(made, "submission_sent")
    for at in ("school", "district", "province"):
        if at != "school":
            _all(made, ["forwarded"], Event.APPRAISE_AGREE, at)
            _all(made, ["forwarded"], Event.COUNCIL_APPROVE, at)
            _all(made, ["forwarded"], Event.ENDORSE, at, **WORDS)
        made.ids["submission_state"] = _submission(made, at, "forwarded")
        _send(made, "submission_state")


def _decided_above(made: World) -> None:
    """A case of the school that the district's council approved and the district decided."""
    made.ids["submission_above"] = _submission(made, "school", "in_above")
    _send(made, "submission_above")
    councils.seat_member(
        actor=SYSTEM, council_id=made["council_district"], name=CHAIR, since=date(2021, 1, 1)
    )
    made.ids["session_above"] = _closed_session(made, "district", "in_above")
    _all(made, ["in_above"], Event.ENDORSE, "district", **WORDS)
    officer, head = made.actor(Role.EMULATION_OFFICER, "district"), made.actor(Role.HEAD, "district")
    row = decisions.draft_decision(
        officer, unit_id=made.units.district.pk, nomination_ids=[made["in_above"]], round_id=made["round"]
    )
    row = decisions.sign(head, decision_id=row.pk, version=row.version, decided_on=TODAY)
    made.ids["decision_above"] = decisions.publish(officer, decision_id=row.pk, version=row.version).pk


def _submission(made: World, at: str, nomination: str) -> int:
    return nominations.draft_submission(
        actor=SYSTEM, unit_id=made.unit(at).pk, round_id=made["round"], nomination_ids=[made[nomination]]
    )


def _send(made: World, name: str) -> None:
    nominations.send_submission(
        actor=SYSTEM, submission_id=made[name], signer="Trần Văn Bình", authority_lines=["THỦ TRƯỞNG"]
    )


def _imports(made: World) -> None:
    twin = _teacher(made, "Đinh Thị Hai")
    _teacher(made, "Đinh Thị Hai")
    made.ids["twin"] = twin.pk
    for name, who in (
        ("import_asks", "Đinh Thị Hai"),
        ("import_ready", "Mai Văn Một"),
        ("import_done", "Mai Văn Ba"),
    ):
        row = {**GOOD_ROW, "name": who, **({} if name == "import_asks" else {"birth_date": "05/03/1980"})}
        made.ids[name] = imports.upload(
            actor=made.actor(Role.EMULATION_OFFICER, "school"), round_id=made["round"], unit_id=made.school,
            name="danh-sach.xlsx", data=workbook(row),
        )  # fmt: skip
        jobs.run_all()
    made.ids["import_row"] = ImportRow.objects.get(batch=made["import_asks"]).number
    imports.confirm(actor=made.actor(Role.EMULATION_OFFICER, "school"), batch_id=made["import_done"])
    jobs.run_all()
    made.ids["job"] = _newest("foundation.Job")


def _swept(made: World) -> None:
    """The school's register put to the law, with somebody who was overlooked."""
    made.ids["run"] = insight.start_run(actor=SYSTEM, unit_id=made.school, year=TODAY.year)
    insight.carry_out(made["run"], lambda *_: None)
    overlooked = Found.objects.filter(run=made["run"], what__in=["eligible", "one_short"])
    made.ids["found"] = overlooked.order_by("pk").values_list("pk", flat=True)[0]


def workbook(row: dict[str, str]) -> bytes:
    """A list with one line."""
    return template(title="Danh sách", unit_names=[], award_names=[], sample=[row])
