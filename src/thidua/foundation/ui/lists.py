"""The list that every list page uses: declared columns, state in the URL, one template with one loop.

Reads at most: one query for the page's rows, one for the count (capped, and skipped when the first page is
not full). Cost per row is drawing values; see design budget: 50 rows within 40 ms of CPU.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Model, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from thidua.foundation.ui.cells import Column, Row, drawer, getter
from thidua.foundation.ui.export import csv_response, xlsx_response
from thidua.foundation.ui.forms import FilterForm
from thidua.kernel.formats import number

__all__ = ["BulkAct", "Column", "ListPage"]

COUNT_CAP = 10_000
SIZES = (50, 100, 200)
EXPORT_CAP = 20_000
_CONTROL = ("page", "sort", "size", "export")


@dataclass(frozen=True, slots=True)
class BulkAct:
    """A button under the list that acts on the picked rows; the view at `url_name` asks and reports."""

    url_name: str
    label: str
    danger: bool = False

    @property
    def url(self) -> str:
        return reverse(self.url_name)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One row as HTML."""

    id: str
    name: str
    cells: SafeString


@dataclass(frozen=True, slots=True)
class Head:
    """A column's heading; `url` sorts by it, `order` is ascending or descending when the list is sorted so."""

    title: str
    css: str
    url: str
    order: str


