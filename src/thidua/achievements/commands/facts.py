"""Recording facts of one recipient: rating, initiative, penalty, hold, service, heads, cluster place and the rest."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models, transaction

from thidua.access.types import Actor
from thidua.achievements import logic
from thidua.achievements.access import capacity, may_hold, may_record, see_or_404
from thidua.achievements.models import (
    ClusterPlace,
    Composition,
    Hold,
    Initiative,
    OtherFact,
    Penalty,
    Rating,
    ServiceEvent,
)
from thidua.achievements.news import announce
from thidua.achievements.people import RecipientRef, lock_recipient
from thidua.achievements.types import (
    FactSection,
    HoldReason,
    InitiativeForm,
    InitiativeScope,
    PenaltyLevel,
    RatingLevel,
    ServiceKind,
)
from thidua.foundation.errors import NotThere, demand
from thidua.foundation.ledger import Act, record
from thidua.foundation.locks import lock_one
from thidua.kernel.text import nfc


@transaction.atomic
def set_rating(
    actor: Actor, *, recipient_id: int, year: int, level: RatingLevel | str, document: str = ""
) -> Rating:
    """Record or correct the rating of a year. Raises Refused, NotThere; ValueError for an unknown level."""
    who = _open(actor, recipient_id)
    level = RatingLevel(level)
    demand(logic.year_is_possible(year, actor.today))
    row, before = _put(Rating, who, year, {"level": level.value, "document": nfc(document)})
    _tell(
        actor,
        who,
        "rating",
        row.pk,
        f"Ghi xếp loại năm {year} của {who.name}: {level.label.lower()}.",
        before,
    )
    return row


@transaction.atomic
def set_composition(
    actor: Actor, *, recipient_id: int, year: int, data: Mapping[str, Any], document: str = ""
) -> Composition:
    """Record or correct the heads of a collective in a year, with the keys of the record format."""
    who = _open(actor, recipient_id)
    demand(logic.year_is_possible(year, actor.today) & logic.composition_fits(data))
    row, before = _put(Composition, who, year, {"data": dict(data), "document": nfc(document)})
    _tell(actor, who, "composition", row.pk, f"Ghi số liệu tập thể năm {year} của {who.name}.", before)
    return row


@transaction.atomic
def set_cluster_place(
    actor: Actor,
    *,
    recipient_id: int,
    year: int,
    rank: int,
    size: int,
    nominated: bool = False,
    run_by: str = "province",
    document: str = "",
) -> ClusterPlace:
    """Record or correct a collective's place in its cluster of a year."""
    who = _open(actor, recipient_id)
    demand(logic.year_is_possible(year, actor.today) & logic.place_fits(rank, size, run_by))
    fields = {
        "rank": rank,
        "size": size,
        "nominated": nominated,
        "run_by": run_by,
        "document": nfc(document),
    }
    row, before = _put(ClusterPlace, who, year, fields)
    _tell(
        actor,
        who,
        "cluster",
        row.pk,
        f"Ghi thứ hạng cụm, khối năm {year} của {who.name}: {rank}/{size}.",
        before,
    )
    return row


@transaction.atomic
def add_initiative(
    actor: Actor,
    *,
    recipient_id: int,
    year: int,
    title: str,
    scope: InitiativeScope | str,
    recognised_by: InitiativeScope | str,
    form: InitiativeForm | str = InitiativeForm.INITIATIVE,
    applied: bool = True,
    replicable: bool = True,
    stable_years: int | None = None,
    document: str = "",
) -> Initiative:
    """Record a recognised initiative, topic, solution or model."""
    who = _open(actor, recipient_id)
    demand(logic.year_is_possible(year, actor.today) & logic.text_is_given(title, "tên sáng kiến"))
    row = Initiative.objects.create(
        recipient_id=who.id,
        year=year,
        title=nfc(title)[:300],
        form=InitiativeForm(form).value,
        scope=InitiativeScope(scope).value,
        recognised_by=InitiativeScope(recognised_by).value,
        applied=applied,
        replicable=replicable,
        stable_years=stable_years,
        document=nfc(document),
    )
    _tell(actor, who, "initiative", row.pk, f"Ghi sáng kiến năm {year} của {who.name}: {row.title}.")
    return row


