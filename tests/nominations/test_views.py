"""The pages of nominations: who sees and does what, refusals in words, nothing typed is lost, what a page costs."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import TODAY, actor, household, person
from tests.nominations.conftest import CERTIFICATE, DISTRICT_AWARD, FIGHTER, WORKER, Stage
from thidua.access.models import User
from thidua.access.types import Actor, Role
from thidua.nominations import commands
from thidua.nominations.models import Nomination
from thidua.nominations.types import Event
from thidua.organisation.models import Person, Recipient

LIST = "/de-nghi/"


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    """Sign-in reads the clock itself."""
    settings.TODAY = TODAY.isoformat()


def as_user(who: Actor) -> Client:
    """A browser in which this actor is signed in."""
    client = Client()
    client.force_login(User.objects.get(pk=who.user_id), backend="django.contrib.auth.backends.ModelBackend")
    return client


def text(response: Any, status: int = 200) -> str:
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def state(pk: int) -> tuple[str, str]:
    return Nomination.objects.values_list("state", "review_state").get(pk=pk)


def send(client: Client, pk: int, act: str, **words: Any) -> Any:
    """Press a button: the version seen, the one question answered."""
    version = Nomination.objects.values_list("version", flat=True).get(pk=pk)
    return client.post(f"{LIST}{pk}/{act}/", {"version": version, "confirmed": "1", **words})


class TestList:
    def test_shows_what_lies_in_scope_with_its_verdict_and_place(self, stage: Stage) -> None:
        stage.draft(WORKER, stage.person("Nguyễn Thị Ánh"))
        page = text(as_user(stage.officer).get(LIST))
        assert "Nguyễn Thị Ánh" in page and "Đang soạn" in page and "1 đề nghị" in page
        assert "Nguyễn Thị Ánh" not in text(as_user(stage.stranger).get(LIST))

    def test_sorts_people_by_given_name_first(self, stage: Stage) -> None:
        for name in ("Trần Văn Ước", "Lê Thị Ánh", "Đỗ Đình Đức", "Phan Thị Dung"):
            stage.draft(WORKER, stage.person(name))
        page = text(as_user(stage.officer).get(LIST))
        order = [
            page.index(f">{name}<") for name in ("Lê Thị Ánh", "Phan Thị Dung", "Đỗ Đình Đức", "Trần Văn Ước")
        ]
        assert order == sorted(order)

    def test_narrows_by_the_address(self, stage: Stage) -> None:
        stage.draft(WORKER, stage.person("Lê Thị Ánh"))
        sent = stage.draft(DISTRICT_AWARD, stage.person("Đỗ Đình Đức"))
        stage.do(stage.officer, sent, Event.PROPOSE)
        client = as_user(stage.officer)
        for query, shown in (
            ("state=draft", "Ánh"), ("review_state=received", "Đức"), ("state=received", "Đức"),
            (f"award={WORKER}", "Ánh"), ("q=do+dinh+duc", "Đức"), (f"unit={stage.units.school.pk}&q=anh", "Ánh"),
        ):  # fmt: skip
            page = text(client.get(f"{LIST}?{query}"))
            other = {"Ánh": "Đức", "Đức": "Ánh"}[shown]
            assert f"{shown}</a>" in page and f"{other}</a>" not in page, query
        assert "Không có đề nghị nào" in text(client.get(f"{LIST}?kind=household"))
        assert "Không có đề nghị nào" in text(client.get(f"{LIST}?unit={stage.units.other_district.pk}"))

    @pytest.mark.parametrize(
        "name", ["unit", "round", "year", "page", "size", "sort", "state", "award", "kind", "q"]
    )
    @pytest.mark.parametrize("value", ["99999999999999999999999", "-1", "²", "' OR 1=1", "a" * 3000])
    def test_nonsense_in_the_address_is_no_error(self, stage: Stage, name: str, value: str) -> None:
        assert as_user(stage.officer).get(LIST, {name: value}).status_code == 200

    def test_my_turn_is_what_my_role_takes_on(self, stage: Stage) -> None:
        stage.draft(WORKER, stage.person("Lê Thị Ánh"))
        waiting = stage.draft(DISTRICT_AWARD, stage.person("Đỗ Đình Đức"))
        for event in (Event.PROPOSE, Event.APPRAISE_AGREE, Event.COUNCIL_APPROVE):
            stage.do(stage.officer, waiting, event)
        mine = f"{LIST}?mine=on"
        page = text(as_user(stage.head).get(mine))
        assert "Đức</a>" in page and "Ánh</a>" not in page
        page = text(as_user(stage.officer).get(mine))
        assert "Ánh</a>" in page and "Đức</a>" not in page

    def test_speaks_to_those_who_wait_in_their_words(self, stage: Stage) -> None:
        stage.at_district(name="Đỗ Đình Đức")
        assert "Đang được xét" in text(as_user(stage.officer).get(LIST))
        assert "Chờ thẩm định" in text(as_user(stage.district_officer).get(f"{LIST}?mine=on"))

    def test_goes_out_as_a_sheet(self, stage: Stage) -> None:
        stage.draft(WORKER, stage.person("Lê Thị Ánh"))
        response = as_user(stage.officer).get(f"{LIST}?export=csv")
        content = b"".join(response.streaming_content) if response.streaming else response.content
        sheet = content.decode("utf-8-sig")
        assert "Lê Thị Ánh" in sheet and "Tổng kết năm 2021" in sheet and "năm 2021" in sheet

    def test_costs_the_same_for_one_row_and_for_three(self, stage: Stage) -> None:
        client = as_user(stage.district_officer)
        address = f"{LIST}?unit={stage.units.school.pk}&q=nguyen"
        counts = []
        for names in (("Nguyễn Văn An",), ("Nguyễn Văn Bình", "Nguyễn Thị Cúc")):
            for name in names:
                stage.at_district(name=name)
            client.get(address)
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert f">{names[0]}<" in text(client.get(address))
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 12


class TestPage:
    def test_tells_the_verdict_the_way_and_the_next_act(self, stage: Stage) -> None:
        pk = stage.at_district()
        page = text(as_user(stage.district_officer).get(f"{LIST}{pk}/"))
        for words in (
            "Kết luận theo pháp luật", "Đường đi của hồ sơ", "Gửi xét", "Trình cấp trên", "Tờ trình số 01", "Đồng ý",
            "Trả lại cấp dưới", "đang ở đây", "ngày làm việc kể từ ngày nhận", "Hội đồng họp xét",
        ):  # fmt: skip
            assert words in page, words

    def test_another_units_nomination_is_not_there(self, stage: Stage) -> None:
        pk = stage.draft()
        client = as_user(stage.stranger)
        for path in ("", "sua/", "gui-xet/", "giay-to/", "giay-to/1/"):
            assert client.get(f"{LIST}{pk}/{path}").status_code == 404, path
        for path in ("gui-xet/", "rut/", "kiem-tra-lai/"):
            assert client.post(f"{LIST}{pk}/{path}", {"version": 1, "confirmed": "1"}).status_code == 404, (
                path
            )
        assert state(pk) == ("draft", "")

    def test_names_what_is_missing_and_where_to_record_it(self, stage: Stage) -> None:
        whom = stage.person()
        page = text(as_user(stage.officer).get(f"{LIST}{stage.draft(WORKER, whom)}/"))
        assert "Còn thiếu" in page and "Bổ sung:" in page
        assert f'href="/so-khen-thuong/doi-tuong/{whom.pk}/">Ghi bổ sung dữ kiện còn thiếu' in page

    def test_says_why_a_button_is_missing(self, stage: Stage) -> None:
        pk = stage.draft()
        page = text(as_user(stage.head).get(f"{LIST}{pk}/"))
        assert "Việc này do" in page and "gui-xet/" not in page
        assert "gui-xet/" in text(as_user(stage.officer).get(f"{LIST}{pk}/"))

    def test_keeps_the_check_that_stood_when_a_unit_endorsed(self, stage: Stage) -> None:
        pk = stage.endorsed(stage.draft())
        client = as_user(stage.officer)
        row = Nomination.objects.get(pk=pk).reviews.get(unit=stage.units.school)
        address = f"/tieu-chuan/lan-xet/{row.check_id}/"
        assert f'{address}">Kết luận về điều kiện khi duyệt' in text(client.get(f"{LIST}{pk}/"))
        assert "Kết luận theo pháp luật" in text(client.get(address))

    def test_goes_on_to_the_next_that_waits_for_me(self, stage: Stage) -> None:
        names = ("Lê Thị Ánh", "Đỗ Đình Đức", "Trần Văn Ước")
        first, other, last = (stage.draft(WORKER, stage.person(name)) for name in names)
        stage.do(stage.officer, other, Event.WITHDRAW)
        client = as_user(stage.officer)
        assert f'href="{LIST}{last}/" rel="next"' in text(client.get(f"{LIST}{first}/"))
        assert 'rel="next"' not in text(client.get(f"{LIST}{last}/"))
        assert 'rel="next"' not in text(as_user(stage.head).get(f"{LIST}{first}/"))

    def test_leads_to_where_papers_for_many_are_made(self, stage: Stage) -> None:
        pk = stage.draft(DISTRICT_AWARD)
        for event in (Event.PROPOSE, Event.APPRAISE_AGREE):
            stage.do(stage.officer, pk, event)
        client = as_user(stage.officer)
        assert 'href="/hoi-dong/">Hội đồng họp xét' in text(client.get(f"{LIST}{pk}/"))
        stage.do(stage.officer, pk, Event.COUNCIL_APPROVE)
        stage.do(stage.head, pk, Event.ENDORSE, confirmed=True)
        new = f"{LIST}to-trinh/lap/{stage.units.school.pk}/{stage.round_id}/"
        assert new in text(client.get(f"{LIST}{pk}/"))
        made = commands.draft_submission(
            actor=stage.officer, unit_id=stage.units.school.pk, round_id=stage.round_id, nomination_ids=[pk]
        )
        page = text(client.get(f"{LIST}{pk}/"))
        assert f'{LIST}to-trinh/{made}/">Mở dự thảo tờ trình' in page and new not in page

    def test_costs_the_same_however_long_the_way_and_the_record(self, stage: Stage) -> None:
        counts = []
        for pk in (stage.draft(WORKER), stage.at_province()):
            client = as_user(stage.province_officer)
            client.get(f"{LIST}{pk}/")
            with CaptureQueriesContext(connection) as queries:
                text(client.get(f"{LIST}{pk}/"))
            counts.append(len(queries))
        assert max(counts) <= 20


class TestActs:
    def test_an_officer_sends_and_appraises_after_one_question(self, stage: Stage) -> None:
        pk = stage.draft()
        client = as_user(stage.officer)
        asked = text(client.post(f"{LIST}{pk}/gui-xet/", {"version": 1}))
        assert "Gửi đề nghị khen thưởng Nguyễn Văn An" in asked and state(pk) == ("draft", "")
        assert send(client, pk, "gui-xet").status_code == 302
        assert state(pk) == ("in_review", "received")
        assert send(client, pk, "dong-y", text="Đủ hồ sơ.").status_code == 302
        assert state(pk) == ("in_review", "appraised")
        assert "Đủ hồ sơ." in text(client.get(f"{LIST}{pk}/"))

    def test_a_return_needs_its_reason_and_keeps_what_was_typed(self, stage: Stage) -> None:
        pk = stage.at_district()
        client = as_user(stage.district_officer)
        page = text(client.get(f"{LIST}{pk}/tra-lai/"))
        assert "về Trường THCS Nguyễn Du để bổ sung?" in page
        page = text(send(client, pk, "tra-lai", text="Thiếu biên bản họp tổ."), 422)
        assert "Chưa chọn lý do." in page and "Thiếu biên bản họp tổ." in page
        assert send(client, pk, "tra-lai", reason="missing_paper", text="Thiếu biên bản.").status_code == 302
        assert state(pk) == ("to_supplement", "to_supplement")
        mine = as_user(stage.officer)
        assert "Thiếu biên bản." in text(mine.get(f"{LIST}{pk}/"))
        assert send(mine, pk, "bo-sung", text="Đã gửi kèm.").status_code == 302
        assert state(pk) == ("in_review", "endorsed")

    def test_a_rejection_closes_and_a_withdrawal_too(self, stage: Stage) -> None:
        first, second = stage.at_district(), stage.draft(WORKER, stage.person("Lê Thị Ánh"))
        words = {"reason": "duplicate", "text": "Đã khen năm trước."}
        assert send(as_user(stage.district_officer), first, "khong-xet", **words).status_code == 302
        assert state(first)[0] == "rejected"
        assert send(as_user(stage.officer), second, "rut").status_code == 302
        assert state(second)[0] == "withdrawn"
        page = text(as_user(stage.officer).get(f"{LIST}{second}/"))
        assert "Kết thúc tại Trường THCS Nguyễn Du" in page and "Rút đề nghị ngày 15/12/2021" in page

    def at_the_head(self, stage: Stage, award: str, name: str = "Nguyễn Văn An") -> int:
        pk = stage.draft(award, stage.person(name))
        for event in (Event.PROPOSE, Event.APPRAISE_AGREE, Event.COUNCIL_APPROVE):
            stage.do(stage.officer, pk, event)
        return pk

    def test_the_head_writes_why_when_conditions_are_not_met(self, stage: Stage) -> None:
        pk = self.at_the_head(stage, FIGHTER)
        client = as_user(stage.head)
        assert "Lý do vẫn duyệt khi chưa đủ điều kiện" in text(client.get(f"{LIST}{pk}/duyet/"))
        assert "Chưa nhập lý do vẫn duyệt." in text(send(client, pk, "duyet"), 422)
        page = text(send(client, pk, "duyet", text="Ngắn quá."), 422)
        assert "ít nhất 20 ký tự" in page and "Ngắn quá." in page
        assert send(client, pk, "duyet", text="Thành tích đặc biệt, đã họp xem xét kỹ.").status_code == 302
        assert state(pk)[1] == "endorsed"
        assert "Thành tích đặc biệt, đã họp xem xét kỹ." in text(client.get(f"{LIST}{pk}/"))

    def test_the_head_confirms_what_is_not_known(self, stage: Stage) -> None:
        pk = self.at_the_head(stage, WORKER)
        client = as_user(stage.head)
        assert "xác nhận đạt" in text(client.get(f"{LIST}{pk}/duyet/"))
        assert "Phải xác nhận đã kiểm tra" in text(send(client, pk, "duyet"), 422)
        assert send(client, pk, "duyet", checked="on").status_code == 302
        assert state(pk)[1] == "endorsed"

    def test_who_may_not_is_refused_with_the_reason(self, stage: Stage) -> None:
        pk = stage.draft()
        page = text(send(as_user(stage.head), pk, "gui-xet", text="Lời đã gõ."), 403)
        assert "Việc này do" in page and "Lời đã gõ." in page and state(pk) == ("draft", "")
        assert "Việc này do" in text(as_user(stage.head).get(f"{LIST}{pk}/gui-xet/"), 403)

    def test_someone_else_was_first(self, stage: Stage) -> None:
        pk = stage.at_district()
        before = Nomination.objects.get(pk=pk).version
        client = as_user(stage.district_officer)
        stage.do(stage.district_officer, pk, Event.APPRAISE_AGREE)
        words = {"version": before, "confirmed": "1", "text": "Lời đã gõ công phu."}
        page = text(client.post(f"{LIST}{pk}/dong-y/", words), 409)
        assert "Lời đã gõ công phu." in page and "Chờ Hội đồng" in page
        page = text(client.post(f"{LIST}{pk}/tra-lai/", {**words, "reason": "other"}), 409)
        assert "Lời đã gõ công phu." in page and "vừa xử lý" in page

    def test_recheck_answers_by_the_law_of_today(self, stage: Stage) -> None:
        pk = stage.draft()
        assert as_user(stage.officer).post(f"{LIST}{pk}/kiem-tra-lai/").status_code == 302
        inspector = as_user(actor(Role.INSPECTOR, stage.units.school))
        assert "Việc kiểm tra lại do" in text(inspector.post(f"{LIST}{pk}/kiem-tra-lai/"), 403)
        assert "kiem-tra-lai" not in text(inspector.get(f"{LIST}{pk}/"))


class TestMany:
    def test_counts_names_exceptions_and_reports(self, stage: Stage) -> None:
        ready = [stage.draft(WORKER, stage.person(name)) for name in ("Lê Thị Ánh", "Đỗ Đình Đức")]
        done = stage.draft(WORKER, stage.person("Phan Thị Dung"))
        stage.do(stage.officer, done, Event.PROPOSE)
        hidden = stage.draft(WORKER, stage.person("Trần Văn Ước"))
        client = as_user(stage.officer)
        page = text(client.post(f"{LIST}nhieu/gui-xet/", {"ids": [*ready, done]}))
        assert "Gửi 2 đề nghị" in page and "Phan Thị Dung</b>: Hồ sơ ở bước" in page
        assert [state(pk)[0] for pk in ready] == ["draft", "draft"]
        report = text(client.post(f"{LIST}nhieu/gui-xet/", {"ids": [*ready, done], "confirmed": "1"}))
        assert "Đã xử lý 2 trường hợp, còn 1 trường hợp chưa xử lý" in report
        assert [state(pk)[0] for pk in (*ready, hidden)] == ["in_review", "in_review", "draft"]

    def test_a_bulk_return_asks_for_words_and_keeps_them(self, stage: Stage) -> None:
        pks = [stage.at_district(name=name) for name in ("Lê Thị Ánh", "Đỗ Đình Đức")]
        client = as_user(stage.district_officer)
        words = {"ids": pks, "confirmed": "1", "text": "Thiếu biên bản."}
        page = text(client.post(f"{LIST}nhieu/tra-lai/", words), 422)
        assert "Chưa chọn lý do." in page and "Thiếu biên bản." in page
        text(client.post(f"{LIST}nhieu/tra-lai/", {**words, "reason": "missing_paper"}))
        assert {state(pk)[0] for pk in pks} == {"to_supplement"}

    def test_the_head_endorses_alone_what_needs_a_reason_and_confirms_what_is_unknown(
        self, stage: Stage
    ) -> None:
        at_the_head = TestActs().at_the_head
        pks = [at_the_head(stage, FIGHTER, "Lê Thị Ánh"), at_the_head(stage, WORKER, "Đỗ Đình Đức")]
        client = as_user(stage.head)
        page = text(client.post(f"{LIST}nhieu/duyet/", {"ids": pks}))
        assert "hãy mở hồ sơ để duyệt riêng" in page and "của 1 hồ sơ và xác nhận đạt" in page
        report = text(client.post(f"{LIST}nhieu/duyet/", {"ids": pks, "confirmed": "1"}))
        assert "chưa được xác nhận" in report
        assert [state(pk)[1] for pk in pks] == ["council_approved", "council_approved"]
        text(client.post(f"{LIST}nhieu/duyet/", {"ids": pks, "confirmed": "1", "checked": "on"}))
        assert [state(pk)[1] for pk in pks] == ["council_approved", "endorsed"]

    def test_others_rows_are_not_there(self, stage: Stage) -> None:
        pk = stage.draft()
        response = as_user(stage.stranger).post(f"{LIST}nhieu/gui-xet/", {"ids": [pk], "confirmed": "1"})
        assert response.status_code == 302 and state(pk)[0] == "draft"

    @pytest.mark.parametrize(
        "back", ["https://example.org/", "//example.org", "/\\example.org", "javascript:a"]
    )
    def test_never_leads_off_the_site(self, stage: Stage, back: str) -> None:
        words = {"ids": [stage.draft()], "confirmed": "1", "back": back}
        page = text(as_user(stage.officer).post(f"{LIST}nhieu/gui-xet/", words))
        assert "example.org" not in page and "javascript:" not in page


class TestByHand:
    def form(self, stage: Stage, **words: Any) -> dict[str, Any]:
        return {
            "round": stage.round_id, "unit": stage.units.school.pk, "award": WORKER, "route": "merit", "year": "2021",
            **words,
        }  # fmt: skip

    def test_finds_without_marks_and_creates(self, stage: Stage) -> None:
        an = stage.person("Nguyễn Văn An")
        person("Nguyễn Văn Anh", stage.units.other_district)
        client = as_user(stage.officer)
        assert "Thêm đề nghị" in text(client.get(f"{LIST}them/"))
        found = text(client.get(f"{LIST}tim-doi-tuong/?find=nguyen+van+an"))
        assert f'value="{an.pk}"' in found and "Nguyễn Văn Anh" not in found
        response = client.post(f"{LIST}them/", self.form(stage, recipient=an.pk))
        made = Nomination.objects.get()
        assert response.status_code == 302 and response["Location"] == f"{LIST}{made.pk}/"
        assert made.recipient_id == an.pk and made.verdict

    def test_works_without_scripts(self, stage: Stage) -> None:
        an = stage.person("Nguyễn Văn An")
        words = self.form(stage, find="van an", search="1", summary="Dạy giỏi nhiều năm.")
        page = text(as_user(stage.officer).post(f"{LIST}them/", words))
        assert f'value="{an.pk}"' in page and "Dạy giỏi nhiều năm." in page
        assert "error-summary" not in page and not Nomination.objects.exists()

    def test_writes_down_someone_new(self, stage: Stage) -> None:
        words = self.form(
            stage, new_kind="person", new_name="H'Bia Êban", new_unit=stage.units.school.pk, new_group="official",
            new_gender="female", new_birth_date="05/03/1985", new_position="Giáo viên",
        )  # fmt: skip
        assert as_user(stage.officer).post(f"{LIST}them/", words).status_code == 302
        made = Nomination.objects.select_related("recipient").get()
        assert made.recipient.name == "H'Bia Êban"
        assert Person.objects.get(recipient=made.recipient).position == "Giáo viên"

    def test_keeps_neither_when_the_award_is_refused_and_loses_nothing_typed(self, stage: Stage) -> None:
        words = self.form(
            stage, award="advanced_collective", new_kind="person", new_name="Lò Văn Pá",
            new_unit=stage.units.school.pk, new_group="official", summary="Nhiều sáng kiến.",
        )  # fmt: skip
        page = text(as_user(stage.officer).post(f"{LIST}them/", words), 422)
        assert "không tặng cho cá nhân" in page
        assert "Lò Văn Pá" in page and "Nhiều sáng kiến." in page
        assert not Recipient.objects.filter(name="Lò Văn Pá").exists()

    @pytest.mark.parametrize(
        ("words", "says"),
        [
            ({}, "Chưa chọn ai"),
            ({"new_name": "Lò Văn Pá"}, "Chưa chọn đối tượng."),
            ({"new_kind": "person", "new_name": "Lò Văn Pá"}, "Chưa chọn nhóm đối tượng."),
            ({"new_kind": "household"}, "Chưa nhập họ và tên."),
            ({"new_kind": "person", "new_id_number": "12"}, "12"),
            ({"year": "hai nghìn"}, "hai nghìn"),
            ({"award": "no_such"}, "Lựa chọn này không có trong danh sách."),
        ],
    )
    def test_says_what_is_wrong(self, stage: Stage, words: dict[str, str], says: str) -> None:
        page = text(as_user(stage.officer).post(f"{LIST}them/", self.form(stage, **words)), 422)
        assert says in page and "<title>Lỗi:" in page
        assert not Nomination.objects.exists()

    @pytest.mark.parametrize("value", ["99999999999999999999999", "-1", "²", "x"])
    def test_a_nonsense_recipient_is_refused_in_words(self, stage: Stage, value: str) -> None:
        client = as_user(stage.officer)
        assert client.get(f"{LIST}them/", {"recipient": value, "find": "an"}).status_code == 200
        assert client.get(f"{LIST}tim-doi-tuong/", {"recipient": value}).status_code == 200
        assert client.post(f"{LIST}them/", self.form(stage, recipient=value)).status_code == 422

    def test_a_household_belongs_to_its_commune(self, stage: Stage) -> None:
        found = household("Y Thok Niê", stage.units.commune)
        page = text(as_user(stage.district_officer).get(f"{LIST}tim-doi-tuong/?find=y+thok"))
        assert f'value="{found.pk}"' in page and "Hộ gia đình" in page

    def test_heads_do_not_draft(self, stage: Stage) -> None:
        assert "được lập đề nghị" in text(as_user(stage.head).get(f"{LIST}them/"), 403)

    def test_a_draft_can_be_changed_and_a_sent_one_not(self, stage: Stage) -> None:
        pk = stage.draft(WORKER)
        client = as_user(stage.officer)
        assert "Lao động tiên tiến" in text(client.get(f"{LIST}{pk}/sua/"))
        words = {"award": FIGHTER, "route": "merit", "year": "2021", "version": "1", "summary": "Mới."}
        page = text(client.post(f"{LIST}{pk}/sua/", {**words, "year": "2029"}), 422)
        assert "2029" in page and "Mới." in page
        assert client.post(f"{LIST}{pk}/sua/", words).status_code == 302
        assert Nomination.objects.get(pk=pk).award == FIGHTER
        page = text(client.post(f"{LIST}{pk}/sua/", {**words, "summary": "Muộn."}), 409)
        assert "Muộn." in page
        stage.do(stage.officer, pk, Event.PROPOSE)
        assert client.get(f"{LIST}{pk}/sua/").status_code == 403


class TestPapers:
    PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"

    def test_added_by_the_holder_and_read_in_scope_only(self, stage: Stage) -> None:
        pk, other = stage.draft(CERTIFICATE), stage.draft(WORKER, stage.person("Lê Thị Ánh"))
        client = as_user(stage.officer)
        assert "Báo cáo thành tích" in text(client.get(f"{LIST}{pk}/giay-to/"))
        file = SimpleUploadedFile("báo cáo.pdf", self.PDF)
        response = client.post(f"{LIST}{pk}/giay-to/", {"kind": "report", "file": file})
        assert response.status_code == 302
        page = text(client.get(f"{LIST}{pk}/"))
        [address] = [
            part for part in page.split('"') if part.startswith(f"{LIST}{pk}/giay-to/") and part[-2].isdigit()
        ]
        response = client.get(address)
        assert b"".join(response.streaming_content) == self.PDF
        assert response["Content-Disposition"].startswith("attachment")
        assert as_user(stage.stranger).get(address).status_code == 404
        number = address.rstrip("/").rpartition("/")[2]
        assert client.get(f"{LIST}{other}/giay-to/{number}/").status_code == 404

    def test_a_wrong_file_is_refused_in_words(self, stage: Stage) -> None:
        pk = stage.draft()
        client = as_user(stage.officer)
        fake = SimpleUploadedFile("a.pdf", b"not a pdf")
        page = text(client.post(f"{LIST}{pk}/giay-to/", {"kind": "report", "file": fake}), 422)
        assert "a.pdf" in page or "PDF" in page
        assert "Chưa chọn tệp." in text(client.post(f"{LIST}{pk}/giay-to/", {"kind": "report"}), 422)
        assert as_user(stage.head).get(f"{LIST}{pk}/giay-to/").status_code == 403
