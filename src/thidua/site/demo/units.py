"""What stands beside the official list of units: real agencies by name, and invented sub-units marked as sample.

Schools, companies, co-operatives and divisions are invented. Names of departments are facts; everyone who
works there in the demo is invented.
"""

from __future__ import annotations

from dataclasses import dataclass

PROVINCE = "67"
CU_JUT = "662"
JOURNEY_SCHOOL = "M-TH-CJ1"  # the school whose officer the guided tour follows


@dataclass(frozen=True, slots=True)
class PlannedUnit:
    """A unit to add: `parent` is a code; `people` how many invented officials work there."""

    code: str
    name: str
    kind: str
    parent: str
    authority: str
    symbol: str
    people: int
    head_title: str
    place: str = ""
    sample: bool = True
    flags: bool = False
    founded: int = 2004


_DEPARTMENTS = (
    ("VP", "Văn phòng Ủy ban nhân dân tỉnh", "VPUBND", "Chánh Văn phòng"),
    ("SNV", "Sở Nội vụ", "SNV", "Giám đốc"),
    ("STP", "Sở Tư pháp", "STP", "Giám đốc"),
    ("SKHDT", "Sở Kế hoạch và Đầu tư", "SKHĐT", "Giám đốc"),
    ("STC", "Sở Tài chính", "STC", "Giám đốc"),
    ("SCT", "Sở Công Thương", "SCT", "Giám đốc"),
    ("SNN", "Sở Nông nghiệp và Phát triển nông thôn", "SNNPTNT", "Giám đốc"),
    ("SGTVT", "Sở Giao thông vận tải", "SGTVT", "Giám đốc"),
    ("SXD", "Sở Xây dựng", "SXD", "Giám đốc"),
    ("STNMT", "Sở Tài nguyên và Môi trường", "STNMT", "Giám đốc"),
    ("STTTT", "Sở Thông tin và Truyền thông", "STTTT", "Giám đốc"),
    ("SLDTBXH", "Sở Lao động - Thương binh và Xã hội", "SLĐTBXH", "Giám đốc"),
    ("SVHTTDL", "Sở Văn hóa, Thể thao và Du lịch", "SVHTTDL", "Giám đốc"),
    ("SKHCN", "Sở Khoa học và Công nghệ", "SKHCN", "Giám đốc"),
    ("SGDDT", "Sở Giáo dục và Đào tạo", "SGDĐT", "Giám đốc"),
    ("SYT", "Sở Y tế", "SYT", "Giám đốc"),
    ("TTT", "Thanh tra tỉnh", "TTr", "Chánh Thanh tra"),
    ("BDT", "Ban Dân tộc", "BDT", "Trưởng ban"),
    ("BQLKCN", "Ban Quản lý các khu công nghiệp", "BQLKCN", "Trưởng ban"),
)
_DIVISIONS = ("Phòng Chuyên môn I (mẫu)", "Phòng Chuyên môn II (mẫu)")
_DISTRICT_DIVISIONS = (
    ("NV", "Phòng Nội vụ"),
    ("GD", "Phòng Giáo dục và Đào tạo"),
    ("NN", "Phòng Nông nghiệp"),
)
_DISTRICTS = {
    "660": ("GN", "Gia Nghĩa"), "661": ("DG", "Đăk Glong"), "662": ("CJ", "Cư Jút"), "663": ("DM", "Đắk Mil"),
    "664": ("KN", "Krông Nô"), "665": ("DS", "Đắk Song"), "666": ("DR", "Đắk R'Lấp"), "667": ("TD", "Tuy Đức"),
}  # fmt: skip
_SCHOOLS = (
    ("THCS", "Trường Trung học cơ sở Hoa Pơ Lang"),
    ("TH", "Trường Tiểu học Suối Mơ"),
    ("MN", "Trường Mầm non Nắng Mai"),
    ("THCS2", "Trường Trung học cơ sở Đồi Thông"),
)
_ENTERPRISES = (
    ("DN1", "Công ty TNHH Cà phê Sao Bazan"),
    ("DN2", "Công ty cổ phần Hồ tiêu Cao nguyên Xanh"),
    ("DN3", "Công ty TNHH Cơ khí Thác Bạc"),
)
_COOPERATIVES = (("HX1", "Hợp tác xã Nông nghiệp Nâm Xanh", "662"), ("HX2", "Hợp tác xã Bơ Mùa Vàng", "665"))


def planned_units() -> list[PlannedUnit]:
    """All units beside the official list, parents before children."""
    units = []
    for code, name, symbol, head in _DEPARTMENTS:
        units.append(
            PlannedUnit(
                code,
                name,
                "department",
                PROVINCE,
                "department_head",
                symbol,
                28,
                head,
                "Đắk Nông",
                False,
                True,
            )
        )
        for index, division in enumerate(_DIVISIONS, start=1):
            units.append(
                PlannedUnit(
                    f"M-{code}-{index}", division, "division", code, "", f"P{index}", 11, "Trưởng phòng"
                )
            )
    units.append(
        PlannedUnit(
            "SNV-TDKT",
            "Ban Thi đua - Khen thưởng",
            "division",
            "SNV",
            "",
            "BTĐKT",
            9,
            "Trưởng ban",
            sample=False,
        )
    )
    for parent, (short, place) in _DISTRICTS.items():
        for code, name in _DISTRICT_DIVISIONS:
            units.append(
                PlannedUnit(
                    f"M-{code}-{short}",
                    f"{name} {place} (mẫu)",
                    "division",
                    parent,
                    "",
                    f"P{code}",
                    7,
                    "Trưởng phòng",
                    place,
                )
            )
        for index, (kind, name) in enumerate(_SCHOOLS, start=1):
            code = JOURNEY_SCHOOL if parent == CU_JUT and index == 1 else f"M-{kind}-{short}{index}"
            units.append(
                PlannedUnit(
                    code,
                    f"{name}, {place}",
                    "school",
                    parent,
                    "",
                    f"{kind.rstrip('2')}",
                    38 - 4 * index,
                    "Hiệu trưởng",
                    place,
                    True,
                    True,
                )
            )
    for code, name in _ENTERPRISES:
        units.append(
            PlannedUnit(
                f"M-{code}",
                name,
                "enterprise",
                PROVINCE,
                "enterprise_head",
                code,
                46,
                "Giám đốc",
                "Gia Nghĩa",
                True,
                True,
                2008,
            )
        )
    for code, name, parent in _COOPERATIVES:
        units.append(
            PlannedUnit(
                f"M-{code}",
                name,
                "cooperative",
                parent,
                "enterprise_head",
                code,
                18,
                "Giám đốc",
                _DISTRICTS[parent][1],
                True,
                False,
                2012,
            )
        )
    return units
