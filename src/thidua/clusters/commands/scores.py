"""Scores entered by each side with every change kept, sheets sent, proofs added, objections raised and ruled on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from django.db import transaction

from thidua.access.standing import acting_for
from thidua.access.types import Actor
from thidua.clusters import logic
from thidua.clusters.access import SCORERS, Standpoint
from thidua.clusters.commands.common import enter_in_ledger, locked, participant_of, tell
from thidua.clusters.models import Entry, EntryChange, Objection, Participant
from thidua.clusters.reckoning import stored_of
from thidua.clusters.types import Place, Ruling, Side, Stage
from thidua.foundation.clock import now
from thidua.foundation.errors import NotThere, Refused, demand
from thidua.foundation.files import StoredFile, store
from thidua.kernel.decision import require
from thidua.organisation.models import Unit
from thidua.scoring import engine
from thidua.scoring.queries import sheet_of


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody enters on one criterion; `source` names the target the figures come from."""

    value: engine.Entry
    words: str = ""
    source: str = ""


@transaction.atomic
def enter(
    *, actor: Actor, participant_id: int, version: int, side: Side, typed: Mapping[str, Typed], why: str = ""
) -> int:
    """Enter values as one side; answers how many criteria changed.

    What differs from a value that stood before needs `why` from everyone but the unit itself. Whoever comes second
    is refused and shown what changed. Raises NotThere, Refused, Stale.
    """
    participant, row, cluster, view = participant_of(actor, participant_id, version)
    demand(require(participant.out_on is None, "Đơn vị đã ra khỏi đợt chấm."))
    sheet = sheet_of(row.sheet_id)
    leaves = {leaf.code: leaf for leaf in sheet.leaves}
    if unknown := typed.keys() - leaves.keys():
        raise Refused(f"Bảng điểm không có tiêu chí “{min(unknown)}”.")
    demand_side(actor, view, participant, leaves, side, typed)
    changed = write(actor, participant, leaves, side, typed, why, Stage(row.stage))
    if changed:
        says = f"{side.label} chấm {changed} tiêu chí của {participant.unit.name}, {row.title}"
        enter_in_ledger(actor, "enter", participant, says, cluster.unit_id)
    return changed


def demand_side(
    actor: Actor,
    view: Standpoint,
    participant: Participant,
    leaves: Mapping[str, engine.Leaf],
    side: Side,
    typed: Mapping[str, Typed],
) -> None:
    """Refuse whoever is not what they act as."""
    agency = side is Side.AGENCY and is_agency(actor, [leaves[code] for code in typed])
    demand(
        require(
            side in view.sides(participant.unit_id, agency=agency),
            f"Việc này cần là: {side.label.lower()}.",
        )
    )


def is_agency(actor: Actor, leaves: list[engine.Leaf]) -> bool:
    """Whether the actor is an officer of the agencies that score all those criteria. As `agencies_of`."""
    mine = agencies_of(actor)
    return bool(leaves) and all(mine(leaf) for leaf in leaves if leaf.by is engine.By.AGENCY)


def agencies_of(actor: Actor) -> Callable[[engine.Leaf], bool]:
    """Which criteria are scored by the agencies the actor is an officer of, however many are asked. Three queries."""
    if actor.is_system:
        return lambda leaf: True
    own = acting_for(actor, SCORERS)
    codes = set(Unit.objects.filter(pk__in=own).values_list("code", flat=True)) if own else set()
    return lambda leaf: leaf.agency in codes


