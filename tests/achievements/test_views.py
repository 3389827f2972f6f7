"""The pages of the register and of recipients' facts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.decisions.stage import WORKER, Stage
from tests.factories import SYSTEM, actor, collective, household, person
from tests.pages import CONFIRMED, as_user, queries_of, streamed, text
from thidua.access.types import Role
from thidua.achievements import commands
from thidua.achievements.models import (
    AwardRecord,
    ClusterPlace,
    Composition,
    Hold,
    Initiative,
    OtherFact,
    Penalty,
    Rating,
    ServiceEvent,
)
from thidua.achievements.types import Basis, NewAward
from thidua.foundation.search import learn
from thidua.organisation.models import Recipient, Succession

REGISTER = "/so-khen-thuong/"


def past(
    recipient: Recipient, award: str = WORKER, year: int = 2019, number: str = "15/QĐ-UBND"
) -> AwardRecord:
    """An award of an earlier year, from its paper."""
    return commands.enter_past_award(
        SYSTEM,
        award=NewAward(recipient.pk, award, year),
        basis=Basis(number, date(year + 1, 1, 20), "Chủ tịch Ủy ban nhân dân huyện Cư Jút", "Lê Văn Sáu"),
    )


def record_url(row: AwardRecord) -> str:
    return f"{REGISTER}{row.pk}/"


def recipient_url(recipient: Recipient) -> str:
    return f"{REGISTER}doi-tuong/{recipient.pk}/"


# The register ---------------------------------------------------------------------------------------------


def test_the_register_is_found_without_marks_and_with_a_slip(stage: Stage, officer: Client) -> None:
    past(stage.teacher("Nguyễn Thị Hường"))
    past(stage.teacher("Trần Văn Đạt"))
    learn(["nguyen thi huong", "tran van dat"])
    plain = text(officer.get(REGISTER, {"q": "nguyen thi huong"}))
    assert "Nguyễn Thị Hường" in plain
    assert "Trần Văn Đạt" not in plain
    assert "đã tìm gần đúng" not in plain
    slip = text(officer.get(REGISTER, {"q": "nguyen thi huonh"}))
    assert "Nguyễn Thị Hường" in slip
    assert "đã tìm gần đúng" in slip
    assert "Không có khen thưởng nào khớp" in text(officer.get(REGISTER, {"q": "hoang quoc bao"}))


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ({"year": "2019"}, {"An"}),
        ({"award": WORKER}, {"An", "Bình"}),
        ({"number": "16"}, {"Bình"}),
        ({"number": "16/QĐ-UBND"}, {"Bình"}),
        ({"kind": "household"}, {"hộ"}),
        ({"unit": "xa nam dong"}, {"hộ"}),
        ({"unit": "cu jut"}, {"An", "Bình", "hộ"}),
        ({"state": "revoked"}, set()),
        ({"unit": "khong co"}, set()),
    ],
)
def test_the_register_is_narrowed(
    stage: Stage, officer: Client, data: dict[str, str], found: set[str]
) -> None:
    past(stage.teacher("Nguyễn Thị An"))
    past(stage.teacher("Trần Văn Bình"), year=2020, number="16/QĐ-UBND")
    past(
        household("Hộ ông Y Krông", stage.units.commune),
        "commendation_certificate_commune",
        2020,
        "17/QĐ-UBND",
    )
    shown = text(officer.get(REGISTER, data))
    names = {"An": "Nguyễn Thị An", "Bình": "Trần Văn Bình", "hộ": "Hộ ông Y Krông"}
    assert {key for key, name in names.items() if name in shown} == found


def test_a_wrong_year_is_said_and_does_not_narrow(stage: Stage, officer: Client) -> None:
    past(stage.teacher("Nguyễn Thị An"))
    shown = text(officer.get(REGISTER, {"year": "hai nghìn"}))
    assert 'aria-invalid="true"' in shown
    assert "Nguyễn Thị An" in shown


def test_the_register_holds_only_the_scope(stage: Stage, officer: Client, stranger: Client) -> None:
    row = past(stage.teacher("Nguyễn Thị An"))
    assert "Nguyễn Thị An" not in text(stranger.get(REGISTER))
    assert stranger.get(record_url(row)).status_code == 404
    assert stranger.get(record_url(row) + "trich-luc.pdf").status_code == 404
    assert stranger.get(record_url(row) + "huy-bo/").status_code == 404


def test_pages_follow_the_last_line(stage: Stage, officer: Client) -> None:
    teacher = stage.teacher("Nguyễn Thị An")
    for number in range(1, 53):
        past(teacher, year=1960 + number, number=f"{number:02d}/QĐ-UBND")
    first = text(officer.get(REGISTER))
    assert "40 khen thưởng mới nhất, còn nữa" in first
    after = first.split("after=")[1].split('"')[0]
    second = text(officer.get(REGISTER, {"after": after}))
    assert "12 khen thưởng cuối cùng" in second
    assert "Về trang đầu" in second
    assert "02/QĐ-UBND" in second
    assert "02/QĐ-UBND" not in first


def test_the_register_downloads_what_was_found(stage: Stage, officer: Client) -> None:
    past(stage.teacher("Nguyễn Thị An"))
    past(stage.teacher("Trần Văn Bình"))
    lines = streamed(officer.get(REGISTER, {"q": "an", "export": "csv"})).decode()
    assert "Nguyễn Thị An" in lines
    assert "Trần Văn Bình" not in lines
    assert streamed(officer.get(REGISTER, {"export": "xlsx"})).startswith(b"PK")


def test_a_search_by_name_is_cheap(stage: Stage, officer: Client) -> None:
    past(stage.teacher("Nguyễn Thị An"))
    one = queries_of(officer, REGISTER, {"q": "nguyen thi"})
    for name in ("Bình", "Cảnh"):
        past(stage.teacher(f"Nguyễn Thị {name}"))
    assert queries_of(officer, REGISTER, {"q": "nguyen thi"}) == one <= 7


# One record -----------------------------------------------------------------------------------------------


def test_a_record_shows_decision_check_bonus_and_code(stage: Stage, officer: Client) -> None:
    row = stage.published([stage.nomination(stage.teacher("Nguyễn Thị An"))])
    record = AwardRecord.objects.get()
    shown = text(officer.get(record_url(record)))
    assert f'href="/quyet-dinh/{row.pk}/"' in shown
    assert "450.000 đ" in shown
    assert "Kết luận theo pháp luật khi quyết định" in shown
    assert "Lê Thị Mai" in shown
    assert f"/xac-minh/{record.code}/qr.svg" in shown
    assert "chỉ hủy bỏ, phục hồi bằng quyết định của nơi đã ban hành" in shown
    refused = officer.get(record_url(record) + "huy-bo/")
    assert refused.status_code == 403
    assert "01/QĐ-UBND" in text(refused)


def test_an_extract_is_printed(stage: Stage, officer: Client) -> None:
    url = record_url(past(stage.teacher("Nguyễn Thị An")))
    assert officer.get(url + "trich-luc.pdf").content.startswith(b"%PDF")
    assert officer.get(url + "trich-luc.docx").content.startswith(b"PK")
    assert officer.get(url + "trich-luc.txt").status_code == 404


def test_an_award_is_revoked_and_restored_with_a_reason(stage: Stage, officer: Client) -> None:
    row = past(stage.teacher("Nguyễn Thị An"))
    url = record_url(row) + "huy-bo/"
    assert "Chưa có." in text(officer.get(url))
    data = {
        "reason": "Kê khai không đúng", "document": "Quyết định số 30/QĐ-UBND", "on": "01/12/2021",
        "by_unit_id": stage.units.district.pk,
    }  # fmt: skip
    missing = text(officer.post(url, {**data, "reason": ""}))
    assert "Chưa nhập lý do hủy bỏ." in missing
    assert "Quyết định số 30/QĐ-UBND" in missing
    assert "Hủy bỏ Lao động tiên tiến năm 2019 của Nguyễn Thị An" in text(officer.post(url, data))
    early = officer.post(url, {**data, "on": "01/12/2019", **CONFIRMED})
    assert early.status_code == 422
    assert "Ngày hủy bỏ không được trước ngày quyết định" in text(early)
    shown = text(officer.post(url, {**data, **CONFIRMED}, follow=True))
    assert "Đã hủy bỏ ngày 01/12/2021" in shown
    assert "Kê khai không đúng" in shown
    assert "Đã hủy bỏ" in text(officer.get(REGISTER))
    back = officer.post(
        record_url(row) + "phuc-hoi/", {**data, "reason": "Đã xác minh lại", **CONFIRMED}, follow=True
    )
    assert "Đã phục hồi khen thưởng." in text(back)
    row.refresh_from_db()
    assert row.state == "active"


def test_a_revocation_tells_of_the_awards_that_counted_this_one(stage: Stage, officer: Client) -> None:
    teacher = stage.teacher("Nguyễn Thị An")
    rows = [past(teacher, "grassroots_emulation_fighter", year, f"{year}/QĐ-UBND") for year in (2019, 2020)]
    past(teacher, "provincial_emulation_fighter", 2020, "9/QĐ-UBND")
    shown = text(officer.get(record_url(rows[0]) + "huy-bo/"))
    assert "Chiến sĩ thi đua cấp tỉnh năm 2020" in shown
    assert "1 trường hợp đã tính đến sẽ phải xem xét lại" in shown


def test_the_inspector_sees_a_record_and_may_not_revoke(stage: Stage, inspector: Client) -> None:
    row = past(stage.teacher("Nguyễn Thị An"))
    assert "Hủy bỏ khen thưởng" not in text(inspector.get(record_url(row)))
    refused = inspector.get(record_url(row) + "huy-bo/")
    assert refused.status_code == 403
    assert "không được hủy bỏ" in text(refused)


# A recipient ----------------------------------------------------------------------------------------------


def everyone(stage: Stage) -> list[Recipient]:
    """One of each kind."""
    return [
        stage.teacher("Nguyễn Thị An"),
        collective(stage.units.school),
        household("Hộ ông Y Krông", stage.units.commune),
    ]


def test_each_kind_has_its_page(stage: Stage, officer: Client, stranger: Client) -> None:
    for who in everyone(stage):
        shown = text(officer.get(recipient_url(who)))
        assert who.name in shown
        assert "Từ năm 2011 đến hết năm 2021." in shown
        assert stranger.get(recipient_url(who)).status_code == 404


@pytest.mark.parametrize(
    ("kind", "data", "model", "shown"),
    [
        ("xep-loai", {"year": "2020", "level": "good"}, Rating, "Hoàn thành tốt nhiệm vụ"),
        (
            "sang-kien",
            {"year": "2020", "title": "Phần mềm điểm danh", "form": "solution", "scope": "province",
             "recognised_by": "province", "applied": "on", "document": "Quyết định số 9/QĐ-SKHCN"},
            Initiative, "Phần mềm điểm danh",
        ),
        ("ky-luat", {"day": "01/03/2020", "level": "warning"}, Penalty, "Cảnh cáo"),
        ("tam-dung", {"reason": "complaint", "since": "01/12/2021"}, Hold, "Đang giải quyết khiếu nại, chưa kết thúc"),
        ("cong-tac", {"kind": "sick_leave", "year": "2020", "working_days": "45"}, ServiceEvent, "Nghỉ ốm"),
        (
            "nganh-nghe",
            {"kind": "teaching", "since": "05/09/2001", "counts_double": "unknown", "document": "Sổ bảo hiểm xã hội"},
            OtherFact,
            "Trực tiếp nuôi dạy, giảng dạy, từ 05/09/2001 đến nay, chưa rõ có được tính gấp đôi",
        ),
        (
            "khen-thuong",
            {"award": WORKER, "route": "merit", "year": "2015", "number": "8/QĐ-UBND", "decided_on": "20/01/2016",
             "decided_by": "Chủ tịch Ủy ban nhân dân huyện"},
            AwardRecord, "8/QĐ-UBND",
        ),
    ],
)  # fmt: skip
def test_a_fact_is_recorded_and_shown_with_who_recorded_it(
    stage: Stage, officer: Client, kind: str, data: dict[str, str], model: Any, shown: str
) -> None:
    teacher = person("Trần Văn Bình", stage.units.school)
    url = f"{recipient_url(teacher)}ghi/{kind}/"
    assert officer.get(url).status_code == 200
    page = text(officer.post(url, {**data, **CONFIRMED}, follow=True))
    assert model.objects.filter(recipient=teacher).count() == 1
    assert shown in page
    if model is not AwardRecord:
        assert "Lê Thị Mai" in page


@pytest.mark.parametrize(
    ("kind", "data", "model", "shown"),
    [
        (
            "so-lieu",
            {"year": "2020", "members": "20", "completed": "20", "warned": "0"},
            Composition,
            "20 người",
        ),
        (
            "cum-khoi",
            {"year": "2020", "rank": "2", "size": "9", "run_by": "province"},
            ClusterPlace,
            "Hạng 2/9",
        ),
        ("dan-dau", {"since": "01/01/2012"}, OtherFact, "Dẫn đầu toàn quốc về năng suất"),
    ],
)
def test_facts_of_a_collective(
    stage: Stage, officer: Client, kind: str, data: dict[str, str], model: Any, shown: str
) -> None:
    school = collective(stage.units.school)
    page = text(officer.post(f"{recipient_url(school)}ghi/{kind}/", data, follow=True))
    assert model.objects.filter(recipient=school).count() == 1
    assert shown in page


def test_the_law_engine_reads_what_the_forms_record(stage: Stage, officer: Client) -> None:
    """Heads and service entered by form are facts that the record format takes."""
    from thidua.eligibility import commands as eligibility
    from thidua.eligibility.models import Check
    from thidua.eligibility.types import Asked

    school, teacher = collective(stage.units.school), person("Trần Văn Bình", stage.units.school)
    heads = {
        "year": "2021",
        "members": "20",
        "completed": "20",
        "good": "18",
        "reprimanded": "1",
        "warned": "0",
    }
    officer.post(f"{recipient_url(school)}ghi/so-lieu/", heads)
    move = {
        "kind": "transfer",
        "date": "01/08/2021",
        "months_at_previous_unit": "7",
        "previous_unit_comment": "on",
    }
    officer.post(f"{recipient_url(teacher)}ghi/cong-tac/", move)
    study = {"kind": "study", "since": "01/01/2020", "until": "28/02/2021", "grade": "good"}
    officer.post(f"{recipient_url(teacher)}ghi/cong-tac/", study)
    questions = [
        Asked(None, pk, award, "merit", 2021, None, None, "", stage.officer.today)
        for pk, award in ((school.pk, "advanced_collective"), (teacher.pk, WORKER))
    ]
    eligibility.check_many(stage.officer, questions)
    checks = list(Check.objects.all())
    assert len(checks) == 2
    assert not [finding for check in checks for finding in check.findings if finding["rule"] == "record"]


def test_acts_that_stop_a_case_ask_first(stage: Stage, officer: Client) -> None:
    teacher = stage.teacher("Nguyễn Thị An")
    url = f"{recipient_url(teacher)}ghi/tam-dung/"
    asked = text(officer.post(url, {"reason": "complaint", "since": "01/12/2021"}))
    assert "Tạm dừng xét khen thưởng đối với Nguyễn Thị An?" in asked
    assert not Hold.objects.exists()


def test_holds_and_penalties_are_ended(stage: Stage, officer: Client, stranger: Client) -> None:
    teacher = stage.teacher("Nguyễn Thị An")
    hold = commands.open_hold(
        stage.officer, recipient_id=teacher.pk, reason="complaint", since=date(2021, 12, 1)
    )
    penalty = commands.add_penalty(
        stage.officer, recipient_id=teacher.pk, day=date(2020, 3, 1), level="warning"
    )
    end_hold, end_penalty = (
        f"{REGISTER}tam-dung/{hold.pk}/ket-thuc/",
        f"{REGISTER}ky-luat/{penalty.pk}/het-hieu-luc/",
    )
    work = commands.add_other_fact(
        stage.officer,
        recipient_id=teacher.pk,
        section="experience",
        data={"kind": "teaching", "from": "2001-09-05", "until": None},
    )
    end_work = f"{REGISTER}cong-tac/{work.pk}/ket-thuc/"
    page = text(officer.get(recipient_url(teacher)))
    assert end_hold in page
    assert end_penalty in page
    assert end_work in page
    assert stranger.get(end_work).status_code == 404
    officer.post(end_work, {"until": "31/08/2020", **CONFIRMED})
    ended = text(officer.get(recipient_url(teacher)))
    assert "từ 05/09/2001 đến 31/08/2020" in ended and end_work not in ended
    assert stranger.get(end_hold).status_code == 404
    assert "Kết thúc tạm dừng xét khen thưởng đối với Nguyễn Thị An?" in text(
        officer.post(end_hold, {"until": "10/12/2021"})
    )
    late = officer.post(end_hold, {"until": "16/12/2021", "note": "Không có vi phạm", **CONFIRMED})
    assert late.status_code == 422
    assert "không được sau ngày 15/12/2021" in text(late)
    assert "Không có vi phạm" in text(late)
    officer.post(end_hold, {"until": "10/12/2021", **CONFIRMED})
    officer.post(end_penalty, {"until": "01/03/2021", **CONFIRMED})
    hold.refresh_from_db()
    penalty.refresh_from_db()
    assert (hold.until, penalty.until) == (date(2021, 12, 10), date(2021, 3, 1))
    assert end_hold not in text(officer.get(recipient_url(teacher)))


def test_a_refused_fact_keeps_what_was_typed(stage: Stage, officer: Client) -> None:
    teacher = stage.teacher("Nguyễn Thị An")
    url = f"{recipient_url(teacher)}ghi/xep-loai/"
    response = officer.post(url, {"year": "2022", "level": "good", "document": "Thông báo số 3"})
    assert response.status_code == 422
    assert "Năm 2022 không hợp lệ" in text(response)
    assert "Thông báo số 3" in text(response)


def test_service_needs_its_day_or_year(stage: Stage, officer: Client) -> None:
    url = f"{recipient_url(stage.teacher('Nguyễn Thị An'))}ghi/cong-tac/"
    assert "Hãy ghi năm, hoặc ghi từ ngày." in text(officer.post(url, {"kind": "leave"}))
    assert "Chưa nhập ngày chuyển đơn vị." in text(officer.post(url, {"kind": "transfer"}))
    assert not ServiceEvent.objects.exists()


def test_who_may_record_what(stage: Stage, inspector: Client, stranger: Client) -> None:
    teacher, school = stage.teacher("Nguyễn Thị An"), collective(stage.units.school)
    rating, hold = f"{recipient_url(teacher)}ghi/xep-loai/", f"{recipient_url(teacher)}ghi/tam-dung/"
    refused = inspector.get(rating)
    assert refused.status_code == 403
    assert "Chỉ cán bộ thi đua, khen thưởng hoặc chuyên viên thường trực được ghi." in text(refused)
    assert inspector.get(hold).status_code == 200
    page = text(inspector.get(recipient_url(teacher)))
    assert hold in page
    assert rating not in page
    assert stranger.get(rating).status_code == 404
    member = as_user(actor(Role.COUNCIL_MEMBER, stage.units.district))
    assert member.get(hold).status_code == 403
    assert member.get(recipient_url(school)).status_code == 200


def test_a_fact_belongs_to_its_kind_of_recipient(stage: Stage, officer: Client) -> None:
    teacher, school = stage.teacher("Nguyễn Thị An"), collective(stage.units.school)
    assert officer.get(f"{recipient_url(teacher)}ghi/so-lieu/").status_code == 404
    assert officer.get(f"{recipient_url(school)}ghi/sang-kien/").status_code == 404
    assert officer.get(f"{recipient_url(teacher)}ghi/khac/").status_code == 404


def test_queries_do_not_grow_with_the_history(stage: Stage, officer: Client) -> None:
    teacher = stage.teacher("Nguyễn Thị An")
    past(teacher, year=2015)
    record = past(teacher, year=2016, number="20/QĐ-UBND")
    one, two = queries_of(officer, recipient_url(teacher)), queries_of(officer, record_url(record))
    for year in (2017, 2018, 2019):
        past(teacher, year=year, number=f"{year}/QĐ-UBND")
        commands.set_rating(stage.officer, recipient_id=teacher.pk, year=year, level="good")
    assert queries_of(officer, recipient_url(teacher)) == one <= 19
    assert queries_of(officer, record_url(record)) == two <= 9


# A unit ---------------------------------------------------------------------------------------------------


def test_a_unit_has_the_awards_of_those_that_became_part_of_it(
    stage: Stage, officer: Client, stranger: Client
) -> None:
    first, second = collective(stage.units.school), collective(stage.units.other_school)
    past(first, "advanced_collective", 2018, "21/QĐ-UBND")
    past(second, "advanced_collective", 2019, "22/QĐ-UBND")
    Succession.objects.create(
        before=stage.units.other_school, after=stage.units.school, kind="merger", on=date(2021, 6, 1)
    )
    url = f"{REGISTER}don-vi/{stage.units.school.pk}/"
    shown = text(officer.get(url))
    assert "21/QĐ-UBND" in shown
    assert "22/QĐ-UBND" in shown
    assert "Trường Tiểu học Kim Đồng" in shown
    assert stranger.get(url).status_code == 404


def test_the_rarer_facts_are_listed_with_their_anchors(stage: Stage, officer: Client) -> None:
    """Also a judgement without a year, and a post that ended: each where evidence leads."""
    teacher = stage.teacher("Nguyễn Thị An")
    told = {
        ("movements", "Phong trào do cấp tỉnh phát động, 2018 - 2020, 3 năm, được đánh giá khi tổng kết năm 2020"): {
            "launched_by": "province", "from": 2018, "until": 2020, "years": 3, "review": "final", "year": 2020,
        },
        ("posts", "Hiệu trưởng, từ 01/09/2015 đến 31/08/2020"): {
            "post": "school_principal", "from": "2015-09-01", "until": "2020-08-31",
        },
        ("experience", "Phục vụ trong Quân đội nhân dân, từ 15/02/2005 đến 31/01/2007, được tính gấp đôi"): {
            "kind": "army", "from": "2005-02-15", "until": "2007-01-31", "counts_double": True,
        },
        ("contributions", "Ủng hộ, đóng góp, phòng, chống dịch, 500.000.000 đồng"): {
            "year": 2021, "kind": "donation", "amount_vnd": 500_000_000, "purpose": "phòng, chống dịch",
        },
        ("attested", "Thành tích có phạm vi ảnh hưởng trong tỉnh, bộ, ngành"): {"code": "influence_in_province"},
        ("registered", "Chiến sĩ thi đua cơ sở"): {"award": "grassroots_emulation_fighter", "year": 2021},
    }  # fmt: skip
    for (section, _), data in told.items():
        commands.add_other_fact(stage.officer, recipient_id=teacher.pk, section=section, data=data)
    response = officer.get(f"{REGISTER}doi-tuong/{teacher.pk}/")
    shown = text(response)
    for _, words in told:
        assert words in shown, words
    for title in (
        "Phong trào thi đua đã tham gia",
        "Chức vụ đã giữ",
        "Thời gian công tác trong ngành, nghề",
        "Đóng góp",
        "Đăng ký thi đua",
    ):
        assert title in shown
    assert "Không ghi" in shown
    anchors = [f'id="fact-{pk}"' for pk in OtherFact.objects.values_list("pk", flat=True)]
    assert len(anchors) == 6
    assert all(anchor in response.content.decode() for anchor in anchors)
