"""The list of nominations."""

from __future__ import annotations

from functools import cached_property, partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from thidua.foundation.ui.acts import signed_in
from thidua.foundation.ui.lists import COUNT_CAP, ListPage
from thidua.foundation.ui.parts import Tab
from thidua.nominations import queries, screens
from thidua.nominations.lists import COLUMNS, EXPORT_COLUMNS, TABS, Filters, bulk_acts


class _Counted(ListPage):
    """A list whose rows were counted together with those of the other states."""

    total = 0

    @cached_property
    def count(self) -> int:
        """As told, capped like every list's."""
        return min(self.total, COUNT_CAP + 1)


@signed_in
@require_safe
def nominations(request: HttpRequest) -> HttpResponse:
    """Nominations in scope: filtered by the URL, sorted by given name, acted on in bulk."""
    actor = request.actor
    filters = Filters(request.GET, rounds=queries.rounds(actor), units=screens.unit_choices(actor))
    asked = filters.arguments()
    found = screens.nominations(actor, **asked)
    page = _Counted(
        request,
        found.rows,
        EXPORT_COLUMNS if "export" in request.GET else COLUMNS,
        filters=filters,
        sort="name",
        noun="đề nghị",
        prepare=partial(screens.lines, actor),
        bulk=bulk_acts(actor, asked["state"] or asked["review_state"]),
        export="de-nghi",
        mended=found.mended,
        empty=("Chưa có đề nghị nào", "Nhập danh sách từ tệp Excel hoặc thêm từng đề nghị."),
        label="Danh sách đề nghị khen thưởng",
    )
    page.total = found.total
    context = {
        "title": "Đề nghị khen thưởng",
        "may_create": bool(screens.desk_units(actor)),
        "tabs": _tabs(page, found),
        "tab": "mine" if asked["mine"] else asked["state"] or ("-" if asked["review_state"] else ""),
    }
    return page.response("nominations/list.html", context)


def _tabs(page: ListPage, found: screens.Listed) -> list[Tab]:
    def url(**changes: Any) -> str:
        return page.url(**{"state": None, "review_state": None, "mine": None, "page": None, **changes})

    whole = [
        Tab(state, label, url(state=state), found.states.get(state, 0))
        for state, label in TABS
        if found.states.get(state)
    ]
    every = None if page.request.GET.get("mine") else sum(found.states.values())
    return [Tab("", "Tất cả", url(), every), Tab("mine", "Đến lượt tôi", url(mine="on")), *whole]
