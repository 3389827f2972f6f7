"""One file of the book with its lines, and the checks every part of the book shares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from thidua.kernel.intervals import Interval, breaks
from thidua.lawbook.citations import parse
from thidua.lawbook.errors import BookError
from thidua.lawbook.refusals import first_refusal
from thidua.lawbook.schema import Dated, InstrumentEntry
from thidua.lawbook.source import Path as Steps
from thidua.lawbook.source import Source, SourceError, dotted, read

F = TypeVar("F", bound=BaseModel)


class BookFile:
    """One file, so that every refusal can say where. Raises BookError when it cannot be read."""

    def __init__(self, path: Path, root: Path) -> None:
        self.name = path.relative_to(root.parent).as_posix()
        self.bytes = path.read_bytes()
        try:
            self.source: Source = read(self.bytes.decode("utf-8"))
        except UnicodeDecodeError:
            raise BookError(self.name, None, "tệp không phải UTF-8") from None
        except SourceError as error:
            raise self.refuse(error.path, error.reason, error.line) from None

    def refuse(self, path: Steps, reason: str, line: int | None = None) -> BookError:
        """The refusal of the value at `path`."""
        where = dotted(path, getattr(getattr(self, "source", None), "data", None))
        return BookError(self.name, line or self.source.line(path), f"{where}: {reason}" if where else reason)

    def parse(self, shape: type[F]) -> F:
        """The file in its shape. Raises BookError."""
        try:
            return shape.model_validate(self.source.data)
        except ValidationError as error:
            path, reason = first_refusal(error)
            raise self.refuse(path, reason) from None


def refuse_twice(key: str, names: Iterable[tuple[BookFile, int, str]]) -> None:
    """Refuse a name given twice. Raises BookError at the second."""
    seen: dict[str, str] = {}
    for file, index, name in names:
        if name in seen:
            raise file.refuse((key, index), f"“{name}” đã có ở {seen[name]}")
        seen[name] = file.name


def check_cites(
    instruments: Mapping[str, InstrumentEntry],
    file: BookFile,
    path: Steps,
    cites: Iterable[str],
    when: Interval | None,
    every_day: bool = True,
) -> None:
    """Refuse a citation of nothing in the book, or of a text not in force `when` (None: whenever). Raises BookError."""
    for text in cites:
        try:
            citation = parse(text)
        except ValueError as error:
            raise file.refuse(path, str(error)) from None
        instrument = instruments.get(citation.instrument)
        if instrument is None:
            raise file.refuse(path, f"trích dẫn “{text}”: không có văn bản “{citation.instrument}”")
        if when is None:
            continue
        fits = instrument.interval.covers(when) if every_day else instrument.interval.overlaps(when)
        if not fits:
            raise file.refuse(
                path,
                f"trích dẫn “{text}”: văn bản có hiệu lực {instrument.first} – {instrument.until or '…'}, "
                f"quy tắc áp dụng {when.first} – {when.last or '…'}",
            )


def check_tiles(file: BookFile, path: Steps, entries: Sequence[Dated], gaps_too: bool = True) -> None:
    """Refuse versions that overlap or (unless told not to) leave a gap between them. Raises BookError."""
    for kind, day in breaks([entry.interval for entry in entries]):
        if kind == "overlap" or gaps_too:
            words = "chồng lấn" if kind == "overlap" else "hở"
            raise file.refuse(path, f"các phiên bản {words} từ ngày {day}")
