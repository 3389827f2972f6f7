"""What an officer does with the clauses of a document: accept, word, split, merge, add, set aside, look again."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from thidua.directives import commands, queries, screens
from thidua.directives.access import may_keep
from thidua.directives.forms import AsideForm, ClauseForm, NewClauseForm, SplitForm
from thidua.directives.models import Clause
from thidua.directives.types import ClauseState
from thidua.foundation.errors import demand
from thidua.foundation.ui.acts import act, act_or_show, ask_first, form_page, signed_in
from thidua.foundation.ui.bulk import BulkRow, picked_ids, run_bulk
from thidua.foundation.ui.keys import sent_version
from thidua.kernel.decision import require

_FORM = "directives/clause_form.html"


def _kept(request: HttpRequest, pk: int, clause_pk: int) -> Clause:
    """The clause, for an officer who keeps its document."""
    found = queries.clause(request.actor, pk, clause_pk)
    demand(may_keep(request.actor, found.document.unit_id, found.document.unit.path))
    return found


def _version(request: HttpRequest, found: Clause) -> int:
    """The version the officer saw; without one in the form, today's."""
    return sent_version(request, found.version)


def _home(pk: int) -> str:
    return reverse("directives:document", args=[pk]) + "#giao-viec"


@signed_in
def clause(request: HttpRequest, pk: int, clause_pk: int) -> HttpResponse:
    """One clause: its words, the units they mean, and the form to change it while it waits."""
    found = queries.clause(request.actor, pk, clause_pk)
    keeps = may_keep(request.actor, found.document.unit_id, found.document.unit.path)
    form = None
    if keeps and found.state == ClauseState.PROPOSED:
        form = ClauseForm(request.POST or None, initial=screens.clause_initial(found))
    if request.method == "POST":
        demand(
            keeps
            & require(form is not None, "Nội dung này đã được xem xong; hãy bấm “Xem lại” trước khi sửa.")
        )
        accept = "accept" in request.POST
        if form is not None and form.is_valid():
            return act(
                request,
                lambda: commands.edit_clause(
                    actor=request.actor, clause_id=clause_pk, version=_version(request, found),
                    terms=form.terms(), accept=accept,
                ),
                done="Đã lưu và chấp nhận nội dung." if accept else "Đã lưu nội dung.",
                to=_home(pk) if accept else reverse("directives:clause", args=[pk, clause_pk]),
                form=form,
                again=lambda: _page(request, found, form),
            )  # fmt: skip
    return _page(request, found, form)


def _page(request: HttpRequest, found: Clause, form: ClauseForm | None) -> HttpResponse:
    context = screens.clause_page(found, request.actor.today)
    context["keeps"] = may_keep(request.actor, found.document.unit_id, found.document.unit.path)
    status = 422 if form is not None and form.errors else 200
    return render(request, "directives/clause.html", {**context, "form": form}, status=status)


@signed_in
def split(request: HttpRequest, pk: int, clause_pk: int) -> HttpResponse:
    """Split a clause where its words are given line breaks."""
    found = _kept(request, pk, clause_pk)
    first = {"typed": " ".join(found.text.split()), "version": found.version}
    form = SplitForm(request.POST or None, initial=first)
    return _form_page(
        request, found, form, "Tách nội dung", "Tách",
        lambda: commands.split_clause(
            actor=request.actor, clause_id=clause_pk, version=_version(request, found),
            typed=form.cleaned_data["typed"],
        ),
        "Đã tách nội dung. Kiểm tra nơi nhận việc và thời hạn của từng phần.",
    )  # fmt: skip


@signed_in
def set_aside(request: HttpRequest, pk: int, clause_pk: int) -> HttpResponse:
    """Say why a clause gives no work."""
    found = _kept(request, pk, clause_pk)
    form = AsideForm(request.POST or None, initial={"version": found.version})
    return _form_page(
        request, found, form, "Không giao nội dung này", "Không giao",
        lambda: commands.set_aside_clause(
            actor=request.actor, clause_id=clause_pk, version=_version(request, found),
            reason=form.cleaned_data["reason"],
        ),
        "Đã ghi: không giao nội dung này.",
    )  # fmt: skip


def _form_page(
    request: HttpRequest,
    found: Clause,
    form: forms.Form,
    title: str,
    button: str,
    command: Callable[[], object],
    done: str,
) -> HttpResponse:
    back = reverse("directives:clause", args=[found.document_id, found.pk])
    return act_or_show(
        request,
        command,
        done=done,
        to=_home(found.document_id),
        form=form,
        again=lambda: form_page(
            request, form, title, button, back, template=_FORM, d=found.document, c=found
        ),
    )


@signed_in
@require_POST
def merge(request: HttpRequest, pk: int, clause_pk: int) -> HttpResponse:
    """Merge a clause with the next one."""
    found = _kept(request, pk, clause_pk)
    if asked := ask_first(
        request,
        "Gộp nội dung này với nội dung đứng ngay sau trong văn bản?",
        button="Gộp",
        back=reverse("directives:clause", args=[pk, clause_pk]),
    ):
        return asked
    return act(
        request,
        lambda: commands.merge_clause(
            actor=request.actor, clause_id=clause_pk, version=_version(request, found)
        ),
        done="Đã gộp hai nội dung thành một.",
        to=reverse("directives:clause", args=[pk, clause_pk]),
    )


@signed_in
@require_POST
def reopen(request: HttpRequest, pk: int, clause_pk: int) -> HttpResponse:
    """Look again at a clause that was accepted or set aside."""
    found = _kept(request, pk, clause_pk)
    return act(
        request,
        lambda: commands.reopen_clause(
            actor=request.actor, clause_id=clause_pk, version=_version(request, found)
        ),
        done="Nội dung chờ xem lại.",
        to=reverse("directives:clause", args=[pk, clause_pk]),
    )


@signed_in
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a clause that the reading did not find."""
    document = queries.document(request.actor, pk)
    demand(may_keep(request.actor, document.unit_id, document.unit.path))
    form = NewClauseForm(request.POST or None)
    return act_or_show(
        request,
        lambda: commands.add_clause(
            actor=request.actor, document_id=pk, point=form.cleaned_data["point"], terms=form.terms()
        ),
        done="Đã thêm nội dung giao việc.",
        to=_home(pk),
        form=form,
        again=lambda: form_page(
            request, form, "Thêm nội dung giao việc", "Thêm nội dung", _home(pk), template=_FORM, d=document
        ),
    )


@signed_in
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept the clauses that were picked, each on its own."""
    document = queries.document(request.actor, pk)
    demand(may_keep(request.actor, document.unit_id, document.unit.path))
    found = {each.pk: each for each in queries.clauses(request.actor, pk)}
    rows = [
        BulkRow(
            key,
            f"Nội dung {found[key].order}: {found[key].text[:80]}",
            require(found[key].state == ClauseState.PROPOSED, "Đã được xem xong."),
        )
        for key in picked_ids(request)
        if key in found
    ]
    return run_bulk(
        request,
        rows,
        lambda key: commands.accept_clause(actor=request.actor, clause_id=key, version=found[key].version),
        sentence="Chấp nhận {count} nội dung giao việc?",
        button="Chấp nhận {count} nội dung",
        back=_home(pk),
    )
