"""A citizen tells of a good deed, confirms the contact, and sees what becomes of it."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from thidua.access.queries import units_with_system
from thidua.access.types import Actor, system_actor
from thidua.exemplars import commands, queries
from thidua.exemplars.access import MODERATORS
from thidua.exemplars.forms_told import CodeForm, TellForm
from thidua.exemplars.types import TipEnding, TipState, Told
from thidua.foundation.clock import today
from thidua.foundation.errors import NotThere
from thidua.foundation.ui.acts import act
from thidua.organisation.queries import root_system, units_on
from thidua.organisation.types import UnitKind


def _citizen() -> Actor:
    """Whoever tells: nobody of the site."""
    return system_actor(today(), "Người dân")


def _units() -> list[tuple[int, str]]:
    """To whom a deed can be told: the province first, then districts and communes; only where somebody reads it."""
    day = today()
    root = root_system(day)
    below = units_on(day, UnitKind.DISTRICT.value, UnitKind.COMMUNE.value)
    read = units_with_system(day, *MODERATORS.roles)
    return [(unit.id, unit.name) for unit in (*([root] if root else []), *below) if unit.id in read]


def address_of(request: HttpRequest) -> str:
    """The network address the request came from: behind a proxy the one the proxy itself saw."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if settings.SECURE_PROXY_SSL_HEADER and forwarded:
        return str(forwarded.rpartition(",")[2].strip())
    return str(request.META.get("REMOTE_ADDR", ""))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest) -> HttpResponse:
    """The form, open to anybody."""
    form = TellForm(request.POST or None, units=_units())
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        if values.pop("website"):
            form.add_error("website", "Ô này phải để trống.")
            return _form(request, form)
        told = Told(
            unit_id=int(values.pop("unit")), **values, address=address_of(request), sample=settings.DEMO
        )
        return act(
            request,
            lambda: commands.tell(actor=_citizen(), told=told),
            done="",
            to=lambda token: reverse("portal:told", args=[token]),
            form=form,
            again=lambda: _form(request, form),
        )
    return _form(request, form)


def _form(request: HttpRequest, form: TellForm) -> HttpResponse:
    context = {"title": "Kể một việc tốt", "form": form}
    return render(request, "portal/tell.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def told(request: HttpRequest, token: str) -> HttpResponse:
    """What has become of a tip, for whoever holds its address; the code is typed here. Nothing personal is shown."""
    try:
        tip = queries.tip_public(token)
        form = CodeForm(request.POST or None)
        status = 200
        if request.method == "POST" and form.is_valid():
            answer = commands.confirm_contact(actor=_citizen(), token=token, typed=form.cleaned_data["code"])
            if answer:
                tip = queries.tip_public(token)
            else:
                form.add_error("code", answer.reason)
        if form.errors:
            status = 422
    except NotThere as missing:
        raise Http404 from missing
    state = TipState(tip.state)
    context = {
        "title": "Việc tốt bạn đã kể",
        "t": tip,
        "state": state,
        "ending": TipEnding(tip.ending).label if tip.ending else "",
        "form": form if state is TipState.RECEIVED else None,
    }
    response = render(request, "portal/told.html", context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@require_POST
def code_again(request: HttpRequest, token: str) -> HttpResponse:
    """Send a new code to the same contact."""
    return act(
        request,
        lambda: commands.send_code_again(actor=_citizen(), token=token),
        done="Đã gửi mã mới.",
        to=reverse("portal:told", args=[token]),
    )
