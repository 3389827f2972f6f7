"""Every address of the site × every sort of visitor: the public, each role at the unit, above it and elsewhere.

The table stands in `matrix_urls`. Nothing that a visit changes is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.factories import TODAY
from tests.site import rooms
from tests.site.matrix_urls import ANSWERED, GONE, REFUSED, SIGN_IN, TO_PUBLIC, Page, scoped
from tests.site.matrix_urls import PAGES as SHARED
from tests.site.matrix_world import BIRTH, World, world
from thidua.access.commands import close_account
from thidua.access.models import User
from thidua.access.types import Actor, Role
from thidua.foundation.models import LedgerEntry
from thidua.organisation.models import Person

__all__ = ["world"]

pytestmark = pytest.mark.django_db

PAGES: tuple[Page, ...] = (*SHARED, *rooms.gathered("PAGES"))
BACKEND = "django.contrib.auth.backends.ModelBackend"
_HASH = re.compile(r"md5\$|argon2|pbkdf2_")


def addresses(patterns: Iterable[Any], space: str = "") -> Iterator[tuple[str, str]]:
    """Name (of an unnamed one, its view) and pattern of every address of the site."""
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from addresses(each.url_patterns, each.namespace or space)
        elif isinstance(each, URLPattern):
            plain = f"{each.callback.__module__}.{each.callback.__name__}"
            yield (f"{space}:{each.name}" if space and each.name else plain), str(each.pattern)


def test_every_address_is_in_the_table() -> None:
    known = {name for name, _ in addresses(get_resolver().url_patterns)}
    listed = {page.name for page in PAGES}
    assert not known - listed, (
        f"Say in tests/site/matrix_urls.py who may open these: {sorted(known - listed)}"
    )
    assert not listed - known, (
        f"No such address any more; see tests/site/matrix_urls.py: {sorted(listed - known)}"
    )


class Visitors:
    """The sessions of the world's actors, and one browser that takes now one, now another."""

    def __init__(self, made: World) -> None:
        self.made = made
        self._browser = Client(raise_request_exception=False)
        self._sessions = {who.user_id: self._sign_in(who) for who in made.everyone()}

    def _sign_in(self, who: Actor) -> str:
        self._browser.cookies.clear()
        self._browser.force_login(User.objects.get(pk=who.user_id), backend=BACKEND)
        return self._browser.cookies[settings.SESSION_COOKIE_NAME].value

    def visit(self, who: Actor | None, page: Page, method: str) -> Any:
        """One request; what it changes is taken back. `response.wrote` says whether it acted: the ledger grew."""
        browser, path = self._browser, address(page, self.made)
        before = LedgerEntry.objects.count()
        browser.cookies.clear()
        if who is not None:
            browser.cookies[settings.SESSION_COOKIE_NAME] = self._sessions[who.user_id]
        with transaction.atomic():
            if method == "POST":
                response = browser.post(path, page.data(self.made))
            else:
                response = browser.get(path, QUERY_STRING=page.query)
            response.wrote = LedgerEntry.objects.count() > before
            transaction.set_rollback(True)
        return response


def address(page: Page, made: World) -> str:
    """The path of this line."""
    return "/" if "." in page.name else reverse(page.name, args=page.args(made))


@pytest.fixture(scope="module")
def visitors(world: World) -> Visitors:
    """The browsers, for all tests of this file."""
    return Visitors(world)


def met(response: Any) -> str:
    """What the visitor meets, in the words of the table."""
    status = response.status_code
    if status == 302 and response["Location"].startswith(reverse("access:login")):
        return SIGN_IN
    if status == 302 and response["Location"].startswith(reverse("portal:home")):
        return TO_PUBLIC
    if status == 403:
        reasons = (response.context or {}).get("reasons") if response.context else None
        return REFUSED if reasons and all(reasons) else "403 without a reason"
    return {200: ANSWERED, 204: ANSWERED, 302: ANSWERED, 422: ANSWERED, 404: GONE}.get(
        status, f"status {status}"
    )


def look(response: Any, page: Page) -> list[str]:
    """What no page may lack or show, whatever its status."""
    if not response["Content-Type"].startswith("text/html"):
        return []
    body = response.content.decode()
    faults = []
    if "default-src 'self'" not in response.headers.get("Content-Security-Policy", ""):
        faults.append("no content security policy")
    if settings.SECRET_KEY in body or _HASH.search(body):
        faults.append("shows a secret")
    if page.name.startswith("portal:"):
        faults += [f"shows {what} to the public" for what in private_in(body)]
    return faults


def private_in(body: str) -> Iterator[str]:
    """What a public page must not say of anybody."""
    numbers = Person.objects.exclude(id_number=None).values_list("id_number", flat=True)
    if any(number in re.sub(r"[ .]", "", body) for number in numbers):
        yield "an identity number"
    if any(f"{BIRTH:{form}}" in body for form in ("%d/%m/%Y", "%Y-%m-%d", "%-d/%-m/%Y")):
        yield "a birth date"


