"""Reading cases of review after a revocation: the list, one case, what stands beside an award or a nomination."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import NoReverseMatch, reverse

from thidua.access.scope import in_scope
from thidua.access.types import Actor
from thidua.achievements.beside import CaseNote
from thidua.achievements.models import AwardRecord
from thidua.achievements.queries import labels_of
from thidua.eligibility import logic
from thidua.eligibility.access import may_settle
from thidua.eligibility.models import ReviewCase
from thidua.eligibility.queries.checks import evidence_links
from thidua.eligibility.types import ACTIVE_CASES, CaseAct, CaseState
from thidua.foundation.errors import NotThere
from thidua.foundation.models import LedgerEntry
from thidua.foundation.ui.verdict import VerdictView, verdict_view
from thidua.kernel.decision import Decision
from thidua.lawbook import load_book
from thidua.lawbook.verdict import OUTCOME_VI, RESULT_VI

TONES = {"eligible": "good", "not_eligible": "bad", "unknown": "wait", "suspended": "wait"}
_ROW = (
    "pk", "recipient__name", "award", "record_id", "record__year", "record__period_from", "record__period_to",
    "nomination_id", "unit__name", "revocation__record__award", "revocation__record__year", "revocation__revoked_on",
    "before__verdict", "after__verdict", "stands", "state", "opened_at",
)  # fmt: skip


def visible(actor: Actor) -> QuerySet[ReviewCase]:
    """Cases of awards that a unit in the actor's scope decided, or that someone of such a unit received."""
    return ReviewCase.objects.filter(in_scope(actor, "unit__") | in_scope(actor, "recipient__unit__"))


def cases(
    actor: Actor, *, state: str = "", unit_id: int | None = None, award: str = ""
) -> QuerySet[Any, dict[str, Any]]:
    """Rows for the list. `state` "waiting" is all that a person has yet to settle; `unit_id` with those below."""
    rows = visible(actor)
    if state == WAITING:
        rows = rows.filter(state__in=ACTIVE_CASES)
    elif state:
        rows = rows.filter(state=state)
    if unit_id is not None:
        rows = rows.filter(unit__path__contains=f"/{unit_id}/")
    if award:
        rows = rows.filter(award=award)
    return rows.values(*_ROW)


WAITING = "waiting"


def units_with_cases(actor: Actor) -> list[tuple[int, str]]:
    """The units that have cases in the actor's scope, for a filter. One query."""
    rows = visible(actor).order_by("unit__sort_key").values_list("unit_id", "unit__name")
    return list(rows.distinct())


def awards_with_cases(actor: Actor) -> list[tuple[str, str]]:
    """The awards that cases in the actor's scope are about, for a filter. One query."""
    names = load_book().names
    codes = visible(actor).order_by("award").values_list("award", flat=True).distinct()
    return [(code, names.get(code, code)) for code in codes]


@dataclass(frozen=True, slots=True)
class Change:
    """A condition that answers otherwise without the revoked award."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class FollowLine:
    """What would be next, in words."""

    what: str
    url: str
    under_way: bool
    level: int
    through: str
    before: tuple[str, str]
    after: tuple[str, str]
    stands: bool


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case with everything its page shows. `first` is the revoked award, `acts` what the ledger says."""

    id: int
    version: int
    state: CaseState
    recipient_id: int
    recipient: str
    award: str
    award_name: str
    record_id: int | None
    nomination_id: int | None
    what: str
    what_url: str
    unit_id: int
    unit: str
    first: str
    first_url: str
    first_reason: str
    first_document: str
    revoked_on: date
    restored_on: date | None
    before: VerdictView
    after: VerdictView
    stands: bool
    rebuilt: bool
    same_book: bool
    changes: tuple[Change, ...]
    follows: tuple[FollowLine, ...]
    reason: str
    ground: str
    settled_by: str
    settled_at: datetime | None
    opened_at: datetime
    may: Mapping[CaseAct, Decision]
    acts: tuple[tuple[str, str, str, datetime], ...]
    decision_id: int | None
    decided_on: date | None


def case_page(actor: Actor, case_id: int) -> CasePage:
    """One case. Raises NotThere outside the actor's scope. At most eight queries."""
    row = (
        visible(actor)
        .filter(pk=case_id)
        .select_related(
            "recipient__unit", "unit", "record__unit", "revocation__record__unit", "before", "after"
        )
        .first()
    )
    if row is None:
        raise NotThere
    seen = _sees(actor, row.recipient.unit.path)
    links = evidence_links(row.recipient_id, row.before.findings, row.after.findings)
    if not seen:  # whoever decided the award may no longer see its recipient
        links = {ref: (words, "") for ref, (words, _) in links.items()}
    first, record = row.revocation.record, row.record
    labels = labels_of({pk for pk in (first.pk, row.record_id) if pk is not None})
    names = load_book().names
    return CasePage(
        id=row.pk,
        version=row.version,
        state=CaseState(row.state),
        recipient_id=row.recipient_id,
        recipient=record.recipient_name if record else row.recipient.name,
        award=row.award,
        award_name=names.get(row.award, row.award),
        record_id=row.record_id,
        nomination_id=row.nomination_id,
        what=labels[record.pk] if record else f"Hồ sơ đề nghị {names.get(row.award, row.award)}",
        what_url=_record_url(actor, record) if record else _nomination_url(actor, row),
        unit_id=row.unit_id,
        unit=row.unit.name,
        first=labels[first.pk],
        first_url=_record_url(actor, first),
        first_reason=row.revocation.reason,
        first_document=row.revocation.document,
        revoked_on=row.revocation.revoked_on,
        restored_on=row.revocation.restored_on,
        before=verdict_view(row.before, links),
        after=verdict_view(row.after, links),
        stands=row.stands,
        rebuilt=row.rebuilt,
        same_book=row.before.law_digest == row.after.law_digest,
        changes=tuple(_change(each) for each in row.changes),
        follows=tuple(_follows(actor, row.follows)),
        reason=row.reason,
        ground=row.ground,
        settled_by=row.settled_by,
        settled_at=row.settled_at,
        opened_at=row.opened_at,
        may={
            act: may_settle(actor, row.unit_id)
            & logic.may_decide_case(row.state, act, under_way=row.nomination_id is not None)
            for act in CaseAct
        },
        acts=tuple(_acts(row.pk)),
        decision_id=record.decision_id if record else None,
        decided_on=record.decided_on if record else None,
    )


