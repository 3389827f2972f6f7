"""The whole grid as a workbook: what its columns are, what its rows say, what is wrong with which cell. Pure.

Writing and reading back is without loss: catalogue, every amount that counts, its paper, remark and doubt. Only
what was replaced stays behind; a correction is made by a changed cell and a reason.
"""

from thidua.foundation.sheets import MAX_BYTES, WorkbookRefused
from thidua.targets.exchange.reading import read
from thidua.targets.exchange.types import Entry, Fault, Ground, Plan, Stood, UnitKey
from thidua.targets.exchange.writing import Line, write

__all__ = [
    "MAX_BYTES",
    "Entry",
    "Fault",
    "Ground",
    "Line",
    "Plan",
    "Stood",
    "UnitKey",
    "WorkbookRefused",
    "read",
    "write",
]
