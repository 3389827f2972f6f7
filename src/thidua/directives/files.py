"""The words of an uploaded file."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import BinaryIO

from thidua.directives.pdf import words_of_pdf
from thidua.directives.reading.unwrap import unwrap
from thidua.directives.scan import Picture, words_of
from thidua.foundation.errors import Refused
from thidua.foundation.inspection import BadFile, inspect
from thidua.kernel.text import convert_legacy, looks_legacy

READABLE = ("docx", "pdf", "txt", "jpg", "png")


def contents_of(file: BinaryIO, name: str) -> str | list[Picture]:
    """The text of a file, paragraph by paragraph, cells of tables in their order; of a scan the pictures of its pages.

    The file is left at its beginning. Raises Refused with a Vietnamese sentence: another kind, too large, damaged, not
    in UTF-8, a packed bomb.
    """
    try:
        found = inspect(file, name, accept=READABLE)
    except BadFile as bad:
        raise Refused(str(bad)) from bad
    try:
        contents = _READERS[found.ending](file, found.name)
    finally:
        file.seek(0)
    if not isinstance(contents, str):
        return contents
    legacy = looks_legacy(contents)
    return convert_legacy(contents, legacy) if legacy else contents


def text_of(file: BinaryIO, name: str, progress: Callable[[int, int, str], None] = lambda *_: None) -> str:
    """The text of a file, a scan's read page by page, of which `progress` hears.

    Raises Refused as `contents_of`, and for a scan that this machine cannot read.
    """
    contents = contents_of(file, name)
    return contents if isinstance(contents, str) else unwrap(words_of(contents, name, progress))


def _plain(file: BinaryIO, name: str) -> str:
    return file.read().decode("utf-8-sig")


def _picture(file: BinaryIO, name: str) -> list[Picture]:
    ending = name.rpartition(".")[2].lower().replace("jpeg", "jpg")
    return [Picture(file.read(), ending)]


def _word(file: BinaryIO, name: str) -> str:
    import docx
    from docx.table import Table

    try:
        document = docx.Document(io.BytesIO(file.read()))
    except (KeyError, ValueError, docx.opc.exceptions.OpcError) as wrong:
        raise Refused(f"Không mở được tệp “{name}”: tệp bị hỏng.") from wrong
    lines: list[str] = []
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            lines += [cell.text for row in part.rows for cell in dict.fromkeys(row.cells)]
        else:
            lines.append(part.text)
    return "\n".join(lines)


_READERS: dict[str, Callable[[BinaryIO, str], str | list[Picture]]] = {
    "docx": _word, "pdf": words_of_pdf, "txt": _plain, "jpg": _picture, "png": _picture,
}  # fmt: skip
