"""Papers as files: a document written as PDF or DOCX, and the answer that hands it over."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse

from thidua.foundation.errors import NotThere, Refused
from thidua.foundation.inspection import MEDIA_TYPES
from thidua.papers.docx import to_docx
from thidua.papers.model import Document, PaperError
from thidua.papers.pdf import to_pdf

_WRITERS = {"pdf": to_pdf, "docx": to_docx}


def printed(document: Document, form: str) -> bytes:
    """The document as `pdf` or `docx`. Raises Refused for text that cannot be printed."""
    try:
        return _WRITERS[form](document)
    except PaperError as error:
        raise Refused(str(error)) from error


def paper_answer(make: Callable[[str], bytes], name: str, form: str, *, saved: bool = False) -> HttpResponse:
    """What `make` writes in that form, named `name`. A DOCX is saved, a PDF opens in the browser unless `saved`.

    Raises NotThere for another form, before anything is made.
    """
    if form not in _WRITERS:
        raise NotThere
    response = HttpResponse(make(form), content_type=MEDIA_TYPES[form])
    kind = "inline" if form == "pdf" and not saved else "attachment"
    response["Content-Disposition"] = f'{kind}; filename="{name}.{form}"'
    return response
