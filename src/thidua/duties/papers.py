"""The printed letter of urging and the printed report back, from what each version froze."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from thidua.access.types import Actor
from thidua.duties import queries, reporting
from thidua.duties.gather import LETTER_SUBJECT, document_words
from thidua.duties.models import Report, UrgingLetter
from thidua.duties.reporting import Content, PointOf, Row
from thidua.foundation.printing import printed
from thidua.kernel.formats import date_vi
from thidua.organisation import naming
from thidua.papers.model import (
    Annex,
    Block,
    Clause,
    Clauses,
    Column,
    Document,
    Heading,
    Letterhead,
    Numbering,
    Paragraph,
    Signature,
    Table,
)
from thidua.papers.wording import finish

DRAFTER = "TĐKT"
SHOWN = 5
"""How many units' results are told under a point; all stand in the annex."""
_WORDS = (
    ("accepted", "hoàn thành, được chấp nhận"), ("waiting", "báo cáo xong, chờ chấp nhận"),
    ("under_way", "đang thực hiện"), ("not_begun", "chưa thực hiện"), ("overdue", "quá hạn"),
)  # fmt: skip
_FIGURES = {
    "received": "Được giao", "given": "Đã giao", "accepted": "Được chấp nhận", "waiting": "Chờ chấp nhận",
    "under_way": "Đang thực hiện", "not_begun": "Chưa thực hiện", "overdue": "Quá hạn",
}  # fmt: skip


def letter_file(actor: Actor, letter_id: int, form: str) -> bytes:
    """The letter of urging as `pdf` or `docx`. Raises NotThere, Refused where it cannot be printed."""
    return printed(letter_document(queries.letter(actor, letter_id)), form)


def report_file(actor: Actor, report_id: int, form: str) -> bytes:
    """The version of the report back as `pdf` or `docx`. Raises NotThere, Refused."""
    return printed(report_document(queries.report(actor, report_id)), form)


def letter_document(letter: UrgingLetter) -> Document:
    """The letter as a paper: what is overdue, by when the unit is to report."""
    sender, to = letter.from_unit, letter.to_unit
    name, whom = naming.body_name(sender.name, sender.kind), naming.body_name(to.name, to.kind)
    opening = (
        f"Qua theo dõi, đến ngày {date_vi(letter.on)}, {whom} còn {len(letter.lines):02d} nhiệm vụ đã quá hạn "
        "thực hiện, cụ thể như sau:"
    )
    blocks: list[Block] = [
        Paragraph(opening),
        Clauses(tuple(Clause(_urged(line)) for line in letter.lines)),
    ]
    if letter.words:
        blocks.append(Paragraph(finish(letter.words, ".")))
    blocks.append(
        Paragraph(
            f"{name} đề nghị {whom} khẩn trương thực hiện các nhiệm vụ nêu trên và báo cáo kết quả trước ngày "
            f"{date_vi(letter.until)}; việc nào chưa hoàn thành được thì nêu rõ lý do và thời gian hoàn thành./."
        )
    )
    return Document(
        kind="CÔNG VĂN",
        kind_style="cong_van",
        subject=LETTER_SUBJECT,
        letterhead=_letterhead(sender),
        number=Numbering(letter.number or None, "-".join(filter(None, (sender.symbol, DRAFTER)))),
        date=letter.signed_on,
        blocks=tuple(blocks),
        addressees=(whom,),
        signatures=(_signature(letter, sender),),
        recipients=("Như trên", f"Lưu: VT, {DRAFTER}"),
    )


def _urged(line: dict[str, Any]) -> str:
    due = f"hạn {date_vi(date.fromisoformat(line['due_on']))}" if line["due_on"] else "không có hạn"
    return f"{finish(line['text'], '')} ({due}; tiến độ đã báo cáo {line['percent']}%; theo {line['paper']})."


def report_document(report: Report) -> Document:
    """The report back as a paper: the whole, then point by point, every duty in the annex."""
    content = reporting.thawed(report.content)
    organ = report.organ
    name = naming.body_name(organ.name, organ.kind)
    paper = document_words(report.document)
    blocks: list[Block] = [
        Paragraph(
            f"Thực hiện {paper}, {name} báo cáo kết quả thực hiện các nhiệm vụ được giao tính đến ngày "
            f"{date_vi(content.on)} như sau:"
        ),
        Heading("I. KẾT QUẢ CHUNG"),
        Paragraph(finish(_sum_words(content.whole), ".")),
        _figures("Nội dung", (*content.points, content.whole)),
        Heading("II. KẾT QUẢ THEO TỪNG NỘI DUNG"),
    ]
    rows = {row.id: row for row in content.rows}
    for number, point in enumerate(content.points, start=1):
        blocks += _point(number, point, rows)
    if report.remarks:
        blocks += [Heading("III. ĐÁNH GIÁ, KIẾN NGHỊ")]
        blocks += [Paragraph(line.strip()) for line in report.remarks.splitlines() if line.strip()]
    blocks.append(Paragraph(f"{name} kính báo cáo {report.addressee}./."))
    refers = f"Kèm theo Báo cáo của {name}, số liệu đến ngày {date_vi(content.on)}"
    return Document(
        kind="BÁO CÁO",
        subject=f"Kết quả thực hiện {paper}",
        letterhead=_letterhead(organ),
        number=Numbering(report.number or None, "-".join(filter(None, ("BC", organ.symbol)))),
        date=report.signed_on,
        blocks=tuple(blocks),
        addressees=(report.addressee,),
        signatures=(_signature(report, organ),),
        recipients=("Như trên", f"Lưu: VT, {DRAFTER}"),
        annexes=(
            *(
                (Annex("Kết quả theo đơn vị", "", refers, _figures("Đơn vị", content.units)),)
                if content.units
                else ()
            ),
            Annex("Tình hình thực hiện nhiệm vụ", "", refers, _annex(content), landscape=True),
        ),
    )


