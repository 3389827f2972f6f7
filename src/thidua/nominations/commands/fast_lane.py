"""A sudden feat, reported in a minute: whom, what, when and a photo become a nomination with its clock running."""

from __future__ import annotations

from datetime import date
from typing import BinaryIO

from django.db import transaction

from thidua.access.types import Actor, Role
from thidua.achievements.types import Route
from thidua.foundation.errors import Refused, demand
from thidua.foundation.notices import notify
from thidua.kernel.decision import require
from thidua.kernel.text import first_line, nfc_lines
from thidua.nominations import links
from thidua.nominations.access import may
from thidua.nominations.commands.attaching import attach
from thidua.nominations.commands.by_hand import register
from thidua.nominations.commands.drafting import create_nomination
from thidua.nominations.commands.rounds import round_for
from thidua.nominations.fast_lane import nearest_certificate
from thidua.nominations.models import Nomination
from thidua.nominations.types import Asking
from thidua.organisation.queries import recipient_in_scope, unit_in_scope
from thidua.organisation.types import NewRecipient


@transaction.atomic
def report_feat(
    *,
    actor: Actor,
    unit_id: int,
    who: int | NewRecipient,
    what: str,
    feat_on: date,
    photo: tuple[str, BinaryIO | bytes] | None = None,
) -> int:
    """Draft a nomination for a sudden feat, with the photo as evidence; answers its id. Today its clock begins.

    `who` is a recipient on record or the particulars of a new one. The award is the certificate that the nearest
    head confers; the draft can be changed. Raises NotThere, Refused; then nothing is kept.
    """
    unit = unit_in_scope(actor, unit_id)
    what = nfc_lines(what)
    demand(
        may(actor, "create", unit_id)
        & require(bool(what.strip()), "Chưa ghi việc đã làm.")
        & require(feat_on <= actor.today, "Ngày xảy ra còn ở tương lai.")
        & require((actor.today - feat_on).days <= 366, "Việc đã qua hơn một năm: không còn là đột xuất.")
    )
    recipient_id = who if isinstance(who, int) else register(actor, who)
    recipient = recipient_in_scope(actor, recipient_id)
    award = nearest_certificate(unit.path, recipient.kind, actor.today)
    if award is None:
        raise Refused(
            "Không tìm được cấp có thẩm quyền tặng giấy khen, bằng khen; hãy lập đề nghị theo cách thường."
        )
    year = feat_on.year
    pk = create_nomination(
        actor=actor,
        round_id=round_for(
            actor=actor, unit_id=unit_id, route=Route.SUDDEN, year=year, name=f"Khen thưởng đột xuất năm {year}",
            closes_on=date(actor.today.year, 12, 31),
        ),
        unit_id=unit_id,
        asking=Asking(recipient_id, award, year, Route.SUDDEN, achievement=first_line(what, 120), summary=what),
    )  # fmt: skip
    Nomination.objects.filter(pk=pk).update(feat_on=feat_on, reported_on=actor.today)
    if photo is not None:
        name, data = photo
        attach(actor=actor, nomination_id=pk, kind="evidence", name=name, data=data)
    notify(
        unit_id=unit_id, roles=(Role.HEAD,), url=links.nomination(pk),
        text=f"Thành tích đột xuất vừa được báo: {recipient.name}. {first_line(what, 120)}",
    )  # fmt: skip
    return pk
