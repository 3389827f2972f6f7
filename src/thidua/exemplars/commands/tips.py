"""A good deed told by a citizen: received, contact confirmed, moderated, followed or closed with a reason."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from thidua.access.types import Actor
from thidua.exemplars import logic
from thidua.exemplars.access import MODERATORS, may_moderate
from thidua.exemplars.commands.following import find_exemplar
from thidua.exemplars.commands.locking import locked_tip
from thidua.exemplars.models import Tip
from thidua.exemplars.types import NewExemplar, TipEnding, TipEvent, TipState, Told
from thidua.foundation.clock import now
from thidua.foundation.errors import NotThere, Refused, demand
from thidua.foundation.jobs import enqueue
from thidua.foundation.ledger import Act, record
from thidua.foundation.locks import lock_one, one_at_a_time
from thidua.foundation.notices import notify
from thidua.kernel.decision import ALLOW, Decision, refuse, require
from thidua.organisation.queries import unit_refs

LETTER = "exemplars.letter"
CODE, THANKS, ANSWER, NOMINATED, AWARDED = "code", "thanks", "answer", "nominated", "awarded"


@transaction.atomic
def tell(*, actor: Actor, told: Told) -> str:
    """Receive a good deed from anybody and send a code to the contact; answers the token of its page.

    Raises NotThere: no such unit today; Refused: something is missing, or too many came from there.
    """
    unit = unit_refs([told.unit_id]).get(told.unit_id)
    if unit is None or not unit.valid_on(actor.today):
        raise NotThere
    demand(
        require(bool(told.who.strip()), "Cần ghi ai đã làm việc tốt.")
        & require(bool(told.text.strip()), "Cần kể lại việc tốt.")
        & require("@" in told.contact, "Cần địa chỉ thư điện tử để xác nhận.")
    )
    contact = logic.print_of(settings.SECRET_KEY, told.contact)
    address = logic.print_of(settings.SECRET_KEY, told.address)
    _check_limits(contact, address)
    moment = now()
    tip = Tip.objects.create(
        unit_id=unit.id, token=secrets.token_urlsafe(32), who=told.who, place=told.place, text=told.text,
        teller=told.teller, contact=told.contact.strip(), contact_print=contact, address_print=address,
        received_at=moment, received_on=actor.today, code_sent_at=moment, sample=told.sample,
    )  # fmt: skip
    record(actor, Act("exemplars.tell", "tip", tip.pk, "Nhận một tin về việc tốt từ người dân.", unit.id))
    queue_letter(actor, tip, CODE)
    return tip.token


@transaction.atomic
def confirm_contact(*, actor: Actor, token: str, typed: str) -> Decision:
    """Check the code that was sent. A wrong one is counted and refused; the answer says so, nothing is raised.

    Raises NotThere.
    """
    tip = _by_token(token)
    at = now()
    possible = logic.may_follow(TipState(tip.state), TipEvent.CONFIRM)
    possible = possible & logic.check_code(tip.tries, tip.code_sent_at, at) if possible else possible
    if not possible:
        return possible
    if not logic.same_code(typed, logic.code_for(settings.SECRET_KEY, tip.token, tip.turn)):
        tip.tries += 1
        tip.save(update_fields=["tries"])
        left = logic.CODE_TRIES - tip.tries
        return refuse(
            f"Mã không đúng. Còn {left} lần nhập." if left else "Mã không đúng. Hãy yêu cầu gửi mã mới."
        )
    tip.confirmed_on = actor.today
    move_tip(
        actor, tip, TipEvent.CONFIRM, "confirm_contact", "Người gửi tin về việc tốt đã xác nhận liên hệ."
    )
    notify(
        unit_id=tip.unit_id,
        roles=MODERATORS.roles,
        text="Có tin mới của người dân về việc tốt, chờ xem xét.",
        url=f"/dien-hinh/quan-ly/tin/{tip.pk}/",
    )
    return ALLOW


@transaction.atomic
def send_code_again(*, actor: Actor, token: str) -> None:
    """Send a new code to the same contact; the one before no longer counts. Raises NotThere, Refused."""
    tip = _by_token(token)
    demand(
        logic.may_follow(TipState(tip.state), TipEvent.CONFIRM)
        & require(tip.turn < logic.CODES_A_TIP, "Đã gửi mã nhiều lần. Hãy gửi lại tin vào ngày khác.")
    )
    tip.turn += 1
    tip.tries, tip.code_sent_at = 0, now()
    tip.save(update_fields=["turn", "tries", "code_sent_at"])
    record(actor, Act("exemplars.send_code_again", "tip", tip.pk, "Gửi lại mã xác nhận tin.", tip.unit_id))
    queue_letter(actor, tip, CODE)


@transaction.atomic
def moderate(*, actor: Actor, tip_id: int, version: int) -> None:
    """Accept a confirmed tip and thank whoever told it. Raises NotThere, Stale, Refused."""
    tip, unit = locked_tip(actor, tip_id, version)
    demand(may_moderate(actor, unit.id, unit.path))
    demand(logic.may_follow(TipState(tip.state), TipEvent.MODERATE))
    tip.thanked_on = actor.today
    move_tip(actor, tip, TipEvent.MODERATE, "moderate", "Tiếp nhận tin về việc tốt, cảm ơn người gửi.")
    queue_letter(actor, tip, THANKS)


@transaction.atomic
def take_up(*, actor: Actor, tip_id: int, version: int, new: NewExemplar) -> int:
    """Follow a moderated tip as an exemplar found by a citizen; answers the exemplar's id.

    Raises NotThere, Stale, Refused.
    """
    tip, unit = locked_tip(actor, tip_id, version)
    demand(may_moderate(actor, unit.id, unit.path))
    demand(logic.may_follow(TipState(tip.state), TipEvent.TAKE_UP))
    tip.exemplar_id = find_exemplar(actor=actor, new=new)
    move_tip(actor, tip, TipEvent.TAKE_UP, "take_up", "Đưa việc tốt do người dân kể vào theo dõi.")
    queue_letter(actor, tip, ANSWER)
    return tip.exemplar_id


@transaction.atomic
def close_tip(*, actor: Actor, tip_id: int, version: int, ending: TipEnding, answer: str) -> None:
    """Close a tip with a reason; the teller is answered unless it was abuse. Raises NotThere, Stale, Refused."""
    tip, unit = locked_tip(actor, tip_id, version)
    demand(may_moderate(actor, unit.id, unit.path))
    demand(
        logic.may_follow(TipState(tip.state), TipEvent.CLOSE)
        & require(ending is not TipEnding.UNCONFIRMED, "Người gửi đã xác nhận liên hệ.")
        & require(bool(answer.strip()), "Cần ghi lời trả lời hoặc lý do.")
    )
    tip.ending, tip.ended_on, tip.answer = ending, actor.today, answer
    move_tip(actor, tip, TipEvent.CLOSE, "close_tip", f"Kết thúc tin về việc tốt: {ending.label.lower()}.")
    if ending is not TipEnding.ABUSE:
        queue_letter(actor, tip, ANSWER)


def move_tip(actor: Actor, tip: Tip, event: TipEvent, act: str, words: str) -> None:
    """Take a locked tip over to the state after the event, which may happen, and record it."""
    before = tip.state
    after = logic.tip_after(TipState(before), event)
    assert after is not None  # may_follow has said so
    tip.state = after
    tip.version += 1
    tip.save()
    changes = {"state": (before, after.value)}
    record(actor, Act(f"exemplars.{act}", "tip", tip.pk, words, tip.unit_id, changes=changes))


def _by_token(token: str) -> Tip:
    pk = Tip.objects.filter(token=token).values_list("pk", flat=True).first()
    if pk is None:
        raise NotThere
    return lock_one(Tip, pk)


def _check_limits(contact: str, address: str) -> None:
    """Count what came before, whoever sent it, from the same contact, the same address, and everywhere.

    Told one at a time, so that of two that come together the second is counted with the first.
    """
    one_at_a_time("exemplars.tell")
    at = now()
    since = at - timedelta(days=1)
    for limits, narrowed in (
        (logic.BY_CONTACT, {"contact_print": contact}),
        (logic.BY_ADDRESS, {"address_print": address}),
        (logic.BY_ALL, {"received_at__gt": at - logic.BY_ALL[0].span}),
    ):
        asked: Mapping[str, Any] = {"received_at__gt": since, **narrowed}
        most = max(limit.most for limit in limits)
        earlier = Tip.objects.filter(**asked).order_by("-received_at").values_list("received_at", flat=True)
        if not logic.within(limits, list(earlier[:most]), at):
            raise Refused(logic.TOO_MANY)


def queue_letter(actor: Actor, tip: Tip, what: str) -> None:
    """Queue a letter, once for each version of the tip; the job knows neither the contact nor the code."""
    key = f"{LETTER}:{tip.pk}:{what}:{tip.turn}:{tip.version}"
    enqueue(LETTER, key, {"tip": tip.pk, "what": what, "turn": tip.turn}, actor, tip.unit_id)
