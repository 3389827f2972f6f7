"""What the lists of councils, sessions and agendas show and are narrowed by."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from thidua.councils import screens
from thidua.councils.types import CouncilRow, ItemRow, SessionRow, SessionState, VoteOutcome
from thidua.foundation.ui.cells import Column
from thidua.foundation.ui.forms import ChoiceField, FilterForm, SearchField
from thidua.kernel.formats import share
from thidua.kernel.text import fold


class SessionFilter(FilterForm):
    """What sessions are narrowed by."""

    state = ChoiceField(
        label="Tình trạng", choices=[("", "Tất cả"), *((state.value, state.label) for state in SessionState)]
    )


class CouncilFilter(FilterForm):
    """What councils are narrowed by."""

    q = SearchField(label="Tên Hội đồng, đơn vị")

    def keeps(self, row: CouncilRow) -> bool:
        """Whether the row holds every word typed, with or without marks."""
        text = fold(f"{row.name} {row.unit} {row.founded_by}")
        return all(word in text for word in fold(self.values()["q"]).split())


SESSIONS = (
    Column("held_on", "Ngày họp", kind="date", sort="held_on", url="councils:session id", header=True),
    Column("council", "Hội đồng", sub="round"),
    Column("items", "Hồ sơ", kind="number"),
    Column("counted", "Đã ghi phiếu", kind="number", value=lambda row: row.counted or None),
    Column("approved", "Thông qua", kind="number", value=lambda row: row.approved if _closed(row) else None),
    Column("minutes_number", "Biên bản", nowrap=True),
    Column("state", "Tình trạng", kind="badge", value=lambda row: SessionState(row.state)),
)

COUNCILS = (
    Column("name", "Hội đồng", url="councils:council id", sub="unit", header=True),
    Column("founded_by", "Quyết định thành lập"),
    Column("members", "Thành viên", kind="number"),
    Column("waiting", "Hồ sơ chờ họp", kind="number", value=lambda row: row.waiting or None),
    Column("open_sessions", "Phiên đang mở", kind="number", value=lambda row: row.open_sessions or None),
    Column("until", "Kết thúc", kind="date"),
)


def _closed(row: SessionRow) -> bool:
    return row.state == SessionState.CLOSED


def item_columns(members: int) -> tuple[Column, ...]:
    """The agenda with its votes, each a share of all members."""

    def yes(row: ItemRow) -> str:
        return "" if row.yes is None else f"{row.yes}/{members} ({share(row.yes, members)})"

    return (
        Column("position", "TT", kind="number"),
        Column("recipient", "Họ tên, tập thể", url=_nomination, sub=_where, header=True),
        Column("award_name", "Danh hiệu, hình thức", sub=_apart),
        Column("yes", "Đồng ý", value=yes, sub=_written, nowrap=True),
        Column("needed", "Cần", value=lambda row: f"{row.needed}/{members}", sub=screens.basis),
        Column("outcome", "Kết quả", kind="badge", value=_outcome, tone=_tone),
    )


def _nomination(row: ItemRow) -> str:
    """The page of the nomination; nothing while the site has none."""
    try:
        return reverse("nominations:detail", args=[row.nomination_id])
    except NoReverseMatch:
        return ""


def _where(row: ItemRow) -> str:
    return row.place or row.unit


def _apart(row: ItemRow) -> str:
    return f"Không tham gia biểu quyết: {', '.join(row.conflicts)}" if row.conflicts else ""


def _written(row: ItemRow) -> str:
    return f"trong đó {row.written_yes} bằng văn bản" if row.written_yes else ""


def _outcome(row: ItemRow) -> str:
    """The outcome, or what the count would come to while the session is open."""
    if row.outcome:
        return row.outcome_label
    found = screens.expected(row)
    return f"Dự kiến {found.label.lower()}" if found else "Chưa ghi phiếu"


def _tone(row: ItemRow) -> str:
    if row.outcome:
        return VoteOutcome(row.outcome).tone
    return "act" if row.yes is not None else "neutral"
