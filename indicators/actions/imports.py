"""Importing a file of figures: kept as it came, previewed, and confirmed as a whole or not at all."""

import logging
from collections.abc import Callable, Iterable
from datetime import date
from hashlib import sha256

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from dtracker.accounts.roles import Permission
from dtracker.places.models import Province
from indicators import workflow
from indicators.actions.batches import keep_batch
from indicators.actions.refusals import Overtaken
from indicators.models import Figure, ImportBatch
from indicators.queries.imported import Entry, Judged, Kind
from indicators.queries.imports import judged

BATCH = 1000
"""Rows written at once: few statements, and a bounded number of figures in memory."""

STEP = "import"
"""The reason in the history of a figure."""

WRITTEN = (
    "value", "numerator", "denominator", "rank_of", "no_data_reason", "observed_on", "rank", "value_text",
    "is_approximate", "remark", "status", "version", "entered_at", "entered_by",
)  # fmt: skip

log = logging.getLogger("dtracker.imports")


def keep_upload(*, file: UploadedFile, by) -> ImportBatch:
    """Keep the file as it came, for the preview and as a record. OSError when it cannot be stored: no record then."""
    return keep_batch(ImportBatch, Permission.FIGURE_ENTER, file=file, by=by)


def confirm(
    *,
    batch: ImportBatch,
    entries: Iterable[Entry],
    seen: str,
    by,
    today: date,
    report: Callable[[int], None] = lambda done: None,
) -> ImportBatch:
    """Store every new and changed figure of the file as a draft, all or none, in one transaction.

    `seen` is the print of the preview the person confirmed. Overtaken when the file would do anything else by now,
    or has an error. A batch that is confirmed already is given back as it is.
    """
    try:
        with transaction.atomic():
            batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
            if batch.confirmed_at is not None:
                return batch
            _lock_provinces(entries)
            _import(batch, judged(entries, by=by, today=today, lock=True), seen, by, report)
    except IntegrityError as error:
        # Somebody saved an empty cell of the file at the same moment, and came first.
        raise Overtaken from error
    log.info("import %s by %s: %s new, %s changed", batch.pk, by, batch.new_count, batch.changed_count)
    return batch


def _lock_provinces(entries: Iterable[Entry]) -> None:
    """One import of a province at a time, in a fixed order: two files in opposite order cannot wait for each other."""
    keys = {entry.province.pk for entry in entries if entry.province}
    # Saving a figure refers to its province: a lock on the key would hold up everybody else.
    list(Province.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))


def _import(batch: ImportBatch, items: Iterable[Judged], seen: str, by, report: Callable[[int], None]) -> None:
    now = timezone.now()
    total = sha256()
    counts = dict.fromkeys(Kind, 0)
    waiting: dict[Kind, list[Figure]] = {Kind.NEW: [], Kind.CHANGED: []}
    for item in items:
        total.update(item.print)
        counts[item.kind] += 1
        if item.kind in waiting:
            waiting[item.kind].append(_filled(item, by, now))
            if len(waiting[item.kind]) == BATCH:
                _write(item.kind, waiting[item.kind], by, now)
                waiting[item.kind].clear()
                report(sum(counts.values()))
    if counts[Kind.ERROR] or total.hexdigest() != seen:
        raise Overtaken
    for kind, figures in waiting.items():
        _write(kind, figures, by, now)
    batch.new_count, batch.changed_count = counts[Kind.NEW], counts[Kind.CHANGED]
    batch.unchanged_count = counts[Kind.SAME]
    batch.confirmed_at, batch.confirmed_by = now, by
    batch.save()


def _filled(item: Judged, by, now) -> Figure:
    """The figure as `save_figure` would leave it."""
    entry = item.entry
    figure = item.figure or Figure(
        indicator=entry.indicator,
        province=entry.province,
        unit=entry.unit,
        year=entry.period.year,
        quarter=entry.period.quarter,
        version=0,
    )
    figure.status = workflow.next_status("save", figure.status if item.figure else None)
    for field, value in item.values.items():
        setattr(figure, field, value)
    # What was printed elsewhere no longer says what this figure is.
    figure.value_text, figure.is_approximate, figure.rank = "", False, None
    figure.remark = item.remark
    figure.entered_at, figure.entered_by = now, by
    figure.version += 1
    return figure


def _write(kind: Kind, figures: list[Figure], by, now) -> None:
    if kind == Kind.NEW:
        Figure.objects.bulk_create(figures)
    elif figures:
        # One statement for many rows; an update with a CASE for each field takes a hundred times as long.
        Figure.objects.bulk_create(figures, update_conflicts=True, unique_fields=["id"], update_fields=WRITTEN)
    if figures:
        _remember([figure.pk for figure in figures], "+" if kind == Kind.NEW else "~", by, now)


def _remember(keys: list[int], kind: str, by, now) -> None:
    """A line of history for each figure as it now stands, copied inside the database.

    The same lines as `bulk_create_with_history` writes, in half the time of the whole import.
    """
    quoted = connection.ops.quote_name
    history = Figure.history.model
    columns = ", ".join(quoted(field.column) for field in history.tracked_fields)
    moment = connection.ops.adapt_datetimefield_value(now)
    places = ", ".join(["%s"] * len(keys))
    sql = (
        f"INSERT INTO {quoted(history._meta.db_table)} "  # noqa: S608  (names of our own tables and columns)
        f"({columns}, history_date, history_change_reason, history_type, history_user_id) "
        f"SELECT {columns}, %s, %s, %s, %s FROM {quoted(Figure._meta.db_table)} WHERE id IN ({places}) ORDER BY id"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [moment, STEP, kind, by.pk, *keys])
