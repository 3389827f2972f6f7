"""The meeting's votes, the result published and corrected, and what is put forward from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction

from thidua.access.types import Actor
from thidua.achievements.putting_forward import PutForward, ask
from thidua.achievements.types import Route
from thidua.clusters import logic
from thidua.clusters.commands.activities import meeting_held
from thidua.clusters.commands.common import enter_in_ledger, participant_of, round_of, tell
from thidua.clusters.commands.scores import Typed, write
from thidua.clusters.models import Participant, Proposal, Result, Round, Standing, Vote
from thidua.clusters.reckoning import collector_at_rest, inputs_of, work_out
from thidua.clusters.types import Honour, Side, Stage
from thidua.foundation.clock import now
from thidua.foundation.errors import NotThere, Refused, demand
from thidua.kernel.decision import require
from thidua.organisation.models import Recipient
from thidua.scoring.models import Sheet
from thidua.scoring.storing import sheet_from


@transaction.atomic
def record_meeting(
    *,
    actor: Actor,
    round_id: int,
    version: int,
    met_on: date,
    met_at: str,
    present: int,
    votes: Mapping[tuple[int, Honour], int],
    said: str = "",
) -> None:
    """Record the meeting and its secret vote: yes votes by participant and honour; former counts become void.

    Raises NotThere, Refused without a quorum or for counts that cannot be, Stale.
    """
    row, cluster, view = round_of(actor, round_id, version)
    ranked = set(Participant.objects.filter(round=row, out_on=None).values_list("pk", flat=True))
    demand(view.may_lead())
    demand(
        require(row.stage == Stage.MEETING, "Đợt chấm chưa đến bước họp, hoặc đã công bố.")
        & require(met_on <= actor.today, "Ngày họp không thể ở sau hôm nay.")
        & logic.holds(present, len(ranked))
    )
    if votes.keys() and not {pk for pk, _ in votes} <= ranked:
        raise NotThere
    wrong = [yes for yes in votes.values() if not 0 <= yes <= present]
    demand(require(not wrong, f"Số phiếu đồng ý phải từ 0 đến {present} (số đơn vị dự họp)."))
    Vote.objects.filter(participant__round=row, void_at=None).update(void_at=now())
    Vote.objects.bulk_create(
        Vote(participant_id=pk, honour=honour, yes=yes) for (pk, honour), yes in sorted(votes.items())
    )
    former = row.met_on
    row.met_on, row.met_at, row.present, row.entitled = met_on, met_at.strip()[:200], present, len(ranked)
    row.said = said.strip()
    row.version += 1
    row.save()
    meeting_held(actor, row, former)
    says = f"Ghi cuộc họp {row.title} của {cluster}: {present}/{len(ranked)} đơn vị dự"
    enter_in_ledger(actor, "record_meeting", row, says, cluster.unit_id)


@transaction.atomic
def publish(*, actor: Actor, round_id: int, version: int) -> int:
    """Lock a round and publish its result; answers the result's id. Raises NotThere, Refused, Stale."""
    row, cluster, view = round_of(actor, round_id, version)
    demand(view.may_decide())
    demand(require(row.stage == Stage.MEETING, "Chỉ công bố sau khi cụm, khối đã họp."))
    made = _settle(actor, row, reason="", voted=row.present is not None)
    row.stage = Stage.PUBLISHED
    row.version += 1
    row.save(update_fields=["stage", "version"])
    _tell(row, f"{cluster.title}: đã công bố kết quả {row.title}.", actor.today)
    enter_in_ledger(actor, "publish", row, f"Công bố kết quả {row.title} của {cluster}", cluster.unit_id)
    return made.pk


@transaction.atomic
def correct(
    *, actor: Actor, participant_id: int, version: int, typed: Mapping[str, Typed], reason: str
) -> int:
    """Correct what stood in a published result: another result with its reason, the former stays; answers its id.

    Raises NotThere, Refused (nothing changed, no reason), Stale.
    """
    participant, row, cluster, view = participant_of(actor, participant_id, version)
    demand(view.may_decide())
    demand(
        require(row.stage == Stage.PUBLISHED, "Kết quả chưa công bố thì sửa điểm như thường.")
        & require(bool(reason.strip()), "Ghi lý do đính chính kết quả.")
        & require(participant.out_on is None, "Đơn vị đã ra khỏi đợt chấm.")
    )
    leaves = {leaf.code: leaf for leaf in sheet_from(row.sheet.body).leaves}
    if typed.keys() - leaves.keys():
        raise NotThere
    if not write(actor, participant, leaves, Side.OFFICE, typed, reason, None):
        raise Refused("Không có điểm nào thay đổi.")
    made = _settle(actor, row, reason=reason.strip(), voted=True)
    _tell(row, f"{cluster.title}: kết quả {row.title} được đính chính.", actor.today)
    says = f"Đính chính kết quả {row.title} của {cluster}, bản {made.number}: {reason.strip()}"
    enter_in_ledger(actor, "correct", row, says, cluster.unit_id)
    return made.pk


