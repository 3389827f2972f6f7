"""`thidua law [MÃ] [--on NGÀY] [--against NGÀY]`: xem tiêu chuẩn của một danh hiệu, hình thức vào một ngày."""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TextIO

from thidua.kernel import years
from thidua.kernel.formats import date_vi, parse_date_vi
from thidua.kernel.text import fold
from thidua.lawbook import BookError, LawBook, load_book, terms
from thidua.lawbook.citations import slug_of
from thidua.lawbook.cli import MALFORMED, Parser
from thidua.lawbook.comparing import KIND_VI, SIGNS, Comparison, Row, compare, milestones
from thidua.lawbook.coverage import coverage
from thidua.lawbook.coverage_text import article_text, coverage_text
from thidua.lawbook.lines import Line
from thidua.lawbook.sheet import Sheet, narrowed, sheet, state_of

_WIDTH = 100
_VIETNAM = timezone(timedelta(hours=7))

HELP = """\
Xem tiêu chuẩn của một danh hiệu thi đua, hình thức khen thưởng theo văn bản có hiệu lực vào một ngày, hoặc so hai ngày.

Không ghi mã thì liệt kê mọi danh hiệu, hình thức. Ngày viết dd/mm/yyyy hoặc yyyy-mm-dd, mặc định là hôm nay.
Mã thoát: 0 khi trả lời được, 2 khi mã hoặc ngày không dùng được."""


class _Refused(Exception):
    """What was asked cannot be answered; a Vietnamese sentence."""


