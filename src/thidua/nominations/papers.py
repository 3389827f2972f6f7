"""The printed submission (tờ trình) with a list for each award."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Protocol

from thidua.access.types import Actor
from thidua.foundation.errors import Refused
from thidua.lawbook import load_book
from thidua.nominations import law, wording
from thidua.nominations.logic import SERIES
from thidua.nominations.models import Review, Submission
from thidua.nominations.queries import Brief, submission_page
from thidua.organisation import naming
from thidua.papers.docx import to_docx
from thidua.papers.model import Document, Letterhead, Numbering, PaperError, Signature
from thidua.papers.pdf import to_pdf
from thidua.papers.people import Grant
from thidua.papers.recitals import legal_basis
from thidua.papers.submission import submission


class Body(Protocol):
    """A unit as the head of its papers needs it."""

    name: str
    kind: str
    place: str
    head_title: str
    parent: Body | None


def submission_document(actor: Actor, submission_id: int) -> Document:
    """The submission as a paper; a draft has a blank number and date. Seven queries.

    Raises NotThere outside the scope, Refused where nothing can be printed yet.
    """
    page = submission_page(actor, submission_id)
    row = Submission.objects.select_related("unit__parent", "to_unit").get(pk=submission_id)
    sender = naming.body_name(row.unit.name, row.unit.kind)
    decider = _decider(row)
    day = row.sent_on or actor.today
    try:
        return submission(
            letterhead=letterhead(row.unit),
            number=Numbering(row.number or None, f"{SERIES}-{row.unit.symbol}"),
            date=row.sent_on,
            sender=sender,
            addressees=(decider,),
            grants=grants(page.items),
            legal_basis=legal_basis(load_book().legal_basis({item.award for item in page.items}, day)),
            signature=Signature(page.authority_lines or _usual_lines(row.unit), page.signer),
            receivers=("Như trên", "Lưu: VT"),
            decider=decider,
            review=_review_words(row, page.items),
            subject=row.subject,
            dossier=("Biên bản họp Hội đồng Thi đua - Khen thưởng", "Báo cáo thành tích"),
        )
    except PaperError as error:
        raise Refused(str(error)) from error


def submission_pdf(actor: Actor, submission_id: int) -> bytes:
    """As `submission_document`, as PDF."""
    return to_pdf(submission_document(actor, submission_id))


def submission_docx(actor: Actor, submission_id: int) -> bytes:
    """As `submission_document`, as DOCX."""
    return to_docx(submission_document(actor, submission_id))


def letterhead(unit: Body) -> Letterhead:
    """The head of a unit's papers; `unit.parent` is read."""
    superior = None
    if unit.kind not in naming.COMMITTEES and unit.parent is not None:
        superior = naming.body_name(unit.parent.name, unit.parent.kind).upper()
    return Letterhead(superior, naming.body_name(unit.name, unit.kind).upper(), unit.place)


def grants(items: Sequence[Brief]) -> list[Grant]:
    """One grant for each award and period, higher awards first, recipients by the order of names."""
    book = load_book()

    def rank(item: Brief) -> tuple[int, str, int, int]:
        known = book.awards.get(item.award)
        return -(known.rank if known else 0), item.award, *_period(item)

    ordered = sorted(items, key=lambda item: (rank(item), item.sort_key, item.id))
    found = []
    for (award, first, last), group in groupby(ordered, key=lambda item: (item.award, *_period(item))):
        title = award in book.titles
        found.append(
            Grant(
                "Tặng",
                wording.award_words(law.award_name(award), title, first, last),
                tuple(wording.paper_recipient(item) for item in group),
                wording.reason_words(title, first, last),
            )
        )
    return found


def _period(item: Brief) -> tuple[int, int]:
    return item.period_from or item.year, item.period_to or item.year


def _decider(row: Submission) -> str:
    if row.to_unit is None:
        return row.to_name
    return naming.head_name(row.to_unit.name, row.to_unit.kind, row.to_unit.head_title)


def _usual_lines(unit: Body) -> tuple[str, ...]:
    return ((unit.head_title or "Thủ trưởng").upper(),)


def _review_words(row: Submission, items: Sequence[Brief]) -> str:
    """How the unit came to it: that its council voted, where it did on all."""
    voted = Review.objects.filter(
        nomination__in=[item.id for item in items], unit=row.unit_id, session_id__isnull=False
    ).count()
    if not items or voted != len(items):
        return ""
    return f"Trên cơ sở kết quả họp của Hội đồng Thi đua - Khen thưởng {row.unit.name}"
