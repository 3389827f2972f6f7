"""The pages of imports: a workbook's whole way by those who may, refusals in words, nothing typed is lost."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import thidua.nominations.tasks  # noqa: F401 -- registers the jobs
from tests.factories import TODAY, actor, person
from tests.nominations.conftest import Stage
from thidua.access.models import User
from thidua.access.types import Actor, Role
from thidua.foundation import jobs
from thidua.nominations.imports.reader import read_workbook
from thidua.nominations.imports.workbook import template
from thidua.nominations.models import ImportBatch, Nomination, Round
from thidua.nominations.types import ImportState, NominationState

LIST = "/de-nghi/nhap-danh-sach/"
CONFIRMED = {"confirmed": "1"}
GOOD = {"kind": "Cá nhân", "name": "Lê Thị Hoa", "award": "Lao động tiên tiến", "birth_date": "05/03/1980"}
NAMELESS = {key: value for key, value in GOOD.items() if key != "birth_date"}


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    """Jobs and sign-in read the clock themselves."""
    settings.TODAY = TODAY.isoformat()


def as_user(who: Actor) -> Client:
    """A browser in which this actor is signed in."""
    client = Client()
    client.force_login(User.objects.get(pk=who.user_id), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def officer(stage: Stage) -> Client:
    return as_user(stage.officer)


@pytest.fixture
def head(stage: Stage) -> Client:
    """Sees the school's imports but sends none."""
    return as_user(stage.head)


@pytest.fixture
def stranger(stage: Stage) -> Client:
    """An officer of the other district."""
    return as_user(stage.stranger)


def text(response: Any) -> str:
    return response.content.decode()


def workbook(*rows: dict[str, str], name: str = "danh sách.xlsx") -> SimpleUploadedFile:
    data = template(title="Danh sách", unit_names=[], award_names=[], sample=rows)
    return SimpleUploadedFile(name, data)


def post(client: Client, stage: Stage, file: Any) -> Any:
    return client.post(LIST, {"round": stage.round_id, "unit": stage.units.school.pk, "file": file})


def sent(client: Client, stage: Stage, *rows: dict[str, str]) -> str:
    """The address of an import that was sent and read."""
    response = post(client, stage, workbook(*rows))
    assert response.status_code == 302, text(response)
    jobs.run_all()
    return str(response["Location"])


def state() -> str:
    return ImportBatch.objects.values_list("state", flat=True).latest("pk")


# Sending --------------------------------------------------------------------------------------------------


def test_the_way_from_file_to_nominations_and_back(stage: Stage, officer: Client) -> None:
    page = sent(officer, stage, GOOD, GOOD | {"name": "Trần Văn Bình"})
    shown = text(officer.get(page))
    assert "2 dòng đều hợp lệ" in shown
    assert "Trần Văn Bình" in shown
    asked = text(officer.post(f"{page}xac-nhan/"))
    assert "Ghi 2 đề nghị từ tệp “danh sách.xlsx” vào đợt “Tổng kết năm 2021”" in asked
    assert state() == ImportState.READ
    assert "Đang ghi" in text(officer.post(f"{page}xac-nhan/", CONFIRMED, follow=True))
    jobs.run_all()
    shown = text(officer.get(page))
    assert "Đã nhập 2 đề nghị" in shown
    for pk in Nomination.objects.values_list("pk", flat=True):
        assert f'href="/de-nghi/{pk}/"' in shown
    assert "Rút cả 2 đề nghị" in text(officer.post(f"{page}hoan-tac/"))
    assert "rút 2 đề nghị" in text(officer.post(f"{page}hoan-tac/", CONFIRMED, follow=True))
    assert set(Nomination.objects.values_list("state", flat=True)) == {NominationState.WITHDRAWN}
    assert "hoàn tác" in text(officer.get(page))


