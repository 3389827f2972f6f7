"""Plans worked out by hand: who needs what, in which year, by which article."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.lawbook.ask import AGENCY, OFFICIAL, award, initiative, question
from thidua.lawbook import Record, load_book, parse_questions
from thidua.lawbook.predicates import VOCABULARY
from thidua.lawbook.roadmap import Roadmap, Told, ground, moved, plan, roadmap, told
from thidua.lawbook.roadmap.ground import last_loaded_day
from thidua.lawbook.roadmap.needs import InitiativeNeed
from thidua.lawbook.roadmap.steps import AS_THEY_STAND, PLANNED
from thidua.lawbook.roadmap.supposing import SupposedInitiative, SupposedPenalty, SupposedRating
from thidua.lawbook.roadmap.wording import assumptions_vi, pointless_vi, reach_vi

BOOK = load_book()
PC, PM, LO3 = "provincial_certificate_of_merit", "pm_certificate_of_merit", "labour_order_3"
GRASSROOTS, PROVINCIAL, NATIONAL = (
    "grassroots_emulation_fighter",
    "provincial_emulation_fighter",
    "national_emulation_fighter",
)
FARMER = {"kind": "person", "group": "farmer"}
SCHOOL = {"kind": "collective", "group": "school", "founded": 2000, "in_flag_list": True}


def record(today: str, who: dict[str, Any] | None = None, **facts: Any) -> Record:
    year = int(today[:4])
    whole = {"complete": [year - 10, year], **facts}
    (found,) = parse_questions(question(PC, today, who or OFFICIAL, year=year, facts=whole))
    return found


def road(today: str, who: dict[str, Any] | None = None, *, law: str | None = None, **facts: Any) -> Roadmap:
    day = date.fromisoformat(law) if law else None
    return roadmap(ground(BOOK, record(today, who, **facts), 10, day))


def needed(at: Roadmap, code: str, *, judged: bool = False) -> dict[int, list[str]]:
    """The plan as sentences by year."""
    shown = shown_plan(at, code, judged=judged)
    return {year.year: [line.says for line in year.lines] for year in shown.years}


def shown_plan(at: Roadmap, code: str, *, judged: bool = False) -> Told:
    found = plan(at.judged if judged else at.plain, code)
    assert found is not None
    return told(at.ground, found)


GOOD = "Xếp loại “hoàn thành tốt nhiệm vụ” trở lên"
BEST = "Xếp loại “hoàn thành xuất sắc nhiệm vụ”"
OWN = "Một sáng kiến (hoặc giải pháp, đề tài) được cơ sở công nhận, đã áp dụng có hiệu quả"
PROVINCE_WIDE = OWN.replace("được cơ sở", "có phạm vi ảnh hưởng cấp tỉnh, được cấp tỉnh")


def titled(year: int) -> str:
    return f"Được công nhận “Chiến sĩ thi đua cơ sở” năm {year}"


class TestTitles:
    def test_two_years_from_the_provincial_title(self) -> None:
        at = road("2021-12-15", titles={GRASSROOTS: [2021]}, ratings={2021: "good"})
        assert needed(at, PROVINCIAL) == {
            2022: [GOOD, OWN, titled(2022)],
            2023: [GOOD, PROVINCE_WIDE, titled(2023)],
        }
        shown = shown_plan(at, PROVINCIAL)
        by_title = {line.says: line for line in shown.years[0].lines}
        assert by_title[GOOD].cites == ("15/2003/QH11 Đ24",)
        assert by_title[titled(2022)].serves == ("Chiến sĩ thi đua cấp tỉnh",)
        assert by_title[titled(2022)].cites == ("15/2003/QH11 Đ22", "91/2017/NĐ-CP Đ9.2")
        assert [each.rule for each in shown.certify] == ["best_among_fighters"]

    def test_a_gap_starts_the_three_years_again(self) -> None:
        at = road("2021-12-15", titles={GRASSROOTS: [2019, 2020]}, ratings={2021: "completed"})
        reach = at.reach(PROVINCIAL)
        assert reach is not None and (reach.state, reach.year) == ("by", 2024)

    def test_the_law_of_another_day_may_be_held(self) -> None:
        at = road("2021-12-15", law="2026-09-30", titles={GRASSROOTS: [2021]}, ratings={2021: "good"})
        assert needed(at, PROVINCIAL) == {
            2022: [BEST, titled(2022)],
            2023: [GOOD, f"{PROVINCE_WIDE}, có khả năng nhân rộng", titled(2023)],
        }

    def test_registration_is_asked_where_lists_are_kept(self) -> None:
        at = road("2021-12-15", registered={GRASSROOTS: [2020]}, ratings={2021: "good"})
        assert needed(at, GRASSROOTS) == {
            2022: ["Đăng ký thi đua danh hiệu “Chiến sĩ thi đua cơ sở” từ đầu năm", GOOD, OWN]
        }

    def test_last_year_is_open_until_its_season_is_over(self) -> None:
        spring, autumn = road("2022-03-01"), road("2022-09-01")
        assert (spring.reach("advanced_worker").year, autumn.reach("advanced_worker").year) == (2021, 2022)  # type: ignore[union-attr]
        assert needed(spring, "advanced_worker") == {2021: [GOOD]}


class TestLadder:
    def test_from_nothing_to_the_labour_order(self) -> None:
        at = road("2019-12-31", ratings={2019: "good"})
        years = [at.reach(code).year for code in (PC, PM)]  # type: ignore[union-attr]
        assert years == [2021, 2026]
        assert at.reach(LO3).judged_year == 2019  # type: ignore[union-attr]
        plan_of = needed(at, PM)
        assert plan_of[2020] == [BEST, f"{OWN} (hoặc trong một năm khác: 2021)"]
        assert (
            plan_of[2021][-1]
            == "Được tặng “Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh” (thành tích 2020–2021)"
        )
        assert [plan_of[year][0] for year in range(2022, 2027)] == [BEST] * 5
        assert plan_of[2026][1] == f"{OWN} (hoặc trong một năm khác: 2022–2025)"
        assert list(plan_of) == list(range(2020, 2027))

    def test_a_step_given_counts_from_the_end_of_its_period(self) -> None:
        step = [award(PC, "2021-02-01", [2019, 2020])]
        at = road("2021-12-15", awards=step, ratings={2021: "excellent"}, initiatives=[initiative(2021)])
        assert list(needed(at, PM)) == [2022, 2023, 2024, 2025]
        assert at.reach(PC).year == 2022 and at.reach(PC).received == (2020,)  # type: ignore[union-attr]

    def test_an_initiative_serves_once_where_the_law_says_so(self) -> None:
        """Under the law of 2024 the certificate needs two initiatives of its own beside that of a title."""
        facts = {"titles": {GRASSROOTS: [2024]}, "ratings": {2024: "excellent", 2025: "excellent"}}

        def count(*used_for: str) -> int:
            recorded = [initiative(2024, used_for=list(used_for))]
            at = road("2025-12-15", initiatives=recorded, **facts)
            found = plan(at.plain, PC)
            assert found is not None and all(isinstance(need, InitiativeNeed) for need in found.needs)
            return len(found.needs)

        assert (count(), count(GRASSROOTS)) == (1, 2)

    def test_initiatives_may_fall_in_other_years(self) -> None:
        step = [award(PM, "2021-02-01", [2016, 2020])]
        at = road("2021-12-15", awards=step, ratings={2021: "excellent"})
        assert needed(at, LO3)[2025] == [BEST, f"{PROVINCE_WIDE} (hoặc trong một năm khác: 2021–2024)"]

    def test_two_state_awards_of_one_plan_never_fall_in_one_year(self) -> None:
        for code in ("labour_order_2", "labour_order_1"):
            at = roadmap(ground(BOOK, record("2018-12-15", ratings={2018: "excellent"}), 20))
            for world in (at.plain, at.judged):
                found = plan(world, code)
                if found is None:
                    continue
                years = [goal.year for goal in found.goals if goal.code in BOOK.state_level]
                assert len(years) == len(set(years))


class TestOthers:
    def test_a_collective_counts_heads(self) -> None:
        composition = {2020: {"members": 33, "completed": 33, "advanced_worker": 20}}
        at = road("2021-12-15", SCHOOL, composition=composition)
        assert needed(at, "advanced_collective")[2021] == [
            GOOD,
            "Ít nhất 17/33 cá nhân đạt “Lao động tiên tiến” (51,5 %, theo số thành viên đã ghi); "
            "không có cá nhân bị kỷ luật từ cảnh cáo trở lên",
        ]
        outstanding = needed(at, "outstanding_collective")[2021][1]
        assert outstanding.startswith("100 % cá nhân hoàn thành nhiệm vụ trở lên; ít nhất 24/33 cá nhân")
        assert "ít nhất 1/33 cá nhân đạt “Chiến sĩ thi đua cơ sở”" in outstanding

    def test_a_flag_asks_first_place_and_a_judgement(self) -> None:
        at = road("2021-12-15", SCHOOL)
        reach = at.reach("provincial_emulation_flag")
        assert reach is not None and (reach.state, reach.judged_year) == ("judged", 2021)
        assert reach.judgements == (("exceeds_targets",),)
        assert needed(at, "provincial_emulation_flag", judged=True) == {
            2021: [
                "Dẫn đầu cụm, khối thi đua do cấp tỉnh tổ chức và được cụm, khối đề nghị",
                "Được cấp có thẩm quyền xác nhận: hoàn thành vượt các chỉ tiêu, nhiệm vụ được giao",
            ]
        }

    def test_a_farmer_needs_judgements_of_each_year(self) -> None:
        at = road("2021-12-15", FARMER)
        reach = at.reach("advanced_worker")
        assert reach is not None and reach.judgements == (("productive_work", "helps_community"),)
        assert len(needed(at, "advanced_worker", judged=True)[2021]) == 2
        assert "xác nhận" in reach_vi(at.ground, reach)

    def test_a_household_needs_a_gift(self) -> None:
        at = road("2021-12-15", {"kind": "household"})
        assert needed(at, PM, judged=True) == {
            2021: ["Có đóng góp về công sức, đất đai, tài sản trị giá từ 500.000.000 đ trở lên"]
        }

    def test_a_hold_must_end_first(self) -> None:
        hold = [{"reason": "complaint", "from": date(2021, 6, 1)}]
        at = road("2021-12-15", holds=hold)
        assert at.reach("advanced_worker").present == "suspended"  # type: ignore[union-attr]
        assert needed(at, "advanced_worker")[2021][0].startswith("Việc đang tạm dừng xét (có khiếu nại")

    def test_years_in_office_run_on_by_themselves(self) -> None:
        posts = [{"post": "department_director", "from": date(2014, 3, 1)}]
        reach = road("2021-12-15", posts=posts).reach(LO3)
        assert reach is not None and (reach.state, reach.year, reach.route) == ("by", 2024, "dedication")

    def test_where_a_plan_makes_no_sense_it_says_so(self) -> None:
        ended = {**AGENCY, "dissolved": date(2020, 1, 1)}
        assert "kết thúc hoạt động ngày 01/01/2020" in pointless_vi(road("2021-12-15", ended))
        assert "đối ngoại" in pointless_vi(road("2021-12-15", {"kind": "person", "group": "foreign"}))
        assert pointless_vi(road("2021-12-15")) == ""

    def test_what_is_unknown_names_the_fact_and_who_has_it(self) -> None:
        reach = road("2021-12-15", penalties=None).reach("advanced_worker")
        assert reach is not None and reach.state == "unknown"
        assert "kỷ luật" in reach.missing[0].says

    def test_what_is_too_far_names_what_stands_in_the_way(self) -> None:
        at = roadmap(ground(BOOK, record("2021-12-15"), 2))
        reach = at.reach(NATIONAL)
        assert reach is not None and reach.state == "far"
        assert reach.lacking == ("Hai lần liên tục đạt Chiến sĩ thi đua cấp tỉnh (bộ)",)


class TestLawHeldStill:
    def test_after_the_last_loaded_day_that_day_is_used_and_told(self) -> None:
        assert last_loaded_day(BOOK) == date(2026, 9, 30)
        at = road("2026-11-27")
        assert at.ground.law_day == date(2026, 9, 30)
        assert any("Quy định từ ngày 01/10/2026 chưa được nạp" in each for each in assumptions_vi(at.ground))

    def test_a_known_later_law_is_named_and_not_applied(self) -> None:
        told_ = " ".join(assumptions_vi(road("2021-12-15").ground))
        assert "quy định có hiệu lực ngày 15/12/2021" in told_
        assert "Chưa tính đến Luật 06/2022/QH15, có hiệu lực từ ngày 01/01/2024." in told_

    def test_lists_that_end_early_leave_older_years_unknown(self) -> None:
        at = road("2021-12-15", complete=[2010, 2017], titles={GRASSROOTS: [2019]})
        assert at.reach(PROVINCIAL).year == 2023  # type: ignore[union-attr]
        assert any("chưa được xác nhận là ghi đủ đến năm 2020" in each for each in assumptions_vi(at.ground))

    def test_facts_after_the_day_do_not_exist(self) -> None:
        plain = road("2021-12-15")
        later = road("2021-12-15", awards=[award(PC, "2022-05-01", [2020, 2021])])
        assert [each.year for each in plain.reaches] == [each.year for each in later.reaches]


@pytest.mark.parametrize(
    ("supposed", "code", "before", "after"),
    [
        (SupposedRating(2022, "completed"), PROVINCIAL, 2023, 2025),
        (SupposedPenalty(date(2022, 5, 1), "warning", date(2023, 4, 30)), PROVINCIAL, 2023, 2025),
        (SupposedInitiative(2022, "province"), PROVINCIAL, 2023, 2023),
    ],
)
def test_what_if(supposed: Any, code: str, before: int, after: int) -> None:
    asked = record("2021-12-15", titles={GRASSROOTS: [2021]}, ratings={2021: "good"})
    first, then = roadmap(ground(BOOK, asked)), roadmap(ground(BOOK, asked, suppositions=[supposed]))
    assert (first.reach(code).year, then.reach(code).year) == (before, after)  # type: ignore[union-attr]
    assert [each.after.code for each in moved(first, then)].count(code) == (before != after)


def test_every_word_of_the_vocabulary_is_planned_for_or_left_on_purpose() -> None:
    assert set(VOCABULARY) == PLANNED | AS_THEY_STAND
    assert not PLANNED & AS_THEY_STAND
