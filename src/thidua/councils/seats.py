"""Who sat in a council on a day."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, IntegerField, Q, Value, When

from thidua.councils.models import Member
from thidua.councils.types import MemberRole, Seat

_ORDER = Case(
    *(When(role=role, then=Value(place)) for place, role in enumerate(MemberRole)),
    output_field=IntegerField(),
)


def seats_on(council_id: int, day: date) -> list[Seat]:
    """The members of that day, the chair first. One query."""
    rows = Member.objects.filter(Q(until=None) | Q(until__gte=day), council=council_id, since__lte=day)
    fields = ("pk", "name", "title", "role", "since", "until", "user_id")
    return [Seat(*row) for row in rows.order_by(_ORDER, "pk").values_list(*fields)]
