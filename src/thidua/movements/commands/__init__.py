"""The official acts on movements."""

from thidua.movements.commands.drafting import draft, edit
from thidua.movements.commands.joining import join
from thidua.movements.commands.launching import close, launch
from thidua.movements.commands.reviews import correct_review, hold_review, plan_review, propose
from thidua.movements.commands.tasks import add_task, finish_task

__all__ = [
    "add_task",
    "close",
    "correct_review",
    "draft",
    "edit",
    "finish_task",
    "hold_review",
    "join",
    "launch",
    "plan_review",
    "propose",
]
