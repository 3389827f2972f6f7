"""Whose act is whose: one line for every public command, read by `test_matrix_commands`.

`own`, `above` and `outside` are the roles that may do it from a post at the object's own unit, at the unit above
and at an unrelated one. All others are refused with a reason, and outside the object is not there at all; where a
command has no object to hide, `told` says that outsiders too are refused in words.
"""

from __future__ import annotations

from tests.site import rooms
from tests.site.matrix_records import RECORDS
from tests.site.matrix_roles import Line
from tests.site.matrix_way import WAY

LINES: tuple[Line, ...] = (*RECORDS, *WAY, *rooms.gathered("LINES"))
