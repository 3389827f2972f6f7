"""Pure parts of a check: building the record, digests, the award records a verdict leaned on, differences."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import yaml

from thidua.eligibility.types import Asked, CaseAct, CaseState, Difference
from thidua.kernel.decision import Decision, require
from thidua.lawbook import LawBook, check, parse_questions
from thidua.lawbook.errors import RecordError

REF_AWARD = "award:"
_BY_YEAR = ("ratings", "composition", "cluster")


def record_of(asked: Asked, facts: Mapping[str, Any], *, is_title: bool) -> dict[str, Any]:
    """The question with its facts in the public record format, as plain data.

    Titles are asked for a year, forms for the period of the achievements where one is given.
    """
    question: dict[str, Any] = {
        "award": asked.award,
        "route": asked.route,
        "decided_on": asked.decided_on.isoformat(),
    }
    if is_title or asked.period_from is None:
        question["year"] = asked.year
    else:
        last = asked.period_to if asked.period_to is not None else asked.period_from
        question["period"] = [asked.period_from, last]
    if asked.achievement:
        question["achievement"] = asked.achievement
    if asked.unit:
        question["unit"] = dict(asked.unit)
    if asked.ballot:
        question["ballot"] = dict(asked.ballot)
    kind = "recipient" if asked.nomination_id is None else "nomination"
    return {"id": f"{kind}:{asked.key}", **_without(facts, asked.without), "question": question}


def _without(facts: Mapping[str, Any], left_out: Collection[int]) -> Mapping[str, Any]:
    """The facts as they would be had these award records never been given."""
    if not left_out:
        return facts
    refs_out = {f"{REF_AWARD}{pk}" for pk in left_out}
    known = facts["facts"]
    titles = {
        code: [entry for entry in entries if entry["ref"] not in refs_out]
        for code, entries in known["titles"].items()
    }
    awards = [entry for entry in known["awards"] if entry["ref"] not in refs_out]
    return {**facts, "facts": {**known, "titles": titles, "awards": awards}}


def answer(book: LawBook, record: Mapping[str, Any]) -> dict[str, Any]:
    """The verdict in the public form.

    A record that the format refuses (a fact entered long ago with impossible values) answers `unknown`
    and says which field, so that one bad row never stops a list.
    """
    try:
        (question,) = parse_questions(record, str(record["id"]), book)
    except RecordError as error:
        return _unreadable(record, error, book)
    return check(book, question).as_json()


def _unreadable(record: Mapping[str, Any], error: RecordError, book: LawBook) -> dict[str, Any]:
    says = f"Dữ liệu “{error.field}” không hợp lệ: {error.reason}." if error.field else f"{error.reason}."
    return {
        "id": record["id"],
        "award": record["question"]["award"],
        "verdict": "unknown",
        "law": [],
        "findings": [
            {
                "rule": "record",
                "title": "Dữ liệu của hồ sơ",
                "result": "unknown",
                "cites": [],
                "says": says,
                "evidence": [],
                "checked": True,
            }
        ],
        "missing": [{"fact": error.field, "says": says, "who": "cán bộ thi đua, khen thưởng của đơn vị"}],
        "to_certify": [],
        "unchecked": [],
        "digest": book.digest,
    }


def digest(data: Mapping[str, Any]) -> str:
    """SHA-256 of plain data in one canonical JSON form, as hex."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def facts_digest(record: Mapping[str, Any]) -> str:
    """The digest of who is asked about and of all recorded facts, without the question."""
    return digest({"recipient": record["recipient"], "facts": record["facts"]})


def refs(findings: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Every reference to a stored fact that the findings show as evidence, at any depth."""
    for finding in findings:
        for evidence in finding.get("evidence") or ():
            if evidence.get("ref"):
                yield evidence["ref"]
        yield from refs(finding.get("parts") or ())


def attested(findings: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The places of certified judgements among the evidence (`attested.creates_jobs`), at any depth."""
    for finding in findings:
        for evidence in finding.get("evidence") or ():
            if str(evidence.get("fact") or "").startswith("attested."):
                yield evidence["fact"]
        yield from attested(finding.get("parts") or ())


def award_ids(findings: Iterable[Mapping[str, Any]]) -> frozenset[int]:
    """The award records the findings leaned on."""
    found = (ref.removeprefix(REF_AWARD) for ref in refs(findings) if ref.startswith(REF_AWARD))
    return frozenset(int(text) for text in found if text.isdecimal())


def differences(
    before: Iterable[Mapping[str, Any]], after: Iterable[Mapping[str, Any]]
) -> tuple[Difference, ...]:
    """The conditions, at any depth, that one list answers otherwise than the other."""
    old, new = dict(_flat(before)), dict(_flat(after))
    found = []
    for path in [*old, *(path for path in new if path not in old)]:
        first, last = old.get(path), new.get(path)
        one = first["result"] if first else None
        two = last["result"] if last else None
        if one != two:
            shown = last or first or {}
            found.append(Difference(path, str(shown.get("title") or shown.get("rule") or path), one, two))
    return tuple(found)


def _flat(findings: Iterable[Mapping[str, Any]], above: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    seen: dict[str, int] = {}
    for finding in findings:
        rule = finding["rule"]
        seen[rule] = seen.get(rule, 0) + 1
        path = f"{above}{rule}" if seen[rule] == 1 else f"{above}{rule}#{seen[rule]}"
        yield path, finding
        yield from _flat(finding.get("parts") or (), f"{path}/")


def with_years(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record with its years as numbers again, after JSON has made them text."""
    facts = dict(record["facts"])
    for section in _BY_YEAR:
        if facts.get(section):
            facts[section] = {int(year): value for year, value in facts[section].items()}
    return {**record, "facts": facts}


def as_yaml(record: Mapping[str, Any]) -> str:
    """The record as YAML that `thidua check` reads; empty lists are left out, as they mean the same."""
    whole = with_years(record)
    facts = {name: value for name, value in whole["facts"].items() if value not in ({}, [])}
    return yaml.safe_dump({**whole, "facts": facts}, allow_unicode=True, sort_keys=False, width=110)


def may_decide_case(state: str, act: CaseAct, *, under_way: bool) -> Decision:
    """Whether a person may do this with a case: until it is settled, and not what it already says."""
    now = CaseState(state)
    return (
        require(now.is_active, f"Trường hợp này đã có kết quả “{now.label}”.")
        & require(now != act.to, f"Trường hợp này đã ở tình trạng “{now.label}”.")
        & require(
            act is not CaseAct.PROPOSE or not under_way,
            "Hồ sơ đang xét chưa thành khen thưởng: trả lại hoặc từ chối bằng các bước của hồ sơ.",
        )
    )


def reason_is_given(reason: str) -> Decision:
    """The reason of an official act must not be left out."""
    return require(bool(reason.strip()), "Chưa ghi lý do.")
