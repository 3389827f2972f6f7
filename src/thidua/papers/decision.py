"""The commendation decision: Mẫu 1.2 of NĐ 30/2020/NĐ-CP with the contents the field gives it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from thidua.kernel.formats import list_vi
from thidua.kernel.formats import number as dotted
from thidua.kernel.words import money_words
from thidua.papers.model import (
    Annex,
    Article,
    Clause,
    Document,
    Letterhead,
    Numbering,
    PaperError,
    Signature,
    Sizes,
)
from thidua.papers.people import (
    Grant,
    Recipient,
    counted,
    kinds_text,
    list_annex,
    reference,
    total_amount,
)
from thidua.papers.wording import finish, lower_first, upper_first

# Up to this many recipients are named in Điều 1 itself; more go to a list.
NAMED_IN_TEXT = 3
BONUS_BASIS = "theo quy định hiện hành của pháp luật về thi đua, khen thưởng"


def decision(
    *,
    letterhead: Letterhead,
    number: Numbering,
    date: dt.date | None,
    issuer: str,
    grants: Sequence[Grant],
    legal_basis: Sequence[str],
    proposal: str,
    executors: Sequence[str],
    signature: Signature,
    receivers: Sequence[str],
    subject: str = "",
    funding: str = "",
    bonus_basis: str = BONUS_BASIS,
    sizes: Sizes | None = None,
) -> Document:
    """A decision giving the `grants`.

    `issuer`: whose decision it is, in sentence case ("Chủ tịch Ủy ban nhân dân tỉnh Đắk Nông").
    `legal_basis`: whole recitals ("Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022").
    `proposal`: who proposes, after "Theo đề nghị của". `executors`: offices that carry it out.
    `receivers`: nơi nhận, the last one "Lưu: VT, …". `funding`: the source of the bonuses; empty leaves the
    bonus article out. `bonus_basis` says by what rule. Raises `PaperError` when nobody receives anything.
    """
    given = [grant for grant in grants if grant.recipients]
    if not given:
        raise PaperError("Quyết định khen thưởng chưa có tập thể, cá nhân, hộ gia đình nào được khen thưởng.")
    everyone = [recipient for grant in given for recipient in grant.recipients]
    listed = len(everyone) > NAMED_IN_TEXT
    articles = [_awards(given, everyone, listed)]
    if funding:
        articles.append(_bonus(given, funding, bonus_basis))
    articles.append(_effect(len(articles) + 1, executors, everyone))
    refers_to = reference("quyết định", number, date, issuer)
    annexes: tuple[Annex, ...] = tuple(list_annex(grant, refers_to) for grant in given) if listed else ()
    return Document(
        kind="QUYẾT ĐỊNH",
        subject=subject or _subject(given),
        letterhead=letterhead,
        number=number,
        date=date,
        issuer=issuer,
        enacting="QUYẾT ĐỊNH:",
        recitals=(*legal_basis, f"Theo đề nghị của {proposal}"),
        blocks=tuple(articles),
        signatures=(signature,),
        recipients=tuple(receivers),
        annexes=annexes,
        sizes=sizes or Sizes(),
    )


def _subject(grants: Sequence[Grant]) -> str:
    if len(grants) == 1:
        return f"Về việc {grants[0].phrase}"
    return f"Về việc {_mixed(grants)}"


def _mixed(grants: Sequence[Grant]) -> str:
    """`công nhận và tặng danh hiệu thi đua, hình thức khen thưởng`."""
    verbs = list(dict.fromkeys(lower_first(grant.verb) for grant in grants))
    return f"{list_vi(verbs)} danh hiệu thi đua, hình thức khen thưởng"


def _awards(grants: Sequence[Grant], everyone: Sequence[Recipient], listed: bool) -> Article:
    if len(grants) == 1 and listed:
        return Article(1, None, (f"{_sentence(grants[0], counted(everyone), _LIST)}.",))
    if len(grants) == 1 and len(everyone) == 1:
        return Article(1, None, (f"{_sentence(grants[0], everyone[0].sentence, '')}.",))
    if len(grants) == 1:
        opening = _sentence(grants[0], f"{counted(everyone)} có tên sau đây", "")
        return Article(1, None, (f"{opening}:",), _named(everyone))
    if listed:
        clauses = tuple(Clause(f"{_sentence(grant, counted(grant.recipients), '')}.") for grant in grants)
        opening = f"{upper_first(_mixed(grants))} cho các {kinds_text(everyone)}{_LIST}, cụ thể:"
        return Article(1, None, (opening,), clauses)
    clauses = tuple(
        Clause(f"{_sentence(grant, list_vi([each.sentence for each in grant.recipients]), '')}.")
        for grant in grants
    )
    return Article(1, None, (f"{upper_first(_mixed(grants))} như sau:",), clauses)


_LIST = " (có danh sách kèm theo)"


def _sentence(grant: Grant, whom: str, after: str) -> str:
    reason = f", {grant.reason}" if grant.reason and not after else f" {grant.reason}" if grant.reason else ""
    return finish(f"{upper_first(grant.phrase)} cho {whom}{after}{reason}", "")


def _named(recipients: Sequence[Recipient]) -> tuple[Clause, ...]:
    last = len(recipients) - 1
    return tuple(
        Clause(upper_first(each.sentence) + ("." if index == last else ";"))
        for index, each in enumerate(recipients)
    )


def _bonus(grants: Sequence[Grant], funding: str, basis: str) -> Article:
    total = total_amount(grants)
    everyone = [recipient for grant in grants for recipient in grant.recipients]
    who = f"Các {kinds_text(everyone)}" if len(everyone) > 1 else upper_first(kinds_text(everyone))
    rule = f"{who} có tên tại Điều 1 được nhận tiền thưởng {basis}."
    if not total:
        return Article(2, None, (f"{rule} Kinh phí chi từ {finish(funding, '.')}",))
    amount = f"Tổng số tiền thưởng là {dotted(total)} đồng (bằng chữ: {money_words(total)})"
    return Article(2, None, (rule, f"{amount}, chi từ {finish(funding, '.')}"))


def _effect(place: int, executors: Sequence[str], everyone: Sequence[Recipient]) -> Article:
    words = [f"các {kinds_text(everyone)}" if len(everyone) > 1 else kinds_text(everyone)]
    bodies = "; ".join(executors)
    who = f"{bodies} và {words[0]}" if bodies else upper_first(words[0])
    return Article(
        place,
        None,
        (
            "Quyết định này có hiệu lực kể từ ngày ký.",
            f"{upper_first(who)} có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.",
        ),
    )
