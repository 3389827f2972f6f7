"""Lists: order, pages, counts, addresses, downloads, and what a row costs."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils.html import escape
from python_calamine import CalamineWorkbook

from tests import factories
from tests.ui.gallery import COLUMNS, ROWS
from thidua.foundation.ui import lists
from thidua.foundation.ui.cells import Column, drawer
from thidua.foundation.ui.export import csv_response, safe_text, xlsx_response
from thidua.foundation.ui.lists import ListPage
from thidua.organisation.models import Recipient

pytestmark = pytest.mark.usefixtures("gallery")
NAME = Column("name", "Tên", sort="sort_key", header=True)
ENDED = Column("ended_on", "Đã thôi", kind="date", sort="ended_on")


def get(query: str = "") -> HttpRequest:
    return RequestFactory().get(f"/danh-sach/{query}")


def people(province: Any, count: int) -> Any:
    for n in range(count):
        factories.person(f"Nguyễn Văn {['An', 'Ân', 'Bình', 'Đạt', 'Ước', 'Ý'][n % 6]}", province.school)
    return Recipient.objects.values("id", "name", "ended_on")


def names(page: ListPage) -> list[str]:
    return [row["name"] for row in page._slice[0]]


def test_order_follows_the_vietnamese_alphabet_and_turns_round(province: Any) -> None:
    rows = people(province, 6)
    assert [name.split()[-1] for name in names(ListPage(get(), rows, [NAME], sort="name"))] == [
        "An", "Ân", "Bình", "Đạt", "Ước", "Ý",
    ]  # fmt: skip
    assert names(ListPage(get("?sort=-name"), rows, [NAME], sort="name"))[0].endswith("Ý")


def test_an_unknown_order_falls_back(province: Any) -> None:
    rows = people(province, 2)
    assert ListPage(get("?sort=password"), rows, [NAME], sort="name").sort == "name"
    assert ListPage(get("?sort=ended_on"), rows, [NAME], sort="name").sort == "name"


@pytest.mark.parametrize("sort", ["ended_on", "-ended_on"])
def test_empty_values_come_last_either_way(province: Any, sort: str) -> None:
    rows = people(province, 3)
    first, second = Recipient.objects.order_by("pk").values_list("pk", flat=True)[:2]
    Recipient.objects.filter(pk=first).update(ended_on=date(2020, 1, 1))
    Recipient.objects.filter(pk=second).update(ended_on=date(2021, 1, 1))
    ended = [row["ended_on"] for row in ListPage(get(f"?sort={sort}"), rows, [NAME, ENDED])._slice[0]]
    assert ended[2] is None
    assert ended[:2] == sorted(ended[:2], reverse=sort.startswith("-"))


def test_two_queries_for_a_page_and_one_when_it_is_the_only_one(
    province: Any, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = people(province, 120)
    with django_assert_num_queries(2):
        page = ListPage(get("?page=2"), rows, [NAME], sort="name")
        assert (len(page.drawn), page.count, page.pages) == (50, 120, 3)
    with django_assert_num_queries(1):
        page = ListPage(get("?size=200"), rows, [NAME], sort="name")
        assert (len(page.drawn), page.count_words) == (120, "120 dòng")


def test_pages_do_not_overlap_and_lose_nobody(province: Any) -> None:
    rows = people(province, 120)
    seen = [
        row["id"]
        for n in (1, 2, 3)
        for row in ListPage(get(f"?page={n}"), rows, [NAME], sort="name")._slice[0]
    ]
    assert len(seen) == len(set(seen)) == 120


def test_counting_stops(province: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "COUNT_CAP", 100)
    rows = people(province, 120)
    page = ListPage(get(), rows, [NAME], noun="đề nghị")
    assert page.count_words == "Hơn 100 đề nghị"
    assert page.pages == 2
    assert ListPage(get("?page=99"), rows, [NAME]).number == 2


@pytest.mark.parametrize(
    "query", ["?page=0", "?page=-1", "?page=x", "?page=99999999999", "?size=7", "?page=٣"]
)
def test_nonsense_in_the_address_shows_a_page(province: Any, query: str) -> None:
    page = ListPage(get(query), people(province, 2), [NAME])
    assert page.size == 50
    assert page.number >= 1


def test_page_links_show_both_ends_and_the_gap() -> None:
    page = ListPage(get("?page=10&q=a"), [{"name": n} for n in range(1000)], [Column("name", "Tên")])
    assert [n for n, _ in page.page_links] == [1, 0, 8, 9, 10, 11, 12, 0, 20]
    assert dict(page.page_links)[1] == "?q=a"
    assert page.previous_url == "?page=9&q=a"


def test_sorting_starts_at_the_first_page_and_keeps_the_filter() -> None:
    page = ListPage(get("?page=3&q=a&sort=name"), [], [NAME])
    (head,) = page.heads
    assert (head.order, head.url) == ("ascending", "?q=a&sort=-name")


def test_cells_are_escaped() -> None:
    evil = "<script>alert(1)</script>"
    row = {"id": 1, "name": evil, "sub": evil}
    html = drawer(Column("name", "Tên", sub="sub", url=lambda row: '/x/"><b>'))(row)
    assert evil not in html
    assert escape(evil) in html
    assert '"><b>' not in html


def test_an_empty_cell_is_not_drawn_on_a_telephone() -> None:
    assert 'class="nowrap void"' in drawer(ENDED)({"ended_on": None})


def test_prepare_sees_only_the_rows_of_the_page(province: Any) -> None:
    seen: list[int] = []

    def prepare(rows: list[Any]) -> list[Any]:
        seen.append(len(rows))
        return rows

    page = ListPage(get(), people(province, 120), [NAME], prepare=prepare)
    assert len(page.drawn) == 50
    assert seen == [50]


def test_a_page_of_50_rows_is_light(officer: Client) -> None:
    response = officer.get("/gallery/list/")
    assert response.status_code == 200
    assert len(response.content) <= 60_000


def test_an_empty_list_says_what_to_do(officer: Client) -> None:
    text = officer.get("/gallery/list/?q=khongcoai").content.decode()
    assert "Không có đề nghị nào khớp với điều kiện lọc" in text
    assert "Bỏ lọc" in text


EXPORTED = (
    Column("name", "Tên"),
    Column("day", "Ngày", kind="date"),
    Column("at", "Lúc", kind="moment"),
    Column("bonus", "Tiền", kind="money"),
    Column("secret", "Không xuất", export=False),
)
EVIL = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x","y")', "https://example.org", "0912"]


def exported() -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "day": date(2021, 2, 5),
            "at": datetime(2021, 2, 5, 20, tzinfo=UTC),
            "bonus": 1_490_000,
        }
        for name in EVIL
    ]


def test_a_workbook_has_typed_cells_and_no_formula() -> None:
    response = xlsx_response("ds", EXPORTED[:4], exported(), title="Danh sách")
    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == EVIL
    assert rows[1][1] == date(2021, 2, 5)
    assert rows[1][2] == datetime(2021, 2, 6, 3, 0)  # noqa: DTZ001 -- a sheet knows no zone; this is Vietnam's
    assert rows[1][3] == 1_490_000


def test_a_csv_opens_in_vietnamese_and_runs_nothing() -> None:
    response = csv_response("ds", EXPORTED[:4], exported())
    text = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows[1] == ["'=1+1", "05/02/2021", "03:00 06/02/2021", "1490000"]
    assert not any(cell[:1] in "=+-@\t\r" for row in rows for cell in row if cell)


def test_text_that_is_no_formula_stays() -> None:
    assert safe_text("Nguyễn Văn A") == "Nguyễn Văn A"


def test_the_download_holds_all_rows_in_the_order_of_the_screen(officer: Client) -> None:
    response = officer.get("/gallery/list/?sort=-name&export=csv")
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode().removeprefix("\ufeff"))))
    assert [row[0] for row in rows[1:]] == sorted((row["name"] for row in ROWS), reverse=True)
    assert response["Content-Disposition"] == 'attachment; filename="de-nghi.csv"'


def test_too_long_a_download_is_refused_in_words(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "EXPORT_CAP", 100)
    response = officer.get("/gallery/list/?export=xlsx", follow=True)
    assert "hãy lọc hẹp hơn" in response.content.decode()


def test_columns_refuse_an_unknown_kind() -> None:
    with pytest.raises(ValueError, match="kind"):
        Column("x", "X", kind="picture")


def test_all_sample_columns_draw() -> None:
    assert all(drawer(column)(ROWS[0]) for column in COLUMNS)
