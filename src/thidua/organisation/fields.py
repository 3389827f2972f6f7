"""A field that reads who is meant by a typed name."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from thidua.foundation.ui.forms import TextField
from thidua.kernel.text import fold
from thidua.organisation.access import Keeper
from thidua.organisation.queries import recipients_in_scope

_SHOWN = 5


class RecipientField(TextField):
    """Somebody of the actor's scope by name, with the unit after a comma where several share it; an id or None.

    `otherwise` says what to do where nobody bears the name.
    """

    def __init__(self, *, actor: Keeper, otherwise: str = "Có thể bỏ trống.", **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": 400, **kwargs})
        self.actor, self.otherwise = actor, otherwise

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return recipient_named(self.actor, text, self.otherwise) if text else None


def recipient_named(actor: Keeper, text: str, otherwise: str) -> int:
    """The one recipient of the scope with this name. Raises ValidationError for several, and for none, with what to
    do `otherwise`."""
    name, _, unit = text.partition(",")
    found = [
        row
        for row in recipients_in_scope(actor, name).rows[:50]
        if row.name_fold == fold(name) and fold(unit) in fold(row.unit.name)
    ]
    if len(found) == 1:
        return int(found[0].pk)
    if not found:
        raise ValidationError(f"Không có ai đúng tên này trong phạm vi của bạn. {otherwise}")
    names = "; ".join(f"{row.name}, {row.unit.name}" for row in found[:_SHOWN])
    raise ValidationError(f"Có {len(found)} người cùng tên. Hãy ghi thêm đơn vị, ví dụ: {names}.")
