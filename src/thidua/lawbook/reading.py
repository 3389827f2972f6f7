"""Questions read from YAML, JSON or plain data; what is malformed is refused with line and field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from thidua.kernel import years
from thidua.lawbook.book import LawBook
from thidua.lawbook.errors import RecordError
from thidua.lawbook.record import Record, YearRef
from thidua.lawbook.refusals import first_refusal
from thidua.lawbook.source import Path, Source, SourceError, dotted, read


def parse_records(given: str | Mapping[str, Any] | Sequence[Any], source: str, book: LawBook) -> list[Record]:
    """The questions in a text (YAML or JSON) or in plain data: one question or a list. Raises RecordError."""
    if isinstance(given, str):
        try:
            read_source = read(given)
        except SourceError as error:
            raise RecordError(source, error.line, dotted(error.path), error.reason) from None
    else:
        read_source = Source(given)
    data = read_source.data
    if isinstance(data, Mapping):
        return [_record(data, (), source, read_source, book)]
    if isinstance(data, Sequence) and not isinstance(data, str) and data:
        return [_record(each, (index,), source, read_source, book) for index, each in enumerate(data)]
    raise RecordError(source, read_source.line(()), "", "phải là một câu hỏi hoặc một danh sách câu hỏi")


def validate(book: LawBook, record: Record) -> list[tuple[Path, str]]:
    """What contradicts the book or itself in a well-formed record: paths and Vietnamese reasons; empty when sound."""
    found: list[tuple[Path, str]] = []
    question = record.question
    code = book.resolve(question.award)
    if code is None:
        found.append((("question", "award"), f"không có danh hiệu, hình thức mang mã “{question.award}”"))
    elif book.awards[code].kind == "title" and question.year is None and question.period is None:
        found.append((("question", "year"), "danh hiệu thi đua phải ghi năm xét"))
    if question.decided_on < book.first_day:
        reason = f"ngày {question.decided_on} trước văn bản đầu tiên của bộ quy định ({book.first_day})"
        found.append((("question", "decided_on"), reason))
    if question.decided_on.year > years.LAST_YEAR:
        found.append(
            (("question", "decided_on"), f"năm {question.decided_on.year} sau năm {years.LAST_YEAR}")
        )
    found += _unknown_codes(book, record)
    found += _outside_service(record)
    return found


def _outside_service(record: Record) -> list[tuple[Path, str]]:
    """Titles of years before somebody was recruited, a collective founded, or after it was dissolved."""
    who = record.recipient
    begun = who.recruited.year if who.recruited is not None else who.founded
    ended = who.dissolved.year if who.dissolved is not None else None
    begins = "năm tuyển dụng" if who.recruited is not None else "năm thành lập"
    found: list[tuple[Path, str]] = []
    for name, listed in (record.facts.titles or {}).items():
        for each in listed or ():
            year = each.year if isinstance(each, YearRef) else each
            if begun is not None and year < begun:
                reason = f"danh hiệu năm {year} trước {begins} ({begun})"
                found.append((("facts", "titles", name), reason))
            if ended is not None and year > ended:
                reason = f"danh hiệu năm {year} sau năm giải thể ({ended})"
                found.append((("facts", "titles", name), reason))
    return found


def _unknown_codes(book: LawBook, record: Record) -> list[tuple[Path, str]]:
    facts = record.facts
    places: list[tuple[Path, str]] = [(("facts", "titles", code), code) for code in facts.titles or {}]
    places += [(("facts", "registered", code), code) for code in facts.registered or {}]
    places += [(("facts", "awards", i, "code"), each.code) for i, each in enumerate(facts.awards or ())]
    for index, each in enumerate(facts.initiatives or ()):
        places += [(("facts", "initiatives", index, "used_for"), code) for code in each.used_for or ()]
    return [
        (path, f"không có danh hiệu, hình thức mang mã “{code}”")
        for path, code in places
        if book.resolve(code) is None
    ]


def _record(data: Any, at: Path, source: str, lines: Source, book: LawBook) -> Record:
    if not isinstance(data, Mapping):
        raise RecordError(
            source, lines.line(at), dotted(at, lines.data), "mỗi câu hỏi phải là nhóm khóa: giá trị"
        )
    for path, reason in _given_twice(data, book):
        raise RecordError(source, lines.line((*at, *path)), dotted((*at, *path), lines.data), reason)
    try:
        record = Record.model_validate(_plain(data, book))
    except ValidationError as error:
        path, reason = first_refusal(error)
        raise RecordError(
            source, lines.line((*at, *path)), dotted((*at, *path), lines.data), reason
        ) from None
    for path, reason in validate(book, record):
        raise RecordError(source, lines.line((*at, *path)), dotted((*at, *path), lines.data), reason)
    return record


def _given_twice(data: Mapping[Any, Any], book: LawBook) -> Iterator[tuple[Path, str]]:
    """Keys that mean one thing though they are written in two ways: a year as number and as text, an award by its
    code and by its short heading."""
    facts = data.get("facts")
    for name in ("ratings", "composition", "cluster", "titles", "registered"):
        given = facts.get(name) if isinstance(facts, Mapping) else None
        if not isinstance(given, Mapping):
            continue
        seen: dict[Any, Any] = {}
        for key in given:
            meant = book.resolve(key) or key if isinstance(key, str) else key
            meant = _year(meant)
            if meant in seen:
                yield ("facts", name, key), f"“{key}” và “{seen[meant]}” là một, ghi hai lần"
            seen[meant] = key


def _plain(data: Mapping[Any, Any], book: LawBook) -> dict[str, Any]:
    """The data as the models want it: `yes` as a key though YAML or JSON made a boolean of it, short award headings
    in full, an identifier that is a number as text, keys of years as numbers."""
    plain = dict(data)
    if isinstance(plain.get("id"), int | float):
        plain["id"] = str(plain["id"])
    question = plain.get("question")
    if isinstance(question, Mapping):
        question = dict(question)
        ballot = question.get("ballot")
        if isinstance(ballot, Mapping) and True in ballot and "yes" not in ballot:
            question["ballot"] = {("yes" if key is True else key): value for key, value in ballot.items()}
        if isinstance(question.get("award"), str):
            question["award"] = book.resolve(question["award"]) or question["award"]
        plain["question"] = question
    facts = plain.get("facts")
    if isinstance(facts, Mapping):
        plain["facts"] = _facts(dict(facts), book)
    elif facts is None:
        plain.pop("facts", None)
    return plain


def _year(key: Any) -> Any:
    return int(key) if isinstance(key, str) and key.isascii() and key.isdecimal() else key


def _facts(facts: dict[str, Any], book: LawBook) -> dict[str, Any]:
    for name in ("titles", "registered"):
        if isinstance(facts.get(name), Mapping):
            facts[name] = {book.resolve(str(code)) or code: listed for code, listed in facts[name].items()}
    for name in ("ratings", "composition", "cluster"):
        if isinstance(facts.get(name), Mapping):
            facts[name] = {_year(key): value for key, value in facts[name].items()}
    if isinstance(facts.get("awards"), Sequence) and not isinstance(facts["awards"], str):
        facts["awards"] = [
            {**each, "code": book.resolve(each["code"]) or each["code"]}
            if isinstance(each, Mapping) and isinstance(each.get("code"), str)
            else each
            for each in facts["awards"]
        ]
    return facts
