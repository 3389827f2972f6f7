"""A round by clicking: self-score, the head's check, an objection ruled on, the vote, the ranking, nominations."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import factories
from tests.browser.axe import assert_no_violations
from tests.browser.conftest import Live, fits, sign_in
from tests.clusters.stage import RESULTS, World, formed, opened
from thidua.access.models import User
from thidua.access.types import Actor
from thidua.clusters import commands
from thidua.clusters.types import Side
from thidua.foundation.ledger import verify
from thidua.nominations.models import Nomination
from thidua.scoring.engine import Entry

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def _enter_the_rest(world: World) -> None:
    """What the other units and the office enter, by command."""
    for name, result in RESULTS.items():
        if name != "B":
            ratio = Entry(plan=100, result=result)
            world.enter(name, world.officers[name], Side.MEMBER, thu=ratio, tc=Entry(grade="A"))
            row = world.of(name)
            commands.send(actor=world.officers[name], participant_id=row.pk, version=row.version)


@pytest.mark.parametrize("width", [1280, 360])
def test_from_self_score_to_nominations(live: Live, open_page: Callable[[int], Any], width: int) -> None:
    world = opened(factories.mini_province())
    window = open_page(width)

    def as_(actor: Actor, path: str) -> None:
        sign_in(window, live, User.objects.get(pk=actor.user_id).username)
        window.goto(live.url + path)

    def looked_at() -> None:
        assert fits(window), window.url
        assert_no_violations(window)

    def press(name: str, says: str) -> None:
        window.get_by_role("button", name=name, exact=True).first.click()
        window.get_by_text(says).first.wait_for()

    sheet, round_ = f"/cum-khoi/bang/{world.of('B').pk}/", f"/cum-khoi/dot/{world.round}/"
    as_(world.officers["B"], sheet)
    window.get_by_role("link", name="Tự chấm", exact=True).click()
    window.get_by_label("Kế hoạch").fill("100")
    window.get_by_label("Kết quả").fill("100,5")
    window.get_by_label("Mức").select_option("A")
    looked_at()
    press("Lưu điểm", "Đã lưu điểm.")
    press("Gửi bảng tự chấm", "Đã gửi bảng tự chấm")
    looked_at()
    _enter_the_rest(world)
    as_(world.officers["A"], round_)
    looked_at()
    press("Chuyển sang bước kiểm tra", "chuyển sang bước kiểm tra")
    window.goto(live.url + sheet)
    window.get_by_role("link", name="Chấm: trưởng cụm, khối").click()
    window.get_by_label("Mức").select_option("B")
    press("Lưu điểm", "thì ghi lý do")
    looked_at()
    window.get_by_label("Lý do sửa điểm").fill("Thiếu biên bản")
    press("Lưu điểm", "Đã lưu điểm.")
    for name in world.units:
        world.enter(name, world.office, Side.OFFICE, td=Entry(count=4))
    window.goto(live.url + round_)
    press("Chuyển sang bước phản hồi", "chuyển sang bước phản hồi")
    as_(world.officers["B"], sheet)
    window.get_by_role("link", name="Có ý kiến").click()
    window.get_by_label("Tiêu chí").select_option("tc")
    window.get_by_label("Ý kiến").fill("Biên bản đã nộp ngày 10/12.")
    press("Gửi ý kiến", "Đã gửi ý kiến.")
    as_(world.officers["A"], sheet)
    window.get_by_role("link", name="Trả lời ý kiến về Tổ chức").click()
    window.get_by_label("Lý do").fill("Đúng, đã có biên bản")
    press("Trả lời", "Đã trả lời.")
    looked_at()
    window.goto(live.url + round_)
    press("Chuyển sang bước họp, bỏ phiếu", "chuyển sang bước họp")
    window.get_by_role("link", name="Ghi cuộc họp, bỏ phiếu").click()
    window.get_by_label("Số đơn vị dự họp").fill("5")
    window.get_by_label("Cờ thi đua: phiếu đồng ý cho Trường A").fill("5")
    window.get_by_label("Bằng khen: phiếu đồng ý cho Trường C").fill("4")
    looked_at()
    press("Ghi cuộc họp", "Đã ghi cuộc họp")
    as_(world.office, round_)
    window.get_by_role("button", name="Công bố kết quả").click()
    press("Công bố", "Đã công bố kết quả.")
    looked_at()
    window.get_by_label("đề nghị Cờ thi đua cho Trường A").check()
    window.get_by_label("đề nghị Bằng khen cho Trường C").check()
    window.get_by_role("button", name="Lập đề nghị khen thưởng").click()
    press("Lập đề nghị", "Đã lập 2 đề nghị")
    looked_at()
    assert sorted(Nomination.objects.values_list("award", flat=True)) == [
        "provincial_certificate_of_merit", "provincial_emulation_flag",
    ]  # fmt: skip
    assert list(verify()) == []


@pytest.mark.parametrize("width", [1280, 360])
def test_the_heads_year(live: Live, open_page: Callable[[int], Any], width: int, tmp_path: Path) -> None:
    """An activity called and its attendance entered and corrected, a paper added and withdrawn, staff said."""
    world = formed(factories.mini_province())
    window = open_page(width)

    def as_(name: str, path: str) -> None:
        sign_in(window, live, User.objects.get(pk=world.officers[name].user_id).username)
        window.goto(live.url + path)

    def looked_at() -> None:
        assert fits(window), window.url
        assert_no_violations(window)

    def press(name: str, says: str) -> None:
        window.get_by_role("button", name=name, exact=True).first.click()
        window.get_by_text(says).first.wait_for()

    page = f"/cum-khoi/{world.cluster}/"
    as_("A", page)
    window.get_by_role("link", name="Mời họp, ghi hoạt động").click()
    window.get_by_label("Loại").select_option("review")
    window.get_by_label("Nội dung").fill("Sơ kết 6 tháng")
    window.get_by_label("Ngày").fill("15/12/2021")
    window.get_by_label("Nơi tổ chức").fill("Hội trường Trường A")
    looked_at()
    press("Ghi hoạt động", "Đã ghi hoạt động.")
    window.get_by_role("link", name="Điểm danh").click()
    for name, presence in zip(
        world.units.values(), ("leader", "stand_in", "excused", "absent"), strict=False
    ):
        window.get_by_label(name.name, exact=True).select_option(presence)
    looked_at()
    press("Lưu điểm danh", "Đã ghi điểm danh của 4 đơn vị.")
    window.get_by_role("link", name="Ghi tiếp, sửa điểm danh").click()
    window.get_by_label("Trường D", exact=True).select_option("excused")
    press("Lưu điểm danh", "Sửa điểm danh đã ghi thì ghi lý do.")
    looked_at()
    window.get_by_label("Lý do sửa điểm danh").fill("Có giấy xin phép")
    press("Lưu điểm danh", "Đã ghi điểm danh của 1 đơn vị.")
    window.get_by_text("Lịch sử: 1 lần sửa").click()
    looked_at()
    window.goto(live.url + page)
    file = tmp_path / "quy-che.pdf"
    file.write_bytes(b"%PDF-1.4\n%%EOF\n")
    window.get_by_role("link", name="Thêm văn bản").click()
    window.get_by_label("Loại văn bản").select_option("rules")
    window.get_by_label("Trích yếu").fill("Quy chế hoạt động của khối")
    window.get_by_label("Số, ký hiệu").fill("12/QC-KTĐ")
    window.get_by_label("Tệp").set_input_files(file)
    looked_at()
    press("Thêm văn bản", "Đã thêm văn bản.")
    window.get_by_role("link", name="làm việc của Trường B").click()
    window.get_by_label("Số người làm việc").fill("4")
    window.get_by_label("Nguồn").fill("Quyết định giao biên chế")
    looked_at()
    press("Ghi", "Đã ghi số người làm việc.")
    looked_at()
    as_("C", page)
    window.get_by_text("Quy chế hoạt động của khối").first.wait_for()
    window.get_by_role("link", name="Sơ kết 6 tháng").click()
    looked_at()
    as_("A", page)
    window.get_by_role("link", name="Rút").click()
    window.get_by_label("Lý do rút").fill("Có bản mới")
    press("Rút văn bản", "Đã rút văn bản")
    looked_at()
