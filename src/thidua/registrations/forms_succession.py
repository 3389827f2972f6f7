"""The form of taking over a registration."""

from __future__ import annotations

from typing import Any

from django import forms

from thidua.foundation.ui.forms import Form
from thidua.registrations.content import figure
from thidua.registrations.leaving import Offer


class TakeForm(Form):
    """Which commitments come along: all of them, unless the unit was split among several."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    pledges = forms.MultipleChoiceField(
        label="Cam kết nhận về", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        chosen = [] if offer.split else [str(each.pk) for each in offer.pledges]
        super().__init__(*args, initial={"version": offer.row.version, "pledges": chosen}, **kwargs)
        if not offer.pledges:
            del self.fields["pledges"]
            return
        self.fields["pledges"].choices = [  # type: ignore[attr-defined]
            (str(each.pk), ": ".join(filter(None, (each.words, figure(each.amount, each.measure)))))
            for each in offer.pledges
        ]
        if offer.split:
            self.fields[
                "pledges"
            ].help_text = "Đơn vị đã chia cho nhiều đơn vị: chọn cam kết đơn vị mình nhận."
