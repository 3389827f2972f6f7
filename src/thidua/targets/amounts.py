"""Amounts and periods read from what officers type, and written back: reading what was written gives the same. Pure."""

from __future__ import annotations

import re
from decimal import Decimal

from thidua.kernel.formats import decimal_vi, parse_year_vi
from thidua.kernel.text import nfc
from thidua.targets.types import LARGEST, MOST_PLACES, PLAN_YEARS, Amount, Period, Sign

_NUMBER = r"[-−]?\d{1,3}(?:\.\d{3})+(?:,\d+)?|[-−]?\d+(?:,\d+)?"
_NUMERAL = re.compile(_NUMBER, re.ASCII)
_SPAN = re.compile(rf"({_NUMBER})\s*(?:-|–|đến)\s*({_NUMBER})", re.ASCII)
_SIGNED = re.compile(rf"(khoảng|trên|dưới|~|>|<)\s*({_NUMBER})", re.ASCII | re.IGNORECASE)
_SIGNS = {
    "khoảng": Sign.ABOUT, "~": Sign.ABOUT, "trên": Sign.OVER, ">": Sign.OVER, "dưới": Sign.UNDER, "<": Sign.UNDER,
}  # fmt: skip
_YEARS = re.compile(r"(?:giai đoạn )?(\d{4})\s*[-–]\s*(\d{4})", re.ASCII | re.IGNORECASE)


def parse_amount(text: str) -> Amount | None:
    """An amount in any way officers write it: "1.234,5", "7,5-8", "trên 70", "khoảng 23.889"; None for a blank.

    A comma goes before decimals, dots only between thousands. Raises ValueError with a Vietnamese message.
    """
    clean = nfc(text).strip()
    if not clean:
        return None
    if _NUMERAL.fullmatch(clean):
        return Amount(_decimal(clean))
    if found := _SIGNED.fullmatch(clean):
        return Amount(_decimal(found[2]), sign=_SIGNS[found[1].lower()])
    if found := _SPAN.fullmatch(clean):
        low, high = _decimal(found[1]), _decimal(found[2])
        if low >= high:
            raise ValueError(f"Khoảng “{clean}” phải đi từ số nhỏ đến số lớn.")
        return Amount(low, high)
    raise ValueError(
        f"Không đọc được số “{clean}”; hãy ghi như 1.234,5 hoặc 7,5-8, trên 70, khoảng 23.889. "
        "Dấu phẩy trước phần thập phân."
    )


def _decimal(text: str) -> Decimal:
    return checked(Decimal(text.replace(".", "").replace(",", ".").replace("−", "-")), text)


def checked(value: Decimal, text: str = "") -> Decimal:
    """The number itself. Raises ValueError for more digits than are kept exactly."""
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > MOST_PLACES:
        raise ValueError(f"Số “{text or decimal_vi(value)}” có quá {MOST_PLACES} chữ số thập phân.")
    if abs(value) > LARGEST:
        raise ValueError(f"Số “{text or decimal_vi(value)}” quá lớn; hãy dùng đơn vị tính lớn hơn.")
    return value + 0


def amount_text(amount: Amount | None, places: int | None = None) -> str:
    """The amount as screens and workbooks write it; `places` pads decimals, None gives no more than needed."""
    if amount is None:
        return ""
    if amount.high is not None:
        return f"{number_text(amount.low, places)}-{number_text(amount.high, places)}"
    return f"{amount.sign.label} {number_text(amount.low, places)}".strip()


def number_text(value: Decimal, places: int | None = None) -> str:
    """A plain number with a comma before decimals; never fewer decimals than it has."""
    plain = value.normalize()
    exponent = plain.as_tuple().exponent
    own = max(0, -exponent) if isinstance(exponent, int) else 0
    return decimal_vi(plain.quantize(Decimal(1).scaleb(-max(own, places or 0))))


def places_of(amount: Amount) -> int:
    """How many decimals the amount really has."""
    most = 0
    for value in (amount.low, amount.high):
        if value is not None:
            exponent = value.normalize().as_tuple().exponent
            most = max(most, -exponent if isinstance(exponent, int) else 0)
    return most


def parse_period(text: str) -> Period:
    """A year "2021" or five years "2021-2025". Raises ValueError with a Vietnamese message."""
    clean = nfc(text).strip()
    if found := _YEARS.fullmatch(clean):
        first, last = parse_year_vi(found[1]), parse_year_vi(found[2])
        if last != first + PLAN_YEARS - 1:
            raise ValueError(f"Giai đoạn “{clean}” phải dài đúng {PLAN_YEARS} năm, ví dụ 2021-2025.")
        return Period(first, last)
    year = parse_year_vi(clean)
    return Period(year, year)
