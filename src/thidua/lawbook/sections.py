"""The sections of a sheet, in the order an officer reads them: each builds its lines from the book."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from thidua.kernel.formats import date_vi, money
from thidua.kernel.formats import share as share_vi
from thidua.lawbook import terms
from thidua.lawbook.ballots import COUNCIL_VI
from thidua.lawbook.book import Award, Bonus, LawBook
from thidua.lawbook.errors import ParameterError
from thidua.lawbook.gaps import GAP_KIND_VI, GapSource
from thidua.lawbook.lines import (
    Cite,
    Line,
    Section,
    cites_of,
    condition_line,
    conduct_line,
    preference_line,
    reason_vi,
    whom_vi,
)
from thidua.lawbook.predicates.standing import Meets
from thidua.lawbook.sections_procedure import AFTER_SECTIONS, PROCEDURE_SECTIONS

Builder = Callable[[LawBook, Award, date], Section]

COUNTED_VI: dict[str, dict[Any, str]] = {
    "award.interval_counted_from": {
        "decision": "Thời gian tính từ ngày quyết định của lần khen trước",
        "period_end": "Thời gian tính từ khi kết thúc thời gian thành tích ghi trong quyết định trước",
    },
    "award.steps_on_merit_only": {
        True: "Chỉ lần khen theo công trạng là căn cứ đề nghị khen thưởng công trạng ở mức cao hơn",
        False: "Lần khen theo loại hình khác cũng là căn cứ đề nghị khen thưởng ở mức cao hơn",
    },
    "achievement.restarts_after_penalty": {
        True: "Thành tích chỉ tính từ sau khi hết thời hạn kỷ luật",
        False: "Không có quy định tính lại thành tích từ sau khi hết thời hạn kỷ luật",
    },
    "initiative.reuse": {
        "once": "Mỗi sáng kiến chỉ được dùng một lần làm căn cứ xét",
        "free": "Không có quy định hạn chế dùng lại sáng kiến",
    },
    "initiative.reuse_for_higher_title": {
        True: "Sáng kiến đã dùng cho một danh hiệu, được cấp tỉnh công nhận, vẫn được tính cho danh hiệu cao hơn",
        False: "Sáng kiến đã dùng cho một danh hiệu không được tính cho danh hiệu cao hơn",
    },
}
"""What the shared values of counting say, by parameter and value."""


def _law(book: LawBook, award: Award, on: date) -> Section:
    standard = book.standard(award.code, on)
    version = book.version(award.code, on)
    numbers = standard.law if standard else ()
    if not numbers:
        numbers = tuple(n for n in (version.law if version else ()) if book.instruments[n].holds_on(on))
    if not numbers:
        numbers = tuple(e.number for e in book.instruments.values() if e.kind == "law" and e.holds_on(on))
    lines = []
    for each in (book.instruments[number] for number in numbers):
        until = f" đến {date_vi(each.until)}" if each.until else ""
        says = f"Có hiệu lực từ {date_vi(each.first)}{until}"
        cites, title = cites_of(book, (each.number,)), f"{each.short}: {each.title}"
        lines.append(
            Line(each.number, title, says, cites=cites, checked=each.checked, because=each.because or "")
        )
    return Section("law", "Văn bản áp dụng", tuple(lines), "Không có văn bản nào trong bộ quy định.")


def _authority(book: LawBook, award: Award, on: date) -> Section:
    entry = next((each for each in award.entry.authority if each.holds_on(on)), None)
    title = "Người có thẩm quyền quyết định"
    if entry is None:
        known = award.entry.authority
        note = "Không có người có thẩm quyền quyết định vào ngày này."
        if not known:
            note = "Không do địa phương quyết định; chỉ ghi nhận vào sổ khen thưởng."
        return Section("authority", title, (), note)
    cites = cites_of(book, entry.cites)
    deciders = tuple(Line(code, terms.DECIDER_VI[code]) for code in entry.deciders)
    if len(deciders) == 1:
        line = Line(
            deciders[0].key,
            deciders[0].title,
            cites=cites,
            checked=entry.checked,
            because=entry.because or "",
        )
    else:
        says = "Đối với người và tập thể thuộc quyền quản lý"
        line = Line(
            "deciders", says, cites=cites, checked=entry.checked, because=entry.because or "",
            parts=deciders, either=True,
        )  # fmt: skip
    return Section("authority", title, (line,))


def _gates(book: LawBook, award: Award, on: date) -> Section:
    lines = []
    rule, standard = book.recipient_rule(on), book.standard(award.code, on)
    if rule is not None:
        article = standard.article if standard else None
        whom = whom_vi(award.recipients, award.entry.groups, ())
        lines.append(
            Line(
                "recipient", "Đúng đối tượng", f"Dành cho {whom}",
                cites=cites_of(book, (*rule.cites, *((article,) if article else ()))),
                checked=rule.checked, because=rule.because or "",
            )
        )  # fmt: skip
    lines += [condition_line(book, each, on) for each in book.gate_rules(award.code, on).conditions]
    return Section("gates", "Điều kiện chung", tuple(lines), "Chưa nạp quy tắc chung cho ngày này.")


def _criteria(book: LawBook, award: Award, on: date) -> Section:
    standard = book.standard(award.code, on)
    conditions = standard.conditions if standard else ()
    lines = tuple(condition_line(book, each, on) for each in conditions)
    return Section("criteria", "Tiêu chuẩn", lines, "Chưa nạp tiêu chuẩn cho ngày này.")


def _certify(book: LawBook, award: Award, on: date) -> Section:
    standard = book.standard(award.code, on)
    if standard is None or not standard.conditions:
        return Section("certify", "Người có thẩm quyền xác nhận", (), "Chưa nạp tiêu chuẩn cho ngày này.")
    found = list(standard.certify)
    for condition in standard.conditions:
        if isinstance(condition.predicate, Meets):
            inner = book.standard(condition.predicate.award, on)
            found += inner.certify if inner is not None else ()
    found += [each for each in book.conduct if each.holds_on(on)]
    lines = tuple(
        conduct_line(book, each)
        for each in found
        if not each.kinds or set(each.kinds) & set(award.recipients)
    )
    return Section("certify", "Người có thẩm quyền xác nhận", lines, "Không có.")


def _prefer(book: LawBook, award: Award, on: date) -> Section:
    groups, held = set(award.entry.groups), [each for each in book.prefer if each.holds_on(on)]
    lines = tuple(
        preference_line(book, each)
        for each in held
        if (not each.kinds or set(each.kinds) & set(award.recipients))
        and (not each.groups or not groups or set(each.groups) & groups)
    )
    note = "Không có." if held else "Chưa nạp quy định ưu tiên cho ngày này."
    return Section("prefer", "Ưu tiên khi đủ điều kiện như nhau (không quyết định kết luận)", lines, note)


def _counting(book: LawBook, award: Award, on: date) -> Section:
    lines = []
    for name, said in COUNTED_VI.items():
        try:
            value = book.parameter(name, on)
        except ParameterError:
            continue
        lines.append(
            Line(
                name, said[value.value], cites=cites_of(book, value.cites), checked=value.checked,
                because=value.because or "",
            )
        )  # fmt: skip
    return Section("counting", "Cách tính chung", tuple(lines), "Chưa nạp quy tắc tính cho ngày này.")


def _votes(book: LawBook, award: Award, on: date) -> Section:
    rule = book.threshold(award.code, on)
    title = "Tỷ lệ phiếu của Hội đồng"
    if rule is None:
        note = "Các văn bản đã nạp không ấn định tỷ lệ phiếu; theo quy chế của Hội đồng."
        return Section("votes", title, (), note)
    percent = share_vi(rule.share.numerator, rule.share.denominator)
    method = "bỏ phiếu kín" if rule.secret else "bỏ phiếu" if rule.ballot else "biểu quyết"
    line = Line(
        rule.council,
        f"Từ {percent} tổng số thành viên {COUNCIL_VI[rule.council]} trở lên đồng ý",
        f"Tính trên tổng số thành viên, kể cả người vắng mặt; {method}",
        cites=cites_of(book, rule.cites),
        checked=rule.checked,
        because=rule.because or "",
    )
    return Section("votes", title, (line,))


def _bonus(book: LawBook, award: Award, on: date) -> Section:
    title = "Tiền thưởng kèm theo"
    lines, notes = [], []
    because = next((each.because or "" for each in award.entry.bonus if each.holds_on(on)), "")
    for kind in award.recipients:
        try:
            found = book.bonus(award.code, kind, on)
        except ParameterError as error:
            notes.append(reason_vi(error))
            continue
        if found is not None:
            lines.append(_bonus_line(book, kind, found, because))
    note = notes[0] if notes else "Chưa nạp hệ số tiền thưởng cho ngày này."
    return Section("bonus", title, tuple(lines), note)


def coefficient_vi(milli: int) -> str:
    """A coefficient in thousandths as a number of times: 1500 gives "1,5"."""
    whole, rest = divmod(milli, 1000)
    return f"{whole},{f'{rest:03d}'.rstrip('0') or '0'}"


def _bonus_line(book: LawBook, kind: str, bonus: Bonus, because: str) -> Line:
    times = f"{coefficient_vi(bonus.coefficient_milli)} × {money(bonus.base_salary)}"
    raw = _raw(bonus.raw)
    rounded = f" = {raw}, làm tròn lên" if bonus.raw != bonus.payable else ""
    why = because or ("" if bonus.checked else "hệ số hoặc cách làm tròn chưa được đối chiếu với văn bản")
    return Line(
        kind,
        f"{terms.KIND_VI[kind][:1].upper()}{terms.KIND_VI[kind][1:]}: {money(bonus.payable)}",
        f"{times} (hệ số × lương cơ sở){rounded}",
        cites=cites_of(book, bonus.cites),
        checked=bonus.checked,
        because="" if bonus.checked else why,
        kinds=frozenset((kind,)),
    )


def _raw(amount: Fraction) -> str:
    whole, rest = divmod(amount, 1)
    return money(int(whole)) if not rest else f"{money(int(whole))} lẻ"


def _dossier(book: LawBook, award: Award, on: date) -> Section:
    lines = tuple(_dossier_lines(book, award, on))
    return Section("dossier", "Hồ sơ", lines, "Chưa nạp danh mục hồ sơ cho ngày này.")


def _dossier_lines(book: LawBook, award: Award, on: date) -> Iterator[Line]:
    """The lists of the day; one of the award's own comes before its family's for the same route and group."""
    told = set()
    for entry in award.dossiers:
        key = "dossier" + "".join(f".{each}" for each in (*entry.routes, *entry.groups))
        if not entry.holds_on(on) or key in told:
            continue
        told.add(key)
        papers = tuple(
            Line(
                paper.name,
                paper.name,
                "" if paper.required else "Nếu có",
                cites=cites_of(book, paper.cites),
            )
            for paper in entry.papers
        )
        whom = whom_vi((), entry.groups, entry.routes)
        yield Line(
            key,
            f"{whom[:1].upper()}{whom[1:]}" if whom else "Mọi loại hình",
            cites=cites_of(book, entry.cites),
            checked=entry.checked,
            because=entry.because or "",
            parts=papers,
            groups=frozenset(entry.groups),
            routes=frozenset(entry.routes),
        )


def _transitions(book: LawBook, award: Award, on: date) -> Section:
    lines = tuple(
        Line(
            each.rule, each.text, cites=cites_of(book, each.cites), checked=each.checked,
            because=each.because or "",
        )
        for each in book.transitions
        if each.decided_from <= on and (each.year_until is None or award.kind == "title")
    )  # fmt: skip
    return Section("transitions", "Hồ sơ, năm xét thuộc luật trước", lines, "Không có.")


def _gaps(book: LawBook, award: Award, on: date) -> Section:
    lines = tuple(
        Line(
            each.id,
            f"{GAP_KIND_VI[each.kind]}: {each.title}",
            each.unknown,
            remark=f"Trong khi chờ: {each.effect}. Trả lời được: {each.settled_by}.",
            cites=tuple(Cite(about.instrument, _about_vi(book, about)) for about in each.about),
        )
        for each in book.gaps_of(award.code, on)
    )
    return Section("gaps", "Điều bộ quy định chưa biết", lines, "Không có điều nào được ghi nhận.")


def _about_vi(book: LawBook, about: GapSource) -> str:
    """The places of a gap as one phrase, ranges kept: "Điều 5, Điều 45–62 Nghị định 91/2017/NĐ-CP"."""
    places = []
    for text in about.articles:
        first, _, last = text.partition("-")
        place = f"Điều {first}–{last}" if last else book.citation(f"{about.instrument} Đ{text}").place
        places.append(place)
    return f"{', '.join(places)} {book.cite_vi(about.instrument)}".strip()


SECTIONS: tuple[Builder, ...] = (
    _law,
    _authority,
    _gates,
    _criteria,
    _certify,
    _prefer,
    _counting,
    _dossier,
    *PROCEDURE_SECTIONS,
    _votes,
    _bonus,
    *AFTER_SECTIONS,
    _transitions,
    _gaps,
)
"""In the order a sheet shows them."""
