"""What every act on a decision begins and ends with."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse

from thidua.access.types import Actor
from thidua.decisions import logic
from thidua.decisions.access import capacity, may, see_or_404
from thidua.decisions.content import EXECUTORS, FUND, PROPOSAL, Head, Texts, build
from thidua.decisions.gather import Issuer, issuer
from thidua.decisions.models import Decision, DecisionItem
from thidua.decisions.types import Candidate, ContentKind, Payment
from thidua.foundation.errors import NotThere, Stale, demand
from thidua.foundation.ledger import Act, record
from thidua.foundation.locks import lock_one
from thidua.lawbook import load_book
from thidua.organisation.naming import COMMITTEES, body_name, head_name

BATCH = 500


def opened(actor: Actor, decision_id: int, version: int | None, act: str) -> tuple[Decision, Issuer]:
    """The decision, locked, with its unit; the actor's right to the act settled.

    Raises NotThere, Refused, and Stale when `version` is no longer the newest.
    """
    try:
        row = lock_one(Decision, decision_id)
    except Decision.DoesNotExist:
        raise NotThere from None
    unit = issuer(row.unit_id)
    see_or_404(actor, unit.path)
    demand(may(actor, act, row.unit_id))
    if version is not None and version != row.version:
        raise Stale("Quyết định này vừa được người khác sửa; xin xem lại rồi làm tiếp.")
    return row, unit


def at_unit(actor: Actor, unit_id: int, act: str) -> Issuer:
    """The unit at which a new decision begins; the actor's right settled. Raises NotThere, Refused."""
    unit = issuer(unit_id)
    see_or_404(actor, unit.path)
    demand(may(actor, act, unit_id))
    return unit


def issued_by(unit: Issuer) -> str:
    """Whose decision it is, in sentence case."""
    return head_name(unit.name, unit.kind, unit.head_title)


def symbol_of(unit: Issuer) -> str:
    """The symbol of the unit's decisions: QĐ-UBND. Raises Refused when the unit has none."""
    demand(logic.text_is_given(unit.symbol, f"ký hiệu văn bản của {unit.name}"))
    return logic.symbol_of(unit.symbol)


def default_receivers(texts: Texts) -> tuple[str, ...]:
    """The usual nơi nhận."""
    articles = 3 if texts.funding else 2
    return (f"Như Điều {articles}", "Lưu: VT")


def filled(texts: Texts, unit: Issuer) -> Texts:
    """The drafter's words, with the usual ones where nothing was written."""
    body = body_name(unit.name, unit.kind)
    return Texts(
        reason=texts.reason,
        proposal=texts.proposal or f"{PROPOSAL} {body}",
        executors=texts.executors or EXECUTORS,
        funding=texts.funding or f"{FUND} của {body}",
        extra_basis=texts.extra_basis,
    )


def content_of(
    row: Decision,
    unit: Issuer,
    cases: Sequence[Candidate],
    paid: Sequence[Payment],
    checks: Mapping[int, int],
    *,
    codes: Collection[str] = (),
    law_day: date | None = None,
    extra: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Everything the decision prints, from its row as it now stands.

    `codes` are awards that the recitals are about where no case is given; `law_day` chooses the recitals of
    a draft, which has no date yet; `extra` goes in as it is.
    """
    book = load_book()
    day = row.decided_on or law_day
    head = Head(
        superior=unit.superior.upper() if unit.kind not in COMMITTEES else "",
        organ=body_name(unit.name, unit.kind).upper(),
        place=row.place,
        issuer=row.issuer,
        subject=row.subject,
        symbol=row.symbol,
        number=row.number,
        decided_on=row.decided_on,
        signer=row.signer,
        authority_lines=tuple(row.authority_lines),
        receivers=tuple(row.recipients),
        kind=ContentKind(row.content.get("kind", ContentKind.AWARD)),
        extra=extra or {},
    )
    about = {case.award for case in cases} | set(codes)
    basis = book.legal_basis(about, day) if day else ()
    return build(head, Texts.read(row.content.get("texts", {})), cases, paid, basis, checks, book.digest)


def write_positions(decision_id: int, order: Sequence[int]) -> list[DecisionItem]:
    """Number the active items by the order of their nominations; the items in that order."""
    items = {
        item.nomination_id: item for item in DecisionItem.objects.filter(decision_id=decision_id, active=True)
    }
    for place, nomination_id in enumerate(order, start=1):
        items[nomination_id].position = place
    rows = [items[nomination_id] for nomination_id in order]
    DecisionItem.objects.bulk_update(rows, ["position"], batch_size=BATCH)
    return rows


def tell(
    actor: Actor,
    row: Decision,
    act: str,
    right: str,
    summary: str,
    changes: Mapping[str, tuple[Any, Any]] | None = None,
) -> None:
    """One entry of the ledger about a decision."""
    record(
        actor,
        Act(
            act=f"decisions.{act}",
            object_type="decision",
            object_id=row.pk,
            summary=summary,
            unit_id=row.unit_id,
            post=capacity(actor, right, row.unit_id),
            changes=changes,
        ),
    )


def address(row: Decision) -> str:
    """The path of the decision's page, empty while the site has none."""
    try:
        return reverse("decisions:page", args=[row.pk])
    except NoReverseMatch:
        return ""
