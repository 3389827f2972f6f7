"""From a citizen's tip to a model that others copied and a story that anybody reads, at a desk and on a telephone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core import mail

import thidua.exemplars.tasks  # noqa: F401 -- registers the letters
from tests import factories
from tests.browser.axe import assert_no_violations
from tests.browser.conftest import Live, fits, sign_in
from tests.browser.world import journey
from tests.exemplars import stage
from tests.exemplars.stage import JPEG, PDF
from tests.exemplars.test_pictures import png
from tests.factories import SYSTEM
from thidua.access.types import Role
from thidua.exemplars import commands
from thidua.exemplars.models import Exemplar, Story, Tip
from thidua.exemplars.types import Step

NOTES = (
    (("check", "Đã đến nhà, hỏi thôn"),),
    (("plan", "Tập huấn sơ cứu"), ("mentor", "Chị cán bộ Hội Chữ thập đỏ"), ("visit", "Đội trực đều")),
    (("result", "Cả năm không ai đuối nước"), ("lesson", "Cắt cử người trực bến vào mùa lũ")),
)  # fmt: skip


def whole(window: Any) -> None:
    assert fits(window)
    assert_no_violations(window)


def send(window: Any, button: str, **fields: str) -> None:
    for label, value in fields.items():
        box = window.locator(f"[name={label}]")
        (box.select_option if box.evaluate("e => e.tagName") == "SELECT" else box.fill)(value)
    window.get_by_role("button", name=button, exact=True).click()


@pytest.mark.parametrize("width", [1280, 360])
def test_from_a_tip_to_a_story(
    live: Live, open_page: Callable[[int], Any], width: int, tmp_path: Path
) -> None:
    units = journey().units
    window = open_page(width)
    window.goto(f"{live.url}/dien-hinh/ke-viec-tot/")
    send(window, "Gửi", contact="nguoi.ke")
    window.get_by_text("Địa chỉ thư điện tử chưa đúng").first.wait_for()
    whole(window)
    send(
        window, "Gửi", who="Ông Mẫu", text="Lập đội trực bến sông, cứu hai em nhỏ.", contact="ke@vidu.vn",
        unit=str(units.district.pk), teller="Người kể",
    )  # fmt: skip
    window.get_by_role("button", name="Xác nhận").wait_for()
    whole(window)
    for _ in range(100):
        if mail.outbox:
            break
        window.wait_for_timeout(100)  # the worker sends the letter
    send(window, "Xác nhận", code=mail.outbox[0].subject.split()[-1])
    window.get_by_text("Đã xác nhận. Cảm ơn bạn").wait_for()
    whole(window)

    sign_in(window, live, "officer.district")
    window.goto(f"{live.url}/ban-lam-viec/")
    window.get_by_role("link", name=re.compile("^Xem tin")).click()
    whole(window)
    window.get_by_role("link", name="Tiếp nhận và cảm ơn").click()
    send(window, "Tiếp nhận và cảm ơn")
    window.get_by_role("link", name="Đưa vào theo dõi").click()
    whole(window)
    send(window, "Đưa vào theo dõi", title="Đội trực bến sông", group="collective", due="30/12/2021")
    for step, notes in enumerate(NOTES):
        for kind, words in notes:
            window.get_by_role("link", name="Ghi việc đã làm").click()
            more = {"measure": "Số vụ đuối nước", "after": "0"} if kind == "result" else {}
            send(window, "Ghi", kind=kind, on="15/12/2021", text=words, **more)
            window.get_by_text("Đã ghi.").wait_for()
        window.get_by_role("link", name=re.compile("^Chuyển sang bước")).click()
        following = ("bồi dưỡng", "tổng kết", "nhân rộng")[step]
        send(window, f"Chuyển sang bước {following}", due="30/12/2021")
        window.get_by_text(f"Đã chuyển sang bước {following}.").wait_for()
    whole(window)
    model = Exemplar.objects.get()
    assert Tip.objects.get().exemplar_id == model.pk

    sign_in(window, live, "officer.school")
    window.goto(f"{live.url}/dien-hinh/quan-ly/thu-vien/")
    whole(window)
    window.get_by_role("link", name="Đội trực bến sông").click()
    window.get_by_role("link", name="Đơn vị chúng tôi đã học tập").click()
    send(window, "Ghi đã học tập", on="15/12/2021", text="Học sinh lớn đưa em nhỏ qua bến")
    window.get_by_role("link", name=re.compile("^Ghi kết quả")).click()
    send(window, "Ghi kết quả", on="15/12/2021", result="Không em nào nghỉ học vì nước lũ")
    window.get_by_text("Không em nào nghỉ học vì nước lũ").wait_for()
    whole(window)

    sign_in(window, live, "officer.district")
    window.goto(f"{live.url}/dien-hinh/quan-ly/{model.pk}/viet-bai/")
    send(
        window,
        "Lưu bài",
        title="Bến sông bình yên",
        lead="Một đội trực, cả mùa lũ yên.",
        text="Chuyện kể.\n\nHết.",
    )
    for name, data, says in (
        ("gia.jpg", b"MZ program", "không phải là ảnh JPG"),
        ("lon.png", png() + b"\0" * (11 * 1024 * 1024), "vượt quá 10,0 MB"),
        ("anh.jpg", JPEG, "Đã thêm ảnh."),
    ):
        if says != "vượt quá 10,0 MB":
            window.goto(f"{live.url}/dien-hinh/quan-ly/bai/{Story.objects.get().pk}/anh/")
        (tmp_path / name).write_bytes(data)
        window.get_by_label("Ảnh", exact=True).set_input_files(tmp_path / name)
        send(window, "Thêm ảnh", words="Đội trực bến")
        window.get_by_text(says).first.wait_for()
    window.get_by_role("link", name="Ghi sự đồng ý").click()
    (tmp_path / "dong-y.pdf").write_bytes(PDF)
    window.get_by_label("Văn bản đồng ý").set_input_files(tmp_path / "dong-y.pdf")
    send(window, "Ghi sự đồng ý", name="Ông Mẫu", on="15/12/2021")
    whole(window)

    sign_in(window, live, "head.district")
    window.goto(f"{live.url}/ban-lam-viec/")
    window.get_by_role("link", name=re.compile("^Đọc và duyệt")).click()
    window.get_by_role("link", name="Duyệt bài").click()
    send(window, "Duyệt bài")
    window.get_by_role("link", name="Xếp lịch").click()
    send(window, "Xếp lịch", on="15/12/2021")
    window.get_by_role("link", name="Đăng bài").click()
    send(window, "Đăng bài")
    window.get_by_role("link", name="Xem trang công khai").click()
    window.get_by_role("heading", name="Bến sông bình yên").wait_for()
    share = window.locator("meta[property='og:image']").get_attribute("content")
    assert window.request.get(share).headers["content-type"] == "image/jpeg"
    whole(window)
    window.context.clear_cookies()
    window.goto(f"{live.url}/dien-hinh/?q=ben song")
    window.get_by_role("link", name="Bến sông bình yên").wait_for()
    whole(window)
    address = f"{live.url}/dien-hinh/{Story.objects.get().pk}/"

    sign_in(window, live, "officer.district")
    window.goto(f"{live.url}/dien-hinh/quan-ly/bai/{Story.objects.get().pk}/rut-dong-y/")
    send(window, "Ghi và gỡ bài")
    window.context.clear_cookies()
    assert window.request.get(address).status == 404
    assert window.request.get(share).status == 404


@pytest.mark.parametrize("width", [1280, 360])
def test_what_a_newspaper_brought_a_plan_with_its_share_and_a_tip_put_forward(
    live: Live, open_page: Callable[[int], Any], width: int
) -> None:
    units = journey().units
    writer, head = (factories.actor(role, units.district) for role in (Role.EMULATION_OFFICER, Role.HEAD))
    plan = commands.make_plan(
        actor=SYSTEM, unit_id=units.province.pk, title="Toàn tỉnh", year_from=2021, year_to=2025, wanted=3
    )
    commands.make_plan(
        actor=SYSTEM, unit_id=units.district.pk, title="Phần của huyện", year_from=2021, year_to=2022, wanted=1,
        parent_id=plan,
    )  # fmt: skip
    model = stage.at_step(units.district.pk, Step.REPLICATE, plan_id=plan)
    story = stage.story(model, writer, head)
    stage.airing(story, head)
    tip = stage.tip(units.district.pk, moderated=True)
    window = open_page(width)
    sign_in(window, live, "officer.district")
    window.goto(f"{live.url}/ban-lam-viec/")
    window.get_by_role("link", name=re.compile("^Ghi kết quả")).click()
    whole(window)
    send(window, "Ghi đã đăng, phát", address="bao.example.vn/1")
    window.get_by_text("phải bắt đầu bằng https://").first.wait_for()
    send(window, "Ghi đã đăng, phát", address="https://bao.example.vn/1")
    window.get_by_text("Đã ghi bài đã đăng, phát.").wait_for()
    whole(window)
    with window.expect_download() as bundle:
        window.get_by_role("link", name="Tải bộ bài cho báo, đài").click()
    assert bundle.value.suggested_filename == f"bo-bai-{story}.zip"
    for page in ("bao-dai/", f"ke-hoach/{plan}/", "ke-hoach/", f"thu-vien/{model}/"):
        window.goto(f"{live.url}/dien-hinh/quan-ly/{page}")
        whole(window)
    window.goto(f"{live.url}/dien-hinh/quan-ly/tin/{tip.pk}/")
    window.get_by_role("link", name="Đề nghị khen thưởng").click()
    whole(window)
    send(
        window, "Lập đề nghị", new_group="farmer", award="commendation_certificate_district", feat_on="14/12/2021",
        achievement="Cứu hai em nhỏ",
    )  # fmt: skip
    window.get_by_text("Người kể được báo tin.").wait_for()
    whole(window)
    window.get_by_role("link", name=re.compile("^Ông Mẫu")).click()
    window.get_by_text("Cứu hai em nhỏ khỏi dòng nước lũ.").first.wait_for()
