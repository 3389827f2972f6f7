"""YAML (and so JSON) read strictly, remembering the line of every value.

Refused: a key given twice, dates that are not NNNN-NN-NN, times of day, more nesting or more values than
any honest file has, several documents.
Keys keep what was written: a bare `yes` as a key is the word, not a boolean; digits are an integer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

import yaml

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_LOOKS_LIKE_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}", re.ASCII)
_INT = re.compile(r"[-+]?[0-9]{1,18}", re.ASCII)
_TRUE, _FALSE = ("true", "yes", "on"), ("false", "no", "off")
_MAX_DEPTH = 40
_SHORT = 64
_FIRST_YEAR = 1000
_SMALL = (
    10_000  # values any text may hold; beyond it no more than its characters, whatever its aliases expand to
)

Path = tuple[str | int, ...]


class _Loader(_Base):  # type: ignore[misc]  # what kind of plain scalar a word is, is worked out once for each word
    _known: ClassVar[dict[tuple[Any, ...], str]] = {}

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        """The tag of a node, as the base class finds it."""
        if kind is not yaml.ScalarNode or len(value) > _SHORT:
            return str(super().resolve(kind, value, implicit))
        key = (value, implicit)
        if key not in self._known:
            if len(self._known) > _SMALL:
                self._known.clear()
            self._known[key] = super().resolve(kind, value, implicit)
        return self._known[key]


class SourceError(Exception):
    """The text cannot be read: line, path of the value and reason (a Vietnamese sentence)."""

    def __init__(self, line: int | None, path: Path, reason: str) -> None:
        self.line, self.path, self.reason = line, path, reason
        super().__init__(reason)


@dataclass(frozen=True)
class Source:
    """Plain data with the line (from 1) at which each value stands."""

    data: Any
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int | None:
        """The line of the value at `path`, or of the nearest value around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path)


def dotted(path: Path, data: Any = None) -> str:
    """A path for readers: facts.initiatives[2].scope, items of lists counted from 1.

    `data` tells lists from mappings by year; without it a number of four digits is taken for a year.
    """
    text = ""
    for step in path:
        item = isinstance(data, list) if data is not None else isinstance(step, int) and step < _FIRST_YEAR
        text += f"[{int(step) + 1}]" if item and isinstance(step, int) else f".{step}" if text else str(step)
        data = _inside(data, step)
    return text


def _inside(data: Any, step: str | int) -> Any:
    try:
        return data[step]
    except (KeyError, IndexError, TypeError):
        return None


def read(text: str) -> Source:
    """The one document in `text`. Raises SourceError."""
    if text.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        text = text.replace("\t", " ")  # JSON may be indented with tabs, YAML may not; lines stay the same
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        raise SourceError(line, (), f"không đúng cú pháp YAML ({error.problem or error.context})") from None
    except yaml.YAMLError as error:
        raise SourceError(None, (), f"không đúng cú pháp YAML ({error})") from None
    lines: dict[Path, int] = {}
    most = max(_SMALL, len(text))
    return Source(_value(node, (), lines, most) if node is not None else None, lines)


def _value(node: Any, path: Path, lines: dict[Path, int], most: int) -> Any:
    line = node.start_mark.line + 1
    if len(path) > _MAX_DEPTH:
        raise SourceError(line, path[:3], "lồng nhau quá sâu")
    if len(lines) > most:
        raise SourceError(line, path[:3], "tệp có quá nhiều giá trị")
    lines[path] = line
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines, most)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, index), lines, most) for index, item in enumerate(node.value)]
    return _scalar(node, path, line)


def _mapping(node: yaml.MappingNode, path: Path, lines: dict[Path, int], most: int) -> dict[Any, Any]:
    result: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode) or key_node.tag.endswith(":merge"):
            raise SourceError(line, path, "khóa phải là một từ hoặc một số")
        word = key_node.value
        key: Any = int(word) if _INT.fullmatch(word) else word
        if key in result:
            raise SourceError(line, (*path, key), f"khóa “{key}” ghi hai lần")
        result[key] = _value(value_node, (*path, key), lines, most)
    return result


def _scalar(node: yaml.ScalarNode, path: Path, line: int) -> Any:
    text: str = node.value
    kind = node.tag.rpartition(":")[2]
    if kind == "str":
        if node.style is None and _LOOKS_LIKE_DATE.fullmatch(text):
            raise SourceError(line, path, f"ngày “{text}” phải viết dạng NĂM-THÁNG-NGÀY, ví dụ 2021-01-15")
        return text
    if kind == "null":
        return None
    if kind == "bool":
        return _boolean(text, path, line)
    if kind == "int" and _INT.fullmatch(text):
        return int(text)
    if kind == "float":
        return _decimal(text, path, line)
    if kind == "timestamp":
        return _date(text, path, line)
    raise SourceError(line, path, f"không nhận giá trị “{text}”")


def _boolean(text: str, path: Path, line: int) -> bool:
    if text.lower() in _TRUE:
        return True
    if text.lower() in _FALSE:
        return False
    raise SourceError(line, path, f"không nhận giá trị “{text}”")


def _decimal(text: str, path: Path, line: int) -> float:
    try:
        return float(text)
    except ValueError:
        raise SourceError(line, path, f"không nhận giá trị “{text}”") from None


def _date(text: str, path: Path, line: int) -> date:
    if not _DATE.fullmatch(text):
        raise SourceError(line, path, f"ngày “{text}” phải viết dạng NĂM-THÁNG-NGÀY, không kèm giờ")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise SourceError(line, path, f"ngày “{text}” không có trong lịch") from None
