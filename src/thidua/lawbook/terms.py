"""The closed vocabularies of records and rules, and their Vietnamese words."""

from __future__ import annotations

from typing import Literal

Kind = Literal["person", "collective", "household"]
PersonGroup = Literal[
    "official",
    "worker",
    "farmer",
    "labourer",
    "entrepreneur",
    "armed_forces",
    "student",
    "overseas",
    "foreign",
]
CollectiveGroup = Literal[
    "agency",
    "subdivision",
    "enterprise",
    "cooperative",
    "school",
    "armed_unit",
    "commune",
    "village",
    "association",
    "province",
]
Group = Literal[PersonGroup, CollectiveGroup]
Rating = Literal["excellent", "good", "completed", "not_completed"]
Form = Literal["initiative", "topic", "solution", "model"]
Scope = Literal["unit", "commune", "district", "province", "ministry", "nation"]
Route = Literal["merit", "thematic", "sudden", "dedication", "seniority", "foreign"]
Penalty = Literal["reprimand", "warning", "pay_cut", "demotion", "dismissal", "criminal"]
HoldReason = Literal["discipline", "investigation", "inspection", "denunciation", "complaint", "press"]
Launcher = Literal["commune", "district", "province", "ministry", "prime_minister"]
RunBy = Literal["unit", "district", "province", "central_council"]
Level = Literal["unit", "commune", "district", "province", "state"]
Decider = Literal[
    "unit_head",
    "enterprise_head",
    "commune_chair",
    "district_chair",
    "department_head",
    "province_chair",
    "prime_minister",
    "government",
    "president",
]
Council = Literal["province", "proposing"]
Work = Literal[
    "army",
    "police",
    "volunteer_youth",
    "teaching",
    "education",
    "treatment",
    "health",
    "performing_arts",
    "circus_dance",
    "craft",
    "devoted_work",
    "national_leadership",
    "honorary_consul",
    "contribution_to_vietnam",
]

RATINGS: tuple[Rating, ...] = ("not_completed", "completed", "good", "excellent")
PENALTIES: tuple[Penalty, ...] = ("reprimand", "warning", "pay_cut", "demotion", "dismissal", "criminal")
LEVELS: tuple[Level, ...] = ("unit", "commune", "district", "province", "state")

# A province and a ministry stand on one step: the law counts their recognition alike.
SCOPE_RANK: dict[str, int] = {
    "unit": 0,
    "commune": 0,
    "district": 1,
    "province": 2,
    "ministry": 2,
    "nation": 3,
}

