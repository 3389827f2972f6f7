"""What the registers of documents show."""

from __future__ import annotations

from typing import Any

from thidua.directives.types import DocumentState
from thidua.foundation.ui.cells import Column


def _arrival(row: dict[str, Any]) -> str:
    return f"{row['arrival_number']:02d}/{row['arrival_year']}" if row["arrival_number"] else ""


COLUMNS = (
    Column("arrival", "Số đến", value=_arrival, sort=("arrival_year", "arrival_number"), nowrap=True),
    Column(
        "subject",
        "Trích yếu",
        value=lambda row: row["subject"] or "(chưa rõ trích yếu)",
        sub="issuer",
        url="directives:document id",
        header=True,
    ),
    Column("number", "Số, ký hiệu", nowrap=True),
    Column("dated", "Ngày văn bản", kind="date", sort="dated"),
    Column("arrived", "Ngày đến", kind="date", sort="arrived"),
    Column("unit_name", "Đơn vị nhận"),
    Column("ordered", "Nội dung giao việc", kind="number"),
    Column("state", "Tình trạng", kind="badge", value=lambda row: DocumentState(row["state"])),
)

OUTGOING = (
    Column("number", "Số, ký hiệu", sort=("outgoing_kind", "outgoing_number"), nowrap=True),
    Column("subject", "Trích yếu", url="directives:document id", header=True),
    Column("kind", "Loại văn bản", sort="outgoing_kind"),
    Column("dated", "Ngày văn bản", kind="date", sort="dated"),
    Column("signer", "Người ký"),
    Column("unit_name", "Đơn vị ban hành"),
)

RECEIVED = (
    Column("subject", "Trích yếu", url="directives:document document_id", header=True),
    Column("number", "Số, ký hiệu", nowrap=True),
    Column("kind", "Loại văn bản"),
    Column("issuer", "Nơi gửi"),
    Column("unit_name", "Đơn vị nhận", sort="unit__sort_key"),
    Column("sent_on", "Ngày gửi", kind="date", sort="sent_on"),
    Column(
        "acknowledged",
        "Xác nhận",
        kind="badge",
        value=lambda row: "Đã nhận" if row["acknowledged_on"] else "Chưa xác nhận",
        tone=lambda row: "good" if row["acknowledged_on"] else "act",
        sub="acknowledged_by",
        sort="acknowledged_on",
    ),
)
