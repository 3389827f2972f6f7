"""Enums and plain values of the organisation: kinds of unit, of recipient, of person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class UnitKind(StrEnum):
    """What sort of body a unit is; `label` is what screens say."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    DEPARTMENT = "department"
    DIVISION = "division"
    SCHOOL = "school"
    HOSPITAL = "hospital"
    ENTERPRISE = "enterprise"
    COOPERATIVE = "cooperative"
    ASSOCIATION = "association"
    ARMED_UNIT = "armed_unit"
    VILLAGE = "village"

    @property
    def label(self) -> str:
        return _UNIT_LABELS[self]

    @property
    def law_group(self) -> str:
        """The collective's group in the words of the law engine's record format."""
        return _LAW_GROUPS[self]


_UNIT_LABELS = {
    UnitKind.PROVINCE: "tỉnh",
    UnitKind.DISTRICT: "huyện, thành phố",
    UnitKind.COMMUNE: "xã, phường, thị trấn",
    UnitKind.DEPARTMENT: "sở, ban, ngành",
    UnitKind.DIVISION: "phòng, ban trực thuộc",
    UnitKind.SCHOOL: "trường học",
    UnitKind.HOSPITAL: "cơ sở y tế",
    UnitKind.ENTERPRISE: "doanh nghiệp",
    UnitKind.COOPERATIVE: "hợp tác xã",
    UnitKind.ASSOCIATION: "hội, đoàn thể",
    UnitKind.ARMED_UNIT: "đơn vị lực lượng vũ trang",
    UnitKind.VILLAGE: "thôn, tổ dân phố",
}
_LAW_GROUPS = {
    UnitKind.PROVINCE: "province",
    UnitKind.DISTRICT: "agency",
    UnitKind.COMMUNE: "commune",
    UnitKind.DEPARTMENT: "agency",
    UnitKind.DIVISION: "subdivision",
    UnitKind.SCHOOL: "school",
    UnitKind.HOSPITAL: "agency",
    UnitKind.ENTERPRISE: "enterprise",
    UnitKind.COOPERATIVE: "cooperative",
    UnitKind.ASSOCIATION: "association",
    UnitKind.ARMED_UNIT: "armed_unit",
    UnitKind.VILLAGE: "village",
}


class Authority(StrEnum):
    """The power to award that the head of a unit holds by law; codes of the lawbook."""

    NONE = ""
    UNIT_HEAD = "unit_head"
    ENTERPRISE_HEAD = "enterprise_head"
    COMMUNE_CHAIR = "commune_chair"
    DISTRICT_CHAIR = "district_chair"
    DEPARTMENT_HEAD = "department_head"
    PROVINCE_CHAIR = "province_chair"


class RecipientKind(StrEnum):
    """Who can be awarded."""

    PERSON = "person"
    COLLECTIVE = "collective"
    HOUSEHOLD = "household"

    @property
    def label(self) -> str:
        return {"person": "Cá nhân", "collective": "Tập thể", "household": "Hộ gia đình"}[self.value]


class PersonGroup(StrEnum):
    """A person's group in the words of the law engine's record format."""

    OFFICIAL = "official"
    WORKER = "worker"
    FARMER = "farmer"
    LABOURER = "labourer"
    ENTREPRENEUR = "entrepreneur"
    ARMED_FORCES = "armed_forces"
    STUDENT = "student"
    OVERSEAS = "overseas"
    FOREIGN = "foreign"

    @property
    def label(self) -> str:
        return _GROUP_LABELS[self]


_GROUP_LABELS = {
    PersonGroup.OFFICIAL: "Cán bộ, công chức, viên chức",
    PersonGroup.WORKER: "Công nhân",
    PersonGroup.FARMER: "Nông dân",
    PersonGroup.LABOURER: "Người lao động",
    PersonGroup.ENTREPRENEUR: "Doanh nhân",
    PersonGroup.ARMED_FORCES: "Lực lượng vũ trang",
    PersonGroup.STUDENT: "Học sinh, sinh viên",
    PersonGroup.OVERSEAS: "Người Việt Nam ở nước ngoài",
    PersonGroup.FOREIGN: "Người nước ngoài",
}


class Gender(StrEnum):
    """Recorded sex."""

    FEMALE = "female"
    MALE = "male"

    @property
    def label(self) -> str:
        return {"female": "Nữ", "male": "Nam"}[self.value]


@dataclass(frozen=True, slots=True)
class UnitRef:
    """What others need to know of a unit without loading it."""

    id: int
    name: str
    path: str
    kind: str
    authority: str
    parent_id: int | None
    valid_from: date | None
    valid_to: date | None

    def valid_on(self, day: date) -> bool:
        """Whether the unit existed on that day (both ends included; an open end always holds)."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )

    def covers(self, path: str) -> bool:
        """Whether `path` lies in this unit's subtree, the unit itself included."""
        return path.startswith(self.path)


class SuccessionKind(StrEnum):
    """How a unit became another."""

    MERGER = "merger"
    SPLIT = "split"
    RENAMING = "renaming"
    TRANSFER = "transfer"

    @property
    def label(self) -> str:
        return _SUCCESSION_LABELS[self]


_SUCCESSION_LABELS = {
    SuccessionKind.MERGER: "Sáp nhập",
    SuccessionKind.SPLIT: "Chia tách",
    SuccessionKind.RENAMING: "Đổi tên",
    SuccessionKind.TRANSFER: "Chuyển đơn vị quản lý",
}


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit to be created. `code` is unique within `period`; `symbol` stands in its document numbers."""

    name: str
    kind: UnitKind
    code: str
    period: str = ""
    authority: Authority = Authority.NONE
    symbol: str = ""
    place: str = ""
    head_title: str = ""
    short_name: str = ""
    name_alt: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    border: bool = False
    remote: bool = False
    in_flag_list: bool = False
    founded: int | None = None
    sample: bool = False


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person to be registered at a unit; `since` is the day service there began, None when unknown.

    `facts_from`..`facts_to` are the years whose facts are completely recorded, None when none are.
    """

    unit_id: int
    name: str
    group: PersonGroup
    birth_date: date | None = None
    gender: Gender | None = None
    ethnic: str = ""
    id_number: str | None = None
    position: str = ""
    leader: bool = False
    higher_retirement_age: bool = False
    recruited: date | None = None
    since: date | None = None
    facts_from: int | None = None
    facts_to: int | None = None
    sample: bool = False


@dataclass(frozen=True, slots=True)
class NewHousehold:
    """A household to be registered at its commune, named after its head."""

    unit_id: int
    name: str
    village: str = ""
    facts_from: int | None = None
    facts_to: int | None = None
    sample: bool = False


@dataclass(frozen=True, slots=True)
class NewCollective:
    """A unit to be registered as one that can be awarded, which a unit created by `create_unit` already is."""

    unit_id: int
    facts_from: int | None = None
    facts_to: int | None = None


NewRecipient = NewPerson | NewHousehold | NewCollective
