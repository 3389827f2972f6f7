"""The answer to "may this be done?": never a bare yes or no, always with the reasons."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether an act is allowed and why not.

    `reasons` are Vietnamese sentences for the person who asked; an allowed decision has none.
    A decision is true in a boolean context exactly when it allows.
    """

    allowed: bool
    reasons: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.allowed and self.reasons:
            raise ValueError("an allowed decision carries no reasons")
        if not self.allowed and not self.reasons:
            raise ValueError("a refusal must say why")

    def __bool__(self) -> bool:
        return self.allowed

    def __and__(self, other: Decision) -> Decision:
        """Both must allow; the reasons of every refusal are kept, in order."""
        if self.allowed and other.allowed:
            return ALLOW
        return Decision(False, self.reasons + other.reasons)

    def __or__(self, other: Decision) -> Decision:
        """One of the two must allow; when neither does, all reasons are kept."""
        if self.allowed or other.allowed:
            return ALLOW
        return Decision(False, self.reasons + other.reasons)

    @property
    def reason(self) -> str:
        """The reasons as one text; empty when allowed."""
        return " ".join(self.reasons)


ALLOW = Decision(True)


def refuse(*reasons: str) -> Decision:
    """A refusal with its reasons."""
    return Decision(False, reasons)


def require(condition: bool, reason: str) -> Decision:
    """Allow when `condition` holds, else refuse with `reason`."""
    return ALLOW if condition else refuse(reason)
