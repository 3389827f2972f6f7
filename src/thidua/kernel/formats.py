"""How numbers, money, shares, dates and lists are written in Vietnamese, and how dates are read back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from thidua.kernel.text import nfc

_MOST_PLACES = 6
_MIDNIGHT = r"(?:[T ]0?0:00(?::00(?:\.0+)?)?)?"
_ISO = re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}}){_MIDNIGHT}", re.ASCII)
_DAY_FIRST = re.compile(
    rf"(?P<day>\d{{1,2}})\s?(?P<sep>[/.\-])\s?(?P<month>\d{{1,2}})\s?(?P=sep)\s?(?P<year>\d{{4}}){_MIDNIGHT}",
    re.ASCII,
)
_WORDS = re.compile(
    r"(?:ngày )?(?P<day>\d{1,2}) tháng (?P<month>\d{1,2}) năm (?P<year>\d{4})", re.ASCII | re.IGNORECASE
)
_YEAR = re.compile(r"(?:năm )?(\d{4})", re.ASCII | re.IGNORECASE)
FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Years outside this range are taken for typing errors."""


def number(value: int) -> str:
    """An integer with dots between thousands: 1234567 gives "1.234.567"."""
    return f"{value:,}".replace(",", ".")


def decimal_vi(value: Decimal) -> str:
    """A decimal with its own places, dots between thousands and a comma: 1234.50 gives "1.234,50"."""
    return f"{value:,f}".translate(_SWAPPED)


_SWAPPED = str.maketrans(",.", ".,")
_VI_DECIMAL = re.compile(r"[+-]?(\d+|\d{1,3}(\.\d{3})+)(,\d{1,12})?", re.ASCII)


def parse_decimal_vi(text: str) -> Decimal:
    """The decimal that `decimal_vi` writes: "1.234,50" gives 1234.50. Raises ValueError with a Vietnamese sentence.

    A dot that does not part thousands is refused, not guessed at.
    """
    words = text.strip().replace("−", "-")
    if len(words) > 40 or not _VI_DECIMAL.fullmatch(words):
        raise ValueError(f"Không đọc được số “{text.strip()[:40]}”; phần thập phân sau dấu phẩy, ví dụ 12,5.")
    return Decimal(words.replace(".", "").replace(",", "."))


def money(dong: int) -> str:
    """An amount of đồng: 1490000 gives "1.490.000 đ"."""
    return f"{number(dong)} đ"


def share(numerator: int, denominator: int, places: int = 1) -> str:
    """A share as per cent, computed exactly, rounded half up: share(1, 8) gives "12,5 %".

    Trailing zeros are left out. More places are shown when rounding would make a whole number of what is
    not one (7996 of 10000 gives "79,96 %", not "80 %"), so that a limit never looks reached when it is not.
    Raises ValueError when the denominator is not positive.
    """
    if denominator <= 0:
        raise ValueError("Không tính được tỷ lệ: mẫu số phải lớn hơn 0.")
    percent = Fraction(numerator * 100, denominator)
    shown = _rounded(percent, places)
    while shown.denominator == 1 != percent.denominator and places < _MOST_PLACES:
        places += 1
        shown = _rounded(percent, places)
    return f"{_decimal(shown, places)} %"


def date_vi(day: date) -> str:
    """The date as screens and tables show it: "05/02/2021"."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def date_words(day: date) -> str:
    """The date as documents write it: "ngày 05 tháng 02 năm 2026", "ngày 12 tháng 3 năm 2026".

    A zero goes before days below 10 and before months 1 and 2 only (NĐ 30/2020/NĐ-CP, Phụ lục I).
    """
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def parse_date_vi(text: str) -> date:
    """Read dd/mm/yyyy, d-m-yyyy, dd.mm.yyyy, yyyy-mm-dd or "ngày d tháng m năm yyyy"; day before month.

    A midnight hour after the date is accepted, since spreadsheets export it. Raises ValueError with a
    Vietnamese message for anything else, for days that do not exist and for years outside FIRST_YEAR to
    LAST_YEAR.
    """
    clean = nfc(text)
    if not clean:
        raise ValueError("Chưa nhập ngày.")
    found = _ISO.fullmatch(clean) or _DAY_FIRST.fullmatch(clean) or _WORDS.fullmatch(clean)
    if found is None:
        raise ValueError(
            f"Không đọc được ngày “{clean}”; hãy ghi theo dạng ngày/tháng/năm, ví dụ 05/02/2021."
        )
    year, month, day = (int(found[part]) for part in ("year", "month", "day"))
    _check_year(year, clean)
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"Ngày “{clean}” không có trong lịch.") from None


def parse_year_vi(text: str) -> int:
    """Read a year alone, "2021" or "năm 2021".

    Raises ValueError with a Vietnamese message for anything else.
    """
    clean = nfc(text)
    found = _YEAR.fullmatch(clean)
    if found is None:
        raise ValueError(f"Không đọc được năm “{clean}”; hãy ghi đủ bốn chữ số, ví dụ 2021.")
    year = int(found[1])
    _check_year(year, clean)
    return year


def list_vi(items: Sequence[str], last: str = "và") -> str:
    """Items as one phrase: "a", "a và b", "a, b và c"; empty for none."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def _check_year(year: int, text: str) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"Năm trong “{text}” nằm ngoài khoảng từ {FIRST_YEAR} đến {LAST_YEAR}.")


def _rounded(value: Fraction, places: int) -> Fraction:
    """Half away from zero, exactly."""
    scale = 10**places
    half_up = (abs(value) * scale * 2 + 1) // 2
    return Fraction(half_up if value >= 0 else -half_up, scale)


def _decimal(value: Fraction, places: int) -> str:
    sign = "-" if value < 0 else ""
    whole, rest = divmod(abs(value), 1)
    decimals = f"{int(rest * 10**places):0{places}d}".rstrip("0") if places else ""
    return f"{sign}{number(whole)}" + (f",{decimals}" if decimals else "")
