"""The work that has a limit: verdicts, a round, a paper, an import. Each answers what was measured and a note."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import date

from django.db import connection, transaction

from bench.directives import thirty_points
from thidua.access.types import system_actor
from thidua.eligibility.commands import check_many
from thidua.eligibility.types import Asked
from thidua.foundation.files import path_of, store
from thidua.lawbook import Record, check, load_book, parse_questions
from thidua.lawbook.deciding import outcome
from thidua.lawbook.roadmap import ground, roadmap
from thidua.nominations.imports.reader import read_workbook
from thidua.nominations.imports.reading import read_batch
from thidua.nominations.imports.workbook import template
from thidua.nominations.imports.writing import write_batch
from thidua.nominations.models import ImportBatch, Nomination, Round
from thidua.nominations.types import ImportState
from thidua.organisation.models import Unit
from thidua.papers.decision import decision
from thidua.papers.model import Letterhead, Numbering, Signature
from thidua.papers.pdf import to_pdf
from thidua.papers.people import Grant, Recipient
from thidua.site.demo.names import invent

TODAY = date(2021, 12, 15)
Measured = tuple[float, str]


class _TakeBack(Exception):
    """Raised at the end of a measurement, so that the database stays as it was."""


def _official() -> Record:
    """Six good years of one official, put to a certificate of the Prime Minister."""
    years = dict.fromkeys(range(2016, 2022), "excellent")
    [record] = parse_questions(
        {
            "recipient": {"kind": "person", "group": "official", "recruited": "2005-03-01"},
            "facts": {
                "complete": [2010, 2021],
                "ratings": years,
                "titles": {"advanced_worker": list(years)},
                "initiatives": [
                    {"year": year, "form": "initiative", "scope": "unit", "recognised_by": "unit"} for year in years
                ],
                "awards": [
                    {"code": "provincial_certificate_of_merit", "decided": "2016-05-10", "period": [2014, 2015],
                     "route": "merit"}
                ],
            },
            "question": {
                "award": "pm_certificate_of_merit", "route": "merit", "period": [2016, 2021], "year": 2021,
                "decided_on": "2021-12-15",
            },
        }
    )  # fmt: skip
    return record


def verdict() -> Measured:
    """Seconds for one verdict with its explanation, the record already parsed."""
    book, record = load_book(), _official()
    check(book, record)
    times = [_timed(lambda: check(book, record)) for _ in range(200)]
    return statistics.median(times), f"Bằng khen của Thủ tướng, p95 {sorted(times)[189] * 1000:.2f} ms"


def mere_outcome() -> Measured:
    """The share of a verdict's time that its outcome alone takes, without words."""
    book, record = load_book(), _official()
    spent = [
        statistics.median(_timed(lambda ask=ask: ask(book, record)) for _ in range(200))
        for ask in (outcome, check)
    ]
    return spent[0] / spent[1], f"{spent[0] * 1000:.3f} ms so với {spent[1] * 1000:.3f} ms"


def road() -> Measured:
    """Seconds for the overview of ten years ahead of one official."""
    book, record = load_book(), _official()
    times = [_timed(lambda: roadmap(ground(book, record, 10))) for _ in range(20)]
    return statistics.median(times), f"chậm nhất {max(times) * 1000:.0f} ms"


