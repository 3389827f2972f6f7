"""Official acts with targets: the catalogue, the amounts."""

from thidua.targets.commands.amounts import confirm, correct, estimate, report, set_plan
from thidua.targets.commands.catalogue import create_target, edit_target, link_target, retire_target

__all__ = [
    "confirm",
    "correct",
    "create_target",
    "edit_target",
    "estimate",
    "link_target",
    "report",
    "retire_target",
    "set_plan",
]
