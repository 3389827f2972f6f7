"""A province's own rules: only where the law delegates, never looser, each shown in the verdict it bears on."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from tests.lawbook.ask import AGENCY, ask, question
from tests.lawbook.refusing import refusal
from tests.lawbook.test_cases import CASES, record_of
from tests.lawbook.test_properties import records
from thidua.lawbook import BookError, check, load_book, load_book_from, parse_questions
from thidua.lawbook.cli import main
from thidua.lawbook.deciding import outcome
from thidua.lawbook.loading import _inspect_node
from thidua.lawbook.overlays import FOLDER, with_overlay
from thidua.lawbook.strictness import looser

SAMPLE = FOLDER / "dak-nong-mau"
BOOK, LOCAL = load_book(), load_book(SAMPLE)
FILE = "quy-dinh-mau.yaml"
DEFINED = {"commendation_certificate_commune", "provincial_commemorative_medal"}


def test_the_sample_says_that_it_is_one() -> None:
    assert LOCAL.overlay is not None and LOCAL.overlay.sample and "mẫu" in LOCAL.overlay.province
    own = set(LOCAL.instruments) - set(BOOK.instruments)
    assert own and all("MẪU" in number and "giả định" in LOCAL.instruments[number].title for number in own)
    assert all(not LOCAL.instruments[number].checked for number in own)


def test_the_digest_names_the_overlay_too(tmp_path: Path) -> None:
    assert LOCAL.digest != BOOK.digest
    copy = shutil.copytree(SAMPLE, tmp_path / SAMPLE.name)
    assert load_book_from(overlays=[copy]).digest == LOCAL.digest
    (copy / FILE).write_text((copy / FILE).read_text("utf-8") + "# thêm\n", "utf-8")
    assert load_book_from(overlays=[copy]).digest != LOCAL.digest


@pytest.mark.parametrize(
    ("name", "on", "value"),
    [
        ("grassroots_fighter.share_of_advanced_workers", date(2019, 3, 14), [15, 100]),
        ("grassroots_fighter.share_of_advanced_workers", date(2019, 3, 15), [12, 100]),
        ("grassroots_fighter.share_of_advanced_workers", date(2023, 12, 31), [12, 100]),
        ("advanced_collective.advanced_worker_share", date(2024, 5, 31), {"at_least": [70, 100]}),
        ("advanced_collective.advanced_worker_share", date(2024, 6, 1), {"at_least": [75, 100]}),
        ("advanced_collective.advanced_worker_share", date(2026, 9, 30), {"at_least": [75, 100]}),
        ("advanced_collective.advanced_worker_share", date(2026, 10, 1), {"at_least": [70, 100]}),
    ],
)
def test_a_stricter_number_holds_on_its_days_only(name: str, on: date, value: Any) -> None:
    assert LOCAL.parameter(name, on).value == value


def local(award: str, decided: str, recipient: dict[str, Any], **given: Any) -> Any:
    (record,) = parse_questions(question(award, decided, recipient, **given), book=LOCAL)
    return check(LOCAL, record)


def unit(share: int, warned: int = 0) -> dict[str, Any]:
    return {
        "ratings": {2025: "excellent"},
        "composition": {
            2025: {
                "members": 20,
                "completed": 20,
                "good": 20,
                "advanced_worker": share,
                "grassroots_emulation_fighter": 1,
                "penalised": {"warning": warned},
            }
        },
    }


@pytest.mark.parametrize(
    ("share", "plain", "stricter"), [(14, "eligible", "not_eligible"), (15, "eligible", "eligible")]
)
def test_the_stricter_share_decides_and_is_shown(share: int, plain: str, stricter: str) -> None:
    facts = unit(share)
    assert ask("advanced_collective", "2025-12-15", AGENCY, facts=facts, year=2025).outcome == plain
    verdict = local("advanced_collective", "2025-12-15", AGENCY, facts=facts, year=2025)
    assert verdict.outcome == stricter
    found = verdict.finding("advanced_worker_share")
    assert found is not None and "00/2024/QĐ-UBND-MẪU Đ7" in found.cites
    assert not found.checked and "văn bản mẫu" in (found.because or "")
    assert found.title == "Từ 75 % cá nhân trở lên đạt Lao động tiên tiến (quy định của tỉnh)"


def test_the_laws_own_title_stands_on_the_days_of_its_own_number() -> None:
    titles = {}
    for day in (date(2024, 5, 31), date(2024, 6, 1), date(2026, 9, 30)):
        standard = LOCAL.standard("advanced_collective", day)
        assert standard is not None
        (titles[day],) = [e.title for e in standard.conditions if e.rule == "advanced_worker_share"]
    assert ["75 %" in title for title in titles.values()] == [False, True, True]


@pytest.mark.parametrize(
    ("day", "warned", "wanted"),
    [
        ("2025-12-15", 0, "eligible"),
        ("2025-12-15", 1, "not_eligible"),
    ],
)
def test_an_added_condition_refuses_and_is_shown(day: str, warned: int, wanted: str) -> None:
    facts = unit(20, warned)
    assert ask("outstanding_collective", day, AGENCY, facts=facts, year=2025).outcome == "eligible"
    verdict = local("outstanding_collective", day, AGENCY, facts=facts, year=2025)
    assert verdict.outcome == wanted
    found = verdict.finding("local_no_member_warned")
    assert found is not None and found.cites == ("00/2024/QĐ-UBND-MẪU Đ8",)


def test_an_added_condition_holds_on_its_days_only() -> None:
    for day, there in ((date(2024, 5, 31), False), (date(2024, 6, 1), True), (date(2026, 9, 30), True)):
        standard = LOCAL.standard("outstanding_collective", day)
        assert standard is not None
        assert any(each.rule == "local_no_member_warned" for each in standard.conditions) == there


def test_a_standard_left_to_the_province_takes_the_place_of_the_open_one() -> None:
    person = {"kind": "person", "group": "official"}
    facts = {"ratings": {2025: "good"}}
    award = "commendation_certificate_commune"
    plain = ask(award, "2025-12-15", person, facts=facts, route="merit", period=[2025, 2025])
    filled = local(award, "2025-12-15", person, facts=facts, route="merit", period=[2025, 2025])
    assert (plain.outcome, filled.outcome) == ("unknown", "eligible")
    assert filled.finding("local_standard") is None
    before = local(award, "2024-05-31", person, facts=facts, route="merit", period=[2023, 2023])
    assert before.outcome == "unknown" and before.finding("local_standard") is not None
    medal = local(
        "provincial_commemorative_medal", "2025-12-15", person, facts={"attested": []}, route="merit"
    )
    assert medal.outcome == "not_eligible" and "06/2022/QH15" in medal.law


def test_local_procedure_answers_first_on_its_days() -> None:
    inside, before = date(2024, 12, 1), date(2024, 5, 31)
    for code, education, last in (
        ("provincial_emulation_fighter", False, date(2024, 12, 10)),
        ("provincial_certificate_of_merit", True, date(2024, 7, 10)),
    ):
        assert LOCAL.submission_deadline(code, 2024, inside, education).last == last
        assert LOCAL.submission_deadline(code, 2024, before, education).last is None
    assert (
        LOCAL.submission_deadline("provincial_emulation_fighter", 2024, inside, route="sudden").last is None
    )
    assert LOCAL.submission_deadline("national_emulation_fighter", 2023, inside).last == date(2024, 12, 31)
    assert LOCAL.public_notice("provincial_emulation_flag", inside).rule.notices[0].days == 7
    assert not LOCAL.public_notice("advanced_worker", inside).rule.required
    assert LOCAL.dossier_sets("provincial_emulation_flag", inside).rule.electronic
    council = LOCAL.council("province", inside)
    assert council is not None and council.rule.quorum == (2, 3)
    limit = LOCAL.time_limit("provincial_emulation_flag", "appraise", "province", date(2025, 12, 1))
    assert limit is not None and limit.rule.days == 20
    vote = LOCAL.threshold("outstanding_collective", inside)
    assert vote is not None and vote.needed(10) == 7
    assert LOCAL.threshold("outstanding_collective", before) is None


def test_no_worked_case_becomes_eligible() -> None:
    """Of any award but those whose whole standard is the province's."""
    asked = [case for case in CASES if case["question"]["award"] not in DEFINED]
    assert len(asked) > 500
    for case in asked:
        (record,) = parse_questions(record_of(case), book=LOCAL)
        assert outcome(LOCAL, record) != "eligible" or outcome(BOOK, record) == "eligible", case["id"]


