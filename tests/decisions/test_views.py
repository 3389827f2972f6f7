"""The pages of decisions: who may open and do what, refusals in words, nothing typed is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.decisions.stage import CERTIFICATE, FIGHTER, WORKER, Stage
from tests.factories import TODAY, actor
from tests.pages import CONFIRMED, as_user, queries_of, streamed, text
from thidua.access.types import Role
from thidua.achievements.models import AwardRecord
from thidua.decisions.models import Decision
from thidua.nominations.models import Nomination

LIST = "/quyet-dinh/"
NEW = "/quyet-dinh/soan/"
EXTERNAL = "/quyet-dinh/cap-nha-nuoc/"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.TODAY = TODAY.isoformat()


@pytest.fixture
def officer(stage: Stage) -> Client:
    return as_user(stage.officer)


@pytest.fixture
def signer(stage: Stage) -> Client:
    return as_user(stage.signer)


@pytest.fixture
def stranger(stage: Stage) -> Client:
    """An officer of the other district."""
    return as_user(actor(Role.EMULATION_OFFICER, stage.units.other_district))


def page_of(row: Decision) -> str:
    return f"/quyet-dinh/{row.pk}/"


# The list -------------------------------------------------------------------------------------------------


def test_the_list_shows_decisions_of_the_scope_only(stage: Stage, officer: Client, stranger: Client) -> None:
    row = stage.signed([stage.nomination(stage.teacher("Nguyễn Thị An"))])
    found = text(officer.get(LIST))
    assert row.number in found
    assert row.subject in found
    assert row.number not in text(stranger.get(LIST))


def test_the_list_offers_drafting_to_those_who_may(officer: Client, signer: Client) -> None:
    assert NEW in text(officer.get(LIST))
    assert NEW not in text(signer.get(LIST))


def test_the_list_finds_by_number_year_and_state(stage: Stage, officer: Client) -> None:
    row = stage.signed([stage.nomination(stage.teacher("Nguyễn Thị An"))])
    stage.draft([stage.nomination(stage.teacher("Trần Văn Bình"))])
    assert row.number in text(officer.get(LIST, {"number": "01", "year": "2021"}))
    drafts = text(officer.get(LIST, {"state": "draft"}))
    assert "Chưa có số" in drafts
    assert row.number not in drafts
    assert "Không có quyết định nào khớp" in text(officer.get(LIST, {"year": "2019"}))


def test_the_list_downloads_as_csv(stage: Stage, officer: Client) -> None:
    row = stage.signed([stage.nomination(stage.teacher("Nguyễn Thị An"))])
    response = officer.get(LIST, {"export": "csv"})
    assert row.number in streamed(response).decode()


def test_sign_in_comes_first(client: Client, stage: Stage) -> None:
    response = client.get(LIST)
    assert response.status_code == 302
    assert "/tai-khoan/" in response["Location"]


# Drafting -------------------------------------------------------------------------------------------------


def test_a_draft_takes_a_whole_group(stage: Stage, officer: Client) -> None:
    rows = stage.nominations([stage.teacher("Nguyễn Thị An"), stage.teacher("Trần Văn Bình")])
    shown = text(officer.get(NEW))
    assert "2 hồ sơ" in shown
    assert "900.000 đ" in shown
    response = officer.post(NEW, {"groups": [f"merit:{WORKER}"]}, follow=True)
    assert "Đã soạn dự thảo với 2 hồ sơ" in text(response)
    assert Decision.objects.get().items.filter(active=True).count() == len(rows)


def test_a_draft_takes_single_cases_and_leaves_what_is_not_offered(stage: Stage, officer: Client) -> None:
    first, second = stage.nominations([stage.teacher("Nguyễn Thị An"), stage.teacher("Trần Văn Bình")])
    beyond = stage.nomination(stage.teacher("Lê Thị Cúc"), CERTIFICATE)
    officer.post(NEW, {"ids": [first.pk, beyond.pk]})
    assert list(Decision.objects.get().items.values_list("nomination_id", flat=True)) == [first.pk]
    assert second.pk not in Decision.objects.get().items.values_list("nomination_id", flat=True)


def test_cases_of_two_routes_are_refused_and_the_ticks_stay(stage: Stage, officer: Client) -> None:
    first = stage.nomination(stage.teacher("Nguyễn Thị An"))
    second = stage.nomination(
        stage.teacher("Trần Văn Bình"), "commendation_certificate_district", route="sudden"
    )
    response = officer.post(NEW, {"ids": [first.pk, second.pk]})
    assert response.status_code == 422
    assert "mỗi quyết định chỉ một loại hình" in text(response)
    assert f'value="{first.pk}" aria-label="Chọn Nguyễn Thị An" checked' in text(response)
    assert not Decision.objects.exists()


def test_nothing_ticked_says_so(stage: Stage, officer: Client) -> None:
    stage.nomination(stage.teacher("Nguyễn Thị An"))
    assert "Chưa chọn hồ sơ nào" in text(officer.post(NEW, {}))


def test_drafting_is_refused_to_the_signer_with_the_reason(signer: Client) -> None:
    response = signer.get(NEW)
    assert response.status_code == 403
    assert "Chỉ cán bộ thi đua, chuyên viên của đơn vị ban hành được soạn quyết định." in text(response)


def test_another_unit_cannot_be_named(stage: Stage, officer: Client) -> None:
    assert officer.get(NEW, {"unit": stage.units.other_district.pk}).status_code == 404
    assert officer.get(NEW, {"unit": "x"}).status_code == 404


def test_nothing_to_decide_says_when_there_will_be(officer: Client) -> None:
    assert "Không có hồ sơ nào chờ quyết định" in text(officer.get(NEW))


# A draft --------------------------------------------------------------------------------------------------


def test_the_draft_page_shows_list_sums_basis_and_reasons(stage: Stage, officer: Client) -> None:
    teacher = stage.teacher("Nguyễn Thị An")
    row = stage.draft([stage.nomination(teacher), stage.nomination(teacher, FIGHTER)])
    shown = text(officer.get(page_of(row)))
    assert "Dự thảo quyết định" in shown
    assert "1.490.000 đ" in shown
    assert "chỉ nhận mức tiền thưởng cao nhất" in shown
    assert "Căn cứ Luật" in shown
    assert "Điều 69 Nghị định 91/2017/NĐ-CP" in shown
    assert "Lưu: VT" in shown
    assert "Đưa ra" in shown
    assert "Chỉ thủ trưởng hoặc người ký của đơn vị ban hành được ký quyết định." in shown


def test_decisions_of_others_are_not_there(stage: Stage, stranger: Client) -> None:
    row = stage.signed([stage.nomination(stage.teacher("Nguyễn Thị An"))])
    draft = stage.draft([stage.nomination(stage.teacher("Trần Văn Bình"))])
    for url in (
        page_of(row), page_of(row) + "quyet-dinh.pdf", page_of(row) + "ban-ky/tai-ve/", page_of(draft) + "sua/",
        page_of(draft) + "them/", page_of(draft) + "ky/", page_of(draft) + "huy-du-thao/", page_of(row) + "huy-bo/",
        page_of(row) + "dinh-chinh/1/", page_of(draft) + f"dua-ra/{draft.items.get().nomination_id}/",
    ):  # fmt: skip
        assert stranger.get(url).status_code == 404, url
    for url in (page_of(row) + "cong-bo/", page_of(row) + "ban-ky/"):
        assert stranger.post(url, {"version": row.version}).status_code == 404, url


def test_words_are_changed_and_kept_when_refused(stage: Stage, officer: Client) -> None:
    row = stage.draft([stage.nomination(stage.teacher("Nguyễn Thị An"))])
    url = page_of(row) + "sua/"
    assert row.subject in text(officer.get(url))
    words = {
        "version": row.version,
        "subject": "Về việc khen thưởng giáo viên",
        "receivers": "Như Điều 3\nLưu: VT",
    }
    assert "Về việc khen thưởng giáo viên" in text(officer.post(url, words, follow=True))
    row.refresh_from_db()
    assert row.recipients == ["Như Điều 3", "Lưu: VT"]
    stale = officer.post(url, {**words, "subject": "Về việc khác"})
    assert stale.status_code == 409
    assert "vừa được người khác sửa" in text(stale)
    assert "Về việc khác" in text(stale)
    missing = officer.post(url, {**words, "subject": "", "proposal": "Hội đồng huyện"})
    assert "Chưa nhập trích yếu." in text(missing)
    assert "Hội đồng huyện" in text(missing)


def test_a_case_is_taken_out_after_one_question(stage: Stage, officer: Client) -> None:
    first, second = stage.nominations([stage.teacher("Nguyễn Thị An"), stage.teacher("Trần Văn Bình")])
    row = stage.draft([first, second])
    url = page_of(row) + f"dua-ra/{first.pk}/"
    asked = officer.post(url, {"version": row.version, "reason": "Chờ bổ sung"})
    assert "Đưa Nguyễn Thị An (Lao động tiên tiến) ra khỏi dự thảo?" in text(asked)
    assert row.items.filter(active=True).count() == 2
    officer.post(url, {"version": row.version, "reason": "Chờ bổ sung", **CONFIRMED})
    assert list(row.items.filter(active=True).values_list("nomination_id", flat=True)) == [second.pk]
    assert officer.get(url).status_code == 404


def test_a_case_is_added(stage: Stage, officer: Client) -> None:
    first, second = stage.nominations([stage.teacher("Nguyễn Thị An"), stage.teacher("Trần Văn Bình")])
    row = stage.draft([first])
    url = page_of(row) + "them/"
    assert "Trần Văn Bình" in text(officer.get(url))
    officer.post(url, {"version": row.version, "ids": [second.pk]})
    assert row.items.filter(active=True).count() == 2


def test_a_draft_is_given_up_with_a_reason(stage: Stage, officer: Client) -> None:
    row = stage.draft([stage.nomination(stage.teacher("Nguyễn Thị An"))])
    url = page_of(row) + "huy-du-thao/"
    assert "Chưa nhập lý do." in text(officer.post(url, {"version": row.version, "reason": ""}))
    response = officer.post(url, {"version": row.version, "reason": "Soạn lại", **CONFIRMED}, follow=True)
    assert "Đã hủy dự thảo" in text(response)
    assert officer.get(url).status_code == 403


# Signing and publishing -----------------------------------------------------------------------------------


def sign_data(row: Decision, **changes: Any) -> dict[str, Any]:
    """What the signer's form sends."""
    return {
        "version": row.version, "decided_on": "15/12/2021", "signer": "Phạm Văn Sơn", "mark": "KT", **changes,
    }  # fmt: skip


