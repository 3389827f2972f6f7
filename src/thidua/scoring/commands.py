"""Official acts with score sheets: drafted, copied from last year, changed, put in force."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from pydantic import ValidationError

from thidua.access.types import Actor
from thidua.foundation.clock import now
from thidua.foundation.errors import NotThere, Refused, Stale, demand
from thidua.foundation.ledger import Act, record
from thidua.foundation.locks import hold, lock_one
from thidua.kernel.decision import Decision, refuse, require
from thidua.organisation.models import Unit
from thidua.organisation.queries import unit_in_scope
from thidua.organisation.types import UnitRef
from thidua.scoring import engine
from thidua.scoring.access import may_adopt, may_keep
from thidua.scoring.models import Sheet
from thidua.scoring.queries import link_faults
from thidua.scoring.queries import sheet as visible_sheet
from thidua.scoring.reading import told
from thidua.scoring.storing import body_of, digest_of, sheet_from
from thidua.scoring.types import SheetState


@transaction.atomic
def draft(*, actor: Actor, unit_id: int, sheet: engine.Sheet) -> int:
    """Keep a sheet as a draft, faults and all; answers its id. Raises NotThere, Refused."""
    unit = unit_in_scope(actor, unit_id)
    demand(may_keep(actor, unit.id, unit.path) & _sane(sheet))
    made = _store(actor, unit, sheet, None)
    record(actor, _act("draft", made, f"Lập bảng điểm “{sheet.title}”, năm {sheet.year}"))
    return made.pk


@transaction.atomic
def copy(*, actor: Actor, sheet_id: int, year: int, unit_id: int | None = None) -> int:
    """Draft another edition from one there is, for a year; answers its id.

    At the sheet's own unit, or at `unit_id` from what another unit put in force. Whatever it was copied from stays
    named, and every difference from it is told. Raises NotThere, Refused.
    """
    source = visible_sheet(actor, sheet_id)
    unit = unit_in_scope(actor, source.unit_id if unit_id is None else unit_id)
    demand(
        may_keep(actor, unit.id, unit.path)
        & require(
            unit.id == source.unit_id or source.state != SheetState.DRAFT,
            "Bảng điểm của đơn vị khác còn đang soạn thì chưa chép được.",
        )
    )
    sheet = sheet_from(source.body).model_copy(update={"year": year, "checked": False})
    demand(_sane(sheet))
    made = _store(actor, unit, sheet, source)
    origin = "" if unit.id == source.unit_id else f" của {source.unit.name} về {unit.name}"
    record(actor, _act("copy", made, f"Chép bảng điểm “{sheet.title}”{origin}, sang năm {year}"))
    return made.pk


@transaction.atomic
def change(*, actor: Actor, sheet_id: int, version: int, sheet: engine.Sheet) -> None:
    """Put another content into a draft; faults may stay until it is adopted. Raises NotThere, Refused, Stale."""
    row = _locked(sheet_id)
    unit = unit_in_scope(actor, row.unit_id)
    demand(may_keep(actor, unit.id, unit.path) & _is_draft(row) & _sane(sheet))
    _fresh(row, version)
    row.body = body_of(sheet)
    row.digest, row.title, row.year = digest_of(row.body), sheet.title, sheet.year
    row.version += 1
    row.save(update_fields=["body", "digest", "title", "year", "version"])
    record(actor, _act("change", row, f"Sửa bảng điểm “{sheet.title}”"))


@transaction.atomic
def adopt(*, actor: Actor, sheet_id: int, version: int, instrument: str, checked: bool) -> None:
    """Put a draft in force in place of the edition before it; from then on it never changes.

    `instrument` names the paper that issued it; `checked` says that the sheet was compared with it. Refused with
    every fault while the sheet has one. Raises NotThere, Refused, Stale.
    """
    row = _locked(sheet_id)
    unit = unit_in_scope(actor, row.unit_id)
    demand(may_adopt(actor, unit.id, unit.path) & _is_draft(row))
    _fresh(row, version)
    sheet = sheet_from(row.body).model_copy(update={"checked": checked})
    if found := [*engine.faults(sheet), *link_faults(sheet, unit.path)]:
        raise Refused(*found)
    hold(Unit.objects.filter(pk=unit.id))
    demand(
        require(
            not checked or bool(instrument.strip()), "Đã đối chiếu thì ghi số văn bản ban hành bảng điểm."
        )
    )
    former = Sheet.objects.filter(unit=row.unit_id, code=row.code, year=row.year, state=SheetState.ADOPTED)
    former.update(state=SheetState.REPLACED)
    row.body = body_of(sheet)
    row.digest, row.state, row.adopted_on = digest_of(row.body), SheetState.ADOPTED, actor.today
    row.instrument = instrument.strip()
    row.version += 1
    row.save()
    record(actor, _act("adopt", row, f"Áp dụng bảng điểm “{row.title}”, năm {row.year}, lần {row.edition}"))


def _store(actor: Actor, unit: UnitRef, sheet: engine.Sheet, source: Sheet | None) -> Sheet:
    hold(Unit.objects.filter(pk=unit.id))  # two at once must not take the same edition
    body = body_of(sheet)
    alike = Sheet.objects.filter(unit_id=unit.id, code=sheet.code, year=sheet.year)
    last = alike.aggregate(last=Max("edition"))["last"] or 0
    return Sheet.objects.create(
        unit_id=unit.id,
        code=sheet.code,
        title=sheet.title,
        year=sheet.year,
        edition=last + 1,
        body=body,
        digest=digest_of(body),
        copied_from=source,
        created_at=now(),
        created_by=actor.ref,
    )


def _locked(sheet_id: int) -> Sheet:
    try:
        return lock_one(Sheet, sheet_id)
    except Sheet.DoesNotExist:
        raise NotThere from None


def _fresh(row: Sheet, version: int) -> None:
    if row.version != version:
        raise Stale("Người khác vừa sửa bảng điểm này. Hãy xem lại rồi làm tiếp.")


def _is_draft(row: Sheet) -> Decision:
    return require(
        row.state == SheetState.DRAFT, "Bảng điểm đã áp dụng thì không sửa; hãy chép thành bản mới."
    )


def _sane(sheet: engine.Sheet) -> Decision:
    try:
        engine.Sheet.model_validate(sheet.model_dump())
    except ValidationError as error:
        return refuse(*told(error))
    return (
        require(2000 <= sheet.year < 2100, "Năm của bảng điểm phải từ 2000 đến 2099.")
        & require(
            bool(sheet.title.strip()) and len(sheet.title) <= 300, "Tên bảng điểm dài từ 1 đến 300 ký tự."
        )
        & require(bool(sheet.code.strip()) and len(sheet.code) <= 60, "Mã bảng điểm dài từ 1 đến 60 ký tự.")
    )


def _act(verb: str, row: Sheet, says: str) -> Act:
    return Act(f"scoring.{verb}", "score_sheet", row.pk, says, row.unit_id)
