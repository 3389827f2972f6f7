"""From a record to a verdict: the law of the day, every condition with its explanation, then one outcome."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from thidua.kernel import years
from thidua.kernel.formats import date_vi
from thidua.kernel.kleene import NO, UNKNOWN, YES, Truth, all_of, any_of
from thidua.lawbook import terms
from thidua.lawbook.ballots import vote_findings
from thidua.lawbook.book import Award, LawBook
from thidua.lawbook.case import Case
from thidua.lawbook.certifying import advice_among_equals, to_certify
from thidua.lawbook.predicates import Predicate
from thidua.lawbook.predicates.standing import Meets
from thidua.lawbook.record import Record
from thidua.lawbook.rules import Condition
from thidua.lawbook.schema import Transition, Version
from thidua.lawbook.telling import Missing
from thidua.lawbook.verdict import (
    Finding,
    Outcome,
    Result,
    Verdict,
    missing_of,
    unchecked_of,
)

LOADER = "người quản trị bộ quy định (nạp văn bản)"
NOT_LOADED = "văn bản chưa được nạp"
KINDER = (
    "Theo quy định đang áp dụng thì không đạt; quy định mới nếu có lợi hơn thì được áp dụng, "
    "nhưng văn bản chưa được nạp."
)
COUNTING_VI = {
    "restarts_after_penalty": "Thành tích chỉ tính từ sau khi hết thời hạn kỷ luật.",
    "interval_from_period": "Thời gian tính từ khi kết thúc thời gian thành tích ghi trong quyết định trước.",
    "merit_steps_only": (
        "Lần khen thưởng theo đợt, chuyên đề hoặc đột xuất không được lấy làm căn cứ đề nghị khen thưởng công trạng."
    ),
    "initiative_for_higher_title": (
        "Sáng kiến đã dùng để xét danh hiệu trước và được cấp tỉnh công nhận thì tính cho danh hiệu cao hơn; "
        "có cách hiểu khác, người thẩm định cân nhắc."
    ),
    "initiative_once": "Mỗi sáng kiến chỉ được dùng một lần làm căn cứ xét.",
}
"""What the shared rules of counting say, told where one of them decided."""


def check(book: LawBook, record: Record, law_of: date | None = None) -> Verdict:
    """The verdict of the book on the record. The record must have passed `validate` (as `parse_questions` does).

    `law_of` holds the law of one day still, whatever the day of the decision: transitions are then not asked.
    """
    award = book.award(record.question.award)
    transitions = () if law_of else transitions_of(book, record)
    law_day = law_of or law_day_of(record, transitions)
    version = book.version(award.code, law_day)
    if not book.has_standard(award.code, law_day):
        return _without_rules(book, record, award, version, law_day)
    return _with_rules(book, record, award, law_day, transitions)


def _with_rules(
    book: LawBook, record: Record, award: Award, law_day: date, transitions: tuple[Transition, ...]
) -> Verdict:
    standard = book.standard(award.code, law_day)
    assert standard is not None
    case = Case(record, law_day, book.settings(law_day), book.names, book.state_level, book.titles)
    found = [_transition_finding(each) for each in transitions]
    found.append(_recipient_finding(book, record, award, law_day))
    found += _findings(book, case, book.gate_rules(award.code, law_day).conditions)
    found += _findings(book, case, standard.conditions)
    found += vote_findings(book, record, award, law_day)
    findings = tuple(found)
    outcome = outcome_of(findings)
    missing = missing_of(findings)
    for each in transitions:
        if each.no_means == "unknown" and outcome == "not_eligible":
            findings = tuple(_doubtful(one, KINDER) if one.rule == each.rule else one for one in findings)
            outcome, missing = "unknown", missing_of(findings)
        if each.also_law_of and _under(book, record, award, each.also_law_of) != outcome:
            says = f"Luật của ngày {date_vi(each.also_law_of)} và luật của ngày quyết định cho kết quả khác nhau."
            findings = tuple(_doubtful(one, says) if one.rule == each.rule else one for one in findings)
            outcome, missing = outcome_of(findings), missing_of(findings)
            outcome = "suspended" if outcome == "suspended" else "unknown"
    return Verdict(
        id=record.id,
        award=award.code,
        award_name=award.name,
        outcome=outcome,
        law=standard.law,
        findings=findings,
        missing=missing,
        to_certify=to_certify(book, record, standard, law_day),
        unchecked=unchecked_of(findings),
        digest=book.digest,
        advice=advice_among_equals(book, record, law_day),
    )


def _under(book: LawBook, record: Record, award: Award, law_day: date) -> Outcome:
    """The outcome by the law of another day; unknown where that law has no standard of the award."""
    if not book.has_standard(award.code, law_day):
        return "unknown"
    return _with_rules(book, record, award, law_day, ()).outcome


def outcome_of(findings: tuple[Finding, ...]) -> Outcome:
    """An open hold comes before everything; then a failed condition, then an unknown one."""
    results = {each.result for each in findings}
    if "held" in results:
        return "suspended"
    if "no" in results:
        return "not_eligible"
    return "unknown" if "unknown" in results else "eligible"


def _findings(book: LawBook, case: Case, conditions: tuple[Condition, ...]) -> list[Finding]:
    recipient, route = case.record.recipient, case.record.question.route
    group = recipient.group or ("official" if recipient.kind == "person" else None)
    return [
        _finding(book, case, each)
        for each in conditions
        if each.applies(recipient.kind, group, route)
        and (each.predicate is None or each.predicate.asked(case))
    ]


def _finding(book: LawBook, case: Case, condition: Condition) -> Finding:
    if isinstance(condition.predicate, Meets):
        return _standard_of_another(book, case, condition, condition.predicate)
    if condition.predicate is None:
        parts = tuple(_findings(book, case, condition.parts))
        return parts[0] if len(parts) == 1 and condition.no_means == "no" else _combination(condition, parts)
    truth = condition.predicate.truth(case)
    counted_by = _counted_by(case, condition.predicate, truth)
    if truth is NO and condition.no_means == "unknown":
        truth = UNKNOWN
    telling = condition.predicate.tell(case, truth)
    held = truth is NO and condition.no_means == "held"
    says = telling.says
    for name in counted_by:
        if getattr(case.settings, name) and COUNTING_VI[name][1:] not in says:
            says += f" {COUNTING_VI[name]}"
    if condition.remark and truth is not YES:
        says += f" {condition.remark}"
    bases = [case.settings.bases[name] for name in counted_by]
    unread = next((each for each in bases if not each.checked), None)
    return Finding(
        rule=condition.rule,
        title=condition.title,
        result="held" if held else _result(truth),
        cites=_together((condition.cites, *(each.cites for each in bases))),
        says=says,
        evidence=telling.evidence,
        missing=telling.missing,
        checked=condition.checked and unread is None,
        because=condition.because or (unread.because if unread else None),
    )


def _counted_by(case: Case, predicate: Predicate, truth: Truth) -> tuple[str, ...]:
    """The shared rules of counting that decided: had one been otherwise, the truth would have been another."""
    return tuple(
        name
        for name in case.counting
        if name in case.settings.bases and predicate.truth(case.counted_otherwise(name)) is not truth
    )


def _combination(condition: Condition, parts: tuple[Finding, ...]) -> Finding:
    truths = [part.truth for part in parts]
    truth = any_of(truths) if condition.either else all_of(truths)
    if truth is NO and condition.no_means == "unknown":
        truth = UNKNOWN
    if condition.either:
        says = _either_says(truth, parts)
    else:
        says = _lacking(parts) or "Đạt tất cả các điều kiện."
    deciding = [part for part in parts if _decides(part, truth, condition.either)] or list(parts)
    cites = _together((condition.cites, *(part.cites for part in deciding)))
    checked = condition.checked
    if not parts:
        cites = _together(condition.all_cites())
        checked = all(part.checked for part in condition.parts)
    return Finding(
        rule=condition.rule,
        title=condition.title,
        result=_result(truth),
        cites=cites,
        says=says,
        missing=tuple(m for part in parts for m in part.missing) if truth is UNKNOWN else (),
        checked=checked,
        because=condition.because
        or (None if checked else next((part.because for part in condition.parts if part.because), None)),
        parts=parts,
        either=condition.either,
    )


def _decides(part: Finding, truth: Truth, either: bool) -> bool:
    """Whether the part made the combination what it is: of alternatives met those met, of requirements failed those."""
    if either and truth is YES:
        return part.result == "yes"
    if not either and truth is NO:
        return part.result == "no"
    return True


def _together(cites: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cite for each in cites for cite in each))


def _either_says(truth: Truth, parts: tuple[Finding, ...]) -> str:
    if not parts:
        return "Không có trường hợp nào dành cho loại hình hoặc đối tượng được hỏi."
    if truth is YES:
        met = "; ".join(part.title for part in parts if part.result == "yes")
        return f"Đạt một trong các trường hợp: {met}."
    listed = "; ".join(part.title for part in parts)
    if truth is NO:
        return f"Không đạt trường hợp nào trong các trường hợp: {listed}."
    return f"Chưa đủ dữ liệu; cần đạt một trong các trường hợp: {listed}."


def _standard_of_another(book: LawBook, case: Case, condition: Condition, predicate: Meets) -> Finding:
    """The year's facts against another title's standard; a title already conferred answers where they are silent."""
    standard = book.standard(predicate.award, case.on)
    groups, group = book.award(predicate.award).entry.groups, case.record.recipient.group
    if group is not None and groups and group not in groups:
        standard = None  # the title's counterpart for that group, whose standard was never loaded
    parts = tuple(_findings(book, case, standard.conditions)) if standard else ()
    truth = all_of(part.truth for part in parts) if parts else UNKNOWN
    conferred = case.titled((predicate.award, *predicate.or_titled), best=False)
    if truth is UNKNOWN and years.contains(conferred, case.last_year):
        truth = YES
    telling = predicate.tell(case, truth)
    says = telling.says
    missing = missing_of(parts)
    if truth is UNKNOWN and not parts:
        missing = telling.missing
    if truth is not YES:
        says = f"{says} {_lacking(parts)}".strip()
    return Finding(
        rule=condition.rule,
        title=condition.title,
        result=_result(truth),
        cites=_together(
            (condition.cites, *(p.cites for p in parts if truth is not YES and p.truth is truth))
        ),
        says=says,
        missing=missing,
        checked=condition.checked,
        because=condition.because,
        parts=parts,
        either=truth is YES,
    )


def _lacking(parts: Iterable[Finding]) -> str:
    """The parts that failed and those that are unknown, as sentences; empty when all are met."""
    listed: dict[str, list[str]] = {"no": [], "unknown": []}
    for part in parts:
        if part.result != "yes":
            listed["unknown" if part.result == "unknown" else "no"].append(part.title)
    words = {"no": "Chưa đạt", "unknown": "Chưa rõ"}
    return " ".join(f"{words[key]}: {'; '.join(titles)}." for key, titles in listed.items() if titles)


def _result(truth: Truth) -> Result:
    found: Result = truth.value
    return found


def _recipient_finding(book: LawBook, record: Record, award: Award, law_day: date) -> Finding:
    recipient = record.recipient
    rule, standard = book.recipient_rule(law_day), book.standard(award.code, law_day)
    article = standard.article if standard is not None else None
    own = (article,) if article else ()
    general = rule.cites if rule else _laws_on(book, law_day)
    # A law named as a whole says no more where its own article on the award is named.
    cites = _together(((each for each in general if f"{each} Đ" not in (article or "")), own))
    fits = recipient.kind in award.recipients
    kinds = ", ".join(terms.KIND_VI[kind] for kind in award.recipients)
    shown = terms.KIND_VI[recipient.kind]
    groups = award.entry.groups
    if fits and recipient.group and groups and recipient.group not in groups:
        fits = False
        shown += f" thuộc nhóm {terms.GROUP_VI[recipient.group]}"
    says = f"Yêu cầu: “{award.name}” dành cho {kinds}. Hồ sơ: {shown}."
    if not fits:
        says += " Cần chọn danh hiệu, hình thức phù hợp với đối tượng."
    return Finding("recipient", "Đúng đối tượng", "yes" if fits else "no", cites, says)


# Which law


def law_day_of(record: Record, transitions: tuple[Transition, ...]) -> date:
    """The day whose law governs the question."""
    return next((each.law_of for each in transitions if each.law_of), record.question.decided_on)


def transitions_of(book: LawBook, record: Record) -> tuple[Transition, ...]:
    """The rules of transition that concern the question, oldest change first; the first `law_of` picks the law."""
    question = record.question
    is_title = question.award in book.titles
    found = []
    for each in book.transitions:
        if question.decided_on < each.decided_from:
            continue
        accepted = (
            each.accepted_until and question.accepted_on and question.accepted_on <= each.accepted_until
        )
        years_ago = each.year_until is not None and is_title and question.last_year <= each.year_until
        if accepted or years_ago:
            found.append(each)
    return tuple(found)


def _doubtful(finding: Finding, says: str) -> Finding:
    missing = (Missing("law", f"điều khoản chuyển tiếp ({NOT_LOADED})", LOADER),)
    return replace(finding, result="unknown", says=f"{finding.says} {says}", missing=missing)


def _transition_finding(each: Transition) -> Finding:
    return Finding(
        each.rule,
        "Chọn luật áp dụng",
        "yes",
        each.cites,
        each.text,
        checked=each.checked,
        because=each.because,
    )


def _without_rules(book: LawBook, record: Record, award: Award, version: Version | None, on: date) -> Verdict:
    """No conditions on that day: the award has ended, its text was never loaded, or only its name is known.

    What every award shares is still asked, so that an open hold suspends and a wrong kind of recipient is told.
    """
    if version is not None and version.ended is not None:
        ended = Finding("law_text", "Văn bản áp dụng", "no", version.cites, f"{version.ended}.")
        return _bare(book, record, award, version.law, (ended,), None)
    law = version.law if version else _laws_on(book, on)
    says = f"Chưa nạp tiêu chuẩn của “{award.name}” áp dụng vào ngày {date_vi(on)} ({NOT_LOADED})."
    if version and version.unloaded:
        says = f"{version.unloaded}."
    missing = (Missing("law", says.removesuffix("."), LOADER),)
    cites = (version.cites if version else ()) or law
    unread = Finding("law_text", "Văn bản áp dụng", "unknown", cites, says, missing=missing)
    case = Case(record, on, book.settings(on), book.names, book.state_level, book.titles)
    known = not award.has_rules and book.recipient_rule(on) is not None
    shared = [_recipient_finding(book, record, award, on)] if known else []
    shared += _findings(book, case, book.gate_rules(award.code, on).conditions)
    return _bare(book, record, award, law, (*shared, unread), _advice(book, record, award, on))


def _bare(
    book: LawBook,
    record: Record,
    award: Award,
    law: tuple[str, ...],
    findings: tuple[Finding, ...],
    advisory: Verdict | None,
) -> Verdict:
    return Verdict(
        id=record.id,
        award=award.code,
        award_name=award.name,
        outcome=outcome_of(findings),
        law=law,
        findings=findings,
        missing=missing_of(findings),
        to_certify=(),
        unchecked=unchecked_of(findings),
        digest=book.digest,
        advisory=advisory,
    )


def _advice(book: LawBook, record: Record, award: Award, on: date) -> Verdict | None:
    """What the last law that was loaded would say, for information only."""
    earlier = [v for v in award.entry.standards if v.criteria and v.until is not None and v.until < on]
    if not earlier or earlier[-1].until is None:
        return None
    return _with_rules(book, record, award, earlier[-1].until, ())


def _laws_on(book: LawBook, on: date) -> tuple[str, ...]:
    return tuple(
        each.number for each in book.instruments.values() if each.kind == "law" and each.holds_on(on)
    )
