"""`thidua check`: text for officers, JSON for programs, exit code 2 for what is malformed."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from thidua.lawbook.cli import main

GOOD = """\
id: một
recipient: {kind: person, group: official}
facts: {ratings: {2021: good}}
question: {award: advanced_worker, year: 2021, decided_on: 2021-12-15}
"""
BAD = GOOD.replace("ratings", "rating")


@pytest.fixture
def files(tmp_path: Path) -> Any:
    def write(*texts: str) -> list[str]:
        names = []
        for number, text in enumerate(texts):
            path = tmp_path / f"{number}.yaml"
            path.write_text(text, "utf-8")
            names.append(str(path))
        return names

    return write


def test_text_names_the_conclusion_the_article_and_the_unchecked(
    files: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(files(GOOD)) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(
        "một: Lao động tiên tiến\nKết luận: ĐỦ ĐIỀU KIỆN\nÁp dụng: 15/2003/QH11, 91/2017/NĐ-CP\n"
    )
    assert "khoản 6 Điều 10 Nghị định 91/2017/NĐ-CP" in shown
    assert "Người có thẩm quyền xác nhận:" in shown
    assert "Quy tắc chưa được đối chiếu" in shown
    assert max(map(len, shown.splitlines())) <= 160


def test_json_has_the_public_keys(files: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(
            ["--json", *files(f"[{json.dumps({'recipient': {'kind': 'person'}, 'question': ASKED})}]", GOOD)]
        )
        == 0
    )
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert list(second)[:8] == [
        "id",
        "award",
        "verdict",
        "law",
        "findings",
        "missing",
        "to_certify",
        "unchecked",
    ]
    assert (first["id"], first["verdict"]) == (None, "unknown")
    assert first["missing"][0].keys() == {"fact", "says", "who"}
    assert (second["id"], second["award"], second["verdict"]) == ("một", "advanced_worker", "eligible")
    assert {"rule", "result", "cites", "says", "evidence"} <= second["findings"][0].keys()
    assert second["unchecked"] == ["registered"]


ASKED = {"award": "advanced_worker", "year": 2021, "decided_on": "2021-12-15"}


def test_a_malformed_file_costs_exit_code_two_and_nothing_is_answered(
    files: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    names = files(GOOD, BAD, GOOD)
    assert main(["--json", *names]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == f"{names[1]}, dòng 3: facts.rating: khóa lạ, không có trong định dạng\n"


def test_what_cannot_be_read_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "latin.yaml").write_bytes(b"id: \xe9\n")
    assert main([str(tmp_path / "latin.yaml"), str(tmp_path / "none.yaml"), str(tmp_path)]) == 2
    errors = capsys.readouterr().err.splitlines()
    assert "UTF-8" in errors[0] and "dòng 1" in errors[0]
    assert all("không đọc được tệp" in each for each in errors[1:])


def test_a_dash_reads_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Given:
        buffer = io.BytesIO(b"\xef\xbb\xbf" + GOOD.encode())

    monkeypatch.setattr("sys.stdin", Given())
    assert main(["-"]) == 0
    assert "ĐỦ ĐIỀU KIỆN" in capsys.readouterr().out


def test_help_and_mistakes_are_in_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--help"])
    assert caught.value.code == 0
    shown = capsys.readouterr().out
    assert "Cách dùng:" in shown and "usage" not in shown and "options" not in shown
    with pytest.raises(SystemExit) as caught:
        main([])
    assert caught.value.code == 2
    assert "tham số không hợp lệ" in capsys.readouterr().err


def test_an_unread_law_is_told_with_the_advice_of_the_last_one(
    files: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(files(GOOD.replace("2021-12-15", "2026-10-01").replace("2021", "2026"))) == 0
    shown = capsys.readouterr().out
    assert "CHƯA ĐỦ DỮ LIỆU" in shown and "văn bản chưa được nạp" in shown
    assert "Tham khảo, theo 06/2022/QH15, 152/2025/NĐ-CP: đủ điều kiện." in shown