LEVEL_VI = {
    "unit": "cấp cơ sở",
    "commune": "cấp xã",
    "district": "cấp huyện",
    "province": "cấp tỉnh",
    "state": "cấp Nhà nước",
}
AWARD_KIND_VI = {"title": "Danh hiệu thi đua", "form": "Hình thức khen thưởng"}
KIND_VI = {"person": "cá nhân", "collective": "tập thể", "household": "hộ gia đình"}
GROUP_VI = {
    "official": "cán bộ, công chức, viên chức, người lao động trong cơ quan, đơn vị",
    "worker": "công nhân",
    "farmer": "nông dân",
    "labourer": "người lao động khác",
    "entrepreneur": "doanh nhân, trí thức, nhà khoa học",
    "armed_forces": "lực lượng vũ trang",
    "student": "học sinh, sinh viên",
    "overseas": "người Việt Nam ở nước ngoài",
    "foreign": "người nước ngoài",
    "agency": "cơ quan",
    "subdivision": "đơn vị trực thuộc",
    "enterprise": "doanh nghiệp",
    "cooperative": "hợp tác xã",
    "school": "trường học",
    "armed_unit": "đơn vị vũ trang",
    "commune": "xã, phường, thị trấn",
    "village": "thôn, tổ dân phố",
    "association": "hội, đoàn thể",
    "province": "tỉnh, thành phố trực thuộc Trung ương",
}
RATING_VI = {
    "excellent": "hoàn thành xuất sắc nhiệm vụ",
    "good": "hoàn thành tốt nhiệm vụ",
    "completed": "hoàn thành nhiệm vụ",
    "not_completed": "không hoàn thành nhiệm vụ",
}
FORM_VI = {
    "initiative": "sáng kiến",
    "topic": "đề tài khoa học",
    "solution": "giải pháp",
    "model": "mô hình",
}
SCOPE_VI = {
    "unit": "cơ sở",
    "commune": "cấp xã",
    "district": "cấp huyện",
    "province": "cấp tỉnh",
    "ministry": "cấp bộ",
    "nation": "toàn quốc",
}
ROUTE_VI = {
    "merit": "công trạng",
    "thematic": "phong trào thi đua theo đợt, chuyên đề",
    "sudden": "đột xuất",
    "dedication": "quá trình cống hiến",
    "seniority": "niên hạn",
    "foreign": "đối ngoại",
}
PENALTY_VI = {
    "reprimand": "khiển trách",
    "warning": "cảnh cáo",
    "pay_cut": "hạ bậc lương",
    "demotion": "giáng chức, cách chức",
    "dismissal": "buộc thôi việc",
    "criminal": "án hình sự",
}
HOLD_VI = {
    "discipline": "đang trong thời gian xem xét kỷ luật",
    "investigation": "đang bị điều tra",
    "inspection": "đang bị thanh tra, kiểm tra do có dấu hiệu vi phạm",
    "denunciation": "có tố cáo đang được xác minh",
    "complaint": "có khiếu nại đang được giải quyết",
    "press": "báo chí nêu dấu hiệu tham nhũng, tiêu cực đang được xác minh",
}
POST_VI = {
    "minister": "Bộ trưởng và tương đương",
    "deputy_minister": "Thứ trưởng và tương đương",
    "general_department_head": "Tổng cục trưởng và tương đương",
    "general_department_deputy": "Phó Tổng cục trưởng và tương đương",
    "ministry_department_head": "Vụ trưởng và tương đương",
    "ministry_department_deputy": "Phó Vụ trưởng và tương đương",
    "provincial_party_secretary": "Bí thư Tỉnh ủy",
    "provincial_deputy_party_secretary": "Phó Bí thư Tỉnh ủy",
    "provincial_party_committee_member": "Tỉnh ủy viên",
    "provincial_council_chair": "Chủ tịch Hội đồng nhân dân tỉnh",
    "provincial_chair": "Chủ tịch Ủy ban nhân dân tỉnh",
    "provincial_council_vice_chair": "Phó Chủ tịch Hội đồng nhân dân tỉnh",
    "provincial_vice_chair": "Phó Chủ tịch Ủy ban nhân dân tỉnh",
    "provincial_front_chair": "Chủ tịch Ủy ban Mặt trận Tổ quốc tỉnh",
    "provincial_front_vice_chair": "Phó Chủ tịch Ủy ban Mặt trận Tổ quốc tỉnh",
    "department_director": "Giám đốc sở",
    "department_deputy_director": "Phó Giám đốc sở",
    "provincial_agency_head": "Trưởng ban, ngành cấp tỉnh",
    "provincial_mass_organisation_head": "Trưởng đoàn thể cấp tỉnh",
    "district_party_secretary": "Bí thư huyện ủy",
    "district_chair": "Chủ tịch Ủy ban nhân dân huyện",
    "district_vice_chair": "Phó Chủ tịch Ủy ban nhân dân huyện",
    "district_division_head": "Trưởng phòng cấp huyện",
    "commune_party_secretary": "Bí thư đảng ủy cấp xã",
    "commune_chair": "Chủ tịch Ủy ban nhân dân cấp xã",
    "commune_vice_chair": "Phó Chủ tịch Ủy ban nhân dân cấp xã",
    "school_principal": "Hiệu trưởng",
}
WORK_VI = {
    "army": "phục vụ trong Quân đội nhân dân",
    "police": "phục vụ trong Công an nhân dân",
    "volunteer_youth": "tham gia lực lượng thanh niên xung phong",
    "teaching": "trực tiếp nuôi dạy, giảng dạy",
    "education": "công tác trong ngành giáo dục",
    "treatment": "trực tiếp làm chuyên môn kỹ thuật y tế",
    "health": "công tác trong ngành y tế",
    "performing_arts": "hoạt động nghệ thuật chuyên nghiệp",
    "circus_dance": "hoạt động nghệ thuật xiếc, múa",
    "craft": "hoạt động, hành nghề của nghệ nhân",
    "devoted_work": "lao động, công tác có cống hiến được tập thể suy tôn",
    "national_leadership": "dẫn đầu toàn quốc về năng suất, chất lượng, hiệu quả",
    "honorary_consul": "làm lãnh sự danh dự",
    "contribution_to_vietnam": "có đóng góp cho Việt Nam",
}
LAUNCHER_VI = {
    "commune": "cấp xã",
    "district": "cấp huyện",
    "province": "cấp tỉnh",
    "ministry": "bộ, ngành",
    "prime_minister": "Thủ tướng Chính phủ (Chủ tịch nước)",
}
RUN_BY_VI = {
    "unit": "đơn vị",
    "district": "cấp huyện",
    "province": "cấp tỉnh",
    "central_council": "Hội đồng Thi đua - Khen thưởng Trung ương",
}
DECIDER_VI = {
    "unit_head": "Thủ trưởng cơ quan, đơn vị có tư cách pháp nhân",
    "enterprise_head": "Người đứng đầu doanh nghiệp, hợp tác xã",
    "commune_chair": "Chủ tịch Ủy ban nhân dân cấp xã",
    "district_chair": "Chủ tịch Ủy ban nhân dân cấp huyện",
    "department_head": "Thủ trưởng cơ quan chuyên môn thuộc Ủy ban nhân dân cấp tỉnh",
    "province_chair": "Chủ tịch Ủy ban nhân dân cấp tỉnh",
    "prime_minister": "Thủ tướng Chính phủ",
    "government": "Chính phủ",
    "president": "Chủ tịch nước",
}


def rating_at_least(rating: Rating | None, level: Rating) -> bool | None:
    """Whether the rating reaches `level`; None for a rating never recorded."""
    return None if rating is None else RATINGS.index(rating) >= RATINGS.index(level)


def penalty_at_least(penalty: str, level: Penalty) -> bool:
    """Whether the penalty is `level` or heavier."""
    return PENALTIES.index(penalty) >= PENALTIES.index(level)
