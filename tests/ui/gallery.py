"""A page with every part of the screens, for looking at them and for checking them in the browser."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from thidua.foundation.errors import Refused, Stale
from thidua.foundation.jobs import JobStatus
from thidua.foundation.models import JobState
from thidua.foundation.ui.acts import act, ask_first, signed_in
from thidua.foundation.ui.bulk import BulkRow, picked_ids, run_bulk
from thidua.foundation.ui.desk import Below, DeskItem
from thidua.foundation.ui.forms import (
    ChoiceField,
    DateField,
    FilterForm,
    Form,
    LinesField,
    MoneyField,
    NumberField,
    SearchField,
    TextField,
    YearField,
)
from thidua.foundation.ui.lists import BulkAct, Column, ListPage
from thidua.foundation.ui.parts import Tab, TimelineStep
from thidua.kernel.decision import ALLOW, refuse
from thidua.nominations.types import NominationState
from thidua.site.desk import Desk

TODAY = date(2021, 12, 15)


class SampleForm(Form):
    """One field of each kind."""

    name = TextField(label="Họ và tên", max_length=60)
    born = DateField(label="Ngày sinh", required=False)
    year = YearField(label="Năm xét")
    people = NumberField(label="Số người", least=1, most=500, help_text="Tính cả người nghỉ chế độ.")
    bonus = MoneyField(label="Tiền thưởng", required=False)
    route = ChoiceField(
        label="Loại khen thưởng", radio=True, choices=[("merit", "Công trạng"), ("sudden", "Đột xuất")]
    )
    award = ChoiceField(label="Hình thức", choices=[("", "Chọn…"), ("a", "Giấy khen"), ("b", "Bằng khen")])
    text = LinesField(label="Tóm tắt thành tích", max_length=2000)
    sure = forms.BooleanField(label="Đã công khai trong đơn vị", required=False)


class SampleFilters(FilterForm):
    """Narrowing the sample list."""

    q = SearchField(label="Tên người, đơn vị")
    state = ChoiceField(
        label="Tình trạng", choices=[("", "Tất cả"), *((s.value, s.label) for s in NominationState)]
    )
    since = DateField(label="Từ ngày", help_text="")


TONES = dict(zip(NominationState, ("neutral", "act", "wait", "done", "bad", "wait", "honour"), strict=True))
ROWS: list[dict[str, Any]] = [
    {
        "id": n,
        "name": ["Nguyễn Thị Ánh", "H'Bia Niê", "Trần Văn Ước", "Lê Đức Bình"][n % 4] + f" {n}",
        "award": "Chiến sĩ thi đua cơ sở",
        "state": list(NominationState)[n % 7],
        "due": date(2021, 12, 1 + n % 28) if n % 5 else None,
        "bonus": 1_490_000 * (n % 3),
        "at": datetime(2021, 12, 1, 3, n % 60, tzinfo=UTC),
    }
    for n in range(1, 321)
]
COLUMNS = (
    Column(
        "name",
        "Họ và tên",
        sort="name",
        url="sample-row id",
        sub=lambda row: "Trường THCS Nguyễn Du",
        header=True,
    ),
    Column("award", "Danh hiệu, hình thức"),
    Column("state", "Tình trạng", kind="badge", sort="state", tone=lambda row: TONES[row["state"]]),
    Column("due", "Hạn", kind="date", sort="due"),
    Column("bonus", "Tiền thưởng", kind="money", sort="bonus"),
    Column("at", "Gửi lúc", kind="moment"),
)
CHECK = {
    "verdict": "not_eligible",
    "law": ["15/2003/QH11", "91/2017/NĐ-CP"],
    "decided_on": TODAY,
    "findings": [
        {
            "rule": "standard", "title": "Đạt tiêu chuẩn Lao động tiên tiến", "result": "yes",
            "cites": ["91/2017/NĐ-CP Đ9.3.a"], "says": "Yêu cầu: đạt tiêu chuẩn năm 2021. Hồ sơ: đạt.",
            "evidence": [{"fact": "ratings.2021", "shows": "good", "ref": "rating:7"}],
            "parts": [
                {"rule": "rating", "title": "Xếp loại tốt trở lên", "result": "yes", "cites": ["15/2003/QH11 Đ24"],
                 "says": "Yêu cầu: xếp loại tốt trở lên. Hồ sơ: năm 2021 tốt.", "evidence": []},
            ],
        },
        {
            "rule": "initiative", "title": "Có sáng kiến được công nhận", "result": "no",
            "cites": ["91/2017/NĐ-CP Đ9.3.b"], "evidence": [],
            "says": "Yêu cầu: có ít nhất 1 sáng kiến năm 2021. Hồ sơ: không có sáng kiến nào.",
            "checked": False, "because": "chưa đối chiếu",
        },
        {"rule": "c", "title": "Xếp loại năm 2019", "result": "unknown", "says": "Chưa rõ."},
        {"rule": "d", "title": "Tạm dừng", "result": "held", "says": "Đang có đơn tố cáo."},
    ],
    "missing": [{"fact": "ratings.2019", "says": "xếp loại năm 2019", "who": "Phòng Giáo dục và Đào tạo"}],
    "to_certify": [{"rule": "ethics", "says": "Phẩm chất đạo đức tốt.", "cites": ["15/2003/QH11 Đ24.1.b"]}],
    "unchecked": ["initiative"],
    "advice": [
        {"rule": "prefer_women", "says": "Nhiều cá nhân đủ điều kiện như nhau thì chọn cá nhân nữ.",
         "cites": ["98/2023/NĐ-CP Đ4"], "checked": False},
    ],
}  # fmt: skip
LINKS = {"rating:7": ("Xếp loại năm 2021: Hoàn thành tốt nhiệm vụ", "/gallery/")}
STEPS = [
    TimelineStep("Gửi xét", "Lê Thị H", "Trường THCS Nguyễn Du", datetime(2021, 12, 1, 2, 30, tzinfo=UTC)),
    TimelineStep("Trả lại để bổ sung", "Trần Văn K", "Huyện Cư Jút", TODAY, "Thiếu xác nhận.\nBổ sung.", "wait"),
    TimelineStep("Không thông qua", "", "Huyện Cư Jút", TODAY, tone="bad", paper="Biên bản 12/BB-HĐ", url="/gallery/"),
    TimelineStep("Chờ thẩm định", unit="Ban Thi đua", tone="now", due=date(2021, 12, 17), due_rule="20 ngày làm việc"),
    TimelineStep("Quyết định", unit="UBND tỉnh Đắk Nông", tone="next"),
]  # fmt: skip
RUNNING = JobStatus(1, "import", JobState.RUNNING, 412, 1000, "")
FAILED = JobStatus(2, "import", JobState.FAILED, 0, 0, "Tệp bị đặt mật khẩu nên không đọc được.")


def _context(request: HttpRequest, form: Form) -> dict[str, Any]:
    return {
        "title": "Bộ phận của màn hình",
        "form": form,
        "states": [(state, TONES[state]) for state in NominationState],
        "tab_items": [Tab("open", "Đang xét", "?tab=open", 12), Tab("done", "Đã xong", "?tab=done")],
        "check": CHECK,
        "links": LINKS,
        "steps": STEPS,
        "today": TODAY,
        "running": RUNNING,
        "failed": FAILED,
        "amount": 1_490_000,
        "moment": ROWS[0]["at"],
    }


@signed_in
def gallery(request: HttpRequest) -> HttpResponse:
    """Every part; the form's text decides what the command answers."""
    form = SampleForm(request.POST or None)

    def again() -> HttpResponse:
        return render(request, "gallery.html", _context(request, form))

    if request.method == "POST" and form.is_valid():
        if asked := ask_first(request, f"Gửi đề nghị của {form.cleaned_data['name']}?", button="Gửi"):
            return asked
        return act(
            request,
            lambda: _command(form.cleaned_data["text"]),
            done="Đã gửi.",
            to="/gallery/",
            form=form,
            again=again,
        )
    return again()


