"""Letters to those who told of a good deed: the code, the thanks, what became of it. Never in a log."""

from __future__ import annotations

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage

from thidua.exemplars.commands.tips import AWARDED, CODE, NOMINATED, THANKS
from thidua.exemplars.logic import code_for
from thidua.exemplars.models import Tip
from thidua.exemplars.types import TipEnding, TipState

_FOOT = "Thư này được gửi tự động. Nếu bạn không gửi tin về việc tốt, xin bỏ qua thư này."


class NotSent(Exception):
    """The mail server did not take the letter; says nothing of to whom it was."""


def send(tip_id: int, what: str, turn: int) -> str:
    """Send one letter; answers a sentence without personal data. A code that was replaced is not sent any more.

    Raises NotSent, upon which the job is tried again.
    """
    tip = Tip.objects.filter(pk=tip_id).first()
    if (
        tip is None
        or not tip.contact
        or (what == CODE and (tip.turn != turn or tip.state != TipState.RECEIVED))
    ):
        return "Không còn thư cần gửi."
    subject, text = _words(tip, what, turn)
    link = settings.BASE_URL.rstrip("/") + f"/dien-hinh/ke-viec-tot/{tip.token}/"
    body = f"{text}\n\nXem tình trạng của tin tại: {link}\n\n{_FOOT}\n"
    failed = False
    try:
        EmailMessage(subject, body, to=[tip.contact]).send()
    except (SMTPException, OSError):
        failed = True  # the server's words may name the address, so the error is not chained
    if failed:
        raise NotSent("Máy chủ thư chưa nhận thư.")
    return "Đã gửi thư."


def _words(tip: Tip, what: str, turn: int) -> tuple[str, str]:
    if what == CODE:
        code = code_for(settings.SECRET_KEY, tip.token, turn)
        return (
            f"Mã xác nhận {code}",
            f"Mã xác nhận tin về việc tốt của bạn là {code}. Mã dùng được một lần, trong 1 giờ.",
        )
    if what == THANKS:
        return (
            "Cảm ơn bạn đã kể một việc tốt",
            "Cơ quan thi đua, khen thưởng đã tiếp nhận tin của bạn và đang tìm hiểu. Trân trọng cảm ơn bạn.",
        )
    if what == NOMINATED:
        return (
            "Việc tốt bạn kể đã được đề nghị khen thưởng",
            "Sau khi tìm hiểu, cơ quan thi đua, khen thưởng đã lập đề nghị khen thưởng cho việc tốt bạn kể. "
            "Kết quả được báo cho bạn qua thư. Trân trọng cảm ơn bạn.",
        )
    if what == AWARDED:
        return (
            "Việc tốt bạn kể đã được khen thưởng",
            "Việc tốt bạn kể đã được khen thưởng và quyết định đã được công bố. Trân trọng cảm ơn bạn.",
        )
    if tip.state == TipState.TAKEN_UP:
        return (
            "Việc tốt bạn kể đã được đưa vào theo dõi",
            "Sau khi tìm hiểu, việc tốt bạn kể đã được đưa vào theo dõi để bồi dưỡng và biểu dương. "
            "Trân trọng cảm ơn bạn.",
        )
    return (
        "Trả lời về việc tốt bạn đã kể",
        f"Tin của bạn đã được xem xét. Kết quả: {TipEnding(tip.ending).label}.\n{tip.answer}",
    )
