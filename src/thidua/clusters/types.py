"""Values of clusters and their rounds. Pure."""

from __future__ import annotations

from enum import StrEnum


class ClusterKind(StrEnum):
    """Units alike in work form a bloc, neighbours a cluster; both work the same way."""

    CLUSTER = "cluster"
    BLOC = "bloc"

    @property
    def label(self) -> str:
        return {"cluster": "Cụm thi đua", "bloc": "Khối thi đua"}[self.value]


class Place(StrEnum):
    """What a unit is in its cluster."""

    HEAD = "head"
    DEPUTY = "deputy"
    MEMBER = "member"

    @property
    def label(self) -> str:
        return {"head": "Trưởng cụm, khối", "deputy": "Phó trưởng cụm, khối", "member": "Thành viên"}[
            self.value
        ]


class Stage(StrEnum):
    """Where a round stands; `PUBLISHED` is locked."""

    SELF = "self"
    CHECK = "check"
    OBJECT = "object"
    MEETING = "meeting"
    PUBLISHED = "published"

    @property
    def label(self) -> str:
        return _STAGES[self][0]

    @property
    def tone(self) -> str:
        return "good" if self is Stage.PUBLISHED else "wait"

    @property
    def says(self) -> str:
        """What happens now, for those who look at the round."""
        return _STAGES[self][1]


_STAGES = {
    Stage.SELF: ("Tự chấm", "Các đơn vị tự chấm, nộp minh chứng."),
    Stage.CHECK: (
        "Kiểm tra",
        "Trưởng cụm, khối kiểm tra; cơ quan thường trực và cơ quan quản lý số liệu chấm phần của mình.",
    ),
    Stage.OBJECT: ("Phản hồi", "Các đơn vị xem điểm đã kiểm tra của mình và có ý kiến từng tiêu chí."),
    Stage.MEETING: ("Họp, bỏ phiếu", "Cụm, khối họp thông qua điểm và bỏ phiếu kín."),
    Stage.PUBLISHED: ("Đã công bố", "Kết quả đã khóa; sửa thì lập bản kết quả mới có lý do."),
}


class Ruling(StrEnum):
    """What became of an objection."""

    OPEN = "open"
    UPHELD = "upheld"
    DISMISSED = "dismissed"

    @property
    def label(self) -> str:
        return {"open": "Chờ trả lời", "upheld": "Chấp nhận", "dismissed": "Không chấp nhận"}[self.value]

    @property
    def tone(self) -> str:
        return {"open": "wait", "upheld": "good", "dismissed": "done"}[self.value]


class Side(StrEnum):
    """As whom somebody acts in a round."""

    MEMBER = "member"
    HEAD = "head"
    OFFICE = "office"
    AGENCY = "agency"

    @property
    def label(self) -> str:
        return {
            "member": "Đơn vị tự chấm",
            "head": "Trưởng cụm, khối",
            "office": "Cơ quan thường trực",
            "agency": "Cơ quan quản lý số liệu",
        }[self.value]


class Honour(StrEnum):
    """What a cluster votes on."""

    FLAG = "flag"
    CERTIFICATE = "certificate"

    @property
    def label(self) -> str:
        return {"flag": "Cờ thi đua", "certificate": "Bằng khen"}[self.value]

    @property
    def award(self) -> str:
        """The award's code in the lawbook: both are the province's."""
        return {"flag": "provincial_emulation_flag", "certificate": "provincial_certificate_of_merit"}[
            self.value
        ]


class ActivityKind(StrEnum):
    """What a cluster does together in a year."""

    MEETING = "meeting"
    REVIEW = "review"
    CONFERENCE = "conference"
    VISIT = "visit"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            "meeting": "Họp cụm, khối",
            "review": "Sơ kết, tổng kết",
            "conference": "Hội nghị, hội thảo",
            "visit": "Tham quan, trao đổi kinh nghiệm",
            "other": "Hoạt động khác",
        }[self.value]


class Presence(StrEnum):
    """How a member took part in an activity."""

    LEADER = "leader"
    STAND_IN = "stand_in"
    EXCUSED = "excused"
    ABSENT = "absent"

    @property
    def label(self) -> str:
        return {
            "leader": "Lãnh đạo dự",
            "stand_in": "Cử người dự thay",
            "excused": "Vắng có phép",
            "absent": "Vắng không phép",
        }[self.value]

    @property
    def tone(self) -> str:
        return {"leader": "good", "stand_in": "good", "excused": "wait", "absent": "bad"}[self.value]

    @property
    def came(self) -> bool:
        """Whether somebody was there for the unit."""
        return self in (Presence.LEADER, Presence.STAND_IN)


class PaperKind(StrEnum):
    """What a paper of a cluster is."""

    PROGRAMME = "programme"
    RULES = "rules"
    GUIDANCE = "guidance"
    NOTICE = "notice"
    REPORT = "report"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            "programme": "Chương trình công tác",
            "rules": "Quy chế hoạt động",
            "guidance": "Hướng dẫn",
            "notice": "Thông báo",
            "report": "Báo cáo",
            "other": "Văn bản khác",
        }[self.value]
