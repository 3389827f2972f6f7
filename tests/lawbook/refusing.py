"""A copy of the book with one change, and its refusal."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest

from thidua.lawbook import BookError, bookfile, load_book_from
from thidua.lawbook.loading import DATA

_read = cache(bookfile.read)  # the files left as they are need be read once only


def refusal(tmp_path: Path, file: str, before: str, after: str) -> BookError:
    """How the book is refused once `before` in the file reads `after`; it must name the file and a line."""
    root = tmp_path / "data"
    shutil.copytree(DATA, root)
    path = root / file
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")
    with pytest.MonkeyPatch.context() as patch, pytest.raises(BookError) as caught:
        patch.setattr(bookfile, "read", _read)
        load_book_from(root)
    assert caught.value.file == f"data/{file}"
    assert caught.value.line is not None
    return caught.value