class ListPage:
    """A page of rows of one request. `rows` is a queryset (of models or values) already scoped, or a list."""

    def __init__(
        self,
        request: HttpRequest,
        rows: QuerySet[Any] | Sequence[Row],
        columns: Sequence[Column],
        *,
        filters: FilterForm | None = None,
        sort: str = "",
        noun: str = "dòng",
        prepare: Callable[[list[Row]], Iterable[Row]] | None = None,
        bulk: Sequence[BulkAct] = (),
        export: str = "",
        empty: tuple[str, str] = ("Chưa có gì ở đây", ""),
        row_id: str = "id",
        label: str = "",
        mended: bool = False,
    ) -> None:
        self.request, self.source, self.columns = request, rows, tuple(columns)
        self.filters, self.noun, self.prepare = filters, noun, prepare
        self.bulk, self.export_name, self.empty, self.row_id = tuple(bulk), export, empty, row_id
        self.mended = mended
        self.label = label or f"Danh sách {noun}"
        self._by_key = {column.key: column for column in self.columns if column.sort is not None}
        self.sort = self._known_sort(request.GET.get("sort", "")) or sort
        self.size = self._number("size", SIZES[0]) if self._number("size", SIZES[0]) in SIZES else SIZES[0]
        self.number = min(max(self._number("page", 1), 1), COUNT_CAP // self.size)

    # What the URL says

    def _number(self, name: str, default: int) -> int:
        text = self.request.GET.get(name, "")
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else default

    def _known_sort(self, wanted: str) -> str:
        return wanted if wanted.removeprefix("-") in self._by_key else ""

    def url(self, **changes: Any) -> str:
        """This list's address with some parameters changed; None drops one."""
        query: QueryDict = self.request.GET.copy()
        for name, value in changes.items():
            if value is None:
                query.pop(name, None)
            else:
                query[name] = str(value)
        text = query.urlencode()
        return f"?{text}" if text else self.request.path

    # Rows

    @cached_property
    def _ordered(self) -> Any:
        if not isinstance(self.source, QuerySet):
            return self._ordered_list(self.source)
        if not self.sort:
            return self.source if self.source.ordered else self.source.order_by("pk")
        down = self.sort.startswith("-")
        fields = self._by_key[self.sort.removeprefix("-")].sort_fields
        order = [_order(self.source.model, field, down) for field in fields]
        return self.source.order_by(*order, "-pk" if down else "pk")

    def _ordered_list(self, rows: Sequence[Row]) -> Sequence[Row]:
        if not self.sort:
            return rows
        column = self._by_key[self.sort.removeprefix("-")]
        readers = [getter(field) for field in column.sort_fields]

        def key(row: Row) -> tuple[Any, ...]:
            values = [read(row) for read in readers]
            return tuple((value is None, value if value is not None else 0) for value in values)

        return sorted(rows, key=key, reverse=self.sort.startswith("-"))

    @cached_property
    def _slice(self) -> tuple[list[Row], bool]:
        """The page's rows, and whether there are more behind them."""
        start = (self.number - 1) * self.size
        found = list(self._ordered[start : start + self.size + 1])
        rows, more = found[: self.size], len(found) > self.size
        return (list(self.prepare(rows)) if self.prepare and rows else rows), more

    @cached_property
    def count(self) -> int:
        """How many rows there are; COUNT_CAP + 1 stands for "more than that"."""
        rows, more = self._slice
        if not more and (rows or self.number == 1):
            return (self.number - 1) * self.size + len(rows)
        if not isinstance(self.source, QuerySet):
            return min(len(self.source), COUNT_CAP + 1)
        plain = self.source.order_by()
        if not plain.query.distinct and plain.query.group_by is None:
            plain = plain.values("pk")
        return plain[: COUNT_CAP + 1].count()

    @property
    def count_words(self) -> str:
        """ "1.234 đề nghị", "hơn 10.000 đề nghị", "không có đề nghị nào"."""
        if self.count == 0:
            return f"Không có {self.noun} nào"
        if self.count > COUNT_CAP:
            return f"Hơn {number(COUNT_CAP)} {self.noun}"
        return f"{number(self.count)} {self.noun}"

    @cached_property
    def drawn(self) -> list[Drawn]:
        """The page's rows as HTML."""
        drawers = [drawer(column) for column in self.columns]
        read_id = getter(self.row_id) if self.bulk else None
        named = next((column for column in self.columns if column.header), self.columns[0])
        read_name = named.value or getter(named.key)
        result = []
        for row in self._slice[0]:
            key = str(read_id(row)) if read_id else ""
            cells = "".join([draw(row) for draw in drawers])
            result.append(Drawn(key, str(read_name(row)) if read_id else "", mark_safe(cells)))
        return result

    # What the template asks

    @property
    def heads(self) -> Iterator[Head]:
        """The headings, each with the address that sorts by it (again: the other way round)."""
        here, down = self.sort.removeprefix("-"), self.sort.startswith("-")
        for column in self.columns:
            url, order = "", ""
            if column.sort is not None:
                if column.key == here:
                    order = "descending" if down else "ascending"
                url = self.url(sort=f"-{column.key}" if order == "ascending" else column.key, page=None)
            yield Head(column.title, column.css, url, order)

    @property
    def pages(self) -> int:
        """The last page that can be opened."""
        return max(1, -(-min(self.count, COUNT_CAP) // self.size))

    @property
    def page_links(self) -> list[tuple[int, str]]:
        """Pages to offer: first, last, those around this one; (0, "") stands for a gap."""
        wanted = sorted(
            {1, self.pages, *range(self.number - 2, self.number + 3)} & set(range(1, self.pages + 1))
        )
        links: list[tuple[int, str]] = []
        for before, page in zip([0, *wanted], wanted, strict=False):
            if page - before > 1:
                links.append((0, ""))
            links.append((page, self.url(page=page if page > 1 else None)))
        return links

    @property
    def previous_url(self) -> str:
        return self.url(page=self.number - 1 if self.number > 2 else None) if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        return self.url(page=self.number + 1) if self.number < self.pages else ""

    @property
    def sizes(self) -> list[tuple[int, str, bool]]:
        """Page sizes with their addresses, when there is more than the smallest holds."""
        if self.count <= SIZES[0]:
            return []
        return [(n, self.url(size=n if n != SIZES[0] else None, page=None), n == self.size) for n in SIZES]

    @property
    def narrowed(self) -> bool:
        """Whether a filter is in use."""
        return self.filters is not None and self.filters.used

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Sort and size, carried by the filter form."""
        return [(name, self.request.GET[name]) for name in ("sort", "size") if name in self.request.GET]

    @property
    def exports(self) -> list[tuple[str, str]]:
        """The downloads on offer."""
        if not self.export_name or not self.count:
            return []
        return [(kind.upper(), self.url(export=kind, page=None)) for kind in ("xlsx", "csv")]

    # Answers

    def response(self, template: str, context: dict[str, Any] | None = None) -> HttpResponse:
        """The page, or the download that the URL asks for."""
        kind = self.request.GET.get("export", "")
        if self.export_name and kind in ("xlsx", "csv"):
            return self._download(kind)
        return render(self.request, template, {"page": self, "form": None, **(context or {})})

    def _download(self, kind: str) -> HttpResponse:
        rows = self._ordered
        total = rows[EXPORT_CAP : EXPORT_CAP + 1]
        if len(total):
            messages.error(
                self.request,
                f"Mỗi tệp chứa nhiều nhất {number(EXPORT_CAP)} dòng; hãy lọc hẹp hơn rồi tải lại.",
            )
            return redirect(self.url(export=None))
        columns = [column for column in self.columns if column.export]
        respond = xlsx_response if kind == "xlsx" else csv_response
        return respond(self.export_name, columns, self._all_rows(), title=self.label)

    def _all_rows(self) -> Iterator[Row]:
        """Every row in order, prepared by hundreds so that batch lookups stay few."""
        step = 500
        rows = self._ordered
        source = rows.iterator(chunk_size=step) if isinstance(rows, QuerySet) else iter(rows)
        chunk: list[Row] = []
        for row in source:
            chunk.append(row)
            if len(chunk) == step:
                yield from self.prepare(chunk) if self.prepare else chunk
                chunk = []
        if chunk:
            yield from self.prepare(chunk) if self.prepare else chunk


def _order(model: type[Model], field: str, down: bool) -> Any:
    """Plain order for a column that is never null, so that its index serves; empty values last otherwise."""
    if field.startswith("-"):
        field, down = field[1:], not down
    if not _nullable(model, field):
        return f"-{field}" if down else field
    return F(field).desc(nulls_last=True) if down else F(field).asc(nulls_last=True)


def _nullable(model: type[Model], path: str) -> bool:
    current: Any = model
    for name in path.split("__"):
        if name == "pk":
            return False
        try:
            found = current._meta.get_field(name)
        except FieldDoesNotExist:
            return True  # an annotation: unknown, so be careful
        if getattr(found, "null", False):
            return True
        current = found.related_model or current
    return False
