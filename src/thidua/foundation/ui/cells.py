"""Drawing the cells of a list: values in, escaped HTML out, without a template per cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from thidua.foundation.ui.tones import SIGNS, tone_of, words_of
from thidua.kernel.formats import date_vi, money, number

Row = Any
KINDS = ("text", "number", "date", "moment", "money", "badge", "bool")
_RIGHT = ("number", "money")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list.

    `key` names the value in a row (mapping or object) and the column in the URL's `sort`; `value` computes it
    instead. `url` makes the cell a link: a function of the row, or "url-name key key…". `sub` is a second small
    line: a key or a function. `header` marks the column that names the row.
    """

    key: str
    title: str
    kind: str = "text"
    sort: str | tuple[str, ...] | None = None
    value: Callable[[Row], Any] | None = None
    url: Callable[[Row], str] | str | None = None
    tone: Callable[[Row], str] | None = None
    sub: Callable[[Row], Any] | str | None = None
    align: str = ""
    nowrap: bool = False
    header: bool = False
    export: bool = True

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind of column {self.kind!r}")

    @property
    def css(self) -> str:
        """Classes of the column's cells."""
        right = self.align == "right" or (not self.align and self.kind in _RIGHT)
        still = self.nowrap or self.kind in ("date", "moment", "money", "badge")
        return " ".join(name for name, on in (("num", right), ("nowrap", still)) if on)

    @property
    def sort_fields(self) -> tuple[str, ...]:
        """ORM names to order by; empty when the column cannot be sorted."""
        if self.sort is None:
            return ()
        return (self.sort,) if isinstance(self.sort, str) else self.sort


def getter(key: str) -> Callable[[Row], Any]:
    """Reads `key` from a mapping or, dots followed, from an object."""

    def read(row: Row) -> Any:
        if isinstance(row, Mapping):
            return row[key]
        value = row
        for name in key.split("."):
            value = getattr(value, name)
        return value

    return read


def text_of(kind: str, value: Any) -> str:
    """A value as the screen writes it; "" for nothing."""
    if value is None or value == "":
        return ""
    if kind == "date":
        return date_vi(value)
    if kind == "moment":
        return moment_vi(value)
    if kind == "money":
        return money(value)
    if kind == "number":
        return number(value) if isinstance(value, int) else str(value)
    if kind == "bool":
        return "Có" if value else ""
    return words_of(value)


def moment_vi(value: datetime | date) -> str:
    """A moment as "14:05 05/02/2021" in Vietnam's time; a day alone as the day."""
    if not isinstance(value, datetime):
        return date_vi(value)
    local = localtime(value)
    return f"{local:%H:%M} {date_vi(local.date())}"


def badge_html(state: Any, tone: str = "", words: str = "") -> SafeString:
    """A status phrase with its sign; the sign is hidden from screen readers, which have the words."""
    found, text = tone_of(state, tone), escape(words or words_of(state))
    return mark_safe(
        f'<span class="badge badge-{found}"><i aria-hidden="true">{SIGNS[found]}</i>{text}</span>'
    )


def drawer(column: Column) -> Callable[[Row], str]:
    """A function that draws this column's cell of a row, `<td>` or `<th>` included."""
    read = column.value or getter(column.key)
    link = _linker(column.url)
    sub = getter(column.sub) if isinstance(column.sub, str) else column.sub
    tag = "th" if column.header else "td"
    scope = ' scope="row"' if column.header else ""
    css = f' class="{column.css}"' if column.css else ""
    opening = f'<{tag}{scope}{css} data-label="{escape(column.title)}">'
    void = f'<{tag}{scope} class="{(column.css + " void").strip()}">'
    kind, tone = column.kind, column.tone

    def draw(row: Row) -> str:
        value = read(row)
        if kind == "badge" and value not in (None, ""):
            inner = str(badge_html(value, tone(row) if tone else ""))
        else:
            inner = escape(text_of(kind, value))
        below = text_of("text", sub(row)) if sub else ""
        if not inner and not below:
            return f"{void}</{tag}>"
        if link and inner and (address := link(row)):
            inner = f'<a href="{escape(address)}">{inner}</a>'
        if below:
            inner = f'<span>{inner}<span class="sub">{escape(below)}</span></span>'
        return f"{opening}{inner}</{tag}>"

    return draw


def _linker(url: Callable[[Row], str] | str | None) -> Callable[[Row], str] | None:
    if url is None or callable(url):
        return url
    name, *keys = url.split()
    readers = [getter(key) for key in keys]
    known: dict[tuple[Any, ...], str] = {}

    def address(row: Row) -> str:
        args = tuple(read(row) for read in readers)
        if None in args:
            return ""
        if args not in known:
            known[args] = reverse(name, args=args)
        return known[args]

    return address
