"""Reading checks: the newest of a nomination arranged for a page, what leaned on a record, replay, export."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import NoReverseMatch, reverse

from thidua.access.scope import in_scope
from thidua.access.types import Actor
from thidua.achievements.queries import attested_facts, labels_of
from thidua.eligibility import logic
from thidua.eligibility.models import Check, CheckLean
from thidua.eligibility.types import CheckHeader, LeaningCheck, Replay
from thidua.foundation.errors import NotThere
from thidua.foundation.ui.verdict import VerdictView, verdict_view
from thidua.lawbook import load_book

SECTIONS = {
    "rating": "Xếp loại chất lượng",
    "initiative": "Sáng kiến, đề tài",
    "penalty": "Kỷ luật",
    "hold": "Tạm dừng xét",
    "service": "Biến động công tác",
    "composition": "Số liệu tập thể",
    "cluster": "Cụm, khối thi đua",
    "fact": "Dữ liệu thành tích",
}


def newest_check(actor: Actor, nomination_id: int) -> VerdictView | None:
    """The newest check of a nomination, arranged for its page; None before the first. Two queries.

    Raises NotThere when the recipient lies outside the actor's scope.
    """
    row = _newest(nomination_id)
    if row is None:
        return None
    if not Check.objects.filter(in_scope(actor, "recipient__unit__"), pk=row.pk).exists():
        raise NotThere
    return view_of(row)


def newest_check_system(nomination_id: int) -> VerdictView | None:
    """As `newest_check`, for the nomination's own page, whose room has judged the scope. Two queries."""
    row = _newest(nomination_id)
    return None if row is None else view_of(row)


def check_view(actor: Actor, check_id: int) -> VerdictView:
    """One check, for instance the one that stood when a unit endorsed. Raises NotThere. Two queries."""
    return view_of(_row(actor, check_id))


def view_of(row: Check) -> VerdictView:
    """A stored check with its evidence as words and links. One query, two where a judgement was certified."""
    return verdict_view(row, evidence_links(row.recipient_id, row.findings))


def evidence_links(recipient_id: int, *findings: Iterable[Mapping[str, Any]]) -> dict[str, tuple[str, str]]:
    """The links of all evidence in these findings, those of certified judgements too, which bear no reference."""
    links = links_of(recipient_id, {ref for each in findings for ref in logic.refs(each)})
    places = {place for each in findings for place in logic.attested(each)}
    if places:
        page = _address("achievements:recipient", recipient_id)
        for code, pk in attested_facts(recipient_id).items():
            if f"attested.{code}" in places:
                links[f"attested.{code}"] = ("", f"{page}#fact-{pk}" if page else "")
    return links


def checks_of_nomination(actor: Actor, nomination_id: int) -> list[CheckHeader]:
    """Every check made for a nomination, newest first. One query."""
    rows = Check.objects.filter(in_scope(actor, "recipient__unit__"), nomination_id=nomination_id)
    return [
        CheckHeader(pk, verdict, day, tuple(law), digest)
        for pk, verdict, day, law, digest in rows.order_by("-pk").values_list(
            "pk", "verdict", "decided_on", "law", "law_digest"
        )
    ]


def links_of(recipient_id: int, refs: Iterable[str]) -> dict[str, tuple[str, str]]:
    """What each reference names and where it is shown: `award:12` → (words, address). One query at most."""
    refs = list(refs)
    numbers = [int(ref.removeprefix(logic.REF_AWARD)) for ref in refs if ref.startswith(logic.REF_AWARD)]
    labels = labels_of(numbers) if numbers else {}
    page = _address("achievements:recipient", recipient_id)
    links: dict[str, tuple[str, str]] = {}
    for ref in refs:
        section, _, number = ref.partition(":")
        words = labels.get(int(number), "") if section == "award" else SECTIONS.get(section, "")
        anchor = f"{page}#{section}-{number}" if page else ""
        links[ref] = (words, anchor)
    return links


def leaning_on(actor: Actor, record_ids: Iterable[int]) -> list[LeaningCheck]:
    """The newest checks, one for each nomination, that counted one of these award records. One query.

    When a record is revoked, these are the cases to look at again.
    """
    rows = (
        CheckLean.objects.filter(
            in_scope(actor, "check_made__recipient__unit__"), record_id__in=set(record_ids), check_made__record=None
        )
        .order_by("-check_made_id")
        .values_list(
            "check_made_id", "check_made__recipient_id", "check_made__recipient__name",
            "check_made__nomination_id", "check_made__award", "check_made__verdict", "check_made__decided_on",
        )
    )  # fmt: skip
    names = load_book().names
    found: dict[tuple[int | None, int], LeaningCheck] = {}
    for check_id, recipient_id, name, nomination_id, award, verdict, day in rows:
        key = (nomination_id, recipient_id)
        found.setdefault(
            key,
            LeaningCheck(
                check_id, recipient_id, name, nomination_id, award, names.get(award, award), verdict, day
            ),
        )
    return list(found.values())


def replay(actor: Actor, check_id: int) -> Replay:
    """Ask a stored check again of the current book, with the facts of then. Raises NotThere."""
    row = _row(actor, check_id)
    book = load_book()
    again = logic.answer(book, logic.with_years(row.question))
    return Replay(
        check_id=row.pk,
        before=row.verdict,
        after=again["verdict"],
        same_law=row.law_digest == book.digest,
        differences=logic.differences(row.findings, again["findings"]),
    )


def export_question(actor: Actor, check_id: int) -> str:
    """The stored question as YAML that `thidua check` replays. Raises NotThere."""
    return logic.as_yaml(_row(actor, check_id).question)


def _newest(nomination_id: int) -> Check | None:
    return Check.objects.filter(nomination_id=nomination_id).order_by("-pk").first()


def _row(actor: Actor, check_id: int) -> Check:
    row = Check.objects.filter(in_scope(actor, "recipient__unit__"), pk=check_id).first()
    if row is None:
        raise NotThere
    return row


def _address(name: str, *args: Any) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
