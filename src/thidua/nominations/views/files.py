"""Papers of a dossier: added and downloaded."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from thidua.foundation.errors import demand
from thidua.foundation.files import file_of
from thidua.foundation.ui.acts import act, signed_in
from thidua.foundation.ui.downloads import file_answer
from thidua.nominations import screens
from thidua.nominations.commands.attaching import attach, may_attach
from thidua.nominations.forms import FileForm
from thidua.nominations.models import Nomination


@signed_in
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a paper to the dossier."""
    nomination = screens.seen(request.actor, pk)
    demand(may_attach(request.actor, nomination.holder_id, nomination.state))
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        return act(
            request,
            lambda: attach(
                actor=request.actor,
                nomination_id=pk,
                kind=form.cleaned_data["kind"],
                name=upload.name,
                data=upload.file,
            ),
            done=lambda stored: f"Đã thêm {stored.name} vào hồ sơ.",
            to=reverse("nominations:detail", args=[pk]),
            form=form,
            again=lambda: _page(request, nomination, form),
        )
    return _page(request, nomination, form)


def _page(request: HttpRequest, nomination: Nomination, form: FileForm) -> HttpResponse:
    context = {
        "title": "Thêm giấy tờ vào hồ sơ",
        "form": form,
        "button": "Thêm vào hồ sơ",
        "multipart": True,
        "nomination_id": nomination.pk,
        "back": reverse("nominations:detail", args=[nomination.pk]),
        "papers": screens.papers_asked(nomination.award, nomination.route, request.actor.today),
    }
    return render(request, "nominations/file.html", context, status=422 if form.errors else 200)


@signed_in
@require_safe
def download(request: HttpRequest, pk: int, file_id: int) -> HttpResponse:
    """One paper of a dossier in scope; of any other dossier there is none."""
    screens.seen(request.actor, pk)
    return file_answer(file_of(file_id, "nomination", pk))
