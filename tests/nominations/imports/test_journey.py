"""A workbook's whole way: sent, read, asked about, confirmed, written whole or not at all, undone."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest

import thidua.nominations.tasks  # noqa: F401 -- registers the jobs
from tests import factories
from thidua.access.types import Actor, Role
from thidua.foundation import jobs
from thidua.foundation.errors import NotThere, Refused
from thidua.foundation.models import JobState, LedgerEntry
from thidua.nominations.imports import commands, queries
from thidua.nominations.imports.reader import read_workbook
from thidua.nominations.imports.workbook import template
from thidua.nominations.models import ImportBatch, ImportRow, Nomination, Round
from thidua.nominations.types import ImportState, NominationState
from thidua.organisation.models import Recipient

pytestmark = pytest.mark.django_db

GOOD = {"kind": "Cá nhân", "name": "Lê Thị Hoa", "award": "Lao động tiên tiến", "birth_date": "05/03/1980"}


@pytest.fixture(autouse=True)
def _business_date(settings: Any) -> None:
    """Jobs read the clock themselves: it stands on the day of the tests' actors."""
    settings.TODAY = factories.TODAY.isoformat()


@pytest.fixture
def place() -> factories.Province:
    return factories.mini_province()


@pytest.fixture
def season(place: factories.Province) -> Round:
    return Round.objects.create(
        unit=place.province,
        name="Năm 2021",
        year=2021,
        opens_on=date(2021, 12, 1),
        closes_on=date(2022, 2, 28),
    )


@pytest.fixture
def officer(place: factories.Province) -> Actor:
    return factories.actor(Role.EMULATION_OFFICER, place.school)


def sent(officer: Actor, season: Round, place: factories.Province, *rows: dict[str, str]) -> int:
    data = template(title="Danh sách", unit_names=[], award_names=[], sample=rows)
    pk = commands.upload(
        actor=officer, round_id=season.pk, unit_id=place.school.pk, name="ds.xlsx", data=data
    )
    jobs.run_all()
    return pk


def state(pk: int) -> str:
    return ImportBatch.objects.values_list("state", flat=True).get(pk=pk)


def test_a_clean_list_becomes_drafts_with_a_verdict(
    officer: Actor, season: Round, place: factories.Province
) -> None:
    pk = sent(
        officer,
        season,
        place,
        GOOD | {"rating": "HTTNV"},
        GOOD | {"name": "Trần Văn Bình", "rating": "HTTNV"},
    )
    found = queries.batch(officer, pk)
    assert (found.state, found.rows, found.problems, found.questions) == (ImportState.READ, 2, 0, 0)
    assert found.ready
    assert Nomination.objects.count() == 0
    commands.confirm(actor=officer, batch_id=pk)
    jobs.run_all()
    found = queries.batch(officer, pk)
    assert (found.state, found.job and found.job.state) == (ImportState.DONE, JobState.DONE)
    made = Nomination.objects.select_related("recipient")
    assert {n.recipient.name for n in made} == {"Lê Thị Hoa", "Trần Văn Bình"}
    assert {n.state for n in made} == {NominationState.DRAFT}
    assert all(n.verdict for n in made)


def test_problems_are_told_by_cell_and_block_the_confirmation(
    officer: Actor, season: Round, place: factories.Province
) -> None:
    pk = sent(officer, season, place, GOOD, GOOD | {"name": "Đỗ Nam", "year": "2030"})
    [row] = queries.rows(officer, pk, "problems")
    assert [(p.cell, p.title) for p in row.problems] == [("N6", "Năm")]
    with pytest.raises(Refused, match="1 dòng phải sửa"):
        commands.confirm(actor=officer, batch_id=pk)
    mended = read_workbook(queries.remarks_file(officer, pk))
    assert len(mended.rows) == 2
    assert b"xl/" in queries.remarks_file(officer, pk)


def test_two_of_one_name_are_asked_about_and_the_answer_is_kept(
    officer: Actor, season: Round, place: factories.Province
) -> None:
    first = factories.person("Lê Thị Hoa", place.school)
    factories.person("Lê Thị Hoa", place.school)
    pk = sent(officer, season, place, {k: v for k, v in GOOD.items() if k != "birth_date"})
    [row] = queries.rows(officer, pk, "questions")
    assert len(row.candidates) == 2
    with pytest.raises(Refused, match="chưa xác nhận"):
        commands.confirm(actor=officer, batch_id=pk)
    with pytest.raises(Refused, match="không nằm trong"):
        commands.answer(actor=officer, batch_id=pk, row_number=row.number, recipient_id=999_999)
    commands.answer(actor=officer, batch_id=pk, row_number=row.number, recipient_id=first.pk)
    commands.confirm(actor=officer, batch_id=pk)
    jobs.run_all()
    assert Nomination.objects.get().recipient_id == first.pk
    assert Recipient.objects.filter(name="Lê Thị Hoa").count() == 2


