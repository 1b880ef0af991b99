"""One row of a file of tasks as it was read, and the rows that its words may mean."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Model

from agreements.models import Agreement, Body, Programme
from agreements.workflow import EDIT
from dtracker.accounts.access import provinces_for
from dtracker.formats.text import search_key
from dtracker.places.models import Province
from indicators.models import Indicator


@dataclass(slots=True)
class TaskEntry:
    """One row of a file, read. `given` holds only fields for which the file has a column; `faults` are sentences.

    `code` and `version` are those of the hidden key: the task, and what of it was seen.
    """

    row: int
    province: Province | None = None
    code: str = ""
    version: int | None = None
    given: dict = field(default_factory=dict)
    indicators: list[Indicator] | None = None
    reason: str = ""
    faults: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


class Known:
    """What rows of a file may name, among the provinces whose tasks a person keeps. Five reads."""

    def __init__(self, user) -> None:
        provinces = list(provinces_for(user, EDIT))
        self.provinces = _named(provinces, "slug", "name")
        self.only = provinces[0] if len(provinces) == 1 else None
        self.rows = {
            "agreement": _named(Agreement.objects.filter(province__in=provinces), "code", "title"),
            "programme": _named(
                Programme.objects.filter(agreement__province__in=provinces).select_related("agreement"), "code", "title"
            ),
            "body": _named(Body.objects.filter(province__in=provinces), "code", "name"),
        }
        self.indicators = {each.code: each for each in Indicator.objects.all()}

    def province(self, text: str) -> Province | None:
        found = self.provinces.get(text.strip().lower()) or self.provinces.get(search_key(text), [])
        return found[0] if len(found) == 1 else None

    def row(self, name: str, text: str, province: Province | None) -> Model | None:
        """The agreement, programme or body of the province by its code or its title; None where no single one fits."""
        rows = self.rows[name]
        found = rows.get(text.strip().lower()) or rows.get(search_key(text), [])
        mine = [each for each in found if _place_of(each) == (province.pk if province else None)]
        return mine[0] if len(mine) == 1 else None


def _place_of(row: Model) -> int:
    return row.agreement.province_id if isinstance(row, Programme) else row.province_id


def _named(rows: Iterable, code: str, name: str) -> dict[str, list]:
    found = defaultdict(list)
    for row in rows:
        texts = {search_key(getattr(row, f"{name}_{language}")) for language in ("vi", "en")} - {""}
        for key in {getattr(row, code), *texts}:
            found[key].append(row)
    return dict(found)
