"""The register: conferring, revoking, searching, histories, verification; by whom, and at what cost."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import SYSTEM, TODAY, Province, actor, collective, household, person, unit
from thidua.access.types import Role
from thidua.achievements import commands, logic
from thidua.achievements.invariants import INVARIANTS
from thidua.achievements.models import AwardRecord, Rating
from thidua.achievements.queries import (
    recipient_history,
    records_of_decision,
    register,
    register_public,
    unit_history,
    verify_public,
)
from thidua.achievements.types import Basis, History, NewAward, PastAward, RegisterFilters
from thidua.foundation.errors import NotThere, Refused
from thidua.foundation.invariants import broken
from thidua.foundation.ledger import verify
from thidua.foundation.models import LedgerEntry
from thidua.foundation.search import forget, learn
from thidua.kernel.text import fold
from thidua.organisation.models import Recipient, Succession
from thidua.organisation.types import UnitKind

BASIS = Basis("12/QĐ-UBND", date(2021, 2, 1), "Chủ tịch Ủy ban nhân dân huyện Cư Jút", "Phạm Văn Sơn", 77)
PAST = Basis("5/QĐ-UBND", date(2020, 12, 20), "Chủ tịch Ủy ban nhân dân huyện Cư Jút")


def given_to(
    province: Province, *people: Recipient, basis: Basis = PAST, award: str = "advanced_worker"
) -> list[AwardRecord]:
    """Awards of that basis, entered by the system."""
    new = [
        NewAward(
            who.pk, award, basis.decided_on.year, coefficient_milli=300, bonus_raw=447_000, bonus=450_000
        )
        for who in people
    ]
    return commands.confer_many(SYSTEM, by_unit_id=province.district.pk, basis=basis, awards=new)


def names(rows: object) -> list[str]:
    """The recipients of a page."""
    return [row.recipient for row in rows.rows]  # type: ignore[attr-defined]


def test_conferring(province: Province) -> None:
    people = [person(f"Nguyễn Văn A{n}", province.school) for n in range(3)]
    rows = given_to(province, *people, basis=BASIS)
    assert [row.recipient_id for row in rows] == [who.pk for who in people]
    assert len({row.code for row in rows}) == 3
    assert [(r.decision_id, r.bonus, r.signer) for r in AwardRecord.objects.all()] == [
        (77, 450_000, "Phạm Văn Sơn")
    ] * 3
    assert LedgerEntry.objects.filter(act="achievements.confer").count() == 3
    assert list(verify()) == []
    assert list(broken(INVARIANTS)) == []


def test_one_nomination_brings_one_award(province: Province) -> None:
    who = person("Lê Văn Tám", province.school)
    award = NewAward(who.pk, "advanced_worker", 2020, nomination_id=5)
    commands.confer_many(SYSTEM, by_unit_id=province.district.pk, basis=BASIS, awards=[award])
    with pytest.raises(IntegrityError):
        commands.confer_many(SYSTEM, by_unit_id=province.district.pk, basis=BASIS, awards=[award])


@pytest.mark.parametrize(
    ("new", "basis", "words"),
    [
        ({"year": 2022}, BASIS, "sau năm của quyết định"),
        ({"year": 2020, "period_from": 2020, "period_to": 2019}, BASIS, "kết thúc trước khi bắt đầu"),
        ({"year": 1944}, BASIS, "Năm 1944 không hợp lệ"),
        ({"year": 2021}, Basis("1/QĐ", date(2021, 12, 16), "Chủ tịch"), "không được sau ngày"),
    ],
)
def test_years_that_do_not_fit(province: Province, new: dict[str, int], basis: Basis, words: str) -> None:
    who = person("Lê Văn Tám", province.school)
    with pytest.raises(Refused, match=words):
        commands.confer_many(
            SYSTEM,
            by_unit_id=province.district.pk,
            basis=basis,
            awards=[NewAward(who.pk, "advanced_worker", **new)],
        )
    assert not AwardRecord.objects.exists()


def test_a_past_award_is_entered_once(province: Province) -> None:
    who = person("Lê Văn Tám", province.school)
    officer = actor(Role.EMULATION_OFFICER, province.school)
    row = commands.enter_past_award(officer, award=NewAward(who.pk, "advanced_worker", 2019), basis=PAST)
    assert (row.recipient_name, row.unit_id) == ("Lê Văn Tám", province.school.pk)
    with pytest.raises(Refused, match="đã có hình thức này của năm 2019"):
        commands.enter_past_award(officer, award=NewAward(who.pk, "advanced_worker", 2019), basis=PAST)
    with pytest.raises(Refused, match="Chưa ghi số quyết định"):
        commands.enter_past_award(
            officer,
            award=NewAward(who.pk, "advanced_worker", 2018),
            basis=Basis(" ", PAST.decided_on, "Chủ tịch"),
        )


def test_revoking_asks_for_reason_order_and_right(province: Province) -> None:
    who = person("Lê Văn Tám", province.school)
    (row,) = given_to(province, who)
    told = {"record_ids": [row.pk], "by_unit_id": province.district.pk}
    specialist = actor(Role.SPECIALIST, province.district)
    for reason, on, words in (
        (" ", TODAY, "Chưa ghi lý do"),
        ("Khai sai", date(2020, 12, 19), "trước ngày quyết định"),
        ("Khai sai", date(2021, 12, 16), "không được sau"),
    ):
        with pytest.raises(Refused, match=words):
            commands.revoke(specialist, **told, reason=reason, on=on)
    commands.revoke(specialist, **told, reason="Khai sai", on=TODAY)
    with pytest.raises(Refused, match="đã bị hủy bỏ trước đó"):
        commands.revoke(specialist, **told, reason="Khai sai", on=TODAY)
    commands.restore(specialist, **told, reason="Kết luận lại")
    with pytest.raises(Refused, match="đang có hiệu lực"):
        commands.restore(specialist, **told, reason="Kết luận lại")
    assert list(broken(INVARIANTS)) == []


def test_awards_of_a_platform_decision_are_revoked_through_it(province: Province) -> None:
    (row,) = given_to(province, person("Lê Văn Tám", province.school), basis=BASIS)
    told = {"record_ids": [row.pk], "by_unit_id": province.district.pk, "reason": "Khai sai", "on": TODAY}
    with pytest.raises(Refused, match="chỉ hủy bỏ bằng quyết định"):
        commands.revoke(SYSTEM, **told)
    commands.revoke(SYSTEM, **told, decision_id=77)


def test_a_school_cannot_revoke_for_another_or_beside(province: Province) -> None:
    (row,) = given_to(province, person("Lê Văn Tám", province.school))
    told = {"record_ids": [row.pk], "reason": "Khai sai", "on": TODAY}
    with pytest.raises(Refused, match="Đơn vị hủy bỏ phải là"):
        commands.revoke(actor(Role.SPECIALIST, province.district), by_unit_id=province.commune.pk, **told)
    with pytest.raises(NotThere):
        commands.revoke(actor(Role.SPECIALIST, province.commune), by_unit_id=province.commune.pk, **told)
    with pytest.raises(Refused, match="của đơn vị hủy bỏ"):
        commands.revoke(actor(Role.SPECIALIST, province.school), by_unit_id=province.district.pk, **told)


DESK = {Role.EMULATION_OFFICER, Role.SPECIALIST}
REVOKERS = DESK | {Role.SIGNER, Role.HEAD}


@pytest.mark.parametrize("role", list(Role))
def test_whose_act_is_whose(province: Province, role: Role) -> None:
    who = person("Lê Văn Tám", province.school)
    (row,) = given_to(province, who)
    here, beside = actor(role, province.district), actor(role, province.other_district)
    at = {"record_ids": [row.pk], "by_unit_id": province.district.pk}
    acts: dict[str, Callable[[object], object]] = {
        "confer": lambda a: commands.confer_many(
            a, by_unit_id=province.district.pk, basis=BASIS, awards=[NewAward(who.pk, "advanced_worker", 2019)]
        ),
        "past": lambda a: commands.enter_past_award(a, award=NewAward(who.pk, "advanced_worker", 2018), basis=PAST),
        "history": lambda a: commands.enter_history(
            a, unit_id=province.district.pk, history=History(ratings=((who.pk, {"year": 2012, "level": "good"}),)),
            source="sổ cũ",
        ),
        "amend": lambda a: commands.amend_name(
            a, record_id=row.pk, by_unit_id=province.district.pk, name="Lê Văn Tâm", document="Công văn số 5"
        ),
        "revoke": lambda a: commands.revoke(a, **at, reason="Khai sai", on=TODAY),
        "restore": lambda a: commands.restore(a, **at, reason="Kết luận lại"),
    }  # fmt: skip
    for name, act in acts.items():
        with pytest.raises((NotThere, Refused)):
            act(beside)
        if role in (REVOKERS if name in ("amend", "revoke", "restore") else DESK):
            act(here)
        else:
            with pytest.raises(Refused, match="Chỉ "):
                act(here)


def test_history_is_entered_whole_or_not_at_all(province: Province) -> None:
    who, school = person("Lê Văn Tám", province.school), collective(province.school)
    history = History(
        awards=(PastAward(NewAward(who.pk, "advanced_worker", 2019), PAST),),
        ratings=((who.pk, {"year": 2019, "level": "good"}), (who.pk, {"year": 2020, "level": "excellent"})),
        compositions=((school.pk, {"year": 2020, "data": {"members": 20}}),),
    )
    told = {"unit_id": province.district.pk, "history": history, "source": "sổ khen thưởng 2016-2020"}
    counts = commands.enter_history(SYSTEM, **told)
    assert {name: count for name, count in counts.items() if count} == {
        "awards": 1,
        "ratings": 2,
        "compositions": 1,
    }
    with pytest.raises(IntegrityError):
        commands.enter_history(SYSTEM, **told)


def test_history_all_or_nothing(province: Province) -> None:
    who = person("Lê Văn Tám", province.school)
    late = PastAward(NewAward(who.pk, "advanced_worker", 2021), PAST)
    with pytest.raises(Refused, match="sau năm của quyết định"):
        commands.enter_history(
            SYSTEM, unit_id=province.district.pk, source="sổ cũ",
            history=History(awards=(late,), ratings=((who.pk, {"year": 2019, "level": "good"}),)),
        )  # fmt: skip
    assert not Rating.objects.exists()


def searchable(province: Province) -> None:
    """Some awards of different people, units, years and numbers."""
    people = [
        person("Nguyễn Thị Hoàng Yến", province.school), person("Y Bham Êban", province.commune),
        person("Nguyễn Văn Hùng", province.other_district), household("Hộ ông Đặng Văn Ngữ", province.commune),
    ]  # fmt: skip
    learn(fold(each.name) for each in people)
    given_to(province, people[0], people[1])
    given_to(province, people[2], basis=Basis("15/QĐ-UBND", date(2021, 3, 1), "Chủ tịch"))
    given_to(
        province, people[3], basis=Basis("150/QĐ-UBND", date(2021, 4, 1), "Chủ tịch"), award="cultural_family"
    )


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["Hộ ông Đặng Văn Ngữ", "Nguyễn Văn Hùng", "Y Bham Êban", "Nguyễn Thị Hoàng Yến"]),
        ({"text": "hoang yen"}, ["Nguyễn Thị Hoàng Yến"]),
        ({"text": "Nguyễn"}, ["Nguyễn Văn Hùng", "Nguyễn Thị Hoàng Yến"]),
        ({"text": "EBAN bham"}, ["Y Bham Êban"]),
        ({"text": "nguyen hugn"}, ["Nguyễn Văn Hùng"]),
        ({"text": "dang van ngu"}, ["Hộ ông Đặng Văn Ngữ"]),
        ({"text": "xyzabc"}, []),
        ({"award": "cultural_family"}, ["Hộ ông Đặng Văn Ngữ"]),
        ({"year": 2020}, ["Y Bham Êban", "Nguyễn Thị Hoàng Yến"]),
        ({"number": "15"}, ["Nguyễn Văn Hùng"]),
        ({"number": "15/QĐ-UBND"}, ["Nguyễn Văn Hùng"]),
        ({"number": "15/QĐ-UBND", "year": 2020}, []),
        ({"kind": "household"}, ["Hộ ông Đặng Văn Ngữ"]),
        ({"state": "revoked"}, []),
    ],
)
def test_search(province: Province, filters: dict[str, object], found: list[str]) -> None:
    searchable(province)
    assert names(register(SYSTEM, RegisterFilters(**filters))) == found  # type: ignore[arg-type]


def test_search_by_unit_and_scope(province: Province) -> None:
    searchable(province)
    below = RegisterFilters(unit_id=province.district.pk)
    assert names(register(SYSTEM, below)) == ["Hộ ông Đặng Văn Ngữ", "Y Bham Êban", "Nguyễn Thị Hoàng Yến"]
    assert names(register(SYSTEM, RegisterFilters(unit_id=987))) == []
    assert names(register(actor(Role.HEAD, province.school))) == ["Nguyễn Thị Hoàng Yến"]
    assert names(register(actor(Role.HEAD, province.department))) == []
    assert names(register_public(below)) == names(register(SYSTEM, below))


def test_pages_meet_without_gap_or_twin(province: Province) -> None:
    for day in (1, 2, 3):
        people = [person(f"Nguyễn Văn {chr(65 + n)}{day}", province.school) for n in range(4)]
        given_to(province, *people, basis=Basis(f"{day}/QĐ", date(2021, 1, day), "Chủ tịch"))
    whole = names(register(SYSTEM, limit=100))
    assert len(whole) == 12
    for size in (1, 3, 4, 5, 12):
        seen, after = [], ""
        while True:
            page = register(SYSTEM, after=after, limit=size)
            seen += names(page)
            if not page.after:
                break
            after = page.after
        assert seen == whole
    assert names(register(SYSTEM, after="nonsense", limit=100)) == whole


def test_searching_takes_few_queries(province: Province) -> None:
    searchable(province)
    officer = actor(Role.HEAD, province.province)
    for filters in (
        {},
        {"text": "nguyen"},
        {"text": "nguyne hugn"},
        {"unit_id": province.district.pk, "year": 2020},
    ):
        for search in (lambda f: register(officer, f), register_public):
            with CaptureQueriesContext(connection) as seen:
                search(RegisterFilters(**filters))  # type: ignore[arg-type]
            assert len(seen) <= 5


def test_the_dearest_search_stays_within_five(province: Province) -> None:
    searchable(province)
    officer = actor(Role.HEAD, province.province)
    forget()
    with CaptureQueriesContext(connection) as seen:
        page = register(officer, RegisterFilters(text="nguyen hugn", unit_id=province.other_district.pk))
    assert (names(page), page.corrected) == (["Nguyễn Văn Hùng"], True)
    assert len(seen) == 5


def test_names_too_common_to_list_are_found_as_well(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    searchable(province)
    wanted = [names(register(SYSTEM, RegisterFilters(text=text, year=2020))) for text in ("nguyen", "bham")]
    monkeypatch.setattr(sys.modules["thidua.achievements.queries.register"], "_FEW", 0)
    monkeypatch.setattr(sys.modules["thidua.achievements.queries.register"], "_FEW_UNITS", 0)
    assert [
        names(register(SYSTEM, RegisterFilters(text=text, year=2020))) for text in ("nguyen", "bham")
    ] == wanted
    below = RegisterFilters(unit_id=province.district.pk)
    assert len(names(register(actor(Role.HEAD, province.province), below))) == 3
    assert names(register(actor(Role.HEAD, province.school), below)) == ["Nguyễn Thị Hoàng Yến"]


def test_the_public_sees_what_stands_and_no_money(province: Province) -> None:
    searchable(province)
    row = AwardRecord.objects.order_by("pk")[0]
    commands.revoke(SYSTEM, record_ids=[row.pk], by_unit_id=province.district.pk, reason="Khai sai", on=TODAY)
    public = register_public()
    assert len(public.rows) == 3
    assert {each.bonus for each in public.rows} == {None}
    assert {each.bonus for each in register(SYSTEM).rows} == {450_000}
    assert "Nguyễn Thị Hoàng Yến" in names(register(SYSTEM, RegisterFilters(state="revoked")))


def test_verification(province: Province) -> None:
    (row,) = given_to(province, person("Lê Văn Tám", province.school))
    typed = f" {row.code[:5].lower()}-{row.code[5:]} "
    found = verify_public(typed)
    assert found is not None
    assert (found.recipient, found.award_name, found.number, found.state) == (
        "Lê Văn Tám", "Lao động tiên tiến", "5/QĐ-UBND", "active",
    )  # fmt: skip
    commands.revoke(SYSTEM, record_ids=[row.pk], by_unit_id=province.district.pk, reason="Khai sai", on=TODAY)
    gone = verify_public(row.code)
    assert gone is not None
    assert (gone.state, gone.revoked_on) == ("revoked", TODAY)
    for wrong in ("", "ABC", "0OIL1-5S8BZ", "A" * 10, "A" * 11):
        assert verify_public(wrong) is None


def test_a_recipients_history(province: Province) -> None:
    who = person("Lê Văn Tám", province.school)
    given_to(province, who)
    commands.set_rating(SYSTEM, recipient_id=who.pk, year=2021, level="excellent")
    commands.add_penalty(
        SYSTEM, recipient_id=who.pk, day=date(2019, 5, 1), level="warning", until=date(2020, 5, 1)
    )
    commands.add_service_event(SYSTEM, recipient_id=who.pk, kind="transfer", data={"date": "2018-08-01"})
    commands.add_other_fact(
        SYSTEM, recipient_id=who.pk, section="contributions",
        data={"year": 2017, "kind": "donation", "amount_vnd": 5_000_000},
    )  # fmt: skip
    head = actor(Role.HEAD, province.school)
    with CaptureQueriesContext(connection) as seen:
        found = recipient_history(head, who.pk)
    assert len(seen) <= 11
    assert [(line.year, line.what) for line in found.lines] == [
        (2021, "Xếp loại"), (2020, "Lao động tiên tiến"), (2019, "Kỷ luật"), (2018, "Công tác"),
        (2017, "Đóng góp"),
    ]  # fmt: skip
    assert found.lines[2].detail == "Cảnh cáo, đến 01/05/2020"
    for stranger in (province.commune, province.other_district):
        with pytest.raises(NotThere):
            recipient_history(actor(Role.HEAD, stranger), who.pk)


def test_a_units_history_holds_its_predecessors(province: Province) -> None:
    before = [unit(name, UnitKind.SCHOOL, province.district) for name in ("Trường A", "Trường B", "Trường C")]
    for one, other in ((before[0], before[1]), (before[1], province.school)):
        Succession.objects.create(before=one, after=other, kind="merger", on=date(2018, 8, 1))
    schools = [collective(each) for each in (*before, province.school)]
    given_to(province, *schools, award="advanced_collective")
    found = unit_history(actor(Role.HEAD, province.school), province.school.pk)
    assert sorted(names(found)) == ["Trường A", "Trường B", province.school.name]
    with pytest.raises(NotThere):
        unit_history(actor(Role.HEAD, province.commune), province.school.pk)


def test_awards_of_one_decision(province: Province) -> None:
    people = [person(name, province.school) for name in ("Vũ An", "Bùi Ba")]
    given_to(province, *people, basis=BASIS)
    assert [row.recipient for row in records_of_decision(SYSTEM, 77)] == ["Vũ An", "Bùi Ba"]
    assert records_of_decision(actor(Role.HEAD, province.commune), 77) == []


@given(st.text(max_size=14))
def test_only_codes_are_taken_for_codes(text: str) -> None:
    code = logic.tidy_code(text)
    assert code is None or (len(code) == 10 and set(code) <= set(logic.ALPHABET))


def test_codes_are_different_and_avoid_those_taken() -> None:
    codes = logic.new_codes(3000)
    assert len(set(codes)) == 3000
    assert all(logic.tidy_code(logic.shown_code(code).lower()) == code for code in codes)
    choices = iter(["A" for _ in range(10)] + ["C" for _ in range(10)])
    assert logic.new_code(lambda _: next(choices)) == "A" * 10


@given(st.dates(date(1945, 1, 1), date(2100, 1, 1)), st.integers(1, 10**18 - 1))
def test_page_keys_come_back(day: date, pk: int) -> None:
    assert logic.read_cursor(logic.cursor(day, pk)) == (day, pk)


@pytest.mark.parametrize(
    "text", ["", "2021-02-30.5", "2021-02-01", "x.5", "2021-02-01.5; DROP", "٢٠٢١-٠١-٠١.5"]
)
def test_other_page_keys_are_ignored(text: str) -> None:
    assert logic.read_cursor(text) is None
