"""The movements of the demo: the four focal ones of the directive of 19/8/2021, and its call against the pandemic.

The names of the four and the aims are the directive's; periods, criteria, tasks and findings are samples, marked so.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from thidua.access.queries import actor_of
from thidua.access.types import Actor, system_actor
from thidua.kernel.calendar import add_working_days
from thidua.movements.commands import add_task, draft, hold_review, join, launch
from thidua.movements.logic import points
from thidua.movements.models import Movement, Review
from thidua.movements.types import Check, Criterion, Group, Kind, Plan, ReviewKind
from thidua.site.demo import TODAY
from thidua.site.demo.accounts import SIGN_INS
from thidua.site.demo.stage import Stage
from thidua.site.demo.units import CU_JUT, PROVINCE

COMMUNE = "24655"
CERTIFICATE = "provincial_certificate_of_merit"
FLAG = "provincial_emulation_flag"
DIRECTIVE = "Chỉ thị ngày 19/8/2021 của Chủ tịch UBND tỉnh"
LAUNCHED = date(2021, 8, 19)
PERIOD = (date(2021, 8, 19), date(2025, 12, 31))
SAMPLE_NOTE = (
    "Thời gian, điều kiện, số lượng khen thưởng: dữ liệu mẫu, chưa có văn bản của tỉnh để đối chiếu."
)


class Focus(NamedTuple):
    """A movement as the demo launches it."""

    title: str
    theme: str
    goal: str
    content: str
    criteria: tuple[tuple[Group, str], ...]
    until: date = PERIOD[1]


FOCUS = (
    Focus(
        "Đắk Nông chung sức xây dựng nông thôn mới",
        "Xây dựng nông thôn mới",
        "Hoàn thành nhiệm vụ xây dựng nông thôn mới của Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XII.",
        "Thi đua đưa xã đạt chuẩn, tăng số tiêu chí đạt chuẩn của từng xã, nâng chất lượng xã đã đạt chuẩn.",
        (
            (Group.LOCALITIES, "Số xã được công nhận đạt chuẩn nông thôn mới trong năm"),
            (Group.LOCALITIES, "Số tiêu chí bình quân mỗi xã"),
            (Group.AGENCIES, "Việc đã nhận giúp xã và kết quả từng việc"),
            (Group.HOUSEHOLDS, "Ngày công, đất, tiền của đóng góp"),
        ),
    ),
    Focus(
        "Doanh nghiệp Đắk Nông hội nhập và phát triển",
        "Doanh nghiệp hội nhập",
        "Doanh nghiệp vượt khó, giữ việc làm, đóng góp cho ngân sách và cho xã hội.",
        "Thi đua sản xuất kinh doanh hiệu quả, nộp ngân sách đầy đủ, bảo đảm bảo hiểm, môi trường, tham gia từ thiện.",
        (
            (Group.ENTERPRISES, "Nộp ngân sách đúng, đủ"),
            (Group.ENTERPRISES, "Giữ và tạo thêm việc làm; đóng bảo hiểm cho người lao động"),
            (Group.ENTERPRISES, "Không vi phạm về môi trường; có đóng góp từ thiện"),
        ),
    ),
    Focus(
        "Đắk Nông chung tay vì người nghèo - Không để ai bị bỏ lại phía sau",
        "Vì người nghèo",
        "Giảm tỷ lệ hộ nghèo theo kế hoạch, chú trọng hộ đồng bào dân tộc thiểu số.",
        "Thi đua giúp hộ nghèo có nhà ở, sinh kế, vốn; vận động Quỹ Vì người nghèo.",
        (
            (Group.LOCALITIES, "Mức giảm tỷ lệ hộ nghèo so với kế hoạch"),
            (Group.FRONT, "Số nhà, mô hình sinh kế và số tiền vận động cho Quỹ Vì người nghèo"),
            (Group.HOUSEHOLDS, "Hộ tự nguyện thoát nghèo, giúp hộ khác thoát nghèo"),
        ),
    ),
    Focus(
        "Cán bộ, công chức, viên chức tỉnh Đắk Nông thi đua thực hiện văn hóa công sở",
        "Văn hóa công sở",
        "Xây dựng đội ngũ kỷ cương, chuyên nghiệp, gần dân.",
        "Thi đua giữ kỷ luật, trả hồ sơ đúng hạn, phục vụ tận tình, không khói thuốc, trang phục đúng quy định.",
        (
            (Group.AGENCIES, "Tỷ lệ hồ sơ trả đúng hạn và mức độ hài lòng của người dân"),
            (Group.AGENCIES, "Cơ quan không khói thuốc lá"),
            (Group.PEOPLE, "Chấp hành giờ làm việc, trang phục, quy tắc ứng xử"),
        ),
    ),
    Focus(
        "Chung sức, đồng lòng đẩy lùi dịch bệnh COVID-19",
        "Phòng, chống đại dịch",
        "Thực hiện mục tiêu kép: vừa phòng, chống dịch, vừa phát triển kinh tế - xã hội.",
        "Thi đua truy vết, cách ly, điều trị, tiêm chủng; giúp người gặp khó khăn; khen kịp thời lực lượng tuyến đầu.",
        (
            (Group.LOCALITIES, "Số ngày giữ vững vùng an toàn; tỷ lệ tiêm chủng theo kế hoạch"),
            (Group.ENTERPRISES, "Sản xuất an toàn; ủng hộ công tác phòng, chống dịch"),
            (Group.PEOPLE, "Trực tiếp tham gia tuyến đầu; sáng kiến trong phòng, chống dịch"),
        ),
        until=date(2022, 12, 31),
    ),
)  # fmt: skip


def play(stage: Stage, users: dict[str, int]) -> None:
    """Launch the five at the province; a district and a commune take the first further, and the last is reviewed."""
    names = {account.username: account.full_name for account in SIGN_INS}

    def who(username: str) -> Actor:
        return actor_of(users[username], names[username], TODAY)

    province = stage.by_code[PROVINCE].id
    system = system_actor(TODAY, "Dựng tỉnh mẫu")
    ids = [draft(actor=system, unit_id=province, plan=_plan(focus), sample=True) for focus in FOCUS]
    for pk in ids:
        _launch(system, pk, LAUNCHED, DIRECTIVE)
    countryside, pandemic = ids[0], ids[-1]
    district = _relaunch(
        who("cujut.chuyenvien"), countryside, stage.by_code[CU_JUT].id, "Mỗi xã một tuyến đường mẫu"
    )
    _relaunch(who("tamthang.canbo"), district, stage.by_code[COMMUNE].id, "Thắp sáng đường thôn")
    join(
        actor=who("snv.giamdoc"),
        movement_id=ids[3],
        unit_id=stage.by_code["SNV"].id,
        additions="Một cửa thân thiện",
    )
    officer = who("tinh.chuyenvien")
    for code, what, days in (
        ("SNV", "Hướng dẫn tiêu chí khen thưởng chuyên đề (nhiệm vụ mẫu)", 5),
        (CU_JUT, "Báo cáo kết quả các xã đăng ký đạt chuẩn (nhiệm vụ mẫu)", 12),
    ):
        add_task(
            actor=officer, movement_id=countryside, what=what, unit_id=stage.by_code[code].id,
            due=add_working_days(TODAY, days),
        )  # fmt: skip
    _interim(officer, pandemic)


def _plan(focus: Focus) -> Plan:
    return Plan(
        title=focus.title, kind=Kind.THEMATIC, since=PERIOD[0], until=focus.until, theme=focus.theme, goal=focus.goal,
        content=focus.content, criteria=tuple(Criterion(group, text, True) for group, text in focus.criteria),
        awards=(CERTIFICATE, FLAG) if focus.until == PERIOD[1] else (CERTIFICATE,), commendation=SAMPLE_NOTE,
    )  # fmt: skip


def _launch(actor: Actor, pk: int, on: date, paper: str) -> None:
    version = Movement.objects.values_list("version", flat=True).get(pk=pk)
    launch(actor=actor, movement_id=pk, version=version, on=on, paper=paper, aware=True)


def _relaunch(actor: Actor, above: int, unit_id: int, additions: str) -> int:
    """A unit takes a movement further as its own, from today."""
    own = join(actor=actor, movement_id=above, unit_id=unit_id, additions=f"{additions} (mẫu)", relaunch=True)
    assert own is not None
    _launch(actor, own, TODAY, "Kế hoạch mẫu")
    return own


def _interim(officer: Actor, pk: int) -> None:
    """The interim review of the movement against the pandemic, ahead of its day; findings are a sample."""
    review = Review.objects.get(movement=pk, kind=ReviewKind.INTERIM)
    hold_review(
        actor=officer,
        review_id=review.pk,
        held_on=TODAY,
        checklist=[Check(point.key, True) for point in points(ReviewKind.INTERIM, TODAY)],
        findings="Kết luận mẫu: các đơn vị đã triển khai; tiếp tục khen thưởng kịp thời lực lượng tuyến đầu.",
    )
