"""Publishing: the awards enter the register with their bonuses, and the proposing units are told."""

from __future__ import annotations

from collections import Counter
from typing import Any, BinaryIO

from django.db import transaction

from thidua.access.types import Actor, Role
from thidua.achievements.commands import confer_many
from thidua.achievements.types import Basis, NewAward
from thidua.decisions import logic
from thidua.decisions.commands.common import BATCH, address, opened, tell
from thidua.decisions.models import Decision, DecisionItem
from thidua.decisions.types import DecisionState
from thidua.foundation.clock import now
from thidua.foundation.errors import Refused, demand
from thidua.foundation.files import store
from thidua.foundation.notices import notify_many

READERS = (Role.EMULATION_OFFICER, Role.SPECIALIST, Role.HEAD)


@transaction.atomic
def attach_signed_file(
    actor: Actor, *, decision_id: int, version: int, upload: BinaryIO | bytes, name: str
) -> Decision:
    """Attach the signed scan or file of a signed decision; a newer one follows the older, which is kept.

    Raises NotThere, Refused (also for a file that is not what it says), Stale.
    """
    row, _ = opened(actor, decision_id, version, "attach")
    demand(logic.may_attach(row.state))
    stored = store(
        upload,
        name=name,
        kind="signed",
        object_type="decision",
        object_id=row.pk,
        actor=actor,
        unit_id=row.unit_id,
    )
    before, row.signed_file_id = row.signed_file_id, stored.id
    row.version += 1
    row.save(update_fields=["signed_file_id", "version"])
    tell(
        actor, row, "attach", "attach", f"Đính kèm bản ký của Quyết định số {row.number}: {stored.name}.",
        {"signed_file": (before, stored.id), "sha256": (None, stored.sha256)},
    )  # fmt: skip
    return row


@transaction.atomic
def publish(actor: Actor, *, decision_id: int, version: int) -> Decision:
    """Publish a signed decision: award records with bonus and verification code, notices, the public page.

    Queries are constant for every 500 awards. Raises NotThere, Refused, Stale.
    """
    row, _ = opened(actor, decision_id, version, "publish")
    demand(logic.may_publish(row.state))
    put_into_register(actor, row)
    row.state, row.published_at = DecisionState.PUBLISHED, now()
    row.version += 1
    row.save(update_fields=["state", "published_at", "version"])
    tell_units(row)
    tell(
        actor, row, "publish", "publish",
        f"Công bố Quyết định số {row.number}: {len(row.content['items'])} khen thưởng vào sổ.",
        {
            "state": (DecisionState.SIGNED, DecisionState.PUBLISHED),
            "awards": (None, len(row.content["items"])),
            "total_bonus": (None, row.total_bonus),
        },
    )  # fmt: skip
    return row


def put_into_register(actor: Actor, row: Decision) -> None:
    """The awards of the frozen content as records of the register, each tied to its item."""
    assert row.decided_on is not None
    lines: list[dict[str, Any]] = row.content["items"]
    items = {item.nomination_id: item for item in DecisionItem.objects.filter(decision=row, active=True)}
    if set(items) != {line["nomination"] for line in lines}:
        raise Refused("Danh sách trong quyết định không còn khớp với bản đã ký; xin báo người quản trị.")
    basis = Basis(row.number, row.decided_on, row.issuer, row.signer, row.pk)
    made = confer_many(
        actor, by_unit_id=row.unit_id, basis=basis, awards=[_award(row, line) for line in lines]
    )
    for line, record in zip(lines, made, strict=True):
        items[line["nomination"]].record = record
    DecisionItem.objects.bulk_update(items.values(), ["record"], batch_size=BATCH)


def _award(row: Decision, line: dict[str, Any]) -> NewAward:
    first, last = line["period"]
    return NewAward(
        recipient_id=line["recipient"],
        award=line["award"],
        year=line["year"],
        route=row.route,
        period_from=first,
        period_to=last,
        achievement=line["achievement"],
        nomination_id=line["nomination"],
        serial=f"{line['position']:02d}",
        coefficient_milli=line["coefficient_milli"],
        bonus_raw=line["raw"],
        bonus=line["amount"] if line["coefficient_milli"] is not None else None,
        recipient_name=line["name"],
        unit_id=line["unit_id"],
    )


def tell_units(row: Decision) -> None:
    """One notice for each proposing unit, with how many of its cases the decision awards."""
    counts = Counter(line["unit_id"] for line in row.content["items"])
    url = address(row)
    notify_many(
        (
            unit_id,
            tuple(role.value for role in READERS),
            f"Quyết định số {row.number} đã công bố: {count} trường hợp của đơn vị được khen thưởng.",
            url,
        )
        for unit_id, count in sorted(counts.items())
    )
