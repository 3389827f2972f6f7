"""Acts with amounts: set a plan, estimate, report, confirm, correct. A correction replaces; nothing is deleted."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from thidua.access.types import Actor
from thidua.foundation.clock import now
from thidua.foundation.errors import NotThere, Refused, Stale, demand
from thidua.foundation.ledger import Act, record
from thidua.foundation.locks import lock_one
from thidua.foundation.notices import notify
from thidua.kernel.decision import Decision, require
from thidua.kernel.text import nfc
from thidua.organisation.models import Succession
from thidua.organisation.queries import unit_refs
from thidua.organisation.types import UnitRef
from thidua.targets import logic
from thidua.targets.access import OFFICERS, may_enter, sees_targets
from thidua.targets.amounts import amount_text
from thidua.targets.models import Target, Value
from thidua.targets.settling import amount_of, key_of, settle
from thidua.targets.types import Amount, Kind, Paper, Period, TargetState

NO_PAPER = Paper()


@transaction.atomic
def set_plan(
    *, actor: Actor, target_id: int, unit_id: int, period: Period, amount: Amount, paper: Paper = NO_PAPER
) -> int:
    """Set what a unit is to reach in a year or in five; answers the amount's id. Raises NotThere, Refused."""
    return _enter(actor, Kind.PLAN, target_id, unit_id, period, amount, paper)


@transaction.atomic
def estimate(
    *, actor: Actor, target_id: int, unit_id: int, period: Period, amount: Amount, paper: Paper = NO_PAPER
) -> int:
    """Enter what is expected before the period is over; answers the amount's id. Raises NotThere, Refused."""
    return _enter(actor, Kind.ESTIMATE, target_id, unit_id, period, amount, paper)


@transaction.atomic
def report(
    *, actor: Actor, target_id: int, unit_id: int, period: Period, amount: Amount, paper: Paper = NO_PAPER
) -> int:
    """Enter what a unit reports as reached; answers the amount's id. Raises NotThere, Refused."""
    return _enter(actor, Kind.REPORTED, target_id, unit_id, period, amount, paper)


@transaction.atomic
def confirm(
    *, actor: Actor, target_id: int, unit_id: int, period: Period, amount: Amount, paper: Paper = NO_PAPER
) -> int:
    """Enter what the owner of the figures confirms; answers the amount's id. Raises NotThere, Refused."""
    pk = _enter(actor, Kind.CONFIRMED, target_id, unit_id, period, amount, paper)
    target = Target.objects.get(pk=target_id)
    notify(
        unit_id=unit_id,
        roles=[role.value for role in OFFICERS],
        text=f"Chỉ tiêu “{target.title}” kỳ {period} đã được xác nhận: {amount_text(amount, target.places)} "
        f"{target.measure}.",
        url=f"/chi-tieu/{target_id}/",
    )
    return pk


@transaction.atomic
def correct(
    *, actor: Actor, value_id: int, amount: Amount | None, reason: str, paper: Paper = NO_PAPER
) -> int:
    """Replace an amount by another, or by a blank (`amount` None) where none should stand; answers the new id.

    The former row stays with its reason. Raises NotThere, Refused, Stale when it was replaced meanwhile.
    """
    old = Value.objects.filter(pk=value_id).select_related("target", "unit").first()
    if old is None:
        raise NotThere
    kind, period = Kind(old.kind), Period(old.year_from, old.year_to)
    target, unit = _place(actor, kind, old.target_id, old.unit_id, retired_too=True)
    old = lock_one(Value, value_id)
    if not old.current:
        raise Stale(_what_changed(old, target.places))
    before = None if old.amount is None else amount_of(old.amount, old.amount_to, old.sign)
    demand(
        require(bool(reason.strip()), "Chưa nêu lý do sửa số liệu.")
        & require(amount != before, "Số mới giống số đang có nên không có gì để sửa.")
        & (logic.check_amount(amount, target.places) if amount else require(True, ""))
    )
    Value.objects.filter(pk=old.pk).update(current=False)
    new = amount_row(actor, kind, target.pk, unit.id, period, amount, paper)
    new.replaces_id, new.reason = old.pk, reason.strip()
    new.save()
    settle([key_of(target.pk, unit.id, period)])
    said = amount_text(amount, target.places) or "bỏ trống"
    changes = {"amount": (amount_text(before), amount_text(amount))}
    summary = f"Sửa số “{kind.label}” {target.code} kỳ {period} thành {said}: {reason.strip()}"
    _tell(actor, target, unit, "correct", summary, changes)
    return new.pk


