"""What must hold of runs at every moment."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, F, Sum

from thidua.foundation.invariants import Invariant
from thidua.insight.models import Found, Run, Tally
from thidua.insight.types import RunState, What


def _rows_amiss() -> Iterator[str]:
    """Runs whose rows are not as many as they say: all are there, or (before they are done) none is shown."""
    counted = dict(
        Found.objects.filter(run__state=RunState.DONE).order_by().values_list("run").annotate(n=Count("pk"))
    )
    for pk, rows in Run.objects.filter(state=RunState.DONE).values_list("pk", "rows"):
        if counted.get(pk, 0) != rows:
            yield f"lần rà soát {pk}: ghi {rows} dòng, có {counted.get(pk, 0)}"


def _tallies_amiss() -> Iterator[str]:
    """Runs whose counts at their own unit are not those of their rows."""
    counted = {
        (run, what): n
        for run, what, n in Found.objects.filter(run__state=RunState.DONE)
        .order_by()
        .values_list("run", "what")
        .annotate(n=Count("pk"))
    }
    tallied = {
        (run, what): n
        for run, what, n in Tally.objects.filter(run__state=RunState.DONE, unit=F("run__unit"))
        .order_by()
        .values_list("run", "what")
        .annotate(n=Sum("total"))
    }
    for key in sorted({*counted, *tallied}):
        if counted.get(key, 0) != tallied.get(key, 0):
            yield f"lần rà soát {key[0]}, {What(key[1]).label}: đếm {tallied.get(key, 0)}, có {counted.get(key, 0)}"


INVARIANTS = [
    Invariant("insight.rows", "Lần rà soát đã xong giữ đủ số dòng đã ghi.", _rows_amiss),
    Invariant("insight.tallies", "Số đếm của lần rà soát khớp với các dòng của nó.", _tallies_amiss),
    Invariant(
        "insight.conditions",
        "Điều kiện còn thiếu của một dòng thuộc đúng lần rà soát, danh hiệu và loại hình của dòng ấy.",
        lambda: (
            Found.objects.filter(condition__isnull=False)
            .exclude(run=F("condition__run"), award=F("condition__award"), route=F("condition__route"))
            .values_list("pk", flat=True)
        ),
    ),
    Invariant(
        "insight.within",
        "Mỗi dòng của lần rà soát thuộc đơn vị đã rà soát hoặc đơn vị trực thuộc.",
        lambda: Found.objects.exclude(unit__path__startswith=F("run__unit__path")).values_list(
            "pk", flat=True
        ),
    ),
    Invariant(
        "insight.once",
        "Một đối tượng không vừa đủ điều kiện vừa thiếu một điều kiện cho cùng một danh hiệu, loại hình.",
        lambda: (
            Found.objects.filter(what__in=[What.ELIGIBLE, What.ONE_SHORT])
            .order_by()
            .values("run", "recipient", "award", "route")
            .annotate(n=Count("pk"))
            .filter(n__gt=1)
            .values_list("recipient", flat=True)
        ),
    ),
]