@given(records())
@settings(max_examples=200, deadline=None)
def test_nobody_becomes_eligible_by_an_overlay(given: dict[str, Any]) -> None:
    (record,) = parse_questions(given, book=LOCAL)
    if record.question.award not in DEFINED and outcome(LOCAL, record) == "eligible":
        assert outcome(BOOK, record) == "eligible"


@pytest.mark.parametrize(
    ("value", "law", "stricter", "refused"),
    [
        ([12, 100], [15, 100], "lower", None),
        ([15, 100], [15, 100], "lower", None),
        ([16, 100], [15, 100], "lower", "lỏng hơn"),
        ([3, 20], [15, 100], "lower", None),
        ({"at_least": [70, 100]}, {"at_least": [70, 100]}, "higher", None),
        ({"at_least": [69, 100]}, {"at_least": [70, 100]}, "higher", "lỏng hơn"),
        ({"more_than": [70, 100]}, {"at_least": [70, 100]}, "higher", None),
        ({"at_least": [70, 100]}, {"more_than": [70, 100]}, "higher", "lỏng hơn"),
        ({"at_least": [70, 0]}, {"at_least": [70, 100]}, "higher", "không so sánh được"),
        ([70, 100], {"at_least": [70, 100]}, "higher", "không so sánh được"),
        (6, 5, "higher", None),
        (4, 5, "higher", "lỏng hơn"),
        (True, 5, "higher", "không so sánh được"),
        ("6", 5, "higher", "không so sánh được"),
    ],
)
def test_what_is_stricter_can_be_decided(value: Any, law: Any, stricter: Any, refused: str | None) -> None:
    found = looser(value, law, stricter)
    assert found is None if refused is None else refused in (found or "")


