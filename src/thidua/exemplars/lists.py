"""What the lists of this room show."""

from __future__ import annotations

from typing import Any

from thidua.exemplars.models import Airing, Exemplar, Plan
from thidua.exemplars.types import GROUPS, AiringState, FoundBy, Medium, Step, StoryState, TipState
from thidua.foundation.ui.cells import Column
from thidua.kernel.formats import date_vi


def group_label(row: Exemplar) -> str:
    """Whose exemplar it is, in words."""
    return GROUPS.get(row.group, row.group)


REACHED = (
    ("found", "Đã phát hiện"),
    ("nurtured", "Đã bồi dưỡng"),
    ("summarised", "Đã tổng kết"),
    ("replicated", "Đã nhân rộng"),
)
"""How far exemplars of a plan came, in the order of the steps."""


def _reached(name: str) -> Any:
    return lambda row: getattr(row.reached, name)


def plan_years(row: Plan) -> str:
    """The plan's year, or its first and last."""
    return f"{row.year_from}" if row.year_from == row.year_to else f"{row.year_from}–{row.year_to}"


def airing_note(row: Airing) -> str:
    """Where it can be read, why it did not appear, whether the outlet still has to hear of something."""
    told = ""
    if row.to_tell_on:
        told = f"Đã báo ngày {date_vi(row.told_on)}" if row.told_on else "Cần báo: bài đã gỡ hoặc sửa"
    return "; ".join(part for part in (row.address or row.why, told) if part)


def _sample(name: str) -> Any:
    """The unit or place, and whether the row is of the sample data."""
    return lambda row: f"{getattr(row, name) or ''}{' (mẫu)' if row.sample else ''}"


COLUMNS = (
    Column(
        "title", "Điển hình", sort="title", url="exemplars:exemplar id", sub=_sample("recipient"), header=True
    ),
    Column("unit", "Đơn vị", value=lambda row: row.unit.name),
    Column("group", "Đối tượng", value=group_label),
    Column("found_by", "Phát hiện", value=lambda row: FoundBy(row.found_by).label, sort="found_on"),
    Column("step", "Bước", kind="badge", value=lambda row: Step(row.step)),
    Column("due", "Hạn của bước", kind="date", sort="due"),
)
PLAN_COLUMNS = (
    Column("title", "Kế hoạch", sort="title", sub=_sample("text"), header=True, url="exemplars:plan id"),
    Column("unit", "Đơn vị", value=lambda row: row.unit.name),
    Column("year_from", "Năm", value=plan_years, sort="year_from", nowrap=True),
    Column("wanted", "Cần xây dựng", kind="number", sort="wanted"),
    *(Column(name, label, kind="number", value=_reached(name)) for name, label in REACHED),
    Column("state", "Tình trạng", kind="badge", value=lambda row: row.plan_state),
)
LIBRARY_COLUMNS = (
    Column("title", "Mô hình", sort="title", url="exemplars:model id", header=True),
    Column("unit", "Đơn vị", value=lambda row: row.unit.name),
    Column("group", "Đối tượng", value=group_label),
    Column("copies", "Đơn vị đã học tập", kind="number", sort="copies"),
)
STORY_COLUMNS = (
    Column(
        "id", "Tên bài", sort="id", value=lambda row: row.title, url="exemplars:story-page id", header=True
    ),
    Column("exemplar", "Điển hình", value=lambda row: row.exemplar.title),
    Column("unit", "Đơn vị", value=lambda row: row.exemplar.unit.name),
    Column("writer", "Người viết"),
    Column("published_on", "Ngày đăng", kind="date", sort="published_on"),
    Column("state", "Tình trạng", kind="badge", value=lambda row: StoryState(row.state)),
)
AIRING_COLUMNS = (
    Column("on", "Ngày theo lịch", kind="date", sort="on"),
    Column("medium", "Nơi đăng, phát", value=lambda row: Medium(row.medium).label, sub="outlet"),
    Column(
        "story",
        "Bài",
        value=lambda row: row.story.title,
        url=lambda row: f"/dien-hinh/quan-ly/bai/{row.story_id}/",
        sub=lambda row: row.story.exemplar.unit.name,
        header=True,
    ),
    Column("state", "Tình trạng", kind="badge", value=lambda row: AiringState(row.state)),
    Column("done_on", "Đã đăng, phát", kind="date", sort="done_on"),
    Column("note", "Ghi chú", value=airing_note),
)
TIP_COLUMNS = (
    Column("who", "Ai đã làm việc tốt", url="exemplars:tip id", sub="place", header=True),
    Column(
        "text", "Việc tốt", value=lambda row: f"{row['text'][:160]}{'…' if len(row['text']) > 160 else ''}"
    ),
    Column("unit_name", "Gửi đến"),
    Column("received_on", "Ngày nhận", kind="date", sort="received_on"),
    Column("state", "Tình trạng", kind="badge", value=lambda row: TipState(row["state"])),
)
