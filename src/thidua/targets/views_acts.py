"""Acts on screen: create, change, tie, retire a target; enter and correct an amount."""

from __future__ import annotations

from typing import Any

from django.forms.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from thidua.foundation.errors import NotThere, Refused, demand
from thidua.foundation.ui.acts import act, ask_first, signed_in
from thidua.organisation.queries import units_on
from thidua.organisation.types import UnitKind
from thidua.targets import commands, offers, queries, screens
from thidua.targets.access import keeping_units, may_keep
from thidua.targets.amounts import amount_text
from thidua.targets.forms import (
    CorrectForm,
    EnterForm,
    LinkForm,
    LinkSearch,
    RetireForm,
    TargetForm,
    UnlinkForm,
)
from thidua.targets.models import Target
from thidua.targets.settling import amount_of
from thidua.targets.types import Kind, Period

_ENTER = {
    Kind.PLAN: commands.set_plan, Kind.ESTIMATE: commands.estimate, Kind.REPORTED: commands.report,
    Kind.CONFIRMED: commands.confirm,
}  # fmt: skip


def _page(
    request: HttpRequest, form: BaseForm, title: str, button: str, back: str, **more: Any
) -> HttpResponse:
    context = {"form": form, "title": title, "button": button, "back": back, **more}
    return render(request, "foundation/form_page.html", context, status=422 if form.errors else 200)


def _agencies(request: HttpRequest) -> list[tuple[int, str]]:
    return [(unit.id, unit.name) for unit in units_on(request.actor.today, UnitKind.DEPARTMENT)]


@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """A target enters the catalogue."""
    units = keeping_units(request.actor)
    if not units:
        raise Refused("Chỉ cán bộ thi đua, khen thưởng và chuyên viên thường trực lập được chỉ tiêu.")
    form = TargetForm(request.POST or None, units=units, agencies=_agencies(request))

    def page() -> HttpResponse:
        return _page(
            request, form, "Lập chỉ tiêu", "Lập chỉ tiêu", reverse("targets:list"), draft="chi-tieu-moi"
        )

    if request.method != "POST" or not form.is_valid():
        return page()
    return act(
        request,
        lambda: commands.create_target(
            actor=request.actor, unit_id=int(form.cleaned_data["unit"]), new=form.new
        ),
        done="Đã lập chỉ tiêu.",
        to=lambda pk: reverse("targets:target", args=[pk]),
        form=form,
        again=page,
    )


def _kept(request: HttpRequest, pk: int) -> Target:
    target = queries.target(request.actor, pk)
    demand(may_keep(request.actor, target.unit_id, target.unit.path))
    return target


