"""A unit's registration: written, sent, judged from above, consolidated, and changed afterwards with a reason."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from thidua.access.types import Actor
from thidua.foundation.clock import now
from thidua.foundation.errors import NotThere, Refused, Stale, demand
from thidua.foundation.ledger import Act, record
from thidua.foundation.locks import lock_many, lock_one
from thidua.foundation.notices import notify, notify_many
from thidua.kernel.decision import require
from thidua.lawbook import load_book
from thidua.organisation.queries import recipient_in_scope, unit_in_scope
from thidua.organisation.types import UnitRef
from thidua.registrations import access, logic
from thidua.registrations.access import READERS
from thidua.registrations.content import stored
from thidua.registrations.gathering import standing
from thidua.registrations.models import Pledge, Registration, Season, Sending, Title
from thidua.registrations.types import NewPledge, NewTitle, State
from thidua.targets.queries import target as seen_target


@transaction.atomic
def add_title(*, actor: Actor, season_id: int, unit_id: int, new: NewTitle) -> int:
    """Register a recipient of the unit for an award; answers the row's id. Raises NotThere, Refused."""
    row, unit = _writing(actor, season_id, unit_id)
    return _title(actor, row, unit, new, None).pk


@transaction.atomic
def add_pledge(*, actor: Actor, season_id: int, unit_id: int, new: NewPledge) -> int:
    """Register a commitment in figures; answers the row's id. Raises NotThere, Refused."""
    row, unit = _writing(actor, season_id, unit_id)
    words = " ".join(new.words.split())
    demand(
        require(0 < len(words) <= 500, "Nội dung cam kết dài từ 1 đến 500 ký tự.")
        & require(
            new.amount is None or new.amount.as_tuple().exponent >= -4, "Số nhiều nhất bốn chữ số thập phân."
        )  # type: ignore[operator]
    )
    if new.target_id is not None:
        seen_target(actor, new.target_id)
    made = Pledge.objects.create(
        registration=row,
        words=words,
        amount=new.amount,
        measure=new.measure.strip()[:60],
        target_id=new.target_id,
    )
    _touch(row)
    _record(actor, "add_pledge", row, unit, f"{unit.name} đăng ký: {words[:200]}")
    return made.pk


@transaction.atomic
def withdraw_title(*, actor: Actor, title_id: int, reason: str) -> None:
    """Take a registered title back, with a reason; it stays on record. Raises NotThere, Refused, Stale."""
    title, row, unit = _own_title(actor, title_id)
    _withdraw(title, reason)
    _touch(row)
    _record(
        actor,
        "withdraw_title",
        row,
        unit,
        f"{unit.name} rút đăng ký của {title.recipient.name}: {reason.strip()}",
    )


@transaction.atomic
def change_title(*, actor: Actor, title_id: int, award: str, reason: str) -> int:
    """Register the same recipient for another award instead, with a reason; answers the new row's id.

    Raises NotThere, Refused, Stale.
    """
    title, row, unit = _own_title(actor, title_id)
    demand(require(award != title.award, "Vẫn là danh hiệu, hình thức cũ."))
    _withdraw(title, reason)
    made = _title(actor, row, unit, NewTitle(title.recipient_id, award), title)
    return made.pk


@transaction.atomic
def withdraw_pledge(*, actor: Actor, pledge_id: int, reason: str) -> None:
    """Take a commitment back, with a reason; it stays on record. Raises NotThere, Refused, Stale."""
    pledge = Pledge.objects.filter(pk=pledge_id, withdrawn_at=None).first()
    if pledge is None:
        raise NotThere
    row, unit = _own(actor, pledge.registration_id)
    _still(pledge)
    demand(logic.may_change(State(row.state)) & require(bool(reason.strip()), "Ghi lý do rút."))
    pledge.withdrawn_at, pledge.withdrawn_reason = now(), reason.strip()[:300]
    pledge.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    _touch(row)
    _record(actor, "withdraw_pledge", row, unit, f"{unit.name} rút cam kết: {reason.strip()}")


