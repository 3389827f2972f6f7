"""Who may record facts and change the register."""

from __future__ import annotations

from thidua.access.types import Actor, Role
from thidua.foundation.errors import NotThere
from thidua.kernel.decision import ALLOW, Decision, require

RECORDERS = (Role.EMULATION_OFFICER, Role.SPECIALIST)
HOLDERS = (*RECORDERS, Role.INSPECTOR)


def see_or_404(actor: Actor, unit_path: str) -> None:
    """Raise NotThere unless some post of the actor covers the unit."""
    if not actor.is_system and not actor.posts_over(unit_path):
        raise NotThere


def may_record(actor: Actor, unit_path: str) -> Decision:
    """Facts of a recipient: the emulation officer or specialist of its unit or of one above."""
    return _over(
        actor, unit_path, RECORDERS, "Chỉ cán bộ thi đua, khen thưởng hoặc chuyên viên thường trực được ghi."
    )


def may_hold(actor: Actor, unit_path: str) -> Decision:
    """A hold: also the inspector."""
    return _over(
        actor,
        unit_path,
        HOLDERS,
        "Chỉ cán bộ thi đua, khen thưởng, chuyên viên thường trực hoặc thanh tra được ghi việc tạm dừng xét.",
    )


def may_confer(actor: Actor, by_unit_id: int) -> Decision:
    """Entering a published decision's awards: officer or specialist of the very unit that decided."""
    if actor.is_system:
        return ALLOW
    return require(
        bool(actor.posts_at(by_unit_id, *RECORDERS)),
        "Chỉ cán bộ thi đua, khen thưởng hoặc chuyên viên của đơn vị ban hành quyết định được ghi sổ.",
    )


def may_enter_past(actor: Actor, unit_path: str) -> Decision:
    """Awards of earlier years: as facts."""
    return may_record(actor, unit_path)


def may_revoke(actor: Actor, by_unit_path: str, record_unit_path: str) -> Decision:
    """Taking an award of the register back: a specialist, officer, head or signer of a unit above the recipient's,
    the recipient's own unit included."""
    return _over(
        actor,
        by_unit_path,
        (*RECORDERS, Role.SIGNER, Role.HEAD),
        "Chỉ chuyên viên, cán bộ thi đua, khen thưởng, thủ trưởng hoặc người ký của đơn vị hủy bỏ được làm việc này.",
    ) & require(
        record_unit_path.startswith(by_unit_path),
        "Đơn vị hủy bỏ phải là đơn vị của người được khen hoặc cấp trên của đơn vị đó.",
    )


def _over(actor: Actor, path: str, roles: tuple[Role, ...], reason: str) -> Decision:
    if actor.is_system:
        return ALLOW
    return require(bool(actor.posts_over(path, *roles)), reason)


def capacity(actor: Actor, unit_path: str, unit_id: int | None = None) -> str:
    """In which post the actor acts on that unit, in words for the ledger; empty for the system."""
    posts = actor.posts_at(unit_id) if unit_id is not None else actor.posts_over(unit_path)
    if not posts:
        return ""
    held = posts[-1]
    return f"{held.title or held.role.label}, {held.unit_name}"
