"""Words on time: years in one kind of work, years since an award, round anniversaries, cycles."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.lawbook.ask import award, question
from thidua.kernel.kleene import NO, UNKNOWN, YES, Truth
from thidua.lawbook import RecordError, load_book, parse_questions
from thidua.lawbook.case import Case
from thidua.lawbook.predicates.awards import YearsSince
from thidua.lawbook.predicates.base import Predicate
from thidua.lawbook.predicates.experience import Experience
from thidua.lawbook.predicates.occasions import InCycle, RoundAnniversary

BOOK = load_book()
ORDER = "ho_chi_minh_order"


def case(decided: str = "2024-08-10", recipient: dict[str, Any] | None = None, **facts: Any) -> Case:
    asked = question("pm_certificate_of_merit", decided, recipient, year=int(decided[:4]) - 1, facts=facts)
    (record,) = parse_questions(asked)
    day = record.question.decided_on
    return Case(record, day, BOOK.settings(day), BOOK.names, BOOK.state_level, BOOK.titles)


def spent(kind: str, first: str, last: str | None = None, double: bool | None = False) -> dict[str, Any]:
    until = date.fromisoformat(last) if last else None
    return {"kind": kind, "from": date.fromisoformat(first), "until": until, "counts_double": double}


def truth(predicate: Predicate, asked: Case) -> Truth:
    found = predicate.truth(asked)
    told = predicate.tell(asked, found)
    assert told.says.startswith("Yêu cầu: ") and (found is not UNKNOWN or told.missing)
    return found


@pytest.mark.parametrize(
    ("stretches", "wanted"),
    [
        ([spent("army", "2009-08-11", "2024-08-10")], YES),
        ([spent("army", "2009-08-11", "2024-08-09")], NO),
        ([spent("army", "2009-08-11")], YES),
        ([spent("army", "2009-08-12")], NO),
        ([spent("police", "2000-01-01")], NO),
        ([spent("army", "2010-01-01", "2014-12-31"), spent("army", "2005-01-01", "2014-12-31")], NO),
        ([spent("army", "2000-01-01", "2009-12-31"), spent("army", "2015-01-01", "2019-12-31")], YES),
        ([spent("army", "2000-01-01", "2007-06-30", double=True)], NO),
        ([spent("army", "2030-01-01")], NO),
        ([], NO),
        (None, UNKNOWN),
    ],
)
def test_years_in_one_kind_of_work(stretches: Any, wanted: Truth) -> None:
    assert truth(Experience(kinds=("army",), years=15), case(experience=stretches)) is wanted


def test_a_record_without_the_section_is_unknown() -> None:
    assert truth(Experience(kinds=("army",), years=15), case()) is UNKNOWN


@pytest.mark.parametrize(
    ("double", "last", "wanted"),
    [
        (True, "2007-06-30", YES),
        (True, "2007-06-29", NO),
        (False, "2007-06-30", NO),
        (None, "2007-06-30", UNKNOWN),
    ],
)
def test_time_counted_twice(double: bool | None, last: str, wanted: Truth) -> None:
    found = case(experience=[spent("army", "2000-01-01", last, double)])
    assert truth(Experience(kinds=("army", "police"), years=15, double=True), found) is wanted


def test_only_the_longest_stretch_counts_where_it_must_be_unbroken() -> None:
    word = Experience(kinds=("army",), years=25, unbroken=True)
    whole = [spent("army", "1995-01-01", "2005-06-30"), spent("army", "2005-07-01", "2019-12-31")]
    broken = [spent("army", "1995-01-01", "2005-06-30"), spent("army", "2005-07-02", "2021-12-31")]
    assert truth(word, case(experience=whole)) is YES
    assert truth(word, case(experience=broken)) is NO


def test_who_has_the_years_of_the_next_class_is_told() -> None:
    word = Experience(kinds=("army",), years=15, next_class_at=20)
    for first, told in (("2004-08-11", True), ("2004-08-12", False)):
        found = case(experience=[spent("army", first)])
        assert ("xét hạng cao hơn" in word.tell(found, word.truth(found)).says) is told


@pytest.mark.parametrize(
    ("awards", "earliest", "latest", "between"),
    [
        ([], NO, NO, YES),
        (None, UNKNOWN, UNKNOWN, UNKNOWN),
        ([award(ORDER, "2009-06-10", [1999, 2008])], YES, YES, YES),
        ([award(ORDER, "2010-06-10", [2000, 2009])], NO, NO, NO),
        ([award(ORDER, "2009-06-10", [1999, 2008]), award(ORDER, "2020-06-10", [2010, 2019])], YES, NO, NO),
        ([award(ORDER, "2009-06-10", [1999, 2008], None)], UNKNOWN, UNKNOWN, YES),
        ([award(ORDER, "2020-06-10", [2010, 2019], None)], NO, NO, UNKNOWN),
        (
            [award(ORDER, "2009-06-10", [1999, 2008]), award(ORDER, "2020-06-10", [2010, 2019], None)],
            YES,
            UNKNOWN,
            UNKNOWN,
        ),
    ],
)
def test_years_since_an_award(awards: Any, earliest: Truth, latest: Truth, between: Truth) -> None:
    found = case(awards=awards)
    assert truth(YearsSince(codes=(ORDER,), years=15), found) is earliest
    assert truth(YearsSince(codes=(ORDER,), years=15, latest=True), found) is latest
    assert truth(YearsSince(codes=(ORDER,), years=15, latest=True, or_none=True), found) is between


@pytest.mark.parametrize(
    ("founded", "wanted"), [(1974, YES), (1975, NO), (1973, NO), (2014, YES), (2024, NO), (None, UNKNOWN)]
)
def test_round_anniversary(founded: int | None, wanted: Truth) -> None:
    recipient = {"kind": "collective", "group": "province", "founded": founded}
    assert truth(RoundAnniversary(every=10), case(recipient=recipient)) is wanted


@pytest.mark.parametrize(
    ("decided", "wanted"), [("2020-12-01", YES), ("2021-01-01", NO), ("2015-06-01", YES)]
)
def test_a_cycle_of_years(decided: str, wanted: Truth) -> None:
    assert truth(InCycle(once_in=5, year=2020), case(decided)) is wanted


def test_a_stretch_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(RecordError, match="thời gian kết thúc trước khi bắt đầu"):
        case(experience=[spent("army", "2020-01-01", "2019-12-31")])
