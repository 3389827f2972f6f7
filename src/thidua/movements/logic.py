"""Rules of movements: periods, levels, reviews that are owed, what a review looks at, and movements that meet.

The rule of likeness and the day in mid-way are the platform's own; what the law asks is cited, and a text that was
not read itself is marked unchecked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from thidua.kernel.decision import Decision, refuse, require
from thidua.kernel.formats import date_vi
from thidua.kernel.text import nfc
from thidua.movements.types import (
    Check,
    DueReview,
    Figure,
    Group,
    Kind,
    Level,
    Overlap,
    Plan,
    Point,
    ReviewKind,
    Subject,
)

LAW_2022 = date(2024, 1, 1)
"""The first day of the law of 2022."""

LONG = 365
"""From how many days on a movement owes an interim review: one sector's circular says one year."""

LIKE = Fraction(2, 5)
"""From this share of common word pairs on two movements are taken to be about the same: the platform's own rule."""

SOON = 14
"""Days before a last day from which it is put on the desk."""

_EMPTY = (
    "phong trào thi đua tổ chức thực hiện các và của cho trên địa bàn toàn tỉnh năm giai đoạn trong đến nhân "
    "đẩy mạnh tích cực góp phần"
)
_NO_CONTENT = frozenset(_EMPTY.split())


def level_of(unit_kind: str) -> Level:
    """In which scope a unit of that kind launches."""
    known = {
        "province": Level.PROVINCE,
        "department": Level.SECTOR,
        "district": Level.DISTRICT,
        "commune": Level.COMMUNE,
    }
    return known.get(unit_kind, Level.UNIT)


def plan_fits(plan: Plan) -> Decision:
    """Whether a plan can be kept: texts of bearable length, days in order, a thematic one with an end."""
    decision = (
        require(0 < len(plan.title) <= 300, "Tên phong trào phải có từ 1 đến 300 ký tự.")
        & require(len(plan.theme) <= 300, "Chủ đề dài quá 300 ký tự.")
        & require(plan.kind in set(Kind), "Không có hình thức tổ chức phong trào này.")
        & require(plan.since.year >= 1990, "Ngày bắt đầu không hợp lệ.")
        & require(
            all(len(text) <= 10_000 for text in (plan.goal, plan.content, plan.commendation)),
            "Mục tiêu, nội dung, hình thức khen thưởng dài quá 10.000 ký tự.",
        )
        & require(
            all(0 < len(c.text) <= 1000 and c.group in set(Group) for c in plan.criteria),
            "Mỗi tiêu chí phải có nhóm đối tượng và từ 1 đến 1.000 ký tự.",
        )
        & require(len(plan.criteria) <= 100, "Nhiều nhất 100 tiêu chí.")
        & require(plan.budget is None or 0 <= plan.budget <= 10**15, "Kinh phí không hợp lệ.")
        & require(len(plan.budget_paper) <= 200, "Văn bản thống nhất kinh phí dài quá 200 ký tự.")
    )
    if plan.until is None:
        return decision & require(
            plan.kind == Kind.REGULAR,
            "Phong trào theo chuyên đề có thời gian xác định: phải ghi ngày kết thúc.",
        )
    return decision & require(
        plan.until >= plan.since,
        f"Phong trào kết thúc ({date_vi(plan.until)}) trước khi bắt đầu ({date_vi(plan.since)}).",
    )


def complete_to_launch(plan: Plan, today: date) -> Decision:
    """Whether a plan holds what must be defined before launching: goal, content, criteria, time still to run.

    Law 06/2022/QH15, Article 17(1); under the 2003 law the contents of Decree 91/2017 Article 5 as sectors print them.
    """
    return (
        require(bool(plan.goal), "Chưa ghi mục tiêu.")
        & require(bool(plan.content), "Chưa ghi nội dung thi đua.")
        & require(bool(plan.criteria), "Chưa ghi tiêu chí cho nhóm đối tượng nào.")
        & require(plan.until is None or plan.until >= today, "Thời gian thực hiện đã qua.")
    )


