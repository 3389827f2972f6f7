"""Plans of models: what is wanted against what was found, fostered, summed up and spread, with the shares of units."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import factories
from tests.exemplars import stage
from tests.factories import SYSTEM, TODAY, Province
from tests.pages import as_user, queries_of, text
from thidua.access.types import Actor, Role
from thidua.exemplars import commands, queries_plans, reaching
from thidua.exemplars.models import Exemplar, Plan
from thidua.exemplars.types import Ending, PlanState, Reach, Step
from thidua.foundation.errors import NotThere, Refused, Stale
from thidua.foundation.models import LedgerEntry

LIST = "/dien-hinh/quan-ly/"
PLANS = f"{LIST}ke-hoach/"


@st.composite
def forests(draw: st.DrawFn) -> dict[int, int | None]:
    """Plans, each standing alone or contributing to one made before it."""
    count = draw(st.integers(1, 12))
    return {pk: draw(st.sampled_from([None, *range(1, pk)])) for pk in range(1, count + 1)}


@given(forests(), st.dictionaries(st.integers(1, 12), st.integers(1, 9)))
def test_a_plan_counts_its_own_and_everything_that_contributes_to_it(
    parents: dict[int, int | None], counts: dict[int, int]
) -> None:
    own = {pk: Reach(n, n) for pk, n in counts.items() if pk in parents}
    rolled = reaching.rolled_up(own, parents)
    for plan in parents:
        below = reaching.below(plan, parents)
        assert plan in below
        assert rolled[plan].found == sum(own[pk].found for pk in below if pk in own)
    tops = [plan for plan, parent in parents.items() if parent is None]
    assert sum(rolled[top].found for top in tops) == sum(some.found for some in own.values())


def test_later_steps_never_count_more_and_what_stopped_was_only_found() -> None:
    for step in Step:
        for ending in ("", *Ending) if step is Step.CLOSED else ("",):
            some = reaching.reach(step, ending, 3)
            assert 3 == some.found >= some.nurtured >= some.summarised >= some.replicated
    assert reaching.reach(Step.CLOSED, Ending.DONE, 1).replicated == 1
    assert reaching.reach(Step.CLOSED, Ending.STOPPED, 1) == Reach(1)
    assert reaching.reach(Step.SUMMARISE, "", 2) == Reach(2, 2, 2)


@pytest.mark.parametrize(
    ("reached", "year", "state"),
    [
        (Reach(), 2020, PlanState.COMING),
        (Reach(), 2021, PlanState.NOT_BEGUN),
        (Reach(1), 2025, PlanState.UNDER_WAY),
        (Reach(2, 2, 2, 2), 2021, PlanState.MET),
        (Reach(2, 2, 2, 1), 2026, PlanState.SHORT),
    ],
)
def test_a_plan_stands_by_its_models_and_its_years(reached: Reach, year: int, state: PlanState) -> None:
    assert reaching.state_of(2, reached, (2021, 2025), year) is state


@pytest.fixture(autouse=True)
def _day(settings: Any) -> None:
    settings.TODAY = TODAY.isoformat()


@pytest.fixture
def officer(province: Province) -> Actor:
    return factories.actor(Role.EMULATION_OFFICER, province.district)


@pytest.fixture
def plan(province: Province) -> int:
    return commands.make_plan(
        actor=SYSTEM, unit_id=province.province.pk, title="Toàn tỉnh", year_from=2021, year_to=2025, wanted=3
    )


def share(province: Province, actor: Actor, parent: int, **more: Any) -> int:
    wanted = {"title": "Phần của huyện", "year_from": 2021, "year_to": 2022, "wanted": 1, **more}
    return commands.make_plan(actor=actor, unit_id=province.district.pk, parent_id=parent, **wanted)


@pytest.mark.django_db
def test_shares_of_units_below_add_up(province: Province, officer: Actor, plan: int) -> None:
    for more, says in (
        ({"year_to": 2026}, "2021–2025"),
        ({"wanted": 0}, "từ 1 trở lên"),
        ({"title": " "}, "Cần ghi tên"),
    ):
        with pytest.raises(Refused, match=says):
            share(province, officer, plan, **more)
    part = share(province, officer, plan)
    stage.at_step(province.district.pk, Step.REPLICATE, "Đã nhân rộng", plan_id=part)
    stage.at_step(province.school.pk, Step.NURTURE, "Đang bồi dưỡng", plan_id=plan)
    gone = stage.at_step(province.school.pk, Step.DETECT, "Đã dừng", plan_id=part)
    commands.close_exemplar(actor=SYSTEM, exemplar_id=gone, version=1, ending=Ending.STOPPED, text="Giải thể")
    reached = queries_plans.reached_system(queries_plans.parents_system())
    assert reached == {plan: Reach(3, 2, 1, 1), part: Reach(2, 1, 1, 1)}
    above = factories.actor(Role.SPECIALIST, province.province)
    client = as_user(above)
    page = client.get(f"{PLANS}{plan}/")
    assert [(count, short) for _, count, short, _ in page.context["steps"]] == [
        (3, 0),
        (2, 1),
        (1, 2),
        (1, 2),
    ]
    for _, count, _, url in page.context["steps"]:
        assert client.get(url).context["page"].count == count
    assert page.context["by_year"][0] == (2021, 3, 1, 0)
    assert "Các đơn vị nhận 1 trên 3 mô hình." in text(page)
    rows = {row.pk: row for row in client.get(PLANS).context["page"].source}
    assert set(rows) == {plan, part}
    assert Exemplar.objects.get(title="Đã nhân rộng").replicated_on == TODAY


@pytest.mark.django_db
def test_units_below_see_the_plan_above_but_not_what_others_share(
    province: Province, officer: Actor, plan: int
) -> None:
    part = share(province, officer, plan)
    other = as_user(factories.actor(Role.EMULATION_OFFICER, province.other_district))
    page = text(other.get(f"{PLANS}{plan}/"))
    assert "Toàn tỉnh" in page and "Phần của huyện" not in page
    assert "reached=" not in page  # figures of units that this officer does not see open no rows
    assert other.get(f"{PLANS}{part}/").status_code == 404
    assert f'value="{plan}"' in text(other.get(f"{LIST}moi/?plan={plan}"))
    with pytest.raises(NotThere):
        commands.make_plan(
            actor=SYSTEM, unit_id=province.other_district.pk, parent_id=part, title="X", year_from=2021,
            year_to=2021, wanted=1,
        )  # fmt: skip


@pytest.mark.django_db
def test_a_plan_is_changed_with_a_reason_and_never_behind_somebodys_back(
    province: Province, officer: Actor, plan: int
) -> None:
    share(province, officer, plan)
    change = {
        "actor": SYSTEM,
        "plan_id": plan,
        "version": 1,
        "wanted": 5,
        "year_to": 2024,
        "text": "",
        "why": "Đủ vốn",
    }
    for more, says in (
        ({"why": ""}, "lý do"),
        ({"year_to": 2021}, "kéo dài đến năm 2022"),
        ({"wanted": 3, "year_to": 2025}, "Chưa có gì"),
    ):
        with pytest.raises(Refused, match=says):
            commands.change_plan(**{**change, **more})
    commands.change_plan(**change)
    with pytest.raises(Stale):
        commands.change_plan(**change)
    found = Plan.objects.get(pk=plan)
    assert (found.wanted, found.year_to, found.version) == (5, 2024, 2)
    entry = LedgerEntry.objects.get(act="exemplars.change_plan")
    assert '"wanted":[3,5]' in str(entry.changes).replace(" ", "") and "Đủ vốn" in entry.summary


@pytest.mark.django_db
def test_the_pages_of_plans_ask_no_more_for_many(province: Province, officer: Actor, plan: int) -> None:
    client = as_user(factories.actor(Role.SPECIALIST, province.province))
    addresses = (PLANS, f"{PLANS}{plan}/")
    share(province, officer, plan)
    before = [queries_of(client, url) for url in addresses]
    for number in range(4):
        part = share(province, officer, plan, title=f"Phần {number}")
        stage.at_step(province.district.pk, Step.NURTURE, f"Mô hình {number}", plan_id=part)
    assert [queries_of(client, url) for url in addresses] == before
    assert client.get(f"{PLANS}?year=abc&q=%25").status_code == 200
    assert client.get(f"{LIST}?plan=999999&reached=no").status_code == 200
