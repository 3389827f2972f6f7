"""The pages: the list with its filters, a row explained, putting forward, runs, the balance."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from tests.factories import actor
from tests.insight.conftest import WORKER, Stage, given
from tests.pages import CONFIRMED, as_user, queries_of, streamed, text
from thidua.access.types import Actor, Role
from thidua.foundation import jobs
from thidua.insight import queries
from thidua.insight.models import Condition, Found, Run
from thidua.insight.types import RunState, What
from thidua.nominations.models import Nomination

pytestmark = pytest.mark.django_db
LIST, BALANCE = "/phat-hien/", "/phat-hien/can-doi/"


def shown(client: Client, **asked: Any) -> set[str]:
    """The names in the list's first column."""
    response = client.get(LIST, asked)
    assert response.status_code == 200, asked
    return {unescape(name) for name in re.findall(r'/phat-hien/dong/\d+/">([^<]+)<', text(response))}


def row_of(stage: Stage, name: str, what: What = What.ELIGIBLE, award: str = WORKER) -> Found:
    return Found.objects.filter(recipient=stage.who[name], what=what, award=award).latest("pk")


def test_before_the_first_run_it_says_what_to_do(stage: Stage) -> None:
    page = text(as_user(stage.province).get(LIST))
    assert "Chưa có lần rà soát nào xong" in page and "/phat-hien/ra-soat/moi/" in page
    assert "/phat-hien/ra-soat/moi/" not in text(as_user(stage.inspector).get(LIST))
    assert as_user(stage.province).get(BALANCE).status_code == 200


def test_everybody_sees_their_own_units_part_of_the_provinces_run(stage: Stage) -> None:
    stage.run()
    assert shown(as_user(stage.province), award=WORKER) == {"Trần Thị Bình", "Phạm Văn Giang"}
    assert shown(as_user(stage.district), award=WORKER) == {"Trần Thị Bình"}
    assert shown(as_user(stage.officer), award=WORKER) == {"Trần Thị Bình"}
    assert shown(as_user(stage.stranger), award=WORKER) == {"Phạm Văn Giang"}
    assert shown(as_user(stage.inspector), award=WORKER) == {"Trần Thị Bình"}


def test_counts_beside_the_tabs_are_those_of_the_rows(stage: Stage) -> None:
    stage.run()
    for who in (stage.province, stage.district, stage.officer):
        client = as_user(who)
        page = text(client.get(LIST))
        tabs = re.findall(r'<li><a href="([^"]+)"[^>]*>[^<]+<span class="count">([\d.]+)</span>', page)
        assert len(tabs) == 3
        for url, count in tabs:
            asked = {name: values[0] for name, values in parse_qs(urlsplit(unescape(url)).query).items()}
            exported = streamed(client.get(LIST, {**asked, "export": "csv"})).decode("utf-8-sig")
            assert len(exported.strip().splitlines()) - 1 == int(count), asked


FILTERS: list[tuple[dict[str, str], set[str]]] = [
    ({"gender": "female"}, {"Trần Thị Bình", "Đỗ Thị Dung"}),
    ({"gender": "male"}, {"Nguyễn Văn An", "Lê Văn Cường", "Y Bhăm Niê"}),
    ({"gender": "unknown"}, {"Vũ Thị Em", "Phạm Văn Giang"}),
    ({"group": "direct"}, {"Y Bhăm Niê"}),
    ({"group": "farmer"}, {"Y Bhăm Niê"}),
    ({"group": "worker"}, set()),
    ({"ethnic": "minority"}, {"Lê Văn Cường", "Đỗ Thị Dung", "Y Bhăm Niê"}),
    ({"ethnic": "unknown"}, {"Phạm Văn Giang"}),
    ({"where": "border"}, {"Y Bhăm Niê", "Hộ ông Hà Văn Hải", "Phạm Văn Giang"}),
    ({"where": "remote"}, set()),
    ({"where": "outlying", "kind": "household"}, {"Hộ ông Hà Văn Hải"}),
    ({"leader": "yes"}, {"Lê Văn Cường"}),
    ({"kind": "collective"}, {"Trường THCS Nguyễn Du"}),
    ({"size": "large"}, set()),
    ({"q": "tran thi binh"}, {"Trần Thị Bình"}),
    ({"q": "bình", "gender": "male"}, set()),
    ({"unit": "Xã Nam Dong"}, {"Y Bhăm Niê", "Hộ ông Hà Văn Hải"}),
    ({"unit": "Không có đâu"}, set()),
]


