"""Invented personal names in the manner of the province's ethnic groups. Pure and reproducible."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

FEMALE, MALE = "female", "male"

_KINH_FAMILY = (
    ("Nguyễn", 36), ("Trần", 12), ("Lê", 10), ("Phạm", 8), ("Hoàng", 5), ("Phan", 5), ("Vũ", 4), ("Võ", 4),
    ("Đặng", 3), ("Bùi", 3), ("Đỗ", 3), ("Hồ", 2), ("Ngô", 2), ("Dương", 2), ("Đinh", 1), ("Trịnh", 1),
    ("Mai", 1), ("Cao", 1), ("Lưu", 1), ("Tạ", 1),
)  # fmt: skip
_MIDDLE = {
    FEMALE: (
        "Thị",
        "Thị",
        "Thị",
        "Thị Kim",
        "Thị Thanh",
        "Thị Ngọc",
        "Thu",
        "Minh",
        "Thanh",
        "Ngọc",
        "Bích",
        "Mỹ",
    ),
    MALE: (
        "Văn",
        "Văn",
        "Văn",
        "Đức",
        "Minh",
        "Quang",
        "Hữu",
        "Công",
        "Xuân",
        "Ngọc",
        "Đình",
        "Quốc",
        "Thanh",
    ),
}
_GIVEN = {
    FEMALE: (
        "Lan", "Hoa", "Hương", "Hạnh", "Hằng", "Hà", "Hiền", "Huệ", "Linh", "Loan", "Mai", "Nga", "Ngân", "Nguyệt",
        "Nhung", "Oanh", "Phương", "Phượng", "Quyên", "Tâm", "Thảo", "Thắm", "Thủy", "Thúy", "Trang", "Trinh",
        "Tuyết", "Uyên", "Vân", "Xuân", "Yến", "Ánh", "Diệp", "Dung", "Giang",
    ),
    MALE: (
        "An", "Anh", "Bình", "Cường", "Chiến", "Công", "Duy", "Dũng", "Đạt", "Đức", "Hải", "Hiếu", "Hoàng", "Hùng",
        "Huy", "Khánh", "Khoa", "Kiên", "Lâm", "Long", "Lực", "Mạnh", "Minh", "Nam", "Nghĩa", "Phong", "Phúc",
        "Quân", "Quý", "Sơn", "Tài", "Thành", "Thắng", "Thịnh", "Toàn", "Trung", "Tú", "Tuấn", "Tùng", "Vinh", "Ước",
    ),
}  # fmt: skip
_CLAN = {  # family names of groups that order a name as the Kinh do
    "Tày": ("Nông", "Hoàng", "Lương", "Ma", "Bế", "Lý"),
    "Nùng": ("Nông", "Vi", "Lã", "Hoàng", "Lâm", "Mông"),
    "Mông": ("Giàng", "Vàng", "Thào", "Sùng", "Lầu", "Hạng"),
    "Dao": ("Triệu", "Bàn", "Phùng", "Đặng", "Lý"),
    "Thái": ("Lò", "Quàng", "Cầm", "Hà", "Lường", "Vi"),
}
_MONG_GIVEN = {
    FEMALE: ("Dở", "Mỷ", "Sua", "Chía", "Pà", "Dợ"),
    MALE: ("A Páo", "A Sử", "A Lềnh", "Seo Phừ", "A Chu"),
}
_HIGHLAND_FEMALE = (
    "Bia",
    "Blim",
    "Duyên",
    "Đoan",
    "Hương",
    "Linh",
    "Mai",
    "Nga",
    "Phi",
    "Rin",
    "Thảo",
    "Yam",
    "Lan",
)
_HIGHLAND_MALE = (
    "Bham",
    "Ben",
    "Dơn",
    "Đức",
    "Khôi",
    "Lem",
    "Luyến",
    "Nguyên",
    "Phi",
    "Quang",
    "Sơn",
    "Thịnh",
    "Tuyn",
)
_EDE_CLAN = ("Niê", "Êban", "Mlô", "Kbuôr", "Byă", "Ayŭn", "Knul")
_MNONG_MALE = ("Krang", "Mrang", "Xuân", "Nơl", "Tơr", "K'Rứt", "Bi", "Đé", "Lang", "Sươn")
_MA_GIVEN = ("Brịch", "Dỉn", "Tiêng", "Brối", "Bảo", "Long", "Thị", "Mbrai", "Giang")

GROUPS = (
    ("Kinh", 66), ("Mnông", 9), ("Nùng", 6), ("Mông", 5), ("Tày", 5), ("Dao", 3), ("Ê Đê", 2), ("Thái", 2), ("Mạ", 2),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """An invented person's name with sex and ethnic group."""

    full: str
    gender: str
    ethnic: str


def _weighted(rng: Random, pairs: tuple[tuple[str, int], ...]) -> str:
    return rng.choices([p[0] for p in pairs], weights=[p[1] for p in pairs])[0]


def invent(rng: Random, *, ethnic: str | None = None, gender: str | None = None) -> Name:
    """A name fitting the ethnic group (drawn by the province's shares when not given)."""
    ethnic = ethnic or _weighted(rng, GROUPS)
    gender = gender or rng.choice((FEMALE, MALE))
    return Name(_full(rng, ethnic, gender), gender, ethnic)


def _full(rng: Random, ethnic: str, gender: str) -> str:
    if ethnic == "Ê Đê":
        first = f"H'{rng.choice(_HIGHLAND_FEMALE)}" if gender == FEMALE else f"Y {rng.choice(_HIGHLAND_MALE)}"
        return f"{first} {rng.choice(_EDE_CLAN)}"
    if ethnic == "Mnông":
        if gender == FEMALE:
            return f"{rng.choice(('Thị', 'H'))}'{rng.choice(_HIGHLAND_FEMALE)}".replace("Thị'", "Thị ")
        return f"Điểu {rng.choice(_MNONG_MALE)}"
    if ethnic == "Mạ":
        return f"{'Ka' if gender == FEMALE else 'K'}'{rng.choice(_MA_GIVEN)}".replace("Ka'", "Ka ")
    family = _weighted(rng, _KINH_FAMILY) if ethnic == "Kinh" else rng.choice(_CLAN[ethnic])
    if ethnic == "Mông":
        return f"{family} {rng.choice(('Thị ', '')) if gender == FEMALE else ''}{rng.choice(_MONG_GIVEN[gender])}"
    return f"{family} {rng.choice(_MIDDLE[gender])} {rng.choice(_GIVEN[gender])}"
