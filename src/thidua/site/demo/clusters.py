"""The demo's cluster of districts: an invented list and sheet, last year's result published, this year's round open."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random

from thidua.access.types import system_actor
from thidua.clusters import commands
from thidua.clusters.commands.scores import Typed
from thidua.clusters.models import Cluster, Participant, Round
from thidua.clusters.queries import members_of, members_on
from thidua.clusters.types import ActivityKind, ClusterKind, Honour, PaperKind, Place, Presence, Side
from thidua.foundation.printing import printed
from thidua.organisation.models import Unit
from thidua.organisation.types import UnitKind
from thidua.papers.model import Document, Letterhead, Numbering, Paragraph, Signature
from thidua.scoring.engine import By, Entry, Kind, Leaf, Sheet
from thidua.scoring.queries import sheet_of
from thidua.site.demo import TODAY, scoring
from thidua.site.demo.stage import Stage

TITLE = "Cụm thi đua các huyện, thành phố (mẫu)"
YEAR = TODAY.year


def play(stage: Stage, rng: Random) -> None:
    """Last year's round to its published result; this year's in self-scoring, some units done."""
    province = stage.province.id
    districts = list(
        Unit.objects.filter(parent=province, kind=UnitKind.DISTRICT, valid_to=None).order_by("sort_key", "pk")
    ) or list(Unit.objects.filter(parent=province, kind=UnitKind.DISTRICT).order_by("sort_key", "pk"))
    before, now = scoring.play(system_actor(date(YEAR - 1, 3, 1)), province, (YEAR - 1, YEAR))
    actor = system_actor(date(YEAR, 1, 12), "Dựng tỉnh mẫu")
    cluster = commands.form_cluster(
        actor=actor, unit_id=province, title=TITLE, kind=ClusterKind.CLUSTER, year=YEAR - 1, sample=True
    )
    for at, each in enumerate(districts):
        place = Place.HEAD if at == 0 else Place.DEPUTY if at == 1 else Place.MEMBER
        commands.add_member(
            actor=actor, cluster_id=cluster, unit_id=each.pk, place=place, since=date(YEAR - 1, 1, 1)
        )
    sheet = sheet_of(before)
    last = commands.open_round(
        actor=actor, cluster_id=cluster, title=f"Tổng kết năm {YEAR - 1}", sheet_id=before
    )
    for row in Participant.objects.filter(round=last):
        _fill(row, sheet, Side.MEMBER, rng)
    _on(last)
    for row in Participant.objects.filter(round=last):
        _fill(row, sheet, Side.OFFICE, rng)
    _on(last)
    _on(last)
    votes = {
        (row.pk, honour): rng.randint(len(districts) // 2, len(districts))
        for row in Participant.objects.filter(round=last)
        for honour in Honour
    }
    commands.record_meeting(
        actor=actor, round_id=last, version=_version(last), met_on=date(YEAR, 1, 10), met_at="Hội trường mẫu",
        present=len(districts), votes=votes, said="Thông qua điểm và thứ hạng của năm.",
    )  # fmt: skip
    commands.publish(actor=actor, round_id=last, version=_version(last))
    later = commands.hand_over(actor=actor, cluster_id=cluster, head_id=districts[1].pk)
    open_ = commands.open_round(
        actor=system_actor(date(YEAR, 12, 1), "Dựng tỉnh mẫu"), cluster_id=later, title=f"Tổng kết năm {YEAR}",
        sheet_id=now, self_by=date(YEAR, 12, 20), check_by=date(YEAR, 12, 31), meet_by=date(YEAR + 1, 1, 10),
    )  # fmt: skip
    _activities(later, rng)
    _papers(later)
    for each in members_of(later):
        version = Cluster.objects.get(pk=later).version
        commands.set_staff(
            actor=system_actor(TODAY), member_id=each.pk, version=version, staff=rng.randint(60, 140),
            on=date(YEAR, 1, 1), source="Số liệu mẫu",
        )  # fmt: skip
    rows = list(Participant.objects.filter(round=open_).order_by("pk"))
    for row in rows[2:5]:
        _fill(row, sheet_of(now), Side.MEMBER, rng)
        row.refresh_from_db()
        commands.send(actor=system_actor(TODAY), participant_id=row.pk, version=row.version)


def _activities(cluster: int, rng: Random) -> None:
    """A year of meetings: two held, with who came, and the review ahead."""
    for day, kind, title in (
        (date(YEAR, 3, 18), ActivityKind.MEETING, "Họp triển khai nhiệm vụ năm (mẫu)"),
        (date(YEAR, 7, 15), ActivityKind.REVIEW, "Sơ kết 6 tháng (mẫu)"),
    ):
        made = _called(cluster, day, kind, title)
        units = [each.unit_id for each in members_on(cluster, day)]
        away = rng.sample(units, 2)
        given = dict.fromkeys(units, Presence.LEADER) | dict(
            zip(away, (Presence.STAND_IN, Presence.ABSENT), strict=True)
        )
        commands.take_attendance(actor=system_actor(TODAY), activity_id=made, version=1, given=given)
    _called(cluster, date(YEAR, 12, 28), ActivityKind.REVIEW, "Hội nghị tổng kết năm (mẫu)")


def _papers(cluster: int) -> None:
    """The cluster's programme of the year, a sample paper drawn up on the spot."""
    sample = Document(
        kind="CHƯƠNG TRÌNH",
        subject=f"Công tác của cụm thi đua năm {YEAR} (văn bản mẫu)",
        letterhead=Letterhead(None, "CỤM THI ĐUA (MẪU)", "Đắk Nông"),
        number=Numbering("01/CTr-CTĐ", "CTr-CTĐ"),
        date=date(YEAR, 2, 1),
        blocks=(Paragraph("Văn bản bịa ra để minh họa, không phải chương trình thật của cụm nào."),),
        signatures=(Signature(("TRƯỞNG CỤM",), ""),),
    )
    commands.add_paper(
        actor=system_actor(date(YEAR, 2, 2), "Dựng tỉnh mẫu"), cluster_id=cluster, kind=PaperKind.PROGRAMME,
        title=f"Chương trình công tác năm {YEAR} (mẫu)", number="01/CTr-CTĐ", dated=date(YEAR, 2, 1),
        upload=printed(sample, "docx"), name="chuong-trinh-mau.docx",
    )  # fmt: skip


