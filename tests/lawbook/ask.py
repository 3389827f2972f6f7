"""Short ways to put a question in tests."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

from thidua.lawbook import Verdict, check, load_book, parse_questions

OFFICIAL = {"kind": "person", "group": "official"}
AGENCY = {"kind": "collective", "group": "agency"}


def question(
    award: str, decided: str, recipient: dict[str, Any] | None = None, **given: Any
) -> dict[str, Any]:
    """A record: `facts_` hold the facts, everything else belongs to the question."""
    facts = given.pop("facts", {})
    return {
        "recipient": recipient or OFFICIAL,
        "facts": facts,
        "question": {"award": award, "decided_on": date.fromisoformat(decided), **given},
    }


def ask(award: str, decided: str, recipient: dict[str, Any] | None = None, **given: Any) -> Verdict:
    """The verdict of the shipped book."""
    (record,) = parse_questions(question(award, decided, recipient, **given))
    return check(load_book(), record)


def result(verdict: Verdict, rule: str) -> str:
    """The result of a rule at any depth; fails when the rule left no finding."""
    found = verdict.finding(rule)
    assert found is not None, f"{rule} not among {[each.rule for each in verdict.findings]}"
    return found.result


def initiative(year: int, scope: str = "unit", **changes: Any) -> dict[str, Any]:
    """An initiative in order: applied, replicable, recognised at the level of its scope."""
    return {
        "year": year,
        "form": "initiative",
        "scope": scope,
        "applied": True,
        "replicable": True,
        "recognised_by": scope,
        **changes,
    }


def award(
    code: str, decided: str, period: list[int] | None = None, route: str | None = "merit", **more: Any
) -> Any:
    """An award record."""
    return {"code": code, "decided": date.fromisoformat(decided), "period": period, "route": route, **more}


def changed(record: dict[str, Any], **facts: Any) -> dict[str, Any]:
    """A copy of the record with some facts replaced."""
    made = copy.deepcopy(record)
    made["facts"].update(facts)
    return made


EXCELLENT_5 = dict.fromkeys(range(2016, 2021), "excellent")
