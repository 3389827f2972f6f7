"""Where the pages of nominations stand, for messages, steps and the desk."""

from __future__ import annotations

from urllib.parse import urlencode

LIST = "/de-nghi/"
SUBMISSIONS = "/de-nghi/to-trinh/"


def nominations(**filters: object) -> str:
    """The list, narrowed by filters: `review_state`, `state`, `unit`, `round`…"""
    return f"{LIST}?{urlencode(filters)}" if filters else LIST


def nomination(pk: int) -> str:
    """The page of one nomination."""
    return f"{LIST}{pk}/"


def submission(pk: int) -> str:
    """The page of one submission."""
    return f"{SUBMISSIONS}{pk}/"
