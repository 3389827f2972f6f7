"""What a registration carries upward: current while it is written, fixed when it is sent, the same at every level."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from tests.factories import TODAY, Province
from tests.registrations.world import FIGHTER, WORKER, Season, season
from thidua.access.models import User
from thidua.foundation.sheets import formulas_of, grid_of, open_workbook
from thidua.registrations import commands
from thidua.registrations.content import Content, Place, PledgeLine, TitleLine, restored, stored
from thidua.registrations.gathering import carried
from thidua.registrations.models import Sending
from thidua.registrations.types import NewPledge


@pytest.fixture
def world(province: Province) -> Season:
    return season(province)


def names(content: Content) -> list[str]:
    """Who is registered, in the order of the lines."""
    return [line.name for line in content.titles]


@pytest.mark.django_db
def test_what_was_taken_up_goes_from_the_commune_to_the_province(world: Season) -> None:
    units = world.units
    world.title(units.commune, "Nguyễn Văn Dân")
    world.pledge(units.commune, NewPledge("Giảm hộ nghèo", Decimal("1.5"), "điểm phần trăm"))
    world.approve(units.commune)
    world.title(units.school, "Trần Thị Trường", FIGHTER)
    world.approve(units.school)
    world.title(units.district, "Lê Văn Huyện")
    district = world.row(units.district)
    assert names(carried(district)) == ["Lê Văn Huyện"]  # approved, not taken up yet
    assert world.consolidate(units.district) == 2
    content = carried(world.row(units.district))
    assert sorted(names(content)) == ["Lê Văn Huyện", "Nguyễn Văn Dân", "Trần Thị Trường"]
    assert content.branches[0].own and content.totals == {WORKER: 2, FIGHTER: 1}
    assert {each.name: (each.total, each.pledges) for each in content.branches} == {
        "Huyện Cư Jút": (1, 0), "Xã Nam Dong": (1, 1), "Trường THCS Nguyễn Du": (1, 0),
    }  # fmt: skip
    world.approve(units.district)
    assert world.consolidate(units.province) == 1
    top = carried(world.row(units.province))
    assert {each.name: each.total for each in top.branches} == {"Huyện Cư Jút": 3}
    assert top.pledges[0].figure == "1,5 điểm phần trăm" and top.pledges[0].place.unit == "Xã Nam Dong"
    world.approve(units.province)  # nothing of its own, but what came from below
    assert Sending.objects.count() == 4


@pytest.mark.django_db
def test_what_was_sent_stays_as_the_level_above_saw_it(world: Season) -> None:
    units = world.units
    title = world.title(units.commune, "Nguyễn Văn Dân")
    world.approve(units.commune)
    world.pledge(units.district, NewPledge("Nợ đọng", Decimal("0.1000"), "tỷ đồng"))
    world.consolidate(units.district)
    row = world.send(units.district)
    officer = world.officer(units.commune)
    commands.withdraw_title(actor=officer, title_id=title, reason="Chuyển công tác")
    content = carried(row)
    assert names(content) == ["Nguyễn Văn Dân"] and content.sent and content.gone == {("title", title)}
    assert Sending.objects.get(registration=row).content["pledges"][0]["amount"] == "0.1000"
    commands.return_back(
        actor=world.office, registration_id=row.pk, version=row.version, reason="Rút người đã chuyển"
    )
    assert names(carried(world.row(units.district))) == []  # written again: as it stands
    row = world.send(units.district)
    assert [each.number for each in row.sendings.order_by("number")] == [1, 2]
    assert names(carried(row)) == [] and names(restored(row.sendings.get(number=1).content)) == [
        "Nguyễn Văn Dân"
    ]


@pytest.fixture
def browser(client: Client, settings: Any, world: Season) -> Client:
    settings.TODAY = TODAY.isoformat()
    client.force_login(User.objects.get(pk=world.officer(world.units.district).user_id))
    return client


@pytest.mark.django_db
def test_the_page_the_lines_and_the_papers_show_it(world: Season, browser: Client) -> None:
    units = world.units
    world.title(units.commune, "=Nguyễn Văn Dân")
    world.pledge(units.commune, NewPledge("Giảm hộ nghèo", Decimal("1.5"), "điểm phần trăm"))
    commune = world.approve(units.commune)
    assert "Tổng hợp với cấp dưới" not in browser.get(f"/dang-ky/{commune.pk}/").content.decode()
    world.consolidate(units.district)
    row = world.row(units.district)
    page = browser.get(f"/dang-ky/{row.pk}/").content.decode()
    assert "Tổng hợp với cấp dưới" in page and f'href="/dang-ky/{commune.pk}/"' in page
    assert "1,5 điểm phần trăm" in page and "cập nhật đến lúc gửi" in page
    lines = f"/dang-ky/{row.pk}/tung-dong/"
    assert "=Nguyễn Văn Dân" in browser.get(f"{lines}?nhanh={commune.pk}").content.decode()
    assert "Nguyễn Văn Dân" not in browser.get(f"{lines}?danh-hieu={FIGHTER}").content.decode()
    assert "Nguyễn Văn Dân" not in browser.get(f"{lines}?nhanh={row.pk}").content.decode()
    assert "1,5 điểm phần trăm" in browser.get(f"{lines}?xem=cam-ket").content.decode()
    answer = browser.get(f"{lines}?export=xlsx")
    data = b"".join(answer.streaming_content)
    book, [sheet] = open_workbook(data)
    assert grid_of(book.get_sheet_by_name(sheet))[1][0].text == "=Nguyễn Văn Dân"
    assert not formulas_of(data, sheet)
    for form, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        assert browser.get(f"/dang-ky/{row.pk}/tong-hop.{form}").content.startswith(start)
    world.send(units.district)
    assert "Như lúc gửi" in browser.get(f"/dang-ky/{row.pk}/").content.decode()
    assert browser.get(f"/dang-ky/{row.pk}/tong-hop.pdf").content.startswith(b"%PDF")


@pytest.mark.django_db
def test_more_units_below_cost_no_more_queries(world: Season, browser: Client) -> None:
    units = world.units
    world.title(units.commune, "Nguyễn Văn Dân")
    world.approve(units.commune)
    world.consolidate(units.district)
    row = world.row(units.district)

    def cost(page: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            assert browser.get(page).status_code == 200
        return len(caught)

    pages = [f"/dang-ky/{row.pk}/", f"/dang-ky/{row.pk}/tung-dong/", f"/dang-ky/{row.pk}/tong-hop.docx"]
    few = [min(cost(page), cost(page)) for page in pages]
    for at in range(4):
        school = make.unit(f"Trường mới {at}", parent=units.district)
        world.title(school, f"Người {at}")
        world.pledge(school, NewPledge(f"Cam kết {at}"))
        world.approve(school)
    world.consolidate(units.district)
    assert [cost(page) for page in pages] == few


_PLACES = st.builds(
    Place, st.integers(1, 5), st.text(max_size=5), st.integers(1, 3), st.sampled_from(["A", "B"])
)
_AMOUNTS = st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=4)


@given(
    st.lists(st.tuples(st.integers(1, 9), st.text(max_size=9), st.sampled_from([WORKER, FIGHTER])), max_size=9),
    st.lists(st.tuples(st.integers(1, 9), st.text(max_size=9), _AMOUNTS), max_size=9),
    _PLACES,
)  # fmt: skip
def test_what_is_stored_comes_back_exactly(titles: Any, pledges: Any, place: Place) -> None:
    content = Content(
        1, tuple(TitleLine(*each, place) for each in titles),
        tuple(PledgeLine(*each, "tỷ đồng", "", place) for each in pledges), sent=True,
    )  # fmt: skip
    assert restored(stored(content)) == content
    assert sum(each.total for each in content.branches) == len(content.titles) == sum(content.totals.values())