def _command(text: str) -> None:
    if text == "refuse":
        raise Refused("Đợt xét đã đóng.")
    if text == "stale":
        raise Stale()


@signed_in
def sample_list(request: HttpRequest) -> HttpResponse:
    """A list of 320 rows with everything a list can do."""
    filters = SampleFilters(request.GET)
    values = filters.values()
    rows = [row for row in ROWS if values["q"].lower() in row["name"].lower()]
    rows = [row for row in rows if values["state"] in ("", row["state"])]
    page = ListPage(
        request, rows, COLUMNS, filters=filters, sort="name", noun="đề nghị", export="de-nghi",
        bulk=(BulkAct("sample-bulk", "Duyệt các đề nghị đã chọn"),),
    )  # fmt: skip
    return page.response("foundation/list_page.html", {"title": "Đề nghị"})


@signed_in
def sample_bulk(request: HttpRequest) -> HttpResponse:
    """Every third row may not be endorsed, row 4 fails on the way."""

    def run(pk: int) -> None:
        if pk == 4:
            raise Stale()

    rows = [
        BulkRow(pk, f"Đề nghị {pk}", ALLOW if pk % 3 else refuse("Chưa qua Hội đồng."))
        for pk in picked_ids(request)
    ]
    return run_bulk(
        request,
        rows,
        run,
        sentence="Duyệt {count} đề nghị?",
        button="Duyệt {count} đề nghị",
        back="/gallery/list/",
    )


@signed_in
def sample_row(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a row leads."""
    return render(request, "gallery_row.html", {"title": f"Đề nghị {pk}"})


@signed_in
def sample_desk(request: HttpRequest) -> HttpResponse:
    """The desk with something of everything on it."""
    items = [
        DeskItem(
            "Hồ sơ bị trả lại để bổ sung",
            "Thiếu xác nhận sáng kiến",
            "/gallery/",
            "Bổ sung",
            date(2021, 12, 13),
            3,
        ),
        DeskItem(
            "Đề nghị chờ thẩm định",
            "Đợt cuối năm 2021",
            "/gallery/list/",
            "Thẩm định",
            date(2021, 12, 17),
            412,
        ),
        DeskItem("Phiên họp Hội đồng", "14 giờ, phòng họp số 2", "/gallery/", "Mở phiên", date(2021, 12, 24)),
        DeskItem("Dự thảo quyết định", "45 Giấy khen", "/gallery/", "Xem dự thảo"),
    ]
    below = [
        Below("Trường THCS Nguyễn Du", "/gallery/list/", 0, 12, 1, 30),
        Below("Xã Nam Dong", "/gallery/list/", 1, 0, 0, 0),
        Below("Trường Tiểu học Kim Đồng", "/gallery/list/"),
    ]
    found = Desk(tuple(items), tuple(below))
    return render(request, "site/desk.html", {"title": "Bàn làm việc", "desk": found, "notices": []})


def sample_public(request: HttpRequest) -> HttpResponse:
    """A public page: search first."""
    return render(request, "gallery_public.html", {"title": "Tra cứu khen thưởng"})


urlpatterns = [
    path("gallery/public/", sample_public),
    path("gallery/desk/", sample_desk),
    path("gallery/", gallery),
    path("gallery/list/", sample_list, name="sample-list"),
    path("gallery/list/<int:pk>/", sample_row, name="sample-row"),
    path("gallery/bulk/", sample_bulk, name="sample-bulk"),
    path("", include("thidua.site.urls")),
]
