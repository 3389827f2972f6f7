"""The pages: what they show, that they cost the same however many cells, and the way from plan to correction."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import factories
from tests.factories import SYSTEM, Province
from tests.pages import CONFIRMED, as_user, queries_of, text
from tests.targets.conftest import POVERTY, REVENUE, YEAR, officer
from thidua.foundation.bulk import insert_rows
from thidua.organisation.types import UnitKind
from thidua.targets import commands, desk
from thidua.targets.models import Cell, Target, Value
from thidua.targets.settling import settle
from thidua.targets.types import Amount, Kind, Period

pytestmark = pytest.mark.django_db


def test_from_an_empty_catalogue_to_a_correction_on_the_pages(province: Province) -> None:
    client, district = as_user(officer(province.province)), province.district
    form = {
        "unit": province.province.pk, "code": "THU", "title": "Thu ngân sách", "measure": "tỷ đồng",
        "direction": "higher", "places": "1", "agency": province.department.pk, "frequency": "year",
        "over_units": "sum", "over_years": "sum",
    }  # fmt: skip
    assert client.post(reverse("targets:new"), form).status_code == 302
    target = Target.objects.get()
    at = reverse("targets:enter", args=[target.pk, district.pk])
    cell = reverse("targets:cell", args=[target.pk, district.pk])
    wrong = client.post(at, {"kind": "plan", "period": "2021", "amount": "7.5"})
    assert wrong.status_code == 422
    assert "Không đọc được số" in text(wrong)
    for kind, amount in (("plan", "100"), ("reported", "90,5")):
        assert client.post(at, {"kind": kind, "period": "2021", "amount": amount}).status_code == 302
    twice = client.post(at, {"kind": "reported", "period": "2021", "amount": "91"})
    assert twice.status_code == 422
    assert "sửa số liệu và nêu lý do" in text(twice)
    page = text(client.get(reverse("targets:target", args=[target.pk])))
    assert "còn thiếu <b>9,5</b> tỷ đồng" in page
    assert "90,5 %" in page
    assert "Đắk Mil –, chưa có số liệu" in page
    assert "9,5 tỷ đồng" in text(client.get(reverse("targets:behind")))
    value = Value.objects.get(kind="reported")
    fix = reverse("targets:correct", args=[value.pk])
    assert client.post(fix, {"amount": "101", "reason": "Quyết toán lại"}).status_code == 302
    assert "Sửa vì: Quyết toán lại" in text(client.get(cell))
    assert ">1/1</b>" in text(client.get(reverse("targets:progress")))
    assert "101,0" in text(client.get(reverse("targets:unit", args=[district.pk])))
    retire = reverse("targets:retire", args=[target.pk])
    assert client.post(retire, {"reason": "Thay", "version": "1", **CONFIRMED}).status_code == 302
    assert client.get(at).status_code == 403


def test_five_years_are_held_against_the_five_year_plan(province: Province, revenue: int) -> None:
    at = {"actor": SYSTEM, "target_id": revenue, "unit_id": province.district.pk}
    commands.set_plan(**at, period=Period(2016, 2020), amount=Amount(D(500)))
    for year, amount in ((2019, 210), (2020, 250)):
        commands.report(**at, period=Period(year, year), amount=Amount(D(amount)))
    page = text(
        as_user(officer(province.district)).get(reverse("targets:target", args=[revenue]), {"year": "2020"})
    )
    assert "cộng các năm, có 2/5 năm" in page
    assert "còn thiếu 40,0" in page


def test_the_grid_by_excel_on_the_pages(province: Province, revenue: int) -> None:
    client = as_user(officer(province.province))
    out = client.get(reverse("targets:export", args=[province.province.pk]), {"blank": "1"})
    assert out.status_code == 200
    files = {"unit": province.province.pk, "file": SimpleUploadedFile("chi-tieu.xlsx", out.content)}
    page = client.post(reverse("targets:imports"), files, follow=True)
    assert "không có gì mới" in text(page)
    bad = {"unit": province.province.pk, "file": SimpleUploadedFile("x.xlsx", b"PK no")}
    assert client.post(reverse("targets:imports"), bad).status_code == 422


def test_pages_cost_the_same_for_few_cells_and_for_71_communes_60_targets_5_years(province: Province) -> None:
    who = officer(province.province)
    client = as_user(who)
    first = commands.create_target(actor=SYSTEM, unit_id=province.province.pk, new=POVERTY)
    one = {"actor": SYSTEM, "target_id": first, "unit_id": province.other_district.pk, "period": YEAR}
    commands.set_plan(**one, amount=Amount(D(5)))
    commands.report(**one, amount=Amount(D(6)))
    pages = ("targets:progress", "targets:behind", "targets:list")
    few = [queries_of(client, reverse(name)) for name in pages]
    communes = [factories.unit(f"Xã {n}", UnitKind.COMMUNE, province.district) for n in range(71)]
    Target.objects.bulk_create(
        Target(
            unit=province.province, code=f"C{n}", title=f"Chỉ tiêu {n}", measure="%", direction="higher",
            created_at="2021-01-01T00:00Z", created_by="system",
        )
        for n in range(59)
    )  # fmt: skip
    targets = list(Target.objects.order_by("pk"))
    Value.objects.bulk_create(
        (
            Value(
                target=target, unit=commune, year_from=year, year_to=year, kind=kind, amount=D(amount),
                at="2021-01-01T00:00Z", by="system", by_name="Hệ thống",
            )
            for target in (targets[0], targets[1]) for commune in communes for year in range(2021, 2026)
            for kind, amount in ((Kind.PLAN, 10), (Kind.REPORTED, 9))
        ),
        batch_size=2000,
    )  # fmt: skip
    settle((t.pk, c.pk, y, y) for t in targets[:2] for c in communes for y in range(2021, 2026))
    insert_rows(
        Cell,
        ("target", "unit", "year_from", "year_to", "standing", "result", "percent", "behind"),
        (
            (target.pk, commune.pk, year, year, "behind", "reported", 9000, D(1))
            for target in targets[2:]
            for commune in communes
            for year in range(2021, 2026)
        ),
    )
    assert Cell.objects.count() == 71 * 60 * 5 + 1
    full = [queries_of(client, reverse(name)) for name in pages]
    assert [more - less for more, less in zip(full, few, strict=True)] == [0, 1, 1]  # lists count past a page
    page = reverse("targets:target", args=[targets[1].pk])
    empty, level = reverse("targets:target", args=[targets[59].pk]), {"level": "commune"}
    assert queries_of(client, page, level) == queries_of(client, empty, level) <= 9
    body = text(client.get(page, level))
    assert body.count("còn thiếu") >= 71 * 5
    assert "71/71" not in body


def test_scope_on_the_pages(province: Province, revenue: int) -> None:
    for unit_id, amount in ((province.district.pk, 77), (province.other_district.pk, 88)):
        commands.report(
            actor=SYSTEM, target_id=revenue, unit_id=unit_id, period=YEAR, amount=Amount(D(amount))
        )
    client = as_user(officer(province.district))
    page = text(client.get(reverse("targets:target", args=[revenue])))
    assert "77,0" in page
    assert "88,0" not in page
    other = [revenue, province.other_district.pk]
    assert client.get(reverse("targets:cell", args=other)).status_code == 404
    assert client.get(reverse("targets:unit", args=[province.other_district.pk])).status_code == 404
    assert "Huyện Đắk Mil" not in text(client.get(reverse("targets:progress")))
    assert REVENUE.title in text(client.get(reverse("targets:list"), {"q": "thu ngan"}))


def test_the_desk_counts_and_never_lists_a_line_each(
    province: Province, revenue: int, django_assert_num_queries: Any
) -> None:
    agency = officer(province.department)
    other = replace(POVERTY, agency_id=province.department.pk)
    ids = [revenue, commands.create_target(actor=SYSTEM, unit_id=province.province.pk, new=other)]
    for target_id in ids:
        commands.set_plan(
            actor=SYSTEM, target_id=target_id, unit_id=province.district.pk, period=YEAR, amount=Amount(D(5))
        )
    below = officer(province.district)
    with django_assert_num_queries(4):
        [item] = desk.items(below)
    assert (item.count, item.title) == (2, "Báo cáo chỉ tiêu đến hạn 15/01/2022")
    commands.report(
        actor=below, target_id=ids[1], unit_id=province.district.pk, period=YEAR, amount=Amount(D(4))
    )
    assert [each.count for each in desk.items(below)] == [1]
    assert [each.title for each in desk.items(agency)] == ["Số liệu năm 2021 đã báo cáo, chờ xác nhận"]
    page = as_user(agency).get(reverse("targets:cell", args=[ids[1], province.district.pk]))
    assert "Ghi số liệu" in text(page)


def test_bad_figures_are_told_and_nothing_typed_is_lost(province: Province, revenue: int) -> None:
    """A plan of nought, a figure reported twice, a correction without a reason, and one that came second."""
    client, at = as_user(officer(province.province)), [revenue, province.district.pk]
    enter, cell = reverse("targets:enter", args=at), reverse("targets:cell", args=at)
    for kind, amount in (("plan", "0"), ("reported", "5")):
        assert client.post(enter, {"kind": kind, "period": "2021", "amount": amount}).status_code == 302
    page = text(client.get(reverse("targets:target", args=[revenue])))
    assert "Kế hoạch bằng 0 nên không tính tỷ lệ." in page
    assert "is-good" in page
    twice = client.post(enter, {"kind": "reported", "period": "2021", "amount": "6", "note": "Số mới"})
    assert twice.status_code == 422
    assert 'value="Số mới"' in text(twice)
    assert "đã ghi là 5,0" in text(twice)
    row = Value.objects.get(kind=Kind.REPORTED)
    correct = reverse("targets:correct", args=[row.pk])
    bare = client.post(correct, {"amount": "6", "reason": " ", "note": "Theo biên bản"})
    assert bare.status_code == 422
    assert "Chưa nhập lý do sửa" in text(bare)
    assert 'value="Theo biên bản"' in text(bare)
    commands.correct(actor=SYSTEM, value_id=row.pk, amount=Amount(D(7)), reason="Rà soát.")
    late = client.post(correct, {"amount": "6", "reason": "Rà soát lại"})
    assert late.status_code == 409
    assert "sửa thành 7,0 vì: Rà soát." in text(late)
    assert 'value="6"' in text(late)
    assert "7,0" in text(client.get(cell))
