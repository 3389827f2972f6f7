"""Gathers what a registration carries: as it stands while it is written, as it was sent from then on."""

from __future__ import annotations

from django.db.models import F, Q

from thidua.registrations.content import Content, Place, PledgeLine, TitleLine, restored
from thidua.registrations.logic import WRITABLE
from thidua.registrations.models import Pledge, Registration, Sending, Title
from thidua.registrations.types import State


def carried(row: Registration) -> Content:
    """What the page and the papers of a registration show. Three queries."""
    if State(row.state) not in WRITABLE:
        sent = Sending.objects.filter(registration=row.pk).order_by("-number").first()
        if sent is not None:
            return restored(sent.content, _gone(row, sent))
    return standing(row)


def standing(row: Registration) -> Content:
    """What stands now: its own, and every approved registration taken up level by level. Three queries."""
    places = _places(row)
    inside = Q(registration=row.pk) | Q(
        registration__season=row.season_id,
        registration__unit__path__startswith=row.unit.path,
        registration__state=State.APPROVED,
        registration__consolidated_at__isnull=False,
        passed_to=None,
    )
    titles = (
        Title.objects.filter(inside, withdrawn_at=None)
        .order_by("registration__unit__depth", "registration__unit__sort_key", "recipient__sort_key", "pk")
        .values_list("pk", "recipient__name", "award", "registration_id")
    )
    pledges = (
        Pledge.objects.filter(inside, withdrawn_at=None)
        .order_by("registration__unit__depth", "registration__unit__sort_key", "pk")
        .annotate(code=F("target__code"))
        .values_list("pk", "words", "amount", "measure", "code", "registration_id")
    )
    return Content(
        row.pk,
        tuple(TitleLine(pk, name, award, places[of]) for pk, name, award, of in titles if of in places),
        tuple(
            PledgeLine(pk, words, amount, measure, code or "", places[of])
            for pk, words, amount, measure, code, of in pledges
            if of in places
        ),
    )


def _places(row: Registration) -> dict[int, Place]:
    """The registrations whose lines count, with the branch they came through: an unbroken chain was taken up."""
    taken = {
        unit: (pk, name, parent)
        for pk, unit, name, parent in Registration.objects.filter(
            season=row.season_id,
            unit__path__startswith=row.unit.path,
            state=State.APPROVED,
            consolidated_at__isnull=False,
        )
        .exclude(pk=row.pk)
        .values_list("pk", "unit_id", "unit__name", "unit__parent_id")
    }
    found = {row.pk: Place(row.unit_id, row.unit.name, row.pk, row.unit.name)}
    for unit, (pk, name, _) in taken.items():
        at = unit
        while at in taken and taken[at][2] != row.unit_id:
            at = taken[at][2]
        if at in taken:
            branch, branch_name, _ = taken[at]
            found[pk] = Place(unit, name, branch, branch_name)
    return found


def _gone(row: Registration, sent: Sending) -> list[tuple[str, int]]:
    inside = Q(
        registration__season=row.season_id, registration__unit__path__startswith=row.unit.path,
        withdrawn_at__gt=sent.sent_at,
    )  # fmt: skip
    return [
        *(("title", pk) for pk in Title.objects.filter(inside).values_list("pk", flat=True)),
        *(("pledge", pk) for pk in Pledge.objects.filter(inside).values_list("pk", flat=True)),
    ]
