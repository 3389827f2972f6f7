"""A document taken in, checked, entered in the register once, and what must not happen on the way."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.factories import SYSTEM, TODAY, Province
from thidua.access.queries import actor_of
from thidua.access.types import Actor, Role
from thidua.directives import commands, queries
from thidua.directives.addressees import resolve
from thidua.directives.invariants import INVARIANTS
from thidua.directives.models import Document
from thidua.directives.types import DocumentState, Particulars
from thidua.foundation.errors import NotThere, Refused, Stale
from thidua.foundation.files import files_of
from thidua.foundation.models import LedgerEntry
from thidua.organisation.queries import unit_refs
from thidua.organisation.types import UnitKind

pytestmark = pytest.mark.django_db
SEED = (Path(__file__).parent / "data" / "chi-thi-2021-08-19.txt").read_text(encoding="utf-8")
RIGHT = Particulars(
    issuer="Chủ tịch UBND tỉnh Đăk Nông", number="", place="Đăk Nông", dated=date(2021, 8, 19), kind="Chỉ thị",
    subject="Phát động thi đua", signer="Hồ Văn Mười", signer_title="Chủ tịch", arrived=date(2021, 8, 19),
)  # fmt: skip


def officer(unit: Any, role: Role = Role.EMULATION_OFFICER) -> Actor:
    user = factories.user()
    factories.post(user, role, unit)
    return actor_of(user.pk, user.full_name, TODAY)


def test_the_directive_is_read_and_entered_once_a_year_in_order(province: Province) -> None:
    who = officer(province.district)
    first = commands.take_in(actor=who, unit_id=province.district.pk, text=SEED)
    second = commands.take_in(actor=who, unit_id=province.district.pk, text="1. Giao Sở Nội vụ báo cáo.")
    clauses = queries.clauses(who, first)
    assert {clause.point for clause in clauses} >= {str(n) for n in range(1, 9)}
    assert any("Sở Nội vụ" in who_ for clause in clauses for who_ in clause.addressees)
    numbers = [
        commands.register(actor=who, document_id=pk, version=1, particulars=RIGHT) for pk in (first, second)
    ]
    assert numbers == [1, 2]
    kept = Document.objects.get(pk=first)
    assert (kept.state, kept.arrival_year) == (DocumentState.REGISTERED, 2021)
    assert LedgerEntry.objects.filter(act="directives.register").count() == 2
    assert not [row for each in INVARIANTS for row in each.rows()]


def test_the_same_text_again_is_refused_whatever_its_spaces(province: Province) -> None:
    who = officer(province.district)
    commands.take_in(actor=who, unit_id=province.district.pk, text=SEED)
    with pytest.raises(Refused, match="đã được đọc"):
        commands.take_in(actor=who, unit_id=province.district.pk, text=SEED.replace("\n", "\r\n\r\n"))
    other = officer(province.other_district)
    assert commands.take_in(actor=other, unit_id=province.other_district.pk, text=SEED)


def test_an_empty_text_and_one_without_points(province: Province) -> None:
    with pytest.raises(Refused, match="không có chữ"):
        commands.take_in(actor=SYSTEM, unit_id=province.district.pk, text=" \n ")
    pk = commands.take_in(actor=SYSTEM, unit_id=province.district.pk, text="Kính chúc sức khỏe.")
    assert queries.clauses(SYSTEM, pk) == []


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"issuer": " "}, "cơ quan ban hành"),
        ({"dated": None}, "ngày văn bản"),
        ({"arrived": date(2021, 12, 16)}, "sau hôm nay"),
        ({"dated": date(2021, 8, 20)}, "sau ngày đến"),
    ],
)
def test_particulars_that_cannot_be_right(province: Province, fault: dict[str, Any], words: str) -> None:
    from dataclasses import replace

    pk = commands.take_in(actor=SYSTEM, unit_id=province.district.pk, text=SEED)
    with pytest.raises(Refused, match=words):
        commands.register(actor=SYSTEM, document_id=pk, version=1, particulars=replace(RIGHT, **fault))


def test_whoever_comes_second_is_told_and_nothing_is_numbered_twice(province: Province) -> None:
    pk = commands.take_in(actor=SYSTEM, unit_id=province.district.pk, text=SEED)
    commands.register(actor=SYSTEM, document_id=pk, version=1, particulars=RIGHT)
    with pytest.raises(Stale):
        commands.register(actor=SYSTEM, document_id=pk, version=1, particulars=RIGHT)
    with pytest.raises(Refused, match="đã vào sổ"):
        commands.register(actor=SYSTEM, document_id=pk, version=2, particulars=RIGHT)
    with pytest.raises(NotThere):
        commands.register(actor=SYSTEM, document_id=pk + 1, version=1, particulars=RIGHT)


def test_from_the_file_to_the_register_on_the_pages(
    province: Province, settings: Any, django_assert_max_num_queries: Any
) -> None:
    settings.TODAY = TODAY.isoformat()
    who = officer(province.district)
    client = Client()
    client.force_login(
        factories.User.objects.get(pk=who.user_id), backend="django.contrib.auth.backends.ModelBackend"
    )
    data = {"unit": province.district.pk, "file": SimpleUploadedFile("chi-thi.txt", SEED.encode())}
    response = client.post(reverse("directives:new"), data)
    pk = Document.objects.get().pk
    [kept] = files_of("document", pk)
    file = reverse("directives:file", args=[pk, kept.id])
    assert b"".join(client.get(file)) == SEED.encode()
    other = commands.take_in(actor=SYSTEM, unit_id=province.district.pk, text="1. Giao Sở Nội vụ báo cáo.")
    assert client.get(reverse("directives:file", args=[other, kept.id])).status_code == 404
    path = reverse("directives:document", args=[pk])
    assert response["Location"] == path
    with django_assert_max_num_queries(12):
        body = client.get(path).content.decode()
    assert "Cần kiểm tra" in body
    assert "Sở Nội vụ theo dõi, kiểm tra, đôn đốc" in body
    form = {
        "issuer": RIGHT.issuer, "subject": RIGHT.subject, "dated": "19/08/2021", "arrived": "19/08/2021",
        "version": "1", "confirmed": "1",
    }  # fmt: skip
    wrong = client.post(path, {**form, "dated": "20/08/2021"}).content.decode()
    assert "Ngày văn bản không được sau ngày đến" in wrong
    assert RIGHT.subject in wrong
    assert client.post(path, form).status_code == 302
    assert "01/2021" in client.get(reverse("directives:list")).content.decode()


def test_words_find_their_units_in_one_query_as_of_that_day(
    province: Province, django_assert_num_queries: Any
) -> None:
    top = unit_refs([province.province.pk])[province.province.pk]
    gone = factories.unit("Huyện Krông Nô", UnitKind.DISTRICT, province.province, valid_to=date(2021, 6, 30))
    with django_assert_num_queries(1):
        found = resolve("UBND các huyện, thành phố", top, TODAY)
    assert [unit.id for unit in found] == [province.district.pk, province.other_district.pk]
    assert gone.pk in {unit.id for unit in resolve("các huyện", top, date(2021, 5, 1))}
