"""The legal grounds on which awards are revoked on a day, as choices of the forms that revoke or propose it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from thidua.foundation.ui.cites import cite_words
from thidua.foundation.ui.forms import ChoiceField
from thidua.lawbook import ParameterError, load_book

LONGEST = 500
OTHER = ("", "Căn cứ khác, ghi ở phần lý do")


def grounds(codes: Iterable[str], on: date) -> list[tuple[str, str]]:
    """The grounds for these awards by the law of the day of revocation, as (words to keep, words to choose by).

    None for an award the book does not know, or on a day whose law it has not loaded.
    """
    book = load_book()
    found: dict[str, str] = {}
    for code in dict.fromkeys(codes):
        if code not in book.awards:
            continue
        try:
            provisions = book.revocation_grounds(code, on)
        except ParameterError:
            continue
        for each in provisions:
            cites = "; ".join(cite_words(cite) for cite in each.cites[:1])
            doubt = "" if each.checked else " – quy định chưa được đối chiếu với văn bản"
            found[f"{each.rule.title} ({cites})"] = f"{each.rule.text} ({cites}){doubt}"
    return list(found.items())


class GroundField(ChoiceField):
    """A legal ground to choose; none chosen means that the reason names another."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{"label": "Căn cứ hủy bỏ", "required": False, "radio": True, "choices": [OTHER], **kwargs}
        )

    def offer(self, found: Iterable[tuple[str, str]]) -> None:
        """Offer these grounds, and another one."""
        self.choices = [*found, OTHER]


def beginning(offered: Iterable[tuple[str, str]], ground: str, reason: str) -> dict[str, str]:
    """What a form begins with that carries out a proposal; a ground that is not offered goes into the reason."""
    if not ground or ground in dict(offered):
        return {"ground": ground, "reason": reason}
    return {"ground": "", "reason": f"{ground}. {reason}"[:LONGEST]}


def with_ground(form: forms.Form) -> dict[str, Any]:
    """A form's values with the ground put before the reason; too long together is said of the reason."""
    values = dict(form.cleaned_data)
    ground = values.pop("ground", "")
    if ground:
        values["reason"] = f"{ground}. {values['reason']}"
    return values


def check_length(form: forms.Form) -> None:
    """Refuse a reason that would be cut off together with its ground."""
    values = form.cleaned_data
    together = len(values.get("ground") or "") + len(values.get("reason") or "") + 2
    if together > LONGEST:
        form.add_error("reason", f"Căn cứ và lý do cùng dài {together} ký tự; nhiều nhất {LONGEST}.")
