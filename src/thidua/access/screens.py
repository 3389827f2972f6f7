"""What the administrator's pages read: people and posts within the administrator's own scope."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from thidua.access.models import Post, User
from thidua.access.types import Actor, Role
from thidua.foundation.errors import NotThere
from thidua.kernel.names import sort_key
from thidua.kernel.text import fold, fold_words
from thidua.organisation.queries import subtree
from thidua.organisation.types import UnitRef

_CODE = re.compile(r"\(([^()]+)\)\s*$")
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
OFFERED = 400


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Someone who can sign in, with the posts of today that the administrator may see."""

    id: int
    name: str
    order: str
    username: str
    posts: str
    roles: frozenset[str]
    active: bool

    @property
    def state(self) -> str:
        return "Đang dùng" if self.active else "Đã đóng"

    @property
    def tone(self) -> str:
        return "good" if self.active else "done"


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post on a person's page."""

    id: int
    role: str
    unit: str
    title: str
    since: date
    until: date | None
    open: bool


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A person's page: who it is, the posts in scope, whether the account is open."""

    id: int
    name: str
    username: str
    active: bool
    posts: tuple[PostLine, ...]


def administered(actor: Actor) -> tuple[str, ...]:
    """Paths of the units the actor administers. Raises NotThere for everyone else."""
    paths = tuple(sorted({post.unit_path for post in actor.posts if post.role is Role.ADMINISTRATOR}))
    if not paths:
        raise NotThere
    return paths


def _under(paths: Iterable[str], prefix: str) -> Q:
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(**{f"{prefix}path__startswith": path})
    return condition


def people(actor: Actor, *, q: str = "", role: str = "") -> list[PersonLine]:
    """People with a post (past or present) in scope, and those without any post yet. Two queries."""
    paths = administered(actor)
    posts = Post.objects.filter(_under(paths, "unit__")).order_by("unit__depth", "role", "pk")
    held: dict[int, list[tuple[str, str, bool]]] = {}
    for user_id, code, unit, since, until in posts.values_list(
        "user_id", "role", "unit__name", "since", "until"
    ):
        now = since <= actor.today and (until is None or until >= actor.today)
        held.setdefault(user_id, []).append((code, unit, now))
    users = User.objects.filter(Q(pk__in=posts.order_by().values("user_id")) | Q(posts=None), is_staff=False)
    found = []
    for pk, username, name, active in users.values_list(
        "pk", "username", "full_name", "is_active"
    ).distinct():
        today = [(code, unit) for code, unit, now in held.get(pk, []) if now]
        words = "; ".join(f"{Role(code).label}, {unit}" for code, unit in today)
        found.append(
            PersonLine(pk, name, sort_key(name), username, words, frozenset(c for c, _ in today), active)
        )
    wanted = fold_words(q)
    return [
        line
        for line in found
        if (not role or role in line.roles)
        and all(word in fold(f"{line.name} {line.username}") for word in wanted)
    ]


def person(actor: Actor, user_id: int) -> PersonPage:
    """One person. Raises NotThere for someone whose posts all lie elsewhere. Two queries."""
    paths = administered(actor)
    user = User.objects.filter(pk=user_id).first()
    rows = Post.objects.filter(user_id=user_id).select_related("unit").order_by("-since", "-pk")
    all_posts = list(rows)
    mine = [post for post in all_posts if any(post.unit.path.startswith(path) for path in paths)]
    if user is None or (all_posts and not mine):
        raise NotThere
    lines = tuple(
        PostLine(
            post.pk,
            Role(post.role).label,
            post.unit.name,
            post.title,
            post.since,
            post.until,
            post.until is None or post.until >= actor.today,
        )
        for post in mine
    )
    return PersonPage(user.pk, user.full_name, user.username, user.is_active, lines)


def units_to_choose(actor: Actor) -> list[UnitRef]:
    """Units of today where the actor may give posts, parents first. One query per administered unit."""
    found: dict[int, UnitRef] = {}
    for path in administered(actor):
        found |= {unit.id: unit for unit in subtree(path, actor.today)}
    return list(found.values())


def offered_names(units: Iterable[UnitRef]) -> list[str]:
    """Names to offer while typing; those that several units bear carry the key that tells them apart."""
    units = list(units)
    names = [unit.name for unit in units]
    return [
        unit.name if names.count(unit.name) == 1 else f"{unit.name} ({unit.id})" for unit in units[:OFFERED]
    ]


def find_unit(units: Iterable[UnitRef], text: str) -> UnitRef:
    """The unit meant by a typed name, marks or none. Raises ValueError with a Vietnamese sentence."""
    units = list(units)
    if found := _CODE.search(text):
        for unit in units:
            if str(unit.id) == found[1]:
                return unit
    wanted = fold(text)
    same = [unit for unit in units if fold(unit.name) == wanted] or [
        unit for unit in units if wanted in fold(unit.name)
    ]
    if len(same) == 1:
        return same[0]
    if not same:
        raise ValueError(f"Không có đơn vị nào tên “{text}” trong phạm vi quản trị.")
    some = "; ".join(f"{unit.name} ({unit.id})" for unit in same[:5])
    raise ValueError(f"Có {len(same)} đơn vị khớp với “{text}”; hãy ghi rõ, ví dụ: {some}.")


def one_time_password() -> str:
    """Twelve letters and digits that nobody confuses, in three groups: about 59 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
