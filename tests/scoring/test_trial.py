"""A draft tried on last year's figures: from a file, pasted, or from rounds another room keeps."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import TODAY, Province
from tests.scoring.conftest import SAMPLE
from thidua.access.models import User
from thidua.access.types import Actor
from thidua.scoring import commands, figures, logic, past, queries
from thidua.scoring.engine import Sheet
from thidua.scoring.invariants import INVARIANTS
from thidua.scoring.models import Sheet as Row
from thidua.scoring.reading import read_round

pytestmark = pytest.mark.django_db
D = Decimal
MEMBERS = read_round(SAMPLE)[1]


@pytest.fixture
def draft(specialist: Actor, province: Province, sample: Sheet) -> int:
    """Next year's sheet: no bonus for revenue, more for the movements."""
    first = commands.draft(actor=specialist, unit_id=province.province.pk, sheet=sample)
    commands.adopt(actor=specialist, sheet_id=first, version=1, instrument="", checked=False)
    pk = commands.copy(actor=specialist, sheet_id=first, year=2022)
    copied = queries.sheet_of(pk)
    changed = logic.put(copied, copied.leaves[0].model_copy(update={"bonus": D(0)}), "thu")
    commands.change(actor=specialist, sheet_id=pk, version=1, sheet=changed)
    return pk


@pytest.fixture
def browser(specialist: Actor, client: Client, settings: Any) -> Client:
    settings.TODAY = TODAY.isoformat()
    client.force_login(User.objects.get(pk=specialist.user_id))
    return client


def test_figures_in_excel_show_old_and_new_ranks_and_change_nothing(
    browser: Client, draft: int, django_assert_max_num_queries: Any
) -> None:
    path = f"/bang-diem/{draft}/chay-thu/"
    empty = browser.get(path + "mau.xlsx").content
    former = queries.sheet_of(Row.objects.get(pk=draft).copied_from_id)
    assert figures.read(empty, former) == ()
    filled = figures.write(former, MEMBERS)
    before = list(Row.objects.values())
    with django_assert_max_num_queries(9):
        body = browser.post(path, {"file": SimpleUploadedFile("so-lieu.xlsx", filled)}).content.decode()
    assert body.index("Đơn vị mẫu A") < body.index("Đơn vị mẫu C") or "Đơn vị mẫu B" in body
    assert "101,38" in body and "98,18" in body
    assert list(Row.objects.values()) == before
    assert not [row for each in INVARIANTS for row in each.rows()]


def test_a_round_of_another_room_is_offered_and_taken(
    browser: Client, draft: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    former = Row.objects.get(pk=draft).copied_from_id
    monkeypatch.setattr(past, "_KNOWN", {})
    past.register(
        "rounds",
        past.Past(
            lambda actor, sheet: [("7", "Chấm cuối năm")] if sheet == former else [],
            lambda actor, sheet, key: MEMBERS if (sheet, key) == (former, "7") else (),
        ),
    )
    path = f"/bang-diem/{draft}/chay-thu/"
    assert "Chấm cuối năm" in browser.get(path).content.decode()
    assert "101,38" in browser.post(path, {"round": "rounds:7"}).content.decode()
    assert "không có trong danh sách" in browser.post(path, {"round": "rounds:8"}).content.decode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"pasted": ""}, "Chọn một nguồn số liệu"),
        ({"pasted": "members: [{name: X, entries: {}}]"}, "X: thiếu số liệu của tiêu chí “thu”"),
        ({"pasted": "members: ["}, "không đúng cú pháp YAML"),
        ({"file": ("a.xlsx", b"no workbook")}, "không phải tệp Excel"),
    ],
)
def test_figures_that_cannot_be_used_are_told(browser: Client, draft: int, data: Any, words: str) -> None:
    sent = dict(data)
    if "file" in sent:
        sent["file"] = SimpleUploadedFile(*sent["file"])
    assert words in browser.post(f"/bang-diem/{draft}/chay-thu/", sent).content.decode()


def test_a_sheet_made_anew_needs_figures_with_their_sheet(
    browser: Client, specialist: Actor, province: Province, sample: Sheet
) -> None:
    pk = commands.draft(actor=specialist, unit_id=province.province.pk, sheet=sample)
    path = f"/bang-diem/{pk}/chay-thu/"
    assert browser.get(path + "mau.xlsx").status_code == 404
    bare = browser.post(path, {"pasted": "members: [{name: X, entries: {}}]"}).content.decode()
    assert "phải kèm cả bảng điểm cũ" in bare
    whole = io.BytesIO(SAMPLE.read_bytes())
    whole.name = "vong.yaml"
    body = browser.post(path, {"file": whole}).content.decode()
    assert "giữ nguyên" in body and "101,38" in body
