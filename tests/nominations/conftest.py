"""A stage for the way of nominations: a school, its district and the province, each with its people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from tests.factories import Province, actor, person
from thidua.access.types import Actor, Role
from thidua.nominations import commands
from thidua.nominations.models import Nomination
from thidua.nominations.types import Asking, Event
from thidua.organisation.models import Recipient

FIGHTER = "grassroots_emulation_fighter"
WORKER = "advanced_worker"
CERTIFICATE = "provincial_certificate_of_merit"
STATE_AWARD = "labour_order_2"
DISTRICT_AWARD = "commendation_certificate_district"
BALLOT: Mapping[str, Any] = {
    "members": 9,
    "present": 8,
    "yes": 8,
    "written_yes": 1,
    "method": "ballot",
    "secret": True,
}


@dataclass
class Stage:
    """Who plays: officers and heads of three levels, a stranger, and one open round of the province."""

    units: Province
    officer: Actor
    head: Actor
    district_officer: Actor
    district_head: Actor
    province_officer: Actor
    province_head: Actor
    stranger: Actor
    round_id: int

    def person(self, name: str = "Nguyễn Văn An") -> Recipient:
        """A teacher of the school."""
        return person(name, self.units.school)

    def draft(self, award: str = FIGHTER, recipient: Recipient | None = None, **asked: Any) -> int:
        """A nomination of the school, as a draft."""
        whom = recipient or self.person()
        return commands.create_nomination(
            actor=self.officer, round_id=self.round_id, unit_id=self.units.school.pk,
            asking=Asking(whom.pk, award, asked.pop("year", 2021), **asked),
        )  # fmt: skip

    def do(self, who: Actor, pk: int, event: Event, **words: Any) -> Nomination:
        """One event at the unit that holds the nomination (at the proposing one for a withdrawal)."""
        row = Nomination.objects.get(pk=pk)
        unit_id = row.unit_id if event is Event.WITHDRAW else row.holder_id
        if event in (Event.COUNCIL_APPROVE, Event.COUNCIL_REFUSE):
            words.setdefault("ballot", BALLOT)
        commands.advance(actor=who, nomination_id=pk, unit_id=unit_id, event=event, **words)
        return Nomination.objects.get(pk=pk)

    def endorsed(self, pk: int, officer: Actor | None = None, head: Actor | None = None) -> int:
        """From wherever the unit's review begins to its head's endorsement."""
        officer, head = officer or self.officer, head or self.head
        if Nomination.objects.get(pk=pk).state == "draft":
            self.do(officer, pk, Event.PROPOSE)
        self.do(officer, pk, Event.APPRAISE_AGREE)
        self.do(officer, pk, Event.COUNCIL_APPROVE)
        self.do(head, pk, Event.ENDORSE, confirmed=True, text="Đã xem xét kỹ, đề nghị trình cấp trên.")
        return pk

    def sent(self, pks: list[int], officer: Actor | None = None, unit_id: int | None = None) -> int:
        """A submission of these nominations, sent."""
        officer = officer or self.officer
        made = commands.draft_submission(
            actor=officer, unit_id=unit_id or self.units.school.pk, round_id=self.round_id, nomination_ids=pks
        )
        commands.send_submission(
            actor=officer, submission_id=made, signer="Trần Văn Bình", authority_lines=["HIỆU TRƯỞNG"]
        )
        return made

    def at_district(self, award: str = DISTRICT_AWARD, name: str = "Nguyễn Văn An") -> int:
        """A nomination that the school has sent to the district."""
        pk = self.endorsed(self.draft(award, self.person(name)))
        self.sent([pk])
        return pk

    def at_province(self, award: str = CERTIFICATE) -> int:
        """A nomination that school and district have sent to the province."""
        pk = self.endorsed(self.at_district(award), self.district_officer, self.district_head)
        self.sent([pk], self.district_officer, self.units.district.pk)
        return pk


@pytest.fixture
def stage(province: Province) -> Stage:
    """The stage, with a round of the province open on the tests' day."""
    officer_of = {
        name: actor(Role.EMULATION_OFFICER, getattr(province, name))
        for name in ("school", "district", "province", "other_district")
    }
    head_of = {name: actor(Role.HEAD, getattr(province, name)) for name in ("school", "district", "province")}
    round_id = commands.open_round(
        actor=officer_of["province"], unit_id=province.province.pk, name="Tổng kết năm 2021", year=2021,
        opens_on=date(2021, 11, 1), closes_on=date(2021, 12, 31),
    )  # fmt: skip
    return Stage(
        province, officer_of["school"], head_of["school"], officer_of["district"], head_of["district"],
        officer_of["province"], head_of["province"], officer_of["other_district"], round_id,
    )  # fmt: skip
