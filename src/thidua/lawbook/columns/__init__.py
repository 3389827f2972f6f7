"""The same law over many recipients at once: their facts as columns, every condition as a few sweeps over them.

What `lawbook.evaluation` explains for one record, this decides for a register: the words of the rules are those of
`lawbook.predicates`, each written a second time for columns. The two are held together by a property test.
"""

from __future__ import annotations

from thidua.lawbook.columns.building import table_of
from thidua.lawbook.columns.table import Section, Table

__all__ = ["Section", "Table", "table_of"]
