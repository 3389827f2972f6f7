"""Several at once: no citizen slips past the limits of the form by sending together."""

from __future__ import annotations

import pytest

from tests.exemplars import stage
from tests.factories import SYSTEM, mini_province
from tests.race import together
from thidua.exemplars import commands
from thidua.exemplars.models import Tip
from thidua.foundation.errors import Refused

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("shared", "most"), [("contact", 3), ("address", 5)])
def test_of_many_sent_at_once_no_more_are_taken_than_one_by_one(shared: str, most: int) -> None:
    district = mini_province().district.pk

    def tell(number: int) -> str:
        where = {"contact": f"nguoi{number}@vidu.vn", "address": f"10.0.0.{number}"} | {
            "contact": {"contact": "mot.nguoi@vidu.vn"},
            "address": {"address": "10.9.9.9"},
        }[shared]
        return commands.tell(actor=SYSTEM, told=stage.told(district, **where))

    answers = together(tell, 12)
    assert sum(isinstance(answer, str) for answer in answers) == most
    assert all(isinstance(answer, str | Refused) for answer in answers), answers
    assert Tip.objects.count() == most
