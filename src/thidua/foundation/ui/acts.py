"""From a view to a command and back: sign-in, the one question, the refusal in words, POST-redirect-GET."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any, TypeVar

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.forms.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from thidua.foundation.errors import NotThere, Refused, Stale

T = TypeVar("T")
View = Callable[..., HttpResponse]
_NEVER_SHOWN = ("csrfmiddlewaretoken", "confirmed")
_SECRET = ("password", "token", "id_number")


def signed_in(view: View) -> View:
    """A view for those who signed in. `NotThere` answers 404, `Refused` 403, `Stale` 409, each in words."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if getattr(request, "actor", None) is None:
            return _to_sign_in(request)
        try:
            return view(request, *args, **kwargs)
        except NotThere as missing:
            raise Http404 from missing
        except Refused as refusal:
            return refused(request, refusal)

    return wrapped


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request"):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = reverse("access:login")
        return response
    return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")


def act(
    request: HttpRequest,
    command: Callable[[], T],
    *,
    done: str | Callable[[T], str],
    to: str | Callable[[T], str],
    form: BaseForm | None = None,
    again: Callable[[], HttpResponse] | None = None,
) -> HttpResponse:
    """Run one command; say what was done and redirect to `to`.

    A refusal goes onto `form`, which `again` shows with what was typed (422, or 409 when someone else was
    first); without a form it has a page of its own. `NotThere` becomes 404.
    """
    try:
        result = command()
    except NotThere as missing:
        raise Http404 from missing
    except Refused as refusal:
        if form is None or again is None:
            return refused(request, refusal)
        form.add_error(None, list(refusal.reasons))
        response = again()
        response.status_code = 409 if isinstance(refusal, Stale) else 422
        return response
    if text := done(result) if callable(done) else done:
        messages.success(request, text)
    return redirect(to(result) if callable(to) else to)


def form_page(
    request: HttpRequest,
    form: BaseForm,
    title: str,
    button: str,
    back: str,
    *,
    template: str = "foundation/form_page.html",
    **more: Any,
) -> HttpResponse:
    """The page of one form, 422 where it finds fault with what was sent.

    `more` are the template's further words: lead, multipart, confirm, draft. `template` extends the usual one.
    """
    context = {"form": form, "title": title, "button": button, "back": back, **more}
    return render(request, template, context, status=422 if form.errors else 200)


def act_or_show(
    request: HttpRequest,
    command: Callable[[], T],
    *,
    done: str | Callable[[T], str],
    to: str | Callable[[T], str],
    form: BaseForm,
    again: Callable[[], HttpResponse],
) -> HttpResponse:
    """Show the form's page, `again`; once it is sent and right, run the command as `act` does."""
    if request.method == "POST" and form.is_valid():
        return act(request, command, done=done, to=to, form=form, again=again)
    return again()


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """A page with the reasons and what was typed, so that nothing is lost: 403, or 409 for `Stale`."""
    stale = isinstance(refusal, Stale)
    return render(
        request,
        "foundation/refused.html",
        {
            "reasons": refusal.reasons,
            "stale": stale,
            "typed": list(_typed(request)),
            "back": back_url(request),
        },
        status=409 if stale else 403,
    )


def ask_first(
    request: HttpRequest,
    sentence: str,
    *,
    button: str,
    exceptions: Sequence[tuple[str, str]] = (),
    back: str = "",
) -> HttpResponse | None:
    """The one question before an official act: a page until `confirmed` comes with the POST, then None.

    `exceptions` are (name, reason) pairs of what the act leaves out. A form with `data-confirm` asks in a
    dialog and sends `confirmed` itself. A POST with files cannot be carried over and is taken as confirmed.
    """
    if request.POST.get("confirmed") == "1" or request.FILES:
        return None
    carried = [
        (name, value) for name, values in request.POST.lists() if name not in _NEVER_SHOWN for value in values
    ]
    context = {
        "sentence": sentence,
        "button": button,
        "exceptions": exceptions,
        "carried": carried,
        "back": back or back_url(request),
    }
    return render(request, "foundation/confirm.html", context)


def back_url(request: HttpRequest) -> str:
    """Where the person came from, when that is a page of this site; else the page asked for, else the root."""
    referer = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure()):
        return referer
    return request.get_full_path() if request.method == "GET" else "/"


def _typed(request: HttpRequest) -> Iterable[tuple[str, str]]:
    for name, values in request.POST.lists():
        if name in _NEVER_SHOWN or any(secret in name for secret in _SECRET):
            continue
        for value in values:
            if len(value) > 1 and not value.isdecimal():
                yield name, value
