"""Malformed questions are refused with line and field; honest ones are read however they are written."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.lawbook.ask import ask, question
from thidua.lawbook import RecordError, check, load_book, parse_questions

GOOD = """\
id: mot
recipient: {kind: person, group: official}
facts:
  ratings: {2021: good}
question: {award: advanced_worker, year: 2021, decided_on: 2021-12-15}
"""


def refusal(text: str) -> RecordError:
    with pytest.raises(RecordError) as caught:
        parse_questions(text, "thu.yaml")
    return caught.value


@pytest.mark.parametrize(
    ("before", "after", "line", "field", "words"),
    [
        ("kind: person", "kind: người", 2, "recipient.kind", "không có trong danh mục"),
        ("kind: person, group", "kin: person, group", 2, "recipient.kin", "khóa lạ"),
        ("kind: person, group", "group", 2, "recipient.kind", "thiếu"),
        ("group: official", "group: agency", 2, "recipient", "không dùng cho cá nhân"),
        ("  ratings: {2021: good}", "  rating: {2021: good}", 4, "facts.rating", "khóa lạ"),
        ("{2021: good}", "{2021: good, 2021: excellent}", 4, "facts.ratings.2021", "hai lần"),
        ("{2021: good}", "{2021: tốt}", 4, "facts.ratings.2021", "danh mục"),
        ("{2021: good}", "{1821: good}", 4, "facts.ratings", "1900"),
        ("2021-12-15", "2021-12-5", 5, "question.decided_on", "NĂM-THÁNG-NGÀY"),
        ("2021-12-15", "15/12/2021", 5, "question.decided_on", "NĂM-THÁNG-NGÀY"),
        ("2021-12-15", "2021-02-30", 5, "question.decided_on", "lịch"),
        ("2021-12-15", "2021-12-15T10:00:00", 5, "question.decided_on", "không kèm giờ"),
        ("2021-12-15", "2003-12-15", 5, "question", "sau ngày quyết định"),
        ("year: 2021", "year: 2022", 5, "question", "sau ngày quyết định"),
        ("year: 2021", "year: '2021'", 5, "question.year", "số nguyên"),
        ("year: 2021", "year: true", 5, "question.year", "số nguyên"),
        ("year: 2021, ", "", 5, "question.year", "phải ghi năm"),
        ("advanced_worker", "advanced_workers", 5, "question.award", "advanced_workers"),
        ("id: mot", "id: [mot]", 1, "id", "chữ"),
    ],
)
def test_a_malformed_question_is_refused_where_it_is_wrong(
    before: str, after: str, line: int, field: str, words: str
) -> None:
    assert before in GOOD
    error = refusal(GOOD.replace(before, after, 1))
    assert error.source == "thu.yaml"
    assert error.line == line
    assert error.field.startswith(field)
    assert words in error.reason
    assert str(error).startswith(f"thu.yaml, dòng {line}: ")


@pytest.mark.parametrize("text", ["", "   \n", "[]", "chỉ một câu", "- 5", "5"])
def test_what_is_no_question_is_refused(text: str) -> None:
    refusal(text)


def test_broken_yaml_is_refused_near_the_break() -> None:
    error = refusal(GOOD.replace("facts:", "facts: ["))
    assert "cú pháp" in error.reason and error.line in (3, 4, 5)


def test_the_day_must_not_lie_before_the_first_law_in_the_book() -> None:
    record = question("advanced_worker", "2004-06-30", year=2004)
    with pytest.raises(RecordError, match="2004-07-01") as caught:
        parse_questions(record)
    assert caught.value.field == "question.decided_on"
    record["question"]["decided_on"] = record["question"]["decided_on"].replace(month=7, day=1)
    assert check(load_book(), parse_questions(record)[0]).outcome == "unknown"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"titles": {"advance_worker": [2020]}}, "facts.titles.advance_worker"),
        ({"registered": {"x": [2020]}}, "facts.registered.x"),
        ({"awards": [{"code": "medal", "decided": "2020-01-01"}]}, "facts.awards[1].code"),
        ({"initiatives": [{"year": 2020, "used_for": ["x"]}]}, "facts.initiatives[1].used_for"),
        (
            {"awards": [{"code": "labour_order_3", "decided": "2020-01-01", "period": [2019, 2018]}]},
            "facts.awards[1]",
        ),
        ({"composition": {2020: {"members": 5, "completed": 6}}}, "facts.composition.2020"),
        ({"composition": {2020: {"members": 0}}}, "facts.composition.2020.members"),
        ({"cluster": {2020: {"rank": 10, "size": 9}}}, "facts.cluster.2020"),
        (
            {"titles": {"advanced_worker": [{"year": 2020, "reff": "x"}]}},
            "facts.titles.advanced_worker[1].reff",
        ),
    ],
)
def test_facts_that_cannot_be_are_refused(facts: dict[str, Any], field: str) -> None:
    with pytest.raises(RecordError) as caught:
        parse_questions(question("advanced_worker", "2021-12-15", year=2021, facts=facts))
    assert caught.value.field.startswith(field), caught.value


def test_a_title_before_the_service_began_is_a_contradiction() -> None:
    recipient = {"kind": "person", "group": "official", "recruited": "2015-03-01"}
    for year, sound in ((2015, True), (2014, False)):
        record = question(
            "advanced_worker",
            "2021-12-15",
            recipient,
            year=2021,
            facts={"titles": {"advanced_worker": [year]}},
        )
        if sound:
            parse_questions(record)
        else:
            with pytest.raises(RecordError, match="2014"):
                parse_questions(record)


@pytest.mark.parametrize(
    "ballot",
    [
        {"members": 17, "present": 18, "yes": 3},
        {"members": 17, "present": 16, "yes": 17},
        {"members": 17, "present": 16, "yes": 14, "written_yes": 2},
        {"members": 17, "yes": 18},
        {"members": 17, "yes": 16, "written_yes": 2},
    ],
)
def test_a_ballot_must_add_up(ballot: dict[str, int]) -> None:
    with pytest.raises(RecordError) as caught:
        parse_questions(question("advanced_worker", "2021-12-15", year=2021, ballot=ballot))
    assert caught.value.field == "question.ballot"


@pytest.mark.parametrize("key", ["yes", "'yes'", '"yes"'])
def test_a_bare_yes_is_read_as_the_word(key: str) -> None:
    text = GOOD.replace("2021-12-15}", f"2021-12-15, ballot: {{members: 17, {key}: 14}}}}")
    (record,) = parse_questions(text)
    assert record.question.ballot is not None and record.question.ballot.yes == 14


def test_a_boolean_key_made_by_another_reader_is_understood() -> None:
    record = question("advanced_worker", "2021-12-15", year=2021, ballot={"members": 17, True: 14})
    (read,) = parse_questions(record)
    assert read.question.ballot is not None and read.question.ballot.yes == 14


def test_json_yaml_and_plain_data_give_the_same_verdict() -> None:
    plain = {
        "recipient": {"kind": "person", "group": "official"},
        "facts": {"ratings": {"2021": "good"}},
        "question": {"award": "advanced_worker", "year": 2021, "decided_on": "2021-12-15"},
    }
    written = json.dumps(plain, indent="\t")
    found = [parse_questions(each)[0] for each in (plain, written, GOOD.replace("id: mot\n", ""), [plain])]
    assert all(each == found[0] for each in found)
    assert check(load_book(), found[0]).outcome == "eligible"


def test_a_list_keeps_its_order_and_names_the_item_that_is_wrong() -> None:
    two = f"- {GOOD.replace(chr(10), chr(10) + '  ').rstrip()}\n- {{}}\n"
    error = refusal(two)
    assert (error.field, error.line) == ("[2].recipient", 6)
    assert [each.id for each in parse_questions(two.replace("- {}\n", ""))] == ["mot"]


def test_short_headings_of_awards_are_understood() -> None:
    facts = {"awards": [{"code": "provincial_certificate", "decided": "2015-12-20", "route": "merit"}]}
    (record,) = parse_questions(question("pm_certificate", "2021-12-15", period=[2016, 2020], facts=facts))
    assert record.question.award == "pm_certificate_of_merit"
    assert (
        record.facts.awards is not None and record.facts.awards[0].code == "provincial_certificate_of_merit"
    )


def test_facts_left_out_altogether_are_empty() -> None:
    (record,) = parse_questions(
        {k: v for k, v in question("advanced_worker", "2021-12-15", year=2021).items() if k != "facts"}
    )
    assert check(load_book(), record).outcome == "unknown"


def test_evidence_links_back_to_where_the_fact_is_kept() -> None:
    facts = {
        "ratings": {2021: {"level": "good", "ref": "rating:7"}},
        "penalties": [{"date": "2021-06-01", "level": "reprimand", "ref": "penalty:9"}],
    }
    verdict = ask("advanced_worker", "2021-12-15", year=2021, facts=facts)
    kept = {e.ref for finding in verdict.findings for e in finding.evidence}
    assert {"rating:7", "penalty:9"} <= kept
    titles = {"grassroots_emulation_fighter": [{"year": y, "ref": f"award:{y}"} for y in (2019, 2020, 2021)]}
    verdict = ask("provincial_emulation_fighter", "2022-01-15", year=2021, facts={"titles": titles})
    kept = {e.ref for finding in verdict.findings for e in finding.evidence}
    assert kept == {"award:2019", "award:2020", "award:2021"}


def test_a_chain_of_aliases_cannot_fill_the_memory() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    assert "quá nhiều" in refusal("\n".join(rows)).reason


def contradiction(facts: str, recipient: str = "{kind: person, group: official}") -> RecordError:
    text = GOOD.replace("{kind: person, group: official}", recipient).replace(
        "  ratings: {2021: good}", facts
    )
    return refusal(text)


UNIT = "{kind: collective, group: agency, founded: 2015, dissolved: 2020-06-30}"


@pytest.mark.parametrize(
    ("facts", "recipient", "field", "words"),
    [
        (
            "  titles: {advanced_worker: [2014]}",
            "{kind: person, recruited: 2015-01-01}",
            "facts.titles.advanced_worker",
            "trước năm tuyển dụng (2015)",
        ),
        ("  titles: {advanced_collective: [2014]}", UNIT, "facts.titles", "trước năm thành lập (2015)"),
        ("  titles: {advanced_collective: [2021]}", UNIT, "facts.titles", "sau năm giải thể (2020)"),
        (
            "  ratings: {2021: good}",
            "{kind: collective, group: agency, founded: 2021, dissolved: 2020-06-30}",
            "recipient",
            "trước năm thành lập",
        ),
        (
            "  penalties: [{date: 2021-05-02, level: warning, until: 2021-05-01}]",
            "{kind: person}",
            "facts.penalties[1]",
            "kỷ luật kết thúc (2021-05-01) trước khi bắt đầu (2021-05-02)",
        ),
        (
            "  holds: [{reason: discipline, from: 2021-05-02, until: 2021-05-01}]",
            "{kind: person}",
            "facts.holds[1]",
            "trước khi bắt đầu",
        ),
        (
            "  service: [{kind: study, from: 2021-05-02, until: 2021-05-01}]",
            "{kind: person}",
            "facts.service[1]",
            "trước khi bắt đầu",
        ),
        (
            "  posts: [{post: school_principal, from: 2021-05-02, until: 2021-05-01}]",
            "{kind: person}",
            "facts.posts[1]",
            "trước khi bắt đầu",
        ),
        (
            "  movements: [{launched_by: province, from: 2021, until: 2020}]",
            "{kind: person}",
            "facts.movements[1]",
            "phong trào kết thúc (năm 2020)",
        ),
        (
            "  awards: [{code: pm_certificate, decided: 2020-12-31, period: [2016, 2021]}]",
            "{kind: person}",
            "facts.awards[1]",
            "trước khi hết thời gian thành tích (năm 2021)",
        ),
        (
            "  composition: {2021: {members: 10, penalised: {warning: 11}}}",
            "{kind: collective, group: agency}",
            "facts.composition.2021",
            "penalised.warning (11) nhiều hơn số thành viên (10)",
        ),
        (
            "  composition: {2021: {members: 10, completed: 8, good: 9}}",
            "{kind: collective, group: agency}",
            "facts.composition.2021",
            "good (9) nhiều hơn completed (8)",
        ),
        (
            "  composition: {2021: {members: 10, advanced_worker: 11}}",
            "{kind: collective, group: agency}",
            "facts.composition.2021",
            "nhiều hơn số thành viên",
        ),
        (
            "  awards: [{code: pm_certificate, decided: 2021-12-31, period: [2016, 2015]}]",
            "{kind: person}",
            "facts.awards[1]",
            "kết thúc trước khi bắt đầu",
        ),
        (
            "  titles: {pm_certificate: [2020], pm_certificate_of_merit: [2020]}",
            "{kind: person}",
            "facts.titles",
            "ghi hai lần",
        ),
    ],
)
def test_contradictory_facts_are_refused_where_they_stand(
    facts: str, recipient: str, field: str, words: str
) -> None:
    error = contradiction(facts, recipient)
    assert error.field.startswith(field)
    assert words in error.reason
    assert error.line == (2 if field == "recipient" else 4)


@pytest.mark.parametrize(
    ("facts", "recipient"),
    [
        ("  titles: {advanced_worker: [2015]}", "{kind: person, recruited: 2015-12-31}"),
        ("  titles: {advanced_collective: [2015, 2020]}", UNIT),
        ("  penalties: [{date: 2021-05-02, level: warning, until: 2021-05-02}]", "{kind: person}"),
        ("  awards: [{code: pm_certificate, decided: 2021-01-01, period: [2016, 2021]}]", "{kind: person}"),
        (
            "  composition: {2021: {members: 10, completed: 10, good: 10, penalised: {warning: 10}}}",
            "{kind: collective, group: agency}",
        ),
    ],
)
def test_facts_on_the_edge_are_no_contradiction(facts: str, recipient: str) -> None:
    text = GOOD.replace("{kind: person, group: official}", recipient).replace(
        "  ratings: {2021: good}", facts
    )
    assert parse_questions(text)


def test_two_ratings_for_one_year_are_refused_however_the_year_is_written() -> None:
    record = question("advanced_worker", "2021-12-15", year=2021)
    record["facts"] = {"ratings": {2021: "good", "2021": "excellent"}}
    with pytest.raises(RecordError, match="ghi hai lần") as caught:
        parse_questions(record)
    assert caught.value.field.startswith("facts.ratings")
