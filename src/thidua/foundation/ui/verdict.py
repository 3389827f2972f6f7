"""A verdict of the law, arranged for reading: conclusion, conditions, what is missing, what a person certifies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from thidua.foundation.ui.cites import cite_words, instrument_words

Links = Mapping[str, tuple[str, str]]
"""What evidence refers to: `award:12` → (words, URL; "" when there is no page)."""

_VERDICTS = {
    "eligible": (
        "Đủ điều kiện",
        "good",
        "Mọi điều kiện mà hồ sơ chứng minh được đều đạt; hội đồng và người có thẩm quyền vẫn xem xét, quyết định.",
    ),
    "not_eligible": ("Chưa đủ điều kiện", "bad", "Có điều kiện không đạt; xem từng điều kiện bên dưới."),
    "unknown": ("Chưa đủ dữ liệu để kết luận", "wait", "Một số dữ kiện chưa từng được ghi nhận."),
    "suspended": ("Tạm dừng xét", "wait", "Đang có lý do phải chờ; chưa xét cho đến khi lý do ấy kết thúc."),
}
_RESULTS = {
    "yes": ("✓", "Đạt"),
    "no": ("✗", "Không đạt"),
    "unknown": ("?", "Chưa rõ"),
    "held": ("⏸", "Tạm dừng"),
}


@dataclass(frozen=True, slots=True)
class Proof:
    """A record that a condition rests on."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition with its answer in a sign and in words, its articles and its proofs."""

    result: str
    sign: str
    answer: str
    says: str
    cites: tuple[str, ...]
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that was never recorded, and who can supply it."""

    what: str
    who: str
    url: str


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


def verdict_view(check: Any, links: Links | None = None) -> VerdictView:
    """Arrange a check (a mapping in the record format, or an object with the same names).

    Conditions not met come first, then those unclear or held, then those met; within each the law's order.
    """
    links = links or {}
    verdict = str(_get(check, "verdict"))
    title, tone, lead = _VERDICTS[verdict]
    conditions = [_condition(finding, links) for finding in _get(check, "findings") or ()]
    order = {"no": 0, "held": 1, "unknown": 2, "yes": 3}
    conditions.sort(key=lambda condition: order[condition.result])
    return VerdictView(
        verdict,
        title,
        tone,
        lead,
        tuple(instrument_words(str(number)) for number in _get(check, "law") or ()),
        _get(check, "decided_on"),
        tuple(conditions),
        tuple(_missing(item) for item in _get(check, "missing") or ()),
        tuple(_says(item) for item in _get(check, "to_certify") or ()),
        tuple(_says(item) for item in _get(check, "unchecked") or ()),
    )


def _condition(finding: Any, links: Links) -> Condition:
    result = str(_get(finding, "result"))
    sign, answer = _RESULTS[result]
    return Condition(
        result,
        sign,
        answer,
        str(_get(finding, "says")),
        tuple(cite_words(str(cite)) for cite in _get(finding, "cites") or ()),
        tuple(_proofs(_get(finding, "evidence") or (), links)),
    )


def _proofs(evidence: Iterable[Any], links: Links) -> Iterable[Proof]:
    """Evidence is a reference or a mapping; a reference nobody explains is left out rather than shown raw."""
    for item in evidence:
        ref = item if isinstance(item, str) else str(_get(item, "ref") or "")
        words, url = links.get(ref, ("", ""))
        if not isinstance(item, str):
            words = words or _says(item)
            url = url or str(_get(item, "url") or "")
        if words:
            yield Proof(words, url)


def _missing(item: Any) -> Missing:
    if isinstance(item, str):
        return Missing(item, "", "")
    return Missing(
        _says(item), str(_get(item, "who") or _get(item, "supplier") or ""), str(_get(item, "url") or "")
    )


def _says(item: Any) -> str:
    if isinstance(item, str):
        return item
    for name in ("says", "what", "words", "text", "rule", "code"):
        if value := _get(item, name):
            return str(value)
    return ""


def _get(value: Any, name: str) -> Any:
    if isinstance(value, Mapping):
        return value.get(name)
    return getattr(value, name, None)