QUOTA = "    parameter: grassroots_fighter.share_of_advanced_workers"
CITED = "cites: [00/2024/QĐ-UBND-MẪU Đ8]"
DAYS = "from: 2024-06-01\n    until: 2026-09-30\n    criteria"
LISTED = "awards: {families: [provincial_titles, provincial_forms]}\n        routes: [merit]"
CHAIR = "        office: province\n        chair: Chủ tịch Ủy ban nhân dân tỉnh"
VOTED = "codes: [outstanding_collective, provincial_certificate_of_merit]"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("value: [12, 100]", "value: [16, 100]", "16/100 lỏng hơn 15/100"),
        ("value: {at_least: [75, 100]}", "value: {at_least: [69, 100]}", "lỏng hơn"),
        ("value: {at_least: [75, 100]}", "value: [75, 100]", "không so sánh được"),
        (QUOTA, "    parameter: base_salary", "không giao “base_salary”"),
        ("delegation: fighter_quota_2003", "delegation: base_salary", "luật không có chỗ giao “base_salary”"),
        ("delegation: fighter_quota_2003", "delegation: certificates", "không cho quy định con số chặt hơn"),
        ("    until: 2023-12-31\n    value", "    until: 2024-01-31\n    value", "nằm ngoài chỗ giao"),
        ("    until: 2023-12-31\n    value", "    value", "ngày cuối"),
        ("award: outstanding_collective", "award: advanced_collective", "không giao “advanced_collective”"),
        ("award: outstanding_collective", "award: outstanding", "không có danh hiệu"),
        ("delegation: outstanding_collective\n", "delegation: certificates\n", "không cho quy định thêm điều kiện"),
        ("rule: local_no_member_warned", "rule: has_fighter", "đã có trong tiêu chuẩn"),
        ("need: no_member_penalised", "need: no_member_punished", "không có điều kiện"),
        ("with: {level: warning}", "with: {level: warned}", "danh mục"),
        (CITED, "cites: [06/2022/QH15 Đ27.3]", "phải trích dẫn văn bản của tỉnh"),
        (CITED, "cites: [00/2019/QĐ-UBND-MẪU Đ8]", "hiệu lực"),
        (CITED + "\n        checked: false", CITED + "\n        checked: true", "quy định mẫu"),
        ("award: commendation_certificate_commune", "award: provincial_certificate_of_merit", "không giao"),
        (DAYS, DAYS.replace("2026-09-30", "2026-10-01"), "nằm ngoài chỗ giao"),
        (LISTED, LISTED.replace("provincial_titles, provincial_forms", "orders"), "không giao: "),
        (LISTED, "routes: [merit]", "khóa awards"),
        ("awards: {families: [provincial_titles]}", "awards: {families: [provincial_title]}", "không có nhóm"),
        ("        days: 20\n", "        days: 26\n", "26 ngày dài hơn 25 ngày"),
        ("        vice_chairs_most: 4\n", "        vice_chairs_most: 5\n", "nhiều nhất 4 Phó Chủ tịch"),
        (CHAIR, CHAIR.replace("Chủ tịch Ủy ban nhân dân tỉnh", "Giám đốc sở"), "Chủ tịch Hội đồng là"),
        (VOTED, "codes: [provincial_emulation_fighter]", "đã ấn định tỷ lệ phiếu"),
        ("share: [70, 100]", "share: [170, 100]", "một phần của tổng số"),
        ("  - delegation: number_of_sets\n", "  - delegation: councils\n", "không giao sets"),
        ("        sector: education\n", "        sector: general\n", "cùng trả lời một câu hỏi"),
        ("  sample: true\n", "", "thiếu khóa"),
        ("overlay:\n", "overlays:\n", "khóa lạ"),
        ("number: 00/2019/QĐ-UBND-MẪU", "number: 91/2017/NĐ-CP", "đã có trong bộ quy định"),
        ("kind: decision", "kind: law", "không phải là luật"),
    ],
)  # fmt: skip
def test_what_the_law_does_not_leave_to_the_province_is_refused(
    tmp_path: Path, before: str, after: str, words: str
) -> None:
    copy = shutil.copytree(SAMPLE, tmp_path / SAMPLE.name)
    text = (copy / FILE).read_text("utf-8")
    assert before in text
    (copy / FILE).write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(BookError) as caught:
        with_overlay(BOOK, copy, _inspect_node)
    assert caught.value.file == f"{SAMPLE.name}/{FILE}" and caught.value.line is not None
    assert words in caught.value.reason


