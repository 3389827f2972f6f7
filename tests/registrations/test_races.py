"""Several at one registration, one covenant, one season: one wins, the others are told, nothing is doubled or lost."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests import factories as make
from tests.clusters.stage import World as Cluster
from tests.clusters.stage import formed
from tests.factories import SYSTEM, TODAY, Province
from tests.race import one_wins, together
from thidua.access.types import Role
from thidua.foundation.errors import NotThere, Refused, Stale
from thidua.foundation.invariants import broken
from thidua.foundation.ledger import verify
from thidua.foundation.models import LedgerEntry, Notice
from thidua.registrations import commands, daily
from thidua.registrations.models import (
    Covenant,
    Pledge,
    Registration,
    Season,
    SeasonReminder,
    Sending,
    Signing,
    Term,
    Title,
)
from thidua.registrations.types import NewPledge, NewTitle

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
WORKER, FIGHTER = "advanced_worker", "grassroots_emulation_fighter"


@pytest.fixture
def season(province: Province) -> int:
    return commands.open_season(
        actor=SYSTEM, unit_id=province.province.pk, year=2021, title="Đăng ký thi đua năm 2021",
        opens=date(2021, 1, 5), closes=TODAY + timedelta(days=5),
    )  # fmt: skip


def begun(season: int, province: Province) -> tuple[Registration, int]:
    """The commune's registration with one title, not sent; and the title's id."""
    person = make.person("Nguyễn Văn Dân", province.commune)
    title = commands.add_title(
        actor=SYSTEM, season_id=season, unit_id=province.commune.pk, new=NewTitle(person.pk, WORKER)
    )
    return Registration.objects.get(), title


def sent(season: int, province: Province) -> tuple[Registration, int]:
    """The same sent."""
    row, title = begun(season, province)
    commands.send(actor=SYSTEM, registration_id=row.pk, version=row.version)
    return Registration.objects.get(), title


def acts(verb: str) -> int:
    """How often the ledger has it."""
    assert not list(verify())
    return LedgerEntry.objects.filter(act=f"registrations.{verb}").count()


def test_a_registration_is_judged_once(season: int, province: Province) -> None:
    row, _ = sent(season, province)
    officers = [make.actor(Role.EMULATION_OFFICER, province.district) for _ in range(2)]
    call = {"registration_id": row.pk, "version": row.version}

    def judge(number: int) -> None:
        who = officers[number % 2]
        if number % 2:
            commands.return_back(actor=who, **call, reason=f"Bổ sung {number}")
        else:
            commands.approve(actor=who, **call)

    one_wins(judge)
    now = Registration.objects.get()
    assert now.version == row.version + 1
    assert (acts("approve"), acts("return_back")) == ((1, 0) if now.state == "approved" else (0, 1))
    assert Notice.objects.filter(unit_id=province.commune.pk, url=f"/dang-ky/{row.pk}/").count() == 1


def test_a_registration_is_sent_once(season: int, province: Province) -> None:
    row, _ = begun(season, province)
    one_wins(lambda _: commands.send(actor=SYSTEM, registration_id=row.pk, version=row.version))
    assert (Sending.objects.count(), acts("send")) == (1, 1)
    assert Notice.objects.filter(text__contains="đã gửi đăng ký thi đua").count() == 1


def test_what_is_put_in_while_it_is_sent_is_sent_too_or_refused(season: int, province: Province) -> None:
    row, _ = begun(season, province)
    call = {"actor": SYSTEM, "season_id": season, "unit_id": province.commune.pk}

    def act(number: int) -> object:
        if number:
            return commands.add_pledge(**call, new=NewPledge(f"Cam kết {number}"))
        return commands.send(actor=SYSTEM, registration_id=row.pk, version=row.version)

    answers = together(act, 4)
    refused = [each for each in answers if isinstance(each, Exception)]
    assert all(isinstance(each, Stale | Refused) for each in refused), answers
    assert Pledge.objects.count() == sum(isinstance(each, int) for each in answers)
    now = Registration.objects.get()
    assert (now.state == "sent") == (not isinstance(answers[0], Stale))
    if now.state == "sent":
        assert (
            not Pledge.objects.exists()
        )  # who came first made the sending stale, who came later was refused
    assert list(broken()) == []


def test_the_same_title_is_registered_once(season: int, province: Province) -> None:
    person = make.person("Nguyễn Văn Dân", province.commune)
    new = NewTitle(person.pk, WORKER)
    lost = one_wins(
        lambda _: commands.add_title(actor=SYSTEM, season_id=season, unit_id=province.commune.pk, new=new),
        Refused,
    )
    assert all("đã đăng ký" in str(each) for each in lost)
    assert (Registration.objects.count(), Title.objects.count(), acts("add_title")) == (1, 1, 1)


def test_a_units_registration_is_begun_once_and_keeps_what_everybody_put_in(
    season: int, province: Province
) -> None:
    def act(number: int) -> int:
        return commands.add_pledge(
            actor=SYSTEM, season_id=season, unit_id=province.commune.pk, new=NewPledge(f"Cam kết {number}")
        )

    answers = together(act, 4)
    assert sorted(answers) == sorted(Pledge.objects.values_list("pk", flat=True))
    assert Registration.objects.get().version == 5
    assert list(broken()) == []


def test_a_title_is_changed_or_withdrawn_once(season: int, province: Province) -> None:
    row, title = sent(season, province)
    commands.approve(actor=SYSTEM, registration_id=row.pk, version=row.version)

    def act(number: int) -> object:
        why = f"Lý do {number}"
        if number % 2:
            return commands.withdraw_title(actor=SYSTEM, title_id=title, reason=why)
        return commands.change_title(actor=SYSTEM, title_id=title, award=FIGHTER, reason=why)

    one_wins(act, (NotThere, Stale))
    assert acts("withdraw_title") + acts("change_title") == 1
    assert Title.objects.filter(replaces=title).count() == acts("change_title")


def test_a_commitment_is_withdrawn_once(season: int, province: Province) -> None:
    pledge = commands.add_pledge(
        actor=SYSTEM, season_id=season, unit_id=province.commune.pk, new=NewPledge("Giảm nghèo", Decimal(1))
    )
    one_wins(
        lambda number: commands.withdraw_pledge(actor=SYSTEM, pledge_id=pledge, reason=f"Lý do {number}"),
        (NotThere, Stale),
    )
    assert acts("withdraw_pledge") == 1


def test_a_season_is_opened_and_reminded_of_once(season: int, province: Province) -> None:
    first = Season.objects.get()
    one_wins(
        lambda _: commands.open_season(
            actor=SYSTEM, unit_id=province.province.pk, year=2022, title="Đợt 2022",
            opens=date(2022, 1, 1), closes=date(2022, 1, 31),
        ),
        Refused,
    )  # fmt: skip
    Notice.objects.all().delete()
    assert together(lambda _: daily.run(TODAY), 4) == [None] * 4
    told = list(Notice.objects.values_list("unit_id", flat=True))
    assert len(told) == len(set(told)) == SeasonReminder.objects.get(season=first).units > 0
    assert acts("remind") == 1


def offered(cluster: Cluster) -> int:
    """The cluster's covenant, laid before its five members."""
    pk = commands.draft_covenant(
        actor=SYSTEM, cluster_id=cluster.cluster, title="Giao ước", preamble="", terms=[NewPledge("Đoàn kết")]
    )
    commands.offer_covenant(actor=SYSTEM, covenant_id=pk, version=1)
    return pk


