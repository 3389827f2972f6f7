"""A council of nine at the school, and nominations that wait for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any

import pytest

from tests.factories import post, user
from tests.nominations.conftest import DISTRICT_AWARD, Stage, stage
from thidua.access.queries import actor_of
from thidua.access.types import Actor, Role
from thidua.councils import commands
from thidua.councils.types import Absent, Course, MemberRole, Method, Vote
from thidua.nominations.types import Event

__all__ = ["stage"]

NAMES = [
    "Trần Văn Bình", "Lê Thị Chi", "Phạm Văn Dũng", "Hoàng Thị Em", "Vũ Văn Giang", "Đặng Thị Hà", "Bùi Văn Khánh",
    "Đỗ Thị Lan", "Ngô Văn Minh",
]  # fmt: skip
TODAY = date(2021, 12, 15)
COURSE = Course(
    absent=(Absent("Đỗ Thị Lan", "đi công tác", wrote=True), Absent("Ngô Văn Minh", "nghỉ ốm")),
    begins=time(8, 0),
    ends=time(10, 30),
    place="Phòng họp nhà trường",
    method=Method.BALLOT,
    secret=True,
    chair="Trần Văn Bình",
    secretary="Lê Thị Chi",
)


@dataclass
class Room:
    """The stage with a council."""

    stage: Stage
    council_id: int
    chair: Actor

    def waiting(self, name: str = "Nguyễn Văn An", award: str = DISTRICT_AWARD) -> int:
        """A nomination of the school that waits for the council."""
        pk = self.stage.draft(award, self.stage.person(name))
        self.stage.do(self.stage.officer, pk, Event.PROPOSE)
        self.stage.do(self.stage.officer, pk, Event.APPRAISE_AGREE)
        return pk

    def session(self, *pks: int, **given: Any) -> int:
        """An open session with these on its agenda."""
        return commands.open_session(
            actor=self.stage.officer, council_id=self.council_id, round_id=self.stage.round_id, nomination_ids=pks,
            **{"held_on": TODAY, "course": COURSE, **given},
        )  # fmt: skip

    def counted(self, session_id: int, *votes: Vote, course: Course = COURSE) -> int:
        """The same session with its course and these votes written down."""
        commands.record_course(actor=self.stage.officer, session_id=session_id, course=course)
        commands.record_votes(actor=self.stage.officer, session_id=session_id, votes=votes)
        return session_id


@pytest.fixture
def room(stage: Stage) -> Room:
    """The school's council, chaired by someone with an account."""
    chair = user(NAMES[0])
    post(chair, Role.COUNCIL_MEMBER, stage.units.school)
    council_id = commands.found_council(
        actor=stage.officer, unit_id=stage.units.school.pk, name="Hội đồng Thi đua - Khen thưởng Trường THCS Nguyễn Du",
        since=date(2021, 1, 1), founded_by="Quyết định số 12/QĐ-THCSND ngày 05/01/2021",
    )  # fmt: skip
    roles = [MemberRole.CHAIR, MemberRole.SECRETARY, *[MemberRole.MEMBER] * 7]
    for name, role in zip(NAMES, roles, strict=True):
        commands.seat_member(
            actor=stage.officer, council_id=council_id, name=name, role=role, since=date(2021, 1, 1),
            title="Giáo viên", user_id=chair.pk if role is MemberRole.CHAIR else None,
        )  # fmt: skip
    return Room(stage, council_id, actor_of(chair.pk, chair.full_name, TODAY))
