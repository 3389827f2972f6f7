"""Papers of this room: a covenant with who has signed, and a registration with what was taken up from below."""

from __future__ import annotations

from django.utils.timezone import localtime

from thidua.achievements.catalogue import award_name
from thidua.kernel.formats import date_vi, decimal_vi, number
from thidua.organisation import naming
from thidua.papers.model import (
    Annex,
    Block,
    Column,
    Document,
    Group,
    Letterhead,
    Numbering,
    Paragraph,
    Signature,
    Table,
)
from thidua.registrations import logic
from thidua.registrations.content import Content
from thidua.registrations.models import Covenant, Registration, Term
from thidua.registrations.types import State


def covenant(row: Covenant) -> Document:
    """The covenant as a paper."""
    unit = row.cluster.unit
    signings = Table(
        (Column("Đơn vị", 4), Column("Người ký", 3), Column("Ngày ký", 2, "center")),
        tuple(
            (each.unit.name, each.signer, date_vi(localtime(each.signed_at).date()) if each.signed_at else "")
            for each in row.signings.select_related("unit").order_by("unit__sort_key", "pk")
        ),
    )
    return Document(
        kind="GIAO ƯỚC THI ĐUA",
        subject=row.title,
        letterhead=Letterhead(
            naming.body_name(unit.name, unit.kind).upper(), row.cluster.title.upper(), unit.place
        ),
        number=Numbering(None, "GƯ-CK"),
        date=localtime(row.offered_at).date() if row.offered_at else None,
        blocks=(
            *(Paragraph(line) for line in row.preamble.splitlines() if line.strip()),
            Paragraph("Các đơn vị thành viên giao ước thực hiện:"),
            _terms(list(row.terms.select_related("target").order_by("place"))),
            *((Paragraph("Các đơn vị đã ký trên hệ thống:"), signings) if signings.rows else ()),
        ),
        signatures=(Signature(("ĐẠI DIỆN CÁC ĐƠN VỊ",), ""),),
        recipients=("Các đơn vị thành viên", "Lưu: Hồ sơ"),
    )


def consolidated(row: Registration, content: Content) -> Document:
    """A registration as a paper: sums by award and unit, commitments by unit, everybody by name in the annex."""
    unit, season = row.unit, row.season
    body = naming.body_name(unit.name, unit.kind)
    draft = State(row.state) in logic.WRITABLE
    opening = f"{body} đăng ký thi đua năm {season.year} ({season.title}) gồm:"
    blocks: list[Block] = [
        Paragraph(opening),
        Paragraph("1. Danh hiệu, hình thức", bold=True),
        _sums(content),
    ]
    if content.pledges:
        blocks += [Paragraph("2. Cam kết bằng con số", bold=True), _pledges(content)]
    if draft:
        blocks.append(Paragraph("Bản đang soạn, chưa gửi cấp trên.", italic=True))
    elif content.sent and row.sent_at is not None:
        blocks.append(
            Paragraph(f"Số liệu chốt lúc gửi, ngày {date_vi(localtime(row.sent_at).date())}.", italic=True)
        )
    committee = unit.kind in naming.COMMITTEES
    superior = None
    if not committee and unit.parent is not None:
        superior = naming.body_name(unit.parent.name, unit.parent.kind).upper()
    head = (unit.head_title.upper(),) if unit.head_title else ()
    annexes = ()
    if content.titles:
        people = Annex(
            "DANH SÁCH ĐĂNG KÝ DANH HIỆU, HÌNH THỨC",
            f"Năm {season.year}",
            f"Kèm theo bản đăng ký của {body}",
            _names(content),
        )
        annexes = (people,)
    return Document(
        kind="BẢN ĐĂNG KÝ THI ĐUA",
        subject=f"Năm {season.year}",
        letterhead=Letterhead(superior, body.upper(), unit.place),
        number=Numbering(None, "-".join(filter(None, (unit.symbol, "ĐKTĐ")))),
        date=None if draft or row.sent_at is None else localtime(row.sent_at).date(),
        blocks=tuple(blocks),
        signatures=(Signature(((*(("TM. ỦY BAN NHÂN DÂN",) if committee else ()), *head)), ""),),
        recipients=("Cơ quan mở đợt đăng ký", "Các đơn vị trực thuộc", "Lưu: Hồ sơ"),
        annexes=annexes,
    )


def _sums(content: Content) -> Table:
    groups = [
        Group(
            f"{each.name}: {number(each.total)} danh hiệu, {number(each.pledges)} cam kết",
            tuple(
                ("", award_name(code), number(each.titles[code]))
                for code in content.awards
                if each.titles.get(code)
            ),
        )
        for each in content.branches
    ]
    rows = tuple(
        (str(at), award_name(code), number(content.totals[code]))
        for at, code in enumerate(content.awards, start=1)
    )
    columns = (
        Column("STT", 0.6, "center"),
        Column("Danh hiệu, hình thức", 6),
        Column("Số lượng", 1.4, "center"),
    )
    return Table(columns, (*rows, ("", "Cộng", number(len(content.titles)))), tuple(groups))


def _pledges(content: Content) -> Table:
    columns = (
        Column("STT", 0.6, "center"), Column("Đơn vị", 3), Column("Nội dung cam kết", 4), Column("Chỉ tiêu", 2),
    )  # fmt: skip
    return Table(
        columns,
        tuple(
            (str(at), line.place.unit, line.words, line.figure)
            for at, line in enumerate(content.pledges, start=1)
        ),
    )


def _names(content: Content) -> Table:
    columns = (
        Column("STT", 0.6, "center"), Column("Cá nhân, tập thể", 4), Column("Danh hiệu, hình thức", 4),
        Column("Đơn vị", 3),
    )  # fmt: skip
    return Table(
        columns,
        tuple(
            (str(at), line.name, award_name(line.award), line.place.unit)
            for at, line in enumerate(content.titles, start=1)
        ),
    )


def _terms(terms: list[Term]) -> Table:
    """The terms, with the targets that measure them where any does."""
    rows = [
        (
            str(term.place),
            term.words,
            f"{decimal_vi(term.amount.normalize())} {term.measure}".strip()
            if term.amount is not None
            else "",
        )
        for term in terms
    ]
    columns = (Column("STT", 0.6, "center"), Column("Nội dung", 5), Column("Mức giao ước", 2))
    if not any(term.target for term in terms):
        return Table(columns, tuple(rows))
    named = [f"{term.target.title} ({term.target.code})" if term.target else "" for term in terms]
    return Table(
        (*columns, Column("Chỉ tiêu đo kết quả", 3)),
        tuple((*row, name) for row, name in zip(rows, named, strict=True)),
    )
