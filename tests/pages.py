"""Opening pages as someone in tests."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from thidua.access.models import User
from thidua.access.types import Actor

CONFIRMED = {"confirmed": "1"}
"""What a POST carries once the one question was answered."""


def as_user(who: Actor) -> Client:
    """A browser in which this actor is signed in."""
    client = Client()
    client.force_login(User.objects.get(pk=who.user_id), backend="django.contrib.auth.backends.ModelBackend")
    return client


def text(response: Any) -> str:
    """The page's HTML."""
    return str(response.content.decode())


def streamed(response: Any) -> bytes:
    """A download's content."""
    return b"".join(response.streaming_content)


def queries_of(client: Client, url: str, data: dict[str, Any] | None = None) -> int:
    """How many queries the page makes once everything that a process keeps is warm; the session's included."""
    client.get(url, data)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url, data).status_code == 200
    return len(caught)
