"""Rows written in bulk are the rows that models would write."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from tests import factories
from thidua.achievements.models import Initiative, Rating
from thidua.foundation.bulk import insert_rows, reserve_ids
from thidua.foundation.search import name_filter
from thidua.organisation.models import Person, Recipient

pytestmark = pytest.mark.django_db


def test_a_row_is_what_a_model_would_have_written() -> None:
    who = factories.person("Lê Thị Hoa", factories.mini_province().school)
    insert_rows(Initiative, ("recipient_id", "year", "title", "scope", "recognised_by", "used_for"), [
        (who.pk, 2021, "Số hóa", "unit", "unit", ["grassroots_emulation_fighter"]),
    ])  # fmt: skip
    Initiative.objects.create(
        recipient=who, year=2021, title="Số hóa", scope="unit", recognised_by="unit",
        used_for=["grassroots_emulation_fighter"],
    )  # fmt: skip
    first, second = Initiative.objects.order_by("pk").values()
    assert {k: v for k, v in first.items() if k != "id"} == {k: v for k, v in second.items() if k != "id"}


def test_dates_come_back_as_dates_and_names_are_found() -> None:
    school = factories.mini_province().school
    ids = list(reserve_ids(Recipient, 2))
    columns = ("id", "kind", "name", "name_fold", "sort_key", "unit_id")
    insert_rows(
        Recipient, columns, [(pk, "person", "Đỗ Văn Nam", "do van nam", f"nam{pk}", school.pk) for pk in ids]
    )
    insert_rows(
        Person, ("recipient_id", "group", "birth_date"), [(pk, "official", date(1990, 2, 1)) for pk in ids]
    )
    assert set(Person.objects.values_list("birth_date", flat=True)) == {date(1990, 2, 1)}
    assert set(name_filter(Recipient.objects.all(), "do van nam").rows.values_list("pk", flat=True)) == set(
        ids
    )


def test_reserved_keys_are_not_given_again() -> None:
    school = factories.mini_province().school
    [pk] = reserve_ids(Recipient, 1)
    insert_rows(
        Recipient,
        ("id", "kind", "name", "name_fold", "sort_key", "unit_id"),
        [(pk, "person", "A", "a", "a", school.pk)],
    )
    assert factories.person("B", school).pk > pk
    assert not set(reserve_ids(Recipient, 3)) & set(Recipient.objects.values_list("pk", flat=True))


def test_the_databases_constraints_hold_and_nothing_is_half_written() -> None:
    who = factories.person("Lê Thị Hoa", factories.mini_province().school)
    rows = [(who.pk, 2020, "good"), (who.pk, 2021, "marvellous")]
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(Rating, ("recipient_id", "year", "level"), rows)
    assert not Rating.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_it_refuses_to_work_outside_a_transaction() -> None:
    assert not connection.in_atomic_block
    with pytest.raises(RuntimeError):
        insert_rows(Rating, ("year",), [])
    with pytest.raises(RuntimeError):
        reserve_ids(Rating, 1)
