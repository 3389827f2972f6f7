"""The look-up pages "Tra cứu tiêu chuẩn": every award as of any day, two days side by side, and the law's coverage."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from thidua.foundation.clock import today
from thidua.foundation.errors import NotThere
from thidua.kernel.formats import date_vi
from thidua.lawbook import LawBook, load_book
from thidua.lawbook.comparing import KIND_VI, compare
from thidua.lawbook.coverage import Article, Covered, coverage, totals_of
from thidua.lawbook.gaps import GAP_KIND_VI
from thidua.lawbook.sheet import Sheet, narrowed, sheet
from thidua.lawbook.uses import Use
from thidua.portal import law_screens as screens
from thidua.portal.forms import AwardSearchForm, SheetForm
from thidua.portal.views import MINUTE, public

LAYOUTS = {True: "foundation/base.html", False: "portal/base.html"}


def _page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    """A page in the officer's frame for those signed in, in the public one for all others."""
    return render(request, template, {"layout": LAYOUTS[request.actor is not None], **context})


@public(MINUTE)
def standards(request: HttpRequest) -> HttpResponse:
    """Every award by sort and level, found by name typed without marks, as of a day."""
    form = AwardSearchForm(request.GET)
    values = form.values()
    groups = screens.index(load_book(), values["on"] or today(), values["q"], values["on"])
    count = sum(len(group.entries) for group in groups)
    return _page(
        request, "portal/standards.html", title="Tra cứu tiêu chuẩn", form=form, groups=groups, count=count,
        on=values["on"] or today(),
    )  # fmt: skip


@public(MINUTE)
def standard(request: HttpRequest, code: str) -> HttpResponse:
    """An award as of a day, or two days of it side by side."""
    book = load_book()
    if code not in book.awards:
        raise NotThere
    form = SheetForm({"on": date_vi(today()), **request.GET.dict()})
    values = form.values()
    kind, route, on = values["kind"], values["route"], values["on"] or today()
    shown = narrowed(sheet(book, code, on), kind, route)
    context = {"form": form, "kind": kind, "route": route, "digest": book.digest[:12]}
    if values["against"]:
        other = narrowed(sheet(book, code, values["against"]), kind, route)
        return _compared(request, book, *sorted((shown, other), key=lambda each: each.on), context)
    return _page(
        request,
        "portal/standard.html",
        title=shown.name,
        sheet=shown,
        sections=screens.sections(sheet(book, code, on), shown),
        marks=screens.marks(book, shown, kind, route),
        **context,
    )


def _compared(
    request: HttpRequest, book: LawBook, before: Sheet, after: Sheet, context: dict[str, Any]
) -> HttpResponse:
    found = compare(before, after)
    kind, route = context["kind"], context["route"]
    return _page(
        request,
        "portal/standard_compare.html",
        title=f"{after.name}: so hai ngày",
        found=found,
        counts=[(KIND_VI[each], found.count(each)) for each in KIND_VI if found.count(each)],
        sections=[
            (each, [screens.row_view(row, found) for row in screens.kept(each.rows)])
            for each in found.sections
        ],
        marks=screens.marks(book, after, kind, route),
        back=screens.sheet_url(after.award, on=after.on, kind=kind, route=route),
        back_before=screens.sheet_url(after.award, on=before.on, kind=kind, route=route),
        **context,
    )


@public(MINUTE)
def law_coverage(request: HttpRequest) -> HttpResponse:
    """Which provisions the book encodes, tests, has not compared or lacks."""
    found = coverage(load_book())
    gaps = [(title, [gap for gap in found.gaps if gap.kind == kind]) for kind, title in GAP_KIND_VI.items()]
    rows = [(each, totals_of(each.provisions)) for each in found.covered]
    return _page(
        request,
        "portal/coverage.html",
        title="Độ phủ của bộ quy định",
        found=found,
        totals=found.totals,
        rows=[row for row in rows if row[0].articles],
        uncited=[each for each, _ in rows if not each.articles],
        gaps=[pair for pair in gaps if pair[1]],
    )


@public(MINUTE)
def instrument(request: HttpRequest, slug: str) -> HttpResponse:
    """An instrument: its days, and the articles of it that the book cites."""
    book = load_book()
    try:
        covered = coverage(book).of(slug)
    except KeyError:
        raise NotThere from None
    return _page(
        request,
        "portal/instrument.html",
        title=covered.instrument.short,
        covered=covered,
        instrument=covered.instrument,
        totals=totals_of(covered.provisions),
        articles=[(each, totals_of(each.provisions)) for each in covered.articles],
        amends=[_instrument_link(book, number) for number in covered.instrument.amends],
        ended_by=_instrument_link(book, covered.instrument.ended_by) if covered.instrument.ended_by else None,
    )


@public(MINUTE)
def article(request: HttpRequest, slug: str, anchor: str) -> HttpResponse:
    """An article: where every clause and point of it stands in the data, and which cases test it."""
    book = load_book()
    try:
        covered = coverage(book).of(slug)
    except KeyError:
        raise NotThere from None
    found = next((each for each in covered.articles if each.anchor == anchor), None)
    if found is None:  # a verdict of an older book may cite what the book no longer speaks of
        return redirect("portal:instrument", slug)
    return _page(
        request,
        "portal/article.html",
        title=f"{found.title} {covered.instrument.short}",
        covered=covered,
        article=found,
        provisions=[(each, [_use(book, use) for use in each.uses]) for each in found.provisions],
        gaps=_gaps_about(book, covered, found),
    )


def _gaps_about(book: LawBook, covered: Covered, found: Article) -> list[Any]:
    """The gaps declared about the article of this instrument."""
    number = covered.instrument.number
    return [
        gap
        for gap in covered.gaps
        if any(
            (cite.instrument, cite.article or "") == (number, found.number)
            for cite in map(book.citation, gap.cites)
        )
    ]


def _instrument_link(book: LawBook, number: str) -> screens.Link:
    return screens.Link(book.instruments[number].short, screens.instrument_url(number))


def _use(book: LawBook, use: Use) -> tuple[Use, screens.Link | None]:
    """A place in the data, with the sheet of its award on a day on which it holds."""
    if not use.award:
        return use, None
    now = today()
    on: date | None = None
    if use.first and use.first > now:
        on = use.first
    elif use.until and use.until < now:
        on = use.until
    return use, screens.Link(book.awards[use.award].name, screens.sheet_url(use.award, on=on))
