"""`thidua check TỆP… [--json]`: hỏi bộ quy định từ một tệp, không cần cơ sở dữ liệu."""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn, TextIO

from thidua.lawbook import BookError, LawBook, RecordError, Verdict, check, load_book, parse_questions
from thidua.lawbook.record import Record
from thidua.lawbook.verdict import OUTCOME_VI, RESULT_VI, Finding

MALFORMED = 2
_MARKS = {"yes": "✓", "no": "✗", "unknown": "?", "held": "‖"}
_WIDTH = 100
_MAX_BYTES = 64 * 1024 * 1024

HELP = """\
Xét tiêu chuẩn danh hiệu thi đua, hình thức khen thưởng theo văn bản có hiệu lực tại ngày quyết định.

Mỗi tệp YAML hoặc JSON chứa một câu hỏi hoặc một danh sách câu hỏi; dấu “-” đọc từ đầu vào chuẩn.
Mã thoát: 0 khi mọi tệp đọc được (dù kết luận thế nào), 2 khi có tệp sai định dạng (ghi rõ dòng và trường; khi
đó không câu hỏi nào được trả lời)."""


class Parser(argparse.ArgumentParser):
    """argparse with its own sentences in Vietnamese."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(MALFORMED, f"{self.prog}: tham số không hợp lệ ({message})\n")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "Cách dùng:")

    def format_help(self) -> str:
        text = super().format_help().replace("usage:", "Cách dùng:")
        return text.replace("positional arguments:", "Tham số:").replace("options:", "Tùy chọn:")


def parser() -> argparse.ArgumentParser:
    """The command's arguments, so that `thidua` can show them too."""
    made = Parser(
        prog="thidua check",
        description=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
    )
    made.add_argument(
        "files", nargs="+", metavar="TỆP", help="tệp câu hỏi (YAML hoặc JSON), “-” là đầu vào chuẩn"
    )
    made.add_argument("--json", action="store_true", help="in mỗi câu hỏi một đối tượng JSON trên một dòng")
    made.add_argument(
        "--overlay",
        type=Path,
        metavar="THƯ_MỤC",
        help="áp dụng thêm quy định của tỉnh trong thư mục này (chỉ nhận những chỗ luật giao)",
    )
    made.add_argument("-h", "--help", action="help", help="in hướng dẫn này")
    return made


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0, or 2 when some file was malformed.

    Every file is read before the first answer: with one malformed nothing is answered, and each is told of.
    """
    chosen = parser().parse_args(argv)
    try:
        book = load_book(chosen.overlay)
    except BookError as error:
        _say(sys.stderr, f"Bộ quy định có lỗi: {error}")
        return MALFORMED
    records: list[Record] = []
    code = 0
    for name in chosen.files:
        try:
            records += parse_questions(read_text(name), shown_name(name), book)
        except RecordError as error:
            _say(sys.stderr, str(error))
            code = MALFORMED
    for number, record in enumerate(records if code == 0 else ()):
        verdict = check(book, record)
        if chosen.json:
            _say(sys.stdout, json.dumps(verdict.as_json(), ensure_ascii=False))
        else:
            _say(sys.stdout, ("\n" if number else "") + render(book, verdict))
    return code


def render(book: LawBook, verdict: Verdict) -> str:
    """A verdict as plain text for an officer."""
    title = f"{verdict.id}: {verdict.award_name}" if verdict.id else verdict.award_name
    lines = [
        title,
        f"Kết luận: {OUTCOME_VI[verdict.outcome].upper()}",
        f"Áp dụng: {', '.join(verdict.law)}",
    ]
    if book.overlay is not None:
        sample = " (quy định MẪU, con số giả định)" if book.overlay.sample else ""
        lines.append(f"Thêm quy định của tỉnh: {book.overlay.province}, {book.overlay.title}{sample}")
    lines.append("")
    for finding in verdict.findings:
        lines += _finding(book, finding, 0)
    if verdict.missing:
        lines += ["", "Còn thiếu:"]
        lines += [_wrap(f"- {each.says}. Nơi cung cấp: {each.who}.", 2) for each in verdict.missing]
    if verdict.to_certify:
        lines += ["", "Người có thẩm quyền xác nhận:"]
        lines += [_wrap(f"- {each.says} ({_cites(book, each.cites)})", 2) for each in verdict.to_certify]
    if verdict.advice:
        lines += ["", "Khi có nhiều trường hợp đủ điều kiện như nhau:"]
        lines += [_wrap(f"- {each.says} ({_cites(book, each.cites)})", 2) for each in verdict.advice]
    unread = [each for each in _unread(verdict.findings) if each.rule in verdict.unchecked]
    if unread:
        lines += ["", "Quy tắc chưa được đối chiếu với văn bản gốc:"]
        lines += [_wrap(f"- {each.title}: {each.because}", 2) for each in unread]
    if verdict.advisory is not None:
        law = ", ".join(verdict.advisory.law)
        lines += ["", _wrap(f"Tham khảo, theo {law}: {OUTCOME_VI[verdict.advisory.outcome].lower()}.", 0)]
    return "\n".join(lines)


def _finding(book: LawBook, finding: Finding, depth: int) -> list[str]:
    pad = "  " * depth
    lines = [
        f"{pad}{_MARKS[finding.result]} {finding.title} [{RESULT_VI[finding.result]}] – {_cites(book, finding.cites)}"
    ]
    if not finding.parts:
        lines.append(_wrap(finding.says, 2 * depth + 4, first=2 * depth + 4))
    for part in finding.parts:
        lines += _finding(book, part, depth + 1)
    return lines


def _unread(findings: tuple[Finding, ...]) -> list[Finding]:
    found: dict[str, Finding] = {}
    for each in findings:
        if not each.checked and each.because:
            found.setdefault(each.rule, each)
        for inner in _unread(each.parts):
            found.setdefault(inner.rule, inner)
    return list(found.values())


def _cites(book: LawBook, cites: tuple[str, ...]) -> str:
    return "; ".join(book.cite_vi(each) for each in cites)


def _wrap(text: str, indent: int, first: int = 0) -> str:
    return textwrap.fill(text, _WIDTH, initial_indent=" " * first, subsequent_indent=" " * indent)


def shown_name(name: str) -> str:
    return "đầu vào chuẩn" if name == "-" else name


def read_text(name: str) -> str:
    """The text of a file. Raises RecordError when it cannot be read as UTF-8 text."""
    try:
        if name == "-":
            data = sys.stdin.buffer.read(_MAX_BYTES + 1)
        else:
            with Path(name).open("rb") as stream:
                data = stream.read(_MAX_BYTES + 1)
    except OSError as error:
        raise RecordError(shown_name(name), None, "", f"không đọc được tệp ({error.strerror})") from None
    if len(data) > _MAX_BYTES:
        raise RecordError(shown_name(name), None, "", "tệp lớn hơn 64 MB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise RecordError(shown_name(name), line, "", "tệp không phải UTF-8") from None


def _say(stream: TextIO, text: str) -> None:
    stream.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main())
