"""An uploaded file and the row that keeps it: whatever fails, neither is left alone.

The row has the fields `file`, `file_name`, `content_type`, `size` and `digest`.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from dtracker.files.kinds import KindError, kept_name, recognised
from indicators.actions.refusals import HereAlready, NotTaken

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


@contextmanager
def together(row) -> Iterator[None]:
    """A transaction; where it fails, the file that was stored for the new row meanwhile is taken away again."""
    try:
        with transaction.atomic():
            yield
    except BaseException:
        drop(row)
        raise


def check_new(row, others: Iterable) -> None:
    """HereAlready where one of the others keeps the same file. They know who added them (`added_by`)."""
    if same := next((each for each in others if each.digest == row.digest), None):
        words = _("This file is here already: %(name)s, added by %(who)s.")
        raise HereAlready(words % {"name": same, "who": same.added_by or _("somebody")})


def delete(row, by) -> None:
    """Take the row away, and its file once that is certain."""
    name, storage = row.file.name, row.file.storage
    row._history_user = by
    row.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name), robust=True)
