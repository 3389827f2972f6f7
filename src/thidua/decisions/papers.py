"""The printed decision, built from its content: the same data that the screen shows and that signing froze."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from thidua.access.types import Actor
from thidua.decisions.queries import content_of_decision, period_words
from thidua.decisions.types import ContentKind
from thidua.foundation.errors import Refused
from thidua.kernel.formats import date_vi
from thidua.lawbook import load_book
from thidua.papers.decision import decision
from thidua.papers.docx import to_docx
from thidua.papers.model import Article, Clause, Document, Letterhead, Numbering, PaperError, Signature
from thidua.papers.pdf import to_pdf
from thidua.papers.people import Grant, Recipient

BONUS_BASIS = "theo quy định hiện hành của pháp luật về thi đua, khen thưởng"


def decision_document(actor: Actor, decision_id: int) -> Document:
    """The decision as a paper; a draft has a blank number and date. Raises NotThere, Refused."""
    return document(content_of_decision(actor, decision_id))


def decision_pdf(actor: Actor, decision_id: int) -> bytes:
    """As `decision_document`, as PDF."""
    return to_pdf(decision_document(actor, decision_id))


def decision_docx(actor: Actor, decision_id: int) -> bytes:
    """As `decision_document`, as DOCX."""
    return to_docx(decision_document(actor, decision_id))


def document(content: Mapping[str, Any]) -> Document:
    """The paper of a stored or previewed content. Raises Refused where nothing can be printed."""
    match content["kind"]:
        case ContentKind.AWARD:
            return _award(content)
        case ContentKind.EXTERNAL:
            raise Refused("Quyết định của cấp Nhà nước không in từ hệ thống; xem bản chính đính kèm.")
        case _:
            return _follow_up(content)


def _award(content: Mapping[str, Any]) -> Document:
    texts = content["texts"]
    try:
        return decision(
            letterhead=_letterhead(content),
            number=_numbering(content),
            date=_date(content["decided_on"]),
            issuer=content["issuer"],
            grants=[_grant(grant, content["items"]) for grant in content["grants"]],
            legal_basis=content["legal_basis"],
            proposal=texts["proposal"],
            executors=texts["executors"],
            signature=_signature(content),
            receivers=content["receivers"],
            subject=content["subject"],
            funding=texts["funding"],
            bonus_basis=BONUS_BASIS,
        )
    except PaperError as error:
        raise Refused(str(error)) from error


def _grant(grant: Mapping[str, Any], items: Sequence[Mapping[str, Any]]) -> Grant:
    lines = items[grant["first"] - 1 : grant["last"]]
    return Grant(grant["verb"], grant["award"], tuple(map(_recipient, lines)), grant["reason"])


def _recipient(line: Mapping[str, Any]) -> Recipient:
    return Recipient(
        name=line["name"],
        kind=line["kind"],
        prefix=line["prefix"],
        position=line["post"],
        unit=line["unit"],
        amount=line["amount"] if line["coefficient_milli"] is not None else None,
        note=_note(line),
    )


def _note(line: Mapping[str, Any]) -> str:
    """Why a bonus is not paid in full, short enough for a column."""
    return "Nhận mức thưởng cao nhất theo danh hiệu khác cùng thời điểm" if line["note"] else ""


def _follow_up(content: Mapping[str, Any]) -> Document:
    """A decision that corrects, revokes or restores: one article for what, one for why, one for who."""
    first = f"Quyết định số {content['of_number']} ngày {date_vi(_date(content['of_date']))} của {content['issuer']}"
    verb = {
        ContentKind.CORRECTION: "Đính chính họ, tên ghi tại",
        ContentKind.REVOCATION: "Hủy bỏ khen thưởng đã tặng theo",
        ContentKind.RESTORATION: "Phục hồi khen thưởng đã tặng theo",
    }[content["kind"]]
    lines = content["lines"]
    clauses = tuple(Clause(_followed(line) + (";" if line is not lines[-1] else ".")) for line in lines)
    opening = f"{verb} {first}, đối với các trường hợp sau đây:"
    executors = "; ".join(content["texts"]["executors"])
    return Document(
        kind="QUYẾT ĐỊNH",
        subject=content["subject"],
        letterhead=_letterhead(content),
        number=_numbering(content),
        date=_date(content["decided_on"]),
        issuer=content["issuer"],
        enacting="QUYẾT ĐỊNH:",
        recitals=(
            *content["legal_basis"],
            f"Căn cứ {first}",
            f"Theo đề nghị của {content['texts']['proposal']}",
        ),
        blocks=(
            Article(1, None, (opening,), clauses),
            Article(2, None, (f"Lý do: {content['reason'].rstrip('.')}.",)),
            Article(
                3,
                None,
                (
                    "Quyết định này có hiệu lực kể từ ngày ký.",
                    f"{executors} và các trường hợp có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.",
                ),
            ),
        ),
        signatures=(_signature(content),),
        recipients=tuple(content["receivers"]),
    )


def _followed(line: Mapping[str, Any]) -> str:
    award = load_book().names.get(line["award"], line["award"])
    if line.get("before"):
        return f"{award} năm {period_words(line['period'])}: “{line['before']}” sửa thành “{line['name']}”"
    return f"{line['name']}: {award} năm {period_words(line['period'])}"


def _letterhead(content: Mapping[str, Any]) -> Letterhead:
    return Letterhead(content["superior"] or None, content["organ"], content["place"])


def _numbering(content: Mapping[str, Any]) -> Numbering:
    return Numbering(content["number"] or None, content["symbol"])


def _signature(content: Mapping[str, Any]) -> Signature:
    return Signature(tuple(content["authority_lines"]), content["signer"])


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
