"""The extract of the register for one award, from its page: a paper for the unit's head to sign."""

from __future__ import annotations

from thidua.access.types import Actor
from thidua.achievements.screens import Office, RecordPage, office
from thidua.foundation.errors import Refused
from thidua.kernel.formats import date_vi
from thidua.organisation.naming import COMMITTEES, body_name
from thidua.papers.extract import certificate_extract
from thidua.papers.model import Document, Letterhead, Numbering, Signature
from thidua.papers.people import Recipient


def extract_document(actor: Actor, record: RecordPage) -> Document:
    """The extract as the actor's unit nearest to the award gives it, number, date and signer left blank.

    Raises Refused when that unit has no symbol for its papers.
    """
    posts = actor.posts_over(record.unit_path)
    giver = office(posts[-1].unit_id if posts else record.unit_id)
    if not giver.symbol:
        raise Refused(f"{giver.name} chưa có ký hiệu văn bản nên chưa in được trích lục.")
    return certificate_extract(
        letterhead=_letterhead(giver),
        number=Numbering(None, f"TL-{giver.symbol}"),
        date=None,
        recipient=Recipient(
            record.recipient,
            record.kind,  # type: ignore[arg-type]
            unit="" if record.kind == "collective" else record.unit,
        ),
        award=record.award_name,
        decision_number=record.number,
        decision_date=record.decided_on,
        decision_issuer=record.decided_by,
        reason=f"năm {record.period}",
        register_number=record.register_number,
        state=_state(record),
        signature=Signature(((giver.head_title or "Thủ trưởng").upper(),), ""),
        receivers=(record.recipient, "Lưu: VT"),
        check_url=record.check_url,
    )


def _state(record: RecordPage) -> str:
    if record.active:
        return "Có hiệu lực"
    return f"Đã hủy bỏ ngày {date_vi(record.revoked_on)}" if record.revoked_on else "Đã hủy bỏ"


def _letterhead(giver: Office) -> Letterhead:
    organ = body_name(giver.name, giver.kind).upper()
    if giver.kind in COMMITTEES:
        return Letterhead(None, organ, giver.place)
    return Letterhead(body_name(giver.superior, giver.superior_kind).upper() or None, organ, giver.place)