def test_the_list_of_nominations_narrows_to_one_import(stage: Stage, officer: Client) -> None:
    for name in ("Lê Thị Hoa", "Trần Văn Bình"):
        page = sent(officer, stage, GOOD | {"name": name})
        officer.post(f"{page}xac-nhan/", CONFIRMED)
        jobs.run_all()
    address = f"/de-nghi/?batch={ImportBatch.objects.latest('pk').pk}"
    assert address in text(officer.get(page))
    shown = text(officer.get(address))
    assert "Trần Văn Bình" in shown
    assert "Lê Thị Hoa" not in shown
    assert "Lê Thị Hoa" in text(officer.get("/de-nghi/?batch=x"))


def test_progress_is_shown_until_the_file_is_read(stage: Stage, officer: Client) -> None:
    page = post(officer, stage, workbook(GOOD))["Location"]
    shown = text(officer.get(page))
    assert "<progress" in shown
    assert "Nhập 1 đề nghị" not in shown
    jobs.run_all()
    assert "<progress" not in text(officer.get(page))


def test_the_list_shows_imports_of_the_scope_only(stage: Stage, officer: Client, stranger: Client) -> None:
    page = sent(officer, stage, GOOD)
    assert f'href="{page}"' in text(officer.get(LIST))
    assert page not in text(stranger.get(LIST))


def test_the_template_names_the_units_and_opens(stage: Stage, officer: Client, stranger: Client) -> None:
    address = f"{LIST}tep-mau/{stage.round_id}/{stage.units.school.pk}/"
    assert address in text(officer.get(LIST))
    response = officer.get(address)
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    assert response.content.startswith(b"PK")
    assert stranger.get(address).status_code == 404


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (SimpleUploadedFile("danh-sach.pdf", b"%PDF-1.7"), "không thuộc loại được nhận (.xlsx)"),
        (SimpleUploadedFile("danh-sach.xlsx", b"%PDF-1.7"), "danh-sach.xlsx"),
        (SimpleUploadedFile("danh-sach.xls", b"\xd0\xcf\x11\xe0"), "Office cũ"),
        (SimpleUploadedFile("danh-sach.xlsx", b""), "Tệp rỗng"),
        ("", "Chưa chọn tệp danh sách"),
    ],
    ids=["pdf", "pdf named xlsx", "old office", "empty", "none"],
)
def test_a_wrong_file_says_why_and_the_rest_stays_chosen(
    stage: Stage, officer: Client, file: Any, says: str
) -> None:
    other = Round.objects.create(
        unit=stage.units.district, name="Đợt khác", year=2021, opens_on=TODAY, closes_on=TODAY
    )
    response = officer.post(LIST, {"round": other.pk, "unit": stage.units.school.pk, "file": file})
    assert response.status_code == 422
    assert says in text(response)
    assert f'<option value="{other.pk}" selected>' in text(response)
    assert not ImportBatch.objects.exists()


def test_a_sheet_without_our_list_says_what_to_do(stage: Stage, officer: Client) -> None:
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet().write(0, 0, "Thực đơn")
    page = post(officer, stage, SimpleUploadedFile("a.xlsx", buffer.getvalue()))["Location"]
    jobs.run_all()
    shown = text(officer.get(page))
    assert "hàng tiêu đề" in shown
    assert "Gửi tệp khác" in shown


def test_a_round_that_is_over_is_not_offered_and_refused(stage: Stage, officer: Client) -> None:
    Round.objects.filter(pk=stage.round_id).update(closes_on="2021-11-30")
    assert "không có đợt đề nghị nào đang mở" in text(officer.get(LIST))
    response = post(officer, stage, workbook(GOOD))
    assert response.status_code == 403
    assert "không có đợt đề nghị nào đang mở" in text(response)


def test_another_units_name_is_not_taken(stage: Stage, officer: Client) -> None:
    response = officer.post(
        LIST, {"round": stage.round_id, "unit": stage.units.other_school.pk, "file": workbook(GOOD)}
    )
    assert response.status_code == 422
    assert not ImportBatch.objects.exists()


# The preview ----------------------------------------------------------------------------------------------


