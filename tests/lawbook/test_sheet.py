"""Sheets: every award on every day says plainly what holds and why; comparing two days loses and invents nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.kernel.formats import money
from thidua.kernel.formats import share as share_vi
from thidua.lawbook import load_book
from thidua.lawbook.comparing import Row, compare, milestones
from thidua.lawbook.law_cli import compared, render
from thidua.lawbook.lines import Line, Section
from thidua.lawbook.predicates import VOCABULARY, Predicate
from thidua.lawbook.rules import Condition
from thidua.lawbook.sheet import narrowed, sheet
from thidua.lawbook.wording import words

BOOK = load_book()
DAY = timedelta(days=1)
DAYS = sorted({day + shift for day in BOOK.change_days for shift in (-DAY, timedelta(), DAY)})
AWARDS = list(BOOK.awards.values())
RULED = [award for award in AWARDS if award.has_rules]
DECREE_91, LAW_2022 = date(2021, 12, 15), date(2024, 5, 1)


def conditions() -> Iterator[Condition]:
    for award in RULED:
        for day in BOOK.change_days:
            standard = BOOK.standard(award.code, day)
            todo = [*(standard.conditions if standard else ()), *BOOK.gate_rules(award.code, day).conditions]
            while todo:
                condition = todo.pop()
                todo += condition.parts
                yield condition


# Words


def test_every_word_of_the_vocabulary_has_words() -> None:
    for name, predicate in VOCABULARY.items():
        assert words.dispatch(predicate) is not words.dispatch(object), f"{name}: thêm vào wording.py"


def numbers(predicate: Predicate) -> Iterator[str]:
    """Every number of the condition as a reader would find it written."""
    given_ = predicate.model_dump(exclude_none=True)
    if "consecutive" in given_:
        del given_["count"]  # of the other form
    for name, value in given_.items():
        if name in ("limit", "share"):
            top, bottom = value if name == "share" else next(iter(value.values()))
            yield share_vi(top, bottom)
        elif name == "women":
            yield f"{value[0]}/{value[1]}"
        elif name == "min_vnd":
            yield from [money(value)] if value else []
        else:
            yield from (str(each) for each in integers(value) if each)


def integers(value: Any) -> Iterator[int]:
    if isinstance(value, int) and not isinstance(value, bool):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            if not (name == "last" and each == 1):  # "trong năm xét"
                yield from integers(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from integers(each)


def test_the_words_of_a_condition_show_its_every_number() -> None:
    seen = 0
    for condition in conditions():
        if condition.predicate is None:
            continue
        text = words(condition.predicate, BOOK.names)
        assert text, condition.rule
        single = [each for each in numbers(condition.predicate) if each != "1"]
        for number in single:
            assert number in text, (condition.rule, number, text)
        seen += len(single)
    assert seen > 100


# Sheets


@pytest.mark.parametrize("award", AWARDS, ids=lambda award: award.code)
def test_every_award_has_a_sheet_on_every_day(award: Any) -> None:
    seen = set()
    for day in DAYS:
        shown = sheet(BOOK, award.code, day)
        assert shown.on == day
        if id(shown.sections) in seen:  # the same stretch of days
            continue
        seen.add(id(shown.sections))
        assert (shown.state == "in_force") == (not shown.reason)
        if shown.state == "in_force":
            assert shown.section("criteria").lines and shown.section("law").lines
        if day < BOOK.first_day:
            assert shown.state == "before_law" and not shown.sections
        for section in shown.sections:
            assert section.lines or section.note.endswith("."), section.key
        for line in shown.lines():
            assert line.title and (line.checked or line.because), (award.code, day, line)


def test_conditions_stand_on_the_sheet_with_their_articles() -> None:
    for award in RULED:
        for day in BOOK.change_days:
            shown = sheet(BOOK, award.code, day)
            for key in ("gates", "criteria") if shown.sections else ():
                for top in shown.section(key).lines:
                    for line in top.walk():
                        assert line.cites or line.parts, (award.code, line.key)


def test_the_text_of_a_sheet_says_what_an_officer_asks() -> None:
    text = render(BOOK, sheet(BOOK, "advanced_collective", LAW_2022))
    for said in (
        "Từ 70 % cá nhân trở lên đạt Lao động tiên tiến", "điểm c khoản 1 Điều 28 Luật 06/2022/QH15",
        "Tập thể: 1.440.000 đ", "0,8 × 1.800.000 đ", "Biên bản bình xét thi đua", "Chủ tịch Ủy ban nhân dân cấp huyện",
        "Mỗi sáng kiến chỉ được dùng một lần", "Các mốc thay đổi: 20/08/2014",
    ):  # fmt: skip
        assert said in text, said
    assert max(map(len, text.splitlines())) <= 220


@pytest.mark.parametrize(
    ("code", "day", "state", "said"),
    [
        ("advanced_worker", "2004-06-30", "before_law", "Trước văn bản đầu tiên"),
        ("advanced_worker", "2014-08-19", "not_begun", "có từ ngày 20/08/2014"),
        ("advanced_worker", "2026-10-01", "unloaded", "06/2026/QH16"),
        ("government_emulation_flag", "2016-01-01", "unloaded", "65/2014/NĐ-CP"),
        ("exemplary_commune", "2021-01-01", "nobody_decides", "thẩm quyền quyết định có từ ngày 01/01/2024"),
        ("commendation_certificate_district", "2025-07-01", "ended", "."),
    ],
)
def test_a_day_without_a_standard_says_why(code: str, day: str, state: str, said: str) -> None:
    shown = sheet(BOOK, code, date.fromisoformat(day))
    assert shown.state == state
    assert said in shown.reason
    assert said in render(BOOK, shown)


def test_unloaded_law_names_the_last_day_that_was_loaded() -> None:
    assert sheet(BOOK, "advanced_worker", date(2030, 1, 1)).last_loaded == date(2026, 9, 30)
    assert sheet(BOOK, "advanced_worker", LAW_2022).last_loaded is None


def test_a_sheet_is_narrowed_to_a_recipient_and_a_route() -> None:
    whole = sheet(BOOK, "pm_certificate_of_merit", DECREE_91)
    persons = narrowed(whole, "person", "sudden")
    keys = {line.key for line in persons.section("criteria").lines}
    assert keys == {"person_grounds"}
    (grounds,) = persons.section("criteria").lines
    assert [part.key for part in grounds.parts] == ["sudden_feat"]
    assert [line.key for line in persons.section("bonus").lines] == ["person"]
    assert "period_not_rewarded" not in {line.key for line in persons.lines()}
    assert narrowed(whole) == whole


@pytest.mark.parametrize(
    ("code", "day", "rules"),
    [
        ("grassroots_emulation_fighter", date(2016, 1, 1), ["prefer_direct_workers"]),
        ("grassroots_emulation_fighter", DECREE_91, ["prefer_women", "prefer_direct_workers"]),
        ("advanced_collective", LAW_2022, ["prefer_women_collectives", "prefer_hard_places"]),
        ("advanced_soldier", LAW_2022, ["prefer_women"]),
        ("grassroots_emulation_fighter", date(2026, 10, 1), []),
    ],
)
def test_whom_the_law_prefers_stands_apart_from_the_conditions(
    code: str, day: date, rules: list[str]
) -> None:
    shown = sheet(BOOK, code, day)
    prefer = shown.section("prefer")
    assert [line.key for line in prefer.lines] == rules
    assert all(line.cites for line in prefer.lines)
    assert "không quyết định kết luận" in prefer.title
    assert not {line.key for key in ("gates", "criteria") for line in shown.section(key).lines} & set(rules)
    assert rules or prefer.note == "Chưa nạp quy định ưu tiên cho ngày này."


def test_unread_bonus_and_rounding_are_told() -> None:
    (line,) = sheet(BOOK, "advanced_collective", LAW_2022).section("bonus").lines
    assert "làm tròn" not in line.says
    person = sheet(BOOK, "pm_certificate_of_merit", DECREE_91).section("bonus").lines[0]
    assert person.title == "Cá nhân: 5.220.000 đ"
    assert person.says == "3,5 × 1.490.000 đ (hệ số × lương cơ sở) = 5.215.000 đ, làm tròn lên"


def test_procedure_stands_on_the_sheet_with_its_numbers() -> None:
    text = " ".join(render(BOOK, sheet(BOOK, "labour_order_3", LAW_2022)).split())
    for said in (
        "1 bộ bản chính, kèm tệp tin điện tử", "Bộ Nội vụ, trên Cổng thông tin điện tử của Bộ Nội vụ: 10 ngày làm việc",
        "Trả lại hồ sơ chưa đủ, chưa đúng ở Trung ương: 05 ngày làm việc kể từ ngày nhận hồ sơ",
        "Khen thưởng cấp Nhà nước do cấp trình chi", "Nhiều danh hiệu của cùng thời gian: chỉ trả mức cao nhất",
        "Gian dối trong kê khai", "Người quyết định: người đã ban hành quyết định khen thưởng",
        "Báo cáo tóm tắt thành tích do đơn vị lập",
    ):  # fmt: skip
        assert said in text, said
    flag = " ".join(render(BOOK, sheet(BOOK, "government_emulation_flag", DECREE_91)).split())
    assert "Gửi Ban Thi đua - Khen thưởng Trung ương trước hết ngày 31/03 năm sau năm xét" in flag
    assert "trước hết ngày 15/10 của năm xét" in flag and "Cờ thi đua của Chính phủ, ngành giáo dục" in flag


def test_a_nomination_passes_no_level_above_who_decides() -> None:
    shown = {
        line.key
        for line in sheet(BOOK, "commendation_certificate_commune", DECREE_91).section("time_limits").lines
    }
    assert "commune_appraises" in shown
    assert "province_appraises" not in shown


def test_procedure_before_the_first_rule_says_since_when_there_is_one() -> None:
    section = sheet(BOOK, "advanced_worker", date(2016, 1, 1)).section("time_limits")
    assert not section.lines and "2017-10-01" not in section.note and "01/10/2017" in section.note


# Comparing

ANY_DAY = st.sampled_from([day for day in DAYS if day >= BOOK.first_day])


def flat(rows: tuple[Row, ...]) -> Iterator[Row]:
    for row in rows:
        yield from row.walk()


def all_lines(sections: tuple[Section, ...]) -> Counter[Line]:
    return Counter(line for section in sections for top in section.lines for line in top.walk())


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(RULED), ANY_DAY, ANY_DAY)
def test_comparing_loses_and_invents_nothing_and_is_symmetric(award: Any, one: date, two: date) -> None:
    before, after = sheet(BOOK, award.code, one), sheet(BOOK, award.code, two)
    there, back = compare(before, after), compare(after, before)
    rows = [row for section in there.sections for row in flat(section.rows)]
    assert Counter(row.before for row in rows if row.before) == all_lines(before.sections)
    assert Counter(row.after for row in rows if row.after) == all_lines(after.sections)
    mirrored = {"added": "removed", "removed": "added"}
    returned = [row for section in back.sections for row in flat(section.rows)]
    assert Counter((mirrored.get(r.own, r.own), r.after, r.before, r.what) for r in returned) == Counter(
        (r.own, r.before, r.after, r.what) for r in rows
    )
    assert there.changed == back.changed
    assert [s.kind for s in there.sections] == [s.kind for s in back.sections]
    if one == two:
        assert not there.changed


def test_a_raised_share_is_a_changed_number_and_a_dropped_gate_is_gone() -> None:
    found = compare(
        sheet(BOOK, "advanced_collective", DECREE_91), sheet(BOOK, "advanced_collective", LAW_2022)
    )
    rows = {row.line.key: row for section in found.sections for row in flat(section.rows)}
    assert rows["advanced_worker_share"].own == "changed"
    assert "con số" in rows["advanced_worker_share"].what
    assert rows["registered"].own == "removed"
    assert rows["no_member_warned"].what == ("trích dẫn",)
    assert rows["no_member_warned"].own == "source"
    text = compared(found)
    assert "− Đã đăng ký thi đua" in text and "so sánh ngày 15/12/2021 với ngày 01/05/2024" in text


def test_only_certainty_changes_where_nobody_has_read_the_text() -> None:
    before, after = (sheet(BOOK, "advanced_worker", day) for day in (date(2017, 9, 30), date(2017, 10, 1)))
    rows = {row.line.key: row for s in compare(before, after).sections for row in flat(s.rows)}
    assert "mức đối chiếu" in rows["award.interval_counted_from"].what
    assert rows["award.interval_counted_from"].own == "source"


def test_two_awards_are_not_compared() -> None:
    with pytest.raises(ValueError, match="hai danh hiệu"):
        compare(sheet(BOOK, "advanced_worker", LAW_2022), sheet(BOOK, "advanced_collective", LAW_2022))


def test_an_award_known_by_name_is_followed_from_its_dossier_on() -> None:
    award = next(each for each in AWARDS if not each.has_rules and each.entry.bonus)
    found = [each.on for each in milestones(BOOK, award)]
    assert sheet(BOOK, award.code, found[0]).section("dossier").lines
    assert date(2024, 1, 1) in found


@pytest.mark.parametrize("award", RULED, ids=lambda award: award.code)
def test_milestones_are_exactly_the_days_on_which_the_sheet_changes(award: Any) -> None:
    found = {each.on for each in milestones(BOOK, award)}
    first = min(found)
    for day in BOOK.change_days:
        if day > first:
            before, after = sheet(BOOK, award.code, day - DAY), sheet(BOOK, award.code, day)
            assert compare(before, after).law_changed == (day in found), day
    for each in sorted(found)[:: max(1, len(found) // 3)]:
        assert render(BOOK, sheet(BOOK, award.code, each))
