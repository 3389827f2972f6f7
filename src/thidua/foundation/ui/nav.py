"""The main navigation: entries whose pages exist, for those they concern."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the navigation; `roles` empty means everyone who signed in."""

    url_name: str
    label: str
    roles: frozenset[str] = frozenset()


ENTRIES = (
    Entry("site:desk", "Bàn làm việc"),
    Entry("directives:list", "Văn bản"),
    Entry("duties:list", "Nhiệm vụ"),
    Entry("movements:list", "Phong trào"),
    Entry("targets:list", "Chỉ tiêu"),
    Entry("registrations:list", "Đăng ký thi đua"),
    Entry("clusters:list", "Cụm, khối"),
    Entry("scoring:list", "Bảng điểm"),
    Entry("exemplars:list", "Điển hình"),
    Entry("nominations:list", "Đề nghị"),
    Entry("nominations:imports", "Nhập danh sách"),
    Entry("councils:list", "Hội đồng"),
    Entry("nominations:submissions", "Tờ trình"),
    Entry("decisions:list", "Quyết định"),
    Entry("achievements:register", "Sổ khen thưởng"),
    Entry(
        "insight:discover",
        "Phát hiện",
        frozenset({"emulation_officer", "specialist", "head", "inspector"}),
    ),
    Entry("portal:standards", "Tiêu chuẩn"),
    Entry("organisation:units", "Đơn vị"),
    Entry("access:people", "Quản trị", frozenset({"administrator"})),
    Entry("site:ledger", "Nhật ký", frozenset({"inspector", "administrator"})),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry as drawn on one page."""

    url: str
    label: str
    current: bool


@lru_cache(maxsize=1)
def _existing() -> tuple[tuple[str, Entry], ...]:
    found = []
    for entry in ENTRIES:
        try:
            found.append((reverse(entry.url_name), entry))
        except NoReverseMatch:
            continue
    return tuple(found)


def navigation(actor: Any, path: str) -> list[Shown]:
    """The entries for this actor; the current one is that with the longest address that `path` begins with."""
    if actor is None:
        return []
    roles = {str(post.role) for post in actor.posts}
    shown = [(url, entry) for url, entry in _existing() if not entry.roles or entry.roles & roles]
    here = max((url for url, _ in shown if path.startswith(url)), key=len, default="")
    return [Shown(url, entry.label, url == here) for url, entry in shown]
