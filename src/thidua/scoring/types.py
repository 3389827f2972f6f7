"""Values of stored sheets. Pure."""

from __future__ import annotations

from enum import StrEnum


class SheetState(StrEnum):
    """Where a sheet stands: worked on, in force for its year, or replaced by a later edition."""

    DRAFT = "draft"
    ADOPTED = "adopted"
    REPLACED = "replaced"

    @property
    def label(self) -> str:
        return {"draft": "Đang soạn", "adopted": "Đang áp dụng", "replaced": "Đã được thay"}[self.value]

    @property
    def tone(self) -> str:
        return {"draft": "wait", "adopted": "good", "replaced": "done"}[self.value]