def test_filters_in_the_address(stage: Stage) -> None:
    stage.run()
    client = as_user(stage.province)
    for asked, names in FILTERS:
        assert shown(client, what="registered", **asked) == names, asked


def test_one_short_can_be_narrowed_to_a_condition_and_its_reason(stage: Stage) -> None:
    stage.run()
    client = as_user(stage.province)
    row = row_of(stage, "low", What.ONE_SHORT)
    asked = {"what": "one_short", "award": WORKER, "condition": str(row.condition_id)}
    assert shown(client, **asked) == {"Đỗ Thị Dung"}
    assert shown(client, **asked, lacks="unknown") == set()
    assert shown(client, **asked, lacks="not_met") == {"Đỗ Thị Dung"}
    page = text(client.get(LIST, asked))
    assert row.condition is not None and row.condition.title in page and "Điều" in page


def test_a_rule_that_nobody_read_in_its_source_is_marked(stage: Stage) -> None:
    pk = stage.run()
    client, words = as_user(stage.province), "quy định này chưa đối chiếu với văn bản gốc"
    row = row_of(stage, "low", What.ONE_SHORT)
    asked = {"what": "one_short", "condition": str(row.condition_id)}
    for checked in (True, False):
        Condition.objects.filter(run=pk).update(checked=checked)
        assert (words in text(client.get(LIST, asked))) is not checked
        assert (words in text(client.get(f"{LIST}dong/{row.pk}/"))) is not checked


def test_a_unit_that_a_link_chose_stays_chosen_when_the_list_is_narrowed_further(stage: Stage) -> None:
    stage.run()
    for url in (LIST, BALANCE):
        page = text(as_user(stage.province).get(url, {"unit_id": stage.units.commune.pk}))
        assert re.search(r'name="unit"[^>]*value="Xã Nam Dong"', page) or re.search(
            r'value="Xã Nam Dong"[^>]*name="unit"', page
        )


def test_nonsense_in_the_address_is_answered(stage: Stage) -> None:
    stage.run()
    client = as_user(stage.province)
    for asked in (
        {"what": "x"},
        {"award": "x"},
        {"condition": "9" * 30},
        {"unit_id": "9" * 40},
        {"size": "x"},
        {"route": "x" * 99},
    ):
        assert client.get(LIST, asked).status_code == 200, asked
        assert client.get(BALANCE, asked).status_code == 200, asked
    for run in ("999", "9" * 25, "x"):
        assert client.get(LIST, {"run": run}).status_code in (200, 404)
    assert client.get(LIST, {"run": "999"}).status_code == 404
    assert client.get(BALANCE, {"run": "999"}).status_code == 404


def test_another_unit_cannot_be_chosen_to_see_its_counts(stage: Stage) -> None:
    stage.run()
    both = actor(Role.EMULATION_OFFICER, stage.units.school)
    from tests.factories import post
    from thidua.access.models import User

    post(User.objects.get(pk=both.user_id), Role.COUNCIL_MEMBER, stage.units.other_district)
    client = as_user(both)
    for url in (LIST, BALANCE):
        page = text(client.get(url, {"unit_id": stage.units.other_district.pk}))
        assert "Không có đơn vị" in page and "Giang" not in page
        assert not re.findall(r'class="count">[1-9]', page)


def test_a_row_is_explained_by_the_law_as_of_now(stage: Stage) -> None:
    stage.run()
    page = text(as_user(stage.officer).get(f"{LIST}dong/{row_of(stage, 'overlooked').pk}/"))
    assert "Đủ điều kiện" in page and "Trần Thị Bình" in page and "Lập đề nghị" in page
    short = text(as_user(stage.officer).get(f"{LIST}dong/{row_of(stage, 'low', What.ONE_SHORT).pk}/"))
    assert "Không đủ điều kiện" in short and "dữ kiện cho thấy chưa đạt" in short


def test_a_doubted_record_is_never_called_wrong(stage: Stage) -> None:
    record = given(stage.who["low"], WORKER)
    stage.run()
    client = as_user(stage.officer)
    listed = text(client.get(LIST, {"what": "unsupported"}))
    assert "không có nghĩa là khen thưởng sai" in listed and "Đỗ Thị Dung" in listed
    page = text(client.get(f"{LIST}dong/{row_of(stage, 'low', What.UNSUPPORTED).pk}/"))
    assert record.decision_number in page and "không có nghĩa là khen thưởng sai" in page
    assert "Lập đề nghị" not in page


