"""From a commune's registration to the province's, changes with reasons, and covenants signed by all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.clusters.stage import formed
from tests.factories import TODAY, Province
from thidua.access.models import User
from thidua.access.types import Actor, Role
from thidua.foundation.errors import NotThere, Refused, Stale
from thidua.foundation.invariants import broken
from thidua.foundation.notices import unread
from thidua.nominations.registered import registered_words
from thidua.organisation.commands import succeed_units
from thidua.organisation.models import Recipient
from thidua.organisation.types import SuccessionKind
from thidua.registrations import commands, desk, queries, views_one
from thidua.registrations.access import signing_units
from thidua.registrations.models import Covenant, Registration, Title
from thidua.registrations.types import Glance, NewPledge, NewTitle

pytestmark = pytest.mark.django_db
WORKER, FIGHTER = "advanced_worker", "grassroots_emulation_fighter"


@dataclass
class World:
    """A season of the province with officers at three levels and somebody at the commune."""

    units: Province
    season: int
    province: Actor
    district: Actor
    commune: Actor
    person: Recipient

    def row(self, unit: Any) -> Registration:
        return Registration.objects.get(season=self.season, unit=unit)

    def send(self, who: Actor, unit: Any) -> Registration:
        row = self.row(unit)
        commands.send(actor=who, registration_id=row.pk, version=row.version)
        return self.row(unit)


@pytest.fixture
def world(province: Province) -> World:
    office = make.actor(Role.SPECIALIST, province.province)
    season = commands.open_season(
        actor=office, unit_id=province.province.pk, year=2021, title="Đăng ký thi đua năm 2021",
        opens=date(2021, 1, 5), closes=date(2021, 12, 31),
    )  # fmt: skip
    return World(
        province, season, office, make.actor(Role.EMULATION_OFFICER, province.district),
        make.actor(Role.EMULATION_OFFICER, province.commune), make.person("Nguyễn Văn Dân", province.commune),
    )  # fmt: skip


def registered(world: World) -> Registration:
    """The commune has registered one person and one figure, and sent it."""
    call = {"actor": world.commune, "season_id": world.season, "unit_id": world.units.commune.pk}
    commands.add_title(**call, new=NewTitle(world.person.pk, WORKER))
    commands.add_pledge(**call, new=NewPledge("Giảm hộ nghèo", Decimal("1.5"), "điểm phần trăm"))
    return world.send(world.commune, world.units.commune)


def test_from_the_commune_to_the_province(world: World) -> None:
    row = registered(world)
    commands.return_back(
        actor=world.district, registration_id=row.pk, version=row.version, reason="Thiếu tập thể"
    )
    assert any("bị trả lại" in message.text for message in unread(world.commune))
    row = world.send(world.commune, world.units.commune)
    commands.approve(actor=world.district, registration_id=row.pk, version=row.version)
    district = world.units.district
    assert commands.consolidate(actor=world.district, season_id=world.season, unit_id=district.pk) == 1
    with pytest.raises(Refused, match="chưa tổng hợp"):
        commands.consolidate(actor=world.district, season_id=world.season, unit_id=district.pk)
    commands.add_pledge(
        actor=world.district,
        season_id=world.season,
        unit_id=district.pk,
        new=NewPledge("Đạt chuẩn nông thôn mới"),
    )
    upper = world.send(world.district, district)
    commands.approve(actor=world.province, registration_id=upper.pk, version=upper.version)
    commands.consolidate(actor=world.province, season_id=world.season, unit_id=world.units.province.pk)
    rows = list(queries.consolidated(world.province, world.season, world.units.province.pk))
    assert [(row["name"], row["award"]) for row in rows] == [("Nguyễn Văn Dân", WORKER)]
    assert queries.registered(world.person.pk, 2021) == {WORKER: "approved"}
    assert not list(broken())


def test_the_four_states_of_those_below(world: World) -> None:
    place = (world.district, world.season, world.units.district.pk)
    assert queries.glances(*place)[Glance.NOT_STARTED] == 3
    row = registered(world)
    assert queries.glances(*place) == {
        Glance.NOT_STARTED: 2, Glance.WAITING: 1, Glance.RETURNED: 0, Glance.DONE: 0,
    }  # fmt: skip
    assert [each["name"] for each in queries.subordinates(*place, glance="waiting")] == ["Xã Nam Dong"]
    commands.approve(actor=world.district, registration_id=row.pk, version=row.version)
    assert queries.glances(*place)[Glance.DONE] == 1
    assert commands.remind(actor=world.district, season_id=world.season, unit_id=world.units.district.pk) == 2


def test_a_change_after_approval_carries_its_reason(world: World) -> None:
    row = registered(world)
    title = Title.objects.get()
    pledge = row.pledges.get()
    with pytest.raises(Refused, match="đang chờ duyệt"):
        commands.withdraw_pledge(actor=world.commune, pledge_id=pledge.pk, reason="Không đạt được")
    with pytest.raises(Refused, match="đang chờ duyệt"):
        commands.change_title(actor=world.commune, title_id=title.pk, award=FIGHTER, reason="Có sáng kiến")
    commands.approve(actor=world.district, registration_id=row.pk, version=row.version)
    with pytest.raises(Refused, match="lý do"):
        commands.change_title(actor=world.commune, title_id=title.pk, award=FIGHTER, reason=" ")
    commands.withdraw_pledge(actor=world.commune, pledge_id=pledge.pk, reason="Không đạt được")
    pledge.refresh_from_db()
    assert pledge.withdrawn_reason == "Không đạt được"
    commands.change_title(actor=world.commune, title_id=title.pk, award=FIGHTER, reason="Có sáng kiến")
    assert queries.registered(world.person.pk, 2021) == {FIGHTER: "approved"}
    made = Title.objects.get(withdrawn_at=None)
    commands.withdraw_title(actor=world.commune, title_id=made.pk, reason="Chuyển công tác")
    assert Title.objects.count() == 2 and queries.registered(world.person.pk, 2021) == {}
    with pytest.raises(NotThere):
        commands.withdraw_title(actor=world.commune, title_id=made.pk, reason="Lại")


def test_what_cannot_be_registered_is_told(world: World, province: Province) -> None:
    call = {"actor": world.commune, "season_id": world.season, "unit_id": province.commune.pk}
    commands.add_title(**call, new=NewTitle(world.person.pk, WORKER))
    with pytest.raises(Refused, match="đã đăng ký"):
        commands.add_title(**call, new=NewTitle(world.person.pk, WORKER))
    with pytest.raises(Refused, match="Không có danh hiệu"):
        commands.add_title(**call, new=NewTitle(world.person.pk, "khong-co"))
    with pytest.raises(NotThere):
        commands.add_title(**call, new=NewTitle(make.person("Người khác", province.school).pk, WORKER))
    empty = Registration.objects.create(season_id=world.season, unit=province.district)
    with pytest.raises(Refused, match="còn trống"):
        commands.send(actor=world.district, registration_id=empty.pk, version=1)
    row = registered_once(world)
    with pytest.raises(Stale):
        commands.approve(actor=world.district, registration_id=row.pk, version=row.version - 1)
    with pytest.raises(Refused, match="cấp trên"):
        commands.approve(actor=world.commune, registration_id=row.pk, version=row.version)
    commands.close_season(actor=world.province, season_id=world.season)
    with pytest.raises(Refused, match="đã đóng"):
        commands.add_pledge(**call, new=NewPledge("Muộn"))


def registered_once(world: World) -> Registration:
    """What the commune has begun, sent."""
    return world.send(world.commune, world.units.commune)


def test_a_covenant_binds_when_every_member_has_signed(province: Province) -> None:
    cluster = formed(province)
    head = cluster.officers["A"]
    covenant = commands.draft_covenant(
        actor=head, cluster_id=cluster.cluster, title="Giao ước năm 2021", preamble="Các đơn vị giao ước:",
        terms=[NewPledge("Tỷ lệ tốt nghiệp", Decimal(98), "%")],
    )  # fmt: skip
    signers = {name: make.actor(Role.HEAD, unit) for name, unit in cluster.units.items()}
    with pytest.raises(Refused, match="chưa được đưa ra ký"):
        commands.sign_covenant(actor=signers["A"], covenant_id=covenant, unit_id=cluster.units["A"].pk)
    assert commands.offer_covenant(actor=head, covenant_id=covenant, version=1) == 5
    with pytest.raises(Refused, match="đã đưa ra ký thì không sửa"):
        commands.write_covenant(actor=head, covenant_id=covenant, version=2, preamble="", terms=[])
    with pytest.raises(Refused):
        commands.sign_covenant(actor=signers["A"], covenant_id=covenant, unit_id=cluster.units["B"].pk)
    done = [
        commands.sign_covenant(actor=signers[name], covenant_id=covenant, unit_id=unit.pk)
        for name, unit in cluster.units.items()
    ]
    assert done == [False] * 4 + [True]
    assert Covenant.objects.get().state == "signed"
    assert not list(broken())


@pytest.fixture
def as_(client: Client, settings: Any) -> Callable[[Actor], Client]:
    settings.TODAY = TODAY.isoformat()

    def signed(actor: Actor) -> Client:
        client.force_login(User.objects.get(pk=actor.user_id))
        return client

    return signed


def test_pages_take_what_is_typed_and_cost_the_same_for_more_units(
    world: World, as_: Callable[[Actor], Client], province: Province
) -> None:
    browser = as_(world.commune)
    assert "Đăng ký thi đua" in browser.get("/ban-lam-viec/").content.decode()
    path = f"/dang-ky/dot/{world.season}/"
    answer = browser.post(
        f"{path}cam-ket/?don-vi={province.commune.pk}",
        {"words": "Giảm nghèo", "amount": "1,5", "measure": "%"},
    )
    assert answer.status_code == 302
    row = world.row(province.commune)
    assert "1,5" in browser.get(f"/dang-ky/{row.pk}/").content.decode()
    browser.post(f"/dang-ky/{row.pk}/gui/", {"version": row.version})
    browser = as_(world.district)
    assert "chờ duyệt" in browser.get("/ban-lam-viec/").content.decode()

    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert browser.get(path).status_code == 200
        return len(caught)

    cost()
    few = cost()
    for name in range(5):
        made = make.unit(f"Trường mới {name}", parent=province.district)
        Registration.objects.create(season_id=world.season, unit=made, state="sent")
    assert cost() == few <= 16


def test_of_many_people_one_is_typed_by_name(
    world: World, as_: Callable[[Actor], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A province's people do not fit into a list: a name is typed, and who is meant must be clear."""
    monkeypatch.setattr(views_one, "MOST_LISTED", 0)
    make.person("Trần Thị Lan", world.units.commune)
    make.person("Trần Thị Lan", world.units.commune)
    client, path = as_(world.commune), f"/dang-ky/dot/{world.season}/danh-hieu/"
    assert '<select name="recipient"' not in client.get(path).content.decode()
    for name, says in (("Không Ai Cả", "Không có ai đúng tên này"), ("Trần Thị Lan", "Có 2 người cùng tên")):
        refused = client.post(path, {"recipient": name, "award": "advanced_worker"})
        assert refused.status_code == 422 and says in refused.content.decode()
        assert f'value="{name}"' in refused.content.decode()
    client.post(path, {"recipient": "nguyen van dan", "award": "advanced_worker"})
    assert Title.objects.get().recipient.name == "Nguyễn Văn Dân"


