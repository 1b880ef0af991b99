"""A file of rows that somebody brought: kept as it came while it is previewed, dropped where nobody confirms it.

The row has the fields `file`, `file_name`, `size`, `digest`, `uploaded_by` and `confirmed_at`.
"""

from hashlib import file_digest

from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction

from dtracker.accounts.access import NotAllowed, can_anywhere
from dtracker.accounts.roles import Permission
from dtracker.files.sheets.cells import cleaned


def keep_batch(model: type[models.Model], permission: Permission, *, file: UploadedFile, by) -> models.Model:
    """Keep the file, for the preview and as a record. OSError when it cannot be stored: no record then."""
    if not can_anywhere(by, permission):
        raise NotAllowed(permission.label)
    file.seek(0)
    digest = file_digest(file, "sha256").hexdigest()
    name = cleaned(file.name or "").replace("\n", " ")[-255:]
    with transaction.atomic():
        return model.objects.create(file=file, file_name=name, size=file.size, digest=digest, uploaded_by=by)


def forget_upload(*, batch: models.Model) -> bool:
    """Drop an upload nobody will confirm, with its file. One that was confirmed, even just now, stays: False."""
    with transaction.atomic():
        waiting = type(batch).objects.select_for_update().filter(pk=batch.pk, confirmed_at=None).first()
        if waiting is None:
            return False
        waiting.delete()
    waiting.file.delete(save=False)
    return True
