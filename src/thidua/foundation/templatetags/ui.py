"""Template tags of the screens' parts; builtin in every template. Vocabulary with examples: docs/ui.md."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.forms.boundfield import BoundField
from django.template.context import Context
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from thidua.foundation.models import JobState
from thidua.foundation.ui.assets import asset_url
from thidua.foundation.ui.cells import badge_html, moment_vi
from thidua.foundation.ui.nav import Shown, navigation
from thidua.foundation.ui.parts import TimelineStep, due_words
from thidua.foundation.ui.verdict import Links, VerdictView, verdict_view
from thidua.kernel import formats

register = template.Library()


@register.filter
def money(dong: int | None) -> str:
    """1490000 → "1.490.000 đ"; nothing for None."""
    return "" if dong is None else formats.money(dong)


@register.filter
def number(value: int | None) -> str:
    """1234567 → "1.234.567"; nothing for None."""
    return "" if value is None else formats.number(value)


@register.filter
def decimal(value: Decimal | None) -> str:
    """1234.50 → "1.234,50"; nothing for None."""
    return "" if value is None else formats.decimal_vi(value)


@register.filter
def plain_decimal(value: Decimal | None) -> str:
    """12.5000 → "12,5": a decimal without the noughts it was stored with."""
    return "" if value is None else formats.decimal_vi(value.normalize())


@register.filter
def share(part: int, whole: int) -> str:
    """A share as per cent; nothing when there is no whole."""
    return formats.share(part, whole) if whole else ""


@register.filter
def date_vi(day: date | None) -> str:
    """05/02/2021; nothing for None."""
    return formats.date_vi(day) if day else ""


@register.filter
def iso_date_vi(text: str) -> str:
    """A day written yyyy-mm-dd as dd/mm/yyyy."""
    return formats.date_vi(date.fromisoformat(text))


@register.filter
def moment(at: datetime | date | None) -> str:
    """14:05 05/02/2021 in Vietnam's time; nothing for None."""
    return moment_vi(at) if at else ""


@register.filter
def due(day: date | None, today: date) -> str:
    """How far a last day is, coloured when it is near or past; nothing for None."""
    if not day:
        return ""
    found = due_words(day, today)
    return (
        format_html('<span class="due-{}">{}</span>', found.tone, found.words) if found.tone else found.words
    )


@register.simple_tag
def badge(state: Any, label: str = "", tone: str = "") -> SafeString:
    """A status phrase with sign and colour."""
    return badge_html(state, tone, label)


@register.simple_tag
def asset(path: str) -> str:
    """URL of a static file with its version."""
    return asset_url(path)


@register.simple_tag
def province() -> str:
    """Whose site this is, for the wordmark."""
    return getattr(settings, "PROVINCE", "tỉnh Đắk Nông")


@register.simple_tag(takes_context=True)
def main_nav(context: Context) -> list[Shown]:
    """The entries of the main navigation for whoever is signed in."""
    request = context.get("request")
    return navigation(getattr(request, "actor", None), request.path) if request else []


