"""Scans for tests: PDFs of pictures, and a stand-in for the program that reads them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

JPEG = b"\xff\xd8\xff\xe0 a picture of words"
SAYS = "1. Giao Sở Nội vụ báo cáo."


def saved(writer: PdfWriter) -> bytes:
    """The PDF as bytes."""
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def scanned(pages: int) -> bytes:
    """A PDF whose pages hold nothing but a JPEG each."""
    writer = PdfWriter()
    for _ in range(pages):
        picture = DecodedStreamObject()
        picture.set_data(JPEG)
        picture.update(
            {NameObject("/Subtype"): NameObject("/Image"), NameObject("/Filter"): NameObject("/DCTDecode")}
        )
        objects = DictionaryObject({NameObject("/Im0"): writer._add_object(picture)})
        page = writer.add_blank_page(width=595, height=842)
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): objects})
    return saved(writer)


def reading_program(folder: Path, monkeypatch: pytest.MonkeyPatch, says: str = SAYS) -> Path:
    """Put a program in the place of Tesseract that says the same of every picture of words, and fails on others."""
    program = folder / "tesseract"
    program.write_text(
        "#!/bin/sh\n"
        'if [ "$1" = --list-langs ]; then echo vie; exit; fi\n'
        'read -r first < "$1"\n'
        f'case "$first" in *"picture of words"*) echo "{says}";; *) exit 1;; esac\n',
        encoding="utf-8",
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    return program
