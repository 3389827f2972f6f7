"""What becomes scarce under many hands: numbers, the chain's head. First the race is shown to be real."""

from __future__ import annotations

import time

import pytest
from django.db import OperationalError, connection, transaction

from tests.factories import SYSTEM
from tests.race import together
from thidua.foundation.ledger import Act, record, verify
from thidua.foundation.models import LedgerEntry, NumberSeries
from thidua.foundation.numbering import next_number

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
SERIES = {"unit_id": 1, "series": "QĐ", "year": 2021}


def careless_number(_: int) -> int:
    """Taking a number as one would without a lock: read, think, write."""
    row = NumberSeries.objects.get(**SERIES)
    time.sleep(0.02)
    NumberSeries.objects.filter(pk=row.pk).update(last=row.last + 1)
    return row.last + 1


def careful_number(_: int) -> int:
    with transaction.atomic():
        number = next_number(**SERIES)
        time.sleep(0.02)
        return number


def test_without_the_lock_numbers_are_given_twice() -> None:
    """If this fails, the tests below prove nothing."""
    NumberSeries.objects.create(**SERIES)
    numbers = [n for n in together(careless_number) if isinstance(n, int)]
    assert len(set(numbers)) < 8


def test_numbers_are_given_once_and_without_gap() -> None:
    assert sorted(together(careful_number)) == [1, 2, 3, 4, 5, 6, 7, 8]


def test_a_failed_act_gives_its_number_back() -> None:
    def act(number: int) -> int:
        with transaction.atomic():
            taken = next_number(**SERIES)
            if number % 2:
                raise ValueError("the signing failed")
            return taken

    taken = [n for n in together(act) if isinstance(n, int)]
    assert sorted(taken) == [1, 2, 3, 4]
    assert NumberSeries.objects.get().last == 4


def test_series_do_not_mix() -> None:
    with transaction.atomic():
        assert next_number(**SERIES) == 1
        assert next_number(**SERIES | {"year": 2022}) == 1
        assert next_number(**SERIES | {"unit_id": 2}) == 1
        assert next_number(**SERIES | {"series": "TTr"}) == 1
        assert next_number(**SERIES) == 2


def test_a_number_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError):
        next_number(**SERIES)


def test_the_chain_holds_under_many_writers() -> None:
    def act(number: int) -> None:
        for step in range(5):
            with transaction.atomic():
                record(SYSTEM, Act("test.act", "thing", f"{number}-{step}", "Việc"))

    assert together(act) == [None] * 8
    assert LedgerEntry.objects.count() == 40
    assert list(verify()) == []


def test_sqlite_writers_queue_instead_of_failing() -> None:
    """Long transactions of eight writers: none sees "database is locked"."""

    def act(number: int) -> None:
        with transaction.atomic():
            NumberSeries.objects.create(unit_id=number, series="x", year=2021)
            time.sleep(0.1)

    results = together(act)
    assert not [r for r in results if isinstance(r, OperationalError)], connection.vendor
    assert NumberSeries.objects.count() == 8
