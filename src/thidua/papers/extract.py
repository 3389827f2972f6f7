"""An extract of the register: what one award record says, with a code to check it on the portal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from thidua.papers.model import (
    Block,
    Document,
    Labelled,
    Letterhead,
    Numbering,
    Paragraph,
    Picture,
    Signature,
    Sizes,
)
from thidua.papers.people import Recipient
from thidua.papers.qr import qr_png
from thidua.papers.wording import date_text, finish


def certificate_extract(
    *,
    letterhead: Letterhead,
    number: Numbering,
    date: dt.date | None,
    recipient: Recipient,
    award: str,
    decision_number: str,
    decision_date: dt.date,
    decision_issuer: str,
    reason: str,
    register_number: str,
    state: str,
    signature: Signature,
    receivers: Sequence[str],
    check_url: str = "",
    sizes: Sizes | None = None,
) -> Document:
    """The extract of one award record.

    `state` is the record's state in words ("Có hiệu lực", "Đã bị thu hồi theo Quyết định số …");
    `register_number` the number in the register; `check_url` the public page of the record, printed with a
    QR code when given.
    """
    decided = f"số {decision_number} {date_text(decision_date)} của {decision_issuer}"
    blocks: list[Block] = [
        Labelled("Tên tập thể, cá nhân được khen thưởng:", finish(recipient.full_name, ".")),
        *([Labelled("Chức vụ, đơn vị:", finish(recipient.place, "."))] if recipient.place else []),
        Labelled("Danh hiệu thi đua, hình thức khen thưởng:", finish(award, ".")),
        *([Labelled("Thành tích:", finish(reason, "."))] if reason else []),
        Labelled("Quyết định khen thưởng:", finish(decided, ".")),
        Labelled("Số vào sổ khen thưởng:", finish(register_number, ".")),
        Labelled("Tình trạng:", finish(state, ".")),
    ]
    if check_url:
        blocks.append(Paragraph(f"Tra cứu tại: {check_url}", align="left"))
        blocks.append(Picture(qr_png(check_url), 28, f"Mã QR dẫn tới {check_url}"))
    blocks.append(Paragraph("Nội dung trên được trích từ Sổ khen thưởng./."))
    return Document(
        kind="TRÍCH LỤC",
        subject="Sổ khen thưởng",
        letterhead=letterhead,
        number=number,
        date=date,
        blocks=tuple(blocks),
        signatures=(signature,),
        recipients=tuple(receivers),
        sizes=sizes or Sizes(),
    )
