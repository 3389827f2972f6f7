"""Tones of status: never colour alone, so each has a sign that stands beside the words."""

from __future__ import annotations

from enum import Enum
from typing import Any

SIGNS = {
    "neutral": "○",
    "act": "►",
    "wait": "◔",
    "good": "✓",
    "bad": "✗",
    "honour": "★",
    "done": "–",
}
"""A sign for each tone, hidden from readers since the words say the same."""

_JOB_TONES = {"queued": "wait", "running": "act", "done": "good", "failed": "bad"}


def tone_of(state: Any, tone: str = "") -> str:
    """The tone asked for, else the state's own `tone`, else that of a job's state, else neutral.

    Raises ValueError for a tone that does not exist, so that a slip shows in the first test.
    """
    found = tone or getattr(state, "tone", "") or _JOB_TONES.get(getattr(state, "value", ""), "neutral")
    if found not in SIGNS:
        raise ValueError(f"unknown tone {found!r}; known: {', '.join(SIGNS)}")
    return str(found)


def words_of(state: Any) -> str:
    """What a state is called on screens: its `label` when it has one, else its text."""
    label = getattr(state, "label", None)
    if label is None and isinstance(state, Enum):
        label = state.value
    return str(state if label is None else label)