def test_signing_asks_once_with_number_count_and_sum(stage: Stage, signer: Client) -> None:
    row = stage.draft([stage.nomination(stage.teacher("Nguyễn Thị An"))])
    url = page_of(row) + "ky/"
    form = text(signer.get(url))
    assert "01/QĐ-UBND" in form
    assert "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH" in form
    asked = text(signer.post(url, sign_data(row)))
    assert "Ký Quyết định số 01/QĐ-UBND ngày 15/12/2021: khen thưởng 1 trường hợp" in asked
    assert "tổng tiền thưởng 450.000 đ" in asked
    row.refresh_from_db()
    assert row.state == "draft"
    done = text(signer.post(url, sign_data(row, **CONFIRMED), follow=True))
    assert "Đã ký Quyết định số 01/QĐ-UBND." in done
    row.refresh_from_db()
    assert row.authority_lines == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    assert row.decided_on == TODAY


def test_a_refused_signature_shows_why_and_keeps_what_was_typed(stage: Stage, signer: Client) -> None:
    row = stage.draft([stage.nomination(stage.teacher("Nguyễn Thị An"))])
    response = signer.post(
        page_of(row) + "ky/", sign_data(row, decided_on="16/12/2021", signer="Phạm Văn Sơn B", **CONFIRMED)
    )
    assert response.status_code == 422
    assert "Ngày ký 16/12/2021 không được sau ngày 15/12/2021." in text(response)
    assert "Phạm Văn Sơn B" in text(response)