def _sum_words(point: PointOf) -> str:
    count = {name: len(ids) for name, ids in point.figures.items()}
    if not point.rows:
        return "Chưa giao nhiệm vụ nào"
    told = [f"{count[name]} nhiệm vụ {words}" for name, words in _WORDS if count[name]]
    words, of = f"Đã giao {count['given']} nhiệm vụ", ""
    if count.get("received"):
        words = (
            f"Được giao {count['received']} nhiệm vụ, giao cho đơn vị trực thuộc {count['given']} nhiệm vụ"
        )
        of = " các nhiệm vụ được giao"
    return f"{words}: {'; '.join(told)}. Tiến độ bình quân{of} {point.mean_percent}%"


def _figures(title: str, parts: Sequence[PointOf]) -> Table:
    names = [name for name in _FIGURES if all(name in part.figures for part in parts)]
    columns = (
        Column(title, 2.0),
        *(Column(label, 1.0, "center") for label in [*(_FIGURES[name] for name in names), "Tiến độ (%)"]),
    )
    return Table(
        columns,
        tuple(
            (
                point.title,
                *(str(len(point.figures[name])) for name in names),
                "–" if point.mean_percent is None else str(point.mean_percent),
            )
            for point in parts
        ),
    )


def _point(number: int, point: PointOf, rows: dict[int, Row]) -> list[Block]:
    blocks: list[Block] = [Heading(f"{number}. {point.title}", 3)]
    if point.words:
        blocks.append(Paragraph(f"“{finish(point.words, '')}”.", italic=True))
    blocks.append(Paragraph(finish(_sum_words(point), ".")))
    told = [rows[pk] for pk in point.rows if rows[pk].words]
    told.sort(key=lambda row: (not row.received, -row.percent, row.unit))
    blocks += [Paragraph(f"- {row.unit} ({row.percent}%): {finish(row.words, '.')}") for row in told[:SHOWN]]
    if len(told) > SHOWN:
        blocks.append(Paragraph(f"Kết quả của {len(told) - SHOWN} đơn vị khác nêu tại Phụ lục."))
    if point.best:
        blocks.append(Paragraph(f"Hoàn thành sớm nhất: {_names(point.best, rows)}."))
    if point.worst:
        blocks.append(Paragraph(f"Quá hạn lâu nhất: {_names(point.worst, rows)}."))
    return blocks


def _names(ids: list[int], rows: dict[int, Row]) -> str:
    return "; ".join(dict.fromkeys(rows[pk].unit for pk in ids))


def _annex(content: Content) -> Table:
    columns = (
        Column("TT", 0.5, "center"), Column("Điểm", 0.6, "center"), Column("Đơn vị", 2.0),
        Column("Nhiệm vụ", 3.6), Column("Hạn", 1.2, "center"), Column("Tình trạng", 1.6),
        Column("Tiến độ (%)", 0.9, "center"), Column("Kết quả đã báo cáo", 3.2),
    )  # fmt: skip
    return Table(
        columns,
        tuple(
            (
                str(order),
                row.point or "–",
                row.unit,
                row.text,
                date_vi(row.due_on) if row.due_on else "–",
                row.state.label + (" (quá hạn)" if row.id in content.whole.figures["overdue"] else ""),
                str(row.percent),
                row.words or "Chưa báo cáo",
            )
            for order, row in enumerate(content.rows, start=1)
        ),
    )


def _letterhead(unit: Any) -> Letterhead:
    superior = None
    if unit.kind not in naming.COMMITTEES and unit.parent is not None:
        superior = naming.body_name(unit.parent.name, unit.parent.kind).upper()
    return Letterhead(superior, naming.body_name(unit.name, unit.kind).upper(), unit.place)


def usual_lines(unit: Any) -> tuple[str, ...]:
    """What stands above the signature of a unit's head."""
    head = (unit.head_title.upper(),) if unit.head_title else ()
    return (*(("TM. ỦY BAN NHÂN DÂN",) if unit.kind in naming.COMMITTEES else ()), *head)


def _signature(paper: UrgingLetter | Report, unit: Any) -> Signature:
    return Signature(tuple(paper.authority_lines) or usual_lines(unit), paper.signer)
