"""What the site offers, it opens: nobody is led to a page that is closed to them or does not exist."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import resolve

from tests.site.matrix_world import STAFFED, World, world
from thidua.access.models import User
from thidua.access.types import Actor, Role
from thidua.foundation.models import Notice

__all__ = ["world"]

# What a page leads to is its own; that every page answers on either database, `test_matrix_urls` sees.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

BACKEND = "django.contrib.auth.backends.ModelBackend"
_LINK = re.compile(r'<a\s[^>]*?href="([^"#]+)', re.DOTALL)
WALKERS = [
    (Role.EMULATION_OFFICER, "school"),
    (Role.HEAD, "school"),
    (Role.COUNCIL_MEMBER, "school"),
    (Role.ADMINISTRATOR, "district"),
    (Role.SPECIALIST, "province"),
]
ENOUGH = 6
"""How many pages of people, units, checks and the law are opened; of nominations, papers and decisions it is all."""
_ALIKE = (
    "organisation:",
    "achievements:recipient",
    "achievements:unit",
    "achievements:add",
    "eligibility:",
    "access:",
    "portal:standard",
    "portal:instrument",
    "portal:article",
)


def signed_in_as(who: Actor) -> Client:
    """A browser of that person, which tells of a failing page instead of falling over it."""
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(pk=who.user_id), backend=BACKEND)
    return client


def links_of(path: str, body: str) -> Iterator[str]:
    """Addresses of this site that a page leads to."""
    for href in _LINK.findall(body):
        found = urlsplit(urljoin(path, unescape(href)))
        if not found.netloc and found.scheme in ("", "http") and not found.path.startswith("/static/"):
            yield f"{found.path}?{found.query}" if found.query else found.path


@pytest.mark.parametrize(("role", "at"), WALKERS, ids=lambda value: getattr(value, "value", value))
def test_every_link_that_is_shown_can_be_opened(world: World, role: Role, at: str) -> None:
    client = signed_in_as(world.actor(role, at))
    waiting, known, dead = [("/ban-lam-viec/", "")], {"/ban-lam-viec/"}, []
    opened: Counter[str] = Counter()
    while waiting:
        path, origin = waiting.pop()
        response = client.get(path)
        if response.status_code not in (200, 302):
            dead.append(f"{path} from {origin}: {response.status_code}")
        if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
            continue
        for link in links_of(path, response.content.decode()):
            plain = urlsplit(link).path
            if plain in known:  # sorted or narrowed otherwise, it is the same page
                continue
            known.add(plain)
            name = resolve(plain).view_name
            opened[name] += 1
            if opened[name] <= ENOUGH or not name.startswith(_ALIKE):
                waiting.append((link, path))
    assert not dead, "\n".join(dead)


def test_every_notice_leads_to_a_page_its_readers_can_open(world: World) -> None:
    seen = set()
    for notice in Notice.objects.order_by("pk"):
        at = {world.unit(name).pk: name for name in STAFFED}.get(notice.unit_id, "")
        if not at:  # a unit without anybody: it is told all the same, and read by whoever comes
            continue
        for role in notice.roles.strip(",").split(","):
            if notice.url and (role, at, notice.url) not in seen:
                seen.add((role, at, notice.url))
                response = signed_in_as(world.actor(Role(role), at)).get(notice.url, follow=True)
                assert response.status_code == 200, (notice.text, notice.url, role, at)
    assert any(at == "school" and url == f"/quyet-dinh/{world['decision_above']}/" for _, at, url in seen)
