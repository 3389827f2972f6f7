"""The permissions of seasons, registrations and covenants."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests import factories as make
from tests.factories import SYSTEM, TODAY
from tests.site.matrix_roles import DESK, HEAD, NONE, SIGNERS, Line, Roles
from tests.site.matrix_urls import BOTH, POST, Page, acts, anyone, by_role, scoped
from tests.site.matrix_world import DISTRICT, World
from thidua.clusters import commands as clusters
from thidua.clusters.types import ClusterKind, Place
from thidua.organisation.models import Succession, Unit
from thidua.registrations import commands
from thidua.registrations.models import Covenant, Registration
from thidua.registrations.types import NewPledge, NewTitle

COMMANDS = ("thidua.registrations.commands",)
WRITERS = DESK | HEAD
PLEDGE = NewPledge("Mọi tổ chuyên môn đều có sáng kiến", Decimal(3), "sáng kiến")


def build(world: World) -> None:
    """A season of the province: the school writing, a second season with the school's sent and a third approved."""
    ids = world.ids
    for name, steps in (("open", 0), ("sent", 1), ("done", 2)):
        season = ids[f"season_{name}"] = commands.open_season(
            actor=SYSTEM, unit_id=world.units.province.pk, year=2021, title=f"Đợt {name}", opens=date(2021, 1, 1),
            closes=date(2021, 12, 31),
        )  # fmt: skip
        call: dict[str, Any] = {"actor": SYSTEM, "season_id": season, "unit_id": world.school}
        ids[f"title_{name}"] = commands.add_title(**call, new=NewTitle(world["recipient"], "advanced_worker"))
        ids[f"pledge_{name}"] = commands.add_pledge(**call, new=PLEDGE)
        row = ids[f"reg_{name}"] = Registration.objects.get(season=season, unit=world.school).pk
        if steps:
            commands.send(actor=SYSTEM, registration_id=row, version=_version(row))
        if steps == 2:
            commands.approve(actor=SYSTEM, registration_id=row, version=_version(row))
    former = make.unit("Huyện đã nhập", parent=world.units.province)
    commands.add_pledge(actor=SYSTEM, season_id=ids["season_open"], unit_id=former.pk, new=PLEDGE)
    ids["reg_former"] = Registration.objects.get(season=ids["season_open"], unit=former).pk
    Unit.objects.filter(pk=former.pk).update(valid_to=TODAY - timedelta(days=1))
    Succession.objects.create(before=former, after=world.units.district, kind="merger", on=TODAY)
    ids["season_own"] = commands.open_season(
        actor=SYSTEM, unit_id=world.school, year=2021, title="Đợt của trường", opens=date(2021, 1, 1),
        closes=date(2021, 12, 31),
    )  # fmt: skip
    team = make.unit("Tổ Sinh", parent=world.unit("school"), authority="")
    call = {"actor": SYSTEM, "season_id": ids["season_own"], "unit_id": team.pk}
    commands.add_pledge(**call, new=PLEDGE)
    below = Registration.objects.get(season=ids["season_own"], unit=team).pk
    commands.send(actor=SYSTEM, registration_id=below, version=_version(below))
    commands.approve(actor=SYSTEM, registration_id=below, version=_version(below))
    cluster = ids["cov_cluster"] = clusters.form_cluster(
        actor=SYSTEM, unit_id=world.school, title="Khối giao ước", kind=ClusterKind.BLOC, year=2021
    )
    clusters.add_member(
        actor=SYSTEM, cluster_id=cluster, unit_id=world.school, place=Place.HEAD, since=date(2021, 1, 1)
    )
    for name in ("draft", "offered"):
        ids[f"cov_{name}"] = commands.draft_covenant(
            actor=SYSTEM, cluster_id=cluster, title=f"Giao ước {name}", preamble="", terms=[PLEDGE]
        )
    commands.offer_covenant(actor=SYSTEM, covenant_id=ids["cov_offered"], version=1)


def _version(row: int) -> int:
    return Registration.objects.get(pk=row).version


def _cov(row: int) -> int:
    return Covenant.objects.get(pk=row).version


def _line(name: str, call: Any, own: Roles = WRITERS, above: Roles = NONE, **more: Any) -> Line:
    return Line(f"registrations.{name}", call, own=own, above=above, **more)


