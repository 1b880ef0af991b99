"""`manage.py seed`: the facts of the fixture files, as far as they are not there yet."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dtracker.changes.actions import note_change
from dtracker.management.counting import count_rows
from dtracker.management.seeding.checking import check_links, check_rows
from dtracker.management.seeding.measures import check_measures
from dtracker.management.seeding.reading import Fault, read_folder
from dtracker.management.seeding.scores import read_scores, write_scores
from dtracker.management.seeding.tables import natural_key
from dtracker.management.seeding.writing import Writer
from dtracker.places.models import Province
from indicators.actions.scoring_results import publish_loaded
from indicators.actions.snapshots import rebuild
from indicators.models import Indicator

FOLDER = settings.BASE_DIR / "fixtures"


class Command(BaseCommand):
    help = "Loads the facts of fixtures/ that are missing. Never changes a row that is there. All or nothing."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing when there is any province")
        parser.add_argument("--folder", type=Path, default=FOLDER, help="where the fixture files are")

    def handle(self, *args, **options) -> None:
        if options["if_empty"] and Province.objects.exists():
            self.stdout.write(_("The database has data already; nothing was loaded."))
            return
        self.report(load(options["folder"]))

    def report(self, writer: Writer) -> None:
        for model, count in writer.counts.items():
            if count.created or count.kept:
                numbers = {
                    "name": model._meta.verbose_name_plural,
                    "created": count.created,
                    "kept": count.kept,
                }
                self.stdout.write(_("%(name)s: created %(created)s, kept %(kept)s") % numbers)


def load(folder: Path) -> Writer:
    """Read, check and write in one transaction. Raises CommandError with every fault."""
    found, faults = read_folder(folder)
    if not found and not faults:
        raise CommandError(_("There are no fixture files in %(folder)s.") % {"folder": folder})
    rows, wrong = check_rows(found)
    scores, unreadable = read_scores(found.get("scores", []))
    refuse(faults + wrong + unreadable)
    refuse(check_links(rows, _codes) + check_measures(rows, _stored_indicator))
    writer = Writer()
    with transaction.atomic():
        writer.write(rows)
        refuse(writer.faults)
        refuse(write_scores(scores))
        publish_loaded()
        count_rows()
        rebuild(timezone.localdate())
        note_change()
    return writer


def refuse(faults: list[Fault]) -> None:
    if faults:
        title = _("Nothing was loaded. Number of faults: %(count)s") % {"count": len(faults)}
        raise CommandError("\n".join([title, *(str(fault) for fault in faults)]))


def _codes(model) -> set[str]:
    """Codes in the database, of models that other rows can name."""
    name = natural_key(model)
    if not any(field.name == name for field in model._meta.fields):
        return set()
    return set(model._base_manager.values_list(name, flat=True))


def _stored_indicator(code: str) -> Indicator | None:
    return Indicator.objects.filter(code=code).first()
