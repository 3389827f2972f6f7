"""The ledger on screen: who may read it, how it is narrowed, what its columns say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from thidua.access.types import Actor, Role
from thidua.achievements.types import RecordState
from thidua.councils.types import SessionState
from thidua.decisions.types import DecisionState
from thidua.foundation.errors import NotThere
from thidua.foundation.ledger_reading import Change, changes_of, entries
from thidua.foundation.ui.cells import Column
from thidua.foundation.ui.forms import ChoiceField, DateField, FilterForm
from thidua.nominations.types import ImportState, NominationState, ReviewState, SubmissionState
from thidua.organisation.queries import unit_refs
from thidua.organisation.screens import unit_ids_under

READERS = (Role.INSPECTOR, Role.ADMINISTRATOR)
_ABOUT = [
    ("nominations.", "Đề nghị khen thưởng"),
    ("councils.", "Hội đồng"),
    ("decisions.", "Quyết định"),
    ("achievements.", "Sổ khen thưởng, thành tích"),
    ("organisation.", "Đơn vị, cá nhân"),
    ("access.", "Tài khoản, vị trí"),
    ("eligibility.", "Xét tiêu chuẩn"),
]
_FIELDS = {
    "state": "tình trạng",
    "review_state": "bước xét",
    "holder": "đơn vị đang giữ",
    "holder_id": "đơn vị đang giữ",
    "unit": "đơn vị",
    "unit_id": "đơn vị",
    "number": "số",
    "until": "đến ngày",
    "since": "từ ngày",
    "role": "vai trò",
    "title": "chức danh",
    "name": "tên",
    "recipient_name": "tên ghi trong sổ",
    "full_name": "họ tên",
    "award": "danh hiệu, hình thức",
    "reason": "lý do",
    "revoked_on": "ngày hủy bỏ",
    "batch": "lần nhập",
    "ids": "mã đề nghị đầu, cuối",
    "ref": "mã dữ kiện",
    "post": "mã vị trí",
    "present": "số người dự",
    "yes": "số phiếu đồng ý",
}
"""Fields in words; one without words stands as the tables call it."""
_UNITS = ("holder", "holder_id", "unit", "unit_id")
_STATES = {
    "nomination": NominationState,
    "submission": SubmissionState,
    "import": ImportState,
    "session": SessionState,
    "decision": DecisionState,
    "award_record": RecordState,
}


class LedgerFilters(FilterForm):
    """What the ledger is narrowed by."""

    since = DateField(label="Từ ngày", help_text="")
    until = DateField(label="Đến ngày", help_text="")
    about = ChoiceField(label="Về việc", choices=[("", "Tất cả"), *_ABOUT])


COLUMNS = (
    Column("seq", "Số", kind="number"),
    Column("at", "Thời điểm", kind="moment"),
    Column("actor", "Người thực hiện", sub="post"),
    Column("summary", "Việc đã làm", header=True),
    Column("told", "Thay đổi"),
)


def ledger_rows(actor: Actor, *, since: Any, until: Any, about: str) -> QuerySet[Any, dict[str, Any]]:
    """Acts at units under the actor's posts as inspector or administrator. Raises NotThere without such a post."""
    paths = {post.unit_path for post in actor.posts if post.role in READERS}
    if not paths:
        raise NotThere
    whole_site = any(path.count("/") == 2 for path in paths)
    rows = entries(unit_ids_under(paths), without_unit=whole_site)
    if since:
        rows = rows.filter(on_date__gte=since)
    if until:
        rows = rows.filter(on_date__lte=until)
    if about:
        rows = rows.filter(act__startswith=about)
    return rows


def with_changes(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with what each act changed, in words; units by name. One query."""
    found = [(row, changes_of(row)) for row in rows]
    wanted = {
        int(value)
        for _, changes in found
        for change in changes
        if change.name in _UNITS
        for value in (change.before, change.after)
        if value.isdecimal()
    }
    names = {str(pk): unit.name for pk, unit in unit_refs(wanted).items()}
    return [{**row, "told": "; ".join(_told(row, changes, names))} for row, changes in found]


def _told(row: dict[str, Any], changes: Iterable[Change], units: dict[str, str]) -> Iterable[str]:
    for change in changes:
        if change.before == change.after:
            continue
        before, after = (_value(row, change.name, value, units) for value in (change.before, change.after))
        yield f"{_FIELDS.get(change.name, change.name)}: {before} → {after}"


def _value(row: dict[str, Any], field: str, value: str, units: dict[str, str]) -> str:
    if field in _UNITS:
        return units.get(value, value)
    states: Any = (
        ReviewState
        if field == "review_state"
        else _STATES.get(row["object_type"])
        if field == "state"
        else None
    )
    if field == "role":
        states = Role
    if states is None or value not in {member.value for member in states}:
        return value
    return str(getattr(states(value), "label", value))
