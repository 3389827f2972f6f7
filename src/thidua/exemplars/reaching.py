"""How far plans of models have come. Pure.

A model counts as built once others may copy it: a rule of this product, said on the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from thidua.exemplars.logic import STEPS
from thidua.exemplars.types import Ending, PlanState, Reach, Step
from thidua.kernel.decision import Decision, require

MAX_YEARS = 30


def reach(step: Step, ending: str, count: int) -> Reach:
    """What `count` exemplars at a step add up to; those no longer followed count on only if they were copied."""
    if step is Step.CLOSED:
        at = len(STEPS) - 1 if ending == Ending.DONE else 0
    else:
        at = STEPS.index(step)
    return Reach(*(count if at >= place else 0 for place in range(len(STEPS))))


def rolled_up(own: Mapping[int, Reach], parents: Mapping[int, int | None]) -> dict[int, Reach]:
    """For each plan its own exemplars and those of all plans that contribute to it, however far below."""
    found = dict.fromkeys(parents, Reach())
    for plan, some in own.items():
        at: int | None = plan
        while at is not None:
            found[at] = found[at] + some
            at = parents[at]
    return found


def below(plan_id: int, parents: Mapping[int, int | None]) -> set[int]:
    """The plan and all that contribute to it."""
    found: set[int] = set()
    for plan in parents:
        way: list[int] = []
        at: int | None = plan
        while at is not None:
            way.append(at)
            if at == plan_id:
                found |= set(way)
                break
            at = parents[at]
    return found


def state_of(wanted: int, reached: Reach, years: tuple[int, int], year: int) -> PlanState:
    """How a plan of these years stands in a year."""
    if reached.replicated >= wanted:
        return PlanState.MET
    if year > years[1]:
        return PlanState.SHORT
    if year < years[0]:
        return PlanState.COMING
    return PlanState.UNDER_WAY if reached.found else PlanState.NOT_BEGUN


def check_plan(title: str, wanted: int, years: tuple[int, int]) -> Decision:
    """Whether a plan makes sense by itself."""
    return (
        require(bool(title.strip()), "Cần ghi tên hoặc lĩnh vực của kế hoạch.")
        & require(years[0] <= years[1], "Năm cuối phải từ năm đầu trở đi.")
        & require(years[1] - years[0] < MAX_YEARS, f"Kế hoạch dài nhất {MAX_YEARS} năm.")
        & require(wanted >= 1, "Số mô hình cần xây dựng phải từ 1 trở lên.")
    )


def within(years: tuple[int, int], above: tuple[int, int]) -> Decision:
    """A plan that contributes to another runs in its years."""
    return require(
        above[0] <= years[0] and years[1] <= above[1],
        f"Kế hoạch góp vào kế hoạch cấp trên phải nằm trong các năm {above[0]}–{above[1]}.",
    )


def covers(years: tuple[int, int], shares: Iterable[tuple[int, int]]) -> Decision:
    """A plan does not end before those that contribute to it."""
    last = max((until for _, until in shares), default=years[1])
    return require(
        years[1] >= last, f"Có kế hoạch góp vào kéo dài đến năm {last}; năm cuối phải từ năm ấy trở đi."
    )
