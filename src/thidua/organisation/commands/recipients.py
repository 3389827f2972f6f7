"""Those who can be awarded: registered, corrected, moved, ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from thidua.foundation.bulk import insert_rows, reserve_ids
from thidua.foundation.errors import NotThere, Refused, demand
from thidua.foundation.ledger import Act, record
from thidua.foundation.locks import lock_one
from thidua.foundation.search import learn
from thidua.kernel.decision import ALLOW, Decision
from thidua.kernel.names import collation_key, sort_key, tidy_name
from thidua.kernel.text import fold, nfc
from thidua.organisation.access import Keeper, may_register, sees
from thidua.organisation.logic import check_household, check_person, check_transfer
from thidua.organisation.models import Employment, Household, Person, Recipient, Unit
from thidua.organisation.queries import unit_refs
from thidua.organisation.types import (
    NewCollective,
    NewHousehold,
    NewPerson,
    NewRecipient,
    RecipientKind,
    UnitRef,
)

_CORRECTABLE = (
    "birth_date", "gender", "ethnic", "id_number", "group", "position", "leader", "higher_retirement_age", "recruited",
)  # fmt: skip


@transaction.atomic
def register_person(*, actor: Keeper, new: NewPerson) -> int:
    """Register one person at a unit; returns the recipient's id. Raises NotThere, Refused."""
    return _register_one(actor, new)


@transaction.atomic
def register_household(*, actor: Keeper, new: NewHousehold) -> int:
    """Register one household at its commune; returns the recipient's id. Raises NotThere, Refused."""
    return _register_one(actor, new)


@transaction.atomic
def register_collective(*, actor: Keeper, new: NewCollective) -> int:
    """Register a unit as one that can be awarded; returns the recipient's id, the known one when it is already."""
    known = Recipient.objects.filter(collective_id=new.unit_id).values_list("pk", flat=True).first()
    return known or _register_one(actor, new)


@transaction.atomic
def register_many(*, actor: Keeper, new: Sequence[NewRecipient], occasion: str) -> list[int]:
    """Register many at once, all or none; returns their ids in the order given. Queries: constant per 500.

    `occasion` says in Vietnamese on what occasion, for the one ledger entry. Raises NotThere for a unit out of
    scope, Refused with the first wrong particulars; identity numbers already known are named.
    """
    if not new:
        return []
    ids = _write(actor, new)
    units = {item.unit_id for item in new}
    record(
        actor,
        Act(
            "organisation.register_many",
            "unit",
            min(units),
            f"{nfc(occasion)}: đăng ký {len(new)} đối tượng",
            unit_id=min(units),
        ),
    )
    return ids


@transaction.atomic
def correct_person(*, actor: Keeper, recipient_id: int, name: str | None = None, **particulars: Any) -> None:
    """Correct a person's name or particulars (the fields of NewPerson except unit and service)."""
    recipient = _locked(actor, recipient_id, RecipientKind.PERSON)
    if unknown := set(particulars) - set(_CORRECTABLE):
        raise TypeError(f"not a particular of a person: {sorted(unknown)}")
    person = recipient.person
    before = {field: getattr(person, field) for field in particulars}
    known = NewPerson(
        recipient.unit_id,
        recipient.name,
        person.group,
        birth_date=person.birth_date,
        id_number=person.id_number,
    )
    wanted = replace(known, name=recipient.name if name is None else name, **particulars)
    demand(check_person(wanted, actor.today))
    _demand_new_numbers([wanted], besides=recipient_id)
    changes = {f: (_plain(before[f]), _plain(v)) for f, v in particulars.items() if before[f] != v}
    for field, value in particulars.items():
        setattr(person, field, "" if field == "gender" and value is None else value)
    if particulars:
        person.save(update_fields=list(particulars))
    clean = tidy_name(wanted.name)
    if clean != recipient.name:
        changes["name"] = (recipient.name, clean)
        recipient.name, recipient.name_fold, recipient.sort_key = clean, fold(clean), sort_key(clean)
        recipient.save(update_fields=["name", "name_fold", "sort_key"])
        learn([recipient.name_fold])
    if changes:
        if "id_number" in changes:  # the ledger is read by many; that it changed is enough
            changes["id_number"] = ("…", "…")
        record(
            actor, _act("correct_person", recipient, f"Đính chính thông tin của {recipient.name}", changes)
        )


