"""What a revocation sets going, in its own transaction: cases opened, closed again when the award is given back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Count

from thidua.access.types import Actor
from thidua.achievements.models import AwardRecord
from thidua.achievements.queries import labels_of
from thidua.achievements.types import AwardsChanged
from thidua.eligibility import cascade, logic
from thidua.eligibility.cascade import Link, Standing
from thidua.eligibility.commands.checks import check_row, store_checks
from thidua.eligibility.commands.settling import case_act, settle, tell
from thidua.eligibility.models import Check, ReviewCase, Revocation
from thidua.eligibility.responsible import units_of
from thidua.eligibility.standings import Ground, grounds, under_way
from thidua.eligibility.types import ACTIVE_CASES, CaseState
from thidua.foundation.clock import now
from thidua.foundation.ledger import Act, record_many
from thidua.foundation.locks import locked
from thidua.lawbook import LawBook, load_book

BATCH = 500


def after_revoking(actor: Actor, news: AwardsChanged) -> None:
    """Open a case for every award and nomination under way that counted one of the revoked awards.

    Cases about the revoked awards themselves are settled: what they asked has been done.
    """
    at = now()
    turns = dict(
        Revocation.objects.filter(record__in=news.record_ids)
        .order_by()
        .values_list("record_id")
        .annotate(count=Count("pk"))
    )
    made = Revocation.objects.bulk_create(
        [
            Revocation(
                record_id=pk,
                turn=turns.get(pk, 0) + 1,
                revoked_on=news.on,
                reason=news.reason[:500],
                document=news.document[:200],
                made_at=at,
            )
            for pk in sorted(news.record_ids)
        ],
        batch_size=BATCH,
    )
    done = settle(
        actor,
        locked(ReviewCase.objects.filter(record__in=news.record_ids, state__in=ACTIVE_CASES)),
        CaseState.REVOKED,
        f"Khen thưởng này đã bị hủy bỏ: {news.reason}",
        at,
    )
    opened = _open(actor, made, news.recipient_ids, at)
    record_many(actor, [*done, *opened])


def after_conferring(actor: Actor, news: AwardsChanged) -> None:
    """Open cases for awards that enter the register although they counted one that was revoked meanwhile."""
    ids = sorted(news.recipient_ids)
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH]
        standing = list(Revocation.objects.filter(record__recipient__in=part, restored_on=None))
        if standing:
            record_many(actor, _open(actor, standing, part, now(), only=news.record_ids))


def after_restoring(actor: Actor, news: AwardsChanged) -> None:
    """Ask again about the cases of awards that were given back: those that stand again are settled, with a note.

    Cases about the awards given back, which their revocation had settled, wait again while what these counted is
    still revoked.
    """
    at = now()
    given = list(locked(Revocation.objects.filter(record__in=news.record_ids, restored_on=None)))
    for row in given:
        row.restored_on = max(news.on, row.revoked_on)
    Revocation.objects.bulk_update(given, ["restored_on"], batch_size=BATCH)
    cases = locked(ReviewCase.objects.filter(revocation__in=given, state__in=ACTIVE_CASES))
    acts = [*_reopen(news.record_ids), *_ask_again(actor, list(cases), news, at)]
    lost = ReviewCase.objects.filter(revocation__in=given, state=CaseState.REVOKED)
    tell(
        lost.values_list("unit_id", flat=True),
        "{count} khen thưởng đã bị hủy bỏ vì một khen thưởng trước nay được phục hồi: cần xem việc phục hồi.",
    )
    record_many(actor, acts)


# Opening ------------------------------------------------------------------------------------------------------


def _open(
    actor: Actor,
    revocations: Sequence[Revocation],
    recipient_ids: Collection[int],
    at: datetime,
    only: Collection[int] | None = None,
) -> list[Act]:
    """Cases for those who counted these revoked awards (`only` about these records); what the ledger is to say."""
    by_record = {row.record_id: row for row in revocations}
    book = load_book()
    judge = partial(logic.answer, book)
    places = {each.id: each.holder_id for each in under_way(recipient_ids)}
    rows: list[tuple[ReviewCase, Check | None, Check | None]] = []
    for ground in grounds(recipient_ids, by_record.keys()).values():
        lost = frozenset(by_record) & ground.revoked
        links = cascade.cascade(lost, ground.revoked, ground.standings, ground.title_years, judge)
        for link in links:
            if only is not None and link.standing.record_id not in only:
                continue
            rows += _cases(book, ground, link, lost, by_record, at)
    if not rows:
        return []
    store_checks(list({id(check): check for row in rows for check in row[1:] if check is not None}.values()))
    units = units_of({case.record_id for case, _, _ in rows if case.record_id is not None}, actor.today)
    newest = _newest_of_nominations([case.nomination_id for case, _, _ in rows if case.nomination_id])
    made = []
    for case, before, after in rows:
        if before is not None:
            case.before = before
        if case.nomination_id is not None:
            case.unit_id = places[case.nomination_id]
            case.after = newest[case.nomination_id]
            _compare(case, case.before, case.after)
        else:
            assert case.record_id is not None and after is not None
            case.unit_id, case.after = units[case.record_id], after
        made.append(case)
    ReviewCase.objects.bulk_create(made, batch_size=BATCH)
    tell((case.unit_id for case in made), "{count} trường hợp cần xem xét sau khi một khen thưởng bị hủy bỏ.")
    return _opened(made)


def _cases(
    book: LawBook,
    ground: Ground,
    link: Link,
    lost: frozenset[int],
    by_record: Mapping[int, Revocation],
    at: datetime,
) -> list[tuple[ReviewCase, Check | None, Check | None]]:
    """A case for each of the revoked awards that it counted, with the checks that are to be stored for it."""
    standing = link.standing
    counted = (standing.leaned | logic.award_ids(link.before["findings"])) & lost
    kept = _kept(ground, standing, ground.revoked - lost, book)
    before = (
        None
        if kept is not None
        else _check(book, ground, link, link.before, at, without=ground.revoked - lost)
    )
    after = None
    if standing.record_id is not None:
        after = _check(book, ground, link, link.after, at, without=ground.revoked)
    found = []
    for pk in sorted(counted):
        case = ReviewCase(
            revocation=by_record[pk],
            record_id=standing.record_id,
            nomination_id=standing.nomination_id,
            recipient_id=ground.recipient_id,
            award=standing.question["question"]["award"],
            stands=link.stands,
            rebuilt=standing.check_id is None,
            changes=_changes(link.before["findings"], link.after["findings"]),
            follows=[asdict(each) for each in link.follows],
            opened_at=at,
        )
        if kept is not None:
            case.before_id = kept
        found.append((case, before, after))
    return found


def _kept(ground: Ground, standing: Standing, gone: frozenset[int], book: LawBook) -> int | None:
    """The kept check, where the book of today answers the same question on the same facts; else None."""
    if standing.check_id is None or standing.nomination_id is not None:
        return standing.check_id
    same = ground.kept[standing.check_id] == (book.digest, standing.decided_on)
    return standing.check_id if same and not gone & cascade.named(standing.question) else None


def _check(
    book: LawBook,
    ground: Ground,
    link: Link,
    verdict: Mapping[str, Any],
    at: datetime,
    *,
    without: frozenset[int],
) -> Check:
    standing = link.standing
    own = frozenset(filter(None, [standing.record_id]))
    record = cascade.without(standing.question, without | own, ground.title_years)
    record["id"] = f"{logic.REF_AWARD}{standing.record_id}" if standing.record_id else record["id"]
    return check_row(
        book,
        record,
        verdict,
        recipient_id=ground.recipient_id,
        nomination_id=standing.nomination_id,
        record_id=standing.record_id,
        decided_on=standing.decided_on,
        facts_digest=logic.facts_digest(record),
        at=at,
    )


def _changes(before: Iterable[Mapping[str, Any]], after: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [asdict(each) for each in logic.differences(before, after)]


def _compare(case: ReviewCase, before: Check, after: Check) -> None:
    """Say of the case what the two checks say."""
    case.changes = _changes(before.findings, after.findings)
    case.stands = cascade.stands(_said(before), _said(after))


def _said(check: Check) -> dict[str, Any]:
    return {"verdict": check.verdict, "findings": check.findings}


def _newest_of_nominations(ids: Sequence[int]) -> dict[int, Check]:
    """The newest check of each nomination, made when the facts changed in this very act. One query."""
    rows = Check.objects.filter(nomination_id__in=ids).order_by("pk")
    return {row.nomination_id: row for row in rows if row.nomination_id is not None}


def _opened(cases: Sequence[ReviewCase]) -> list[Act]:
    records = {case.revocation.record_id for case in cases}
    labels = labels_of(records)
    names = load_book().names
    people = dict(AwardRecord.objects.filter(pk__in=records).values_list("recipient_id", "recipient_name"))
    return [
        case_act(
            case,
            "open_case",
            f"Mở trường hợp xem xét {names.get(case.award, case.award)} của {people[case.recipient_id]}:"
            f" đã tính đến {labels[case.revocation.record_id]}.",
            {
                "state": (None, CaseState.OPEN.value),
                "verdict": (case.before.verdict, case.after.verdict),
                "record": (None, case.record_id),
                "nomination": (None, case.nomination_id),
                "check": (case.before_id, case.after_id),
            },
        )
        for case in cases
    ]


# Giving back -------------------------------------------------------------------------------------------------


def _reopen(record_ids: Collection[int]) -> list[Act]:
    """Cases about awards that stand again; what the ledger is to say of them."""
    waiting = ReviewCase.objects.filter(
        record__in=record_ids, state=CaseState.REVOKED, revocation__restored_on=None
    )
    rows = list(locked(waiting))
    for case in rows:
        case.state, case.reason, case.ground = CaseState.OPEN, "", ""
        case.settled_by, case.settled_at = "", None
        case.version += 1
    ReviewCase.objects.bulk_update(
        rows, ["state", "reason", "ground", "settled_by", "settled_at", "version"], batch_size=BATCH
    )
    tell(
        (case.unit_id for case in rows),
        "{count} khen thưởng được phục hồi nhưng khen thưởng đã tính đến vẫn bị hủy bỏ: cần xem xét lại.",
    )
    says = "Mở lại trường hợp xem xét: khen thưởng này được phục hồi, khen thưởng đã tính đến vẫn bị hủy bỏ."
    changes = {"state": (CaseState.REVOKED.value, CaseState.OPEN.value)}
    return [case_act(case, "reopen_case", says, changes) for case in rows]


def _ask_again(actor: Actor, cases: list[ReviewCase], news: AwardsChanged, at: datetime) -> list[Act]:
    """Put each case to the law with the award that was given back; settle those that stand again."""
    if not cases:
        return []
    book = load_book()
    known = grounds({case.recipient_id for case in cases}, news.record_ids)
    newest = _newest_of_nominations([case.nomination_id for case in cases if case.nomination_id])
    fresh: dict[int, Check] = {}
    for case in cases:
        if case.nomination_id is not None:
            fresh[case.pk] = newest[case.nomination_id]
            continue
        ground = known[case.recipient_id]
        standing = ground.standing(record_id=case.record_id, nomination_id=None)
        if standing is None:  # revoked itself meanwhile; that act has settled its cases
            continue
        record = cascade.without(
            standing.question, ground.revoked | {standing.record_id or 0}, ground.title_years
        )
        verdict = logic.answer(book, record)
        link = Link(standing, verdict, verdict, True, ())
        fresh[case.pk] = _check(book, ground, link, verdict, at, without=ground.revoked)
    store_checks([check for check in fresh.values() if check.pk is None])
    again: list[ReviewCase] = []
    still: list[ReviewCase] = []
    for case in cases:
        if case.pk not in fresh:
            continue
        case.after = fresh[case.pk]
        _compare(case, case.before, case.after)
        (again if case.stands else still).append(case)
    tell(
        (case.unit_id for case in again),
        "{count} trường hợp không còn phải xem xét: khen thưởng đã tính đến được phục hồi.",
    )
    acts = settle(actor, again, CaseState.STANDS, f"Khen thưởng đã tính đến được phục hồi: {news.reason}", at)
    for case in still:
        acts.append(
            case_act(
                case, "ask_case_again",
                "Khen thưởng đã tính đến được phục hồi nhưng trường hợp này vẫn chưa đủ căn cứ; tiếp tục xem xét.",
                {"check": (None, case.after.pk)},
            )
        )  # fmt: skip
        case.version += 1
    ReviewCase.objects.bulk_update(still, ["after", "changes", "stands", "version"], batch_size=BATCH)
    return acts
