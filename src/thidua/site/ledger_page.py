"""The ledger on screen: who may read it, how it is narrowed, what its columns say."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from thidua.access.types import Actor, Role
from thidua.foundation.errors import NotThere
from thidua.foundation.ledger_reading import changes_of, entries
from thidua.foundation.ui.cells import Column
from thidua.foundation.ui.forms import ChoiceField, DateField, FilterForm
from thidua.organisation.screens import unit_ids_under

READERS = (Role.INSPECTOR, Role.ADMINISTRATOR)
_ROOMS = [
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
    "full_name": "họ tên",
    "award": "danh hiệu, hình thức",
    "reason": "lý do",
    "revoked_on": "ngày hủy bỏ",
}
"""Fields in words; one without words stands as the tables call it."""


class LedgerFilters(FilterForm):
    """What the ledger is narrowed by."""

    since = DateField(label="Từ ngày", help_text="")
    until = DateField(label="Đến ngày", help_text="")
    about = ChoiceField(label="Về việc", choices=[("", "Tất cả"), *_ROOMS])


COLUMNS = (
    Column("seq", "Số", kind="number"),
    Column("at", "Thời điểm", kind="moment"),
    Column("actor", "Người thực hiện", sub="post"),
    Column("summary", "Việc đã làm", header=True),
    Column("changes", "Thay đổi", value=lambda row: "; ".join(_change_words(row))),
)


def _change_words(row: dict[str, Any]) -> list[str]:
    return [
        f"{_FIELDS.get(change.name, change.name)}: {change.before} → {change.after}"
        for change in changes_of(row)
    ]


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