@transaction.atomic
def send(*, actor: Actor, registration_id: int, version: int) -> None:
    """Send a registration to the level above; what it carries is kept as it is now. Raises NotThere, Refused, Stale."""
    row, unit = _own(actor, registration_id, version)
    season = row.season
    content = standing(row)
    titles, pledges = len(content.titles), len(content.pledges)
    demand(
        logic.open_on(season.opens, season.closes, actor.today, season.closed_on is not None)
        & logic.may_send(State(row.state), titles, pledges)
    )
    row.state, row.sent_at, row.reason = State.SENT, now(), ""
    Sending.objects.create(
        registration=row,
        number=row.sendings.count() + 1,
        sent_at=row.sent_at,
        sent_by=actor.ref,
        content=stored(content),
    )
    top = unit.id == season.unit_id
    if top:  # the unit that opened the season has nobody to ask
        row.state, row.judged_at, row.judged_by = State.APPROVED, now(), actor.ref
    _touch(row)
    if not top and unit.parent_id:
        text = f"{unit.name} đã gửi đăng ký thi đua, {season.title}."
        notify(unit_id=unit.parent_id, roles=READERS, text=text, url=f"/dang-ky/{row.pk}/")
    _record(actor, "send", row, unit, f"{unit.name} gửi đăng ký: {titles} danh hiệu, {pledges} cam kết")


@transaction.atomic
def return_back(*, actor: Actor, registration_id: int, version: int, reason: str) -> None:
    """Return a registration to its unit, with a reason. Raises NotThere, Refused, Stale."""
    row, unit = _judged(actor, registration_id, version)
    demand(require(bool(reason.strip()), "Ghi lý do trả lại."))
    row.state, row.reason, row.judged_at, row.judged_by = (
        State.RETURNED,
        reason.strip()[:500],
        now(),
        actor.ref,
    )
    _touch(row)
    text = f"Đăng ký thi đua bị trả lại, {row.season.title}: {row.reason[:200]}"
    notify(unit_id=unit.id, roles=READERS, text=text, url=f"/dang-ky/{row.pk}/")
    _record(actor, "return_back", row, unit, f"Trả lại đăng ký của {unit.name}: {row.reason}")


@transaction.atomic
def approve(*, actor: Actor, registration_id: int, version: int) -> None:
    """Approve a registration. Raises NotThere, Refused, Stale."""
    row, unit = _judged(actor, registration_id, version)
    row.state, row.judged_at, row.judged_by = State.APPROVED, now(), actor.ref
    _touch(row)
    text = f"Đăng ký thi đua đã được duyệt, {row.season.title}."
    notify(unit_id=unit.id, roles=READERS, text=text, url=f"/dang-ky/{row.pk}/")
    _record(actor, "approve", row, unit, f"Duyệt đăng ký của {unit.name}")


@transaction.atomic
def consolidate(*, actor: Actor, season_id: int, unit_id: int) -> int:
    """Take the approved registrations right below a unit up into its own; answers how many.

    Raises NotThere, Refused: nothing approved that was not taken up before.
    """
    row, unit = _writing(actor, season_id, unit_id)
    below = Registration.objects.filter(
        season=season_id, unit__parent=unit_id, state=State.APPROVED, consolidated_at=None, passed_at=None
    )
    rows = lock_many(Registration, below.values_list("pk", flat=True))
    demand(require(bool(rows), "Chưa có đăng ký nào đã duyệt mà chưa tổng hợp."))
    moment = now()
    Registration.objects.filter(pk__in=[each.pk for each in rows]).update(consolidated_at=moment)
    _touch(row)
    text = f"Đăng ký thi đua đã được tổng hợp vào đăng ký của {unit.name}."
    notify_many([(each.unit_id, READERS, text, f"/dang-ky/{each.pk}/") for each in rows])
    _record(actor, "consolidate", row, unit, f"{unit.name} tổng hợp đăng ký của {len(rows)} đơn vị")
    return len(rows)


