"""The words of an uploaded file."""

from __future__ import annotations

import io
from typing import BinaryIO

from thidua.foundation.errors import Refused
from thidua.foundation.inspection import DEFAULT_LIMIT, BadFile, inspect


def text_of(file: BinaryIO, name: str) -> str:
    """The text of a DOCX or TXT file, paragraph by paragraph, cells of tables in their order.

    Raises Refused with a Vietnamese sentence: another kind, too large, damaged, not in UTF-8, a packed bomb.
    """
    if name.lower().endswith(".txt"):
        return _plain(file, name)
    try:
        inspect(file, name, accept=("docx",))
    except BadFile as bad:
        raise Refused(str(bad)) from bad
    return _word(file, name)


def _plain(file: BinaryIO, name: str) -> str:
    raw = file.read(DEFAULT_LIMIT + 1)
    if len(raw) > DEFAULT_LIMIT:
        raise Refused(f"Tệp “{name}” vượt quá 20 MB cho phép.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise Refused(
            f"Tệp “{name}” không phải UTF-8 (từ byte thứ {wrong.start + 1}). Hãy lưu lại với bảng mã UTF-8."
        ) from wrong


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
