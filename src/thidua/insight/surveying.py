"""A whole survey, read and judged but not kept: for a stored run and for the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from thidua.access.types import system_actor
from thidua.achievements.queries.columns import columns_of
from thidua.insight import sweeping
from thidua.insight.gather import Stage, stage
from thidua.insight.logic import left_out
from thidua.lawbook import load_book


@dataclass(frozen=True, slots=True)
class Survey:
    """Who is there, what was found of them, and by which book of law."""

    scene: Stage
    result: sweeping.Result
    law_digest: str


def survey(
    unit_path: str, year: int, decided_on: date, routes: Sequence[str], tell: sweeping.Tell, award: str = ""
) -> Survey:
    """Put everyone at a unit and below to the law of a day, about one award or all; nothing is written.

    A constant number of queries, and ten for every 500 award records that have to be explained one by one.
    """
    tell(0, 0, "Đang đọc danh sách và dữ kiện")
    book = load_book()
    scene = stage(unit_path, year, decided_on)
    table = columns_of(until_year=decided_on.year, unit_path=unit_path)
    out = left_out(
        ((each.recipient_id, each.award) for each in scene.nominated),
        ((each.recipient_id, each.award) for each in scene.awarded),
    )
    asks = [ask for ask in sweeping.questions(book, year, decided_on, routes) if award in ("", ask.award)]
    result = sweeping.discover(book, table, asks, scene, out, tell)
    records = [each for each in scene.awarded if each.route in routes and award in ("", each.award)]
    sweeping.unsupported(system_actor(decided_on), book, table, records, result, tell)
    return Survey(scene, result, book.digest)


def not_loaded(decided_on: date) -> list[tuple[str, str, str]]:
    """(code, name, why) of the awards that exist on the day but whose conditions are not loaded: of them nothing
    can be said, neither that somebody meets them nor that nobody does."""
    book = load_book()
    found = []
    for award in sorted(book.awards.values(), key=lambda award: -award.rank):
        version = book.version(award.code, decided_on)
        if book.in_force(award.code, decided_on) and (version is None or not version.criteria):
            why = version.unloaded if version is not None and version.unloaded else "chưa nạp quy định"
            found.append((award.code, award.name, why))
    return found
