"""When a unit ends in mid-season: its registration stays on record, what still stands goes to a successor."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from thidua.access.types import Actor
from thidua.foundation.clock import now
from thidua.foundation.errors import NotThere, Stale, demand
from thidua.foundation.ledger import Act, record_many
from thidua.foundation.locks import lock_many
from thidua.foundation.notices import notify
from thidua.kernel.decision import require
from thidua.kernel.text import fold
from thidua.organisation.queries import unit_in_scope
from thidua.registrations import access, logic
from thidua.registrations.leaving import Offer, offers
from thidua.registrations.models import Passing, Pledge, Registration, Title
from thidua.registrations.types import State


@transaction.atomic
def take_over(
    *,
    actor: Actor,
    registration_id: int,
    unit_id: int,
    version: int | None = None,
    pledges: Collection[int] | None = None,
) -> int:
    """Take what stands in an ended unit's registration into a successor's, begun when there is none; answers its id.

    Titles go with recipients who are now within the successor; of the commitments those in `pledges`, all when None
    and there is one successor. What the successor has already is merged. Raises NotThere, Refused, Stale.
    """
    unit = unit_in_scope(actor, unit_id)
    demand(access.may_write(actor, unit.id, unit.path))
    old = Registration.objects.select_related("season").filter(pk=registration_id).first()
    if old is None or not _offers(old, unit.id, actor):
        raise NotThere
    season = old.season
    demand(logic.open_on(season.opens, season.closes, actor.today, season.closed_on is not None))
    made, begun = Registration.objects.get_or_create(season=season, unit_id=unit.id)
    rows = {row.pk: row for row in lock_many(Registration, [old.pk, made.pk])}
    old, new = rows[old.pk], rows[made.pk]
    if version is not None and old.version != version:
        raise Stale("Bản đăng ký của đơn vị trước vừa thay đổi. Hãy xem lại rồi làm tiếp.")
    [offer] = _offers(old, unit.id, actor)
    fresh = None if begun else State(new.state)
    demand(
        require(offer.is_open, "Không còn gì để nhận từ bản đăng ký này.") & logic.may_receive(fresh)
        & logic.still_lives(new.passed_at is not None)
    )  # fmt: skip
    moment = now()
    titles = _titles(offer, new)
    chosen = list(offer.pledges)
    if offer.split or pledges is not None:
        chosen = [each for each in chosen if each.pk in (pledges or ())]
    commitments = _pledges(chosen, new)
    _stand(offer, new, fresh, moment)
    Passing.objects.get_or_create(before=old, after=new, defaults={"at": moment, "by": actor.ref})
    old.passed_at = old.passed_at or moment
    for row in (old, new):
        row.version += 1
        row.save()
    says = f"{titles} danh hiệu, {commitments} cam kết"
    name = offer.row.unit.name
    record_many(
        actor,
        [
            _act("hand_over", old, f"Đăng ký của {name} chuyển sang {unit.name}: {says}."),
            _act("take_over", new, f"{unit.name} nhận đăng ký của {name}: {says}."),
        ],
    )
    text = f"Đã nhận đăng ký thi đua của {name} (đơn vị đã kết thúc), {season.title}: {says}."
    if new.state != State.APPROVED:
        text += " Xem lại rồi gửi."
    notify(unit_id=unit.id, roles=access.READERS, text=text, url=f"/dang-ky/{new.pk}/")
    return new.pk


def _offers(old: Registration, unit_id: int, actor: Actor) -> list[Offer]:
    return [each for each in offers([old], actor.today) if each.heir.id == unit_id]


def _titles(offer: Offer, new: Registration) -> int:
    """Give the titles to the successor's registration; what it has already is pointed to."""
    standing = {(row.recipient_id, row.award): row for row in new.titles.filter(withdrawn_at=None)}
    for title in offer.titles:
        key = (title.recipient_id, title.award)
        if key not in standing:
            standing[key] = Title.objects.create(
                registration=new, recipient_id=title.recipient_id, award=title.award
            )
        title.passed_to = standing[key]
    Title.objects.bulk_update(offer.titles, ["passed_to"], batch_size=200)
    return len(offer.titles)


def _pledges(rows: list[Pledge], new: Registration) -> int:
    standing = {_key(row): row for row in new.pledges.filter(withdrawn_at=None)}
    for pledge in rows:
        key = _key(pledge)
        if key not in standing:
            standing[key] = Pledge.objects.create(
                registration=new,
                words=pledge.words,
                amount=pledge.amount,
                measure=pledge.measure,
                target_id=pledge.target_id,
            )
        pledge.passed_to = standing[key]
    Pledge.objects.bulk_update(rows, ["passed_to"], batch_size=200)
    return len(rows)


def _key(row: Pledge) -> tuple[object, ...]:
    return fold(row.words), row.amount, fold(row.measure), row.target_id


def _stand(offer: Offer, new: Registration, before: State | None, moment: datetime) -> None:
    """Where the successor's registration stands now; what was approved keeps by whom and when."""
    new.state = logic.after_receiving(State(offer.row.state), before)
    if new.state == State.APPROVED and before is None:
        new.judged_at, new.judged_by = offer.row.judged_at or moment, offer.row.judged_by
        new.sent_at = offer.row.sent_at
        if offer.row.unit.parent_id == offer.heir.parent_id:
            new.consolidated_at = offer.row.consolidated_at
    elif new.state != State.APPROVED:
        new.consolidated_at = None


def _act(verb: str, row: Registration, says: str) -> Act:
    return Act(f"registrations.{verb}", "registration", row.pk, says, row.unit_id)
