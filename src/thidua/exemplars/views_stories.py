"""The officers' pages of stories."""

from __future__ import annotations

from collections.abc import Callable

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_POST, require_safe

from thidua.exemplars import commands, queries, screens, screens_told
from thidua.exemplars.access import may_follow, may_review
from thidua.exemplars.asking import ask
from thidua.exemplars.commands.stories import Upload
from thidua.exemplars.forms import VersionForm
from thidua.exemplars.forms_told import (
    ConsentBackForm,
    ConsentForm,
    PictureForm,
    ReviseForm,
    ScheduleForm,
    StoryFilter,
    WhyForm,
)
from thidua.exemplars.lists import STORY_COLUMNS
from thidua.exemplars.models import Story
from thidua.exemplars.types import Medium
from thidua.foundation.errors import NotThere, demand
from thidua.foundation.files import open_file, stored_file
from thidua.foundation.ui.acts import act, ask_first, signed_in
from thidua.foundation.ui.downloads import file_answer
from thidua.foundation.ui.lists import ListPage

Act = Callable[[HttpRequest, Story], HttpResponse]


@signed_in
@require_safe
def stories(request: HttpRequest) -> HttpResponse:
    """The stories of the scope."""
    filters = StoryFilter(request.GET)
    page = ListPage(
        request,
        queries.stories(request.actor, **filters.values()),
        STORY_COLUMNS,
        filters=filters,
        sort="-id",
        noun="bài",
        empty=("Chưa có bài nào", "Viết bài từ trang của một điển hình đã được xác minh."),
    )
    return page.response("exemplars/list.html", screens.front(request.actor, "stories"))


@signed_in
@require_safe
def story(request: HttpRequest, pk: int) -> HttpResponse:
    """One story as its officers see it."""
    return render(request, "exemplars/story.html", screens_told.story_page(request.actor, pk))


@signed_in
@require_safe
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper of the consent."""
    found = queries.story(request.actor, pk)
    if found.consent_file_id is None:
        raise NotThere
    return file_answer(stored_file(found.consent_file_id))


@require_safe
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """A picture: of a published story for anybody, of any other for those who follow the exemplar."""
    try:
        file_id, public = queries.picture_file(request.actor, pk)
        stored = stored_file(file_id)
        response = FileResponse(open_file(file_id), content_type=stored.media_type)
    except NotThere as missing:
        raise Http404 from missing
    # Asked for anew each time, so that a picture is gone when its story was withdrawn.
    patch_cache_control(response, public=public, private=not public, no_cache=True)
    response["X-Content-Type-Options"] = "nosniff"
    return response


@signed_in
@require_POST
def hide_picture(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a picture out of its story."""
    if asked := ask_first(request, "Bỏ ảnh này khỏi bài?", button="Bỏ ảnh"):
        return asked
    return act(
        request,
        lambda: commands.hide_picture(actor=request.actor, picture_id=pk),
        done="Đã bỏ ảnh.",
        to=lambda story: reverse("exemplars:story-page", args=[story]),
    )


@signed_in
def story_act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """One act on a story, by its word in the address."""
    if what not in ACTS:
        raise NotThere
    found = queries.story(request.actor, pk)
    may = may_review if what in REVIEWING else may_follow
    unit = found.exemplar.unit
    demand(may(request.actor, unit.pk, unit.path))
    return ACTS[what](request, found)


def _back(found: Story) -> str:
    return reverse("exemplars:story-page", args=[found.pk])


def _revise(request: HttpRequest, found: Story) -> HttpResponse:
    initial = {name: getattr(found, name) for name in ("title", "lead", "text", "version")}
    return ask(
        request,
        ReviseForm(request.POST or None, initial=initial),
        lambda values: commands.revise(actor=request.actor, story_id=found.pk, **values),
        title="Sửa bài",
        button="Lưu bài",
        back=_back(found),
        done="Đã lưu bài.",
        lead="Bài đã duyệt hoặc đã xếp lịch mà sửa thì phải duyệt và xếp lịch lại.",
    )


