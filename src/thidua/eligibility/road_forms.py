"""What a reader of the road ahead may suppose: a rating, an initiative, a penalty; how far to look; by which law."""

from __future__ import annotations

from datetime import date
from typing import Any

from thidua.foundation.ui.forms import ChoiceField, DateField, FilterForm
from thidua.kernel.formats import date_vi
from thidua.lawbook import LawBook, terms
from thidua.lawbook.roadmap import supposing
from thidua.lawbook.roadmap.ground import last_loaded_day
from thidua.lawbook.roadmap.supposing import Supposition

SPANS = (5, 10, 15, 20)
USUAL = 10
PAIRS = {
    "rating_year": ("rating", "rating_year", "Chọn cả năm và mức xếp loại để giả sử một kết quả xếp loại."),
    "initiative_year": ("scope", "initiative_year", "Chọn cả năm và phạm vi để giả sử một sáng kiến."),
    "penalty_day": ("penalty", "penalty_day", "Ghi ngày và chọn hình thức để giả sử một kỷ luật."),
}


class RoadForm(FilterForm):
    """In the address, so that a supposition can be sent on; nothing of it is stored."""

    years = ChoiceField(label="Xét đến", choices=[])
    law = ChoiceField(label="Theo quy định", choices=[])
    rating_year = ChoiceField(label="Xếp loại năm", choices=[])
    rating = ChoiceField(
        label="Mức xếp loại",
        choices=[("", "–"), *((each, terms.RATING_VI[each]) for each in reversed(terms.RATINGS))],
    )
    initiative_year = ChoiceField(label="Sáng kiến năm", choices=[])
    scope = ChoiceField(
        label="Phạm vi ảnh hưởng, cấp công nhận",
        choices=[("", "–"), *((each, terms.SCOPE_VI[each]) for each in terms.SCOPE_RANK)],
    )
    penalty_day = DateField(label="Kỷ luật ngày")
    penalty = ChoiceField(
        label="Hình thức kỷ luật",
        choices=[("", "–"), *((each, terms.PENALTY_VI[each]) for each in terms.PENALTIES)],
    )
    penalty_until = DateField(label="Hết thời hạn kỷ luật ngày")

    def __init__(self, data: Any, *, today: date, kind: str, book: LawBook) -> None:
        super().__init__(data)
        self.today = today
        coming = [("", "–"), *((str(year), str(year)) for year in range(today.year, today.year + USUAL + 1))]
        self.fields["years"].choices = [  # type: ignore[attr-defined]
            ("", f"{today.year + USUAL} ({USUAL} năm tới)"),
            *((str(each), f"{today.year + each} ({each} năm tới)") for each in SPANS if each != USUAL),
        ]
        last = last_loaded_day(book)
        laws = [("", f"ngày {date_vi(today if last is None else min(today, last))}")]
        if last is not None and today < last:
            laws.append((last.isoformat(), f"ngày {date_vi(last)} (mới nhất đã nạp)"))
        self.fields["law"].choices = laws  # type: ignore[attr-defined]
        for name in ("rating_year", "initiative_year"):
            self.fields[name].choices = coming  # type: ignore[attr-defined]
        for name in _not_for(kind):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """A supposition needs both its halves, and must make sense."""
        cleaned = super().clean() or self.cleaned_data
        for first, (second, place, says) in PAIRS.items():
            if first in self.fields and bool(cleaned.get(first)) != bool(cleaned.get(second)):
                self.add_error(place, says)
        if cleaned.get("penalty_until") and not cleaned.get("penalty_day"):
            self.add_error("penalty_day", PAIRS["penalty_day"][2])
        if not self.errors:
            try:
                self._read(cleaned)
            except ValueError as error:
                says = str(error)
                self.add_error("penalty_day", f"{says[:1].upper()}{says[1:]}.")
        return cleaned

    @property
    def suppositions(self) -> list[Supposition]:
        """What is supposed; nothing while something of it is wrong."""
        return self._read(self.cleaned_data) if self.is_valid() else []

    @property
    def ahead(self) -> int:
        """How many years to look ahead."""
        return int(self.values()["years"] or USUAL)

    @property
    def law_day(self) -> date | None:
        """The day whose law is held still, where another than today's was chosen."""
        chosen = self.values()["law"]
        return date.fromisoformat(chosen) if chosen else None

    def _read(self, given: dict[str, Any]) -> list[Supposition]:
        found: list[Supposition] = []
        if given.get("rating_year") and given.get("rating"):
            found.append(supposing.rating(int(given["rating_year"]), given["rating"], self.today))
        if given.get("initiative_year") and given.get("scope"):
            found.append(supposing.initiative(int(given["initiative_year"]), given["scope"], self.today))
        if given.get("penalty_day") and given.get("penalty"):
            until = given.get("penalty_until") or None
            found.append(supposing.penalty(given["penalty_day"], given["penalty"], until, self.today))
        return found


def _not_for(kind: str) -> tuple[str, ...]:
    """The fields that mean nothing for such a recipient."""
    penalty = ("penalty_day", "penalty", "penalty_until")
    initiative = ("initiative_year", "scope")
    if kind == "person":
        return ()
    return (
        (*penalty, *initiative) if kind == "collective" else (*penalty, *initiative, "rating_year", "rating")
    )