def write(
    actor: Actor,
    participant: Participant,
    leaves: Mapping[str, engine.Leaf],
    side: Side,
    typed: Mapping[str, Typed],
    why: str,
    stage: Stage | None,
) -> int:
    """Keep what changed with its trace; `stage` None writes past the stages, for corrections. Five queries."""
    before = {entry.leaf: entry for entry in Entry.objects.filter(participant=participant, leaf__in=typed)}
    moment, fresh, mended, trace = now(), [], [], []
    for code, each in typed.items():
        entry = before.get(code) or Entry(participant=participant, leaf=code)
        new = stored_of(each.value)
        if entry.value == new and entry.words == each.words and entry.source == each.source:
            continue
        if stage is not None:
            demand(logic.may_score(side, leaves[code].by, stage))
        faults = list(engine.entry_faults(leaves[code], each.value))
        if faults:
            raise Refused(*(f"Tiêu chí “{leaves[code].title}”: {fault}" for fault in faults))
        if entry.value is not None and entry.value != new and side is not Side.MEMBER and not why.strip():
            raise Refused(f"Sửa điểm của tiêu chí “{leaves[code].title}” thì ghi lý do.")
        if entry.value != new:
            trace.append((code, entry.value, new))
        entry.value, entry.words, entry.source = new, each.words[:1000], each.source
        if side is Side.MEMBER:
            entry.claimed = new
        (mended if entry.pk else fresh).append(entry)
    Entry.objects.bulk_create(fresh, batch_size=500)
    Entry.objects.bulk_update(mended, ["claimed", "value", "words", "source"], batch_size=200)
    ids = {entry.leaf: entry.pk for entry in (*fresh, *mended)}
    EntryChange.objects.bulk_create(
        [
            EntryChange(
                entry_id=ids[code], side=side, old=old, new=new, why=why.strip()[:500], at=moment, by=actor.ref,
                by_name=actor.name, version=participant.version + 1,
            )
            for code, old, new in trace
        ],
        batch_size=500,
    )  # fmt: skip
    if fresh or mended:
        participant.version += 1
        participant.save(update_fields=["version"])
    return len(fresh) + len(mended)


@transaction.atomic
def send(*, actor: Actor, participant_id: int, version: int) -> None:
    """Say that the unit's self-scoring is complete. Raises NotThere, Refused with what is missing, Stale.

    `version` is the sheet's as it was seen: nobody sends what a colleague changed meanwhile.
    """
    participant, row, cluster, view = participant_of(actor, participant_id, version)
    demand(
        require(Side.MEMBER in view.sides(participant.unit_id), "Việc này của chính đơn vị.")
        & require(row.stage == Stage.SELF, "Đã hết bước tự chấm.")
        & require(participant.sent_at is None, "Đơn vị đã gửi bảng tự chấm.")
    )
    sheet = sheet_of(row.sheet_id)
    have = set(
        Entry.objects.filter(participant=participant).exclude(value=None).values_list("leaf", flat=True)
    )
    missing = [leaf.title for leaf in sheet.leaves if leaf.by is engine.By.HEAD and leaf.code not in have]
    demand(require(not missing, f"Chưa chấm: {'; '.join(missing[:10])}."))
    participant.sent_at = now()
    participant.version += 1
    participant.save(update_fields=["sent_at", "version"])
    heads = row.cluster.members.filter(until=None, place__in=[Place.HEAD, Place.DEPUTY])
    text = f"{participant.unit.name} đã gửi bảng tự chấm, {row.title}."
    tell([(pk, text, _url(participant)) for pk in heads.values_list("unit_id", flat=True)], actor.today)
    enter_in_ledger(actor, "send", participant, text, cluster.unit_id)


@transaction.atomic
def add_proof(
    *, actor: Actor, participant_id: int, leaf: str, upload: BinaryIO | bytes, name: str
) -> StoredFile:
    """Keep a file as proof of a criterion, until the meeting. Raises NotThere, Refused for who and for the file."""
    participant, row, cluster, view = participant_of(actor, participant_id)
    demand(
        require(
            bool(view.sides(participant.unit_id)),
            "Việc này của đơn vị, trưởng cụm, khối hoặc cơ quan thường trực.",
        )
        & require(row.stage not in (Stage.MEETING, Stage.PUBLISHED), "Cụm, khối đã họp.")
    )
    if leaf not in {each.code for each in sheet_of(row.sheet_id).leaves}:
        raise NotThere
    kept = store(
        upload, name=name, kind=leaf, object_type="cluster_participant", object_id=participant.pk, actor=actor,
        unit_id=participant.unit_id,
    )  # fmt: skip
    says = f"Nộp minh chứng cho tiêu chí {leaf} của {participant.unit.name}, {row.title}"
    enter_in_ledger(actor, "add_proof", participant, says, cluster.unit_id)
    return kept