def test_a_row_of_another_unit_is_not_there(stage: Stage) -> None:
    stage.run()
    pk = row_of(stage, "overlooked").pk
    assert as_user(stage.stranger).get(f"{LIST}dong/{pk}/").status_code == 404
    assert as_user(stage.stranger).post(f"{LIST}de-nghi/", {"ids": [pk], **CONFIRMED}).status_code == 404
    run = Run.objects.get()
    assert (
        as_user(stage.stranger).get(f"{LIST}ra-soat/{run.pk}/").status_code == 200
    )  # its part of it is theirs
    school_run = stage.run(stage.officer, stage.units.school.pk)
    assert as_user(stage.stranger).get(f"{LIST}ra-soat/{school_run}/").status_code == 404


@pytest.mark.parametrize("role", [Role.COUNCIL_MEMBER, Role.SIGNER, Role.ADMINISTRATOR])
def test_other_roles_are_told_why_not(stage: Stage, role: Role) -> None:
    stage.run()
    client = as_user(actor(role, stage.units.school))
    for url in (
        LIST,
        BALANCE,
        f"{LIST}ra-soat/",
        f"{LIST}ra-soat/moi/",
        f"{LIST}dong/{row_of(stage, 'overlooked').pk}/",
    ):
        assert client.get(url).status_code == 403, url


def test_a_nomination_is_opened_from_a_row_after_one_question(stage: Stage) -> None:
    stage.run()
    client, row = as_user(stage.officer), row_of(stage, "overlooked")
    asked = client.post(f"{LIST}de-nghi/", {"ids": [row.pk]})
    assert "Lập 1 đề nghị" in text(asked) and not Nomination.objects.filter(recipient=row.recipient).exists()
    assert f'value="{stage.round_id}" selected' in text(asked)
    answer = client.post(
        f"{LIST}de-nghi/",
        {
            "ids": [row.pk],
            "round": stage.round_id,
            "unit": stage.units.school.pk,
            "summary": "Tận tụy.",
            **CONFIRMED,
        },
    )
    made = Nomination.objects.get(recipient=row.recipient)
    assert answer.status_code == 302 and answer["Location"] == f"/de-nghi/{made.pk}/"
    assert (made.award, made.year, made.route, made.state, made.verdict, made.summary) == (
        WORKER, 2021, "merit", "draft", "eligible", "Tận tụy.",
    )  # fmt: skip
    assert "Đã lập đề nghị" in text(client.get(LIST, {"award": WORKER}))
    assert f"/de-nghi/{made.pk}/" in text(client.get(f"{LIST}dong/{row.pk}/"))


def test_in_bulk_each_row_is_reported(stage: Stage) -> None:
    stage.run()
    client = as_user(stage.officer)
    rows = [
        row_of(stage, "overlooked").pk,
        row_of(stage, "low", What.ONE_SHORT).pk,
        row_of(stage, "nominated", What.NOMINATED).pk,
    ]
    asked = text(client.post(f"{LIST}de-nghi/", {"ids": rows}))
    assert "Lập 2 đề nghị" in asked and "không phải trường hợp chưa được đề nghị" in asked
    report = text(
        client.post(
            f"{LIST}de-nghi/",
            {"ids": rows, "round": stage.round_id, "unit": stage.units.school.pk, **CONFIRMED},
        )
    )
    assert "Đã xử lý 2 trường hợp, còn 1 trường hợp chưa xử lý" in report
    again = text(client.post(f"{LIST}de-nghi/", {"ids": rows}))
    assert "đã có đề nghị sau lần rà soát" in again and Nomination.objects.count() == 3


def test_those_who_cannot_nominate_are_told(stage: Stage) -> None:
    stage.run()
    answer = as_user(stage.inspector).post(
        f"{LIST}de-nghi/", {"ids": [row_of(stage, "overlooked").pk], **CONFIRMED}
    )
    assert answer.status_code == 403
    assert "Lập đề nghị cho các dòng" not in text(as_user(stage.inspector).get(LIST))


def test_no_open_round_is_said(stage: Stage) -> None:
    from thidua.nominations.models import Round

    stage.run()
    Round.objects.update(closes_on="2021-11-30")
    answer = as_user(stage.officer).post(f"{LIST}de-nghi/", {"ids": [row_of(stage, "overlooked").pk]})
    assert answer.status_code == 403 and "Chưa có đợt đề nghị nào đang nhận" in text(answer)