def test_problems_stand_by_cell_with_the_remarks_to_download(stage: Stage, officer: Client) -> None:
    page = sent(officer, stage, GOOD, GOOD | {"name": "Đỗ Nam", "year": "2030"})
    shown = text(officer.get(page))
    assert "1 trên 2 dòng phải sửa" in shown
    assert "N6 · Năm:" in shown
    assert "Lê Thị Hoa" not in shown
    assert "Lê Thị Hoa" in text(officer.get(page, {"only": "all"}))
    assert "Nhập 2 đề nghị" not in shown
    response = officer.get(f"{page}diem-can-sua/")
    assert 'filename="danh-sach-can-sua.xlsx"' in response["Content-Disposition"]
    assert len(read_workbook(response.content).rows) == 2
    refused = officer.post(f"{page}xac-nhan/", CONFIRMED)
    assert refused.status_code == 403
    assert "Còn 1 dòng phải sửa" in text(refused)


def test_notes_do_not_stop_the_import(stage: Stage, officer: Client) -> None:
    import unicodedata

    page = sent(officer, stage, GOOD | {"name": unicodedata.normalize("NFD", "Lê Thị Hoa")})
    shown = text(officer.get(page, {"only": "problems"}))
    assert "Lưu ý" in shown
    assert "B5 ·" in shown
    assert "1 dòng đều hợp lệ" in shown


def test_who_is_meant_is_asked_in_place_and_can_be_said_again(stage: Stage, officer: Client) -> None:
    first, second = person("Lê Thị Hoa", stage.units.school), person("Lê Thị Hoa", stage.units.school)
    page = sent(officer, stage, NAMELESS)
    shown = text(officer.get(page))
    assert "1 dòng chưa rõ là ai" in shown
    assert f'name="row-5" value="{first.pk}"' in shown
    assert "Người mới, chưa có hồ sơ" in shown
    response = officer.post(f"{page}la-ai/?only=questions&page=1", {"row-5": first.pk}, follow=True)
    assert "Đã ghi lựa chọn cho 1 dòng" in text(response)
    assert response.redirect_chain[-1][0] == f"{page}?only=questions&page=1"
    assert f'value="{first.pk}" checked' in text(response)
    officer.post(f"{page}la-ai/", {"row-5": second.pk})
    officer.post(f"{page}xac-nhan/", CONFIRMED)
    jobs.run_all()
    assert Nomination.objects.get().recipient_id == second.pk
    assert "radio" not in text(officer.get(page))


def test_nobody_is_asked_while_the_file_must_be_mended_anyway(stage: Stage, officer: Client) -> None:
    person("Lê Thị Hoa", stage.units.school), person("Lê Thị Hoa", stage.units.school)
    page = sent(officer, stage, NAMELESS, GOOD | {"name": "Đỗ Nam", "year": "2030"})
    shown = text(officer.get(page, {"only": "questions"}))
    assert "ghi thêm ngày sinh hoặc số định danh vào tệp" in shown
    assert 'type="radio"' not in shown


def test_someone_new_can_be_meant(stage: Stage, officer: Client) -> None:
    known = {person("Lê Thị Hoa", stage.units.school).pk, person("Lê Thị Hoa", stage.units.school).pk}
    page = sent(officer, stage, NAMELESS)
    officer.post(f"{page}la-ai/", {"row-5": "new"})
    officer.post(f"{page}xac-nhan/", CONFIRMED)
    jobs.run_all()
    assert Nomination.objects.get().recipient_id not in known


def test_a_choice_that_was_not_offered_is_refused(stage: Stage, officer: Client) -> None:
    person("Lê Thị Hoa", stage.units.school), person("Lê Thị Hoa", stage.units.school)
    page = sent(officer, stage, NAMELESS)
    response = officer.post(f"{page}la-ai/", {"row-5": "999999", "row-x": "1", "other": "2"})
    assert response.status_code == 403
    assert "không nằm trong các lựa chọn" in text(response)
    assert officer.post(f"{page}la-ai/", {"row-77": "1"}).status_code == 404


