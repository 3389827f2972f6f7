"""Pydantic's refusals as Vietnamese sentences, with the path of the value."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from thidua.lawbook.source import Path

_FIXED = {
    "missing": "thiếu khóa này",
    "extra_forbidden": "khóa lạ, không có trong định dạng",
    "int_type": "phải là số nguyên",
    "int_parsing": "phải là số nguyên",
    "int_from_float": "phải là số nguyên",
    "bool_type": "phải là true hoặc false",
    "bool_parsing": "phải là true hoặc false",
    "string_type": "phải là chữ",
    "string_too_short": "không được để trống",
    "string_too_long": "quá dài",
    "tuple_type": "phải là danh sách",
    "list_type": "phải là danh sách",
    "dict_type": "phải là nhóm khóa: giá trị",
    "model_type": "phải là nhóm khóa: giá trị",
    "model_attributes_type": "phải là nhóm khóa: giá trị",
    "none_required": "phải để trống",
    "too_long": "quá nhiều phần tử",
    "too_short": "quá ít phần tử",
    "invalid_key": "khóa không hợp lệ",
}


def first_refusal(error: ValidationError) -> tuple[Path, str]:
    """The path and the Vietnamese reason of the refusal that helps most.

    That is a strange key (often one misspelt, so that another seems missing), else the first; of several forms tried
    for one value, the one that came furthest.
    """
    errors = error.errors(include_url=False)
    chosen = max(errors, key=lambda each: len(each["loc"])) if _same_start(errors) else errors[0]
    chosen = next((each for each in errors if each["type"] == "extra_forbidden"), chosen)
    return _path(chosen["loc"]), reason(chosen)


def reason(each: Any) -> str:
    """One refusal as a Vietnamese sentence without a final stop."""
    kind, context = each["type"], each.get("ctx", {})
    if kind in _FIXED:
        return _FIXED[kind]
    if kind == "value_error":
        return str(context["error"])
    if kind == "literal_error":
        expected = context["expected"].replace(" or ", ", ")
        return f"giá trị “{each['input']}” không có trong danh mục; chỉ nhận {expected}"
    if kind == "string_pattern_mismatch":
        return f"giá trị “{each['input']}” không hợp lệ; chỉ nhận dạng {context['pattern']}"
    if kind in ("greater_than_equal", "greater_than"):
        return f"giá trị {each['input']} nhỏ hơn mức cho phép ({context.get('ge', context.get('gt'))})"
    if kind in ("less_than_equal", "less_than"):
        return f"giá trị {each['input']} lớn hơn mức cho phép ({context.get('le', context.get('lt'))})"
    return f"giá trị không hợp lệ ({each['msg']})"


def _same_start(errors: list[Any]) -> bool:
    return len({each["loc"][:2] for each in errors}) == 1 and len(errors) > 1


def _path(loc: tuple[int | str, ...]) -> Path:
    """The path in the source: pydantic's own steps (names of tried forms, "[key]") are left out."""
    kept: list[int | str] = []
    for step in loc:
        if isinstance(step, str) and (step == "[key]" or "[" in step or step in _TRIED):
            continue
        kept.append(step)
    return tuple(kept)


_TRIED = {"int", "YearRef", "RatingFact", "literal", "str", "constrained-int", "tuple"}
