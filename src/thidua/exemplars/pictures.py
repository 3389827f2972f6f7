"""What a picture carries beside its picture is taken off before it is kept: place, camera, names, comments. Pure.

Works on the file's own parts, so the pixels stay what they were; only how a camera was held is kept.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

MOST_PIXELS = 60_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    {
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"iCCP",
        b"bKGD",
        b"pHYs",
        b"sBIT",
    }
)
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN, _END, _COMMENT = 0xDA, 0xD9, 0xFE
_APP0, _APP1, _APP2, _APP14, _APP15 = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF


class BadPicture(Exception):
    """Why the picture is not taken, as a Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class Clean:
    """A picture without what it carried along; its size in pixels."""

    data: bytes
    width: int
    height: int


def clean(data: bytes, name: str) -> Clean:
    """The picture alone. Raises BadPicture for what is neither JPEG nor PNG inside, is cut off, or is too large."""
    try:
        if data.startswith(_PNG):
            found = _clean_png(data)
        elif data.startswith(b"\xff\xd8"):
            found = _clean_jpeg(data)
        else:
            raise ValueError("another kind")
    except (ValueError, IndexError, struct.error) as error:
        raise BadPicture(
            f"Tệp “{name}” không phải là ảnh JPEG hoặc PNG nguyên vẹn; hãy mở ảnh và lưu lại rồi gửi."
        ) from error
    if found.width * found.height > MOST_PIXELS or not found.width or not found.height:
        raise BadPicture(
            f"Ảnh “{name}” rộng {found.width} × {found.height} điểm ảnh, quá lớn; hãy thu nhỏ ảnh."
        )
    return found


def _clean_png(data: bytes) -> Clean:
    kept, at, width, height, pixels = [_PNG], len(_PNG), 0, 0, False
    while True:
        (length,) = struct.unpack_from(">I", data, at)
        kind, end = data[at + 4 : at + 8], at + 12 + length
        if end > len(data):
            raise ValueError("cut off")
        if kind == b"IHDR":
            width, height = struct.unpack_from(">II", data, at + 8)
        pixels = pixels or kind == b"IDAT"
        if kind in _PNG_KEPT:
            kept.append(data[at:end])
        at = end
        if kind == b"IEND":
            break
    if not pixels:
        raise ValueError("nothing in it")
    return Clean(b"".join(kept), width, height)


def _clean_jpeg(data: bytes) -> Clean:
    kept, at, width, height, turned = [b"\xff\xd8"], 2, 0, 0, 1
    while True:
        while data[at] == 0xFF and data[at + 1] == 0xFF:
            at += 1
        if data[at] != 0xFF:
            raise ValueError("no marker")
        marker = data[at + 1]
        (length,) = struct.unpack_from(">H", data, at + 2)
        end = at + 2 + length
        if length < 2 or end > len(data):
            raise ValueError("cut off")
        body = data[at + 4 : end]
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", body, 1)
        if marker == _APP1 and body.startswith(b"Exif\0\0"):
            turned = _orientation(body[6:])
        if marker == _SCAN:
            end = _scan_end(data, end)
        if not _told(marker, body):
            kept.append(data[at:end])
        at = end
        if data[at + 1] == _END:
            break
    if not width:
        raise ValueError("no frame")
    if turned != 1:
        kept.insert(1, _turned(turned))
    return Clean(b"".join([*kept, b"\xff\xd9"]), width, height)


def _scan_end(data: bytes, at: int) -> int:
    """Where the compressed pixels end: at the next marker that is neither a stuffed byte nor a restart."""
    while (at := data.index(b"\xff", at)) >= 0:
        if data[at + 1] == 0 or 0xD0 <= data[at + 1] <= 0xD7:
            at += 2
        else:
            break
    return at


def _told(marker: int, body: bytes) -> bool:
    """Whether the part tells something beside the picture."""
    if marker == _COMMENT:
        return True
    if marker == _APP2:
        return not body.startswith(b"ICC_PROFILE\0")
    return _APP0 < marker <= _APP15 and marker != _APP14


def _orientation(tiff: bytes) -> int:
    """How the camera was held (1 to 8); 1 where it is not said in a way that can be read."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    try:
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        for number in range(count):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, start + 2 + 12 * number)
            if tag == 0x0112:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        return 1
    return 1


def _turned(orientation: int) -> bytes:
    tiff = b"II*\0" + struct.pack("<IHHHIHHI", 8, 1, 0x0112, 3, 1, orientation, 0, 0)
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
