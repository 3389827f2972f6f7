"""Acts with the catalogue: a target is created, changed, tied to what it serves, retired; never deleted."""

from __future__ import annotations

from dataclasses import asdict

from django.db import IntegrityError, transaction
from django.db.models import F

from thidua.access.types import Actor
from thidua.foundation.clock import now
from thidua.foundation.errors import NotThere, Refused, Stale, demand
from thidua.foundation.ledger import Act, record
from thidua.foundation.locks import lock_one
from thidua.kernel.decision import require
from thidua.kernel.text import fold, nfc
from thidua.organisation.queries import unit_in_scope, unit_refs
from thidua.targets import logic, offers
from thidua.targets.access import may_keep
from thidua.targets.models import Cell, Link, Target, Value
from thidua.targets.settling import settle
from thidua.targets.types import WORDS_ENOUGH, LinkKind, NewTarget, Ref, TargetState


@transaction.atomic
def create_target(*, actor: Actor, unit_id: int, new: NewTarget, sample: bool = False) -> int:
    """Enter a target in the catalogue of a unit; answers its id.

    Raises NotThere, Refused: not described well enough, the code is taken, no such owner agency.
    """
    unit = unit_in_scope(actor, unit_id)
    demand(may_keep(actor, unit.id, unit.path) & logic.check_target(new))
    _agency(new.agency_id)
    try:
        with transaction.atomic():
            target = Target.objects.create(
                unit_id=unit.id,
                created_at=now(),
                created_by=actor.ref,
                sample=sample,
                search=search_words(new),
                **asdict(new),
            )
    except IntegrityError as twin:
        raise Refused(f"Mã “{new.code}” đã có trong danh mục của {unit.name}.") from twin
    _tell(actor, target, "create", f"Lập chỉ tiêu {new.code}: {new.title}.")
    return target.pk


@transaction.atomic
def edit_target(*, actor: Actor, target_id: int, version: int, new: NewTarget) -> None:
    """Change a target's particulars. What gives its amounts their meaning stays once there are any.

    Raises NotThere, Refused, Stale.
    """
    target = kept_target(actor, target_id)
    if target.version != version:
        raise Stale("Người khác vừa sửa chỉ tiêu này. Hãy xem lại rồi làm tiếp.")
    before = target.particulars
    demand(
        require(target.state == TargetState.ACTIVE, "Chỉ tiêu đã thôi dùng.")
        & logic.check_edit(before, new, Value.objects.filter(target_id=target.pk).exists())
    )
    _agency(new.agency_id)
    old, fresh = asdict(before), asdict(new)
    changes = {name: (_plain(old[name]), _plain(fresh[name])) for name in fresh if old[name] != fresh[name]}
    for name, value in fresh.items():
        setattr(target, name, value)
    target.search = search_words(new)
    target.version += 1
    try:
        with transaction.atomic():
            target.save()
    except IntegrityError as twin:
        raise Refused(f"Mã “{new.code}” đã có trong danh mục.") from twin
    if before.over_years != new.over_years or before.places != new.places:
        rows = Cell.objects.filter(target=target).exclude(year_from=F("year_to"))
        settle(rows.values_list("target_id", "unit_id", "year_from", "year_to"))
    _tell(actor, target, "edit", f"Sửa chỉ tiêu {new.code}: {new.title}.", changes)


@transaction.atomic
def retire_target(*, actor: Actor, target_id: int, version: int, reason: str) -> None:
    """Take no further amounts for a target; what is there stays. Raises NotThere, Refused, Stale."""
    target = kept_target(actor, target_id)
    if target.version != version:
        raise Stale("Người khác vừa sửa chỉ tiêu này. Hãy xem lại rồi làm tiếp.")
    demand(
        require(target.state == TargetState.ACTIVE, "Chỉ tiêu đã thôi dùng.")
        & require(bool(reason.strip()), "Chưa nêu lý do thôi dùng chỉ tiêu.")
    )
    target.state, target.retired_on, target.retired_reason = TargetState.RETIRED, actor.today, reason.strip()
    target.version += 1
    target.save()
    _tell(actor, target, "retire", f"Thôi dùng chỉ tiêu {target.code}: {reason}")