def proposal(actor: Actor, case_id: int, record_ids: Iterable[int]) -> tuple[str, str]:
    """The legal ground and the reason with which a proposed revocation begins, for the form of the act; both empty
    where no such case is about one of these awards. One query."""
    row = visible(actor).filter(pk=case_id, record__in=record_ids, state=CaseState.PROPOSED).first()
    return (row.ground, row.reason) if row is not None else ("", "")


def notes_of_record(actor: Actor, record_ids: Iterable[int]) -> list[CaseNote]:
    """Cases about these awards and cases that their revocation opened, newest first. One query."""
    ids = set(record_ids)
    about = Q(record__in=ids)
    rows = visible(actor).filter(about | Q(revocation__record__in=ids)).order_by("-pk")
    fields = (
        "pk", "state", "award", "recipient__name", "record_id", "revocation__record__award", "revocation__record__year",
    )  # fmt: skip
    names = load_book().names
    found = []
    for pk, state, award, name, record_id, first, year in rows.values_list(*fields)[:50]:
        if record_id in ids:
            words = f"Đã tính đến {names.get(first, first)} năm {year}, khen thưởng đã bị hủy bỏ"
        else:
            words = f"{names.get(award, award)} của {name} đã tính đến khen thưởng này"
        found.append(
            CaseNote(words, CaseState(state).label, CaseState(state).tone, _address("eligibility:case", pk))
        )
    return found


@dataclass(frozen=True, slots=True)
class NominationNote:
    """What a nomination's page says of a revoked award that it had counted."""

    url: str
    first: str
    revoked_on: date
    before: tuple[str, str]
    after: tuple[str, str]
    state: CaseState


def notes_of_nomination(nomination_id: int, actor: Actor) -> list[NominationNote]:
    """The cases of a nomination, for its own page, whose room has judged the scope; without an address for those who
    do not see the case itself. One query.
    """
    rows = ReviewCase.objects.filter(nomination_id=nomination_id).exclude(state=CaseState.STANDS)
    fields = (
        "pk", "revocation__record__award", "revocation__record__year", "revocation__revoked_on", "before__verdict",
        "after__verdict", "state", "unit__path", "recipient__unit__path",
    )  # fmt: skip
    names = load_book().names
    found = []
    for pk, first, year, day, before, after, state, *paths in rows.order_by("-pk").values_list(*fields):
        url = _address("eligibility:case", pk) if _sees(actor, *paths) else ""
        what = f"{names.get(first, first)} năm {year}"
        found.append(
            NominationNote(url, what, day, verdict_words(before), verdict_words(after), CaseState(state))
        )
    return found


def verdict_words(verdict: str) -> tuple[str, str]:
    """A verdict in words with its tone."""
    return OUTCOME_VI[verdict], TONES[verdict]  # type: ignore[index]


def _change(each: Mapping[str, Any]) -> Change:
    def words(result: str | None) -> str:
        return RESULT_VI[result] if result else "không có"  # type: ignore[index]

    return Change(each["title"], words(each["before"]), words(each["after"]))


def _follows(actor: Actor, follows: Sequence[Mapping[str, Any]]) -> Iterable[FollowLine]:
    """The stored lines in words; nominations are named without a link. One query."""
    ids = {each["record_id"] for each in follows if each["record_id"]} | {
        pk for each in follows for pk in each["through"]
    }
    if not ids:
        return
    rows = AwardRecord.objects.filter(pk__in=ids).select_related("unit")
    records = {row.pk: row for row in rows}
    names = load_book().names
    short = {pk: f"{names.get(row.award, row.award)} năm {row.year}" for pk, row in records.items()}
    for each in follows:
        record = records.get(each["record_id"])
        yield FollowLine(
            what=short[record.pk] if record else f"Hồ sơ đề nghị {names.get(each['award'], each['award'])}",
            url=_record_url(actor, record) if record else "",
            under_way=record is None,
            level=each["level"],
            through=", ".join(short[pk] for pk in each["through"]),
            before=verdict_words(each["before"]),
            after=verdict_words(each["after"]),
            stands=each["stands"],
        )


def _acts(case_id: int) -> list[tuple[str, str, str, datetime]]:
    rows = LedgerEntry.objects.filter(object_type="review_case", object_id=str(case_id)).order_by("seq")
    return list(rows.values_list("summary", "actor", "post", "at"))


def _sees(actor: Actor, *paths: str) -> bool:
    return actor.is_system or any(actor.posts_over(path) for path in paths)


def _record_url(actor: Actor, record: AwardRecord) -> str:
    return _address("achievements:record", record.pk) if _sees(actor, record.unit.path) else ""


def _nomination_url(actor: Actor, row: ReviewCase) -> str:
    """Its unit is the holder, from which it is seen."""
    return _address("nominations:detail", row.nomination_id) if _sees(actor, row.unit.path) else ""


def _address(name: str, *args: Any) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
