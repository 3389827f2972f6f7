"""Jobs of the house itself."""

from __future__ import annotations

from datetime import date

from thidua.foundation.daily import KIND, run_day
from thidua.foundation.jobs import Running, job


@job(KIND)
def the_day(job: Running) -> str:
    """The work of one business day."""
    day = date.fromisoformat(job.args["day"])
    return f"Đã làm việc hằng ngày {day:%d/%m/%Y} của {run_day(day)} phần."
