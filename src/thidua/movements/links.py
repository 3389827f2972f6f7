"""Where the pages of movements stand, for notices, the desk and nominations."""

from __future__ import annotations

LIST = "/phong-trao/"


def movement(pk: int, part: str = "") -> str:
    """One movement's page, or one of its tabs."""
    return f"{LIST}{pk}/{f'{part}/' if part else ''}"
