"""Coverage: every citation in the files is found with its place, counted once, tested by the cases that reach it."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from dataclasses import fields
from pathlib import Path

import pytest

from thidua.lawbook import load_book, load_book_from
from thidua.lawbook.book import LawBook
from thidua.lawbook.citations import slug_of
from thidua.lawbook.coverage import Coverage, Provision, coverage, totals_of
from thidua.lawbook.coverage_text import coverage_text, totals_lines
from thidua.lawbook.law_cli import main
from thidua.lawbook.loading import DATA
from thidua.lawbook.predicates import VOCABULARY
from thidua.lawbook.procedures import Procedures
from thidua.lawbook.uses import uses_in
from thidua.lawbook.worked import FOLDER, deciding_cites, worked_cases

BOOK = load_book()
FOUND = coverage(BOOK)
_CITED = re.compile(r"[^\s\[\],'\"{}]+/[^\s\[\],'\"{}]+(?: Đ\d+[a-zđ]?(?:\.\d+)?(?:\.[a-zđ])?)?")


def provision(found: Coverage, cite: str) -> Provision:
    (one,) = [each for covered in found.covered for each in covered.provisions if each.cite == cite]
    return one


def test_every_citation_in_the_files_is_covered() -> None:
    """Counted by reading the text, without the reader of the book."""
    written = set()
    for path in DATA.glob("*/*.yaml"):
        if path.parent.name in ("instruments", "gaps"):
            continue
        for listed in re.findall(r"cites: \[([^\]]+)\]", path.read_text("utf-8")):
            written |= set(_CITED.findall(listed))
    covered = {each.cite for covered in FOUND.covered for each in covered.provisions}
    assert written <= covered
    assert len(written) > 150


def test_every_use_leads_to_the_lines_where_it_stands() -> None:
    lines = {path: path.read_text("utf-8").splitlines() for path in DATA.glob("*/*.yaml")}
    uses = list(uses_in(BOOK))
    for use in uses:
        near = lines[DATA.parent / use.file][use.line - 1 : use.line + 60]
        assert any(use.cite in line for line in near), use
    keys = Counter((use.file, use.line, use.award, use.cite) for use in uses)
    assert max(keys.values()) == 1


def test_the_counts_add_up() -> None:
    totals = FOUND.totals
    assert totals.provisions == totals.checked + totals.unchecked + totals.missing
    assert totals.provisions == sum(totals_of(each.provisions).provisions for each in FOUND.covered)
    deciding = [each for covered in FOUND.covered for each in covered.provisions if each.decides]
    assert (totals.tested, totals.untested) == (
        sum(bool(each.cases) for each in deciding),
        sum(not each.cases for each in deciding),
    )
    assert FOUND.cases == len(worked_cases(BOOK)) >= 200
    assert len({slug_of(each.instrument.number) for each in FOUND.covered}) == len(BOOK.instruments)


def test_a_case_counts_for_what_it_names_and_for_what_decided() -> None:
    cases = {case.id: case for case in worked_cases(BOOK)}
    case = cases["ac-2024-13-of-20"]
    assert case.verdict.outcome == "not_eligible"
    assert "06/2022/QH15 Đ28.1.c" in set(deciding_cites(case.verdict))
    assert "06/2022/QH15 Đ28.1.a" not in case.provisions  # met, so it did not decide
    assert case.id in provision(FOUND, "06/2022/QH15 Đ28.1.c").cases
    assert case.id not in provision(FOUND, "06/2022/QH15 Đ28.1.a").cases
    for each in cases.values():
        assert each.provisions, each.id


def test_money_and_papers_decide_nothing() -> None:
    assert not provision(FOUND, "98/2023/NĐ-CP Đ54").decides
    assert not provision(FOUND, "73/2024/NĐ-CP Đ3.2").decides
    assert provision(FOUND, "06/2022/QH15 Đ28.1.c").decides


def test_a_parameter_leads_to_the_awards_that_ask_it() -> None:
    uses = provision(FOUND, "06/2022/QH15 Đ28.1.c").uses
    numbers = [use for use in uses if use.sort == "parameters"]
    assert {number.award for number in numbers} == {"advanced_collective", "advanced_unit"}
    for number in numbers:
        assert number.rule == "advanced_collective.advanced_worker_share"
        assert "từ 70 %" in number.title and number.file == "data/parameters/standards.yaml"
    shared = [use for use in provision(FOUND, "5007/BNV-TĐKT").uses if use.sort == "parameters"]
    assert {use.award for use in shared} == {""}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A throw-away copy of the data."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def changed(root: Path, name: str, before: str, after: str) -> LawBook:
    path = root / name
    text = path.read_text("utf-8")
    assert text.count(before) >= 1
    path.write_text(text.replace(before, after, 1), "utf-8")
    return load_book_from(root)


def test_what_nobody_read_and_what_nobody_loaded_is_told(copy: Path) -> None:
    name, cite = "awards/collectives.yaml", "06/2022/QH15 Đ28.1.a"
    assert provision(FOUND, cite).status == "checked"
    read, unread = ("checked: true", "checked: false\n            because: chưa đọc")
    at = f"cites: [{cite}]\n            "
    book = changed(copy, name, at + read, at + unread)
    found = coverage(book, copy, FOLDER)
    assert provision(found, cite).status == "unchecked"
    assert found.totals.unchecked == FOUND.totals.unchecked + 1
    assert found.totals.checked == FOUND.totals.checked - 1
    assert "chưa đọc" in coverage_text(book, found)
    assert provision(FOUND, "06/2026/QH16").status == "missing"


def test_a_provision_no_case_reaches_is_counted_as_untested(tmp_path: Path) -> None:
    (tmp_path / "none.yaml").write_text("[]\n", "utf-8")
    found = coverage(BOOK, DATA, tmp_path)
    assert (found.cases, found.totals.tested) == (0, 0)
    assert found.totals.untested == FOUND.totals.tested + FOUND.totals.untested


def test_the_command_prints_it_and_shows_an_article(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--coverage"]) == 0
    out = capsys.readouterr().out
    for words, count in totals_lines(FOUND):
        assert f"| {count} | {words} |" in out
    assert main(["--article", "06/2022/QH15 Đ28"]) == 0
    out = capsys.readouterr().out
    assert re.search(r"data/awards/collectives\.yaml:\d+: Điều kiện: advanced_collective: Từ 70 %", out)
    assert "ac-2024-13-of-20" in out and "Chỗ trống" in out
    for bad in (["--article", "06/2022/QH1 Đ28"], ["--article", "Đ 28"], ["--coverage", "LĐTT"]):
        assert main(bad) == 2
        assert capsys.readouterr().err.startswith("thidua law: ")


def test_the_document_is_up_to_date() -> None:
    written = Path(__file__).resolve().parents[2] / "docs" / "law-coverage.md"
    told = ".venv/bin/thidua law --coverage > docs/law-coverage.md"
    assert written.read_text("utf-8") == coverage_text(BOOK, FOUND), f"chạy: {told}"


def test_the_guide_lists_every_word_and_every_folder() -> None:
    guide = (Path(__file__).resolve().parents[2] / "docs" / "law.md").read_text("utf-8")
    assert [word for word in VOCABULARY if f"`{word}`" not in guide] == []
    assert [
        folder.name for folder in DATA.iterdir() if folder.is_dir() and f"`{folder.name}/`" not in guide
    ] == []
    sections = [each.name for each in fields(Procedures) if each.name not in ("doubts", "families")]
    assert [name for name in sections if f"`{name}`" not in guide] == []
