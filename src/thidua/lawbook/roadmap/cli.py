"""`thidua road TỆP… [--award MÃ] [--years SỐ] [--what-if …]`: chặng đường phía trước, không cần cơ sở dữ liệu."""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from thidua.kernel import years
from thidua.kernel.formats import date_vi
from thidua.lawbook import BookError, LawBook, RecordError, load_book, parse_questions
from thidua.lawbook.cli import MALFORMED, Parser, read_text, shown_name
from thidua.lawbook.record import Record
from thidua.lawbook.roadmap.exporting import moved_json, road_json, told_json
from thidua.lawbook.roadmap.ground import MOST_YEARS, ground
from thidua.lawbook.roadmap.planning import plan
from thidua.lawbook.roadmap.reach import Moved, Reach, Roadmap, moved, roadmap
from thidua.lawbook.roadmap.supposing import HOW, Supposition, parse_supposition, supposition_vi
from thidua.lawbook.roadmap.telling import Kept, Line, Told, told
from thidua.lawbook.roadmap.wording import (
    STATE_VI,
    assumptions_vi,
    others_vi,
    pointless_vi,
    reach_vi,
    short_vi,
)

_WIDTH = 100
_MARKS = {"now": "✓", "by": "→", "judged": "◇", "unknown": "?", "far": "–"}

HELP = f"""\
Cho biết danh hiệu, hình thức nào trong tầm với, sớm nhất năm nào, và mỗi năm cần đúng những gì.

Tệp theo định dạng hồ sơ của `thidua check`; ngày quyết định của câu hỏi là ngày tính. Quy định của ngày đó được giả
định giữ nguyên. Mã thoát: 0 khi trả lời được, 2 khi tệp hoặc tham số không dùng được (ghi rõ chỗ sai).

--what-if dùng được nhiều lần: {HOW}."""


