"""The look-up pages: every award as of any day, two days side by side, from a number to its article and back."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve, reverse

from tests.decisions.stage import Stage
from tests.factories import TODAY
from tests.pages import as_user, queries_of, text
from thidua.eligibility.models import Check
from thidua.kernel.formats import number
from thidua.lawbook import load_book
from thidua.lawbook.coverage import coverage
from thidua.lawbook.sheet import sheet
from thidua.portal.law_screens import article_url

pytestmark = pytest.mark.django_db

INDEX = "/tra-cuu-tieu-chuan/"
SHEET = f"{INDEX}advanced_collective/"
COVERAGE = f"{INDEX}do-phu/"
LAW = f"{COVERAGE}06-2022-qh15/"
BOOK = load_book()
PAGES = (
    INDEX, f"{INDEX}?q=lao+dong", SHEET, f"{SHEET}?on=15/12/2021&against=1/5/2024", COVERAGE, LAW, f"{LAW}dieu-28/",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.TODAY = TODAY.isoformat()


def words(client: Client, url: str, **data: str) -> str:
    """The page's text without tags, in one line."""
    response = client.get(url, data)
    assert response.status_code == 200, url
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text(response))).split())


# The index


def test_the_index_names_every_award_by_sort_and_level(client: Client) -> None:
    page = text(client.get(INDEX))
    for award in BOOK.awards.values():
        assert reverse("portal:standard", args=[award.code]) in page, award.code
    assert f"{len(BOOK.awards)} danh hiệu, hình thức" in page
    assert "Danh hiệu thi đua cấp cơ sở" in page and "Hình thức khen thưởng cấp Nhà nước" in page


@pytest.mark.parametrize(
    ("typed", "found", "absent"),
    [
        ("lao dong tien tien", "Tập thể lao động tiên tiến", "Gia đình văn hóa"),
        ("LĐTT", "Lao động tiên tiến", "Cờ thi đua của Chính phủ"),
        ("CO chinh PHU", "Cờ thi đua của Chính phủ", "Lao động tiên tiến"),
    ],
)
def test_awards_are_found_without_marks(client: Client, typed: str, found: str, absent: str) -> None:
    page = words(client, INDEX, q=typed)
    assert found in page
    assert absent not in page


def test_nothing_found_says_so(client: Client) -> None:
    assert "Không có danh hiệu, hình thức nào khớp" in words(client, INDEX, q="không có gì")


def test_the_index_tells_what_is_not_known_on_a_day(client: Client) -> None:
    assert "Không có trong thời gian này" in words(client, INDEX, q="xa phuong dac khu", on="15/12/2021")
    page = text(client.get(INDEX, {"on": "1/1/2030"}))
    assert "Văn bản chưa được nạp" in page
    assert "?on=01%2F01%2F2030" in page


# A sheet


def test_a_sheet_shows_numbers_articles_money_and_papers(client: Client) -> None:
    page = words(client, SHEET, on="1/5/2024")
    for said in (
        "Từ 70 % số cá nhân trong tập thể trở lên", "điểm c khoản 1 Điều 28 Luật 06/2022/QH15", "1.440.000 đ",
        "Chủ tịch Ủy ban nhân dân cấp huyện", "Biên bản bình xét thi đua", "Các mốc thay đổi", "Bộ quy định",
    ):  # fmt: skip
        assert said in page, said
    assert f"{LAW}dieu-28/" in text(client.get(SHEET, {"on": "1/5/2024"}))


def test_a_sheet_tells_whom_the_law_prefers_as_advice_with_its_article(client: Client) -> None:
    page = words(client, f"{INDEX}grassroots_emulation_fighter/", on="15/12/2021")
    for said in (
        "Ưu tiên khi đủ điều kiện như nhau (không quyết định kết luận)", "chọn cá nhân nữ",
        "Điều 3 Nghị định 91/2017/NĐ-CP",
    ):  # fmt: skip
        assert said in page, said


def test_awards_of_every_sort_and_level_have_a_page(client: Client) -> None:
    for award in {(each.kind, each.level, each.has_rules): each for each in BOOK.awards.values()}.values():
        assert award.name in words(client, f"{INDEX}{award.code}/"), award.code


def test_the_day_is_today_unless_asked(client: Client) -> None:
    assert f"có hiệu lực ngày {TODAY:%d/%m/%Y}" in words(client, SHEET)
    assert "Trên 50 %" in words(client, SHEET)


@pytest.mark.parametrize(
    ("on", "says"),
    [
        ("1/1/2001", "Trước văn bản đầu tiên"),
        ("1/1/2030", "văn bản chưa được nạp"),
        ("31/2/2021", "không có trong lịch"),
        ("1/1/2050", "Năm 2050 sau năm 2043"),
        ("rác", "rác"),
    ],
)
def test_a_day_that_gives_no_answer_is_explained(client: Client, on: str, says: str) -> None:
    assert says in words(client, SHEET, on=on)


def test_unloaded_law_leads_to_the_last_that_was_loaded(client: Client) -> None:
    page = text(client.get(SHEET, {"on": "1/1/2030"}))
    assert "Xem tiêu chuẩn gần nhất đã nạp, ngày 30/09/2026" in page


def test_recipient_and_route_narrow_the_sheet(client: Client) -> None:
    url = f"{INDEX}pm_certificate_of_merit/"
    whole, narrow = words(client, url), words(client, url, kind="household", route="merit")
    assert "5 năm liên tục" in whole and "5 năm liên tục" not in narrow
    assert "500.000.000 đ" in narrow
    assert "route=merit" in text(client.get(url, {"kind": "household", "route": "merit"}))


