"""Published stories of exemplars: looked up, read, shared."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from thidua.exemplars import queries
from thidua.exemplars.forms import ANY, GROUP_CHOICES
from thidua.exemplars.lists import group_label
from thidua.exemplars.models import Story
from thidua.exemplars.screens_told import paragraphs
from thidua.foundation.ui.cells import Column
from thidua.foundation.ui.forms import ChoiceField, FilterForm, SearchField
from thidua.foundation.ui.lists import ListPage
from thidua.portal.views import public

AT_ONCE = 0
"""Seconds for which a story may be kept elsewhere: none, so that it is gone when it was withdrawn."""


class StoriesForm(FilterForm):
    """What published stories are looked up by. `unit` is a path and stands for all units below it."""

    q = SearchField(label="Tên, việc làm")
    unit = ChoiceField(label="Đơn vị", choices=lambda: [*ANY, *queries.units_public()])
    group = ChoiceField(label="Đối tượng", choices=[*ANY, *GROUP_CHOICES])
    movement = ChoiceField(label="Phong trào", choices=lambda: [*ANY, *queries.movements_public()])


COLUMNS = (
    Column("title", "Bài", url="portal:story id", sub="lead", header=True),
    Column("unit", "Đơn vị", value=lambda row: row.exemplar.unit.name),
    Column("group", "Đối tượng", value=lambda row: group_label(row.exemplar)),
    Column("published_on", "Ngày đăng", kind="date", sort="published_on"),
)


@public(AT_ONCE)
def stories(request: HttpRequest) -> HttpResponse:
    """The published stories, newest first."""
    form = StoriesForm(request.GET)
    values = form.values()
    page = ListPage(
        request,
        queries.stories_public(unit_path=values.pop("unit"), **values),
        COLUMNS,
        filters=form,
        sort="-published_on",
        noun="bài",
        empty=("Chưa có bài nào được đăng", ""),
    )
    return page.response("portal/stories.html", {"title": "Gương điển hình tiên tiến"})


@public(AT_ONCE)
def story(request: HttpRequest, pk: int) -> HttpResponse:
    """A published story, with what other sites show of it when it is shared. Gone as soon as it is withdrawn."""
    found = queries.story_public(pk)
    context = {
        "title": found.title,
        "s": found,
        "paragraphs": paragraphs(found.text),
        "pictures": list(found.pictures.all()),
        "group": group_label(found.exemplar),
        **_shared(found),
    }
    return render(request, "portal/story.html", context)


def _shared(found: Story) -> dict[str, str]:
    base = settings.BASE_URL.rstrip("/")
    first = next(iter(found.pictures.all()), None)
    return {
        "address": base + reverse("portal:story", args=[found.pk]),
        "share_picture": base + reverse("exemplars:picture", args=[first.pk]) if first else "",
        "share_words": first.words if first else "",
    }
