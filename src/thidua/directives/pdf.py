"""The words of a PDF, or the pictures of its pages where it has none of its own."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import BinaryIO

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, PyPdfError

from thidua.directives import scan
from thidua.directives.logic import LONGEST
from thidua.directives.reading.unwrap import unwrap
from thidua.foundation.errors import Refused

MOST_PAGES = 200
"""More is no directive but a book."""
LONGEST_READING = 30.0
"""Seconds after which a PDF is given up."""
HEAVIEST_PAGE = 5 * 1024 * 1024
"""Bytes of drawing on one page once unpacked; a page of words has some thousands."""
_LOCKED = "Tệp “{}” đang được khóa bằng mật khẩu; hãy bỏ mật khẩu rồi gửi lại."
_FEWEST_SIGNS = 40
"""A page with fewer signs than this bears a picture of its words."""
_BROKEN = (
    PyPdfError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    RecursionError,
    OverflowError,
)


def words_of_pdf(file: BinaryIO, name: str) -> str | list[scan.Picture]:
    """The text of a PDF, paragraph by paragraph; of a scan the pictures of its pages.

    Raises Refused: damaged, locked, too many pages, too slow, a scan without pictures of a kind that can be read.
    """
    until = time.monotonic() + LONGEST_READING
    try:
        reader = PdfReader(file)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused(_LOCKED.format(name))
        count = len(reader.pages)
    except DependencyError as locked:
        raise Refused(_LOCKED.format(name)) from locked
    except _BROKEN as wrong:
        raise Refused(f"Không mở được tệp “{name}”: tệp bị hỏng.") from wrong
    if count > MOST_PAGES:
        raise Refused(f"Tệp “{name}” có {count} trang, quá mức {MOST_PAGES} trang. Hãy tách phần cần đọc.")
    try:
        pages = list(_pages(reader, name, until))
        if sum(len("".join(page.split())) for page in pages) < _FEWEST_SIGNS * max(1, count):
            return [_picture(page, name) for page in reader.pages]
    except _BROKEN as wrong:
        raise Refused(
            f"Không đọc được chữ trong tệp “{name}”: tệp bị hỏng hoặc được tạo không đúng chuẩn."
        ) from wrong
    return unwrap(pages)


def _pages(reader: PdfReader, name: str, until: float) -> Iterator[str]:
    length = 0
    for page in reader.pages:
        drawn = page.get_contents()
        heavy = drawn is not None and len(drawn.get_data()) > HEAVIEST_PAGE
        text = "" if heavy else page.extract_text()
        length += len(text)
        if heavy or length > LONGEST or time.monotonic() > until:
            raise Refused(
                f"Tệp “{name}” quá dài hoặc quá nặng để đọc. Hãy tách phần cần đọc hoặc dán phần chữ."
            )
        yield text


def _picture(page: PageObject, name: str) -> scan.Picture:
    """The largest JPEG of a scanned page, just as it stands in the file."""
    best: bytes = b""
    resources = page.get("/Resources")
    objects = resources.get_object().get("/XObject") if resources is not None else None
    for reference in objects.get_object().values() if objects is not None else ():
        found = reference.get_object()
        filters = found.get("/Filter")
        names = filters if isinstance(filters, list) else [filters]
        if found.get("/Subtype") == "/Image" and names == ["/DCTDecode"]:
            best = max(best, found.get_data(), key=len)
    if not best:
        raise Refused(
            f"Tệp “{name}” là bản quét mà máy chủ không lấy ra được ảnh. Hãy lưu từng trang thành ảnh JPG, "
            "hoặc dán phần chữ."
        )
    return scan.Picture(best, "jpg")