@transaction.atomic
def mark_initiative_used(actor: Actor, *, initiative_id: int, award: str) -> Initiative:
    """Note that an award was given on an initiative's strength, so that no second one rests on it."""
    row = _locked(Initiative, initiative_id)
    who = _open(actor, row.recipient_id)
    if award not in row.used_for:
        before = list(row.used_for)
        row.used_for = [*before, award]
        row.save(update_fields=["used_for"])
        _tell(
            actor, who, "initiative", row.pk, f"Ghi sáng kiến “{row.title}” đã được dùng để xét khen thưởng.",
            {"used_for": (before, row.used_for)},
        )  # fmt: skip
    return row


@transaction.atomic
def add_penalty(
    actor: Actor,
    *,
    recipient_id: int,
    day: date,
    level: PenaltyLevel | str,
    until: date | None = None,
    document: str = "",
) -> Penalty:
    """Record a penalty of that day; `until` its last day where known."""
    who = _open(actor, recipient_id)
    level = PenaltyLevel(level)
    demand(logic.day_is_past(day, actor.today, "Ngày kỷ luật") & logic.days_in_order(day, until))
    row = Penalty.objects.create(
        recipient_id=who.id, date=day, level=level.value, until=until, document=nfc(document)
    )
    _tell(
        actor,
        who,
        "penalty",
        row.pk,
        f"Ghi hình thức {level.label.lower()} ngày {day:%d/%m/%Y} của {who.name}.",
    )
    return row


@transaction.atomic
def end_penalty(actor: Actor, *, penalty_id: int, until: date, document: str = "") -> Penalty:
    """Record the last day of a penalty."""
    row = _locked(Penalty, penalty_id)
    who = _open(actor, row.recipient_id)
    demand(logic.days_in_order(row.date, until))
    before, row.until = row.until, until
    if document:
        row.document = nfc(document)
    row.save(update_fields=["until", "document"])
    _tell(
        actor, who, "penalty", row.pk, f"Ghi ngày hết hiệu lực kỷ luật của {who.name}: {until:%d/%m/%Y}.",
        {"until": (before, until)},
    )  # fmt: skip
    return row


@transaction.atomic
def open_hold(
    actor: Actor, *, recipient_id: int, reason: HoldReason | str, since: date, note: str = ""
) -> Hold:
    """Suspend consideration of a recipient from that day. Also the inspector's act."""
    who = _open(actor, recipient_id, hold=True)
    reason = HoldReason(reason)
    demand(logic.day_is_past(since, actor.today, "Ngày bắt đầu tạm dừng"))
    row = Hold.objects.create(recipient_id=who.id, reason=reason.value, since=since, note=nfc(note)[:300])
    _tell(
        actor, who, "hold", row.pk,
        f"Tạm dừng xét khen thưởng đối với {who.name} từ {since:%d/%m/%Y}: {reason.label.lower()}.",
    )  # fmt: skip
    return row


@transaction.atomic
def close_hold(actor: Actor, *, hold_id: int, until: date, note: str = "") -> Hold:
    """End a hold; `until` is its last day. Refused when it has ended before."""
    row = _locked(Hold, hold_id)
    who = _open(actor, row.recipient_id, hold=True)
    demand(
        logic.hold_is_open(row.until)
        & logic.days_in_order(row.since, until)
        & logic.day_is_past(until, actor.today, "Ngày kết thúc tạm dừng")
    )
    row.until = until
    if note:
        row.note = nfc(f"{row.note} {note}")[:300]
    row.save(update_fields=["until", "note"])
    _tell(
        actor, who, "hold", row.pk, f"Kết thúc tạm dừng xét khen thưởng đối với {who.name} ngày {until:%d/%m/%Y}.",
        {"until": (None, until)},
    )  # fmt: skip
    return row


