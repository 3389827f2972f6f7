"""A covenant as a paper: what the members bind themselves to, and who has signed in the system."""

from __future__ import annotations

from thidua.kernel.formats import date_vi, decimal_vi
from thidua.organisation import naming
from thidua.papers.model import (
    Column,
    Document,
    Letterhead,
    Numbering,
    Paragraph,
    Signature,
    Table,
)
from thidua.registrations.models import Covenant


def covenant(row: Covenant) -> Document:
    """The covenant as a paper."""
    unit = row.cluster.unit
    terms = Table(
        (Column("STT", 0.6, "center"), Column("Nội dung", 5), Column("Chỉ tiêu", 2)),
        tuple(
            (
                str(term.place),
                term.words,
                f"{decimal_vi(term.amount.normalize())} {term.measure}".strip()
                if term.amount is not None
                else "",
            )
            for term in row.terms.order_by("place")
        ),
    )
    signings = Table(
        (Column("Đơn vị", 4), Column("Người ký", 3), Column("Ngày ký", 2, "center")),
        tuple(
            (each.unit.name, each.signer, date_vi(each.signed_at.date()) if each.signed_at else "")
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
        date=row.offered_at.date() if row.offered_at else None,
        blocks=(
            *(Paragraph(line) for line in row.preamble.splitlines() if line.strip()),
            Paragraph("Các đơn vị thành viên giao ước thực hiện:"),
            terms,
            *((Paragraph("Các đơn vị đã ký trên hệ thống:"), signings) if signings.rows else ()),
        ),
        signatures=(Signature(("ĐẠI DIỆN CÁC ĐƠN VỊ",), ""),),
        recipients=("Các đơn vị thành viên", "Lưu: Hồ sơ"),
    )
