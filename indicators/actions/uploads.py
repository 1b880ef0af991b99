"""An uploaded file and the row that keeps it: whatever fails, neither is left alone.

The row has the fields `file`, `file_name`, `content_type`, `size` and `digest`.
"""

from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256

from django.core.files import File
from django.utils.translation import gettext as _

from dtracker.files.kinds import KindError, kept_name, recognised
from indicators.actions.refusals import NotTaken

LARGEST = 20 * 1024 * 1024


def described(upload: File) -> dict:
    """The fields of the row that say what the file is. NotTaken when it is too big or of a kind that is not taken."""
    if upload.size > LARGEST:
        raise NotTaken(_("The file is larger than %(most)s MB.") % {"most": LARGEST // 1024**2})
    try:
        kind = recognised(upload.name, upload)
    except KindError as error:
        raise NotTaken(error.sentence) from None
    digest = sha256()
    for piece in upload.chunks():
        digest.update(piece)
    return {
        "file_name": kept_name(upload.name, kind),
        "content_type": kind.content_type,
        "size": upload.size,
        "digest": digest.hexdigest(),
    }


def keep(row, upload: File, path: Callable) -> None:
    """Store the file for the row, under the name that `path` gives. NotTaken when there is no room on the disk."""
    upload.seek(0)
    # Named before it is stored: what a full disk cut off can then be found and taken away.
    row.file = path(row, row.file_name)
    try:
        row.file.name = row.file.storage.save(row.file.name, upload)
    except OSError:
        words = _("The file could not be stored, perhaps for want of room. Nothing was kept; try later.")
        raise NotTaken(words) from None


def drop(row) -> None:
    """Take the stored file away again, after what should have recorded it failed."""
    if row.file:
        with suppress(OSError):
            row.file.storage.delete(row.file.name)
