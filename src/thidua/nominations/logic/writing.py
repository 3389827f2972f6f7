"""What may be written in a nomination and put into a submission."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from thidua.achievements.types import Route
from thidua.kernel.decision import Decision, require
from thidua.nominations.types import ReviewState, Travelling

SERIES = "TTr"
"""The number series of submissions, as the clerical decree abbreviates their type."""


def year_fits(year: int, period_from: int | None, period_to: int | None, today: date) -> Decision:
    """Whether the year and the period of achievement make sense on that day (both ends or none, no future)."""
    both = (period_from is None) == (period_to is None)
    decision = require(1945 <= year <= today.year, f"Năm {year} không hợp lệ: phải từ 1945 đến {today.year}.")
    decision &= require(both, "Thời gian thành tích phải có cả năm đầu và năm cuối.")
    if period_from is None or period_to is None:
        return decision
    return (
        decision
        & require(period_from <= period_to, "Năm đầu của thành tích không được sau năm cuối.")
        & require(period_from >= 1945, f"Năm {period_from} không hợp lệ.")
        & require(period_to <= today.year, f"Năm {period_to} còn ở tương lai.")
    )


def asks(route: str, achievement: str, summary: str) -> Decision:
    """Whether the route is known and the texts are of bearable length."""
    return (
        require(route in {member.value for member in Route}, f"Không có loại hình khen thưởng “{route}”.")
        & require(len(achievement) <= 120, "Tên thành tích dài quá 120 ký tự.")
        & require(len(summary) <= 20_000, "Tóm tắt thành tích dài quá 20.000 ký tự.")
    )


def submission_problems(unit_id: int, round_id: int, items: Iterable[Travelling]) -> list[tuple[str, str]]:
    """(name, reason) for each nomination that cannot travel in this unit's submission of this round."""
    problems = []
    for item in items:
        decision = (
            require(item.holder_id == unit_id, "hồ sơ không ở đơn vị này.")
            & require(item.round_id == round_id, "hồ sơ thuộc đợt khác.")
            & require(item.review_state == ReviewState.ENDORSED, "thủ trưởng chưa duyệt.")
            & require(not item.may_decide, "đơn vị có thẩm quyền quyết định, không phải trình.")
            & require(item.verdict != "suspended", "đang có căn cứ tạm dừng xét.")
            & require(not item.elsewhere, "đã có trong một dự thảo tờ trình khác.")
        )
        if not decision:
            problems.append((item.name, decision.reason))
    return problems


def usual_subject(route: str, year: int) -> str:
    """The subject of a submission when nobody wrote one."""
    what = "" if route == Route.MERIT else f" {Route(route).label.lower()}"
    return f"Về việc đề nghị khen thưởng{what} năm {year}"
