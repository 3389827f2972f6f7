"""One model of an official paper, written once and laid out as PDF or DOCX.

The layout rules are those of Nghị định 30/2020/NĐ-CP, Phụ lục I; the numbers in the docstrings
("ô 1" … "ô 14") are the boxes of its layout. Everything here is a frozen value: build a `Document`
with the builders (`decision`, `submission`, `minutes`, `certificate_extract`) or by hand, check it with
`lint`, hand it to `to_pdf` or `to_docx`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from thidua.kernel.numbering import document_number

Align = Literal["left", "center", "right", "justify"]
KindStyle = Literal["named", "cong_van"]
Urgency = Literal["HỎA TỐC", "THƯỢNG KHẨN", "KHẨN"]


class PaperError(ValueError):
    """A paper cannot be laid out; the message is Vietnamese and says what and where."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Ô 2 and the place of ô 4. `organ` may hold a line break where the name should be split."""

    superior: str | None
    organ: str
    place: str


@dataclass(frozen=True, slots=True)
class Numbering:
    """Ô 3. `number` is the whole of "15/QĐ-UBND"; None leaves the number blank before `symbol`."""

    number: str | None
    symbol: str = ""

    @classmethod
    def of(cls, ordinal: int, symbol: str) -> Numbering:
        """The numbering of the `ordinal`-th paper of the year, padded as the decree asks (07/TTr-SNV)."""
        return cls(document_number(ordinal, symbol), symbol)

    @property
    def line(self) -> str:
        """`Số: 15/QĐ-UBND`, or `Số:      /QĐ-UBND` with fixed blanks for a draft."""
        if self.number:
            return f"Số: {self.number}"
        return "Số:" + "\N{NO-BREAK SPACE}" * 8 + "/" + self.symbol


@dataclass(frozen=True, slots=True)
class Signature:
    """Ô 7: the lines above the signature, the signer's name, and an image of the signature if there is one.

    `authority_lines` as printed, for example ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"); `image` is a PNG.
    """

    authority_lines: tuple[str, ...]
    name: str
    image: bytes | None = None


@dataclass(frozen=True, slots=True)
class Sizes:
    """Type sizes in points. The first three rise and fall together: (12, 13, 13) or (13, 14, 14)."""

    national: int = 13
    motto: int = 14
    place_date: int = 14
    body: int = 14
    table: int = 12

    @property
    def organ(self) -> int:
        """Ô 2 is as large as the national name."""
        return self.national

    @property
    def congvan_subject(self) -> int:
        """Ô 5b: 12 or 13, with the tier."""
        return self.national


LARGE = Sizes()
SMALL = Sizes(national=12, motto=13, place_date=13, body=14, table=12)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the body; a line break in `text` starts a new line of the same paragraph."""

    text: str
    bold: bool = False
    italic: bool = False
    align: Align = "justify"
    indent: bool = True


@dataclass(frozen=True, slots=True)
class Labelled:
    """A paragraph that opens with its label in bold ("Thời gian bắt đầu: …")."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1: centred capitals (Phần, Chương and their titles). Level 2: bold capitals with the indent
    (`I. NHỮNG KẾT QUẢ`). Level 3: bold sentence with the indent (`1. Phạm vi`)."""

    text: str
    level: Literal[1, 2, 3] = 2


@dataclass(frozen=True, slots=True)
class Clause:
    """A khoản and its điểm; numbers and letters are given by their place in the list."""

    text: str
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clauses:
    """Khoản numbered 1., 2., … each with điểm lettered a), b), c), d), đ), …"""

    items: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """Điều. With a title, the title is bold on a line of its own; without, the text follows `Điều 1.`"""

    number: int
    title: str | None
    paragraphs: tuple[str, ...] = ()
    clauses: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: heading, share of the width (any unit), alignment of its cells."""

    title: str
    width_weight: float = 1.0
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a full-width bold line (for example `I. TẬP THỂ`)."""

    title: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table whose heading is repeated on every page. `rows` stand before the `groups`."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    groups: tuple[Group, ...] = ()

    @property
    def row_count(self) -> int:
        """Rows without the group lines."""
        return len(self.rows) + sum(len(group.rows) for group in self.groups)

    def lines(self) -> Iterator[tuple[str, ...] | str]:
        """Rows in order; a group's line is a plain string."""
        yield from self.rows
        for group in self.groups:
            yield group.title
            yield from group.rows


@dataclass(frozen=True, slots=True)
class Picture:
    """An image (PNG) in the body, `height` millimetres high, with words for those who cannot see it."""

    image: bytes
    height: float
    words: str
    align: Align = "center"


Block = Paragraph | Labelled | Heading | Clauses | Article | Table | Picture


@dataclass(frozen=True, slots=True)
class Annex:
    """A phụ lục, on its own pages with its own page numbers.

    `title` is printed in capitals (`DANH SÁCH …`); `subtitle` stands below in bold sentence case;
    `refers_to` is the line naming the paper ("Kèm theo Quyết định số …"), brackets are added.
    `label` None prints `Phụ lục`, or `Phụ lục I`, `II`, … when there are several; "" prints none.
    `closing` is one line after the table. `landscape` None decides by the columns.
    """

    title: str
    subtitle: str
    refers_to: str
    table: Table
    label: str | None = None
    closing: str = ""
    landscape: bool | None = None

    @property
    def is_landscape(self) -> bool:
        """Landscape when asked for, else when the table has more than seven columns."""
        return self.landscape if self.landscape is not None else len(self.table.columns) > 7


@dataclass(frozen=True, slots=True)
class Document:
    """A paper. `subject` is ô 5a (or the text after `V/v` when `kind_style` is "cong_van", where `kind`
    is not printed). `issuer` is the authority line above the recitals of a decision and `enacting` the
    line below them (`QUYẾT ĐỊNH:`). `dated` False leaves ô 4 out, as the form of minutes does.
    One signature stands on the right, beside the recipients; two stand side by side.
    """

    kind: str
    subject: str
    letterhead: Letterhead
    number: Numbering
    date: dt.date | None
    signatures: tuple[Signature, ...]
    recitals: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    kind_style: KindStyle = "named"
    issuer: str = ""
    enacting: str = ""
    dated: bool = True
    urgency: Urgency | None = None
    drafter: str = ""
    contact: str = ""
    sizes: Sizes = field(default_factory=Sizes)

    @property
    def title(self) -> str:
        """Type and subject in one line, for file properties and listings."""
        subject = " ".join(self.subject.split())
        return f"{self.kind} {subject}".strip() if self.kind_style == "named" else f"V/v {subject}"
