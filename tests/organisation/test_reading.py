"""Reads of the organisation that an address typed by hand can reach."""

from __future__ import annotations

import pytest

from thidua.organisation.queries import recipient_refs, unit_refs


@pytest.mark.django_db
def test_a_number_no_key_can_hold_names_nobody() -> None:
    assert unit_refs([10**25]) == {}
    assert recipient_refs([10**25]) == {}