class _Refused(Exception):
    """An argument that cannot be used; a Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """The arguments, read."""

    award: str | None
    ahead: int
    law_day: date | None


def parser() -> argparse.ArgumentParser:
    """The command's arguments."""
    made = Parser(
        prog="thidua road",
        description=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
    )
    made.add_argument(
        "files", nargs="+", metavar="TỆP", help="tệp hồ sơ (YAML hoặc JSON), “-” là đầu vào chuẩn"
    )
    made.add_argument("--award", metavar="MÃ", help="lập kế hoạch từng năm cho danh hiệu, hình thức này")
    made.add_argument("--years", metavar="SỐ", default="10", help=f"số năm tới, 1–{MOST_YEARS} (mặc định 10)")
    made.add_argument("--law", metavar="NGÀY", help="giữ nguyên quy định của ngày này thay cho ngày tính")
    made.add_argument(
        "--overlay", type=Path, metavar="THƯ_MỤC", help="áp dụng thêm quy định của tỉnh trong thư mục này"
    )
    made.add_argument("--what-if", metavar="GIẢ_ĐỊNH", action="append", default=[], help="thêm một giả định")
    made.add_argument("--json", action="store_true", help="in mỗi hồ sơ một đối tượng JSON trên một dòng")
    made.add_argument("-h", "--help", action="help", help="in hướng dẫn này")
    return made


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0, or 2 when a file or an argument cannot be used.

    Everything is read before the first answer.
    """
    chosen = parser().parse_args(argv)
    try:
        book = load_book(chosen.overlay)
        asked = _asked(book, chosen)
        records = [
            record
            for name in chosen.files
            for record in parse_questions(read_text(name), shown_name(name), book)
        ]
        supposed = [_supposed(chosen.what_if, record) for record in records]
    except (BookError, _Refused) as error:
        _say(sys.stderr, f"thidua road: {error}")
        return MALFORMED
    except RecordError as error:
        _say(sys.stderr, str(error))
        return MALFORMED
    for number, (record, what_if) in enumerate(zip(records, supposed, strict=True)):
        answer = _json if chosen.json else _text
        _say(sys.stdout, ("\n" if number and not chosen.json else "") + answer(book, record, asked, what_if))
    return 0


def _asked(book: LawBook, chosen: argparse.Namespace) -> _Asked:
    """The arguments checked. Raises _Refused."""
    award = None
    if chosen.award is not None:
        award = book.resolve(chosen.award)
        if award is None:
            raise _Refused(f"--award: không có danh hiệu, hình thức mang mã “{chosen.award}”")
    if not (chosen.years.isascii() and chosen.years.isdecimal() and 1 <= int(chosen.years) <= MOST_YEARS):
        raise _Refused(f"--years: “{chosen.years}” phải là số từ 1 đến {MOST_YEARS}")
    law_day = None
    if chosen.law is not None:
        try:
            law_day = date.fromisoformat(chosen.law)
        except ValueError:
            raise _Refused(f"--law: “{chosen.law}” không phải ngày dạng NĂM-THÁNG-NGÀY") from None
        if law_day < book.first_day:
            raise _Refused(
                f"--law: ngày {date_vi(law_day)} trước văn bản đầu tiên của bộ quy định ({date_vi(book.first_day)})"
            )
        if law_day.year > years.LAST_YEAR:
            raise _Refused(f"--law: năm {law_day.year} sau năm {years.LAST_YEAR}")
    return _Asked(award, int(chosen.years), law_day)


def _supposed(texts: Sequence[str], record: Record) -> list[Supposition]:
    """The suppositions read for a record. Raises _Refused."""
    found = []
    for text in texts:
        try:
            found.append(parse_supposition(text, record.question.decided_on))
        except ValueError as error:
            raise _Refused(f"--what-if: {error}") from None
    return found


def _roads(
    book: LawBook, record: Record, asked: _Asked, supposed: list[Supposition]
) -> tuple[Roadmap, list[Moved]]:
    """The overview with what is supposed, and what that moved."""
    road = roadmap(ground(book, record, asked.ahead, asked.law_day, supposed))
    if not supposed:
        return road, []
    return road, moved(roadmap(ground(book, record, asked.ahead, asked.law_day)), road)


def _plans(road: Roadmap, code: str) -> Iterator[Told]:
    """The plan of an award, and the one with judgements where that is the only one or earlier."""
    reach = road.reach(code)
    if reach is None:
        return
    if reach.state == "by" and reach.route == "merit":
        found = plan(road.plain, code)
        if found is not None:
            yield told(road.ground, found)
    if reach.judged_year is not None:
        found = plan(road.judged, code, reach.judged_year)
        if found is not None:
            yield told(road.ground, found)


def _json(book: LawBook, record: Record, asked: _Asked, supposed: list[Supposition]) -> str:
    road, changed = _roads(book, record, asked, supposed)
    found: dict[str, Any] = road_json(road)
    if supposed:
        found |= moved_json(supposed, changed)
    if asked.award is not None:
        found["awards"] = [each for each in found["awards"] if each["award"] == asked.award]
        found["plans"] = [told_json(each) for each in _plans(road, asked.award)]
    return json.dumps(found, ensure_ascii=False)


def _text(book: LawBook, record: Record, asked: _Asked, supposed: list[Supposition]) -> str:
    road, changed = _roads(book, record, asked, supposed)
    who = record.recipient.name or record.id
    lines = ["Chặng đường phía trước" + (f" – {who}" if who else "")]
    lines.append(f"Ngày tính: {date_vi(road.ground.today)}; xét đến năm {road.ground.last_year}.")
    if book.overlay is not None:
        sample = " (quy định MẪU, con số giả định)" if book.overlay.sample else ""
        lines.append(f"Thêm quy định của tỉnh: {book.overlay.province}, {book.overlay.title}{sample}")
    for each in supposed:
        lines.append(_wrap(f"Giả sử {supposition_vi(each)}.", 2))
    if supposed:
        lines += ["", "Giả định làm thay đổi:" if changed else "Giả định không làm thay đổi năm nào."]
        lines += [
            _wrap(f"- {each.after.name}: {short_vi(each.before)} → {short_vi(each.after)}", 2)
            for each in changed
        ]
    if pointless := pointless_vi(road):
        lines += ["", _wrap(pointless, 0)]
    lines.append("")
    if asked.award is None:
        lines += _overview(road)
    else:
        lines += _detail(book, road, asked.award)
    lines += ["", "Lưu ý:"]
    lines += [_wrap(f"- {each}", 2) for each in assumptions_vi(road.ground)]
    return "\n".join(lines)


def _overview(road: Roadmap) -> Iterator[str]:
    for reach in road.nearest:
        yield from _reach(road, reach)
    if road.unread:
        yield _wrap(f"? Chưa nạp tiêu chuẩn, chưa tính được: {'; '.join(road.unread)}.", 2)


def _reach(road: Roadmap, reach: Reach) -> Iterator[str]:
    received = f" (đã có: {', '.join(map(str, reach.received))})" if reach.received else ""
    yield f"{_MARKS[reach.state]} {reach.name} [{STATE_VI[reach.state].lower()}]{received}"
    yield _wrap(reach_vi(road.ground, reach), 4, 4)


def _detail(book: LawBook, road: Roadmap, code: str) -> Iterator[str]:
    reach = road.reach(code)
    if reach is None:
        name = book.award(code).name
        yield _wrap(f"“{name}” không dành cho đối tượng này hoặc chưa nạp tiêu chuẩn của ngày tính.", 0)
        return
    yield from _reach(road, reach)
    for each in _plans(road, code):
        yield ""
        yield from _plan(book, each)
    if others := others_vi(reach.others):
        yield ""
        yield _wrap(others, 0)


def _plan(book: LawBook, shown: Told) -> Iterator[str]:
    how = ", nếu được xác nhận" if shown.judged else ""
    yield f"Kế hoạch đến “{shown.name}”, thành tích đến năm {shown.year}{how}:"
    for year in shown.years:
        yield f"Năm {year.year} đã qua, cần hồ sơ ghi có:" if year.past else f"Năm {year.year} cần:"
        for line in year.lines:
            yield from _line(book, shown, line)
    yield _wrap(f"→ Khi đó đủ điều kiện để được xét “{shown.name}”.", 2)
    yield from _kept(book, "Đã đạt hoặc phải giữ:", shown.keeps)
    yield from _kept(book, "Cách tính:", shown.counting)
    if shown.certify:
        yield "Người có thẩm quyền xem xét, xác nhận:"
        for each in shown.certify:
            yield _wrap(f"- {each.text} ({_cites(book, each.cites)})", 4, 2)
    if shown.unread:
        yield "Quy tắc chưa được đối chiếu với văn bản gốc:"
        for because in shown.unread:
            yield _wrap(f"- {because}", 4, 2)


def _line(book: LawBook, shown: Told, line: Line) -> Iterator[str]:
    serves = [each for each in line.serves if each != shown.name]
    what = f" [để đạt {', '.join(f'“{each}”' for each in serves)}]" if serves else ""
    yield _wrap(f"- {line.says}{what} – {_cites(book, line.cites)}.", 4, 2)


def _kept(book: LawBook, title: str, kept: Sequence[Kept]) -> Iterator[str]:
    if kept:
        yield title
        for each in kept:
            yield _wrap(f"- {each.title} ({_cites(book, each.cites)})", 4, 2)


def _cites(book: LawBook, cites: Sequence[str]) -> str:
    return "; ".join(book.cite_vi(each) for each in cites)


def _wrap(text: str, indent: int, first: int = 0) -> str:
    return textwrap.fill(text, _WIDTH, initial_indent=" " * first, subsequent_indent=" " * indent)


def _say(stream: TextIO, text: str) -> None:
    stream.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main())
