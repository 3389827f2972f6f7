"""The look keeps its promises: vendored parts unchanged, small, readable, nothing inline, nothing from outside."""

from __future__ import annotations

import gettext
import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "thidua"
VENDOR = PACKAGE / "foundation" / "static" / "vendor"
CSS = PACKAGE / "foundation" / "static" / "thidua" / "thidua.css"
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))
SCRIPTS = sorted((PACKAGE / "foundation" / "static" / "thidua").glob("*.js"))


def test_vendored_files_are_those_of_the_manifest() -> None:
    listed = dict(
        re.findall(r"^\| `([^`]+)` \| `([0-9a-f]{64})` \|$", (VENDOR / "MANIFEST.md").read_text(), re.M)
    )
    there = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "MANIFEST.md"
    }
    assert listed == there


def test_every_vendored_part_keeps_its_licence() -> None:
    for folder in VENDOR.iterdir():
        if folder.is_dir():
            assert any(path.name.startswith(("LICENSE", "OFL")) for path in folder.iterdir()), folder.name


def test_axe_is_the_one_written_down() -> None:
    folder = ROOT / "tests" / "vendor"
    digest = hashlib.sha256((folder / "axe.min.js").read_bytes()).hexdigest()
    assert digest in (folder / "README.md").read_text()


def test_css_is_small() -> None:
    assert CSS.stat().st_size <= 30 * 1024


def test_own_scripts_are_small() -> None:
    assert sum(path.stat().st_size for path in SCRIPTS) <= 16 * 1024


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_template_has_nothing_inline_and_nothing_from_outside(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", text)


def test_css_and_scripts_fetch_nothing_from_outside() -> None:
    for path in [CSS, *SCRIPTS]:
        assert not re.search(r"https?://|url\(\"?//", path.read_text()), path.name


def _luminance(colour: str) -> float:
    def linear(part: int) -> float:
        value = part / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    digits = colour.lstrip("#")
    digits = "".join(c * 2 for c in digits) if len(digits) == 3 else digits
    red, green, blue = (linear(int(digits[i : i + 2], 16)) for i in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(a: str, b: str) -> float:
    high, low = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


TOKENS = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6})\b", CSS.read_text()))


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        *[(ink, ground) for ink in ("ink", "soft", "red", "blue") for ground in ("paper", "ground")],
        *[(tone, f"{tone}-pale") for tone in ("red", "gold", "green", "amber", "blue")],
    ],
)
def test_text_has_enough_contrast(ink: str, ground: str) -> None:
    assert _contrast(TOKENS[ink], TOKENS[ground]) >= 4.5


def test_edges_of_controls_can_be_seen() -> None:
    assert _contrast(TOKENS["edge"], TOKENS["paper"]) >= 3


def test_compiled_messages_are_those_of_the_source() -> None:
    folder = PACKAGE / "site" / "locale" / "vi" / "LC_MESSAGES"
    with (folder / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    pairs = re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', (folder / "django.po").read_text(), re.M)
    assert len(pairs) >= 8
    assert {source: compiled.gettext(source) for source, _ in pairs} == dict(pairs)
