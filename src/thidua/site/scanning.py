"""`thidua scan`: who was overlooked in a year, from the command line. Reads only; nothing is kept."""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from thidua.foundation.clock import today
from thidua.foundation.ui.cites import cite_words
from thidua.insight.lists import award_words
from thidua.insight.logic import may_ask, usual_day
from thidua.insight.surveying import Survey, not_loaded, survey
from thidua.insight.types import FINDINGS, ROUTES, SMALL, Line, What
from thidua.kernel.formats import date_vi, number, parse_date_vi
from thidua.lawbook import load_book
from thidua.organisation.queries import recipient_refs, root_system, unit_by_code_system
from thidua.organisation.types import UnitRef
from thidua.site.operations import demand_migrated
from thidua.site.terminal import Stop, say

_HEADS = (
    "Danh hiệu, hình thức", "Mã", "Loại hình", "Kết quả", "Đối tượng", "Đơn vị", "Điều kiện còn thiếu", "Vì sao",
    "Điều luật",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question as it was typed, understood."""

    unit: UnitRef
    year: int
    on: date
    award: str


def scan(
    year: int, on: str, award: str, unit_code: str, *, as_json: bool, csv_file: Path | None, with_names: bool
) -> int:
    """Survey a unit and print what was found; 0 also when nobody was. Raises Stop for what cannot be asked."""
    demand_migrated()
    wanted = _understood(year, on, award, unit_code)
    found = survey(wanted.unit.path, wanted.year, wanted.on, ROUTES, lambda *_: None, wanted.award)
    unloaded = [each for each in not_loaded(wanted.on) if wanted.award in ("", each[0])]
    if as_json:
        say(json.dumps(_json(wanted, found, unloaded), ensure_ascii=False, indent=2))
        return 0
    if csv_file is not None:
        _write(csv_file, found)
        say(f"Đã ghi {number(sum(1 for _ in _findings(found)))} dòng vào {csv_file}.")
        return 0
    for line in _told(wanted, found, unloaded, with_names):
        say(line)
    return 0


def _understood(year: int, on: str, award: str, unit_code: str) -> Wanted:
    book = load_book()
    day = _day(on) if on else usual_day(year, today())
    fits = may_ask(year, day, ROUTES, SMALL, book.first_day, today())
    if not fits:
        raise Stop(" ".join(fits.reasons))
    short = {each.short_name: code for code, each in book.awards.items()}
    code = (book.resolve(award) or short.get(award)) if award else ""
    if code is None:
        raise Stop(f"không có danh hiệu, hình thức khen thưởng mã “{award}” trong danh mục.")
    unit = unit_by_code_system(unit_code) if unit_code else root_system(today())
    if unit is None:
        raise Stop(
            f"không có đơn vị mang mã “{unit_code}”."
            if unit_code
            else "chưa có đơn vị nào; hãy chạy: thidua seed"
        )
    return Wanted(unit, year, day, code)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return parse_date_vi(text)
    except ValueError as error:
        raise Stop(f"--on: {error}") from error


def _findings(found: Survey) -> Iterator[Line]:
    """What a scan is about: the rows a page shows, without what the balance sets beside them."""
    return (line for line in found.result.lines if line.what in FINDINGS)


def _told(
    wanted: Wanted, found: Survey, unloaded: list[tuple[str, str, str]], with_names: bool
) -> Iterator[str]:
    yield f"{wanted.unit.name}, năm {wanted.year}, theo luật ngày {date_vi(wanted.on)}."
    yield f"{number(len(found.scene.subjects))} đối tượng; quy định {found.law_digest[:16]}."
    lines: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in _findings(found):
        lines[line.award, line.route].append(line)
    names = _names(found) if with_names else {}
    for asked in found.result.asked:
        if asked.asked:
            yield from _award(asked, lines.pop((asked.award, asked.route), []), found, names, with_names)
    for (award, route), rest in sorted(lines.items()):
        yield ""
        yield award_words(award, route)
        yield from _sorts(rest, found, names, with_names)
    if found.result.not_confirmed:
        yield f"Còn {number(found.result.not_confirmed)} khen thưởng đã ghi chưa đối chiếu vì quá nhiều."
    if unloaded:
        yield ""
        yield f"Chưa rõ, vì chưa nạp quy định của ngày {date_vi(wanted.on)}: {len(unloaded)} danh hiệu, hình thức."
        for _, name, why in unloaded:
            yield f"    {name}: {why}"


def _award(
    asked: Any, rows: list[Line], found: Survey, names: dict[int, tuple[str, str]], with_names: bool
) -> Iterator[str]:
    yield ""
    yield (
        f"{award_words(asked.award, asked.route)}: xét {number(asked.asked)}, đủ điều kiện {number(asked.eligible)},"
        f" chưa rõ {number(asked.unknown)}, không đủ {number(asked.not_eligible)}, tạm dừng {number(asked.suspended)}"
    )
    yield from _sorts(rows, found, names, with_names)


def _sorts(
    rows: list[Line], found: Survey, names: dict[int, tuple[str, str]], with_names: bool
) -> Iterator[str]:
    for what in FINDINGS:
        these = [line for line in rows if line.what is what]
        if not these:
            continue
        yield f"  {what.label}: {number(len(these))}"
        if what is not What.ELIGIBLE:
            for (title, why), count in Counter(_lacks(line, found) for line in these).most_common():
                yield f"      {title} ({why}): {number(count)}"
        if with_names:
            these.sort(key=lambda line: found.scene.subjects[line.recipient_id].place)
            for line in these:
                name, unit = names[line.recipient_id]
                lacks = f" – {_lacks(line, found)[0]}" if line.condition else ""
                yield f"    {name}, {unit}{lacks}"


def _lacks(line: Line, found: Survey) -> tuple[str, str]:
    """The lacking condition and whether it is not met or not known; two empty texts where none is lacking."""
    if line.condition is None:
        return "", ""
    return found.result.conditions[line.condition].title, "chưa có dữ kiện" if line.unknown else "chưa đạt"


def _names(found: Survey) -> dict[int, tuple[str, str]]:
    refs = recipient_refs({line.recipient_id for line in _findings(found)})
    return {pk: (ref.name, ref.unit_name) for pk, ref in refs.items()}


def _rows(found: Survey) -> Iterator[tuple[Line, tuple[str, ...]]]:
    names = _names(found)
    ranked = sorted(
        _findings(found),
        key=lambda line: (line.award, line.route, line.what, found.scene.subjects[line.recipient_id].place),
    )
    for line in ranked:
        name, unit = names[line.recipient_id]
        title, why = _lacks(line, found)
        cites = found.result.conditions[line.condition].cites if line.condition else ()
        award = award_words(line.award, "")
        told = (
            award,
            line.award,
            line.route,
            line.what.label,
            name,
            unit,
            title,
            why,
            "; ".join(map(cite_words, cites)),
        )
        yield line, told


def _write(file: Path, found: Survey) -> None:
    try:
        with file.open("w", encoding="utf-8-sig", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(_HEADS)
            writer.writerows(told for _, told in _rows(found))
    except OSError as error:
        raise Stop(f"không ghi được tệp {file}: {error.strerror}") from error


def _json(wanted: Wanted, found: Survey, unloaded: list[tuple[str, str, str]]) -> dict[str, Any]:
    """The same for machines; recipients by key, name and unit."""
    return {
        "unit": wanted.unit.name,
        "year": wanted.year,
        "decided_on": wanted.on.isoformat(),
        "digest": found.law_digest,
        "recipients": len(found.scene.subjects),
        "awards": [each._asdict() for each in found.result.asked],
        "not_confirmed": found.result.not_confirmed,
        "not_loaded": [{"award": code, "name": name, "why": why} for code, name, why in unloaded],
        "found": [
            {
                "recipient": line.recipient_id,
                "name": told[4],
                "unit": told[5],
                "award": line.award,
                "route": line.route,
                "what": line.what.value,
                "lacking": line.condition[2] if line.condition else None,
                "lacking_title": told[6] or None,
                "unknown": line.unknown,
                "cites": list(found.result.conditions[line.condition].cites) if line.condition else [],
                "checked": found.result.conditions[line.condition].checked if line.condition else None,
                "record": line.ref_id,
            }
            for line, told in _rows(found)
        ],
    }
