"""The engine: a sheet and what units achieved in, points with their reasons and ranks out. Decimals only."""

from __future__ import annotations

from thidua.scoring.engine.checking import entry_faults, faults
from thidua.scoring.engine.evaluating import evaluate, evaluate_all
from thidua.scoring.engine.ranking import rank
from thidua.scoring.engine.trial import trial
from thidua.scoring.engine.types import (
    By,
    Deduction,
    Entry,
    Group,
    Kind,
    Leaf,
    LeafPoints,
    Member,
    Placed,
    Score,
    Sheet,
    Step,
    Trial,
    Tried,
)

__all__ = [
    "By", "Deduction", "Entry", "Group", "Kind", "Leaf", "LeafPoints", "Member", "Placed", "Score", "Sheet", "Step",
    "Trial", "Tried", "entry_faults", "evaluate", "evaluate_all", "faults", "rank", "trial",
]  # fmt: skip
