"""Signing: the law asked once more, the number taken, everything printed frozen, the nominations decided.

All of it in one transaction: a number is given back when anything after it fails, so numbers have no gap.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from thidua.access.types import Actor
from thidua.decisions import gather, logic
from thidua.decisions.access import SIGNERS
from thidua.decisions.commands.common import address, content_of, opened, tell, write_positions
from thidua.decisions.content import digest
from thidua.decisions.gather import Issuer
from thidua.decisions.models import Decision
from thidua.decisions.types import Candidate, DecisionState
from thidua.foundation.errors import Refused, demand
from thidua.foundation.numbering import next_number
from thidua.kernel.numbering import document_number
from thidua.kernel.text import nfc
from thidua.lawbook import load_book
from thidua.nominations.commands import advance_many, recheck
from thidua.nominations.types import Event, Row


@transaction.atomic
def sign(
    actor: Actor,
    *,
    decision_id: int,
    version: int,
    decided_on: date,
    signer: str = "",
    authority_lines: Sequence[str] = (),
) -> Decision:
    """Sign a draft: it gets the next number of the unit's series and nothing in it changes any more.

    `signer` and `authority_lines` default to the actor and the lines usual for the actor's post. The
    conditions are checked again as of `decided_on`; a case under a hold, or one whose answer turned to
    "not eligible" after endorsement, stops the whole decision and is named. Raises NotThere, Refused, Stale.
    """
    row, unit = opened(actor, decision_id, version, "sign")
    demand(logic.may_change(row.state))
    name, lines = signature(actor, unit, signer, authority_lines)
    demand(logic.lines_are_right(lines, name))
    cases = _cases(row, unit, actor, decided_on)
    verdicts = recheck(actor=actor, nomination_ids=[c.nomination_id for c in cases], decided_on=decided_on)
    demand(logic.none_suspended(cases, verdicts))
    rates = gather.rates(cases, decided_on)
    paid = logic.payments(cases, rates, decided_on, gather.paid_on(cases, decided_on))
    take_number(row, decided_on)
    row.signer, row.authority_lines = name, list(lines)
    row.content = content_of(row, unit, cases, paid, gather.check_ids(cases))
    row.law_digest, row.total_bonus = load_book().digest, logic.total(paid)
    row.state = DecisionState.SIGNED
    row.version += 1
    row.save()
    write_positions(row.pk, [case.nomination_id for case in cases])
    _decide(actor, row, cases)
    tell(
        actor, row, "sign", "sign", f"Ký Quyết định số {row.number} ngày {decided_on:%d/%m/%Y}: {row.subject}.",
        {
            "number": (None, row.number),
            "decided_on": (None, decided_on),
            "signer": (None, name),
            "total_bonus": (None, row.total_bonus),
            "law": (None, row.law_digest),
            "content": (None, digest(row.content)),
        },
    )  # fmt: skip
    return row


def signature(
    actor: Actor, unit: Issuer, signer: str, authority_lines: Sequence[str]
) -> tuple[str, tuple[str, ...]]:
    """Who signs and the lines above: as given, or as usual for the post the actor holds at the unit."""
    if authority_lines:
        return nfc(signer) or actor.name, tuple(nfc(line) for line in authority_lines)
    posts = actor.posts_at(unit.id, *SIGNERS)
    own = posts[0].title if posts else ""
    mark = logic.mark_for(own, unit.head_title)
    return nfc(signer) or actor.name, logic.authority_lines(mark, unit.head_title, own)


def take_number(row: Decision, decided_on: date) -> None:
    """Give the decision the next number of its unit's series. The date may not run behind the last one's."""
    row.decided_on, row.year = decided_on, decided_on.year
    row.number_seq = next_number(unit_id=row.unit_id, series=logic.SERIES, year=row.year)
    row.number = document_number(row.number_seq, row.symbol)
    last = gather.last_signed(row.unit_id, row.year, row.pk or 0)
    demand(logic.numbers_rise(decided_on, last))


def _cases(row: Decision, unit: Issuer, actor: Actor, decided_on: date) -> list[Candidate]:
    demand(logic.date_is_possible(decided_on, actor.today))
    found = gather.without_own(gather.candidates(gather.active_ids(row.pk), decided_on), row.pk)
    demand(
        logic.may_stand_together(found, row.unit_id, unit.authority)
        & logic.date_is_possible(decided_on, actor.today, found)
    )
    return logic.annex_order(found)


def _decide(actor: Actor, row: Decision, cases: Sequence[Candidate]) -> None:
    report = advance_many(
        actor=actor,
        unit_id=row.unit_id,
        items=[case.nomination_id for case in cases],
        event=Event.DECIDE,
        paper=f"Quyết định số {row.number}",
        url=address(row),
    )
    refused(report, {case.nomination_id: case for case in cases})


def refused(report: Sequence[Row], cases: Mapping[int, Candidate]) -> None:
    """Raise Refused with the reasons of every row that could not be carried out: all or none."""
    faults = [row for row in report if not row.ok]
    if faults:
        shown = [f"{cases[row.id].name}: {row.reason}" for row in faults[: logic.NAMED]]
        more = len(faults) - len(shown)
        raise Refused(*shown, *([f"Và {more} hồ sơ khác."] if more else []))
