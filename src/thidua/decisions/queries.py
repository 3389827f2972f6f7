"""Reading decisions: lists, one decision's page, what anyone may read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from thidua.access.scope import in_scope
from thidua.access.types import Actor
from thidua.decisions import access, gather, logic
from thidua.decisions.commands.common import content_of
from thidua.decisions.models import Decision, DecisionItem
from thidua.decisions.types import (
    Candidate,
    ContentKind,
    DecisionFilters,
    DecisionList,
    DecisionPage,
    DecisionRow,
    DecisionState,
    ItemRow,
    Payment,
    PublicDecision,
    PublicLine,
)
from thidua.foundation.errors import NotThere, Refused
from thidua.kernel.decision import Decision as Answer
from thidua.kernel.text import nfc

PAGE = 50
_PUBLIC = Q(state=DecisionState.PUBLISHED)


def decisions(
    actor: Actor, filters: DecisionFilters = DecisionFilters(), *, after: str = "", limit: int = PAGE
) -> DecisionList:
    """Decisions of the units in the actor's scope, newest first. At most two queries."""
    return _listed(Decision.objects.filter(in_scope(actor)), filters, after, limit)


def decisions_public(
    filters: DecisionFilters = DecisionFilters(), *, after: str = "", limit: int = PAGE
) -> DecisionList:
    """Published commendation decisions, newest first, for anyone. At most two queries."""
    rows = Decision.objects.filter(_PUBLIC, content__kind__in=[ContentKind.AWARD, ContentKind.EXTERNAL])
    return _listed(rows, filters, after, limit)


def decision_page(actor: Actor, decision_id: int) -> DecisionPage:
    """One decision with its annex, as it now stands or as it was signed. Raises NotThere.

    Queries do not grow with the annex beyond one set for each 500.
    """
    row = _row(actor, decision_id)
    content = content_now(row, actor.today)
    items = _items(row, content)
    return DecisionPage(
        id=row.pk,
        version=row.version,
        state=row.state,
        kind=content["kind"],
        external=row.external,
        unit_id=row.unit_id,
        unit=row.unit.name,
        issuer=row.issuer,
        number=row.number,
        decided_on=row.decided_on,
        subject=row.subject,
        route=row.route,
        round_id=row.round_id,
        signer=row.signer,
        authority_lines=tuple(row.authority_lines),
        receivers=tuple(row.recipients),
        legal_basis=tuple(content.get("legal_basis", ())),
        total_bonus=content.get("total", 0),
        signed_file_id=row.signed_file_id,
        texts=dict(content.get("texts", {})),
        published_at=row.published_at,
        items=items,
        may=_offers(actor, row),
    )


def content_of_decision(actor: Actor, decision_id: int) -> dict[str, Any]:
    """All that the decision prints; for a draft as it would be printed today. Raises NotThere."""
    return content_now(_row(actor, decision_id), actor.today)


def content_public(decision_id: int) -> dict[str, Any]:
    """All that a published decision prints. Raises NotThere."""
    row = Decision.objects.filter(_PUBLIC, pk=decision_id).first()
    if row is None:
        raise NotThere
    return dict(row.content)


def published_public(decision_id: int) -> PublicDecision:
    """A published decision as anyone may read it; awards revoked since are left out. Raises NotThere.

    Two queries.
    """
    row = Decision.objects.filter(_PUBLIC, pk=decision_id).select_related("unit").first()
    if row is None or row.decided_on is None:
        raise NotThere
    records = {
        nomination_id: (name, code)
        for nomination_id, name, code in DecisionItem.objects.filter(
            decision=row, record__state="active"
        ).values_list("nomination_id", "record__recipient_name", "record__code")
    }
    return PublicDecision(
        id=row.pk,
        issuer=row.issuer,
        number=row.number,
        decided_on=row.decided_on,
        subject=row.subject,
        signer=row.signer,
        unit=row.unit.name,
        lines=tuple(
            PublicLine(
                records[line["nomination"]][0], line["kind"], line["unit"], line["award_name"],
                period_words(line["period"]), records[line["nomination"]][1],
            )
            for line in row.content.get("items", ())
            if line["nomination"] in records
        ),
    )  # fmt: skip


def content_now(row: Decision, today: date) -> dict[str, Any]:
    """The frozen content of a signed decision; a draft's as it would be today, with blank number and date."""
    if row.state not in (DecisionState.DRAFT, DecisionState.CANCELLED):
        return dict(row.content)
    found = gather.without_own(gather.candidates(_drafted(row), today), row.pk)
    cases = logic.annex_order(found)
    content = content_of(
        row,
        gather.issuer(row.unit_id),
        cases,
        _expected(cases, today),
        gather.check_ids(cases),
        law_day=today,
    )
    return dict(content)


