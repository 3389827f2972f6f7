"""What can be wrong with a book of law, with a question, or with asking a value for a day before the book begins."""

from __future__ import annotations

from datetime import date


class BookError(Exception):
    """The data of the law is not sound: file, line and reason."""

    def __init__(self, file: str, line: int | None, reason: str) -> None:
        self.file, self.line, self.reason = file, line, reason
        super().__init__(f"{file}:{line}: {reason}" if line else f"{file}: {reason}")


class RecordError(Exception):
    """A question is malformed: where it came from, line, field and reason (a Vietnamese sentence)."""

    def __init__(self, source: str, line: int | None, field: str, reason: str) -> None:
        self.source, self.line, self.field, self.reason = source, line, field, reason
        place = f"{source}, dòng {line}" if line else source
        super().__init__(f"{place}: {field}: {reason}" if field else f"{place}: {reason}")


class ParameterError(LookupError):
    """A parameter was asked for a day on which the book has no value; names the parameter and the day."""

    def __init__(self, name: str, on: date, reason: str) -> None:
        self.name, self.on, self.reason = name, on, reason
        super().__init__(f"{name}, ngày {on.isoformat()}: {reason}")