@transaction.atomic
def transfer_person(
    *, actor: Keeper, recipient_id: int, to_unit_id: int, on: date, position: str = ""
) -> None:
    """Move a person to another unit from the day `on`; the actor must be in charge of both.

    Raises NotThere, Refused.
    """
    recipient = _locked(actor, recipient_id, RecipientKind.PERSON)
    units = unit_refs([recipient.unit_id, to_unit_id])
    target = units.get(to_unit_id)
    if target is None or not sees(actor, target.path):
        raise NotThere
    demand(may_register(actor, target.path))
    served = Employment.objects.filter(person_id=recipient_id, until=None).first()
    demand(check_transfer(units[recipient.unit_id], target, served.since if served else None, on))
    if served:
        served.until = on - timedelta(days=1)
        served.save(update_fields=["until"])
    Employment.objects.create(person_id=recipient_id, unit_id=to_unit_id, position=position, since=on)
    source = units[recipient.unit_id]
    Recipient.objects.filter(pk=recipient_id).update(unit_id=to_unit_id)
    if position:
        Person.objects.filter(pk=recipient_id).update(position=position)
    says = f"Chuyển {recipient.name} từ {source.name} đến {target.name} từ {on:%d/%m/%Y}"
    record(actor, _act("transfer_person", recipient, says, {"unit": (source.id, target.id)}, to_unit_id))


@transaction.atomic
def end_recipient(*, actor: Keeper, recipient_id: int, on: date, reason: str) -> None:
    """Record that a person or household can be nominated no more (death, moved away): its history stays."""
    recipient = _locked(actor, recipient_id, RecipientKind.PERSON, RecipientKind.HOUSEHOLD)
    if recipient.ended_on is not None:
        raise Refused(f"{recipient.name} đã được ghi kết thúc từ ngày {recipient.ended_on:%d/%m/%Y}.")
    if not reason.strip():
        raise Refused("Phải ghi lý do kết thúc.")
    if on > actor.today:
        raise Refused("Ngày kết thúc không được sau ngày hôm nay.")
    Recipient.objects.filter(pk=recipient_id).update(ended_on=on)
    Employment.objects.filter(person_id=recipient_id, until=None, since=None).update(until=on)
    Employment.objects.filter(person_id=recipient_id, until=None, since__lte=on).update(until=on)
    says = f"Kết thúc theo dõi {recipient.name}: {nfc(reason)}"
    record(actor, _act("end_recipient", recipient, says, {"ended_on": (None, str(on))}))


def _register_one(actor: Keeper, new: NewRecipient) -> int:
    (pk,) = _write(actor, [new])
    recipient = Recipient.objects.get(pk=pk)
    record(actor, _act("register", recipient, f"Đăng ký {recipient.name}"))
    return pk


def _write(actor: Keeper, new: Sequence[NewRecipient]) -> list[int]:
    units = unit_refs(item.unit_id for item in new)
    for unit_id in {item.unit_id for item in new}:
        if unit_id not in units or not sees(actor, units[unit_id].path):
            raise NotThere
        demand(may_register(actor, units[unit_id].path))
    for item in new:
        demand(_check(item, actor.today))
    people = [item for item in new if isinstance(item, NewPerson)]
    _demand_new_numbers(people)
    ids = list(reserve_ids(Recipient, len(new)))
    rows = [_recipient(pk, item, units[item.unit_id]) for pk, item in zip(ids, new, strict=True)]
    insert_rows(Recipient, _RECIPIENT, rows)
    pairs = list(zip(ids, new, strict=True))
    insert_rows(Person, _PERSON, (_person(pk, item) for pk, item in pairs if isinstance(item, NewPerson)))
    insert_rows(
        Employment,
        ("person_id", "unit_id", "position", "since"),
        ((pk, i.unit_id, nfc(i.position), i.since) for pk, i in pairs if isinstance(i, NewPerson)),
    )
    insert_rows(
        Household,
        ("recipient_id", "village"),
        ((pk, nfc(item.village)) for pk, item in pairs if isinstance(item, NewHousehold)),
    )
    learn(row[_FOLD] for row in rows)
    return ids


