"""Units: created, renamed, ended, succeeded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.db.models import Q

from thidua.foundation.errors import NotThere, Refused, demand
from thidua.foundation.ledger import Act, record, record_many
from thidua.foundation.locks import lock_many
from thidua.foundation.search import learn
from thidua.kernel.names import collation_key
from thidua.kernel.text import fold, nfc
from thidua.organisation.access import Keeper, may_change_units, sees
from thidua.organisation.commands.people import move_members
from thidua.organisation.logic import check_end, check_new_unit, check_succession, path_under
from thidua.organisation.models import Recipient, Succession, Unit
from thidua.organisation.types import NewUnit, RecipientKind, SuccessionKind, UnitRef


def create_unit(*, actor: Keeper, parent_id: int | None, new: NewUnit) -> int:
    """Create a unit under a parent (none: a root, by the system only); it can be awarded from then on."""
    return create_units(actor=actor, parent_id=parent_id, new=[new])[0]


@transaction.atomic
def create_units(*, actor: Keeper, parent_id: int | None, new: Sequence[NewUnit]) -> list[int]:
    """Create several units under one parent, all or none; returns their ids in order. A constant number of queries.

    Raises NotThere for a parent out of scope, Refused for a wrong particular or a code already taken.
    """
    parent = None if parent_id is None else _locked(actor, [parent_id])[0]
    if parent is None and not actor.is_system:
        raise Refused("Chỉ hệ thống lập được đơn vị gốc.")
    ref = None if parent is None else _ref(parent)
    demand(may_change_units(actor, ref.path if ref else "/"))
    for unit in new:
        demand(check_new_unit(unit, ref, actor.today))
    rows = [_row(unit, parent) for unit in new]
    try:
        with transaction.atomic():
            Unit.objects.bulk_create(rows, batch_size=200)
    except IntegrityError as error:
        codes = ", ".join(f"{u.code} ({u.period})" if u.period else u.code for u in new[:3])
        raise Refused(f"Mã đơn vị đã được dùng hoặc bị lặp: {codes}{'…' if len(new) > 3 else ''}.") from error
    for row in rows:
        row.path = path_under(parent.path if parent else "", row.pk)
    Unit.objects.bulk_update(rows, ["path"], batch_size=200)
    Recipient.objects.bulk_create([_as_recipient(row) for row in rows], batch_size=200)
    learn(row.name_fold for row in rows)
    record_many(actor, (_act("create", row, f"Lập đơn vị {row.name}") for row in rows))
    return [row.pk for row in rows]


@transaction.atomic
def rename_unit(*, actor: Keeper, unit_id: int, name: str, reason: str) -> None:
    """Correct a unit's name where it was recorded wrongly. A renaming by decision is a succession instead."""
    (unit,) = _locked(actor, [unit_id])
    demand(may_change_units(actor, unit.path))
    name = nfc(name)
    if not name or not reason.strip():
        raise Refused("Phải có tên đúng và lý do đính chính.")
    before = unit.name
    unit.name, unit.name_fold, unit.sort_key = name, fold(name), collation_key(name)
    unit.save(update_fields=["name", "name_fold", "sort_key"])
    Recipient.objects.filter(collective=unit).update(
        name=name, name_fold=unit.name_fold, sort_key=unit.sort_key
    )
    learn([unit.name_fold])
    says = f"Đính chính tên đơn vị {before} thành {name}: {nfc(reason)}"
    record(actor, _act("rename", unit, says, changes={"name": (before, name)}))


@transaction.atomic
def end_unit(*, actor: Keeper, unit_id: int, on: date, instrument: str) -> None:
    """End a unit: `on` is its last day, `instrument` the paper that says so. Refused while units below go on."""
    (unit,) = _locked(actor, [unit_id])
    demand(may_change_units(actor, unit.path))
    below = [_ref(child) for child in Unit.objects.filter(parent=unit).order_by("sort_key")]
    demand(check_end(_ref(unit), on, below))
    _close(unit, on)
    record(
        actor,
        _act(
            "end",
            unit,
            f"Kết thúc hoạt động của {unit.name} theo {instrument}",
            {"valid_to": (None, str(on))},
        ),
    )