def test_long_lists_come_by_hundreds(stage: Stage, officer: Client) -> None:
    page = sent(officer, stage, *(GOOD | {"name": f"Lê Thị {chr(65 + n % 26)}{n}"} for n in range(230)))
    first = officer.get(page, {"only": "all"})
    assert text(first).count('<th scope="row">') == 100
    third = text(officer.get(page, {"only": "all", "page": "3"}))
    assert third.count('<th scope="row">') == 30
    assert 'aria-current="page">3<' in third
    assert text(officer.get(page, {"only": "all", "page": "99"})).count('<th scope="row">') == 30
    assert officer.get(page, {"only": "khac", "page": "-1"}).status_code == 200


def test_queries_do_not_grow_with_the_list(stage: Stage, officer: Client) -> None:
    def count(address: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert officer.get(address).status_code == 200
        return len(caught)

    small = sent(officer, stage, GOOD)
    few, few_list = count(small), count(LIST)
    large = sent(officer, stage, *(GOOD | {"name": f"Lê Thị {chr(65 + n)}"} for n in range(25)))
    assert count(large) == few <= 22
    assert count(LIST) == few_list <= 12


# Who may --------------------------------------------------------------------------------------------------


def test_those_who_only_see_cannot_act(stage: Stage, officer: Client, head: Client) -> None:
    reason = "Chỉ cán bộ thi đua, chuyên viên của đơn vị được lập đề nghị."
    shown = text(head.get(LIST))
    assert reason in shown
    assert 'type="file"' not in shown
    assert reason in text(post(head, stage, workbook(GOOD)))
    page = sent(officer, stage, GOOD)
    shown = text(head.get(page))
    assert "Lê Thị Hoa" in shown
    assert reason in shown
    assert "xac-nhan" not in shown
    for act in ("xac-nhan", "hoan-tac"):
        response = head.post(f"{page}{act}/", CONFIRMED)
        assert response.status_code == 403
        assert reason in text(response)
    assert state() == ImportState.READ


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in (Role.EMULATION_OFFICER, Role.SPECIALIST)]
)
def test_other_roles_are_refused_with_the_reason(stage: Stage, role: Role) -> None:
    response = post(as_user(actor(role, stage.units.school)), stage, workbook(GOOD))
    assert response.status_code == 403
    assert "Chỉ cán bộ thi đua, chuyên viên" in text(response)
    assert not ImportBatch.objects.exists()


def test_another_units_import_is_not_there(stage: Stage, officer: Client, stranger: Client) -> None:
    page = sent(officer, stage, GOOD)
    assert stranger.get(page).status_code == 404
    assert stranger.get(f"{page}diem-can-sua/").status_code == 404
    for act in ("la-ai", "xac-nhan", "hoan-tac"):
        assert stranger.post(f"{page}{act}/", CONFIRMED | {"row-5": "new"}).status_code == 404
    assert state() == ImportState.READ


def test_confirming_twice_says_where_the_list_stands(stage: Stage, officer: Client) -> None:
    page = sent(officer, stage, GOOD)
    officer.post(f"{page}xac-nhan/", CONFIRMED)
    response = officer.post(f"{page}xac-nhan/", CONFIRMED)
    assert response.status_code == 403
    assert "đang ở bước “Đang ghi”" in text(response)


def test_undo_is_refused_once_one_was_sent_on(stage: Stage, officer: Client) -> None:
    page = sent(officer, stage, GOOD)
    officer.post(f"{page}xac-nhan/", CONFIRMED)
    jobs.run_all()
    Nomination.objects.update(state=NominationState.IN_REVIEW)
    response = officer.post(f"{page}hoan-tac/", CONFIRMED)
    assert response.status_code == 403
    assert "gửi xét" in text(response)


def test_sign_in_comes_first(client: Client, stage: Stage) -> None:
    assert client.get(LIST)["Location"].startswith("/tai-khoan/")
