"""What the layers' tool does not see: pure modules inside Django rooms."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import thidua

ROOT = Path(thidua.__file__).parent
PURE = sorted(
    path
    for path in ROOT.rglob("*.py")
    if path.name in ("logic.py", "types.py", "chain.py", "inspection.py") or "logic" in path.parent.parts
)


@pytest.mark.parametrize("path", PURE, ids=lambda p: str(p.relative_to(ROOT)))
def test_rules_and_values_know_no_django(path: Path) -> None:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    assert not {name for name in names if name.split(".")[0] == "django" or name.endswith(".models")}


def test_the_rooms_with_rules_were_found() -> None:
    assert {"organisation", "access", "nominations"} <= {p.relative_to(ROOT).parts[0] for p in PURE}