def joins_in_time(since: date, until: date | None, today: date) -> Decision:
    """Whether a unit can still join on that day; it may say so before the movement begins."""
    return require(until is None or today <= until, "Phong trào đã hết thời gian thực hiện.")


def within(plan: Plan, since: date, until: date | None) -> Decision:
    """Whether a movement re-launched below stays within the period of the one it belongs to."""
    late = until is not None and (plan.until is None or plan.until > until)
    return require(
        plan.since >= since and not late,
        f"Thời gian phải nằm trong thời gian của phong trào cấp trên: từ {date_vi(since)}"
        + (f" đến {date_vi(until)}." if until else "."),
    )


def due_reviews(since: date, until: date | None) -> tuple[DueReview, ...]:
    """The reviews a movement of that period owes: one in mid-way when it runs a year or longer, one at the end.

    No text that was read fixes a day: the middle of the period and its last day are the platform's aims.
    """
    if until is None:
        return ()
    final = DueReview(ReviewKind.FINAL, until, *_basis(ReviewKind.FINAL, until))
    if (until - since).days + 1 < LONG:
        return (final,)
    middle = since + timedelta(days=(until - since).days // 2)
    return DueReview(ReviewKind.INTERIM, middle, *_basis(ReviewKind.INTERIM, middle)), final


def _basis(kind: ReviewKind, on: date) -> tuple[str, bool]:
    aim = {
        ReviewKind.INTERIM: "sơ kết giữa kỳ với phong trào dài ngày",
        ReviewKind.FINAL: "tổng kết khi kết thúc",
    }[kind]
    day = {
        ReviewKind.INTERIM: "ngày giữa kỳ là mốc phần mềm đề xuất, ngưỡng một năm theo quy định của một ngành",
        ReviewKind.FINAL: "ngày cuối thời gian thực hiện là mốc phần mềm đề xuất",
    }[kind]
    if on >= LAW_2022:
        return f"Khoản 5 Điều 17 Luật Thi đua, khen thưởng 2022: {aim}; {day}", True
    return f"Điều 5 Nghị định 91/2017/NĐ-CP: {aim}; {day}", False


_POINTS = (
    ("results", "Kết quả so với mục tiêu, tiêu chí đã đề ra", "khoản 5 Điều 17", "Điều 5"),
    ("tasks", "Tiến độ các nhiệm vụ của kế hoạch", "khoản 2 Điều 17", "Điều 5"),
    ("inspection", "Kết quả kiểm tra, giám sát ở các đơn vị", "khoản 3 Điều 17", "Điều 63"),
    ("publicity", "Công tác tuyên truyền", "khoản 4 Điều 17", "Điều 5"),
    ("exemplars", "Điển hình tiên tiến được phát hiện, bồi dưỡng, nhân rộng", "khoản 4 Điều 17", "Điều 6"),
    ("causes", "Hạn chế, nguyên nhân, bài học kinh nghiệm", "", ""),
    ("next", "Nhiệm vụ, giải pháp thời gian còn lại", "", ""),
    ("awards", "Bình chọn công khai, đề nghị khen thưởng", "khoản 5 Điều 17", "Điều 5"),
)
_ONLY_INTERIM = frozenset({"next"})


def points(kind: ReviewKind, on: date) -> tuple[Point, ...]:
    """What a review of that kind looks at, with the article of the law of the day.

    Articles of the law of 2022 were read; those of Decree 91/2017 are known through sectors' circulars.
    """
    new = on >= LAW_2022
    found = []
    for key, title, after, before in _POINTS:
        if kind is ReviewKind.FINAL and key in _ONLY_INTERIM:
            continue
        article = after if new else before
        law = "Luật Thi đua, khen thưởng 2022" if new else "Nghị định 91/2017/NĐ-CP"
        cite = f"{article} {law}" if article else "thông lệ, theo văn bản của một ngành"
        found.append(Point(key, title, cite[:1].upper() + cite[1:], new and bool(article)))
    return tuple(found)


def review_fits(
    kind: ReviewKind,
    since: date,
    held_on: date,
    today: date,
    checklist: Sequence[Check],
    findings: str,
    figures: Sequence[Figure],
) -> Decision:
    """Whether a review can be written down: held already, within the movement, every point answered, findings."""
    answered = {check.key: check for check in checklist}
    decision = (
        require(held_on <= today, "Ngày tổ chức còn ở tương lai.")
        & require(held_on >= since, f"Ngày tổ chức trước ngày bắt đầu phong trào ({date_vi(since)}).")
        & require(bool(findings.strip()), "Chưa ghi kết luận.")
        & require(len(findings) <= 20_000, "Kết luận dài quá 20.000 ký tự.")
        & require(len(figures) <= 50, "Nhiều nhất 50 số liệu.")
        & require(
            all(figure.label and figure.value for figure in figures),
            "Số liệu nào cũng phải có tên và trị số.",
        )
    )
    for point in points(kind, held_on):
        check = answered.get(point.key)
        if check is None or not (check.done or check.note.strip()):
            decision &= refuse(f"“{point.title}”: chưa làm thì phải ghi lý do.")
    return decision


def may_close(state: str, final_held: bool, note: str) -> Decision:
    """Whether a movement can end: after its final review, or with a written reason when nothing was launched yet."""
    if state == "draft":
        return require(bool(note.strip()), "Bỏ dự thảo phải ghi lý do.")
    return require(state == "launched", "Phong trào đã kết thúc.") & require(
        final_held, "Phải tổng kết trước khi kết thúc phong trào."
    )


# Movements that meet --------------------------------------------------------------------------------------------


def overlaps(mine: Subject, others: Iterable[Subject]) -> tuple[Overlap, ...]:
    """The movements that meet this one in time, subjects and content at once, the most alike first."""
    found = [met for other in others if other.id != mine.id and (met := _overlap(mine, other))]
    return tuple(sorted(found, key=lambda met: (-met.likeness, met.id)))


def _overlap(mine: Subject, other: Subject) -> Overlap | None:
    start, end = common_time(mine, other)
    if start is None or not _same_branch(mine.path, other.path):
        return None
    groups = mine.groups & other.groups if mine.groups and other.groups else mine.groups | other.groups
    if not groups and mine.groups and other.groups:
        return None
    like = likeness(mine.words, other.words)
    if like < LIKE:
        return None
    shared = ", ".join(g.label.lower() for g in Group if g in groups)
    return Overlap(
        other.id,
        other.title,
        other.unit,
        like,
        (
            f"nội dung giống nhau khoảng {round(like * 100)} %",
            "cùng đối tượng: " + (shared or "chưa ghi riêng cho nhóm nào"),
            f"cùng thời gian: từ {date_vi(start)}" + (f" đến {date_vi(end)}" if end else ""),
        ),
    )


def common_time(one: Subject, other: Subject) -> tuple[date | None, date | None]:
    """The first and last common day, the last None when neither ends; (None, None) when there is none."""
    start = max(one.since, other.since)
    ends = [each.until for each in (one, other) if each.until is not None]
    end = min(ends) if ends else None
    if end is not None and end < start:
        return None, None
    return start, end


def likeness(one: str, other: str) -> Fraction:
    """How much two texts have in common: the share of the shorter one's pairs of neighbouring words, from 0 to 1."""
    left, right = _pairs(one), _pairs(other)
    if not left or not right:
        return Fraction(0)
    return Fraction(len(left & right), min(len(left), len(right)))


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    cleaned = "".join(letter if letter.isalnum() else " " for letter in nfc(text).casefold())
    words = [word for word in cleaned.split() if word not in _NO_CONTENT]
    return frozenset(pairwise(words))


def _same_branch(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)
