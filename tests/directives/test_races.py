"""Several at one paper: it is entered once, numbered once, acknowledged once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.directives.scanned import JPEG, reading_program
from tests.directives.test_documents import RIGHT, SEED
from tests.factories import SYSTEM, Province, actor
from tests.race import one_wins, together
from thidua.access.types import Role
from thidua.directives import commands
from thidua.directives.commands.scanning import read_scan
from thidua.directives.models import Clause, Dispatch, Document, Scan
from thidua.foundation.errors import Refused, Stale
from thidua.foundation.files import files_of
from thidua.foundation.invariants import broken
from thidua.foundation.models import LedgerEntry, Notice

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def test_one_paper_read_in_by_several_stands_once(province: Province) -> None:
    lost = one_wins(
        lambda _: commands.take_in(actor=SYSTEM, unit_id=province.province.pk, text=SEED), Refused
    )
    assert all("đọc vào hệ thống" in str(each) for each in lost)
    pk = Document.objects.get().pk
    one_wins(
        lambda _: commands.register(actor=SYSTEM, document_id=pk, version=1, particulars=RIGHT),
        (Stale, Refused),
    )
    assert Document.objects.get().arrival_number == 1


def sent(province: Province) -> int:
    """A paper of the province sent to the district: the dispatch."""
    pk = commands.take_in(actor=SYSTEM, unit_id=province.province.pk, text=SEED)
    commands.register(actor=SYSTEM, document_id=pk, version=1, particulars=RIGHT)
    lost = one_wins(
        lambda _: commands.distribute(actor=SYSTEM, document_id=pk, unit_ids=[province.district.pk]), Refused
    )
    assert all("đã được gửi" in str(each) for each in lost)
    assert Notice.objects.filter(unit_id=province.district.pk).count() == 1
    return Dispatch.objects.get().pk


def test_a_paper_that_was_sent_is_entered_once(province: Province) -> None:
    dispatch = sent(province)
    lost = one_wins(lambda _: commands.take_over(actor=SYSTEM, dispatch_id=dispatch), Refused)
    assert all("đã được nhận vào sổ" in str(each) for each in lost)
    own = Document.objects.get(unit=province.district)
    assert own.arrival_number == 1
    assert Clause.objects.filter(document=own).count() == Clause.objects.exclude(document=own).count()
    assert LedgerEntry.objects.filter(act="directives.acknowledge").count() == 1


def test_a_paper_read_in_and_taken_over_at_once_is_one_paper(province: Province) -> None:
    dispatch, unit = sent(province), province.district.pk

    def enter(number: int) -> int:
        if number % 2:
            return commands.take_over(actor=SYSTEM, dispatch_id=dispatch)
        return commands.take_in(actor=SYSTEM, unit_id=unit, text=SEED)

    answers = together(enter, 4)
    assert all(isinstance(each, int | Refused) for each in answers), answers
    own = Document.objects.get(unit=unit)
    assert {each for each in answers if isinstance(each, int)} == {own.pk}
    assert list(broken()) == []


def test_a_paper_is_acknowledged_once(province: Province) -> None:
    dispatch = sent(province)
    lost = one_wins(lambda _: commands.acknowledge(actor=SYSTEM, dispatch_id=dispatch), Refused)
    assert all("đã xác nhận" in str(each) for each in lost)


def test_one_scan_read_by_several_becomes_one_document(
    province: Province, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading_program(tmp_path, monkeypatch)
    officer = actor(Role.EMULATION_OFFICER, province.district)
    scan = commands.leave_scan(
        actor=officer, unit_id=province.district.pk, file=JPEG, file_name="chi-thi.jpg", pages=1
    )
    answers = together(lambda _: read_scan(officer, scan, lambda *_: None), 4)
    assert all(isinstance(each, str) for each in answers), answers
    document = Document.objects.get()
    assert Scan.objects.get().document_id == document.pk
    assert len(files_of("document", document.pk)) == 1
    assert Notice.objects.filter(url=f"/van-ban/{document.pk}/").count() == 1
    assert list(broken()) == []


def test_of_several_scans_of_one_paper_one_becomes_the_document(
    province: Province, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading_program(tmp_path, monkeypatch)
    officer = actor(Role.EMULATION_OFFICER, province.district)
    scans = [
        commands.leave_scan(
            actor=officer, unit_id=province.district.pk, file=JPEG, file_name=f"ban-{at}.jpg", pages=1
        )
        for at in range(3)
    ]
    lost = one_wins(lambda at: read_scan(officer, scans[at], lambda *_: None), Refused, count=3)
    assert all("đọc vào hệ thống" in str(each) for each in lost)
    document = Document.objects.get()
    assert Scan.objects.exclude(document=None).get().document_id == document.pk
    assert len(files_of("document", document.pk)) == 1
