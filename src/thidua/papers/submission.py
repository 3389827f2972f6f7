"""The submission (tờ trình) by which one unit sends endorsed nominations to the next level."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from thidua.papers.model import (
    Block,
    Clause,
    Clauses,
    Document,
    Letterhead,
    Numbering,
    PaperError,
    Paragraph,
    Signature,
    Sizes,
)
from thidua.papers.people import Grant, counted, kinds_text, list_annex, reference
from thidua.papers.wording import finish, listed, upper_first


def submission(
    *,
    letterhead: Letterhead,
    number: Numbering,
    date: dt.date | None,
    sender: str,
    addressees: Sequence[str],
    grants: Sequence[Grant],
    legal_basis: Sequence[str],
    signature: Signature,
    receivers: Sequence[str],
    decider: str,
    review: str = "",
    dossier: Sequence[str] = (),
    subject: str = "",
    sizes: Sizes | None = None,
) -> Document:
    """A submission asking `decider` for the `grants`, with a list for each.

    `sender`: the body in sentence case ("Sở Y tế tỉnh Đắk Nông"). `review`: how the unit came to it, one or
    more sentences (the council's session and vote). `dossier`: the papers enclosed. `receivers`: nơi nhận,
    usually "Như trên" first and "Lưu: VT, …" last. Raises `PaperError` when nobody is proposed.
    """
    asked = [grant for grant in grants if grant.recipients]
    if not asked:
        raise PaperError("Tờ trình chưa có tập thể, cá nhân, hộ gia đình nào được đề nghị khen thưởng.")
    refers_to = reference("tờ trình", number, date, sender)
    return Document(
        kind="TỜ TRÌNH",
        subject=subject or _subject(asked),
        letterhead=letterhead,
        number=number,
        date=date,
        recitals=tuple(legal_basis),
        blocks=tuple(_body(asked, sender, decider, review, dossier)),
        addressees=tuple(addressees),
        signatures=(signature,),
        recipients=tuple(receivers),
        annexes=tuple(list_annex(grant, refers_to, asked=True) for grant in asked),
        sizes=sizes or Sizes(),
    )


def _subject(grants: Sequence[Grant]) -> str:
    if len(grants) == 1:
        return f"Về việc đề nghị {grants[0].phrase}"
    return "Về việc đề nghị tặng danh hiệu thi đua, hình thức khen thưởng"


def _body(
    grants: Sequence[Grant], sender: str, decider: str, review: str, dossier: Sequence[str]
) -> list[Block]:
    blocks: list[Block] = []
    if review:
        blocks.append(Paragraph(finish(review, ".")))
    blocks.append(_request(grants, sender, decider))
    if len(grants) > 1:
        blocks.append(
            Clauses(tuple(Clause(upper_first(text)) for text in listed(tuple(map(_grant_text, grants)))))
        )
    if dossier:
        blocks.append(Paragraph("Hồ sơ gửi kèm theo Tờ trình gồm:"))
        blocks.extend(Paragraph(f"- {text}") for text in listed(tuple(dossier)))
    blocks.append(Paragraph(f"{sender} kính trình {decider} xem xét, quyết định./."))
    return blocks


def _request(grants: Sequence[Grant], sender: str, decider: str) -> Paragraph:
    everyone = [recipient for grant in grants for recipient in grant.recipients]
    if len(grants) == 1:
        return Paragraph(f"{sender} đề nghị {decider} {_grant_text(grants[0])}.")
    return Paragraph(
        f"{sender} đề nghị {decider} xem xét, khen thưởng các {kinds_text(everyone)} "
        "(có danh sách kèm theo), cụ thể như sau:"
    )


def _grant_text(grant: Grant) -> str:
    reason = f" {grant.reason}" if grant.reason else ""
    return finish(f"{grant.phrase} cho {counted(grant.recipients)}{reason} (có danh sách kèm theo)", "")
