"""Numbers and symbols of administrative documents (NĐ 30/2020/NĐ-CP, Phụ lục I and III).

A named document is "15/QĐ-UBND": number, abbreviation of its type, issuing body. A letter (công văn) has no
abbreviation: "234/UBND-NC", issuing body and drafting unit. Series and counters are not decided here.
"""

from __future__ import annotations

import re

from thidua.kernel.text import nfc

TYPE_NAMES: dict[str, str] = {
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "QC": "Quy chế",
    "QyĐ": "Quy định",
    "TC": "Thông cáo",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "CTr": "Chương trình",
    "KH": "Kế hoạch",
    "PA": "Phương án",
    "ĐA": "Đề án",
    "DA": "Dự án",
    "BC": "Báo cáo",
    "BB": "Biên bản",
    "TTr": "Tờ trình",
    "HĐ": "Hợp đồng",
    "CĐ": "Công điện",
    "BGN": "Bản ghi nhớ",
    "BTT": "Bản thỏa thuận",
    "GUQ": "Giấy ủy quyền",
    "GM": "Giấy mời",
    "GGT": "Giấy giới thiệu",
    "GNP": "Giấy nghỉ phép",
    "PG": "Phiếu gửi",
    "PC": "Phiếu chuyển",
    "PB": "Phiếu báo",
}
"""The 27 named types by abbreviation. Công văn has none and is not here."""

COPY_NAMES: dict[str, str] = {"SY": "Sao y", "TrS": "Trích sao", "SL": "Sao lục"}
"""The three forms of copy by abbreviation."""

_ABBREVIATIONS = {**TYPE_NAMES, **COPY_NAMES}
_BY_CAPITALS = {abbreviation.upper(): abbreviation for abbreviation in _ABBREVIATIONS}
_NUMBER = re.compile(r"0*([1-9]\d*)/(.+)", re.ASCII)
_WITH_YEAR = re.compile(r"\d+/\d{4}/.+", re.ASCII)
_PARTY = re.compile(r"\d+-\w+/\w+")


def symbol(type_abbreviation: str, *bodies: str) -> str:
    """The symbol of a named document: ("QĐ", "UBND") gives "QĐ-UBND".

    Raises ValueError when the abbreviation is not one of the types or copies, or no body is given.
    """
    if type_abbreviation not in _ABBREVIATIONS:
        raise ValueError(f"“{type_abbreviation}” không phải là chữ viết tắt tên loại văn bản.")
    return f"{type_abbreviation}-{_joined(bodies)}"


def letter_symbol(body: str, drafting_unit: str) -> str:
    """The symbol of a letter (công văn): ("SNV", "TĐKT") gives "SNV-TĐKT".

    Raises ValueError when one of them is empty.
    """
    return _joined((body, drafting_unit))


def document_number(number: int, document_symbol: str) -> str:
    """Number and symbol: (15, "QĐ-UBND") gives "15/QĐ-UBND"; below 10 a zero goes first.

    Raises ValueError when the number is below 1 or the symbol empty.
    """
    if number < 1:
        raise ValueError("Số văn bản phải từ 01 trở lên.")
    return f"{number:02d}/{_joined((document_symbol,))}"


def split_document_number(text: str) -> tuple[int, str]:
    """The number and the symbol of "15/QĐ-UBND" or "Số: 15/QĐ-UBND".

    Raises ValueError with a Vietnamese message when the text does not begin with a number and a slash.
    """
    clean = _without_label(text)
    found = _NUMBER.fullmatch(clean)
    if found is None:
        raise ValueError(f"“{clean}” không có dạng số/ký hiệu, ví dụ 15/QĐ-UBND.")
    return int(found[1]), found[2]


def check_symbol(text: str) -> tuple[str, ...]:
    """What looks wrong in a written number and symbol, as Vietnamese sentences; empty when nothing does.

    Advice, never a refusal: local customs differ and old or foreign series arrive.
    """
    clean = _without_label(text)
    if _PARTY.fullmatch(clean):
        return ("Đây là cách ghi số của văn bản Đảng, không phải của văn bản hành chính.",)
    if _WITH_YEAR.fullmatch(clean):
        return ("Số của văn bản hành chính không ghi năm giữa số và ký hiệu.",)
    found = _NUMBER.fullmatch(clean)
    if found is None:
        return ("Thiếu số hoặc dấu “/” giữa số và ký hiệu, ví dụ 15/QĐ-UBND.",)
    warnings: list[str] = []
    digits = clean.partition("/")[0]
    if digits != f"{int(digits):02d}":
        warnings.append(f"Số ghi là {int(digits):02d}: thêm số 0 chỉ trước số nhỏ hơn 10.")
    return (*warnings, *_symbol_warnings(found[2]))


def _symbol_warnings(written: str) -> list[str]:
    if " " in written:
        return ["Ký hiệu không có dấu cách giữa các nhóm chữ."]
    first, *bodies = written.split("-")
    if not bodies or "" in (first, *bodies):
        return ["Ký hiệu phải có ít nhất hai nhóm chữ, nối bằng dấu “-”."]
    warnings: list[str] = []
    if first in _ABBREVIATIONS:
        groups = bodies
    elif first.upper() in _BY_CAPITALS:
        groups = bodies
        warnings.append(f"Chữ viết tắt tên loại văn bản ghi là “{_BY_CAPITALS[first.upper()]}”.")
    elif first.upper() == "CV":
        groups = bodies
        warnings.append("Công văn không có chữ viết tắt tên loại: bỏ “CV”, ghi cơ quan và đơn vị soạn thảo.")
    else:
        groups = [first, *bodies]
    if not all(_is_group(group) for group in groups):
        warnings.append("Chữ viết tắt tên cơ quan, đơn vị phải là chữ in hoa.")
    return warnings


def _is_group(group: str) -> bool:
    """Capital letters, digits and &, in parts joined by dots: "UBND", "SNV", "BCĐ.TĐKT"."""
    return all(
        part and all((c.isalpha() and c.isupper()) or c.isdecimal() or c == "&" for c in part)
        for part in group.split(".")
    )


def _joined(groups: tuple[str, ...]) -> str:
    clean = [nfc(group) for group in groups]
    if not clean or "" in clean:
        raise ValueError("Ký hiệu văn bản thiếu tên viết tắt của cơ quan, đơn vị.")
    return "-".join(clean)


def _without_label(text: str) -> str:
    return nfc(text).removeprefix("Số:").removeprefix("Số ").strip()
