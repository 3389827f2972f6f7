"""The engine: a sheet and what units achieved in, points with their reasons and ranks out. Decimals only."""

from __future__ import annotations

from thidua.scoring.engine.checking import faults
from thidua.scoring.engine.evaluating import evaluate, evaluate_all
from thidua.scoring.engine.ranking import rank
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
)

__all__ = [
    "By", "Deduction", "Entry", "Group", "Kind", "Leaf", "LeafPoints", "Member", "Placed", "Score", "Sheet", "Step",
    "evaluate", "evaluate_all", "faults", "rank",
]  # fmt: skip
