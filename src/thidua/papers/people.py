"""Those who receive awards, as the papers name them, and the lists annexed to the papers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from thidua.kernel.formats import list_vi, number
from thidua.kernel.roman import to_roman
from thidua.papers.model import Annex, Column, Group, Numbering, Table
from thidua.papers.wording import count_text, date_text, lower_first, upper_first

RecipientKind = Literal["collective", "person", "household"]
# The order in which papers list them, and the words for each.
KIND_WORDS: dict[RecipientKind, str] = {
    "collective": "tập thể",
    "person": "cá nhân",
    "household": "hộ gia đình",
}


@dataclass(frozen=True, slots=True)
class Recipient:
    """One recipient as printed. `prefix` is the form of address ("Ông", "Bà", "Hộ gia đình ông", …), empty
    for a collective. `award` is needed only where one list mixes awards. `amount` is the bonus in đồng."""

    name: str
    kind: RecipientKind = "person"
    prefix: str = ""
    position: str = ""
    unit: str = ""
    award: str = ""
    amount: int | None = None
    note: str = ""

    @property
    def full_name(self) -> str:
        """Form of address and name: `Bà Trần Thị B`."""
        return f"{self.prefix} {self.name}".strip()

    @property
    def place(self) -> str:
        """Position and unit in one phrase."""
        return ", ".join(part for part in (self.position, self.unit) if part)

    @property
    def sentence(self) -> str:
        """For the middle of a sentence: `bà Trần Thị B, Trưởng phòng, Sở Y tế`."""
        name = f"{lower_first(self.prefix)} {self.name}" if self.prefix else self.name
        if self.kind == "collective" and not self.prefix:
            name = f"tập thể {name}"
        return ", ".join(part for part in (name, self.position, self.unit) if part)


@dataclass(frozen=True, slots=True)
class Grant:
    """One award given to several recipients by one paper.

    `verb` as the law says it ("Tặng", "Công nhận", "Tặng thưởng"); `award` the name in full, for example
    `Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh` or `danh hiệu “Chiến sĩ thi đua cơ sở”`; `reason` follows
    the recipients ("đã có thành tích xuất sắc trong …").
    """

    verb: str
    award: str
    recipients: tuple[Recipient, ...]
    reason: str = ""

    @property
    def phrase(self) -> str:
        """`tặng Bằng khen của …`."""
        return f"{lower_first(self.verb)} {self.award}"


def kinds_of(recipients: Sequence[Recipient]) -> tuple[RecipientKind, ...]:
    """The kinds present, in the order papers list them."""
    present = {recipient.kind for recipient in recipients}
    return tuple(kind for kind in KIND_WORDS if kind in present)


def counted(recipients: Sequence[Recipient]) -> str:
    """`02 tập thể, 30 cá nhân và 01 hộ gia đình`."""
    return list_vi(
        [
            f"{count_text(sum(each.kind == kind for each in recipients))} {KIND_WORDS[kind]}"
            for kind in kinds_of(recipients)
        ]
    )


def kinds_text(recipients: Sequence[Recipient]) -> str:
    """`tập thể, cá nhân`."""
    return ", ".join(KIND_WORDS[kind] for kind in kinds_of(recipients))


def total_amount(grants: Sequence[Grant]) -> int:
    """Sum of the bonuses, in đồng."""
    return sum(recipient.amount or 0 for grant in grants for recipient in grant.recipients)


def list_table(recipients: Sequence[Recipient]) -> Table:
    """The list of recipients: grouped by kind when there are several; columns nobody fills are left out."""
    named = "Họ và tên" if kinds_of(recipients) == ("person",) else "Tên tập thể, cá nhân"
    if kinds_of(recipients) == ("collective",):
        named = "Tên tập thể"
    elif "household" in kinds_of(recipients):
        named = "Tên tập thể, cá nhân, hộ gia đình" if len(kinds_of(recipients)) > 1 else "Hộ gia đình"
    shown = [
        (Column("STT", 0.6, "center"), None),
        (Column(named, 3), lambda r: r.full_name),
        (Column("Chức vụ, đơn vị công tác", 4), lambda r: r.place),
        (Column("Danh hiệu, hình thức khen thưởng", 2.6), lambda r: r.award),
        (Column("Tiền thưởng\n(đồng)", 1.5, "right"), lambda r: "" if r.amount is None else number(r.amount)),
        (Column("Ghi chú", 1.6), lambda r: r.note),
    ]
    kept = [(column, value) for column, value in shown if value is None or any(map(value, recipients))]
    groups = []
    for place, kind in enumerate(kinds_of(recipients), start=1):
        members = [recipient for recipient in recipients if recipient.kind == kind]
        rows = tuple(
            tuple(str(index) if value is None else value(recipient) for _column, value in kept)
            for index, recipient in enumerate(members, start=1)
        )
        groups.append(Group(f"{to_roman(place)}. {KIND_WORDS[kind].upper()} ({count_text(len(rows))})", rows))
    columns = tuple(column for column, _value in kept)
    if len(groups) == 1:
        return Table(columns, groups[0].rows)
    return Table(columns, groups=tuple(groups))


def reference(kind: str, numbering: Numbering, date: dt.date | None, issuer: str) -> str:
    """`Kèm theo Quyết định số 15/QĐ-UBND ngày 05 tháng 02 năm 2026 của Chủ tịch …` (blanks for a draft)."""
    written = numbering.line.removeprefix("Số:").strip(" ")
    return f"Kèm theo {upper_first(kind.lower())} số {written} {date_text(date)}\ncủa {issuer}"


def list_annex(grant: Grant, refers_to: str, *, asked: bool = False) -> Annex:
    """The annexed list of one grant; `asked` for lists that propose rather than decide."""
    status = "đề nghị" if asked else "được"
    return Annex(
        title=f"Danh sách\n{kinds_text(grant.recipients)} {status} {grant.phrase}",
        subtitle="",
        refers_to=refers_to,
        table=list_table(grant.recipients),
        closing=f"Danh sách gồm {counted(grant.recipients)}./.",
    )
