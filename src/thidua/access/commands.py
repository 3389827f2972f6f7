"""Users and posts: created, given, ended. Nothing is deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q

from thidua.access.access import may_create_user, may_give_post, may_manage_user
from thidua.access.logic import check_post
from thidua.access.models import Post, User
from thidua.access.types import Actor, Role
from thidua.foundation.errors import NotThere, Refused, demand
from thidua.foundation.ledger import Act, record
from thidua.foundation.locks import lock_one
from thidua.kernel.names import tidy_name
from thidua.organisation.queries import unit_in_scope, unit_refs

_PASSWORD_FAULTS: dict[str | None, str] = {
    "password_too_short": "Mật khẩu phải có ít nhất 10 ký tự.",
    "password_too_common": "Mật khẩu này quá phổ biến.",
    "password_entirely_numeric": "Mật khẩu không được chỉ gồm chữ số.",
}


@transaction.atomic
def create_user(*, actor: Actor, username: str, full_name: str, password: str, sample: bool = False) -> int:
    """Create someone who can sign in, without any right yet; returns the user's id. Raises Refused."""
    demand(may_create_user(actor))
    username, full_name = User.normalize_username(username.strip()), tidy_name(full_name)
    if not full_name:
        raise Refused("Họ và tên không được để trống.")
    user = User(username=username, full_name=full_name, sample=sample)
    try:
        user.clean_fields(exclude=["password"])
    except ValidationError as error:
        raise Refused(
            "Tên đăng nhập chỉ gồm chữ, số và các ký tự @ . + - _, không dài quá 150 ký tự."
        ) from error
    _check_password(password, user)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(f"Tên đăng nhập “{username}” đã có người dùng.") from error
    record(actor, _act("create_user", user, f"Tạo người dùng {full_name} ({username})"))
    return user.pk


@transaction.atomic
def give_post(
    *,
    actor: Actor,
    user_id: int,
    unit_id: int,
    role: Role,
    since: date,
    until: date | None = None,
    title: str = "",
    authority_mark: str = "",
) -> int:
    """Give a user a role at a unit from a day on; returns the post's id. Raises NotThere, Refused.

    `title` is what the person is there ("Phó Hiệu trưởng"), `authority_mark` how a signer signs (TM, KT…).
    """
    unit = unit_in_scope(actor, unit_id)
    demand(may_give_post(actor, unit.path))
    user = _user(user_id, lock=True)  # so that the same post is not given twice at once
    demand(check_post(role, since, until, authority_mark, unit.valid_from, unit.valid_to))
    same = Post.objects.filter(user=user, unit_id=unit_id, role=role)
    meets = Q(until=None) | Q(until__gte=since)
    if until is not None:
        meets &= Q(since__lte=until)
    if same.filter(meets).exists():
        raise Refused(f"{user.full_name} đã giữ vai trò {role.label} tại {unit.name} trong thời gian này.")
    post = Post.objects.create(
        user=user,
        unit_id=unit_id,
        role=role,
        since=since,
        until=until,
        title=title,
        authority_mark=authority_mark,
    )
    says = f"Giao {user.full_name} vai trò {role.label} tại {unit.name} từ {since:%d/%m/%Y}"
    record(actor, _act("give_post", user, says, unit_id, {"post": (None, post.pk)}))
    return post.pk


@transaction.atomic
def end_post(*, actor: Actor, post_id: int, until: date) -> None:
    """End a post; `until` is its last day. Raises NotThere, Refused."""
    try:
        post = lock_one(Post, post_id)
    except Post.DoesNotExist:
        raise NotThere from None
    unit = unit_in_scope(actor, post.unit_id)
    demand(may_give_post(actor, unit.path))
    if post.until is not None and post.until <= until:
        raise Refused(f"Vai trò này đã kết thúc từ ngày {post.until:%d/%m/%Y}.")
    if until < post.since:
        raise Refused(f"Ngày kết thúc phải từ ngày bắt đầu {post.since:%d/%m/%Y} trở đi.")
    before, post.until = post.until, until
    post.save(update_fields=["until"])
    user = _user(post.user_id)
    says = f"Kết thúc vai trò {Role(post.role).label} của {user.full_name} tại {unit.name}, hết ngày {until:%d/%m/%Y}"
    changes = {"until": (str(before) if before else None, str(until))}
    record(actor, _act("end_post", user, says, unit.id, changes))


