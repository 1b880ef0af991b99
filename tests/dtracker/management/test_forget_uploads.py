"""`manage.py forget_uploads`: what was never confirmed goes, with everything beside it; what was imported stays."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import timezone, translation

from agreements.actions import task_imports
from agreements.models import TaskImport
from indicators.actions.imports import keep_upload
from indicators.imports.preview import progress_file
from indicators.models import ImportBatch
from tests import cast

pytestmark = pytest.mark.django_db


def upload(person, *, days: int, is_confirmed: bool = False) -> ImportBatch:
    batch = keep_upload(file=SimpleUploadedFile("quy-1.csv", b"x"), by=person)
    now = timezone.now()
    stamps = {"confirmed_at": now, "confirmed_by": person} if is_confirmed else {}
    ImportBatch.objects.filter(pk=batch.pk).update(uploaded_at=now - timedelta(days=days), **stamps)
    progress_file(batch).write_text("1 1")
    return batch


def forget(*arguments: str) -> str:
    out = StringIO()
    with translation.override("en"):
        call_command("forget_uploads", *arguments, stdout=out)
    return out.getvalue().strip()


def test_only_old_and_unconfirmed_uploads_go():
    lan = cast.lan(cast.hai_duong())
    old, new, imported = upload(lan, days=31), upload(lan, days=29), upload(lan, days=31, is_confirmed=True)
    assert forget() == "1 upload removed."
    assert list(ImportBatch.objects.order_by("pk")) == [new, imported]
    assert [Path(each.file.path).exists() for each in (old, new, imported)] == [False, True, True]
    assert [progress_file(each).exists() for each in (old, new)] == [False, True]
    assert forget() == "0 uploads removed."


def test_how_old_can_be_said():
    upload(cast.lan(cast.hai_duong()), days=3)
    assert (forget("--days", "4"), forget("--days", "2")) == ("0 uploads removed.", "1 upload removed.")
    with translation.override("en"), pytest.raises(CommandError, match="at least one day"):
        forget("--days", "0")


def test_files_of_tasks_go_too():
    thu = cast.thu(cast.hai_duong())
    batches = [task_imports.keep_upload(file=SimpleUploadedFile("viec.csv", b"x"), by=thu) for _file in range(2)]
    TaskImport.objects.filter(pk=batches[0].pk).update(uploaded_at=timezone.now() - timedelta(days=31))
    assert forget() == "1 upload removed."
    assert list(TaskImport.objects.all()) == batches[1:]
    assert [Path(each.file.path).exists() for each in batches] == [False, True]
