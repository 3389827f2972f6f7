"""The conditions of every award on 31 December 2021, written by hand in numpy: the baseline of the scan's bench.

As somebody would write them who knows the columns and the law of that day, and nothing of rules as data: whole
columns at a time, what several awards share worked out once, yes and perhaps (`_y`, `_p`) side by side. The answers
must equal the scan's (`bench/scan.py` compares every one).
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from bench.by_hand_forms import certificates, heroes, highest_orders, orders
from bench.hand import FARMER, WORKERS, Hand, outcome, years
from thidua.lawbook.book import LawBook
from thidua.lawbook.columns import table as t
from thidua.lawbook.columns.arrays import NOT_GIVEN
from thidua.lawbook.columns.table import Table


def answers(table: Table, year: int, day: date, book: LawBook) -> dict[str, Any]:
    """By award the outcome of every row; those the award is not for have an answer that means nothing."""
    hand = Hand(table, book, year, day)
    found = _people(hand)
    found |= _collectives(hand)
    found |= certificates(hand)
    found |= orders(hand)
    found |= highest_orders(hand)
    found |= _local_life(hand)
    found |= heroes(hand)
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
        "advanced_soldier": (hand.registered & good_y & service_y, hand.registered & good_p & service_p),
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
        "advanced_unit": _all(ok, good, half, unpenalised),
        "victory_unit": _all(ok, excellent, everyone, most, fighter, unpenalised),
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
