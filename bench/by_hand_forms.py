"""The conditions of certificates and orders on 31 December 2021, written by hand (see `by_hand`)."""

from __future__ import annotations

from typing import Any

import numpy as np

from bench.hand import FARMER, NEVER, ONE, WORKERS, Hand, years


def certificates(hand: Hand) -> dict[str, tuple[Any, Any]]:
    """Certificates of merit and of commendation."""
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


_STABLE = {3: 3, 2: 4, 1: 5}
"""How long a farmer's model must have held, by class."""


def orders(hand: Hand) -> dict[str, tuple[Any, Any]]:
    """The Labour Orders."""
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
            hand, least, hand.province_idea if rank == 3 else hand.unit_idea_by_province, _STABLE[rank]
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


def highest_orders(hand: Hand) -> dict[str, tuple[Any, Any]]:
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


def heroes(hand: Hand) -> dict[str, tuple[Any, Any]]:
    """2021 is no year of the Congress, which nobody may refuse by as the text was not read."""
    codes = ("exceptional_work", "large_contribution", "special_value_work", "trains_colleagues")
    person = np.logical_and.reduce([hand.attested(code) for code in codes])
    collective = hand.attested("leads_the_nation") & hand.attested("exemplary_collective")
    nobody = np.zeros(hand.n, bool)
    return {"hero_of_labour": (nobody, hand.free & np.where(hand.table.kind == 0, person, collective))}
