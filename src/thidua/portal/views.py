"""The public pages: search, published decisions, verification of an award. They only read, and may be cached."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe

from thidua.achievements.lists import ROWS
from thidua.achievements.logic import tidy_code
from thidua.achievements.types import RecordState, VerifiedAward
from thidua.foundation.errors import NotThere
from thidua.foundation.ui.cells import Column
from thidua.foundation.ui.keyset import KeysetPage
from thidua.foundation.ui.lists import ListPage
from thidua.organisation.types import RecipientKind
from thidua.papers.qr import qr_svg
from thidua.portal import queries, screens
from thidua.portal.forms import PublicDecisionForm, PublicRegisterForm

MINUTE, DAY = 60, 86_400
LATEST = 6
View = Callable[..., HttpResponse]

REGISTER_COLUMNS = (
    Column("recipient", "Được khen thưởng", url="portal:verify code", sub="unit", header=True),
    Column("award_name", "Danh hiệu, hình thức", sub=lambda row: f"năm {row.period}"),
    Column(
        "number",
        "Quyết định",
        url=lambda row: reverse("portal:decision", args=[row.decision_id]) if row.decision_id else "",
        sub=lambda row: f"{row.decided_on:%d/%m/%Y}",
        nowrap=True,
    ),
)
DECISION_COLUMNS = (
    Column("number", "Số", url="portal:decision id", header=True, nowrap=True),
    Column("decided_on", "Ngày", kind="date"),
    Column("subject", "Trích yếu"),
    Column("issuer", "Người quyết định"),
    Column("items", "Trường hợp", kind="number"),
)
LINE_COLUMNS = (
    Column("name", "Được khen thưởng", url="portal:verify code", sub="unit", header=True),
    Column("kind", "Đối tượng", value=lambda row: RecipientKind(row.kind).label),
    Column("award_name", "Danh hiệu, hình thức"),
    Column("period", "Năm", nowrap=True),
)


def public(seconds: int, *, index: bool = True) -> Callable[[View], View]:
    """A page anyone may read and caches may keep; `index` False keeps search engines from listing it.

    Whoever is signed in sees their own header, so their copy is private. `NotThere` becomes 404.
    """

    def wrap(view: View) -> View:
        @require_safe
        @conditional_page
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                response = view(request, *args, **kwargs)
            except NotThere as missing:
                raise Http404 from missing
            if request.actor is not None:
                patch_cache_control(response, private=True, max_age=0)
            elif response.status_code == 200:
                patch_cache_control(response, public=True, max_age=seconds)
            if not index or request.GET.get("q") or request.GET.get("after"):
                response["X-Robots-Tag"] = "noindex, nofollow"
            return response

        return wrapped

    return wrap


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The site's address: the desk for those who signed in, the public pages for all others."""
    return redirect("site:desk" if request.actor is not None else "portal:home")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may list: the home page, published decisions, the law; never a search by name."""
    lines = (
        "User-agent: *",
        f"Allow: {reverse('portal:home')}$",
        f"Allow: {reverse('portal:decisions')}",
        f"Allow: {reverse('portal:standards')}",
        f"Allow: {reverse('portal:stories')}",
        f"Disallow: {reverse('exemplars:list')}",
        f"Disallow: {reverse('portal:tell')}",
        "Disallow: /",
        "",
    )
    response = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    patch_cache_control(response, public=True, max_age=DAY)
    return response


@public(5 * MINUTE)
def home(request: HttpRequest) -> HttpResponse:
    """Search, verification, the newest decisions."""
    context = {"title": "Tra cứu khen thưởng", "latest": queries.published_decisions().rows[:LATEST]}
    return render(request, "portal/home.html", context)


@public(MINUTE, index=False)
def register(request: HttpRequest) -> HttpResponse:
    """The public register, searched by name, unit, award, year, number, kind."""
    form = PublicRegisterForm(request.GET)
    values = form.values()
    typed = values.pop("unit")
    unit = screens.unit_named(typed) if typed else None
    found = queries.PublicPage(())
    if unit or not typed:
        found = queries.search(
            text=values.pop("q"),
            unit_id=unit[0] if unit else None,
            after=request.GET.get("after", ""),
            limit=ROWS,
            **values,
        )
    page = KeysetPage(
        request, found.rows, REGISTER_COLUMNS, after=found.after, filters=form, noun="khen thưởng",
        mended=found.corrected, empty=("Sổ chưa có khen thưởng nào", ""),
    )  # fmt: skip
    context = {"title": "Sổ khen thưởng", "unit": unit, "unit_typed": typed}
    return page.response("portal/register.html", context)


@public(5 * MINUTE)
def decisions(request: HttpRequest) -> HttpResponse:
    """Published decisions, newest first."""
    form = PublicDecisionForm(request.GET)
    found = queries.published_decisions(**form.values(), after=request.GET.get("after", ""))
    page = KeysetPage(
        request, found.rows, DECISION_COLUMNS, after=found.after, filters=form, noun="quyết định",
        empty=("Chưa có quyết định nào được công bố", ""),
    )  # fmt: skip
    return page.response("portal/list.html", {"title": "Quyết định khen thưởng đã công bố"})


@public(5 * MINUTE)
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """A published decision with those it awards."""
    found = queries.published_decision(pk)
    page = ListPage(
        request,
        found.lines,
        LINE_COLUMNS,
        noun="trường hợp",
        label="Danh sách được khen thưởng",
        row_id="code",
    )
    return page.response("portal/decision.html", {"title": f"Quyết định số {found.number}", "d": found})


@public(DAY, index=False)
def verify_form(request: HttpRequest) -> HttpResponse:
    """Where a code is typed; a typed one leads on to its page."""
    typed = request.GET.get("ma", "").strip()
    if typed:
        return redirect("portal:verify", tidy_code(typed) or typed[:40].replace("/", " "))
    return render(request, "portal/verify_form.html", {"title": "Xác minh khen thưởng"})


@public(MINUTE, index=False)
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """What a code stands for: an award in force, a revoked one, or nothing, in words."""
    tidied = tidy_code(code)
    if tidied is not None and tidied != code:
        return redirect("portal:verify", tidied)
    found = queries.verify(tidied) if tidied else None
    if found is None:
        context = {"title": "Không tìm thấy khen thưởng", "typed": code, "malformed": tidied is None}
        return render(request, "portal/verify_none.html", context, status=404)
    return render(request, "portal/verify.html", _verified(found))


def _verified(found: VerifiedAward) -> dict[str, Any]:
    return {
        "title": "Xác minh khen thưởng",
        "award": found,
        "active": found.state == RecordState.ACTIVE,
        "kind": RecipientKind(found.kind).label.lower(),
        "code": queries.code_for_reading(found.code),
    }


@public(30 * DAY, index=False)
def qr(request: HttpRequest, code: str) -> HttpResponse:
    """The QR code that leads to a verification page. Any well-formed code has one; it says nothing of the award."""
    if tidy_code(code) != code:
        raise NotThere
    address = settings.BASE_URL.rstrip("/") + reverse("portal:verify", args=[code])
    svg = qr_svg(address, words=f"Mã QR dẫn tới {address}")
    return HttpResponse(svg, content_type="image/svg+xml")
