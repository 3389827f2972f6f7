"""The day's work: registrations of ended units go on with their successor where nothing has to be decided."""

from __future__ import annotations

from datetime import date

from thidua.access.types import system_actor
from thidua.foundation.errors import Refused
from thidua.registrations.commands import take_over
from thidua.registrations.leaving import offers, running
from thidua.registrations.models import Registration


def pass_on(today: date) -> int:
    """Pass them on; answers how many. Repeated, it adds nothing.

    A unit that was split is left to its successors, who find its registration on their desk, and so is what would
    send an approved registration back to be judged.
    """
    rows = Registration.objects.filter(running(today), unit__valid_to__lt=today)
    plain = [(each.row.pk, each.heir.id) for each in offers(rows, today) if each.is_open and each.is_plain]
    count = 0
    for pk, unit in plain:
        try:
            take_over(actor=system_actor(today), registration_id=pk, unit_id=unit)
        except Refused:  # the one before changed where the successor's stands: people decide
            continue
        count += 1
    return count