@transaction.atomic
def link_target(
    *, actor: Actor, target_id: int, kind: LinkKind, title: str = "", ref: Ref | None = None
) -> int:
    """Tie a target to a resolution, directive, movement or criterion; answers the tie's id.

    `ref` is what stands here and the actor may see; `title` names in words a paper that does not stand here.
    Raises NotThere, Refused.
    """
    target = kept_target(actor, target_id)
    words = nfc(title).strip()
    if ref is not None:
        offer = offers.named(actor, [ref]).get(ref) if ref.kind is kind else None
        if offer is None:
            raise Refused(f"Không tìm thấy {kind.label.lower()} này trong phạm vi của bạn.")
        words = offer.title
    demand(
        require(
            ref is not None or kind in WORDS_ENOUGH,
            f"Hãy chọn {kind.label.lower()} trong danh sách tìm được; chỉ văn bản mới ghi được bằng lời.",
        )
        & require(bool(words), "Chưa chọn mục nào và cũng chưa ghi tên văn bản.")
    )
    same = Link.objects.filter(target=target, kind=kind, ended_on=None)
    same = same.filter(ref_id=ref.id, ref_code=ref.code) if ref else same.filter(ref_id=None, title=words)
    if same.exists():
        raise Refused("Chỉ tiêu đã gắn với mục này.")
    link = Link.objects.create(
        target=target, kind=kind, title=words, ref_id=ref.id if ref else None, ref_code=ref.code if ref else "",
        at=now(), by=actor.ref,
    )  # fmt: skip
    _tell(actor, target, "link", f"Gắn chỉ tiêu {target.code} với {kind.label.lower()}: {words}")
    return link.pk


@transaction.atomic
def unlink_target(*, actor: Actor, link_id: int, reason: str) -> None:
    """End a tie that should not be; it stays on record with the reason. Raises NotThere, Refused, Stale."""
    target_id = Link.objects.filter(pk=link_id).values_list("target_id", flat=True).first()
    if target_id is None:
        raise NotThere
    target = kept_target(actor, target_id)
    link = lock_one(Link, link_id)
    if link.ended_on is not None:
        raise Stale("Người khác vừa gỡ mục này khỏi chỉ tiêu.")
    demand(require(bool(reason.strip()), "Chưa nêu lý do gỡ."))
    link.ended_on, link.ended_reason = actor.today, nfc(reason).strip()
    link.save(update_fields=["ended_on", "ended_reason"])
    kind = LinkKind(link.kind).label.lower()
    _tell(actor, target, "unlink", f"Gỡ chỉ tiêu {target.code} khỏi {kind} {link.title}: {link.ended_reason}")


def kept_target(actor: Actor, target_id: int) -> Target:
    """A target locked for whoever keeps its catalogue. Raises NotThere, Refused."""
    try:
        target = lock_one(Target, target_id)
    except Target.DoesNotExist as missing:
        raise NotThere from missing
    unit = unit_in_scope(actor, target.unit_id)
    demand(may_keep(actor, unit.id, unit.path))
    return target


def search_words(new: NewTarget) -> str:
    """What a target is found by: code and title without marks."""
    return fold(f"{new.code} {new.title}")[:400]


def _agency(unit_id: int | None) -> None:
    if unit_id is not None and unit_id not in unit_refs([unit_id]):
        raise Refused("Không tìm thấy cơ quan chủ trì.")


def _plain(value: object) -> object:
    return str(value) if isinstance(value, str) else value


def _tell(
    actor: Actor,
    target: Target,
    act: str,
    summary: str,
    changes: dict[str, tuple[object, object]] | None = None,
) -> None:
    record(actor, Act(f"targets.{act}", "target", target.pk, summary, target.unit_id, changes=changes))
