"""What every verdict owes its reader: an article for each finding, a finding that explains the outcome, clean words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import pytest

from tests.lawbook.ask import AGENCY, EXCELLENT_5, ask, award, initiative
from tests.lawbook.test_cases import CASES, record_of
from thidua.lawbook import Verdict, check, load_book, parse_questions
from thidua.lawbook.citations import parse
from thidua.lawbook.verdict import Finding

BOOK = load_book()
EXPLAINS = {"not_eligible": "no", "unknown": "unknown", "suspended": "held"}
PENALTY = [{"date": "2022-12-20", "level": "reprimand", "until": "2023-12-20"}]


@cache
def answered() -> tuple[tuple[str, Verdict], ...]:
    found = []
    for case in CASES:
        (record,) = parse_questions(record_of(case))
        found.append((case["id"], check(BOOK, record)))
    return tuple(found)


def flat(findings: Iterable[Finding]) -> Iterator[Finding]:
    for each in findings:
        yield each
        yield from flat(each.parts)


def cited(verdict: Verdict) -> set[str]:
    """What the findings cite, open holds aside (they stand in the article that cuts the years)."""
    return {cite for each in verdict.findings if each.rule != "no_open_hold" for cite in each.cites}


def test_every_finding_cites_an_instrument_of_the_book() -> None:
    for name, verdict in answered():
        for finding in flat(verdict.findings):
            assert finding.cites, (name, finding.rule)
            assert all(parse(cite).instrument in BOOK.instruments for cite in finding.cites), (name, finding)


def test_every_refusal_cites_an_article() -> None:
    general = {"no_open_hold", "not_dissolved", "one_state_award_a_year", "law_text", "quota"}
    for name, verdict in answered():
        for finding in verdict.findings:
            if finding.result == "no" and finding.rule not in general:
                assert any(parse(cite).article for cite in finding.cites), (name, finding.rule)


def test_every_outcome_is_explained_by_a_finding() -> None:
    for name, verdict in answered():
        results = {each.result for each in verdict.findings}
        if verdict.outcome == "eligible":
            assert results == {"yes"}, name
        else:
            assert EXPLAINS[verdict.outcome] in results, name
        if verdict.outcome == "unknown":
            assert verdict.missing and all(each.says and each.who for each in verdict.missing), name


def test_every_unread_rule_that_was_used_is_named() -> None:
    for name, verdict in answered():
        for finding in verdict.findings:
            if not finding.checked:
                assert finding.rule in verdict.unchecked and finding.because, (name, finding.rule)


def test_what_is_told_is_written_cleanly() -> None:
    code = re.compile(r"\b[a-z]+_[a-z_]+\b")
    for name, verdict in answered():
        told = [finding.says for finding in flat(verdict.findings)]
        told += [each.says for each in verdict.missing] + [each.says for each in verdict.to_certify]
        for text in told:
            assert (text == text.strip() and text[0] == text[0].upper()) or text in {
                each.says for each in verdict.missing
            }, (name, text)
            assert not code.search(text), (name, text)
            assert not any(bad in text for bad in ("  ", "..", " .", " ,", ";.", "None", '"', "{")), (
                name,
                text,
            )
            assert text.count("“") == text.count("”") and text.count("(") == text.count(")"), (name, text)
        assert all(finding.says.endswith(".") for finding in flat(verdict.findings)), name


# The rule that decided is cited, also where many conditions share it


@pytest.mark.parametrize(
    ("decided", "cite"), [("2025-03-10", "98/2023/NĐ-CP Đ4.4"), ("2025-09-10", "152/2025/NĐ-CP Đ4.4")]
)
@pytest.mark.parametrize(
    ("code", "given"),
    [
        (
            "provincial_certificate_of_merit",
            {
                "period": [2023, 2024],
                "route": "merit",
                "facts": {
                    "ratings": {2023: "excellent", 2024: "excellent"},
                    "initiatives": [initiative(2023), initiative(2024)],
                },
            },
        ),
        (
            "provincial_emulation_fighter",
            {
                "year": 2024,
                "facts": {
                    "titles": {"grassroots_emulation_fighter": [2022, 2023, 2024]},
                    "initiatives": [initiative(2024, "province")],
                },
            },
        ),
    ],
)
def test_years_cut_by_a_penalty_cite_the_article_that_cuts_them(
    code: str, given: dict[str, Any], decided: str, cite: str
) -> None:
    clean = ask(code, decided, **given)
    assert clean.outcome == "eligible" and cite not in cited(clean)
    cut = ask(code, decided, **{**given, "facts": {**given["facts"], "penalties": PENALTY}})
    assert cut.outcome == "not_eligible" and cite in cited(cut)
    assert any("hết thời hạn kỷ luật" in each.says for each in flat(cut.findings))
    unknown = ask(code, decided, **{**given, "facts": {**given["facts"], "penalties": None}})
    assert unknown.outcome == "unknown" and cite in cited(unknown)


def test_an_interval_that_decides_is_cited_and_named_where_unread() -> None:
    facts = {
        "ratings": EXCELLENT_5,
        "awards": [award("pm_certificate_of_merit", "2017-06-10", [2011, 2015])],
        "initiatives": [initiative(2017, "province"), initiative(2018, "province")],
    }
    verdict = ask("labour_order_3", "2021-08-10", period=[2016, 2020], route="merit", facts=facts)
    assert verdict.outcome == "eligible" and "12/2019/TT-BNV" in cited(verdict)


def test_an_initiative_used_before_cites_the_letter_that_forbids_it() -> None:
    used = [initiative(year, used_for=["grassroots_emulation_fighter"]) for year in (2023, 2024)]
    facts = {"ratings": {2023: "excellent", 2024: "excellent"}, "initiatives": used}
    verdict = ask("provincial_certificate_of_merit", "2025-09-10", period=[2023, 2024], facts=facts)
    assert verdict.outcome != "eligible" and "5007/BNV-TĐKT" in cited(verdict)


@pytest.mark.parametrize("used", [[], ["grassroots_emulation_fighter"]])
def test_an_initiative_counted_again_for_a_higher_title_is_flagged(used: list[str]) -> None:
    facts = {
        "titles": {"grassroots_emulation_fighter": [2022, 2023, 2024]},
        "initiatives": [initiative(2024, "province", used_for=used)],
    }
    verdict = ask("provincial_emulation_fighter", "2025-03-10", year=2024, facts=facts)
    told = verdict.finding("initiative")
    assert verdict.outcome == "eligible" and told is not None
    assert ("initiative" in verdict.unchecked) is bool(used) and ("cách hiểu khác" in told.says) is bool(used)


@pytest.mark.parametrize(
    ("decided", "cite"),
    [
        ("2021-08-10", "91/2017/NĐ-CP Đ3"),
        ("2025-03-10", "98/2023/NĐ-CP Đ4.3"),
        ("2025-09-10", "152/2025/NĐ-CP Đ4.3"),
    ],
)
@pytest.mark.parametrize("route", ["thematic", "sudden"])
def test_a_step_not_given_on_merit_cites_the_article_that_leaves_it_out(
    decided: str, cite: str, route: str
) -> None:
    last = int(decided[:4]) - 1
    years = range(last - 4, last + 1)
    facts: dict[str, Any] = {
        "ratings": dict.fromkeys(years, "excellent"),
        "titles": {"grassroots_emulation_fighter": list(years)},
        "initiatives": [initiative(year) for year in years],
    }
    for given, outcome in (("merit", "eligible"), (route, "not_eligible")):
        prior = award(
            "provincial_certificate_of_merit", f"{last - 4}-01-01", [last - 6, last - 5], route=given
        )
        verdict = ask(
            "pm_certificate_of_merit",
            decided,
            period=[last - 4, last],
            route="merit",
            facts={**facts, "awards": [prior]},
        )
        assert verdict.outcome == outcome and (cite in cited(verdict)) is (outcome != "eligible")


def test_the_other_reading_of_two_titles_without_initiatives_is_told() -> None:
    facts = {
        "titles": {"grassroots_emulation_fighter": [2023, 2024]},
        "ratings": {2023: "good", 2024: "good"},
    }
    given: dict[str, Any] = {"period": [2023, 2024], "route": "merit"}
    verdict = ask("provincial_certificate_of_merit", "2025-03-10", facts=facts, **given)
    told = verdict.finding("initiatives")
    assert verdict.outcome == "not_eligible" and told is not None
    assert "cách hiểu hẹp hơn" in told.says and "initiatives" in verdict.unchecked


@pytest.mark.parametrize(
    ("code", "decided", "cites"),
    [
        ("advanced_worker", "2021-12-15", {"15/2003/QH11 Đ6", "15/2003/QH11 Đ24"}),
        ("advanced_worker", "2024-12-15", {"06/2022/QH15 Đ24"}),
        ("hero_of_labour", "2021-12-15", {"15/2003/QH11 Đ6", "15/2003/QH11 Đ61"}),
        ("hero_of_armed_forces", "2021-12-15", {"15/2003/QH11 Đ6"}),
    ],
)
def test_the_wrong_kind_of_recipient_is_refused_by_an_article(
    code: str, decided: str, cites: set[str]
) -> None:
    verdict = ask(code, decided, {"kind": "household"}, year=int(decided[:4]))
    found = verdict.finding("recipient")
    assert found is not None and found.result == "no" and verdict.outcome == "not_eligible"
    assert set(found.cites) == cites


def test_a_recruit_of_the_gap_of_early_2024_is_told_of_the_gap() -> None:
    recruit = {"kind": "person", "group": "official", "recruited": "2023-05-01"}
    facts = {"ratings": {2023: "good"}}
    for decided, gap in (("2024-04-14", True), ("2024-04-15", False)):
        found = ask("advanced_worker", decided, recruit, year=2023, facts=facts).finding(
            "not_newly_recruited"
        )
        assert found is not None and ("chưa có văn bản nào" in found.says) is gap
        assert ("01/2024/TT-BNV Đ1.5" in found.cites) is not gap
        assert not any("12/2019" in cite for cite in found.cites)


@pytest.mark.parametrize("code", ["grassroots_emulation_fighter", "provincial_emulation_flag"])
def test_votes_under_decree_152_are_named_as_unread(code: str) -> None:
    recipient = AGENCY if "flag" in code else None
    ballot = {"members": 17, "present": 17, "yes": 14}
    for decided, unread in (("2025-06-30", False), ("2025-07-01", True)):
        verdict = ask(code, decided, recipient, year=2024, ballot=ballot)
        assert ("vote" in verdict.unchecked) is unread


def test_awards_without_rules_still_suspend_for_an_open_hold() -> None:
    held = {"holds": [{"reason": "complaint", "from": "2021-11-01"}]}
    for each in BOOK.awards.values():
        if not each.has_rules:
            kind = {"kind": each.recipients[0]}
            plain = ask(each.code, "2021-12-15", kind, year=2021)
            assert plain.outcome == "unknown" and "Chưa nạp tiêu chuẩn" in plain.findings[-1].says
            assert ask(each.code, "2021-12-15", kind, year=2021, facts=held).outcome == "suspended"


def test_a_ceiling_that_may_no_longer_hold_says_so() -> None:
    facts = {
        "attested": ["exceeds_targets"],
        "cluster": {2024: {"rank": 1, "run_by": "province", "nominated": True}},
    }
    unit = {"provincial_flags": 30, "flags_proposed": 9, "place": 9}
    verdict = ask("government_emulation_flag", "2025-03-01", AGENCY, year=2024, facts=facts, unit=unit)
    assert verdict.outcome == "unknown" and [each.fact for each in verdict.missing] == ["law"]
    assert "quota" in verdict.unchecked


def test_a_soldier_is_measured_by_the_standard_of_soldiers() -> None:
    soldier = {"kind": "person", "group": "armed_forces"}
    facts: dict[str, Any] = {"ratings": {2021: "excellent"}, "initiatives": [initiative(2021)]}
    verdict = ask("grassroots_emulation_fighter", "2021-12-15", soldier, year=2021, facts=facts)
    of_civilian = ask("grassroots_emulation_fighter", "2021-12-15", year=2021, facts=facts)
    assert [each for each in verdict.to_certify if "điều lệnh" in each.says]
    assert not [each for each in of_civilian.to_certify if "điều lệnh" in each.says]
    found = verdict.finding("advanced_soldier_standard")
    assert verdict.outcome == "eligible" and found is not None and found.result == "yes"
    assert verdict.finding("advanced_worker_standard") is None
    facts["ratings"] = {2021: "completed"}
    verdict = ask("grassroots_emulation_fighter", "2021-12-15", soldier, year=2021, facts=facts)
    assert verdict.outcome == "not_eligible"
    facts |= {"ratings": {}, "titles": {"advanced_soldier": [2021]}}
    verdict = ask("grassroots_emulation_fighter", "2021-12-15", soldier, year=2021, facts=facts)
    assert verdict.outcome == "eligible"


@pytest.mark.parametrize(
    ("decided", "recipient", "rules"),
    [
        ("2016-12-20", {"gender": "female"}, []),
        ("2021-12-15", {"gender": "female"}, ["prefer_women"]),
        ("2021-12-15", {"gender": "male"}, []),
        ("2021-12-15", {"gender": None}, []),
        ("2024-12-15", {"gender": "female", "group": "farmer"}, ["prefer_women", "prefer_direct_workers"]),
        ("2016-12-20", {"group": "worker"}, ["prefer_direct_workers"]),
        ("2025-12-15", {"group": "armed_forces"}, []),
    ],
)
def test_whom_the_law_prefers_among_equals_is_told_and_decides_nothing(
    decided: str, recipient: dict[str, Any], rules: list[str]
) -> None:
    who = {"kind": "person", "group": "official", **recipient}
    verdict = ask("provincial_certificate_of_merit", decided, who, year=int(decided[:4]))
    assert [each.rule for each in verdict.advice] == rules
    assert [each["rule"] for each in verdict.as_json().get("advice", [])] == rules
    assert all(each.cites and each.says.endswith(".") for each in verdict.advice)
    plain = ask(
        "provincial_certificate_of_merit",
        decided,
        {"kind": "person", "group": who["group"]},
        year=int(decided[:4]),
    )
    assert plain.outcome == verdict.outcome


def test_a_collective_of_women_is_preferred_by_the_article_of_its_day() -> None:
    for decided, cite in (("2021-12-15", "91/2017/NĐ-CP Đ3"), ("2025-12-15", "152/2025/NĐ-CP Đ4.6")):
        advice = ask("advanced_collective", decided, AGENCY, year=int(decided[:4])).advice
        assert advice[0].rule == "prefer_women_collectives" and advice[0].cites == (cite,)
        assert "70 %" in advice[0].says and advice[1].rule == "prefer_hard_places"
