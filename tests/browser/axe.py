"""Accessibility by axe-core: a page has no violation of WCAG 2.2 A/AA nor of axe's best practices."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

_AXE = Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js"


@lru_cache(maxsize=1)
def _source() -> str:
    return _AXE.read_text(encoding="utf-8")


def violations(page: Page) -> list[dict[str, Any]]:
    """What axe finds wrong with the page as it stands. Injected past the security policy, which stays on."""
    page.wait_for_load_state("load")
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": _source()})
    session.detach()
    found: list[dict[str, Any]] = page.evaluate("async () => (await axe.run()).violations")
    return found


def assert_no_violations(page: Page) -> None:
    """Fail with one line per violation: the rule, what it asks, and where."""
    lines = [
        f"{found['id']}: {found['help']}\n    "
        + "\n    ".join(node["html"][:200] for node in found["nodes"][:5])
        for found in violations(page)
    ]
    assert not lines, f"{page.url} at {page.viewport_size}:\n" + "\n".join(lines)
