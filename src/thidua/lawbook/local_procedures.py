"""Rules of procedure that a province sets where the law leaves them to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from thidua.kernel.intervals import Interval
from thidua.lawbook.loading_procedures import Placed, codes_in, narrowness, unambiguous
from thidua.lawbook.procedures import Bound
from thidua.lawbook.schema_overlay import Delegation, LocalProcedure, LocalSection
from thidua.lawbook.schema_procedures import (
    CouncilRule,
    PublicNoticeRule,
    Rule,
    SetsRule,
    SubmissionRule,
    TimeLimitRule,
    VoteRuleEntry,
)

if TYPE_CHECKING:
    from thidua.lawbook.book import LawBook
    from thidua.lawbook.bookfile import BookFile
    from thidua.lawbook.source import Path as Steps

    Sourced = Callable[[BookFile, Steps, Sequence[str], bool, Interval, Delegation], None]

SECTIONS: tuple[LocalSection, ...] = ("submissions", "public_notice", "sets", "councils", "time_limits")
LOCAL = 10
"""What a province's rule is narrower by than any of the law, so that it answers first."""


class Place(Protocol):
    """Where the rules stand and the delegation they use."""

    @property
    def file(self) -> BookFile: ...
    @property
    def path(self) -> Steps: ...
    @property
    def delegation(self) -> Delegation: ...


def lay_procedures(book: LawBook, slot: Place, local: LocalProcedure, sourced: Sourced) -> LawBook:
    """The book with the rules under one delegation. Raises BookError for what is not delegated, or looser."""
    for section in (*SECTIONS, "votes"):
        rules: Sequence[Any] = getattr(local, section)
        if rules and section not in slot.delegation.sections:
            reason = f"chỗ giao “{slot.delegation.id}” không giao {section}"
            raise slot.file.refuse((*slot.path, section), reason)
        for index, rule in enumerate(rules):
            path = (*slot.path, section, index)
            if rule.until is None:
                raise slot.file.refuse(path, "quy định của tỉnh phải có ngày cuối ở khóa until")
            sourced(slot.file, path, rule.cites, rule.checked, rule.interval, slot.delegation)
    for section in SECTIONS:
        book = _section(book, slot, section, getattr(local, section))
    for index, vote in enumerate(local.votes):
        book = _vote(book, slot, (*slot.path, "votes", index), vote)
    return book


def _section(book: LawBook, slot: Place, section: LocalSection, rules: Sequence[Rule]) -> LawBook:
    entries = {code: award.entry for code, award in book.awards.items()}
    families = book.procedures.families
    placed, bound = [], []
    for index, rule in enumerate(rules):
        path = (*slot.path, section, index)
        codes = _codes(book, slot, path, rule) if section != "councils" else None
        if isinstance(rule, CouncilRule) and rule.office == "central":
            raise slot.file.refuse((*path, "office"), "tỉnh không quy định hội đồng Trung ương")
        before: tuple[Bound[Rule], ...] = getattr(book.procedures, section)
        for code in sorted(codes) if codes is not None else [None]:
            for law in _of_law(before, rule, code):
                reason = _loosens(rule, law)
                if reason:
                    raise slot.file.refuse(path, f"{reason}; văn bản: {', '.join(law.cites)}")
        named, others = narrowness(rule)
        placed.append(Placed(slot.file, path, rule))
        bound.append(Bound(rule, codes, (named + LOCAL, others)))
    unambiguous(entries, families, section, placed)
    if not bound:
        return book
    laid: dict[str, Any] = {section: (*getattr(book.procedures, section), *bound)}
    return replace(book, procedures=replace(book.procedures, **laid), _cache={})


def _codes(book: LawBook, slot: Place, path: Steps, rule: Rule | VoteRuleEntry) -> frozenset[str]:
    """The awards the rule concerns, which must all be delegated."""
    entries = {code: award.entry for code, award in book.awards.items()}
    families = book.procedures.families
    if rule.awards is None:
        raise slot.file.refuse(path, "phải nêu danh hiệu, hình thức ở khóa awards")
    for number, name in enumerate(rule.awards.families):
        if name not in families:
            raise slot.file.refuse((*path, "awards", "families", number), f"không có nhóm “{name}”")
    for number, code in enumerate(rule.awards.codes):
        if code not in entries:
            reason = f"không có danh hiệu, hình thức mang mã “{code}”"
            raise slot.file.refuse((*path, "awards", "codes", number), reason)
    codes = codes_in(rule.awards, entries, families) or frozenset()
    allowed = codes_in(slot.delegation.awards, entries, families)
    if allowed is not None and not codes <= allowed:
        beyond = ", ".join(sorted(codes - allowed))
        raise slot.file.refuse((*path, "awards"), f"chỗ giao “{slot.delegation.id}” không giao: {beyond}")
    return codes


