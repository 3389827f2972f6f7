"""Numbers that identify a citizen: the 12 digits of today and the 9 digits of the old identity card.

The 12 digits are PPP C YY NNNNNN: where the birth was registered, century and sex, year of birth, a random
rest. There is no check digit, so a number can be shown to be wrong but never to be right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from thidua.kernel.text import nfc

Gender = Literal["male", "female"]

GENDER_NAMES: dict[Gender, str] = {"male": "nam", "female": "nữ"}

BIRTH_PROVINCES: dict[str, str] = {
    "001": "Hà Nội",
    "002": "Hà Giang",
    "004": "Cao Bằng",
    "006": "Bắc Kạn",
    "008": "Tuyên Quang",
    "010": "Lào Cai",
    "011": "Điện Biên",
    "012": "Lai Châu",
    "014": "Sơn La",
    "015": "Yên Bái",
    "017": "Hòa Bình",
    "019": "Thái Nguyên",
    "020": "Lạng Sơn",
    "022": "Quảng Ninh",
    "024": "Bắc Giang",
    "025": "Phú Thọ",
    "026": "Vĩnh Phúc",
    "027": "Bắc Ninh",
    "030": "Hải Dương",
    "031": "Hải Phòng",
    "033": "Hưng Yên",
    "034": "Thái Bình",
    "035": "Hà Nam",
    "036": "Nam Định",
    "037": "Ninh Bình",
    "038": "Thanh Hóa",
    "040": "Nghệ An",
    "042": "Hà Tĩnh",
    "044": "Quảng Bình",
    "045": "Quảng Trị",
    "046": "Thừa Thiên Huế",
    "048": "Đà Nẵng",
    "049": "Quảng Nam",
    "051": "Quảng Ngãi",
    "052": "Bình Định",
    "054": "Phú Yên",
    "056": "Khánh Hòa",
    "058": "Ninh Thuận",
    "060": "Bình Thuận",
    "062": "Kon Tum",
    "064": "Gia Lai",
    "066": "Đắk Lắk",
    "067": "Đắk Nông",
    "068": "Lâm Đồng",
    "070": "Bình Phước",
    "072": "Tây Ninh",
    "074": "Bình Dương",
    "075": "Đồng Nai",
    "077": "Bà Rịa - Vũng Tàu",
    "079": "Thành phố Hồ Chí Minh",
    "080": "Long An",
    "082": "Tiền Giang",
    "083": "Bến Tre",
    "084": "Trà Vinh",
    "086": "Vĩnh Long",
    "087": "Đồng Tháp",
    "089": "An Giang",
    "091": "Kiên Giang",
    "092": "Cần Thơ",
    "093": "Hậu Giang",
    "094": "Sóc Trăng",
    "095": "Bạc Liêu",
    "096": "Cà Mau",
}
"""The 63 provinces before the mergers of 2025; the number of a person does not change with a merger.

The list follows the codes of the administrative units from memory, so a code outside it only earns a warning.
"""

_FIRST_FOREIGN_CODE = 100
_SEPARATORS = re.compile(r"[\s.\-']")


@dataclass(frozen=True, slots=True)
class CitizenId:
    """A number as read. Only a citizen number (`kind` "citizen") tells birth place, gender and birth year."""

    number: str
    kind: Literal["citizen", "old_card"]
    birth_code: str | None = None
    gender: Gender | None = None
    birth_year: int | None = None

    @property
    def birth_place(self) -> str | None:
        """The province of birth registration, "nước ngoài" for another country, None when not known."""
        if self.birth_code is None:
            return None
        if int(self.birth_code) >= _FIRST_FOREIGN_CODE:
            return "nước ngoài"
        return BIRTH_PROVINCES.get(self.birth_code)

    @property
    def masked(self) -> str:
        """The number with all but its last three digits hidden, for screens that need no more."""
        return "•" * (len(self.number) - 3) + self.number[-3:]


def parse_citizen_id(text: str) -> CitizenId:
    """Read a 12-digit citizen number or a 9-digit card number; spaces, dots, hyphens and ' are dropped.

    Raises ValueError with a Vietnamese message for anything else.
    """
    number = _SEPARATORS.sub("", nfc(text))
    if not number:
        raise ValueError("Chưa nhập số định danh cá nhân.")
    if not (number.isascii() and number.isdigit()):
        raise ValueError("Số định danh cá nhân chỉ gồm các chữ số.")
    if len(number) == 9:
        return CitizenId(number, "old_card")
    if len(number) != 12:
        raise ValueError(_length_message(len(number)))
    if number.startswith("000"):
        raise ValueError("Ba chữ số đầu của số định danh cá nhân không thể là 000.")
    century_and_sex = int(number[3])
    return CitizenId(
        number,
        "citizen",
        birth_code=number[:3],
        gender="female" if century_and_sex % 2 else "male",
        birth_year=1900 + century_and_sex // 2 * 100 + int(number[4:6]),
    )


def warnings_against(
    citizen_id: CitizenId, gender: Gender | None = None, birth_year: int | None = None
) -> tuple[str, ...]:
    """What does not fit between the number and the record, as Vietnamese sentences; None is not compared.

    Warnings, never refusals: records of birth are corrected while the number stays.
    """
    if citizen_id.kind == "old_card":
        return ("Đây là số chứng minh nhân dân 9 số; đề nghị bổ sung số định danh cá nhân 12 số.",)
    found: list[str] = []
    if citizen_id.birth_place is None:
        found.append(
            f"Mã nơi đăng ký khai sinh {citizen_id.birth_code} không có trong danh mục tỉnh, thành phố."
        )
    if gender and citizen_id.gender and gender != citizen_id.gender:
        found.append(
            f"Số định danh cá nhân là của {GENDER_NAMES[citizen_id.gender]}, "
            f"hồ sơ ghi giới tính {GENDER_NAMES[gender]}."
        )
    if birth_year is not None and birth_year != citizen_id.birth_year:
        found.append(
            f"Số định danh cá nhân ứng với năm sinh {citizen_id.birth_year}, hồ sơ ghi năm sinh {birth_year}."
        )
    return tuple(found)


def _length_message(length: int) -> str:
    message = f"Số định danh cá nhân phải có 12 chữ số (số chứng minh nhân dân cũ có 9), đang có {length}."
    if length in (8, 10, 11):
        message += " Nếu lấy từ bảng tính, có thể đã mất chữ số 0 ở đầu; hãy để ô ở dạng văn bản."
    return message
