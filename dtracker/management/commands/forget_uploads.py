"""`manage.py forget_uploads`: files of figures and tasks that were never confirmed are not kept for ever."""

from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.models import TaskImport
from indicators.actions.batches import forget_upload
from indicators.imports.preview import forget_preview
from indicators.models import ImportBatch

DAYS = 30
"""Longer than a round: whoever still wants to confirm has done so by then."""


class Command(BaseCommand):
    help = "Removes uploads that were never confirmed. Meant for a timer, once a day. Imported files stay."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--days", type=int, default=DAYS, help="how old an upload must be; default: %(default)s")

    def handle(self, *args, **options) -> None:
        if options["days"] < 1:
            raise CommandError(_("Uploads are kept for at least one day."))
        before = timezone.now() - timedelta(days=options["days"])
        old = {"confirmed_at": None, "uploaded_at__lt": before}
        count = sum(forgotten(each) for each in ImportBatch.objects.filter(**old).order_by("pk"))
        count += sum(forget_upload(batch=each) for each in TaskImport.objects.filter(**old).order_by("pk"))
        words = ngettext("%(count)s upload removed.", "%(count)s uploads removed.", count)
        self.stdout.write(words % {"count": count})


def forgotten(batch: ImportBatch) -> bool:
    """Whether the upload is gone; what stands beside its file goes with it."""
    if not forget_upload(batch=batch):
        return False
    forget_preview(batch)
    return True
