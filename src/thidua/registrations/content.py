"""What a registration carries upward: its own titles and figures with all that was taken up from below. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from thidua.kernel.formats import decimal_vi


def figure(amount: Decimal | None, measure: str) -> str:
    """An amount with its unit of measure, as printed; empty without a number."""
    return "" if amount is None else f"{decimal_vi(amount.normalize())} {measure}".strip()


@dataclass(frozen=True, slots=True)
class Place:
    """Whose a line is: the unit, and through which registration right below it came up, with that unit's name."""

    unit_id: int
    unit: str
    branch: int
    branch_name: str


@dataclass(frozen=True, slots=True)
class TitleLine:
    """A recipient registered for an award."""

    id: int
    name: str
    award: str
    place: Place


@dataclass(frozen=True, slots=True)
class PledgeLine:
    """A commitment in figures; `code` is that of the target that measures it."""

    id: int
    words: str
    amount: Decimal | None
    measure: str
    code: str
    place: Place

    @property
    def figure(self) -> str:
        """The amount with its unit of measure, as printed; empty without a number."""
        return figure(self.amount, self.measure)


@dataclass(frozen=True, slots=True)
class Branch:
    """A registration whose content is summed up: how many titles of each award, how many commitments."""

    registration_id: int
    name: str
    own: bool
    titles: Mapping[str, int]
    pledges: int

    @property
    def total(self) -> int:
        """How many titles."""
        return sum(self.titles.values())


@dataclass(frozen=True, slots=True)
class Content:
    """All lines of one registration `of`, its own first, as they stand or as they were `sent`.

    `gone` are lines withdrawn or changed after it was sent.
    """

    of: int
    titles: tuple[TitleLine, ...] = ()
    pledges: tuple[PledgeLine, ...] = ()
    gone: frozenset[tuple[str, int]] = frozenset()
    sent: bool = False

    @property
    def has_below(self) -> bool:
        """Whether anything came from below."""
        return any(line.place.branch != self.of for line in (*self.titles, *self.pledges))

    @property
    def awards(self) -> tuple[str, ...]:
        """The awards anybody registered for, the most frequent first."""
        counted = Counter(line.award for line in self.titles)
        return tuple(sorted(counted, key=lambda award: (-counted[award], award)))

    @property
    def branches(self) -> tuple[Branch, ...]:
        """A sum for each registration, in the order of the lines."""
        names: dict[int, str] = {}
        titles: dict[int, Counter[str]] = defaultdict(Counter)
        pledges: Counter[int] = Counter()
        for title in self.titles:
            names.setdefault(title.place.branch, title.place.branch_name)
            titles[title.place.branch][title.award] += 1
        for pledge in self.pledges:
            names.setdefault(pledge.place.branch, pledge.place.branch_name)
            pledges[pledge.place.branch] += 1
        found = [Branch(pk, name, pk == self.of, titles[pk], pledges[pk]) for pk, name in names.items()]
        return tuple(sorted(found, key=lambda each: not each.own))

    @property
    def totals(self) -> dict[str, int]:
        """How many titles of each award in all."""
        return dict(Counter(line.award for line in self.titles))


def stored(content: Content) -> dict[str, Any]:
    """The content as what JSON holds; decimals as text, exactly as they are."""
    places = {line.place.unit_id: line.place for line in (*content.titles, *content.pledges)}
    return {
        "of": content.of,
        "places": [asdict(place) for place in places.values()],
        "titles": [
            {"id": line.id, "name": line.name, "award": line.award, "unit": line.place.unit_id}
            for line in content.titles
        ],
        "pledges": [
            {
                "id": line.id, "words": line.words, "amount": None if line.amount is None else str(line.amount),
                "measure": line.measure, "code": line.code, "unit": line.place.unit_id,
            }
            for line in content.pledges
        ],
    }  # fmt: skip


def restored(data: Mapping[str, Any], gone: Iterable[tuple[str, int]] = ()) -> Content:
    """What `stored` wrote when the registration was sent."""
    places = {row["unit_id"]: Place(**row) for row in data["places"]}
    return Content(
        data["of"],
        tuple(TitleLine(row["id"], row["name"], row["award"], places[row["unit"]]) for row in data["titles"]),
        tuple(
            PledgeLine(
                row["id"],
                row["words"],
                None if row["amount"] is None else Decimal(row["amount"]),
                row["measure"],
                row["code"],
                places[row["unit"]],
            )
            for row in data["pledges"]
        ),
        frozenset(gone),
        sent=True,
    )