def _writing(actor: Actor, season_id: int, unit_id: int) -> tuple[Registration, UnitRef]:
    """The unit's registration, begun when there is none, locked and still open to writing."""
    unit = unit_in_scope(actor, unit_id)
    season = Season.objects.select_related("unit").filter(pk=season_id).first()
    if season is None or not unit.path.startswith(season.unit.path):
        raise NotThere
    demand(
        access.may_write(actor, unit.id, unit.path)
        & logic.open_on(season.opens, season.closes, actor.today, season.closed_on is not None)
    )
    made, _ = Registration.objects.get_or_create(season=season, unit_id=unit.id)
    row = lock_one(Registration, made.pk)
    demand(logic.still_lives(row.passed_at is not None) & logic.may_write(State(row.state)))
    return row, unit


def _own(actor: Actor, registration_id: int, version: int | None = None) -> tuple[Registration, UnitRef]:
    row, unit = _locked(actor, registration_id, version)
    demand(access.may_write(actor, unit.id, unit.path) & logic.still_lives(row.passed_at is not None))
    return row, unit


def _judged(actor: Actor, registration_id: int, version: int) -> tuple[Registration, UnitRef]:
    row, unit = _locked(actor, registration_id, version)
    demand(access.may_judge(actor, unit.path))
    demand(logic.still_lives(row.passed_at is not None) & logic.may_judge(State(row.state)))
    return row, unit


def _locked(actor: Actor, registration_id: int, version: int | None) -> tuple[Registration, UnitRef]:
    try:
        row = lock_one(Registration, registration_id)
    except Registration.DoesNotExist:
        raise NotThere from None
    unit = unit_in_scope(actor, row.unit_id)
    if version is not None and row.version != version:
        raise Stale("Người khác vừa xử lý bản đăng ký này. Hãy xem lại rồi làm tiếp.")
    return row, unit


def _own_title(actor: Actor, title_id: int) -> tuple[Title, Registration, UnitRef]:
    title = Title.objects.select_related("recipient").filter(pk=title_id, withdrawn_at=None).first()
    if title is None:
        raise NotThere
    row, unit = _own(actor, title.registration_id)
    _still(title)
    demand(logic.may_change(State(row.state)))
    return title, row, unit


def _still(line: Title | Pledge) -> None:
    """What was found before its registration was locked still stands. Raises Stale."""
    line.refresh_from_db(fields=["withdrawn_at"])
    if line.withdrawn_at is not None:
        raise Stale("Người khác vừa đổi hoặc rút mục này. Hãy xem lại.")


def _withdraw(title: Title, reason: str) -> None:
    demand(require(bool(reason.strip()), "Ghi lý do thay đổi hoặc rút."))
    title.withdrawn_at, title.withdrawn_reason = now(), reason.strip()[:300]
    title.save(update_fields=["withdrawn_at", "withdrawn_reason"])


def _title(actor: Actor, row: Registration, unit: UnitRef, new: NewTitle, former: Title | None) -> Title:
    recipient = recipient_in_scope(actor, new.recipient_id)
    names = load_book().names
    demand(
        require(recipient.unit_path.startswith(unit.path), f"{recipient.name} không thuộc {unit.name}.")
        & require(new.award in names, "Không có danh hiệu, hình thức này.")
    )
    try:
        with transaction.atomic():
            made = Title.objects.create(
                registration=row, recipient_id=recipient.id, award=new.award, replaces=former
            )
    except IntegrityError as twin:
        raise Refused(f"{recipient.name} đã đăng ký {names[new.award]}.") from twin
    _touch(row)
    verb = "change_title" if former else "add_title"
    _record(actor, verb, row, unit, f"{unit.name} đăng ký {names[new.award]} cho {recipient.name}")
    return made


def _touch(row: Registration) -> None:
    row.version += 1
    row.save()


def _record(actor: Actor, verb: str, row: Registration, unit: UnitRef, says: str) -> None:
    record(actor, Act(f"registrations.{verb}", "registration", row.pk, says, unit.id))
