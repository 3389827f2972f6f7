"""The loader refuses what is unsound, with file, line and reason."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from thidua.lawbook import BookError, load_book, load_book_from
from thidua.lawbook.loading import DATA


@pytest.fixture
def book_dir(tmp_path: Path) -> Path:
    shutil.copytree(DATA, tmp_path / "data")
    return tmp_path / "data"


MONEY = "parameters/money.yaml"
LAWS = "instruments/laws.yaml"
GRASSROOTS = "awards/fighters_grassroots.yaml"
COLLECTIVES = "awards/collectives.yaml"
GATES = "gates/general.yaml"


@pytest.mark.parametrize(
    ("file", "before", "after", "words"),
    [
        (MONEY, "unit: đồng/tháng", "unitt: đồng/tháng", "khóa lạ"),
        (MONEY, "unit: đồng/tháng", "unit: đồng/tháng\n    unit: đồng", "hai lần"),
        (MONEY, "from: 2019-07-01", "from: 2019-7-1", "NĂM-THÁNG-NGÀY"),
        (MONEY, "from: 2019-07-01", "from: 2018-07-01", "không sau"),
        (MONEY, "from: 2019-07-01, value", "from: 2019-07-01, until: 2019-07-02, value", "cuối cùng"),
        (MONEY, "[38/2019/NĐ-CP]", "[39/2019/NĐ-CP]", "không có văn bản"),
        (MONEY, "[38/2019/NĐ-CP]", "[38/2019/NĐ-CP 3]", "không đúng dạng"),
        (MONEY, "[38/2019/NĐ-CP]", "[24/2023/NĐ-CP]", "hiệu lực"),
        (MONEY, "[38/2019/NĐ-CP], checked: true", "[38/2019/NĐ-CP], checked: false", "because"),
        (MONEY, "[38/2019/NĐ-CP], checked: true", "[38/2019/NĐ-CP]", "checked"),
        (MONEY, "name: bonus.round_up_to", "name: base_salary", "đã có"),
        (LAWS, "amends: [06/2022/QH15]", "amends: [06/2021/QH15]", "không có văn bản"),
        (
            LAWS,
            "    from: 2004-07-01\n    until: 2023-12-31",
            "    from: 2024-07-01\n    until: 2023-12-31",
            "trước khi",
        ),
        (GRASSROOTS, "code: advanced_worker\n", "code: grassroots_emulation_fighter\n", "đã có"),
        (GRASSROOTS, "    kind: title", "    kind: medal", "danh mục"),
        (
            GRASSROOTS,
            "until: 2017-09-30\n        law",
            "until: 2017-09-29\n        law",
            "hở từ ngày 2017-09-30",
        ),
        (GRASSROOTS, "until: 2017-09-30\n        law", "until: 2017-10-01\n        law", "2017-10-01"),
        (GRASSROOTS, "need: attested", "need: attests", "không có điều kiện"),
        (GRASSROOTS, "codes: [productive_work]", "codes: [productive]", "không có xác nhận"),
        (GRASSROOTS, "award: advanced_worker, or", "award: advanced_worke, or", "advanced_worke"),
        (
            GRASSROOTS,
            "min_months: {param: advanced_worker.min_months}",
            "min_months: {param: advanced}",
            "advanced",
        ),
        (GRASSROOTS, "with: {working_days: 40}", "with: {working_day: 40}", "khóa lạ"),
        (GRASSROOTS, "with: {working_days: 40}", "with: {working_days: 0}", "nhỏ hơn"),
        (GRASSROOTS, "until: 2024-04-14\n", "until: 2025-07-01\n", "nằm ngoài phiên bản"),
        (COLLECTIVES, "limit: {at_least: [1, 1]}", "limit: {}", "một trong hai"),
        (COLLECTIVES, "limit: {at_least: [1, 1]}", "limit: {at_least: [1, 0]}", "mẫu số"),
        (GATES, "    from: 2017-12-15\n", "", "from"),
        (GATES, "reasons: [discipline", "reasons: [gossip", "danh mục"),
        ("awards/catalogue.yaml", "level: unit", "level: ward", "danh mục"),
    ],
)
def test_unsound_data_is_refused(book_dir: Path, file: str, before: str, after: str, words: str) -> None:
    path = book_dir / file
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(BookError) as caught:
        load_book_from(book_dir)
    assert caught.value.file.endswith(file)
    assert caught.value.line is not None
    assert words in caught.value.reason


def test_the_line_is_that_of_the_fault(book_dir: Path) -> None:
    path = book_dir / MONEY
    text = path.read_text("utf-8").replace("[38/2019/NĐ-CP]", "[1/2019/NĐ-CP]")
    path.write_text(text, "utf-8")
    wanted = text[: text.index("[1/2019/NĐ-CP]")].count("\n") + 1
    with pytest.raises(BookError) as caught:
        load_book_from(book_dir)
    assert caught.value.line == wanted
    assert str(caught.value).startswith(f"data/{MONEY}:{wanted}: ")


def test_a_last_version_must_stay_open(book_dir: Path) -> None:
    path = book_dir / COLLECTIVES
    text = path.read_text("utf-8")
    start = text.index("      - from: 2026-10-01\n        law:")
    end = text.index("    bonus:", start)
    path.write_text(text[:start] + text[end:], "utf-8")
    with pytest.raises(BookError, match="để ngỏ"):
        load_book_from(book_dir)


def test_a_rule_that_outlives_its_parameter_is_refused_where_it_stands(book_dir: Path) -> None:
    path = book_dir / "parameters/standards.yaml"
    text = path.read_text("utf-8")
    before = "from: 2025-08-05\n        until: 2027-03-01\n        value: 6"
    assert before in text
    path.write_text(text.replace(before, before.replace("2027-03-01", "2026-03-01")), "utf-8")
    with pytest.raises(BookError, match="chưa nạp giá trị sau ngày 2026-03-01") as caught:
        load_book_from(book_dir)
    # The first file in their order that asks it: the soldiers' title shares the number with the workers'.
    assert caught.value.file == "data/awards/armed_titles.yaml" and caught.value.line is not None


def test_text_that_is_not_utf8_is_refused(book_dir: Path) -> None:
    (book_dir / MONEY).write_bytes(b"parameters: [\xff]")
    with pytest.raises(BookError, match="UTF-8"):
        load_book_from(book_dir)


def test_the_digest_names_the_text_of_the_law(book_dir: Path) -> None:
    assert load_book_from(book_dir).digest == load_book().digest
    path = book_dir / MONEY
    path.write_text(path.read_text("utf-8").replace("2530000", "2540000"), "utf-8")
    assert load_book_from(book_dir).digest != load_book().digest