@transaction.atomic
def succeed_units(
    *,
    actor: Keeper,
    kind: SuccessionKind,
    before_ids: Sequence[int],
    after_ids: Sequence[int],
    on: date,
    instrument: str,
) -> None:
    """Record that units became others on a day by a paper; the old end the day before.

    When there is one unit after and the day has come, people and households of the old move to it that day.
    """
    before, after = _locked(actor, before_ids), _locked(actor, after_ids)
    for unit in (*before, *after):
        demand(may_change_units(actor, unit.path))
    demand(check_succession(kind, [_ref(u) for u in before], [_ref(u) for u in after], on))
    last = on - timedelta(days=1)
    below = Unit.objects.filter(parent__in=before).exclude(pk__in=before_ids)
    if left := below.filter(Q(valid_to=None) | Q(valid_to__gt=last)).order_by("sort_key").first():
        raise Refused(
            f"{left.name} trực thuộc đơn vị cũ và chưa kết thúc; hãy ghi thay đổi của đơn vị này trước."
        )
    for unit in before:
        if unit.valid_to is None or unit.valid_to > last:
            _close(unit, last)
    links = [
        Succession(before=old, after=new, kind=kind, on=on, instrument=nfc(instrument))
        for old in before
        for new in after
    ]
    Succession.objects.bulk_create(links)
    if len(after) == 1 and on <= actor.today:
        move_members([unit.pk for unit in before], after[0].pk, on)
    names = ", ".join(u.name for u in before), ", ".join(u.name for u in after)
    says = f"{kind.label} từ {on:%d/%m/%Y}: {names[0]} thành {names[1]} ({nfc(instrument)})"
    record_many(actor, (_act("succeed", unit, says) for unit in (*before, *after)))


def _locked(actor: Keeper, unit_ids: Sequence[int]) -> list[Unit]:
    """Units of the actor's scope, locked, in the order asked for. Raises NotThere when one is missing."""
    found = {unit.pk: unit for unit in lock_many(Unit, unit_ids)}
    units = [found[pk] for pk in unit_ids if pk in found and sees(actor, found[pk].path)]
    if len(units) != len(unit_ids):
        raise NotThere
    return units


def _ref(unit: Unit) -> UnitRef:
    return UnitRef(
        unit.pk,
        unit.name,
        unit.path,
        unit.kind,
        unit.authority,
        unit.parent_id,
        unit.valid_from,
        unit.valid_to,
    )


def _row(new: NewUnit, parent: Unit | None) -> Unit:
    name = nfc(new.name)
    return Unit(
        code=new.code.strip(),
        period=new.period,
        name=name,
        name_fold=fold(name),
        sort_key=collation_key(name),
        short_name=new.short_name,
        name_alt=new.name_alt,
        kind=new.kind,
        authority=new.authority,
        parent=parent,
        path=f"new:{uuid4().hex}",  # until the key is known
        depth=parent.depth + 1 if parent else 0,
        valid_from=new.valid_from,
        valid_to=new.valid_to or (parent.valid_to if parent else None),
        symbol=new.symbol,
        place=new.place,
        head_title=new.head_title,
        border=new.border,
        remote=new.remote,
        in_flag_list=new.in_flag_list,
        founded=new.founded,
        sample=new.sample,
    )


def _as_recipient(unit: Unit) -> Recipient:
    return Recipient(
        kind=RecipientKind.COLLECTIVE,
        name=unit.name,
        name_fold=unit.name_fold,
        sort_key=unit.sort_key,
        unit=unit,
        collective=unit,
        sample=unit.sample,
    )


def _close(unit: Unit, on: date) -> None:
    unit.valid_to = on
    unit.save(update_fields=["valid_to"])
    Recipient.objects.filter(collective=unit, ended_on=None).update(ended_on=on)


def _act(verb: str, unit: Unit, says: str, changes: dict[str, tuple[Any, Any]] | None = None) -> Act:
    return Act(f"organisation.{verb}_unit", "unit", unit.pk, says, unit_id=unit.pk, changes=changes)
