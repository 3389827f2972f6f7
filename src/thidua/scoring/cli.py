"""`thidua score FILE`: the points and ranks of a round, with the arithmetic behind every one. Needs no database."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from thidua.kernel.formats import decimal_vi
from thidua.lawbook.cli import Parser
from thidua.scoring.engine import Member, Placed, Sheet, evaluate_all, faults, rank
from thidua.scoring.reading import BadSheet, read_round


def main(argv: list[str]) -> int:
    """Print the ranking; 0 done, 2 when the file cannot be used, with every fault on the error output."""
    parser = Parser(prog="thidua score", description="Chấm điểm một cụm, khối từ tệp YAML.")
    parser.add_argument("file", type=Path, metavar="TỆP", help="bảng điểm và số liệu của các đơn vị")
    parser.add_argument("--why", action="store_true", help="in cả cách tính của từng tiêu chí")
    options = parser.parse_args(argv)
    try:
        sheet, members = read_round(options.file)
        found = faults(sheet, members)
        if found:
            raise BadSheet("\n".join(found))
    except BadSheet as bad:
        sys.stderr.write(f"thidua: {bad}\n")
        return 2
    for line in told(sheet, members, options.why):
        sys.stdout.write(line + "\n")
    return 0


def told(sheet: Sheet, members: tuple[Member, ...], why: bool) -> Iterator[str]:
    """The ranking in lines."""
    yield f"{sheet.title}, năm {sheet.year}"
    if not sheet.checked:
        yield f"BẢNG ĐIỂM MẪU, chưa phải quy định đang áp dụng. Nguồn: {sheet.source}"
    for placed in rank(sheet, evaluate_all(sheet, members)):
        yield _line(placed)
        if why:
            for leaf in placed.score.leaves:
                got = "–" if leaf.points is None else decimal_vi(leaf.points)
                yield f"    {leaf.code}: {got} (thưởng {decimal_vi(leaf.bonus)}); {leaf.why}"


def _line(placed: Placed) -> str:
    score = placed.score
    words = [
        f"{placed.rank}{' (đồng hạng)' if placed.tied else ''}. {score.name}: {decimal_vi(score.total)} điểm"
    ]
    words.append(
        f"chuẩn {decimal_vi(score.base)}, thưởng {decimal_vi(score.bonus)}, trừ {decimal_vi(score.deducted)}"
    )
    words.append(_honour(placed))
    return "; ".join(word for word in words if word)


def _honour(placed: Placed) -> str:
    """What the quota gives that rank; a member kept from it is told why."""
    if placed.score.blocked:
        return f"không xét cờ, bằng khen ({', '.join(placed.score.blocked)})"
    if placed.flag:
        return "trong số cờ"
    if placed.flag is None:
        return "bằng nhau ở ranh giới của số cờ: phải biểu quyết"
    if placed.certificate is None:
        return "bằng nhau ở ranh giới của số bằng khen: phải biểu quyết"
    return "trong số bằng khen" if placed.certificate else ""
