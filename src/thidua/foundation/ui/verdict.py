"""A verdict of the law, arranged for reading: conclusion, conditions, what is missing, what a person certifies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from thidua.foundation.ui.cites import cite_url, cite_words, instrument_words
from thidua.lawbook.verdict import OUTCOME_VI

Links = Mapping[str, tuple[str, str]]
"""What evidence refers to: `award:12` → (words, URL; "" when there is no page). A fact without a reference of its own
is named by its place in the record: `attested.influence_in_province`. Empty words leave those of the evidence."""

_TONES = {"eligible": "good", "not_eligible": "bad", "unknown": "wait", "suspended": "wait"}
_LEADS = {
    "eligible": "Mọi điều kiện mà hồ sơ chứng minh được đều đạt; "
    "hội đồng và người có thẩm quyền vẫn xem xét, quyết định.",
    "not_eligible": "Có điều kiện không đạt; xem từng điều kiện bên dưới.",
    "unknown": "Một số dữ kiện chưa từng được ghi nhận.",
    "suspended": "Đang có lý do phải chờ; chưa xét cho đến khi lý do ấy kết thúc.",
}
_RESULTS = {
    "yes": ("✓", "Đạt"),
    "no": ("✗", "Không đạt"),
    "unknown": ("?", "Chưa rõ"),
    "held": ("‖", "Tạm dừng"),
}
_ORDER = ("no", "held", "unknown", "yes")
_RECORD = " Hồ sơ: "


@dataclass(frozen=True, slots=True)
class Proof:
    """What a condition rests on, a record or an article, and its page ("" where there is none)."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: its answer in a sign and in words, what is asked, what the record shows, its articles and
    proofs. `parts` are the conditions it is made of."""

    result: str
    sign: str
    answer: str
    title: str
    asks: str
    shows: str
    cites: tuple[Proof, ...]
    proofs: tuple[Proof, ...]
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that was never recorded, and who can supply it."""

    what: str
    who: str


@dataclass(frozen=True, slots=True)
class Preferred:
    """Whom the law prefers among equals; it decided nothing."""

    says: str
    cites: tuple[Proof, ...]
    checked: bool


@dataclass(frozen=True, slots=True)
class VerdictView:
    """All that the verdict panel shows."""

    verdict: str
    title: str
    tone: str
    lead: str
    law: tuple[str, ...]
    decided_on: Any
    conditions: tuple[Condition, ...]
    missing: tuple[Missing, ...]
    to_certify: tuple[str, ...]
    unchecked: tuple[str, ...]
    advice: tuple[Preferred, ...] = ()

    @property
    def not_met(self) -> int:
        """How many conditions are not met."""
        return sum(condition.result == "no" for condition in self.conditions)


def verdict_view(check: Any, links: Links | None = None) -> VerdictView:
    """Arrange a check (a mapping in the record format, or an object with the same names).

    Conditions not met come first, then those held or unclear, then those met; within each the law's order.
    """
    findings = list(_get(check, "findings") or ())
    verdict = str(_get(check, "verdict"))
    return VerdictView(
        verdict=verdict,
        title=OUTCOME_VI[verdict],  # type: ignore[index]
        tone=_TONES[verdict],
        lead=_LEADS[verdict],
        law=tuple(instrument_words(str(number)) for number in _get(check, "law") or ()),
        decided_on=_get(check, "decided_on"),
        conditions=_conditions(findings, links or {}),
        missing=tuple(_missing(item) for item in _get(check, "missing") or ()),
        to_certify=tuple(_certified(item) for item in _get(check, "to_certify") or ()),
        unchecked=_unchecked(_get(check, "unchecked") or (), findings),
        advice=tuple(_preferred(item) for item in _get(check, "advice") or ()),
    )


def _conditions(findings: Iterable[Any], links: Links) -> tuple[Condition, ...]:
    found = [_condition(finding, links) for finding in findings]
    return tuple(sorted(found, key=lambda condition: _ORDER.index(condition.result)))


def _condition(finding: Any, links: Links) -> Condition:
    result = str(_get(finding, "result"))
    sign, answer = _RESULTS[result]
    asks, _, shows = str(_get(finding, "says") or "").partition(_RECORD)
    return Condition(
        result=result,
        sign=sign,
        answer=answer,
        title=str(_get(finding, "title") or ""),
        asks=_sentence(asks.removeprefix("Yêu cầu: ")) if shows else asks,
        shows=_sentence(shows),
        cites=_cites(finding),
        proofs=tuple(_proofs(_get(finding, "evidence") or (), links)),
        parts=_conditions(_get(finding, "parts") or (), links),
    )


def _cites(item: Any) -> tuple[Proof, ...]:
    return tuple(Proof(cite_words(str(cite)), cite_url(str(cite))) for cite in _get(item, "cites") or ())


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _proofs(evidence: Iterable[Any], links: Links) -> Iterable[Proof]:
    """Evidence is a reference or a mapping; a reference nobody can explain is left out rather than shown raw."""
    seen = set()
    for item in evidence:
        ref = item if isinstance(item, str) else str(_get(item, "ref") or _get(item, "fact") or "")
        words, url = links.get(ref, ("", ""))
        words = words or ("" if isinstance(item, str) else str(_get(item, "shows") or ""))
        if words and (words, url) not in seen:
            seen.add((words, url))
            yield Proof(words, url)


def _missing(item: Any) -> Missing:
    if isinstance(item, str):
        return Missing(_sentence(item), "")
    return Missing(_sentence(str(_get(item, "says") or "")), str(_get(item, "who") or ""))


def _certified(item: Any) -> str:
    if isinstance(item, str):
        return item
    cites = "; ".join(cite_words(str(cite)) for cite in _get(item, "cites") or ())
    return f"{_get(item, 'says')}" + (f" ({cites})" if cites else "")


def _preferred(item: Any) -> Preferred:
    return Preferred(str(_get(item, "says")), _cites(item), bool(_get(item, "checked")))


def _unchecked(rules: Iterable[str], findings: list[Any]) -> tuple[str, ...]:
    """The rules nobody has read against a source, by the titles their findings carry, with why."""
    known = dict(_titles(findings))
    return tuple(known.get(rule, rule) for rule in rules)


def _titles(findings: Iterable[Any]) -> Iterable[tuple[str, str]]:
    for finding in findings:
        title, because = str(_get(finding, "title") or ""), _get(finding, "because")
        if title:
            yield str(_get(finding, "rule")), f"{title}: {because}" if because else title
        yield from _titles(_get(finding, "parts") or ())


def _get(value: Any, name: str) -> Any:
    if isinstance(value, Mapping):
        return value.get(name)
    return getattr(value, name, None)
