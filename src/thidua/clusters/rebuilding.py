"""Every published total again from what is stored: the proof that no result came about otherwise."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Max

from thidua.clusters.models import Result
from thidua.clusters.reckoning import inputs_of, work_out
from thidua.scoring.models import Sheet
from thidua.scoring.storing import digest_of, sheet_from


@dataclass(slots=True)
class Report:
    """How many results and standings were worked out again, and what differs, a Vietnamese sentence each."""

    results: int = 0
    standings: int = 0
    faults: list[str] = field(default_factory=list)


def rebuild() -> Report:
    """Work every published result out again from its stored inputs and the sheet of its year.

    The newest of each round is also compared with the entries as they stand. Reads only; a constant number of
    queries for each result.
    """
    report = Report()
    newest = dict(Result.objects.values_list("round_id").annotate(Max("number")))
    results = Result.objects.select_related("round__cluster").order_by("pk")
    for result in results.iterator(chunk_size=20):
        report.results += 1
        sheet = Sheet.objects.get(pk=result.round.sheet_id)
        where = f"{result.round.title}, {result.round.cluster}, bản {result.number}"
        if not result.sheet_digest == sheet.digest == digest_of(sheet.body):
            report.faults.append(f"{where}: bảng điểm không còn như khi công bố.")
            continue
        found = work_out(sheet_from(sheet.body), result.inputs).by_participant()
        stored = {each.participant_id: each for each in result.standings.select_related("participant__unit")}
        if found.keys() != stored.keys():
            report.faults.append(f"{where}: các đơn vị được xếp hạng không khớp số liệu đã lưu.")
        for pk, standing in stored.items():
            report.standings += 1
            placed = found.get(pk)
            if placed is None or (
                placed.rank, placed.tied, placed.flag, placed.certificate, placed.score.model_dump(mode="json")
            ) != (standing.rank, standing.tied, standing.flag, standing.certificate, standing.score):  # fmt: skip
                report.faults.append(f"{where}: {standing.participant.unit.name} tính lại ra kết quả khác.")
        if newest[result.round_id] == result.number and inputs_of(result.round_id) != result.inputs:
            report.faults.append(f"{where}: bản công bố không khớp số liệu đang lưu.")
    return report