def test_a_covenant_is_drafted_and_offered_once(province: Province) -> None:
    cluster = formed(province)
    one_wins(
        lambda _: commands.draft_covenant(
            actor=SYSTEM, cluster_id=cluster.cluster, title="Giao ước", preamble="",
            terms=[NewPledge("Đoàn kết")],
        ),
        Refused,
    )  # fmt: skip
    pk = Covenant.objects.get().pk

    def act(number: int) -> object:
        if number % 2:
            return commands.offer_covenant(actor=SYSTEM, covenant_id=pk, version=1)
        terms = [NewPledge(f"Nội dung {number}"), NewPledge("Thêm")]
        return commands.write_covenant(actor=SYSTEM, covenant_id=pk, version=1, preamble="", terms=terms)

    one_wins(act)
    now = Covenant.objects.get()
    assert (Term.objects.count(), Signing.objects.count()) == ((1, 5) if now.state == "offered" else (2, 0))


def test_a_member_signs_once(province: Province) -> None:
    cluster = formed(province)
    pk, unit = offered(cluster), cluster.units["B"]
    heads = [make.actor(Role.HEAD, unit), make.actor(Role.SIGNER, unit)]
    lost = one_wins(
        lambda number: commands.sign_covenant(actor=heads[number % 2], covenant_id=pk, unit_id=unit.pk),
        Refused,
    )
    assert all("đã ký giao ước này" in str(each) for each in lost)
    assert (Signing.objects.exclude(signed_at=None).count(), acts("sign_covenant")) == (1, 1)


def test_the_last_members_sign_at_once_and_the_covenant_binds(province: Province) -> None:
    cluster = formed(province)
    pk, units = offered(cluster), list(cluster.units.values())
    heads = [make.actor(Role.HEAD, unit) for unit in units]
    for at in (0, 1, 2):
        commands.sign_covenant(actor=heads[at], covenant_id=pk, unit_id=units[at].pk)
    answers = together(
        lambda number: commands.sign_covenant(
            actor=heads[3 + number], covenant_id=pk, unit_id=units[3 + number].pk
        ),
        2,
    )
    assert sorted(answers) == [False, True]
    assert Covenant.objects.get().state == "signed"
    assert list(broken()) == []
