"""Checked rows into the database: what is missing is created, what is there is left alone."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.db import DataError, IntegrityError, models, transaction
from django.utils.translation import gettext as _

from dtracker.management.seeding.checking import Row, key_fields
from dtracker.management.seeding.reading import Fault
from dtracker.management.seeding.tables import FIGURES, TABLES, TARGETS, Table, natural_key
from indicators.enums import FigureStatus
from indicators.models import Figure, Publication, Target, TargetRevision

BATCH = 500
SHARED = (*Figure.MEASURED, "source", "quote", "note_vi", "note_en", "remark")
"""What a publication has in common with the working figure."""


@dataclass(slots=True)
class Count:
    created: int = 0
    kept: int = 0


@dataclass
class Writer:
    """Creates rows table by table. `faults` holds what the database refused; then nothing may be kept."""

    faults: list[Fault] = field(default_factory=list)
    counts: dict[type[models.Model], Count] = field(default_factory=lambda: defaultdict(Count))
    _pks: dict[type[models.Model], dict[str, int]] = field(default_factory=dict)

    def write(self, rows: dict[str, list[Row]]) -> None:
        for table in TABLES:
            self._table(table, rows.get(table.name, []))

    def _table(self, table: Table, rows: list[Row]) -> None:
        new = [row for row in self._missing(table, rows) if not self._orphaned(row)]
        while new:
            waiting = [row for row in new if self._waits(row)]
            if len(waiting) == len(new):
                self._circle(waiting)
                return
            self._create_with_all(table, [row for row in new if not self._waits(row)])
            new = waiting

    def _circle(self, rows: list[Row]) -> None:
        # Where the database has refused a row, those that refer to it are not at fault.
        if not self.faults:
            self.faults += [Fault(row.where, _("The references of these rows run in a circle.")) for row in rows]

    def _missing(self, table: Table, rows: list[Row]) -> list[Row]:
        """The rows whose key is not in the database yet."""
        there = set(table.model._base_manager.values_list(*_key_lookups(table))) if rows else set()
        new = [row for row in rows if row.key not in there]
        self.counts[table.model].kept += len(rows) - len(new)
        return new

    def _waits(self, row: Row) -> bool:
        """Whether it refers to a row of its own table that is not there yet."""
        return any(model is row.table.model for model in self._unknown(row))

    def _orphaned(self, row: Row) -> bool:
        """Whether a row of an earlier table it refers to was refused: that one is at fault, not this one."""
        return any(model is not row.table.model for model in self._unknown(row))

    def _unknown(self, row: Row) -> list[type[models.Model]]:
        """The models of its references that are not in the database."""
        related = [(row.table.model._meta.get_field(name).related_model, code) for name, code in row.links.items()]
        return [model for model, code in related if code not in self._known(model)]

    def _known(self, model: type[models.Model]) -> dict[str, int]:
        """Primary keys by code."""
        if model not in self._pks:
            self._pks[model] = dict(model._base_manager.values_list(natural_key(model), "pk"))
        return self._pks[model]

    def _create_with_all(self, table: Table, rows: list[Row]) -> None:
        pairs = [(row, self._newest(row)) for row in rows]
        create = self._save_one_by_one if table.own_save else self._insert
        create(pairs)
        for row, instance in pairs:
            if row.code and instance.pk:
                self._known(table.model)[row.code] = instance.pk
        made = [(row, instance) for row, instance in pairs if instance.pk]
        self._link_lists(made)
        AFTER.get(table.name, Writer._create_inside)(self, made)

    def _instance(self, row: Row) -> models.Model:
        instance = row.table.model(**row.table.defaults)
        self._fill(instance, row)
        return instance

    def _newest(self, row: Row) -> models.Model:
        instance = self._instance(row)
        column, shared = NEWEST.get(row.table.name, ("", ()))
        for change in row.inside.get(column, []):
            self._fill(instance, change, shared)
        return instance

    def _fill(self, instance: models.Model, row: Row, only: Sequence[str] | None = None) -> None:
        for name, value in row.values.items():
            if only is None or name in only:
                setattr(instance, name, value)
        for name, code in row.links.items():
            if only is None or name in only:
                model_field = instance._meta.get_field(name)
                setattr(instance, model_field.attname, self._known(model_field.related_model).get(code))

    def _insert(self, pairs: Sequence[tuple[Row, models.Model]]) -> None:
        """All at once; where the database refuses, halves until the refused rows are found."""
        if not pairs:
            return
        instances = [instance for _row, instance in pairs]
        try:
            with transaction.atomic():
                type(instances[0])._base_manager.bulk_create(instances, batch_size=BATCH)
            self.counts[type(instances[0])].created += len(instances)
        except (IntegrityError, DataError) as problem:
            for instance in instances:
                instance.pk = None
            if len(pairs) == 1:
                self.faults.append(Fault(pairs[0][0].where, _reason(type(instances[0]), problem)))
                return
            middle = len(pairs) // 2
            self._insert(pairs[:middle])
            self._insert(pairs[middle:])

    def _save_one_by_one(self, pairs: Sequence[tuple[Row, models.Model]]) -> None:
        """For models whose own `save` fills columns. The first state needs no history."""
        for row, instance in pairs:
            instance.skip_history_when_saving = True
            try:
                with transaction.atomic():
                    instance.save(force_insert=True)
                self.counts[type(instance)].created += 1
            except (IntegrityError, DataError) as problem:
                instance.pk = None
                self.faults.append(Fault(row.where, _reason(type(instance), problem)))

    def _link_lists(self, pairs: Sequence[tuple[Row, models.Model]]) -> None:
        for row, instance in pairs:
            for name, codes in row.lists.items():
                related = self._known(instance._meta.get_field(name).related_model)
                getattr(instance, name).add(*(related[code] for code in codes if code in related))

    def _create_inside(self, pairs: Sequence[tuple[Row, models.Model]]) -> None:
        """Rows inside rows: items, members, notes, evidence."""
        inner = [
            (one, self._inner(one, instance)) for row, instance in pairs for some in row.inside.values() for one in some
        ]
        for model in dict.fromkeys(type(instance) for _row, instance in inner):
            self._insert([pair for pair in inner if type(pair[1]) is model])

    def _inner(self, row: Row, outer: models.Model) -> models.Model:
        instance = self._instance(row)
        setattr(instance, row.table.parent, outer)
        return instance

    def _figures(self, pairs: Sequence[tuple[Row, models.Model]]) -> None:
        """Evidence, and the published versions: the row itself, then its corrections."""
        publications = []
        for row, figure in pairs:
            corrections = row.inside.pop("corrections", [])
            if figure.status == FigureStatus.PUBLISHED:
                publications += self._versions(row, figure, corrections)
        self._insert(publications)
        self._create_inside(pairs)

    def _versions(self, row: Row, figure: Figure, corrections: list[Row]) -> list[tuple[Row, Publication]]:
        last = self._first_publication(row, figure)
        made = [(row, last)]
        for version, correction in enumerate(corrections, start=2):
            last = _copy(last, Publication, SHARED)
            last.figure, last.version = figure, version
            self._fill(last, correction)
            made.append((correction, last))
        return made

    def _first_publication(self, row: Row, figure: Figure) -> Publication:
        first = _copy(self._instance(row), Publication, SHARED)
        first.figure, first.version = figure, 1
        for name, value in row.extras.items():
            setattr(first, name, value)
        return first

    def _targets(self, pairs: Sequence[tuple[Row, models.Model]]) -> None:
        """Version 1 is what was first set; each revision repeats the terms it does not change."""
        revisions = []
        for row, target in pairs:
            last = _copy(self._instance(row), TargetRevision, Target.TERMS)
            last.target, last.version = target, 1
            revisions.append((row, last))
            for version, revision in enumerate(row.inside.get("revisions", []), start=2):
                last = _copy(last, TargetRevision, Target.TERMS)
                last.target, last.version = target, version
                self._fill(last, revision)
                revisions.append((revision, last))
        self._insert(revisions)


NEWEST = {FIGURES.name: ("corrections", SHARED), TARGETS.name: ("revisions", Target.TERMS)}
"""Tables whose rows repeat the newest of the rows inside them, and in which fields."""
AFTER: dict[str, Callable] = {FIGURES.name: Writer._figures, TARGETS.name: Writer._targets}
"""Tables whose rows bring more than the rows inside them."""


def _copy(one: models.Model, model: type[models.Model], names: Sequence[str]) -> models.Model:
    """A new row of the model with the named fields of another."""
    made = model()
    for name in names:
        attribute = model._meta.get_field(name).attname
        setattr(made, attribute, getattr(one, attribute))
    return made


def _key_lookups(table: Table) -> list[str]:
    return [_lookup(table.model, name) for name in key_fields(table)]


def _lookup(model: type[models.Model], name: str) -> str:
    model_field = model._meta.get_field(name)
    if not isinstance(model_field, models.ForeignKey):
        return name
    return f"{name}__{natural_key(model_field.related_model)}"


def _reason(model: type[models.Model], problem: Exception) -> str:
    """The sentence of the constraint that refused the row."""
    said = str(problem)
    for constraint in model._meta.constraints:
        if constraint.name in said:
            return str(constraint.get_violation_error_message())
    if "target_value_within_range" in said:
        return _("The target value lies outside the range of its indicator.")
    return _("The database refuses the row: %(reason)s") % {"reason": said}
