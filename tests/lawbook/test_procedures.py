"""The law around the standards: both sides of every change of date, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest

from tests.lawbook.refusing import refusal
from thidua.lawbook import ParameterError, load_book
from thidua.lawbook.procedures import Procedures, days_vi, due
from thidua.lawbook.schema_procedures import STEP_VI, Cycle, Step
from thidua.lawbook.terms import Route

BOOK = load_book()
DAY = timedelta(days=1)
D2021, D2024, D2025 = date(2021, 8, 19), date(2024, 12, 15), date(2025, 12, 15)
LAW_2022, DECREE_152, LAW_2026 = date(2024, 1, 1), date(2025, 7, 1), date(2026, 10, 1)


@pytest.mark.parametrize(
    ("code", "year", "on", "education", "route", "last"),
    [
        ("national_emulation_fighter", 2020, D2021, False, "merit", date(2021, 10, 31)),
        ("national_emulation_fighter", 2022, LAW_2022 - DAY, False, "merit", date(2023, 10, 31)),
        ("national_emulation_fighter", 2023, LAW_2022, False, "merit", date(2024, 12, 31)),
        ("national_emulation_fighter", 2024, DECREE_152, False, "merit", date(2025, 12, 31)),
        ("government_emulation_flag", 2020, D2021, False, "merit", date(2021, 3, 31)),
        ("government_emulation_flag", 2021, D2021, True, "merit", date(2021, 10, 15)),
        ("government_emulation_flag", 2023, D2024, False, "merit", date(2024, 6, 30)),
        ("government_emulation_flag", 2024, D2024, True, "merit", date(2024, 12, 31)),
        ("labour_order_3", 2020, D2021, False, "merit", date(2021, 6, 30)),
        ("labour_order_3", 2021, D2021, True, "merit", date(2021, 10, 15)),
        ("pm_certificate_of_merit", 2020, D2021, False, "merit", date(2021, 6, 30)),
        ("labour_order_3", 2021, D2021, False, "sudden", None),
        ("labour_order_3", 2024, D2024, False, "merit", None),
        ("labour_order_3", 2025, D2025, False, "dedication", None),
        ("pm_certificate_of_merit", 2025, D2025, False, "thematic", None),
        ("hero_of_labour", 2020, D2021, False, "merit", date(2020, 2, 28)),
        ("hero_of_labour", 2021, D2021, False, "merit", date(2025, 2, 28)),
        ("advanced_worker", 2021, D2021, False, "merit", None),
        ("meritorious_teacher", 2025, D2025, False, "merit", None),
    ],
)
def test_the_last_day_to_submit(
    code: str, year: int, on: date, education: bool, route: Route, last: date | None
) -> None:
    found = BOOK.submission_deadline(code, year, on, education=education, route=route)
    assert found.last == last
    assert found.says and found.provision.cites
    if last is not None:
        assert f"{last:%d/%m/%Y}" in found.says


def test_a_cycle_opens_every_so_many_years() -> None:
    congress = Cycle(every=5, anchor=2020)
    assert [congress.year_from(year) for year in (2015, 2016, 2020, 2021, 2025)] == [
        2015,
        2020,
        2020,
        2025,
        2025,
    ]


@pytest.mark.parametrize(
    ("code", "kind", "group", "on", "required", "days", "asked"),
    [
        ("advanced_worker", "person", None, D2021, False, None, ""),
        ("labour_order_3", "person", "official", D2021, True, 10, "Ban Thường vụ Tỉnh ủy"),
        ("labour_order_3", "collective", "enterprise", D2021, True, 10, "Cơ quan thuế"),
        ("labour_order_3", "collective", "agency", D2024, True, None, "Ủy ban nhân dân tỉnh"),
        ("government_emulation_flag", "collective", None, D2024, True, None, "Ủy ban nhân dân tỉnh"),
        ("national_emulation_fighter", "person", None, D2024, True, None, "Cơ quan liên quan"),
        ("provincial_certificate_of_merit", "person", None, D2024, False, None, ""),
    ],
)  # fmt: skip
def test_who_is_asked(
    code: str, kind: str, group: str | None, on: date, required: bool, days: int | None, asked: str
) -> None:
    found = BOOK.consultation(code, kind, on, group)  # type: ignore[arg-type]
    assert (found.rule.required, found.rule.days) == (required, days)
    assert asked in " ".join(each.who for each in found.rule.asked)


@pytest.mark.parametrize(
    ("code", "on", "required", "days"),
    [
        ("national_emulation_fighter", LAW_2022 - DAY, True, None),
        ("national_emulation_fighter", LAW_2022, False, None),
        ("labour_order_3", LAW_2022 - DAY, True, None),
        ("labour_order_3", LAW_2022, True, 10),
        ("state_prize", D2024, True, 10),
        ("meritorious_teacher", D2024, True, 10),
        ("pm_certificate_of_merit", D2024, False, None),
        ("government_emulation_flag", D2024, False, None),
        ("security_medal", D2024, False, None),
    ],
)
def test_what_is_made_public(code: str, on: date, required: bool, days: int | None) -> None:
    rule = BOOK.public_notice(code, on).rule
    assert rule.required == required
    assert max((each.days or 0 for each in rule.notices), default=0) == (days or 0)


@pytest.mark.parametrize(
    ("code", "step", "office", "on", "route", "days"),
    [
        ("provincial_certificate_of_merit", "appraise", "province", D2021, "merit", 25),
        ("advanced_worker", "appraise", "commune", D2021, "merit", 10),
        ("advanced_worker", "appraise", "commune", D2024, "merit", 20),
        ("grassroots_emulation_fighter", "appraise", "district", D2021, "merit", 20),
        ("advanced_collective", "appraise", "district", D2021, "merit", 10),
        ("commendation_certificate_district", "appraise", "district", D2024, "sudden", 10),
        ("commendation_certificate_district", "appraise", "district", D2024, "merit", 20),
        ("grassroots_emulation_fighter", "appraise", "district", DECREE_152, "merit", None),
        ("grassroots_emulation_fighter", "appraise", "commune", DECREE_152, "merit", 20),
        ("labour_order_3", "check_dossier", "central", LAW_2022, "merit", 5),
        ("labour_order_3", "check_dossier", "central", LAW_2022 - DAY, "merit", None),
        ("labour_order_3", "appraise", "central", D2024, "merit", 20),
        ("labour_order_3", "exchange_insignia", "province", D2021, "merit", 15),
        ("labour_order_3", "exchange_insignia", "central", D2021, "merit", 30),
        ("advanced_worker", "decide_revocation", "province", D2025, "merit", 5),
        ("advanced_worker", "check_dossier", "central", D2024, "merit", None),
    ],
)
def test_how_long_a_step_may_take(
    code: str, step: Step, office: str, on: date, route: Route, days: int | None
) -> None:
    found = BOOK.time_limit(code, step, office, on, route)  # type: ignore[arg-type]
    assert (found.rule.days if found else None) == days


def test_a_limit_ends_on_a_working_day_or_on_the_calendar() -> None:
    working = BOOK.time_limit("labour_order_3", "check_dossier", "central", D2024)
    calendar = BOOK.time_limit("labour_order_3", "exchange_insignia", "province", D2021)
    assert working is not None and calendar is not None
    bridge = due(working.rule, date(2024, 4, 26))  # three days off together, a Saturday worked in exchange
    assert bridge == date(2024, 5, 7)
    assert due(calendar.rule, date(2021, 4, 26)) == date(2021, 5, 11)
    assert days_vi(5, "working") == "05 ngày làm việc" and days_vi(15, "calendar") == "15 ngày"
    assert set(STEP_VI) == set(Step.__args__)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("code", "on", "originals", "electronic", "set_by"),
    [
        ("national_emulation_fighter", D2021, 2, None, "law"),
        ("government_emulation_flag", D2021, 2, None, "law"),
        ("pm_certificate_of_merit", D2021, 2, None, "law"),
        ("labour_order_1", D2021, 3, None, "law"),
        ("hero_of_labour", D2021, 3, None, "law"),
        ("advanced_worker", D2021, 1, None, "province"),
        ("labour_order_1", D2024, 1, True, "law"),
        ("provincial_emulation_flag", D2024, None, None, "province"),
    ],
)
def test_how_many_sets(
    code: str, on: date, originals: int | None, electronic: bool | None, set_by: str
) -> None:
    rule = BOOK.dossier_sets(code, on).rule
    assert (rule.originals, rule.electronic, rule.set_by) == (originals, electronic, set_by)


@pytest.mark.parametrize("on", [D2021, D2024, D2025])
def test_who_pays(on: date) -> None:
    for award in BOOK.awards.values():
        payer = BOOK.payer(award.code, on).rule.payer
        assert payer == ("proposer" if award.level == "state" else "decider")


def test_revocation_by_law() -> None:
    before = {each.rule.rule for each in BOOK.revocation_grounds("advanced_worker", LAW_2022 - DAY)}
    after = {each.rule.rule for each in BOOK.revocation_grounds("advanced_worker", LAW_2022)}
    assert before == {"fraud"}
    assert after == {"fraud", "false_papers", "unlawful_appraisal", "later_conclusion"}
    hero = {each.rule.rule for each in BOOK.revocation_grounds("hero_of_labour", D2024)}
    assert hero - after == {"prison_sentence"}
    no_fault = [
        e.rule.rule for e in BOOK.revocation_grounds("labour_order_3", D2024) if e.rule.fault is False
    ]
    assert no_fault == ["unlawful_appraisal"]
    assert BOOK.restoration("hero_of_labour", D2024) and not BOOK.restoration("labour_order_3", D2024)


def test_councils_by_level_and_day() -> None:
    def council(office: str, on: date) -> tuple[object, ...]:
        found = BOOK.council(office, on)  # type: ignore[arg-type]
        assert found is not None
        rule = found.rule
        return (
            rule.members_least,
            rule.members_most,
            rule.vice_chairs_most,
            rule.quorum,
            rule.meets_every_months,
        )

    assert council("province", date(2017, 9, 30)) == (13, 15, None, None, None)
    assert council("province", date(2017, 10, 1)) == (None, None, 4, None, None)
    assert council("central", D2024) == (None, None, None, (2, 3), 6)
    assert BOOK.council("district", DECREE_152 - DAY) is not None
    assert BOOK.council("district", DECREE_152) is None
    found = BOOK.council("province", D2024)
    assert found is not None and found.rule.vice_chairs == ("Giám đốc Sở Nội vụ (thường trực)",)


def test_lists_of_points_by_law() -> None:
    assert len(BOOK.prohibited_acts(D2024)[0].rule.points) == 6
    assert {each.rule.rule for each in BOOK.simplified_cases(D2021)} == {"sudden"}
    assert len(BOOK.simplified_cases(D2024)) == 5
    plan = [each for each in BOOK.movement_rules(D2024) if each.rule.rule == "launch_plan"]
    assert len(plan[0].rule.points) == 7
    assert {each.rule.rule for each in BOOK.carried_over(LAW_2022)} >= {"earlier_awards", "resistance_awards"}
    assert {each.rule.rule for each in BOOK.insignia("labour_order_3", D2025)} == {"patterns", "exchange"}
    assert BOOK.ceremony("labour_order_3", D2021)[0].checked
    assert {e.rule.rule for e in BOOK.proposers("labour_order_3", D2024)} == {"general", "state_level"}
    assert {e.rule.rule for e in BOOK.proposers("advanced_worker", D2021)} == {"general", "grassroots"}


@pytest.mark.parametrize(
    ("on", "rates"),
    [(D2021, {(10, 1000), (15, 1000), (20, 100)}), (D2025, {(10, 1000), (15, 1000), (20, 100)})],
)
def test_funds(on: date, rates: set[tuple[int, int]]) -> None:
    assert {each.rule.most for each in BOOK.funds(on)} == rates
    assert all(("district" in each.rule.offices) <= (on < DECREE_152) for each in BOOK.funds(on))


def test_votes_of_families_and_their_councils() -> None:
    for code, on in product(("hero_of_labour", "hero_of_armed_forces"), (D2021, D2024, D2025)):
        rule = BOOK.threshold(code, on)
        assert rule is not None and rule.needed(13) == 12 and rule.council == "province"
        assert rule.secret is (True if on == D2021 else None)
    assert BOOK.threshold("hero_of_labour", date(2017, 9, 30)) is None
    assert BOOK.awards["hero_of_labour"].voted_by == "province"
    assert BOOK.threshold("labour_order_3", D2021) is None


@pytest.mark.parametrize(
    ("code", "route", "group", "on", "names"),
    [
        ("hero_of_labour", "merit", None, D2021, "kết quả bỏ phiếu kín"),
        ("hero_of_labour", "merit", None, D2024, "kết quả bỏ phiếu"),
        ("gold_star_order", "dedication", None, D2024, "quá trình công tác"),
        ("friendship_medal", "foreign", None, D2024, "do cơ quan trình lập"),
        ("bravery_order", "sudden", None, D2021, "tóm tắt thành tích"),
        ("provincial_certificate_of_merit", "merit", "farmer", D2024, "do đơn vị lập"),
        ("ministry_certificate_of_merit", "merit", None, D2024, "Biên bản xét khen thưởng"),
        ("cultural_family", "merit", None, D2024, "Biên bản bình xét"),
    ],
)
def test_dossiers_of_families(code: str, route: Route, group: str | None, on: date, names: str) -> None:
    papers = BOOK.dossier(code, route, on, group)
    assert any(names in paper.name for paper in papers)
    assert all(paper.cites for paper in papers)


def test_an_awards_own_dossier_comes_before_that_of_its_family() -> None:
    own = [paper.name for paper in BOOK.dossier("national_emulation_fighter", "merit", D2024)]
    assert "Văn bản hiệp y của cơ quan liên quan" in own


@pytest.mark.parametrize("on", [D2021, D2024, D2025, LAW_2026])
def test_every_award_has_a_dossier_and_every_single_answer(on: date) -> None:
    for code, award in BOOK.awards.items():
        for kind in award.recipients:
            assert BOOK.consultation(code, kind, on).cites
        assert BOOK.public_notice(code, on).cites and BOOK.payer(code, on).cites
        for route in ("merit", "thematic", "sudden", "dedication", "foreign"):
            assert BOOK.dossier_sets(code, on, route).cites  # type: ignore[arg-type]
            assert BOOK.submission_deadline(code, 2021, on, route=route).says  # type: ignore[arg-type]
        if (on < LAW_2026 and on != D2021) or award.kind == "title":
            assert BOOK.dossier(code, "merit", on) or on == LAW_2026


def test_every_award_belongs_to_one_family() -> None:
    listed = [code for codes in BOOK.procedures.families.values() for code in codes]
    assert sorted(listed) == sorted(BOOK.awards)


def test_from_the_law_of_2026_nothing_of_procedure_counts_as_read() -> None:
    assert BOOK.payer("advanced_worker", LAW_2026 - DAY).checked
    after = BOOK.payer("advanced_worker", LAW_2026)
    assert not after.checked and "chưa được nạp" in (after.because or "")
    sections = Procedures.__dataclass_fields__
    assert not any(
        BOOK.procedures.provision(each.rule, LAW_2026).checked
        for name in sections
        if name not in ("doubts", "families")
        for each in getattr(BOOK.procedures, name)
        if each.rule.holds_on(LAW_2026)
    )


@pytest.mark.parametrize("on", [date(2017, 9, 30), date(2027, 3, 2)])
def test_a_day_without_a_rule_is_refused_by_name(on: date) -> None:
    asks: tuple[tuple[str, Callable[[], object]], ...] = (
        ("consultation", lambda: BOOK.consultation("advanced_worker", "person", on)),
        ("public_notice", lambda: BOOK.public_notice("labour_order_3", on)),
        ("time_limits", lambda: BOOK.time_limits("labour_order_3", on)),
        ("submissions", lambda: BOOK.submission_deadline("labour_order_3", 2016, on)),
        ("sets", lambda: BOOK.dossier_sets("labour_order_3", on)),
        ("payers", lambda: BOOK.payer("labour_order_3", on)),
        ("several_awards", lambda: BOOK.several_awards(on)),
        ("funds", lambda: BOOK.funds(on)),
    )
    for section, ask in asks:
        with pytest.raises(ParameterError) as caught:
            ask()
        assert caught.value.name == f"procedures.{section}"
        assert f"{on:%Y-%m-%d}" in str(caught.value)


def test_an_unknown_award_is_refused() -> None:
    with pytest.raises(KeyError):
        BOOK.public_notice("no_such_award", D2021)


MONEY = "procedures/money.yaml"
NOTICE = "procedures/public_notice.yaml"
CALENDAR = "procedures/submissions.yaml"
LIMITS = "procedures/time_limits.yaml"
ASKED = "procedures/consultation.yaml"
FAMILIES = "procedures/families.yaml"
VOTES = "procedures/votes.yaml"
DOSSIERS = "procedures/dossiers.yaml"
COUNCILS = "procedures/councils.yaml"
REVOKED = "procedures/revocation.yaml"


@pytest.mark.parametrize(
    ("file", "before", "after", "words"),
    [
        (MONEY, "    payer: decider", "    payer: somebody", "danh mục"),
        (MONEY, "    payer: decider", "    payer: decider\n    paid: yes", "khóa lạ"),
        (MONEY, "payers:\n", "payerz:\n", "khóa lạ"),
        (MONEY, "cites: [06/2022/QH15 Đ11.4]", "cites: [06/2021/QH15 Đ11.4]", "không có văn bản"),
        (MONEY, "cites: [91/2017/NĐ-CP Đ66.2]", "cites: [98/2023/NĐ-CP Đ66.2]", "hiệu lực"),
        (MONEY, "until: 2023-12-31", "until: 2023-12-30", "hở từ ngày 2023-12-31"),
        (MONEY, "until: 2023-12-31", "until: 2024-01-01", "2024-01-01"),
        (MONEY, "    because: ghi theo trí nhớ; luật 2022 quy định như vậy\n", "", "because"),
        (MONEY, "awards: {levels: [state]}", "awards: {levels: [nation]}", "danh mục"),
        (MONEY, "    awards: {levels: [state]}\n", "", "chồng lấn"),
        (NOTICE, "codes: [national_emulation_fighter]", "codes: [national_fighter]", "national_fighter"),
        (NOTICE, "families: [orders, heroes", "families: [ordres, heroes", "không có nhóm “ordres”"),
        (NOTICE, "    required: true\n", "    required: false\n", "required"),
        (CALENDAR, "last: {month: 10, day: 31, years_after: 1}", "last: {month: 9, day: 31}", "tháng 9"),
        (CALENDAR, "last: {month: 10, day: 31, years_after: 1}", "last: {month: 13, day: 31}", "lớn hơn"),
        (CALENDAR, "    last: {month: 10, day: 31, years_after: 1}\n", "", "last, because_none"),
        (CALENDAR, "    sector: education\n", "    sector: general\n", "cùng trả lời một câu hỏi"),
        (CALENDAR, "    to: cấp có", "    kinds: [person]\n    to: cấp có", "trước quy tắc chung"),
        (LIMITS, "    days: 25", "    days: 0", "nhỏ hơn"),
        (LIMITS, "    counting: working", "    counting: business", "danh mục"),
        (LIMITS, "rule: district_appraises_fighters", "rule: district_appraises", "chồng lấn"),
        (ASKED, "    asked: [{who: Cơ quan liên quan, on: [thành tích, việc chấp hành pháp luật]}]\n", "", "required"),
        (ASKED, "    groups: [enterprise, cooperative, entrepreneur]\n", "", "cùng trả lời"),
        (FAMILIES, "      - bravery_order\n", "      - bravery\n", "không có danh hiệu, hình thức mang mã “bravery”"),
        (FAMILIES, "      - bravery_order\n", "      - bravery_order\n      - labour_order_1\n", "đã thuộc nhóm"),
        (FAMILIES, "name: medals", "name: orders", "đã có"),
        (VOTES, "    share: [90, 100]", "    share: [90]", ""),
        (VOTES, "  - rule: heroes\n    from: 2024-01-01", "  - rule: more\n    from: 2023-01-01", "đã có tỷ lệ phiếu"),
        (DOSSIERS, "cites: [91/2017/NĐ-CP Đ56]", "cites: [91/2017/NĐ-CP điều 56]", "không đúng dạng"),
        (COUNCILS, "members_least: 13", "members_least: 16", "nhỏ hơn số ít nhất"),
        (COUNCILS, "quorum: [2, 3]", "quorum: [3, 2]", "quorum"),
        (REVOKED, "  - rule: fraud", "  - rule: Fraud", "không hợp lệ"),
    ],
)  # fmt: skip
def test_unsound_procedures_are_refused(
    tmp_path: Path, file: str, before: str, after: str, words: str
) -> None:
    assert words in refusal(tmp_path, file, before, after).reason


def test_a_section_without_a_rule_for_everybody_is_refused(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "src/thidua/lawbook/data" / NOTICE).read_text("utf-8")
    start, end = text.index("  - rule: any"), text.index("  - rule: before_proposing")
    assert "thiếu quy tắc chung" in refusal(tmp_path, NOTICE, text[start:end], "").reason
