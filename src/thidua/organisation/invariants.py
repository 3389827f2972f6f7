"""What must hold of units and recipients at every moment."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, Q

from thidua.foundation.invariants import Invariant
from thidua.foundation.search import out_of_step
from thidua.kernel.text import fold
from thidua.organisation.logic import path_under
from thidua.organisation.models import Employment, Recipient, Unit
from thidua.organisation.types import RecipientKind


def _paths() -> Iterator[str]:
    rows = list(Unit.objects.values_list("pk", "name", "path", "depth", "parent_id"))
    paths = {pk: path for pk, _, path, _, _ in rows}
    depths = {pk: depth for pk, _, _, depth, _ in rows}
    for pk, name, path, depth, parent in rows:
        above = paths.get(parent, "") if parent else ""
        if path != path_under(above, pk) or depth != (depths.get(parent, -1) + 1 if parent else 0):
            yield f"{pk}: {name} {path}"


def _folds() -> Iterator[str]:
    for model in (Unit, Recipient):
        for pk, name, kept in model.objects.values_list("pk", "name", "name_fold").iterator(chunk_size=5000):
            if fold(name) != kept:
                yield f"{pk}: {name}"


def _search() -> Iterator[str]:
    yield from out_of_step(Recipient)
    yield from out_of_step(Unit)


INVARIANTS = [
    Invariant(
        "organisation.paths", "Đường dẫn của mỗi đơn vị đi từ đơn vị gốc qua đơn vị cấp trên đến nó.", _paths
    ),
    Invariant("organisation.folds", "Tên tìm kiếm khớp với tên đầy đủ.", _folds),
    Invariant("organisation.search", "Bảng tìm kiếm theo tên có đúng các tên đang lưu.", _search),
    Invariant(
        "organisation.outlives_parent",
        "Không đơn vị nào tồn tại lâu hơn đơn vị cấp trên.",
        lambda: (
            Unit.objects.filter(parent__valid_to__isnull=False)
            .filter(Q(valid_to=None) | Q(valid_to__gt=F("parent__valid_to")))
            .values_list("name", flat=True)
        ),
    ),
    Invariant(
        "organisation.recipient_details",
        "Mỗi cá nhân có lý lịch, mỗi hộ có thông tin hộ, đúng loại.",
        lambda: Recipient.objects.filter(
            Q(kind=RecipientKind.PERSON, person=None)
            | Q(kind=RecipientKind.HOUSEHOLD, household=None)
            | (~Q(kind=RecipientKind.PERSON) & Q(person__isnull=False))
            | (~Q(kind=RecipientKind.HOUSEHOLD) & Q(household__isnull=False))
        ).values_list("name", flat=True),
    ),
    Invariant(
        "organisation.serves_where_it_belongs",
        "Người đang công tác thuộc đúng đơn vị của quá trình công tác đang mở.",
        lambda: (
            Employment.objects.filter(until=None)
            .exclude(unit=F("person__recipient__unit"))
            .values_list("person__recipient__name", flat=True)
        ),
    ),
    Invariant(
        "organisation.collective_is_itself",
        "Tập thể thuộc về chính đơn vị của nó.",
        lambda: (
            Recipient.objects.filter(kind=RecipientKind.COLLECTIVE)
            .exclude(unit=F("collective"))
            .values_list("name", flat=True)
        ),
    ),
]
