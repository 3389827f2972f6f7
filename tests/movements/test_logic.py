"""Rules of movements on values: periods, reviews owed, checklists, movements that meet."""

from __future__ import annotations

import re
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thidua.movements import logic
from thidua.movements.types import Check, Criterion, Figure, Kind, Plan, ReviewKind, Subject

FIRST, LAST = date(2021, 9, 1), date(2025, 12, 31)
CALM = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
DAYS = st.dates(date(2000, 1, 1), date(2050, 12, 31))
GOOD = Plan(
    "Cả tỉnh chung sức xây dựng nông thôn mới", Kind.THEMATIC, FIRST, LAST, goal="Thêm xã đạt chuẩn",
    content="Xây dựng đường thôn, trường học đạt chuẩn", criteria=(Criterion("localities", "Số xã đạt chuẩn"),),
)  # fmt: skip


def _plan(**changes: object) -> Plan:
    return Plan(**{name: changes.get(name, getattr(GOOD, name)) for name in Plan.__dataclass_fields__})


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"until": date(2021, 8, 31)}, r"kết thúc \(31/08/2021\) trước khi bắt đầu \(01/09/2021\)"),
        ({"until": None}, "phải ghi ngày kết thúc"),
        ({"title": ""}, "Tên phong trào"),
        ({"kind": "sometimes"}, "hình thức tổ chức"),
        ({"criteria": (Criterion("nobody", "x"),)}, "nhóm đối tượng"),
        ({"budget": -1}, "Kinh phí"),
    ],
)
def test_a_plan_that_cannot_be_kept_says_why(changes: dict[str, object], reason: str) -> None:
    assert logic.plan_fits(GOOD)
    decision = logic.plan_fits(_plan(**changes))
    assert not decision and re.search(reason, decision.reason)


def test_a_regular_movement_may_have_no_end() -> None:
    assert logic.plan_fits(_plan(kind=Kind.REGULAR, until=None))
    assert logic.due_reviews(FIRST, None) == ()


def test_what_must_be_defined_before_launching() -> None:
    """Law 06/2022 Article 17(1): goal, content, criteria, time."""
    assert logic.complete_to_launch(GOOD, FIRST)
    bare = logic.complete_to_launch(_plan(goal="", content="", criteria=(), until=FIRST), LAST)
    assert len(bare.reasons) == 4


@CALM
@given(DAYS, st.integers(0, 4000))
def test_reviews_owed_lie_in_the_period(since: date, days: int) -> None:
    """An interim one exactly when it runs a year; the final one on the last day; the order is that of the days."""
    until = since + timedelta(days=days)
    owed = logic.due_reviews(since, until)
    assert owed[-1].kind is ReviewKind.FINAL and owed[-1].due == until
    assert (len(owed) == 2) == (days + 1 >= logic.LONG)
    for each in owed:
        assert since <= each.due <= until
        assert each.checked == (each.due >= logic.LAW_2022)
        assert "Điều 17" in each.basis if each.checked else "91/2017" in each.basis
    if len(owed) == 2:
        before, after = (owed[0].due - since).days, (until - owed[0].due).days
        assert 0 <= after - before <= 1


@pytest.mark.parametrize("on", [date(2021, 12, 15), date(2024, 1, 1)])
def test_checklists_cite_the_law_of_the_day(on: date) -> None:
    interim, final = logic.points(ReviewKind.INTERIM, on), logic.points(ReviewKind.FINAL, on)
    assert {point.key for point in interim} - {point.key for point in final} == {"next"}
    new = on >= logic.LAW_2022
    assert all(point.checked == (new and "thông lệ" not in point.cite.lower()) for point in interim)
    assert all(
        "2022" in point.cite or "91/2017" in point.cite or "Thông lệ" in point.cite for point in interim
    )


