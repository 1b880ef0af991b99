"""Working on a task: started, reported on, its product handed in, confirmed or sent back.

The same order and refusals as in `agreements.actions.tasks`. A file has its record and a record its file: whatever
fails, neither is left alone. `tell(task, step, by, …)` is called once a product is handed in or sent back.
"""

from datetime import date
from functools import partial

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.actions.refusals import NothingHandedIn
from agreements.actions.steps import Tell, nobody, required, store, taken
from agreements.models import Task, TaskNote, TaskProduct
from dtracker.files.storage import product_path
from indicators.actions.refusals import Faulty, NotTaken
from indicators.actions.uploads import described, keep, together

MOST = 20
"""Products of one task."""


def start(*, task: Task, version: int, by, today: date) -> Task:
    """Begin a planned task."""
    with transaction.atomic():
        found = taken("start", task, version, by)
        return store(_begun(found, today), "start", by)


def report(*, task: Task, text: str, on: date, percent: int | None = None, version: int, by, today: date) -> Task:
    """Say how far the work is; work that was only planned is begun by it."""
    words = required(text, "text", _("Write how far the work is."))
    if on > today:
        raise Faulty([("on", _("A report cannot be of a day to come."))])
    if percent is not None and not 0 <= percent <= 100:
        raise Faulty([("percent", _("A percentage lies between 0 and 100."))])
    with transaction.atomic():
        found = store(_begun(taken("report", task, version, by), on), "report", by, words)
        TaskNote.objects.create(task=found, on=on, text_vi=words, percent=percent, by=by)
        return found


def hand_in(
    *, task: Task, text: str = "", title: str = "", url: str = "", upload: File | None = None, version: int, by,
    today: date, tell: Tell = nobody,
) -> Task:  # fmt: skip
    """Hand in the product, or evidence that the work is done: a link or a file, unless one is there already.

    Faulty where there is none; NotTaken where the file is too big, of a kind that is not taken, or finds no room.
    """
    product = TaskProduct(task=task, title=title, url=url, added_by=by, **(described(upload) if upload else {}))
    with together(product):
        found = taken("hand_in", task, version, by)
        _add(product, found, upload)
        found.handed_in_by = by
        store(_begun(found, today), "hand_in", by, text.strip())
        transaction.on_commit(partial(tell, found, "hand_in", by), robust=True)
        return found


def confirm(*, task: Task, version: int, by, today: date) -> Task:
    """The head of the group confirms that the task is done. Barred for who handed in the product."""
    with transaction.atomic():
        found = taken("confirm", task, version, by)
        if not found.products.exists():
            raise NothingHandedIn
        found.done_on = today
        return store(found, "confirm", by)


def send_back(*, task: Task, reason: str, version: int, by, tell: Tell = nobody) -> Task:
    """The product is not what was agreed: say what it lacks."""
    words = required(reason, "reason", _("Say what the product lacks."))
    with transaction.atomic():
        found = taken("send_back", task, version, by)
        gave, found.handed_in_by = found.handed_in_by, None
        store(found, "send_back", by, words)
        transaction.on_commit(partial(tell, found, "send_back", by, gave), robust=True)
        return found


def _begun(found: Task, on: date) -> Task:
    """With the day of its beginning, where nobody wrote one. It does not begin after its own deadline."""
    if found.starts_on is None:
        found.starts_on = min(on, found.deadline) if found.deadline else on
    return found


def _add(product: TaskProduct, found: Task, upload: File | None) -> None:
    count = found.products.count()
    if not upload and not product.url:
        if not count:
            raise Faulty([("url", _("Give a link to the product, or a file."))])
        return
    if count >= MOST:
        raise NotTaken(_("A task has at most %(most)s products.") % {"most": MOST})
    if upload:
        keep(product, upload, product_path)
    product.save()
