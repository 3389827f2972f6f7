"""The whole grid as a workbook: what its columns are, what its rows say, what is wrong with which cell. Pure.

Writing and reading back is without loss: catalogue, every amount that counts, its paper, remark and doubt. Only
what was replaced stays behind; a correction is made by a changed cell and a reason.
"""

from thidua.foundation.sheets import MAX_BYTES, WorkbookRefused
from thidua.targets.exchange.reading import read
from thidua.targets.exchange.types import (
    TELL_EVERY,
    Entry,
    Fault,
    Ground,
    Plan,
    Stood,
    Tell,
    UnitKey,
    unheard,
)
from thidua.targets.exchange.writing import Line, write

__all__ = [
    "MAX_BYTES",
    "TELL_EVERY",
    "Entry",
    "Fault",
    "Ground",
    "Line",
    "Plan",
    "Stood",
    "Tell",
    "UnitKey",
    "WorkbookRefused",
    "read",
    "unheard",
    "write",
]
