"""What this room does with news of the record, in the transaction of the act that caused it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from thidua.access.types import Actor, system_actor
from thidua.achievements.queries import nominations_of_system, under_penalty_system
from thidua.achievements.types import AwardChange, AwardsChanged, FactsChanged
from thidua.exemplars.commands.tip_outcomes import give_back, tell_awarded
from thidua.exemplars.commands.withdrawing import withdraw_all
from thidua.exemplars.models import Exemplar, Tip
from thidua.exemplars.types import TipState


def follow_awards(sender: object, *, actor: Actor, news: AwardsChanged, **_: Any) -> None:
    """An award entered the register: tips that led to it have their good end. One was revoked: the stories of
    whoever held it leave the page at once, and its tip is looked at again; a person judges what then."""
    nominations = nominations_of_system(news.record_ids)
    if news.change is AwardChange.CONFERRED and nominations:
        tell_awarded(actor, nominations, news.recipient_ids)
    if news.change is AwardChange.REVOKED:
        fell = Tip.objects.filter(nomination_id__in=nominations, state=TipState.AWARDED)
        give_back(actor, list(fell.values_list("pk", flat=True)), "Khen thưởng đã bị hủy bỏ.")
        _withdraw(actor, news.recipient_ids, "Một khen thưởng của người được viết đã bị hủy bỏ.")


def follow_penalties(sender: object, *, news: FactsChanged, **_: Any) -> None:
    """A penalty was recorded: as with an award that was revoked, for as long as it rests on somebody."""
    if news.what == "penalty":
        under = under_penalty_system(news.recipient_ids, news.on)
        _withdraw(system_actor(news.on), under, "Người được viết đang bị kỷ luật.")


def _withdraw(actor: Actor, recipient_ids: Iterable[int], why: str) -> None:
    ids = Exemplar.objects.filter(recipient__in=list(recipient_ids)).values_list("pk", flat=True)
    withdraw_all(actor, ids, why)