@register.simple_tag
def url_or_nothing(name: str, *args: Any) -> str:
    """The address of a page, "" when this site has no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


@register.simple_tag
def crumb(text: str, name: str = "", *args: Any) -> SafeString:
    """One step of the way to this page; without a page it is plain text."""
    address = name if name.startswith(("/", "?")) else url_or_nothing(name, *args) if name else ""
    if address:
        return format_html('<li><a href="{}">{}</a></li>', address, text)
    return format_html("<li>{}</li>", text)


@register.inclusion_tag("foundation/ui/field.html")
def field(bound: BoundField, hint: str = "") -> dict[str, Any]:
    """Label, hint, error and control of one field."""
    return {"f": bound, "hint": hint or bound.help_text, "single": _is_single(bound)}


def _is_single(bound: BoundField) -> bool:
    return getattr(bound.field.widget, "input_type", "") == "checkbox" and not bound.use_fieldset


@register.inclusion_tag("foundation/ui/field.html")
def filter_field(bound: BoundField) -> dict[str, Any]:
    """A field of a filter: as `field`, without saying that it is optional."""
    return {"f": bound, "hint": "", "single": _is_single(bound), "bare": True}


@register.inclusion_tag("foundation/ui/fields.html")
def fields(form: Any) -> dict[str, Any]:
    """Every field of a form in its order, the hidden ones too."""
    return {"form": form}


@register.inclusion_tag("foundation/ui/error_summary.html")
def error_summary(*forms: Any) -> dict[str, Any]:
    """What is wrong, with links to the fields; nothing when all is well."""
    return {"errors": list(_errors(form for form in forms if form and form.is_bound))}


def _errors(forms: Iterable[Any]) -> Iterable[tuple[str, str]]:
    for form in forms:
        for text in form.non_field_errors():
            yield "", text
        for bound in form:
            for text in bound.errors:
                yield (f"{bound.auto_id}_0" if bound.use_fieldset else bound.auto_id), text


@register.filter
def has_errors(form: Any) -> bool:
    """Whether a form was sent and something in it is wrong; for the page's title."""
    return bool(form is not None and getattr(form, "is_bound", False) and form.errors)


@register.inclusion_tag("foundation/ui/timeline.html")
def timeline(steps: Iterable[TimelineStep], today: date | None = None) -> dict[str, Any]:
    """The way through the levels: who did what when, what is next, until when."""
    return {"steps": steps, "today": today}


@register.inclusion_tag("foundation/ui/findings.html")
def findings(
    check: Any, links: Links | None = None, label: str = "Kết luận theo pháp luật"
) -> dict[str, Any]:
    """A verdict (a check, or one already arranged) with every condition, its article and its evidence.

    `label` tells two verdicts on one page apart.
    """
    shown = check if isinstance(check, VerdictView) or not check else verdict_view(check, links)
    return {"v": shown, "label": label}


@register.inclusion_tag("foundation/ui/empty.html")
def empty(title: str, hint: str = "", url: str = "", label: str = "") -> dict[str, Any]:
    """Nothing here, and what to do about it."""
    return {"title": title, "hint": hint, "url": url, "label": label}


@register.inclusion_tag("foundation/ui/stat.html")
def stat(label: str, value: Any, url: str = "", hint: str = "", tone: str = "") -> dict[str, Any]:
    """A number that opens the rows it was counted from."""
    shown = formats.number(value) if isinstance(value, int) else value
    return {"label": label, "value": shown, "url": url, "hint": hint, "tone": tone}


@register.inclusion_tag("foundation/ui/tabs.html")
def tabs(items: Iterable[Any], current: str) -> dict[str, Any]:
    """Several views of one page."""
    return {"items": items, "current": current}


@register.inclusion_tag("foundation/ui/progress.html")
def progress(job: Any, done_url: str = "") -> dict[str, Any]:
    """A background job's bar; it moves by itself and goes on to `done_url` when the job is done."""
    return progress_context(job, done_url)


def progress_context(job: Any, done_url: str) -> dict[str, Any]:
    """What `foundation/ui/progress.html` shows, for the tag and for the page that is polled."""
    state = JobState(job.state)
    running = state in (JobState.QUEUED, JobState.RUNNING)
    return {
        "job": job,
        "running": running,
        "failed": state is JobState.FAILED,
        "label": state.label,
        "done_url": done_url,
        "poll_url": url_or_nothing("site:job", job.id) if running else "",
    }


@register.inclusion_tag("foundation/ui/list.html", takes_context=True, name="list")
def list_tag(context: Context, page: Any) -> dict[str, Any]:
    """Filters, table, bulk buttons and pager of a `ListPage`."""
    return {"page": page, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("foundation/ui/pager.html")
def pager(page: Any) -> dict[str, Any]:
    """The pages of a `ListPage`."""
    return {"page": page}


@register.inclusion_tag("foundation/ui/sort_link.html")
def sort_link(head: Any) -> dict[str, Any]:
    """A column's heading that sorts."""
    return {"head": head}