def test_the_officer_may_not_sign(stage: Stage, officer: Client) -> None:
    row = stage.draft([stage.nomination(stage.teacher("Nguyễn Thị An"))])
    response = officer.get(page_of(row) + "ky/")
    assert response.status_code == 403
    assert "Chỉ thủ trưởng hoặc người ký" in text(response)


def test_publishing_asks_once_and_fills_the_register(stage: Stage, officer: Client) -> None:
    row = stage.signed([stage.nomination(stage.teacher("Nguyễn Thị An"))])
    url = page_of(row) + "cong-bo/"
    assert "Công bố Quyết định số 01/QĐ-UBND: 1 khen thưởng vào sổ" in text(
        officer.post(url, {"version": row.version})
    )
    assert not AwardRecord.objects.exists()
    done = text(officer.post(url, {"version": row.version, **CONFIRMED}, follow=True))
    assert "Đã công bố: 1 khen thưởng vào sổ." in done
    record = AwardRecord.objects.get()
    assert f"/so-khen-thuong/{record.pk}/" in done


def test_publishing_is_refused_to_the_signer_and_for_a_draft(
    stage: Stage, officer: Client, signer: Client
) -> None:
    row = stage.signed([stage.nomination(stage.teacher("Nguyễn Thị An"))])
    draft = stage.draft([stage.nomination(stage.teacher("Trần Văn Bình"))])
    refused = signer.post(page_of(row) + "cong-bo/", {"version": row.version, **CONFIRMED})
    assert refused.status_code == 403
    assert "được công bố quyết định" in text(refused)
    early = officer.post(page_of(draft) + "cong-bo/", {"version": draft.version, **CONFIRMED})
    assert "Chỉ công bố quyết định đã ký" in text(early)


