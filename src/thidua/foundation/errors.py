"""Errors that a command raises and a view turns into words for the person who asked."""

from __future__ import annotations

from thidua.kernel.decision import Decision


class Refused(Exception):
    """An act that is not allowed or not possible now; `reasons` are Vietnamese sentences."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


class Stale(Refused):
    """Someone else acted first; the person sees what changed and may try again."""

    def __init__(self, reason: str = "Người khác vừa xử lý hồ sơ này; xin xem lại rồi làm tiếp.") -> None:
        super().__init__(reason)


class NotThere(Exception):
    """The object does not exist or lies outside the actor's scope: both answer 404."""


def demand(decision: Decision) -> None:
    """Raise `Refused` with the decision's reasons unless it allows."""
    if not decision:
        raise Refused(*decision.reasons)
