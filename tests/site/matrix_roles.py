"""The frame of the command matrix: sets of roles, and one line of the table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from tests.site.matrix_world import (
    SCHOOL,
    Place,
    World,
)
from thidua.access.types import Actor, Role
from thidua.foundation.errors import NotThere, Refused
from thidua.nominations.types import Row

Roles = frozenset[Role]
Call = Callable[[World, Actor], Any]

NONE: Roles = frozenset()
ALL: Roles = frozenset(Role)
ADMIN = frozenset({Role.ADMINISTRATOR})
DESK = frozenset({Role.EMULATION_OFFICER, Role.SPECIALIST})
HEAD = frozenset({Role.HEAD})
SIGNERS = frozenset({Role.HEAD, Role.SIGNER})
REGISTRARS = DESK | ADMIN
COUNCIL = DESK | {Role.COUNCIL_MEMBER}
"""The world's council member of the school chairs its council."""


@dataclass(frozen=True)
class Line:
    """One command (or one way to call it) with arguments that are right, so that only permission can stop it."""

    command: str
    call: Call
    own: Roles
    above: Roles = NONE
    outside: Roles = NONE
    place: Place = SCHOOL
    told: bool = False
    variant: str = ""

    @property
    def name(self) -> str:
        """How the line is called in reports."""
        return f"{self.command}:{self.variant}" if self.variant else self.command


def rows_of(rows: Iterable[Row]) -> None:
    """A report per row, as the refusal it stands for."""
    for row in rows:
        if row.reason == "Không tìm thấy hồ sơ.":
            raise NotThere
        if not row.ok:
            raise Refused(row.reason)