def _check(item: NewRecipient, today: date) -> Decision:
    match item:
        case NewPerson():
            return check_person(item, today)
        case NewHousehold():
            return check_household(item)
        case NewCollective():
            return ALLOW


def _demand_new_numbers(people: Sequence[NewPerson], besides: int | None = None) -> None:
    """Refuse identity numbers that occur twice or belong to someone registered."""
    numbers = [p.id_number for p in people if p.id_number is not None]
    if twice := sorted(n for n, count in Counter(numbers).items() if count > 1):
        raise Refused(f"Số định danh bị lặp trong danh sách: {', '.join(twice[:3])}.")
    for start in range(0, len(numbers), 500):
        known = Person.objects.filter(id_number__in=numbers[start : start + 500])
        if besides is not None:
            known = known.exclude(pk=besides)
        if taken := list(known.values_list("id_number", flat=True)[:3]):
            raise Refused(f"Số định danh đã thuộc về người khác: {', '.join(str(n) for n in taken)}.")


_RECIPIENT = (
    "id", "kind", "name", "name_fold", "sort_key", "unit_id", "collective_id", "facts_from", "facts_to", "sample",
)  # fmt: skip
_FOLD = _RECIPIENT.index("name_fold")
_PERSON = (
    "recipient_id", "birth_date", "gender", "ethnic", "id_number", "group", "position", "leader",
    "higher_retirement_age", "recruited",
)  # fmt: skip


def _recipient(pk: int, item: NewRecipient, unit: UnitRef) -> tuple[Any, ...]:
    """The row of `_RECIPIENT`."""
    facts = (item.facts_from, item.facts_to)
    if isinstance(item, NewCollective):
        name = unit.name
        return (pk, "collective", name, fold(name), collation_key(name), unit.id, unit.id, *facts, False)
    kind = RecipientKind.PERSON if isinstance(item, NewPerson) else RecipientKind.HOUSEHOLD
    name = tidy_name(item.name)
    return (pk, kind.value, name, fold(name), sort_key(name), unit.id, None, *facts, item.sample)


def _person(pk: int, item: NewPerson) -> tuple[Any, ...]:
    """The row of `_PERSON`."""
    gender = item.gender.value if item.gender else ""
    return (
        pk, item.birth_date, gender, nfc(item.ethnic), item.id_number, item.group.value, nfc(item.position),
        item.leader, item.higher_retirement_age, item.recruited,
    )  # fmt: skip


def _locked(actor: Keeper, recipient_id: int, *kinds: RecipientKind) -> Recipient:
    """A recipient of the actor's scope and of one of the kinds, locked; the actor may register there."""
    try:
        recipient = lock_one(Recipient, recipient_id)
    except Recipient.DoesNotExist:
        raise NotThere from None
    path = Unit.objects.values_list("path", flat=True).get(pk=recipient.unit_id)
    if not sees(actor, path) or recipient.kind not in kinds:
        raise NotThere
    demand(may_register(actor, path))
    return recipient


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, date) else value


def _act(
    verb: str,
    recipient: Recipient,
    says: str,
    changes: dict[str, tuple[Any, Any]] | None = None,
    unit_id: int | None = None,
) -> Act:
    return Act(
        f"organisation.{verb}",
        "recipient",
        recipient.pk,
        says,
        unit_id=unit_id or recipient.unit_id,
        changes=changes,
    )