def _called(cluster: int, day: date, kind: ActivityKind, title: str) -> int:
    return commands.call_activity(
        actor=system_actor(min(day, TODAY), "Dựng tỉnh mẫu"), cluster_id=cluster, kind=kind, title=title,
        held_on=day, place="Hội trường mẫu",
    )  # fmt: skip


def _on(round_: int) -> None:
    commands.go_on(actor=system_actor(date(YEAR, 1, 8)), round_id=round_, version=_version(round_))


def _version(round_: int) -> int:
    return Round.objects.get(pk=round_).version


def _fill(row: Participant, sheet: Sheet, side: Side, rng: Random) -> None:
    """Sample figures on the criteria of one side."""
    leaves = [leaf for leaf in sheet.leaves if (leaf.by is By.HEAD) == (side is Side.MEMBER)]
    typed = {leaf.code: Typed(_sample(leaf, rng), "Số liệu mẫu") for leaf in leaves}
    version = Participant.objects.get(pk=row.pk).version
    commands.enter(
        actor=system_actor(TODAY, "Dựng tỉnh mẫu"),
        participant_id=row.pk,
        version=version,
        side=side,
        typed=typed,
    )


def _sample(leaf: Leaf, rng: Random) -> Entry:
    match leaf.kind:
        case Kind.INVERSE:
            return Entry(plan=Decimal("5.0"), result=Decimal(rng.randint(40, 58)) / 10)
        case Kind.RATIO:
            return Entry(plan=Decimal(100), result=Decimal(rng.randint(88, 118)))
        case Kind.PLAN_LEADER:
            return Entry(plan=Decimal(4), result=Decimal(rng.randint(2, 7)))
        case Kind.RANK:
            return Entry(result=Decimal(rng.randint(1, 8)))
        case Kind.GRADE:
            return Entry(grade=rng.choice(list(leaf.grades)[:3]))
        case Kind.YES_NO:
            return Entry(yes=rng.random() < 0.8)
        case _:
            return Entry(
                count=rng.randint(2, 4), against=rng.randint(0, 1) if leaf.kind is Kind.PLUS_MINUS else 0
            )