def parser() -> argparse.ArgumentParser:
    """The command's arguments."""
    made = Parser(
        prog="thidua law",
        description=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
    )
    made.add_argument("award", nargs="?", metavar="MÃ", help="mã hoặc tên danh hiệu, hình thức")
    made.add_argument("--on", metavar="NGÀY", help="ngày cần xem (mặc định: hôm nay)")
    made.add_argument("--against", metavar="NGÀY", help="ngày thứ hai, để so với ngày cần xem")
    made.add_argument("--kind", metavar="ĐỐI_TƯỢNG", choices=list(terms.KIND_VI), help="chỉ đối tượng này")
    made.add_argument("--route", metavar="LOẠI_HÌNH", choices=list(terms.ROUTE_VI), help="chỉ loại hình này")
    made.add_argument(
        "--overlay", type=Path, metavar="THƯ_MỤC", help="cùng quy định của tỉnh trong thư mục này"
    )
    made.add_argument(
        "--coverage", action="store_true", help="in độ phủ: điều khoản nào đã có, chưa đối chiếu, còn thiếu"
    )
    made.add_argument(
        "--article", metavar="ĐIỀU", help="điều khoản này nằm ở đâu trong dữ liệu, ví dụ “06/2022/QH15 Đ28”"
    )
    made.add_argument("-h", "--help", action="help", help="in hướng dẫn này")
    return made


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0, or 2 for an award or a day that cannot be used."""
    chosen = parser().parse_args(argv)
    try:
        book = load_book(chosen.overlay)
        text = answer(book, chosen)
    except (BookError, _Refused) as error:
        _say(sys.stderr, f"thidua law: {error}")
        return MALFORMED
    _say(sys.stdout, text)
    return 0


def answer(book: LawBook, chosen: argparse.Namespace) -> str:
    """What the command prints. Raises _Refused."""
    if chosen.coverage:
        if chosen.award or chosen.on or chosen.against or chosen.overlay:
            raise _Refused("--coverage không đi cùng mã, ngày hoặc quy định của tỉnh")
        return coverage_text(book, coverage(book)).rstrip("\n")
    if chosen.article:
        if chosen.overlay:
            raise _Refused("--article không đi cùng quy định của tỉnh")
        return _article(book, chosen.article)
    on = _day(book, chosen.on) if chosen.on else datetime.now(_VIETNAM).date()
    if chosen.award is None:
        return listed(book, on)
    code = _code(book, chosen.award)
    shown = narrowed(sheet(book, code, on), chosen.kind, chosen.route)
    if chosen.against:
        other = narrowed(sheet(book, code, _day(book, chosen.against)), chosen.kind, chosen.route)
        return compared(compare(shown, other))
    return render(book, shown)


def listed(book: LawBook, on: date) -> str:
    """Every award with its code and what the book knows of it on the day."""
    lines = [f"Danh hiệu, hình thức vào ngày {date_vi(on)}:", ""]
    for code, award in sorted(book.awards.items(), key=lambda each: -each[1].rank):
        state, reason = state_of(book, award, on)
        lines.append(f"{code}: {award.name}" + ("" if state == "in_force" else f" – {reason}"))
    return "\n".join(lines)


def render(book: LawBook, shown: Sheet) -> str:
    """A sheet as plain text for an officer."""
    lines = [*_head(shown), *_overlay(book), ""]
    for section in shown.sections:
        lines += [section.title.upper()]
        if not section.lines:
            lines.append(_wrap(section.note or "Không có.", 2))
        for line in section.lines:
            lines += _line(line, 1, cites=section.key != "law")
        lines.append("")
    days = [date_vi(each.on) for each in milestones(book, book.award(shown.award))]
    lines += [_wrap(f"Các mốc thay đổi: {', '.join(days) or 'không có'}.", 0)]
    if shown.unchecked:
        lines += [_wrap(f"[?] {shown.unchecked} quy định chưa được đối chiếu với văn bản gốc.", 0)]
    return "\n".join(lines)


def compared(found: Comparison) -> str:
    """Two days of one award as plain text: only what differs, and how many lines stay."""
    before, after = found.before, found.after
    lines = [
        f"{after.name}: so sánh ngày {date_vi(before.on)} với ngày {date_vi(after.on)}",
        "; ".join(f"{KIND_VI[kind].lower()}: {found.count(kind)}" for kind in KIND_VI),
        "",
    ]
    for each in (before, after):
        if each.reason:
            lines += [_wrap(f"Ngày {date_vi(each.on)}: {each.reason}", 0), ""]
    if not found.changed:
        return "\n".join([*lines, "Hai ngày không khác nhau."])
    for section in found.sections:
        if section.kind == "same":
            continue
        lines.append(section.title.upper())
        lines += [_wrap(f"- {section.note_before}", 4, 2)] if section.note_before else []
        lines += [_wrap(f"+ {section.note_after}", 4, 2)] if section.note_after else []
        for row in section.rows:
            lines += _row(row, 1)
        lines.append("")
    return "\n".join(lines).rstrip()


def _overlay(book: LawBook) -> Iterator[str]:
    if book.overlay is not None:
        sample = " (quy định MẪU, con số giả định)" if book.overlay.sample else ""
        yield f"Cùng quy định của tỉnh: {book.overlay.province}, {book.overlay.title}{sample}"


def _head(shown: Sheet) -> Iterator[str]:
    yield f"{shown.name} ({shown.award})"
    yield f"{shown.sort}, {shown.level}. Dành cho: {shown.recipients}."
    yield f"Vào ngày {date_vi(shown.on)}"
    if shown.reason:
        yield _wrap(f"! {shown.reason}", 2)
        if shown.last_loaded:
            yield f"  Tiêu chuẩn gần nhất đã nạp: ngày {date_vi(shown.last_loaded)}."


def _line(line: Line, depth: int, cites: bool = True) -> Iterator[str]:
    mark = "•" if line.checked else "[?]"
    whom = f" ({line.whom})" if line.whom else ""
    yield _wrap(f"{mark} {line.title}{whom}", 2 * depth + 2, 2 * depth)
    inner = 2 * depth + 2
    told = [line.says, line.failing, line.remark, line.because and f"Chưa đối chiếu: {line.because}"]
    if cites and line.cites:
        told.append(_cites(line))
    for text in told:
        if text:
            yield _wrap(text, inner, inner)
    if line.parts:
        if len(line.parts) > 1:
            yield _wrap("Một trong:" if line.either else "Gồm:", inner, inner)
        for part in line.parts:
            yield from _line(part, depth + 2, cites)


def _row(row: Row, depth: int) -> Iterator[str]:
    if row.kind == "same":
        return
    what = f" [{', '.join(row.what)}]" if row.what else ""
    yield _wrap(f"{SIGNS[row.own]} {row.line.title}{what}", 2 * depth + 2, 2 * depth)
    if row.own == "changed" and row.before and row.after:
        for sign, line in (("trước", row.before), ("sau", row.after)):
            yield _wrap(f"{sign}: {_whole(line)}", 2 * depth + 4, 2 * depth + 2)
    elif row.own in ("added", "removed"):
        yield _wrap(_whole(row.line, title=False), 2 * depth + 2, 2 * depth + 2)
    elif row.own == "source" and row.before and row.after and row.before.cites != row.after.cites:
        yield _wrap(f"{_cites(row.before)} → {_cites(row.after)}", 2 * depth + 2, 2 * depth + 2)
    for part in row.parts:
        yield from _row(part, depth + 1)


def _whole(line: Line, title: bool = True) -> str:
    told = [line.title if title else "", line.says, line.whom, _cites(line)]
    return ". ".join(each for each in told if each)


def _cites(line: Line) -> str:
    return "; ".join(each.words for each in line.cites)


def _article(book: LawBook, typed: str) -> str:
    """Where an article or a whole instrument stands in the data. Raises _Refused."""
    try:
        citation = book.citation(typed)
        covered = coverage(book).of(slug_of(citation.instrument))
    except ValueError as error:
        raise _Refused(str(error)) from None
    except KeyError:
        raise _Refused(f"không có văn bản “{citation.instrument}” trong bộ quy định") from None
    return (
        article_text(book, covered, citation.article) or f"Bộ quy định không trích dẫn {book.cite_vi(typed)}."
    )


def _code(book: LawBook, typed: str) -> str:
    """The award meant by a code, a short heading or a name typed with or without marks."""
    found = book.resolve(typed)
    if found is not None:
        return found
    wanted = fold(typed)
    names = {code: (fold(a.name), fold(a.short_name)) for code, a in book.awards.items()}
    exact = [code for code, each in names.items() if wanted in each]
    near = exact or [code for code, each in names.items() if any(wanted in name for name in each)]
    if len(near) == 1:
        return near[0]
    if near:
        raise _Refused(f"“{typed}” có thể là {_choices(near)}; hãy ghi mã")
    raise _Refused(f"không có danh hiệu, hình thức nào mang mã hoặc tên “{typed}”")


def _choices(codes: Iterable[str]) -> str:
    listed_ = list(codes)
    return ", ".join(listed_[:6]) + (" …" if len(listed_) > 6 else "")


def _day(book: LawBook, typed: str) -> date:
    try:
        day = parse_date_vi(typed)
    except ValueError as error:
        raise _Refused(str(error)) from None
    if day < book.first_day:
        raise _Refused(
            f"ngày {date_vi(day)} trước văn bản đầu tiên của bộ quy định ({date_vi(book.first_day)})"
        )
    if day.year > years.LAST_YEAR:
        raise _Refused(f"năm {day.year} sau năm {years.LAST_YEAR}")
    return day


def _wrap(text: str, indent: int, first: int = 0) -> str:
    return textwrap.fill(text, _WIDTH, initial_indent=" " * first, subsequent_indent=" " * indent)


def _say(stream: TextIO, text: str) -> None:
    stream.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main())
