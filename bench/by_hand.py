"""The conditions of every award on 31 December 2021, written by hand in numpy: the baseline of the scan's bench.

As somebody would write them who knows the columns and the law of that day, and nothing of rules as data: whole
columns at a time, what several awards share worked out once, yes and perhaps (`_y`, `_p`) side by side. The answers
must equal the scan's (`bench/scan.py` compares every one).
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from thidua.lawbook.book import LawBook
from thidua.lawbook.columns import table as t
from thidua.lawbook.columns.arrays import NO_DAY, NO_YEAR, NOT_GIVEN, day_number
from thidua.lawbook.columns.table import Section, Table

NO, PERHAPS, YES, HELD = map(np.uint8, range(4))
NEVER = 2044
ONE = np.uint64(1)
MERIT, UNIT, PROVINCE, NATION = t.ROUTES.index("merit"), 0, 2, 3
RANK = np.array([0, 0, 1, 2, 2, 3], np.int8)  # unit, commune, district, province, ministry, nation
WORKERS = [t.GROUPS.index("worker"), t.GROUPS.index("labourer")]
FARMER, OFFICIAL = t.GROUPS.index("farmer"), t.GROUPS.index("official")


def years(first: int, last: int) -> Any:
    """A set of years."""
    return np.uint64(((1 << (last - first + 1)) - 1) << (first - 1980))


SINCE = np.array([0xFFFFFFFFFFFFFFFF << shift & 0xFFFFFFFFFFFFFFFF for shift in range(64)] + [0], np.uint64)


def outcome(yes: Any, perhaps: Any, held: Any) -> Any:
    """One column from three."""
    found = np.where(yes, YES, np.where(perhaps, PERHAPS, NO))
    found[held] = HELD
    return found


class Hand:
    """Everything shared by several awards."""

    def __init__(self, table: Table, book: LawBook, year: int, day: date) -> None:
        self.table, self.book, self.year, self.day = table, book, year, day_number(day)
        self.n = len(table)
        self.past = years(1980, year)
        self.this = years(year, year)
        self.unlisted = ~table.complete & self.past
        self.gone = self.unlisted != 0
        known = table.rated["not_completed"]
        self.unrated = ~known & self.past
        self.excellent = table.rated["excellent"] & self.past
        self.good = table.rated["good"] & self.past
        self.held = self._holds()
        self.registered = table.registered_as == 0
        self.free = self._no_state_award()
        section = table.sections["initiatives"]
        self.ideas = section
        rank, by = RANK[section["scope"]], RANK[section["recognised_by"]]
        is_topic, applied = section["form"] == 1, section["applied"] == 1
        idea = (section["form"] != 3) & (section["year"] <= year) & applied
        self.unit_idea = idea & (rank >= UNIT)
        self.province_idea = idea & (rank >= PROVINCE) & (by >= PROVINCE)
        self.unit_idea_by_province = idea & (by >= PROVINCE)
        self.nation_idea = idea & (rank >= NATION) & (by >= PROVINCE)
        self.province_solution = self.province_idea & ~is_topic
        self.idea_year = ONE << (section["year"] - 1980).astype(np.uint64)

    def _holds(self) -> Any:
        section = self.table.sections["holds"]
        now = (section["reason"] <= 4) & (section["since"] <= self.day)
        now &= (section["until"] == NO_DAY) | (section["until"] >= self.day)
        found = np.zeros(self.n, bool)
        found[section.owner[now]] = True
        return found

    def _no_state_award(self) -> Any:
        section = self.table.sections["awards"]
        state = [at for at, code in enumerate(self.table.award_codes) if code in self.book.state_level]
        begin = day_number(date(self.year, 1, 1))
        rows = (
            (section["decided"] >= begin) & (section["decided"] <= self.day) & np.isin(section["code"], state)
        )
        rows &= ~np.isin(section["route"], [t.ROUTES.index(r) for r in ("sudden", "dedication", "seniority")])
        found = np.ones(self.n, bool)
        found[section.owner[rows]] = False
        return found

    def titled(self, *codes: str) -> Any:
        """The years of some titles."""
        bits = np.zeros(self.n, np.uint64)
        for code in codes:
            if code in self.table.titles:
                bits |= self.table.titles[code]
        return bits & self.past

    def attested(self, code: str, *wider: str) -> Any:
        """Who has a judgement or a wider one."""
        bits = sum(1 << t.ATTESTED.index(each) for each in (code, *wider))
        return (self.table.attested & np.uint64(bits)) != 0

    def counted(self, rows: Any, window: Any, least: int) -> Any:
        """Who has so many of the chosen initiatives in a window."""
        of_owner = window if np.ndim(window) == 0 else window[self.ideas.owner]
        inside = self.ideas.owner[rows & ((self.idea_year & of_owner) != 0)]
        return np.bincount(inside, minlength=self.n) >= least

    def records(self, *codes: str) -> Section:
        """Award records on merit up to the day."""
        section = self.table.sections["awards"]
        wanted = [at for at, code in enumerate(self.table.award_codes) if code in codes]
        rows = (
            np.isin(section["code"], wanted) & (section["route"] == MERIT) & (section["decided"] <= self.day)
        )
        return section.where(rows)

    def first_after(self, *codes: str) -> Any:
        """The first year after the earliest of some awards."""
        section = self.records(*codes)
        found = np.full(self.n, NEVER, np.int16)
        after = np.where(section["last"] != NO_YEAR, section["last"] + 1, NEVER)
        rows = after <= self.year + 1
        np.minimum.at(found, section.owner[rows], after[rows].astype(np.int16))
        return found

    def run(self, bits: Any) -> Any:
        """The unbroken years that end with the year asked about."""
        gaps = ~bits & self.past
        for shift in (1, 2, 4, 8, 16, 32):
            gaps |= gaps >> np.uint64(shift)
        return ~gaps & self.past

    def flags(self, bits: Any, window: Any) -> Any:
        """How many years of the window are in the set."""
        return np.bitwise_count(bits & window)

    def ladder(self, *codes: str, length: int = 5) -> dict[str, Any]:
        """A step of a ladder: the award held, so many excellent years after it, the run of excellent years after it."""
        first = self.first_after(*codes)
        after_y = SINCE[first - 1980]
        after_p = np.where(self.gone, SINCE[0], after_y)
        has_y, has_p = first != NEVER, (first != NEVER) | self.gone
        five = years(self.year - length + 1, self.year)
        excellent_p = self.excellent | self.unrated
        return {
            "has": (has_y, has_p),
            "five": ((self.excellent & after_y & five) == five, (excellent_p & after_p & five) == five),
            "run": (self.run(self.excellent & after_y), self.run(excellent_p & after_p)),
        }

    def in_run(self, step: dict[str, Any], rows: Any, least: int) -> tuple[Any, Any]:
        """So many initiatives within the run of excellent years."""
        run_y, run_p = step["run"]
        perhaps = self.counted(rows, run_p, least) | ((self.unlisted & run_p) != 0)
        return self.counted(rows, run_y, least), perhaps


def answers(table: Table, year: int, day: date, book: LawBook) -> dict[str, Any]:
    """By award the outcome of every row; those the award is not for have an answer that means nothing."""
    hand = Hand(table, book, year, day)
    found = _people(hand)
    found |= _collectives(hand)
    found |= _certificates(hand)
    found |= _orders(hand)
    found |= _highest_orders(hand)
    found |= _local_life(hand)
    return {code: outcome(yes, perhaps, hand.held) for code, (yes, perhaps) in found.items()}


def _people(hand: Hand) -> dict[str, tuple[Any, Any]]:
    group = hand.table.group
    farmer = (group == FARMER) | np.isin(group, WORKERS)
    productive = hand.attested("productive_work") & hand.attested("helps_community")
    good_y, good_p = (hand.good & hand.this) != 0, ((hand.good | hand.unrated) & hand.this) != 0
    service_y, service_p = _service(hand)
    worker_y = np.where(farmer, productive, good_y) & service_y
    worker_p = np.where(farmer, productive, good_p) & service_p
    held = (hand.titled("advanced_worker", "advanced_soldier") & hand.this) != 0
    standard_y = worker_y | (worker_p & held)
    idea_y = hand.counted(hand.unit_idea, hand.this, 1)
    idea_p = idea_y | ((hand.unlisted & hand.this) != 0)
    fighters, three = hand.titled("grassroots_emulation_fighter"), years(hand.year - 2, hand.year)
    three_y, three_p = (fighters & three) == three, ((fighters | hand.unlisted) & three) == three
    province_y = hand.counted(hand.province_idea, three, 1)
    province_p = hand.counted(hand.province_idea, hand.past, 1) | hand.gone
    higher = hand.titled("provincial_emulation_fighter", "ministry_emulation_fighter")
    two_y, two_p = (
        _two_in_succession(hand, higher, (3,)),
        _two_in_succession(hand, higher | hand.unlisted, (1, 2, 3)),
    )
    nation_y = hand.counted(hand.nation_idea, years(hand.year - 6, hand.year), 1)
    nation_p = hand.counted(hand.nation_idea, hand.past, 1) | hand.gone
    return {
        "advanced_worker": (hand.registered & worker_y, hand.registered & worker_p),
        "grassroots_emulation_fighter": (hand.registered & standard_y & idea_y, hand.registered & worker_p & idea_p),
        "provincial_emulation_fighter": (
            hand.registered & three_y & province_y, hand.registered & three_p & province_p
        ),
        "national_emulation_fighter": (
            hand.registered & hand.free & two_y & nation_y, hand.registered & hand.free & two_p & nation_p
        ),
    }  # fmt: skip


def _two_in_succession(hand: Hand, bits: Any, gaps: tuple[int, ...]) -> Any:
    """Two titles so many years apart, the second in the year before (this year's was decided in this year)."""
    last = hand.year - 1
    found = np.zeros(hand.n, bool)
    for gap in gaps:
        pair = years(last, last) | years(last - gap, last - gap)
        found |= (bits & pair) == pair
    return found


def _service(hand: Hand) -> tuple[Any, Any]:
    """Ten months of service, no penalty in the year, study and transfer in order."""
    table, year = hand.table, hand.year
    start = table.recruited
    given = start > NOT_GIVEN
    moment = np.where(given, start, 0).astype("datetime64[D]")
    month = moment.astype("datetime64[M]").astype(int)
    dom = (moment - moment.astype("datetime64[M]").astype("datetime64[D]")).astype(int)
    months = (year + 1 - 1970) * 12 - month - (dom > 0)
    served_y, served_p = ~given & (start == NOT_GIVEN) | given & (months >= 10), ~given | (months >= 10)
    section = table.sections["penalties"]
    in_year = section["date"].astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970 == year
    clean = np.ones(hand.n, bool)
    clean[section.owner[in_year & (section["date"] <= hand.day)]] = False
    listed = (hand.unlisted & hand.this) == 0
    events = table.sections["service"]
    study = (events["kind"] == t.SERVICE.index("study")) & (events["year"] == year) & (events["grade"] < 1)
    moved = (
        (events["kind"] == t.SERVICE.index("transfer")) & (events["year"] == year) & (events["comment"] != 1)
    )
    paper = np.ones(hand.n, bool)
    paper[events.owner[study | moved]] = False
    return served_y & clean & listed & paper, served_p & clean


def _collectives(hand: Hand) -> dict[str, tuple[Any, Any]]:
    n, table = hand.n, hand.table
    section = table.sections["composition"].where(table.sections["composition"]["year"] == hand.year)
    rows, members = section.owner, section["members"].astype(np.int64)
    known = np.zeros(n, bool)
    known[rows] = True

    def spread(met: Any) -> tuple[Any, Any]:
        yes, perhaps = np.zeros(n, bool), ~known
        yes[rows] = met
        return yes, perhaps | yes

    half = spread(section["advanced_worker"] * 100 > members * 50)
    most = spread(section["advanced_worker"] * 100 >= members * 70)
    everyone = spread(section["completed"] >= members)
    fighter = spread(section["grassroots_emulation_fighter"] >= 1)
    heavier = sum(section[level] for level in ("warning", "pay_cut", "demotion", "dismissal", "criminal"))
    unpenalised = spread(heavier == 0)
    excellent_p = hand.excellent | hand.unrated
    good = ((hand.good & hand.this) != 0, ((hand.good | hand.unrated) & hand.this) != 0)
    excellent = ((hand.excellent & hand.this) != 0, (excellent_p & hand.this) != 0)
    places = table.sections["cluster"].where(table.sections["cluster"]["year"] == hand.year)
    first_y, first_p = np.zeros(n, bool), np.ones(n, bool)
    by_province = (places["run_by"] == t.RUN_BY.index("province")) & (places["nominated"] != 0)
    first_y[places.owner] = first_p[places.owner] = by_province & (places["rank"] == 1)
    central = np.zeros(n, bool)
    leads = (places["run_by"] == t.RUN_BY.index("central_council")) & (places["nominated"] != 0)
    central[places.owner] = leads & (places["rank"] == 1)
    exceeds = hand.attested("exceeds_targets")
    held = (hand.titled("provincial_emulation_flag") & hand.this) != 0
    flag_y, flag_p = exceeds & first_y, exceeds & first_p
    ok = hand.registered
    return {
        "advanced_collective": _all(ok, good, half, unpenalised),
        "outstanding_collective": _all(ok, excellent, everyone, most, fighter, unpenalised),
        "provincial_emulation_flag": (ok & flag_y, ok & flag_p),
        "government_emulation_flag": (
            ok & hand.free & (flag_y | (flag_p & held) | central), ok & hand.free & (flag_p | central)
        ),
    }  # fmt: skip


def _all(gate: Any, *pairs: tuple[Any, Any]) -> tuple[Any, Any]:
    yes, perhaps = gate, gate
    for each_y, each_p in pairs:
        yes, perhaps = yes & each_y, perhaps & each_p
    return yes, perhaps


def _certificates(hand: Hand) -> dict[str, tuple[Any, Any]]:
    kind, group = hand.table.kind, hand.table.group
    person, collective = kind == 0, kind == 1
    excellent_p = hand.excellent | hand.unrated
    gave = hand.table.sections["contributions"]
    given = np.zeros(hand.n, np.int64)
    np.add.at(given, gave.owner[gave["year"] == hand.year], gave["amount"][gave["year"] == hand.year])
    gave_p = (hand.unlisted & hand.this) != 0
    gift = (given > 0, (given > 0) | gave_p)
    this_y, this_p = (hand.excellent & hand.this) != 0, (excellent_p & hand.this) != 0
    unit = (np.where(kind == 2, gift[0], this_y), np.where(kind == 2, gift[1], this_p))
    two = years(hand.year - 1, hand.year)
    two_y, two_p = (hand.excellent & two) == two, (excellent_p & two) == two
    ideas_y = hand.counted(hand.unit_idea, two, 2)
    ideas_p = ideas_y | ((hand.unlisted & two) != 0)
    many = hand.attested("many_achievements")
    in_province = hand.attested("influence_in_province", "influence_in_nation")
    wide = ("influence_in_province", "influence_in_nation")
    in_field = hand.attested("influence_in_field", *wide)
    in_district = hand.attested("influence_in_district", *wide)
    in_commune = hand.attested("influence_in_commune", "influence_in_unit", "influence_in_district", *wide)
    worker = np.isin(group, WORKERS)
    lower = (worker | (group == FARMER)) & many & in_commune
    sudden = many & in_field | lower
    province_y = np.where(person, sudden | (two_y & ideas_y), np.where(collective, two_y, gift[0]))
    province_p = np.where(person, sudden | (two_p & ideas_p), np.where(collective, two_p, gift[1]))
    step = hand.ladder("provincial_certificate_of_merit", "ministry_certificate_of_merit")
    idea_y, idea_p = hand.in_run(step, hand.unit_idea, 5)
    flags = hand.titled("provincial_emulation_flag", "ministry_emulation_flag")
    flag_y = hand.flags(flags, step["run"][0]) >= 1
    flag_p = hand.flags(flags | hand.unlisted, step["run"][1]) >= 1
    base_y, base_p = step["has"][0] & step["five"][0], step["has"][1] & step["five"][1]
    other_y, other_p = _workers(hand, 2, hand.unit_idea, 2)
    other = (worker | (group == FARMER)) & in_district
    wide_feat = many & in_province
    pm_y = np.where(person, wide_feat | (base_y & idea_y) | other | other_y,
                    np.where(collective, wide_feat | (base_y & flag_y), given >= 500_000_000))  # fmt: skip
    pm_p = np.where(person, wide_feat | (base_p & idea_p) | other | other_p,
                    np.where(collective, wide_feat | (base_p & flag_p), (given >= 500_000_000) | gave_p))  # fmt: skip
    levels = ("commune", "unit", "enterprise", "district", "dept")
    return {f"commendation_certificate_{level}": unit for level in levels} | {
        "provincial_certificate_of_merit": (province_y, province_p),
        "pm_certificate_of_merit": (hand.free & pm_y, hand.free & pm_p),
    }


def _workers(hand: Hand, least: int, rows: Any, stable: int) -> tuple[Any, Any]:
    """Workers with so many initiatives who train others; farmers with a model stable so long who help others."""
    group = hand.table.group
    trains = np.isin(group, WORKERS) & hand.attested("trains_colleagues")
    helps = (group == FARMER) & hand.attested("helps_households") & hand.attested("creates_jobs")
    ideas_y = hand.counted(rows, hand.past, least)
    model_y, model_p = _models(hand, stable)
    return trains & ideas_y | helps & model_y, trains & (ideas_y | hand.gone) | helps & model_p


def _models(hand: Hand, stable: int) -> tuple[Any, Any]:
    section = hand.ideas
    is_model = (section["form"] == 3) & (section["year"] <= hand.year)
    yes, perhaps = np.zeros(hand.n, bool), np.zeros(hand.n, bool)
    yes[section.owner[is_model & (section["stable_years"] >= stable)]] = True
    perhaps[section.owner[is_model & (section["stable_years"] < 0)]] = True
    return yes, yes | perhaps | hand.gone


def _orders(hand: Hand) -> dict[str, tuple[Any, Any]]:
    kind = hand.table.kind
    found = {}
    provincial = hand.titled("provincial_emulation_flag", "ministry_emulation_flag")
    government = hand.titled("government_emulation_flag")
    old = (hand.year - hand.table.founded.astype(int) >= 10) | (hand.table.founded == 0)
    sure = old & (hand.table.founded != 0)
    feats = {
        3: hand.attested("excellent_work"),
        2: hand.attested("invention_in_province", "invention_in_nation"),
        1: hand.attested("invention_in_nation") | hand.attested("state_level_work"),
    }
    for rank, prior in ((3, "pm_certificate_of_merit"), (2, "labour_order_3"), (1, "labour_order_2")):
        step = hand.ladder(prior)
        least = {3: 2, 2: 3, 1: 4}[rank]
        ideas_y, ideas_p = hand.in_run(step, hand.province_idea, least)
        if rank == 1:
            nation = hand.attested("influence_in_nation")
            ideas_y, ideas_p = ideas_y & nation, ideas_p & nation
        base = [has & five for has, five in zip(step["has"], step["five"], strict=True)]
        workers = _workers(
            hand, least, hand.province_idea if rank == 3 else hand.unit_idea_by_province, rank_years(rank)
        )
        if rank == 1:
            workers = _or_idea(hand, workers)
        sets = [
            _sets(hand, rank, provincial | extra, government | extra, window, extra)
            for window, extra in zip(step["run"], (np.uint64(0), hand.unlisted), strict=True)
        ]
        grown = (sure, old) if rank == 3 else (True, True)
        yes = np.where(
            kind == 0, (base[0] & ideas_y) | feats[rank] | workers[0], grown[0] & base[0] & sets[0]
        )
        perhaps = np.where(
            kind == 0, (base[1] & ideas_p) | feats[rank] | workers[1], grown[1] & base[1] & sets[1]
        )
        found[f"labour_order_{rank}"] = (hand.free & yes, hand.free & perhaps)
    return found


def rank_years(rank: int) -> int:
    """How long a farmer's model must have held."""
    return {3: 3, 2: 4, 1: 5}[rank]


def _or_idea(hand: Hand, workers: tuple[Any, Any]) -> tuple[Any, Any]:
    """For the first class a farmer's one initiative of the province's scope does instead of the model."""
    helps = (hand.table.group == FARMER) & hand.attested("helps_households") & hand.attested("creates_jobs")
    one = hand.counted(hand.province_solution, hand.past, 1)
    return workers[0] | helps & one, workers[1] | helps & (one | hand.gone)


def _sets(hand: Hand, rank: int, provincial: Any, government: Any, window: Any, extra: Any) -> Any:
    """The flags and certificates that a collective needs within the run."""
    flags, big = hand.flags(provincial, window), hand.flags(government, window)
    if rank == 2:
        return (big >= 1) & (flags >= 1) | (flags >= 3)
    if rank == 1:
        return (big >= 1) & (flags >= 2) | (flags >= 4)
    section = hand.records("provincial_certificate_of_merit", "ministry_certificate_of_merit")
    bit = ONE << (section["last"] - 1980).astype(np.uint64)
    inside = (bit & window[section.owner]) != 0
    two = np.bincount(section.owner[inside], minlength=hand.n) >= 2
    two |= (extra & window) != 0
    return (flags >= 2) | (flags >= 1) & two


def _highest_orders(hand: Hand) -> dict[str, tuple[Any, Any]]:
    """Nobody has loaded the table of posts, so a person is perhaps; collectives by the ladder."""
    person = hand.table.kind == 0
    provincial = hand.titled("provincial_emulation_flag", "ministry_emulation_flag")
    government = hand.titled("government_emulation_flag")
    founded = hand.table.founded.astype(int)
    certificates = hand.records("pm_certificate_of_merit")
    bit = ONE << (certificates["last"] - 1980).astype(np.uint64)
    found = {}
    for rank, prior in ((3, "labour_order_1"), (2, "independence_order_3"), (1, "independence_order_2")):
        step = hand.ladder(prior, length=10)
        answer = []
        for world, extra in enumerate((np.uint64(0), hand.unlisted)):
            window = step["run"][world]
            certified = np.zeros(hand.n, bool)
            certified[certificates.owner[(bit & window[certificates.owner]) != 0]] = True
            certified |= (extra & window) != 0
            big = hand.flags(government | extra, window) >= 5 - rank
            sets = big & (certified | (hand.flags(provincial | extra, window) >= 2))
            grown = True
            if rank == 3:
                grown = (hand.year - founded >= 30) & (founded != 0) if not world else (
                    (hand.year - founded >= 30) | (founded == 0)
                )  # fmt: skip
            answer.append(
                np.where(person, bool(world), grown & step["has"][world] & step["five"][world] & sets)
            )
        found[f"independence_order_{rank}"] = (hand.free & answer[0], hand.free & answer[1])
    for code, priors, length in (
        ("ho_chi_minh_order", ("independence_order_1", "military_exploit_order_1"), 10),
        ("gold_star_order", ("ho_chi_minh_order",), 25),
    ):
        first = hand.first_after(*priors)
        has_y, has_p = first != NEVER, (first != NEVER) | hand.gone
        since_y = first <= hand.year - length + 1
        yes = np.where(person, False, has_y & since_y)
        perhaps = np.where(person, True, has_p & (since_y | hand.gone))
        found[code] = (hand.free & yes, hand.free & perhaps)
    return found


def _local_life(hand: Hand) -> dict[str, tuple[Any, Any]]:
    """Judgements nobody may refuse by."""
    family = (
        hand.attested("family_law") & hand.attested("family_movements") & hand.attested("family_prosperous")
    )
    village = hand.attested("village_solidarity")
    for code in ("local_economy", "local_culture", "local_environment", "local_order"):
        village &= hand.attested(code)
    ok = hand.registered
    return {"cultural_family": (ok & family, ok), "cultural_village": (ok & village, ok)}


def facts_of(table: Table, row: int) -> dict[str, Any]:
    """One recipient of the register in the record format, for the explained check."""

    def years_in(bits: Any) -> list[int]:
        return [year for year in range(1980, 2044) if int(bits) >> (year - 1980) & 1]

    who: dict[str, Any] = {"kind": t.KINDS[table.kind[row]]}
    if table.group[row] >= 0:
        who["group"] = t.GROUPS[table.group[row]]
    ratings = {}
    for level in ("not_completed", "completed", "good", "excellent"):
        ratings |= dict.fromkeys(years_in(table.rated[level][row]), level)
    awards, ideas = table.sections["awards"], table.sections["initiatives"]
    facts = {
        "complete": [2012, 2021],
        "ratings": ratings,
        "titles": {code: years_in(bits[row]) for code, bits in table.titles.items() if bits[row]},
        "awards": [
            {"code": table.award_codes[awards["code"][at]],
             "decided": date.fromordinal(719163 + int(awards["decided"][at])),
             "period": [int(awards["first"][at]), int(awards["last"][at])], "route": t.ROUTES[awards["route"][at]]}
            for at in np.flatnonzero(awards.owner == row)
        ],
        "initiatives": [
            {"year": int(ideas["year"][at]), "form": t.FORMS[ideas["form"][at]], "scope": t.SCOPES[ideas["scope"][at]],
             "recognised_by": t.SCOPES[ideas["recognised_by"][at]], "applied": bool(ideas["applied"][at])}
            for at in np.flatnonzero(ideas.owner == row)
        ],
    }  # fmt: skip
    return {"recipient": who, "facts": facts}
