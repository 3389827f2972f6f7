"""Where the pages of councils stand, for steps and the desk."""

from __future__ import annotations

LIST = "/hoi-dong/"


def session(pk: int) -> str:
    """The page of one session."""
    return f"{LIST}phien/{pk}/"