def test_what_took_a_merged_members_place_signs_for_it(province: Province) -> None:
    cluster = formed(province)
    head, gone = cluster.officers["A"], cluster.units["E"]
    covenant = commands.draft_covenant(
        actor=head, cluster_id=cluster.cluster, title="Giao ước", preamble="", terms=[NewPledge("Đoàn kết")]
    )
    commands.offer_covenant(actor=head, covenant_id=covenant, version=1)
    heir = make.actor(Role.HEAD, cluster.units["D"])
    with pytest.raises(Refused):
        commands.sign_covenant(actor=heir, covenant_id=covenant, unit_id=gone.pk)
    succeed_units(
        actor=make.SYSTEM, kind=SuccessionKind.MERGER, before_ids=[gone.pk], after_ids=[cluster.units["D"].pk],
        on=TODAY, instrument="Quyết định 1",
    )  # fmt: skip
    assert any("Giao ước chờ ký" in item.title for item in desk.items(heir))
    assert gone.pk in signing_units(heir)
    commands.sign_covenant(actor=heir, covenant_id=covenant, unit_id=gone.pk)
    assert Covenant.objects.get().signings.get(unit=gone).signer == heir.name


def test_commitments_come_together_with_the_target_that_measures_them(
    world: World, as_: Callable[[Actor], Client], province: Province
) -> None:
    row = registered(world)
    commands.approve(actor=world.district, registration_id=row.pk, version=row.version)
    page = as_(world.district).get(f"/dang-ky/dot/{world.season}/tong-hop/?xem=cam-ket").content.decode()
    assert "Giảm hộ nghèo" in page and "1,5 điểm phần trăm" in page
    with pytest.raises(NotThere):
        commands.add_pledge(
            actor=world.district, season_id=world.season, unit_id=province.district.pk,
            new=NewPledge("Gắn chỉ tiêu không có", target_id=999),
        )  # fmt: skip


