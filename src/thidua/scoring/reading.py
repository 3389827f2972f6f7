"""A sheet and a round from one YAML file. Every number is read as written, never through a binary float."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from thidua.scoring.engine import Member, Sheet

LARGEST = 5_000_000
_TYPES = {
    "missing": "thiếu mục này",
    "extra_forbidden": "không có mục này",
    "decimal_parsing": "phải là số, dấu thập phân là dấu chấm",
    "decimal_type": "phải là số",
    "int_parsing": "phải là số nguyên",
    "int_type": "phải là số nguyên",
    "bool_parsing": "phải là true hoặc false",
    "enum": "không có lựa chọn này",
    "tuple_type": "phải là danh sách",
    "dict_type": "phải là bảng khóa và giá trị",
    "model_type": "phải là bảng khóa và giá trị",
    "finite_number": "phải là số hữu hạn",
    "less_than_equal": "số quá lớn",
    "greater_than_equal": "số quá nhỏ",
    "decimal_max_places": "nhiều nhất 12 chữ số sau dấu thập phân",
    "too_long": "danh sách quá dài",
}


class BadSheet(Exception):
    """Why the file cannot be used, a Vietnamese sentence a line."""


class _Round(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    sheet: Sheet
    members: tuple[Member, ...] = ()


class _Figures(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    sheet: Sheet | None = None
    members: tuple[Member, ...]


_Found = TypeVar("_Found", bound=BaseModel)


class _Words(yaml.BaseLoader):
    """Scalars stay the words they were written as; a key given twice is refused."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        for key, _ in node.value:
            if keys.count(key.value) > 1:
                raise BadSheet(f"Dòng {key.start_mark.line + 1}: khóa “{key.value}” ghi hai lần.")
        return super().construct_mapping(node, deep)


def read_round(path: Path) -> tuple[Sheet, tuple[Member, ...]]:
    """The sheet with the members of a round. Raises BadSheet, which says what is wrong and where."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise BadSheet(f"Không có tệp {path}.") from None
    except OSError as error:
        raise BadSheet(
            f"Không đọc được tệp {path}; kiểm tra quyền đọc, và đó có phải một tệp không."
        ) from error
    return read_text(raw, str(path))


def read_text(raw: bytes, name: str) -> tuple[Sheet, tuple[Member, ...]]:
    """The same from a file's content; `name` is how messages call it. Raises BadSheet."""
    found = _read(_Round, raw, name)
    return found.sheet, found.members


def read_figures(raw: bytes, name: str) -> tuple[Sheet | None, tuple[Member, ...]]:
    """The members of a round; the sheet they were entered under may be left out. Raises BadSheet."""
    found = _read(_Figures, raw, name)
    return found.sheet, found.members


def _read(sort: type[_Found], raw: bytes, name: str) -> _Found:
    try:
        if len(raw) > LARGEST:
            raise BadSheet(f"Tệp {name} vượt quá 5 MB cho phép.")
        return sort.model_validate(yaml.load(raw.decode("utf-8-sig"), Loader=_Words))
    except UnicodeDecodeError as error:
        raise BadSheet(f"Tệp {name} không phải UTF-8.") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BadSheet(f"Dòng {line}: không đúng cú pháp YAML.") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise BadSheet(f"Tệp {name} không đúng cú pháp YAML.") from error
    except ValidationError as error:
        raise BadSheet("\n".join(told(error))) from error


def told(error: ValidationError) -> list[str]:
    """What the types do not take, a Vietnamese sentence each, the first twenty."""
    return [_told(each) for each in error.errors()[:20]]


def _told(error: Any) -> str:
    where = (
        " → ".join(str(part + 1) if isinstance(part, int) else str(part) for part in error["loc"]) or "tệp"
    )
    return f"Mục {where}: {_TYPES.get(error['type'], 'giá trị không dùng được')}."
