"""The one question before each act: what will happen, and to whom. Pure words."""

from __future__ import annotations

from thidua.nominations.queries import NominationPage
from thidua.nominations.types import Event, ReviewState


def whom(page: NominationPage) -> str:
    """The recipient and what is asked for, in one phrase."""
    return f"{page.brief.recipient} ({page.award_name})"


def came_from(page: NominationPage) -> str:
    """The unit that sent it to where it is now; "" at the proposing unit."""
    held = next((row for row in page.reviews if row.unit_id == page.brief.holder_id), None)
    if held is None or held.level == 0:
        return ""
    return next((row.unit for row in page.reviews if row.level == held.level - 1), "")


def question(page: NominationPage, event: Event) -> str:
    """The sentence that is asked before the event."""
    name, holder = whom(page), page.holder
    match event:
        case Event.PROPOSE:
            return f"Gửi đề nghị khen thưởng {name} để {holder} thẩm định?"
        case Event.APPRAISE_AGREE:
            after = "thủ trưởng" if page.brief.route == "sudden" else "Hội đồng"
            return f"Kết luận thẩm định là đồng ý với đề nghị {name} và chuyển {after} của {holder} xem xét?"
        case Event.RETURN if page.brief.review_state == ReviewState.SUBMITTED:
            return f"Ghi nhận cấp Nhà nước trả lại hồ sơ của {name} để {holder} bổ sung?"
        case Event.RETURN:
            back = came_from(page)
            return f"Trả hồ sơ của {name} về {back or page.brief.unit} để bổ sung?"
        case Event.REJECT:
            return f"Kết thúc xét: không đề nghị khen thưởng {name}? Hồ sơ đóng lại và {page.brief.unit} được báo."
        case Event.ENDORSE:
            after = (
                "đơn vị ban hành quyết định khen thưởng"
                if page.may_decide
                else f"trình {page.next_unit or 'cấp Nhà nước'}"
            )
            return f"Duyệt đề nghị khen thưởng {name}, để {after}?"
        case Event.SUPPLEMENT:
            return f"Xác nhận đã bổ sung xong hồ sơ của {name} và đưa trở lại xét tại {holder}?"
        case Event.STATE_REFUSAL:
            return f"Ghi nhận cấp Nhà nước không khen thưởng {name} và đóng hồ sơ?"
        case _:
            return f"Rút đề nghị khen thưởng {name}? Hồ sơ đóng lại; muốn đề nghị lại phải lập hồ sơ mới."


DONE: dict[Event, str] = {
    Event.PROPOSE: "Đã gửi xét.",
    Event.APPRAISE_AGREE: "Đã ghi kết luận thẩm định: đồng ý.",
    Event.RETURN: "Đã trả hồ sơ để bổ sung.",
    Event.REJECT: "Đã kết thúc xét hồ sơ.",
    Event.ENDORSE: "Đã duyệt.",
    Event.SUPPLEMENT: "Đã đưa hồ sơ trở lại xét.",
    Event.WITHDRAW: "Đã rút đề nghị.",
    Event.STATE_REFUSAL: "Đã ghi nhận kết quả của cấp Nhà nước.",
}
"""What is said once the act is done."""

MANY: dict[Event, tuple[str, str]] = {
    Event.PROPOSE: ("Gửi {count} đề nghị để đơn vị thẩm định?", "Gửi xét {count} đề nghị"),
    Event.APPRAISE_AGREE: (
        "Kết luận thẩm định là đồng ý với {count} đề nghị và chuyển bước tiếp theo?",
        "Đồng ý {count} đề nghị",
    ),
    Event.RETURN: ("Trả {count} hồ sơ về đơn vị đã gửi để bổ sung?", "Trả lại {count} hồ sơ"),
    Event.REJECT: (
        "Kết thúc xét {count} hồ sơ: không đề nghị khen thưởng? Các hồ sơ đóng lại, đơn vị đề nghị được báo.",
        "Không xét {count} hồ sơ",
    ),
    Event.ENDORSE: ("Duyệt {count} đề nghị, để quyết định hoặc trình cấp trên?", "Duyệt {count} đề nghị"),
    Event.SUPPLEMENT: (
        "Xác nhận đã bổ sung xong {count} hồ sơ và đưa trở lại xét?",
        "Đưa {count} hồ sơ trở lại xét",
    ),
    Event.WITHDRAW: ("Rút {count} đề nghị? Các hồ sơ đóng lại.", "Rút {count} đề nghị"),
}
"""For many at once: the question and the button; `{count}` is how many."""
