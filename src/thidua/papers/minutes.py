"""Minutes of a council's session: Mẫu 1.9 of NĐ 30/2020/NĐ-CP with the result of the ballots.

Shares are of ALL members of the council, present or not, as the emulation law counts them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from thidua.papers.model import (
    Annex,
    Block,
    Column,
    Document,
    Labelled,
    Letterhead,
    Numbering,
    PaperError,
    Paragraph,
    Signature,
    Sizes,
    Table,
)
from thidua.papers.people import Recipient
from thidua.papers.wording import clock_text, count_text, date_text, finish, listed, percent_text

# Results up to this many rows stand in the body; longer ones are annexed.
RESULTS_IN_BODY = 20


@dataclass(frozen=True, slots=True)
class Attendee:
    """A member or guest. `role` in the council ("Chủ tịch Hội đồng"), `position` outside it."""

    name: str
    position: str = ""
    role: str = ""

    @property
    def line(self) -> str:
        """`Ông Nguyễn Văn A, Phó Chủ tịch UBND tỉnh, Chủ tịch Hội đồng`."""
        return ", ".join(part for part in (self.name, self.position, self.role) if part)


@dataclass(frozen=True, slots=True)
class Absentee:
    """A member who did not come, why, and whether an opinion was sent in writing."""

    name: str
    position: str = ""
    reason: str = ""
    wrote: bool = False

    @property
    def line(self) -> str:
        """`Ông Nguyễn Văn A, Giám đốc Sở Y tế (đi công tác; đã gửi ý kiến bằng văn bản)`."""
        notes = [part for part in (self.reason, "đã gửi ý kiến bằng văn bản" if self.wrote else "") if part]
        person = ", ".join(part for part in (self.name, self.position) if part)
        return f"{person} ({'; '.join(notes)})" if notes else person


@dataclass(frozen=True, slots=True)
class VoteResult:
    """The ballots on one nomination. `passed` None leaves the outcome blank."""

    recipient: Recipient
    award: str
    agreed: int
    disagreed: int = 0
    blank: int = 0
    passed: bool | None = None


def minutes(
    *,
    letterhead: Letterhead,
    number: Numbering,
    council: str,
    subject: str,
    started: dt.datetime,
    ended: dt.datetime,
    place: str,
    total: int,
    present: Sequence[Attendee],
    absent: Sequence[Absentee],
    chair: Attendee,
    secretary: Attendee,
    contents: Sequence[str],
    voting_method: str,
    results: Sequence[VoteResult],
    conclusions: Sequence[str] = (),
    guests: Sequence[Attendee] = (),
    receivers: Sequence[str] = ("Thành viên Hội đồng", "Lưu: VT, Hồ sơ"),
    sizes: Sizes | None = None,
) -> Document:
    """Minutes of one session.

    `council` in sentence case ("Hội đồng Thi đua - Khen thưởng tỉnh Đắk Nông"); `subject` names the meeting
    ("Họp Hội đồng … xét, đề nghị khen thưởng năm 2025"); `total` is the number of all members. Secretary
    signs on the left, chair on the right. Raises `PaperError` when counts contradict each other.
    """
    _check(total, present, absent, results, started, ended)
    annexed = len(results) > RESULTS_IN_BODY
    blocks: list[Block] = [
        Labelled("Thời gian bắt đầu:", f"{clock_text(started.time())}, {date_text(started.date())}."),
        Labelled("Địa điểm:", finish(place, ".")),
        *_attendance(council, total, present, absent, guests),
        Labelled("Chủ trì:", finish(chair.line, ".")),
        Labelled("Thư ký:", finish(secretary.line, ".")),
        *_numbered("Nội dung:", contents),
        *_ballots(total, voting_method, results, annexed),
        *_numbered("Kết luận:", conclusions),
        Paragraph(
            f"Cuộc họp kết thúc vào {clock_text(ended.time())}, {date_text(ended.date())}./.",
        ),
    ]
    written = number.line.removeprefix("Số:").strip(" ")
    refers_to = f"Kèm theo Biên bản số {written} {date_text(ended.date())}\ncủa {council}"
    return Document(
        kind="BIÊN BẢN",
        subject=subject,
        letterhead=letterhead,
        number=number,
        date=ended.date(),
        dated=False,
        blocks=tuple(blocks),
        signatures=(
            Signature(("THƯ KÝ",), _bare(secretary.name)),
            Signature(("CHỦ TỌA",), _bare(chair.name)),
        ),
        recipients=tuple(receivers),
        annexes=(_annex(results, total, refers_to),) if annexed else (),
        sizes=sizes or Sizes(),
    )


def _bare(name: str) -> str:
    """The name without the form of address, as signatures have it."""
    return name.removeprefix("Ông ").removeprefix("Bà ").removeprefix("Đồng chí ")


def _check(
    total: int,
    present: Sequence[Attendee],
    absent: Sequence[Absentee],
    results: Sequence[VoteResult],
    started: dt.datetime,
    ended: dt.datetime,
) -> None:
    if total < 1:
        raise PaperError("Biên bản cần tổng số thành viên Hội đồng từ 01 trở lên.")
    if len(present) + len(absent) != total:
        raise PaperError(
            f"Số thành viên có mặt ({len(present)}) và vắng mặt ({len(absent)}) "
            f"không bằng tổng số thành viên Hội đồng ({total})."
        )
    if ended < started:
        raise PaperError("Thời gian kết thúc cuộc họp sớm hơn thời gian bắt đầu.")
    voters = len(present) + sum(each.wrote for each in absent)
    for result in results:
        cast = result.agreed + result.disagreed + result.blank
        if min(result.agreed, result.disagreed, result.blank) < 0 or cast > voters:
            raise PaperError(
                f"Số phiếu của «{result.recipient.full_name}» ({cast}) không khớp số thành viên tham gia "
                f"biểu quyết ({voters})."
            )


def _attendance(
    council: str,
    total: int,
    present: Sequence[Attendee],
    absent: Sequence[Absentee],
    guests: Sequence[Attendee],
) -> list[Block]:
    share = percent_text(len(present), total)
    blocks: list[Block] = [
        Labelled(
            "Thành phần tham dự:", f"{council} có {count_text(total)} thành viên; có mặt {share} thành viên."
        ),
        *_dashes(each.line for each in present),
    ]
    if absent:
        blocks += [
            Paragraph(f"Vắng mặt {count_text(len(absent))} thành viên:"),
            *_dashes(a.line for a in absent),
        ]
    if guests:
        blocks += [Paragraph("Tham dự khác:"), *_dashes(guest.line for guest in guests)]
    return blocks


def _dashes(items: Iterable[str]) -> list[Block]:
    return [Paragraph(f"- {line}") for line in listed(tuple(items))]


def _numbered(label: str, items: Sequence[str]) -> list[Block]:
    if not items:
        return []
    lines = [Paragraph(f"{place}. {finish(text, '.')}") for place, text in enumerate(items, start=1)]
    return [Labelled(label, ""), *lines]


def _ballots(total: int, method: str, results: Sequence[VoteResult], annexed: bool) -> list[Block]:
    blocks: list[Block] = [Labelled("Hình thức biểu quyết:", finish(method, "."))] if method else []
    if not results:
        return blocks
    basis = f"tỷ lệ tính trên tổng số {count_text(total)} thành viên Hội đồng"
    blocks.append(
        Labelled("Kết quả biểu quyết:", f"{basis}{' (có danh sách kèm theo).' if annexed else ':'}")
    )
    passed = [each.passed for each in results]
    if not annexed:
        blocks.append(_table(results, total))
    if None not in passed:
        blocks.append(
            Paragraph(
                f"Có {count_text(sum(map(bool, passed)))}/{count_text(len(passed))} trường hợp đủ tỷ lệ đồng ý "
                "theo quy định."
            )
        )
    return blocks


def _table(results: Sequence[VoteResult], total: int) -> Table:
    decided = any(result.passed is not None for result in results)
    columns = [
        Column("STT", 0.6, "center"),
        Column("Tập thể, cá nhân", 3.2),
        Column("Danh hiệu, hình thức khen thưởng", 2.6),
        Column("Đồng ý", 0.9, "center"),
        Column("Không đồng ý", 0.9, "center"),
        Column("Tỷ lệ đồng ý", 1.1, "center"),
    ]
    if decided:
        columns.append(Column("Kết quả", 1.1, "center"))
    rows = []
    for place, each in enumerate(results, start=1):
        share = percent_text(each.agreed, total)
        whom = each.recipient.full_name
        row = [
            str(place),
            f"{whom}, {each.recipient.place}" if each.recipient.place else whom,
            each.award,
            str(each.agreed),
            str(each.disagreed),
            share.partition("(")[2].rstrip(")"),
        ]
        if decided:
            row.append({True: "Đạt", False: "Không đạt", None: ""}[each.passed])
        rows.append(tuple(row))
    return Table(tuple(columns), tuple(rows))


def _annex(results: Sequence[VoteResult], total: int, refers_to: str) -> Annex:
    return Annex(
        title="Kết quả biểu quyết",
        subtitle="",
        refers_to=refers_to,
        table=_table(results, total),
        closing=f"Danh sách gồm {count_text(len(results))} trường hợp; tỷ lệ tính trên tổng số "
        f"{count_text(total)} thành viên./.",
    )