@transaction.atomic
def add_service_event(
    actor: Actor,
    *,
    recipient_id: int,
    kind: ServiceKind | str,
    year: int | None = None,
    since: date | None = None,
    until: date | None = None,
    data: Mapping[str, Any] | None = None,
) -> ServiceEvent:
    """Record leave, study or transfer; `data` has the further keys of the record format for its kind."""
    who = _open(actor, recipient_id)
    data = dict(data or {})
    demand(logic.service_fits(str(kind), data) & logic.days_in_order(since, until))
    kind = ServiceKind(kind)
    row = ServiceEvent.objects.create(
        recipient_id=who.id, kind=kind.value, year=year, since=since, until=until, data=data
    )
    _tell(actor, who, "service", row.pk, f"Ghi biến động công tác của {who.name}: {kind.label.lower()}.")
    return row


@transaction.atomic
def add_other_fact(
    actor: Actor, *, recipient_id: int, section: str, data: Mapping[str, Any], document: str = ""
) -> OtherFact:
    """Record an entry of a rarer section: movements, posts, contributions, attested, registered, experience."""
    who = _open(actor, recipient_id)
    demand(logic.other_fits(section, data, actor.today))
    row = OtherFact.objects.create(
        recipient_id=who.id, section=section, data=dict(data), document=nfc(document)
    )
    _tell(actor, who, "fact", row.pk, f"Ghi dữ liệu thành tích của {who.name}.")
    return row


@transaction.atomic
def end_experience(actor: Actor, *, fact_id: int, until: date, document: str = "") -> OtherFact:
    """Record the last day of a stretch of work. Refused when it has ended before; NotThere for any other fact."""
    row = _locked(OtherFact, fact_id)
    if row.section != FactSection.EXPERIENCE:
        raise NotThere
    who = _open(actor, row.recipient_id)
    demand(
        logic.work_is_open(row.data.get("until"))
        & logic.days_in_order(date.fromisoformat(row.data["from"]), until)
        & logic.day_is_past(until, actor.today, "Ngày kết thúc")
    )
    row.data = {**row.data, "until": until.isoformat()}
    if document:
        row.document = nfc(document)
    row.save(update_fields=["data", "document"])
    _tell(
        actor, who, "fact", row.pk, f"Ghi ngày kết thúc thời gian công tác của {who.name}: {until:%d/%m/%Y}.",
        {"until": (None, until)},
    )  # fmt: skip
    return row


def _open(actor: Actor, recipient_id: int, *, hold: bool = False) -> RecipientRef:
    """Lock the recipient and ask whether the actor may record here."""
    who = lock_recipient(recipient_id)
    see_or_404(actor, who.unit_path)
    demand((may_hold if hold else may_record)(actor, who.unit_path))
    return who


def _locked(model: type[models.Model], pk: int) -> Any:
    try:
        return lock_one(model, pk)
    except model.DoesNotExist:
        raise NotThere from None


def _put(
    model: type[models.Model], who: RecipientRef, year: int, fields: dict[str, Any]
) -> tuple[Any, dict[str, tuple[Any, Any]]]:
    """Write the one row of a recipient and year; what it said before, for the ledger."""
    row = model._default_manager.filter(recipient_id=who.id, year=year).first()
    if row is None:
        row = model(recipient_id=who.id, year=year)
        before: dict[str, Any] = dict.fromkeys(fields)
    else:
        before = {name: getattr(row, name) for name in fields}
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    return row, {name: (before[name], fields[name]) for name in fields if before[name] != fields[name]}


def _tell(
    actor: Actor,
    who: RecipientRef,
    kind: str,
    pk: int,
    summary: str,
    changes: Mapping[str, tuple[Any, Any]] | None = None,
) -> None:
    announce({who.id}, kind, actor.today)
    record(
        actor,
        Act(
            act=f"achievements.{kind}",
            object_type="recipient",
            object_id=who.id,
            summary=summary,
            unit_id=who.unit_id,
            post=capacity(actor, who.unit_path),
            changes={"ref": (None, f"{kind}:{pk}"), **(changes or {})},
        ),
    )
