"""A long list read by key: the newest first, the next page begins after the last line, and nothing is counted.

For lists too long to count or to number in pages (the register, decisions, what the public looks up). The room
reads one page; this draws it with the columns, filters and downloads of every other list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe

from thidua.foundation.ui.cells import Column, Row, drawer
from thidua.foundation.ui.export import csv_response, xlsx_response
from thidua.foundation.ui.forms import FilterForm
from thidua.kernel.formats import number

SIZE = 50
EXPORT_CAP = 20_000


class KeysetPage:
    """One page of a list read by key.

    `after` is the key of the next page, "" on the last. `every` reads up to so many rows under the same filters
    for a download. `mended` says that nothing was named as typed and near names are shown.
    """

    def __init__(
        self,
        request: HttpRequest,
        rows: Sequence[Row],
        columns: Sequence[Column],
        *,
        after: str,
        filters: FilterForm | None = None,
        noun: str = "dòng",
        mended: bool = False,
        export: str = "",
        every: Callable[[int], Iterable[Row]] | None = None,
        empty: tuple[str, str] = ("Chưa có gì ở đây", ""),
    ) -> None:
        self.request, self.rows, self.columns = request, rows, tuple(columns)
        self.after, self.filters, self.noun, self.mended = after, filters, noun, mended
        self.export_name, self.every, self.empty = export, every, empty
        self.label = f"Danh sách {noun}"

    def url(self, **changes: str | None) -> str:
        """This list's address with some parameters changed; None drops one."""
        query = self.request.GET.copy()
        for name, value in changes.items():
            if value is None:
                query.pop(name, None)
            else:
                query[name] = value
        text = query.urlencode()
        return f"?{text}" if text else self.request.path

    @property
    def first(self) -> bool:
        """Whether this is the newest page."""
        return not self.request.GET.get("after")

    @property
    def first_url(self) -> str:
        return "" if self.first else self.url(after=None)

    @property
    def next_url(self) -> str:
        return self.url(after=self.after) if self.after else ""

    @property
    def how_many(self) -> str:
        """How many lines there are, as far as that is known without counting."""
        shown = number(len(self.rows))
        if not self.rows:
            return f"Không có {self.noun} nào" if self.first else f"Không còn {self.noun} nào"
        if self.after:
            return (
                f"{shown} {self.noun} mới nhất, còn nữa"
                if self.first
                else f"{shown} {self.noun} tiếp theo, còn nữa"
            )
        return f"{shown} {self.noun}" if self.first else f"{shown} {self.noun} cuối cùng"

    @cached_property
    def drawn(self) -> list[SafeString]:
        """The cells of each row as HTML."""
        drawers = [drawer(column) for column in self.columns]
        return [mark_safe("".join([draw(row) for draw in drawers])) for row in self.rows]

    @property
    def narrowed(self) -> bool:
        """Whether a filter is in use."""
        return self.filters is not None and self.filters.used

    @property
    def exports(self) -> list[tuple[str, str]]:
        """The downloads on offer."""
        if not self.export_name or not self.rows:
            return []
        return [(kind.upper(), self.url(export=kind, after=None)) for kind in ("xlsx", "csv")]

    def response(self, template: str, context: dict[str, Any] | None = None) -> HttpResponse:
        """The page, or the download that the URL asks for."""
        kind = self.request.GET.get("export", "")
        if self.export_name and self.every and kind in ("xlsx", "csv"):
            return self._download(kind, self.every)
        return render(self.request, template, {"page": self, "form": None, **(context or {})})

    def _download(self, kind: str, every: Callable[[int], Iterable[Row]]) -> HttpResponse:
        rows = list(every(EXPORT_CAP + 1))
        if len(rows) > EXPORT_CAP:
            says = f"Mỗi tệp chứa nhiều nhất {number(EXPORT_CAP)} dòng; hãy lọc hẹp hơn rồi tải lại."
            messages.error(self.request, says)
            return redirect(self.url(export=None))
        respond = xlsx_response if kind == "xlsx" else csv_response
        columns = [column for column in self.columns if column.export]
        return respond(self.export_name, columns, rows, title=self.label)
