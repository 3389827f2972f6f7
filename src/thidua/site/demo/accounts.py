"""One sign-in per role, for the demo only: every name and the password are printed when it starts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from thidua.access.commands import create_user, give_post
from thidua.access.types import Actor, Role
from thidua.site.demo.stage import Stage
from thidua.site.demo.units import CU_JUT, JOURNEY_SCHOOL, PROVINCE

PASSWORD = "thidua-mau-2021"
_SINCE = date(2020, 1, 2)


@dataclass(frozen=True, slots=True)
class SignIn:
    """A demo account: who it is, at which unit (code), in which roles, with which title."""

    username: str
    full_name: str
    unit: str
    roles: tuple[Role, ...]
    title: str = ""
    mark: str = ""


_OFFICE = (Role.EMULATION_OFFICER,)
_HEAD = (Role.HEAD, Role.SIGNER, Role.COUNCIL_MEMBER)
SIGN_INS = (
    SignIn("truong.canbo", "Lê Thị Hồng Vân", JOURNEY_SCHOOL, _OFFICE, "Thư ký Hội đồng thi đua"),
    SignIn("truong.hieutruong", "Trần Đức Lâm", JOURNEY_SCHOOL, _HEAD, "Hiệu trưởng"),
    SignIn("cujut.chuyenvien", "Nông Thị Hiền", CU_JUT, (Role.SPECIALIST, Role.EMULATION_OFFICER), "Chuyên viên"),
    SignIn("cujut.chutich", "Phan Quốc Vinh", CU_JUT, _HEAD, "Chủ tịch"),
    SignIn("tinh.chuyenvien", "Hoàng Minh Thư", PROVINCE, (Role.SPECIALIST, Role.EMULATION_OFFICER), "Chuyên viên"),
    SignIn("tinh.chutich", "Đặng Quang Khải", PROVINCE, _HEAD, "Chủ tịch"),
    SignIn("tinh.phochutich", "Y Khôi Niê", PROVINCE, (Role.SIGNER, Role.COUNCIL_MEMBER), "Phó Chủ tịch", "KT"),
    SignIn("tinh.hoidong", "Bế Thị Loan", PROVINCE, (Role.COUNCIL_MEMBER,), "Ủy viên Hội đồng"),
    SignIn("tinh.thanhtra", "Vi Xuân Trung", PROVINCE, (Role.INSPECTOR,), "Thanh tra viên"),
    SignIn("quantri", "Ngô Thanh Bình", PROVINCE, (Role.ADMINISTRATOR,), "Quản trị hệ thống"),
    SignIn("snv.canbo", "Mai Thị Ánh", "SNV", _OFFICE, "Chuyên viên"),
    SignIn("snv.giamdoc", "Đỗ Văn Thịnh", "SNV", _HEAD, "Giám đốc"),
    SignIn("suoimo.canbo", "H'Linh Êban", "M-TH-CJ2", _OFFICE, "Giáo viên"),
    SignIn("suoimo.hieutruong", "Võ Thị Kim Oanh", "M-TH-CJ2", _HEAD, "Hiệu trưởng"),
    SignIn("tamthang.canbo", "Lý A Páo", "24655", _OFFICE, "Công chức Văn phòng"),
    SignIn("tamthang.chutich", "Bùi Xuân Nghĩa", "24655", _HEAD, "Chủ tịch"),
)  # fmt: skip
SHOWN = 10
"""How many of them the greeting prints; the rest are officers of further units."""


def open_accounts(actor: Actor, stage: Stage) -> dict[str, int]:
    """Create the accounts with their posts; answers user ids by user name."""
    ids = {}
    for account in SIGN_INS:
        user_id = create_user(
            actor=actor,
            username=account.username,
            full_name=account.full_name,
            password=PASSWORD,
            sample=True,
        )
        ids[account.username] = user_id
        for role in account.roles:
            give_post(
                actor=actor,
                user_id=user_id,
                unit_id=stage.by_code[account.unit].id,
                role=role,
                since=_SINCE,
                title=account.title,
                authority_mark=account.mark if role == Role.SIGNER else "",
            )
    return ids