@signed_in
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The particulars of a target are changed."""
    target = _kept(request, pk)
    known = target.particulars
    initial = {name: getattr(known, name) for name in known.__dataclass_fields__}
    form = TargetForm(
        request.POST or None,
        initial={**initial, "agency": known.agency_id, "unit": target.unit_id, "version": target.version},
        units=[(target.unit_id, target.unit.name)],
        agencies=_agencies(request),
    )
    back = reverse("targets:target", args=[pk])

    def page() -> HttpResponse:
        return _page(request, form, f"Sửa chỉ tiêu {target.code}", "Lưu", back)

    if request.method != "POST" or not form.is_valid():
        return page()
    version = form.cleaned_data["version"] or 0
    return act(
        request,
        lambda: commands.edit_target(actor=request.actor, target_id=pk, version=version, new=form.new),
        done="Đã sửa chỉ tiêu.",
        to=back,
        form=form,
        again=page,
    )


@signed_in
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    """No further amounts are taken for a target."""
    target = _kept(request, pk)
    form = RetireForm(request.POST or None, initial={"version": target.version})
    back = reverse("targets:target", args=[pk])

    def page() -> HttpResponse:
        lead = "Số liệu đã ghi vẫn được giữ; không ghi thêm số liệu mới."
        return _page(request, form, f"Thôi dùng chỉ tiêu {target.code}", "Thôi dùng", back, lead=lead)

    if request.method != "POST" or not form.is_valid():
        return page()
    if asked := ask_first(request, f"Thôi dùng chỉ tiêu “{target.title}”?", button="Thôi dùng"):
        return asked
    return act(
        request,
        lambda: commands.retire_target(actor=request.actor, target_id=pk, **form.cleaned_data),
        done="Chỉ tiêu đã thôi dùng.",
        to=back,
        form=form,
        again=page,
    )


@signed_in
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """A target is tied to what it comes from or serves: looked for in the system, or a paper in words."""
    target = _kept(request, pk)
    search = LinkSearch(request.POST or request.GET)
    kind, words = search.asked, search.values()["q"]
    found = offers.find(request.actor, kind, words)
    form = LinkForm(request.POST or None, kind=kind, offers=found, initial={"kind": kind, "q": words})
    back = reverse("targets:target", args=[pk])

    def page() -> HttpResponse:
        context = {
            "form": form, "search": LinkSearch({"kind": kind.value, "q": words}), "kind": kind, "found": found,
            "most": offers.MOST, "title": f"Gắn chỉ tiêu {target.code}", "t": target, "back": back,
        }  # fmt: skip
        return render(request, "targets/link.html", context, status=422 if form.errors else 200)

    if request.method != "POST" or not form.is_valid():
        return page()
    title, ref = form.said
    return act(
        request,
        lambda: commands.link_target(actor=request.actor, target_id=pk, kind=kind, title=title, ref=ref),
        done="Đã gắn.",
        to=back,
        form=form,
        again=page,
    )


@signed_in
def unlink(request: HttpRequest, pk: int) -> HttpResponse:
    """A tie that should not be is ended, with the reason."""
    row = queries.link_row(request.actor, pk)
    demand(may_keep(request.actor, row.target.unit_id, row.target.unit.path))
    form = UnlinkForm(request.POST or None)
    back = reverse("targets:target", args=[row.target_id])

    def page() -> HttpResponse:
        lead = f"{row.label}: {row.title}. Việc đã gắn và lý do gỡ vẫn được lưu."
        return _page(request, form, f"Gỡ khỏi chỉ tiêu {row.target.code}", "Gỡ", back, lead=lead)

    if request.method != "POST" or not form.is_valid():
        return page()
    return act(
        request,
        lambda: commands.unlink_target(actor=request.actor, link_id=pk, **form.cleaned_data),
        done="Đã gỡ.",
        to=back,
        form=form,
        again=page,
    )


@signed_in
def enter(request: HttpRequest, pk: int, unit_id: int) -> HttpResponse:
    """An amount is entered for a unit."""
    target, unit = screens.place(request.actor, pk, unit_id)
    kinds = screens.enterable(request.actor, target, unit)
    if not kinds:
        demand(screens.judge(request.actor, Kind.REPORTED, target, unit))
        raise Refused("Chỉ tiêu đã thôi dùng nên không ghi thêm số liệu.")
    year = request.actor.today.year
    form = EnterForm(request.POST or None, kinds=kinds, initial={"period": Period(year, year)})
    back = reverse("targets:cell", args=[pk, unit_id])

    def page() -> HttpResponse:
        lead = f"{unit.name}. Đơn vị tính: {target.measure}."
        return _page(request, form, f"Ghi số liệu: {target.title}", "Ghi số liệu", back, lead=lead)

    if request.method != "POST" or not form.is_valid():
        return page()
    said = form.cleaned_data
    return act(
        request,
        lambda: _ENTER[Kind(said["kind"])](
            actor=request.actor, target_id=pk, unit_id=unit_id, period=said["period"], amount=said["amount"],
            paper=form.paper,
        ),
        done=f"Đã ghi {Kind(said['kind']).label.lower()} kỳ {said['period']}.",
        to=back,
        form=form,
        again=page,
    )  # fmt: skip


@signed_in
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """An amount is replaced, with the reason."""
    value = queries.value_row(request.actor, pk)
    target, unit = screens.place(request.actor, value.target_id, value.unit_id)
    kind, period = Kind(value.kind), Period(value.year_from, value.year_to)
    demand(screens.judge(request.actor, kind, target, unit))
    if value.amount is None and not value.current:
        raise NotThere
    before = None if value.amount is None else amount_of(value.amount, value.amount_to, value.sign)
    initial = {"amount": before, "document": value.document, "on": value.document_on, "note": value.note}
    form = CorrectForm(request.POST or None, initial=initial)
    back = reverse("targets:cell", args=[target.pk, unit.id])

    def page() -> HttpResponse:
        was = amount_text(before, target.places) or "bỏ trống"
        lead = f"{unit.name}, {kind.label.lower()} kỳ {period}: đang là {was} {target.measure}."
        return _page(request, form, f"Sửa số liệu: {target.title}", "Sửa số liệu", back, lead=lead)

    if request.method != "POST" or not form.is_valid():
        return page()
    said = form.cleaned_data
    return act(
        request,
        lambda: commands.correct(
            actor=request.actor, value_id=pk, amount=said["amount"], reason=said["reason"], paper=form.paper
        ),
        done="Đã sửa số liệu; số cũ vẫn được lưu.",
        to=back,
        form=form,
        again=page,
    )
