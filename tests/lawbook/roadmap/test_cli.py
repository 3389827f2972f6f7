"""`thidua road`: text for people, JSON for programs, exit code 2 for what cannot be used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from thidua import lawbook
from thidua.lawbook.roadmap.cli import main

OVERLAY = Path(lawbook.__file__).parent / "overlays" / "dak-nong-mau"
RECORD = """\
id: một
recipient: {kind: person, group: official, name: Trần Thị Bình}
facts:
  complete: [2012, 2021]
  titles: {grassroots_emulation_fighter: [2021]}
  ratings: {2021: good}
question: {award: provincial_emulation_fighter, year: 2021, decided_on: 2021-12-15}
"""


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "hồ sơ.yaml"
    path.write_text(RECORD, "utf-8")
    return str(path)


def test_the_overview_names_years_and_takes_nothing_for_granted(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([file]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(
        "Chặng đường phía trước – Trần Thị Bình\nNgày tính: 15/12/2021; xét đến năm 2031.\n"
    )
    assert "→ Chiến sĩ thi đua cấp tỉnh [trong tầm với]\n    Sớm nhất với thành tích đến năm 2023.\n" in shown
    assert "✓ Lao động tiên tiến [đã đủ điều kiện]" in shown
    assert "là đủ điều kiện để được xét" in shown
    assert max(map(len, shown.splitlines())) <= 120


def test_a_plan_tells_each_year_with_its_articles(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([file, "--award", "provincial_emulation_fighter"]) == 0
    shown = capsys.readouterr().out
    first, second = shown.index("Năm 2022 cần:"), shown.index("Năm 2023 cần:")
    assert first < shown.index("Được công nhận “Chiến sĩ thi đua cơ sở” năm 2022") < second
    assert "điểm b khoản 3 Điều 9 Nghị định 91/2017/NĐ-CP" in shown
    assert "→ Khi đó đủ điều kiện để được xét “Chiến sĩ thi đua cấp tỉnh”." in shown
    assert "Đã đạt hoặc phải giữ:" in shown and "Người có thẩm quyền xem xét, xác nhận:" in shown


def test_what_if_tells_what_moved(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([file, "--what-if", "penalty=2022-03-01:warning:2023-02-28"]) == 0
    shown = capsys.readouterr().out
    assert "Giả sử bị kỷ luật cảnh cáo ngày 01/03/2022, hết thời hạn ngày 28/02/2023." in shown
    assert "- Chiến sĩ thi đua cấp tỉnh: năm 2023 → năm 2025" in shown
    assert main([file, "--what-if", "initiative=2022:unit"]) == 0
    assert "Giả định không làm thay đổi năm nào." in capsys.readouterr().out


def test_json_has_the_public_keys(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [
        "--json",
        "--years",
        "3",
        "--award",
        "provincial_emulation_fighter",
        "--what-if",
        "rating=2022:good",
    ]
    assert main([file, *arguments]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    found = json.loads(line)
    assert list(found) == [
        "id", "today", "law_day", "until", "pointless", "awards", "unread", "assumptions", "digest", "supposed",
        "moved", "plans",
    ]  # fmt: skip
    assert (found["today"], found["law_day"], found["until"]) == ("2021-12-15", "2021-12-15", 2024)
    (award,) = found["awards"]
    assert (award["state"], award["year"], award["present"]) == ("by", 2023, "not_eligible")
    (plan,) = found["plans"]
    assert [year["year"] for year in plan["years"]] == [2022, 2023]
    need = plan["years"][0]["needs"][0]
    assert (
        need["facts"][0].items()
        >= {"kind": "initiative", "year": 2022, "scope": "unit", "recognised_by": "unit"}.items()
    )
    assert need["cites"] == ["91/2017/NĐ-CP Đ9.3.b"]


def test_a_provinces_own_rules_can_be_laid_over(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([file, "--overlay", str(OVERLAY)]) == 0
    assert "Thêm quy định của tỉnh: " in capsys.readouterr().out
    assert main([file, "--overlay", "không-có"]) == 2


def test_an_award_for_others_is_told_and_no_error(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([file, "--award", "advanced_collective"]) == 0
    assert "“Tập thể lao động tiên tiến” không dành cho đối tượng này" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--award", "nobel"], "--award: không có danh hiệu, hình thức mang mã “nobel”"),
        (["--years", "0"], "--years: “0” phải là số từ 1 đến 20"),
        (["--years", "mười"], "--years: “mười” phải là số từ 1 đến 20"),
        (["--law", "2021-02-30"], "--law: “2021-02-30” không phải ngày dạng NĂM-THÁNG-NGÀY"),
        (["--law", "1999-01-01"], "--law: ngày 01/01/1999 trước văn bản đầu tiên"),
        (["--what-if", "rating=2020:good"], "--what-if: năm 2020 đã qua; chỉ giả định được từ năm 2021"),
        (["--what-if", "rating=2022:great"], "--what-if: không có mức xếp loại “great”"),
        (["--what-if", "initiative=2022:moon"], "--what-if: không có phạm vi “moon”"),
        (["--what-if", "penalty=2022-05-01:warning:2022-04-01"], "trước ngày kỷ luật 01/05/2022"),
        (["--what-if", "penalty=2022-5-1:warning"], "không phải ngày dạng NĂM-THÁNG-NGÀY"),
        (
            ["--what-if", "luck=2022:good"],
            "--what-if: “luck=2022:good” không đúng dạng; viết “rating=NĂM:MỨC”",
        ),
        (["--what-if", "rating=2099:good"], "sau năm 2043"),
    ],
)
def test_what_cannot_be_used_is_refused_in_words(
    file: str, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    assert main([file, *arguments]) == 2
    told = capsys.readouterr()
    assert says in told.err and told.out == ""


def test_a_malformed_file_names_line_and_field(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "sai.yaml"
    path.write_text(RECORD.replace("ratings", "rating"), "utf-8")
    assert main([str(path)]) == 2
    assert "sai.yaml, dòng 6: facts.rating" in capsys.readouterr().err
    assert main([str(tmp_path / "không có.yaml")]) == 2
