"""Posts and what they let their holders do, on plain values."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.access.logic import Need, check_post, held, held_at
from thidua.access.types import Actor, HeldPost, Role, system_actor

TODAY = date(2021, 12, 15)


def actor(*posts: tuple[Role, str]) -> Actor:
    held_posts = tuple(
        HeldPost(n, role, int(path.split("/")[-2]), path, f"Đơn vị {path}")
        for n, (role, path) in enumerate(posts, 1)
    )
    return Actor(1, "Nguyễn Thị Hoa", TODAY, held_posts)


def test_a_post_reaches_its_unit_and_those_below() -> None:
    district = actor((Role.ADMINISTRATOR, "/1/5/"))
    assert held(district, "/1/5/", Role.ADMINISTRATOR)
    assert held(district, "/1/5/23/", Role.ADMINISTRATOR)
    assert not held(district, "/1/", Role.ADMINISTRATOR)
    assert not held(district, "/1/50/", Role.ADMINISTRATOR)
    assert not held(district, "/1/6/", Role.ADMINISTRATOR)


def test_a_post_at_the_unit_is_not_one_above_it() -> None:
    district = actor((Role.HEAD, "/1/5/"))
    assert held_at(district, 5, Role.HEAD)
    assert not held_at(district, 23, Role.HEAD)


@given(st.sampled_from(Role), st.sampled_from(Role))
def test_a_role_counts_only_for_itself(mine: Role, asked: Role) -> None:
    assert held(actor((mine, "/1/")), "/1/2/", asked).allowed is (mine is asked)


def test_any_role_is_enough_where_none_is_named() -> None:
    assert held(actor((Role.INSPECTOR, "/1/")), "/1/2/")
    assert not held(actor(), "/1/2/")


def test_a_refusal_names_the_roles_wanted() -> None:
    reason = held(actor(), "/1/", Role.HEAD, Role.SIGNER).reason
    assert "Thủ trưởng đơn vị hoặc Người ký" in reason


def test_the_system_passes_and_is_no_user() -> None:
    system = system_actor(TODAY)
    assert held(system, "/1/", Role.HEAD)
    assert held_at(system, 9, Role.HEAD)
    assert system.ref == "system"


@pytest.mark.parametrize(("exactly", "allowed"), [(True, False), (False, True)])
def test_a_need_says_whether_a_post_above_will_do(exactly: bool, allowed: bool) -> None:
    need = Need((Role.SPECIALIST, Role.EMULATION_OFFICER), exactly)
    assert need.judge(actor((Role.EMULATION_OFFICER, "/1/")), 5, "/1/5/").allowed is allowed
    assert need.judge(actor((Role.EMULATION_OFFICER, "/1/5/")), 5, "/1/5/")
    assert not need.judge(actor((Role.HEAD, "/1/5/")), 5, "/1/5/")


@pytest.mark.parametrize(
    ("role", "since", "until", "mark", "unit_from", "unit_to", "allowed"),
    [
        (Role.HEAD, TODAY, None, "", None, None, True),
        (Role.HEAD, TODAY, TODAY, "", TODAY, TODAY, True),
        (Role.HEAD, TODAY, date(2021, 12, 14), "", None, None, False),
        (Role.HEAD, TODAY, None, "", date(2021, 12, 16), None, False),
        (Role.HEAD, TODAY, None, "", None, date(2021, 12, 14), False),
        (Role.SIGNER, TODAY, None, "KT", None, None, True),
        (Role.HEAD, TODAY, None, "TM", None, None, True),
        (Role.INSPECTOR, TODAY, None, "KT", None, None, False),
        (Role.SIGNER, TODAY, None, "XX", None, None, False),
    ],
)
def test_how_a_post_may_be_given(
    role: Role,
    since: date,
    until: date | None,
    mark: str,
    unit_from: date | None,
    unit_to: date | None,
    allowed: bool,
) -> None:
    assert check_post(role, since, until, mark, unit_from, unit_to).allowed is allowed


@given(st.lists(st.sampled_from(["/1/", "/1/2/", "/1/2/3/", "/1/20/", "/4/"]), max_size=5))
def test_scope_paths_cover_the_same_and_never_each_other(paths: list[str]) -> None:
    someone = actor(*((Role.HEAD, p) for p in paths))
    scope = someone.scope_paths
    assert all(any(p.startswith(s) for s in scope) for p in paths)
    assert not any(a != b and a.startswith(b) for a in scope for b in scope)
