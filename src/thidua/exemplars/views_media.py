"""Newspapers, radio, television: what was to appear, what did, who must be told; the bundle for an editor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from thidua.exemplars import commands, handing_over, queries, screens_media
from thidua.exemplars.access import may_review
from thidua.exemplars.asking import ask
from thidua.exemplars.commands.airings import where
from thidua.exemplars.commands.stories import Upload
from thidua.exemplars.forms_told import AiredForm, AiringFilter, MissedForm, ToldForm
from thidua.exemplars.lists import AIRING_COLUMNS
from thidua.exemplars.models import Airing
from thidua.foundation.errors import NotThere, demand
from thidua.foundation.files import stored_file
from thidua.foundation.ui.acts import signed_in
from thidua.foundation.ui.downloads import file_answer
from thidua.foundation.ui.lists import ListPage

Act = Callable[[HttpRequest, Airing], HttpResponse]


@signed_in
@require_safe
def media(request: HttpRequest) -> HttpResponse:
    """The schedules of media of the scope, with the months of the year counted."""
    filters = AiringFilter(request.GET)
    values = filters.values()
    month = int(values["month"]) if values["month"] else None
    page = ListPage(
        request,
        queries.airings(request.actor, **{**values, "month": month, "late": values["late"] == "on"}),
        AIRING_COLUMNS,
        filters=filters,
        sort="-on",
        noun="lịch",
        export="bao-dai",
        empty=("Chưa có lịch đăng, phát nào", "Xếp lịch từ trang của một bài đã duyệt."),
    )
    year = values["year"] or request.actor.today.year
    return page.response("exemplars/media.html", screens_media.media_front(request.actor, year))


@signed_in
@require_safe
def package(request: HttpRequest, pk: int) -> HttpResponse:
    """The bundle for an editor, for those who may put the story on the schedule."""
    found = queries.story(request.actor, pk)
    unit = found.exemplar.unit
    demand(may_review(request.actor, unit.pk, unit.path))
    response = HttpResponse(handing_over.package(found, request.actor), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="bo-bai-{pk}.zip"'
    return response


@signed_in
@require_safe
def airing_proof(request: HttpRequest, pk: int) -> HttpResponse:
    """The file that proves that a story appeared."""
    found = queries.airing(request.actor, pk)
    if found.proof_id is None:
        raise NotThere
    return file_answer(stored_file(found.proof_id))


@signed_in
def airing_act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """One act on a day of a schedule, by its word in the address."""
    if what not in ACTS:
        raise NotThere
    found = queries.airing(request.actor, pk)
    unit = found.story.exemplar.unit
    demand(may_review(request.actor, unit.pk, unit.path))
    return ACTS[what](request, found)


def _back(found: Airing) -> str:
    return reverse("exemplars:story-page", args=[found.story_id])


def _lead(found: Airing) -> str:
    return f"{where(found)}, lịch ngày {found.on:%d/%m/%Y}: bài “{found.story.title}”."


def _aired(request: HttpRequest, found: Airing) -> HttpResponse:
    def run(values: dict[str, Any]) -> None:
        upload = values.pop("file")
        proof = Upload(upload.file, upload.name) if upload else None
        commands.confirm_airing(actor=request.actor, airing_id=found.pk, proof=proof, **values)

    initial = {"version": found.version, "on": min(found.on, request.actor.today)}
    return ask(
        request,
        AiredForm(request.POST or None, request.FILES or None, initial=initial),
        run,
        title="Ghi đã đăng, phát",
        button="Ghi đã đăng, phát",
        back=_back(found),
        done="Đã ghi bài đã đăng, phát.",
        lead=_lead(found),
        multipart=True,
    )


def _missed(request: HttpRequest, found: Airing) -> HttpResponse:
    return ask(
        request,
        MissedForm(request.POST or None, initial={"version": found.version}),
        lambda values: commands.miss_airing(actor=request.actor, airing_id=found.pk, **values),
        title="Ghi không đăng, phát",
        button="Ghi không đăng, phát",
        back=_back(found),
        done="Đã ghi bài không đăng, phát. Có thể xếp lịch khác.",
        lead=_lead(found),
    )


def _told(request: HttpRequest, found: Airing) -> HttpResponse:
    return ask(
        request,
        ToldForm(request.POST or None, initial={"version": found.version, "on": request.actor.today}),
        lambda values: commands.tell_outlet(actor=request.actor, airing_id=found.pk, **values),
        title="Ghi đã báo cho báo, đài",
        button="Ghi đã báo",
        back=_back(found),
        done="Đã ghi đã báo.",
        lead=f"{_lead(found)} Bài đã được gỡ hoặc sửa; nơi nhận bài cần biết để không đăng, phát bản cũ.",
    )


ACTS: dict[str, Act] = {"da-dang": _aired, "khong-dang": _missed, "da-bao": _told}
