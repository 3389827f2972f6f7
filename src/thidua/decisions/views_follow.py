"""What follows a published decision: correcting a name, revoking awards, giving them back."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from thidua.achievements.beside import Consequences, begins_with, consequences
from thidua.achievements.grounds import beginning, grounds, with_ground
from thidua.decisions import commands, screens
from thidua.decisions.forms import CorrectForm, FollowForm, RecordsForm
from thidua.decisions.types import DecisionPage, ItemRow
from thidua.decisions.views_draft import offered
from thidua.decisions.views_sign import lines_of
from thidua.foundation.errors import NotThere, Refused
from thidua.foundation.ui.acts import act, ask_first, signed_in
from thidua.kernel.formats import date_vi

FEW = 20
"""Up to so many awards are looked ahead for before any is chosen."""


@signed_in
def correct(request: HttpRequest, pk: int, record: int) -> HttpResponse:
    """Correct the name of one awarded by a new decision."""
    found = offered(request, pk, "follow_up")
    item = next((line for line in found.items if line.record_id == record), None)
    if item is None:
        raise NotThere
    ways = screens.signing_ways(request.actor, found.unit_id)[0]
    form = CorrectForm(
        request.POST if request.method == "POST" else None, **_start(request, found, ways, name=item.name)
    )
    title = f"Đính chính tên: {item.name}"

    def run(values: dict[str, Any]) -> Any:
        return commands.correct(
            request.actor, record_id=record, name=values["name"], **_common(found, ways, values)
        )

    def sentence(values: dict[str, Any]) -> str:
        return f"Ký quyết định đính chính “{item.name}” thành “{values['name']}” tại Quyết định số {found.number}?"

    return _follow(request, found, form, title, "Ký quyết định đính chính", sentence, run)


@signed_in
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke awards by a new decision; the later checks that counted them are shown first."""
    return _awards(request, pk, giving=False)


@signed_in
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Give revoked awards back by a new decision."""
    return _awards(request, pk, giving=True)


def _awards(request: HttpRequest, pk: int, *, giving: bool) -> HttpResponse:
    found = offered(request, pk, "follow_up")
    open_items = [item for item in found.items if item.record_id is not None and item.revoked == giving]
    if not open_items:
        raise Refused(
            "Quyết định này không có khen thưởng nào đã hủy bỏ."
            if giving
            else "Không còn khen thưởng nào để hủy bỏ."
        )
    ways = screens.signing_ways(request.actor, found.unit_id)[0]
    shown = _shown(open_items, {*request.GET.getlist("records"), *request.POST.getlist("records")})
    shown_ids = [item.record_id for item in shown if item.record_id]
    choices = None if giving else grounds([item.award for item in shown], request.actor.today)
    begins = ("", "") if giving else begins_with(request.actor, request.GET.get("case", ""), shown_ids)
    form = RecordsForm(
        request.POST if request.method == "POST" else None,
        records=[(str(item.record_id), _item_words(item)) for item in shown],
        **_start(
            request,
            found,
            ways,
            records=request.GET.getlist("records"),
            **beginning(choices or (), *begins),
        ),
        grounds=choices,
    )
    command = commands.restore if giving else commands.revoke
    verb = "phục hồi" if giving else "hủy bỏ"

    def run(values: dict[str, Any]) -> Any:
        ids = [int(text) for text in values["records"]]
        return command(request.actor, record_ids=ids, **_common(found, ways, values))

    def sentence(values: dict[str, Any]) -> str:
        return (
            f"Ký quyết định {verb} {len(values['records'])} khen thưởng theo Quyết định số {found.number},"
            f" ngày {date_vi(values['decided_on'])}?{ahead(values['records']).sentence}"
        )

    def ahead(records: Collection[str]) -> Consequences:
        wanted = [pk for pk in shown_ids if str(pk) in records]
        return Consequences() if giving else consequences(request.actor, wanted)

    def follows() -> Consequences | None:
        chosen = request.POST.getlist("records") or request.GET.getlist("records")
        if not chosen and len(shown_ids) > FEW:
            return None
        return ahead(chosen or [str(pk) for pk in shown_ids])

    title = f"{verb.capitalize()} khen thưởng"
    hidden = len(open_items) - len(shown)
    return _follow(
        request,
        found,
        form,
        title,
        f"Ký quyết định {verb}",
        sentence,
        run,
        hidden=hidden,
        follows=None if giving else follows,
    )


def _shown(items: list[ItemRow], chosen: set[str]) -> list[ItemRow]:
    """The awards to choose from: those already chosen, then the others as long as the list stays readable."""
    first = [item for item in items if str(item.record_id) in chosen]
    others = [item for item in items if str(item.record_id) not in chosen]
    return first + others[: max(0, screens.SHOWN - len(first))]


def _item_words(item: ItemRow) -> str:
    return f"{item.name} – {item.award_name} năm {item.period}" + (f", {item.unit}" if item.unit else "")


def _start(
    request: HttpRequest, found: DecisionPage, ways: list[screens.SigningWay], **initial: Any
) -> dict[str, Any]:
    """What the form begins with; the usual way to sign comes first."""
    return {
        "ways": [way.choice for way in ways],
        "initial": {
            "version": found.version,
            "decided_on": request.actor.today,
            "signer": request.actor.name,
            "mark": ways[0].choice[0],
            **initial,
        },
    }


def _common(found: DecisionPage, ways: list[screens.SigningWay], values: dict[str, Any]) -> dict[str, Any]:
    return {
        "decision_id": found.id,
        "version": values["version"],
        "reason": values["reason"],
        "decided_on": values["decided_on"],
        "signer": values["signer"],
        "authority_lines": lines_of(ways, values["mark"]),
    }


def _follow(
    request: HttpRequest,
    found: DecisionPage,
    form: FollowForm,
    title: str,
    button: str,
    sentence: Callable[[dict[str, Any]], str],
    run: Callable[[dict[str, Any]], Any],
    hidden: int = 0,
    follows: Callable[[], Consequences | None] | None = None,
) -> HttpResponse:
    def again() -> HttpResponse:
        context = {
            "form": form,
            "d": found,
            "title": title,
            "button": button,
            "follows": follows() if follows else None,
            "unasked": follows is not None,
            "hidden": hidden,
            "back": reverse("decisions:page", args=[found.id]),
        }
        return render(request, "decisions/follow.html", context)

    if request.method != "POST" or not form.is_valid():
        return again()
    values = with_ground(form)
    if asked := ask_first(request, sentence(values), button=button):
        return asked
    return act(
        request,
        lambda: run(values),
        done=lambda row: f"Đã ký Quyết định số {row.number}.",
        to=lambda row: reverse("decisions:page", args=[row.pk]),
        form=form,
        again=again,
    )
