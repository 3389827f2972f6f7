"""A district with endorsed nominations in hand, made directly as rows: the way there is tested elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.factories import TODAY, Province, actor, collective, person
from thidua.access.types import Actor, Role
from thidua.achievements.models import Initiative, Rating
from thidua.decisions import commands
from thidua.decisions.models import Decision
from thidua.foundation.clock import now
from thidua.nominations.models import Nomination, Review, Round, Step
from thidua.organisation.models import Recipient, Unit

WORKER = "advanced_worker"
FIGHTER = "grassroots_emulation_fighter"
COLLECTIVE = "advanced_collective"
CERTIFICATE = "provincial_certificate_of_merit"
ENDORSED_ON = date(2021, 12, 10)


@dataclass
class Stage:
    """The people of the district office, and a round."""

    units: Province
    officer: Actor
    signer: Actor
    round: Round

    @property
    def district(self) -> Unit:
        return self.units.district

    def teacher(self, name: str, year: int = 2021, level: str = "excellent", **fields: Any) -> Recipient:
        """A teacher with an excellent year and an initiative, so that titles of the year are within reach."""
        made = person(name, self.units.school, **{"recruited": date(2015, 9, 1), **fields})
        Rating.objects.create(recipient=made, year=year, level=level)
        Initiative.objects.create(
            recipient=made,
            year=year,
            title=f"Sáng kiến của {name}",
            scope="district",
            recognised_by="district",
        )
        return made

    def nomination(self, recipient: Recipient, award: str = WORKER, **fields: Any) -> Nomination:
        """A nomination endorsed at the district (at `holder` when given)."""
        return self.nominations([recipient], award, **fields)[0]

    def nominations(
        self, recipients: Iterable[Recipient], award: str = WORKER, **fields: Any
    ) -> list[Nomination]:
        """One endorsed nomination for each, in few queries."""
        holder = fields.pop("holder", self.units.district)
        state = fields.pop("review_state", "endorsed")
        endorsed_on = fields.pop("endorsed_on", ENDORSED_ON)
        # one fighter among few advanced workers is over the share, which the head may endorse with a reason
        endorsed_as = fields.pop("endorsed_as", "not_eligible" if award == FIGHTER else "eligible")
        rows = Nomination.objects.bulk_create(
            [
                Nomination(
                    round=self.round, recipient=recipient, unit=recipient.unit, holder=holder, award=award,
                    created_at=now(), created_by="system", changed_at=now(), review_state=state,
                    state=fields.get("state", "in_review"),
                    **{"year": 2021, "route": "merit", **{k: v for k, v in fields.items() if k != "state"}},
                )
                for recipient in recipients
            ]
        )  # fmt: skip
        Review.objects.bulk_create(
            Review(
                nomination=row,
                unit=holder,
                level=1,
                state=state,
                verdict=endorsed_as,
                received_on=ENDORSED_ON,
            )
            for row in rows
        )
        Step.objects.bulk_create(
            Step(
                nomination=row, unit=holder, event="endorse", at=now(), on_date=endorsed_on, actor="Thủ trưởng",
                actor_ref="system",
            )
            for row in rows
        )  # fmt: skip
        return rows

    def draft(self, rows: Iterable[Nomination], **words: Any) -> Decision:
        """A draft of the district for these nominations."""
        return commands.draft_decision(
            self.officer,
            unit_id=self.units.district.pk,
            round_id=self.round.pk,
            nomination_ids=[row.pk for row in rows],
            **words,
        )

    def signed(self, rows: Iterable[Nomination], decided_on: date = TODAY, **words: Any) -> Decision:
        """Drafted and signed."""
        row = self.draft(rows, **words)
        return commands.sign(self.signer, decision_id=row.pk, version=row.version, decided_on=decided_on)

    def published(self, rows: Iterable[Nomination], decided_on: date = TODAY, **words: Any) -> Decision:
        """Drafted, signed and published."""
        row = self.signed(rows, decided_on, **words)
        return commands.publish(self.officer, decision_id=row.pk, version=row.version)


def district_stage(units: Province) -> Stage:
    """The stage of these tests."""
    return Stage(
        units=units,
        officer=actor(Role.EMULATION_OFFICER, units.district, "Lê Thị Mai"),
        signer=actor(Role.SIGNER, units.district, "Phạm Văn Sơn", title="Phó Chủ tịch"),
        round=Round.objects.create(
            unit=units.province, name="Tổng kết năm 2021", year=2021, opens_on=date(2021, 11, 1),
            closes_on=date(2021, 12, 31),
        ),
    )  # fmt: skip


__all__ = [
    "CERTIFICATE",
    "COLLECTIVE",
    "ENDORSED_ON",
    "FIGHTER",
    "WORKER",
    "Stage",
    "collective",
    "district_stage",
]
