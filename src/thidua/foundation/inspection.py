"""Is an uploaded file what its name says, and safe to open? Pure: reads bytes, knows no Django."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from thidua.kernel.text import nfc

MEGABYTE = 1024 * 1024
DEFAULT_LIMIT = 20 * MEGABYTE
UNPACKED_LIMIT = 400 * MEGABYTE
ENTRY_LIMIT = 5000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
    "jpg": "image/jpeg",
    "txt": "text/plain; charset=utf-8",
}
PAPERS = ("pdf", "docx", "xlsx", "png", "jpg")
WORKBOOK = ("xlsx",)
SCAN = ("pdf", "png", "jpg")
_MAIN_PART = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
_MAGIC = {"png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
_MACRO_ENDINGS = ("docm", "xlsm", "dotm", "xltm", "xlsb")


class BadFile(Exception):
    """Why the file is not taken, as a Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """What a file turned out to be."""

    name: str
    ending: str
    media_type: str
    size: int


def inspect(
    file: BinaryIO, name: str, *, accept: tuple[str, ...] = PAPERS, limit: int = DEFAULT_LIMIT
) -> Inspected:
    """Check size, type by content against the name, and the inside of Office files. Raises BadFile.

    `accept` lists endings, `limit` is in bytes. The file is left at its beginning.
    """
    clean = safe_name(name)
    ending = _ending(clean, accept)
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    if size == 0:
        raise BadFile(f"Tệp “{clean}” rỗng.")
    if size > limit:
        raise BadFile(
            f"Tệp “{clean}” có dung lượng {_megabytes(size)}, vượt quá {_megabytes(limit)} cho phép."
        )
    _CHECKS[ending](file, clean)
    file.seek(0)
    return Inspected(clean, ending, MEDIA_TYPES[ending], size)


def safe_name(name: str) -> str:
    """The file's own name without folders, control characters or signs that some systems refuse; at most 180 long."""
    base = PurePosixPath(nfc(name).replace("\\", "/")).name
    clean = re.sub(r'[<>:"|?*\x00-\x1f]', "_", base).strip(" .")
    stem, dot, ending = clean.rpartition(".")
    return f"{stem[: 179 - len(ending)]}.{ending}" if dot and len(ending) < 10 else clean[:180] or "tep"


def _ending(name: str, accept: tuple[str, ...]) -> str:
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    ending = {"jpeg": "jpg"}.get(ending, ending)
    allowed = ", ".join(f".{e}" for e in accept)
    if ending in _MACRO_ENDINGS:
        raise BadFile(f"Tệp “{name}” có thể chứa macro; hãy lưu lại dưới dạng {allowed}.")
    if ending in ("xls", "doc"):
        raise BadFile(f"Tệp “{name}” thuộc định dạng Office cũ; hãy mở tệp và lưu lại dưới dạng .{ending}x.")
    if ending not in accept:
        raise BadFile(f"Tệp “{name}” không thuộc loại được nhận ({allowed}).")
    return ending


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.1f} MB".replace(".", ",")


def _check_pdf(file: BinaryIO, name: str) -> None:
    if b"%PDF-" not in file.read(1024):
        raise BadFile(f"Nội dung tệp “{name}” không phải là PDF.")


def _check_image(kind: str, file: BinaryIO, name: str) -> None:
    if not file.read(8).startswith(_MAGIC[kind]):
        raise BadFile(f"Nội dung tệp “{name}” không phải là ảnh {kind.upper()}.")


def _check_text(file: BinaryIO, name: str) -> None:
    try:
        file.read().decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise BadFile(
            f"Tệp “{name}” không phải UTF-8 (từ byte thứ {wrong.start + 1}). Hãy lưu lại với bảng mã UTF-8."
        ) from wrong


def _check_office(kind: str, file: BinaryIO, name: str) -> None:
    if file.read(8) == _OLE:
        if _contains(file, _ENCRYPTED):
            raise BadFile(f"Tệp “{name}” đang được khóa bằng mật khẩu; hãy bỏ mật khẩu rồi gửi lại.")
        raise BadFile(
            f"Tệp “{name}” thực chất thuộc định dạng Office cũ; hãy mở tệp và lưu lại dưới dạng .{kind}."
        )
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as package:
            _check_package(kind, package, name)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError) as error:
        raise BadFile(f"Tệp “{name}” bị hỏng hoặc không phải là .{kind}.") from error


def _check_package(kind: str, package: zipfile.ZipFile, name: str) -> None:
    entries = package.infolist()
    if len(entries) > ENTRY_LIMIT:
        raise BadFile(f"Tệp “{name}” có quá nhiều thành phần bên trong ({len(entries)}).")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise BadFile(f"Tệp “{name}” đang được khóa bằng mật khẩu; hãy bỏ mật khẩu rồi gửi lại.")
    names = {entry.filename.lower() for entry in entries}
    if any(part.endswith("vbaproject.bin") for part in names):
        raise BadFile(f"Tệp “{name}” chứa macro; hãy bỏ macro rồi gửi lại.")
    if not {"[content_types].xml", _MAIN_PART[kind]} <= names:
        raise BadFile(f"Nội dung tệp “{name}” không phải là .{kind}.")
    _check_unpacked(package, entries, name)


def _check_unpacked(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo], name: str) -> None:
    """Unpack for real, counting: the sizes written in the package may lie."""
    too_big = BadFile(
        f"Tệp “{name}” khi giải nén vượt quá {_megabytes(UNPACKED_LIMIT)}; tệp có thể đã bị cài bẫy."
    )
    if sum(entry.file_size for entry in entries) > UNPACKED_LIMIT:
        raise too_big
    total = 0
    for entry in entries:
        with package.open(entry) as part:
            while chunk := part.read(MEGABYTE):
                total += len(chunk)
                if total > UNPACKED_LIMIT:
                    raise too_big


def _contains(file: BinaryIO, needle: bytes) -> bool:
    file.seek(0)
    tail = b""
    while chunk := file.read(MEGABYTE):
        if needle in tail + chunk:
            return True
        tail = chunk[-len(needle) :]
    return False


_CHECKS = {
    "pdf": _check_pdf,
    "txt": _check_text,
    "png": lambda file, name: _check_image("png", file, name),
    "jpg": lambda file, name: _check_image("jpg", file, name),
    "docx": lambda file, name: _check_office("docx", file, name),
    "xlsx": lambda file, name: _check_office("xlsx", file, name),
}
