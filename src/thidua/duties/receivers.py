"""What duties say to news of the rooms below."""

from __future__ import annotations

from typing import Any

from thidua.duties.models import Duty
from thidua.duties.types import DutyState
from thidua.foundation.errors import Refused


def keep_clause(clause_id: int, **_: Any) -> None:
    """A clause on which a duty stands is not looked at again: what was ordered keeps its words. Raises Refused."""
    live = [state for state in DutyState if state.live]
    count = Duty.objects.filter(clause=clause_id, parent=None, state__in=live).count()
    if count:
        raise Refused(f"Nội dung này đã thành {count} nhiệm vụ; hãy rút các nhiệm vụ đó trước.")
