"""A real browser against a real server on loopback, with the worker beside it.

Chromium comes from the machine (`CHROMIUM` may name it). Without one these tests are skipped with the
reason, except where CI=true: there they fail.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.test import Client

# The browser's driver runs an event loop in this thread; the tests' own queries are plain ones all the same.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CANDIDATES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium() -> str:
    """Path of a browser, "" when there is none."""
    named = os.environ.get("CHROMIUM", "")
    return named or next((path for name in CANDIDATES if (path := shutil.which(name))), "")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder is a browser test."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True)
class Live:
    """The server under test."""

    url: str


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One browser for the whole run."""
    path = find_chromium()
    if not path:
        reason = "no chromium found (install Debian's chromium or set CHROMIUM)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=ARGS)
        yield browser
        browser.close()


@pytest.fixture(autouse=True, scope="session")
def _static_root() -> None:
    """WhiteNoise warns of a missing folder; an installation makes it, a test run has none."""
    Path(django_settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture
def live(_static_root: None, live_server: Any, settings: Any) -> Iterator[Live]:
    """Server and worker on loopback; the business date is that of the factories."""
    from tests.factories import TODAY
    from thidua.foundation import jobs

    settings.TODAY = TODAY.isoformat()
    settings.BASE_URL = live_server.url
    stop = threading.Event()
    worker = threading.Thread(target=_work, args=(jobs, stop), daemon=True)
    worker.start()
    yield Live(live_server.url)
    stop.set()
    worker.join(timeout=10)


def _work(jobs: Any, stop: threading.Event) -> None:
    from django.db import connection

    try:
        jobs.work(stop, pause=0.1)
    finally:
        connection.close()


@pytest.fixture
def open_page(chromium: Any) -> Iterator[Callable[..., Any]]:
    """Makes pages of a width; afterwards no script may have failed and no policy may have been broken."""
    contexts, troubles = [], []

    def make(width: int, height: int = 900, *, touch: bool = False) -> Any:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            has_touch=touch,
            is_mobile=touch,
        )
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(f"script: {error}"))
        page.on(
            "console", lambda line: troubles.append(line.text) if "Content Security" in line.text else None
        )
        contexts.append(context)
        return page

    yield make
    for context in contexts:
        context.close()
    assert not troubles, "\n".join(troubles)


@pytest.fixture
def page(open_page: Callable[[int], Any]) -> Any:
    """A desktop window, 1280 px wide."""
    return open_page(1280)


@pytest.fixture
def phone(open_page: Callable[[int], Any]) -> Any:
    """A telephone, 360 px wide."""
    return open_page(360)


def sign_in(page: Any, live: Live, username: str) -> None:
    """Sign someone in without the form: the session's cookie is put into the browser."""
    client = Client()
    client.force_login(
        get_user_model().objects.get(username=username), "django.contrib.auth.backends.ModelBackend"
    )
    cookie = client.cookies["sessionid"].value
    page.context.clear_cookies(name="sessionid")
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live.url}])


def fits(page: Any) -> bool:
    """Whether nothing sticks out sideways, once the page that was asked for is there.

    The pages' policy forbids evaluating strings, so playwright cannot wait for a condition by itself: we ask again.
    """
    page.wait_for_load_state("load")
    for _ in range(50):
        answer = page.evaluate(
            "document.documentElement && document.readyState === 'complete'"
            " ? document.documentElement.scrollWidth <= window.innerWidth : null"
        )
        if answer is not None:
            return bool(answer)
        page.wait_for_timeout(100)
    raise AssertionError(f"{page.url} is not there after five seconds")
