"""The pages of councils: who may open and do what, refusals in words, nothing typed is lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.councils.conftest import NAMES, Room
from tests.factories import TODAY, actor
from tests.nominations.conftest import FIGHTER
from thidua.access.models import User
from thidua.access.types import Role
from thidua.councils import commands, screens
from thidua.councils.models import Council, Member, Session, SessionItem
from thidua.councils.types import Vote
from thidua.nominations.models import Nomination

LIST = "/hoi-dong/"
COUNCILS = "/hoi-dong/danh-sach/"
CONFIRMED = {"confirmed": "1"}


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.TODAY = TODAY.isoformat()


def as_user(who: Any) -> Client:
    """A browser in which this actor is signed in."""
    client = Client()
    client.force_login(User.objects.get(pk=who.user_id), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def officer(room: Room) -> Client:
    return as_user(room.stage.officer)


@pytest.fixture
def head(room: Room) -> Client:
    """Sees everything of the school, runs nothing."""
    return as_user(room.stage.head)


@pytest.fixture
def stranger(room: Room) -> Client:
    """An officer of the other district."""
    return as_user(room.stage.stranger)


def text(response: Any) -> str:
    return response.content.decode()


def url(session_id: int, part: str = "") -> str:
    return f"/hoi-dong/phien/{session_id}/{part}"


def mark(client: Client, page: str) -> str:
    """The mark that the form of this page carries."""
    found = text(client.get(page))
    return found.split('name="mark" value="')[1].split('"')[0]


def course_data(room: Room, **changes: Any) -> dict[str, Any]:
    """What the form of the course sends: two absent, one of them wrote."""
    seats = dict(Member.objects.filter(council=room.council_id).values_list("name", "pk"))
    return {
        "begins": "8h00", "ends": "10:30", "place": "Phòng họp nhà trường", "way": "secret", "chair": NAMES[0],
        "secretary": NAMES[1], f"absent_{seats[NAMES[7]]}": "on", f"reason_{seats[NAMES[7]]}": "đi công tác",
        f"wrote_{seats[NAMES[7]]}": "on", f"absent_{seats[NAMES[8]]}": "on", **changes,
    }  # fmt: skip


# Lists ----------------------------------------------------------------------------------------------------


def test_sign_in_comes_first(client: Client, room: Room) -> None:
    for page in (LIST, COUNCILS, f"/hoi-dong/{room.council_id}/"):
        response = client.get(page)
        assert response.status_code == 302
        assert "/tai-khoan/" in response["Location"]


def test_the_lists_show_the_scope_only(room: Room, officer: Client, stranger: Client) -> None:
    session_id = room.session(room.waiting())
    assert url(session_id) in text(officer.get(LIST))
    assert "Trường THCS Nguyễn Du" in text(officer.get(COUNCILS))
    assert url(session_id) not in text(stranger.get(LIST))
    assert "Trường THCS Nguyễn Du" not in text(stranger.get(COUNCILS))


def test_the_list_says_where_a_session_should_be_opened(room: Room, officer: Client, head: Client) -> None:
    first = room.waiting()
    room.waiting("Lê Văn Hùng")
    assert "<b>2 hồ sơ</b> đã thẩm định" in text(officer.get(LIST))
    room.session(first)
    shown = text(officer.get(LIST))
    assert "<b>1 hồ sơ</b> đã thẩm định" in shown
    assert f"/hoi-dong/{room.council_id}/lap-phien/" in shown
    assert "đã thẩm định" not in text(head.get(LIST))


def test_the_list_is_narrowed_by_state_and_by_name_without_marks(room: Room, officer: Client) -> None:
    session_id = room.session(room.waiting())
    assert url(session_id) in text(officer.get(LIST, {"state": "open"}))
    assert url(session_id) not in text(officer.get(LIST, {"state": "closed"}))
    assert "Nguyễn Du" in text(officer.get(COUNCILS, {"q": "nguyen du"}))
    assert "Không có Hội đồng nào khớp" in text(officer.get(COUNCILS, {"q": "kim dong"}))


def test_the_pages_make_as_many_queries_for_more_rows(room: Room, officer: Client) -> None:
    session_id = room.session(room.waiting("Nguyễn Văn Một"))
    council = f"/hoi-dong/{room.council_id}/"
    pages = [LIST, COUNCILS, council, url(session_id), url(session_id, "phieu/"), f"{council}lap-phien/"]
    room.waiting("Nguyễn Văn Hai")
    before = {page: _queries(officer, page) for page in pages}
    more = [room.waiting(f"Người thứ {n}") for n in range(3)]
    commands.change_agenda(actor=room.stage.officer, session_id=session_id, add=more)
    for n in range(2):
        room.session(room.waiting(f"Người khác {n}"))
        room.waiting(f"Người nữa {n}")
    assert {page: _queries(officer, page) for page in pages} == before
    assert max(before.values()) <= 15


def _queries(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(page).status_code == 200
    return len(found)


# A council and its members --------------------------------------------------------------------------------


def test_a_council_is_founded_once_and_what_was_typed_stays(room: Room) -> None:
    officer = as_user(room.stage.district_officer)
    page = "/hoi-dong/lap/"
    assert "Hội đồng Thi đua - Khen thưởng Huyện Cư Jút" in text(officer.get(page))
    data = {"unit_id": room.stage.units.district.pk, "name": "Hội đồng huyện", "since": "31/02/2021"}
    wrong = text(officer.post(page, data))
    assert 'value="Hội đồng huyện"' in wrong
    assert "Lỗi: " in wrong
    done = text(officer.post(page, {**data, "since": "05/01/2021"}, follow=True))
    assert "Hãy thêm các thành viên" in done
    assert Council.objects.get(unit=room.stage.units.district).name == "Hội đồng huyện"
    again = officer.get(page)
    assert again.status_code == 403
    assert "Không có đơn vị nào để lập Hội đồng" in text(again)


def test_founding_for_another_unit_is_not_offered(room: Room) -> None:
    officer = as_user(room.stage.district_officer)
    data = {"unit_id": room.stage.units.other_district.pk, "name": "Hội đồng khác", "since": "05/01/2021"}
    assert "không có trong danh sách" in text(officer.post("/hoi-dong/lap/", data))
    assert Council.objects.count() == 1


def test_the_page_of_a_council_names_roles_and_offers_by_right(
    room: Room, officer: Client, head: Client
) -> None:
    page = f"/hoi-dong/{room.council_id}/"
    shown = text(officer.get(page))
    assert "Chủ tịch Hội đồng" in shown
    assert "Quyết định số 12/QĐ-THCSND" in shown
    assert f"{page}them-thanh-vien/" in shown
    seen = text(head.get(page))
    assert "Thêm thành viên" not in seen
    assert "Chỉ cán bộ thi đua, chuyên viên của đơn vị hoặc người điều hành" in seen


def test_a_member_is_seated_with_an_account(room: Room, officer: Client) -> None:
    page = f"/hoi-dong/{room.council_id}/them-thanh-vien/"
    account = room.chair.user_id
    assert f'value="{account}"' in text(officer.get(page))
    data = {
        "name": "Cao Thị Oanh",
        "title": "Kế toán",
        "role": "standing",
        "since": "01/12/2021",
        "user_id": account,
    }
    assert "Đã thêm Cao Thị Oanh" in text(officer.post(page, data, follow=True))
    assert Member.objects.get(name="Cao Thị Oanh").user_id == account
    refused = officer.post(page, data)
    assert refused.status_code == 422
    assert "Cao Thị Oanh đang là thành viên" in text(refused)
    assert 'value="Kế toán"' in text(refused)


def test_a_member_leaves_after_one_question(room: Room, officer: Client) -> None:
    seat = Member.objects.get(name=NAMES[8])
    page = f"/hoi-dong/{room.council_id}/thanh-vien/{seat.pk}/thoi/"
    asked = text(officer.post(page, {"until": "30/11/2021"}))
    assert f"Ghi {NAMES[8]} thôi tham gia" in asked
    officer.post(page, {"until": "30/11/2021", **CONFIRMED})
    seat.refresh_from_db()
    assert f"{seat.until:%d/%m/%Y}" == "30/11/2021"
    assert officer.get(page).status_code == 404


def test_a_council_ends_unless_a_session_is_open(room: Room, officer: Client) -> None:
    page = f"/hoi-dong/{room.council_id}/ket-thuc/"
    session_id = room.session(room.waiting())
    refused = officer.post(page, {"until": "15/12/2021", **CONFIRMED})
    assert refused.status_code == 422
    assert "còn phiên họp đang mở" in text(refused)
    officer.post(url(session_id, "huy/"), {"reason": "Hoãn", **CONFIRMED})
    assert "9 thành viên thôi tham gia" in text(officer.post(page, {"until": "15/12/2021"}))
    officer.post(page, {"until": "15/12/2021", **CONFIRMED})
    assert Council.objects.get().until == TODAY
    assert "Hội đồng đã kết thúc" in text(officer.get(f"/hoi-dong/{room.council_id}/them-thanh-vien/"))


def test_members_are_changed_by_the_desk_only(room: Room, head: Client) -> None:
    seat = Member.objects.get(name=NAMES[8])
    base = f"/hoi-dong/{room.council_id}/"
    for part in ("them-thanh-vien/", "ket-thuc/", f"thanh-vien/{seat.pk}/thoi/"):
        response = head.get(base + part)
        assert response.status_code == 403, part
        assert "Chỉ cán bộ thi đua, chuyên viên hoặc quản trị của đơn vị" in text(response)


# Opening a session ----------------------------------------------------------------------------------------


def test_a_session_is_opened_with_a_group(room: Room, officer: Client) -> None:
    first, second = room.waiting("Nguyễn Văn An"), room.waiting("Lê Văn Hùng")
    other = room.waiting("Phan Thị Nga", FIGHTER)
    page = f"/hoi-dong/{room.council_id}/lap-phien/"
    shown = text(officer.get(page))
    assert "Chọn tất cả: <b>3 hồ sơ</b>" in shown
    award = Nomination.objects.get(pk=first).award
    data = {"held_on": "15/12/2021", "begins": "8h", "place": "Hội trường", "groups": [award]}
    done = text(officer.post(page, data, follow=True))
    assert "Đã lập phiên họp với 2 hồ sơ." in done
    session = Session.objects.get()
    assert set(session.items.values_list("nomination_id", flat=True)) == {first, second}
    assert (session.chair, session.secretary, session.place) == (NAMES[0], NAMES[1], "Hội trường")
    rest = text(officer.get(page))
    assert f'name="ids" value="{other}"' in rest
    assert f'name="ids" value="{first}"' not in rest


def test_all_are_taken_at_once_in_the_order_shown(room: Room, officer: Client) -> None:
    for name in ("Nguyễn Văn Yên", "Lê Văn Bắc", "Trần Thị Mai"):
        room.waiting(name)
    officer.post(f"/hoi-dong/{room.council_id}/lap-phien/", {"held_on": "15/12/2021", "groups": ["all"]})
    names = SessionItem.objects.order_by("position").values_list("nomination__recipient__name", flat=True)
    assert list(names) == ["Lê Văn Bắc", "Trần Thị Mai", "Nguyễn Văn Yên"]


def test_a_refused_new_session_keeps_what_was_typed(room: Room, officer: Client) -> None:
    first = room.waiting()
    page = f"/hoi-dong/{room.council_id}/lap-phien/"
    none = text(officer.post(page, {"held_on": "15/12/2021", "place": "Hội trường"}))
    assert "Chưa chọn hồ sơ nào" in none
    assert 'value="Hội trường"' in none
    wrong = text(officer.post(page, {"held_on": "40/12/2021", "begins": "25h", "ids": [first]}))
    assert "Không đọc được giờ" in wrong
    assert 'value="40/12/2021"' in wrong
    assert f'value="{first}" aria-label="Chọn Nguyễn Văn An" checked' in wrong
    early = officer.post(page, {"held_on": "01/12/2020", "ids": [first]})
    assert early.status_code == 422
    assert "Hội đồng chưa có thành viên vào ngày họp." in text(early)
    assert not Session.objects.exists()


def test_opening_is_refused_to_the_head_and_not_there_for_strangers(
    room: Room, head: Client, stranger: Client
) -> None:
    room.waiting()
    page = f"/hoi-dong/{room.council_id}/lap-phien/"
    response = head.get(page)
    assert response.status_code == 403
    assert "người điều hành, thư ký Hội đồng được thực hiện" in text(response)
    assert stranger.get(page).status_code == 404


def test_another_round_is_not_there(room: Room, officer: Client) -> None:
    room.waiting()
    page = f"/hoi-dong/{room.council_id}/lap-phien/"
    assert officer.get(page, {"dot": room.stage.round_id}).status_code == 200
    assert officer.get(page, {"dot": "999999"}).status_code == 404


def test_nothing_waiting_says_when_there_will_be(room: Room, officer: Client) -> None:
    assert "sau khi đơn vị thẩm định đồng ý" in text(officer.get(f"/hoi-dong/{room.council_id}/lap-phien/"))


# From agenda to minutes -----------------------------------------------------------------------------------


def test_a_session_goes_from_course_to_minutes(room: Room, officer: Client) -> None:
    first, second = room.waiting("Nguyễn Văn An"), room.waiting("Lê Văn Hùng")
    session_id = room.session(first, second, course=None)
    shown = text(officer.get(url(session_id)))
    assert "Chưa ghi người chủ trì." in shown
    assert "Đã ghi phiếu 0/2 hồ sơ" in shown
    page = url(session_id, "dien-bien/")
    assert "Đã ghi diễn biến" in text(
        officer.post(page, course_data(room, mark=mark(officer, page)), follow=True)
    )
    page = url(session_id, "phieu/")
    form = text(officer.get(page))
    assert "Trong đó bằng văn bản" in form
    assert "quy chế làm việc của Hội đồng" in form
    data = {f"yes_{first}": "8", f"written_{first}": "1", f"yes_{second}": "2", "mark": mark(officer, page)}
    done = text(officer.post(page, data, follow=True))
    assert "Đã ghi phiếu của 2 hồ sơ." in done
    assert "8/9 (88,9 %)" in done
    asked = text(officer.post(url(session_id, "ket-thuc/"), {"mark": mark(officer, url(session_id))}))
    assert "với 2 hồ sơ: 1 thông qua, 1 không thông qua?" in asked
    assert Session.objects.get().state == "open"
    data = {"mark": mark(officer, url(session_id)), **CONFIRMED}
    closed = text(officer.post(url(session_id, "ket-thuc/"), data, follow=True))
    assert "biên bản số 01/BB-HĐTĐKT: 1 thông qua, 1 không thông qua." in closed
    assert "Kết thúc phiên họp</button>" not in closed
    assert Nomination.objects.get(pk=first).review_state == "council_approved"
    pdf, docx = officer.get(url(session_id, "bien-ban.pdf")), officer.get(url(session_id, "bien-ban.docx"))
    assert pdf.content.startswith(b"%PDF")
    assert docx.content.startswith(b"PK")
    assert f'filename="bien-ban-{session_id}.docx"' in docx["Content-Disposition"]
    assert officer.get(url(session_id, "bien-ban.txt")).status_code == 404


def test_minutes_without_times_say_what_is_missing(room: Room, officer: Client) -> None:
    session_id = room.session(room.waiting(), course=None)
    response = officer.get(url(session_id, "bien-ban.pdf"))
    assert response.status_code == 403
    assert "Chưa ghi giờ bắt đầu và kết thúc" in text(response)


def test_the_course_keeps_what_was_typed(room: Room, officer: Client) -> None:
    session_id = room.session(room.waiting(), course=None)
    page = url(session_id, "dien-bien/")
    seat = Member.objects.get(name=NAMES[3])
    data = course_data(room, mark=mark(officer, page), ends="7h00x", **{f"reason_{seat.pk}": "ốm"})
    wrong = text(officer.post(page, data))
    assert "Không đọc được giờ “7h00x”" in wrong
    assert f"{NAMES[3]}: đã ghi lý do hoặc ý kiến bằng văn bản nhưng chưa đánh dấu vắng mặt." in wrong
    assert 'value="Phòng họp nhà trường"' in wrong
    assert 'value="ốm"' in wrong
    chair = Member.objects.get(name=NAMES[0])
    data = course_data(room, mark=mark(officer, page), **{f"absent_{chair.pk}": "on"})
    assert "Người chủ trì đang được ghi là vắng mặt." in text(officer.post(page, data))
    assert not Session.objects.get().place


def test_impossible_votes_are_refused_at_their_field(room: Room, officer: Client) -> None:
    first, second = room.waiting("Nguyễn Văn An"), room.waiting("Lê Văn Hùng")
    session_id = room.counted(room.session(first, second), Vote(second, 7))
    page = url(session_id, "phieu/")
    data = {f"yes_{first}": "9", f"yes_{second}": "", "mark": mark(officer, page)}
    wrong = text(officer.post(page, data))
    assert "Nguyễn Văn An: Phiếu đồng ý tại phiên họp (9) nhiều hơn số biểu quyết (7)." in wrong
    assert "Lê Văn Hùng: chưa nhập số đồng ý." in wrong
    assert f'href="#id_yes_{first}"' in wrong
    assert SessionItem.objects.get(nomination=first).yes is None


def test_votes_may_be_saved_in_parts(room: Room, officer: Client) -> None:
    first, second = room.waiting("Nguyễn Văn An"), room.waiting("Lê Văn Hùng")
    session_id = room.session(first, second)
    page = url(session_id, "phieu/")
    officer.post(page, {f"yes_{first}": "0", f"yes_{second}": "", "mark": mark(officer, page)})
    assert SessionItem.objects.get(nomination=first).yes == 0
    assert SessionItem.objects.get(nomination=second).yes is None


def test_all_yes_fills_only_what_is_empty_and_spares_conflicts(room: Room, officer: Client) -> None:
    first, second, third = room.waiting("Nguyễn Văn An"), room.waiting("Lê Văn Hùng"), room.waiting(NAMES[2])
    session_id = room.counted(room.session(first, second, third), Vote(second, 4))
    form = text(officer.get(url(session_id, "phieu/"), {"du": "1"}))
    assert _typed(form, f"yes_{first}") == "8"
    assert _typed(form, f"written_{first}") == "1"
    assert _typed(form, f"yes_{second}") == "4"
    assert _typed(form, f"yes_{third}") == "7"
    assert f"Không tham gia biểu quyết: {NAMES[2]}" in form


def _typed(page: str, name: str) -> str:
    field = page.split(f'name="{name}"')[1].split(">")[0]
    return field.split('value="')[1].split('"')[0]


def test_votes_written_by_another_meanwhile_are_not_overwritten(room: Room, officer: Client) -> None:
    first = room.waiting()
    session_id = room.session(first)
    page = url(session_id, "phieu/")
    seen = mark(officer, page)
    room.counted(session_id, Vote(first, 5))
    stale = officer.post(page, {f"yes_{first}": "6", "mark": seen})
    assert stale.status_code == 409
    assert "Người khác vừa ghi kết quả của phiên họp này" in text(stale)
    assert _typed(text(stale), f"yes_{first}") == "6"
    assert "Đã ghi 5/9" in text(stale)
    assert SessionItem.objects.get().yes == 5
    again = text(stale).split('name="mark" value="')[1].split('"')[0]
    officer.post(page, {f"yes_{first}": "6", "mark": again})
    assert SessionItem.objects.get().yes == 6


def test_closing_on_other_counts_than_those_shown_is_stopped(room: Room, officer: Client) -> None:
    first = room.waiting()
    session_id = room.counted(room.session(first), Vote(first, 8, 1))
    seen = mark(officer, url(session_id))
    room.counted(session_id, Vote(first, 2))
    stale = officer.post(url(session_id, "ket-thuc/"), {"mark": seen, **CONFIRMED})
    assert stale.status_code == 409
    assert Session.objects.get().state == "open"


def test_closing_says_what_is_missing(room: Room, officer: Client) -> None:
    session_id = room.session(room.waiting())
    response = officer.post(
        url(session_id, "ket-thuc/"), {"mark": mark(officer, url(session_id)), **CONFIRMED}
    )
    assert response.status_code == 422
    assert "Chưa ghi kết quả của: Nguyễn Văn An." in text(response)


def test_members_who_take_no_part_are_named_with_the_count(room: Room, officer: Client) -> None:
    first = room.waiting()
    session_id = room.counted(room.session(first), Vote(first, 7))
    page = url(session_id, f"phieu/{first}/")
    data = {"yes": "7", "written_yes": "", "conflicts": [NAMES[2]], "mark": mark(officer, page)}
    refused = officer.post(page, data)
    assert refused.status_code == 422
    assert "nhiều hơn số biểu quyết (6)" in text(refused)
    assert f'value="{NAMES[2]}" id="id_conflicts_1" checked' in text(refused)
    officer.post(page, {**data, "yes": "6"})
    item = SessionItem.objects.get()
    assert (item.yes, item.conflicts) == (6, [NAMES[2]])
    assert officer.get(url(session_id, "phieu/999999/")).status_code == 404


def test_the_agenda_is_changed_and_counted_votes_ask_first(room: Room, officer: Client) -> None:
    first, second = room.waiting("Nguyễn Văn An"), room.waiting("Lê Văn Hùng")
    session_id = room.counted(room.session(first), Vote(first, 7))
    page = url(session_id, "chuong-trinh/")
    assert "Chưa chọn hồ sơ nào để thêm hoặc đưa ra." in text(officer.post(page, {}))
    data = {"remove": [first], "ids": [second]}
    asked = text(officer.post(page, data))
    assert "Đưa ra khỏi chương trình Nguyễn Văn An đã ghi phiếu?" in asked
    done = text(officer.post(page, {**data, **CONFIRMED}, follow=True))
    assert "thêm 1 hồ sơ, đưa ra 1 hồ sơ" in done
    assert SessionItem.objects.get().nomination_id == second


def test_a_session_is_cancelled_with_a_reason(room: Room, officer: Client) -> None:
    session_id = room.session(room.waiting())
    page = url(session_id, "huy/")
    assert "Chưa nhập lý do hủy phiên họp." in text(officer.post(page, {"reason": ""}))
    asked = text(officer.post(page, {"reason": "Không đủ thành viên"}))
    assert "1 hồ sơ trở lại chờ phiên họp khác." in asked
    done = text(officer.post(page, {"reason": "Không đủ thành viên", **CONFIRMED}, follow=True))
    assert "Đã hủy phiên họp." in done
    assert "Đã hủy" in done
    again = officer.get(page)
    assert again.status_code == 403
    assert "Phiên họp đã hủy, không thể sửa nữa." in text(again)


# Who may --------------------------------------------------------------------------------------------------

PARTS = ("chuong-trinh/", "dien-bien/", "phieu/", "huy/")


def test_the_head_sees_the_session_and_changes_nothing(room: Room, head: Client) -> None:
    first = room.waiting()
    session_id = room.session(first)
    shown = text(head.get(url(session_id)))
    assert "Phiên họp đang mở. Chỉ cán bộ thi đua" in shown
    assert "Ghi phiếu" not in shown
    for part in (*PARTS, f"phieu/{first}/"):
        response = head.get(url(session_id, part))
        assert response.status_code == 403, part
        assert "Chỉ cán bộ thi đua, chuyên viên của đơn vị" in text(response)
    assert head.post(url(session_id, "ket-thuc/"), CONFIRMED).status_code == 403


def test_the_chair_runs_the_session_with_an_account(room: Room) -> None:
    first = room.waiting()
    session_id = room.session(first)
    chair = as_user(room.chair)
    page = url(session_id, "phieu/")
    chair.post(page, {f"yes_{first}": "7", "mark": mark(chair, page)})
    assert SessionItem.objects.get().yes == 7


def test_another_units_session_is_not_there(room: Room, stranger: Client) -> None:
    first = room.waiting()
    session_id = room.session(first)
    seat = Member.objects.first()
    assert seat is not None
    base = f"/hoi-dong/{room.council_id}/"
    pages = [
        url(session_id, part) for part in ("", *PARTS, f"phieu/{first}/", "bien-ban.pdf", "bien-ban.docx")
    ]
    for page in [
        *pages,
        base,
        *(base + part for part in ("them-thanh-vien/", "ket-thuc/", f"thanh-vien/{seat.pk}/thoi/")),
    ]:
        assert stranger.get(page).status_code == 404, page
    assert stranger.post(url(session_id, "ket-thuc/"), CONFIRMED).status_code == 404


def test_closing_takes_a_post(room: Room, officer: Client) -> None:
    assert officer.get(url(room.session(room.waiting()), "ket-thuc/")).status_code == 405


def test_the_inspector_above_reads_only(room: Room) -> None:
    session_id = room.session(room.waiting())
    inspector = as_user(actor(Role.INSPECTOR, room.stage.units.province))
    assert inspector.get(url(session_id)).status_code == 200
    assert inspector.get(url(session_id, "phieu/")).status_code == 403


# The table of votes ---------------------------------------------------------------------------------------


def test_each_row_says_what_its_threshold_rests_on(room: Room, officer: Client) -> None:
    by_law, own = room.waiting("Nguyễn Văn An", FIGHTER), room.waiting("Lê Văn Hùng")
    session_id = room.session(by_law, own, held_on=date(2024, 6, 3))
    for page in (url(session_id), url(session_id, "phieu/")):
        shown = text(officer.get(page))
        assert "từ 80 % tổng số thành viên trở lên (khoản 7 Điều 30 Nghị định 98/2023/NĐ-CP)" in shown
        assert "quá nửa, theo quy chế làm việc của Hội đồng" in shown


def test_a_long_agenda_is_counted_page_by_page(room: Room, officer: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(screens, "PAGE", 2)
    pks = [room.waiting(f"Nguyễn Văn {name}") for name in ("An", "Bình", "Cường")]
    session_id = room.session(*pks)
    page = url(session_id, "phieu/")
    shown = text(officer.get(page))
    assert f"yes_{pks[1]}" in shown
    assert f"yes_{pks[2]}" not in shown
    seen_second = mark(officer, f"{page}?trang=2")
    done = officer.post(page, {f"yes_{pks[0]}": "7", f"yes_{pks[1]}": "6", "mark": mark(officer, page)})
    assert done["Location"] == f"{page}?trang=2"
    last = officer.post(f"{page}?trang=2", {f"yes_{pks[2]}": "5", "mark": seen_second})
    assert last["Location"] == url(session_id)
    assert list(SessionItem.objects.order_by("position").values_list("yes", flat=True)) == [7, 6, 5]
