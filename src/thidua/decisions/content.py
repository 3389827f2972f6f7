"""All that a decision prints, as plain data: built from a draft for the screen, frozen when it is signed. Pure."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from thidua.decisions.types import Candidate, ContentKind, Payment
from thidua.papers.recitals import Instrument, form_of_address, legal_basis

PROPOSAL = "Thường trực Hội đồng Thi đua - Khen thưởng"
EXECUTORS = ("Thủ trưởng các cơ quan, đơn vị có liên quan",)
FUND = "Quỹ thi đua, khen thưởng"


@dataclass(frozen=True, slots=True)
class Texts:
    """What the drafter writes; empty fields fall back to the usual words."""

    reason: str = ""
    proposal: str = ""
    executors: tuple[str, ...] = ()
    funding: str = ""
    extra_basis: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """For a draft's stored content."""
        return {
            "reason": self.reason,
            "proposal": self.proposal,
            "executors": list(self.executors),
            "funding": self.funding,
            "extra_basis": list(self.extra_basis),
        }

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Texts:
        """From a draft's stored content."""
        return cls(
            stored.get("reason", ""),
            stored.get("proposal", ""),
            tuple(stored.get("executors", ())),
            stored.get("funding", ""),
            tuple(stored.get("extra_basis", ())),
        )


@dataclass(frozen=True, slots=True)
class Head:
    """What stands around the list: who issues, under which number, on what date, signed by whom."""

    superior: str
    organ: str
    place: str
    issuer: str
    subject: str
    symbol: str
    number: str = ""
    decided_on: date | None = None
    signer: str = ""
    authority_lines: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()
    kind: ContentKind = ContentKind.AWARD
    extra: Mapping[str, Any] = field(default_factory=dict)


def build(
    head: Head,
    texts: Texts,
    cases: Sequence[Candidate],
    paid: Sequence[Payment],
    basis: Iterable[Instrument],
    checks: Mapping[int, int],
    law_digest: str,
) -> dict[str, Any]:
    """The whole content. `cases` in annex order, `paid` beside them, `checks` by nomination id."""
    items = [
        _item(place, case, payment, checks.get(case.nomination_id))
        for place, (case, payment) in enumerate(zip(cases, paid, strict=True), start=1)
    ]
    return {
        "kind": head.kind.value,
        "superior": head.superior,
        "organ": head.organ,
        "place": head.place,
        "issuer": head.issuer,
        "subject": head.subject,
        "symbol": head.symbol,
        "number": head.number,
        "decided_on": head.decided_on.isoformat() if head.decided_on else None,
        "signer": head.signer,
        "authority_lines": list(head.authority_lines),
        "receivers": list(head.receivers),
        "legal_basis": [*legal_basis(basis), *texts.extra_basis],
        "texts": texts.as_json(),
        "grants": grants(cases, head.issuer, texts.reason),
        "items": items,
        "total": sum(payment.paid for payment in paid),
        "law_digest": law_digest,
        **head.extra,
    }


def _item(place: int, case: Candidate, payment: Payment, check_id: int | None) -> dict[str, Any]:
    first, last = case.counted_period
    return {
        "position": place,
        "nomination": case.nomination_id,
        "recipient": case.recipient_id,
        "name": case.name,
        "kind": case.kind,
        "prefix": form_of_address(case.kind, case.gender, case.name),
        "post": case.position,
        "unit_id": case.unit_id,
        "unit": "" if case.kind == "collective" and case.unit_name == case.name else case.unit_name,
        "award": case.award,
        "award_name": case.award_name,
        "year": case.year,
        "period": [first, last],
        "achievement": case.achievement,
        "coefficient_milli": payment.rate.coefficient_milli,
        "raw": payment.rate.raw,
        "amount": payment.paid,
        "note": payment.reason,
        "cites": payment.cites,
        "check": check_id,
    }


def grants(cases: Sequence[Candidate], issuer: str, reason: str = "") -> list[dict[str, Any]]:
    """One grant for each award and period, in annex order, with the positions it covers."""
    found = []
    place = 0
    for (award, period), group in groupby(cases, key=lambda c: (c.award, c.counted_period)):
        members = list(group)
        found.append(
            {
                "verb": "Tặng",
                "award": award_words(members[0], issuer),
                "code": award,
                "reason": reason or ("" if members[0].is_title else reason_words(period)),
                "first": place + 1,
                "last": place + len(members),
            }
        )
        place += len(members)
    return found


def award_words(case: Candidate, issuer: str) -> str:
    """The award as a decision writes it: titles in quotation marks with their year, certificates with
    the name of whoever gives them."""
    first, last = case.counted_period
    if case.is_title:
        years = f"năm {first}" if first == last else f"giai đoạn {first} - {last}"
        if case.award_name.startswith("Cờ "):
            return f"{case.award_name} {years}"
        return f"danh hiệu “{case.award_name}” {years}"
    kind = re.match(r"(Giấy khen|Bằng khen)\b", case.award_name)
    return f"{kind[1]} của {issuer}" if kind else case.award_name


def reason_words(period: tuple[int, int]) -> str:
    """The usual reason, from the years of the achievements."""
    first, last = period
    when = f"năm {first}" if first == last else f"từ năm {first} đến năm {last}"
    return f"đã có thành tích xuất sắc {when}"


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 of the frozen content; the ledger keeps it, so that a later edit shows."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