def _of_law(before: Sequence[Bound[Rule]], rule: Rule, code: str | None) -> Iterator[Rule]:
    """The rules so far that answer, for the award, some question this one would answer: the closest of each."""
    met = [
        each
        for each in before
        if (each.codes is None or code in each.codes)
        and each.rule.interval.overlaps(rule.interval)
        and all(
            not mine or not theirs or set(mine) & set(theirs) for mine, theirs in _narrowed(rule, each.rule)
        )
        and _same_question(each.rule, rule)
    ]
    for each in met:
        closer = (other for other in met if other.narrowness > each.narrowness)
        if not any(_always_before(other.rule, each.rule, rule) for other in closer):
            yield each.rule


def _narrowed(one: Rule, other: Rule) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    yield one.kinds, other.kinds
    yield one.groups, other.groups
    yield one.routes, other.routes


def _always_before(closer: Rule, wider: Rule, rule: Rule) -> bool:
    """Whether the closer rule answers, instead of the wider one, every question that `rule` would answer."""
    return closer.interval.covers(wider.interval) and all(
        not theirs or (bool(mine) and set(mine) <= set(theirs)) for mine, theirs in _narrowed(rule, closer)
    )


def _same_question(one: Any, other: Any) -> bool:
    for key in ("step", "office", "sector"):
        mine, theirs = getattr(one, key, None), getattr(other, key, None)
        if mine is not None and theirs is not None and mine != theirs:
            return False
    return True


def _loosens(rule: Rule, law: Rule) -> str | None:
    """Why the rule may not stand beside that of the law."""
    if isinstance(rule, SubmissionRule) and isinstance(law, SubmissionRule) and law.last is not None:
        return "văn bản của Trung ương đã ấn định hạn"
    if isinstance(rule, SetsRule) and isinstance(law, SetsRule) and law.set_by == "law":
        return "văn bản của Trung ương đã ấn định số bộ hồ sơ"
    if isinstance(rule, TimeLimitRule) and isinstance(law, TimeLimitRule):
        if rule.counting != law.counting:
            return "không so sánh được ngày và ngày làm việc"
        return f"{rule.days} ngày dài hơn {law.days} ngày" if rule.days > law.days else None
    if isinstance(rule, PublicNoticeRule) and isinstance(law, PublicNoticeRule):
        longest = [max((each.days or 0 for each in one.notices), default=0) for one in (rule, law)]
        if law.required and not rule.required:
            return "văn bản của Trung ương bắt buộc công khai"
        return f"{longest[0]} ngày ngắn hơn {longest[1]} ngày" if longest[0] < longest[1] else None
    if isinstance(rule, CouncilRule) and isinstance(law, CouncilRule):
        return _looser_council(rule, law)
    return None


def _looser_council(rule: CouncilRule, law: CouncilRule) -> str | None:
    if rule.chair != law.chair:
        return f"Chủ tịch Hội đồng là {law.chair}"
    if law.vice_chairs_most and (rule.vice_chairs_most or law.vice_chairs_most + 1) > law.vice_chairs_most:
        return f"nhiều nhất {law.vice_chairs_most} Phó Chủ tịch Hội đồng"
    if law.quorum is not None and (
        rule.quorum is None or rule.quorum[0] * law.quorum[1] < law.quorum[0] * rule.quorum[1]
    ):
        return "số dự họp thấp hơn mức của văn bản"
    return None


def _vote(book: LawBook, slot: Place, path: Steps, vote: VoteRuleEntry) -> LawBook:
    """A threshold where the law states none."""
    if not 0 < vote.share[0] <= vote.share[1]:
        raise slot.file.refuse((*path, "share"), "share phải là một phần của tổng số, ví dụ [70, 100]")
    awards = dict(book.awards)
    for code in sorted(_codes(book, slot, path, vote)):
        award = awards[code]
        if any(each.interval.overlaps(vote.interval) for each in award.votes):
            raise slot.file.refuse(path, f"văn bản đã ấn định tỷ lệ phiếu của “{code}”")
        votes = tuple(sorted((*award.votes, vote), key=lambda each: each.first))
        awards[code] = replace(award, entry=award.entry.model_copy(update={"votes": votes}))
    return replace(book, awards=awards, _cache={})
