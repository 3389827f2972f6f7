"""`thidua law`: the sheet as text, two days compared, exit code 2 for an award or a day that cannot be used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import thidua.lawbook
from thidua.lawbook import load_book
from thidua.lawbook.law_cli import main


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    code = main(list(args))
    shown = capsys.readouterr()
    return code, shown.out, shown.err


@pytest.mark.parametrize("typed", ["advanced_worker", "LĐTT", "lao dong tien tien", "Lao động tiên tiến"])
def test_an_award_is_named_by_code_or_name_with_or_without_marks(
    capsys: pytest.CaptureFixture[str], typed: str
) -> None:
    code, out, _ = run(capsys, typed, "--on", "15/12/2021")
    assert code == 0
    assert out.startswith("Lao động tiên tiến (advanced_worker)\n")
    assert "Vào ngày 15/12/2021" in out


def test_two_days_are_compared(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "advanced_collective", "--on", "2021-12-15", "--against", "1/5/2024")
    assert code == 0
    assert "≠ Từ 70 % cá nhân trở lên đạt Lao động tiên tiến [con số, nội dung, trích dẫn]" in out
    code, out, _ = run(capsys, "advanced_collective", "--on", "1/5/2024", "--against", "2/5/2024")
    assert (code, out.splitlines()[-1]) == (0, "Hai ngày không khác nhau.")


def test_a_recipient_and_a_route_narrow_the_sheet(capsys: pytest.CaptureFixture[str]) -> None:
    _, whole, _ = run(capsys, "pm_certificate_of_merit", "--on", "15/12/2021")
    _, narrow, _ = run(
        capsys, "pm_certificate_of_merit", "--on", "15/12/2021", "--kind", "household", "--route", "merit"
    )
    assert "500.000.000 đ" in narrow and "Tập thể:" not in narrow
    assert "Hai sáng kiến" not in narrow and len(narrow) < len(whole) * 0.8


def test_without_an_award_all_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--on", "15/12/2021")
    assert code == 0
    for award in load_book().awards.values():
        assert f"{award.code}: {award.name}" in out


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("xyz",), "không có danh hiệu, hình thức nào mang mã hoặc tên “xyz”"),
        (("bằng khen",), "provincial_certificate_of_merit, ministry_certificate_of_merit"),
        (("advanced_worker", "--on", "31/2/2021"), "không có trong lịch"),
        (("advanced_worker", "--on", "hôm qua"), "hôm qua"),
        (("advanced_worker", "--on", "30/6/2004"), "trước văn bản đầu tiên của bộ quy định (01/07/2004)"),
        (("advanced_worker", "--against", "1/1/2001"), "trước văn bản đầu tiên"),
        (("advanced_worker", "--on", "1/1/2044"), "sau năm 2043"),
    ],
)
def test_what_cannot_be_used_is_said_with_exit_code_2(
    capsys: pytest.CaptureFixture[str], args: tuple[str, ...], says: str
) -> None:
    code, out, err = run(capsys, *args)
    assert (code, out) == (2, "")
    assert err.startswith("thidua law: ") and says in err


def test_strange_options_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["advanced_worker", "--when", "nay"])
    assert stop.value.code == 2
    assert "thidua law: tham số không hợp lệ" in capsys.readouterr().err


def test_it_needs_neither_database_nor_django() -> None:
    asks = "from thidua.site.cli import main; code = main(['law', 'LĐTT', '--on', '15/12/2021'])"
    program = f"import sys; {asks}; sys.exit(code or 'django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Lao động tiên tiến (advanced_worker)")


def test_a_province_s_own_rules_stand_on_the_sheet(capsys: pytest.CaptureFixture[str]) -> None:
    sample = str(Path(thidua.lawbook.__file__).parent / "overlays" / "dak-nong-mau")
    args = ("advanced_collective", "--on", "1/8/2024")
    _, plain, _ = run(capsys, *args)
    code, local, _ = run(capsys, *args, "--overlay", sample)
    assert code == 0
    assert "LUẬT GIAO TỈNH QUY ĐỊNH" in plain and "Tỉnh được quy định con số chặt hơn" in plain
    assert "Từ 70 % số cá nhân trong tập thể trở lên" in plain and "quy định MẪU" not in plain
    assert "quy định MẪU, con số giả định" in local
    assert "Từ 75 % số cá nhân trong tập thể trở lên" in local
    assert run(capsys, *args, "--overlay", "/khong/co")[0] == 2
