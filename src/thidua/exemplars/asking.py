"""One page with one form for one act: shown, judged, carried out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thidua.foundation.ui.acts import act
from thidua.foundation.ui.forms import Form

T = TypeVar("T")


def ask(
    request: HttpRequest,
    form: Form,
    run: Callable[[dict[str, Any]], T],
    *,
    title: str,
    button: str,
    back: str,
    done: str | Callable[[T], str],
    to: str | Callable[[T], str] = "",
    lead: str = "",
    multipart: bool = False,
) -> HttpResponse:
    """Show the form, or carry its act out and go on to `to` (`back` when none is given).

    The page says in `lead` what will happen, so that sending the form is the answer to the one question.
    """

    def page() -> HttpResponse:
        context = {
            "form": form,
            "title": title,
            "button": button,
            "back": back,
            "lead": lead,
            "multipart": multipart,
        }
        return render(request, "foundation/form_page.html", context, status=422 if form.errors else 200)

    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        return act(request, lambda: run(values), done=done, to=to or back, form=form, again=page)
    return page()
