"""A council's vote against the law: enough yes votes of all members, cast in the form the law asks."""

from __future__ import annotations

from datetime import date

from thidua.kernel.formats import share
from thidua.kernel.kleene import NO, UNKNOWN, YES, truth_of
from thidua.lawbook.book import Award, LawBook, VoteRule
from thidua.lawbook.record import Ballot, Record
from thidua.lawbook.telling import Missing
from thidua.lawbook.verdict import Finding

COUNCIL_VI = {"province": "Hội đồng cấp tỉnh", "proposing": "Hội đồng của cấp trình"}
SECRETARY = "thư ký Hội đồng (biên bản kiểm phiếu)"


def vote_findings(book: LawBook, record: Record, award: Award, law_day: date) -> list[Finding]:
    """The findings on the ballot of the question; none when the question carries no ballot."""
    ballot = record.question.ballot
    if ballot is None:
        return []
    rule = book.threshold(award.code, law_day)
    if rule is not None:
        return [_count(ballot, rule), *([_method(ballot, rule)] if rule.ballot else [])]
    version = book.version(award.code, law_day)
    law = () if version is None else tuple(n for n in version.law if book.instruments[n].holds_on(law_day))
    says = (
        f"Các văn bản đã nạp không ấn định tỷ lệ phiếu; theo quy chế của Hội đồng. Hồ sơ: {_shown(ballot)}."
    )
    return [Finding("vote", "Kết quả phiếu", "yes", law, says)]


def _shown(ballot: Ballot) -> str:
    given = ballot.yes + ballot.written_yes
    text = f"{given}/{ballot.members} đồng ý ({share(given, ballot.members)})"
    return f"{text}, trong đó {ballot.written_yes} bằng văn bản" if ballot.written_yes else text


def _count(ballot: Ballot, rule: VoteRule) -> Finding:
    """Yes votes of those present and written ones of the absent, against all members."""
    needed, given = rule.needed(ballot.members), ballot.yes + ballot.written_yes
    percent = share(rule.share.numerator, rule.share.denominator)
    says = (
        f"Yêu cầu: từ {percent} trở lên tổng số thành viên {COUNCIL_VI[rule.council]} đồng ý, tức ít nhất "
        f"{needed}/{ballot.members}. "
        f"Hồ sơ: {_shown(ballot)}."
    )
    if given < needed:
        says += f" Còn thiếu {needed - given} phiếu; thành viên vắng mặt vẫn tính trong tổng số."
    return Finding(
        "vote",
        "Kết quả phiếu",
        "yes" if given >= needed else "no",
        rule.cites,
        says,
        checked=rule.checked,
        because=rule.because,
    )


def _method(ballot: Ballot, rule: VoteRule) -> Finding:
    """A ballot, a secret one where the law says so; what was never recorded matters only where it must be secret."""
    by_hands = ballot.method == "show_of_hands"
    if rule.secret:
        truth = NO if by_hands else truth_of(ballot.secret)
    else:
        truth = NO if by_hands else YES
    words = {
        YES: "bỏ phiếu kín" if ballot.secret else "có kết quả phiếu, không ghi là biểu quyết giơ tay",
        NO: "biểu quyết giơ tay" if by_hands else "bỏ phiếu công khai",
        UNKNOWN: "chưa ghi là bỏ phiếu kín hay công khai",
    }
    missing: tuple[Missing, ...] = ()
    if truth is UNKNOWN:
        missing = (Missing("question.ballot.secret", "hình thức bỏ phiếu", SECRETARY),)
    return Finding(
        "vote_method",
        "Hình thức bỏ phiếu",
        truth.value,
        rule.cites,
        f"Yêu cầu: {'bỏ phiếu kín' if rule.secret else 'bỏ phiếu'}. Hồ sơ: {words[truth]}.",
        missing=missing,
        checked=rule.checked,
        because=rule.because,
    )
