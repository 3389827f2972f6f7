"""The main navigation: entries whose pages exist, in groups, for those they concern."""

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


@dataclass(frozen=True, slots=True)
class Group:
    """Pages that belong together; without a label each stands by itself in the first row."""

    label: str
    entries: tuple[Entry, ...]


GROUPS = (
    Group("", (Entry("site:desk", "Bàn làm việc"), Entry("site:calendar", "Lịch"))),
    Group(
        "Chỉ đạo",
        (
            Entry("directives:list", "Văn bản"),
            Entry("duties:list", "Nhiệm vụ"),
            Entry("movements:list", "Phong trào"),
            Entry("targets:list", "Chỉ tiêu"),
        ),
    ),
    Group(
        "Thi đua",
        (
            Entry("registrations:list", "Đăng ký thi đua"),
            Entry("clusters:list", "Cụm, khối"),
            Entry("scoring:list", "Bảng điểm"),
            Entry("exemplars:list", "Điển hình"),
        ),
    ),
    Group(
        "Khen thưởng",
        (
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
        ),
    ),
    Group("", (Entry("portal:standards", "Tiêu chuẩn"), Entry("organisation:units", "Đơn vị"))),
    Group(
        "",
        (
            Entry("access:people", "Quản trị", frozenset({"administrator"})),
            Entry("site:ledger", "Nhật ký", frozenset({"inspector", "administrator"})),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry or a group as drawn on one page; a group leads to the first of the pages `within` it."""

    url: str
    label: str
    current: bool
    within: tuple[Shown, ...] = ()


@lru_cache(maxsize=1)
def _existing() -> tuple[tuple[str, tuple[tuple[str, Entry], ...]], ...]:
    groups = []
    for group in GROUPS:
        found = []
        for entry in group.entries:
            try:
                found.append((reverse(entry.url_name), entry))
            except NoReverseMatch:
                continue
        groups.append((group.label, tuple(found)))
    return tuple(groups)


def navigation(actor: Any, path: str) -> list[Shown]:
    """What this actor finds; the current entry is that with the longest address that `path` begins with."""
    if actor is None:
        return []
    roles = {str(post.role) for post in actor.posts}
    groups = [
        (label, [(url, e.label) for url, e in entries if not e.roles or e.roles & roles])
        for label, entries in _existing()
    ]
    urls = [url for _, entries in groups for url, _ in entries if path.startswith(url)]
    here = max(urls, key=len, default="")
    shown: list[Shown] = []
    for label, entries in groups:
        drawn = tuple(Shown(url, words, url == here) for url, words in entries)
        if label and drawn:
            shown.append(Shown(drawn[0].url, label, any(one.current for one in drawn), drawn))
        else:
            shown.extend(drawn)
    return shown
