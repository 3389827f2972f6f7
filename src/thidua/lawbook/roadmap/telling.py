"""A plan in words, as a careful specialist explains it: year by year what is needed, and by which article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from thidua.kernel import years
from thidua.kernel.formats import date_vi, list_vi, money, number, share
from thidua.kernel.words import words
from thidua.lawbook import terms
from thidua.lawbook.evaluation import COUNTING_VI
from thidua.lawbook.predicates.collectives import HEADS_VI
from thidua.lawbook.predicates.deeds import ATTESTED_VI
from thidua.lawbook.roadmap.ground import Ground
from thidua.lawbook.roadmap.needs import (
    HEADS,
    ClearedNeed,
    CompositionNeed,
    ConferralNeed,
    ContributionNeed,
    InitiativeNeed,
    JudgementNeed,
    ModelNeed,
    Need,
    PlaceNeed,
    RatingNeed,
    RegistrationNeed,
)
from thidua.lawbook.roadmap.planning import Plan
from thidua.lawbook.roadmap.reasons import Why, reasons
from thidua.lawbook.rules import Condition
from thidua.lawbook.schema import Conduct


@dataclass(frozen=True, slots=True)
class Line:
    """One thing needed in a year: the sentence, which awards it is for, the articles, whether somebody read them."""

    says: str
    serves: tuple[str, ...]
    cites: tuple[str, ...]
    checked: bool
    because: tuple[str, ...]
    needs: tuple[Need, ...]
    step: bool = False


@dataclass(frozen=True, slots=True)
class YearTold:
    """The needs of one year; `past` when the year is over and only its record may be incomplete."""

    year: int
    past: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A condition that already holds and must only be kept, or a rule of counting."""

    title: str
    cites: tuple[str, ...]
    checked: bool
    because: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A plan for a reader.

    `judged` when it rests on a judgement or a gift; `counting` says how the law of the day counts years and initiatives
    where that bears on the plan; `keeps` and `certify` are what must hold beside the needs.
    """

    code: str
    name: str
    year: int
    years: tuple[YearTold, ...]
    keeps: tuple[Kept, ...]
    certify: tuple[Conduct, ...]
    counting: tuple[Kept, ...]
    judged: bool

    @property
    def unread(self) -> tuple[str, ...]:
        """Why some of the articles it leans on are not checked, each reason once."""
        lines = [why for year in self.years for line in year.lines for why in line.because]
        return tuple(dict.fromkeys([*lines, *(each.because for each in self.counting if each.because)]))


def told(ground: Ground, plan: Plan) -> Told:
    """The plan in words."""
    why, kept = reasons(ground, plan)
    by_year: dict[int, list[Line]] = {}
    for group in _grouped(plan.needs, plan.elsewhen):
        by_year.setdefault(group[0].year, []).append(_line(ground, plan, group, why))
    return Told(
        code=plan.goal.code,
        name=ground.award(plan.goal.code).name,
        year=plan.goal.year,
        years=tuple(
            YearTold(
                year, year < ground.today.year, tuple(sorted(lines, key=lambda line: _order(ground, line)))
            )
            for year, lines in sorted(by_year.items())
        ),
        keeps=tuple(dict.fromkeys(Kept(each.title, each.cites, each.checked, each.because) for each in kept)),
        certify=_certify(ground, plan),
        counting=tuple(_counting(ground, plan)),
        judged=any(isinstance(need, JudgementNeed | ContributionNeed) for need in plan.needs),
    )


def need_vi(ground: Ground, need: Need, count: int = 1) -> str:
    """What is needed, without the year and without a final stop."""
    name = ground.book.names
    match need:
        case RatingNeed():
            level = f"xếp loại “{terms.RATING_VI[need.level]}”"
            return level if need.level == "excellent" else f"{level} trở lên"
        case InitiativeNeed():
            return _initiative_vi(need, count)
        case ConferralNeed():
            award = ground.award(need.code)
            if award.kind == "title":
                return f"được công nhận “{award.name}” năm {need.year}"
            span = f"{need.year}" if need.first == need.year else f"{need.first}–{need.year}"
            return f"được tặng “{award.name}” (thành tích {span})"
        case CompositionNeed():
            return _composition_vi(need)
        case PlaceNeed():
            by = terms.RUN_BY_VI[need.run_by]
            return f"dẫn đầu cụm, khối thi đua do {by} tổ chức và được cụm, khối đề nghị"
        case JudgementNeed():
            return f"được cấp có thẩm quyền xác nhận: {ATTESTED_VI[need.code]}"
        case ContributionNeed():
            worth = f" trị giá từ {money(need.amount_vnd)} trở lên" if need.amount_vnd else ""
            return f"có đóng góp về công sức, đất đai, tài sản{worth}"
        case ModelNeed():
            return f"có mô hình sản xuất hiệu quả, đã ổn định từ {need.stable_years} năm trở lên"
        case RegistrationNeed():
            return f"đăng ký thi đua danh hiệu “{name[need.code]}” từ đầu năm"
        case ClearedNeed():
            return f"việc đang tạm dừng xét ({_holds_vi(ground)}) có kết luận không vi phạm"


def _initiative_vi(need: InitiativeNeed, count: int) -> str:
    text = f"{words(count)} sáng kiến (hoặc giải pháp, đề tài)"
    scope, by = terms.SCOPE_VI[need.scope], terms.SCOPE_VI[need.recognised_by]
    if terms.SCOPE_RANK[need.scope] > 0:
        text += f" có phạm vi ảnh hưởng {scope},"
    text += f" được {by} công nhận"
    text += ", đã áp dụng có hiệu quả" if need.applied else ""
    return text + (", có khả năng nhân rộng" if need.replicable else "")


def _composition_vi(need: CompositionNeed) -> str:
    parts = []
    for name, heads in zip(HEADS, need.heads, strict=True):
        if heads is None:
            continue
        says = HEADS_VI[name]
        if heads == need.members:
            parts.append(f"100 % cá nhân {says}")
        elif need.known:
            of = f"{number(heads)}/{number(need.members)} cá nhân"
            parts.append(f"ít nhất {of} {says} ({share(heads, need.members)}, theo số thành viên đã ghi)")
        elif heads == 1:
            parts.append(f"ít nhất một cá nhân {says}")
        else:
            parts.append(f"ít nhất {share(heads, need.members)} cá nhân {says}")
    if need.clean_from is not None:
        parts.append(f"không có cá nhân bị kỷ luật từ {terms.PENALTY_VI[need.clean_from]} trở lên")
    return "; ".join(parts)


def _holds_vi(ground: Ground) -> str:
    return list_vi(
        [
            f"{terms.HOLD_VI[each.reason]} từ ngày {date_vi(each.since)}"
            for each in ground.record.facts.holds or ()
            if each.until is None
        ]
    )


def _grouped(needs: Iterable[Need], elsewhen: dict[Need, tuple[int, ...]]) -> list[list[Need]]:
    """Initiatives that differ in nothing but their number stand together; every other need stands alone."""
    found: dict[object, list[Need]] = {}
    for need in needs:
        key: object = need
        if isinstance(need, InitiativeNeed):
            key = (
                need.year, need.scope, need.recognised_by, need.applied, need.replicable, need.serves,
                elsewhen.get(need),
            )  # fmt: skip
        found.setdefault(key, []).append(need)
    return list(found.values())


def _line(ground: Ground, plan: Plan, group: list[Need], why: dict[Need, list[Why]]) -> Line:
    first = group[0]
    says = need_vi(ground, first, len(group))
    says = f"{says[:1].upper()}{says[1:]}"
    if other := plan.elsewhen.get(first):
        says += f" (hoặc trong một năm khác: {years.text(years.from_years(other))})"
    found = [each for need in group for each in why[need]]
    conditions = [condition for _, condition in found]
    names = [ground.award(goal.code).name for goal, _ in found]
    if isinstance(first, RegistrationNeed):
        names = [ground.award(first.code).name]
    return Line(
        says=says,
        serves=tuple(dict.fromkeys(names)),
        cites=_cites(conditions),
        checked=all(each.checked for each in conditions),
        because=tuple(dict.fromkeys(each.because for each in conditions if each.because)),
        needs=tuple(group),
        step=isinstance(first, ConferralNeed),
    )


def _cites(conditions: Iterable[Condition]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cite for each in conditions for cite in each.cites))


def _order(ground: Ground, line: Line) -> tuple[int, int]:
    """What one does comes before what one is given, a lower award before a higher."""
    need = line.needs[0]
    kinds = (
        RegistrationNeed, ClearedNeed, RatingNeed, CompositionNeed, PlaceNeed, InitiativeNeed, ModelNeed,
        JudgementNeed, ContributionNeed, ConferralNeed,
    )  # fmt: skip
    rank = ground.award(need.code).rank if isinstance(need, ConferralNeed) else 0
    return next(index for index, kind in enumerate(kinds) if isinstance(need, kind)), rank


def _counting(ground: Ground, plan: Plan) -> Iterator[Kept]:
    """How the law of the day counts, as far as it bears on the plan: from when years count, how often an initiative."""
    settings = ground.book.settings(ground.law_day)
    facts = ground.record.facts
    steps = any(isinstance(need, ConferralNeed) and not need.title for need in plan.needs) or bool(
        facts.awards
    )
    initiatives = any(isinstance(need, InitiativeNeed) for need in plan.needs)
    bears = {
        "restarts_after_penalty": bool(facts.penalties),
        "interval_from_period": steps,
        "merit_steps_only": steps,
        "initiative_once": initiatives,
        "initiative_for_higher_title": initiatives and settings.initiative_once and len(plan.goals) > 1,
    }
    for name, says in COUNTING_VI.items():
        if name in settings.bases and getattr(settings, name) and bears.get(name, False):
            basis = settings.bases[name]
            yield Kept(says.removesuffix("."), basis.cites, basis.checked, basis.because)


def _certify(ground: Ground, plan: Plan) -> tuple[Conduct, ...]:
    """What persons certify of the award itself: choice among many, conduct. It never decides here either."""
    recipient = ground.record.recipient
    group = recipient.group or ("official" if recipient.kind == "person" else None)
    standard = ground.book.standard(plan.goal.code, ground.law_day)
    return tuple(
        each
        for each in (standard.certify if standard else ())
        if (not each.kinds or recipient.kind in each.kinds)
        and (not each.groups or group in each.groups)
        and (not each.routes or plan.goal.route in each.routes)
        and (not each.leaders_only or recipient.leader)
    )
