"""`manage.py snapshot`: judge every target as of today and keep it, so that lists need not."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import ngettext

from dtracker.changes.actions import forget_old_changes
from dtracker.management.counting import count_rows
from indicators.actions.snapshots import rebuild
from indicators.models import Snapshot
from indicators.queries.kept import differences


class Command(BaseCommand):
    help = "Keeps how every target stands today. Meant for a timer, just after midnight."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--check", action="store_true", help="keep nothing; say whether what is kept is true")
        parser.add_argument("--if-old", action="store_true", help="do nothing when something is kept as of today")

    def handle(self, *args, **options) -> None:
        today = timezone.localdate()
        if options["check"]:
            self.check_kept(today)
        elif not (options["if_old"] and Snapshot.objects.filter(judged_on=today).exists()):
            count = rebuild(today)
            forget_old_changes(today)
            count_rows()
            words = ngettext("%(count)s target was judged.", "%(count)s targets were judged.", count)
            self.stdout.write(words % {"count": count})

    def check_kept(self, today) -> None:
        """One line for each target whose snapshot is not true; CommandError where there is any."""
        wrong = list(differences(today))
        for target, columns in wrong:
            self.stderr.write(f"{target.code}: {', '.join(columns)}")
        if wrong:
            words = ngettext(
                "%(count)s snapshot says something else than judging anew.",
                "%(count)s snapshots say something else than judging anew.",
                len(wrong),
            )
            raise CommandError(words % {"count": len(wrong)})
        count = Snapshot.objects.filter(judged_on=today).count()
        words = ngettext("%(count)s snapshot is true.", "%(count)s snapshots are true.", count)
        self.stdout.write(words % {"count": count})
