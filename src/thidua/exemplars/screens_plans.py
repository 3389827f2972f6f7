"""What the pages of plans are drawn from: what is wanted against what was found, fostered, summed up and spread."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from thidua.access.types import Actor
from thidua.exemplars import queries_plans, reaching
from thidua.exemplars.access import FOLLOWERS, may_follow, units_of
from thidua.exemplars.lists import REACHED, plan_years
from thidua.exemplars.logic import STEPS
from thidua.exemplars.models import Plan
from thidua.exemplars.screens import Button, tabs_for
from thidua.exemplars.types import Reach


def with_reach(actor: Actor, rows: list[Any]) -> Iterable[Any]:
    """The plans with how far they came and how they stand today. Two queries."""
    reached = queries_plans.reached_system(queries_plans.parents_system())
    for row in rows:
        _stand(actor, row, reached)
    return rows


def _stand(actor: Actor, row: Any, reached: dict[int, Reach]) -> None:
    row.reached = reached[row.pk]
    years = (row.year_from, row.year_to)
    row.plan_state = reaching.state_of(row.wanted, row.reached, years, actor.today.year)


def plan_page(actor: Actor, pk: int) -> dict[str, Any]:
    """A plan with its steps, years and shares. Seven queries."""
    found: Any = queries_plans.plan(actor, pk)
    parents = queries_plans.parents_system()
    reached = queries_plans.reached_system(parents)
    shares: list[Any] = list(queries_plans.shares(pk))
    for row in (found, *shares):
        _stand(actor, row, reached)
    sees = actor.is_system or bool(actor.posts_over(found.unit.path))
    return {
        "title": found.title,
        "p": found,
        "years": plan_years(found),
        "steps": _steps(found, sees),
        "by_year": _years(found, queries_plans.by_year(reaching.below(pk, parents))),
        "shares": [
            (row, [getattr(row.reached, name) for name, _ in REACHED])
            for row in shares
            if actor.is_system or actor.posts_over(row.unit.path)
        ],
        "reached_labels": [label for _, label in REACHED],
        "shared": sum(row.wanted for row in shares),
        "buttons": _buttons(actor, found),
        "tabs": tabs_for(actor),
    }


def _steps(found: Any, sees: bool) -> list[tuple[str, int, int, str]]:
    """Each step with how many came to it, how many are still wanting, and the address of those rows."""
    base = reverse("exemplars:list")
    rows = []
    for (name, label), step in zip(REACHED, STEPS, strict=True):
        count = getattr(found.reached, name)
        url = f"{base}?plan={found.pk}&reached={step.value}" if sees else ""
        rows.append((label, count, max(found.wanted - count, 0), url))
    return rows


def _years(found: Plan, counts: dict[int, tuple[int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Every year of the plan, and others in which something happened."""
    years = sorted({*range(found.year_from, found.year_to + 1), *counts})
    return [(year, *counts.get(year, (0, 0, 0))) for year in years]


def _buttons(actor: Actor, found: Plan) -> list[Button]:
    buttons = []
    if units_of(actor, FOLLOWERS):
        here = f"{reverse('exemplars:new')}?plan={found.pk}"
        buttons.append(Button("Ghi điển hình theo kế hoạch", here, main=True))
        buttons.append(Button("Lập kế hoạch góp vào", f"{reverse('exemplars:new-plan')}?parent={found.pk}"))
    if may_follow(actor, found.unit_id, found.unit.path):
        buttons.append(Button("Điều chỉnh", reverse("exemplars:change-plan", args=[found.pk])))
    return buttons
