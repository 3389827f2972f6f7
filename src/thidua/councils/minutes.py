"""The minutes of a session as a paper: who met, how each vote went, what it came to."""

from __future__ import annotations

from datetime import date, datetime, time

from thidua.access.types import Actor
from thidua.councils.commands.sessions import SERIES
from thidua.councils.models import Council
from thidua.councils.queries import session_page
from thidua.councils.types import Attendance, ItemRow, Method, Seat, SessionPage, VoteOutcome
from thidua.foundation.errors import Refused
from thidua.nominations import wording
from thidua.nominations.queries import briefs_system
from thidua.organisation import naming
from thidua.papers.docx import to_docx
from thidua.papers.minutes import Absentee, Attendee, VoteResult, minutes
from thidua.papers.model import Document, Letterhead, Numbering, PaperError
from thidua.papers.pdf import to_pdf


def minutes_document(actor: Actor, session_id: int) -> Document:
    """The minutes; those of an open session have a blank number and no outcomes. Six queries.

    A paper counts those who voted no and those who cast no valid vote together, since only the yes votes are
    kept. Raises NotThere outside the scope, Refused while times or names are missing.
    """
    page = session_page(actor, session_id)
    council = Council.objects.select_related("unit").get(pk=page.council_id)
    briefs = briefs_system([item.nomination_id for item in page.items])
    begins, ends = _times(page)
    by_name = {seat.name: seat for seat in page.members}
    absent = {each.name for each in page.course.absent}
    try:
        return minutes(
            letterhead=Letterhead(
                naming.body_name(council.unit.name, council.unit.kind).upper(),
                "HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG",
                council.unit.place,
            ),
            number=Numbering(page.minutes_number or None, SERIES),
            council=page.council,
            subject=f"Họp {page.council} xét khen thưởng năm {page.year}",
            started=begins,
            ended=ends,
            place=page.course.place,
            total=page.attendance.members,
            present=[_attendee(seat) for seat in page.members if seat.name not in absent],
            absent=[
                Absentee(each.name, by_name[each.name].title, each.reason, each.wrote)
                for each in page.course.absent
            ],
            chair=_person(page.course.chair, by_name),
            secretary=_person(page.course.secretary, by_name),
            contents=_contents(page),
            voting_method=_method(page),
            results=[
                VoteResult(
                    wording.paper_recipient(briefs[item.nomination_id]),
                    item.award_name,
                    item.yes or 0,
                    _not_agreed(item, page.attendance),
                    passed=None if not item.outcome else item.outcome == VoteOutcome.APPROVED,
                )
                for item in page.items
            ],
            conclusions=_conclusions(page),
        )
    except PaperError as error:
        raise Refused(str(error)) from error


def minutes_pdf(actor: Actor, session_id: int) -> bytes:
    """As `minutes_document`, as PDF."""
    return to_pdf(minutes_document(actor, session_id))


def minutes_docx(actor: Actor, session_id: int) -> bytes:
    """As `minutes_document`, as DOCX."""
    return to_docx(minutes_document(actor, session_id))


def _times(page: SessionPage) -> tuple[datetime, datetime]:
    if page.course.begins is None or page.course.ends is None:
        raise Refused("Chưa ghi giờ bắt đầu và kết thúc của phiên họp.")
    return _wall(page.held_on, page.course.begins), _wall(page.held_on, page.course.ends)


def _wall(day: date, moment: time) -> datetime:
    """The clock on the wall, without a time zone, as minutes write it."""
    return datetime.combine(day, moment)


def _attendee(seat: Seat) -> Attendee:
    return Attendee(seat.name, seat.title, seat.role_label)


def _person(name: str, by_name: dict[str, Seat]) -> Attendee:
    return _attendee(by_name[name]) if name in by_name else Attendee(name)


def _method(page: SessionPage) -> str:
    if page.course.method is Method.BALLOT:
        return "Bỏ phiếu kín" if page.course.secret else "Bỏ phiếu công khai"
    return page.course.method.label


def _not_agreed(item: ItemRow, attendance: Attendance) -> int:
    """Everyone who could vote and did not say yes; members in conflict cast no vote."""
    if item.yes is None:
        return 0
    absent = {each.name: each for each in attendance.absent}
    out = sum(name not in absent or absent[name].wrote for name in item.conflicts)
    return attendance.present + attendance.wrote - out - item.yes


def _contents(page: SessionPage) -> list[str]:
    lines = ["Thường trực Hội đồng báo cáo kết quả thẩm định hồ sơ đề nghị khen thưởng"]
    needs = dict.fromkeys((item.award_name, item.needed, item.basis) for item in page.items)
    lines += [f"“{award}”: cần ít nhất {needed} thành viên đồng ý, {basis}" for award, needed, basis in needs]
    lines += [
        f"{', '.join(item.conflicts)} không tham gia biểu quyết đối với trường hợp {item.recipient}, "
        "vẫn tính trong tổng số thành viên"
        for item in page.items
        if item.conflicts
    ]
    return lines


def _conclusions(page: SessionPage) -> list[str]:
    if not page.minutes_number:
        return []
    passed = sum(item.outcome == VoteOutcome.APPROVED for item in page.items)
    lines = [f"Hội đồng thông qua {passed}/{len(page.items)} trường hợp"]
    moved = [item.recipient for item in page.items if not item.outcome]
    if moved:
        lines.append(f"Không ghi kết quả đối với hồ sơ đã rút hoặc trả lại: {', '.join(moved)}")
    return lines
