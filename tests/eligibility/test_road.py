"""The page of the road ahead: years within reach, one award's plan, suppositions in the address, scope."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.decisions.stage import FIGHTER, Stage
from tests.factories import SYSTEM, actor, collective
from tests.pages import as_user, queries_of, text
from thidua.access.types import Role
from thidua.achievements import commands as achievements
from thidua.achievements.models import Initiative
from thidua.achievements.types import Basis, NewAward
from thidua.organisation.models import Recipient

PROVINCIAL = "provincial_emulation_fighter"


@pytest.fixture(autouse=True)
def _today(settings: Any, stage: Stage) -> None:
    settings.TODAY = stage.officer.today.isoformat()


@pytest.fixture
def officer(stage: Stage) -> Client:
    return as_user(stage.officer)


@pytest.fixture
def teacher(stage: Stage) -> Recipient:
    """Somebody with the title of the grassroots fighter in 2020 and 2021."""
    made = stage.teacher("Nguyễn Thị An", gender="female")
    for year in (2020, 2021):
        achievements.enter_past_award(
            SYSTEM,
            award=NewAward(made.pk, FIGHTER, year),
            basis=Basis(f"{year}/QĐ-UBND", date(year, 12, 1), "Chủ tịch Ủy ban nhân dân huyện"),
        )
    return made


def url_of(recipient: Recipient, award: str = "") -> str:
    return f"/tieu-chuan/doi-tuong/{recipient.pk}/chang-duong/" + (f"{award}/" if award else "")


def test_the_recipients_page_leads_there(officer: Client, teacher: Recipient) -> None:
    page = text(officer.get(f"/so-khen-thuong/doi-tuong/{teacher.pk}/"))
    assert f'href="{url_of(teacher)}"' in page


def test_the_overview_names_the_years_and_promises_nothing(officer: Client, teacher: Recipient) -> None:
    page = text(officer.get(url_of(teacher)))
    for words in (
        "Chặng đường phía trước của Nguyễn Thị An", "Đã có: 2020, 2021", "Sớm nhất với thành tích đến năm 2022.",
        "Tính theo quy định có hiệu lực ngày 15/12/2021", "Chưa tính đến Luật 06/2022/QH15",
        "“Đủ điều kiện” là đủ điều kiện để được xét.", f'href="{url_of(teacher, PROVINCIAL)}"',
    ):  # fmt: skip
        assert words in page, words


def test_a_plan_tells_what_each_year_needs_by_which_article(officer: Client, teacher: Recipient) -> None:
    page = text(officer.get(url_of(teacher, PROVINCIAL)))
    for words in (
        "Năm 2022 cần", "Xếp loại “hoàn thành tốt nhiệm vụ” trở lên",
        "Được công nhận “Chiến sĩ thi đua cơ sở” năm 2022",
        "có phạm vi ảnh hưởng cấp tỉnh, được cấp tỉnh công nhận", ">khoản 2 Điều 9 Nghị định 91/2017/NĐ-CP</a>",
        "Đủ điều kiện để được xét “Chiến sĩ thi đua cấp tỉnh”, thành tích đến năm 2022", "Đã đạt hoặc phải giữ",
        "Thành tích tiêu biểu, xuất sắc trong số người ba lần liên tục đạt Chiến sĩ thi đua cơ sở",
    ):  # fmt: skip
        assert words in page, words


def test_suppositions_move_years_and_are_kept_nowhere(officer: Client, teacher: Recipient) -> None:
    given = {"penalty_day": "01/03/2022", "penalty": "warning", "penalty_until": "28/02/2023"}
    page = text(officer.get(url_of(teacher), given))
    assert "Giả sử bị kỷ luật cảnh cáo ngày 01/03/2022, hết thời hạn ngày 28/02/2023." in page
    assert "<td>năm 2022</td><td>năm 2025</td>" in page
    assert f"{url_of(teacher, PROVINCIAL)}?penalty_day=01%2F03%2F2022&amp;penalty=warning" in page
    assert "năm 2025" not in text(officer.get(url_of(teacher, PROVINCIAL)))
    plan = text(officer.get(url_of(teacher, PROVINCIAL), given))
    assert "Năm 2025 cần" in plan and "Năm 2022 cần" not in plan
    supposed = text(officer.get(url_of(teacher), {"initiative_year": "2022", "scope": "province"}))
    assert "Giả sử năm 2022 có một sáng kiến có phạm vi ảnh hưởng cấp tỉnh" in supposed
    assert not Initiative.objects.filter(year=2022).exists()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"rating_year": "2022"}, "Chọn cả năm và mức xếp loại"),
        ({"scope": "unit"}, "Chọn cả năm và phạm vi"),
        ({"penalty": "warning"}, "Ghi ngày và chọn hình thức"),
        ({"penalty_day": "01/03/2020", "penalty": "warning"}, "Năm 2020 đã qua"),
        ({"penalty_day": "hôm qua", "penalty": "warning"}, "hôm qua"),
        (
            {"penalty_day": "01/03/2022", "penalty": "warning", "penalty_until": "01/01/2022"},
            "trước ngày kỷ luật",
        ),
        ({"years": "1000"}, "không có trong danh sách"),
        ({"law": "2020-02-30"}, "không có trong danh sách"),
    ],
)
def test_what_makes_no_sense_is_said_and_ignored(
    officer: Client, teacher: Recipient, given: dict[str, str], says: str
) -> None:
    response = officer.get(url_of(teacher), given)
    assert response.status_code == 200
    assert says in text(response) and "Đang giả sử" not in text(response)


def test_another_law_and_span_may_be_chosen(officer: Client, teacher: Recipient) -> None:
    page = text(officer.get(url_of(teacher), {"law": "2026-09-30", "years": "5"}))
    assert (
        "Tính theo quy định có hiệu lực ngày 30/09/2026, giả định quy định này giữ nguyên đến hết năm 2026."
        in page
    )


def test_collectives_and_households_have_their_own_switches(stage: Stage, officer: Client) -> None:
    school = collective(stage.units.school)
    page = text(officer.get(url_of(school)))
    assert "Mức xếp loại" in page and "Kỷ luật ngày" not in page
    flag = text(officer.get(url_of(school, "provincial_emulation_flag")))
    assert "Dẫn đầu cụm, khối thi đua" in flag and "nếu được xác nhận hoặc có đóng góp" in flag


def test_others_find_nothing(stage: Stage, officer: Client, teacher: Recipient) -> None:
    stranger = as_user(actor(Role.SPECIALIST, stage.units.other_district))
    for url in (url_of(teacher), url_of(teacher, PROVINCIAL)):
        assert stranger.get(url).status_code == 404, url
        assert Client().get(url).status_code == 302, url
    for code in ("advanced_collective", "nobel"):
        assert officer.get(url_of(teacher, code)).status_code == 404, code


def test_facts_that_cannot_be_read_are_named(officer: Client, teacher: Recipient) -> None:
    Recipient.objects.filter(pk=teacher.pk).update(facts_from=1800)
    page = text(officer.get(url_of(teacher)))
    assert "Chưa tính được." in page and "facts.complete" in page
    assert officer.get(url_of(teacher, PROVINCIAL)).status_code == 302


def test_the_queries_of_the_pages_are_few(officer: Client, teacher: Recipient) -> None:
    pages = [
        (url_of(teacher), {}),
        (url_of(teacher, PROVINCIAL), {}),
        (url_of(teacher), {"rating_year": "2022", "rating": "good"}),
    ]
    for url, given in pages:
        assert queries_of(officer, url, given) <= 16
