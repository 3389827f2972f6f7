"""The answer to a question: findings, what is missing, what a person certifies, which rules nobody has checked."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Literal

from thidua.kernel.kleene import Truth
from thidua.lawbook.telling import Evidence, Missing

Result = Literal["yes", "no", "unknown", "held"]
Outcome = Literal["eligible", "not_eligible", "unknown", "suspended"]
OUTCOME_VI: dict[Outcome, str] = {
    "eligible": "Đủ điều kiện",
    "not_eligible": "Không đủ điều kiện",
    "unknown": "Chưa đủ dữ liệu để kết luận",
    "suspended": "Tạm dừng xét",
}
RESULT_VI: dict[Result, str] = {"yes": "đạt", "no": "không đạt", "unknown": "chưa rõ", "held": "tạm dừng"}
_TRUTH = {"yes": Truth.YES, "no": Truth.NO, "unknown": Truth.UNKNOWN, "held": Truth.NO}


@dataclass(frozen=True, slots=True)
class Finding:
    """One condition as it was found; `parts` are the conditions it is made of."""

    rule: str
    title: str
    result: Result
    cites: tuple[str, ...]
    says: str
    evidence: tuple[Evidence, ...] = ()
    missing: tuple[Missing, ...] = ()
    checked: bool = True
    because: str | None = None
    parts: tuple[Finding, ...] = ()
    either: bool = False

    @property
    def truth(self) -> Truth:
        """The result as a truth; held counts as no."""
        return _TRUTH[self.result]

    def as_json(self) -> dict[str, Any]:
        """The public form."""
        found: dict[str, Any] = {
            "rule": self.rule,
            "result": self.result,
            "cites": list(self.cites),
            "says": self.says,
            "evidence": [{"fact": e.fact, "shows": e.shows, "ref": e.ref} for e in self.evidence],
            "title": self.title,
            "checked": self.checked,
        }
        if self.because:
            found["because"] = self.because
        if self.parts:
            found["parts"] = [part.as_json() for part in self.parts]
        return found


@dataclass(frozen=True, slots=True)
class ToCertify:
    """A condition of conduct that a person certifies."""

    rule: str
    says: str
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """Whom the law prefers among equals, where that concerns the recipient; it decided nothing."""

    rule: str
    says: str
    cites: tuple[str, ...]
    checked: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome with everything it rests on; `digest` names the book, `advisory` shows yesterday's law where
    today's was never loaded, `advice` whom the law prefers among equals."""

    id: str | None
    award: str
    award_name: str
    outcome: Outcome
    law: tuple[str, ...]
    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...]
    to_certify: tuple[ToCertify, ...]
    unchecked: tuple[str, ...]
    digest: str
    advisory: Verdict | None = field(default=None)
    advice: tuple[Advice, ...] = ()

    @property
    def verdict(self) -> Outcome:
        """The outcome under its public name."""
        return self.outcome

    def finding(self, rule: str) -> Finding | None:
        """The finding of that rule, at any depth."""
        return _find(self.findings, rule)

    def as_json(self) -> dict[str, Any]:
        """The public form, ready for `json.dumps`."""
        found: dict[str, Any] = {
            "id": self.id,
            "award": self.award,
            "verdict": self.outcome,
            "law": list(self.law),
            "findings": [each.as_json() for each in self.findings],
            "missing": [{"fact": m.fact, "says": m.says, "who": m.who} for m in self.missing],
            "to_certify": [{"rule": c.rule, "says": c.says, "cites": list(c.cites)} for c in self.to_certify],
            "unchecked": list(self.unchecked),
            "digest": self.digest,
        }
        if self.advice:
            found["advice"] = [
                {"rule": a.rule, "says": a.says, "cites": list(a.cites), "checked": a.checked}
                for a in self.advice
            ]
        if self.advisory is not None:
            found["advisory"] = {"verdict": self.advisory.outcome, "law": list(self.advisory.law)}
        return found

    def dumps(self) -> str:
        """The public form as JSON text."""
        return json.dumps(self.as_json(), ensure_ascii=False)


def _find(findings: tuple[Finding, ...], rule: str) -> Finding | None:
    for each in findings:
        if each.rule == rule:
            return each
        inner = _find(each.parts, rule)
        if inner is not None:
            return inner
    return None


def missing_of(findings: tuple[Finding, ...]) -> tuple[Missing, ...]:
    """The missing facts of the findings that are unknown, each fact once."""
    found: dict[tuple[str, str], Missing] = {}
    for each in findings:
        if each.result != "unknown":
            continue
        inner = missing_of(each.parts) if each.parts else each.missing
        for one in inner or each.missing:
            found.setdefault((one.fact, one.says), one)
    return tuple(found.values())


def unchecked_of(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """The names of unchecked rules that bore on the answer: of alternatives that succeeded, only those that did."""
    found: dict[str, None] = {}
    for each in findings:
        if not each.checked:
            found[each.rule] = None
        parts = each.parts
        if each.either and each.result == "yes":
            parts = tuple(part for part in parts if part.result == "yes")
        for rule in unchecked_of(parts):
            found[rule] = None
    return tuple(found)
