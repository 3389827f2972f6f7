"""One form, one act: a recipient who is not on record yet, and the nomination, together or not at all."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from thidua.access.types import Actor
from thidua.nominations.commands.drafting import create_nomination
from thidua.nominations.types import Asking
from thidua.organisation.commands import register_collective, register_household, register_person
from thidua.organisation.types import NewCollective, NewHousehold, NewPerson, NewRecipient


@transaction.atomic
def nominate_new(*, actor: Actor, round_id: int, unit_id: int, new: NewRecipient, **asked: Any) -> int:
    """Register the recipient and put it forward as a draft; answers the nomination's id.

    `asked` are the fields of `Asking` but the recipient. Raises NotThere, Refused; then neither is kept.
    """
    recipient_id = register(actor, new)
    return create_nomination(
        actor=actor, round_id=round_id, unit_id=unit_id, asking=Asking(recipient_id=recipient_id, **asked)
    )


def register(actor: Actor, new: NewRecipient) -> int:
    """Put someone new on record, within the act that needs it; answers the id. Raises Refused."""
    match new:
        case NewPerson():
            return register_person(actor=actor, new=new)
        case NewHousehold():
            return register_household(actor=actor, new=new)
        case NewCollective():
            return register_collective(actor=actor, new=new)
