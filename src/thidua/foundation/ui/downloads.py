"""A kept file as the answer to a request."""

from __future__ import annotations

from django.http import FileResponse

from thidua.foundation.files import StoredFile, open_file


def file_answer(stored: StoredFile) -> FileResponse:
    """The file, to be saved under its own name. Raises NotThere when its content is gone."""
    return FileResponse(
        open_file(stored.id), as_attachment=True, filename=stored.name, content_type=stored.media_type
    )
