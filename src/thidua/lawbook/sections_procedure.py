"""The sections of a sheet that say how an award is proposed, decided, paid, handed over and revoked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any, TypeVar

from thidua.lawbook import terms
from thidua.lawbook.book import Award, LawBook
from thidua.lawbook.errors import ParameterError
from thidua.lawbook.lines import Line, Section, cites_of, reason_vi, whom_vi
from thidua.lawbook.loading_procedures import codes_in
from thidua.lawbook.procedures import Bound, Provision, days_vi
from thidua.lawbook.rules import parameters_in
from thidua.lawbook.schema import Node
from thidua.lawbook.schema_overlay import MAY_VI
from thidua.lawbook.schema_procedures import (
    OFFICE_VI,
    STEP_VI,
    ConsultationRule,
    Office,
    PointsRule,
    PublicNoticeRule,
    Rule,
    SetsRule,
    SubmissionRule,
    TimeLimitRule,
)

R = TypeVar("R", bound=Rule)
ROUTES = tuple(terms.ROUTE_VI)
_OFFICE_OF: dict[terms.Decider, Office] = {
    "unit_head": "unit",
    "enterprise_head": "unit",
    "department_head": "unit",
    "commune_chair": "commune",
    "district_chair": "district",
    "province_chair": "province",
    "prime_minister": "central",
    "government": "central",
    "president": "central",
}
_UPWARDS: tuple[Office, ...] = ("unit", "commune", "district", "province", "central")
_AFTER = ("exchange_insignia", "report_violation", "decide_revocation")


def provision_line(
    book: LawBook,
    found: Provision[Rule],
    says: str = "",
    parts: Iterable[str] = (),
    routes: Iterable[str] = (),
    title: str = "",
    key: str = "",
) -> Line:
    """A rule of procedure as a line; `routes` where it holds for some only."""
    rule, listed = found.rule, frozenset(routes or found.rule.routes)
    return Line(
        key=key or rule.rule,
        title=title or rule.title,
        says=says,
        whom=whom_vi(rule.kinds, rule.groups, listed),
        cites=cites_of(book, found.cites),
        checked=found.checked,
        because=found.because or "",
        parts=tuple(Line(each, each) for each in parts),
        kinds=frozenset(rule.kinds),
        groups=frozenset(rule.groups),
        routes=listed,
    )


def _section(key: str, title: str, make: Callable[[], Iterable[Line]], none: str = "Không có.") -> Section:
    """A section; on days the book has no such rule for, its note says since or until when it has."""
    try:
        return Section(key, title, tuple(make()), none)
    except ParameterError as error:
        return Section(key, title, (), reason_vi(error))


def _by_routes(
    rules: Iterable[Bound[R]], ask: Callable[[Any], Iterable[Provision[R]]]
) -> Iterator[tuple[Provision[R], tuple[str, ...]]]:
    """The rules asked for over all routes, each with the routes it holds for; none named where it holds for all.

    `rules` are those the answers come from: where none of them tells routes apart, one question answers for all.
    """
    routes = ROUTES if any(bound.rule.routes for bound in rules) else ROUTES[:1]
    found: dict[tuple[str, date], tuple[Provision[R], list[str]]] = {}
    for route in routes:
        for each in ask(route):
            found.setdefault((each.rule.rule, each.rule.first), (each, []))[1].append(route)
    for each, held in found.values():
        yield each, () if len(held) == len(routes) else tuple(held)


def _proposers(book: LawBook, award: Award, on: date) -> Section:
    def lines() -> Iterator[Line]:
        for each, routes in _by_routes(
            book.procedures.proposers, lambda route: book.proposers(award.code, on, route)
        ):
            yield provision_line(book, each, parts=each.rule.points, routes=routes)

    return _section("proposers", "Đề nghị, trình", lines)


def _sets(book: LawBook, award: Award, on: date) -> Section:
    def lines() -> Iterator[Line]:
        for each, routes in _by_routes(
            book.procedures.sets, lambda route: (book.dossier_sets(award.code, on, route),)
        ):
            yield provision_line(book, each, says=_sets_vi(each.rule), routes=routes)

    return _section("sets", "Số bộ hồ sơ", lines)


def _sets_vi(rule: SetsRule) -> str:
    if rule.originals is None:
        return "Số bộ do tỉnh quy định" if rule.set_by == "province" else "Văn bản đã đọc không nêu số bộ"
    files = {True: ", kèm tệp tin điện tử", False: ", không kèm tệp tin điện tử", None: ""}[rule.electronic]
    return f"{rule.originals} bộ bản chính{files}"


def _consultation(book: LawBook, award: Award, on: date) -> Section:
    def lines() -> Iterator[Line]:
        told: set[tuple[str, date]] = set()
        apart = {group: None for bound in book.procedures.consultation for group in bound.rule.groups}
        groups = [each for each in apart if not award.entry.groups or each in award.entry.groups]
        for kind in award.recipients:
            for group in (None, *groups):
                found = book.consultation(award.code, kind, on, group)
                if (found.rule.rule, found.rule.first) not in told:
                    told.add((found.rule.rule, found.rule.first))
                    yield _consultation_line(book, found)

    return _section("consultation", "Lấy ý kiến", lines)


def _consultation_line(book: LawBook, found: Provision[ConsultationRule]) -> Line:
    rule = found.rule
    says = (
        [f"{OFFICE_VI[rule.asked_by][:1].upper()}{OFFICE_VI[rule.asked_by][1:]} hỏi"] if rule.asked_by else []
    )
    if rule.days is not None:
        says.append(f"trả lời trong {days_vi(rule.days, rule.counting)}")
    elif rule.required:
        says.append("văn bản đã đọc không nêu thời hạn trả lời")
    if rule.silence:
        says.append(f"không trả lời: {rule.silence}")
    asked = [f"{each.who}: {', '.join(each.on)}" if each.on else each.who for each in rule.asked]
    return provision_line(book, found, "; ".join(says), asked)


def _public_notice(book: LawBook, award: Award, on: date) -> Section:
    def lines() -> Iterator[Line]:
        found = book.public_notice(award.code, on)
        yield provision_line(book, found, found.rule.opinions or "", _notices(found.rule))

    return _section("public_notice", "Công khai lấy ý kiến", lines)


def _notices(rule: PublicNoticeRule) -> Iterator[str]:
    for each in rule.notices:
        days = days_vi(each.days, each.counting) if each.days else "văn bản đã đọc không nêu số ngày"
        yield f"{each.publisher}, trên {each.place}: {days}"


def _submissions(book: LawBook, award: Award, on: date) -> Section:
    return _section("submissions", "Hạn gửi hồ sơ", lambda: _submission_lines(book, award, on))


def _submission_lines(book: LawBook, award: Award, on: date) -> Iterator[Line]:
    for education in (False, True):
        ask = partial(_deadline, book, award, on, education)
        for each, routes in _by_routes(book.procedures.submissions, ask):
            if education and each.rule.sector is None:
                continue  # told already, for every sector
            key, title = each.rule.rule, each.rule.title
            if education and "giáo dục" not in title:
                title = f"{title} (ngành giáo dục)"
            yield provision_line(book, each, _submission_vi(each.rule), routes=routes, title=title, key=key)


def _deadline(
    book: LawBook, award: Award, on: date, education: bool, route: terms.Route
) -> tuple[Provision[SubmissionRule]]:
    found = book.submission_deadline(award.code, on.year - 1, on, education=education, route=route)
    return (found.provision,)


def _submission_vi(rule: SubmissionRule) -> str:
    if rule.last is None:
        said = rule.because_none or ""
    else:
        after = {0: "của năm xét", 1: "năm sau năm xét"}.get(
            rule.last.years_after, f"của năm thứ {rule.last.years_after} sau năm xét"
        )
        said = f"Gửi {rule.to} trước hết ngày {rule.last.day:02d}/{rule.last.month:02d} {after}"
    if rule.cycle is not None:
        said += f"; {rule.cycle.every} năm xét một lần (năm {rule.cycle.anchor} là một kỳ)"
    return said + (f"; {rule.conferred}" if rule.conferred else "")


def _time_limits(book: LawBook, award: Award, on: date) -> Section:
    offices = _offices(book, award, on)

    def lines() -> Iterator[Line]:
        for each, routes in _by_routes(
            book.procedures.time_limits, lambda route: book.time_limits(award.code, on, route)
        ):
            if each.rule.office in offices and each.rule.step not in _AFTER:
                yield _time_limit_line(book, each, routes)

    return _section("time_limits", "Thời hạn giải quyết", lines)


def _time_limit_line(book: LawBook, found: Provision[TimeLimitRule], routes: tuple[str, ...] = ()) -> Line:
    rule = found.rule
    limit = f"{days_vi(rule.days, rule.counting)} kể từ {rule.counted_from}"
    step = f"{STEP_VI[rule.step][:1].upper()}{STEP_VI[rule.step][1:]}"
    says = f"{step} ở {OFFICE_VI[rule.office]}: {limit}"
    return provision_line(book, found, says, routes=routes)


def _offices(book: LawBook, award: Award, on: date) -> frozenset[Office]:
    """The levels a nomination passes on its way to the highest who may decide it; all where nobody here may."""
    deciders = book.deciders(award.code, on)
    if not deciders:
        return frozenset(_UPWARDS)
    highest = max(_UPWARDS.index(_OFFICE_OF[each]) for each in deciders)
    return frozenset(_UPWARDS[: highest + 1])


def _payment(book: LawBook, award: Award, on: date) -> Section:
    def lines() -> Iterator[Line]:
        yield provision_line(book, book.payer(award.code, on))
        several = book.several_awards(on)
        rule, paid = several.rule, {"highest": "chỉ trả mức cao nhất", "all": "trả tất cả"}
        cases = [
            f"Nhiều danh hiệu của cùng thời gian: {paid[rule.titles_same_period]}",
            f"Nhiều danh hiệu của các thời gian khác nhau: {paid[rule.titles_other_periods]}",
            f"Nhiều hình thức cho các thành tích khác nhau: {paid[rule.forms_other_achievements]}",
            f"Vừa danh hiệu vừa hình thức khen thưởng: {paid[rule.title_and_form]}",
        ]
        if rule.household is not None and "household" in award.recipients:
            top, bottom = rule.household
            cases.append(f"Hộ gia đình: {top}/{bottom} mức của cá nhân")
        yield provision_line(book, several, parts=cases)

    return _section("payment", "Chi tiền thưởng", lines)


def _insignia(book: LawBook, award: Award, on: date) -> Section:
    def lines() -> Iterator[Line]:
        for each in (*book.insignia(award.code, on), *book.ceremony(award.code, on)):
            yield provision_line(book, each, parts=each.rule.points)
        for limit in book.time_limits(award.code, on):
            if limit.rule.step == "exchange_insignia":
                yield _time_limit_line(book, limit)

    return _section("insignia", "Hiện vật, trao tặng", lines)


def _revocation(book: LawBook, award: Award, on: date) -> Section:
    def lines() -> Iterator[Line]:
        for ground in book.revocation_grounds(award.code, on):
            yield provision_line(
                book, ground, f"{ground.rule.text}. Người quyết định: {ground.rule.decided_by}"
            )
        for limit in book.time_limits(award.code, on):
            if limit.rule.step in ("report_violation", "decide_revocation"):
                yield _time_limit_line(book, limit)
        yield from _restoration(book, award, on)

    return _section("revocation", "Hủy bỏ, thu hồi, phục hồi", lines)


def _restoration(book: LawBook, award: Award, on: date) -> Iterator[Line]:
    try:
        found: tuple[Provision[PointsRule], ...] = book.restoration(award.code, on)
    except ParameterError:
        return  # the texts that were read speak of it later only
    for each in found:
        yield provision_line(book, each, parts=each.rule.points)


def _delegations(book: LawBook, award: Award, on: date) -> Section:
    entries = {code: each.entry for code, each in book.awards.items()}
    version = book.version(award.code, on)
    asked = set(_asked(version.criteria)) if version else set()
    lines = []
    for each in book.delegations:
        codes = codes_in(each.awards, entries, book.procedures.families)
        touches = each.parameter in asked if each.parameter else codes is None or award.code in codes
        if not each.holds_on(on) or not touches:
            continue
        lines.append(
            Line(
                each.id, each.title, f"Tỉnh được {MAY_VI[each.may]}",
                cites=cites_of(book, each.cites), checked=each.checked, because=each.because or "",
            )
        )  # fmt: skip
    return Section("delegations", "Luật giao tỉnh quy định", tuple(lines), "Không có.")


def _asked(nodes: Iterable[Node]) -> Iterator[str]:
    """The parameters that conditions ask for, at any depth."""
    for node in nodes:
        yield from parameters_in(node.with_)
        yield from _asked((*(node.any_of or ()), *(node.all_of or ())))


PROCEDURE_SECTIONS = (_proposers, _sets, _consultation, _public_notice, _submissions, _time_limits)
"""From the proposal to the decision."""
AFTER_SECTIONS = (_payment, _insignia, _revocation, _delegations)
"""After the decision."""
