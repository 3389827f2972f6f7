"""Pictures are kept without what they carry along, and only when they are pictures."""

from __future__ import annotations

import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.exemplars.pictures import BadPicture, clean

few = settings(max_examples=80, deadline=None)
PNG = b"\x89PNG\r\n\x1a\n"
SECRET = b"12.0021N 107.6875E Nguyen Van A"


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int = 2, height: int = 1, *more: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + b"\x80" * min(width, 64) for _ in range(min(height, 64))))
    return PNG + chunk(b"IHDR", head) + b"".join(more) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def part(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def exif(orientation: int) -> bytes:
    tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, orientation, 0, 0)
    return part(0xE1, b"Exif\0\0" + tiff + SECRET)


def jpeg(*more: bytes, tail: bytes = b"") -> bytes:
    frame = part(0xC0, struct.pack(">BHHB", 8, 20, 30, 1) + b"\x01\x11\x00")
    scan = part(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\xff\x00\x34\xff\xd0\x56"
    jfif = part(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0")
    return b"\xff\xd8" + jfif + b"".join(more) + frame + scan + b"\xff\xd9" + tail


def test_a_photograph_loses_place_names_and_what_hangs_behind_it() -> None:
    told = (exif(6), part(0xFE, SECRET), part(0xED, SECRET), part(0xE2, b"MPF\0" + SECRET))
    found = clean(jpeg(*told, part(0xE2, b"ICC_PROFILE\0colours"), tail=jpeg(exif(1))), "anh.jpg")
    assert (found.width, found.height) == (30, 20)
    assert SECRET not in found.data
    assert b"ICC_PROFILE" in found.data
    assert found.data.endswith(b"\x12\xff\x00\x34\xff\xd0\x56\xff\xd9")
    assert (
        found.data.count(b"Exif\0\0") == 1
    )  # how the camera was held stays, or the picture would lie on its side
    assert clean(found.data, "anh.jpg").data == found.data


def test_a_drawing_loses_its_texts() -> None:
    found = clean(png(2, 1, chunk(b"tEXt", SECRET), chunk(b"eXIf", SECRET)), "hinh.png")
    assert found.data == png()


@pytest.mark.parametrize(
    "data",
    [
        b"MZ\x90\0 program",
        b"\xff\xd8\xff\xe0 MZ program pretending",
        PNG + b"MZ program pretending to be a drawing",
        jpeg()[:-30],
        png()[:-14],
        PNG + chunk(b"IHDR", struct.pack(">II", 1, 1)) + chunk(b"IEND", b""),
        b"",
    ],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(BadPicture, match="không phải là ảnh JPEG hoặc PNG nguyên vẹn"):
        clean(data, "anh.jpg")


def test_a_picture_that_would_fill_the_memory_is_refused() -> None:
    with pytest.raises(BadPicture, match="quá lớn"):
        clean(png(40_000, 40_000), "anh.png")


@few
@given(st.one_of(st.binary(max_size=200), st.binary(max_size=80).map(lambda b: jpeg()[:40] + b)))
def test_anything_is_cleaned_or_refused(data: bytes) -> None:
    try:
        found = clean(data, "x.jpg")
    except BadPicture:
        return
    assert len(found.data) <= len(data)
