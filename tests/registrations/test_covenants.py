"""Covenants tied to targets: what may be named, where each member stands, what the paper lists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from tests.clusters.stage import World, formed
from tests.factories import SYSTEM, TODAY, Province
from thidua.access.models import User
from thidua.access.types import Actor
from thidua.foundation.errors import NotThere, Refused
from thidua.organisation.models import Unit
from thidua.papers.model import Table
from thidua.registrations import commands, logic, papers
from thidua.registrations.models import Covenant, Signing, Term
from thidua.registrations.types import Kept, NewPledge, Tied
from thidua.targets import commands as targets
from thidua.targets.types import Amount, Direction, NewTarget, Period

POOR = NewTarget("HN", "Tỷ lệ hộ nghèo", "%", Direction.LOWER, 1)
YEAR = Period(2021, 2021)
AMOUNTS = st.decimals(-1000, 1000, places=4)


@given(AMOUNTS, AMOUNTS)
def test_more_of_what_is_good_never_breaks_a_covenant(bound: Decimal, result: Decimal) -> None:
    assert (
        logic.kept(Direction.HIGHER, bound, bound) is logic.kept(Direction.LOWER, bound, bound) is Kept.KEPT
    )
    if logic.kept(Direction.HIGHER, bound, result) is Kept.KEPT:
        assert logic.kept(Direction.HIGHER, bound, result + 1) is Kept.KEPT
    assert logic.kept(Direction.LOWER, -bound, -result) is logic.kept(Direction.HIGHER, bound, result)
    assert logic.kept(Direction.LOWER, bound, None) is Kept.UNKNOWN
    assert logic.kept(Direction.LOWER, None, result) is None


def test_a_term_is_exact_and_in_the_measure_of_its_target() -> None:
    poor = Tied("HN", "%", 1)
    assert logic.may_bind("Giảm nghèo", Decimal("1.5"), "", poor)
    assert logic.may_bind("Giảm nghèo", None, "%", poor)
    for words, amount, measure, target, told in (
        ("", None, "", None, "từ 1 đến 500"),
        ("x" * 501, None, "", None, "từ 1 đến 500"),
        ("Giảm nghèo", Decimal("1.5"), "hộ", poor, "tính bằng “%”"),
        ("Giảm nghèo", Decimal("1.55"), "", poor, "1 chữ số thập phân"),
        ("Giảm nghèo", Decimal("1.23456"), "", None, "quá 4 chữ số"),
        ("Giảm nghèo", Decimal(10) ** 20, "", None, "quá lớn"),
        ("Giảm nghèo", None, "m" * 61, None, "60 ký tự"),
    ):
        assert told in str(logic.may_bind(words, amount, measure, target).reasons)


@pytest.fixture
def as_(client: Client, settings: object) -> Callable[[Actor], Client]:
    settings.TODAY = TODAY.isoformat()  # type: ignore[attr-defined]

    def signed(actor: Actor) -> Client:
        client.force_login(User.objects.get(pk=actor.user_id))
        return client

    return signed


@pytest.fixture
def cluster(province: Province, db: None) -> World:
    return formed(province)


def target(owner: Unit, new: NewTarget = POOR) -> int:
    return targets.create_target(actor=SYSTEM, unit_id=owner.pk, new=new)


def reported(target_id: int, unit: Unit, amount: str) -> None:
    at = {"actor": SYSTEM, "target_id": target_id, "unit_id": unit.pk, "period": YEAR}
    targets.report(**at, amount=Amount(Decimal(amount)))


def test_targets_are_those_of_the_clusters_unit_and_above(cluster: World, province: Province) -> None:
    head, call = cluster.officers["A"], {"title": "Giao ước", "preamble": ""}
    own = target(cluster.units["A"])
    with pytest.raises(NotThere):
        commands.draft_covenant(
            actor=head, cluster_id=cluster.cluster, **call, terms=[NewPledge("Giảm nghèo", target_id=own)]
        )
    assert not Covenant.objects.exists()
    poor = target(province.province)
    with pytest.raises(Refused, match="tính bằng"):
        commands.draft_covenant(
            actor=head, cluster_id=cluster.cluster, **call,
            terms=[NewPledge("Giảm nghèo", Decimal(1), "hộ", poor)],
        )  # fmt: skip
    commands.draft_covenant(
        actor=head, cluster_id=cluster.cluster, **call, terms=[NewPledge("Giảm nghèo", Decimal(1), "", poor)]
    )
    term = Term.objects.get()
    assert (term.target_id, term.measure) == (poor, "%")


def test_the_form_names_targets_by_code_and_tells_every_line_at_fault(
    cluster: World, province: Province, as_: Callable[[Actor], Client]
) -> None:
    target(province.province)
    browser = as_(cluster.officers["A"])
    path = f"/dang-ky/giao-uoc/cum/{cluster.cluster}/"
    assert "Tỷ lệ hộ nghèo" in browser.get(path).content.decode()
    bad = browser.post(
        path, {"title": "Giao ước", "terms": "Giảm nghèo | 1 | | KHONG-CO\nThu | mười\nGiảm | 1 | hộ | HN"}
    )
    page = bad.content.decode()
    assert bad.status_code == 422
    for told in ("không có chỉ tiêu mã “KHONG-CO”", "Không đọc được số “mười”", "tính bằng “%”"):
        assert told in page
    assert "Giảm nghèo | 1 | | KHONG-CO" in page
    lines = "Giảm nghèo | 1,5 |  | hn\nĐoàn kết\nMô hình |  | cái"
    assert browser.post(path, {"title": "Giao ước", "terms": lines}).status_code == 302
    edit = f"/dang-ky/giao-uoc/{Covenant.objects.get().pk}/sua/"
    page = browser.get(edit).content.decode()
    again = "Giảm nghèo | 1,5 | % | HN\nĐoàn kết\nMô hình |  | cái"
    assert again in page
    assert browser.post(edit, {"terms": again, "version": "1"}).status_code == 302
    assert [str(each.amount) for each in Term.objects.order_by("place")] == ["1.5000", "None", "None"]


def test_the_page_shows_where_each_member_stands_at_the_same_cost(
    cluster: World, province: Province, as_: Callable[[Actor], Client]
) -> None:
    poor = target(province.province)
    other = target(province.province, NewTarget("VL", "Việc làm mới", "người", Direction.HIGHER))
    terms = [NewPledge("Giảm nghèo", Decimal("1.5"), "", poor)]
    head = cluster.officers["A"]
    pk = commands.draft_covenant(
        actor=head, cluster_id=cluster.cluster, title="Giao ước", preamble="", terms=terms
    )
    reported(poor, cluster.units["A"], "1.2")
    reported(poor, cluster.units["B"], "2.4")
    page = f"/dang-ky/giao-uoc/{pk}/"

    def cost(browser: Client) -> tuple[int, str]:
        with CaptureQueriesContext(connection) as caught:
            answer = browser.get(page)
        assert answer.status_code == 200
        return len(caught), answer.content.decode()

    browser = as_(cluster.office)
    cost(browser)
    few, words = cost(browser)
    assert words.count("Đạt mức giao ước") == 1 and words.count("Chưa đạt mức giao ước") == 1
    assert "<b>1,2</b>" in words and "<b>2,4</b>" in words and "Ngoài phạm vi" not in words
    more = [*terms, NewPledge("Việc làm", Decimal(200), "", other), NewPledge("Nghèo nữa", None, "", poor)]
    commands.write_covenant(actor=head, covenant_id=pk, version=1, preamble="", terms=more)
    for unit in cluster.units.values():
        reported(other, unit, "250")
    assert cost(browser)[0] == few
    commands.offer_covenant(actor=head, covenant_id=pk, version=2)
    words = cost(as_(cluster.officers["B"]))[1]
    assert "<b>2,4</b>" in words and "<b>1,2</b>" not in words and "Ngoài phạm vi" in words


def test_the_paper_lists_the_targets(
    cluster: World, province: Province, as_: Callable[[Actor], Client]
) -> None:
    poor = target(province.province)
    pk = commands.draft_covenant(
        actor=cluster.officers["A"], cluster_id=cluster.cluster, title="Giao ước", preamble="",
        terms=[NewPledge("Giảm nghèo", Decimal("1.5"), "", poor), NewPledge("Đoàn kết")],
    )  # fmt: skip
    browser = as_(cluster.officers["A"])
    tables = Document(BytesIO(browser.get(f"/dang-ky/giao-uoc/{pk}.docx").content)).tables
    cells = [[cell.text for cell in row.cells] for table in tables for row in table.rows]
    assert ["1", "Giảm nghèo", "1,5 %", "Tỷ lệ hộ nghèo (HN)"] in cells
    assert ["2", "Đoàn kết", "", ""] in cells
    assert browser.get(f"/dang-ky/giao-uoc/{pk}.pdf").content.startswith(b"%PDF")


def test_the_paper_bears_the_days_of_this_country(cluster: World) -> None:
    head = cluster.officers["A"]
    pk = commands.draft_covenant(
        actor=head, cluster_id=cluster.cluster, title="Giao ước", preamble="", terms=[NewPledge("Đoàn kết")]
    )
    commands.offer_covenant(actor=head, covenant_id=pk, version=1)
    late = datetime(2021, 12, 14, 20, 30, tzinfo=UTC)  # half past three in the morning of the 15th here
    Covenant.objects.update(offered_at=late)
    Signing.objects.filter(unit=cluster.units["A"]).update(signed_at=late, signer="Nguyễn Văn A")
    paper = papers.covenant(Covenant.objects.select_related("cluster__unit").get())
    assert paper.date == date(2021, 12, 15)
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    assert ("Trường A", "Nguyễn Văn A", "15/12/2021") in tables[1].rows