def test_a_covenant_is_a_paper(province: Province, as_: Callable[[Actor], Client]) -> None:
    cluster = formed(province)
    browser = as_(cluster.officers["A"])
    path = f"/dang-ky/giao-uoc/cum/{cluster.cluster}/"
    bad = browser.post(path, {"title": "Giao ước", "terms": "Nội dung | mười | %"})
    assert "Không đọc được số “mười”" in bad.content.decode()
    assert (
        browser.post(path, {"title": "Giao ước", "terms": "Tốt nghiệp | 98,5 | %\nĐoàn kết"}).status_code
        == 302
    )
    pk = Covenant.objects.get().pk
    assert browser.get(f"/dang-ky/giao-uoc/{pk}.pdf").content.startswith(b"%PDF")
    assert browser.get(f"/dang-ky/giao-uoc/{pk}.docx").content.startswith(b"PK")
    edit = f"/dang-ky/giao-uoc/{pk}/sua/"
    assert "Tốt nghiệp | 98,5 | %" in browser.get(edit).content.decode()
    assert browser.post(edit, {"terms": "Đoàn kết", "version": "1"}).status_code == 302
    late = browser.post(edit, {"terms": "Tôi viết cùng lúc", "version": "1"})
    assert late.status_code == 409 and "Tôi viết cùng lúc" in late.content.decode()
    seen_before = browser.post(f"/dang-ky/giao-uoc/{pk}/dua-ky/", {"version": "1", "confirmed": "1"})
    assert seen_before.status_code != 302 and Covenant.objects.get().state == "draft"


def test_a_nomination_says_whether_its_title_was_registered(world: World) -> None:
    asked = (world.person.pk, WORKER, 2021)
    assert registered_words(*asked).startswith("Chưa đăng ký danh hiệu này năm 2021. Nhiều hướng dẫn")
    registered(world)
    assert registered_words(*asked) == "Đã đăng ký danh hiệu này năm 2021: chờ duyệt."
    assert "chưa đăng ký danh hiệu này" in registered_words(world.person.pk, FIGHTER, 2021)
    assert registered_words(world.person.pk, WORKER, 2019) == ""
    assert registered_words(world.person.pk, "provincial_certificate_of_merit", 2021) == ""
