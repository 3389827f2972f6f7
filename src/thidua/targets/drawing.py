"""Cells of the tables of years as HTML: hundreds stand on a page, so they are drawn here and not by a template each.

The sign before a figure is the style sheet's, with its words for those who hear the page.
"""

from __future__ import annotations

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from thidua.kernel.formats import number
from thidua.targets.types import Kind, Standing

_VOID = mark_safe('<td class="void"></td>')


def share_cell(head: str, met: int, of: int, tone: str) -> SafeString:
    """How many of those with a plan met it; an empty cell where there is no plan."""
    if not of:
        return _VOID
    return mark_safe(
        f'<td data-label="{escape(head)}"><b class="is-{tone}">{number(met)}/{number(of)}</b></td>'
    )


def year_cell(
    head: str, *, result: str, plan: str, percent: str, behind: str, standing: Standing, by: str, notes: list[str]
) -> SafeString:  # fmt: skip
    """A cell of amounts: the result with its sign and share, below it the plan, what is lacking and remarks."""
    if standing is Standing.EMPTY:
        return _VOID
    first = escape(result) if result else escape(standing.label)
    sure = (
        f'<b class="is-{standing.tone}">{first}</b>'
        if result
        else f'<span class="is-{standing.tone}">{first}</span>'
    )
    below = [
        f"KH {plan}" if plan else "",
        f"còn thiếu {behind}" if behind else "",
        "số ước" if by == Kind.ESTIMATE.label else "",
    ]
    words = " · ".join(part for part in below if part)
    lines = "".join(f'<span class="sub">{escape(line)}</span>' for line in (words, *notes) if line)
    share = f" {escape(percent)}" if percent else ""
    return mark_safe(f'<td data-label="{escape(head)}"><span>{sure}{share}{lines}</span></td>')
