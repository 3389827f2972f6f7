"""Official acts with targets: the catalogue, the amounts."""

from thidua.targets.commands.amounts import confirm, correct, estimate, report, set_plan
from thidua.targets.commands.boundaries import import_boundaries
from thidua.targets.commands.catalogue import (
    create_target,
    edit_target,
    link_target,
    retire_target,
    unlink_target,
)
from thidua.targets.commands.exchange import confirm_import, import_values, read_sent, send_grid
from thidua.targets.commands.succession import take_over

__all__ = [
    "confirm",
    "confirm_import",
    "correct",
    "create_target",
    "edit_target",
    "estimate",
    "import_boundaries",
    "import_values",
    "link_target",
    "read_sent",
    "report",
    "retire_target",
    "send_grid",
    "set_plan",
    "take_over",
    "unlink_target",
]
