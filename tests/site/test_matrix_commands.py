"""Every public command × every role: at the object's own unit, at the unit above, at an unrelated one.

The table stands in `matrix_commands`; each call is made with right arguments and taken back, so that "allowed"
means done and "denied" can only be for want of the right.
"""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Iterator
from datetime import date, timedelta
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest
from django.db import transaction

from tests import factories
from tests.factories import PASSWORD, TODAY
from tests.site import rooms
from tests.site.matrix_commands import LINES
from tests.site.matrix_roles import Line
from tests.site.matrix_world import WORKER, World, world
from thidua.access import commands as access
from thidua.access.queries import actor_of
from thidua.access.types import Actor, Role
from thidua.achievements import commands as achievements
from thidua.councils import commands as councils
from thidua.decisions import commands as decisions
from thidua.foundation.errors import NotThere, Refused, Stale
from thidua.foundation.models import LedgerEntry
from thidua.nominations import commands as nominations
from thidua.nominations.types import Asking
from thidua.organisation import commands as organisation

__all__ = ["world"]

pytestmark = pytest.mark.django_db

ROOMS = {
    "organisation": "thidua.organisation.commands",
    "access": "thidua.access.commands",
    "achievements": "thidua.achievements.commands",
    "eligibility": "thidua.eligibility.commands",
    "nominations": "thidua.nominations.commands",
    "imports": "thidua.nominations.imports.commands",
    "councils": "thidua.councils.commands",
    "decisions": "thidua.decisions.commands",
    "insight": "thidua.insight.commands",
    **{path.split(".")[1]: path for path in rooms.gathered("COMMANDS")},
}


def _modules(root: ModuleType) -> Iterator[ModuleType]:
    yield root
    for found in pkgutil.walk_packages(getattr(root, "__path__", []), f"{root.__name__}."):
        yield import_module(found.name)


def _takes_actor(found: Any) -> bool:
    return inspect.isfunction(found) and "actor" in inspect.signature(found).parameters


def public_commands() -> set[str]:
    """What a package's `__all__` offers, whatever else opens a transaction there, and all of a single module."""
    names = set()
    for room, path in ROOMS.items():
        root = import_module(path)
        offered = set(getattr(root, "__all__", ()))
        for module in _modules(root):
            for name, found in vars(module).items():
                own = getattr(found, "__module__", "") == module.__name__
                if name.startswith("_") or not own or not _takes_actor(found):
                    continue
                if name in offered or hasattr(found, "__wrapped__") or not hasattr(root, "__path__"):
                    names.add(f"{room}.{name}")
    return names


def test_every_public_command_is_in_the_table() -> None:
    listed = {line.command for line in LINES}
    new, gone = public_commands() - listed, listed - public_commands()
    assert not new, (
        f"Add these to tests/site/matrix_records.py or matrix_way.py, with the roles that may: {sorted(new)}"
    )
    assert not gone, (
        f"No such command any more; take it out of tests/site/matrix_records.py or matrix_way.py: {sorted(gone)}"
    )


def attempt(line: Line, made: World, who: Actor) -> str:
    """`allowed`, `refused` (with a reason), `not there`, or what else went wrong; nothing of it stays."""
    before = LedgerEntry.objects.count()
    outcome = "allowed"
    try:
        with transaction.atomic():
            line.call(made, who)
            transaction.set_rollback(True)
    except NotThere:
        outcome = "not there"
    except Stale as stale:
        return f"stale: {stale}"
    except Refused as refusal:
        outcome = "refused" if refusal.reasons and all(refusal.reasons) else "refused without a reason"
    assert LedgerEntry.objects.count() == before
    return outcome


def wrong(line: Line, made: World, expected: dict[tuple[str, Role], str]) -> list[str]:
    """Where what happens is not what the table says."""
    found = {key: attempt(line, made, made.actor(key[1], key[0])) for key in expected}
    return [
        f"{role.value} at {at}: {found[at, role]}, expected {says}"
        for (at, role), says in expected.items()
        if found[at, role] != says
    ]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.name)
def test_each_command_belongs_to_its_roles(world: World, line: Line) -> None:
    outside = "refused" if line.told else "not there"
    expected = {(line.place.own, role): "allowed" if role in line.own else "refused" for role in Role}
    if line.place.above:
        expected |= {
            (line.place.above, role): "allowed" if role in line.above else "refused" for role in Role
        }
    expected |= {(line.place.outside, role): "allowed" if role in line.outside else outside for role in Role}
    faults = wrong(line, world, expected)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.name)
def test_without_a_post_nothing_is_allowed(world: World, line: Line) -> None:
    for_all = line.own == line.above == line.outside == frozenset(Role)
    assert attempt(line, world, world.nobody()) in (("allowed",) if for_all else ("refused", "not there"))