def test_the_signed_file_is_checked_kept_and_given_out(stage: Stage, officer: Client) -> None:
    row = stage.signed([stage.nomination(stage.teacher("Nguyễn Thị An"))])
    url = page_of(row) + "ban-ky/"
    wrong = officer.post(url, {"version": row.version, "file": SimpleUploadedFile("ban-ky.pdf", b"hello")})
    assert wrong.status_code == 422
    assert "field-bad" in text(wrong) or "Có chỗ cần sửa" in text(wrong)
    missing = officer.post(url, {"version": row.version})
    assert "Chưa chọn bản ký." in text(missing)
    done = officer.post(
        url, {"version": row.version, "file": SimpleUploadedFile("Bản ký.pdf", PDF)}, follow=True
    )
    assert "Đã đính kèm bản ký." in text(done)
    got = officer.get(url + "tai-ve/")
    assert streamed(got) == PDF
    assert got["Content-Type"] == "application/pdf"


def test_papers_are_given_as_pdf_and_docx(stage: Stage, officer: Client) -> None:
    row = stage.draft([stage.nomination(stage.teacher("Nguyễn Thị An"))])
    assert officer.get(page_of(row) + "quyet-dinh.pdf").content.startswith(b"%PDF")
    assert officer.get(page_of(row) + "quyet-dinh.docx").content.startswith(b"PK")
    assert officer.get(page_of(row) + "quyet-dinh.html").status_code == 404


# What follows ---------------------------------------------------------------------------------------------


def test_a_revocation_names_the_awards_and_is_signed(stage: Stage, signer: Client, officer: Client) -> None:
    row = stage.published([stage.nomination(stage.teacher("Nguyễn Thị An"))])
    record = AwardRecord.objects.get()
    url = page_of(row) + "huy-bo/"
    data = {**sign_data(row, reason="Kê khai không đúng"), "records": [record.pk]}
    assert "Nguyễn Thị An" in text(signer.get(url))
    nobody = signer.post(url, {**data, "records": []})
    assert "Chưa chọn khen thưởng." in text(nobody)
    assert "Kê khai không đúng" in text(nobody)
    assert "hủy bỏ 1 khen thưởng theo Quyết định số 01/QĐ-UBND" in text(signer.post(url, data))
    done = text(signer.post(url, {**data, **CONFIRMED}, follow=True))
    assert "Đã ký Quyết định số 02/QĐ-UBND." in done
    record.refresh_from_db()
    assert record.state == "revoked"
    assert "02/QĐ-UBND" in text(officer.get(page_of(row)))
    back = page_of(row) + "phuc-hoi/"
    row.refresh_from_db()
    again = {**data, "version": row.version, **CONFIRMED}
    assert "03/QĐ-UBND" in text(signer.post(back, again, follow=True))
    record.refresh_from_db()
    assert record.state == "active"


