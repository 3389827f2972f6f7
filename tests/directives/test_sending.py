"""A document sent to units: one notice each, who has acknowledged, and what becomes of it when a unit is merged."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.directives.test_documents import RIGHT, SEED, officer
from tests.factories import SYSTEM, TODAY, Province
from thidua.access.types import Actor, Role
from thidua.directives import commands, desk, queries, screens
from thidua.directives.addressees import recipients
from thidua.directives.models import Dispatch, Document
from thidua.directives.types import Particulars
from thidua.foundation.errors import NotThere, Refused
from thidua.foundation.files import files_of, open_file, store
from thidua.foundation.invariants import broken
from thidua.foundation.models import Notice
from thidua.organisation.models import Succession
from thidua.organisation.queries import unit_refs
from thidua.organisation.types import UnitKind

pytestmark = pytest.mark.django_db
LINES = (
    "Các Sở, Ban, ngành, đoàn thể tỉnh\nUBND các huyện, thành phố\nBộ Nội vụ\nCT, các PCT UBND tỉnh\nLưu: VT"
)


def registered(unit: Any, recipients_list: str = LINES) -> int:
    pk = commands.take_in(actor=SYSTEM, unit_id=unit.pk, text=SEED)
    right = Particulars(
        **{name: getattr(RIGHT, name) for name in Particulars.__slots__} | {"recipients": recipients_list}
    )
    commands.register(actor=SYSTEM, document_id=pk, version=1, particulars=right)
    return pk


def shown(who: Actor, pk: int) -> Any:
    return screens.page(who, queries.readable(who, pk), None)


def signed_in(who: Actor) -> Client:
    client = Client()
    client.force_login(
        factories.User.objects.get(pk=who.user_id), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


def test_the_recipients_list_becomes_units_and_places_outside(province: Province) -> None:
    pk = registered(province.province)
    tree = recipients(unit_refs([province.province.pk])[province.province.pk], TODAY)
    plan = screens.plan(Document.objects.get(pk=pk), tree)
    assert {unit.id for unit in plan.units} == {
        province.department.pk, province.district.pk, province.other_district.pk
    }  # fmt: skip
    assert plan.outside == ("đoàn thể tỉnh", "Bộ Nội vụ", "CT, các PCT UBND tỉnh")
    commands.distribute(
        actor=SYSTEM, document_id=pk, unit_ids=[unit.id for unit in plan.units], outside=plan.outside
    )
    left = screens.plan(Document.objects.get(pk=pk), tree)
    assert (left.units, left.outside) == ((), ())
    assert Notice.objects.count() == 3


def test_a_report_goes_up_by_name(province: Province) -> None:
    ref = unit_refs([province.district.pk])[province.district.pk]
    tree = recipients(ref, TODAY)
    assert [unit.id for unit in tree.place("UBND tỉnh").units] == [province.province.pk]
    named = {unit.id for unit in tree.place("Sở Nội vụ, Huyện Đắk Mil").units}
    assert named == {province.department.pk, province.other_district.pk}


def test_a_unit_acknowledges_once_and_the_sender_sees_who_has_not(province: Province) -> None:
    pk = registered(province.province)
    ids = [province.district.pk, province.other_district.pk]
    assert commands.distribute(actor=SYSTEM, document_id=pk, unit_ids=ids, outside=["Bộ Nội vụ"]) == 3
    sent = Dispatch.objects.get(unit=province.district)
    taker, other = officer(province.district), officer(province.other_district)
    assert [item.title for item in desk.items(taker)] == ["Văn bản được gửi đến"]
    with pytest.raises(NotThere):
        commands.acknowledge(actor=other, dispatch_id=sent.pk)
    with pytest.raises(Refused):
        commands.acknowledge(actor=officer(province.district, Role.HEAD), dispatch_id=sent.pk)
    commands.acknowledge(actor=taker, dispatch_id=sent.pk)
    with pytest.raises(Refused, match="đã xác nhận"):
        commands.acknowledge(actor=taker, dispatch_id=sent.pk)
    assert desk.items(taker) == []
    page = shown(officer(province.province), pk)["sent"]
    assert (page.units, page.waiting) == (2, ("Huyện Đắk Mil",))
    assert commands.remind(actor=SYSTEM, document_id=pk) == 1
    assert Notice.objects.filter(unit_id=province.other_district.pk).count() == 2
    assert Notice.objects.filter(unit_id=province.district.pk).count() == 1
    with pytest.raises(Refused, match="mọi nơi đã được gửi"):
        commands.distribute(actor=SYSTEM, document_id=pk, unit_ids=ids)


def test_a_unit_takes_what_it_was_sent_into_its_own_register(province: Province) -> None:
    pk = registered(province.province)
    first, second = queries.clauses(SYSTEM, pk)[:2]
    commands.set_aside_clause(actor=SYSTEM, clause_id=first.pk, version=first.version, reason="Trùng")
    commands.accept_clause(actor=SYSTEM, clause_id=second.pk, version=second.version)
    store(SEED.encode(), name="chi-thi.txt", kind="incoming", object_type="document", object_id=pk,
          actor=SYSTEM, unit_id=province.province.pk, accept=("txt",))  # fmt: skip
    commands.distribute(actor=SYSTEM, document_id=pk, unit_ids=[province.district.pk], on=date(2021, 9, 1))
    taker, sent = officer(province.district), Dispatch.objects.get()
    own = queries.document(taker, commands.take_over(actor=taker, dispatch_id=sent.pk))
    source = queries.document(SYSTEM, pk)
    assert (own.unit_id, own.state, own.arrived) == (province.district.pk, "registered", TODAY)
    assert (own.arrival_number, own.arrival_year, own.source_id) == (1, 2021, pk)
    assert (own.subject, own.issuer, own.doubts) == (source.subject, source.issuer, {})
    theirs, ours = queries.clauses(SYSTEM, pk), queries.clauses(taker, own.pk)
    assert [(c.text, c.state, c.point) for c in ours] == [(c.text, c.state, c.point) for c in theirs[1:]]
    assert [c.source_id for c in ours] == [c.pk for c in theirs[1:]]
    assert ours[0].state == "accepted"
    [file] = files_of("document", own.pk)
    assert (file.name, open_file(file.id).read()) == ("chi-thi.txt", SEED.encode())
    sent.refresh_from_db()
    assert sent.acknowledged_by == taker.name
    with pytest.raises(Refused, match="đã được nhận vào sổ"):
        commands.take_over(actor=taker, dispatch_id=sent.pk)
    assert list(broken()) == []


def test_what_has_no_text_or_was_read_in_before_is_taken_over_all_the_same(province: Province) -> None:
    taker = officer(province.district)
    paper, _ = commands.register_outgoing(
        actor=SYSTEM, unit_id=province.province.pk, kind="KH", subject="Kế hoạch", signer="Ai đó", on=TODAY
    )
    commands.distribute(actor=SYSTEM, document_id=paper, unit_ids=[province.district.pk])
    bare = Dispatch.objects.get(document_id=paper)
    own = queries.document(taker, commands.take_over(actor=taker, dispatch_id=bare.pk))
    assert (own.arrival_number, own.subject, own.issuer) == (1, "Kế hoạch", province.province.name)
    pk = registered(province.province)
    commands.distribute(actor=SYSTEM, document_id=pk, unit_ids=[province.district.pk])
    read = commands.take_in(actor=taker, unit_id=province.district.pk, text=SEED)
    sent = Dispatch.objects.get(document_id=pk)
    commands.acknowledge(actor=taker, dispatch_id=sent.pk)
    assert commands.take_over(actor=taker, dispatch_id=sent.pk) == read
    tied = queries.document(taker, read)
    assert (tied.source_id, tied.state) == (pk, "read")
    assert Document.objects.filter(unit=province.district, direction="incoming").count() == 2


def test_what_cannot_be_sent(province: Province) -> None:
    pk = commands.take_in(actor=SYSTEM, unit_id=province.province.pk, text=SEED)
    with pytest.raises(Refused, match="chưa vào sổ"):
        commands.distribute(actor=SYSTEM, document_id=pk, unit_ids=[province.district.pk])
    commands.register(actor=SYSTEM, document_id=pk, version=1, particulars=RIGHT)
    gone = factories.unit("Huyện Cũ", UnitKind.DISTRICT, province.province, valid_to=date(2021, 6, 30))
    for unit_ids, on, words in (
        ([gone.pk], None, "đã kết thúc"),
        ([province.district.pk], date(2021, 8, 18), "trước ngày văn bản"),
        ([province.district.pk], date(2022, 1, 1), "sau hôm nay"),
        ([], None, "Chưa chọn nơi nhận"),
    ):
        with pytest.raises(Refused, match=words):
            commands.distribute(actor=SYSTEM, document_id=pk, unit_ids=unit_ids, on=on)


def test_the_successor_of_a_merged_unit_acknowledges_in_its_place(province: Province) -> None:
    pk = registered(province.province)
    commands.distribute(actor=SYSTEM, document_id=pk, unit_ids=[province.district.pk], on=date(2021, 9, 1))
    heir = factories.unit(
        "Huyện Cư Jút mới", UnitKind.DISTRICT, province.province, valid_from=date(2021, 11, 1)
    )
    province.district.valid_to = date(2021, 10, 31)
    province.district.save()
    Succession.objects.create(before=province.district, after=heir, kind="merger", on=date(2021, 11, 1))
    taker = officer(heir)
    assert [item.title for item in desk.items(taker)] == ["Văn bản được gửi đến"]
    assert len(queries.received(taker)) == 1
    [line] = shown(taker, pk)["sent"].lines
    assert line.to_acknowledge
    commands.acknowledge(actor=taker, dispatch_id=line.id)
    row = Dispatch.objects.get()
    assert (row.unit_id, row.received_at_id) == (province.district.pk, heir.pk)
    [line] = shown(taker, pk)["sent"].lines
    assert (line.name, line.heir) == ("Huyện Cư Jút", "Huyện Cư Jút mới")


def test_sent_and_acknowledged_on_the_pages(
    province: Province, settings: Any, django_assert_max_num_queries: Any
) -> None:
    settings.TODAY = TODAY.isoformat()
    pk = registered(province.province)
    sender, taker = officer(province.province), officer(province.district)
    outsider = officer(province.other_district)
    client, path = signed_in(sender), reverse("directives:distribute", args=[pk])
    body = client.get(path).content.decode()
    assert "Huyện Cư Jút" in body
    assert "Bộ Nội vụ" in body
    form = {
        "units": [str(province.district.pk)],
        "outside": ["Bộ Nội vụ"],
        "on": "15/12/2021",
        "more": "Sở Y tế",
    }
    wrong = client.post(path, form)
    assert wrong.status_code == 422
    assert "Không tìm thấy đơn vị cho: “Sở Y tế”" in wrong.content.decode()
    form["more"] = "Trường THCS Nguyễn Du"
    assert (
        "Gửi văn bản đến 2 đơn vị và ghi 1 nơi nhận ngoài hệ thống?"
        in client.post(path, form).content.decode()
    )
    assert client.post(path, form | {"confirmed": "1"}).status_code == 302
    page = reverse("directives:document", args=[pk])
    assert signed_in(outsider).get(page).status_code == 404
    theirs = signed_in(taker)
    with django_assert_max_num_queries(13):
        body = theirs.get(page).content.decode()
    assert "Xác nhận đã nhận" in body
    assert "Bộ Nội vụ" not in body.split("Gửi và xác nhận")[1]
    assert "Chấp nhận các nội dung" not in body
    assert "Giao Sở Nội vụ theo dõi, kiểm tra" in body
    dispatch = Dispatch.objects.get(unit=province.district)
    assert theirs.post(reverse("directives:acknowledge", args=[pk, dispatch.pk])).status_code == 302
    assert "Đã nhận" in theirs.get(reverse("directives:received")).content.decode()
    enter = reverse("directives:take-over", args=[pk, dispatch.pk])
    assert "chưa vào sổ đến" in theirs.get(page).content.decode()
    assert "Vào sổ đến của đơn vị" in theirs.post(enter).content.decode()
    own = theirs.post(enter, {"confirmed": "1"})["Location"]
    assert "Huyện Cư Jút" in theirs.get(own).content.decode()
    assert "số đến 01/2021" in theirs.get(page).content.decode()
    assert "chưa vào sổ đến" not in theirs.get(page).content.decode()
    with django_assert_max_num_queries(15):
        assert "<b>1</b> trong 2 đơn vị chưa xác nhận" in client.get(page).content.decode()
