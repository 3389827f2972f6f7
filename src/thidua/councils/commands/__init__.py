"""The official acts of councils."""

from thidua.councils.commands.members import dissolve_council, found_council, seat_member, unseat_member
from thidua.councils.commands.sessions import (
    cancel_session,
    change_agenda,
    close_session,
    open_session,
    record_course,
    record_votes,
)

__all__ = [
    "cancel_session",
    "change_agenda",
    "close_session",
    "dissolve_council",
    "found_council",
    "open_session",
    "record_course",
    "record_votes",
    "seat_member",
    "unseat_member",
]
