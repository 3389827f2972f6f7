"""The site's own pages. Thin: ask, render."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from thidua.foundation.job_reading import job_for
from thidua.foundation.ledger_reading import head_words
from thidua.foundation.notices import mark_all_read, mark_read, unread
from thidua.foundation.templatetags.ui import progress_context
from thidua.foundation.ui.acts import signed_in
from thidua.foundation.ui.lists import ListPage
from thidua.nominations.screens import desk_units
from thidua.organisation.screens import unit_ids_under
from thidua.site.desk import desk_of
from thidua.site.ledger_page import COLUMNS, LedgerFilters, ledger_rows, with_changes


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """The first page of a site without a portal."""
    return redirect("site:desk")


@signed_in
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for me, who below has not sent, what is new, and the fast lane for whoever drafts nominations."""
    context = {
        "title": "Bàn làm việc",
        "desk": desk_of(request.actor),
        "notices": unread(request.actor),
        "drafts": bool(desk_units(request.actor)),
    }
    return render(request, "site/desk.html", context)


@signed_in
@require_POST
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a notice: it is read, and its page follows."""
    return redirect(mark_read(request.actor, pk) or "site:desk")


@signed_in
@require_POST
def notices_read(request: HttpRequest) -> HttpResponse:
    """All notices are read."""
    mark_all_read(request.actor)
    return redirect("site:desk")


@signed_in
@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """Acts within the scope of an inspector or administrator."""
    filters = LedgerFilters(request.GET)
    rows = ledger_rows(request.actor, **filters.values())
    page = ListPage(
        request,
        rows,
        COLUMNS,
        prepare=with_changes,
        filters=filters,
        noun="mục",
        export="nhat-ky",
        label="Nhật ký",
        row_id="seq",
    )
    return page.response("site/ledger.html", {"title": "Nhật ký", "head": head_words()})


@signed_in
@require_safe
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a background job has come: a fragment for the page that waits."""
    visible = set(unit_ids_under(request.actor.scope_paths))
    found = job_for(request.actor.ref, visible, pk)
    target = request.GET.get("to", "")
    safe = target if url_has_allowed_host_and_scheme(target, {request.get_host()}) else ""
    context = progress_context(found, safe)
    if request.headers.get("HX-Request") != "true":
        return render(request, "site/job.html", {"title": "Tiến độ", "job": found, "to": safe})
    response = render(request, "foundation/ui/progress.html", context)
    if safe and not context["running"] and not context["failed"]:
        response["HX-Redirect"] = safe
    return response


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """For whoever watches the server: 200 when the database answers, else 503. Says nothing else."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "database"}, status=503)
    return JsonResponse({"status": "ok"})
