"""A cluster's list of members, the minutes of its meeting and its petition. It has no seal: its head signs."""

from __future__ import annotations

from decimal import Decimal

from thidua.clusters.commands.results import latest_standings
from thidua.clusters.models import Cluster, Proposal, Round, Vote
from thidua.clusters.queries import members_of
from thidua.clusters.types import ClusterKind, Honour, Place
from thidua.foundation.errors import Refused
from thidua.kernel.formats import date_vi, decimal_vi, list_vi
from thidua.organisation import naming
from thidua.papers.model import (
    Clause,
    Clauses,
    Column,
    Document,
    Letterhead,
    Numbering,
    Paragraph,
    Signature,
    Table,
)
from thidua.scoring.engine import Sheet

SAMPLE = "Chấm theo bảng điểm mẫu, chưa đối chiếu với văn bản ban hành."


def minutes(row: Round) -> Document:
    """The minutes of the meeting: who met, the vote by unit, the conclusion. Raises Refused before the meeting."""
    if row.met_on is None or row.present is None or row.entitled is None:
        raise Refused("Chưa ghi cuộc họp của đợt chấm này.")
    votes = list(
        Vote.objects.filter(participant__round=row, void_at=None)
        .select_related("participant__unit")
        .order_by("honour", "-yes", "participant__unit__sort_key")
    )
    table = Table(
        (
            Column("Đơn vị", 3),
            Column("Nội dung", 2),
            Column("Phiếu đồng ý", 1, "center"),
            Column("Kết quả", 1.5),
        ),
        tuple(
            (
                vote.participant.unit.name,
                Honour(vote.honour).label,
                f"{vote.yes}/{row.present}",
                "Quá nửa số phiếu" if 2 * vote.yes > row.present else "Không quá nửa",
            )
            for vote in votes
        ),
    )
    opening = (
        Paragraph(f"Thời gian: ngày {date_vi(row.met_on)}."),
        Paragraph(f"Địa điểm: {row.met_at or '…'}."),
        Paragraph(f"Thành phần: {row.present}/{row.entitled} đơn vị thành viên dự họp và bỏ phiếu kín."),
        Paragraph("Kết quả bỏ phiếu:"),
    )
    closing = tuple(Paragraph(line) for line in row.said.splitlines() if line.strip())
    return Document(
        kind="BIÊN BẢN",
        subject=f"Họp {row.cluster.title}, {row.title}",
        letterhead=_letterhead(row),
        number=Numbering(None, "BB-CK"),
        date=row.met_on,
        blocks=(*opening, table, *((Paragraph("Kết luận:"), *closing) if closing else ())),
        signatures=(_signature(row),),
        recipients=("Các đơn vị thành viên", "Lưu: Hồ sơ"),
    )


def roster(cluster: Cluster) -> Document:
    """The members of a cluster with head and deputies, for the body that formed it to issue. Refused without any."""
    members = members_of(cluster.pk)
    if not members:
        raise Refused("Cụm, khối chưa có thành viên.")
    called = "Khối" if cluster.kind == ClusterKind.BLOC else "Cụm"
    places = {Place.HEAD: f"Trưởng {called.lower()}", Place.DEPUTY: f"Phó trưởng {called.lower()}"}
    table = Table(
        (
            Column("STT", 0.6, "center"),
            Column("Đơn vị", 4),
            Column("Vị trí", 2),
            Column("Từ ngày", 1.3, "center"),
        ),
        tuple(
            (str(at), each.unit.name, places.get(Place(each.place), "Thành viên"), date_vi(each.since))
            for at, each in enumerate(members, start=1)
        ),
    )
    unit = cluster.unit
    note = (Paragraph("Danh sách trong dữ liệu mẫu.", italic=True),) if cluster.sample else ()
    return Document(
        kind="DANH SÁCH",
        subject=f"Thành viên {cluster.title} năm {cluster.year}",
        letterhead=Letterhead(None, naming.body_name(unit.name, unit.kind).upper(), unit.place),
        number=Numbering(None, "DS"),
        date=None,
        blocks=(
            Paragraph(f"{cluster.title} năm {cluster.year} gồm {len(members)} đơn vị:"), table, *note,
        ),
        signatures=(Signature(("CƠ QUAN THƯỜNG TRỰC",), ""),),
        recipients=("Các đơn vị thành viên", "Lưu: Hồ sơ"),
    )  # fmt: skip


def petition(row: Round, sheet: Sheet) -> Document:
    """The petition for flags and certificates, with the ranking. Raises Refused before publication."""
    standings = latest_standings(row.pk)
    if not standings:
        raise Refused("Kết quả chưa công bố.")
    proposals = (
        Proposal.objects.filter(participant__round=row).select_related("participant__unit").order_by("pk")
    )
    asked: dict[Honour, list[str]] = {}
    for each in proposals:
        asked.setdefault(Honour(each.honour), []).append(each.participant.unit.name)
    if not asked:
        raise Refused("Chưa có đơn vị nào được đề nghị.")
    table = Table(
        (
            Column("Thứ hạng", 1, "center"),
            Column("Đơn vị", 4),
            Column("Tổng điểm", 1.2, "right"),
            Column("Đề nghị", 2),
        ),
        tuple(
            (
                str(each.rank),
                each.participant.unit.name,
                _points(each.score["total"]),
                list_vi([h.label for h, names in asked.items() if each.participant.unit.name in names]),
            )
            for each in standings
        ),
    )
    wishes = Clauses(tuple(Clause(f"{honour.label}: {list_vi(names)}.") for honour, names in asked.items()))
    return Document(
        kind="TỜ TRÌNH",
        subject=f"Về việc đề nghị khen thưởng {row.cluster.title} năm {row.cluster.year}",
        letterhead=_letterhead(row),
        number=Numbering(None, "TTr-CK"),
        date=None,
        addressees=(naming.body_name(row.cluster.unit.name, row.cluster.unit.kind),),
        blocks=(
            Paragraph(
                f"Căn cứ kết quả chấm điểm và bỏ phiếu của {row.title}, {row.cluster.title} kính đề nghị xét tặng:"
            ),
            wishes,
            Paragraph("Kết quả xếp hạng:"),
            table,
            *(() if sheet.checked else (Paragraph(SAMPLE, italic=True),)),
        ),
        signatures=(_signature(row),),
        recipients=("Như trên", "Các đơn vị thành viên", "Lưu: Hồ sơ"),
    )


def _points(digits: str) -> str:
    return decimal_vi(Decimal(digits))


def _letterhead(row: Round) -> Letterhead:
    unit = row.cluster.unit
    return Letterhead(naming.body_name(unit.name, unit.kind).upper(), row.cluster.title.upper(), unit.place)


def _signature(row: Round) -> Signature:
    head = next((m.unit.name for m in members_of(row.cluster_id) if m.place == Place.HEAD), "")
    called = "TRƯỞNG KHỐI" if row.cluster.kind == ClusterKind.BLOC else "TRƯỞNG CỤM"
    return Signature((called, head) if head else (called,), "")