def _picture(request: HttpRequest, found: Story) -> HttpResponse:
    return ask(
        request,
        PictureForm(request.POST or None, request.FILES or None),
        lambda values: commands.add_picture(
            actor=request.actor,
            story_id=found.pk,
            upload=Upload(values["file"].file, values["file"].name),
            words=values["words"],
        ),
        title=f"Thêm ảnh: {found.title}",
        button="Thêm ảnh",
        back=_back(found),
        done="Đã thêm ảnh.",
        multipart=True,
    )


def _consent(request: HttpRequest, found: Story) -> HttpResponse:
    return ask(
        request,
        ConsentForm(request.POST or None, request.FILES or None),
        lambda values: commands.record_consent(
            actor=request.actor,
            story_id=found.pk,
            name=values["name"],
            on=values["on"],
            paper=Upload(values["file"].file, values["file"].name),
        ),
        title="Ghi sự đồng ý của người được viết",
        button="Ghi sự đồng ý",
        back=_back(found),
        done="Đã ghi sự đồng ý.",
        multipart=True,
    )


def _consent_back(request: HttpRequest, found: Story) -> HttpResponse:
    return ask(
        request,
        ConsentBackForm(request.POST or None, initial={"on": request.actor.today}),
        lambda values: commands.take_consent_back(actor=request.actor, story_id=found.pk, **values),
        title="Ghi rút lại sự đồng ý",
        button="Ghi và gỡ bài",
        back=_back(found),
        done="Đã ghi rút lại sự đồng ý và gỡ bài.",
        lead="Bài được gỡ khỏi trang công khai ngay; lịch đăng, phát còn lại được hủy.",
    )


def _review(request: HttpRequest, found: Story) -> HttpResponse:
    return ask(
        request,
        VersionForm(request.POST or None, initial={"version": found.version}),
        lambda values: commands.review(actor=request.actor, story_id=found.pk, **values),
        title=f"Duyệt bài “{found.title}”?",
        button="Duyệt bài",
        back=_back(found),
        done="Đã duyệt bài.",
        lead=f"Người viết: {found.writer}. Bài duyệt xong được xếp lịch khi có sự đồng ý của người được viết.",
    )


def _schedule(request: HttpRequest, found: Story) -> HttpResponse:
    return ask(
        request,
        ScheduleForm(request.POST or None, initial={"version": found.version}),
        lambda values: commands.schedule(
            actor=request.actor, story_id=found.pk, **{**values, "medium": Medium(values["medium"])}
        ),
        title=f"Xếp lịch: {found.title}",
        button="Xếp lịch",
        back=_back(found),
        done="Đã xếp lịch.",
        lead="Trên trang điện tử này, bài tự đăng vào ngày đã xếp. Báo, đài: đến ngày thì ghi đã đăng, phát hay không.",
    )


def _publish(request: HttpRequest, found: Story) -> HttpResponse:
    return ask(
        request,
        VersionForm(request.POST or None, initial={"version": found.version}),
        lambda values: commands.publish(actor=request.actor, story_id=found.pk, **values),
        title=f"Đăng bài “{found.title}”?",
        button="Đăng bài",
        back=_back(found),
        done="Đã đăng bài.",
        lead="Bài hiện trên trang công khai, ai cũng đọc được.",
    )


def _withdraw(request: HttpRequest, found: Story) -> HttpResponse:
    return ask(
        request,
        WhyForm(request.POST or None, initial={"version": found.version}),
        lambda values: commands.withdraw(actor=request.actor, story_id=found.pk, **values),
        title=f"Gỡ bài “{found.title}”?",
        button="Gỡ bài",
        back=_back(found),
        done="Đã gỡ bài.",
        lead="Bài rời trang công khai ngay; lịch còn lại được hủy. Báo, đài cần được báo hiện ở trang của bài.",
    )


ACTS: dict[str, Act] = {
    "sua": _revise,
    "anh": _picture,
    "dong-y": _consent,
    "rut-dong-y": _consent_back,
    "duyet": _review,
    "xep-lich": _schedule,
    "dang": _publish,
    "go": _withdraw,
}
REVIEWING = frozenset({"duyet", "xep-lich", "dang", "go"})
