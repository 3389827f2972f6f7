"""The permissions of clusters and rounds: the office at the province, the head and a member in it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories as make
from tests.clusters.stage import SHEET
from tests.factories import SYSTEM, TODAY
from tests.site.matrix_roles import DESK, Line, Roles
from tests.site.matrix_urls import BOTH, POST, Page, acts, anyone, by_role, scoped
from tests.site.matrix_world import World
from thidua.access.types import Role
from thidua.clusters import commands
from thidua.clusters.commands.scores import Typed
from thidua.clusters.models import Cluster, Objection, Participant, Round
from thidua.clusters.types import ActivityKind, ClusterKind, Honour, PaperKind, Place, Presence, Ruling, Side
from thidua.scoring import commands as scoring
from thidua.scoring.engine import Entry

COMMANDS = ("thidua.clusters.commands",)
SCORERS = DESK | {Role.HEAD}
PDF = b"%PDF-1.4\n%%EOF\n"
RATIO = {"thu": Typed(Entry(plan=100, result=100))}
WHOLE = {**RATIO, "tc": Typed(Entry(grade="A"))}


def _round(cluster: int, sheet: int, title: str) -> int:
    return commands.open_round(actor=SYSTEM, cluster_id=cluster, title=title, sheet_id=sheet)


def _sheet(round_: int, unit: int) -> int:
    return Participant.objects.get(round=round_, unit=unit).pk


def build(world: World) -> None:
    """A cluster formed by the school itself with two teams, the school its head: own is the school, above the district.

    One round at every stage.
    """
    ids = world.ids
    teams = [make.unit(f"Tổ {name}", parent=world.unit("school"), authority="") for name in ("Sử", "Địa")]
    for team in teams:
        make.collective(team)
    cluster = commands.form_cluster(
        actor=SYSTEM, unit_id=world.school, title="Khối tổ", kind=ClusterKind.BLOC, year=2021
    )
    for unit, place in ((world.school, Place.HEAD), (teams[0].pk, Place.MEMBER), (teams[1].pk, Place.MEMBER)):
        ids["cl_member"] = commands.add_member(
            actor=SYSTEM, cluster_id=cluster, unit_id=unit, place=place, since=date(2021, 1, 1)
        )
    ids["cluster"], ids["cl_free"] = (
        cluster,
        make.unit("Tổ Hóa", parent=world.unit("school"), authority="").pk,
    )
    sheet = scoring.draft(
        actor=SYSTEM, unit_id=world.school, sheet=SHEET.model_copy(update={"code": "khoi-to"})
    )
    scoring.adopt(actor=SYSTEM, sheet_id=sheet, version=1, instrument="", checked=False)
    ids["cl_sheet"] = sheet
    units = [world.school, *(each.pk for each in teams)]
    for name, steps in (("self", 0), ("check", 1), ("object", 2), ("meeting", 3), ("published", 4)):
        made = ids[f"cl_{name}"] = _round(cluster, sheet, name)
        ids[f"cl_{name}_sheet"] = _sheet(made, world.school)
        if steps:
            for unit in units:
                _enter(_sheet(made, unit), Side.OFFICE, {"td": Typed(Entry(count=4))})
            commands.go_on(actor=SYSTEM, round_id=made, version=Round.objects.get(pk=made).version)
            for unit in units:
                _enter(_sheet(made, unit), Side.OFFICE, WHOLE)
        for _ in range(1, min(steps, 3)):
            commands.go_on(actor=SYSTEM, round_id=made, version=Round.objects.get(pk=made).version)
    commands.record_meeting(
        actor=SYSTEM, round_id=ids["cl_published"], version=_version(ids["cl_published"]), met_on=TODAY, met_at="",
        present=3, votes={(ids["cl_published_sheet"], Honour.FLAG): 3},
    )  # fmt: skip
    commands.publish(actor=SYSTEM, round_id=ids["cl_published"], version=_version(ids["cl_published"]))
    _enter(ids["cl_self_sheet"], Side.MEMBER, WHOLE)
    ids["cl_case"] = commands.add_case(
        actor=SYSTEM, participant_id=ids["cl_check_sheet"], code="vang", count=1, words="Biên bản"
    )
    entry = Participant.objects.get(pk=ids["cl_object_sheet"]).entries.get(leaf="tc")
    ids["cl_objection"] = Objection.objects.create(
        entry=entry, words="Xem lại", raised_at="2021-12-15T00:00Z", raised_by="system"
    ).pk
    ids["cl_proof"] = commands.add_proof(
        actor=SYSTEM,
        participant_id=ids["cl_self_sheet"],
        leaf="thu",
        upload=b"%PDF-1.4\n%%EOF\n",
        name="a.pdf",
    ).id
    commands.record_meeting(
        actor=SYSTEM, round_id=ids["cl_meeting"], version=_version(ids["cl_meeting"]), met_on=TODAY, met_at="",
        present=3, votes={},
    )  # fmt: skip

    for name, day in (("cl_held", TODAY), ("cl_ahead", date(2021, 12, 30))):
        ids[name] = commands.call_activity(
            actor=SYSTEM, cluster_id=cluster, kind=ActivityKind.VISIT, title=name, held_on=day
        )
    for name in ("cl_paper", "cl_paper_too"):
        ids[name] = commands.add_paper(
            actor=SYSTEM,
            cluster_id=cluster,
            kind=PaperKind.RULES,
            title=name,
            dated=TODAY,
            upload=PDF,
            name="a.pdf",
        )


def _version(round_: int) -> int:
    return Round.objects.get(pk=round_).version


def _cluster_version(world: World) -> int:
    return Cluster.objects.get(pk=world["cluster"]).version


def _of(sheet: int) -> int:
    return Participant.objects.get(pk=sheet).version


def _enter(sheet: int, side: Side, typed: dict[str, Typed]) -> None:
    from thidua.access.types import system_actor

    commands.enter(
        actor=system_actor(TODAY), participant_id=sheet, version=_of(sheet), side=side, typed=typed
    )


def _line(name: str, call: Any, own: Roles = DESK) -> Line:
    return Line(f"clusters.{name}", call, own=own)


LINES = (
    _line("form_cluster", lambda w, who: commands.form_cluster(
        actor=who, unit_id=w.school, title="Khối khác", kind=ClusterKind.BLOC, year=2021)),
    _line("add_member", lambda w, who: commands.add_member(
        actor=who, cluster_id=w["cluster"], unit_id=w["cl_free"], place=Place.MEMBER, since=TODAY)),
    _line("change_place", lambda w, who: commands.change_place(
        actor=who, member_id=w["cl_member"], place=Place.DEPUTY, on=TODAY)),
    _line("end_member", lambda w, who: commands.end_member(
        actor=who, member_id=w["cl_member"], until=TODAY, reason="Giải thể")),
    _line("set_staff", lambda w, who: commands.set_staff(
        actor=who, member_id=w["cl_member"], version=_cluster_version(w), staff=9, on=TODAY, source="Báo cáo"),
        own=SCORERS),
    _line("hand_over", lambda w, who: commands.hand_over(actor=who, cluster_id=w["cluster"], head_id=w.school)),
    _line("open_round", lambda w, who: commands.open_round(
        actor=who, cluster_id=w["cluster"], title="Đợt mới", sheet_id=w["cl_sheet"])),
    _line("go_on", lambda w, who: commands.go_on(
        actor=who, round_id=w["cl_self"], version=_version(w["cl_self"])), own=SCORERS),
    _line("go_back", lambda w, who: commands.go_back(
        actor=who, round_id=w["cl_check"], version=_version(w["cl_check"]), reason="Kiểm lại"), own=SCORERS),
    _line("take_out", lambda w, who: commands.take_out(
        actor=who, participant_id=w["cl_check_sheet"], version=_of(w["cl_check_sheet"]), reason="Giải thể")),
    _line("enter", lambda w, who: commands.enter(
        actor=who, participant_id=w["cl_self_sheet"], version=_of(w["cl_self_sheet"]), side=Side.MEMBER,
        typed={"thu": Typed(Entry(plan=100, result=90))}), own=SCORERS),
    _line("send", lambda w, who: commands.send(
        actor=who, participant_id=w["cl_self_sheet"], version=_of(w["cl_self_sheet"])), own=SCORERS),
    _line("add_proof", lambda w, who: commands.add_proof(
        actor=who, participant_id=w["cl_self_sheet"], leaf="thu", upload=b"%PDF-1.4\n%%EOF\n", name="b.pdf"),
        own=SCORERS),
    _line("object_to", lambda w, who: commands.object_to(
        actor=who, participant_id=w["cl_object_sheet"], leaf="thu", words="Xem lại"), own=SCORERS),
    _line("rule", lambda w, who: commands.rule(
        actor=who, objection_id=w["cl_objection"], ruling=Ruling.DISMISSED, reason="Đúng quy định"), own=SCORERS),
    _line("add_case", lambda w, who: commands.add_case(
        actor=who, participant_id=w["cl_check_sheet"], code="vang", count=1, words="Biên bản"), own=SCORERS),
    _line("withdraw_case", lambda w, who: commands.withdraw_case(
        actor=who, case_id=w["cl_case"], reason="Ghi nhầm"), own=SCORERS),
    _line("refresh_feeds", lambda w, who: commands.refresh_feeds(
        actor=who, round_id=w["cl_check"], version=_version(w["cl_check"])), own=SCORERS),
    _line("record_meeting", lambda w, who: commands.record_meeting(
        actor=who, round_id=w["cl_meeting"], version=_version(w["cl_meeting"]), met_on=TODAY, met_at="", present=3,
        votes={}), own=SCORERS),
    _line("publish", lambda w, who: commands.publish(
        actor=who, round_id=w["cl_meeting"], version=_version(w["cl_meeting"]))),
    _line("correct", lambda w, who: commands.correct(
        actor=who, participant_id=w["cl_published_sheet"], version=_of(w["cl_published_sheet"]),
        typed={"thu": Typed(Entry(plan=100, result=90))}, reason="Số liệu mới")),
    _line("propose", lambda w, who: commands.propose(
        actor=who, round_id=w["cl_published"], version=_version(w["cl_published"]),
        chosen=[(w["cl_published_sheet"], Honour.FLAG)])),
    _line("call_activity", lambda w, who: commands.call_activity(
        actor=who, cluster_id=w["cluster"], kind=ActivityKind.MEETING, title="Họp", held_on=TODAY), own=SCORERS),
    _line("change_activity", lambda w, who: commands.change_activity(
        actor=who, activity_id=w["cl_ahead"], version=1, kind=ActivityKind.MEETING, title="Họp", held_on=TODAY,
        place=""), own=SCORERS),
    _line("call_off", lambda w, who: commands.call_off(
        actor=who, activity_id=w["cl_ahead"], version=1, reason="Bão"), own=SCORERS),
    _line("take_attendance", lambda w, who: commands.take_attendance(
        actor=who, activity_id=w["cl_held"], version=1, given={w.school: Presence.LEADER}), own=SCORERS),
    _line("add_paper", lambda w, who: commands.add_paper(
        actor=who, cluster_id=w["cluster"], kind=PaperKind.NOTICE, title="Thông báo", dated=TODAY, upload=PDF,
        name="b.pdf"), own=SCORERS),
    _line("withdraw_paper", lambda w, who: commands.withdraw_paper(
        actor=who, paper_id=w["cl_paper"], reason="Nhầm"), own=SCORERS),
)  # fmt: skip


def _form(**words: Any) -> Any:
    return lambda w: words


def _of_round(
    name: str, key: str, own: Roles = SCORERS, methods: tuple[str, ...] = POST, **words: Any
) -> Page:
    return acts(
        f"clusters:{name}", key, own=own, methods=methods,
        data=lambda w: {"version": str(_version(w[key])), "confirmed": "1", **words},
    )  # fmt: skip


def _of_sheet(
    name: str, key: str, own: Roles = SCORERS, methods: tuple[str, ...] = BOTH, **words: Any
) -> Page:
    return acts(
        f"clusters:{name}", key, own=own, methods=methods,
        data=lambda w: {"version": str(_of(w[key])), "confirmed": "1", **words},
    )  # fmt: skip


_ACTIVITY = {"kind": "meeting", "title": "Họp quý", "held_on": "15/12/2021"}

PAGES: tuple[Page, ...] = (
    anyone("clusters:list"),
    by_role(
        "clusters:new", roles=DESK, methods=BOTH,
        data=lambda w: {"unit": w.school, "title": "Khối mới", "kind": "bloc", "year": "2021"},
    ),
    scoped("clusters:cluster", "cluster"),
    acts(
        "clusters:add-member", "cluster", own=DESK, methods=BOTH,
        data=lambda w: {"unit": w["cl_free"], "place": "member", "since": "15/12/2021"},
    ),
    acts("clusters:hand-over", "cluster", own=DESK, methods=BOTH, data=lambda w: {"head": w.school}),
    acts(
        "clusters:new-round", "cluster", own=DESK, methods=BOTH,
        data=lambda w: {"title": "Đợt mới", "sheet": w["cl_sheet"]},
    ),
    acts(
        "clusters:place", "cl_member", own=DESK, methods=BOTH, data=_form(place="deputy", on="15/12/2021")
    ),
    acts(
        "clusters:end-member", "cl_member", own=DESK, methods=BOTH, data=_form(until="15/12/2021", reason="Giải thể")
    ),
    acts(
        "clusters:staff", "cl_member", own=SCORERS, methods=BOTH,
        data=lambda w: {"version": str(_cluster_version(w)), "staff": "9", "on": "15/12/2021", "source": "Báo cáo"},
    ),
    scoped("clusters:round", "cl_self"),
    scoped("clusters:results", "cl_published"),
    _of_round("go-on", "cl_self"),
    _of_round("go-back", "cl_check", methods=BOTH, reason="Kiểm lại"),
    _of_round("refresh", "cl_check"),
    _of_round("meeting", "cl_meeting", methods=BOTH, met_on="15/12/2021", present="3"),
    _of_round("publish", "cl_meeting", own=DESK),
    acts(
        "clusters:propose", "cl_published", own=DESK, methods=POST,
        data=lambda w: {
            "version": str(_version(w["cl_published"])), "confirmed": "1",
            "chosen": [f"{w['cl_published_sheet']}-flag"],
        },
    ),
    acts("clusters:paper", "cl_published", "bien-ban", "docx", own=SCORERS, methods=("GET",)),
    scoped("clusters:sheet", "cl_self_sheet"),
    _of_sheet("scores", "cl_self_sheet", **{"0-plan": "100", "0-result": "80", "1-grade": "A"}),
    _of_sheet("send", "cl_self_sheet", methods=POST),
    _of_sheet("object", "cl_object_sheet", leaf="thu", words="Xem lại"),
    acts(
        "clusters:rule", "cl_objection", own=SCORERS, methods=BOTH,
        data=_form(ruling="dismissed", reason="Đúng quy định"),
    ),
    _of_sheet("add-case", "cl_check_sheet", code="vang", count="1", words="Biên bản"),
    acts("clusters:withdraw-case", "cl_case", own=SCORERS, methods=BOTH, data=_form(reason="Ghi nhầm")),
    _of_sheet("take-out", "cl_check_sheet", own=DESK, reason="Giải thể"),
    acts(
        "clusters:add-proof", "cl_self_sheet", own=SCORERS, methods=BOTH,
        data=lambda w: {"leaf": "thu", "file": SimpleUploadedFile("c.pdf", b"%PDF-1.4\n%%EOF\n")},
    ),
    scoped("clusters:proof", "cl_self_sheet", "cl_proof"),
    acts("clusters:new-activity", "cluster", own=SCORERS, methods=BOTH, data=_form(**_ACTIVITY)),
    scoped("clusters:activity", "cl_held"),
    acts(
        "clusters:change-activity", "cl_ahead", own=SCORERS, methods=BOTH, data=_form(version="1", **_ACTIVITY)
    ),
    acts(
        "clusters:call-off", "cl_ahead", own=SCORERS, methods=BOTH, data=_form(version="1", reason="Bão")
    ),
    acts(
        "clusters:attendance", "cl_held", own=SCORERS, methods=BOTH,
        data=lambda w: {"version": "1", f"unit-{w.school}": "leader"},
    ),
    acts(
        "clusters:add-paper", "cluster", own=SCORERS, methods=BOTH,
        data=lambda w: {
            "kind": "rules", "title": "Quy chế", "dated": "15/12/2021", "file": SimpleUploadedFile("c.pdf", PDF),
        },
    ),
    acts("clusters:withdraw-paper", "cl_paper", own=SCORERS, methods=BOTH, data=_form(reason="Nhầm")),
    scoped("clusters:paper-file", "cl_paper_too"),
    scoped("clusters:roster", "cluster", "docx"),
)  # fmt: skip