def test_a_point_left_out_needs_its_reason() -> None:
    day = date(2023, 10, 30)
    asked = logic.points(ReviewKind.INTERIM, day)
    full = [Check(point.key, True) for point in asked]
    args = (ReviewKind.INTERIM, FIRST, day, day)
    assert logic.review_fits(*args, full, "Đạt.", [Figure("Xã đạt chuẩn", "36", "xã")])
    assert (
        "“Công tác tuyên truyền”"
        in logic.review_fits(*args, [c for c in full if c.key != "publicity"], "Đạt.", []).reason
    )
    excused = [c._replace(done=False, note="Sẽ làm quý IV") if c.key == "publicity" else c for c in full]
    assert logic.review_fits(*args, excused, "Đạt.", [])
    assert not logic.review_fits(*args, full, " ", [])
    assert not logic.review_fits(*args, full, "Đạt.", [Figure("Xã đạt chuẩn", "")])
    assert not logic.review_fits(ReviewKind.INTERIM, FIRST, day, day - timedelta(1), full, "Đạt.", [])
    assert not logic.review_fits(ReviewKind.INTERIM, day + timedelta(1), day, day, full, "Đạt.", [])


def test_closing_waits_for_the_final_review() -> None:
    assert not logic.may_close("launched", False, "Xong")
    assert logic.may_close("launched", True, "")
    assert not logic.may_close("draft", False, "") and logic.may_close("draft", False, "Không làm nữa")
    assert not logic.may_close("closed", True, "Xong")


# Movements that meet --------------------------------------------------------------------------------------------


def _subject(pk: int = 1, **changes: object) -> Subject:
    words = "Chung sức xây dựng nông thôn mới. Làm đường thôn, trường học đạt chuẩn"
    start = {
        "id": pk, "title": "Nông thôn mới", "unit": "UBND tỉnh", "path": "/1/", "groups": frozenset({"localities"}),
        "since": FIRST, "until": LAST, "words": words,
    }  # fmt: skip
    return Subject(**{**start, **changes})


def test_movements_that_meet_are_named_with_reasons() -> None:
    [met] = logic.overlaps(_subject(), [_subject(), _subject(2, path="/1/5/", unit="Huyện Cư Jút")])
    assert met.id == 2 and met.likeness == 1
    assert met.reasons == (
        "nội dung giống nhau khoảng 100 %",
        "cùng đối tượng: huyện, xã, thôn",
        "cùng thời gian: từ 01/09/2021 đến 31/12/2025",
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"until": date(2021, 8, 31), "since": date(2020, 1, 1)},
        {"path": "/2/"},
        {"groups": frozenset({"enterprises"})},
        {"words": "Cán bộ, công chức thực hiện văn hóa công sở, không hút thuốc"},
    ],
)
def test_one_difference_is_enough(changes: dict[str, object]) -> None:
    assert not logic.overlaps(_subject(), [_subject(2, **changes)])


VOCABULARY = ["đường", "trường", "lớp", "rừng", "điện", "nhà", "vườn", "ruộng", "nghèo"]
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=12).map(" ".join)


@CALM
@given(WORDS, WORDS)
def test_likeness_is_mutual_and_a_share(one: str, other: str) -> None:
    like = logic.likeness(one, other)
    assert like == logic.likeness(other, one) and Fraction(0) <= like <= 1
    if len(one.split()) > 1:
        assert logic.likeness(one, f"{one} {other}") == 1


@CALM
@given(DAYS, DAYS, DAYS, DAYS)
def test_common_time_is_the_intersection(a: date, b: date, c: date, d: date) -> None:
    one = _subject(since=min(a, b), until=max(a, b))
    other = _subject(2, since=min(c, d), until=max(c, d))
    start, end = logic.common_time(one, other)
    assert (start, end) == logic.common_time(other, one)
    if start is None:
        assert one.until < other.since or other.until < one.since
    else:
        assert start == max(one.since, other.since) and end == min(one.until, other.until) and start <= end