LIMIT = """
overlay: {province: Tỉnh X, title: Quy định, sample: false}
instruments:
  - {number: 1/2024/QĐ-X, kind: decision, title: Quy định, issuer: UBND tỉnh X, from: 2024-06-01, checked: true}
procedures:
  - delegation: calendar
    time_limits:
      - rule: local_limit
        title: Thẩm định giấy khen
        from: 2024-06-01
        until: 2025-06-30
        awards: {codes: [commendation_certificate_district]}
        routes: [ROUTES]
        step: appraise
        office: district
        days: DAYS
        counting: working
        counted_from: ngày nhận đủ hồ sơ
        cites: [1/2024/QĐ-X Đ1]
        checked: true
"""


@pytest.mark.parametrize(
    ("routes", "days", "refused"),
    [
        ("", 10, None),
        ("", 11, "10"),
        ("sudden", 11, "10"),
        ("merit", 20, None),
        ("merit", 21, "20"),
        ("sudden", 10, None),
    ],
)
def test_a_limit_for_every_route_is_held_to_the_shortest_of_the_law(
    tmp_path: Path, routes: str, days: int, refused: str | None
) -> None:
    (tmp_path / "a.yaml").write_text(LIMIT.replace("ROUTES", routes).replace("DAYS", str(days)), "utf-8")
    if refused is not None:
        with pytest.raises(BookError, match=f"{days} ngày dài hơn {refused} ngày"):
            with_overlay(BOOK, tmp_path, _inspect_node)
        return
    book = with_overlay(BOOK, tmp_path, _inspect_node)
    day, route = date(2024, 12, 1), routes or "sudden"
    limit = book.time_limit("commendation_certificate_district", "appraise", "district", day, route)  # type: ignore[arg-type]
    assert limit is not None and limit.rule.days == days and limit.checked


