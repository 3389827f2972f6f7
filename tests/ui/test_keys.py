"""Numbers out of addresses and forms: what no key can be is none, and never reaches a database."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from thidua.foundation.errors import NotThere
from thidua.foundation.ui.keys import key_of, sent_key, sent_version


@pytest.mark.parametrize(
    ("text", "key"),
    [("7", 7), ("0", 0), ("", None), ("-1", None), ("٣", None), ("9" * 18, int("9" * 18)), ("9" * 19, None)],
)
def test_a_key_is_a_number_a_column_can_hold(text: str, key: int | None) -> None:
    assert key_of(text) == key


def test_what_a_form_sent() -> None:
    request = RequestFactory().post("/", {"unit": "12", "version": "x"})
    assert sent_key(request, "unit") == 12
    assert (sent_version(request), sent_version(request, 4)) == (-1, 4)
    with pytest.raises(NotThere):
        sent_key(request, "place")