def _line(command: str) -> Line:
    return next(line for line in LINES if line.command == command)


@pytest.mark.parametrize(
    "days",
    [
        {"since": TODAY + timedelta(days=1)},
        {"since": date(2020, 1, 1), "until": TODAY - timedelta(days=1)},
    ],
    ids=["not yet begun", "ended"],
)
def test_a_post_counts_only_between_its_days(world: World, days: dict[str, date]) -> None:
    user = factories.user()
    factories.post(user, Role.EMULATION_OFFICER, world.units.school, **days)
    who = actor_of(user.pk, user.full_name, TODAY)
    assert attempt(_line("nominations.appraise"), world, who) == "not there"
    assert (
        attempt(_line("nominations.appraise"), world, world.actor(Role.EMULATION_OFFICER, "school"))
        == "allowed"
    )


@pytest.mark.parametrize("at", ["school", "district"])
def test_a_post_below_is_no_post_above(world: World, at: str) -> None:
    """Each role at a unit below what acts at the province: the object is not there."""
    for line in LINES:
        if line.place.own == "province":
            found = {attempt(line, world, world.actor(role, at)) for role in Role}
            assert found <= {"not there", "refused"}, line.name


def test_a_seat_in_the_council_without_its_lead_runs_no_session(world: World) -> None:
    user = factories.user("Ủy viên thường")
    factories.post(user, Role.COUNCIL_MEMBER, world.units.school)
    who = actor_of(user.pk, user.full_name, TODAY)
    for command in ("councils.open_session", "councils.record_votes", "councils.close_session"):
        assert attempt(_line(command), world, who) == "refused"


@pytest.mark.parametrize("until", [None, TODAY, date(2022, 12, 31)])
def test_nobody_takes_over_an_account_with_a_post_beyond_their_scope(
    world: World, until: date | None
) -> None:
    """A post with a last day still to come counts like an open one."""
    user = factories.user("Người kiêm nhiệm")
    factories.post(user, Role.COUNCIL_MEMBER, world.units.school)
    factories.post(user, Role.SIGNER, world.units.province, until=until)
    school, province = (world.actor(Role.ADMINISTRATOR, at) for at in ("school", "province"))
    for act in (
        lambda who: access.reset_password(actor=who, user_id=user.pk, password="mot-mat-khau-khac"),
        lambda who: access.close_account(actor=who, user_id=user.pk, on=TODAY),
    ):
        with pytest.raises(Refused, match="vai trò Quản trị"):
            act(school)
        with transaction.atomic():
            act(province)
            transaction.set_rollback(True)


def test_nobody_resets_their_own_password_without_the_old_one(world: World) -> None:
    who = world.actor(Role.ADMINISTRATOR, "school")
    assert who.user_id is not None
    with pytest.raises(Refused, match="với chính mình"):
        access.reset_password(actor=who, user_id=who.user_id, password="mot-mat-khau-khac")
    with pytest.raises(Refused, match="không đúng"):
        access.change_password(actor=who, old=f"{PASSWORD}x", new="mot-mat-khau-khac")


def test_what_belongs_to_another_unit_cannot_be_taken_along(world: World) -> None:
    """An officer in the right at one's own unit, naming nominations of the other school."""
    who, own = world.actor(Role.EMULATION_OFFICER, "other_school"), world.unit("other_school").pk
    council = councils.found_council(actor=who, unit_id=own, name="Hội đồng", since=date(2021, 1, 1))
    councils.seat_member(actor=who, council_id=council, name="Lý Thị Tư", since=date(2021, 1, 1))
    for smuggle in (
        lambda: decisions.draft_decision(who, unit_id=own, nomination_ids=[world["free"]]),
        lambda: nominations.draft_submission(
            actor=who, unit_id=own, round_id=world["round"], nomination_ids=[world["ready"]]
        ),
        lambda: nominations.create_nomination(
            actor=who, round_id=world["round"], unit_id=own, asking=Asking(world["recipient"], WORKER, 2021)
        ),
        lambda: councils.open_session(
            actor=who, council_id=council, round_id=world["round"], held_on=TODAY,
            nomination_ids=[world["appraised"]],
        ),
        lambda: achievements.revoke(
            who, record_ids=[world["record"]], by_unit_id=own, reason="Khai sai", on=TODAY
        ),
        lambda: organisation.transfer_person(
            actor=who, recipient_id=world["recipient"], to_unit_id=own, on=TODAY
        ),
    ):  # fmt: skip
        with pytest.raises((Refused, NotThere)):
            smuggle()
