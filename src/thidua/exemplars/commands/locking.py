"""Rows locked for an act, within the actor's scope and at the version that was read."""

from __future__ import annotations

from typing import TypeVar

from django.db import models

from thidua.access.types import Actor
from thidua.exemplars.models import Airing, Exemplar, Plan, Story, Tip
from thidua.foundation.errors import NotThere, Stale
from thidua.foundation.locks import lock_one
from thidua.organisation.queries import unit_in_scope
from thidua.organisation.types import UnitRef

M = TypeVar("M", bound=models.Model)


def locked_exemplar(actor: Actor, exemplar_id: int, version: int | None = None) -> tuple[Exemplar, UnitRef]:
    """An exemplar of the scope, locked, and its unit. Raises NotThere, Stale."""
    found = _locked(Exemplar, exemplar_id)
    unit = unit_in_scope(actor, found.unit_id)
    fresh(found.version, version)
    return found, unit


def locked_plan(actor: Actor, plan_id: int, version: int | None = None) -> tuple[Plan, UnitRef]:
    """A plan of the scope, locked, and its unit. Raises NotThere, Stale."""
    found = _locked(Plan, plan_id)
    unit = unit_in_scope(actor, found.unit_id)
    fresh(found.version, version)
    return found, unit


def locked_story(actor: Actor, story_id: int, version: int | None = None) -> tuple[Story, Exemplar, UnitRef]:
    """A story of the scope with its exemplar, both locked, and the unit. Raises NotThere, Stale."""
    owner = Story.objects.filter(pk=story_id).values_list("exemplar_id", flat=True).first()
    if owner is None:
        raise NotThere
    exemplar, unit = locked_exemplar(actor, owner)
    found = _locked(Story, story_id)
    fresh(found.version, version)
    return found, exemplar, unit


def locked_airing(actor: Actor, airing_id: int, version: int | None = None) -> tuple[Airing, Story, UnitRef]:
    """A day on the schedule with its story, both locked, and the unit. Raises NotThere, Stale."""
    owner = Airing.objects.filter(pk=airing_id).values_list("story_id", flat=True).first()
    if owner is None:
        raise NotThere
    story, _, unit = locked_story(actor, owner)
    found = _locked(Airing, airing_id)
    fresh(found.version, version)
    return found, story, unit


def locked_tip(actor: Actor, tip_id: int, version: int | None = None) -> tuple[Tip, UnitRef]:
    """A tip told to a unit of the scope, locked, and the unit. Raises NotThere, Stale."""
    found = _locked(Tip, tip_id)
    unit = unit_in_scope(actor, found.unit_id)
    fresh(found.version, version)
    return found, unit


def fresh(version: int, read: int | None) -> None:
    """Raise Stale when the row is no longer what was read."""
    if read is not None and version != read:
        raise Stale("Người khác vừa cập nhật nội dung này. Hãy xem lại rồi làm tiếp.")


def _locked(model: type[M], pk: int) -> M:
    try:
        return lock_one(model, pk)
    except model.DoesNotExist as missing:  # type: ignore[attr-defined]
        raise NotThere from missing
