"""What is done to the organisation: units, their changes, and those who can be awarded."""

from thidua.organisation.commands.recipients import (
    correct_person,
    end_recipient,
    register_collective,
    register_household,
    register_many,
    register_person,
    transfer_person,
)
from thidua.organisation.commands.units import (
    create_unit,
    create_units,
    end_unit,
    rename_unit,
    succeed_units,
)

__all__ = [
    "correct_person",
    "create_unit",
    "create_units",
    "end_recipient",
    "end_unit",
    "register_collective",
    "register_household",
    "register_many",
    "register_person",
    "rename_unit",
    "succeed_units",
    "transfer_person",
]
