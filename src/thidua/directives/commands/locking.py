"""A document locked for an act, once it is certain that the actor keeps the register it stands in."""

from __future__ import annotations

from thidua.access.types import Actor
from thidua.directives.access import may_keep
from thidua.directives.models import Document
from thidua.foundation.errors import NotThere, demand
from thidua.foundation.locks import lock_one
from thidua.organisation.queries import unit_in_scope
from thidua.organisation.types import UnitRef


def kept(actor: Actor, document_id: int) -> tuple[Document, UnitRef]:
    """The document, locked, and its unit. Raises NotThere outside the scope, Refused for who does not keep it."""
    try:
        document = lock_one(Document, document_id)
    except Document.DoesNotExist as missing:
        raise NotThere from missing
    unit = unit_in_scope(actor, document.unit_id)
    demand(may_keep(actor, unit.id, unit.path))
    return document, unit
