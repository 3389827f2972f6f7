"""A copy of the book with one change, and its refusal."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from thidua.lawbook import BookError, load_book_from
from thidua.lawbook.loading import DATA


def refusal(tmp_path: Path, file: str, before: str, after: str) -> BookError:
    """How the book is refused once `before` in the file reads `after`; it must name the file and a line."""
    root = tmp_path / "data"
    shutil.copytree(DATA, root)
    path = root / file
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(BookError) as caught:
        load_book_from(root)
    assert caught.value.file == f"data/{file}"
    assert caught.value.line is not None
    return caught.value