def test_a_folder_without_rules_or_without_a_head_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="không có thư mục"):
        with_overlay(BOOK, tmp_path / "nothing", _inspect_node)
    (tmp_path / "a.yaml").write_text("numbers: []\n", "utf-8")
    with pytest.raises(BookError, match="thiếu khóa overlay"):
        with_overlay(BOOK, tmp_path, _inspect_node)
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text("overlay: {province: X, title: Y, sample: true}\n", "utf-8")
    with pytest.raises(BookError, match="đã có ở"):
        with_overlay(BOOK, tmp_path, _inspect_node)


def test_the_command_applies_an_overlay_and_refuses_an_unsound_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = tmp_path / "hoi.yaml"
    asked.write_text(
        "recipient: {kind: collective, group: agency}\n"
        "facts:\n  ratings: {2025: good}\n"
        "  composition: {2025: {members: 20, completed: 20, advanced_worker: 14, penalised: {}}}\n"
        "question: {award: advanced_collective, year: 2025, decided_on: 2025-12-15}\n",
        "utf-8",
    )
    assert main([str(asked)]) == 0
    assert "quy định của tỉnh" not in capsys.readouterr().out
    assert main([str(asked), "--overlay", str(SAMPLE)]) == 0
    out = capsys.readouterr().out
    assert "Thêm quy định của tỉnh: Tỉnh Đắk Nông (mẫu)" in out and "MẪU" in out and "KHÔNG" in out
    assert main([str(asked), "--overlay", str(tmp_path / "khong-co")]) == 2
    assert "không có thư mục" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("    stricter: lower\n", "", "may: tighten phải kèm parameter và stricter"),
        ("    may: add\n", "    may: procedure\n", "may: procedure phải kèm sections"),
        ("    may: define\n    awards: {families: [certificates]}\n", "    may: define\n", "phải kèm awards"),
        ("    sections: [sets]\n", "    sections: [money]\n", "danh mục"),
        ("    sections: [sets]\n", "    sections: [sets]\n    note: x\n", "khóa lạ"),
        (
            "parameter: grassroots_fighter.share_of_advanced_workers",
            "parameter: grassroots",
            "không có tham số",
        ),
        ("awards: {codes: [advanced_worker]}", "awards: {codes: [advanced]}", "mang mã “advanced”"),
        ("awards: {families: [certificates]}", "awards: {families: [certs]}", "không có nhóm “certs”"),
        ("cites: [06/2022/QH15 Đ26.3]", "cites: [15/2003/QH11 Đ26.3]", "hiệu lực"),
        ("id: calendar\n", "id: councils\n", "đã có"),
        ("    until: 2023-12-31\n", "    until: 2013-12-31\n", "trước khi"),
    ],
)
def test_an_unsound_delegation_is_refused(tmp_path: Path, before: str, after: str, words: str) -> None:
    assert words in refusal(tmp_path, "delegations/province.yaml", before, after).reason
