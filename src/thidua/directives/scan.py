"""Words from pictures of pages, by Tesseract with its Vietnamese data where both are installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from thidua.foundation.errors import Refused

MOST_PICTURES = 10
_SECONDS = 60
"""How long one page may take."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a picture; `ending` is `jpg` or `png`."""

    content: bytes
    ending: str


def words_of(pictures: Sequence[Picture], name: str) -> list[str]:
    """The words of each picture. Raises Refused: no Tesseract or no Vietnamese data, too many pages, unreadable."""
    program = shutil.which("tesseract")
    if program is None or "vie" not in _languages(program):
        raise Refused(
            f"Tệp “{name}” là ảnh quét. Máy chủ chưa cài Tesseract với dữ liệu tiếng Việt (tesseract-ocr-vie) nên "
            "chưa đọc được: hãy báo người quản trị, hoặc dán phần chữ."
        )
    if len(pictures) > MOST_PICTURES:
        raise Refused(
            f"Tệp “{name}” có {len(pictures)} trang quét, quá mức {MOST_PICTURES} trang. Hãy tách phần cần đọc."
        )
    return [_read(program, picture, name) for picture in pictures]


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