def test_a_name_is_corrected(stage: Stage, signer: Client, officer: Client) -> None:
    row = stage.published([stage.nomination(stage.teacher("Nguyễn Thị An"))])
    record = AwardRecord.objects.get()
    url = page_of(row) + f"dinh-chinh/{record.pk}/"
    data = sign_data(row, reason="Sai chính tả", name="Nguyễn Thị Ân")
    assert "đính chính “Nguyễn Thị An” thành “Nguyễn Thị Ân”" in text(signer.post(url, data))
    signer.post(url, {**data, **CONFIRMED})
    record.refresh_from_db()
    assert record.recipient_name == "Nguyễn Thị Ân"
    assert officer.get(url).status_code == 403
    assert signer.get(page_of(row) + "dinh-chinh/999999/").status_code == 404


# Decisions of the State -----------------------------------------------------------------------------------


def test_a_state_decision_is_recorded(stage: Stage, officer: Client) -> None:
    case = stage.nomination(
        stage.teacher("Nguyễn Thị An"), "pm_certificate_of_merit", review_state="submitted", state="forwarded"
    )
    shown = text(officer.get(EXTERNAL))
    assert "Nguyễn Thị An" in shown
    data = {
        "issuer": "Thủ tướng Chính phủ", "number": "1234/QĐ-TTg", "decided_on": "10/12/2021", "ids": [case.pk],
    }  # fmt: skip
    missing = text(officer.post(EXTERNAL, {**data, "number": ""}))
    assert "Chưa nhập số quyết định." in missing
    assert "Thủ tướng Chính phủ" in missing
    assert "Ghi Quyết định số 1234/QĐ-TTg ngày 10/12/2021" in text(officer.post(EXTERNAL, data))
    done = officer.post(EXTERNAL, {**data, **CONFIRMED}, follow=True)
    assert "1234/QĐ-TTg" in text(done)
    assert AwardRecord.objects.get().decision_number == "1234/QĐ-TTg"
    assert Nomination.objects.get(pk=case.pk).state == "awarded"
    pdf = officer.get(f"{done.redirect_chain[-1][0]}quyet-dinh.pdf")
    assert pdf.status_code == 403
    assert "xem bản chính đính kèm" in text(pdf)


# Queries --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", ["draft", "signed", "published"])
def test_queries_do_not_grow_with_the_annex(stage: Stage, officer: Client, step: str) -> None:
    make = getattr(stage, step)
    one = make([stage.nomination(stage.teacher("Nguyễn Thị An"))])
    three = make(stage.nominations([stage.teacher(f"Trần Văn {n}") for n in ("Bình", "Cảnh", "Dũng")]))
    assert queries_of(officer, page_of(one)) == queries_of(officer, page_of(three)) <= 20


def test_queries_of_lists_do_not_grow(stage: Stage, officer: Client) -> None:
    stage.signed([stage.nomination(stage.teacher("Nguyễn Thị An"))])
    stage.nomination(stage.teacher("Hà Thị Một"))
    first, choosing = queries_of(officer, LIST), queries_of(officer, NEW)
    for name in ("Bình", "Cảnh"):
        stage.signed([stage.nomination(stage.teacher(f"Trần Văn {name}"))])
        stage.nomination(stage.teacher(f"Hà Thị {name}"))
    assert queries_of(officer, LIST) == first <= 6
    assert queries_of(officer, NEW) == choosing <= 14
