"""Quorum, votes and thresholds. Every share is of all members, present or not.

Two rules below are a council's own working rules, not law, and are always named so: the quorum of two thirds, and
more than half of all members where the law states no share. What the law asks comes from the lawbook.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction

from thidua.councils.types import Absent, Attendance, Course, Method, Need, Vote, VoteOutcome
from thidua.kernel.decision import ALLOW, Decision, refuse, require
from thidua.kernel.formats import share
from thidua.kernel.text import nfc
from thidua.lawbook import VoteRule

OWN_QUORUM = Fraction(2, 3)
"""The share of members who must be present: the council's own working rule."""

OWN_RULE = "quá nửa tổng số thành viên, theo quy chế làm việc của Hội đồng (pháp luật không ấn định tỷ lệ)"


def quorum(members: int) -> int:
    """The smallest number of members present with whom the council can meet, by its own working rule."""
    return -(-members * OWN_QUORUM.numerator // OWN_QUORUM.denominator)


def has_quorum(attendance: Attendance) -> Decision:
    """Whether enough members were present."""
    least = quorum(attendance.members)
    return require(
        attendance.present >= least,
        f"Có mặt {attendance.present}/{attendance.members} thành viên; "
        f"theo quy chế của Hội đồng phải có ít nhất {least}.",
    )


def need(rule: VoteRule | None, members: int) -> Need:
    """The yes votes needed among `members`: the law's where it states a share, else the council's own rule."""
    if rule is None:
        return Need(members // 2 + 1, False, OWN_RULE)
    cites = "; ".join(rule.cites)
    least = share(rule.share.numerator, rule.share.denominator)
    basis = f"từ {least} tổng số thành viên trở lên ({cites})"
    return Need(rule.needed(members), True, basis, rule.ballot, bool(rule.secret))


def attendance(members: Collection[str], absent: Iterable[Absent]) -> Attendance | Decision:
    """The attendance from the names of the absent: each a member, none twice. The others were present."""
    gone = tuple(each._replace(name=nfc(each.name), reason=nfc(each.reason)) for each in absent)
    names = [each.name for each in gone]
    strangers = sorted(set(names) - set(members))
    if strangers:
        return refuse(f"Không phải thành viên Hội đồng: {', '.join(strangers)}.")
    if len(set(names)) != len(names):
        return refuse("Có thành viên vắng mặt ghi hai lần.")
    return Attendance(len(members), len(members) - len(gone), gone)


def vote_adds_up(vote: Vote, conflicts: Collection[str], present_at: Attendance) -> Decision:
    """Whether the count is possible. A member in conflict casts no vote but stays among all members.

    No rule was read on whether such a member leaves the denominator; the law's share is of all members, so
    nobody leaves it.
    """
    absent = {each.name: each for each in present_at.absent}
    out_present = sum(name not in absent for name in conflicts)
    out_wrote = sum(name in absent and absent[name].wrote for name in conflicts)
    voting, writing = present_at.present - out_present, present_at.wrote - out_wrote
    in_person = vote.yes - vote.written_yes
    return (
        require(vote.yes >= 0 and vote.written_yes >= 0, "Số phiếu không được âm.")
        & require(
            in_person >= 0, f"Số đồng ý ({vote.yes}) phải gồm cả {vote.written_yes} ý kiến bằng văn bản."
        )
        & require(
            vote.written_yes <= writing,
            f"Ý kiến bằng văn bản ({vote.written_yes}) nhiều hơn số vắng mặt có gửi ý kiến ({writing}).",
        )
        & require(
            in_person <= voting,
            f"Phiếu đồng ý tại phiên họp ({in_person}) nhiều hơn số biểu quyết ({voting}).",
        )
    )


def outcome(yes: int, needed: int) -> VoteOutcome:
    """What the count comes to."""
    return VoteOutcome.APPROVED if yes >= needed else VoteOutcome.REFUSED


def method_fits(asked: Need, method: Method, secret: bool) -> Decision:
    """Whether the session voted in the way the law asks for the award."""
    if asked.secret:
        return require(method is Method.BALLOT and secret, "pháp luật yêu cầu bỏ phiếu kín.")
    if asked.ballot:
        return require(method is Method.BALLOT, "pháp luật yêu cầu bỏ phiếu.")
    return ALLOW


def course_complete(course: Course) -> Decision:
    """Whether all that the minutes must say was written down."""
    decision = (
        require(bool(course.chair), "Chưa ghi người chủ trì.")
        & require(bool(course.secretary), "Chưa ghi thư ký.")
        & require(bool(course.place), "Chưa ghi địa điểm họp.")
    )
    if course.begins is None or course.ends is None:
        return decision & refuse("Chưa ghi giờ bắt đầu và kết thúc.")
    return decision & require(course.begins <= course.ends, "Giờ kết thúc sớm hơn giờ bắt đầu.")


def namesakes(recipient: str, members: Sequence[str]) -> tuple[str, ...]:
    """Members of the very name of the recipient: a conflict until the secretary says they are another person."""
    name = nfc(recipient)
    return tuple(member for member in members if nfc(member) == name)
