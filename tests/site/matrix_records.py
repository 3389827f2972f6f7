"""Whose act is whose, part one: units and people, accounts, facts and the register, checks."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories import PASSWORD, TODAY
from tests.site.matrix_roles import ADMIN, ALL, DESK, NONE, REGISTRARS, SIGNERS, Line
from tests.site.matrix_world import (
    PROVINCE,
    WORKER,
    World,
)
from thidua.access import commands as access
from thidua.access.types import Role
from thidua.achievements import commands as achievements
from thidua.achievements.types import Basis, History, NewAward
from thidua.eligibility import commands as eligibility
from thidua.eligibility.types import Asked
from thidua.organisation import commands as organisation
from thidua.organisation.types import (
    NewCollective,
    NewHousehold,
    NewPerson,
    NewUnit,
    PersonGroup,
    SuccessionKind,
    UnitKind,
)

# Units and those who can be awarded ---------------------------------------------------------------------------


def _new_unit(code: str) -> NewUnit:
    return NewUnit(name=f"Tổ {code}", kind=UnitKind.DIVISION, code=code)


def new_person(w: World) -> NewPerson:
    return NewPerson(w.school, "Hồ Thị Mới", PersonGroup.OFFICIAL, birth_date=date(1990, 5, 6))


ORGANISATION = (
    Line(
        "organisation.create_unit",
        lambda w, who: organisation.create_unit(actor=who, parent_id=w.school, new=_new_unit("MOI1")),
        own=ADMIN, above=ADMIN,
    ),
    Line(
        "organisation.create_units",
        lambda w, who: organisation.create_units(
            actor=who, parent_id=w.school, new=[_new_unit("MOI1"), _new_unit("MOI2")]
        ),
        own=ADMIN, above=ADMIN,
    ),
    Line(
        "organisation.rename_unit",
        lambda w, who: organisation.rename_unit(actor=who, unit_id=w["team"], name="Tổ Toán - Tin", reason="Ghi sai"),
        own=ADMIN, above=ADMIN,
    ),
    Line(
        "organisation.end_unit",
        lambda w, who: organisation.end_unit(actor=who, unit_id=w["team"], on=TODAY, instrument="Quyết định 1"),
        own=ADMIN, above=ADMIN,
    ),
    Line(
        "organisation.succeed_units",
        lambda w, who: organisation.succeed_units(
            actor=who, kind=SuccessionKind.RENAMING, before_ids=[w["team"]], after_ids=[w["other_team"]], on=TODAY,
            instrument="Quyết định 2",
        ),
        own=ADMIN, above=ADMIN,
    ),
    Line(
        "organisation.register_person",
        lambda w, who: organisation.register_person(actor=who, new=new_person(w)),
        own=REGISTRARS, above=REGISTRARS,
    ),
    Line(
        "organisation.register_household",
        lambda w, who: organisation.register_household(actor=who, new=NewHousehold(w.school, "Hộ ông Ba")),
        own=REGISTRARS, above=REGISTRARS,
    ),
    Line(
        "organisation.register_collective",
        lambda w, who: organisation.register_collective(actor=who, new=NewCollective(w["team"])),
        own=REGISTRARS, above=REGISTRARS,
    ),
    Line(
        "organisation.register_many",
        lambda w, who: organisation.register_many(actor=who, new=[new_person(w)], occasion="Nhập danh sách"),
        own=REGISTRARS, above=REGISTRARS,
    ),
    Line(
        "organisation.correct_person",
        lambda w, who: organisation.correct_person(actor=who, recipient_id=w["recipient"], position="Giáo viên"),
        own=REGISTRARS, above=REGISTRARS,
    ),
    Line(
        "organisation.transfer_person",
        lambda w, who: organisation.transfer_person(
            actor=who, recipient_id=w["recipient"], to_unit_id=w["team"], on=TODAY
        ),
        own=REGISTRARS, above=REGISTRARS,
    ),
    Line(
        "organisation.end_recipient",
        lambda w, who: organisation.end_recipient(actor=who, recipient_id=w["twin"], on=TODAY, reason="Chuyển đi"),
        own=REGISTRARS, above=REGISTRARS,
    ),
)  # fmt: skip

# Users and posts ----------------------------------------------------------------------------------------------

ACCESS = (
    Line(
        "access.create_user",
        lambda w, who: access.create_user(
            actor=who, username="nguoi.moi", full_name="Người Mới", password="mot-mat-khau-dai"
        ),
        own=ADMIN, above=ADMIN, outside=ADMIN, told=True,
    ),
    Line(
        "access.give_post",
        lambda w, who: access.give_post(
            actor=who, user_id=w["newcomer"], unit_id=w.school, role=Role.HEAD, since=TODAY
        ),
        own=ADMIN, above=ADMIN,
    ),
    Line(
        "access.end_post",
        lambda w, who: access.end_post(actor=who, post_id=w["colleague_post"], until=TODAY),
        own=ADMIN, above=ADMIN,
    ),
    Line(
        "access.change_password",
        lambda w, who: access.change_password(actor=who, old=PASSWORD, new="mot-mat-khau-khac"),
        own=ALL, above=ALL, outside=ALL,
    ),
    Line(
        "access.set_reminders",
        lambda w, who: access.set_reminders(actor=who, email="ten@example.vn", daily=True),
        own=ALL, above=ALL, outside=ALL,
    ),
    Line(
        "access.open_feed",
        lambda w, who: access.open_feed(actor=who, post_id=w["colleague_post"]),
        own=NONE, told=True, variant="another's",
    ),
    Line(
        "access.close_feed",
        lambda w, who: access.close_feed(actor=who, post_id=w["colleague_post"]),
        own=NONE, told=True, variant="another's",
    ),
    Line(
        "access.reset_password",
        lambda w, who: access.reset_password(actor=who, user_id=w["colleague"], password="mot-mat-khau-khac"),
        own=ADMIN, above=ADMIN, told=True,
    ),
    Line(
        "access.close_account",
        lambda w, who: access.close_account(actor=who, user_id=w["colleague"], on=TODAY),
        own=ADMIN, above=ADMIN, told=True,
    ),
)  # fmt: skip

# Facts and the register ---------------------------------------------------------------------------------------

RECORDERS = DESK
HOLDERS = RECORDERS | {Role.INSPECTOR}
REVOKERS = RECORDERS | SIGNERS


def _basis(number: str) -> Basis:
    return Basis(number, date(2020, 12, 20), "Hiệu trưởng")


def _at(w: World, *records: str) -> dict[str, Any]:
    return {"record_ids": [w[name] for name in records], "by_unit_id": w.school}


ACHIEVEMENTS = tuple(
    Line(f"achievements.{name}", call, own=roles, above=roles)
    for name, roles, call in (
        ("set_rating", RECORDERS,
         lambda w, who: achievements.set_rating(who, recipient_id=w["recipient"], year=2020, level="excellent")),
        ("set_composition", RECORDERS,
         lambda w, who: achievements.set_composition(
             who, recipient_id=w["collective"], year=2021, data={"members": 30})),
        ("set_cluster_place", RECORDERS,
         lambda w, who: achievements.set_cluster_place(
             who, recipient_id=w["collective"], year=2021, rank=1, size=5)),
        ("add_initiative", RECORDERS,
         lambda w, who: achievements.add_initiative(
             who, recipient_id=w["recipient"], year=2021, title="Sáng kiến khác", scope="unit",
             recognised_by="unit")),
        ("mark_initiative_used", RECORDERS,
         lambda w, who: achievements.mark_initiative_used(who, initiative_id=w["initiative"], award=WORKER)),
        ("add_penalty", RECORDERS,
         lambda w, who: achievements.add_penalty(who, recipient_id=w["recipient"], day=TODAY, level="reprimand")),
        ("end_penalty", RECORDERS,
         lambda w, who: achievements.end_penalty(who, penalty_id=w["penalty"], until=date(2021, 3, 1))),
        ("open_hold", HOLDERS,
         lambda w, who: achievements.open_hold(
             who, recipient_id=w["recipient"], reason="complaint", since=TODAY)),
        ("close_hold", HOLDERS,
         lambda w, who: achievements.close_hold(who, hold_id=w["hold"], until=TODAY)),
        ("add_service_event", RECORDERS,
         lambda w, who: achievements.add_service_event(
             who, recipient_id=w["recipient"], kind="study", year=2019)),
        ("add_other_fact", RECORDERS,
         lambda w, who: achievements.add_other_fact(
             who, recipient_id=w["recipient"], section="posts", data={"post": "to_truong", "from": "2018-09-01"})),
        ("end_experience", RECORDERS,
         lambda w, who: achievements.end_experience(who, fact_id=w["work"], until=date(2021, 3, 1))),
        ("enter_past_award", RECORDERS,
         lambda w, who: achievements.enter_past_award(
             who, award=NewAward(w["recipient"], WORKER, 2020), basis=_basis("9/QĐ-THCSND"))),
        ("enter_history", RECORDERS,
         lambda w, who: achievements.enter_history(
             who, unit_id=w.school, source="Sổ cũ",
             history=History(ratings=((w["recipient"], {"year": 2015, "level": "good"}),)))),
        ("revoke", REVOKERS,
         lambda w, who: achievements.revoke(who, **_at(w, "record"), reason="Khai sai", on=TODAY)),
        ("restore", REVOKERS,
         lambda w, who: achievements.restore(who, **_at(w, "record_revoked"), reason="Xác minh lại")),
        ("amend_name", REVOKERS,
         lambda w, who: achievements.amend_name(
             who, record_id=w["record"], by_unit_id=w.school, name="Nguyễn Thị Bưởi", document="Công văn 1")),
    )
)  # fmt: skip
CONFER = Line(
    "achievements.confer_many",
    lambda w, who: achievements.confer_many(
        who, by_unit_id=w.school, basis=_basis("10/QĐ-THCSND"), awards=[NewAward(w["recipient"], WORKER, 2020)]
    ),
    own=RECORDERS, told=True,
)  # fmt: skip

# Checks -------------------------------------------------------------------------------------------------------


def _question(w: World) -> list[Asked]:
    return [Asked(None, w["recipient"], WORKER, "merit", 2021, None, None, "", TODAY)]


ELIGIBILITY = (
    Line(
        "eligibility.check_many", lambda w, who: eligibility.check_many(who, _question(w)),
        own=ALL, above=ALL, told=True,
    ),
    Line(
        "eligibility.preview", lambda w, who: eligibility.preview(who, _question(w)),
        own=ALL, above=ALL, told=True,
    ),
    *(
        Line(
            f"eligibility.{name}",
            lambda w, who, do=do: do(who, case_id=w["case"], version=1, reason="Còn căn cứ khác"),
            own=DESK | SIGNERS, place=PROVINCE,
        )
        for name, do in (
            ("keep_case", eligibility.keep_case), ("propose_revocation", eligibility.propose_revocation),
            ("hold_case", eligibility.hold_case),
        )
    ),
    Line(
        "eligibility.follow_nominations",  # the room of nominations has judged the right
        lambda w, who: eligibility.follow_nominations(who, holders={w["received"]: w.school}),
        own=ALL, above=ALL, outside=ALL,
    ),
)  # fmt: skip


RECORDS: tuple[Line, ...] = (*ORGANISATION, *ACCESS, *ACHIEVEMENTS, CONFER, *ELIGIBILITY)
