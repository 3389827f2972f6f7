"""Users and posts: who gives what to whom, by date."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory

from tests import factories as make
from tests.factories import SYSTEM, TODAY, Province
from tests.race import together
from thidua.access import commands
from thidua.access.models import Post, User
from thidua.access.queries import actor_of
from thidua.access.types import Actor, Role
from thidua.foundation.errors import NotThere, Refused
from thidua.foundation.invariants import broken
from thidua.foundation.models import LedgerEntry

PASSWORD = "một mật khẩu đủ dài"


@pytest.fixture
def admin(province: Province) -> Actor:
    return make.actor(Role.ADMINISTRATOR, province.district)


def signs_in(username: str, password: str) -> bool:
    return authenticate(RequestFactory().get("/"), username=username, password=password) is not None


def test_a_new_user_signs_in_and_may_do_nothing_yet(admin: Actor) -> None:
    pk = commands.create_user(actor=admin, username="hoa.nt", full_name="nguyễn thị hoa", password=PASSWORD)
    assert signs_in("hoa.nt", PASSWORD)
    assert not signs_in("hoa.nt", PASSWORD + "!")
    user = User.objects.get(pk=pk)
    assert (user.full_name, user.is_staff, user.is_superuser) == ("Nguyễn Thị Hoa", False, False)
    assert actor_of(pk, user.full_name, TODAY).posts == ()
    entry = LedgerEntry.objects.get()
    assert (entry.act, entry.object_id) == ("access.create_user", str(pk))
    assert PASSWORD not in entry.summary + entry.changes


@pytest.mark.parametrize(
    ("username", "name", "password", "says"),
    [
        ("hoa nt", "Hoa", PASSWORD, "Tên đăng nhập"),
        ("", "Hoa", PASSWORD, "Tên đăng nhập"),
        ("x" * 151, "Hoa", PASSWORD, "Tên đăng nhập"),
        ("hoa", " ", PASSWORD, "Họ và tên"),
        ("hoa", "Hoa", "ngắn", "ít nhất 10 ký tự"),
        ("hoa", "Hoa", "1357924680135", "chỉ gồm chữ số"),
        ("hoa", "Hoa", "password123", "phổ biến"),
    ],
)
def test_bad_input_is_told_in_vietnamese(
    admin: Actor, username: str, name: str, password: str, says: str
) -> None:
    with pytest.raises(Refused, match=says):
        commands.create_user(actor=admin, username=username, full_name=name, password=password)
    assert User.objects.count() == 1  # the administrator


def test_a_name_is_taken_once(admin: Actor) -> None:
    commands.create_user(actor=admin, username="hoa", full_name="Hoa", password=PASSWORD)
    with pytest.raises(Refused, match="đã có người dùng"):
        commands.create_user(actor=admin, username="hoa", full_name="Hoa", password=PASSWORD)


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.ADMINISTRATOR])
def test_only_administrators_manage(province: Province, role: Role) -> None:
    actor, someone = make.actor(role, province.district), make.user()
    with pytest.raises(Refused):
        commands.create_user(actor=actor, username="x", full_name="X", password=PASSWORD)
    with pytest.raises(Refused):
        commands.give_post(
            actor=actor, user_id=someone.pk, unit_id=province.school.pk, role=Role.HEAD, since=TODAY
        )
    with pytest.raises(Refused):
        commands.reset_password(actor=actor, user_id=someone.pk, password=PASSWORD)


def give(admin: Actor, user: User, unit_id: int, since: date = TODAY, until: date | None = None) -> int:
    return commands.give_post(
        actor=admin,
        user_id=user.pk,
        unit_id=unit_id,
        role=Role.HEAD,
        since=since,
        until=until,
        title="Hiệu trưởng",
    )


def test_a_post_holds_from_its_first_to_its_last_day(admin: Actor, province: Province) -> None:
    user = make.user()
    post = give(admin, user, province.school.pk, since=date(2021, 9, 1))
    commands.end_post(actor=admin, post_id=post, until=date(2021, 12, 31))

    def holds(day: date) -> bool:
        return bool(actor_of(user.pk, user.full_name, day).posts)

    assert [
        holds(d) for d in (date(2021, 8, 31), date(2021, 9, 1), date(2021, 12, 31), date(2022, 1, 1))
    ] == [
        False,
        True,
        True,
        False,
    ]
    assert actor_of(user.pk, user.full_name, TODAY).posts[0].title == "Hiệu trưởng"


def test_posts_out_of_scope_cannot_be_given(admin: Actor, province: Province) -> None:
    for hidden in (province.province.pk, province.other_district.pk, 999_999):
        with pytest.raises(NotThere):
            give(admin, make.user(), hidden)
    with pytest.raises(NotThere):
        commands.give_post(
            actor=admin, user_id=999_999, unit_id=province.school.pk, role=Role.HEAD, since=TODAY
        )


def test_one_role_is_given_once_at_a_time(admin: Actor, province: Province) -> None:
    user = make.user()
    first = give(admin, user, province.school.pk, since=date(2021, 1, 1), until=date(2021, 6, 30))
    with pytest.raises(Refused, match="đã giữ vai trò"):
        give(admin, user, province.school.pk, since=date(2021, 6, 30))
    give(admin, user, province.school.pk, since=date(2021, 7, 1))
    with pytest.raises(Refused, match="đã giữ vai trò"):
        give(admin, user, province.school.pk, since=date(2030, 1, 1))
    assert Post.objects.filter(user=user).count() == 2
    with pytest.raises(Refused, match="đã kết thúc"):
        commands.end_post(actor=admin, post_id=first, until=date(2021, 7, 1))
    assert list(broken()) == []


def test_ending_a_post_before_it_began(admin: Actor, province: Province) -> None:
    post = give(admin, make.user(), province.school.pk)
    with pytest.raises(Refused, match="trở đi"):
        commands.end_post(actor=admin, post_id=post, until=date(2021, 12, 14))
    with pytest.raises(NotThere):
        commands.end_post(actor=admin, post_id=999_999, until=TODAY)


def test_ones_own_password(province: Province) -> None:
    actor = make.actor(Role.HEAD, province.school)
    username = User.objects.get(pk=actor.user_id).username
    with pytest.raises(Refused, match="không đúng"):
        commands.change_password(actor=actor, old="sai", new=PASSWORD)
    commands.change_password(actor=actor, old=make.PASSWORD, new=PASSWORD)
    assert signs_in(username, PASSWORD)
    assert not signs_in(username, make.PASSWORD)
    with pytest.raises(Refused):
        commands.change_password(actor=SYSTEM, old="", new=PASSWORD)


def test_a_lost_password_is_reset_by_those_above_all_posts(admin: Actor, province: Province) -> None:
    user = make.user(username="quen")
    make.post(user, Role.HEAD, province.school)
    commands.reset_password(actor=admin, user_id=user.pk, password=PASSWORD)
    assert signs_in("quen", PASSWORD)
    make.post(user, Role.HEAD, province.other_district)
    with pytest.raises(Refused):
        commands.reset_password(actor=admin, user_id=user.pk, password=PASSWORD)
    assert admin.user_id is not None
    with pytest.raises(Refused, match="chính mình"):
        commands.reset_password(actor=admin, user_id=admin.user_id, password=PASSWORD)


def test_a_closed_account_signs_in_no_more(admin: Actor, province: Province) -> None:
    user = make.user(username="nghi")
    make.post(user, Role.HEAD, province.school)
    assert signs_in("nghi", make.PASSWORD)
    commands.close_account(actor=admin, user_id=user.pk, on=TODAY)
    assert not signs_in("nghi", make.PASSWORD)
    assert Post.objects.get(user=user).until == TODAY
    with pytest.raises(Refused, match="đã được đóng"):
        commands.close_account(actor=admin, user_id=user.pk, on=TODAY)


def test_broken_rules_are_found(province: Province) -> None:
    user = make.user()
    make.post(user, Role.INSPECTOR, province.school, authority_mark="KT")
    make.post(user, Role.HEAD, province.school, until=date(2021, 1, 1))
    make.post(user, Role.HEAD, province.school, since=date(2021, 1, 1))
    User.objects.filter(pk=user.pk).update(is_superuser=True)
    province.school.valid_from = date(2020, 6, 1)
    province.school.save()
    assert {b.invariant.name for b in broken()} == {
        "access.posts_units",
        "access.posts_once",
        "access.no_django_rights",
        "access.marks_for_signers",
    }


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_the_same_post_and_the_same_name_are_given_once(province: Province) -> None:
    user = make.user()

    def post(_: int) -> int:
        return commands.give_post(
            actor=SYSTEM, user_id=user.pk, unit_id=province.school.pk, role=Role.HEAD, since=TODAY
        )

    def name(_: int) -> int:
        return commands.create_user(actor=SYSTEM, username="hoa", full_name="Hoa", password=PASSWORD)

    for act in (post, name):
        results = together(act, 4)
        assert sum(isinstance(r, int) for r in results) == 1
        assert sum(isinstance(r, Refused) for r in results) == 3
    assert Post.objects.count() == 1
