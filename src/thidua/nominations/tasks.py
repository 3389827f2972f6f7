"""Jobs of this room."""

from thidua.nominations.imports import tasks as _imports  # noqa: F401 -- importing registers the jobs
