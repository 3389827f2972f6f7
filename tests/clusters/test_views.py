"""The pages of clusters and rounds: each answers, costs the same for more rows, and takes what people type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.clusters.stage import World, claimed, met, opened, published
from tests.factories import TODAY, Province
from thidua.access.models import User
from thidua.access.types import Actor
from thidua.clusters import commands
from thidua.clusters.models import Cluster, Entry, Participant, Proposal, Result, Round
from thidua.foundation.ui.desk import CalendarEntry
from thidua.site.calendar import entries as calendar

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_(client: Client, settings: Any) -> Callable[[Actor], Client]:
    """Sign somebody in."""
    settings.TODAY = TODAY.isoformat()

    def signed(actor: Actor) -> Client:
        client.force_login(User.objects.get(pk=actor.user_id))
        return client

    return signed


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def test_a_unit_scores_itself_in_the_form_and_sends_it(
    province: Province, as_: Callable[[Actor], Client]
) -> None:
    world = opened(province)
    row, browser = world.of("B"), as_(world.officers["B"])
    assert "Tự chấm điểm thi đua" in text(browser.get("/ban-lam-viec/"))
    page = text(browser.get(f"/cum-khoi/bang/{row.pk}/cham/?vai=member"))
    assert "Thu ngân sách" in page and "Số việc" not in page
    bad = browser.post(
        f"/cum-khoi/bang/{row.pk}/cham/?vai=member",
        {"version": "1", "0-plan": "12.5", "0-result": "9", "1-grade": "A"},
    )
    assert "Không đọc được số “12.5”" in text(bad)
    good = {
        "version": "1",
        "0-plan": "1.200,5",
        "0-result": "1300",
        "0-words": "Theo báo cáo",
        "1-grade": "B",
    }
    assert browser.post(f"/cum-khoi/bang/{row.pk}/cham/?vai=member", good).status_code == 302
    assert dict(Entry.objects.filter(participant=row).values_list("leaf", "value")) == {
        "thu": {"plan": "1200.5", "result": "1300"}, "tc": {"grade": "B"},
    }  # fmt: skip
    stale = browser.post(f"/cum-khoi/bang/{row.pk}/cham/?vai=member", good)
    assert stale.status_code == 409 and "1300" in stale.content.decode()
    assert "Thu ngân sách: chưa có → kế hoạch 1.200,5, kết quả 1.300" in stale.content.decode()
    blind = browser.post(f"/cum-khoi/bang/{row.pk}/gui/")
    assert blind.status_code == 409 and Participant.objects.get(pk=row.pk).sent_at is None
    late = browser.post(f"/cum-khoi/bang/{row.pk}/gui/", {"version": "1"})
    assert late.status_code == 409 and "Tổ chức: chưa có → mức B" in late.content.decode()
    assert 'name="version" value="2"' in text(browser.get(f"/cum-khoi/bang/{row.pk}/"))
    assert browser.post(f"/cum-khoi/bang/{row.pk}/gui/", {"version": "2"}).status_code == 302
    assert Participant.objects.get(pk=row.pk).sent_at is not None


def test_every_page_of_a_published_round_and_its_papers(
    province: Province, as_: Callable[[Actor], Client]
) -> None:
    world = published(province)
    browser = as_(world.office)
    page = text(browser.get(f"/cum-khoi/dot/{world.round}/"))
    assert "106,00" in page and "Cờ thi đua" in page
    chosen = [f"{world.of('A').pk}-flag", f"{world.of('B').pk}-certificate"]
    browser.post(
        f"/cum-khoi/dot/{world.round}/de-nghi/",
        {"version": str(world.version()), "chosen": chosen, "confirmed": "1"},
    )
    assert Proposal.objects.count() == 2
    for which in ("bien-ban", "to-trinh"):
        assert browser.get(f"/cum-khoi/dot/{world.round}/{which}.pdf").content.startswith(b"%PDF")
        assert browser.get(f"/cum-khoi/dot/{world.round}/{which}.docx").content.startswith(b"PK")
    row = world.of("C")
    fixed = {"version": str(row.version), "0-plan": "100", "0-result": "95", "1-grade": "A", "2-count": "4"}
    assert "lý do đính chính" in browser.post(f"/cum-khoi/bang/{row.pk}/cham/", fixed).content.decode()
    assert browser.post(f"/cum-khoi/bang/{row.pk}/cham/", fixed | {"why": "Số liệu mới"}).status_code == 302
    assert Result.objects.count() == 2
    assert "Số liệu mới" in text(browser.get(f"/cum-khoi/dot/{world.round}/ket-qua/"))
    assert "Xếp hạng" in text(as_(world.officers["E"]).get(f"/cum-khoi/dot/{world.round}/"))


def test_pages_cost_the_same_for_more_units(province: Province, as_: Callable[[Actor], Client]) -> None:
    world = published(province)
    browser = as_(world.office)
    paths = (
        "/cum-khoi/",
        f"/cum-khoi/{world.cluster}/",
        f"/cum-khoi/dot/{world.round}/",
        f"/cum-khoi/bang/{world.of('A').pk}/",
    )

    def costs() -> list[int]:
        found = []
        for path in paths:
            with CaptureQueriesContext(
                connection,
            ) as caught:
                text(browser.get(path))
            found.append(len(caught))
        return found

    costs()
    many = costs()
    Participant.objects.exclude(pk=world.of("A").pk).filter(round=world.round).update(round=_another(world))
    assert costs() == many
    assert max(many) <= 24, many


def _another(world: World) -> Round:
    first = Round.objects.get(pk=world.round)
    cluster = Cluster.objects.create(
        unit=first.cluster.unit,
        title="Khác",
        kind="bloc",
        year=2021,
        created_at=first.created_at,
        created_by="system",
    )
    return Round.objects.create(
        cluster=cluster, title="Khác", sheet=first.sheet, created_at=first.created_at, created_by="system"
    )


def test_the_calendar_knows_the_rounds_days(province: Province) -> None:
    world = opened(province)
    found: list[CalendarEntry] = calendar(world.officers["B"], TODAY, TODAY.replace(day=31))
    assert [entry.title for entry in found] == [
        "Hạn tự chấm: Tổng kết năm 2021",
        "Hạn kiểm tra điểm: Tổng kết năm 2021",
    ]


def test_reminders_go_to_those_who_have_not_sent(province: Province) -> None:
    from datetime import date

    from thidua.clusters import daily
    from thidua.foundation.notices import unread

    world = opened(province)
    claimed(world)
    row = world.of("B")
    Participant.objects.filter(pk=row.pk).update(sent_at=None)
    daily.run(date(2021, 12, 17))
    assert any("sắp hết hạn tự chấm" in message.text for message in unread(world.officers["B"]))
    assert not any("sắp hết hạn tự chấm" in message.text for message in unread(world.officers["C"]))


def test_proofs_are_kept_and_disguised_ones_refused(
    province: Province, as_: Callable[[Actor], Client]
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    world = opened(province)
    row, browser = world.of("B"), as_(world.officers["B"])
    path = f"/cum-khoi/bang/{row.pk}/minh-chung/"
    bad = browser.post(path, {"leaf": "thu", "file": SimpleUploadedFile("bao-cao.pdf", b"MZ\x00\x00")})
    assert bad.status_code == 422
    browser.post(path, {"leaf": "thu", "file": SimpleUploadedFile("bao-cao.pdf", b"%PDF-1.4\n%%EOF\n")})
    page = text(browser.get(f"/cum-khoi/bang/{row.pk}/"))
    assert "bao-cao.pdf" in page
    met_file = page.split(f"/cum-khoi/bang/{row.pk}/minh-chung/")[-1].split("/")[0]
    answer = browser.get(f"{path}{met_file}/")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert as_(world.officers["C"]).get(f"{path}{met_file}/").status_code == 404


def test_the_meeting_is_recorded_in_its_form(province: Province, as_: Callable[[Actor], Client]) -> None:
    world = opened(province)
    claimed(world)
    met(world)
    browser = as_(world.officers["A"])
    votes = {f"yes-{world.of(name).pk}-flag": "1" for name in world.units}
    given = {"version": str(world.version()), "met_on": "15/12/2021", "present": "4", "said": "Nhất trí"}
    assert browser.post(f"/cum-khoi/dot/{world.round}/hop/", given | votes).status_code == 302
    assert "4/5 đơn vị" in text(browser.get(f"/cum-khoi/dot/{world.round}/"))
    commands.publish(actor=world.office, round_id=world.round, version=world.version())
