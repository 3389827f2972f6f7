"""Every address of the site × every sort of visitor: the public, each role at the unit, above it and elsewhere.

The table stands in `matrix_urls`. Nothing that a visit changes is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.site.matrix_urls import ANSWERED, GONE, PAGES, REFUSED, SIGN_IN, Page
from tests.site.matrix_world import BIRTH, World, world
from thidua.access.models import User
from thidua.access.types import Actor, Role
from thidua.organisation.models import Person

__all__ = ["world"]

pytestmark = pytest.mark.django_db

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
        """One request; what it changes is taken back."""
        browser, path = self._browser, address(page, self.made)
        browser.cookies.clear()
        if who is not None:
            browser.cookies[settings.SESSION_COOKIE_NAME] = self._sessions[who.user_id]
        with transaction.atomic():
            if method == "POST":
                response = browser.post(path, page.data(self.made))
            else:
                response = browser.get(path, QUERY_STRING=page.query)
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
    if status == 403:
        reasons = (response.context or {}).get("reasons") if response.context else None
        return REFUSED if reasons and all(reasons) else "403 without a reason"
    return {200: ANSWERED, 204: ANSWERED, 302: ANSWERED, 422: ANSWERED, 404: GONE}.get(
        status, f"status {status}"
    )


def look(response: Any, page: Page) -> list[str]:
    """What no page may lack or show."""
    if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
        return []
    body = response.content.decode()
    faults = []
    if "default-src 'self'" not in response.headers.get("Content-Security-Policy", ""):
        faults.append("no content security policy")
    if settings.SECRET_KEY in body or _HASH.search(body):
        faults.append("shows a secret")
    if page.name.startswith("portal:"):
        numbers = Person.objects.exclude(id_number=None).values_list("id_number", flat=True)
        if any(number in body for number in numbers):
            faults.append("shows an identity number to the public")
        if any(f"{BIRTH:{form}}" in body for form in ("%d/%m/%Y", "%Y-%m-%d", "%-d/%-m/%Y")):
            faults.append("shows a birth date to the public")
    return faults


def expected(page: Page, made: World) -> Iterator[tuple[str, Actor | None, str]]:
    """Each visitor of a line with what the table says they meet."""
    yield "anonymous", None, page.anonymous
    yield "nobody", made.nobody(), page.nobody or page.beyond
    own, above, outside = page.place
    for role in Role:
        yield f"{role.value} at {own}", made.actor(role, own), ANSWERED if role in page.own else page.denied
        if above:
            what = ANSWERED if role in page.above else page.denied
            yield f"{role.value} at {above}", made.actor(role, above), what
    for role in page.outside:
        yield f"{role.value} at {outside}", made.actor(role, outside), ANSWERED
    if not page.outside:
        yield f"every role at {outside}", made.stranger(outside), page.beyond
    elif page.outside != frozenset(Role):
        for role in set(Role) - page.outside:
            yield f"{role.value} at {outside}", made.actor(role, outside), page.beyond


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_each_address_answers_those_it_is_for(world: World, visitors: Visitors, page: Page) -> None:
    faults = []
    for method in page.methods:
        for name, who, what in expected(page, world):
            response = visitors.visit(who, page, method)
            if (found := met(response)) != what:
                faults.append(f"{method} by {name}: {found}, expected {what}")
            faults += [f"{method} by {name}: {fault}" for fault in look(response, page)]
    assert not faults, "\n".join(faults)
