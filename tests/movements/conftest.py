"""A stage for movements: the province launches, a district and its commune join."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from tests.factories import TODAY, Province, actor, collective
from thidua.access.types import Actor, Role
from thidua.movements import commands, logic
from thidua.movements.models import Movement, Review
from thidua.movements.types import Check, Criterion, Kind, Plan, ReviewKind
from thidua.organisation.models import Recipient

CERTIFICATE = "provincial_certificate_of_merit"
COMMUNE_AWARD = "commendation_certificate_commune"
PLAN = Plan(
    title="Đắk Nông chung sức xây dựng nông thôn mới",
    kind=Kind.THEMATIC,
    since=date(2020, 10, 1),
    until=date(2022, 9, 30),
    theme="Cả tỉnh chung sức",
    goal="Mỗi huyện thêm một xã đạt chuẩn.",
    content="Làm đường thôn, kênh mương nội đồng, trường học đạt chuẩn quốc gia.",
    criteria=(
        Criterion("localities", "Số xã đạt chuẩn nông thôn mới", True),
        Criterion("people", "Ngày công, đất hiến", True),
    ),
    awards=(CERTIFICATE, COMMUNE_AWARD),
    budget=250_000_000,
    budget_paper="Nghị quyết mẫu",
)


@dataclass
class Ground:
    """Who plays, and the movement of the province as a draft until `launched`."""

    units: Province
    officer: Actor
    head: Actor
    district_officer: Actor
    commune_officer: Actor
    commune_head: Actor
    stranger: Actor

    def draft(self, who: Actor | None = None, unit: int | None = None, **changes: Any) -> Movement:
        """A draft of the province, or of another unit."""
        pk = commands.draft(
            actor=who or self.officer, unit_id=unit or self.units.province.pk, plan=replace(PLAN, **changes)
        )
        return Movement.objects.get(pk=pk)

    def launched(self, **changes: Any) -> Movement:
        """A movement of the province, launched on its first day."""
        row = self.draft(**changes)
        return self.launch(row, self.head)

    def launch(self, row: Movement, who: Actor, on: date = TODAY) -> Movement:
        """Launch a draft, whatever it meets."""
        commands.launch(actor=who, movement_id=row.pk, version=row.version, on=on, aware=True)
        return Movement.objects.get(pk=row.pk)

    def held(self, row: Movement, kind: ReviewKind, who: Actor | None = None, on: date = TODAY) -> Review:
        """The review of that kind, held with every point done."""
        review = Review.objects.get(movement=row, kind=kind)
        commands.hold_review(
            actor=who or self.officer, review_id=review.pk, held_on=on, findings="Đạt mục tiêu đề ra.",
            checklist=[Check(point.key, True) for point in logic.points(kind, on)],
        )  # fmt: skip
        return Review.objects.get(pk=review.pk)

    def commune(self) -> Recipient:
        """The commune as someone who can be awarded."""
        return collective(self.units.commune)


@pytest.fixture
def ground(province: Province) -> Ground:
    """The mini province with officers and heads at three levels."""
    return Ground(
        province,
        actor(Role.EMULATION_OFFICER, province.province),
        actor(Role.HEAD, province.province),
        actor(Role.EMULATION_OFFICER, province.district),
        actor(Role.EMULATION_OFFICER, province.commune),
        actor(Role.HEAD, province.commune),
        actor(Role.EMULATION_OFFICER, province.other_district),
    )
