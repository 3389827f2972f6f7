"""What this room does with news of the register, in the transaction of the act that caused it."""

from __future__ import annotations

from typing import Any

from thidua.access.types import Actor
from thidua.achievements.types import AwardChange, AwardsChanged
from thidua.exemplars.commands.withdrawing import withdraw_all
from thidua.exemplars.models import Exemplar


def follow_awards(sender: object, *, actor: Actor, news: AwardsChanged, **_: Any) -> None:
    """An award was revoked: the stories of whoever held it leave the page at once; a person judges what then."""
    if news.change is AwardChange.REVOKED:
        ids = Exemplar.objects.filter(recipient__in=news.recipient_ids).values_list("pk", flat=True)
        withdraw_all(actor, ids, "Một khen thưởng của người được viết đã bị hủy bỏ.")