def test_a_run_is_asked_for_watched_and_read(stage: Stage) -> None:
    client = as_user(stage.officer)
    answer = client.post(
        f"{LIST}ra-soat/moi/",
        {
            "unit": stage.units.school.pk,
            "year": "2021",
            "decided_on": "",
            "routes": ["merit"],
            "small_below": "20",
        },
    )
    run = Run.objects.get()
    assert answer["Location"] == f"{LIST}ra-soat/{run.pk}/" and run.routes == ["merit"]
    assert "Đang chờ" in text(client.get(answer["Location"]))
    jobs.run_all()
    page = text(client.get(answer["Location"]))
    assert "Xem kết quả" in page and "Lao động tiên tiến" in page and "Không rà soát được" in page
    assert f"{LIST}ra-soat/{run.pk}/" in text(client.get(f"{LIST}ra-soat/"))


NONSENSE: list[tuple[dict[str, Any], str]] = [
    ({"year": "1999"}, "bộ quy định bắt đầu"),
    ({"year": "hai"}, "Năm"),
    ({"decided_on": "31/02/2021"}, "31/02/2021"),
    ({"routes": []}, "Chưa chọn loại hình"),
    ({"small_below": "0"}, "Phải từ 1"),
    ({"unit": "1"}, "Lựa chọn này không có"),
]


def test_a_run_that_makes_no_sense_is_refused_beside_the_field(stage: Stage) -> None:
    client = as_user(stage.officer)
    for typed, says in NONSENSE:
        sent = {
            "unit": stage.units.school.pk,
            "year": "2021",
            "routes": ["merit"],
            "small_below": "20",
            **typed,
        }
        answer = client.post(f"{LIST}ra-soat/moi/", sent)
        assert answer.status_code == 422 and says in text(answer), typed
    assert not Run.objects.exists()


def test_a_failed_run_says_why(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    from thidua.insight import commands

    monkeypatch.setattr(commands, "MOST_ROWS", 1)
    pk = stage.run()
    page = text(as_user(stage.province).get(f"{LIST}ra-soat/{pk}/"))
    assert "quá 1" in page and Run.objects.get(pk=pk).state == RunState.FAILED


def test_every_figure_of_the_balance_opens_its_rows(stage: Stage) -> None:
    given(stage.who["low"], WORKER)
    stage.run()
    for who in (stage.province, stage.district):
        client = as_user(who)
        page = text(client.get(BALANCE, {"award": WORKER}))
        figures = dict.fromkeys(re.findall(r'<a href="(/phat-hien/\?[^"]+)">([\d.]+)</a>', page))
        assert len(figures) > 20
        for url, count in figures:
            rows = (
                streamed(client.get(unescape(url) + "&export=csv")).decode("utf-8-sig").strip().splitlines()
            )
            assert len(rows) - 1 == int(count), (who.name, unescape(url))


def test_the_balance_is_drawn_and_said_in_words(stage: Stage) -> None:
    stage.run()
    page = text(as_user(stage.province).get(BALANCE, {"award": WORKER}))
    assert '<svg class="shares"' in page and 'aria-label="Nữ: Toàn danh sách' in page
    assert "style=" not in page
    assert "Nghị định 91/2017/NĐ-CP" in page


def test_pages_ask_a_constant_number_of_queries(stage: Stage) -> None:
    stage.run()
    client = as_user(stage.province)
    asked = {"award": WORKER}
    few = [queries_of(client, url, asked) for url in (LIST, BALANCE)]
    from tests.insight.conftest import rated, worker

    for n in range(30):
        rated(worker(f"Nguyễn Thị {'ABCDEĐGHIK'[n % 10]}{n}", stage.units.school, gender="female"))
    stage.run()
    assert [queries_of(client, url, asked) for url in (LIST, BALANCE)] == few
    assert max(few) <= 12


def test_a_newer_run_below_does_not_hide_the_provinces(stage: Stage) -> None:
    whole = stage.run()
    part = stage.run(stage.officer, stage.units.school.pk)

    def best(who: Actor) -> int:
        found = queries.best(who, queries.runs(who))
        assert found is not None
        return found.id

    assert best(stage.province) == whole and best(stage.officer) == part
    assert shown(as_user(stage.province), run=part, award=WORKER) == {"Trần Thị Bình"}


def test_rows_of_every_sort_have_a_page(stage: Stage) -> None:
    given(stage.who["low"], WORKER)
    pk = stage.run()
    client = as_user(stage.province)
    for what in What:
        row = Found.objects.filter(run=pk, what=what).order_by("pk").first()
        assert row is not None, what
        page = text(client.get(f"{LIST}dong/{row.pk}/"))
        assert what.label in page and row.recipient.name in page
    nominated = row_of(stage, "nominated", What.NOMINATED)
    assert f"/de-nghi/{nominated.ref_id}/" in text(client.get(f"{LIST}dong/{nominated.pk}/"))
