"""Handing out a kept file: to be saved under its own name, never shown by the browser, whatever it holds."""

import logging

from django.http import FileResponse, Http404

logger = logging.getLogger(__name__)


def as_attachment(row) -> FileResponse:
    """The file of a row (`file`, `file_name`); 404 when it is gone from the disk."""
    try:
        content = row.file.open("rb")
    except FileNotFoundError as error:
        logger.error("%s %s: the file %s is gone", row._meta.model_name, row.pk, row.file.name)
        raise Http404 from error
    response = FileResponse(
        content, as_attachment=True, filename=row.file_name, content_type="application/octet-stream"
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