def test_nothing_is_half_written_when_one_row_can_no_longer_stand(
    officer: Actor, season: Round, place: factories.Province
) -> None:
    known = factories.person("Lê Thị Hoa", place.school)
    person = {k: v for k, v in GOOD.items() if k != "birth_date"}
    pk = sent(officer, season, place, person, GOOD | {"name": "Trần Văn Bình"})
    again = sent(officer, season, place, person)
    commands.confirm(actor=officer, batch_id=again)
    commands.confirm(actor=officer, batch_id=pk)
    jobs.run_all()
    assert {state(pk), state(again)} == {ImportState.DONE, ImportState.FAILED}
    failed = pk if state(pk) == ImportState.FAILED else again
    assert "đã được đề nghị" in queries.batch(officer, failed).message
    assert not Nomination.objects.filter(batch=failed).exists()
    assert Nomination.objects.filter(recipient=known).count() == 1
    if failed == pk:
        assert not Recipient.objects.filter(name="Trần Văn Bình").exists()


def test_a_job_run_twice_writes_once(officer: Actor, season: Round, place: factories.Province) -> None:
    from thidua.nominations.imports.writing import write_batch

    pk = sent(officer, season, place, GOOD)
    commands.confirm(actor=officer, batch_id=pk)
    jobs.run_all()
    write_batch(officer, pk, lambda *_: None)
    assert Nomination.objects.count() == 1


def test_undo_withdraws_drafts_and_refuses_once_one_was_sent_on(
    officer: Actor, season: Round, place: factories.Province
) -> None:
    pk = sent(officer, season, place, GOOD, GOOD | {"name": "Đỗ Nam"})
    commands.confirm(actor=officer, batch_id=pk)
    jobs.run_all()
    assert commands.undo(actor=officer, batch_id=pk) == 2
    assert state(pk) == ImportState.UNDONE
    assert {n.state for n in Nomination.objects.all()} == {NominationState.WITHDRAWN}
    again = sent(officer, season, place, GOOD)
    assert queries.batch(officer, again).problems == 0
    commands.confirm(actor=officer, batch_id=again)
    jobs.run_all()
    Nomination.objects.filter(batch=again).update(state=NominationState.IN_REVIEW)
    with pytest.raises(Refused, match="gửi xét"):
        commands.undo(actor=officer, batch_id=again)


def test_a_file_of_another_kind_is_refused_at_the_door_and_leaves_nothing(
    officer: Actor, season: Round, place: factories.Province
) -> None:
    with pytest.raises(Refused):
        commands.upload(
            actor=officer,
            round_id=season.pk,
            unit_id=place.school.pk,
            name="a.xlsx",
            data=io.BytesIO(b"%PDF-1.7"),
        )
    assert ImportBatch.objects.count() == 0
    assert LedgerEntry.objects.count() == 0


def test_a_sheet_without_our_list_is_refused_with_its_reason(
    officer: Actor, season: Round, place: factories.Province
) -> None:
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet().write(0, 0, "Thực đơn")
    pk = commands.upload(
        actor=officer, round_id=season.pk, unit_id=place.school.pk, name="a.xlsx", data=buffer.getvalue()
    )
    jobs.run_all()
    assert state(pk) == ImportState.REFUSED
    assert "hàng tiêu đề" in queries.batch(officer, pk).message


@pytest.mark.parametrize("role", [r for r in Role if r not in (Role.EMULATION_OFFICER, Role.SPECIALIST)])
def test_other_roles_may_not_import(role: Role, season: Round, place: factories.Province) -> None:
    with pytest.raises(Refused):
        commands.upload(
            actor=factories.actor(role, place.school),
            round_id=season.pk,
            unit_id=place.school.pk,
            name="a.xlsx",
            data=b"",
        )


def test_another_units_import_does_not_exist(
    officer: Actor, season: Round, place: factories.Province
) -> None:
    pk = sent(officer, season, place, GOOD)
    stranger = factories.actor(Role.EMULATION_OFFICER, place.other_school)
    for ask in (
        lambda: queries.batch(stranger, pk),
        lambda: queries.rows(stranger, pk),
        lambda: queries.remarks_file(stranger, pk),
        lambda: commands.confirm(actor=stranger, batch_id=pk),
        lambda: commands.answer(actor=stranger, batch_id=pk, row_number=5, recipient_id=None),
        lambda: commands.undo(actor=stranger, batch_id=pk),
        lambda: commands.upload(
            actor=stranger, round_id=season.pk, unit_id=place.school.pk, name="a.xlsx", data=b""
        ),
    ):
        with pytest.raises(NotThere):
            ask()
    assert list(queries.batches(stranger)) == []
    assert [b.pk for b in queries.batches(officer)] == [pk]


def test_rows_keep_their_cells_through_the_store(
    officer: Actor, season: Round, place: factories.Province
) -> None:
    pk = sent(officer, season, place, GOOD | {"id_number": "067180001234", "summary": "Dạy tốt"})
    row = ImportRow.objects.get(batch=pk)
    assert row.cells["text"]["id_number"] == "067180001234"
    assert row.cells["parsed"]["birth_date"] == "1980-03-05"
