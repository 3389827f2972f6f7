"""Documents that go out: a number for each unit, kind and year, without gaps."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.directives.test_documents import officer
from tests.directives.test_files import blank
from tests.factories import SYSTEM, TODAY, Province
from thidua.directives import commands, queries
from thidua.directives.invariants import INVARIANTS
from thidua.directives.types import Direction
from thidua.foundation.errors import NotThere, Refused

pytestmark = pytest.mark.django_db


def issue(unit: Any, kind: str, on: date = TODAY, **more: Any) -> str:
    values = {"actor": SYSTEM, "subject": "Kết quả quý IV", "signer": "Người ký mẫu", **more}
    return commands.register_outgoing(unit_id=unit.pk, kind=kind, on=on, **values)[1]


def test_each_kind_of_each_unit_counts_by_year(province: Province) -> None:
    assert issue(province.department, "Báo cáo") == "01/BC-SNV"
    assert issue(province.department, "BC") == "02/BC-SNV"
    assert issue(province.department, "Công văn") == "01/SNV-TĐKT"
    assert issue(province.department, "BC", date(2020, 3, 1)) == "01/BC-SNV"
    assert issue(province.district, "Báo cáo") == "01/BC-UBND"
    assert len(queries.documents(SYSTEM, Direction.OUTGOING)) == 5
    assert len(queries.documents(SYSTEM)) == 0
    assert not [row for each in INVARIANTS for row in each.rows()]


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"kind": "Thư tay"}, "danh mục"),
        ({"kind": "Quyết định"}, "nơi lập"),
        ({"kind": "BC", "subject": " "}, "trích yếu"),
        ({"kind": "BC", "on": date(2021, 12, 16)}, "sau hôm nay"),
        ({"kind": "BC", "file": b"%PDF-1.4", "file_name": "bao-cao.docx"}, "bao-cao.docx"),
    ],
)
def test_what_is_refused_takes_no_number(province: Province, fault: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        issue(province.department, **fault)
    assert issue(province.department, "BC") == "01/BC-SNV"


def test_only_the_units_own_officers_issue(province: Province) -> None:
    with pytest.raises(Refused):
        issue(province.district, "BC", actor=officer(province.province))
    with pytest.raises(NotThere):
        issue(province.other_district, "BC", actor=officer(province.district))


def test_a_directive_of_the_units_own_orders_something_and_names_its_recipients(province: Province) -> None:
    text = "CHỈ THỊ\n1. Giao Sở Nội vụ báo cáo trước ngày 20/12/2021.\nNơi nhận:\n- Sở Nội vụ;\n- Lưu: VT."
    pk, number = commands.register_outgoing(
        actor=SYSTEM,
        unit_id=province.province.pk,
        kind="CT",
        subject="Báo cáo",
        signer="Ai",
        on=TODAY,
        text=text,
    )
    [clause] = queries.clauses(SYSTEM, pk)
    assert (number, clause.addressees, clause.deadline) == ("01/CT-UBND", ["Sở Nội vụ"], date(2021, 12, 20))
    assert queries.document(SYSTEM, pk).recipients.splitlines()[0] == "Sở Nội vụ"
    commands.accept_clause(actor=SYSTEM, clause_id=clause.pk, version=1)
    assert not [row for each in INVARIANTS for row in each.rows()]


def test_a_paper_that_cannot_be_read_is_registered_all_the_same(province: Province, settings: Any) -> None:
    settings.TODAY = TODAY.isoformat()
    client, who = Client(), officer(province.district)
    client.force_login(
        factories.User.objects.get(pk=who.user_id), backend="django.contrib.auth.backends.ModelBackend"
    )
    form = {
        "unit": province.district.pk,
        "kind": "CV",
        "subject": "Mời họp",
        "signer": "Ai",
        "on": "15/12/2021",
    }
    file = SimpleUploadedFile("mời họp.pdf", blank(1))
    answer = client.post(reverse("directives:outgoing-new"), form | {"file": file}, follow=True)
    body = answer.content.decode()
    assert "số 01/UBND-TĐKT" in body
    assert "bản quét" in body
    assert "mời họp.pdf" in body
