"""Who may look at a background job: whoever asked for it, and those whose scope holds its unit."""

from __future__ import annotations

from collections.abc import Collection

from thidua.foundation.errors import NotThere
from thidua.foundation.jobs import JobStatus, status
from thidua.foundation.models import Job


def job_for(ref: str, visible_units: Collection[int], job_id: int) -> JobStatus:
    """The job as it stands. Raises NotThere for a job of others."""
    row = Job.objects.filter(pk=job_id).values_list("created_by", "unit_id").first()
    if row is None or (row[0] != ref and row[1] not in visible_units):
        raise NotThere
    return status(job_id)
