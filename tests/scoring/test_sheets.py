"""Stored sheets: exact, copied, changed while drafts, fixed once adopted."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from tests import factories as make
from tests.factories import TODAY, Province
from tests.scoring.conftest import SAMPLE
from thidua.access.models import User
from thidua.access.types import Actor, Role
from thidua.foundation.errors import NotThere, Refused, Stale
from thidua.scoring import commands, logic, queries
from thidua.scoring.engine import By, Group, Kind, Leaf, Sheet, faults
from thidua.scoring.models import Sheet as Row
from thidua.scoring.storing import body_of, digest_of, sheet_from

pytestmark = pytest.mark.django_db
D = Decimal


def test_what_is_stored_is_what_was_given(specialist: Actor, province: Province, sample: Sheet) -> None:
    pk = commands.draft(actor=specialist, unit_id=province.province.pk, sheet=sample)
    assert queries.sheet_of(pk) == sample
    row = Row.objects.get(pk=pk)
    assert row.digest == digest_of(body_of(sample)) == digest_of(row.body)
    assert str(sheet_from(row.body).leaves[0].bonus) == "0.10"


def test_last_years_sheet_is_copied_changed_and_adopted_in_place_of_the_former(
    specialist: Actor, province: Province, sample: Sheet
) -> None:
    first = commands.draft(actor=specialist, unit_id=province.province.pk, sheet=sample)
    commands.adopt(actor=specialist, sheet_id=first, version=1, instrument="", checked=False)
    second = commands.copy(actor=specialist, sheet_id=first, year=2021)
    changed = sample.model_copy(update={"quota": 1})
    commands.change(actor=specialist, sheet_id=second, version=1, sheet=changed)
    commands.adopt(actor=specialist, sheet_id=second, version=2, instrument="12/HD-SNV", checked=True)
    states = dict(Row.objects.values_list("pk", "state"))
    assert states == {first: "replaced", second: "adopted"}
    assert queries.sheet_of(second).checked and queries.sheet_of(second).quota == 1
    assert [pk for pk, _ in queries.adopted(specialist, 2021)] == [second]
    assert queries.sheet_of(first) == sample


def test_adopted_ones_are_fixed_and_faulty_ones_not_adopted(
    specialist: Actor, province: Province, sample: Sheet
) -> None:
    pk = commands.draft(
        actor=specialist, unit_id=province.province.pk, sheet=sample.model_copy(update={"total": D(90)})
    )
    with pytest.raises(Refused, match="phải bằng 90"):
        commands.adopt(actor=specialist, sheet_id=pk, version=1, instrument="", checked=False)
    commands.change(actor=specialist, sheet_id=pk, version=1, sheet=sample)
    with pytest.raises(Stale):
        commands.change(actor=specialist, sheet_id=pk, version=1, sheet=sample)
    with pytest.raises(Refused, match="số văn bản"):
        commands.adopt(actor=specialist, sheet_id=pk, version=2, instrument=" ", checked=True)
    commands.adopt(actor=specialist, sheet_id=pk, version=2, instrument="", checked=False)
    with pytest.raises(Refused, match="không sửa"):
        commands.change(actor=specialist, sheet_id=pk, version=3, sheet=sample)


def test_a_sheet_that_names_nobody_and_nothing_is_not_adopted(
    specialist: Actor, province: Province, sample: Sheet
) -> None:
    first, second = sample.leaves[:2]
    agency = first.model_copy(update={"by": By.AGENCY, "agency": "KHÔNG-CÓ", "target": "CT-KHÔNG-CÓ"})
    pk = commands.draft(
        actor=specialist, unit_id=province.province.pk, sheet=logic.put(sample, agency, first.code)
    )
    with pytest.raises(Refused) as refused:
        commands.adopt(actor=specialist, sheet_id=pk, version=1, instrument="", checked=False)
    assert refused.value.reasons == (
        "Tiêu chí “thu”: không có đơn vị nào mang mã “KHÔNG-CÓ”.",
        "Tiêu chí “thu”: không có chỉ tiêu “CT-KHÔNG-CÓ” đang dùng ở đơn vị này.",
    )
    named = agency.model_copy(update={"agency": province.department.code, "target": ""})
    commands.change(actor=specialist, sheet_id=pk, version=1, sheet=logic.put(sample, named, first.code))
    commands.adopt(actor=specialist, sheet_id=pk, version=2, instrument="", checked=False)
    assert queries.sheet_of(pk).leaves[:2] == (named, second)


def test_units_below_read_what_is_adopted_and_no_draft(
    specialist: Actor, province: Province, sample: Sheet
) -> None:
    below = make.actor(Role.EMULATION_OFFICER, province.school)
    pk = commands.draft(actor=specialist, unit_id=province.province.pk, sheet=sample)
    with pytest.raises(NotThere):
        queries.sheet(below, pk)
    commands.adopt(actor=specialist, sheet_id=pk, version=1, instrument="", checked=False)
    assert queries.sheet(below, pk).pk == pk


def test_a_group_renamed_keeps_what_hangs_on_it_and_one_dropped_hands_it_up(sample: Sheet) -> None:
    renamed = logic.put(sample, Group(code="kinhte", title="Kinh tế", standard=D(60)), "kt")
    assert not faults(renamed)
    assert {leaf.parent for leaf in renamed.leaves[:2]} == {"kinhte"} and renamed.ties[0] == "kinhte"
    dropped = logic.drop(sample, "kt")
    assert [leaf.parent for leaf in dropped.leaves[:2]] == ["", ""]


def test_nodes_move_among_their_neighbours_and_stay_within_them(sample: Sheet) -> None:
    def leaves(sheet: Sheet) -> list[str]:
        return [leaf.code for leaf in sheet.leaves]

    assert leaves(logic.move(sample, "ngheo", -1))[:3] == ["ngheo", "thu", "tochuc"]
    assert (
        logic.move(sample, "thu", -1)
        == logic.move(sample, "ngheo", 1)
        == logic.move(sample, "x", 1)
        == sample
    )
    moved = logic.move(sample, "kt", 1)
    assert [group.code for group in moved.groups] == ["xd", "kt", "tdkt"] and not faults(moved)


def test_every_node_is_drawn_also_in_a_circle(sample: Sheet) -> None:
    looped = sample.model_copy(
        update={"groups": (*sample.groups, Group(code="x", title="X", standard=D(1), parent="x"))}
    )
    drawn = [line.node.code for line in logic.tree(looped)]
    assert sorted(drawn) == sorted(node.code for node in looped.nodes)
    assert any("vòng lặp" in fault for fault in faults(looped))


def test_a_unit_below_copies_what_the_level_above_adopted_and_sees_what_it_changed(
    specialist: Actor, province: Province, sample: Sheet, client: Client, settings: Any
) -> None:
    settings.TODAY = TODAY.isoformat()
    below = make.actor(Role.EMULATION_OFFICER, province.school)
    school = province.school.pk
    first = commands.draft(actor=specialist, unit_id=province.province.pk, sheet=sample)
    with pytest.raises(NotThere):
        commands.copy(actor=below, sheet_id=first, year=2021, unit_id=school)
    officer = make.actor(Role.SPECIALIST, province.district)
    drafted = commands.draft(actor=officer, unit_id=province.district.pk, sheet=sample)
    with pytest.raises(Refused, match="còn đang soạn"):
        commands.copy(actor=specialist, sheet_id=drafted, year=2021, unit_id=province.province.pk)
    commands.adopt(actor=specialist, sheet_id=first, version=1, instrument="", checked=False)
    with pytest.raises(NotThere):
        commands.copy(actor=below, sheet_id=first, year=2021)
    with pytest.raises(NotThere):
        commands.copy(actor=below, sheet_id=first, year=2021, unit_id=province.district.pk)
    client.force_login(User.objects.get(pk=below.user_id))
    assert "Chép về đơn vị" in client.get(f"/bang-diem/{first}/").content.decode()
    assert client.post(f"/bang-diem/{first}/chep/", {"year": "2021", "unit": str(school)}).status_code == 302
    row = Row.objects.get(unit=school)
    assert (row.copied_from_id, row.state, row.edition) == (first, "draft", 1)
    changed = sample.model_copy(update={"quota": 7})
    commands.change(actor=below, sheet_id=row.pk, version=1, sheet=changed)
    page = client.get(f"/bang-diem/{row.pk}/thay-doi/").content.decode()
    assert f"của {province.province.name}" in page and "Số cờ" in page
    assert f"của {province.province.name}" in client.get(f"/bang-diem/{row.pk}/").content.decode()


def test_who_keeps_no_sheets_copies_none(
    specialist: Actor, province: Province, sample: Sheet, client: Client, settings: Any
) -> None:
    settings.TODAY = TODAY.isoformat()
    first = commands.draft(actor=specialist, unit_id=province.province.pk, sheet=sample)
    commands.adopt(actor=specialist, sheet_id=first, version=1, instrument="", checked=False)
    client.force_login(User.objects.get(pk=make.actor(Role.HEAD, province.school).user_id))
    assert "Chép về đơn vị" not in client.get(f"/bang-diem/{first}/").content.decode()
    assert client.get(f"/bang-diem/{first}/chep/").status_code == 403


@pytest.fixture
def browser(specialist: Actor, client: Client, settings: Any) -> Client:
    settings.TODAY = TODAY.isoformat()
    client.force_login(User.objects.get(pk=specialist.user_id))
    return client


def test_from_the_file_to_the_sheet_in_force(browser: Client, province: Province) -> None:
    with SAMPLE.open("rb") as file:
        browser.post("/bang-diem/moi/", {"unit": province.province.pk, "file": file})
    pk = Row.objects.get().pk
    page = browser.get(f"/bang-diem/{pk}/").content.decode()
    assert "Bảng mẫu" in page and "Thu ngân sách" in page
    answer = browser.post(
        f"/bang-diem/{pk}/tieu-chi/thu/sua/",
        {"version": 1, "code": "thu", "title": "Thu ngân sách nhà nước", "parent": "kt", "standard": "40",
         "kind": "ratio", "by": "head", "bonus": "0,05", "places": "2"},
    )  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()
    leaf = queries.sheet_of(pk).leaves[0]
    assert (leaf.title, leaf.bonus, leaf.kind) == ("Thu ngân sách nhà nước", D("0.05"), Kind.RATIO)
    assert leaf.scorer == "trưởng cụm"
    browser.post(f"/bang-diem/{pk}/ap-dung/", {"version": 2, "confirmed": "1"})
    assert Row.objects.get().state == "adopted"
    assert browser.get(f"/bang-diem/{pk}/thay-doi/").status_code == 404


def test_bad_files_and_bad_lines_are_told_where_they_are(
    browser: Client, province: Province, sample: Sheet, specialist: Actor
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    bad = SimpleUploadedFile("bang.yaml", b"sheet: {code: x")
    answer = browser.post("/bang-diem/moi/", {"unit": province.province.pk, "file": bad})
    assert "không đúng cú pháp YAML" in answer.content.decode()
    pk = commands.draft(actor=specialist, unit_id=province.province.pk, sheet=sample)
    head = {"version": 1, "title": "B", "total": "100", "bonus_cap": "20", "quota": "1", "certificates": "0"}
    answer = browser.post(f"/bang-diem/{pk}/chung/", head | {"deductions": "vang | Vắng | năm"})
    assert "Không đọc được số “năm”" in answer.content.decode()
    huge = browser.post(f"/bang-diem/{pk}/chung/", head | {"total": "1" + "0" * 30}).content.decode()
    assert "Mục total: số quá lớn." in huge
    huge = browser.post(f"/bang-diem/{pk}/chung/", head | {"deductions": "v | Vắng | 1" + "0" * 30})
    assert "số quá lớn" in huge.content.decode()
    leaf = {"version": 1, "code": "x", "title": "X", "kind": "yes_no", "by": "head", "places": "2"}
    huge = browser.post(f"/bang-diem/{pk}/tieu-chi/", leaf | {"standard": "1" + "0" * 30}).content.decode()
    assert "số quá lớn" in huge and Row.objects.get(pk=pk).version == 1
    answer = browser.post(f"/bang-diem/{pk}/chung/", head | {"deductions": "v | Vắng | 5 | nguồn: điểm danh"})
    assert "hệ thống không đếm được “điểm danh”" in answer.content.decode()
    answer = browser.post(
        f"/bang-diem/{pk}/chung/",
        head
        | {
            "deductions": "kl | Kỷ luật | 20 | cấm\n"
            "hs | Hồ sơ trả lại | 5 | nguồn: Hồ sơ khen thưởng bị cấp trên trả lại"
        },
    )
    assert answer.status_code == 302
    kept = queries.sheet_of(pk).deductions
    assert [(d.code, d.points, d.blocks, d.feed) for d in kept] == [
        ("kl", D(20), True, ""),
        ("hs", D(5), False, "returned"),
    ]


@pytest.mark.parametrize("kind", list(Kind))
def test_each_kind_of_leaf_comes_back_from_its_form(kind: Kind) -> None:
    from thidua.scoring.forms import LeafForm

    leaf = Leaf(
        code="a", title="A", kind=kind, standard=D(20), scorer="Trưởng cụm, khối", per=D("2.5"), minus=D(1)
    )
    if kind is Kind.GRADE:
        leaf = leaf.model_copy(update={"grades": {"A": D(20), "B": D("12.5")}})
    empty = Sheet(
        code="s", title="S", year=2021, source="", checked=False, total=D(20), bonus_cap=D(0), leaves=(leaf,)
    )
    shown = LeafForm(initial=LeafForm.initial_of(leaf), sheet=empty, former="a")
    sent = {
        name: value
        for name in shown.fields
        if (value := shown[name].field.prepare_value(shown[name].initial)) not in (None, False)
    }
    form = LeafForm(sent | {"version": 1}, sheet=empty, former="a")
    assert form.is_valid(), form.errors
    assert form.node() == leaf
