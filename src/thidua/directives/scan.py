"""Words from pictures of pages, by Tesseract with its Vietnamese data where both are installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from thidua.foundation.errors import Refused

MOST_PICTURES = 60
_SECONDS = 60
"""How long one page may take."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a picture; `ending` is `jpg` or `png`."""

    content: bytes
    ending: str


def demand_readable(pages: int, name: str) -> str:
    """The program that reads so many pages. Raises Refused: no Tesseract or no Vietnamese data, too many pages."""
    program = shutil.which("tesseract")
    if program is None or "vie" not in _languages(program):
        raise Refused(
            f"Tệp “{name}” là ảnh quét. Máy chủ chưa cài Tesseract với dữ liệu tiếng Việt (tesseract-ocr-vie) nên "
            "chưa đọc được: hãy báo người quản trị, hoặc dán phần chữ."
        )
    if pages > MOST_PICTURES:
        raise Refused(
            f"Tệp “{name}” có {pages} trang quét, quá mức {MOST_PICTURES} trang. Hãy tách phần cần đọc."
        )
    return program


def words_of(
    pictures: Sequence[Picture], name: str, progress: Callable[[int, int, str], None] = lambda *_: None
) -> list[str]:
    """The words of each picture; `progress` hears how many pages are read. Raises Refused: see above, or unreadable."""
    program = demand_readable(len(pictures), name)
    found = []
    for at, picture in enumerate(pictures):
        progress(at, len(pictures), f"Đang đọc trang {at + 1}")
        found.append(_read(program, picture, name))
    return found


def _languages(program: str) -> list[str]:
    listed = subprocess.run(
        [program, "--list-langs"], capture_output=True, text=True, timeout=_SECONDS, check=False
    )
    return (listed.stdout + listed.stderr).split()


def _read(program: str, picture: Picture, name: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / f"page.{picture.ending}"
        page.write_bytes(picture.content)
        try:
            done = subprocess.run(
                [program, str(page), "stdout", "-l", "vie", "--psm", "4"],
                capture_output=True, timeout=_SECONDS, check=True,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # more threads a page get in each other's way
            )  # fmt: skip
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as failed:
            raise Refused(
                f"Không đọc được chữ trong ảnh quét “{name}”. Hãy quét lại rõ hơn hoặc dán phần chữ."
            ) from failed
    return done.stdout.decode("utf-8", "replace")
