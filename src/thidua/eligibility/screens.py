"""What the page of a check reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from thidua.access.scope import in_scope
from thidua.access.types import Actor
from thidua.eligibility.models import Check
from thidua.eligibility.queries import checks_of_nomination, view_of
from thidua.eligibility.types import CheckHeader
from thidua.foundation.errors import NotThere
from thidua.foundation.ui.verdict import VerdictView
from thidua.lawbook import load_book


@dataclass(frozen=True, slots=True)
class CheckPage:
    """A stored check with everything its page shows. `question` is the record in the public format."""

    id: int
    recipient_id: int
    recipient: str
    nomination_id: int | None
    award_name: str
    made_at: datetime
    law_digest: str
    facts_digest: str
    same_law: bool
    question: dict[str, Any]
    view: VerdictView
    others: tuple[CheckHeader, ...]


def check_page(actor: Actor, check_id: int) -> CheckPage:
    """A check in the actor's scope with the others of its nomination. Raises NotThere. Three queries."""
    row = (
        Check.objects.filter(in_scope(actor, "recipient__unit__"), pk=check_id)
        .select_related("recipient")
        .first()
    )
    if row is None:
        raise NotThere
    book = load_book()
    others = checks_of_nomination(actor, row.nomination_id) if row.nomination_id is not None else []
    return CheckPage(
        id=row.pk,
        recipient_id=row.recipient_id,
        recipient=row.recipient.name,
        nomination_id=row.nomination_id,
        award_name=book.names.get(row.award, row.award),
        made_at=row.made_at,
        law_digest=row.law_digest,
        facts_digest=row.facts_digest,
        same_law=row.law_digest == book.digest,
        question=row.question,
        view=view_of(row),
        others=tuple(others),
    )
