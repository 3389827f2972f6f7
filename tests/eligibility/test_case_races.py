"""Several at once: a case is decided once, and no award slips past a revocation."""

from __future__ import annotations

import pytest

from tests.decisions.stage import district_stage
from tests.decisions.test_faults import at_once
from tests.eligibility.test_cases import PROVINCIAL, decided, ladder, opened, restore, revoke
from tests.factories import TODAY, actor, mini_province
from tests.race import together
from thidua.access.types import Role
from thidua.decisions import commands as decisions
from thidua.eligibility import commands
from thidua.eligibility.invariants import INVARIANTS
from thidua.eligibility.models import ReviewCase
from thidua.foundation.errors import Refused, Stale
from thidua.foundation.invariants import broken
from thidua.foundation.ledger import verify
from thidua.foundation.models import LedgerEntry

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_of_several_who_decide_one_case_one_wins() -> None:
    stage = district_stage(mini_province())
    case = opened(stage)
    people = [actor(Role.SPECIALIST, stage.units.province) for _ in range(6)]

    def decide(number: int) -> object:
        do = (commands.keep_case, commands.propose_revocation, commands.hold_case)[number % 3]
        return do(people[number], case_id=case.pk, version=1, reason=f"Ý kiến số {number}")

    answers = together(decide, len(people))
    assert sum(isinstance(answer, ReviewCase) for answer in answers) == 1
    assert all(isinstance(answer, ReviewCase | Stale) for answer in answers)
    case.refresh_from_db()
    assert case.version == 2
    acts = ("eligibility.keep_case", "eligibility.propose_case", "eligibility.hold_case")
    assert LedgerEntry.objects.filter(act__in=acts).count() == 1


def test_deciding_while_the_first_award_is_given_back() -> None:
    stage = district_stage(mini_province())
    _, titles = decided(stage)
    revoke(titles[0], stage)
    case = ReviewCase.objects.get()
    who = actor(Role.SPECIALIST, stage.units.province)
    answers = at_once(
        lambda: restore(titles[0], stage),
        lambda: commands.propose_revocation(who, case_id=case.pk, version=1, reason="Không còn đủ"),
    )
    assert all(answer is None or isinstance(answer, ReviewCase | Refused) for answer in answers)
    case.refresh_from_db()
    assert case.state == "stands"
    assert list(broken(INVARIANTS)) == []
    assert list(verify()) == []


def test_an_award_published_while_what_it_counted_is_revoked_has_its_case() -> None:
    stage = district_stage(mini_province())
    who, titles = ladder(stage, since=2019)
    row = stage.nomination(who, PROVINCIAL, holder=stage.units.province)
    officer = actor(Role.SPECIALIST, stage.units.province)
    signer = actor(Role.HEAD, stage.units.province, title="Chủ tịch")
    draft = decisions.draft_decision(officer, unit_id=stage.units.province.pk, nomination_ids=[row.pk])
    made = decisions.sign(
        signer, decision_id=draft.pk, version=draft.version, decided_on=TODAY, signer="Hồ Văn Mười",
        authority_lines=["CHỦ TỊCH"],
    )  # fmt: skip
    answers = at_once(
        lambda: decisions.publish(officer, decision_id=made.pk, version=made.version),
        lambda: revoke(titles[0], stage),
    )
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    case = ReviewCase.objects.get()
    assert (case.record.nomination_id if case.record else None, case.stands) == (row.pk, False)
    assert list(broken(INVARIANTS)) == []
