"""A cluster's papers: those uploaded, and the list of members drafted from what is known."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from thidua.clusters import commands, papers, queries
from thidua.clusters.access import standpoint
from thidua.clusters.forms import WithdrawForm
from thidua.clusters.forms_activities import PaperForm
from thidua.clusters.types import PaperKind
from thidua.foundation.errors import NotThere, demand
from thidua.foundation.files import files_of
from thidua.foundation.printing import paper_answer, printed
from thidua.foundation.ui.acts import act_or_show, form_page, signed_in
from thidua.foundation.ui.downloads import file_answer

BOTH = require_http_methods(["GET", "POST"])


def _cluster_page(pk: int) -> str:
    return reverse("clusters:cluster", args=[pk])


@signed_in
@BOTH
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a paper for the members."""
    cluster = queries.cluster(request.actor, pk)
    demand(standpoint(request.actor, cluster).may_lead())
    form = PaperForm(request.POST or None, request.FILES or None, initial={"dated": request.actor.today})

    def page() -> HttpResponse:
        return form_page(
            request, form, f"Thêm văn bản của {cluster.title}", "Thêm văn bản", _cluster_page(pk), multipart=True,
            lead="Các đơn vị thành viên được báo một lần và tải về được.",
        )  # fmt: skip

    def command() -> object:
        given = dict(form.cleaned_data)
        upload = given.pop("file")
        return commands.add_paper(
            actor=request.actor, cluster_id=pk, kind=PaperKind(given.pop("kind")), upload=upload.file,
            name=upload.name, **given,
        )  # fmt: skip

    return act_or_show(request, command, done="Đã thêm văn bản.", to=_cluster_page(pk), form=form, again=page)


@signed_in
@BOTH
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a paper, with a reason."""
    row = queries.paper(request.actor, pk)
    demand(standpoint(request.actor, row.cluster).may_lead())
    form = WithdrawForm(request.POST or None)
    back = _cluster_page(row.cluster_id)

    def page() -> HttpResponse:
        return form_page(request, form, f"Rút văn bản “{row.title}”", "Rút văn bản", back)

    return act_or_show(
        request,
        lambda: commands.withdraw_paper(actor=request.actor, paper_id=pk, **form.cleaned_data),
        done="Đã rút văn bản; bản đã nộp vẫn được giữ.",
        to=back,
        form=form,
        again=page,
    )


@signed_in
@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """Download a paper; one that was withdrawn only as head, deputy or office."""
    row = queries.paper(request.actor, pk)
    kept = next(iter(files_of(commands.documents.STORED_AS, row.pk)), None)
    if kept is None or (
        row.withdrawn_at is not None and not standpoint(request.actor, row.cluster).may_lead()
    ):
        raise NotThere
    return file_answer(kept)


@signed_in
@require_safe
def roster(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The list of a cluster's members with head and deputies, as PDF or DOCX."""
    document = papers.roster(queries.cluster(request.actor, pk))
    return paper_answer(lambda wanted: printed(document, wanted), f"danh-sach-{pk}", form, saved=True)
