"""Writing nominations: one by hand, or many from a workbook, by the same rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction

from thidua.access.types import Actor
from thidua.foundation.bulk import insert_rows, reserve_ids
from thidua.foundation.clock import now
from thidua.foundation.errors import NotThere, Refused, Stale, demand
from thidua.foundation.ledger import Act, record, record_many
from thidua.foundation.locks import hold, lock_one
from thidua.kernel.decision import require
from thidua.kernel.text import nfc, nfc_lines
from thidua.nominations import law
from thidua.nominations.access import may, post_words, sees
from thidua.nominations.commands.checks import recheck
from thidua.nominations.logic import asks, year_fits
from thidua.nominations.models import Nomination, Review, Round
from thidua.nominations.quotas import GONE
from thidua.nominations.types import Asking, Created, NominationState, Origin, ReviewState
from thidua.organisation.models import Recipient
from thidua.organisation.queries import unit_in_scope
from thidua.organisation.types import UnitRef

CHUNK = 500
NO_ORIGIN = Origin()
_KEY = ("recipient_id", "award", "route", "year", "achievement")


def create_nomination(*, actor: Actor, round_id: int, unit_id: int, asking: Asking) -> int:
    """Put one recipient forward, as a draft; answers the nomination's id.

    Raises NotThere outside the scope, Refused with the reasons (not in force on the day, a kind of recipient
    the award is not given to, not a recipient of this unit, asked for already, round closed…).
    """
    [made] = create_many(actor=actor, round_id=round_id, unit_id=unit_id, asked=[asking], whole=True)
    assert made.id is not None
    return made.id


@transaction.atomic
def create_many(
    *,
    actor: Actor,
    round_id: int,
    unit_id: int,
    asked: Sequence[Asking],
    batch_id: int | None = None,
    whole: bool = False,
    check: bool = True,
    sample: bool = False,
    origin: Origin = NO_ORIGIN,
) -> list[Created]:
    """Put many forward, as drafts, with a report per row in the order given; constant queries for every 500.

    `whole`: all or none, raising Refused with the reasons of the first bad rows. `check`: put them to the law
    at once. `origin`: what they all came from. Raises NotThere and Refused when the unit or the round cannot take any.
    """
    unit, found_round = _stage(actor, round_id, unit_id)
    asked = [_tidy(asking) for asking in asked]
    reports: list[Created] = []
    seen: set[tuple[Any, ...]] = set()
    for start in range(0, len(asked), CHUNK):
        chunk = asked[start : start + CHUNK]
        faults = _faults(actor, unit, chunk, seen)
        if whole and any(faults):
            raise Refused(*_first_faults(chunk, faults, start))
        good = [asking for asking, fault in zip(chunk, faults, strict=True) if not fault]
        ids = iter(_insert(actor, unit, found_round, good, batch_id, sample, origin))
        for fault in faults:
            reports.append(Created(None, fault) if fault else Created(next(ids)))
    _record_created(actor, unit_id, found_round, reports, batch_id, origin)
    if check:
        recheck(actor=actor, nomination_ids=[row.id for row in reports if row.id is not None])
    return reports


def _stage(actor: Actor, round_id: int, unit_id: int) -> tuple[UnitRef, Round]:
    unit = unit_in_scope(actor, unit_id)
    found = Round.objects.select_related("unit").filter(pk=round_id).first()
    if found is None or not unit.path.startswith(found.unit.path):
        raise NotThere
    demand(may(actor, "create", unit_id))
    if not actor.is_system:
        demand(
            require(
                found.opens_on <= actor.today <= found.closes_on,
                f"Đợt “{found.name}” chỉ nhận đề nghị từ {found.opens_on:%d/%m/%Y} đến {found.closes_on:%d/%m/%Y}.",
            )
        )
    return unit, found


def _tidy(asking: Asking) -> Asking:
    return asking._replace(achievement=nfc(asking.achievement), summary=nfc_lines(asking.summary))


def _faults(actor: Actor, unit: UnitRef, chunk: Sequence[Asking], seen: set[tuple[Any, ...]]) -> list[str]:
    """For each row what is wrong with it, empty when nothing is. Three queries."""
    ids = {asking.recipient_id for asking in chunk}
    # Locked, so that two officers asking for the same at once cannot both find it free.
    rows = Recipient.objects.filter(pk__in=ids)
    hold(rows)
    recipients = {pk: _Who(*about) for pk, *about in rows.values_list("pk", *_WHO)}
    taken = set(Nomination.objects.filter(recipient__in=ids).exclude(state__in=GONE).values_list(*_KEY))
    faults = []
    for asking in chunk:
        key = tuple(getattr(asking, name) for name in _KEY)
        fault = _fault(actor, unit, asking, recipients.get(asking.recipient_id))
        if not fault and (key in taken or key in seen):
            fault = (
                f"{recipients[asking.recipient_id].name} đã được đề nghị “{law.award_name(asking.award)}” "
                f"năm {asking.year}."
            )
        seen.add(key)
        faults.append(fault)
    return faults


class _Who(NamedTuple):
    """What must be known of a recipient to judge whether it can be put forward."""

    name: str
    kind: str
    path: str
    ended_on: date | None


_WHO = ("name", "kind", "unit__path", "ended_on")


def _fault(actor: Actor, unit: UnitRef, asking: Asking, recipient: _Who | None) -> str:
    if recipient is None:
        return "Không tìm thấy đối tượng được đề nghị."
    decision = (
        require(
            recipient.path.startswith(unit.path),
            f"{recipient.name} không thuộc {unit.name} và các đơn vị trực thuộc.",
        )
        & require(
            recipient.ended_on is None or recipient.ended_on.year >= asking.year,
            f"{recipient.name} không còn hoạt động từ trước năm {asking.year}.",
        )
        & year_fits(asking.year, asking.period_from, asking.period_to, actor.today)
        & asks(asking.route, asking.achievement, asking.summary)
        & law.may_propose(asking.award, recipient.kind, actor.today)
    )
    return decision.reason


def _first_faults(chunk: Sequence[Asking], faults: Sequence[str], start: int) -> list[str]:
    bad = [(start + at, fault) for at, fault in enumerate(faults) if fault]
    if len(chunk) == 1 and start == 0:
        return [bad[0][1]]
    return [f"Dòng thứ {at + 1}: {fault}" for at, fault in bad[:20]]


def _insert(
    actor: Actor,
    unit: UnitRef,
    found: Round,
    asked: Sequence[Asking],
    batch_id: int | None,
    sample: bool,
    origin: Origin,
) -> list[int]:
    ids = list(reserve_ids(Nomination, len(asked)))
    at = now()
    same = (found.pk, unit.id, unit.id, batch_id, at, actor.ref, at, sample, *origin)
    columns = (
        "id", "round_id", "unit_id", "holder_id", "batch_id", "created_at", "created_by", "changed_at", "sample",
        *(f"origin_{name}" for name in Origin._fields),
        *Asking._fields,
    )  # fmt: skip
    insert_rows(Nomination, columns, ((pk, *same, *asking) for pk, asking in zip(ids, asked, strict=True)))
    return ids


def _record_created(
    actor: Actor,
    unit_id: int,
    found: Round,
    reports: Sequence[Created],
    batch_id: int | None,
    origin: Origin,
) -> None:
    """One line of the ledger for a row made by hand, one for a whole workbook."""
    made = [row.id for row in reports if row.id is not None]
    if not made:
        return
    came_from = {"origin": (None, f"{origin.kind} {origin.id}")} if origin.kind else {}
    single = batch_id is None and len(made) == 1
    record(
        actor,
        Act(
            act="nominations.create" if single else "nominations.create_many",
            object_type="nomination" if single else "round",
            object_id=made[0] if single else found.pk,
            summary=f"Lập {len(made)} đề nghị trong đợt {found.name}",
            unit_id=unit_id,
            post=post_words(actor, unit_id),
            changes={"ids": (None, [min(made), max(made)]), "batch": (None, batch_id), **came_from},
        ),
    )


_ASKED = ("award", "route", "year", "achievement")
_EDITABLE = (*_ASKED, "period_from", "period_to", "summary")


@transaction.atomic
def edit_nomination(*, actor: Actor, nomination_id: int, version: int, **changes: Any) -> int:
    """Change a draft, or a nomination sent back to its own unit; answers the new version.

    Fields: award, route, year, achievement, period_from, period_to, summary. Asking for something else
    (award, route, year, achievement) begins the unit's review anew. Raises NotThere, Stale, Refused.
    """
    unknown = set(changes) - set(_EDITABLE)
    if unknown:
        raise TypeError(f"not editable: {', '.join(sorted(unknown))}")
    nomination = _editable(actor, nomination_id, version)
    lock_one(Recipient, nomination.recipient_id)
    before = {name: getattr(nomination, name) for name in _EDITABLE}
    asking = _tidy(Asking(recipient_id=nomination.recipient_id, **{**before, **changes}))
    who = nomination.recipient
    fault = _fault(actor, nomination.unit, asking, _Who(who.name, who.kind, who.unit.path, who.ended_on))
    others = Nomination.objects.filter(**{name: getattr(asking, name) for name in _KEY})
    if not fault and others.exclude(state__in=GONE).exclude(pk=nomination.pk).exists():
        fault = (
            f"{nomination.recipient.name} đã được đề nghị “{law.award_name(asking.award)}” năm {asking.year}."
        )
    if fault:
        raise Refused(fault)
    after = {name: getattr(asking, name) for name in _EDITABLE}
    changed = {name: (before[name], after[name]) for name in _EDITABLE if before[name] != after[name]}
    if not changed:
        return nomination.version
    return _save_edit(actor, nomination, after, changed)


def _save_edit(
    actor: Actor, nomination: Nomination, after: Mapping[str, Any], changed: Mapping[str, tuple[Any, Any]]
) -> int:
    nomination.version += 1
    Nomination.objects.filter(pk=nomination.pk).update(**after, version=nomination.version, changed_at=now())
    if set(_ASKED) & set(changed):
        Review.objects.filter(
            nomination=nomination, unit=nomination.unit_id, state=ReviewState.TO_SUPPLEMENT
        ).update(resume=ReviewState.RECEIVED)
    record_many(
        actor,
        [
            Act(
                act="nominations.edit",
                object_type="nomination",
                object_id=nomination.pk,
                summary=f"Sửa đề nghị: {nomination.recipient.name}",
                unit_id=nomination.unit_id,
                post=post_words(actor, nomination.unit_id),
                changes=changed,
            )
        ],
    )
    recheck(actor=actor, nomination_ids=[nomination.pk])
    return nomination.version


def _editable(actor: Actor, nomination_id: int, version: int) -> Nomination:
    found = Nomination.objects.filter(pk=nomination_id).select_related("unit", "holder").first()
    if found is None or not sees(actor, found.unit.path, found.holder.path):
        raise NotThere
    lock_one(Nomination, nomination_id)
    nomination = Nomination.objects.select_related("unit", "recipient__unit").get(pk=nomination_id)
    if nomination.version != version:
        raise Stale
    own = nomination.holder_id == nomination.unit_id
    open_to_change = nomination.state in (NominationState.DRAFT, NominationState.TO_SUPPLEMENT)
    demand(
        may(actor, "edit", nomination.unit_id)
        & require(
            own and open_to_change, "Chỉ sửa được hồ sơ đang soạn hoặc được trả lại cho đơn vị đề nghị."
        )
    )
    return nomination