@transaction.atomic
def object_to(*, actor: Actor, participant_id: int, leaf: str, words: str) -> int:
    """Object to what stands for one's unit on a criterion; answers the objection's id. Raises NotThere, Refused."""
    participant, row, cluster, view = participant_of(actor, participant_id)
    entry = Entry.objects.filter(participant=participant, leaf=leaf).first()
    demand(
        require(Side.MEMBER in view.sides(participant.unit_id), "Việc này của chính đơn vị.")
        & require(row.stage == Stage.OBJECT, "Chỉ có ý kiến ở bước phản hồi.")
        & require(bool(words.strip()), "Ghi nội dung ý kiến.")
        & require(entry is not None, "Tiêu chí này chưa có điểm.")
    )
    assert entry is not None
    demand(
        require(
            not entry.objections.filter(ruling=Ruling.OPEN).exists(),
            "Đã có một ý kiến về tiêu chí này đang chờ trả lời.",
        )
    )
    made = Objection.objects.create(entry=entry, words=words.strip(), raised_at=now(), raised_by=actor.ref)
    says = f"{participant.unit.name} có ý kiến về tiêu chí {leaf}, {row.title}"
    enter_in_ledger(actor, "object_to", participant, says, cluster.unit_id)
    return made.pk


@transaction.atomic
def rule(
    *, actor: Actor, objection_id: int, ruling: Ruling, reason: str, value: engine.Entry | None = None
) -> None:
    """Rule on an objection with a reason; upholding one may set the value anew. Raises NotThere, Refused."""
    found = Objection.objects.filter(pk=objection_id).values_list("entry__participant_id", flat=True).first()
    if found is None:
        raise NotThere
    participant, row, cluster, view = participant_of(actor, found)
    objection = locked(Objection, objection_id)
    leaf = next(each for each in sheet_of(row.sheet_id).leaves if each.code == objection.entry.leaf)
    demand(view.may_lead())
    demand(
        require(view.office or leaf.by is engine.By.HEAD, "Tiêu chí này do cơ quan thường trực trả lời.")
        & require(row.stage == Stage.OBJECT, "Chỉ trả lời ở bước phản hồi.")
        & require(objection.ruling == Ruling.OPEN, "Ý kiến này đã được trả lời.")
        & require(ruling is not Ruling.OPEN, "Chọn chấp nhận hoặc không chấp nhận.")
        & require(bool(reason.strip()), "Ghi lý do trả lời.")
        & require(value is None or ruling is Ruling.UPHELD, "Không chấp nhận thì không sửa điểm.")
    )
    objection.ruling, objection.reason = ruling, reason.strip()
    objection.ruled_at, objection.ruled_by = now(), actor.ref
    objection.save(update_fields=["ruling", "reason", "ruled_at", "ruled_by"])
    if value is not None:
        side = Side.OFFICE if view.office else Side.HEAD
        typed = {leaf.code: Typed(value, objection.entry.words)}
        write(actor, participant, {leaf.code: leaf}, side, typed, reason, Stage(row.stage))
    text = f"{row.title}: ý kiến về tiêu chí “{leaf.title}” được trả lời: {ruling.label.lower()}."
    tell([(participant.unit_id, text, _url(participant))], actor.today)
    enter_in_ledger(actor, "rule", participant, f"{participant.unit.name}: {text}", cluster.unit_id)


def _url(participant: Participant) -> str:
    return f"/cum-khoi/bang/{participant.pk}/"
