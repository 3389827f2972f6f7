"""Covenants of clusters: drafted by head or office, laid before the members, signed by each."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from thidua.access.types import Actor
from thidua.clusters.access import sees_clusters, standpoint
from thidua.clusters.models import Cluster, Member
from thidua.foundation.clock import now
from thidua.foundation.errors import NotThere, Refused, Stale, demand
from thidua.foundation.ledger import Act, record
from thidua.foundation.locks import lock_one
from thidua.foundation.notices import notify_many
from thidua.kernel.decision import require
from thidua.organisation.queries import successors, unit_refs
from thidua.registrations import access, logic
from thidua.registrations.access import READERS
from thidua.registrations.measured import targets_for
from thidua.registrations.models import Covenant, Signing, Term
from thidua.registrations.types import CovenantState, NewPledge, Tied


@transaction.atomic
def draft_covenant(
    *, actor: Actor, cluster_id: int, title: str, preamble: str, terms: Sequence[NewPledge]
) -> int:
    """Begin the covenant of a cluster; answers its id. A target must be of the cluster's unit or one above it.

    Raises NotThere, Refused.
    """
    cluster = _cluster(actor, cluster_id)
    title = " ".join(title.split())
    demand(require(0 < len(title) <= 200, "Tên giao ước dài từ 1 đến 200 ký tự."))
    try:
        with transaction.atomic():
            made = Covenant.objects.create(
                cluster=cluster,
                title=title,
                preamble=preamble.strip(),
                created_at=now(),
                created_by=actor.ref,
            )
    except IntegrityError as twin:
        raise Refused(f"Cụm, khối đã có “{title}”.") from twin
    _write(actor, made, terms)
    _record(actor, "draft_covenant", made, f"Soạn {title} của {cluster}")
    return made.pk


@transaction.atomic
def write_covenant(
    *, actor: Actor, covenant_id: int, version: int, preamble: str, terms: Sequence[NewPledge]
) -> None:
    """Change a covenant that nobody was asked to sign yet. Raises NotThere, Refused, Stale."""
    row = _covenant(actor, covenant_id, version)
    demand(require(row.state == CovenantState.DRAFT, "Giao ước đã đưa ra ký thì không sửa."))
    row.preamble = preamble.strip()
    Term.objects.filter(covenant=row).delete()  # a draft's lines; nothing was laid before anybody
    _write(actor, row, terms)
    row.version += 1
    row.save()
    _record(actor, "write_covenant", row, f"Sửa {row.title}")


@transaction.atomic
def offer_covenant(*, actor: Actor, covenant_id: int, version: int) -> int:
    """Lay a covenant before the members of the day; answers how many are to sign. Raises NotThere, Refused, Stale."""
    row = _covenant(actor, covenant_id, version)
    units = list(Member.objects.filter(cluster=row.cluster_id, until=None).values_list("unit_id", flat=True))
    demand(
        require(row.state == CovenantState.DRAFT, "Giao ước đã đưa ra ký.")
        & require(row.terms.exists(), "Giao ước chưa có nội dung nào.")
        & require(bool(units), "Cụm, khối chưa có thành viên.")
    )
    Signing.objects.bulk_create(Signing(covenant=row, unit_id=unit) for unit in units)
    row.state, row.offered_at = CovenantState.OFFERED, now()
    row.version += 1
    row.save()
    text = f"{row.title}: mời xem và ký giao ước."
    notify_many([(unit, (*READERS, "signer"), text, f"/dang-ky/giao-uoc/{row.pk}/") for unit in units])
    _record(actor, "offer_covenant", row, f"Đưa {row.title} ra ký: {len(units)} đơn vị")
    return len(units)


@transaction.atomic
def sign_covenant(*, actor: Actor, covenant_id: int, unit_id: int) -> bool:
    """Sign for a member; answers whether the covenant binds now. Raises NotThere, Refused.

    Where the member was merged, whoever signs for the unit that took its place does so.
    """
    try:
        row = lock_one(Covenant, covenant_id)
    except Covenant.DoesNotExist:
        raise NotThere from None
    if not Cluster.objects.filter(sees_clusters(actor), pk=row.cluster_id).exists():
        raise NotThere
    unit = unit_refs([unit_id]).get(unit_id)
    if unit is None:
        raise NotThere
    demand(access.may_sign(actor, [unit, *successors([unit.id], actor.today).get(unit.id, [])]))
    signings = {each.unit_id: each for each in row.signings.all()}
    signed = {each.unit_id for each in signings.values() if each.signed_at}
    demand(logic.may_sign(CovenantState(row.state), unit.id, signings.keys(), signed))
    own = signings[unit.id]
    own.signed_at, own.signed_by, own.signer = now(), actor.ref, actor.name
    own.save(update_fields=["signed_at", "signed_by", "signer"])
    if done := logic.binds(signings.keys(), signed | {unit.id}):
        row.state = CovenantState.SIGNED
    row.version += 1
    row.save()
    _record(actor, "sign_covenant", row, f"{unit.name} ký {row.title}", unit.id)
    return done


def _cluster(actor: Actor, cluster_id: int) -> Cluster:
    cluster = Cluster.objects.select_related("unit").filter(sees_clusters(actor), pk=cluster_id).first()
    if cluster is None:
        raise NotThere
    demand(standpoint(actor, cluster).may_lead())
    return cluster


def _covenant(actor: Actor, covenant_id: int, version: int) -> Covenant:
    try:
        row = lock_one(Covenant, covenant_id)
    except Covenant.DoesNotExist:
        raise NotThere from None
    _cluster(actor, row.cluster_id)
    if row.version != version:
        raise Stale("Người khác vừa sửa giao ước này. Hãy xem lại rồi làm tiếp.")
    return row


def _write(actor: Actor, row: Covenant, terms: Sequence[NewPledge]) -> None:
    usable = {each.pk: each for each in targets_for(actor, row.cluster.unit.path)}
    made = []
    for place, each in enumerate(terms, start=1):
        target = usable.get(each.target_id) if each.target_id is not None else None
        if each.target_id is not None and target is None:
            raise NotThere
        words, measure = " ".join(each.words.split()), " ".join(each.measure.split())
        tied = Tied(target.code, target.measure, target.places) if target else None
        demand(logic.may_bind(words, each.amount, measure, tied))
        made.append(
            Term(
                covenant=row,
                place=place,
                words=words,
                amount=each.amount,
                target=target,
                measure=target.measure if target else measure,
            )
        )
    Term.objects.bulk_create(made)


def _record(actor: Actor, verb: str, row: Covenant, says: str, unit_id: int | None = None) -> None:
    unit = unit_id or row.cluster.unit_id
    record(actor, Act(f"registrations.{verb}", "covenant", row.pk, says, unit))