@transaction.atomic
def change_password(*, actor: Actor, old: str, new: str) -> None:
    """Change one's own password, knowing the old one. Raises Refused."""
    if actor.user_id is None:
        raise Refused("Hệ thống không có mật khẩu.")
    user = lock_one(User, actor.user_id)
    if not user.check_password(old):
        raise Refused("Mật khẩu hiện nay không đúng.")
    _check_password(new, user)
    user.set_password(new)
    user.save(update_fields=["password"])
    record(actor, _act("change_password", user, f"{user.full_name} đổi mật khẩu"))


@transaction.atomic
def reset_password(*, actor: Actor, user_id: int, password: str) -> None:
    """Give a new password to someone who lost theirs. Raises NotThere, Refused."""
    user = _managed(actor, user_id)
    _check_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    record(actor, _act("reset_password", user, f"Đặt lại mật khẩu của {user.full_name}"))


@transaction.atomic
def close_account(*, actor: Actor, user_id: int, on: date) -> None:
    """Let a user sign in no more; open posts end on that day. Raises NotThere, Refused."""
    user = _managed(actor, user_id)
    if not user.is_active:
        raise Refused(f"Tài khoản của {user.full_name} đã được đóng.")
    user.is_active = False
    user.save(update_fields=["is_active"])
    Post.objects.filter(user=user, until=None, since__lte=on).update(until=on)
    record(actor, _act("close_account", user, f"Đóng tài khoản của {user.full_name}"))


@transaction.atomic
def set_reminders(*, actor: Actor, email: str, daily: bool) -> None:
    """Say where the day's summary goes and whether it is wanted. Raises Refused."""
    if actor.user_id is None:
        raise Refused("Hệ thống không nhận thư.")
    if daily and not email:
        raise Refused("Muốn nhận thư tóm tắt thì cần có địa chỉ thư điện tử.")
    user = _user(actor.user_id, lock=True)
    user.email, user.daily_mail = email, daily
    user.save(update_fields=["email", "daily_mail"])
    says = f"{user.full_name} {'nhận' if daily else 'không nhận'} thư tóm tắt hằng ngày"
    record(actor, _act("set_reminders", user, says))  # the address itself is nobody else's business


@transaction.atomic
def open_feed(*, actor: Actor, post_id: int) -> int:
    """Give one's own post a calendar address, a new one where it had one; returns its number. Raises Refused."""
    return _turn_feed(actor, post_id, True)


@transaction.atomic
def close_feed(*, actor: Actor, post_id: int) -> None:
    """Let the calendar address of one's own post open no more. Raises Refused."""
    _turn_feed(actor, post_id, False)


def _turn_feed(actor: Actor, post_id: int, wanted: bool) -> int:
    if post_id not in {post.id for post in actor.posts}:
        raise Refused("Chỉ người đang giữ vị trí ấy mở, đóng địa chỉ lịch của mình.")
    post = lock_one(Post, post_id)
    if not wanted and post.feed_turn <= 0:
        raise Refused("Địa chỉ lịch này đã đóng.")
    # A closed address keeps its number with a minus, so that no later one is ever the same.
    post.feed_turn = abs(post.feed_turn) + 1 if wanted else -post.feed_turn
    post.save(update_fields=["feed_turn"])
    says = f"{actor.name} {'mở' if wanted else 'đóng'} địa chỉ lịch của một vị trí"
    record(actor, _act("open_feed" if wanted else "close_feed", _user(post.user_id), says, post.unit_id))
    return post.feed_turn


def _managed(actor: Actor, user_id: int) -> User:
    user = _user(user_id, lock=True)
    held = Post.objects.filter(Q(until=None) | Q(until__gte=actor.today), user=user)
    units = unit_refs(held.values_list("unit_id", flat=True))
    paths = tuple(sorted(unit.path for unit in units.values()))
    demand(may_manage_user(actor, user_id, paths))
    return user


def _user(user_id: int, lock: bool = False) -> User:
    get: Callable[[], User] = (
        (lambda: lock_one(User, user_id)) if lock else (lambda: User.objects.get(pk=user_id))
    )
    try:
        return get()
    except User.DoesNotExist:
        raise NotThere from None


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refused(
            *(_PASSWORD_FAULTS.get(fault.code, "; ".join(fault.messages)) for fault in error.error_list)
        ) from error


def _act(
    verb: str,
    user: User,
    says: str,
    unit_id: int | None = None,
    changes: dict[str, tuple[object, object]] | None = None,
) -> Act:
    return Act(f"access.{verb}", "user", user.pk, says, unit_id=unit_id, changes=changes)
