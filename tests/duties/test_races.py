"""Several at one duty, one clause, one report back: one wins, the others are told, nothing is doubled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests import factories
from tests.duties.stage import WORK, directive, given, reported
from tests.factories import SYSTEM, TODAY, Province
from tests.race import one_wins, together
from thidua.directives.queries import clauses
from thidua.duties import commands, daily
from thidua.duties.models import Duty, Extension, Progress, Report, UrgingLetter
from thidua.duties.types import DutyState, Said
from thidua.foundation.errors import Refused
from thidua.foundation.invariants import broken
from thidua.foundation.models import LedgerEntry, Notice
from thidua.organisation import commands as organisation
from thidua.organisation.types import SuccessionKind

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
ENDED = date(2021, 12, 10)


def told(lost: list[Exception], words: str) -> bool:
    """Whether all who lost read these words."""
    return all(words in str(each) for each in lost)


def test_one_request_for_more_time_is_asked_once_and_ruled_once(province: Province) -> None:
    [duty] = given(province, province.district)
    lost = one_wins(
        lambda number: commands.ask_extension(
            actor=SYSTEM, duty_id=duty, until=date(2022, 1, 10 + number), reason="Chờ kinh phí"
        ),
        Refused,
    )
    assert told(lost, "đang chờ trả lời")
    asked = Extension.objects.get()
    lost = one_wins(
        lambda number: commands.rule_extension(
            actor=SYSTEM,
            extension_id=asked.pk,
            granted_until=date(2022, 1, 20 + number) if number % 2 else None,
            words="Không thể lùi",
        ),
        Refused,
    )
    assert told(lost, "đã được trả lời")
    asked.refresh_from_db()
    assert Duty.objects.get().due_on == (asked.granted_until or asked.due_on)
    assert LedgerEntry.objects.filter(act="duties.rule_extension").count() == 1


def ended(province: Province) -> Any:
    """The commune ended and was merged; its successor."""
    heir = factories.unit("Xã mới", parent=province.district, valid_from=ENDED)
    organisation.succeed_units(
        actor=SYSTEM, kind=SuccessionKind.MERGER, before_ids=[province.commune.pk], after_ids=[heir.pk],
        on=ENDED, instrument="Nghị quyết 1",
    )  # fmt: skip
    return heir


def test_a_report_made_while_the_duty_is_handed_over_is_never_lost(province: Province) -> None:
    [duty] = given(province, province.commune)
    heir = ended(province)

    def both(number: int) -> int:
        if number % 2:
            return commands.hand_over(actor=SYSTEM, duty_id=duty, unit_id=heir.pk)
        return commands.report(actor=SYSTEM, duty_id=duty, said=Said(f"Đã làm {number}", 40 + number))

    answers = together(both, 6)
    assert all(isinstance(each, int | Refused) for each in answers), answers
    assert sum(isinstance(each, int) for each in answers[1::2]) == 1, answers
    new = Duty.objects.get(predecessor=duty)
    last = Progress.objects.order_by("pk").last()
    assert new.percent == (last.percent if last else 0)
    assert Progress.objects.count() == sum(isinstance(each, int) for each in answers[::2])
    assert list(broken()) == []


def test_nothing_stays_open_below_what_is_withdrawn(province: Province) -> None:
    [top] = given(province, province.district)
    [below] = commands.pass_down(actor=SYSTEM, duty_id=top, unit_ids=[province.commune.pk], terms=WORK)
    team = factories.unit("Tổ dân phố", parent=province.commune, authority="")
    version = Duty.objects.get(pk=top).version

    def act(number: int) -> Any:
        if not number:
            return commands.withdraw(actor=SYSTEM, duty_id=top, version=version, reason="Bãi bỏ")
        if number == 1:
            return commands.pass_down(actor=SYSTEM, duty_id=below, unit_ids=[team.pk], terms=WORK)
        return reported(below, 10 * number)

    answers = together(act, 4)
    assert all(isinstance(each, int | list | Refused) for each in answers), answers
    assert {row.state for row in Duty.objects.all()} == {DutyState.WITHDRAWN}, answers
    assert list(broken()) == []


def test_one_clause_is_given_once_to_a_unit(province: Province) -> None:
    document = directive(province.province)
    first, second = (clause.pk for clause in clauses(SYSTEM, document)[:2])
    lost = one_wins(lambda _: given(province, province.district, document=document, clause_id=first), Refused)
    assert told(lost, "Đã được giao nội dung này")
    lost = one_wins(
        lambda _: commands.issue_accepted(actor=SYSTEM, document_id=document, clause_ids=[second]), Refused
    )
    assert told(lost, "đã được giao cho mọi đơn vị")
    assert Duty.objects.filter(clause=first).count() == 1
    assert Notice.objects.filter(unit_id=province.department.pk, text__contains="nhiệm vụ mới").count() == 1


def test_a_duty_is_passed_down_once_to_a_unit(province: Province) -> None:
    [duty] = given(province, province.district)
    lost = one_wins(
        lambda _: commands.pass_down(
            actor=SYSTEM, duty_id=duty, unit_ids=[province.commune.pk, province.school.pk], terms=WORK
        ),
        Refused,
    )
    assert told(lost, "đã được giao nhiệm vụ này")
    assert Duty.objects.filter(parent=duty).count() == 2
    assert Notice.objects.filter(unit_id=province.school.pk).count() == 1


def test_a_result_is_judged_once_and_a_withdrawn_duty_takes_no_report(province: Province) -> None:
    [duty] = given(province, province.district)
    reported(duty)
    version = Duty.objects.get().version

    def judge(number: int) -> None:
        if number % 2:
            commands.return_back(actor=SYSTEM, duty_id=duty, version=version, reason="Thiếu danh sách")
        else:
            commands.accept(actor=SYSTEM, duty_id=duty, version=version)

    one_wins(judge)
    assert LedgerEntry.objects.filter(act__in=["duties.accept", "duties.return_back"]).count() == 1
    document = Duty.objects.get().document_id
    [other] = given(province, province.other_district, document=document)

    def end(number: int) -> Any:
        if number:
            return reported(other, 50)
        return commands.withdraw(actor=SYSTEM, duty_id=other, version=1, reason="Bãi bỏ")

    answers = together(end, 4)
    row = Duty.objects.get(pk=other)
    assert row.state == DutyState.WITHDRAWN or isinstance(answers[0], Refused), answers
    assert row.reports.count() == sum(isinstance(each, int) for each in answers[1:])
    assert list(broken()) == []


def test_versions_of_a_report_drafted_at_once_follow_each_other(province: Province) -> None:
    document = directive(province.province)
    [duty] = given(province, province.district, document=document)

    def draft(number: int) -> int:
        unit = province.district if number % 2 else province.province
        return commands.draft_report(
            actor=SYSTEM, document_id=document, organ_id=unit.pk, addressee="UBND tỉnh",
            unit_id=unit.pk if number % 2 else None,
        )  # fmt: skip

    answers = together(draft, 6)
    assert all(isinstance(each, int) for each in answers), answers
    for unit in (province.province, province.district):
        versions = Report.objects.filter(unit=unit).order_by("version").values_list("version", flat=True)
        assert list(versions) == [1, 2, 3]
    assert Duty.objects.get().pk == duty
    assert list(broken()) == []


def test_the_day_run_twice_at_once_reminds_once(province: Province) -> None:
    [duty] = given(province, province.district)
    Duty.objects.update(due_on=date(2021, 12, 1))
    Notice.objects.all().delete()
    answers = together(lambda _: daily.run(TODAY), 4)
    assert answers == [None] * 4
    assert Duty.objects.get(pk=duty).reminded == 3
    for unit, count in ((province.district, 2), (province.province, 1)):
        assert Notice.objects.filter(unit_id=unit.pk).count() == count
    late = replace(SYSTEM, today=TODAY)
    letters = together(
        lambda _: commands.urge(
            actor=late, unit_id=province.province.pk, to_unit_id=province.district.pk, duty_ids=[duty],
            until=date(2021, 12, 30),
        ),
        3,
    )  # fmt: skip
    assert UrgingLetter.objects.count() == sum(isinstance(each, int) for each in letters)