def expected(page: Page, made: World) -> Iterator[tuple[str, Actor | None, str]]:
    """Each visitor of a line with what the table says they meet."""
    yield "anonymous", None, page.anonymous
    yield "nobody", made.nobody(), page.nobody or page.beyond
    own, above, outside = page.place
    for role in Role:
        yield f"{role.value} at {own}", made.actor(role, own), ANSWERED if role in page.own else page.denied
    if page.outside == frozenset(Role):
        yield f"every role at {outside}", made.stranger(outside), ANSWERED
        return
    for role in Role if above else ():
        what = ANSWERED if role in page.above else page.denied
        yield f"{role.value} at {above}", made.actor(role, str(above)), what
    if not page.outside:
        yield f"every role at {outside}", made.stranger(outside), page.beyond
    for role in Role if page.outside else ():
        what = ANSWERED if role in page.outside else page.beyond
        yield f"{role.value} at {outside}", made.actor(role, outside), what


def sent(page: Page, made: World) -> Iterable[tuple[str, Actor | None, str]]:
    """The visitors of a line: all on the embedded database, one of each outcome on another.

    Who may do what is decided in Python; only what a page asks of the database could turn out otherwise.
    """
    everyone = expected(page, made)
    return everyone if connection.vendor == "sqlite" else {each[2]: each for each in everyone}.values()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_each_address_answers_those_it_is_for(world: World, visitors: Visitors, page: Page) -> None:
    faults = []
    for method in page.methods:
        for name, who, what in sent(page, world):
            response = visitors.visit(who, page, method)
            if (found := met(response)) != what:
                faults.append(f"{method} by {name}: {found}, expected {what}")
            if response.wrote and (method == "GET" or what != ANSWERED):
                faults.append(f"{method} by {name}: an act stands in the ledger")
            faults += [f"{method} by {name}: {fault}" for fault in look(response, page)]
    assert not faults, "\n".join(faults)


def test_what_is_private_would_be_seen(world: World) -> None:
    number = Person.objects.exclude(id_number=None).values_list("id_number", flat=True)[0]
    assert number is not None
    assert list(private_in(f"Số {number[:3]} {number[3:6]} {number[6:]}")) == ["an identity number"]
    assert list(private_in("sinh ngày 17/4/1983")) == ["a birth date"]


_TAKES: dict[str, set[str]] = {}
for _page in PAGES:
    _TAKES.setdefault(_page.name, set()).update(_page.methods)


@pytest.mark.parametrize(
    "page", [page for page in PAGES if len(_TAKES[page.name]) == 1], ids=lambda page: page.title
)
def test_a_page_takes_no_other_method(world: World, visitors: Visitors, page: Page) -> None:
    """What acts is never a link, and what is only read never acts."""
    other = "GET" if page.methods == ("POST",) else "POST"
    role = next((role for role in Role if role in page.own), Role.HEAD)
    assert visitors.visit(world.actor(role, page.place.own), page, other).status_code == 405


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.name.startswith("nominations:bulk-")], ids=lambda page: page.title
)
def test_many_at_once_takes_nothing_of_other_units_along(
    world: World, visitors: Visitors, page: Page
) -> None:
    """Keys of another unit's nominations among those picked: nothing done, no name told."""
    response = visitors.visit(world.stranger("other_school"), page, "POST")
    assert not response.wrote
    assert "Lê Văn" not in response.content.decode()


@pytest.mark.parametrize(
    ("name", "parts", "role", "at"),
    [
        ("nominations:file", ("draft", "paper"), Role.EMULATION_OFFICER, "school"),
        ("nominations:import-template", ("school_round", "district"), Role.EMULATION_OFFICER, "district"),
        ("decisions:take-out", ("decision_draft", "free"), Role.EMULATION_OFFICER, "school"),
        ("decisions:correct", ("decision_published", "award_revoked"), Role.HEAD, "school"),
        ("councils:vote", ("session", "counted"), Role.EMULATION_OFFICER, "school"),
        ("councils:unseat", ("council_district", "seat"), Role.EMULATION_OFFICER, "district"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_part_of_another_object_is_not_there(
    world: World, visitors: Visitors, name: str, parts: tuple[str, ...], role: Role, at: str
) -> None:
    """The address names an object one may see, and a part that belongs to another."""
    assert met(visitors.visit(world.actor(role, at), scoped(name, *parts), "GET")) == GONE


def test_a_fragment_is_not_answered_to_the_public_either(world: World) -> None:
    response = Client().get(reverse("nominations:find"), {"find": "Lê Văn"}, headers={"HX-Request": "true"})
    assert (response.status_code, response.content) == (204, b"")
    assert response["HX-Redirect"] == reverse("access:login")


def test_a_closed_account_is_no_longer_signed_in(world: World) -> None:
    user = User.objects.get(pk=world["colleague"])
    client = Client()
    client.force_login(user, backend=BACKEND)
    assert client.get(reverse("site:desk")).status_code == 200
    close_account(actor=world.actor(Role.ADMINISTRATOR, "school"), user_id=user.pk, on=TODAY)
    assert met(client.get(reverse("site:desk"))) == SIGN_IN


def test_static_files_and_unknown_addresses_are_open_and_say_nothing() -> None:
    client = Client(raise_request_exception=False)
    assert client.get("/static/thidua/thidua.css").status_code == 200
    missing = client.get("/khong-co-trang-nay/")
    assert missing.status_code == 404
    assert settings.SECRET_KEY not in missing.content.decode()
    assert "Content-Security-Policy" in missing.headers
