"""What an officer makes of the clauses of a document: which of them give work, to whom and until when."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.db.models import F, Max

from thidua.access.types import Actor
from thidua.directives import logic, reading
from thidua.directives.commands.locking import kept
from thidua.directives.models import Clause, Document
from thidua.directives.news import clause_reopening
from thidua.directives.types import ClauseState, ClauseTerms
from thidua.foundation.errors import NotThere, Stale, demand
from thidua.foundation.ledger import Act, record
from thidua.kernel.decision import require
from thidua.kernel.text import nfc, nfc_lines


@transaction.atomic
def accept_clause(*, actor: Actor, clause_id: int, version: int) -> None:
    """Accept a clause, which then may become a duty: it says what and for whom. Raises NotThere, Refused, Stale."""
    clause, document = _locked(actor, clause_id, version, ClauseState.PROPOSED)
    demand(logic.acceptable(terms_of(clause)))
    _save(clause, state=ClauseState.ACCEPTED)
    _note(actor, document, clause, "accept_clause", "Chấp nhận nội dung giao việc")


@transaction.atomic
def edit_clause(
    *, actor: Actor, clause_id: int, version: int, terms: ClauseTerms, accept: bool = False
) -> None:
    """Change what a clause says, whom it addresses, its kind, deadline or rhythm; with `accept` accept it so.

    Raises NotThere, Refused, Stale.
    """
    clause, document = _locked(actor, clause_id, version, ClauseState.PROPOSED)
    terms = _clean(terms)
    demand(logic.acceptable(terms) if accept else logic.wordable(terms))
    before = terms_of(clause)
    own = clause.start is not None and document.text[clause.start : clause.end]
    state = ClauseState.ACCEPTED if accept else ClauseState.PROPOSED
    _save(clause, terms=terms, reworded=terms.text != own, doubts=[], state=state)
    names = ("text", "kind", "addressees", "deadline", "rhythm")
    changes = {
        name: (str(getattr(before, name) or ""), str(getattr(terms, name) or ""))
        for name in names
        if getattr(before, name) != getattr(terms, name)
    }
    says = "Sửa và chấp nhận nội dung giao việc" if accept else "Sửa nội dung giao việc"
    _note(actor, document, clause, "edit_clause", says, changes)


@transaction.atomic
def split_clause(*, actor: Actor, clause_id: int, version: int, typed: str) -> list[int]:
    """Split a clause where `typed`, its own words, has line breaks; answers the ids of all parts, the first its own.

    Each part is read again; one that names nobody keeps whom the whole was for. Raises NotThere, Refused, Stale.
    """
    clause, document = _locked(actor, clause_id, version, ClauseState.PROPOSED)
    demand(require(clause.start is not None and not clause.reworded, logic.ONLY_OWN_WORDS))
    spans, decision = logic.parts(clause.text, typed)
    demand(decision)
    who, after = tuple(clause.addressees), clause.order
    _make_room(document.pk, after, len(spans) - 1)
    read = [
        reading.read_clause(document.text, clause.start + start, clause.start + end, clause.point, who)
        for start, end in spans
    ]
    first, *others = read
    _save(
        clause,
        terms=ClauseTerms(first.text, first.kind, first.addressees, first.deadline, first.rhythm),
        start=first.start,
        end=first.end,
        doubts=list(first.doubts),
    )
    made = Clause.objects.bulk_create(
        Clause(document=document, **row_of(replace(each, order=after + place)))
        for place, each in enumerate(others, start=1)
    )
    _note(actor, document, clause, "split_clause", f"Tách nội dung giao việc thành {len(read)} phần")
    return [clause.pk, *(each.pk for each in made)]


@transaction.atomic
def merge_clause(*, actor: Actor, clause_id: int, version: int) -> None:
    """Merge a clause with the next one of the text: one clause from the first's beginning to the other's end.

    What lies between them belongs to it again. Raises NotThere, Refused, Stale.
    """
    clause, document = _locked(actor, clause_id, version, ClauseState.PROPOSED)
    next_one = (
        Clause.objects.filter(document=document, order__gt=clause.order)
        .exclude(state=ClauseState.MERGED)
        .order_by("order")
        .first()
    )
    demand(
        require(next_one is not None, "Không còn nội dung nào ở sau để gộp.")
        & require(
            next_one is None or next_one.state == ClauseState.PROPOSED,
            "Nội dung ở sau đã được xem xong; hãy xem lại nội dung đó trước khi gộp.",
        )
        & require(
            not any(
                each is not None and (each.start is None or each.reworded) for each in (clause, next_one)
            ),
            logic.ONLY_OWN_WORDS,
        )
    )
    doubts = list(dict.fromkeys([*clause.doubts, *next_one.doubts]))
    if clause.deadline and next_one.deadline and clause.deadline != next_one.deadline:
        doubts.append("hai phần gộp có thời hạn khác nhau; đang lấy thời hạn của phần đầu")
    _save(
        clause,
        terms=ClauseTerms(
            document.text[clause.start : next_one.end],
            reading.DutyKind(clause.kind),
            tuple(dict.fromkeys([*clause.addressees, *next_one.addressees])),
            clause.deadline or next_one.deadline,
            clause.rhythm or next_one.rhythm,
        ),
        end=next_one.end,
        doubts=doubts,
    )
    _save(next_one, state=ClauseState.MERGED, merged_into=clause)
    _note(actor, document, clause, "merge_clause", f"Gộp nội dung {next_one.order} vào nội dung giao việc")


@transaction.atomic
def add_clause(*, actor: Actor, document_id: int, point: str, terms: ClauseTerms) -> int:
    """Add what the reading did not find; it has no place in the text and stands behind its point's last clause.

    Answers its id. Raises NotThere, Refused.
    """
    document, _ = kept(actor, document_id)
    terms, point = _clean(terms), nfc(point)[:20]
    demand(logic.wordable(terms))
    rows = Clause.objects.filter(document=document)
    last = rows.filter(point=point).aggregate(last=Max("order"))["last"]
    if last is None:
        last = rows.aggregate(last=Max("order"))["last"] or 0
    _make_room(document.pk, last, 1)
    clause = Clause(document=document, order=last + 1, point=point, reworded=True)
    _put(clause, terms)
    clause.save()
    _note(actor, document, clause, "add_clause", "Thêm nội dung giao việc")
    return clause.pk


@transaction.atomic
def set_aside_clause(*, actor: Actor, clause_id: int, version: int, reason: str) -> None:
    """Say that a clause gives no work, and why. Raises NotThere, Refused, Stale."""
    clause, document = _locked(actor, clause_id, version, ClauseState.PROPOSED)
    reason = nfc(reason)
    demand(require(bool(reason), "Chưa nhập lý do không giao."))
    _save(clause, state=ClauseState.SET_ASIDE, reason=reason[:500])
    _note(actor, document, clause, "set_aside_clause", f"Không giao nội dung ({clause.reason})")


@transaction.atomic
def reopen_clause(*, actor: Actor, clause_id: int, version: int) -> None:
    """Look again at a clause that was accepted or set aside; refused where a duty stands on it already.

    Raises NotThere, Refused, Stale.
    """
    clause, document = _locked(actor, clause_id, version, ClauseState.ACCEPTED, ClauseState.SET_ASIDE)
    if clause.state == ClauseState.ACCEPTED:
        clause_reopening.send(sender=Clause, clause_id=clause.pk)
    _save(clause, state=ClauseState.PROPOSED, reason="")
    _note(actor, document, clause, "reopen_clause", "Xem lại nội dung giao việc")


def terms_of(clause: Clause) -> ClauseTerms:
    """What a stored clause orders."""
    return ClauseTerms(
        clause.text, reading.DutyKind(clause.kind), tuple(clause.addressees), clause.deadline, clause.rhythm
    )


def row_of(found: reading.Proposal) -> dict[str, object]:
    """The fields of a clause as the reading proposes it."""
    return {
        "order": found.order,
        "point": found.point,
        "text": found.text,
        "start": found.start,
        "end": found.end,
        "kind": found.kind.value,
        "addressees": list(found.addressees),
        "deadline": found.deadline,
        "rhythm": found.rhythm,
        "doubts": list(found.doubts),
    }


def _locked(actor: Actor, clause_id: int, version: int, *states: ClauseState) -> tuple[Clause, Document]:
    """The clause under its document's lock, in one of these states and as the officer saw it."""
    document_id = Clause.objects.filter(pk=clause_id).values_list("document_id", flat=True).first()
    if document_id is None:
        raise NotThere
    document, _ = kept(actor, document_id)
    clause = Clause.objects.get(pk=clause_id)
    if clause.version != version:
        raise Stale("Người khác vừa sửa nội dung này. Hãy xem lại rồi làm tiếp.")
    state = ClauseState(clause.state)
    demand(
        require(
            state in states, f"Nội dung này đang ở trạng thái “{state.label}” nên không làm được việc đó."
        )
    )
    return clause, document