def _what_changed(old: Value, places: int) -> str:
    """Who replaced an amount meanwhile, by what and why. One query."""
    cell = {name: getattr(old, name) for name in ("target_id", "unit_id", "year_from", "year_to", "kind")}
    now_it_is = Value.objects.get(**cell, current=True)
    amount = "" if now_it_is.amount is None else amount_text(
        amount_of(now_it_is.amount, now_it_is.amount_to, now_it_is.sign), places
    )  # fmt: skip
    return (
        f"Số liệu này vừa được {now_it_is.by_name} sửa thành {amount or 'bỏ trống'} "
        f"vì: {now_it_is.reason.rstrip('.')}. Hãy xem lại rồi làm tiếp."
    )


def _enter(
    actor: Actor, kind: Kind, target_id: int, unit_id: int, period: Period, amount: Amount, paper: Paper
) -> int:
    target, unit = _place(actor, kind, target_id, unit_id)
    known = Value.objects.filter(
        target_id=target.pk, unit_id=unit.id, year_from=period.first, year_to=period.last, kind=kind, current=True
    ).first()  # fmt: skip
    before = (
        None
        if known is None or known.amount is None
        else amount_of(known.amount, known.amount_to, known.sign)
    )
    demand(
        logic.check_period(period, kind, actor.today)
        & logic.check_unit_lasts(unit.name, unit.valid_from, unit.valid_to, period, successors(unit))
        & logic.check_amount(amount, target.places)
        & logic.check_once(kind, before, known is not None and before is None, target.places)
    )
    row = amount_row(actor, kind, target.pk, unit.id, period, amount, paper)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as twin:
        raise Refused(f"Số “{kind.label}” của kỳ này vừa được người khác ghi.") from twin
    settle([key_of(target.pk, unit.id, period)])
    said = f"{kind.label} {target.code} kỳ {period}: {amount_text(amount, target.places)} {target.measure}."
    _tell(actor, target, unit, kind.value, said)
    return row.pk


def successors(unit: UnitRef) -> list[str]:
    """Names of the units that took over from one that ended; no query for one that lasts. One query."""
    if unit.valid_to is None:
        return []
    rows = Succession.objects.filter(before_id=unit.id).order_by("after__sort_key")
    return list(rows.values_list("after__name", flat=True))


def _place(
    actor: Actor, kind: Kind, target_id: int, unit_id: int, *, retired_too: bool = False
) -> tuple[Target, UnitRef]:
    """The target, locked, and the unit, when the actor may enter that kind of amount there."""
    if not Target.objects.filter(sees_targets(actor), pk=target_id).exists():
        raise NotThere
    target = lock_one(Target, target_id)
    wanted = [unit_id, target.unit_id, *([target.agency_id] if target.agency_id else [])]
    units = unit_refs(wanted)
    unit, owner = units.get(unit_id), units[target.unit_id]
    if (
        unit is None
        or not unit.path.startswith(owner.path)
        or not _sees(actor, unit, units, target.agency_id)
    ):
        raise NotThere
    demand(
        _may(actor, kind, unit, owner, target.agency_id, units)
        & require(
            retired_too or target.state == TargetState.ACTIVE,
            "Chỉ tiêu đã thôi dùng nên không ghi thêm số liệu.",
        )
    )
    return target, unit


def _sees(actor: Actor, unit: UnitRef, units: dict[int, UnitRef], agency_id: int | None) -> bool:
    if actor.is_system or actor.posts_over(unit.path):
        return True
    return agency_id is not None and bool(actor.posts_over(units[agency_id].path))


def _may(
    actor: Actor, kind: Kind, unit: UnitRef, owner: UnitRef, agency_id: int | None, units: dict[int, UnitRef]
) -> Decision:
    return may_enter(
        actor, kind, path=unit.path, owner_path=owner.path, agency_id=agency_id,
        agency_path=units[agency_id].path if agency_id else "",
    )  # fmt: skip


def amount_row(
    actor: Actor,
    kind: Kind,
    target_id: int,
    unit_id: int,
    period: Period,
    amount: Amount | None,
    paper: Paper,
) -> Value:
    """A row to be written; the caller has judged it."""
    return Value(
        target_id=target_id, unit_id=unit_id, year_from=period.first, year_to=period.last, kind=kind,
        amount=amount.low if amount else None, amount_to=amount.high if amount else None,
        sign=amount.sign if amount else "", document=nfc(paper.document), document_on=paper.on, note=nfc(paper.note),
        doubt=nfc(paper.doubt), at=now(), by=actor.ref, by_name=actor.name,
    )  # fmt: skip


def _tell(
    actor: Actor, target: Target, unit: UnitRef, act: str, summary: str,
    changes: dict[str, tuple[str, str]] | None = None,
) -> None:  # fmt: skip
    record(actor, Act(f"targets.{act}", "target", target.pk, summary, unit.id, changes=changes))