def season() -> Measured:
    """Seconds to put 2,000 nominations to the law, facts gathered and checks written."""
    rows = list(
        Nomination.objects.order_by("pk")[:2000].values("pk", "recipient_id", "award", "route", "year")
    )
    asked = [
        Asked(r["pk"], r["recipient_id"], r["award"], r["route"], r["year"], None, None, "", TODAY)
        for r in rows
    ]
    count = 0

    def counting(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        nonlocal count
        count += 1
        return execute(sql, params, many, context)

    spent = 0.0
    try:
        with transaction.atomic(), connection.execute_wrapper(counting):
            spent = _timed(lambda: check_many(system_actor(TODAY), asked))
            raise _TakeBack
    except _TakeBack:
        pass
    return spent, f"{len(asked)} đề nghị, {count} truy vấn"


def paper() -> Measured:
    """Seconds for the PDF of a decision with a thousand names."""
    from random import Random

    rng = Random(1)
    people = tuple(
        Recipient(
            f"{invent(rng).full}", "person", "Bà", "Giáo viên", "Trường mẫu", "Lao động tiên tiến", 450_000
        )
        for _ in range(1000)
    )
    document = decision(
        letterhead=Letterhead("ỦY BAN NHÂN DÂN TỈNH ĐẮK NÔNG", "ỦY BAN NHÂN DÂN HUYỆN CƯ JÚT", "Cư Jút"),
        number=Numbering("15/QĐ-UBND"),
        date=TODAY,
        issuer="CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN CƯ JÚT",
        grants=(
            Grant("Công nhận danh hiệu", "Lao động tiên tiến", people, "đã hoàn thành tốt nhiệm vụ năm 2021"),
        ),
        legal_basis=("Căn cứ Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003",),
        proposal="Theo đề nghị của Trưởng phòng Phòng Nội vụ",
        executors="Chánh Văn phòng, Trưởng phòng Phòng Nội vụ và các cá nhân có tên tại Điều 1",
        signature=Signature(("CHỦ TỊCH",), "Phan Quốc Vinh"),
        receivers=("Như Điều 3", "Lưu: VT"),
    )
    to_pdf(document)
    size = 0

    def once() -> None:
        nonlocal size
        size = len(to_pdf(document))

    return _timed(once), f"{size / 1e6:.1f} MB"


def whole_import() -> Measured:
    """How many times longer preview and writing take than merely reading the file into rows of text.

    The law's check of the written rows is a job of its own; it is measured as `season`.
    """
    from random import Random

    rng = Random(2)
    rows = [
        {
            "kind": "Cá nhân", "name": invent(rng).full,
            "birth_date": f"{at % 28 + 1:02d}/{at % 12 + 1:02d}/{1940 + at % 20}",
            "gender": "Nữ", "id_number": f"0671{at:08d}", "group": "Công nhân", "award": "Lao động tiên tiến",
            "year": "2021", "rating": "HTTNV",
        }
        for at in range(50_000)
    ]  # fmt: skip
    data = template(title="Đo", unit_names=[], award_names=[], sample=rows)
    merely = min(_timed(lambda: _merely_read(data)) for _ in range(3))
    actor = system_actor(TODAY)
    spent, file = 0.0, None
    unit, season = Unit.objects.get(pk=3), Round.objects.get()
    try:
        with transaction.atomic():
            batch = ImportBatch.objects.create(
                round=season, unit=unit, file_id=0, file_name="do.xlsx", created_at="2021-12-15T08:00:00+07:00",
                created_by="bench",
            )  # fmt: skip
            kept = store(
                data, name="do.xlsx", kind="import", object_type="import", object_id=batch.pk, actor=actor,
                accept=("xlsx",), limit=50_000_000,
            )  # fmt: skip
            file = path_of(kept.id)
            ImportBatch.objects.filter(pk=batch.pk).update(file_id=kept.id)
            read = _timed(lambda: read_batch(batch.pk, TODAY, lambda *_: None))
            batch.refresh_from_db()
            if batch.problems or batch.questions:
                raise RuntimeError(
                    f"{batch.problems} problems, {batch.questions} questions in the list to measure"
                )
            ImportBatch.objects.filter(pk=batch.pk).update(state=ImportState.WRITING)
            write = _timed(lambda: write_batch(actor, batch.pk, lambda *_: None))
            spent = read + write
            raise _TakeBack
    except _TakeBack:
        pass
    finally:
        if file is not None:  # the rows went with the transaction, the file does not
            file.unlink()
    return spent / merely, f"chỉ đọc {merely:.2f} s; xem trước {read:.1f} s, ghi {write:.1f} s"


def _merely_read(data: bytes) -> int:
    """Every cell of the list as tidy text, by column, and nothing more."""
    return len(read_workbook(data).rows)


def _timed(do: Callable[[], object]) -> float:
    begun = time.perf_counter()
    do()
    return time.perf_counter() - begun


TIMES: dict[str, Callable[[], Measured]] = {
    "directive": thirty_points,
    "verdict": verdict,
    "road": road,
    "round": season,
    "paper": paper,
}
RATIOS: dict[str, Callable[[], Measured]] = {"import": whole_import, "outcome": mere_outcome}