def _make_room(document_id: int, after: int, count: int) -> None:
    """Move what stands behind `after` by `count`; in two steps, since no two may bear one number in between."""
    behind = Clause.objects.filter(document_id=document_id, order__gt=after)
    if count and behind.update(order=-F("order") - count):
        Clause.objects.filter(document_id=document_id, order__lt=0).update(order=-F("order"))


def _clean(terms: ClauseTerms) -> ClauseTerms:
    return replace(
        terms,
        text=nfc_lines(terms.text),
        addressees=tuple(word for each in terms.addressees if (word := nfc(each))),
        rhythm=nfc(terms.rhythm),
    )


def _put(clause: Clause, terms: ClauseTerms) -> None:
    clause.text, clause.kind, clause.addressees = terms.text, terms.kind.value, list(terms.addressees)
    clause.deadline, clause.rhythm = terms.deadline, terms.rhythm


def _save(clause: Clause, terms: ClauseTerms | None = None, **fields: object) -> None:
    if terms is not None:
        _put(clause, terms)
    for name, value in fields.items():
        setattr(clause, name, value)
    clause.version += 1
    clause.save()


def _note(
    actor: Actor,
    document: Document,
    clause: Clause,
    act: str,
    says: str,
    changes: dict[str, tuple[str, str]] | None = None,
) -> None:
    where = f"điểm {clause.point}" if clause.point else f"nội dung {clause.order}"
    record(
        actor,
        Act(f"directives.{act}", "clause", clause.pk, f"{says}: {where}.", document.unit_id, changes=changes),
    )