def period_words(period: list[int]) -> str:
    """`2021`, or `2020 - 2021`."""
    first, last = period
    return str(first) if first == last else f"{first} - {last}"


def _expected(cases: list[Candidate], day: date) -> list[Payment]:
    """The bonuses a draft would bring today; nothing where the law of today is not loaded."""
    try:
        return logic.payments(cases, gather.rates(cases, day), day, gather.paid_on(cases, day))
    except Refused:
        return logic.payments(cases, gather.no_rates(cases), day)


def _drafted(row: Decision) -> list[int]:
    if row.state == DecisionState.CANCELLED:
        rows = DecisionItem.objects.filter(decision=row).order_by("position", "pk")
        return list(rows.values_list("nomination_id", flat=True))
    return gather.active_ids(row.pk)


def _row(actor: Actor, decision_id: int) -> Decision:
    row = Decision.objects.filter(in_scope(actor), pk=decision_id).select_related("unit").first()
    if row is None:
        raise NotThere
    return row


def _items(row: Decision, content: Mapping[str, Any]) -> tuple[ItemRow, ...]:
    kept = {
        item["nomination_id"]: item
        for item in DecisionItem.objects.filter(decision=row).values(
            "nomination_id", "nomination__verdict", "record_id", "record__code", "record__state"
        )
    }
    return tuple(
        ItemRow(
            position=line["position"],
            nomination_id=line["nomination"],
            recipient_id=line["recipient"],
            name=line["name"],
            kind=line["kind"],
            unit=line["unit"],
            award=line["award"],
            award_name=line["award_name"],
            period=period_words(line["period"]),
            coefficient_milli=line["coefficient_milli"],
            bonus_raw=line["raw"],
            bonus=line["amount"],
            note=line["note"],
            verdict=kept[line["nomination"]]["nomination__verdict"],
            record_id=kept[line["nomination"]]["record_id"],
            code=kept[line["nomination"]]["record__code"] or "",
            revoked=kept[line["nomination"]]["record__state"] == "revoked",
        )
        for line in content.get("items", ())
    )


def _offers(actor: Actor, row: Decision) -> dict[str, tuple[bool, str]]:
    """Each act with whether it may be done now and, if not, why."""
    rules: dict[str, Answer] = {
        "change": logic.may_change(row.state),
        "cancel": logic.may_change(row.state),
        "sign": logic.may_change(row.state),
        "attach": logic.may_attach(row.state),
        "publish": logic.may_publish(row.state),
        "follow_up": logic.may_follow_up(row.state),
    }
    answers = {act: access.may(actor, act, row.unit_id) & rule for act, rule in rules.items()}
    return {act: (answer.allowed, answer.reason) for act, answer in answers.items()}


def _listed(rows: QuerySet[Decision], filters: DecisionFilters, after: str, limit: int) -> DecisionList:
    exact: dict[str, Any] = {}
    if filters.state:
        exact["state"] = filters.state
    if filters.year is not None:
        exact["year"] = filters.year
    if filters.unit_id is not None:
        exact["unit_id"] = filters.unit_id
    rows = rows.filter(**exact)
    number = nfc(filters.number)
    if number:
        rows = rows.filter(Q(number=number) | Q(number__startswith=f"{number}/"))
    if after.isdecimal():
        rows = rows.filter(pk__lt=int(after))
    found = (
        rows.order_by("-pk")
        .annotate(lines=Count("items", filter=Q(items__active=True)))
        .values(
            "pk", "unit_id", "unit__name", "issuer", "number", "decided_on", "subject", "state", "route",
            "external", "lines", "total_bonus", "content__kind",
        )[: limit + 1]
    )  # fmt: skip
    page = [
        DecisionRow(
            id=row["pk"],
            unit_id=row["unit_id"],
            unit=row["unit__name"],
            issuer=row["issuer"],
            number=row["number"],
            decided_on=row["decided_on"],
            subject=row["subject"],
            state=row["state"],
            route=row["route"],
            external=row["external"],
            items=row["lines"],
            total_bonus=row["total_bonus"],
            kind=row["content__kind"] or ContentKind.AWARD,
        )
        for row in found
    ]
    return DecisionList(tuple(page[:limit]), str(page[limit - 1].id) if len(page) > limit else "")