LINES = (
    _line("open_season", lambda w, who: commands.open_season(
        actor=who, unit_id=w.school, year=2021, title="Đợt mới", opens=TODAY, closes=TODAY), own=DESK),
    _line("extend_season", lambda w, who: commands.extend_season(
        actor=who, season_id=w["season_own"], closes=date(2022, 1, 5)), own=DESK),
    _line("close_season", lambda w, who: commands.close_season(actor=who, season_id=w["season_own"]), own=DESK),
    _line("remind", lambda w, who: commands.remind(
        actor=who, season_id=w["season_own"], unit_id=w.school), own=DESK, above=DESK),
    _line("add_title", lambda w, who: commands.add_title(
        actor=who, season_id=w["season_open"], unit_id=w.school,
        new=NewTitle(w["recipient"], "grassroots_emulation_fighter"))),
    _line("add_pledge", lambda w, who: commands.add_pledge(
        actor=who, season_id=w["season_open"], unit_id=w.school, new=PLEDGE)),
    _line("withdraw_title", lambda w, who: commands.withdraw_title(
        actor=who, title_id=w["title_done"], reason="Chuyển công tác")),
    _line("change_title", lambda w, who: commands.change_title(
        actor=who, title_id=w["title_done"], award="grassroots_emulation_fighter", reason="Có sáng kiến")),
    _line("withdraw_pledge", lambda w, who: commands.withdraw_pledge(
        actor=who, pledge_id=w["pledge_done"], reason="Không còn phù hợp")),
    _line("send", lambda w, who: commands.send(
        actor=who, registration_id=w["reg_open"], version=_version(w["reg_open"]))),
    _line("return_back", lambda w, who: commands.return_back(
        actor=who, registration_id=w["reg_sent"], version=_version(w["reg_sent"]), reason="Thiếu"),
        own=NONE, above=DESK),
    _line("approve", lambda w, who: commands.approve(
        actor=who, registration_id=w["reg_sent"], version=_version(w["reg_sent"])), own=NONE, above=DESK),
    _line("consolidate", lambda w, who: commands.consolidate(
        actor=who, season_id=w["season_own"], unit_id=w.school)),
    _line("take_over", lambda w, who: commands.take_over(
        actor=who, registration_id=w["reg_former"], unit_id=w["district"]), place=DISTRICT),
    _line("draft_covenant", lambda w, who: commands.draft_covenant(
        actor=who, cluster_id=w["cov_cluster"], title="Giao ước mới", preamble="", terms=[PLEDGE])),
    _line("write_covenant", lambda w, who: commands.write_covenant(
        actor=who, covenant_id=w["cov_draft"], version=_cov(w["cov_draft"]), preamble="", terms=[PLEDGE])),
    _line("offer_covenant", lambda w, who: commands.offer_covenant(
        actor=who, covenant_id=w["cov_draft"], version=_cov(w["cov_draft"]))),
    _line("sign_covenant", lambda w, who: commands.sign_covenant(
        actor=who, covenant_id=w["cov_offered"], unit_id=w.school), own=SIGNERS),
)  # fmt: skip


def _form(**words: Any) -> Any:
    return lambda w: words


def _of(name: str, key: str, own: Roles = WRITERS, above: Roles = NONE, **words: Any) -> Page:
    return acts(
        f"registrations:{name}", key, own=own, above=above, methods=POST,
        data=lambda w: {"version": str(_version(w[key])), **words},
    )  # fmt: skip


PAGES: tuple[Page, ...] = (
    anyone("registrations:list"),
    anyone("registrations:covenants"),
    by_role(
        "registrations:new", roles=DESK, methods=BOTH,
        data=lambda w: {
            "unit": w.school, "title": "Đợt mới", "year": "2021", "opens": "15/12/2021", "closes": "31/12/2021",
        },
    ),
    scoped("registrations:season", "season_own"),
    scoped("registrations:together", "season_own"),
    acts("registrations:extend", "season_own", own=DESK, methods=BOTH, data=_form(closes="05/01/2022")),
    acts("registrations:close", "season_own", own=DESK, methods=POST),
    acts(
        "registrations:remind", "season_own", own=DESK, above=DESK, methods=POST, data=lambda w: {"unit": w.school}
    ),
    acts("registrations:consolidate", "season_own", own=WRITERS, methods=POST, data=lambda w: {"unit": w.school}),
    acts(
        "registrations:add-title", "season_own", own=WRITERS, methods=BOTH,
        data=lambda w: {"recipient": w["recipient"], "award": "advanced_worker"},
    ),
    acts("registrations:add-pledge", "season_own", own=WRITERS, methods=BOTH, data=_form(words="Đoàn kết")),
    scoped("registrations:registration", "reg_open"),
    scoped("registrations:lines", "reg_open"),
    scoped("registrations:content-paper", "reg_open", "docx"),
    acts(
        "registrations:take-over", "reg_former", "district", own=WRITERS, methods=BOTH, place=DISTRICT,
        data=lambda w: {"version": str(_version(w["reg_former"]))},
    ),
    _of("send", "reg_open"),
    _of("approve", "reg_sent", own=NONE, above=DESK),
    acts(
        "registrations:return", "reg_sent", own=NONE, above=DESK, methods=BOTH,
        data=lambda w: {"version": str(_version(w["reg_sent"])), "reason": "Thiếu"},
    ),
    acts(
        "registrations:change-title", "title_done", own=WRITERS, methods=BOTH,
        data=_form(award="grassroots_emulation_fighter", reason="Có sáng kiến"),
    ),
    acts("registrations:withdraw-title", "title_done", own=WRITERS, methods=BOTH, data=_form(reason="Chuyển đi")),
    acts("registrations:withdraw-pledge", "pledge_done", own=WRITERS, methods=BOTH, data=_form(reason="Thôi")),
    acts(
        "registrations:new-covenant", "cov_cluster", own=WRITERS, methods=BOTH,
        data=_form(title="Giao ước mới", terms="Đoàn kết"),
    ),
    scoped("registrations:covenant", "cov_draft"),
    acts(
        "registrations:write-covenant", "cov_draft", own=WRITERS, methods=BOTH,
        data=lambda w: {"terms": "Đoàn kết", "version": str(_cov(w["cov_draft"]))},
    ),
    acts(
        "registrations:offer", "cov_draft", own=WRITERS, methods=POST,
        data=lambda w: {"version": str(_cov(w["cov_draft"])), "confirmed": "1"},
    ),
    acts(
        "registrations:sign", "cov_offered", own=SIGNERS, methods=POST,
        data=lambda w: {"unit": w.school, "confirmed": "1"},
    ),
    scoped("registrations:paper", "cov_draft", "docx"),
)  # fmt: skip
