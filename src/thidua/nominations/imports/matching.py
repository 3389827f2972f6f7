"""Who a row means: by identity number, else by name, birth and unit; an ambiguous one is asked. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from thidua.kernel.formats import date_vi
from thidua.nominations.imports.rows import NOTE, ParsedRow, Problem, fold
from thidua.organisation.types import RecipientKind

NEW, MATCHED, AMBIGUOUS = "new", "matched", "ambiguous"


@dataclass(frozen=True, slots=True)
class Known:
    """A recipient already on record, with what tells two of one name apart."""

    id: int
    kind: str
    name: str
    unit_id: int
    unit_name: str
    birth_date: date | None = None
    id_number: str = ""
    position: str = ""

    def words(self) -> str:
        """The candidate as the officer is asked about it."""
        parts = [self.name]
        if self.birth_date:
            parts.append(f"sinh {date_vi(self.birth_date)}")
        parts += [part for part in (self.position, self.unit_name) if part]
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Match:
    """The outcome: `new`, `matched` with one recipient, or `ambiguous` with several to choose from."""

    state: str
    recipient_id: int | None = None
    candidates: tuple[Known, ...] = ()


class Matcher:
    """Finds rows among the known recipients of the unit's scope."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._by_number: dict[str, Known] = {}
        self._by_name: dict[tuple[str, str], list[Known]] = defaultdict(list)
        self._collectives: dict[int, Known] = {}
        for item in known:
            if item.id_number:
                self._by_number[item.id_number] = item
            if item.kind == RecipientKind.COLLECTIVE:
                self._collectives[item.unit_id] = item
            self._by_name[item.kind, fold(item.name)].append(item)

    def match(self, row: ParsedRow) -> Match:
        """Match one row that has no error in its identity; contradictions become problems of the row."""
        if row.kind == RecipientKind.COLLECTIVE:
            found = self._collectives.get(row.unit_id or 0)
            return Match(MATCHED, found.id) if found else Match(NEW)
        if row.id_number and row.id_number in self._by_number:
            return self._same_number(row, self._by_number[row.id_number])
        candidates = [k for k in self._by_name[row.kind, fold(row.name)] if self._may_be(row, k)]
        exact = [k for k in candidates if self._is(row, k)]
        if len(exact) == 1:
            return Match(MATCHED, exact[0].id)
        if candidates:
            return Match(AMBIGUOUS, None, tuple(exact or candidates))
        return Match(NEW)

    def _same_number(self, row: ParsedRow, known: Known) -> Match:
        if fold(known.name) != fold(row.name):
            row.problems.append(
                Problem(
                    "id_number", f"Số định danh này đã ghi cho {known.words()}; hãy kiểm tra tên hoặc số."
                )
            )
            return Match(AMBIGUOUS, None, (known,))
        if row.birth_date and known.birth_date and row.birth_date != known.birth_date:
            row.problems.append(
                Problem(
                    "birth_date",
                    f"Hồ sơ đã có ghi ngày sinh {date_vi(known.birth_date)}; giữ theo hồ sơ.",
                    NOTE,
                )
            )
        if row.unit_id != known.unit_id:
            row.problems.append(
                Problem("unit", f"Người này đang công tác tại {known.unit_name}; cần chuyển đơn vị trước.")
            )
        return Match(MATCHED, known.id)

    @staticmethod
    def _may_be(row: ParsedRow, known: Known) -> bool:
        if row.id_number and known.id_number and row.id_number != known.id_number:
            return False
        if row.birth_date and known.birth_date:
            return row.birth_date == known.birth_date
        if row.birth_year and known.birth_date:
            return row.birth_year == known.birth_date.year
        return row.unit_id == known.unit_id

    @staticmethod
    def _is(row: ParsedRow, known: Known) -> bool:
        """Name and unit agree, and the birth too where both say it; a row without birth needs a lone namesake."""
        return row.unit_id == known.unit_id
