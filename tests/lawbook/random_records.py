"""Random records in the public format, every section and every silence among them; quick, without shrinking."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any, get_args

from thidua.lawbook import LawBook, terms
from thidua.lawbook.predicates.deeds import ATTESTED_VI

RATINGS = ["excellent", "excellent", "good", "good", "completed", "not_completed"]
SCOPES = list(get_args(terms.Scope))
ROUTES = [*get_args(terms.Route), "merit", "merit", None]
POSTS = [
    "provincial_vice_chair",
    "department_director",
    "ministry_department_head",
    "commune_chair",
    "another_post",
]
FLAG = [True, True, False, None]


class Records:
    """Makes records about one award after another; what it makes follows from the seed."""

    def __init__(self, book: LawBook, seed: int) -> None:
        self.book, self.random = book, Random(seed)
        self.ruled = [code for code, award in book.awards.items() if award.has_rules]
        self.titles = sorted(book.titles)
        self.forms = sorted(set(book.awards) - book.titles)

    def record(self, kind: str, last: int) -> dict[str, Any]:
        """A recipient of the kind with facts up to about the year `last`, without a question."""
        return {"recipient": self._recipient(kind), "facts": self._facts(kind, last)}

    def _recipient(self, kind: str) -> dict[str, Any]:
        chosen = self.random
        who: dict[str, Any] = {"kind": kind}
        if kind == "person":
            group = chosen.choice([*get_args(terms.PersonGroup), "official", "official", None])
            if group:
                who["group"] = group
            who |= {
                "gender": chosen.choice(["female", "male", None]),
                "higher_retirement_age": chosen.choice(FLAG),
            }
            if chosen.random() < 0.5:
                who["recruited"] = chosen.choice([None, self._day(2005, 2024)])
        if kind == "collective":
            who |= {
                "group": chosen.choice(get_args(terms.CollectiveGroup)),
                "founded": chosen.choice([None, chosen.randint(1970, 2018)]),
                "in_flag_list": chosen.choice(FLAG),
            }
            if chosen.random() < 0.2:
                who["dissolved"] = self._day(2019, 2026)
        return who

    def _facts(self, kind: str, last: int) -> dict[str, Any]:
        chosen = self.random
        makers: dict[str, Callable[[int], Any]] = {
            "titles": self._titles,
            "ratings": self._ratings,
            "initiatives": lambda year: self._some(6, lambda: self._initiative(year)),
            "awards": lambda year: self._some(6, self._award),
            "penalties": lambda year: self._some(2, self._penalty, 0.3),
            "holds": lambda year: self._some(1, self._hold, 0.2),
            "service": lambda year: self._some(2, lambda: self._service(year), 0.4),
            "movements": lambda year: self._some(2, lambda: self._movement(year), 0.4),
            "posts": lambda year: self._some(4, self._post, 0.3),
            "attested": lambda year: chosen.sample(sorted(ATTESTED_VI), chosen.choice([0, 0, 3, 10, 20])),
            "contributions": lambda year: self._some(2, lambda: self._contribution(year), 0.4),
            "experience": lambda year: self._some(4, self._experience, 0.7),
        }
        if kind == "collective":
            makers |= {"composition": self._composition, "cluster": self._cluster}
        facts: dict[str, Any] = {}
        for name, make in makers.items():
            roll = chosen.random()
            if roll > 0.2:
                facts[name] = make(last)
            elif roll < 0.04:
                facts[name] = None
        if chosen.random() < 0.4:
            facts |= self._career(last)
        if chosen.random() < 0.3:
            facts["complete"] = [chosen.randint(1995, last), chosen.randint(last, last + 1)]
        if chosen.random() < 0.3:
            facts["registered"] = chosen.choice([
                None, {}, {code: chosen.choice([None, [last], [last - 1]]) for code in chosen.sample(self.titles, 3)},
            ])  # fmt: skip
        return facts

    def _career(self, last: int) -> dict[str, Any]:
        """Merit enough for the high awards, with a gap here and there."""
        chosen = self.random
        years = [last - shift for shift in range(16) if chosen.random() < 0.97]
        first = last - chosen.randint(6, 9)
        return {
            "ratings": {year: chosen.choice(["excellent"] * 12 + ["good"]) for year in years},
            "titles": {code: years[: chosen.randint(1, 12)] for code in chosen.sample(self.titles, 5)},
            "initiatives": [
                {"year": chosen.choice(years), "form": "initiative", "scope": scope, "recognised_by": scope,
                 "applied": True, "replicable": True}
                for scope in chosen.choices(["unit", "province", "province", "nation"], k=10)
            ],
            "awards": [
                {"code": code, "decided": date(year + 1, 2, 3), "period": [year - 1, year], "route": "merit"}
                for code in chosen.sample(self.forms, 12)
                for year in chosen.choices([first, first, last - 1, last - 3], k=chosen.randint(1, 3))
            ],
        }  # fmt: skip

    def _day(self, first: int, last: int) -> date:
        return date(first, 1, 1) + timedelta(days=self.random.randrange((last - first + 1) * 365))

    def _some(self, most: int, make: Callable[[], Any], often: float = 1.0) -> list[Any]:
        return [make() for _ in range(self.random.randint(0, most))] if self.random.random() < often else []

    def _titles(self, last: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for code in self.random.sample(self.titles, self.random.randint(0, 5)):
            run = self.random.randint(0, 12)
            years = {last - shift for shift in range(run) if self.random.random() < 0.85}
            years |= {self.random.randint(1975, last + 1)} if self.random.random() < 0.2 else set()
            found[code] = sorted(years) if self.random.random() > 0.03 else None
        return found

    def _ratings(self, last: int) -> dict[int, Any]:
        steady = self.random.choice(["excellent", "good", None])
        return {
            year: (steady if steady and self.random.random() < 0.85 else self.random.choice([*RATINGS, None]))
            for year in range(last - self.random.randint(0, 20), last + 2)
            if self.random.random() < 0.95
        }

    def _initiative(self, last: int) -> dict[str, Any]:
        chosen = self.random
        made: dict[str, Any] = {
            "year": chosen.randint(last - 6, last + 1),
            "form": chosen.choice(["initiative", "initiative", *get_args(terms.Form)]),
        }
        optional = {
            "scope": [*SCOPES, "province", None],
            "recognised_by": [*SCOPES, "province", None],
            "applied": FLAG,
            "replicable": FLAG,
            "used_for": [[], [], None, [chosen.choice(self.titles)], [chosen.choice(self.forms)]],
            "stable_years": [None, chosen.randint(0, 6)],
        }
        return made | {
            name: chosen.choice(values) for name, values in optional.items() if chosen.random() < 0.85
        }

    def _award(self) -> dict[str, Any]:
        decided = self._day(2000, 2026)
        first = self.random.randint(decided.year - 6, decided.year)
        period = self.random.choice([None, [first, self.random.randint(first, decided.year)]])
        code = self.random.choice([*self.forms, *self.forms, *self.titles])
        return {"code": code, "decided": decided, "period": period, "route": self.random.choice(ROUTES)}

    def _penalty(self) -> dict[str, Any]:
        day = self._day(2010, 2026)
        until = self.random.choice([None, day + timedelta(days=self.random.randint(30, 900))])
        return {"date": day, "level": self.random.choice(get_args(terms.Penalty)), "until": until}

    def _experience(self) -> dict[str, Any]:
        day = self._day(1975, 2020)
        until = self.random.choice([None, day + timedelta(days=self.random.randint(1, 10_000))])
        kind = self.random.choice(get_args(terms.Work))
        return {"kind": kind, "from": day, "until": until, "counts_double": self.random.choice(FLAG)}

    def _hold(self) -> dict[str, Any]:
        day = self._day(2014, 2026)
        until = self.random.choice([None, day + timedelta(days=self.random.randint(1, 400))])
        return {"reason": self.random.choice(get_args(terms.HoldReason)), "from": day, "until": until}

    def _service(self, last: int) -> dict[str, Any]:
        chosen, year = self.random, self.random.randint(last - 1, last + 1)
        kind = chosen.choice(
            ["sick_leave", "unpaid_leave", "leave", "maternity_leave", "study", "study", "transfer"]
        )
        start = self._day(year - 1, year)
        if kind == "study":
            made: dict[str, Any] = {
                "kind": kind,
                "grade": chosen.choice(["excellent", "good", "average", None]),
            }
            dated = {
                "from": start,
                "until": chosen.choice([None, start + timedelta(days=chosen.randint(30, 800))]),
            }
            return made | chosen.choice(
                [dated, {"year": year}, {"year": year, "months": chosen.randint(1, 24)}]
            )
        if kind == "transfer":
            return {
                "kind": kind,
                **chosen.choice([{"date": start}, {"year": year}]),
                "months_at_previous_unit": chosen.choice([None, chosen.randint(0, 12)]),
                "previous_unit_comment": chosen.choice(FLAG),
            }
        return {"kind": kind, "year": year, "working_days": chosen.choice([None, 10, 25, 39, 40, 41])}

    def _movement(self, last: int) -> dict[str, Any]:
        chosen = self.random
        made = {"launched_by": chosen.choice(get_args(terms.Launcher))}
        optional = {
            "from": [last - 5, last - 3, None], "until": [last - 1, last, None], "years": [None, 1, 3, 5],
            "year": [None, last, last - 1], "review": ["interim", "final", None], "led": FLAG,
        }  # fmt: skip
        return made | {n: chosen.choice(values) for n, values in optional.items() if chosen.random() < 0.7}

    def _post(self) -> dict[str, Any]:
        start = self._day(1985, 2020)
        until = self.random.choice([None, start + timedelta(days=self.random.randint(30, 6000))])
        post = self.random.choice(POSTS)
        return {
            "post": post,
            "from": start,
            "until": until,
            "era": self.random.choice(["construction", "resistance"]),
        }

    def _contribution(self, last: int) -> dict[str, Any]:
        amount = self.random.choice([None, 0, 10**8, 499_999_999, 500_000_000])
        return {"year": self.random.randint(last - 1, last + 1), "amount_vnd": amount}

    def _composition(self, last: int) -> dict[int, Any]:
        chosen = self.random
        found: dict[int, Any] = {}
        for year in range(last - 1, last + 1):
            members = chosen.randint(1, 20)
            heads = {
                name: chosen.choice([None, members, chosen.randint(0, members)])
                for name in ("completed", "good", "advanced_worker", "grassroots_emulation_fighter")
                if chosen.random() < 0.9
            }
            good, completed = heads.get("good"), heads.get("completed")
            if good is not None and completed is not None and good > completed:
                heads |= {"good": completed, "completed": good}
            penalised = chosen.choice([None, {}, {}, {"reprimand": 1}, {"warning": 1}, {"dismissal": 0}])
            found[year] = chosen.choice([None, *[{"members": members, **heads, "penalised": penalised}] * 5])
        return found

    def _cluster(self, last: int) -> dict[int, Any]:
        chosen = self.random
        return {
            year: {
                "rank": chosen.choice([None, 1, 1, 2]),
                "size": 9,
                "nominated": chosen.choice(FLAG),
                "run_by": chosen.choice([*get_args(terms.RunBy), "province", None]),
            }
            for year in range(last - 1, last + 1)
            if chosen.random() < 0.8
        }
