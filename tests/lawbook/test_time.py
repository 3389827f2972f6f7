"""Time: every day has exactly one version or a declared reason, and every citation was in force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from tests.lawbook.ask import ask
from thidua.lawbook import load_book
from thidua.lawbook.citations import parse
from thidua.lawbook.schema import Node

BOOK = load_book()
DAY = timedelta(days=1)
RULED = [award for award in BOOK.awards.values() if award.has_rules]


EDGES = (
    "2014-08-20",
    "2017-12-14",
    "2017-12-15",
    "2019-12-31",
    "2020-01-01",
    "2023-12-31",
    "2024-01-01",
    "2024-04-14",
    "2024-04-15",
    "2025-06-30",
    "2025-07-01",
    "2025-08-04",
    "2025-08-05",
    "2026-09-30",
)


def nodes(found: tuple[Node, ...], first: date, last: date) -> Iterator[tuple[Node, date, date]]:
    for node in found:
        begin, end = node.first or first, node.until or last
        yield node, begin, end
        yield from nodes(node.any_of or node.all_of or (), begin, end)


@pytest.mark.parametrize("award", RULED, ids=lambda award: award.code)
def test_each_edge_day_finds_exactly_one_version(award) -> None:  # type: ignore[no-untyped-def]
    versions = award.entry.standards
    for version in versions:
        edges = [version.first] + ([version.until] if version.until else [])
        for edge in edges:
            for day in (edge - DAY, edge, edge + DAY):
                found = [each for each in versions if each.holds_on(day)]
                assert len(found) == (1 if day >= versions[0].first else 0), (award.code, day)
                assert BOOK.version(award.code, day) is (found[0] if found else None)


@pytest.mark.parametrize("award", RULED, ids=lambda award: award.code)
def test_every_citation_of_an_award_was_in_force(award) -> None:  # type: ignore[no-untyped-def]
    for version in award.entry.standards:
        for node, first, last in nodes(version.criteria, version.first, version.until or version.first):
            for cite in node.cites:
                instrument = BOOK.instruments[parse(cite).instrument]
                assert instrument.holds_on(first) and instrument.holds_on(last), (award.code, node.rule, cite)


def test_the_law_named_in_a_verdict_was_in_force_that_day() -> None:
    for day in (
        "2014-08-20",
        "2017-09-30",
        "2017-10-01",
        "2023-12-31",
        "2024-01-01",
        "2025-07-01",
        "2026-10-01",
    ):
        for award in RULED:
            kind = award.recipients[0]
            verdict = ask(award.code, day, {"kind": kind}, year=int(day[:4]))
            assert verdict.law, (award.code, day)
            for number in verdict.law:
                assert BOOK.instruments[number].holds_on(date.fromisoformat(day)), (award.code, day, number)


def test_findings_of_every_award_cite_what_was_in_force() -> None:
    for day in EDGES:
        for award in RULED:
            verdict = ask(award.code, day, {"kind": award.recipients[0]}, year=int(day[:4]))
            stack = list(verdict.findings)
            while stack:
                finding = stack.pop()
                stack += finding.parts
                for cite in finding.cites:
                    assert BOOK.instruments[parse(cite).instrument].holds_on(date.fromisoformat(day)), (
                        day,
                        finding,
                    )


@pytest.mark.parametrize("award", RULED, ids=lambda award: award.code)
def test_before_the_first_text_and_under_the_unread_law_nothing_is_concluded(award) -> None:  # type: ignore[no-untyped-def]
    for day in ("2014-08-19", "2026-10-01", "2030-01-01"):
        if award.code == "commendation_certificate_district" and day > "2025":
            continue
        verdict = ask(award.code, day, {"kind": award.recipients[0]}, year=int(day[:4]))
        assert verdict.outcome == "unknown"
        finding = verdict.findings[-1]
        assert {each.rule for each in verdict.findings[:-1]} <= {"no_open_hold"}
        assert finding.rule == "law_text" and "văn bản chưa được nạp" in finding.says
        assert verdict.missing
    assert ask(award.code, "2030-01-01", {"kind": award.recipients[0]}, year=2029).advisory is not None or (
        award.code == "commendation_certificate_district"
    )


def test_awards_known_by_name_only_answer_unknown() -> None:
    for award in BOOK.awards.values():
        if not award.has_rules:
            verdict = ask(award.code, "2021-12-15", {"kind": award.recipients[0]}, year=2021)
            assert verdict.outcome == "unknown" and "Chưa nạp tiêu chuẩn" in verdict.findings[-1].says


def test_every_unchecked_node_says_why() -> None:
    for award in RULED:
        for version in award.entry.standards:
            for node, _, _ in nodes(version.criteria, version.first, version.first):
                assert node.checked or node.because
