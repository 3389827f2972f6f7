"""Small pieces of officialese: dates, counts, letters of points, closing marks."""

from __future__ import annotations

import datetime as dt
import re

from thidua.kernel.formats import date_words, number, share

# The order of điểm in the Vietnamese alphabet: no f, j, w, z; đ follows d. Letters with a mark are not used.
POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"
_STOPS = re.compile(r"(?:\./\.|[.;,\s])+$")
_BLANK = "\N{NO-BREAK SPACE}"


def date_text(day: dt.date | None) -> str:
    """`ngày 05 tháng 02 năm 2026`: the day padded below 10, the month only for 1 and 2 (NĐ 30, PL I, II.4.b).

    None gives the blanks of a draft.
    """
    if day is None:
        return f"ngày{_BLANK * 6}tháng{_BLANK * 6}năm{_BLANK * 8}"
    return date_words(day)


def place_and_date(place: str, day: dt.date | None) -> str:
    """Ô 4: `Đắk Nông, ngày 05 tháng 02 năm 2026`."""
    return f"{place}, {date_text(day)}"


def clock_text(moment: dt.time) -> str:
    """`08 giờ 00 phút`."""
    return f"{moment.hour:02d} giờ {moment.minute:02d} phút"


def point_letter(index: int) -> str:
    """Letter of the `index`-th điểm, from 0; after y come aa, ab, …"""
    size = len(POINT_LETTERS)
    return (
        POINT_LETTERS[index]
        if index < size
        else POINT_LETTERS[index // size - 1] + POINT_LETTERS[index % size]
    )


def count_text(count: int) -> str:
    """A count as papers write it: two digits below 10, dots between thousands."""
    return f"{count:02d}" if count < 10 else number(count)


def percent_text(part: int, whole: int) -> str:
    """`12/15 (80%)`: a count and its share of `whole`, never rounded up to a limit it does not reach."""
    return f"{count_text(part)}/{count_text(whole)} ({share(part, whole, places=2).replace(' ', '')})"


def upper_first(text: str) -> str:
    """The text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The text with its first letter in lower case."""
    return text[:1].lower() + text[1:]


def finish(text: str, mark: str) -> str:
    """The text ending with exactly `mark`, whatever stop it ended with before."""
    return _STOPS.sub("", text) + mark


def listed(items: tuple[str, ...]) -> tuple[str, ...]:
    """Lines that end with `;`, the last with `.`, as recitals, addressees and recipients do."""
    last = len(items) - 1
    return tuple(finish(item, "." if index == last else ";") for index, item in enumerate(items))


def dashed(items: tuple[str, ...]) -> tuple[str, ...]:
    """`listed`, each line opened by a dash."""
    return tuple("- " + line.lstrip("-–").lstrip() for line in listed(items))


def bracketed(text: str) -> str:
    """The line naming the paper, in brackets exactly once."""
    bare = text.strip().removeprefix("(").removesuffix(")").strip()
    return f"({bare})" if bare else ""
