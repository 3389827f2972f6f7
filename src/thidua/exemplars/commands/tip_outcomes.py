"""A citizen's tip on its way to a nomination, and what the citizen is told of its outcome."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db import transaction

from thidua.access.types import Actor
from thidua.achievements.putting_forward import PutForward, ask, what_became
from thidua.exemplars import logic
from thidua.exemplars.access import MODERATORS, may_moderate
from thidua.exemplars.commands.locking import locked_tip
from thidua.exemplars.commands.tips import AWARDED, NOMINATED, move_tip, queue_letter
from thidua.exemplars.models import Tip
from thidua.exemplars.types import NewNomination, TipEvent, TipState
from thidua.foundation.errors import demand
from thidua.foundation.ledger import Act, record
from thidua.foundation.locks import locked
from thidua.foundation.notices import notify_many
from thidua.organisation.commands import register_household, register_person
from thidua.organisation.queries import recipient_in_scope
from thidua.organisation.types import NewHousehold, NewPerson, NewRecipient

ORIGIN = "tip"


@transaction.atomic
def nominate_tip(*, actor: Actor, tip_id: int, version: int, new: NewNomination) -> int:
    """Have a nomination drafted straight from a moderated tip, at a unit of the actor; answers the nomination's id.

    Somebody new is put on record first. Whoever told it learns of it by letter.
    Raises NotThere, Stale, Refused; then nothing is kept.
    """
    tip, unit = locked_tip(actor, tip_id, version)
    demand(may_moderate(actor, unit.id, unit.path))
    demand(
        logic.may_follow(TipState(tip.state), TipEvent.NOMINATE)
        & logic.check_feat(new.route, new.feat_on, tip.confirmed_on)
    )
    recipient_id = new.who if isinstance(new.who, int) else _register(actor, new.who)
    recipient = recipient_in_scope(actor, recipient_id)
    sudden = new.route == logic.SUDDEN
    [pk] = ask(
        actor=actor,
        items=[
            PutForward(
                new.unit_id, recipient_id, new.award, new.route, new.year, ORIGIN, tip.pk,
                f"Việc tốt do người dân kể: {recipient.name}", "", achievement=new.achievement,
                summary=new.summary, feat_on=new.feat_on if sudden else None,
                reported_on=tip.confirmed_on if sudden else None,
            )
        ],
    )  # fmt: skip
    tip.nomination_id, tip.put_forward_on = pk, actor.today
    words = "Đề nghị khen thưởng từ việc tốt do người dân kể."
    move_tip(actor, tip, TipEvent.NOMINATE, "nominate_tip", words)
    queue_letter(actor, tip, NOMINATED)
    return pk


def tell_awarded(actor: Actor, nomination_ids: Collection[int], recipient_ids: Collection[int]) -> None:
    """Awards entered the register: tips that led to them come to their good end, their tellers are told.

    In the transaction of the act that published the awards.
    """
    straight = Tip.objects.filter(nomination_id__in=nomination_ids, state=TipState.NOMINATED)
    for tip in list(locked(straight)):
        tip.awarded_on = actor.today
        move_tip(actor, tip, TipEvent.AWARD, "tell_awarded", "Việc tốt do người dân kể đã được khen thưởng.")
        queue_letter(actor, tip, AWARDED)
    for tip in list(locked(_followed(nomination_ids, recipient_ids))):
        tip.awarded_on = actor.today
        tip.version += 1
        tip.save(update_fields=["awarded_on", "version"])
        words = "Điển hình từ việc tốt do người dân kể đã được khen thưởng."
        record(actor, Act("exemplars.tell_awarded", "tip", tip.pk, words, tip.unit_id))
        queue_letter(actor, tip, AWARDED)


def _followed(nomination_ids: Collection[int], recipient_ids: Collection[int]) -> Iterable[Tip]:
    """Tips followed as exemplars, for which one of these nominations was made."""
    tips = Tip.objects.filter(
        state=TipState.TAKEN_UP,
        awarded_on=None,
        exemplar__recipient__in=recipient_ids,
        exemplar__put_forward_on__isnull=False,
    )
    owners = set(tips.values_list("exemplar_id", flat=True))
    became = what_became("exemplar", owners)
    wanted = {
        owner for owner, made in became.items() if any(each.nomination_id in nomination_ids for each in made)
    }
    return tips.filter(exemplar__in=wanted)


def give_back(actor: Actor, tip_ids: Collection[int], why: str) -> int:
    """Tips whose nomination or award fell are the moderators' again, who are told; answers how many."""
    told = []
    for tip in list(
        locked(Tip.objects.filter(pk__in=tip_ids, state__in=(TipState.NOMINATED, TipState.AWARDED)))
    ):
        tip.awarded_on = None
        move_tip(actor, tip, TipEvent.RETURN, "give_back", f"Xem xét lại việc tốt do người dân kể. {why}")
        roles = tuple(role.value for role in MODERATORS.roles)
        told.append((tip.unit_id, roles, f"Việc tốt do người dân kể cần xem xét lại. {why}", tip_url(tip.pk)))
    notify_many(told)
    return len(told)


def tip_url(tip_id: int) -> str:
    """The moderators' page of a tip."""
    return f"/dien-hinh/quan-ly/tin/{tip_id}/"


def _register(actor: Actor, who: NewRecipient) -> int:
    match who:
        case NewPerson():
            return register_person(actor=actor, new=who)
        case NewHousehold():
            return register_household(actor=actor, new=who)
        case _:
            raise TypeError("a collective is a unit, and units are not made here")
