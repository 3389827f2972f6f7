"""From a clause to a duty's end: who may act, what goes wrong, passing down, time, urging, succession."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests import factories
from tests.duties.stage import DUE, PARTICULARS, QUARTERLY, TEXT, WORK, directive, given, reported
from tests.factories import SYSTEM, TODAY, Province
from tests.pages import as_user
from thidua.access.types import Role
from thidua.directives import commands as directives
from thidua.directives.commands.clauses import terms_of
from thidua.directives.queries import clauses
from thidua.duties import commands, daily, desk, papers, queries
from thidua.duties.gather import rows_of
from thidua.duties.invariants import INVARIANTS
from thidua.duties.models import Duty, Extension
from thidua.duties.types import DutyState, Said, Terms, Upload
from thidua.foundation.errors import NotThere, Refused, Stale
from thidua.foundation.files import files_of_many
from thidua.foundation.models import LedgerEntry, Notice
from thidua.organisation import commands as organisation
from thidua.organisation.types import SuccessionKind

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def state(pk: int) -> DutyState:
    return DutyState(Duty.objects.values_list("state", flat=True).get(pk=pk))


def sound() -> bool:
    return not [row for each in INVARIANTS for row in each.rows()]


def test_a_clause_becomes_duties_that_are_worked_on_proved_returned_and_accepted(province: Province) -> None:
    giver = factories.actor(Role.SPECIALIST, province.province)
    worker = factories.actor(Role.EMULATION_OFFICER, province.district)
    document = directive(province.province)
    clause = clauses(SYSTEM, document)[0]
    first, second = commands.issue(
        actor=giver, document_id=document, clause_id=clause.pk, terms=WORK,
        unit_ids=[province.district.pk, province.other_district.pk],
    )  # fmt: skip
    assert Notice.objects.filter(unit_id=province.district.pk, text__contains="giao 1 nhiệm vụ").count() == 1
    commands.acknowledge(actor=worker, duty_id=first)
    said = Said("Đã ban hành kế hoạch", 60)
    report = commands.report(actor=worker, duty_id=first, said=said, proofs=[Upload("ke-hoach.pdf", PDF)])
    assert [file.name for file in files_of_many(queries.PROOF, [report])[report]] == ["ke-hoach.pdf"]
    with pytest.raises(Refused, match="không chấp nhận kết quả được"):
        commands.accept(actor=giver, duty_id=first, version=Duty.objects.get(pk=first).version)
    commands.report(actor=worker, duty_id=first, said=Said("Xong", 100, done=True))
    version = Duty.objects.get(pk=first).version
    with pytest.raises(Stale):
        commands.accept(actor=giver, duty_id=first, version=version - 1)
    commands.return_back(
        actor=giver, duty_id=first, version=version, reason="Thiếu danh sách", until=date(2022, 1, 10)
    )
    back = Duty.objects.get(pk=first)
    assert (back.state, back.due_on, back.done_on) == (DutyState.RETURNED, date(2022, 1, 10), None)
    commands.report(actor=worker, duty_id=first, said=Said("Đã bổ sung", 100, done=True))
    commands.accept(actor=giver, duty_id=first, version=back.version + 1, words="Tốt")
    assert state(first) is DutyState.ACCEPTED
    assert state(second) is DutyState.ISSUED
    acts = LedgerEntry.objects.filter(object_type="duty", object_id=str(first)).order_by("seq")
    assert list(acts.values_list("act", flat=True)) == [
        "duties.issue", "duties.acknowledge", "duties.report", "duties.report", "duties.return_back",
        "duties.report", "duties.accept",
    ]  # fmt: skip
    assert sound()


def test_what_cannot_be_issued(province: Province) -> None:
    document = directive(province.province)
    clause = clauses(SYSTEM, document)[0].pk
    far = directive(province.other_district)

    def issue(**change: Any) -> list[int]:
        right = {
            "document_id": document,
            "unit_ids": [province.school.pk],
            "terms": WORK,
            "clause_id": clause,
        }
        return commands.issue(actor=SYSTEM, **{**right, **change})

    issue()
    with pytest.raises(Refused, match="Đã được giao nội dung này: Trường THCS Nguyễn Du"):
        issue()
    with pytest.raises(Refused, match="không trực thuộc Huyện Đắk Mil"):
        issue(document_id=far, clause_id=None)
    with pytest.raises(NotThere):
        issue(document_id=far)  # the clause of another document
    with pytest.raises(NotThere):
        issue(unit_ids=[10**9])
    with pytest.raises(Refused, match="Chưa chọn đơn vị"):
        issue(unit_ids=[])
    with pytest.raises(Refused, match="từ hôm nay"):
        issue(terms=replace(WORK, deadline=date(2021, 1, 1)), unit_ids=[province.district.pk])
    unread = directives.take_in(actor=SYSTEM, unit_id=province.province.pk, text=f"{TEXT} Bản hai.")
    with pytest.raises(Refused, match="chưa vào sổ"):
        issue(document_id=unread, clause_id=None)


def test_accepted_clauses_go_to_the_units_their_words_mean_once(province: Province) -> None:
    document = directive(province.province)
    all_, office = clauses(SYSTEM, document)[0], clauses(SYSTEM, document)[-1]
    given(province, province.district, document=document, clause_id=all_.pk)
    ids = commands.issue_accepted(actor=SYSTEM, document_id=document, clause_ids=[all_.pk, office.pk])
    rows = Duty.objects.filter(pk__in=ids).values_list("clause_id", "unit__name")
    assert set(rows) == {
        (all_.pk, "Sở Nội vụ"), (all_.pk, "Huyện Đắk Mil"), (office.pk, "Sở Nội vụ"),
    }  # fmt: skip
    assert (
        Notice.objects.filter(unit_id=province.department.pk, text__contains="giao 2 nhiệm vụ").count() == 1
    )
    with pytest.raises(Refused, match="đã được giao cho mọi đơn vị"):
        commands.issue_accepted(actor=SYSTEM, document_id=document, clause_ids=[all_.pk])
    with pytest.raises(Refused, match="rút các nhiệm vụ"):
        directives.reopen_clause(actor=SYSTEM, clause_id=all_.pk, version=all_.version)
    unclear = clauses(SYSTEM, document)[0]
    terms = terms_of(unclear)
    named = replace(terms, addressees=("Hội Người cao tuổi",))
    vague = directives.add_clause(actor=SYSTEM, document_id=document, point="9", terms=named)
    directives.accept_clause(actor=SYSTEM, clause_id=vague, version=1)
    with pytest.raises(Refused, match="chưa rõ giao cho ai"):
        commands.issue_accepted(actor=SYSTEM, document_id=document, clause_ids=[vague])
    fresh = directives.take_in(actor=SYSTEM, unit_id=province.other_district.pk, text=TEXT)
    directives.register(actor=SYSTEM, document_id=fresh, version=1, particulars=PARTICULARS)
    waits = clauses(SYSTEM, fresh)[0].pk
    with pytest.raises(Refused, match="chưa được chấp nhận"):
        commands.issue(
            actor=SYSTEM,
            document_id=fresh,
            clause_id=waits,
            terms=WORK,
            unit_ids=[province.other_district.pk],
        )


def test_a_proof_that_is_no_file_leaves_nothing_behind(province: Province) -> None:
    [duty] = given(province, province.district)
    with pytest.raises(Refused, match=r"a\.pdf"):
        commands.report(
            actor=SYSTEM, duty_id=duty, said=Said("Đã làm", 50), proofs=[Upload("a.pdf", b"no PDF")]
        )
    # The act's own transaction took the report back with the file.
    assert not Duty.objects.get(pk=duty).reports.exists()
    assert state(duty) is DutyState.ISSUED


def test_passing_down_keeps_each_ones_own_word_and_never_runs_in_a_circle(province: Province) -> None:
    [top] = given(province, province.district)
    down = [province.commune.pk, province.school.pk]
    commune, school = commands.pass_down(actor=SYSTEM, duty_id=top, unit_ids=down, terms=WORK)
    reported(commune)
    assert Duty.objects.get(pk=top).percent == 0
    assert [row.pk for row in queries.passed_down(Duty.objects.get(pk=top))] == [school, commune]
    for unit, words in (
        (province.province, "vòng tròn"), (province.district, "vòng tròn"),
        (province.other_district, "không trực thuộc"), (province.school, "đã được giao"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=words):
            commands.pass_down(actor=SYSTEM, duty_id=top, unit_ids=[unit.pk], terms=WORK)
    with pytest.raises(Refused, match="vòng tròn"):
        commands.pass_down(actor=SYSTEM, duty_id=school, unit_ids=[province.district.pk], terms=WORK)
    with pytest.raises(Refused, match="không được sau hạn"):
        commands.pass_down(
            actor=SYSTEM, duty_id=top, unit_ids=[province.other_school.pk], terms=replace(WORK, deadline=None)
        )
    assert sound()
    count = commands.withdraw(
        actor=SYSTEM, duty_id=top, version=Duty.objects.get(pk=top).version, reason="Đã bãi bỏ"
    )
    assert count == 3
    assert {state(top), state(school), state(commune)} == {DutyState.WITHDRAWN}


def test_a_rhythm_moves_the_day_with_every_report_of_a_period(province: Province) -> None:
    [duty] = given(province, province.department, terms=QUARTERLY)
    assert Duty.objects.get(pk=duty).due_on == date(2021, 12, 31)
    commands.report(actor=SYSTEM, duty_id=duty, said=Said("Quý IV", 25, period=True))
    found = Duty.objects.get(pk=duty)
    assert (found.due_on, found.periods, found.state) == (date(2022, 3, 31), 1, DutyState.IN_PROGRESS)
    commands.report(actor=SYSTEM, duty_id=duty, said=Said("Thêm số liệu", 30))
    assert Duty.objects.get(pk=duty).due_on == date(2022, 3, 31)
    with pytest.raises(Refused, match="theo kỳ"):
        [once] = given(province, province.office, document=found.document_id)
        commands.report(actor=SYSTEM, duty_id=once, said=Said("Kỳ", 30, period=True))


def test_more_time_is_asked_once_ruled_once_and_never_beyond_the_duty_above(province: Province) -> None:
    [top] = given(province, province.district)
    [below] = commands.pass_down(actor=SYSTEM, duty_id=top, unit_ids=[province.school.pk], terms=WORK)
    ask = {"actor": SYSTEM, "until": date(2022, 1, 15), "reason": "Chờ kinh phí"}
    asked = commands.ask_extension(duty_id=below, **ask)
    with pytest.raises(Refused, match="đang chờ trả lời"):
        commands.ask_extension(duty_id=below, **ask)
    with pytest.raises(Refused, match="không được sau hạn"):
        commands.rule_extension(actor=SYSTEM, extension_id=asked, granted_until=date(2022, 1, 15))
    above = commands.ask_extension(duty_id=top, **ask)
    commands.rule_extension(actor=SYSTEM, extension_id=above, granted_until=date(2022, 1, 20))
    commands.rule_extension(actor=SYSTEM, extension_id=asked, granted_until=date(2022, 1, 15))
    assert Duty.objects.get(pk=below).due_on == date(2022, 1, 15)
    with pytest.raises(Refused, match="đã được trả lời"):
        commands.rule_extension(actor=SYSTEM, extension_id=asked, granted_until=None, words="Không")
    again = commands.ask_extension(duty_id=below, **{**ask, "until": date(2022, 1, 18)})
    with pytest.raises(Refused, match="phải ghi lý do"):
        commands.rule_extension(actor=SYSTEM, extension_id=again, granted_until=None)
    commands.rule_extension(actor=SYSTEM, extension_id=again, granted_until=None, words="Không thể lùi")
    assert Extension.objects.get(pk=again).ruling == "refused"
    assert Duty.objects.get(pk=below).due_on == date(2022, 1, 15)


def test_reminders_come_once_a_level_and_say_how_many(province: Province) -> None:
    document = directive(province.province)
    ids = [given(province, province.district, document=document)[0] for _ in range(3)]
    reported(ids[0])
    before = Notice.objects.count()

    def new() -> list[tuple[int, str, str]]:
        return list(Notice.objects.order_by("pk").values_list("unit_id", "roles", "text")[before:])

    daily.run(date(2021, 12, 20))
    assert new() == []
    daily.run(date(2021, 12, 29))
    daily.run(date(2021, 12, 29))
    assert [text for _, _, text in new()] == ["Nhắc việc: 2 nhiệm vụ cần chú ý (2 nhiệm vụ sắp đến hạn)."]
    daily.run(date(2022, 1, 20))
    told = {(unit, roles) for unit, roles, _ in new()[1:]}
    officers = ",emulation_officer,specialist,"
    assert told == {
        (province.district.pk, officers), (province.district.pk, ",head,"),
        (province.province.pk, officers), (province.province.pk, ",head,"),
    }  # fmt: skip
    assert len(new()) == 5
    daily.run(date(2022, 1, 21))
    assert len(new()) == 5


def test_what_stays_late_goes_up_level_by_level_with_one_message_for_each(province: Province) -> None:
    [top] = given(province, province.district)
    [below] = commands.pass_down(actor=SYSTEM, duty_id=top, unit_ids=[province.commune.pk], terms=WORK)
    leaf = factories.unit("Trường Dưới", parent=province.commune)
    [school] = commands.pass_down(actor=SYSTEM, duty_id=below, unit_ids=[leaf.pk], terms=WORK)
    names = {
        province.province.pk: "tỉnh", province.district.pk: "huyện",
        province.commune.pk: "xã", leaf.pk: "trường",
    }  # fmt: skip
    seen = Notice.objects.count()

    def told(on: date) -> set[tuple[str, str]]:
        nonlocal seen
        daily.run(on)
        rows = list(Notice.objects.order_by("pk").values_list("unit_id", "roles")[seen:])
        seen += len(rows)
        found = {(names[unit], "head" if "head" in roles else "officers") for unit, roles in rows}
        assert len(found) == len(rows)
        return found

    holders = {("huyện", "officers"), ("xã", "officers"), ("trường", "officers")}
    assert told(date(2021, 12, 27)) == set()
    assert told(date(2021, 12, 28)) == told(date(2022, 1, 1)) == holders
    assert told(date(2022, 1, 7)) == set()
    givers = {("tỉnh", "officers"), ("huyện", "head"), ("xã", "head"), ("trường", "head")}
    assert told(date(2022, 1, 8)) == holders | givers
    [text] = Notice.objects.filter(unit_id=province.district.pk, text__contains="đã giao").values_list(
        "text", flat=True
    )
    assert text == (
        "Nhắc việc: 1 nhiệm vụ cần chú ý (1 nhiệm vụ quá hạn); 1 nhiệm vụ đã giao quá hạn hơn một tuần; "
        "có thể gửi công văn đôn đốc."
    )
    assert told(date(2022, 1, 15)) == set()
    assert told(date(2022, 1, 16)) == holders | givers | {("tỉnh", "head")}
    assert told(date(2022, 3, 1)) == set()
    assert set(Duty.objects.filter(pk__in=[top, below, school]).values_list("reminded", flat=True)) == {4}
    later = replace(factories.actor(Role.SPECIALIST, province.province), today=date(2022, 1, 20))
    [row] = queries.late_units(later)
    assert (row["count"], row["week"], row["fortnight"], row["first"]) == (1, 1, 1, DUE)
    titles = {item.title: item.count for item in desk.items(later)}
    assert titles["Nhiệm vụ đã giao bị quá hạn"] == 1
    assert titles["Việc cấp dưới giao tiếp bị quá hạn"] == 2
    [deeper] = [item for item in desk.items(later) if item.title.startswith("Việc cấp dưới")]
    listed = queries.duties(later, whose="passed", when="overdue").rows
    assert {row.pk for row in listed} == {below, school}
    assert "Trường Dưới" in as_user(later).get(deeper.url).content.decode()
    district = replace(factories.actor(Role.HEAD, province.district), today=date(2022, 1, 20))
    assert {item.title: item.count for item in desk.items(district)}[
        "Việc cấp dưới giao tiếp bị quá hạn"
    ] == 1
    page = as_user(later).get(f"/nhiem-vu/{top}/").content.decode()
    assert "Đã báo thủ trưởng nơi giao, vì quá hạn hơn nửa tháng." in page


def test_a_letter_urges_on_with_what_is_overdue_only_and_prints(province: Province) -> None:
    document = directive(province.province)
    [late] = given(province, province.district, document=document)
    [fresh] = given(
        province, province.district, document=document, terms=Terms("Việc khác", "other", date(2022, 6, 30))
    )
    later = replace(SYSTEM, today=date(2022, 1, 5))
    who = {"actor": later, "unit_id": province.province.pk, "to_unit_id": province.district.pk}
    with pytest.raises(Refused, match="không còn quá hạn"):
        commands.urge(**who, duty_ids=[late, fresh], until=date(2022, 1, 10))
    pk = commands.urge(**who, duty_ids=[late], until=date(2022, 1, 10), words="Đề nghị chú ý.")
    reported(late, today=later.today)
    assert Notice.objects.filter(unit_id=province.district.pk, text__contains="đôn đốc 1").count() == 1
    assert queries.letter(later, pk).lines[0]["percent"] == 0
    document_ = papers.letter_document(queries.letter(later, pk))
    assert document_.title == "V/v đôn đốc thực hiện nhiệm vụ được giao"
    assert (document_.number.number, document_.date) == (None, None)
    sign = {"signer": "Phan Quốc Vinh", "authority_lines": ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]}
    with pytest.raises(Refused, match="không được trước ngày"):
        commands.number_letter(actor=later, letter_id=pk, **sign, on=date(2022, 1, 4))
    number = commands.number_letter(actor=later, letter_id=pk, **sign, on=later.today)
    with pytest.raises(Refused, match="đã vào sổ"):
        commands.number_letter(actor=later, letter_id=pk, **sign, on=later.today)
    signed = papers.letter_document(queries.letter(later, pk))
    assert (signed.number.number, signed.date, signed.signatures[0].name) == (
        number, later.today, "Phan Quốc Vinh",
    )  # fmt: skip
    assert papers.letter_file(later, pk, "pdf").startswith(b"%PDF")
    assert papers.letter_file(later, pk, "docx").startswith(b"PK")


def test_a_merged_units_open_work_goes_to_its_successor_and_its_history_stays(province: Province) -> None:
    document = directive(province.province)
    clause = clauses(SYSTEM, document)[0].pk
    both = given(province, province.commune, province.school, document=document, clause_id=clause)
    [under] = given(province, province.district, document=document)
    [passed] = commands.pass_down(actor=SYSTEM, duty_id=under, unit_ids=[province.school.pk], terms=WORK)
    reported(both[1], 40, "Đã tập huấn")
    heir = factories.unit("Xã Nam Dong mới", parent=province.district, valid_from=date(2021, 12, 20))
    organisation.succeed_units(
        actor=SYSTEM, kind=SuccessionKind.MERGER, before_ids=[province.commune.pk, province.school.pk],
        after_ids=[heir.pk], on=date(2021, 12, 20), instrument="Nghị quyết 1",
    )  # fmt: skip
    later = date(2021, 12, 21)
    for _ in range(2):
        daily.run(later)
    assert [state(pk) for pk in (*both, passed)] == [DutyState.MOVED] * 3
    taken = Duty.objects.filter(unit=heir).order_by("pk")
    assert [(d.predecessor_id, d.percent) for d in taken] == [(both[0], 0), (both[1], 40), (passed, 0)]
    assert Duty.objects.get(predecessor=passed).parent_id == under
    words = {row.id: row.words for row in rows_of(queries.of_document(SYSTEM, document))}
    assert words[taken[1].pk] == "Đã tập huấn"
    assert sound()


def test_a_split_unit_waits_for_its_givers_choice(province: Province) -> None:
    [duty] = given(province, province.commune)
    heirs = [
        factories.unit(f"Xã {n}", parent=province.district, valid_from=date(2021, 12, 1)) for n in (1, 2)
    ]
    with pytest.raises(Refused, match="vẫn đang hoạt động"):
        commands.hand_over(actor=SYSTEM, duty_id=duty, unit_id=heirs[0].pk)
    organisation.succeed_units(
        actor=SYSTEM, kind=SuccessionKind.SPLIT, before_ids=[province.commune.pk],
        after_ids=[unit.pk for unit in heirs], on=date(2021, 12, 10), instrument="Nghị quyết 2",
    )  # fmt: skip
    daily.run(TODAY)
    assert state(duty) is DutyState.ISSUED
    with pytest.raises(Refused, match="không phải là đơn vị kế thừa"):
        commands.hand_over(actor=SYSTEM, duty_id=duty, unit_id=province.school.pk)
    new = commands.hand_over(actor=SYSTEM, duty_id=duty, unit_id=heirs[1].pk)
    assert (state(duty), state(new), Duty.objects.get(pk=new).unit) == (
        DutyState.MOVED, DutyState.ISSUED, heirs[1],
    )  # fmt: skip


def test_the_desk_and_the_calendar_tell_each_side_its_part(
    province: Province, django_assert_num_queries: Any
) -> None:
    giver = factories.actor(Role.SPECIALIST, province.province)
    worker = factories.actor(Role.EMULATION_OFFICER, province.district)
    stranger = factories.actor(Role.EMULATION_OFFICER, province.other_district)
    document = directive(province.province)
    first, second, _ = (given(province, province.district, document=document)[0] for _ in range(3))
    commands.ask_extension(actor=worker, duty_id=first, until=date(2022, 1, 9), reason="Chờ số liệu")
    reported(second)
    assert [item.title for item in desk.items(worker)] == ["Nhiệm vụ mới giao"] * 2
    late = replace(giver, today=date(2022, 1, 5))
    with django_assert_num_queries(4):
        titles = [item.title for item in desk.items(late)]
    assert titles == [
        "Kết quả nhiệm vụ chờ chấp nhận", "Đề nghị gia hạn nhiệm vụ", "Nhiệm vụ đã giao bị quá hạn",
    ]  # fmt: skip
    assert desk.items(stranger) == []
    window = (date(2021, 12, 1), date(2021, 12, 31))
    assert [(entry.on, entry.done) for entry in desk.dates(worker, *window)] == [
        (DUE, False), (DUE, True), (DUE, False),
    ]  # fmt: skip
    [entry] = desk.dates(giver, *window)
    assert (entry.title, entry.done) == ("Hạn 3 nhiệm vụ đã giao", False)
    assert desk.dates(stranger, *window) == []
