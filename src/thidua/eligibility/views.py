"""The page of a check: what was asked, on which facts, by which law, with what answer; and asking it again."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from thidua.eligibility import fact_words, queries, screens
from thidua.eligibility.queries.cases import TONES
from thidua.eligibility.types import CheckHeader
from thidua.foundation.ui.acts import signed_in
from thidua.lawbook import load_book
from thidua.lawbook.verdict import OUTCOME_VI, RESULT_VI


@signed_in
@require_safe
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """One check with its question, facts, findings and the digest of its law."""
    found = screens.check_page(request.actor, pk)
    names = load_book().names
    context = {
        "title": f"Kết luận về {found.recipient}",
        "check": found,
        "asked": fact_words.asked_words(found.question, names),
        "who": fact_words.who_words(found.question),
        "complete": fact_words.complete_words(found.question),
        "facts": fact_words.fact_lists(found.question, names),
        "others": [_other(header, pk) for header in found.others],
    }
    return render(request, "eligibility/check.html", context)


@dataclass(frozen=True, slots=True)
class Other:
    """A check of the same nomination in words."""

    header: CheckHeader
    verdict: str
    tone: str
    here: bool


def _other(header: CheckHeader, pk: int) -> Other:
    return Other(header, OUTCOME_VI[header.verdict], TONES[header.verdict], header.id == pk)  # type: ignore[index]


@signed_in
@require_safe
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """The question with its facts as YAML, for `thidua check`."""
    response = HttpResponse(
        queries.export_question(request.actor, pk), content_type="application/yaml; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="lan-xet-{pk}.yaml"'
    return response


@signed_in
@require_safe
def replay(request: HttpRequest, pk: int) -> HttpResponse:
    """The same question on the same facts, asked of today's book, with the differences."""
    found = screens.check_page(request.actor, pk)
    again = queries.replay(request.actor, pk)
    context = {
        "title": "Xét lại bằng quy định đang nạp",
        "check": found,
        "again": again,
        "before": (OUTCOME_VI[again.before], TONES[again.before]),  # type: ignore[index]
        "after": (OUTCOME_VI[again.after], TONES[again.after]),  # type: ignore[index]
        "differences": [
            (
                line.title,
                RESULT_VI[line.before] if line.before else "không có",  # type: ignore[index]
                RESULT_VI[line.after] if line.after else "không có",  # type: ignore[index]
            )
            for line in again.differences
        ],
    }
    return render(request, "eligibility/replay.html", context)