@transaction.atomic
def propose(*, actor: Actor, round_id: int, version: int, chosen: Iterable[tuple[int, Honour]]) -> list[int]:
    """Put participants forward for flags and certificates: drafts of nominations at their units; answers their ids.

    Within the sheet's numbers, only for whom the vote carried and no case stands against it, each once.
    Raises NotThere, Refused, Stale.
    """
    row, cluster, view = round_of(actor, round_id, version)
    wanted = sorted(set(chosen), key=lambda each: (each[0], each[1].value))
    demand(view.may_decide())
    demand(
        require(row.stage == Stage.PUBLISHED, "Chỉ đề nghị sau khi công bố kết quả.")
        & require(bool(wanted), "Chưa chọn đơn vị nào.")
    )
    standings = {each.participant_id: each for each in latest_standings(row.pk)}
    if not {pk for pk, _ in wanted} <= standings.keys():
        raise NotThere
    _demand_entitled(row, wanted, standings)
    units = dict(Participant.objects.filter(round=row).values_list("pk", "unit_id"))
    recipients = dict(
        Recipient.objects.filter(collective__in=[units[pk] for pk, _ in wanted]).values_list(
            "collective_id", "pk"
        )
    )
    if without := [pk for pk, _ in wanted if units[pk] not in recipients]:
        name = Participant.objects.get(pk=without[0]).unit.name
        raise Refused(f"{name} chưa có trong danh sách tập thể được khen thưởng; hãy ghi danh trước.")
    made = ask(
        actor=actor,
        items=[
            PutForward(
                unit_id=cluster.unit_id,
                recipient_id=recipients[units[pk]],
                award=honour.award,
                route=Route.MERIT,
                year=cluster.year,
                origin_kind="cluster_round",
                origin_id=row.pk,
                origin_title=f"{row.title}, {cluster.title}",
                origin_url=f"/cum-khoi/dot/{row.pk}/",
                achievement=f"Xếp thứ {standings[pk].rank} trong {cluster.title} năm {cluster.year}",
            )
            for pk, honour in wanted
        ],
    )
    Proposal.objects.bulk_create(
        Proposal(participant_id=pk, honour=honour, nomination_id=nomination, at=now(), by=actor.ref)
        for (pk, honour), nomination in zip(wanted, made, strict=True)
    )
    row.version += 1
    row.save(update_fields=["version"])
    says = f"Đề nghị khen thưởng {len(made)} trường hợp từ {row.title} của {cluster}"
    enter_in_ledger(actor, "propose", row, says, cluster.unit_id)
    return made


def latest_standings(round_id: int) -> list[Standing]:
    """The standings of a round's newest result, best first. One query."""
    newest = Result.objects.filter(round_id=round_id).order_by("-number").values("pk")[:1]
    rows = Standing.objects.filter(result__in=list(newest.values_list("pk", flat=True)))
    return list(
        rows.select_related("participant__unit").order_by("rank", "participant__unit__sort_key", "pk")
    )


def _demand_entitled(row: Round, wanted: list[tuple[int, Honour]], standings: Mapping[int, Standing]) -> None:
    sheet = sheet_from(row.sheet.body)
    yes = {(vote.participant_id, Honour(vote.honour)): vote.yes for vote in _votes(row)}
    before = [(each.participant_id, Honour(each.honour)) for each in _proposals(row)]
    for honour, quota in ((Honour.FLAG, sheet.quota), (Honour.CERTIFICATE, sheet.certificates)):
        asked = [pk for pk, which in wanted if which is honour]
        given = [pk for pk, which in before if which is honour]
        demand(
            require(
                not asked or len(asked) + len(given) <= quota,
                f"{honour.label}: bảng điểm cho {quota}, đã đề nghị {len(given)}, nay thêm {len(asked)}.",
            )
        )
        for pk in asked:
            name = standings[pk].participant.unit.name
            demand(
                require(pk not in given, f"{name} đã được đề nghị {honour.label}.")
                & require(
                    not standings[pk].score.get("blocked"),
                    f"{name}: {'; '.join(standings[pk].score.get('blocked', []))}, không xét {honour.label}.",
                )
                & require(
                    logic.carried(yes.get((pk, honour), 0), row.present or 0),
                    f"{name}: cuộc họp chưa có quá nửa số phiếu đồng ý đề nghị {honour.label}.",
                )
            )


def _votes(row: Round) -> list[Vote]:
    return list(Vote.objects.filter(participant__round=row, void_at=None))


def _proposals(row: Round) -> list[Proposal]:
    return list(Proposal.objects.filter(participant__round=row))


def _settle(actor: Actor, row: Round, *, reason: str, voted: bool) -> Result:
    sheet: Sheet = row.sheet
    with collector_at_rest():
        inputs = inputs_of(row.pk)
        found = work_out(sheet_from(sheet.body), inputs)
        demand(logic.may_go_on(Stage.MEETING, missing=found.missing, voted=voted))
        made = Result.objects.create(
            round=row,
            number=Result.objects.filter(round=row).count() + 1,
            published_on=actor.today,
            published_by=actor.ref,
            reason=reason,
            sheet_digest=sheet.digest,
            inputs=inputs,
        )
        Standing.objects.bulk_create(
            [
                Standing(
                    result=made, participant_id=pk, rank=placed.rank, tied=placed.tied, flag=placed.flag,
                    certificate=placed.certificate, score=placed.score.model_dump(mode="json"),
                )
                for pk, placed in found.by_participant().items()
            ],
            batch_size=200,
        )  # fmt: skip
    return made


def _tell(row: Round, text: str, day: date) -> None:
    units = Participant.objects.filter(round=row).values_list("unit_id", flat=True)
    tell([(unit_id, text, f"/cum-khoi/dot/{row.pk}/") for unit_id in units], day)
