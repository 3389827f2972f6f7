"""Reviews after a revocation: what opens them, what they keep, who settles them, what closes them by itself."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.decisions.stage import FIGHTER, Stage
from tests.factories import SYSTEM, TODAY, actor
from thidua.access.types import Role
from thidua.achievements import commands as achievements
from thidua.achievements.models import AwardRecord, Initiative, Rating
from thidua.achievements.types import Basis, NewAward
from thidua.decisions import commands as decisions
from thidua.decisions.models import Decision
from thidua.eligibility import commands, queries
from thidua.eligibility.foresight import consequences
from thidua.eligibility.invariants import INVARIANTS
from thidua.eligibility.models import Check, ReviewCase, Revocation
from thidua.eligibility.responsible import units_of
from thidua.foundation.errors import NotThere, Refused, Stale
from thidua.foundation.invariants import broken
from thidua.foundation.models import LedgerEntry, Notice
from thidua.nominations.commands import recheck, withdraw
from thidua.organisation.models import Recipient, Unit

PROVINCIAL = "provincial_emulation_fighter"
NATIONAL = "national_emulation_fighter"


def title(who: Recipient, award: str, year: int, decided_on: date | None = None) -> AwardRecord:
    """An award on paper, entered by hand: no check was kept."""
    basis = Basis(f"{year}/QĐ-UBND", decided_on or date(year, 12, 1), "Chủ tịch")
    return achievements.enter_past_award(SYSTEM, award=NewAward(who.pk, award, year), basis=basis)


def ladder(
    stage: Stage, name: str = "Nguyễn Văn An", since: int = 2016
) -> tuple[Recipient, list[AwardRecord]]:
    """Someone with the yearly title from `since` to 2021, each on paper."""
    who = stage.teacher(name, facts_to=None)
    made = []
    for year in range(since, 2022):
        Rating.objects.get_or_create(recipient=who, year=year, defaults={"level": "excellent"})
        Initiative.objects.create(
            recipient=who, year=year, title=f"Sáng kiến {year}", scope="province", recognised_by="province"
        )
        made.append(title(who, FIGHTER, year))
    return who, made


def conferred_again(record: AwardRecord) -> AwardRecord:
    """The same title of the same year by another paper."""
    basis = Basis("77/QĐ-UBND", date(record.year, 12, 30), "Chủ tịch")
    twin = NewAward(record.recipient_id, record.award, record.year)
    return achievements.enter_past_award(SYSTEM, award=twin, basis=basis)


def revoke(record: AwardRecord, stage: Stage, reason: str = "Khai không đúng", on: date = TODAY) -> None:
    achievements.revoke(SYSTEM, record_ids=[record.pk], by_unit_id=stage.district.pk, reason=reason, on=on)


def restore(record: AwardRecord, stage: Stage) -> None:
    achievements.restore(
        SYSTEM, record_ids=[record.pk], by_unit_id=stage.district.pk, reason="Kết luận xác minh lại"
    )


def decided(stage: Stage) -> tuple[AwardRecord, list[AwardRecord]]:
    """A provincial title decided on the platform, whose kept check counted three yearly titles on paper."""
    who, titles = ladder(stage, since=2019)
    row = stage.nomination(who, PROVINCIAL, holder=stage.units.province)
    officer = actor(Role.SPECIALIST, stage.units.province)
    signer = actor(Role.HEAD, stage.units.province, title="Chủ tịch")
    at = {"decided_on": TODAY, "signer": "Hồ Văn Mười", "authority_lines": ["CHỦ TỊCH"]}
    draft = decisions.draft_decision(officer, unit_id=stage.units.province.pk, nomination_ids=[row.pk])
    made = decisions.sign(signer, decision_id=draft.pk, version=draft.version, **at)
    decisions.publish(officer, decision_id=made.pk, version=made.version)
    return AwardRecord.objects.get(nomination_id=row.pk), titles


def test_an_award_decided_here_is_asked_again_without_the_revoked_one(stage: Stage) -> None:
    award, titles = decided(stage)
    rested = Check.objects.filter(nomination_id=award.nomination_id).latest("pk")
    revoke(titles[0], stage)
    case = ReviewCase.objects.get()
    assert (case.record_id, case.unit_id, case.state) == (award.pk, stage.units.province.pk, "open")
    assert (case.before_id, case.before.verdict, case.after.verdict) == (
        rested.pk,
        "eligible",
        "not_eligible",
    )
    assert (case.stands, case.rebuilt, case.follows) == (False, False, [])
    assert [(line["title"], line["before"], line["after"]) for line in case.changes] == [
        ("Ba lần liên tục đạt Chiến sĩ thi đua cơ sở", "yes", "no")
    ]
    assert case.after.record_id == award.pk
    assert case.after.nomination_id is None
    assert case.after.decided_on == award.decided_on
    award.refresh_from_db()
    assert award.state == "active"
    newest = queries.newest_check_system(award.nomination_id or 0)
    assert newest is not None
    assert newest.verdict == "eligible"  # the nomination keeps the check its award rested on
    told = Notice.objects.get(unit_id=stage.units.province.pk, text__contains="cần xem xét")
    assert told.text.startswith("1 trường hợp")
    assert LedgerEntry.objects.filter(act="eligibility.open_case", object_id=str(case.pk)).count() == 1
    assert list(broken(INVARIANTS)) == []


def test_awards_on_paper_are_asked_afresh_and_lead_further(stage: Stage) -> None:
    who, yearly = ladder(stage, since=2015)
    Initiative.objects.update(scope="nation", recognised_by="nation")
    first = title(who, PROVINCIAL, 2017, date(2017, 12, 20))
    title(who, PROVINCIAL, 2020, date(2020, 12, 20))
    national = title(who, NATIONAL, 2020, TODAY)
    _other, _others = ladder(stage, "Trần Văn Bình", since=2019)
    foreseen = consequences(stage.officer, [yearly[0].pk])
    assert [(line.award, line.level, line.stands) for line in foreseen.lines] == [
        ("Chiến sĩ thi đua cấp tỉnh năm 2017", 1, False), ("Chiến sĩ thi đua toàn quốc năm 2020", 2, False),
    ]  # fmt: skip
    assert foreseen.sentence == (
        " 1 trường hợp đã tính đến sẽ phải xem xét lại, trong đó 1 không còn đủ căn cứ:"
        " Chiến sĩ thi đua cấp tỉnh năm 2017 của Nguyễn Văn An."
    )
    assert not ReviewCase.objects.exists()
    revoke(yearly[0], stage)
    case = ReviewCase.objects.get()
    assert (case.record_id, case.rebuilt, case.stands) == (first.pk, True, False)
    (follow,) = case.follows
    assert (follow["record_id"], follow["level"], follow["stands"]) == (national.pk, 2, False)
    assert (follow["before"], follow["after"]) == ("eligible", "not_eligible")
    revoke(first, stage)  # only now is the next one a case
    case.refresh_from_db()
    assert case.state == "revoked"
    nxt = ReviewCase.objects.exclude(pk=case.pk).get()
    assert (nxt.record_id, nxt.revocation.record_id, nxt.stands) == (national.pk, first.pk, False)
    assert nxt.unit_id == stage.units.province.pk
    assert list(broken(INVARIANTS)) == []


def test_a_nomination_under_way_is_checked_again_and_has_its_case(stage: Stage) -> None:
    who, yearly = ladder(stage, since=2019)
    row = stage.nomination(who, PROVINCIAL, holder=stage.units.province)
    recheck(actor=SYSTEM, nomination_ids=[row.pk])
    before = Check.objects.get(nomination_id=row.pk)
    revoke(yearly[1], stage)
    case = ReviewCase.objects.get()
    after = Check.objects.filter(nomination_id=row.pk).latest("pk")
    assert (case.nomination_id, case.record_id, case.unit_id) == (row.pk, None, stage.units.province.pk)
    assert (case.before_id, case.after_id) == (before.pk, after.pk)
    assert (case.before.verdict, case.after.verdict, case.stands) == ("eligible", "not_eligible", False)
    row.refresh_from_db()
    assert row.verdict == "not_eligible"
    with pytest.raises(Refused, match="chưa thành khen thưởng"):
        commands.propose_revocation(
            actor(Role.HEAD, stage.units.province), case_id=case.pk, version=1, reason="Không đủ"
        )
    restore(yearly[1], stage)
    case.refresh_from_db()
    row.refresh_from_db()
    assert (case.state, row.verdict) == ("stands", "eligible")
    assert list(broken(INVARIANTS)) == []


def test_the_case_of_a_nomination_moves_and_ends_with_it(stage: Stage) -> None:
    who, yearly = ladder(stage, since=2019)
    row = stage.nomination(who, PROVINCIAL, holder=stage.units.province)
    recheck(actor=SYSTEM, nomination_ids=[row.pk])
    revoke(yearly[1], stage)
    case = ReviewCase.objects.get()
    commands.follow_nominations(SYSTEM, holders={row.pk: stage.district.pk})
    case.refresh_from_db()
    assert (case.unit_id, case.state) == (stage.district.pk, "open")
    commands.follow_nominations(SYSTEM, holders={row.pk: stage.district.pk}, over={row.pk: "không xét"})
    case.refresh_from_db()
    assert (case.state, case.reason) == ("over", "Hồ sơ đề nghị đã kết thúc: không xét.")
    assert list(broken(INVARIANTS)) == []


def test_what_stands_on_other_grounds_is_a_case_all_the_same(stage: Stage) -> None:
    """Another record of the same title and year remains: nothing is lost, and a person says so."""
    award, titles = decided(stage)
    again = conferred_again(titles[0])
    revoke(titles[0], stage)
    case = ReviewCase.objects.get()
    assert (case.record_id, case.stands, case.after.verdict) == (award.pk, True, "eligible")
    assert again.pk in set(case.after.leans.values_list("record_id", flat=True))


def test_a_second_revocation_is_asked_without_the_first(stage: Stage) -> None:
    award, titles = decided(stage)
    revoke(titles[0], stage)
    revoke(titles[1], stage, "Khai không đúng lần nữa")
    one, two = ReviewCase.objects.order_by("pk")
    assert two.revocation.record_id == titles[1].pk
    assert (two.record_id, two.before.verdict, two.after.verdict) == (
        award.pk,
        "not_eligible",
        "not_eligible",
    )
    assert two.before_id not in (one.before_id, one.after_id)
    assert two.stands is True  # it was lost with the first; the second takes nothing more
    assert list(broken(INVARIANTS)) == []


def test_two_revoked_by_one_act_are_two_cases_on_the_same_checks(stage: Stage) -> None:
    award, titles = decided(stage)
    achievements.revoke(
        SYSTEM, record_ids=[titles[0].pk, titles[1].pk], by_unit_id=stage.district.pk, reason="Khai sai", on=TODAY
    )  # fmt: skip
    one, two = ReviewCase.objects.order_by("pk")
    assert {one.revocation.record_id, two.revocation.record_id} == {titles[0].pk, titles[1].pk}
    assert (one.record_id, one.before_id, one.after_id) == (two.record_id, two.before_id, two.after_id)
    restore(titles[0], stage)
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.state, one.stands, two.state) == ("open", False, "open")  # the other is still revoked
    assert LedgerEntry.objects.filter(act="eligibility.ask_case_again", object_id=str(one.pk)).exists()
    restore(titles[1], stage)
    two.refresh_from_db()
    assert two.state == "stands"
    assert award.state == "active"
    assert list(broken(INVARIANTS)) == []


def test_giving_back_closes_what_stands_again_with_a_note(stage: Stage) -> None:
    _award, titles = decided(stage)
    revoke(titles[0], stage)
    case = ReviewCase.objects.get()
    who = actor(Role.SPECIALIST, stage.units.province)
    commands.propose_revocation(who, case_id=case.pk, version=1, reason="Không còn đủ ba danh hiệu")
    restore(titles[0], stage)
    case.refresh_from_db()
    assert case.state == "stands"
    assert case.reason == "Khen thưởng đã tính đến được phục hồi: Kết luận xác minh lại"
    assert (case.after.verdict, case.stands) == ("eligible", True)
    assert Revocation.objects.get().restored_on == TODAY
    assert LedgerEntry.objects.filter(act="eligibility.close_case", object_id=str(case.pk)).count() == 1
    revoke(titles[0], stage, "Lần nữa")  # another revocation, another case
    assert list(ReviewCase.objects.order_by("pk").values_list("state", "revocation__turn")) == [
        ("stands", 1), ("open", 2),
    ]  # fmt: skip
    assert list(broken(INVARIANTS)) == []


def test_what_a_person_settled_stays_settled_when_the_first_is_given_back(stage: Stage) -> None:
    _award, titles = decided(stage)
    revoke(titles[0], stage)
    case = ReviewCase.objects.get()
    commands.keep_case(
        actor(Role.HEAD, stage.units.province), case_id=case.pk, version=1, reason="Còn danh hiệu năm khác"
    )
    restore(titles[0], stage)
    case.refresh_from_db()
    assert (case.state, case.reason) == ("kept", "Còn danh hiệu năm khác")
    with pytest.raises(Refused, match="đã có kết quả"):
        commands.hold_case(actor(Role.HEAD, stage.units.province), case_id=case.pk, version=2, reason="Chờ")


def test_a_revoked_award_whose_ground_is_gone_is_told_to_its_unit(stage: Stage) -> None:
    award, titles = decided(stage)
    revoke(titles[0], stage)
    first = Decision.objects.get(pk=award.decision_id)
    signer = actor(Role.HEAD, stage.units.province, title="Chủ tịch")
    decisions.revoke(
        signer, decision_id=first.pk, version=first.version, record_ids=[award.pk], reason="Không còn đủ",
        decided_on=TODAY, signer="Hồ Văn Mười", authority_lines=["CHỦ TỊCH"],
    )  # fmt: skip
    assert ReviewCase.objects.get().state == "revoked"
    restore(titles[0], stage)
    award.refresh_from_db()
    assert award.state == "revoked"  # nothing comes back by itself either
    assert Notice.objects.filter(
        unit_id=stage.units.province.pk, text__contains="cần xem việc phục hồi"
    ).exists()


def test_an_award_given_back_waits_again_while_what_it_counted_is_revoked(stage: Stage) -> None:
    who, yearly = ladder(stage, since=2019)
    award = title(who, PROVINCIAL, 2021, TODAY)
    revoke(yearly[0], stage)
    case = ReviewCase.objects.get()
    revoke(award, stage)
    restore(award, stage)
    case.refresh_from_db()
    assert (case.state, case.reason, case.settled_at) == ("open", "", None)
    assert LedgerEntry.objects.filter(act="eligibility.reopen_case", object_id=str(case.pk)).count() == 1
    restore(yearly[0], stage)
    case.refresh_from_db()
    assert case.state == "stands"
    assert list(broken(INVARIANTS)) == []


def test_a_revocation_between_signing_and_publishing_is_not_missed(stage: Stage) -> None:
    """The nomination is over and the award not yet in the register: the case opens when it enters."""
    who, titles = ladder(stage, since=2019)
    row = stage.nomination(who, PROVINCIAL, holder=stage.units.province)
    officer = actor(Role.SPECIALIST, stage.units.province)
    signer = actor(Role.HEAD, stage.units.province, title="Chủ tịch")
    draft = decisions.draft_decision(officer, unit_id=stage.units.province.pk, nomination_ids=[row.pk])
    made = decisions.sign(
        signer, decision_id=draft.pk, version=draft.version, decided_on=TODAY, signer="Hồ Văn Mười",
        authority_lines=["CHỦ TỊCH"],
    )  # fmt: skip
    revoke(titles[2], stage)
    assert not ReviewCase.objects.exists()
    decisions.publish(officer, decision_id=made.pk, version=made.version)
    case = ReviewCase.objects.get()
    assert (case.record_id, case.stands, case.unit_id) == (
        AwardRecord.objects.get(nomination_id=row.pk).pk, False, stage.units.province.pk,
    )  # fmt: skip
    assert list(broken(INVARIANTS)) == []


def test_an_old_award_entered_after_the_revocation_is_looked_at_too(stage: Stage) -> None:
    who, titles = ladder(stage, since=2016)
    revoke(titles[0], stage)
    late = title(who, PROVINCIAL, 2018, date(2018, 12, 20))
    assert ReviewCase.objects.get().record_id == late.pk
    title(who, PROVINCIAL, 2021, TODAY)  # counts 2019 to 2021 only
    assert ReviewCase.objects.count() == 1


# Deciding ---------------------------------------------------------------------------------------------------


def opened(stage: Stage) -> ReviewCase:
    _, titles = decided(stage)
    revoke(titles[0], stage)
    return ReviewCase.objects.get()


def test_a_person_holds_proposes_and_keeps(stage: Stage) -> None:
    case = opened(stage)
    who = actor(Role.SPECIALIST, stage.units.province)
    commands.hold_case(who, case_id=case.pk, version=1, reason="Chờ kết luận thanh tra số 5")
    with pytest.raises(Stale):
        commands.keep_case(who, case_id=case.pk, version=1, reason="Đọc bản cũ")
    with pytest.raises(Refused, match="đã ở tình trạng"):
        commands.hold_case(who, case_id=case.pk, version=2, reason="Chờ nữa")
    with pytest.raises(Refused, match="lý do"):
        commands.propose_revocation(who, case_id=case.pk, version=2, reason="  ")
    commands.propose_revocation(
        who, case_id=case.pk, version=2, reason="Không còn đủ.", ground="Luật 15/2003/QH11, Điều 96"
    )
    case.refresh_from_db()
    assert (case.state, case.ground, case.version) == ("proposed", "Luật 15/2003/QH11, Điều 96", 3)
    assert queries.proposal(who, case.pk, [case.record_id or 0]) == (
        "Luật 15/2003/QH11, Điều 96",
        "Không còn đủ.",
    )
    assert queries.proposal(who, case.pk, [1]) == ("", "")
    commands.keep_case(who, case_id=case.pk, version=3, reason="Còn căn cứ khác")
    entry = LedgerEntry.objects.filter(object_type="review_case").latest("seq")
    assert (entry.act, entry.unit_id, entry.actor) == (
        "eligibility.keep_case", stage.units.province.pk, who.name,
    )  # fmt: skip
    assert entry.summary == "Giữ nguyên khen thưởng: Chiến sĩ thi đua cấp tỉnh của Nguyễn Văn An."
    assert list(broken(INVARIANTS)) == []


@pytest.mark.parametrize("role", list(Role))
def test_who_decides(stage: Stage, role: Role) -> None:
    case = opened(stage)
    own = actor(role, stage.units.province)
    may = role in (Role.EMULATION_OFFICER, Role.SPECIALIST, Role.HEAD, Role.SIGNER)
    if may:
        commands.hold_case(own, case_id=case.pk, version=1, reason="Chờ thanh tra")
    else:
        with pytest.raises(Refused, match="Chỉ "):
            commands.hold_case(own, case_id=case.pk, version=1, reason="Chờ thanh tra")
    with pytest.raises(Refused, match="Chỉ "):  # the recipient's own unit sees it and decides nothing
        commands.keep_case(actor(role, stage.units.school), case_id=case.pk, version=2, reason="Tự giữ")
    with pytest.raises(NotThere):
        commands.keep_case(actor(role, stage.units.other_district), case_id=case.pk, version=2, reason="Giữ")


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_checks_of_a_case_are_never_edited(stage: Stage, act: str) -> None:
    case = opened(stage)
    rows = Check.objects.filter(pk=case.after_id)
    with pytest.raises(DatabaseError), transaction.atomic():
        if act == "update":
            rows.update(verdict="eligible")
        else:
            rows._raw_delete(rows.db)


def test_a_revocation_asks_for_many_in_few_queries(stage: Stage) -> None:
    def cost(names: list[str]) -> int:
        made = [ladder(stage, name, since=2019) for name in names]
        for who, _ in made:
            title(who, PROVINCIAL, 2021, TODAY)
        with CaptureQueriesContext(connection) as seen:
            achievements.revoke(
                SYSTEM, record_ids=[titles[0].pk for _, titles in made], by_unit_id=stage.district.pk,
                reason="Khai sai", on=TODAY,
            )  # fmt: skip
        return len(seen)

    few = cost(["Nguyễn Văn An", "Trần Văn Bình"])
    many = cost([f"Lê Văn {name}" for name in ("Cảnh", "Dũng", "Em", "Giang", "Hà", "Khoa")])
    assert ReviewCase.objects.count() == 8
    assert many == few


def test_a_broken_cascade_is_found_out(stage: Stage) -> None:
    award, titles = decided(stage)
    revoke(titles[0], stage)
    ReviewCase.objects.all().delete()
    (found,) = broken(INVARIANTS)
    assert found.invariant.name == "eligibility.cascade"
    assert f"khen thưởng {award.pk}" in found.sample[0]
    Revocation.objects.all().delete()
    assert [each.invariant.name for each in broken(INVARIANTS)] == ["eligibility.revocations"]


# Which unit --------------------------------------------------------------------------------------------------


def test_a_case_lies_with_whoever_held_the_power_on_paper(stage: Stage) -> None:
    who, yearly = ladder(stage, since=2019)
    provincial = title(who, PROVINCIAL, 2021, TODAY)
    order = title(who, "labour_order_3", 2021, TODAY)  # the President decides; the province forwarded it
    found = units_of([yearly[0].pk, provincial.pk, order.pk], TODAY)
    assert found == {
        yearly[0].pk: stage.units.school.pk,  # its head holds the power to give the yearly title
        provincial.pk: stage.units.province.pk,
        order.pk: stage.units.province.pk,
    }  # fmt: skip


def test_a_unit_that_has_ended_leaves_its_cases_to_the_one_above(stage: Stage) -> None:
    _who, yearly = ladder(stage, since=2021)
    Unit.objects.filter(pk=stage.units.school.pk).update(valid_to=date(2021, 12, 14))
    assert units_of([yearly[0].pk], TODAY) == {yearly[0].pk: stage.district.pk}
    assert units_of([yearly[0].pk], date(2021, 12, 14)) == {yearly[0].pk: stage.units.school.pk}


def test_withdrawing_a_nomination_ends_its_case(stage: Stage) -> None:
    who, yearly = ladder(stage, since=2019)
    row = stage.nomination(who, PROVINCIAL)
    recheck(actor=SYSTEM, nomination_ids=[row.pk])
    revoke(yearly[1], stage)
    case = ReviewCase.objects.get()
    assert (case.unit_id, case.state) == (stage.district.pk, "open")
    row.refresh_from_db()
    withdraw(actor=SYSTEM, nomination_id=row.pk, version=row.version, text="Không còn đủ điều kiện")
    case.refresh_from_db()
    assert case.state == "over"
    assert case.reason.startswith("Hồ sơ đề nghị đã kết thúc:")
    assert list(broken(INVARIANTS)) == []