def test_each_milestone_leads_to_its_day_and_to_the_day_before(client: Client) -> None:
    page = unescape(text(client.get(SHEET)))
    assert 'href="/tra-cuu-tieu-chuan/advanced_collective/?on=01%2F01%2F2024"' in page
    assert "?on=31%2F12%2F2023&against=01%2F01%2F2024" in page
    assert page.count('aria-current="true"') == 1


# Two days


def test_two_days_stand_side_by_side_with_what_differs_marked(client: Client) -> None:
    url = f"{SHEET}?on=1/5/2024&against=15/12/2021"
    page = text(client.get(url))
    assert "Ngày 15/12/2021 so với ngày 01/05/2024" in page  # the earlier first, however asked
    assert "<del>Trên 50</del>" in page and "<ins>Từ 70</ins>" in page
    assert "Không còn</span> Đã đăng ký thi đua" in page
    assert "(trích dẫn)" in page
    assert "Giữ nguyên" in words(client, url)


def test_two_days_without_a_difference(client: Client) -> None:
    page = words(client, f"{SHEET}?on=2/5/2024&against=1/5/2024")
    assert "Thay đổi:" not in page and "Giữ nguyên:" in page


# Coverage


def test_the_coverage_page_has_the_totals(client: Client) -> None:
    page, found = words(client, COVERAGE), coverage(BOOK)
    totals = found.totals
    for count, said in (
        (totals.provisions, "điều khoản bộ quy định nói đến"), (totals.checked, "đã đối chiếu với văn bản gốc"),
        (totals.missing, "còn thiếu nội dung"), (found.cases, "trường hợp mẫu"),
    ):  # fmt: skip
        assert f"{said} {number(count)}" in page, said
    for gap in BOOK.gaps:
        assert gap.title in page


def test_an_article_leads_to_file_and_line_and_to_the_award_and_its_cases(client: Client) -> None:
    url = f"{LAW}dieu-28/"
    page = text(client.get(url))
    assert re.search(r"data/awards/collectives\.yaml:\d+", page)
    assert SHEET in page
    assert "ac-2024-13-of-20" in page
    assert url in text(client.get(LAW))
    assert LAW in text(client.get(COVERAGE))


def test_every_citation_on_every_sheet_has_its_page() -> None:
    cites = {
        cite.text
        for award in BOOK.awards
        for day in BOOK.change_days
        for line in sheet(BOOK, award, day).lines()
        for cite in line.cites
    }
    assert len(cites) > 200
    found = coverage(BOOK)
    for cite in cites:
        match = resolve(article_url(cite))
        covered = found.of(match.kwargs["slug"])
        if match.url_name == "article":
            assert match.kwargs["anchor"] in {each.anchor for each in covered.articles}, cite


@pytest.mark.parametrize("url", [f"{INDEX}khong_co/", f"{COVERAGE}99-9999/", f"{COVERAGE}99-9999/dieu-1/"])
def test_what_is_not_there_is_not_found(client: Client, url: str) -> None:
    assert client.get(url).status_code == 404


def test_an_article_the_book_does_not_speak_of_leads_to_its_instrument(client: Client) -> None:
    assert client.get(f"{LAW}dieu-999/")["Location"] == LAW


# Frame, caches, queries


def test_pages_need_no_sign_in_no_query_and_may_be_kept(client: Client) -> None:
    for url in PAGES:
        assert queries_of(client, url) == 0, url
        header = client.get(url)["Cache-Control"]
        assert "public" in header and "max-age=" in header, url
        assert client.post(url).status_code == 405
    assert f"Allow: {INDEX}" in text(client.get("/robots.txt")).splitlines()


def test_officers_keep_their_own_navigation_whatever_their_unit(stage: Stage, client: Client) -> None:
    pages = []
    for who in (stage.officer, stage.signer):
        browser = as_user(who)
        found = text(browser.get(SHEET))
        assert re.search(rf'<a href="{INDEX}" aria-current="page">Tiêu chuẩn</a>', found)
        assert "Bàn làm việc" in found
        assert "private" in browser.get(SHEET)["Cache-Control"]
        assert [queries_of(browser, url) for url in PAGES] == [queries_of(browser, INDEX)] * len(PAGES)
        pages.append(re.findall(r'<section class="panel law-section.*?</section>', found, re.DOTALL))
    assert pages[0] == pages[1] and pages[0]


def test_a_nomination_and_its_check_lead_to_the_sheet_of_the_law_day(stage: Stage) -> None:
    nomination = stage.nomination(stage.teacher("Nguyễn Thị An"))
    officer, page = as_user(stage.officer), f"/de-nghi/{nomination.pk}/"
    officer.post(f"{page}kiem-tra-lai/", {"confirmed": "1"})
    check = Check.objects.get(nomination_id=nomination.pk)
    day = f"{check.decided_on:%d}%2F{check.decided_on:%m}%2F{check.decided_on:%Y}"
    for url in (page, f"/tieu-chuan/lan-xet/{check.pk}/"):
        found = [unescape(each) for each in re.findall(r'href="([^"]+)"', text(officer.get(url)))]
        assert [each for each in found if each.startswith(f"{COVERAGE}15-2003-qh11/dieu-")], (
            "articles of findings"
        )
        (link,) = [each for each in found if each.startswith(f"{INDEX}advanced_worker/")]
        assert link == f"{INDEX}{check.award}/?on={day}&kind=person&route=merit"
        assert officer.get(link).status_code == 200
