"""The ledger keeps every act, refuses edits, and finds those made behind its back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories import SYSTEM
from thidua.foundation import triggers
from thidua.foundation.chain import GENESIS, entry_hash
from thidua.foundation.ledger import Act, record, record_many, verify
from thidua.foundation.models import LedgerEntry, LedgerHead

pytestmark = pytest.mark.django_db


def acts(count: int) -> None:
    with transaction.atomic():
        record_many(SYSTEM, [Act("test.act", "thing", n, f"Việc số {n}") for n in range(1, count + 1)])


def faults() -> list[int]:
    return [fault.seq for fault in verify()]


@pytest.fixture
def unguarded() -> None:
    """As if someone had taken the triggers off first."""
    triggers.free(connection, "foundation_ledgerentry")


def test_an_untouched_chain_holds() -> None:
    acts(3)
    assert faults() == []
    assert LedgerEntry.objects.get(seq=1).prev_hash == GENESIS


def test_an_empty_ledger_holds() -> None:
    assert faults() == []


def test_a_second_transaction_continues_the_chain() -> None:
    acts(2)
    acts(2)
    assert list(LedgerEntry.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2, 3, 4]
    assert faults() == []


def test_what_was_recorded_reads_back() -> None:
    with transaction.atomic():
        record(
            SYSTEM,
            Act(
                "test.rename", "unit", 7, "Đổi tên", unit_id=3, post="Quản trị", changes={"name": ("a", "b")}
            ),
        )
    entry = LedgerEntry.objects.get()
    assert (entry.act, entry.object_id, entry.unit_id, entry.post) == ("test.rename", "7", 3, "Quản trị")
    assert entry.changes == '{"name":["a","b"]}'
    assert entry.on_date == SYSTEM.today
    assert entry.actor_ref == "system"


@pytest.mark.django_db(transaction=True)
def test_an_act_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError):
        record(SYSTEM, Act("test.act", "thing", 1, "Việc"))


def test_a_failed_act_leaves_no_entry() -> None:
    class Failed(Exception):
        pass

    with pytest.raises(Failed), transaction.atomic():
        record(SYSTEM, Act("test.act", "thing", 1, "Việc"))
        raise Failed
    acts(1)
    assert LedgerEntry.objects.get().seq == 1
    assert faults() == []


@pytest.mark.parametrize(
    "edit",
    [
        lambda: LedgerEntry.objects.filter(seq=2).update(summary="khác"),
        lambda: LedgerEntry.objects.filter(seq=2).delete(),
    ],
)
def test_the_database_refuses_edits(edit: Callable[[], object]) -> None:
    acts(3)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        edit()
    assert faults() == []
    assert LedgerEntry.objects.count() == 3


@pytest.mark.usefixtures("unguarded")
class TestBehindItsBack:
    """With the triggers gone, the chain itself tells."""

    def test_an_edit(self) -> None:
        acts(4)
        LedgerEntry.objects.filter(seq=2).update(summary="khác")
        assert faults() == [2]

    @pytest.mark.parametrize("field", ["actor", "post", "on_date", "unit_id", "changes", "object_id", "act"])
    def test_an_edit_of_any_field(self, field: str) -> None:
        acts(2)
        value = {"on_date": "2020-01-01", "unit_id": 9}.get(field, "khác")
        LedgerEntry.objects.filter(seq=1).update(**{field: value})
        assert faults() == [1]

    def test_an_edit_with_its_hash_made_again(self) -> None:
        acts(3)
        from thidua.foundation.ledger import _content

        entry = LedgerEntry.objects.get(seq=2)
        entry.summary = "khác"
        entry.hash = entry_hash(entry.prev_hash, _content(entry))
        entry.save()
        assert faults() == [3]

    def test_a_removal(self) -> None:
        acts(4)
        LedgerEntry.objects.filter(seq=2).delete()
        assert 2 in faults()

    def test_a_cut_of_the_tail(self) -> None:
        acts(4)
        LedgerEntry.objects.filter(seq__gte=3).delete()
        assert faults() == [4]

    def test_a_reorder(self) -> None:
        acts(4)
        for before, after in ((2, 99), (3, 2), (99, 3)):
            LedgerEntry.objects.filter(seq=before).update(seq=after)
        assert {2, 3} <= set(faults())

    def test_everything_removed(self) -> None:
        acts(2)
        LedgerEntry.objects.all().delete()
        assert faults() == [2]

    def test_a_changed_head(self) -> None:
        acts(2)
        LedgerHead.objects.update(hash="f" * 64)
        assert faults() == [2]


@pytest.mark.parametrize("table", ["foundation_ledgerentry", "nominations_step", "eligibility_check"])
def test_append_only_tables_are_guarded(table: str) -> None:
    query = {
        "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
        "postgresql": "SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal"
        " AND tgname LIKE '%%_append_only'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query, [table])
        assert cursor.fetchone()[0] >= 1
