"""A directive of the province in its register, and officers of the units it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from tests.factories import SYSTEM, TODAY, Province
from thidua.directives import commands as directives
from thidua.directives.queries import clauses
from thidua.directives.types import Particulars
from thidua.duties import commands
from thidua.duties.types import Rhythm, Said, Terms

TEXT = """1. Các cơ quan, đơn vị, địa phương tổ chức phát động thi đua trước ngày 31/12/2021.
2. Giao Sở Nội vụ theo dõi, kiểm tra và hằng quý báo cáo kết quả về UBND tỉnh."""
DUE = date(2021, 12, 31)
WORK = Terms("Tổ chức phát động thi đua", "launch", DUE)
QUARTERLY = Terms("Báo cáo kết quả hằng quý", "report", None, Rhythm.QUARTERLY)
PARTICULARS = Particulars(
    issuer="Chủ tịch UBND tỉnh", number="14/CT-UBND", place="Đắk Nông", dated=date(2021, 8, 19), kind="Chỉ thị",
    subject="Phát động thi đua", signer="", signer_title="", arrived=date(2021, 8, 19),
)  # fmt: skip


def directive(unit: Any, text: str = TEXT) -> int:
    """The directive, read and entered in the unit's register, all its clauses accepted."""
    pk = directives.take_in(actor=SYSTEM, unit_id=unit.pk, text=text)
    directives.register(actor=SYSTEM, document_id=pk, version=1, particulars=PARTICULARS)
    for clause in clauses(SYSTEM, pk):
        directives.accept_clause(actor=SYSTEM, clause_id=clause.pk, version=clause.version)
    return pk


def given(province: Province, *units: Any, document: int = 0, terms: Terms = WORK, **more: Any) -> list[int]:
    """Duties that the province gave to these units."""
    return commands.issue(
        actor=SYSTEM,
        document_id=document or directive(province.province),
        unit_ids=[unit.pk for unit in units],
        terms=terms,
        **more,
    )


def reported(duty: int, percent: int = 100, words: str = "Đã làm xong", today: date = TODAY) -> int:
    """A report by the system: done where all of it is."""
    said = Said(words, percent, done=percent == 100)
    return commands.report(actor=replace(SYSTEM, today=today), duty_id=duty, said=said)
