"""`thidua scan`: the same answers without a page, and clear words for what cannot be asked."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.insight.conftest import WORKER, Stage, given
from thidua.insight.models import Found, Run
from thidua.insight.types import FINDINGS
from thidua.site.cli import main

pytestmark = pytest.mark.django_db


def told(capsys: pytest.CaptureFixture[str], *args: str) -> str:
    """What the command prints."""
    assert main(["scan", *args]) == 0
    return capsys.readouterr().out


def test_it_counts_and_names_by_award(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    given(stage.who["low"], WORKER)
    plain = told(capsys, "--year", "2021", "--award", WORKER)
    assert "theo luật ngày 15/12/2021" in plain
    assert "Đủ điều kiện, chưa đề nghị: 2" in plain and "Hồ sơ lưu chưa đủ để chứng minh: 1" in plain
    assert "Trần Thị Bình" not in plain and "Chiến sĩ thi đua" not in plain
    named = told(capsys, "--year", "2021", "--award", "LĐTT", "--list")
    lines = [line.strip() for line in named.splitlines()]
    first = lines.index("Trần Thị Bình, Trường THCS Nguyễn Du")
    assert lines[first + 1] == "Phạm Văn Giang, Huyện Đắk Mil"
    assert not Run.objects.exists()


def test_one_unit_can_be_asked_about(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    said = told(capsys, "--year", "2021", "--award", WORKER, "--unit", stage.units.school.code, "--list")
    assert "Trần Thị Bình" in said and "Phạm Văn Giang" not in said


def test_for_machines_it_says_what_a_run_stores(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    said = json.loads(told(capsys, "--year", "2021", "--json"))
    stored = Found.objects.filter(run=stage.run(), what__in=FINDINGS)
    assert sorted(
        (row["recipient"], row["award"], row["route"], row["what"], row["unknown"]) for row in said["found"]
    ) == (sorted(stored.values_list("recipient_id", "award", "route", "what", "unknown")))
    assert said["recipients"] == 9 and {row["award"] for row in said["awards"]} >= {WORKER}
    lacking = [row for row in said["found"] if row["what"] == "one_short"]
    assert lacking and all(row["lacking_title"] and row["cites"] for row in lacking)


def test_the_list_goes_into_a_file(stage: Stage, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "ra-soat.csv"
    said = told(capsys, "--year", "2021", "--award", WORKER, "--csv", str(file))
    rows = list(csv.DictReader(file.open(encoding="utf-8-sig")))
    assert f"Đã ghi {len(rows)} dòng" in said
    assert {row["Đối tượng"] for row in rows if row["Kết quả"].startswith("Đủ")} == {
        "Trần Thị Bình",
        "Phạm Văn Giang",
    }
    assert all("Điều" in row["Điều luật"] for row in rows if row["Điều kiện còn thiếu"])


def test_where_the_law_was_not_loaded_it_says_unknown(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    said = told(capsys, "--year", "2021", "--on", "01/06/2027", "--award", WORKER)
    assert "Chưa rõ, vì chưa nạp quy định của ngày 01/06/2027" in said and "Lao động tiên tiến" in said
    assert "Đủ điều kiện" not in said


BAD: list[tuple[tuple[str, ...], str]] = [
    (("--year", "1999"), "bộ quy định bắt đầu từ"),
    (("--year", "2030"), "Năm 2030 không rà soát được"),
    (("--year", "hai"), "không phải số nguyên"),
    ((), "--year"),
    (
        ("--year", "2021", "--award", "khong_co"),
        "không có danh hiệu, hình thức khen thưởng mã “khong_co”",
    ),
    (("--year", "2021", "--unit", "khong_co"), "không có đơn vị mang mã “khong_co”"),
    (("--year", "2021", "--on", "31/02/2021"), "--on"),
    (("--year", "2021", "--on", "2020-01-01"), "trước năm thành tích 2021"),
    (("--year", "2021", "--json", "--csv", "x.csv"), "không dùng cùng với"),
    (("--year", "2021", "--csv", "/khong/co/thu/muc.csv"), "không ghi được tệp"),
]


def test_bad_input_stops_with_a_sentence(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    for args, says in BAD:
        try:
            code = main(["scan", *args])
        except SystemExit as stop:
            code = stop.code  # type: ignore[assignment]
        assert code == 2, args
        assert says in capsys.readouterr().err, args
